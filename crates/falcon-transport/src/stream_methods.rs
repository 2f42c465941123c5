//! Methods of all streams.

/// Defines `next` and `try_next` of a stream, so that a loop over it needs no other crate.
macro_rules! stream_methods {
    ($item:ty) => {
        /// Returns the next item, or `None` at the end.
        ///
        /// It is cancel-safe: when the future is dropped, no item is lost.
        pub async fn next(&mut self) -> Option<Result<$item, $crate::Error>> {
            ::std::future::poll_fn(|cx| {
                ::futures_core::Stream::poll_next(::std::pin::Pin::new(&mut *self), cx)
            })
            .await
        }

        /// Returns the next item, or `None` at the end; for loops with `?`.
        ///
        /// # Errors
        ///
        /// The errors of the stream.
        pub async fn try_next(&mut self) -> Result<Option<$item>, $crate::Error> {
            // Not `self.next()`: a nested future would copy every item once more.
            ::std::future::poll_fn(|cx| {
                ::futures_core::Stream::poll_next(::std::pin::Pin::new(&mut *self), cx)
                    .map(Option::transpose)
            })
            .await
        }
    };
}
pub(crate) use stream_methods;

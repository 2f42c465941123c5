//! The compiler's answer to `for item in response`.

use crate::response::typed_response::Response;

/// Nothing implements it for a list: a response has to be completed first.
#[diagnostic::on_unimplemented(
    message = "a `Response` is not an iterator, because it may have failed in part",
    label = "call `complete()?` first",
    note = "`complete()?` returns the items if nothing failed, `succeeded()` those that succeeded"
)]
pub trait Completed {}

// Without an implementation the compiler would suggest to add one.
#[diagnostic::do_not_recommend]
impl Completed for str {}

#[doc(hidden)]
impl<T> Iterator for Response<T>
where
    Vec<T>: Completed,
{
    type Item = T;

    fn next(&mut self) -> Option<T> {
        None
    }
}

#[doc(hidden)]
impl<T> Iterator for &Response<T>
where
    Vec<T>: Completed,
{
    type Item = T;

    fn next(&mut self) -> Option<T> {
        None
    }
}

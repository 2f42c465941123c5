//! Requests whose only arguments of their own are ids.

/// A method that begins such a request, and the request: the method and what is said of it, the
/// request's name, what more is said of sending it, the operation, and what its answer holds.
macro_rules! request_by_ids {
    (
        $(#[$method_doc:meta])*
        $owner:ident::$method:ident -> $request:ident,
        $(#[$send_doc:meta])*
        $operation:ident -> $item:ty
    ) => {
        impl $owner {
            $(#[$method_doc])*
            pub fn $method<F>(&self, ids: impl $crate::api::ids::IntoIds<F>) -> $request {
                $request {
                    falcon: self.falcon.clone(),
                    ids: ids.into_ids(),
                    parameters: Vec::new(),
                }
            }
        }

        #[doc = concat!(
            "A request for [`", stringify!($method), "`](", stringify!($owner), "::",
            stringify!($method), ").",
        )]
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent before `send()`"]
        pub struct $request {
            falcon: $crate::client::Falcon,
            ids: Vec<String>,
            parameters: Vec<(String, String)>,
        }

        impl $request {
            $crate::api::listing::parameters_method!();

            /// Sends it.
            ///
            $(#[$send_doc])*
            ///
            /// # Errors
            ///
            /// [`Error::is_argument`](crate::Error::is_argument) when there are no ids, more than
            /// the operation takes, or an empty one.
            pub async fn send(self) -> Result<$crate::response::Response<$item>, $crate::error::Error> {
                let call = $crate::api::request::ApiRequest::new($crate::api::operation::OperationId::$operation)
                    .with_ids(&self.ids)
                    .with_raw_query(&self.parameters);
                self.falcon.execute(&call).await
            }
        }
    };
}
pub(crate) use request_by_ids;

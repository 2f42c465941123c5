//! Bodies: typed, or whole as JSON.

use serde::Serialize;
use serde_json::Value;

/// What can be given as the body of an operation: its typed form `T`, or the whole payload as
/// JSON. `Form` only tells the two apart and is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as the body of this operation",
    note = "give its typed form, or the whole payload with `serde_json::json!`"
)]
pub trait IntoBody<T, Form> {
    /// The body as JSON.
    fn into_body(self) -> Value;
}

/// The form of a body that is typed.
#[derive(Debug)]
pub enum Typed {}

/// The form of a body that is JSON.
#[derive(Debug)]
pub enum Json {}

impl<T> IntoBody<T, Json> for Value {
    fn into_body(self) -> Value {
        self
    }
}

/// The JSON of a typed body. Those of this crate are objects of texts, numbers and lists, for
/// which this does not fail.
pub(crate) fn to_json(body: &impl Serialize) -> Value {
    serde_json::to_value(body).unwrap_or_default()
}

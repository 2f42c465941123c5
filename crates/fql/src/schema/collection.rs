//! Collections as types.

use super::Table;

/// A set of documents that the service filters: external assets, sensors, or one that a program
/// defines.
///
/// [`collection!`](crate::collection) implements it; do not implement it by hand.
pub trait Collection: Sized + 'static {
    /// The fields of the collection, and the separator of its sort expressions.
    const TABLE: Table;
    /// The marker of the support for `!~` and `~*!`, for the bounds of typed fields.
    #[doc(hidden)]
    type NegatedText;
}

/// A collection without a documented table of fields. It accepts any property with any operator.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an open collection",
    label = "has a table of fields",
    note = "use its typed fields or `fql!`, or `Filter::clause` for a name known only at run time"
)]
pub trait OpenCollection: Collection {}

//! The compiler's answer to `limit` on a listing.

/// Nothing implements it for a number: `limit` of the service is the size of a page, and most programs
/// that look for it want the number of items.
#[diagnostic::on_unimplemented(
    message = "a listing does not have `limit`",
    label = "use `page_size` on the request, or `take` on the stream",
    note = "`page_size(n)` sets the number of items per page, `take(n)` ends the stream after `n` items"
)]
pub trait Limit {}

// Without an implementation the compiler would suggest to add one.
#[diagnostic::do_not_recommend]
impl Limit for std::convert::Infallible {}

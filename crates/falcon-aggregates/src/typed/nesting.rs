//! The number of nested aggregations as a type: at most three, counted over all levels.

/// The count of an aggregation without nested ones.
#[derive(Debug)]
pub enum NoneNested {}
/// The count of an aggregation with one nested.
#[derive(Debug)]
pub enum OneNested {}
/// The count of an aggregation with two nested.
#[derive(Debug)]
pub enum TwoNested {}
/// The count of an aggregation with three nested, the maximum.
#[derive(Debug)]
pub enum ThreeNested {}
/// The count beyond the maximum. No aggregation that compiles has it.
#[derive(Debug)]
pub enum TooManyNested {}

/// A number of nested aggregations.
///
/// Addition is defined for all counts, so that [`CanNest`] alone reports too many.
pub trait NestedCount: sealed::NestedCount {
    /// This count plus one.
    type Next: NestedCount;
    /// This count plus another.
    type Plus<Other: NestedCount>: NestedCount;
}

/// A count to which one more aggregation can be added, which itself nests `Inner`.
#[diagnostic::on_unimplemented(
    message = "at most three aggregations can be nested in one, counted over all levels",
    label = "nests one aggregation with `{Inner}` in one with `{Self}`",
    note = "the limit applies to each aggregation of a request: move the others to a separate one"
)]
pub trait CanNest<Inner> {}

/// The count `Outer` after an aggregation was nested that itself nests `Inner`.
pub type WithNested<Outer, Inner> = <<Outer as NestedCount>::Plus<Inner> as NestedCount>::Next;

mod sealed {
    pub trait NestedCount {}
}

macro_rules! counts {
    ($( $count:ident: next $next:ident, plus $other:ident $plus:ty; )*) => { $(
        impl sealed::NestedCount for $count {}
        impl NestedCount for $count {
            type Next = $next;
            type Plus<$other: NestedCount> = $plus;
        }
    )* };
}
counts! {
    NoneNested: next OneNested, plus Other Other;
    OneNested: next TwoNested, plus Other Other::Next;
    TwoNested: next ThreeNested, plus Other <Other::Next as NestedCount>::Next;
    ThreeNested: next TooManyNested, plus Other
        <<Other::Next as NestedCount>::Next as NestedCount>::Next;
    TooManyNested: next TooManyNested, plus _Other TooManyNested;
}

/// A type that is never used as a count, to guide the compiler.
///
/// If `CanNest` had a single implementation for a count, the compiler would infer `Inner` from it
/// and report mismatched types instead of the limit. Two implementations for this type rule that
/// out.
#[derive(Debug)]
pub enum InferenceGuard<const N: u8> {}

macro_rules! can_nest {
    ($( $outer:ident: $($inner:ident)*; )*) => { $(
        $(
            #[diagnostic::do_not_recommend]
            impl CanNest<$inner> for $outer {}
        )*
        #[diagnostic::do_not_recommend]
        impl CanNest<InferenceGuard<0>> for $outer {}
        #[diagnostic::do_not_recommend]
        impl CanNest<InferenceGuard<1>> for $outer {}
    )* };
}
can_nest! {
    NoneNested: NoneNested OneNested TwoNested;
    OneNested: NoneNested OneNested;
    TwoNested: NoneNested;
    ThreeNested: ;
}

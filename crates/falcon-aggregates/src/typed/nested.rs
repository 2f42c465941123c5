//! How many aggregations are nested, as types: at most three, counted over all levels.

/// None.
#[derive(Debug)]
pub enum NoneNested {}
/// One.
#[derive(Debug)]
pub enum OneNested {}
/// Two.
#[derive(Debug)]
pub enum TwoNested {}
/// Three: as many as there may be.
#[derive(Debug)]
pub enum ThreeNested {}
/// More than there may be: nothing that compiles has them.
#[derive(Debug)]
pub enum TooManyNested {}

/// A number of nested aggregations. Its sums are there for all numbers, so that the one message
/// about too many is that of [`RoomFor`].
pub trait NestedCount: sealed::Count {
    /// One more.
    type Next: NestedCount;
    /// So many more.
    type Plus<More: NestedCount>: NestedCount;
}

/// So many aggregations are nested that another, which has `Brought` nested in it, may be added.
#[diagnostic::on_unimplemented(
    message = "at most three aggregations are nested in one, counted over all levels",
    label = "has `{Self}`; the next one brings itself and `{Brought}`",
    note = "ask for the others in an aggregation of their own: a request is a list, and the limit \
            is for each of the list"
)]
pub trait RoomFor<Brought> {}

/// The number after one more was added, which brings its own.
pub type WithNested<Count, Brought> = <<Count as NestedCount>::Plus<Brought> as NestedCount>::Next;

mod sealed {
    pub trait Count {}
}

macro_rules! counts {
    ($( $count:ident: next $next:ident, plus $more:ident $plus:ty; )*) => { $(
        impl sealed::Count for $count {}
        impl NestedCount for $count {
            type Next = $next;
            type Plus<$more: NestedCount> = $plus;
        }
    )* };
}
counts! {
    NoneNested: next OneNested, plus More More;
    OneNested: next TwoNested, plus More More::Next;
    TwoNested: next ThreeNested, plus More <More::Next as NestedCount>::Next;
    ThreeNested: next TooManyNested, plus More
        <<More::Next as NestedCount>::Next as NestedCount>::Next;
    TooManyNested: next TooManyNested, plus _More TooManyNested;
}

/// No number of nested aggregations. That there seems to be room for these, too, keeps the compiler
/// from taking the one number for which there is room as the one that was meant: it would then say
/// that types differ, and nothing of a limit.
#[derive(Debug)]
pub enum NoCount<const PLACE: u8> {}

macro_rules! room {
    ($( $count:ident for $($brought:ident)*; )*) => { $(
        $(
            #[diagnostic::do_not_recommend]
            impl RoomFor<$brought> for $count {}
        )*
        #[diagnostic::do_not_recommend]
        impl RoomFor<NoCount<0>> for $count {}
        #[diagnostic::do_not_recommend]
        impl RoomFor<NoCount<1>> for $count {}
    )* };
}
room! {
    NoneNested for NoneNested OneNested TwoNested;
    OneNested for NoneNested OneNested;
    TwoNested for NoneNested;
    ThreeNested for;
}

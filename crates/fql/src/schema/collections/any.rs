//! An unknown collection.

crate::collection! {
    /// The documents of an unknown collection: filters may use any property and operator, and only
    /// their syntax is checked.
    pub Any "any" sort "|";
    open;
}

//! A collection that is not known.

crate::collection! {
    /// Documents of a collection that is not known: any property, every operator, syntax checked.
    pub Any "any" sort "|";
    open;
}

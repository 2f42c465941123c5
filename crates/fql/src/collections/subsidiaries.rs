//! The ecosystem subsidiaries of Exposure Management.

crate::collection! {
    /// The subsidiaries whose assets are watched.
    ///
    /// No table of its fields is documented, so this collection is open: any property, every
    /// operator, syntax checked. The documented sorts are `name` and `primary_domain`.
    pub Subsidiaries "subsidiaries" sort "|";
    open;
}

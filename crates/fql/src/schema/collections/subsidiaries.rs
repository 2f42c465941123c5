//! Ecosystem subsidiaries of Exposure Management.

crate::collection! {
    /// The ecosystem subsidiaries, as `query_ecosystem_subsidiaries` filters them.
    ///
    /// This collection is open, because no table of its fields is documented: filters may use any
    /// property and operator, and only their syntax is checked. The documented sort fields are `name`
    /// and `primary_domain`.
    pub Subsidiaries "subsidiaries" sort "|";
    open;
}

//! Hunting guides.

crate::collection! {
    /// Hunting guides.
    pub HuntingGuides "hunting-guides" sort "|";
    open;
    operations "SearchHuntingGuides";
}

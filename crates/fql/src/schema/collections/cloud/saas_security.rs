//! SaaS security (Shield).

crate::collection! {
    /// SaaS security (Shield).
    pub SaasSecurity "saas-security" sort "|";
    open;
}

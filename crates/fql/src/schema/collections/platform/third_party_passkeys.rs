//! Third-party passkeys.

crate::collection! {
    /// Third-party passkeys.
    pub ThirdPartyPasskeys "third-party-passkeys" sort "|";
    open;
    operations "QueryThirdPartyPasskeyRegistry";
}

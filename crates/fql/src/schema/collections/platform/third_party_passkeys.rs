//! Third-party passkeys.

crate::collection! {
    /// Third-party passkeys.
    pub ThirdPartyPasskeys "third-party-passkeys" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_falcon_id.py" {
        list "QueryThirdPartyPasskeyRegistry" get "/falcon-id/queries/third-party-passkeys/v1" ids offset
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_falcon_id.py" {
        details "GetThirdPartyPasskeyRegistry" get "/falcon-id/entities/third-party-passkeys/v1" query ids;
    }
}

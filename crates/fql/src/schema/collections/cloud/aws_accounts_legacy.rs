//! Provisioned AWS accounts (legacy).

crate::collection! {
    /// Provisioned AWS accounts (legacy).
    pub AwsAccountsLegacy "aws-accounts-legacy" sort ".";
    open;
    operations "QueryAWSAccountsForIDs", "QueryAWSAccounts";
}

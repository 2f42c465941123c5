//! Provisioned AWS accounts (legacy).

crate::collection! {
    /// Provisioned AWS accounts (legacy).
    pub AwsAccountsLegacy "aws-accounts-legacy" sort ".";
    open;
    operations from "falconpy src/falconpy/_endpoint/_cloud_connect_aws.py" {
        list "QueryAWSAccountsForIDs" get "/cloud-connect-aws/queries/accounts/v1" ids limit 100 max 1000
            offset sort;
        list "QueryAWSAccounts" get "/cloud-connect-aws/combined/accounts/v1" documents limit 100 max 1000
            offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_cloud_connect_aws.py" {
        details "GetAWSAccounts" get "/cloud-connect-aws/entities/accounts/v1" query ids max 5000;
    }
}

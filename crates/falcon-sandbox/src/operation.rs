//! The operations: their ids, where they are, and what a client needs to call them.

use axum::http::Method;

/// What can be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Operation {
    Token,
    Revoke,
    AggregateAssets,
    DownloadBlob,
    PreviewBlob,
    GetAssets,
    DeleteAssets,
    PatchAssets,
    QueryAssetsV1,
    QueryAssetsV2,
    CombinedSubsidiaries,
    GetSubsidiaries,
    QuerySubsidiaries,
    AddAssets,
    SensorAggregates,
    SensorDetails,
    QuerySensors,
    Graphql,
    GetRules,
    CreateRule,
    DeleteRules,
    QueryRules,
}

/// What is documented of an operation.
pub(crate) struct Spec {
    pub(crate) operation: Operation,
    /// The id that the documents give it.
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    /// The scope that its caller needs; those that give and take tokens need none.
    pub(crate) scope: Option<&'static str>,
}

const fn spec(
    operation: Operation,
    id: &'static str,
    method: Method,
    path: &'static str,
    scope: &'static str,
) -> Spec {
    Spec {
        operation,
        id,
        method,
        path,
        scope: if scope.is_empty() { None } else { Some(scope) },
    }
}

const ASSETS_READ: &str = "assets:read";
const ASSETS_WRITE: &str = "assets:write";
const ENTITIES_READ: &str = "identity-protection-entities:read";
const GRAPHQL_WRITE: &str = "identity-protection-graphql:write";
const RULES_READ: &str = "identity-protection-policy-rules:read";
const RULES_WRITE: &str = "identity-protection-policy-rules:write";

/// Every scope that an operation needs.
pub(crate) const SCOPES: [&str; 6] = [
    ASSETS_READ,
    ASSETS_WRITE,
    ENTITIES_READ,
    GRAPHQL_WRITE,
    RULES_READ,
    RULES_WRITE,
];

/// Every operation, in the order of [`Operation`].
#[rustfmt::skip]
pub(crate) static SPECS: [Spec; 22] = [
    spec(Operation::Token, "oauth2AccessToken", Method::POST, "/oauth2/token", ""),
    spec(Operation::Revoke, "oauth2RevokeToken", Method::POST, "/oauth2/revoke", ""),
    spec(Operation::AggregateAssets, "aggregate_external_assets", Method::POST,
        "/fem/aggregates/external-assets/v1", ASSETS_READ),
    spec(Operation::DownloadBlob, "blob_download_external_assets", Method::GET,
        "/fem/entities/blobs-download/v1", ASSETS_READ),
    spec(Operation::PreviewBlob, "blob_preview_external_assets", Method::GET,
        "/fem/entities/blobs-preview/v1", ASSETS_READ),
    spec(Operation::GetAssets, "get_external_assets", Method::GET,
        "/fem/entities/external-assets/v1", ASSETS_READ),
    spec(Operation::DeleteAssets, "delete_external_assets", Method::DELETE,
        "/fem/entities/external-assets/v1", ASSETS_WRITE),
    spec(Operation::PatchAssets, "patch_external_assets", Method::PATCH,
        "/fem/entities/external-assets/v1", ASSETS_WRITE),
    spec(Operation::QueryAssetsV1, "query_external_assets", Method::GET,
        "/fem/queries/external-assets/v1", ASSETS_READ),
    spec(Operation::QueryAssetsV2, "query_external_assets_v2", Method::GET,
        "/fem/queries/external-assets/v2", ASSETS_READ),
    spec(Operation::CombinedSubsidiaries, "combined_ecosystem_subsidiaries", Method::GET,
        "/fem/combined/ecosystem-subsidiaries/v1", ASSETS_READ),
    spec(Operation::GetSubsidiaries, "get_ecosystem_subsidiaries", Method::GET,
        "/fem/entities/ecosystem-subsidiaries/v1", ASSETS_READ),
    spec(Operation::QuerySubsidiaries, "query_ecosystem_subsidiaries", Method::GET,
        "/fem/queries/ecosystem-subsidiaries/v1", ASSETS_READ),
    spec(Operation::AddAssets, "post_external_assets_inventory_v1", Method::POST,
        "/fem/entities/external-asset-inventory/v1", ASSETS_WRITE),
    spec(Operation::SensorAggregates, "GetSensorAggregates", Method::POST,
        "/identity-protection/aggregates/devices/GET/v1", ENTITIES_READ),
    spec(Operation::SensorDetails, "GetSensorDetails", Method::POST,
        "/identity-protection/entities/devices/GET/v1", ENTITIES_READ),
    spec(Operation::QuerySensors, "QuerySensorsByFilter", Method::GET,
        "/identity-protection/queries/devices/v1", ENTITIES_READ),
    spec(Operation::Graphql, "api_preempt_proxy_post_graphql", Method::POST,
        "/identity-protection/combined/graphql/v1", GRAPHQL_WRITE),
    spec(Operation::GetRules, "get_policy_rules", Method::GET,
        "/identity-protection/entities/policy-rules/v1", RULES_READ),
    spec(Operation::CreateRule, "post_policy_rules", Method::POST,
        "/identity-protection/entities/policy-rules/v1", RULES_WRITE),
    spec(Operation::DeleteRules, "delete_policy_rules", Method::DELETE,
        "/identity-protection/entities/policy-rules/v1", RULES_WRITE),
    spec(Operation::QueryRules, "get_policy_rules_query", Method::GET,
        "/identity-protection/queries/policy-rules/v1", RULES_READ),
];

impl Operation {
    pub(crate) fn spec(self) -> &'static Spec {
        &SPECS[self as usize]
    }

    /// Whether it looks at every document, which takes a while when there are many.
    pub(crate) fn looks_at_all(self) -> bool {
        matches!(
            self,
            Self::AggregateAssets
                | Self::QueryAssetsV1
                | Self::QueryAssetsV2
                | Self::AddAssets
                | Self::SensorAggregates
                | Self::QuerySensors
                | Self::CombinedSubsidiaries
                | Self::QuerySubsidiaries
        )
    }

    /// Whether it gives or takes tokens.
    pub(crate) fn is_about_tokens(self) -> bool {
        self.spec().scope.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_operation_stands_in_its_place() {
        for (place, spec) in SPECS.iter().enumerate() {
            assert_eq!(spec.operation as usize, place, "{}", spec.id);
        }
    }
}

//! The table of operations: ids, methods, paths and scopes.

use axum::http::Method;
use fql::operation;

/// The documented properties of an operation.
pub(crate) struct OperationSpec {
    pub(crate) operation: Operation,
    /// The operation id of the API definition.
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    /// The scope that the client needs; `None` for the token operations.
    pub(crate) scope: Option<&'static str>,
    /// The query parameters, of which only `ids` may be repeated.
    pub(crate) params: &'static [&'static str],
}

const ASSETS_READ: &str = "assets:read";
const ASSETS_WRITE: &str = "assets:write";
const ENTITIES_READ: &str = "identity-protection-entities:read";
const GRAPHQL_WRITE: &str = "identity-protection-graphql:write";
const RULES_READ: &str = "identity-protection-policy-rules:read";
const RULES_WRITE: &str = "identity-protection-policy-rules:write";

/// The scopes of all operations.
pub(crate) const SCOPES: [&str; 6] = [
    ASSETS_READ,
    ASSETS_WRITE,
    ENTITIES_READ,
    GRAPHQL_WRITE,
    RULES_READ,
    RULES_WRITE,
];

macro_rules! operations {
    ($(
        $operation:ident $id:literal $method:ident $path:literal $scope:ident$(($scope_name:ident))?
            [$($param:literal),*];
    )*) => {
        /// An operation of the API.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Operation {
            $($operation,)*
        }

        /// All operations, in the order of [`Operation`].
        pub(crate) static SPECS: &[OperationSpec] = &[$(
            OperationSpec {
                operation: Operation::$operation,
                id: $id,
                method: Method::$method,
                path: $path,
                scope: $scope$(($scope_name))?,
                params: &[$($param),*],
            },
        )*];
    };
}

operations! {
    CreateToken "oauth2AccessToken" POST
        "/oauth2/token" None [];
    RevokeToken "oauth2RevokeToken" POST
        "/oauth2/revoke" None [];
    AggregateAssets "aggregate_external_assets" POST
        "/fem/aggregates/external-assets/v1" Some(ASSETS_READ) [];
    DownloadBlob "blob_download_external_assets" GET
        "/fem/entities/blobs-download/v1" Some(ASSETS_READ) ["assetId", "hash"];
    PreviewBlob "blob_preview_external_assets" GET
        "/fem/entities/blobs-preview/v1" Some(ASSETS_READ) ["assetId", "hash"];
    GetAssets "get_external_assets" GET
        "/fem/entities/external-assets/v1" Some(ASSETS_READ) ["ids"];
    DeleteAssets "delete_external_assets" DELETE
        "/fem/entities/external-assets/v1" Some(ASSETS_WRITE) ["ids"];
    PatchAssets "patch_external_assets" PATCH
        "/fem/entities/external-assets/v1" Some(ASSETS_WRITE) [];
    QueryAssetsV1 "query_external_assets" GET
        "/fem/queries/external-assets/v1" Some(ASSETS_READ) ["filter", "limit", "offset", "sort"];
    QueryAssetsV2 "query_external_assets_v2" GET
        "/fem/queries/external-assets/v2" Some(ASSETS_READ) ["after", "filter", "limit", "sort"];
    CombinedSubsidiaries "combined_ecosystem_subsidiaries" GET
        "/fem/combined/ecosystem-subsidiaries/v1" Some(ASSETS_READ) ["filter", "limit", "offset", "sort", "version_id"];
    GetSubsidiaries "get_ecosystem_subsidiaries" GET
        "/fem/entities/ecosystem-subsidiaries/v1" Some(ASSETS_READ) ["ids", "version_id"];
    QuerySubsidiaries "query_ecosystem_subsidiaries" GET
        "/fem/queries/ecosystem-subsidiaries/v1" Some(ASSETS_READ) ["filter", "limit", "offset", "sort", "version_id"];
    AddAssets "post_external_assets_inventory_v1" POST
        "/fem/entities/external-asset-inventory/v1" Some(ASSETS_WRITE) [];
    SensorAggregates "GetSensorAggregates" POST
        "/identity-protection/aggregates/devices/GET/v1" Some(ENTITIES_READ) [];
    SensorDetails "GetSensorDetails" POST
        "/identity-protection/entities/devices/GET/v1" Some(ENTITIES_READ) [];
    QuerySensors "QuerySensorsByFilter" GET
        "/identity-protection/queries/devices/v1" Some(ENTITIES_READ) ["filter", "limit", "offset", "sort"];
    Graphql "api_preempt_proxy_post_graphql" POST
        "/identity-protection/combined/graphql/v1" Some(GRAPHQL_WRITE) [];
    GetRules "get_policy_rules" GET
        "/identity-protection/entities/policy-rules/v1" Some(RULES_READ) ["ids"];
    CreateRule "post_policy_rules" POST
        "/identity-protection/entities/policy-rules/v1" Some(RULES_WRITE) [];
    DeleteRules "delete_policy_rules" DELETE
        "/identity-protection/entities/policy-rules/v1" Some(RULES_WRITE) ["ids"];
    QueryRules "get_policy_rules_query" GET
        "/identity-protection/queries/policy-rules/v1" Some(RULES_READ) ["enabled", "name", "simulation_mode"];
}

/// The operation that a request calls.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    /// An operation of the table.
    Fixed(Operation),
    /// An operation of the collection with this index. It needs no scope, because the scopes of
    /// collections are not documented.
    Collection(usize, &'static operation::OperationSpec),
}

impl Target {
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Fixed(operation) => operation.spec().id,
            Self::Collection(_, spec) => spec.id,
        }
    }

    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Fixed(operation) => operation.spec().path,
            Self::Collection(_, spec) => spec.path,
        }
    }

    /// Returns the scope that the client needs, if any.
    pub(crate) fn scope(self) -> Option<&'static str> {
        match self {
            Self::Fixed(operation) => operation.spec().scope,
            Self::Collection(..) => None,
        }
    }

    /// Returns `true` if the operation issues or revokes tokens.
    pub(crate) fn is_token_operation(self) -> bool {
        matches!(self, Self::Fixed(operation) if operation.is_token_operation())
    }
}

impl From<Operation> for Target {
    fn from(operation: Operation) -> Self {
        Self::Fixed(operation)
    }
}

impl Operation {
    pub(crate) fn spec(self) -> &'static OperationSpec {
        &SPECS[self as usize]
    }

    /// Returns `true` if the operation reads every document of a table, which is slow for large
    /// tables.
    pub(crate) fn scans_table(self) -> bool {
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

    /// Returns `true` if a small request can take long even for small tables.
    pub(crate) fn is_computation(self) -> bool {
        matches!(
            self,
            Self::AggregateAssets | Self::SensorAggregates | Self::Graphql
        )
    }

    /// Returns `true` if the operation issues or revokes tokens.
    pub(crate) fn is_token_operation(self) -> bool {
        self.spec().scope.is_none()
    }
}

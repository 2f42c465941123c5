//! The table of the twenty operations.

use std::borrow::Cow;
use std::fmt;

use http::Method;
use strum::{EnumCount, EnumIter, EnumMessage, IntoEnumIterator};

use crate::api::operation::{
    ArgumentLocation, BodyUse, IdLocation, IdParameter, Idempotency, Operation, OperationSpec,
};

/// The defaults of a row: a read of external assets without parameters.
const READ: OperationSpec = OperationSpec {
    id: None,
    name: Cow::Borrowed(""),
    method: Method::GET,
    path: Cow::Borrowed(""),
    scope: Some("assets:read"),
    idempotency: Idempotency::Idempotent,
    arguments: ArgumentLocation::Query,
    parameters: Cow::Borrowed(&[]),
    required: Cow::Borrowed(&[]),
    ids: None,
    body: BodyUse::None,
    max_limit: None,
    window: Some(10_000),
    unbounded: None,
};

/// Up to `max` ids in the query.
const fn query_ids(max: usize) -> Option<IdParameter> {
    Some(IdParameter {
        location: IdLocation::Query,
        name: "ids",
        max: Some(max),
    })
}

macro_rules! operations {
    ($( $(#[$doc:meta])* $name:ident $spelling:literal $(, $alias:literal)* { $path:literal, $($spec:tt)* } )*) => {
        /// One of the twenty documented operations.
        ///
        /// It parses from its documented id and from the name of its method in this crate.
        ///
        /// # Examples
        ///
        /// ```
        /// use falcon_transport::operation::OperationId;
        ///
        /// let operation: OperationId = "query_assets".parse()?;
        /// assert_eq!(operation, OperationId::QueryExternalAssetsV2);
        /// assert_eq!(operation.id(), "query_external_assets_v2");
        /// assert_eq!(operation.path(), "/fem/queries/external-assets/v2");
        /// assert_eq!(operation.scope(), "assets:read");
        ///
        /// let error = "query_asets".parse::<OperationId>().unwrap_err();
        /// assert_eq!(error.to_string(), "unknown operation `query_asets`");
        /// assert!(error.help().is_some_and(|help| help.contains("`query_assets`")));
        /// # Ok::<(), falcon_transport::Error>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, EnumIter, EnumMessage)]
        #[non_exhaustive]
        pub enum OperationId {
            $(
                $(#[$doc])*
                #[strum(serialize = $spelling $(, serialize = $alias)*)]
                $name,
            )*
        }

        impl OperationId {
            pub(crate) fn spec(self) -> &'static OperationSpec {
                match self {
                    $(Self::$name => {
                        static SPEC: OperationSpec = OperationSpec {
                            id: Some(OperationId::$name),
                            name: Cow::Borrowed($spelling),
                            path: Cow::Borrowed($path),
                            $($spec)*
                            ..READ
                        };
                        &SPEC
                    })*
                }
            }
        }
    };
}

const BLOB: &[&str] = &["assetId", "hash"];
const SUBSIDIARY_LISTING: &[&str] = &["offset", "limit", "sort", "filter", "version_id"];

// A row has the documented id, the aliases that also parse, and the differences from `READ`.
operations! {
    /// Aggregates external assets.
    AggregateExternalAssets "aggregate_external_assets", "aggregate_assets" {
        "/fem/aggregates/external-assets/v1",
        method: Method::POST,
        body: BodyUse::Required,
    }

    /// Downloads a blob, such as a banner.
    BlobDownloadExternalAssets "blob_download_external_assets", "download_assets" {
        "/fem/entities/blobs-download/v1",
        parameters: Cow::Borrowed(BLOB),
        required: Cow::Borrowed(BLOB),
    }

    /// Returns the beginning of a blob.
    BlobPreviewExternalAssets "blob_preview_external_assets", "preview_assets" {
        "/fem/entities/blobs-preview/v1",
        parameters: Cow::Borrowed(BLOB),
        required: Cow::Borrowed(BLOB),
    }

    /// Returns the details of external assets by id.
    GetExternalAssets "get_external_assets", "get_assets" {
        "/fem/entities/external-assets/v1",
        ids: query_ids(100),
    }

    /// Deletes external assets by id.
    DeleteExternalAssets "delete_external_assets", "delete_assets" {
        "/fem/entities/external-assets/v1",
        method: Method::DELETE,
        scope: Some("assets:write"),
        idempotency: Idempotency::NonIdempotent,
        ids: query_ids(100),
        body: BodyUse::Optional,
    }

    /// Updates the criticality and triage of external assets.
    PatchExternalAssets "patch_external_assets", "update_assets" {
        "/fem/entities/external-assets/v1",
        method: Method::PATCH,
        scope: Some("assets:write"),
        idempotency: Idempotency::NonIdempotent,
        body: BodyUse::Required,
    }

    /// Lists the ids of external assets by offset (version 1).
    QueryExternalAssets "query_external_assets", "query_assets_v1" {
        "/fem/queries/external-assets/v1",
        parameters: Cow::Borrowed(&["offset", "limit", "sort", "filter"]),
        unbounded: Some("query_external_assets_v2"),
    }

    /// Lists the ids of external assets by `after` token (version 2).
    QueryExternalAssetsV2 "query_external_assets_v2", "query_assets" {
        "/fem/queries/external-assets/v2",
        parameters: Cow::Borrowed(&["after", "limit", "sort", "filter"]),
    }

    /// Lists subsidiaries with their details.
    CombinedEcosystemSubsidiaries
        "combined_ecosystem_subsidiaries", "query_combined_ecosystem_subsidiaries"
    {
        "/fem/combined/ecosystem-subsidiaries/v1",
        parameters: Cow::Borrowed(SUBSIDIARY_LISTING),
    }

    /// Returns the details of subsidiaries by id.
    GetEcosystemSubsidiaries "get_ecosystem_subsidiaries" {
        "/fem/entities/ecosystem-subsidiaries/v1",
        parameters: Cow::Borrowed(&["version_id"]),
        ids: query_ids(100),
    }

    /// Lists the ids of subsidiaries.
    QueryEcosystemSubsidiaries "query_ecosystem_subsidiaries" {
        "/fem/queries/ecosystem-subsidiaries/v1",
        parameters: Cow::Borrowed(SUBSIDIARY_LISTING),
    }

    /// Adds addresses and domains to the inventory.
    PostExternalAssetsInventoryV1 "post_external_assets_inventory_v1", "add_assets" {
        "/fem/entities/external-asset-inventory/v1",
        method: Method::POST,
        scope: Some("assets:write"),
        idempotency: Idempotency::NonIdempotent,
        body: BodyUse::Required,
    }

    /// Aggregates sensors.
    GetSensorAggregates "GetSensorAggregates", "get_sensor_aggregates" {
        "/identity-protection/aggregates/devices/GET/v1",
        method: Method::POST,
        scope: Some("identity-protection-entities:read"),
        body: BodyUse::Required,
    }

    /// Returns the details of sensors by device id.
    GetSensorDetails "GetSensorDetails", "get_sensor_details" {
        "/identity-protection/entities/devices/GET/v1",
        method: Method::POST,
        scope: Some("identity-protection-entities:read"),
        ids: Some(IdParameter {
            location: IdLocation::Body,
            name: "ids",
            max: Some(5000),
        }),
        body: BodyUse::Required,
    }

    /// Lists the device ids of sensors.
    QuerySensorsByFilter "QuerySensorsByFilter", "query_sensors" {
        "/identity-protection/queries/devices/v1",
        scope: Some("identity-protection-entities:read"),
        parameters: Cow::Borrowed(&["offset", "limit", "sort", "filter"]),
        max_limit: Some(200),
    }

    /// Executes a GraphQL document.
    ApiPreemptProxyPostGraphql
        "api_preempt_proxy_post_graphql", "graphql", "post_graphql", "api.preempt.proxy.post.graphql"
    {
        "/identity-protection/combined/graphql/v1",
        // The endpoint also executes mutations, so requests are non-idempotent unless their
        // document holds only queries: see `graphql_document`.
        method: Method::POST,
        scope: Some("identity-protection-graphql:write"),
        idempotency: Idempotency::NonIdempotent,
        body: BodyUse::Required,
    }

    /// Returns policy rules by id.
    GetPolicyRules "get_policy_rules" {
        "/identity-protection/entities/policy-rules/v1",
        scope: Some("identity-protection-policy-rules:read"),
        ids: query_ids(100),
    }

    /// Creates a policy rule.
    PostPolicyRules "post_policy_rules", "create_policy_rules" {
        "/identity-protection/entities/policy-rules/v1",
        method: Method::POST,
        scope: Some("identity-protection-policy-rules:write"),
        idempotency: Idempotency::NonIdempotent,
        body: BodyUse::Required,
    }

    /// Deletes policy rules by id.
    DeletePolicyRules "delete_policy_rules" {
        "/identity-protection/entities/policy-rules/v1",
        method: Method::DELETE,
        scope: Some("identity-protection-policy-rules:write"),
        idempotency: Idempotency::NonIdempotent,
        ids: query_ids(100),
    }

    /// Lists the ids of policy rules.
    GetPolicyRulesQuery "get_policy_rules_query", "query_policy_rules" {
        // The documentation prints the path of `get_policy_rules` here; every public client and
        // API definition uses this one.
        "/identity-protection/queries/policy-rules/v1",
        scope: Some("identity-protection-policy-rules:read"),
        parameters: Cow::Borrowed(&["enabled", "simulation_mode", "name"]),
    }
}

impl OperationId {
    /// Returns all operations, those of Exposure Management first.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Returns the documented operation id.
    #[must_use]
    pub fn id(self) -> &'static str {
        &self.spec().name
    }

    /// Returns the other names that parse as this operation, first the name of its method.
    #[must_use]
    pub fn aliases(self) -> &'static [&'static str] {
        self.get_serializations().get(1..).unwrap_or_default()
    }

    /// Returns the name of the operation's method on
    /// [`ExposureManagement`](crate::exposure_management::ExposureManagement) or
    /// [`IdentityProtection`](crate::identity_protection::IdentityProtection).
    #[must_use]
    pub fn method_name(self) -> &'static str {
        self.aliases().first().copied().unwrap_or_else(|| self.id())
    }

    /// Returns the HTTP method.
    #[must_use]
    pub fn method(self) -> Method {
        self.spec().method.clone()
    }

    /// Returns the path, relative to the base URL of the cloud.
    #[must_use]
    pub fn path(self) -> &'static str {
        &self.spec().path
    }

    /// Returns the scope that the API client needs.
    #[must_use]
    pub fn scope(self) -> &'static str {
        self.spec().scope.unwrap_or_default()
    }

    /// Returns the idempotency of the operation.
    ///
    /// GraphQL is non-idempotent because a document can hold a mutation. A request whose document
    /// holds only queries is treated as idempotent when it is sent.
    #[must_use]
    pub fn idempotency(self) -> Idempotency {
        self.spec().idempotency
    }

    /// Returns the maximum number of ids per request, for operations on ids.
    #[must_use]
    pub fn max_ids(self) -> Option<usize> {
        self.spec().ids?.max
    }

    /// Returns the names of the parameters, including `ids`.
    #[must_use]
    pub fn parameters(self) -> Vec<&'static str> {
        Operation::from(self).parameters().collect()
    }

    /// Returns `true` if requests have a JSON body.
    #[must_use]
    pub fn has_body(self) -> bool {
        self.spec().body != BodyUse::None
    }
}

impl fmt::Display for OperationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn twenty_operations_exist() {
        assert_eq!(OperationId::all().count(), 20);
    }

    #[test]
    fn operation_names_parse_and_are_unique() {
        let mut seen = HashSet::new();
        for operation in OperationId::all() {
            for name in operation.get_serializations() {
                assert_eq!(name.parse::<OperationId>().unwrap(), operation, "{name}");
                assert!(seen.insert(*name), "duplicate name {name}");
            }
        }
    }

    #[test]
    fn query_assets_is_version_2() {
        let parsed = |name: &str| name.parse::<OperationId>().unwrap();
        assert_eq!(parsed("query_assets"), OperationId::QueryExternalAssetsV2);
        assert_eq!(parsed("query_assets_v1"), OperationId::QueryExternalAssets);
        assert_eq!(
            parsed("query_external_assets"),
            OperationId::QueryExternalAssets
        );
    }

    #[test]
    fn graphql_has_four_names() {
        for name in [
            "api_preempt_proxy_post_graphql",
            "graphql",
            "post_graphql",
            "api.preempt.proxy.post.graphql",
        ] {
            assert_eq!(
                name.parse::<OperationId>().unwrap(),
                OperationId::ApiPreemptProxyPostGraphql
            );
        }
    }

    #[test]
    fn only_writes_are_non_idempotent() {
        let writes: Vec<_> = OperationId::all()
            .filter(|o| o.idempotency() == Idempotency::NonIdempotent)
            .map(OperationId::id)
            .collect();
        assert_eq!(
            writes,
            [
                "delete_external_assets",
                "patch_external_assets",
                "post_external_assets_inventory_v1",
                "api_preempt_proxy_post_graphql",
                "post_policy_rules",
                "delete_policy_rules",
            ]
        );
    }

    #[test]
    fn scopes_match_the_documentation() {
        assert_eq!(OperationId::PatchExternalAssets.scope(), "assets:write");
        assert_eq!(
            OperationId::GetSensorDetails.scope(),
            "identity-protection-entities:read"
        );
        assert_eq!(
            OperationId::ApiPreemptProxyPostGraphql.scope(),
            "identity-protection-graphql:write"
        );
        assert_eq!(
            OperationId::DeletePolicyRules.scope(),
            "identity-protection-policy-rules:write"
        );
    }
}

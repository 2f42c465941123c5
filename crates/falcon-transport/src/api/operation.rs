//! The twenty operations: their ids, where they are, what they need and what they may do.

use std::fmt;

use strum::{EnumCount, EnumIter, EnumMessage, IntoEnumIterator};

/// The HTTP method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method as it stands in a request line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether doing an operation twice can change more than doing it once.
///
/// This decides what is repeated after a fault that may have come after the work was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Idempotency {
    /// It only reads, also where its method is POST: it may be repeated.
    Idempotent,
    /// It creates, changes or deletes: it is never repeated once it may have arrived.
    NonIdempotent,
}

/// Where an operation takes ids, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IdSlot {
    pub(crate) place: IdPlace,
    pub(crate) max: usize,
}

/// The part of a request that holds the ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdPlace {
    /// `?ids=a&ids=b`
    Query,
    /// `{"ids": ["a", "b"]}`
    Body,
}

/// What an operation sends as its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyUse {
    /// No body is sent.
    None,
    /// A body is sent; without one given, an empty object.
    Optional,
    /// The body is the request.
    Required,
}

/// What the documents say of one operation.
pub(crate) struct Spec {
    method: Method,
    path: &'static str,
    scope: &'static str,
    idempotency: Idempotency,
    /// The keys that it takes in the address line, `ids` apart.
    pub(crate) parameters: &'static [&'static str],
    /// Those of them without which it is not sent.
    pub(crate) required: &'static [&'static str],
    pub(crate) ids: Option<IdSlot>,
    pub(crate) body: BodyUse,
    /// The largest `limit` documented, where one is.
    pub(crate) max_limit: Option<u32>,
}

/// What most operations are: a read with nothing in particular.
const READ: Spec = Spec {
    method: Method::Get,
    path: "",
    scope: "assets:read",
    idempotency: Idempotency::Idempotent,
    parameters: &[],
    required: &[],
    ids: None,
    body: BodyUse::None,
    max_limit: None,
};

/// Up to `max` ids in the address line.
const fn query_ids(max: usize) -> Option<IdSlot> {
    Some(IdSlot {
        place: IdPlace::Query,
        max,
    })
}

macro_rules! operations {
    ($( $(#[$doc:meta])* $name:ident $($spelling:literal),+ { $($spec:tt)* } )*) => {
        /// One of the twenty documented operations.
        ///
        /// It is read from the id that the documents give it, and from its method name:
        ///
        /// ```
        /// use falcon_transport::OperationId;
        ///
        /// let operation: OperationId = "query_assets".parse()?;
        /// assert_eq!(operation, OperationId::QueryExternalAssetsV2);
        /// assert_eq!(operation.id(), "query_external_assets_v2");
        /// assert_eq!(operation.path(), "/fem/queries/external-assets/v2");
        /// assert_eq!(operation.scope(), "assets:read");
        ///
        /// let error = "query_asets".parse::<OperationId>().unwrap_err();
        /// assert!(error.help().is_some_and(|help| help.contains("`query_assets`")));
        /// # Ok::<(), falcon_transport::Error>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, EnumIter, EnumMessage)]
        #[non_exhaustive]
        pub enum OperationId {
            $(
                $(#[$doc])*
                #[strum($(serialize = $spelling),+)]
                $name,
            )*
        }

        impl OperationId {
            pub(crate) fn spec(self) -> &'static Spec {
                match self {
                    $(Self::$name => {
                        static SPEC: Spec = Spec { $($spec)* ..READ };
                        &SPEC
                    })*
                }
            }
        }
    };
}

const BLOB: &[&str] = &["assetId", "hash"];
const SUBSIDIARY_LISTING: &[&str] = &["offset", "limit", "sort", "filter", "version_id"];

// The one table of the operations. A row has the id that the documents give it, the other names that
// it is read from, and what differs from `READ`.
operations! {
    /// Aggregates over external assets.
    AggregateExternalAssets "aggregate_external_assets", "aggregate_assets" {
        method: Method::Post,
        path: "/fem/aggregates/external-assets/v1",
        body: BodyUse::Required,
    }

    /// The whole of a blob, such as a banner.
    BlobDownloadExternalAssets "blob_download_external_assets", "download_assets" {
        path: "/fem/entities/blobs-download/v1",
        parameters: BLOB,
        required: BLOB,
    }

    /// The beginning of a blob.
    BlobPreviewExternalAssets "blob_preview_external_assets", "preview_assets" {
        path: "/fem/entities/blobs-preview/v1",
        parameters: BLOB,
        required: BLOB,
    }

    /// Details of external assets by id.
    GetExternalAssets "get_external_assets", "get_assets" {
        path: "/fem/entities/external-assets/v1",
        ids: query_ids(100),
    }

    /// Deletes external assets by id.
    DeleteExternalAssets "delete_external_assets", "delete_assets" {
        method: Method::Delete,
        path: "/fem/entities/external-assets/v1",
        scope: "assets:write",
        idempotency: Idempotency::NonIdempotent,
        ids: query_ids(100),
        body: BodyUse::Optional,
    }

    /// Changes criticality and triage of external assets.
    PatchExternalAssets "patch_external_assets", "update_assets" {
        method: Method::Patch,
        path: "/fem/entities/external-assets/v1",
        scope: "assets:write",
        idempotency: Idempotency::NonIdempotent,
        body: BodyUse::Required,
    }

    /// Ids of external assets, listed by offset: the older form.
    QueryExternalAssets "query_external_assets", "query_assets_v1" {
        path: "/fem/queries/external-assets/v1",
        parameters: &["offset", "limit", "sort", "filter"],
    }

    /// Ids of external assets, listed by `after` token: what `query_assets` names.
    QueryExternalAssetsV2 "query_external_assets_v2", "query_assets" {
        path: "/fem/queries/external-assets/v2",
        parameters: &["after", "limit", "sort", "filter"],
    }

    /// Subsidiaries that match a filter, with their details.
    CombinedEcosystemSubsidiaries
        "combined_ecosystem_subsidiaries", "query_combined_ecosystem_subsidiaries"
    {
        path: "/fem/combined/ecosystem-subsidiaries/v1",
        parameters: SUBSIDIARY_LISTING,
    }

    /// Details of subsidiaries by id.
    GetEcosystemSubsidiaries "get_ecosystem_subsidiaries" {
        path: "/fem/entities/ecosystem-subsidiaries/v1",
        parameters: &["version_id"],
        ids: query_ids(100),
    }

    /// Ids of subsidiaries that match a filter.
    QueryEcosystemSubsidiaries "query_ecosystem_subsidiaries" {
        path: "/fem/queries/ecosystem-subsidiaries/v1",
        parameters: SUBSIDIARY_LISTING,
    }

    /// Adds addresses and domains to the inventory.
    PostExternalAssetsInventoryV1 "post_external_assets_inventory_v1", "add_assets" {
        method: Method::Post,
        path: "/fem/entities/external-asset-inventory/v1",
        scope: "assets:write",
        idempotency: Idempotency::NonIdempotent,
        body: BodyUse::Required,
    }

    /// Aggregates over identity protection sensors.
    GetSensorAggregates "GetSensorAggregates", "get_sensor_aggregates" {
        method: Method::Post,
        path: "/identity-protection/aggregates/devices/GET/v1",
        scope: "identity-protection-entities:read",
        body: BodyUse::Required,
    }

    /// Details of sensors by device id.
    GetSensorDetails "GetSensorDetails", "get_sensor_details" {
        method: Method::Post,
        path: "/identity-protection/entities/devices/GET/v1",
        scope: "identity-protection-entities:read",
        ids: Some(IdSlot {
            place: IdPlace::Body,
            max: 5000,
        }),
        body: BodyUse::Required,
    }

    /// Device ids of sensors that match a filter.
    QuerySensorsByFilter "QuerySensorsByFilter", "query_sensors" {
        path: "/identity-protection/queries/devices/v1",
        scope: "identity-protection-entities:read",
        parameters: &["offset", "limit", "sort", "filter"],
        max_limit: Some(200),
    }

    /// The GraphQL endpoint of identity protection.
    ApiPreemptProxyPostGraphql
        "api_preempt_proxy_post_graphql", "graphql", "post_graphql", "api.preempt.proxy.post.graphql"
    {
        // A mutation is a write; which of the two a document is, is read from its text.
        method: Method::Post,
        path: "/identity-protection/combined/graphql/v1",
        scope: "identity-protection-graphql:write",
        idempotency: Idempotency::NonIdempotent,
        body: BodyUse::Required,
    }

    /// Policy rules by id.
    GetPolicyRules "get_policy_rules" {
        path: "/identity-protection/entities/policy-rules/v1",
        scope: "identity-protection-policy-rules:read",
        ids: query_ids(100),
    }

    /// Creates a policy rule.
    PostPolicyRules "post_policy_rules", "create_policy_rules" {
        method: Method::Post,
        path: "/identity-protection/entities/policy-rules/v1",
        scope: "identity-protection-policy-rules:write",
        idempotency: Idempotency::NonIdempotent,
        body: BodyUse::Required,
    }

    /// Deletes policy rules by id.
    DeletePolicyRules "delete_policy_rules" {
        method: Method::Delete,
        path: "/identity-protection/entities/policy-rules/v1",
        scope: "identity-protection-policy-rules:write",
        idempotency: Idempotency::NonIdempotent,
        ids: query_ids(100),
    }

    /// Ids of policy rules.
    GetPolicyRulesQuery "get_policy_rules_query", "query_policy_rules" {
        // The document prints the path of `get_policy_rules` here; every public client and API
        // definition uses this one.
        path: "/identity-protection/queries/policy-rules/v1",
        scope: "identity-protection-policy-rules:read",
        parameters: &["enabled", "simulation_mode", "name"],
    }
}

impl OperationId {
    /// All twenty, those of exposure management first.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The id that the documents give the operation.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.get_serializations()
            .first()
            .copied()
            .unwrap_or_default()
    }

    /// The other names that it is read from; the first is its method's name in this crate.
    #[must_use]
    pub fn aliases(self) -> &'static [&'static str] {
        self.get_serializations().get(1..).unwrap_or_default()
    }

    /// The operation's method name on
    /// [`ExposureManagement`](crate::ExposureManagement) or
    /// [`IdentityProtection`](crate::IdentityProtection).
    #[must_use]
    pub fn method_name(self) -> &'static str {
        self.aliases().first().copied().unwrap_or_else(|| self.id())
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(self) -> Method {
        self.spec().method
    }

    /// The path, from the cloud's base URL.
    #[must_use]
    pub fn path(self) -> &'static str {
        self.spec().path
    }

    /// The scope that the API client needs.
    #[must_use]
    pub fn scope(self) -> &'static str {
        self.spec().scope
    }

    /// Whether the operation reads or writes. GraphQL counts as a write here, because it can
    /// hold a mutation; a GraphQL document that holds none is treated as a read when it is sent.
    #[must_use]
    pub fn idempotency(self) -> Idempotency {
        self.spec().idempotency
    }

    /// The most ids that one call takes, for the operations that take ids.
    #[must_use]
    pub fn id_limit(self) -> Option<usize> {
        self.spec().ids.map(|slot| slot.max)
    }

    /// The parameters that the operation takes, `ids` included.
    #[must_use]
    pub fn parameters(self) -> Vec<&'static str> {
        let ids = self.spec().ids.map(|_| "ids");
        ids.into_iter()
            .chain(self.spec().parameters.iter().copied())
            .collect()
    }

    /// Whether the operation takes a JSON body.
    #[must_use]
    pub fn takes_body(self) -> bool {
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
    fn there_are_twenty_operations() {
        assert_eq!(OperationId::all().count(), 20);
    }

    #[test]
    fn every_name_is_read_as_its_operation_and_no_name_is_used_twice() {
        let mut seen = HashSet::new();
        for operation in OperationId::all() {
            for name in operation.get_serializations() {
                assert_eq!(name.parse::<OperationId>().unwrap(), operation, "{name}");
                assert!(seen.insert(*name), "{name} names two operations");
            }
        }
    }

    #[test]
    fn query_assets_names_the_second_version_and_query_assets_v1_the_first() {
        let parsed = |name: &str| name.parse::<OperationId>().unwrap();
        assert_eq!(parsed("query_assets"), OperationId::QueryExternalAssetsV2);
        assert_eq!(parsed("query_assets_v1"), OperationId::QueryExternalAssets);
        assert_eq!(
            parsed("query_external_assets"),
            OperationId::QueryExternalAssets
        );
    }

    #[test]
    fn graphql_is_known_by_its_four_names() {
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
    fn what_only_reads_is_safe_also_as_a_post() {
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
    fn scopes_are_those_of_the_documents() {
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

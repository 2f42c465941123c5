//! The table of the twenty operations.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use fql::collections::{external_assets, sensors, subsidiaries};
use fql::operation::{IdsLocation, IdsParameter, OperationSpec as Described};
use http::Method;
use strum::{EnumCount, EnumIter, EnumMessage, IntoEnumIterator};

use crate::api::operation::{BodyUse, Idempotency, Operation, OperationSpec};

macro_rules! operations {
    ($( $(#[$doc:meta])* $name:ident $spelling:literal $(, $alias:literal)* = $spec:expr; )*) => {
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
            pub(crate) fn operation(self) -> &'static Operation {
                match self {
                    $(Self::$name => {
                        static OPERATION: LazyLock<Operation> = LazyLock::new(|| {
                            let id = Some(OperationId::$name);
                            let name = Cow::Borrowed($spelling);
                            OperationSpec { id, name, ..$spec }.into()
                        });
                        &OPERATION
                    })*
                }
            }
        }
    };
}

const ASSETS: [&str; 2] = ["assets:read", "assets:write"];
const ENTITIES: &str = "identity-protection-entities:read";
const RULES: [&str; 2] = [
    "identity-protection-policy-rules:read",
    "identity-protection-policy-rules:write",
];
const ASSET_PATH: &str = "/fem/entities/external-assets/v1";
const RULE_PATH: &str = "/identity-protection/entities/policy-rules/v1";

/// Returns the row of an operation that the table of a collection describes. Offsets reach 10,000 items.
fn described(described: &'static Described, scope: &'static str) -> OperationSpec {
    OperationSpec {
        scope: Some(scope),
        window: Some(10_000),
        ..described.into()
    }
}

fn read(path: &'static str, scope: &'static str) -> OperationSpec {
    OperationSpec {
        scope: Some(scope),
        ..OperationSpec::read(path)
    }
}

fn blob(path: &'static str) -> OperationSpec {
    let parameters = vec!["assetId", "hash"];
    OperationSpec {
        required: parameters.clone(),
        parameters,
        ..read(path, ASSETS[0])
    }
}

fn write(method: Method, path: &'static str, scope: &'static str) -> OperationSpec {
    OperationSpec {
        method,
        idempotency: Idempotency::NonIdempotent,
        body: BodyUse::Required,
        ..read(path, scope)
    }
}

/// Up to 100 ids in the query.
const IDS: Option<IdsParameter> = Some(IdsParameter::new(IdsLocation::Query, "ids", Some(100)));

// A row has the documented id and the aliases that also parse.
operations! {
    /// Aggregates external assets.
    AggregateExternalAssets "aggregate_external_assets", "aggregate_assets" =
        described(external_assets::AGGREGATE_EXTERNAL_ASSETS.spec(), ASSETS[0]);

    /// Downloads a blob, such as a banner.
    BlobDownloadExternalAssets "blob_download_external_assets", "download_assets" =
        blob("/fem/entities/blobs-download/v1");

    /// Returns the beginning of a blob.
    BlobPreviewExternalAssets "blob_preview_external_assets", "preview_assets" =
        blob("/fem/entities/blobs-preview/v1");

    /// Returns the details of external assets by id.
    GetExternalAssets "get_external_assets", "get_assets" =
        described(external_assets::GET_EXTERNAL_ASSETS.spec(), ASSETS[0]);

    /// Deletes external assets by id.
    DeleteExternalAssets "delete_external_assets", "delete_assets" = OperationSpec {
        ids: IDS,
        body: BodyUse::Optional,
        ..write(Method::DELETE, ASSET_PATH, ASSETS[1])
    };

    /// Updates the criticality and triage of external assets.
    PatchExternalAssets "patch_external_assets", "update_assets" =
        write(Method::PATCH, ASSET_PATH, ASSETS[1]);

    /// Lists the ids of external assets by offset (version 1).
    QueryExternalAssets "query_external_assets", "query_assets_v1" =
        described(external_assets::QUERY_EXTERNAL_ASSETS.spec(), ASSETS[0]);

    /// Lists the ids of external assets by `after` token (version 2).
    QueryExternalAssetsV2 "query_external_assets_v2", "query_assets" =
        described(external_assets::QUERY_EXTERNAL_ASSETS_V2.spec(), ASSETS[0]);

    /// Lists subsidiaries with their details.
    CombinedEcosystemSubsidiaries
        "combined_ecosystem_subsidiaries", "query_combined_ecosystem_subsidiaries" =
        described(subsidiaries::COMBINED_ECOSYSTEM_SUBSIDIARIES.spec(), ASSETS[0]);

    /// Returns the details of subsidiaries by id.
    GetEcosystemSubsidiaries "get_ecosystem_subsidiaries" =
        described(subsidiaries::GET_ECOSYSTEM_SUBSIDIARIES.spec(), ASSETS[0]);

    /// Lists the ids of subsidiaries.
    QueryEcosystemSubsidiaries "query_ecosystem_subsidiaries" =
        described(subsidiaries::QUERY_ECOSYSTEM_SUBSIDIARIES.spec(), ASSETS[0]);

    /// Adds addresses and domains to the inventory.
    PostExternalAssetsInventoryV1 "post_external_assets_inventory_v1", "add_assets" =
        write(Method::POST, "/fem/entities/external-asset-inventory/v1", ASSETS[1]);

    /// Aggregates sensors.
    GetSensorAggregates "GetSensorAggregates", "get_sensor_aggregates" =
        described(sensors::GET_SENSOR_AGGREGATES.spec(), ENTITIES);

    /// Returns the details of sensors by device id.
    GetSensorDetails "GetSensorDetails", "get_sensor_details" =
        described(sensors::GET_SENSOR_DETAILS.spec(), ENTITIES);

    /// Lists the device ids of sensors.
    QuerySensorsByFilter "QuerySensorsByFilter", "query_sensors" =
        described(sensors::QUERY_SENSORS_BY_FILTER.spec(), ENTITIES);

    /// Executes a GraphQL document.
    // The endpoint also executes mutations, so requests are non-idempotent unless their document holds
    // only queries: see `graphql_document`.
    ApiPreemptProxyPostGraphql
        "api_preempt_proxy_post_graphql", "graphql", "post_graphql", "api.preempt.proxy.post.graphql" =
        write(
            Method::POST,
            "/identity-protection/combined/graphql/v1",
            "identity-protection-graphql:write",
        );

    /// Returns policy rules by id.
    GetPolicyRules "get_policy_rules" = OperationSpec {
        ids: IDS,
        ..read(RULE_PATH, RULES[0])
    };

    /// Creates a policy rule.
    PostPolicyRules "post_policy_rules", "create_policy_rules" =
        write(Method::POST, RULE_PATH, RULES[1]);

    /// Deletes policy rules by id.
    DeletePolicyRules "delete_policy_rules" = OperationSpec {
        ids: IDS,
        body: BodyUse::None,
        ..write(Method::DELETE, RULE_PATH, RULES[1])
    };

    /// Lists the ids of policy rules.
    // The documentation prints the path of `get_policy_rules` here; every public client and API
    // definition uses this one.
    GetPolicyRulesQuery "get_policy_rules_query", "query_policy_rules" = OperationSpec {
        parameters: vec!["enabled", "simulation_mode", "name"],
        ..read("/identity-protection/queries/policy-rules/v1", RULES[0])
    };
}

impl OperationId {
    pub(crate) fn spec(self) -> &'static OperationSpec {
        self.operation().spec()
    }

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
        Some(self.spec().ids?.max? as usize)
    }

    /// Returns the names of the parameters, including `ids`.
    #[must_use]
    pub fn parameters(self) -> Vec<&'static str> {
        self.operation().parameters().collect()
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

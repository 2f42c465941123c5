//! Names that are parsed: clouds, operations, documented values, parameters and ids.

use std::collections::HashSet;

use falcon_transport::exposure_management::Criticality;
use falcon_transport::identity_protection::{RuleAction, RuleTrigger};
use falcon_transport::operation::{Idempotency, Operation, OperationId, Params};
use falcon_transport::{Cloud, IntoIds, ids_from_csv};
use fql::Collection;
use fql::collections::external_assets::ExternalAssets;

#[test]
fn cloud_names_are_parsed_in_any_spelling() {
    for cloud in Cloud::ALL {
        for name in [
            cloud.name().to_owned(),
            cloud.name().to_uppercase(),
            cloud.name().replace('-', ""),
            cloud.name().replace('-', "_"),
        ] {
            assert_eq!(name.parse::<Cloud>().unwrap(), cloud, "{name}");
        }
    }
}

#[test]
fn government_clouds_have_short_names() {
    assert_eq!("gov-1".parse::<Cloud>().unwrap(), Cloud::UsGov1);
    assert_eq!("GOV2".parse::<Cloud>().unwrap(), Cloud::UsGov2);
}

#[test]
fn unknown_cloud_suggests_a_name() {
    let error = "eu-11".parse::<Cloud>().unwrap_err();
    assert_eq!(error.to_string(), "unknown cloud `eu-11`");
    assert_eq!(error.help(), Some("did you mean `eu-1`?"));
    let error = "mars".parse::<Cloud>().unwrap_err();
    let help = "supported: us-1, us-2, us-3, eu-1, us-gov-1, us-gov-2, auto";
    assert_eq!(error.help(), Some(help));
}

#[test]
fn criticality_has_the_values_of_the_table() {
    let row = ExternalAssets::TABLE.find("criticality").unwrap();
    let values = Criticality::DOCUMENTED.iter().map(Criticality::as_str);
    assert_eq!(
        values.collect::<Vec<_>>(),
        row.details.vocabulary.unwrap().values
    );
}

#[test]
fn unknown_value_is_explicit() {
    assert_eq!("High".parse::<Criticality>().unwrap(), Criticality::High);
    let error = "high".parse::<Criticality>().unwrap_err();
    assert!(error.is_argument());
    assert_eq!(error.to_string(), "unknown criticality `high`");
    assert_eq!(error.help(), Some("did you mean `High`?"));
    let error = "x".parse::<RuleTrigger>().unwrap_err();
    let help = "documented: access, accountEvent, alert, federatedAccess";
    assert_eq!(error.help(), Some(help));
    let other = Criticality::Other("Severe".into());
    assert_eq!(serde_json::to_string(&other).unwrap(), r#""Severe""#);
    assert_eq!(
        serde_json::from_str::<Criticality>(r#""Severe""#).unwrap(),
        other
    );
    assert_eq!(
        serde_json::from_str::<RuleAction>(r#""MFA""#).unwrap(),
        RuleAction::Mfa
    );
}

#[test]
fn twenty_operations_exist() {
    assert_eq!(OperationId::all().count(), 20);
}

#[test]
fn operation_names_parse_and_are_unique() {
    let mut seen = HashSet::new();
    for operation in OperationId::all() {
        for name in operation.aliases().iter().copied().chain([operation.id()]) {
            assert_eq!(name.parse::<OperationId>().unwrap(), operation, "{name}");
            assert!(seen.insert(name), "duplicate name {name}");
        }
    }
}

#[test]
fn ids_are_those_of_the_collections() {
    let tables = fql::collections::all()
        .filter(|table| ["external-assets", "subsidiaries", "sensors"].contains(&table.name));
    let described: Vec<_> = tables.flat_map(|table| table.all_operations()).collect();
    assert_eq!(described.len(), 10);
    for described in described {
        let operation = Operation::from(described);
        let id = operation.id().unwrap();
        assert_eq!((id.id(), id.path()), (described.id, described.path));
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

#[test]
fn unknown_operation_suggests_names() {
    let error = "get_policy_rule".parse::<OperationId>().unwrap_err();
    assert!(error.is_argument());
    assert_eq!(error.to_string(), "unknown operation `get_policy_rule`");
    let help = error.help().unwrap();
    assert!(help.contains("did you mean `get_policy_rules`"), "{help}");
    let error = "xyzzy".parse::<OperationId>().unwrap_err();
    let help = error.help().unwrap();
    assert!(help.contains("query_external_assets_v2"), "{help}");
}

#[test]
fn key_value_is_split_at_the_first_equals_sign() {
    let params = Params::from_key_values(["filter=a:>='1'", "limit=1"]).unwrap();
    assert_eq!(
        params,
        Params::from([("filter", "a:>='1'"), ("limit", "1")])
    );
}

#[test]
fn key_value_without_key_or_equals_sign_is_invalid() {
    for argument in ["limit", "=1"] {
        let error = Params::from_key_values([argument]).unwrap_err();
        assert!(error.is_argument(), "{error}");
    }
}

#[test]
fn ids_accept_any_iterator_of_strings() {
    assert_eq!(["a", "b"].into_ids(), ["a", "b"]);
    assert_eq!(vec!["a".to_owned()].into_ids(), ["a"]);
    assert_eq!((&["a".to_owned()]).into_ids(), ["a"]);
    assert_eq!((1..3).map(|n| n.to_string()).into_ids(), ["1", "2"]);
    assert_eq!(["a,b"].into_ids(), ["a,b"]);
}

#[test]
fn csv_ids_are_split_and_trimmed() {
    assert_eq!(ids_from_csv("ID1,ID2, ID3"), ["ID1", "ID2", "ID3"]);
    assert_eq!(ids_from_csv("a,,b"), ["a", "", "b"]);
    assert!(ids_from_csv(" ").is_empty());
}

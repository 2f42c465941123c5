//! Associations, timelines, incidents, assessments, and the queries of public clients.

use super::tests::{data, errors, execute, identities, parse_identities};
use super::*;

/// The selection of an entity's details that falcon-mcp sends, in this project's own form.
const DETAILS: &str = "
    entityId primaryDisplayName secondaryDisplayName type riskScore riskScoreSeverity
    riskFactors { type severity }
    associations {
      bindingType
      ... on EntityAssociation { entity { entityId primaryDisplayName secondaryDisplayName type } }
      ... on LocalAdminLocalUserAssociation { accountName }
      ... on LocalAdminDomainEntityAssociation {
        entityType entity { entityId primaryDisplayName secondaryDisplayName }
      }
      ... on GeoLocationAssociation {
        geoLocation { country countryCode city cityCode latitude longitude }
      }
    }
    openIncidents(first: 10) {
      nodes {
        type startTime endTime compromisedEntities { entityId primaryDisplayName }
      }
    }
    accounts {
      ... on ActiveDirectoryAccountDescriptor {
        domain samAccountName ou servicePrincipalNames
        passwordAttributes { lastChange strength } expirationTime
      }
      ... on SsoUserAccountDescriptor {
        dataSource mostRecentActivity title creationTime passwordAttributes { lastChange }
      }
      ... on AzureCloudServiceAdapterDescriptor {
        registeredTenantType appOwnerOrganizationId publisherDomain signInAudience
      }
      ... on CloudServiceAdapterDescriptor { dataSourceParticipantIdentifier }
    }";

async fn nodes(query: &str) -> Vec<Value> {
    let data = data(&identities(), query).await;
    let connection = data.as_object().unwrap().values().next().unwrap().clone();
    connection["nodes"].as_array().unwrap().clone()
}

#[tokio::test]
async fn entity_details_have_every_related_type() {
    let nodes = nodes(&format!(
        "{{ entities(first: 1000) {{ nodes {{ {DETAILS} }} }} }}"
    ))
    .await;
    let associations = || {
        nodes
            .iter()
            .flat_map(|node| node["associations"].as_array().unwrap())
    };
    for member in ["entity", "accountName", "entityType", "geoLocation"] {
        assert!(
            associations().any(|association| !association[member].is_null()),
            "{member}"
        );
    }
    for association in associations() {
        assert!(association["bindingType"].is_string(), "{association}");
        let entity = &association["entity"];
        assert!(
            entity.is_null() || entity["primaryDisplayName"] != "",
            "{association}"
        );
    }
    let accounts = || {
        nodes
            .iter()
            .flat_map(|node| node["accounts"].as_array().unwrap())
    };
    for member in [
        "samAccountName",
        "dataSource",
        "appOwnerOrganizationId",
        "dataSourceParticipantIdentifier",
    ] {
        assert!(
            accounts().any(|account| account[member].is_string()),
            "{member}"
        );
    }
    let incident = nodes
        .iter()
        .find_map(|node| node["openIncidents"]["nodes"].get(0))
        .unwrap();
    assert!(incident["compromisedEntities"][1]["primaryDisplayName"].is_string());
}

#[tokio::test]
async fn nested_associations_lead_back_to_the_entity() {
    let query = "{ entities(types: [USER], first: 50) { nodes { entityId associations { \
                 ... on EntityAssociation { entity { type associations { \
                 ... on EntityAssociation { entity { entityId riskFactors { type } } } } } } } } } }";
    for user in nodes(query).await {
        let endpoint = &user["associations"][0]["entity"];
        assert_eq!(endpoint["type"], "ENDPOINT");
        let users = endpoint["associations"].as_array().unwrap();
        let leads_back = users
            .iter()
            .any(|association| association["entity"]["entityId"] == user["entityId"]);
        assert!(leads_back, "{user}");
    }
}

#[tokio::test]
async fn timeline_filters_by_entity_time_and_category() {
    let identities = identities();
    let id = identities[5].id();
    let query = |arguments: &str| {
        format!(
            "{{ timeline(sourceEntityQuery: {{entityIds: [\"{id}\"]}}{arguments}) {{ nodes {{ \
             eventId eventType eventSeverity timestamp ... on TimelineServiceAccessEvent {{ \
             sourceEntity {{ entityId }} geoLocation {{ city }} ipAddress }} \
             ... on TimelineSuccessfulAuthenticationEvent {{ sourceEntity {{ entityId }} \
             targetEntity {{ primaryDisplayName }} userDisplayName }} }} \
             pageInfo {{ hasNextPage endCursor }} }} }}"
        )
    };
    let events = nodes(&query("")).await;
    assert!((2..=5).contains(&events.len()));
    assert!(
        events.is_sorted_by(|one, other| {
            one["timestamp"].as_str() >= other["timestamp"].as_str()
        })
    );
    for event in &events {
        assert!(event["eventType"].is_string() && event["eventSeverity"].is_string());
        let source = event.get("sourceEntity");
        assert!(
            source.is_none_or(|source| source["entityId"] == id),
            "{event}"
        );
    }
    let newest = events[0]["timestamp"].as_str().unwrap();
    let from_newest = nodes(&query(&format!(", startTime: \"{newest}\""))).await;
    assert_eq!(from_newest, events[..1]);
    let up_to_newest = nodes(&query(&format!(", endTime: \"{newest}\""))).await;
    assert_eq!(up_to_newest, events);
    assert_eq!(nodes(&query(", categories: [ACTIVITY]")).await, events);
    assert!(
        nodes(&query(", categories: [THREAT, AUDIT]"))
            .await
            .is_empty()
    );
    assert_eq!(nodes(&query(", first: 1")).await, events[..1]);
}

#[tokio::test]
async fn incidents_filter_by_stage_and_entity() {
    let all = nodes("{ incidents { nodes { incidentId lifeCycleStage endTime } } }").await;
    assert!(all.len() >= 5, "{all:?}");
    let ids = async |arguments: &str| {
        let query = format!("{{ incidents({arguments}) {{ nodes {{ incidentId }} }} }}");
        nodes(&query).await.len()
    };
    let (new, other) = (
        ids("lifeCycleStages: [NEW]").await,
        ids("lifeCycleStages: [IN_PROGRESS, RESOLVED]").await,
    );
    assert!(
        new > 0 && other > 0 && new + other == all.len(),
        "{new} {other}"
    );
    assert_eq!(ids("entityQuery: {types: [USER]}").await, all.len());
    assert_eq!(
        ids("entityQuery: {primaryDisplayNames: [\"nobody\"]}").await,
        0
    );
    let sorted = "{ incidents(sortKey: END_TIME, sortOrder: DESCENDING, first: 3) { nodes { \
                  endTime alertEvents { alertType eventLabel } compromisedEntities { type } } } }";
    let sorted = nodes(sorted).await;
    assert!(sorted.is_sorted_by(|one, other| one["endTime"].as_str() >= other["endTime"].as_str()));
    assert!(sorted[0]["alertEvents"][0]["alertType"].is_string());
    assert_eq!(sorted[0]["compromisedEntities"][0]["type"], "USER");
}

#[tokio::test]
async fn every_listed_domain_has_an_assessment() {
    let identities = identities();
    let listed = data(&identities, "{ domains(dataSources: []) }").await;
    let domains = listed["domains"].as_array().unwrap();
    assert_eq!(domains.len(), 3);
    assert_eq!(data(&identities, "{ domains }").await, listed);
    for domain in domains {
        let query = format!(
            "{{ securityAssessment(domain: {domain}) {{ overallScore overallScoreLevel \
             assessmentFactors {{ riskFactorType severity likelihood }} }} }}"
        );
        let assessment = &data(&identities, &query).await["securityAssessment"];
        let score = assessment["overallScore"].as_f64().unwrap();
        assert!(
            (0.0..=100.0).contains(&score) && score > 0.0,
            "{assessment}"
        );
        assert!(assessment["assessmentFactors"][0]["riskFactorType"].is_string());
    }
    let unknown = "{ securityAssessment(domain: \"nowhere.example\") { overallScore } }";
    let response = execute(&identities, unknown, Value::Null).await;
    assert_eq!(response["data"], json!({ "securityAssessment": null }));
    assert_eq!(response["errors"][0]["path"], json!(["securityAssessment"]));
}

#[tokio::test]
async fn risk_factors_have_subtypes() {
    let query = "{ entities(riskFactorTypes: [HAS_ATTACK_PATH, DUPLICATE_PASSWORD], first: 1000) { \
                 nodes { riskFactors { __typename type ... on DuplicatePasswordRiskEntityFactor { \
                 groupId } ... on AttackPathBasedRiskFactor { attackPath { relation \
                 entity { primaryDisplayName } nextEntity { primaryDisplayName type } } } } } } }";
    let nodes = nodes(query).await;
    let factors = || {
        nodes
            .iter()
            .flat_map(|node| node["riskFactors"].as_array().unwrap())
    };
    let of = |name: &str| {
        factors()
            .find(|factor| factor["type"] == name)
            .unwrap()
            .clone()
    };
    let path = of("HAS_ATTACK_PATH");
    assert_eq!(path["__typename"], "AttackPathBasedRiskFactor");
    assert!(path["attackPath"][0]["nextEntity"]["primaryDisplayName"].is_string());
    assert!(of("DUPLICATE_PASSWORD")["groupId"].is_string());
}

#[tokio::test]
async fn entities_are_found_by_address_and_email() {
    let by_address = "{ entities(primaryDisplayNamePattern: \"192.0.2.*\", types: [ENDPOINT]) { \
                      nodes { primaryDisplayName } } }";
    let endpoints = nodes(by_address).await;
    let address = endpoints[0]["primaryDisplayName"].as_str().unwrap();
    let query = format!(
        "{{ entities(primaryDisplayNames: [\"{address}\"], types: [ENDPOINT], first: 10) {{ nodes {{ \
         entityId }} }} }}"
    );
    assert!(!nodes(&query).await.is_empty());
    let by_email = "{ entities(secondaryDisplayNamePattern: \"*@*\", types: [USER]) { nodes { \
                    secondaryDisplayName ... on UserEntity { emailAddresses } } } }";
    let users = nodes(by_email).await;
    assert!(users.len() >= 3);
    for user in users {
        assert_eq!(user["secondaryDisplayName"], user["emailAddresses"][0]);
    }
}

#[tokio::test]
async fn activity_time_is_absolute_or_relative() {
    let count = async |filter: &str| {
        let query = format!("{{ total: countEntities({filter}) }}");
        data(&identities(), &query).await["total"].as_u64().unwrap()
    };
    let recent = count("mostRecentActivityStartTime: \"2026-10-23T10:00:00Z\"").await;
    assert_eq!(
        count("mostRecentActivityStartTime: \"P-30D\"").await,
        recent
    );
    let older = count("mostRecentActivityEndTime: \"P-30D\"").await;
    assert!(recent > older && older > 0, "{recent} {older}");
    assert_eq!(recent + older, count("archived: null").await);
    assert!(count("accountCreationStartTime: \"P-365D\"").await > 0);
    let message = errors("{ countEntities(mostRecentActivityStartTime: \"yesterday\") }").await;
    assert!(message.contains("invalid time `yesterday`"), "{message}");
}

#[tokio::test]
async fn last_page_is_read_backward() {
    let identities = identities();
    let page = async |arguments: &str| {
        let query = format!(
            "{{ entities(sortKey: RISK_SCORE, sortOrder: DESCENDING, {arguments}) {{ nodes {{ \
             entityId }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
        );
        data(&identities, &query).await["entities"].clone()
    };
    let all = page("first: 1000").await;
    let all = all["nodes"].as_array().unwrap();
    let last = page("last: 7").await;
    assert_eq!(last["nodes"], json!(all[all.len() - 7..]));
    assert_eq!(last["pageInfo"]["hasNextPage"], false);
    assert_eq!(last["pageInfo"]["hasPreviousPage"], true);
    let before = last["pageInfo"]["startCursor"].clone();
    let previous = page(&format!("last: 7, before: {before}")).await;
    assert_eq!(previous["nodes"], json!(all[all.len() - 14..all.len() - 7]));
    assert_eq!(previous["pageInfo"]["hasNextPage"], true);
    let message = errors("{ entities(first: 1, last: 1) { nodes { type } } }").await;
    assert!(
        message.contains("`first` and `last` exclude each other"),
        "{message}"
    );
}

#[tokio::test]
async fn rejected_query_has_no_data() {
    let identities = identities();
    for query in [
        "{ nothing }",
        "{ entities",
        "{ entities(types: [\"USER\"]) { nodes { type } } }",
    ] {
        let response = execute(&identities, query, Value::Null).await;
        assert!(response.get("data").is_none(), "{response}");
        assert!(response["errors"][0]["message"].is_string());
    }
    let query = "{ e: entities(first: 5000) { nodes { type } } countEntities }";
    let response = execute(&identities, query, Value::Null).await;
    assert_eq!(response["data"], json!({ "e": null, "countEntities": 150 }));
    assert_eq!(response["errors"][0]["path"], json!(["e"]));
}

#[tokio::test]
async fn unknown_enum_value_is_rejected() {
    let literal = "{ timeline(categories: [NO_SUCH_TYPE]) { nodes { eventId } } }";
    let message = errors(literal).await;
    assert!(message.contains("NO_SUCH_TYPE"), "{message}");
    let nested = "{ timeline(sourceEntityQuery: {types: [NO_SUCH_TYPE]}) { nodes { eventId } } }";
    let message = errors(nested).await;
    assert!(message.contains("NO_SUCH_TYPE"), "{message}");
    let query = "query ($categories: [TimelineEventCategory!]) { \
                 timeline(categories: $categories) { nodes { eventId } } }";
    let variables = json!({ "categories": ["NO_SUCH_TYPE"] });
    let response = execute(&identities(), query, variables).await;
    assert!(response.get("data").is_none(), "{response}");
}

#[tokio::test]
async fn enums_are_not_strings() {
    for (query, name) in [
        ("{ countEntities(types: [\"USER\"]) }", "types"),
        ("{ countEntities(roles: \"AdminAccountRole\") }", "roles"),
        (
            "{ countEntities(minRiskScoreSeverity: \"HIGH\") }",
            "minRiskScoreSeverity",
        ),
        (
            "{ timeline(categories: [\"THREAT\"]) { nodes { eventId } } }",
            "categories",
        ),
        (
            "{ timeline(sourceEntityQuery: {types: [\"USER\"]}) { nodes { eventId } } }",
            "types",
        ),
        (
            "{ incidents(sortKey: \"END_TIME\") { nodes { type } } }",
            "sortKey",
        ),
        (
            "{ entities { nodes { ...R } } } fragment R on Entity { hasRole(type: \"X\") }",
            "type",
        ),
        (
            "query ($t: [EntityType!] = [\"USER\"]) { countEntities(types: $t) }",
            "t",
        ),
    ] {
        let message = errors(query).await;
        let expected = format!("enum `{name}` cannot be the string");
        assert!(message.contains(&expected), "{query}: {message}");
    }
    for query in [
        "{ countEntities(roles: [1]) }",
        "{ countEntities(mostRecentActivityStartTime: 5) }",
        "{ countEntities(entityIds: [true]) }",
        "{ countEntities(primaryDisplayNamePattern: 5) }",
    ] {
        let response = execute(&identities(), query, Value::Null).await;
        assert!(response.get("data").is_none(), "{query}: {response}");
    }
    let query = "query ($time: DateTime) { countEntities(mostRecentActivityStartTime: $time) }";
    let response = execute(&identities(), query, json!({ "time": 5 })).await;
    assert!(response.get("data").is_none(), "{response}");
    let skipped = execute(
        &identities(),
        "{ countEntities @skip(if: true) }",
        Value::Null,
    )
    .await;
    assert_eq!(skipped["data"], json!({}));
    let query = "query ($types: [EntityType!], $roles: [EntityRoleType!]) { \
                 countEntities(types: $types, roles: $roles) }";
    let variables = json!({ "types": ["USER"], "roles": ["AdminAccountRole"] });
    let response = execute(&identities(), query, variables).await;
    assert!(
        response["data"]["countEntities"].as_u64().unwrap() > 0,
        "{response}"
    );
}

#[tokio::test]
async fn members_are_in_the_order_of_the_query() {
    let body = json!({
        "query": "{ z: countEntities entities(first: 1) { pageInfo { hasNextPage endCursor } \
                  nodes { type entityId archived } } a: countEntities }",
    });
    let now = fql::Instant::from_unix(0);
    let text = GraphqlService::default()
        .execute(identities(), &body, now, CancelToken::default())
        .unwrap();
    let positions = [
        "\"z\"",
        "\"entities\"",
        "\"pageInfo\"",
        "\"hasNextPage\"",
        "\"endCursor\"",
        "\"nodes\"",
        "\"type\"",
        "\"entityId\"",
        "\"archived\"",
        "\"a\"",
    ]
    .map(|name| text.find(name).unwrap());
    assert!(positions.is_sorted(), "{text}");
}

#[tokio::test]
async fn pages_of_a_query_are_bounded() {
    let query = |count: usize, first: &str| {
        let fields = (0..count).map(|number| {
            format!("a{number}: entities(first: {first}) {{ nodes {{ entityId }} }} ")
        });
        format!(
            "query ($n: Int = 1) {{ s: entities(first: $n) {{ nodes {{ type }} }} {} }}",
            fields.collect::<String>()
        )
    };
    let message = errors(&query(20, "1000")).await;
    assert!(message.contains("pages of 20001 items"), "{message}");
    let response = execute(&identities(), &query(20, "$n"), json!({ "n": 1000 })).await;
    assert!(response.get("data").is_none(), "{response}");
    let nested = "{ entities(first: 1000) { nodes { ...I } } } fragment I on Entity { \
                  openIncidents(first: 20) { nodes { type } } }";
    assert!(errors(nested).await.contains("pages of 21000 items"));
    data(&identities(), &query(19, "1000")).await;
}

#[tokio::test]
async fn cancelled_query_stops() {
    let cancel = CancelToken::default();
    drop(cancel.guard());
    let body = json!({ "query": "{ countEntities }" });
    let now = fql::Instant::from_unix(0);
    let text = GraphqlService::default()
        .execute(identities(), &body, now, cancel)
        .unwrap();
    assert!(text.contains("the client closed the connection"), "{text}");
}

#[tokio::test]
async fn malformed_id_is_rejected() {
    let message = errors("{ entities(entityIds: [\"not-a-uuid\"]) { nodes { type } } }").await;
    assert!(message.contains("invalid id `not-a-uuid`"), "{message}");
}

#[tokio::test]
async fn own_documents_need_no_type_names() {
    let identities = parse_identities(
        r#"{"entityId": "a", "type": "USER", "accounts": [{"appOwnerOrganizationId": "o"}, {}], "associations": [{"bindingType": "B", "geoLocation": {"city": "C"}}, {"entity": {"entityId": "gone"}}, {"entity": {"entityId": "x", "primaryDisplayName": "inline"}}, 7]}"#,
    );
    let query = "{ entities { nodes { accounts { __typename } associations { __typename \
                 ... on EntityAssociation { entity { primaryDisplayName } } } } } }";
    let entity = data(&identities, query).await["entities"]["nodes"][0].clone();
    assert_eq!(
        entity,
        json!({
            "accounts": [
                { "__typename": "AzureCloudServiceAdapterDescriptor" },
                { "__typename": "ActiveDirectoryAccountDescriptor" },
            ],
            "associations": [
                { "__typename": "GeoLocationAssociation" },
                { "__typename": "EntityAssociation", "entity": { "primaryDisplayName": "inline" } },
            ],
        })
    );
}

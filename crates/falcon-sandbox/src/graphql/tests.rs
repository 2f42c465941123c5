use std::collections::HashSet;
use std::sync::LazyLock;
use std::time::{Duration, UNIX_EPOCH};

use super::activity_tables::RISK_FACTOR;
use super::schema_tables::{ACCOUNT, ACTIVE_DIRECTORY, ENDPOINT, ENTITY, OBJECTS, USER, fields};
use super::*;
use crate::data::{Data, Generator};

/// The query in the API documentation of the operation.
const DOCUMENTED: &str = "
query ($after: Cursor) {
  entities(types: [USER], archived: false, learned: false, first: 5, after: $after) {
    nodes {
      primaryDisplayName
      secondaryDisplayName
      accounts {
        ... on ActiveDirectoryAccountDescriptor {
          domain
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
";

/// Shared by all tests, because building the schema takes a while.
static SERVICE: LazyLock<GraphqlService> = LazyLock::new(GraphqlService::default);

/// The time in the sandbox, in seconds since 1970.
pub(super) const NOW: u64 = 1_795_341_600;

static IDENTITIES: LazyLock<Arc<[DataDocument]>> = LazyLock::new(|| {
    let now = UNIX_EPOCH + Duration::from_secs(NOW);
    Generator::new(42).now(now).generate().identities.into()
});

pub(super) fn identities() -> Arc<[DataDocument]> {
    Arc::clone(&IDENTITIES)
}

pub(super) fn parse_identities(ndjson: &str) -> Arc<[DataDocument]> {
    Data::read_ndjson(ndjson.as_bytes())
        .unwrap()
        .identities
        .into()
}

async fn respond(
    service: &GraphqlService,
    identities: &Arc<[DataDocument]>,
    body: &Value,
) -> Result<Value, ErrorResponse> {
    let now = fql::Instant::from_unix(NOW.try_into().unwrap());
    let response = service.execute(Arc::clone(identities), body, now, CancelToken::default())?;
    Ok(serde_json::from_str(&response).unwrap())
}

pub(super) async fn execute(
    identities: &Arc<[DataDocument]>,
    query: &str,
    variables: Value,
) -> Value {
    let body = json!({"query": query, "variables": variables});
    respond(&SERVICE, identities, &body).await.unwrap()
}

/// Executes a query that must not have errors and returns its data.
pub(super) async fn data(identities: &Arc<[DataDocument]>, query: &str) -> Value {
    let response = execute(identities, query, Value::Null).await;
    assert_eq!(response.get("errors"), None, "{query}: {response}");
    response["data"].clone()
}

/// Executes a query that must have errors and returns their messages.
pub(super) async fn errors(query: &str) -> String {
    let response = execute(&identities(), query, Value::Null).await;
    let errors = response["errors"]
        .as_array()
        .unwrap_or_else(|| panic!("{query}: {response}"));
    assert!(!errors.is_empty());
    let messages = errors
        .iter()
        .map(|error| error["message"].as_str().unwrap());
    messages.collect::<Vec<_>>().join("\n")
}

/// Returns one field of all nodes, page by page.
async fn page_through(
    identities: &Arc<[DataDocument]>,
    arguments: &str,
    field: &str,
) -> Vec<Value> {
    let query = format!(
        "query ($after: Cursor) {{ entities({arguments}, after: $after) {{ \
         nodes {{ {field} }} pageInfo {{ hasNextPage endCursor }} }} }}"
    );
    let mut found = Vec::new();
    let mut after = Value::Null;
    loop {
        let response = execute(identities, &query, json!({"after": after})).await;
        assert_eq!(response.get("errors"), None, "{response}");
        let connection = &response["data"]["entities"];
        let nodes = connection["nodes"].as_array().unwrap();
        found.extend(nodes.iter().map(|node| node[field].clone()));
        if connection["pageInfo"]["hasNextPage"] == false {
            return found;
        }
        assert!(!nodes.is_empty());
        after = connection["pageInfo"]["endCursor"].clone();
    }
}

#[tokio::test]
async fn documented_query_works() {
    // The documentation has these undeclared variables too; they are ignored.
    let variables = json!({"string": "string, int, float"});
    let response = execute(&identities(), DOCUMENTED, variables).await;
    assert_eq!(response.get("errors"), None, "{response}");
    let connection = &response["data"]["entities"];
    let nodes = connection["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 5);
    for node in nodes {
        assert!(!node["primaryDisplayName"].as_str().unwrap().is_empty());
        let second_name = node["secondaryDisplayName"].as_str().unwrap();
        // Users of a cloud directory have their email address as the second name.
        assert!(second_name.contains(['\\', '@']), "{second_name}");
        let domain = node["accounts"][0]["domain"].as_str().unwrap();
        assert!(domain.contains("EXAMPLE"), "{domain}");
        assert_eq!(node.as_object().unwrap().len(), 3);
    }
    assert_eq!(connection["pageInfo"]["hasNextPage"], true);
    assert!(connection["pageInfo"]["endCursor"].is_string());
    assert!(response["extensions"]["runTime"].is_u64());
}

#[tokio::test]
async fn pages_list_every_entity_once_in_every_order() {
    let identities = identities();
    for key in [
        "ENTITY_ID",
        "RISK_SCORE",
        "MOST_RECENT_ACTIVITY",
        "CREATION_TIME",
        "PRIMARY_DISPLAY_NAME",
        "SECONDARY_DISPLAY_NAME",
    ] {
        let arguments = format!("first: 7, sortKey: {key}, sortOrder: ");
        let up = page_through(&identities, &format!("{arguments}ASCENDING"), "entityId").await;
        let mut down =
            page_through(&identities, &format!("{arguments}DESCENDING"), "entityId").await;
        down.reverse();
        assert_eq!(up, down, "{key}");
        let ids: HashSet<&str> = up.iter().map(|id| id.as_str().unwrap()).collect();
        assert_eq!((ids.len(), up.len()), (identities.len(), identities.len()));
    }
    let scores = page_through(&identities, "first: 9, sortKey: RISK_SCORE", "riskScore").await;
    assert!(scores.is_sorted_by(|one, other| one.as_f64() <= other.as_f64()));
    assert!(scores[0] != scores[scores.len() - 1]);
}

#[tokio::test]
async fn cursor_survives_removed_entities() {
    let identities = identities();
    let query = "query ($after: Cursor) { entities(first: 10, after: $after) { \
                 nodes { entityId } pageInfo { endCursor } } }";
    let first = execute(&identities, query, Value::Null).await;
    let ids = |response: &Value| -> Vec<String> {
        let nodes = response["data"]["entities"]["nodes"].as_array().unwrap();
        nodes
            .iter()
            .map(|node| node["entityId"].as_str().unwrap().to_owned())
            .collect()
    };
    let after = first["data"]["entities"]["pageInfo"]["endCursor"].clone();
    let second = ids(&execute(&identities, query, json!({"after": after})).await);
    // Remove all of the first page, including the entity of the cursor.
    let gone = ids(&first);
    let left = identities
        .iter()
        .filter(|one| !gone.iter().any(|id| id == one.id()));
    let left: Arc<[DataDocument]> = left.cloned().collect();
    assert_eq!(
        ids(&execute(&left, query, json!({"after": after})).await),
        second
    );
}

#[tokio::test]
async fn connection_has_edges_nodes_and_page_info() {
    let data = data(
        &identities(),
        "{ entities(first: 3) { edges { cursor node { entityId } } nodes { entityId } \
         pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
    )
    .await;
    let connection = &data["entities"];
    let edges = connection["edges"].as_array().unwrap();
    let nodes: Vec<&Value> = edges.iter().map(|edge| &edge["node"]).collect();
    assert_eq!(connection["nodes"], json!(nodes));
    let page = &connection["pageInfo"];
    assert_eq!(page["startCursor"], edges[0]["cursor"]);
    assert_eq!(page["endCursor"], edges[2]["cursor"]);
    assert_eq!(page["hasPreviousPage"], false);
}

#[tokio::test]
async fn fragments_distinguish_users_and_endpoints() {
    let data = data(
        &identities(),
        "{ entities(first: 1000) { nodes { __typename type riskScore riskScoreSeverity \
         riskFactors { type score severity } roles { type } accounts { __typename dataSource } \
         isHuman: hasRole(type: HumanUserAccountRole) \
         ... on UserEntity { emailAddresses creationTime } \
         ... on EndpointEntity { hostName operatingSystemInfo { name } ztaScore } } } }",
    )
    .await;
    let nodes = data["entities"]["nodes"].as_array().unwrap();
    let of = |name: &str| {
        nodes
            .iter()
            .filter(|node| node["__typename"] == name)
            .count()
    };
    assert_eq!((of("UserEntity"), of("EndpointEntity")), (100, 50));
    for node in nodes {
        let is_user = node["type"] == "USER";
        assert_eq!(node["__typename"] == "UserEntity", is_user);
        assert_eq!(node.get("emailAddresses").is_some(), is_user);
        assert_eq!(node.get("hostName").is_some(), !is_user);
        let roles = node["roles"].as_array().unwrap();
        let human = roles
            .iter()
            .any(|role| role["type"] == "HumanUserAccountRole");
        assert_eq!(node["isHuman"], human);
        assert_eq!(
            node["accounts"][0]["__typename"],
            "ActiveDirectoryAccountDescriptor"
        );
    }
    assert!(
        nodes
            .iter()
            .any(|node| node["riskFactors"][0]["score"].is_f64())
    );
}

#[tokio::test]
async fn each_filter_selects_matching_entities() {
    let identities = identities();
    let all = identities.len() as u64;
    let count = async |filter: &str| {
        let query = format!("{{ countEntities({filter}) }}");
        data(&identities, &query).await["countEntities"]
            .as_u64()
            .unwrap()
    };
    for flag in [
        "archived",
        "learned",
        "inactive",
        "stale",
        "shared",
        "watched",
        "enabled",
        "hasAgent",
        "unmanaged",
        "hasAgedPassword",
        "hasExposedPassword",
        "hasNeverExpiringPassword",
        "hasWeakPassword",
        "hasOpenIncidents",
    ] {
        let (yes, no) = (
            count(&format!("{flag}: true")).await,
            count(&format!("{flag}: false")).await,
        );
        assert_eq!(yes + no, all, "{flag}");
        assert!(yes > 0 && no > 0, "{flag}: {yes} {no}");
    }
    assert_eq!(count("types: [USER]").await, 100);
    assert_eq!(count("types: ENDPOINT").await, 50);
    assert_eq!(count("types: [USER, ENDPOINT]").await, all);
    assert_eq!(count("types: []").await, 0);
    assert_eq!(count("types: null, archived: null").await, all);
    let bad = count("minRiskScoreSeverity: MEDIUM").await;
    let good = count("maxRiskScoreSeverity: NORMAL").await;
    assert!(bad > 0 && good > 0 && bad + good == all, "{bad} {good}");
    let user = identities[0].to_value();
    let name = user["secondaryDisplayName"]
        .as_str()
        .unwrap()
        .replace('\\', "\\\\");
    let account = user["accounts"][0]["samAccountName"].as_str().unwrap();
    for filter in [
        format!("entityIds: [\"{}\"]", identities[0].id()),
        format!("secondaryDisplayNames: [\"{}\"]", name.to_lowercase()),
        format!("secondaryDisplayNamePattern: \"*{account}\""),
        format!("samAccountNames: [\"{account}\", \"nobody\"]"),
        format!(
            "emailAddresses: [\"{}\"]",
            user["emailAddresses"][0].as_str().unwrap()
        ),
    ] {
        assert_eq!(count(&filter).await, 1, "{filter}");
    }
    for filter in [
        "primaryDisplayNamePattern: \"*wks-*\"",
        "domains: [\"corp.example.com\"]",
        "roles: [AdminAccountRole]",
        "riskFactorTypes: [STALE_ACCOUNT, WEAK_PASSWORD]",
    ] {
        let some = count(filter).await;
        assert!((1..all).contains(&some), "{filter}: {some}");
    }
    assert_eq!(count("roles: [NoSuchRole]").await, 0);
    assert_eq!(count("primaryDisplayNames: [\"nobody\"]").await, 0);
}

#[tokio::test]
async fn unsupported_queries_name_the_supported_ones() {
    for query in [
        "{ securityAssessmentGoals { goalId } }",
        "{ entities(hasLinkedAccounts: true) { nodes { entityId } } }",
        "{ entities { nodes { linkedAccounts { bindingType } } } }",
        "{ entities { nodes { ... on EntityContainerEntity { entityId } } } }",
        "mutation { addEntitiesToWatchList(input: {}) { updatedEntities { entityId } } }",
        "subscription { entities { nodes { entityId } } }",
    ] {
        let message = errors(query).await;
        assert!(
            message.contains("supports the queries `entities`, `countEntities`"),
            "{query}: {message}"
        );
    }
    let syntax = errors("{ entities( }").await;
    assert!(syntax.starts_with("invalid GraphQL query:"), "{syntax}");
    assert!(!syntax.contains("countEntities"));
}

#[tokio::test]
async fn page_size_is_1_to_1000() {
    for first in ["0", "-1", "1001", "99999999999"] {
        let message = errors(&format!(
            "{{ entities(first: {first}) {{ nodes {{ entityId }} }} }}"
        ))
        .await;
        assert!(
            message.contains("expected 1 to 1000") || message.contains("invalid value"),
            "{message}"
        );
    }
    let all = data(&identities(), "{ entities { nodes { entityId } } }").await;
    assert_eq!(all["entities"]["nodes"].as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn cursor_of_another_sort_key_is_rejected() {
    let identities = identities();
    let page = data(
        &identities,
        "{ entities(first: 1, sortKey: RISK_SCORE) { pageInfo { endCursor } } }",
    )
    .await;
    let cursor = page["entities"]["pageInfo"]["endCursor"].as_str().unwrap();
    let message = errors(&format!(
        "{{ entities(after: \"{cursor}\") {{ nodes {{ type }} }} }}"
    ))
    .await;
    assert!(
        message.contains("listing sorted by `RISK_SCORE`"),
        "{message}"
    );
    let message = errors("{ entities(after: \"no cursor\") { nodes { type } } }").await;
    assert!(message.contains("invalid cursor in `after`"), "{message}");
}

#[tokio::test]
async fn body_without_query_is_a_400() {
    let service = GraphqlService::default();
    for body in [
        json!({}),
        json!(null),
        json!([]),
        json!("query"),
        json!({"query": 7}),
        json!({"query": "  "}),
        json!({"variables": {}}),
    ] {
        let error = respond(&service, &Arc::from([]), &body).await.unwrap_err();
        assert_eq!(error.status, 400, "{body}");
    }
    let body = json!({"query": "{ countEntities }", "variables": "{}"});
    let response = respond(&service, &Arc::from([]), &body).await.unwrap();
    let message = response["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.starts_with("expected an object for `variables`"),
        "{message}"
    );
}

#[tokio::test]
async fn operation_name_selects_the_operation() {
    let query = "query Users { countEntities(types: [USER]) } \
                 query Hosts { countEntities(types: [ENDPOINT]) }";
    let body = json!({"query": query, "operationName": "Hosts"});
    let response = respond(&GraphqlService::default(), &identities(), &body)
        .await
        .unwrap();
    assert_eq!(response["data"]["countEntities"], 50);
}

#[tokio::test]
async fn hostile_queries_are_rejected() {
    let deep = "{ entities { nodes { accounts ".to_owned()
        + &"{ accounts ".repeat(20_000)
        + &"}".repeat(20_003);
    let open = "{ a ".repeat(100_000);
    let lists = format!(
        "{{ entities(types: {}) {{ nodes {{ type }} }} }}",
        "[".repeat(100_000)
    );
    let wide = format!(
        "{{ {} }}",
        (0..400)
            .map(|number| format!("a{number}: entities(first: 1000) {{ nodes {{ type }} }} "))
            .collect::<String>()
    );
    let fragments = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }";
    let cycle = "{ ...A } fragment A on Query { ...A ...A }";
    let default_size = "query ($n: Int = 1000) { entities(first: $n) { nodes { \
         openIncidents(first: $n) { nodes { type } } } } }";
    let bomb = format!(
        "{{ entities {{ nodes {{ ...F0 }} }} }} {} fragment F60 on Entity {{ type }}",
        (0..60)
            .map(|number| format!(
                "fragment F{number} on Entity {{ ...F{next} ...F{next} }} ",
                next = number + 1
            ))
            .collect::<String>()
    );
    let empty = bomb.replace("fragment F60 on Entity { type }", "");
    let chain = format!(
        "{{ entities {{ nodes {{ ...F0 }} }} }} {} fragment F5000 on Entity {{ type }}",
        (0..5_000)
            .map(|number| format!(
                "fragment F{number} on Entity {{ ...F{next} }} ",
                next = number + 1
            ))
            .collect::<String>()
    );
    for query in [
        &deep,
        &open,
        &lists,
        &wide,
        fragments,
        cycle,
        default_size,
        &bomb,
        &empty,
        &chain,
    ] {
        errors(query).await;
    }
}

#[tokio::test]
async fn introspection_returns_the_schema() {
    let data = data(
        &identities(),
        "{ __schema { queryType { name } types { name kind fields { name args { name type { name \
         kind ofType { name kind ofType { name kind ofType { name } } } } } type { name kind \
         ofType { name kind ofType { name kind ofType { name } } } } } enumValues { name } \
         possibleTypes { name } } } }",
    )
    .await;
    assert_eq!(data["__schema"]["queryType"]["name"], "Query");
}

#[tokio::test]
async fn invalid_and_missing_values_become_defaults() {
    let identities = parse_identities(
        r#"{"entityId": "a", "hostName": "h.example"}
        {"entityId": "b", "type": "USER", "riskScore": "high", "archived": 1, "roles": [7, {}],
         "accounts": [{"domain": 7}, "x"], "riskScoreSeverity": "EXTREME", "emailAddresses": "x"}"#
            .replace("\n         ", " ")
            .as_str(),
    );
    let shown = data(
        &identities,
        "{ entities { nodes { entityId type archived riskScore riskScoreSeverity primaryDisplayName \
         creationTime roles { type confirmed } accounts { ... on ActiveDirectoryAccountDescriptor { \
         domain samAccountName userAccountControl } } ... on UserEntity { emailAddresses } } } }",
    )
    .await;
    assert_eq!(
        shown["entities"]["nodes"],
        json!([
            {
                "entityId": "a", "type": "ENDPOINT", "archived": false, "riskScore": 0.0,
                "riskScoreSeverity": "NORMAL", "primaryDisplayName": "", "creationTime": null,
                "roles": [], "accounts": [],
            },
            {
                "entityId": "b", "type": "USER", "archived": false, "riskScore": 0.0,
                "riskScoreSeverity": "NORMAL", "primaryDisplayName": "", "creationTime": null,
                "roles": [{"type": "", "confirmed": false}],
                "accounts": [{"domain": null, "samAccountName": "", "userAccountControl": 0}],
                "emailAddresses": [],
            },
        ])
    );
}

#[tokio::test]
async fn changed_documents_are_indexed_again() {
    let service = GraphqlService::default();
    let body = json!({"query": "{ countEntities }"});
    let identities = identities();
    for _ in 0..2 {
        let response = respond(&service, &identities, &body).await.unwrap();
        assert_eq!(response["data"]["countEntities"], identities.len());
    }
    let fewer = identities[..3].into();
    let response = respond(&service, &fewer, &body).await.unwrap();
    assert_eq!(response["data"]["countEntities"], 3);
}

#[tokio::test]
async fn every_field_of_the_tables_resolves() {
    let leaves = |table: &'static str| -> String {
        let scalars = fields(table).filter(|field| {
            ![
                "accounts",
                "riskFactors",
                "roles",
                "operatingSystemInfo",
                "passwordAttributes",
                "associations",
            ]
            .contains(&field.name)
        });
        scalars.map(|field| format!("{} ", field.name)).collect()
    };
    let object = |name: &str| {
        let (_, table) = OBJECTS.iter().find(|(object, _)| *object == name).unwrap();
        leaves(table)
    };
    let query = format!(
        "{{ entities(first: 200) {{ nodes {{ {} riskFactors {{ {} }} roles {{ {} }} \
         accounts {{ {} ... on ActiveDirectoryAccountDescriptor {{ {} passwordAttributes {{ {} }} }} }} \
         ... on UserEntity {{ {} }} ... on EndpointEntity {{ {} operatingSystemInfo {{ {} }} }} }} }} }}",
        leaves(ENTITY),
        leaves(RISK_FACTOR),
        object("EntityRole"),
        leaves(ACCOUNT),
        leaves(ACTIVE_DIRECTORY),
        object("ActiveDirectoryPasswordAttributes"),
        leaves(USER),
        leaves(ENDPOINT),
        object("OperatingSystemInfo"),
    );
    let data = data(&identities(), &query).await;
    assert_eq!(data["entities"]["nodes"].as_array().unwrap().len(), 150);
}

#[test]
fn documentation_has_the_schema() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sandbox-graphql.md");
    let sdl = Schema::build().unwrap().sdl();
    assert!(!sdl.is_empty());
    if std::env::var_os("FQL_BLESS").is_some() {
        let page = std::fs::read_to_string(path).unwrap();
        let (before, _) = page.split_once("The complete schema:").unwrap();
        let schema = format!("The complete schema:\n\n```graphql\n{}\n```\n", sdl.trim());
        std::fs::write(path, format!("{before}{schema}")).unwrap();
    }
    let page = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        page.contains(sdl.trim()),
        "docs/sandbox-graphql.md is out of date: run this test with FQL_BLESS=1 to update it:\n{sdl}"
    );
}

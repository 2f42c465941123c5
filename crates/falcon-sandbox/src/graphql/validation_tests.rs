//! Validation, coercion and execution as the GraphQL specification defines them.

use super::tests::{data, execute, identities};
use super::*;

/// Queries that are valid. `graphql-core` accepts them with the schema in `docs/sandbox-graphql.md`.
const VALID: &[&str] = &[
    "query A { countEntities } query B { countEntities }",
    "query ($e: Boolean!) { a: countEntities @include(if: $e) b: countEntities @skip(if: $e) }",
    "{ entities { __typename nodes { __typename ... { type } ... on Entity { type } } } }",
    "{ entities { nodes { ...U ...E } } } fragment U on UserEntity { r: hasRole(type: A) } \
     fragment E on EndpointEntity { r: hasRole }",
    "{ entities { nodes { ... on UserEntity { r: roles { t: fullPath } } \
     ... on EndpointEntity { r: accounts { t: description } } } } }",
    "{ countEntities countEntities a: countEntities(types: USER) a: countEntities(types: USER) }",
    "{ entities { nodes { type } } entities { nodes { archived } pageInfo { hasNextPage } } }",
    "query ($t: EntityType!) { countEntities(types: [$t]) }",
    "query ($t: [EntityType!]!) { countEntities(types: $t) }",
    "query ($t: EntityType!, $s: [EntityType!] = [USER]) { ...F } \
     fragment F on Query { x: countEntities(types: [$t]) ...G } \
     fragment G on Query { y: countEntities(types: $s) \
     timeline(sourceEntityQuery: {types: $s, stale: true}) { nodes { eventId } } }",
    "query ($d: String = \"a\") { securityAssessment(domain: $d) { tenant } }",
    "query ($q: EntityQuery) { timeline(sourceEntityQuery: $q) { nodes { eventId } } }",
    "{ securityAssessment(domain: \"\"\"a\"\"\") { tenant } countEntities(domains: null, hostNames: \"a\") }",
    "{ __schema { types { name } } __type(name: \"Entity\") { possibleTypes { name } } }",
    "{ ...F } fragment F on Query { __schema { queryType { name } } }",
];

/// Queries that are invalid, also for `graphql-core`, and a part of the message.
const INVALID: &[(&str, &str)] = &[
    (
        "query A { countEntities } query A { countEntities }",
        "duplicate operation `A`",
    ),
    (
        "{ countEntities } query A { countEntities }",
        "without a name must be the only one",
    ),
    ("{ nothing }", "unknown field `nothing` on type `Query`"),
    (
        "{ entities { __schema { queryType { name } } } }",
        "unknown field `__schema`",
    ),
    ("{ entities }", "field `entities` requires a selection"),
    (
        "{ countEntities { a } }",
        "field `countEntities` has no fields",
    ),
    ("{ __typename { a } }", "field `__typename` has no fields"),
    (
        "{ __typename(a: 1) }",
        "field `__typename` has no arguments",
    ),
    (
        "{ countEntities(nothing: 1) }",
        "unknown argument `nothing`",
    ),
    (
        "{ countEntities(archived: true, archived: true) }",
        "duplicate argument `archived`",
    ),
    (
        "{ countEntities(archived: \"true\") }",
        "invalid value \"true\" for `archived`: expected `Boolean`",
    ),
    (
        "{ entities(first: 1.5) { nodes { type } } }",
        "invalid value 1.5 for `first`: expected `Int`",
    ),
    (
        "{ entities(first: 2147483648) { nodes { type } } }",
        "expected `Int`",
    ),
    (
        "{ entities(first: [1]) { nodes { type } } }",
        "expected `Int`",
    ),
    (
        "{ countEntities(types: [null]) }",
        "invalid value null for `types`: expected `EntityType!`",
    ),
    (
        "{ countEntities(types: ADMIN) }",
        "expected `EntityType`, one of USER, ENDPOINT",
    ),
    (
        "{ countEntities(domains: [[\"a\"]]) }",
        "invalid value a list for `domains`",
    ),
    (
        "{ securityAssessment { tenant } }",
        "missing argument `domain`",
    ),
    (
        "{ securityAssessment(domain: null) { tenant } }",
        "invalid value null for `domain`",
    ),
    (
        "{ timeline(sourceEntityQuery: {nothing: 1}) { nodes { eventId } } }",
        "unknown member `nothing`",
    ),
    (
        "{ timeline(sourceEntityQuery: {stale: true, stale: true}) { nodes { eventId } } }",
        "duplicate member `stale`",
    ),
    (
        "{ timeline(sourceEntityQuery: 1) { nodes { eventId } } }",
        "expected `EntityQuery`",
    ),
    ("{ ...F }", "unknown fragment `F`"),
    (
        "{ countEntities } fragment F on Query { countEntities }",
        "unused fragment `F`",
    ),
    (
        "{ ...F } fragment F on Query { __typename } fragment F on Query { __typename }",
        "duplicate fragment `F`",
    ),
    (
        "{ ...F } fragment F on Nothing { a }",
        "unknown type `Nothing`",
    ),
    ("{ ... on UUID { a } }", "type `UUID` has no fields"),
    (
        "{ ... on PageInfo { hasNextPage } }",
        "an object of `Query` is never a `PageInfo`",
    ),
    (
        "{ entities { nodes { ...F } } } fragment F on Association { bindingType }",
        "never a `Association`",
    ),
    ("{ countEntities @nothing }", "unknown directive `@nothing`"),
    ("{ countEntities @skip }", "missing argument `if`"),
    ("{ countEntities @skip(if: 1) }", "invalid value 1 for `if`"),
    (
        "{ countEntities @skip(if: true) @skip(if: true) }",
        "duplicate directive `@skip`",
    ),
    (
        "query @skip(if: true) { countEntities }",
        "directive `@skip` is not supported here",
    ),
    (
        "query ($a: Int @skip(if: true)) { entities(first: $a) { nodes { type } } }",
        "not supported here",
    ),
    (
        "{ ...F } fragment F on Query @include(if: true) { countEntities }",
        "not supported here",
    ),
    (
        "query ($a: Int, $a: Int) { entities(first: $a) { nodes { type } } }",
        "duplicate variable `$a`",
    ),
    (
        "query ($a: Nothing) { countEntities(types: $a) }",
        "unknown type `Nothing`",
    ),
    (
        "query ($a: Entity) { countEntities(types: $a) }",
        "type `Entity` is not the type of a value",
    ),
    (
        "query ($a: Int = \"x\") { entities(first: $a) { nodes { type } } }",
        "invalid value \"x\" for `a`",
    ),
    (
        "query ($a: Int! = null) { entities(first: $a) { nodes { type } } }",
        "invalid value null for `a`",
    ),
    ("query ($a: Int) { countEntities }", "unused variable `$a`"),
    (
        "{ entities(first: $a) { nodes { type } } }",
        "unknown variable `$a`",
    ),
    (
        "{ ...F } fragment F on Query { entities(first: $a) { nodes { type } } }",
        "unknown variable `$a`",
    ),
    (
        "query ($a: String) { entities(first: $a) { nodes { type } } }",
        "has the type `String`, expected `Int`",
    ),
    (
        "query ($a: String) { securityAssessment(domain: $a) { tenant } }",
        "expected `String!`",
    ),
    (
        "query ($a: String = null) { securityAssessment(domain: $a) { tenant } }",
        "expected `String!`",
    ),
    (
        "query ($a: [EntityType]) { countEntities(types: $a) }",
        "expected `[EntityType!]`",
    ),
    (
        "query ($a: EntityType) { countEntities(types: [$a]) }",
        "expected `EntityType!`",
    ),
    (
        "query ($a: EntityType!) { countEntities(types: $a) }",
        "expected `[EntityType!]`",
    ),
    (
        "query ($a: Boolean) { countEntities @skip(if: $a) }",
        "expected `Boolean!`",
    ),
    (
        "{ a: countEntities a: __typename }",
        "conflicting fields `a`: they are different fields",
    ),
    (
        "{ a: countEntities a: countEntities(stale: true) }",
        "`a`: they have different arguments",
    ),
    (
        "{ entities { nodes { ... on UserEntity { a: riskScore } ... on EndpointEntity { a: archived } } } }",
        "`a`: they have different types",
    ),
    (
        "{ entities { nodes { ... on UserEntity { a: type } ... on EndpointEntity { a: roles { type } } } } }",
        "different types",
    ),
    (
        "{ entities { nodes { a: type } } entities { nodes { a: archived } } }",
        "conflicting fields `a`",
    ),
    (
        "{ entities { nodes { ... on UserEntity { r: roles { t: type } } ... on EndpointEntity { r: roles { t: probability } } } } }",
        "`t`: they have different types",
    ),
];

async fn respond(query: &str, variables: Value) -> Value {
    execute(&identities(), query, variables).await
}

#[test]
fn valid_queries_are_accepted() {
    for query in VALID {
        let errors = validation_errors(query);
        assert!(errors.is_empty(), "{query}: {errors:?}");
    }
}

/// Returns the messages of validation.
fn validation_errors(query: &str) -> Vec<String> {
    let (schema, directive_argument) = (
        Schema::build().unwrap(),
        FieldType::with_arguments(DIRECTIVE_ARGUMENT, &[]).unwrap(),
    );
    let document = parser::parse(query).unwrap();
    check_limits(&document, &Value::Null).unwrap();
    let errors = validate::validate(&schema, &directive_argument, &document).err();
    let messages = errors.into_iter().flatten().map(|(message, _)| message);
    messages.collect()
}

#[test]
fn invalid_queries_are_rejected() {
    for (query, expected) in INVALID {
        let errors = validation_errors(query);
        assert!(
            errors.iter().any(|message| message.contains(expected)),
            "{query}: {errors:?}"
        );
    }
}

#[tokio::test]
async fn errors_have_locations() {
    let response = respond("{\n  countEntities\n  ö: x }", Value::Null).await;
    assert_eq!(
        response["errors"][0]["locations"],
        json!([{ "line": 3, "column": 3 }])
    );
    let response = respond("{ countEntities\r\n # ö\n  nothing }", Value::Null).await;
    assert_eq!(
        response["errors"][0]["locations"],
        json!([{ "line": 3, "column": 3 }])
    );
    assert!(response.get("data").is_none());
    let response = respond("{ entities(first: 0) { nodes { type } } }", Value::Null).await;
    assert_eq!(
        response["errors"][0]["locations"],
        json!([{ "line": 1, "column": 3 }])
    );
}

#[tokio::test]
async fn variables_are_coerced_to_their_types() {
    let count = "query ($types: [EntityType!], $stale: Boolean = null) { \
                 countEntities(types: $types, stale: $stale) }";
    for variables in [
        json!({ "types": "USER", "unknown": [] }),
        json!({ "types": ["USER"], "stale": null }),
    ] {
        let response = respond(count, variables).await;
        assert_eq!(response["data"]["countEntities"], 100, "{response}");
    }
    for (variables, expected) in [
        (
            json!({ "types": "ADMIN" }),
            "invalid value \"ADMIN\" for `types`: expected `EntityType`, one of",
        ),
        (json!({ "types": [null] }), "invalid value null for `types`"),
        (
            json!({ "stale": "x" }),
            "invalid value \"x\" for `stale`: expected `Boolean`",
        ),
    ] {
        let response = respond(count, variables).await;
        let message = response["errors"][0]["message"].as_str().unwrap();
        assert!(message.starts_with(expected), "{message}");
        assert!(response.get("data").is_none());
    }
    let query = "query ($q: EntityQuery!) { timeline(sourceEntityQuery: $q, first: 1) { nodes { eventId } } }";
    for (variables, expected) in [
        (json!({}), "missing variable `$q`"),
        (
            json!({ "q": { "nothing": 1 } }),
            "unknown member `nothing` of `EntityQuery`",
        ),
        (
            json!({ "q": { "types": 7 } }),
            "invalid value 7 for `types`",
        ),
        (
            json!({ "q": 7 }),
            "invalid value 7 for `q`: expected `EntityQuery`",
        ),
    ] {
        let response = respond(query, variables).await;
        let message = response["errors"][0]["message"].as_str().unwrap();
        assert!(message.starts_with(expected), "{message}");
    }
    let response = respond(query, json!({ "q": { "types": "USER", "stale": null } })).await;
    assert_eq!(response.get("errors"), None, "{response}");
}

#[tokio::test]
async fn directives_include_and_skip() {
    let query = "query ($yes: Boolean!, $no: Boolean! = false) { \
                 a: __typename @include(if: $yes) b: __typename @include(if: $no) \
                 c: __typename @skip(if: $yes) d: __typename @skip(if: $no) @include(if: true) \
                 ...F @skip(if: $yes) ... @include(if: $no) { f: __typename } } \
                 fragment F on Query { e: __typename }";
    let response = respond(query, json!({ "yes": true })).await;
    assert_eq!(response["data"], json!({ "a": "Query", "d": "Query" }));
}

#[tokio::test]
async fn selections_of_one_field_are_merged() {
    let query = "{ entities(first: 1) { nodes { type } } ...F } \
                 fragment F on Query { entities(first: 1) { nodes { archived type } pageInfo { hasPreviousPage } } }";
    let entities = data(&identities(), query).await["entities"].clone();
    assert_eq!(
        entities,
        json!({ "nodes": [{ "type": "USER", "archived": false }], "pageInfo": { "hasPreviousPage": false } })
    );
}

#[tokio::test]
async fn required_null_makes_the_parent_null() {
    let query = "query ($d: String = \"corp.example.com\") { \
                 a: securityAssessment(domain: $d) { tenant } b: countEntities }";
    let response = respond(query, json!({ "d": null })).await;
    assert_eq!(response["data"], json!({ "a": null, "b": 150 }));
    assert_eq!(response["errors"][0]["path"], json!(["a"]));
    let query = "query ($y: Boolean! = true) { countEntities @skip(if: $y) }";
    let response = respond(query, json!({ "y": null })).await;
    assert!(response.get("data").is_none(), "{response}");
}

#[tokio::test]
async fn operation_name_must_select_one() {
    let service = GraphqlService::default();
    let query = "query A { countEntities } query B { countEntities }";
    for (name, expected) in [
        (Value::Null, "missing `operationName`"),
        (json!(""), "missing `operationName`"),
        (json!("C"), "unknown operation `C`"),
    ] {
        let body = json!({ "query": query, "operationName": name });
        let now = fql::Instant::from_unix(0);
        let response = service.execute(identities(), &body, now, CancelToken::default());
        assert!(response.unwrap().contains(expected), "{expected}");
    }
}

#[tokio::test]
async fn introspection_describes_types() {
    let query = "{ entity: __type(name: \"Entity\") { ...T possibleTypes { name } } \
                 user: __type(name: \"UserEntity\") { ...T interfaces { name } } \
                 query: __type(name: \"EntityQuery\") { kind fields { name } isOneOf \
                 inputFields { name type { name kind ofType { kind ofType { kind ofType { name } } } } } } \
                 severity: __type(name: \"ScoreSeverity\") { kind enumValues(includeDeprecated: true) { name } } \
                 source: __type(name: \"DataSource\") { kind description enumValues { name } } \
                 none: __type(name: \"Nothing\") { name } \
                 __schema { mutationType { name } directives { name locations isRepeatable \
                 args { name type { kind ofType { name } } } } } } \
                 fragment T on __Type { kind name fields { name description isDeprecated \
                 args(includeDeprecated: true) { name defaultValue type { name } } type { kind ofType { name } } } }";
    let data = data(&identities(), query).await;
    let entity = &data["entity"];
    assert_eq!(
        (&entity["kind"], &entity["name"]),
        (&json!("INTERFACE"), &json!("Entity"))
    );
    assert_eq!(
        entity["possibleTypes"],
        json!([{ "name": "UserEntity" }, { "name": "EndpointEntity" }])
    );
    assert_eq!(
        entity["fields"][0],
        json!({
            "name": "entityId", "description": "The id of the entity", "isDeprecated": false, "args": [],
            "type": { "kind": "NON_NULL", "ofType": { "name": "UUID" } },
        })
    );
    let fields = data["user"]["fields"].as_array().unwrap();
    let page = fields
        .iter()
        .find(|field| field["name"] == "openIncidents")
        .unwrap();
    assert_eq!(
        page["args"][1],
        json!({ "name": "after", "defaultValue": null, "type": { "name": "Cursor" } })
    );
    assert_eq!(data["user"]["interfaces"], json!([{ "name": "Entity" }]));
    assert_eq!(data["query"]["fields"], Value::Null);
    assert_eq!(data["query"]["isOneOf"], false);
    assert_eq!(
        data["query"]["inputFields"][0],
        json!({
            "name": "types",
            "type": { "name": null, "kind": "LIST", "ofType": { "kind": "NON_NULL", "ofType": { "kind": "ENUM", "ofType": null } } },
        })
    );
    assert_eq!(
        data["severity"]["enumValues"],
        json!([{ "name": "NORMAL" }, { "name": "MEDIUM" }, { "name": "HIGH" }])
    );
    assert_eq!(data["source"]["kind"], "SCALAR");
    assert_eq!(data["source"]["enumValues"], Value::Null);
    assert_eq!(data["none"], Value::Null);
    assert_eq!(data["__schema"]["mutationType"], Value::Null);
    assert_eq!(
        data["__schema"]["directives"][1],
        json!({
            "name": "skip", "locations": ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"], "isRepeatable": false,
            "args": [{ "name": "if", "type": { "kind": "NON_NULL", "ofType": { "name": "Boolean" } } }],
        })
    );
}

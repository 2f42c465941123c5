use super::*;

#[track_caller]
fn check_paged(document: &str, variable: &str, path: &str) {
    match paged_connection(document, None) {
        Ok(connection) => {
            assert_eq!(connection.variable, variable, "{document}");
            assert_eq!(connection.path.join("."), path, "{document}");
        }
        Err(error) => panic!("{document}: {error:?}"),
    }
}

#[track_caller]
fn check_rejected(document: &str, message: &str) {
    let error = paged_connection(document, None).unwrap_err();
    assert!(error.message.contains(message), "{document}: {error:?}");
}

const INFO: &str = "nodes { id } pageInfo { hasNextPage endCursor }";

#[test]
fn one_connection_is_found_by_its_variable() {
    for (document, variable, path) in [
        (
            "query ($after: Cursor) { entities(first: 2, after: $after) { INFO } }",
            "after",
            "entities",
        ),
        (
            "query Q($c: Cursor!) { entities(after:$c,first:2){INFO} }",
            "c",
            "entities",
        ),
        (
            "query ($n: Int = 5, $after: Cursor = null, $k: [T!]! = [A] @d(a: {b: 1})) @x(y: \"{\") \
             { entities(first: $n, kinds: $k, o: {a: [1, {b: \"}\"}]}, after: $after) @y { INFO } }",
            "after",
            "entities",
        ),
        (
            "query ($after: Cursor) { users: entities(after: $after) { INFO } }",
            "after",
            "users",
        ),
        (
            "query ($after: Cursor) { a { b: c { entities(after: $after) { INFO } } } }",
            "after",
            "a.b.entities",
        ),
        (
            "query ($after: Cursor) { ...R } fragment R on Query { entities(after: $after) { ...E } } \
             fragment E on C { nodes { id } ... { pageInfo { ...P } } } \
             fragment P on PageInfo { hasNextPage endCursor }",
            "after",
            "entities",
        ),
        (
            "query ($after: Cursor) { entities(after: $after) { nodes { id accounts { nodes { id } } } \
             pageInfo { hasNextPage endCursor } } countEntities other { id } }",
            "after",
            "entities",
        ),
        (
            "# pageInfo\nquery ($after: Cursor) { entities(a: -1, b: 1.5e-3, c: \"\"\"after: $x\"\"\", \
             after: $after) { INFO } }",
            "after",
            "entities",
        ),
        (
            "query ($after: Cursor) { entities(after: $after) { nodes { id } } \
             entities(after: $after) { pageInfo { hasNextPage endCursor } } }",
            "after",
            "entities",
        ),
        (
            "query ($after: Cursor) { e(after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }",
            "after",
            "e",
        ),
    ] {
        check_paged(&document.replace("INFO", INFO), variable, path);
    }
}

#[test]
fn document_without_cursor_variable_is_rejected() {
    for (document, message) in [
        ("{ entities(first: 2) { INFO } }", "declares no `$after`"),
        (
            "query { entities(first: 2) { INFO } }",
            "declares no `$after`",
        ),
        (
            "query ($cursor: Cursor) { entities(first: 2) { INFO } }",
            "declares no `$after`",
        ),
        (
            "query ($after: Cursor) { entities(first: 2) { INFO } }",
            "does not use `$after`",
        ),
        (
            "query ($after: Cursor) { entities(before: $after) { INFO } }",
            "does not use `$after`",
        ),
        (
            "query ($x: Int) { entities(after: $after) { INFO } }",
            "declares no `$after`",
        ),
        ("{ entities(after: $c) { INFO } }", "declares no `$c`"),
        (
            "query ($after: C) { entities(after: \"abc\") { INFO } }",
            "not a variable",
        ),
        (
            "query ($after: C) { entities(after: null) { INFO } }",
            "not a variable",
        ),
        (
            "query ($after: C) { entities(after: [$after]) { INFO } }",
            "not a variable",
        ),
        (
            "{ a(text: \"after: $after\") { INFO } }",
            "declares no `$after`",
        ),
        ("{ a # (after: $after)\n { INFO } }", "declares no `$after`"),
    ] {
        check_rejected(&document.replace("INFO", INFO), message);
    }
}

#[test]
fn several_connections_are_rejected() {
    for body in [
        "computers: entities(first: 1000) { nodes { id } } users: entities(first: 40, after: $after) { INFO }",
        "computers: entities(first: 1000) { INFO } users: entities(first: 40, after: $after) { INFO }",
        "a: entities(after: $after) { INFO } b: entities(after: $after) { INFO }",
        "a: entities(after: $after) { INFO } b: entities(after: $other) { edges { node { id } } }",
        "a: entities(after: $after) { INFO } x { b: entities(first: 5) { items: nodes { id } } }",
        "a: entities(after: $after) { nodes { b(first: 5) { INFO } } pageInfo { hasNextPage endCursor } }",
        "a(first: 5) { nodes { b(after: $after) { INFO } } }",
        "a: entities(after: $after) { INFO } ...F",
        "a: entities(after: $after) { INFO } ... on Query @include(if: true) { b { nodes { id } } }",
    ] {
        let document = format!(
            "query ($after: Cursor, $other: Cursor) {{ {body} }} \
             fragment F on Query {{ b: entities {{ nodes {{ id }} }} }}"
        );
        check_rejected(&document.replace("INFO", INFO), "several paged connections");
    }
}

#[test]
fn incomplete_page_info_is_rejected() {
    for (selection, field) in [
        ("nodes { id }", "hasNextPage"),
        ("nodes { id } pageInfo { endCursor }", "hasNextPage"),
        ("nodes { id } pageInfo { hasNextPage }", "endCursor"),
        (
            "nodes { id } info: pageInfo { hasNextPage endCursor }",
            "hasNextPage",
        ),
        (
            "nodes { id } pageInfo { more: hasNextPage endCursor }",
            "hasNextPage",
        ),
        ("pageInfo: other { hasNextPage endCursor }", "hasNextPage"),
        ("...Missing", "hasNextPage"),
    ] {
        let document = format!("query ($after: C) {{ e(after: $after) {{ {selection} }} }}");
        check_rejected(&document, &format!("does not select `pageInfo.{field}`"));
    }
}

#[test]
fn operation_is_selected_by_name() {
    let document =
        format!("query A {{ a }} query B($after: C) {{ e(after: $after) {{ {INFO} }} }}");
    assert!(paged_connection(&document, Some("B")).is_ok());
    for (name, message) in [
        (Some("A"), "declares no `$after`"),
        (Some("C"), "no such operation"),
        (None, "several operations"),
    ] {
        let error = paged_connection(&document, name).unwrap_err();
        assert!(error.message.contains(message), "{error:?}");
    }
}

#[test]
fn malformed_documents_are_rejected() {
    let deep = format!("{{ {} {} }}", "a {".repeat(10_000), "}".repeat(10_000));
    let mut fragments = "query ($after: C) { e(after: $after) { ...F0 } }".to_owned();
    for n in 0..60 {
        let next = n + 1;
        fragments += &format!(" fragment F{n} on T {{ ...F{next} ...F{next} }}");
    }
    let cycle = "query ($after: C) { ...F } fragment F on Q { ...F e(after: $after) { ...F } }";
    for document in [
        "",
        "{",
        "}",
        "query",
        "query (",
        "query ($",
        "query ($a",
        "{ a(",
        "{ a(b",
        "{ a(b:",
        "{ a(b: $",
        "{ a(b: [1 }",
        "{ a: }",
        "{ ... }",
        "{ ...",
        "{ ... on",
        "\"",
        "\"\"\"",
        "mutation { a }",
        "{ a } b",
        "fragment",
        "fragment F",
        "fragment F on T",
        "ä{ü\"ö",
        "{ a(after: ) }",
        "{ 1 }",
        deep.as_str(),
        fragments.as_str(),
        cycle,
    ] {
        assert!(paged_connection(document, None).is_err(), "{document}");
    }
}

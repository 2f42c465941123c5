//! Decoding of the JSON envelope of responses.

use falcon_transport::__private::read_envelope;
use falcon_transport::response::{Offset, ResponseParts};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(body: Value) -> ResponseParts<T> {
    read_envelope(body.to_string().as_bytes()).unwrap()
}

#[test]
fn offset_and_total_may_be_numbers_or_strings() {
    let at = |offset: Value| {
        let body = json!({"meta": {"pagination": {"offset": offset, "total": "7"}}});
        read::<String>(body).meta.pagination.unwrap()
    };
    assert_eq!(at(json!(3)).offset, Some(Offset::Number(3)));
    assert_eq!(at(json!("abc")).offset, Some(Offset::Token("abc".into())));
    assert_eq!(at(json!({"x": 1})).offset, None);
    assert_eq!(at(json!(3)).total, Some(7));
}

#[test]
fn unknown_fields_are_kept() {
    let meta = json!({
        "newer": [2],
        "pagination": {"total": 7, "expires_at": 3, "next": {"a": null}},
        "writes": {"resources_affected": 1, "resources_skipped": 4},
    });
    // The fast path, and, with a malformed item, the slow path.
    for resources in [json!([]), json!([{}])] {
        let parts: ResponseParts<String> =
            read(json!({"new": 1, "meta": meta, "resources": resources}));
        assert_eq!(parts.extra["new"], json!(1));
        assert_eq!(parts.meta.extra["newer"], json!([2]));
        let pagination = parts.meta.pagination.unwrap();
        let writes = parts.meta.writes.unwrap();
        assert_eq!(
            (pagination.total, writes.resources_affected),
            (Some(7), Some(1))
        );
        let kept = json!({"expires_at": 3, "next": {"a": null}});
        assert_eq!(Value::Object(pagination.extra), kept);
        assert_eq!(Value::Object(writes.extra), json!({"resources_skipped": 4}));
    }
}

#[test]
fn meta_info_is_decoded_without_outer_field() {
    let body = json!({"meta": {"MetaInfo": {"trace_id": "t"}}, "resources": []});
    assert_eq!(read::<String>(body).meta.trace_id.as_deref(), Some("t"));
}

#[test]
fn errors_of_any_json_type_are_kept() {
    let body = json!({"errors": ["e", {"code": "403", "message": "m", "hint": 1}, 7]});
    let errors = read::<String>(body).errors;
    assert_eq!(errors[0].message, "e");
    assert_eq!(
        (errors[1].code, errors[1].extra["hint"].clone()),
        (Some(403), json!(1))
    );
    assert_eq!(errors[2].message, "7");
}

#[test]
fn unexpected_types_in_envelope_keep_the_rest() {
    let body = json!({"meta": "text", "errors": {"message": "m"}, "resources": "a"});
    let parts: ResponseParts<String> = read(body);
    assert_eq!(parts.errors[0].message, "m");
    assert_eq!(parts.succeeded, ["a"]);
    assert_eq!(parts.meta.extra["meta"], json!("text"));
}

#[test]
fn unexpected_types_in_meta_count_as_absent() {
    let meta = json!({
        "query_time": "slow", "powered_by": 7, "trace_id": "t", "pagination": "none",
        "writes": [1], "version_id": {"a": 1},
    });
    let meta = read::<String>(json!({ "meta": meta })).meta;
    assert_eq!(meta.trace_id.as_deref(), Some("t"));
    assert_eq!(
        (meta.query_time, meta.powered_by, meta.version_id),
        (None, None, None)
    );
    assert_eq!((meta.pagination, meta.writes), (None, None));
    assert_eq!(meta.extra["pagination"], json!("none"));
    let meta = json!({"pagination": {"total": -1, "limit": 1.5, "after": 3, "offset": true}});
    let pagination = read::<String>(json!({ "meta": meta })).meta.pagination;
    let pagination = pagination.unwrap();
    assert_eq!((pagination.total, pagination.limit), (None, None));
    assert_eq!(pagination.after.as_deref(), Some("3"));
    assert_eq!(Value::Object(pagination.extra), json!({"offset": true}));
}

#[test]
fn last_duplicate_field_wins() {
    let body = br#"{"resources": ["a"], "meta": {"x": 1, "x": 2}, "resources": ["b"]}"#;
    let parts = read_envelope::<String>(body).unwrap();
    assert_eq!(parts.succeeded, ["b"]);
    assert_eq!(parts.meta.extra["x"], json!(2));
}

#[test]
fn duplicate_errors_are_all_kept() {
    let first = r#"{"message": "a"}"#;
    // A malformed item selects the slow path.
    for item in ["\"a\"", "{}"] {
        for (last, messages) in [
            ("[]", &["a"][..]),
            ("null", &["a"]),
            (r#"["b", "c"]"#, &["a", "b", "c"]),
            (r#"{"message": "b"}"#, &["a", "b"]),
        ] {
            let errors = format!(r#""errors": [{first}], "errors": {last}"#);
            let nested = format!(r#""FemEcosystemSubsidiariesResponseFields": {{{errors}}}"#);
            for fields in [errors, nested] {
                let body = format!(r#"{{"resources": [{item}], {fields}}}"#);
                let parts = read_envelope::<String>(body.as_bytes()).unwrap();
                let found: Vec<_> = parts.errors.iter().map(|e| &*e.message).collect();
                assert_eq!(found, messages, "{body}");
            }
        }
    }
}

#[test]
fn byte_order_mark_is_skipped() {
    for item in ["\"a\"", "{}"] {
        let body = format!("\u{feff}{{\"resources\": [{item}], \"new\": 1}}");
        let parts = read_envelope::<String>(body.as_bytes()).unwrap();
        assert_eq!(parts.succeeded.len() + parts.malformed.len(), 1);
        assert_eq!(parts.extra["new"], json!(1));
    }
}

#[test]
fn last_duplicate_meta_wins_on_both_paths() {
    // A malformed item selects the slow path.
    for item in ["\"a\"", "{}"] {
        for last in [r#"{"x": 1}"#, "null"] {
            let first = r#"{"trace_id": "t", "pagination": {"after": "p"}}"#;
            let body = format!(r#"{{"meta": {first}, "meta": {last}, "resources": [{item}]}}"#);
            let meta = read_envelope::<String>(body.as_bytes()).unwrap().meta;
            assert_eq!((meta.trace_id, meta.pagination), (None, None), "{body}");
        }
    }
}

#[test]
fn escaped_keys_are_decoded() {
    let body = br#"{"resourc\u0065s": ["a\n\u00fc"], "n\u0065w": 1}"#;
    let parts = read_envelope::<String>(body).unwrap();
    assert_eq!(parts.succeeded, ["a\nü"]);
    assert_eq!(parts.extra["new"], json!(1));
}

#[test]
fn invalid_utf8_error_has_position() {
    let body = b"{\"resources\": [\"a\xff\"]}";
    let error = read_envelope::<String>(body).unwrap_err();
    assert!(error.to_string().contains("line 1 column"), "{error}");
}

#[test]
fn body_that_is_not_an_object_is_an_error() {
    let truncated = "{\"resources\": [\"a\"";
    for body in [
        "",
        "[]",
        "null",
        "<html>",
        truncated,
        "{\"resources\": []} x",
    ] {
        assert!(read_envelope::<String>(body.as_bytes()).is_err(), "{body}");
    }
}

#[test]
fn malformed_item_is_set_aside() {
    let parts: ResponseParts<String> = read(json!({"resources": ["a", {"id": "x"}, "b"]}));
    assert_eq!(parts.succeeded, ["a", "b"]);
    assert_eq!(parts.malformed[0].index, 1);
    assert_eq!(parts.malformed[0].id.as_deref(), Some("x"));
    assert_eq!(parts.malformed[0].json, json!({"id": "x"}));
}

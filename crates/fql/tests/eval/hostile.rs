//! Hostile documents and filters: evaluation returns a result or an error, without a panic, a deep
//! stack or superlinear time.

use fql::collections::any::Any;
use fql::eval::Matcher;
use fql::{Filter, Instant};
use serde_json::Value;

fn matcher(filter: &str) -> Matcher {
    let filter: Filter<Any> = filter.parse().expect("valid filter");
    Matcher::new(&filter, Instant::now()).expect("valid filter")
}

#[test]
fn hostile_documents_are_evaluated_or_rejected() {
    let nested_array =
        |depth: usize, inner: &str| [&"[".repeat(depth), inner, &"]".repeat(depth)].concat();
    let nested_object =
        |depth: usize| [&r#"{"a":"#.repeat(depth), "1", &"}".repeat(depth)].concat();
    let matcher = matcher("a:1,a.a:1,b:*'*x'");
    for document in [
        nested_array(127, r#""a""#),
        format!(r#"{{"a":{}}}"#, nested_array(126, "1")),
        nested_object(127),
        format!(r#"{{"b":"{}x"}}"#, "é".repeat(1 << 19)),
        format!(r#"{{"b":"{}x"}}"#, r"\u00e9".repeat(1 << 17)),
        format!(r#"{{"c":"{}"}}"#, "\\\\".repeat(1 << 19)),
        format!(r#"{{"a":0.{}}}"#, "1".repeat(1 << 20)),
        format!("{}1{}", " ".repeat(1 << 20), "\n".repeat(1 << 20)),
        format!("[{}1]", "1,".repeat(1 << 18)),
        format!("[{}1]", r#"{"a":1},"#.repeat(1 << 17)),
        format!("{{{}\"a\":1}}", r#""a":1,"#.repeat(1 << 17)),
    ] {
        let value: Value = serde_json::from_str(&document).expect("valid JSON");
        let expected = Ok(matcher.matches(&value));
        assert_eq!(matcher.matches_json(document.as_bytes()), expected);
    }
    for document in [
        nested_array(128, "1"),
        nested_object(128),
        "[".repeat(1 << 18),
        r#"{"a":"#.repeat(1 << 18),
        r#"{"a":["#.repeat(1 << 18),
        format!(r#"{{"a":{}}}"#, "9".repeat(1 << 20)),
        format!(r#"{{"b":"{}"#, "x".repeat(1 << 20)),
        format!(r#"{{"b":"{}"#, r"\".repeat(1 << 20)),
        r#"{"c":1e999}"#.into(),
        "1".repeat(1 << 20),
    ] {
        assert!(serde_json::from_str::<Value>(&document).is_err());
        assert!(matcher.matches_json(document.as_bytes()).is_err());
    }
    for bytes in [
        b"\"\xff\"".as_slice(),
        b"\xff",
        b"{\"a\xc3\":1}",
        b"\xef\xbb\xbf1",
        b"\0",
        b"1\0",
        b"\"\xed\xa0\x80\"",
    ] {
        assert!(matcher.matches_json(bytes).is_err(), "{bytes:?}");
    }
}

#[test]
fn truncated_documents_are_rejected() {
    let document = r#" {"a":[1,-2.5e+3,true,false,null,"x\u00e9\n",{"b":{}}],"é":""} "#.trim_end();
    for filter in ["a:1", "a.b:1+e:1"] {
        let matcher = matcher(filter);
        assert!(matcher.matches_json(document.as_bytes()).is_ok());
        for end in 0..document.len() {
            let error = matcher.matches_json(&document.as_bytes()[..end]);
            assert!(error.is_err_and(|error| error.offset() <= end), "{end}");
        }
    }
}

#[test]
fn hostile_filters_compile_and_evaluate() {
    let matches = |source: String, document: &str| {
        let matcher = matcher(&source);
        let value: Value = serde_json::from_str(document).expect("valid JSON");
        assert_eq!(
            matcher.matches_json(document.as_bytes()),
            Ok(matcher.matches(&value))
        );
        // Cloning and dropping a deep matcher must not overflow the stack either.
        matcher.clone().matches(&value)
    };
    // A path of fifty thousand parts; ten thousand paths.
    assert!(!matches(
        format!("{}:1", vec!["a"; 50_000].join(".")),
        &[&r#"{"a":"#.repeat(100), "1", &"}".repeat(100)].concat()
    ));
    let clauses: Vec<String> = (0..10_000).map(|number| format!("a{number}:1")).collect();
    assert!(matches(clauses.join(","), r#"{"a9999":1}"#));
    assert!(!matches(clauses.join("+"), r#"{"a0":1,"a9999":1,"a5":1}"#));
    // More members than bits in a word, one of them duplicated.
    let document: Vec<String> = (0..200).map(|number| format!("\"a{number}\":1")).collect();
    assert!(matches(
        clauses[..200].join("+"),
        &format!("{{{}}}", document.join(","))
    ));
    assert!(!matches(
        clauses[..200].join("+"),
        &format!("{{{},\"a150\":2}}", document.join(","))
    ));
    // A long list and a long pattern.
    assert!(matches(
        format!("a:[{}7]", "1,".repeat(50_000)),
        r#"{"a":[2,3,7]}"#
    ));
    assert!(!matches(
        format!("a:*'{}'", "*a".repeat(20_000)),
        &format!(r#"{{"a":"{}"}}"#, "a".repeat(10_000))
    ));
}

#[test]
fn malformed_json_is_rejected_with_its_offset() {
    let matcher = matcher("a:1,a.b:1,c:'x'+d:null");
    for (document, offset) in [
        (r#"{"a":[1}"#, 7),
        (r#"{"a":{"b":1]}"#, 11),
        (r#"{"a":1]"#, 6),
        (r#"{"a":1"#, 6),
        (r#"{"a":1x"#, 6),
        (r#"{"a":tru}"#, 5),
        (r#"{"z":1}}"#, 7),
        ("", 0),
    ] {
        assert!(serde_json::from_str::<Value>(document).is_err());
        let error = matcher.matches_json(document.as_bytes());
        assert_eq!(error.expect_err(document).offset(), offset, "{document}");
    }
}

/// Numbers, duplicate keys and more members than bits in a word.
#[test]
fn json_text_and_value_have_equal_results() {
    let clauses: Vec<String> = (0..70).map(|number| format!("m{number}:1")).collect();
    let conjunction = clauses.join("+");
    for filter in [
        "a:0",
        "a:'0'",
        "a:'-0'",
        "a:'-0.0'",
        "a:-0",
        "a:1.5",
        "a:'1.5'",
        "a:null",
        "a:!null",
        "a.b:1",
        "b:1",
        "a:'1e3'",
        "a:1000",
        &conjunction,
    ] {
        let matcher = matcher(filter);
        let members: Vec<String> = (0..70).map(|number| format!("\"m{number}\":1")).collect();
        let members = members.join(",");
        for document in [
            r#"{"a":0}"#,
            r#"{"a":-0}"#,
            r#"{"a":-0.0}"#,
            r#"{"a":"0"}"#,
            r#"{"a":1.5}"#,
            r#"{"a":1e3}"#,
            r#"{"a":null}"#,
            r#"{"a":[null,{"b":1}]}"#,
            r#"{"b":1,"a":2,"a":0}"#,
            r#"{"a":0,"b":1,"b":2}"#,
            r#"[{"a":0},{"a":{"b":1}}]"#,
            &format!("{{{members}}}"),
            &format!("{{{members},\"m69\":2}}"),
            &format!("{{{members},\"m1\":2}}"),
            &format!("{{\"m65\":2,{members}}}"),
        ] {
            let value: Value = serde_json::from_str(document).expect("valid JSON");
            assert_eq!(
                matcher.matches_json(document.as_bytes()),
                Ok(matcher.matches(&value)),
                "{filter} on {document}"
            );
        }
    }
}

//! Documents and filters that were made to break evaluation: they are answered or refused, without a
//! panic, a deep stack or time that grows faster than they do.

#![cfg(feature = "eval")]

use fql::collections::any::Any;
use fql::eval::Matcher;
use fql::{Filter, Instant};
use serde_json::Value;

fn matcher(filter: &str) -> Matcher {
    let filter: Filter<Any> = filter.parse().expect("a filter");
    Matcher::new(&filter, Instant::now()).expect("a filter")
}

#[test]
fn hostile_documents_are_answered_or_refused() {
    let deep = |depth: usize, inner: &str| [&"[".repeat(depth), inner, &"]".repeat(depth)].concat();
    let nested = |depth: usize| [&r#"{"a":"#.repeat(depth), "1", &"}".repeat(depth)].concat();
    let matcher = matcher("a:1,a.a:1,b:*'*x'");
    for document in [
        deep(127, r#""a""#),
        format!(r#"{{"a":{}}}"#, deep(126, "1")),
        nested(127),
        format!(r#"{{"b":"{}x"}}"#, "é".repeat(1 << 19)),
        format!(r#"{{"b":"{}x"}}"#, r"\u00e9".repeat(1 << 17)),
        format!(r#"{{"c":"{}"}}"#, "\\\\".repeat(1 << 19)),
        format!(r#"{{"a":0.{}}}"#, "1".repeat(1 << 20)),
        format!("{}1{}", " ".repeat(1 << 20), "\n".repeat(1 << 20)),
        format!("[{}1]", "1,".repeat(1 << 18)),
        format!("[{}1]", r#"{"a":1},"#.repeat(1 << 17)),
        format!("{{{}\"a\":1}}", r#""a":1,"#.repeat(1 << 17)),
    ] {
        let value: Value = serde_json::from_str(&document).expect("a document");
        let expected = Ok(matcher.matches(&value));
        assert_eq!(matcher.matches_json(document.as_bytes()), expected);
    }
    for document in [
        deep(128, "1"),
        nested(128),
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
fn every_beginning_of_a_document_is_refused() {
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
fn hostile_filters_are_made_ready_and_answered() {
    let matches = |text: String, document: &str| {
        let matcher = matcher(&text);
        let value: Value = serde_json::from_str(document).expect("a document");
        assert_eq!(
            matcher.matches_json(document.as_bytes()),
            Ok(matcher.matches(&value))
        );
        // To copy and to drop it is as safe as to make it.
        matcher.clone().matches(&value)
    };
    // A path of fifty thousand parts, and ten thousand paths.
    assert!(!matches(
        format!("{}:1", vec!["a"; 50_000].join(".")),
        &[&r#"{"a":"#.repeat(100), "1", &"}".repeat(100)].concat()
    ));
    let clauses: Vec<String> = (0..10_000).map(|number| format!("a{number}:1")).collect();
    assert!(matches(clauses.join(","), r#"{"a9999":1}"#));
    assert!(!matches(clauses.join("+"), r#"{"a0":1,"a9999":1,"a5":1}"#));
    // More members than fit the bits of one word, one of them twice.
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

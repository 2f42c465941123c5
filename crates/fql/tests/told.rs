//! What filters, clauses and errors tell of themselves: printed for people, compared, hashed.

use std::error::Error as _;
use std::hash::{BuildHasher as _, RandomState};

use fql::collections::any::Any;
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, NegateError, Network, NetworkError, Property, Sort, Timestamp, fql};

type Assets = Filter<ExternalAssets>;

#[test]
fn debug_output_names_what_it_is() {
    let property: Property<Any> = Property::new("a.b").expect("a property");
    for (printed, parts) in [
        (
            format!("{:?}", Timestamp::days_ago(7)),
            &["Timestamp", "now-7d"][..],
        ),
        (
            format!("{:?}", asset::ip::services::port.between(1, 5)),
            &["Between", "ip.services.port:>=1"],
        ),
        (
            format!("{:?}", property.eq("x")),
            &["PropertyClause", "a.b"],
        ),
        (
            format!("{:?}", fql!(asset, "criticality:'High'")),
            &["criticality:'High'"],
        ),
        (
            format!("{:?}", asset::last_seen.desc()),
            &["last_seen|desc"],
        ),
    ] {
        for part in parts {
            assert!(printed.contains(part), "{printed}");
        }
    }
}

#[test]
fn filters_and_sorts_are_equal_when_their_texts_are() {
    let hashes = RandomState::new();
    let filters: [Assets; 3] = [
        fql!(asset, "criticality:'High'"),
        asset::criticality.eq("High").into(),
        fql!(asset, "criticality:'Low'"),
    ];
    assert_eq!(filters[0], filters[1]);
    assert_eq!(hashes.hash_one(&filters[0]), hashes.hash_one(&filters[1]));
    assert_ne!(filters[0], filters[2]);
    assert_ne!(hashes.hash_one(&filters[0]), hashes.hash_one(&filters[2]));

    let read: Sort<ExternalAssets> = "last_seen.desc".parse().expect("a sort");
    let sorts = [asset::last_seen.desc(), read, asset::last_seen.asc()];
    assert_eq!(sorts[0], sorts[1]);
    assert_eq!(hashes.hash_one(&sorts[0]), hashes.hash_one(&sorts[1]));
    assert_ne!(sorts[0], sorts[2]);
    assert_ne!(hashes.hash_one(&sorts[0]), hashes.hash_one(&sorts[2]));
}

#[test]
fn errors_describe_the_fault_and_name_their_cause() {
    let all = Assets::default().negate().expect_err("no negation");
    assert!(matches!(all, NegateError::MatchesAll));
    assert!(all.to_string().contains("matches everything"));
    assert!(all.source().is_none());
    let unchecked = Assets::unchecked("status=")
        .negate()
        .expect_err("no filter");
    assert!(unchecked.to_string().contains("unchecked"));
    let cause = unchecked.source().expect("what is wrong with the text");
    assert!(cause.to_string().contains("FQL012"), "{cause}");

    let form = "192.0.2.0".parse::<Network>().expect_err("no network");
    assert_eq!(form, NetworkError::Form);
    assert!(form.to_string().contains("`192.0.2.0/24`"));
    let prefix = "192.0.2.0/33".parse::<Network>().expect_err("no network");
    assert_eq!(prefix, NetworkError::Prefix);
    assert!(prefix.to_string().contains("32 bits"));
}

#[cfg(feature = "eval")]
mod evaluation {
    use super::*;
    use fql::eval::Matcher;
    use serde_json::{Value, json};

    #[test]
    fn an_explanation_tells_of_every_clause_what_it_saw() {
        let filter = fql!(
            asset,
            "ip.services.port:>1024+criticality:!null+triage.assigned_to:null"
        );
        let matcher = Matcher::new(&filter, fql::Instant::now()).expect("a filter");
        let explanation = matcher.explain(&json!({
            "ip": { "services": [{ "port": 22 }, { "port": 8080 }] },
            "criticality": null,
        }));
        assert!(!explanation.matches());
        let told: Vec<_> = explanation
            .clauses()
            .iter()
            .map(|clause| {
                (
                    clause.text(),
                    clause.matches(),
                    clause.values(),
                    clause.matching_values(),
                )
            })
            .collect();
        let (ports, suiting, none) = ([json!(22), json!(8080)], [json!(8080)], [] as [Value; 0]);
        assert_eq!(
            told,
            [
                ("ip.services.port:>1024", true, &ports[..], &suiting[..]),
                ("criticality:!null", false, &none, &none),
                ("triage.assigned_to:null", true, &none, &none),
            ]
        );
        let high = json!({ "criticality": "High" });
        let explanation = matcher.explain(&high);
        let clause = &explanation.clauses()[1];
        assert!(clause.matches());
        assert_eq!(clause.values(), [json!("High")]);
    }

    #[test]
    fn a_document_that_is_none_is_refused_where_it_goes_wrong() {
        let filter: Filter<Any> = "a:1,a.b:1,c:'x'+d:null".parse().expect("a filter");
        let matcher = Matcher::new(&filter, fql::Instant::now()).expect("a filter");
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

    /// Names, numbers and members that are easily taken for others.
    #[test]
    fn a_text_of_json_is_answered_as_its_value_is() {
        let names: Vec<String> = (0..70).map(|number| format!("m{number}:1")).collect();
        let many = names.join("+");
        for filter in [
            "a:0", "a:'0'", "a:'-0'", "a:'-0.0'", "a:-0", "a:1.5", "a:'1.5'", "a:null", "a:!null",
            "a.b:1", "b:1", "a:'1e3'", "a:1000", &many,
        ] {
            let read: Filter<Any> = filter.parse().expect("a filter");
            let matcher = Matcher::new(&read, fql::Instant::now()).expect("a filter");
            let met: Vec<String> = (0..70).map(|number| format!("\"m{number}\":1")).collect();
            let met = met.join(",");
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
                &format!("{{{met}}}"),
                &format!("{{{met},\"m69\":2}}"),
                &format!("{{{met},\"m1\":2}}"),
                &format!("{{\"m65\":2,{met}}}"),
            ] {
                let value: Value = serde_json::from_str(document).expect("a document");
                assert_eq!(
                    matcher.matches_json(document.as_bytes()),
                    Ok(matcher.matches(&value)),
                    "{filter} on {document}"
                );
            }
        }
    }
}

//! Lists, null, paths, negation and connectives.

use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use fql::eval::Matcher;
use fql::{Filter, Instant};

use crate::assert_rows;

#[test]
fn match_all_filter_matches_every_document() {
    assert_rows::<ExternalAssets>(&[("", &["{}", "[]", "null", "1", r#"{"id":"a"}"#], &[])]);
}

#[test]
fn list_matches_any_of_its_items() {
    assert_rows::<ExternalAssets>(&[
        (
            "criticality:['Critical','High']",
            &[
                r#"{"criticality":"Critical"}"#,
                r#"{"criticality":["Low","High"]}"#,
            ],
            &[r#"{"criticality":"Low"}"#, r#"{"criticality":[]}"#, "{}"],
        ),
        (
            "criticality:!['Critical','High']",
            &[r#"{"criticality":"Low"}"#, "{}"],
            &[r#"{"criticality":["Low","High"]}"#],
        ),
        (
            "ip.services.port:[22,'3389']",
            &[r#"{"ip":{"services":[{"port":3389}]}}"#],
            &[r#"{"ip":{"services":[{"port":80}]}}"#],
        ),
    ]);
}

#[test]
fn null_matches_absent_and_null_values() {
    assert_rows::<ExternalAssets>(&[
        (
            "ip.ptr:null",
            &[
                "{}",
                "null",
                "[]",
                "7",
                r#"{"ip":null}"#,
                r#"{"ip":{}}"#,
                r#"{"ip":{"ptr":null}}"#,
                r#"{"ip":{"ptr":[]}}"#,
                r#"{"ip":{"ptr":[null,[null]]}}"#,
                r#"{"ip":"text"}"#,
                r#"{"ip":[{"ptr":null},{}]}"#,
            ],
            &[
                r#"{"ip":{"ptr":""}}"#,
                r#"{"ip":{"ptr":0}}"#,
                r#"{"ip":{"ptr":false}}"#,
                r#"{"ip":{"ptr":{}}}"#,
                r#"{"ip":{"ptr":[null,"a"]}}"#,
                r#"{"ip":[{"ptr":null},{"ptr":"a"}]}"#,
            ],
        ),
        (
            "ip.ptr:!null",
            &[r#"{"ip":{"ptr":"a"}}"#],
            &["{}", r#"{"ip":{"ptr":null}}"#],
        ),
    ]);
}

#[test]
fn paths_descend_into_objects_and_arrays() {
    assert_rows::<ExternalAssets>(&[
        (
            "ip.services.port:22",
            &[
                r#"{"ip":{"services":{"port":22}}}"#,
                r#"{"ip":{"services":[{"port":80},{"port":22}]}}"#,
                r#"{"ip":{"services":[[{"port":[80,[22]]}]]}}"#,
                r#"{"ip":[{"services":[]},{"services":[{"port":22}]}]}"#,
                r#"[{"ip":{"services":{"port":22}}}]"#,
            ],
            &[
                r#"{"ip":{"services":[{"port":80}]}}"#,
                r#"{"ip":{"services":22}}"#,
                r#"{"ip":{"services":{"port":{"port":22}}}}"#,
                r#"{"ip.services.port":22}"#,
                r#"{"services":{"port":22}}"#,
                r#"{"x":{"ip":{"services":{"port":22}}}}"#,
            ],
        ),
        // Clauses are independent: different services may match them.
        (
            "ip.services.port:22+ip.services.protocol:'ssh'",
            &[r#"{"ip":{"services":[{"port":22,"protocol":"x"},{"port":80,"protocol":"ssh"}]}}"#],
            &[r#"{"ip":{"services":[{"port":22,"protocol":"x"}]}}"#],
        ),
    ]);
}

#[test]
fn negated_clause_has_the_opposite_result() {
    assert_rows::<ExternalAssets>(&[
        (
            "criticality:!'High'",
            &["{}", r#"{"criticality":null}"#, r#"{"criticality":"Low"}"#],
            &[r#"{"criticality":"High"}"#],
        ),
        (
            "ip.services.port:!22",
            &[
                r#"{"ip":{"services":[{"port":80}]}}"#,
                r#"{"ip":{"services":[]}}"#,
            ],
            &[r#"{"ip":{"services":[{"port":80},{"port":22}]}}"#],
        ),
        (
            "ip.services.port:!>1024",
            &[r#"{"ip":{"services":[{"port":80}]}}"#, "{}"],
            &[r#"{"ip":{"services":[{"port":80},{"port":8080}]}}"#],
        ),
        (
            "ip.services.port:!>=80",
            &[r#"{"ip":{"services":{"port":79}}}"#],
            &[r#"{"ip":{"services":{"port":80}}}"#],
        ),
        (
            "ip.services.port:!<80",
            &[r#"{"ip":{"services":{"port":80}}}"#],
            &[r#"{"ip":{"services":{"port":79}}}"#],
        ),
        (
            "ip.services.port:!<=80",
            &[r#"{"ip":{"services":{"port":81}}}"#],
            &[r#"{"ip":{"services":{"port":80}}}"#],
        ),
        (
            "perimeter:!*'un*'",
            &["{}", r#"{"perimeter":"external"}"#],
            &[r#"{"perimeter":"unknown"}"#],
        ),
        (
            "last_seen:!>'2026'",
            &[
                "{}",
                r#"{"last_seen":"no time"}"#,
                r#"{"last_seen":"2025"}"#,
            ],
            &[r#"{"last_seen":"2026-02"}"#],
        ),
        (
            "!(manual:true,confidence:7)",
            &["{}"],
            &[r#"{"manual":true}"#, r#"{"confidence":7}"#],
        ),
        (
            "!(manual:true+confidence:7)",
            &[r#"{"manual":true}"#, r#"{"confidence":7}"#],
            &[r#"{"manual":true,"confidence":7}"#],
        ),
    ]);
}

#[test]
fn and_binds_tighter_than_or() {
    assert_rows::<Any>(&[
        (
            "a:1+b:1",
            &[r#"{"a":1,"b":1}"#],
            &[r#"{"a":1}"#, r#"{"b":1}"#],
        ),
        ("a:1,b:1", &[r#"{"a":1}"#, r#"{"b":1}"#], &["{}"]),
        (
            "a:1,b:1+c:1",
            &[r#"{"a":1}"#, r#"{"b":1,"c":1}"#],
            &[r#"{"b":1}"#, r#"{"c":1}"#],
        ),
        (
            "(a:1,b:1)+c:1",
            &[r#"{"a":1,"c":1}"#, r#"{"c":1,"b":1}"#],
            &[r#"{"a":1}"#, r#"{"c":1}"#],
        ),
        (
            "a:1+(b:1,c:1+d:1),e:1",
            &[r#"{"a":1,"b":1}"#, r#"{"d":1,"c":1,"a":1}"#, r#"{"e":1}"#],
            &[r#"{"a":1,"c":1}"#],
        ),
    ]);
}

#[test]
fn alias_evaluates_the_field_it_names() {
    assert_rows::<ExternalAssets>(&[(
        "last_seen_timestamp:>'now-7d'",
        &[r#"{"last_seen":"2026-11-20"}"#],
        &[r#"{"last_seen_timestamp":"2026-11-20"}"#, "{}"],
    )]);
    assert_rows::<Any>(&[(
        "last_seen_timestamp:>'now-7d'",
        &[r#"{"last_seen_timestamp":"2026-11-20"}"#],
        &[r#"{"last_seen":"2026-11-20"}"#],
    )]);
}

#[test]
fn last_of_duplicate_keys_wins() {
    assert_rows::<Any>(&[
        (
            "a:1",
            &[r#"{"a":2,"a":1}"#, r#"{"a":1,"\u0061":1}"#],
            &[r#"{"a":1,"a":2}"#, r#"{"a":1,"\u0061":null}"#],
        ),
        ("a:null", &[r#"{"a":1,"a":null}"#], &[r#"{"a":null,"a":1}"#]),
        (
            "a.b:1",
            &[
                r#"{"a":{"b":2},"a":{"b":1}}"#,
                r#"{"a":[{"b":1},{"b":1,"b":2}]}"#,
            ],
            &[r#"{"a":{"b":1},"a":{}}"#, r#"{"a":{"b":1,"b":[]}}"#],
        ),
        // Also where the result seemed decided before the second key.
        (
            "a:1+b:1",
            &[r#"{"a":2,"b":1,"a":1}"#],
            &[r#"{"a":1,"b":1,"a":2}"#],
        ),
        // Duplicates of members that no clause names are ignored.
        ("a:1", &[r#"{"x":1,"a":1,"x":2}"#], &[]),
    ]);
}

#[test]
fn invalid_unchecked_filter_matches_nothing() {
    let filter = Filter::<ExternalAssets>::unchecked("criticality:");
    assert!(!filter.matches(&serde_json::json!({ "criticality": "High" })));
    assert!(Matcher::new(&filter, Instant::now()).is_err());
}

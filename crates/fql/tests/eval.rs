//! What matches what: every operator on every kind of field. Each row is a filter, documents that it
//! matches, and documents that it does not. The negation of each is held to the opposite.

#![cfg(feature = "eval")]

use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use fql::eval::Matcher;
use fql::{Collection, Filter, Instant};
use serde_json::Value;

const NOW: &str = "2026-11-22T10:00:00Z";

/// A filter, what it matches, what it does not.
type Row = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

fn matcher<C: Collection>(filter: &Filter<C>) -> Matcher {
    let now: Instant = NOW.parse().expect("a time");
    Matcher::new(filter, now).expect("a filter")
}

#[track_caller]
fn assert_matches<C: Collection>(filter: &str, document: &str, expected: bool) {
    let read: Filter<C> = filter
        .parse()
        .unwrap_or_else(|error| panic!("{filter}: {error}"));
    let value: Value =
        serde_json::from_str(document).unwrap_or_else(|error| panic!("{document}: {error}"));
    let context = format!("{filter} on {document}");
    let matcher = matcher(&read);
    assert_eq!(matcher.matches(&value), expected, "{context}");
    let from_text = matcher.matches_json(document.as_bytes());
    assert_eq!(from_text, Ok(expected), "{context}, from text");
    assert_eq!(
        matcher.explain(&value).matches(),
        expected,
        "{context}, explained"
    );
    if !read.is_match_all() {
        let negated = read.negate().expect("a negation");
        let negated = self::matcher(&negated);
        assert_eq!(negated.matches(&value), !expected, "{context}, negated");
    }
}

#[track_caller]
fn assert_rows<C: Collection>(rows: &[Row]) {
    for (filter, matching, others) in rows {
        for document in *matching {
            assert_matches::<C>(filter, document, true);
        }
        for document in *others {
            assert_matches::<C>(filter, document, false);
        }
    }
}

#[test]
fn the_empty_filter_matches_everything() {
    assert_rows::<ExternalAssets>(&[("", &["{}", "[]", "null", "1", r#"{"id":"a"}"#], &[])]);
}

#[test]
fn texts_are_equal_to_the_letter() {
    assert_rows::<ExternalAssets>(&[
        (
            "criticality:'Critical'",
            &[
                r#"{"criticality":"Critical"}"#,
                r#"{"criticality":"\u0043ritical"}"#,
            ],
            &[
                r#"{"criticality":"critical"}"#,
                r#"{"criticality":"Critical "}"#,
                r#"{"criticality":""}"#,
                r#"{"Criticality":"Critical"}"#,
            ],
        ),
        (
            "id:''",
            &[r#"{"id":""}"#],
            &[r#"{"id":" "}"#, r#"{"id":null}"#, "{}"],
        ),
        (r"id:'a\'b'", &[r#"{"id":"a'b"}"#], &[r#"{"id":"a\\'b"}"#]),
        (r"id:'C:\x'", &[r#"{"id":"C:\\x"}"#], &[r#"{"id":"C:x"}"#]),
        (
            "id:'443'",
            &[r#"{"id":"443"}"#, r#"{"id":443}"#],
            &[r#"{"id":443.0}"#],
        ),
        (
            "id:'true'",
            &[r#"{"id":true}"#, r#"{"id":"true"}"#],
            &[r#"{"id":false}"#],
        ),
    ]);
}

#[test]
fn whole_numbers_compare_as_numbers_also_when_they_are_text() {
    let https: &[&str] = &[
        r#"{"ip":{"asn":443}}"#,
        r#"{"ip":{"asn":"443"}}"#,
        r#"{"ip":{"asn":443.0}}"#,
        r#"{"ip":{"asn":4.43e2}}"#,
        r#"{"ip":{"asn":"0443"}}"#,
    ];
    let others: &[&str] = &[
        r#"{"ip":{"asn":442}}"#,
        r#"{"ip":{"asn":443.5}}"#,
        r#"{"ip":{"asn":"443 "}}"#,
        r#"{"ip":{"asn":"x443"}}"#,
        r#"{"ip":{"asn":"0x1bb"}}"#,
        r#"{"ip":{"asn":true}}"#,
        r#"{"ip":{"asn":{}}}"#,
    ];
    assert_rows::<ExternalAssets>(&[
        ("ip.asn:443", https, others),
        ("ip.asn:'443'", https, others),
        ("ip.asn:[1,443]", https, others),
        (
            "confidence:-1",
            &[r#"{"confidence":-1}"#],
            &[r#"{"confidence":1}"#],
        ),
        (
            "confidence:0",
            &[r#"{"confidence":0}"#, r#"{"confidence":-0}"#],
            &[],
        ),
        // Beyond what a float can tell apart.
        (
            "confidence:9007199254740993",
            &[
                r#"{"confidence":9007199254740993}"#,
                r#"{"confidence":"9007199254740993"}"#,
            ],
            &[
                r#"{"confidence":9007199254740992}"#,
                r#"{"confidence":9007199254740994}"#,
            ],
        ),
        (
            "confidence:18446744073709551615",
            &[r#"{"confidence":18446744073709551615}"#],
            &[r#"{"confidence":18446744073709551614}"#],
        ),
    ]);
}

#[test]
fn booleans_are_words_also_when_they_are_text() {
    assert_rows::<ExternalAssets>(&[
        (
            "manual:true",
            &[r#"{"manual":true}"#, r#"{"manual":"true"}"#],
            &[
                r#"{"manual":false}"#,
                r#"{"manual":"True"}"#,
                r#"{"manual":1}"#,
                "{}",
            ],
        ),
        (
            "manual:'false'",
            &[r#"{"manual":false}"#],
            &[r#"{"manual":true}"#, "{}"],
        ),
        ("manual:[true,false]", &[r#"{"manual":false}"#], &["{}"]),
    ]);
}

#[test]
fn timestamps_are_points_in_time() {
    assert_rows::<ExternalAssets>(&[
        (
            "last_seen:'2026-11-22T10:00:00Z'",
            &[
                r#"{"last_seen":"2026-11-22T10:00:00Z"}"#,
                r#"{"last_seen":"2026-11-22T10:00:00.000Z"}"#,
                r#"{"last_seen":"2026-11-22T10:00"}"#,
                r#"{"last_seen":"2026-11-22T12:00:00+02:00"}"#,
                r#"{"last_seen":"2026-11-22T04:30:00-0530"}"#,
                r#"{"last_seen":"2026-11-23T00:00:00+14"}"#,
            ],
            &[
                r#"{"last_seen":"2026-11-22T10:00:01Z"}"#,
                r#"{"last_seen":"2026-11-22T10:00:00.001Z"}"#,
                r#"{"last_seen":"2026-11-22T10:00:00+02:00"}"#,
                r#"{"last_seen":"now"}"#,
                r#"{"last_seen":"last tuesday"}"#,
                r#"{"last_seen":1795341600}"#,
                r#"{"last_seen":null}"#,
            ],
        ),
        // A time that is cut short is its first instant, and no period.
        (
            "last_seen:'2026'",
            &[
                r#"{"last_seen":"2026-01-01T00:00:00Z"}"#,
                r#"{"last_seen":"2026"}"#,
            ],
            &[r#"{"last_seen":"2026-06-01T00:00:00Z"}"#],
        ),
        (
            "last_seen:>'2026-11'",
            &[
                r#"{"last_seen":"2026-11-01T00:00:00.000000001Z"}"#,
                r#"{"last_seen":"2027"}"#,
            ],
            &[
                r#"{"last_seen":"2026-11-01T00:00:00Z"}"#,
                r#"{"last_seen":"2026-10-31"}"#,
            ],
        ),
        (
            "last_seen:<='2026-11-22'",
            &[
                r#"{"last_seen":"2026-11-22"}"#,
                r#"{"last_seen":"1969-12-31T23:59:59Z"}"#,
            ],
            &[r#"{"last_seen":"2026-11-22T00:00:01Z"}"#],
        ),
        (
            "last_seen:>='now-7d'",
            &[
                r#"{"last_seen":"2026-11-15T10:00:00Z"}"#,
                r#"{"last_seen":"2026-11-15T12:00:00+02:00"}"#,
            ],
            &[r#"{"last_seen":"2026-11-15T09:59:59Z"}"#, "{}"],
        ),
        (
            "last_seen:<'now'",
            &[r#"{"last_seen":"2026-11-22T09:59:59.999Z"}"#],
            &[r#"{"last_seen":"2026-11-22T10:00:00Z"}"#],
        ),
        (
            "last_seen:'now-2h'",
            &[r#"{"last_seen":"2026-11-22T08:00:00Z"}"#],
            &[],
        ),
        (
            "last_seen:>'now-90m'",
            &[r#"{"last_seen":"2026-11-22T08:31:00Z"}"#],
            &[r#"{"last_seen":"2026-11-22T08:29:00Z"}"#],
        ),
        (
            "last_seen:<'now-4w'",
            &[r#"{"last_seen":"2026-10-25T09:00:00Z"}"#],
            &[r#"{"last_seen":"2026-10-26"}"#],
        ),
    ]);
}

#[test]
fn now_is_a_parameter() {
    let filter: Filter<ExternalAssets> = "last_seen:>'now-7d'".parse().expect("a filter");
    let document = br#"{"last_seen":"2026-11-20T00:00:00Z"}"#;
    for (now, expected) in [
        ("2026-11-22T10:00:00Z", true),
        ("2026-11-27T00:00:00Z", false),
        ("2026-11-26T23:59:59Z", true),
        ("1970", true),
    ] {
        let now: Instant = now.parse().expect("a time");
        let matcher = Matcher::new(&filter, now).expect("a filter");
        assert_eq!(matcher.matches_json(document), Ok(expected), "{now}");
    }
}

#[test]
fn addresses_compare_by_number() {
    assert_rows::<ExternalAssets>(&[
        (
            "ip.ip_address:'192.0.2.1'",
            &[
                r#"{"ip":{"ip_address":"192.0.2.1"}}"#,
                r#"{"ip":{"ip_address":"::ffff:192.0.2.1"}}"#,
                r#"{"ip":{"ip_address":"::ffff:c000:201"}}"#,
            ],
            &[
                r#"{"ip":{"ip_address":"192.0.2.10"}}"#,
                r#"{"ip":{"ip_address":"192.0.2.1/32"}}"#,
                r#"{"ip":{"ip_address":"::192.0.2.1"}}"#,
                r#"{"ip":{"ip_address":3221225985}}"#,
            ],
        ),
        (
            "ip.ip_address:'2001:db8::1'",
            &[r#"{"ip":{"ip_address":"2001:DB8:0:0::1"}}"#],
            &[
                r#"{"ip":{"ip_address":"2001:db8::2"}}"#,
                r#"{"ip":{"ip_address":"2001:db8::1%eth0"}}"#,
            ],
        ),
        (
            "ip.ip_address:'192.0.2.0/24'",
            &[
                r#"{"ip":{"ip_address":"192.0.2.0"}}"#,
                r#"{"ip":{"ip_address":"192.0.2.255"}}"#,
                r#"{"ip":{"ip_address":"::ffff:192.0.2.9"}}"#,
            ],
            &[
                r#"{"ip":{"ip_address":"192.0.3.0"}}"#,
                r#"{"ip":{"ip_address":"2001:db8::1"}}"#,
                r#"{"ip":{"ip_address":"a"}}"#,
            ],
        ),
        (
            "ip.ip_address:'::ffff:192.0.2.0/120'",
            &[r#"{"ip":{"ip_address":"192.0.2.9"}}"#],
            &[r#"{"ip":{"ip_address":"192.0.3.0"}}"#],
        ),
        (
            "ip.ip_address:'192.0.2.77/24'",
            &[r#"{"ip":{"ip_address":"192.0.2.1"}}"#],
            &[],
        ),
        (
            "ip.ip_address:'0.0.0.0/0'",
            &[r#"{"ip":{"ip_address":"203.0.113.5"}}"#],
            &[r#"{"ip":{"ip_address":"2001:db8::1"}}"#, "{}"],
        ),
        (
            "ip.ip_address:'2001:db8::/32'",
            &[r#"{"ip":{"ip_address":"2001:db8:ffff::"}}"#],
            &[r#"{"ip":{"ip_address":"2001:db9::"}}"#],
        ),
        (
            "ip.ip_address:'::/0'",
            &[r#"{"ip":{"ip_address":"2001:db8::"}}"#],
            &[r#"{"ip":{"ip_address":"192.0.2.1"}}"#],
        ),
        (
            "ip.ip_address:>'192.0.2.9'",
            &[
                r#"{"ip":{"ip_address":"192.0.2.10"}}"#,
                r#"{"ip":{"ip_address":"203.0.113.1"}}"#,
            ],
            &[
                r#"{"ip":{"ip_address":"192.0.2.9"}}"#,
                r#"{"ip":{"ip_address":"2001:db8::1"}}"#,
            ],
        ),
        (
            "ip.ip_address:<='2001:db8::f'",
            &[
                r#"{"ip":{"ip_address":"2001:db8::f"}}"#,
                r#"{"ip":{"ip_address":"2001:db8::a"}}"#,
            ],
            &[
                r#"{"ip":{"ip_address":"2001:db8::10"}}"#,
                r#"{"ip":{"ip_address":"192.0.2.1"}}"#,
            ],
        ),
        (
            "ip.ip_address:>='192.0.2.0/24'",
            &[r#"{"ip":{"ip_address":"192.0.2.0"}}"#],
            &[r#"{"ip":{"ip_address":"192.0.1.255"}}"#],
        ),
        (
            "ip.ip_address:*'192.0.2.*'",
            &[r#"{"ip":{"ip_address":"192.0.2.1"}}"#],
            &[r#"{"ip":{"ip_address":"::ffff:192.0.2.1"}}"#],
        ),
    ]);
}

#[test]
fn ranges_compare_numbers_in_their_order() {
    let port = |port: &str| format!(r#"{{"ip":{{"services":{{"port":{port}}}}}}}"#);
    for (filter, matching, others) in [
        (
            "ip.services.port:>1024",
            ["1025", "\"1025\"", "1024.5"],
            ["1024", "80", "\"80\""],
        ),
        (
            "ip.services.port:>=1024",
            ["1024", "1e4", "65535"],
            ["1023", "-5000", "\"x\""],
        ),
        (
            "ip.services.port:<1024",
            ["1023", "\"9\"", "-1"],
            ["1024", "null", "true"],
        ),
        (
            "ip.services.port:<='1024'",
            ["1024", "1024.0", "0"],
            ["1025", "[]", "{}"],
        ),
    ] {
        for document in matching {
            assert_matches::<ExternalAssets>(filter, &port(document), true);
        }
        for document in others {
            assert_matches::<ExternalAssets>(filter, &port(document), false);
        }
    }
}

#[test]
fn wildcards_are_held_against_the_value_s_text() {
    assert_rows::<ExternalAssets>(&[
        (
            "perimeter:*'un*'",
            &[r#"{"perimeter":"unknown"}"#, r#"{"perimeter":"un"}"#],
            &[r#"{"perimeter":"Unknown"}"#, r#"{"perimeter":"fun"}"#],
        ),
        (
            "perimeter:*'*'",
            &[
                r#"{"perimeter":""}"#,
                r#"{"perimeter":"x"}"#,
                r#"{"perimeter":1}"#,
            ],
            &[r#"{"perimeter":null}"#, "{}", r#"{"perimeter":{}}"#],
        ),
        (
            "perimeter:*'a*b*c'",
            &[r#"{"perimeter":"a\nb\r\nc"}"#, r#"{"perimeter":"abc"}"#],
            &[r#"{"perimeter":"acb"}"#],
        ),
        (
            "perimeter:*'unknown'",
            &[r#"{"perimeter":"unknown"}"#],
            &[r#"{"perimeter":"unknown "}"#],
        ),
        (
            r"perimeter:*'a\*b'",
            &[r#"{"perimeter":"a*b"}"#],
            &[r#"{"perimeter":"axb"}"#],
        ),
        (
            r"perimeter:*'a\\\\*'",
            &[r#"{"perimeter":"a\\b"}"#],
            &[r#"{"perimeter":"a*"}"#],
        ),
        (
            "perimeter:'un*'",
            &[r#"{"perimeter":"unknown"}"#],
            &[r#"{"perimeter":"known"}"#],
        ),
        (
            r"perimeter:'a\*b'",
            &[r#"{"perimeter":"a*b"}"#],
            &[r#"{"perimeter":"axb"}"#],
        ),
        (
            "perimeter:['x','un*']",
            &[r#"{"perimeter":"unknown"}"#, r#"{"perimeter":"x"}"#],
            &[r#"{"perimeter":"y"}"#],
        ),
        (
            "ip.services.port:*'44*'",
            &[r#"{"ip":{"services":{"port":443}}}"#],
            &[r#"{"ip":{"services":{"port":8443}}}"#],
        ),
        (
            "manual:*'t*e'",
            &[r#"{"manual":true}"#],
            &[r#"{"manual":false}"#],
        ),
        (
            "id:*'7.*'",
            &[r#"{"id":7.0}"#, r#"{"id":7.25}"#],
            &[r#"{"id":7}"#],
        ),
        (
            "id:*'é*'",
            &[r#"{"id":"été"}"#, r#"{"id":"\u00e9"}"#],
            &[r#"{"id":"ete"}"#],
        ),
    ]);
}

#[test]
fn a_list_holds_when_one_of_its_values_does() {
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
fn null_holds_when_there_is_no_value() {
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
fn a_path_goes_through_objects_and_arrays() {
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
        // Each clause for itself: they need not hold for the same service.
        (
            "ip.services.port:22+ip.services.protocol:'ssh'",
            &[r#"{"ip":{"services":[{"port":22,"protocol":"x"},{"port":80,"protocol":"ssh"}]}}"#],
            &[r#"{"ip":{"services":[{"port":22,"protocol":"x"}]}}"#],
        ),
    ]);
}

#[test]
fn a_negated_clause_holds_just_when_the_clause_does_not() {
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
fn plus_is_and_a_comma_is_or_and_plus_binds_tighter() {
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
fn an_alias_reads_its_field_and_nothing_else_is_renamed() {
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
fn properties_of_open_collections_compare_by_how_the_literal_is_written() {
    assert_rows::<Any>(&[
        // A number is a number, and also this very text.
        (
            "a:443",
            &[
                r#"{"a":443}"#,
                r#"{"a":443.0}"#,
                r#"{"a":"443"}"#,
                r#"{"a":"443.0"}"#,
            ],
            &[r#"{"a":"x"}"#],
        ),
        (
            "a:1.5",
            &[r#"{"a":1.5}"#, r#"{"a":"1.50"}"#],
            &[r#"{"a":1}"#],
        ),
        // A quoted text is a text: that of a number, too.
        (
            "a:'443'",
            &[r#"{"a":443}"#, r#"{"a":"443"}"#],
            &[r#"{"a":443.0}"#],
        ),
        (
            "a:true",
            &[r#"{"a":true}"#, r#"{"a":"true"}"#],
            &[r#"{"a":false}"#],
        ),
        ("a:Yes", &[r#"{"a":"Yes"}"#], &[r#"{"a":"yes"}"#]),
        ("a:web*", &[r#"{"a":"web-1"}"#], &[r#"{"a":"db"}"#]),
        (
            "a:'192.0.2.0/24'",
            &[r#"{"a":"192.0.2.0/24"}"#],
            &[r#"{"a":"192.0.2.1"}"#],
        ),
        ("a:'2026'", &[r#"{"a":"2026"}"#], &[r#"{"a":"2026-01-01"}"#]),
        // The bound of a range says what is compared.
        (
            "a:>5",
            &[r#"{"a":6}"#, r#"{"a":"10"}"#],
            &[r#"{"a":5}"#, r#"{"a":"x"}"#],
        ),
        (
            "a:<'2026-06-01T00:00:00Z'",
            &[r#"{"a":"2026-05-31"}"#],
            &[r#"{"a":"2026-07"}"#, r#"{"a":1}"#],
        ),
        (
            "a:>='192.0.2.9'",
            &[r#"{"a":"192.0.2.10"}"#],
            &[r#"{"a":"192.0.2.1"}"#],
        ),
        ("a:>'b'", &[], &[r#"{"a":"c"}"#, r#"{"a":"a"}"#]),
        (
            "a:~'ERR'",
            &[r#"{"a":"an error"}"#, r#"{"a":["x","Errors"]}"#],
            &[r#"{"a":"e r r"}"#, "{}"],
        ),
        (
            "a:!~'err'",
            &[r#"{"a":"fine"}"#, "{}"],
            &[r#"{"a":"ERROR"}"#],
        ),
        (
            "a:~*'WEB*'",
            &[r#"{"a":"web-1"}"#, r#"{"a":"Web"}"#],
            &[r#"{"a":"a web"}"#],
        ),
        ("a:~*!'web*'", &[r#"{"a":"db"}"#, "{}"], &[r#"{"a":"WEB"}"#]),
        ("a.b:null", &["{}", r#"{"a":[]}"#], &[r#"{"a":{"b":{}}}"#]),
    ]);
}

#[test]
fn of_a_member_that_is_there_twice_the_last_counts() {
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
        // Also when the answer seems to be known before.
        (
            "a:1+b:1",
            &[r#"{"a":2,"b":1,"a":1}"#],
            &[r#"{"a":1,"b":1,"a":2}"#],
        ),
        // Members that no clause asks for may be there as often as they like.
        ("a:1", &[r#"{"x":1,"a":1,"x":2}"#], &[]),
    ]);
}

#[test]
fn an_unchecked_filter_that_is_no_filter_matches_nothing() {
    let filter = Filter::<ExternalAssets>::unchecked("criticality:");
    assert!(!filter.matches(&serde_json::json!({ "criticality": "High" })));
    assert!(Matcher::new(&filter, Instant::now()).is_err());
}

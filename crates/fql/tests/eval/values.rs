//! Comparison of each operator with values of each field type.

use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;

use crate::{assert_matches, assert_rows};

#[test]
fn strings_compare_case_sensitively() {
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
fn integers_compare_by_value_in_numbers_and_strings() {
    let https: &[&str] = &[
        r#"{"ip":{"asn":443}}"#,
        r#"{"ip":{"asn":"443"}}"#,
        r#"{"ip":{"asn":443.0}}"#,
        r#"{"ip":{"asn":4.43e2}}"#,
        r#"{"ip":{"asn":"0443"}}"#,
    ];
    let non_matching: &[&str] = &[
        r#"{"ip":{"asn":442}}"#,
        r#"{"ip":{"asn":443.5}}"#,
        r#"{"ip":{"asn":"443 "}}"#,
        r#"{"ip":{"asn":"x443"}}"#,
        r#"{"ip":{"asn":"0x1bb"}}"#,
        r#"{"ip":{"asn":true}}"#,
        r#"{"ip":{"asn":{}}}"#,
    ];
    assert_rows::<ExternalAssets>(&[
        ("ip.asn:443", https, non_matching),
        ("ip.asn:'443'", https, non_matching),
        ("ip.asn:[1,443]", https, non_matching),
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
        // Beyond the precision of an `f64`.
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

fql::collection! {
    /// A collection with a decimal field.
    Scores "scores" sort ".";
    score: float [exact, list, range];
}

#[test]
fn decimals_compare_by_value() {
    assert_rows::<Scores>(&[
        (
            "score:7.5",
            &[
                r#"{"score":7.5}"#,
                r#"{"score":7.50}"#,
                r#"{"score":"7.50"}"#,
                r#"{"score":75e-1}"#,
            ],
            &[r#"{"score":7.4}"#, r#"{"score":"7.5 "}"#, "{}"],
        ),
        (
            "score:[7,'8.0']",
            &[r#"{"score":7.0}"#, r#"{"score":8}"#],
            &[r#"{"score":7.5}"#],
        ),
        (
            "score:>=7",
            &[r#"{"score":7}"#, r#"{"score":9.8}"#, r#"{"score":"10.0"}"#],
            &[r#"{"score":6.9}"#, r#"{"score":"high"}"#, "{}"],
        ),
    ]);
}

#[test]
fn large_integers_compare_exactly() {
    assert_rows::<ExternalAssets>(&[
        (
            "ip.asn:9007199254740993",
            &[r#"{"ip":{"asn":[9007199254740992.0,9007199254740993]}}"#],
            &[
                r#"{"ip":{"asn":9007199254740992.0}}"#,
                r#"{"ip":{"asn":"9007199254740992.0"}}"#,
                r#"{"ip":{"asn":9.007199254740992e15}}"#,
            ],
        ),
        (
            "ip.asn:18446744073709551615",
            &[r#"{"ip":{"asn":"18446744073709551615"}}"#],
            &[
                r#"{"ip":{"asn":18446744073709551616}}"#,
                r#"{"ip":{"asn":"18446744073709551616"}}"#,
            ],
        ),
        (
            "ip.services.port:>9007199254740992",
            &[
                r#"{"ip":{"services":{"port":9007199254740993}}}"#,
                r#"{"ip":{"services":{"port":9007199254740994.0}}}"#,
                r#"{"ip":{"services":{"port":"1000000000000000000000000000000000000001"}}}"#,
            ],
            &[r#"{"ip":{"services":{"port":9007199254740992.0}}}"#],
        ),
    ]);
    assert_rows::<Any>(&[
        (
            "x:9007199254740993",
            &[r#"{"x":"9007199254740993"}"#],
            &[r#"{"x":9007199254740992.0}"#],
        ),
        (
            "x:18446744073709551616",
            &[r#"{"x":"18446744073709551616"}"#],
            &[
                r#"{"x":18446744073709551615}"#,
                r#"{"x":"18446744073709551617"}"#,
            ],
        ),
        (
            "x:1000000000000000000000000000000000000001",
            &[
                r#"{"x":"1000000000000000000000000000000000000001"}"#,
                r#"{"x":"01000000000000000000000000000000000000001"}"#,
                r#"{"x":1000000000000000000000000000000000000001}"#,
            ],
            &[
                r#"{"x":"1000000000000000000000000000000000000000"}"#,
                r#"{"x":"-1000000000000000000000000000000000000001"}"#,
            ],
        ),
        (
            "x:>=1000000000000000000000000000000000000001",
            &[r#"{"x":"1000000000000000000000000000000000000001"}"#],
            &[
                r#"{"x":"1000000000000000000000000000000000000000"}"#,
                r#"{"x":18446744073709551615}"#,
            ],
        ),
    ]);
}

/// Without `float_roundtrip`, serde_json parses some of these numbers to a neighbor of the nearest `f64`.
#[test]
fn numbers_of_full_precision_match_themselves() {
    assert_rows::<Scores>(&[(
        "score:31.245270191439438",
        &[r#"{"score":31.245270191439438}"#],
        &[r#"{"score":31.245270191439435}"#],
    )]);
}

/// A `serde_json::Value` has only the nearest `f64` of these numbers.
#[test]
fn numbers_beyond_64_bits_compare_as_f64() {
    assert_rows::<Any>(&[(
        "x:18446744073709551617",
        &[
            r#"{"x":18446744073709551617}"#,
            r#"{"x":18446744073709551616}"#,
        ],
        &[r#"{"x":18446744073709559999}"#],
    )]);
}

#[test]
fn booleans_compare_by_value() {
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
            "ip.ip_address:*'192.0.2.*'",
            &[r#"{"ip":{"ip_address":"192.0.2.1"}}"#],
            &[r#"{"ip":{"ip_address":"::ffff:192.0.2.1"}}"#],
        ),
    ]);
}

#[test]
fn networks_match_their_addresses() {
    assert_rows::<ExternalAssets>(&[
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
            "ip.ip_address:>='192.0.2.0/24'",
            &[r#"{"ip":{"ip_address":"192.0.2.0"}}"#],
            &[r#"{"ip":{"ip_address":"192.0.1.255"}}"#],
        ),
    ]);
}

#[test]
fn ranges_compare_numerically() {
    let port = |port: &str| format!(r#"{{"ip":{{"services":{{"port":{port}}}}}}}"#);
    for (filter, matching, non_matching) in [
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
        for document in non_matching {
            assert_matches::<ExternalAssets>(filter, &port(document), false);
        }
    }
}

#[test]
fn wildcards_match_the_text_of_the_value() {
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
fn open_properties_compare_by_literal_type() {
    assert_rows::<Any>(&[
        // A number matches by value and as its text.
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
        // A string matches the text of the value, also of a number.
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
        // The type of a range bound selects the comparison.
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
fn text_comparisons_ignore_case() {
    assert_rows::<Any>(&[
        (
            "a:~'ΑΣ'",
            &[
                r#"{"a":"ΑΣΑ"}"#,
                r#"{"a":"ασα"}"#,
                r#"{"a":"ας"}"#,
                r#"{"a":"\u0391\u03a3"}"#,
            ],
            &[r#"{"a":"Α"}"#],
        ),
        ("a:~'ας'", &[r#"{"a":"ΑΣΑ"}"#], &[]),
        (
            "a:~*'*ΑΣ'",
            &[r#"{"a":"ασ"}"#, r#"{"a":"Ας"}"#],
            &[r#"{"a":"ΑΣΑ"}"#],
        ),
        (
            "a:~'STRASSE'",
            &[r#"{"a":"Hauptstraße 1"}"#, r#"{"a":"HAUPTSTRAẞE"}"#],
            &[r#"{"a":"Strase"}"#],
        ),
        (
            "a:~*'straße*'",
            &[r#"{"a":"STRASSE 1"}"#, r#"{"a":"Straße"}"#],
            &[],
        ),
        (
            r"a:~*'A\*B'",
            &[r#"{"a":"a*b"}"#, r#"{"a":"A*B"}"#],
            &[r#"{"a":"axb"}"#],
        ),
        // The characters are not normalized.
        ("a:~'é'", &[r#"{"a":"É"}"#], &[r#"{"a":"e\u0301"}"#]),
    ]);
}

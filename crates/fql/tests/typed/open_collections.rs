//! Properties of open collections, and clauses from parts known at run time.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZero;
use std::sync::Arc;

use fql::collections::sensors::{self, Sensors};
use fql::collections::subsidiaries;
use fql::{Comparison, Filter, Literal, Operator, Pattern, Property, Timestamp, fql};

use crate::{Assets, assert_canonical};

#[test]
fn property_supports_every_operator_and_type() {
    const P: Property<Sensors> = Property::literal("a.b_1");
    assert_canonical(P.eq("x"), "a.b_1:'x'");
    assert_canonical(!P.eq("x"), "a.b_1:!'x'");
    assert_canonical(P.ne(String::from("x")), "a.b_1:!'x'");
    assert_canonical(P.eq(5), "a.b_1:5");
    assert_canonical(P.eq(true), "a.b_1:true");
    assert_canonical(P.eq(Timestamp::NOW), "a.b_1:'now'");
    assert_canonical(P.eq(Ipv6Addr::LOCALHOST), "a.b_1:'::1'");
    assert_canonical(P.gt(5), "a.b_1:>5");
    assert_canonical(P.ge(Timestamp::NOW), "a.b_1:>='now'");
    assert_canonical(P.lt("m"), "a.b_1:<'m'");
    assert_canonical(!P.le(5), "a.b_1:!<=5");
    assert_canonical(P.is_null(), "a.b_1:null");
    assert_canonical(!P.is_null(), "a.b_1:!null");
    assert_canonical(P.wildcard("x*"), "a.b_1:*'x*'");
    assert_canonical(!P.wildcard(Pattern::ending_with("x")), "a.b_1:!*'*x'");
    assert_canonical(P.between(1, 5), "a.b_1:>=1+a.b_1:<=5");
    assert_canonical(!P.between(1, 5), "a.b_1:!>=1,a.b_1:!<=5");
    assert_canonical(P.in_range(1..=5), "a.b_1:>=1+a.b_1:<=5");
    assert_canonical(
        P.in_range(Timestamp::days_ago(7)..Timestamp::NOW),
        "a.b_1:>='now-7d'+a.b_1:<'now'",
    );
    assert_canonical(
        &P.between("a", "m") | P.eq(5),
        "(a.b_1:>='a'+a.b_1:<='m'),a.b_1:5",
    );
    assert_canonical(P.text_match("x"), "a.b_1:~'x'");
    assert_canonical(!P.text_match("x"), "a.b_1:!~'x'");
    assert_canonical(P.text_wildcard("x*"), "a.b_1:~*'x*'");
    assert_canonical(!P.text_wildcard("x*"), "a.b_1:~*!'x*'");
    assert_canonical(P.starts_with("x*"), r"a.b_1:*'x\**'");
    assert_canonical(P.ends_with("x"), "a.b_1:*'*x'");
    assert_canonical(P.contains("x"), "a.b_1:*'*x*'");
    assert_canonical(P.is_in(["x", "y*"]), r"a.b_1:['x','y\*']");
    assert_canonical(!P.is_in([1, 2]), "a.b_1:![1,2]");
    assert_canonical(P.try_is_in([true]).expect("non-empty list"), "a.b_1:[true]");
    let empty = P.try_is_in([0_u8; 0]).expect_err("an empty list");
    assert_eq!(empty.field(), Some("a.b_1"));
    assert_canonical(
        P.eq("x") & (P.gt(1) | P.lt(0)),
        "a.b_1:'x'+(a.b_1:>1,a.b_1:<0)",
    );
}

#[test]
fn star_is_escaped_only_where_patterns_apply() {
    const P: Property<Sensors> = Property::literal("p");
    assert_canonical(P.eq("a*b"), r"p:'a\*b'");
    assert_canonical(P.ne("a*b"), r"p:!'a\*b'");
    assert_canonical(P.gt("a*b"), "p:>'a*b'");
    assert_canonical(P.le(String::from(r"a\*b")), r"p:<='a\*b'");
    assert_canonical(P.text_match("a*b'"), r"p:~'a*b\''");
    let (value, ports) = ("a*b", [1, 2]);
    assert_eq!(fql!(sensors, "p:>{value}").as_str(), "p:>'a*b'");
    assert_eq!(fql!(sensors, "p:~{value}").as_str(), "p:~'a*b'");
    assert_eq!(fql!(sensors, "p:{value}").as_str(), r"p:'a\*b'");
    assert_eq!(fql!(sensors, "p:[{value},'x']").as_str(), r"p:['a\*b','x']");
    assert_eq!(fql!(sensors, "p:[{ports}]").as_str(), "p:[1,2]");
}

#[test]
fn property_names_are_validated() {
    for name in ["hostname", "_all", "A.b._C9", "FileDetails.SHA256"] {
        assert_eq!(sensors::property(name).expect(name).name(), name);
        assert_eq!(
            subsidiaries::property(name.to_owned()).expect(name).name(),
            name
        );
    }
    for name in [
        "", "a b", "9a", "a.", ".a", "a..b", "a:'x'+", "a-b", "é", "a.'b'", "a\n",
    ] {
        let error = sensors::property(name).expect_err(name);
        assert_eq!(
            error.report().diagnostics()[0].code().as_str(),
            "FQL009",
            "{name}"
        );
    }
}

#[track_caller]
fn assert_clause(comparison: Comparison, value: impl Into<Literal<'static>>, expected: &str) {
    let clause = Filter::<Sensors>::clause("p", Operator::new(comparison), value);
    let clause = clause.unwrap_or_else(|error| panic!("{error}"));
    assert_canonical(clause, expected);
}

#[test]
fn clause_from_parts_prints_canonical_text() {
    assert_clause(Comparison::Equal, "a*'b", r"p:'a\*\'b'");
    assert_clause(Comparison::Equal, String::from("a"), "p:'a'");
    assert_clause(Comparison::Greater, "a*b", "p:>'a*b'");
    assert_clause(Comparison::Text, "a*b", "p:~'a*b'");
    assert_clause(Comparison::Wildcard, "a*b", r"p:*'a\*b'");
    assert_clause(Comparison::TextWildcard, "a*b", r"p:~*'a\*b'");
    assert_clause(Comparison::Wildcard, Pattern::new("a*b"), "p:*'a*b'");
    assert_clause(Comparison::Equal, r"C:\x\", r"p:'C:\x\\'");
    assert_clause(Comparison::Equal, r"\a*", r"p:'\a\*'");
    assert_clause(Comparison::Greater, r"\a*", r"p:>'\a*'");
    assert_clause(Comparison::Text, r"\a*", r"p:~'\a*'");
    assert_clause(Comparison::Equal, Pattern::new("a*b"), "p:'a*b'");
    assert_clause(Comparison::Equal, Pattern::new(r"a\\*"), r"p:'a\\\*'");
    assert_clause(Comparison::Wildcard, Pattern::literal(r"a\"), r"p:*'a\\\\'");
    assert_clause(Comparison::Equal, Pattern::literal(r"a\"), r"p:'a\\'");
    assert_clause(Comparison::Equal, 5_u8, "p:5");
    assert_clause(Comparison::Equal, i64::MIN, "p:-9223372036854775808");
    assert_clause(Comparison::Equal, u64::MAX, "p:18446744073709551615");
    assert_clause(Comparison::LessOrEqual, true, "p:<=true");
    assert_clause(Comparison::Less, Timestamp::days_ago(1), "p:<'now-1d'");
    assert_clause(Comparison::Equal, Literal::Null, "p:null");
    assert_clause(Comparison::Equal, vec!["a", "b*"], r"p:['a','b\*']");
    assert_clause(Comparison::Equal, vec![1, 2], "p:[1,2]");
    assert_clause(Comparison::Equal, [1, 2], "p:[1,2]");
    static PORTS: [u16; 2] = [22, 3389];
    assert_clause(Comparison::Equal, &PORTS[..], "p:[22,3389]");
    assert_clause(Comparison::Equal, 'a', "p:'a'");
    assert_clause(Comparison::Equal, NonZero::<u16>::MIN, "p:1");
    assert_clause(Comparison::Equal, Literal::from(&5_u16), "p:5");
    assert_clause(Comparison::Equal, Arc::<str>::from("a"), "p:'a'");
    let address: IpAddr = Ipv4Addr::LOCALHOST.into();
    assert_clause(Comparison::Equal, address, "p:'127.0.0.1'");
    let negated = Filter::<Sensors>::clause("p", !Operator::new(Comparison::Text), "x");
    assert_canonical(negated.expect("valid clause"), "p:!~'x'");
}

#[test]
fn clause_from_invalid_parts_is_an_error() {
    let equal = Operator::new(Comparison::Equal);
    for (property, operator, value, code) in [
        ("not a field", equal, Literal::from(1), "FQL009"),
        ("id:'a',id", equal, "a".into(), "FQL009"),
        ("", equal, "a".into(), "FQL009"),
        ("criticalty", equal, "a".into(), "FQL101"),
        ("dns_domain.services.id", equal, "a".into(), "FQL102"),
        ("ip.ip_address", equal, vec!["192.0.2.1"].into(), "FQL104"),
        (
            "confidence",
            Operator::new(Comparison::Greater),
            5.into(),
            "FQL105",
        ),
        ("id", Operator::new(Comparison::Text), "x".into(), "FQL106"),
        ("ip.asn", equal, "x".into(), "FQL107"),
        ("last_seen", equal, "x".into(), "FQL107"),
        ("id", equal, Literal::List(vec![]), "FQL020"),
        ("id", equal, Literal::List(vec![vec!["a"].into()]), "FQL021"),
        (
            "id",
            Operator::new(Comparison::Greater),
            vec!["a"].into(),
            "FQL022",
        ),
    ] {
        let error = Assets::clause(property, operator, value).expect_err(code);
        assert_eq!(
            error.report().diagnostics()[0].code().as_str(),
            code,
            "{error}"
        );
    }
}

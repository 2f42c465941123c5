//! Combination, negation and the three ways to build a filter.

use fql::clause_value::EqualValue;
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::{self, Sensors};
use fql::field_type::TextField;
use fql::{
    Clause, EmptyOperands, Filter, IntoFilter, NegateError, Network, Pattern, Timestamp, fql,
};

use crate::{Assets, assert_canonical};

#[test]
fn mixed_connectives_get_parentheses() {
    let a = || asset::id.eq("a");
    let b = || asset::id.eq("b");
    let c = || asset::id.eq("c");
    let d = || asset::id.eq("d");
    assert_canonical(a() & b() & c(), "id:'a'+id:'b'+id:'c'");
    assert_canonical(a() & (b() & c()), "id:'a'+id:'b'+id:'c'");
    assert_canonical(a() | b() | c(), "id:'a',id:'b',id:'c'");
    assert_canonical(a() | (b() | c()), "id:'a',id:'b',id:'c'");
    assert_canonical(a() | b() & c(), "id:'a',(id:'b'+id:'c')");
    assert_canonical(a() & b() | c(), "(id:'a'+id:'b'),id:'c'");
    assert_canonical((a() | b()) & c(), "(id:'a',id:'b')+id:'c'");
    assert_canonical(a() & (b() | c()), "id:'a'+(id:'b',id:'c')");
    assert_canonical((a() | b()) & (c() | d()), "(id:'a',id:'b')+(id:'c',id:'d')");
    assert_canonical((a() & b()) | (c() & d()), "(id:'a'+id:'b'),(id:'c'+id:'d')");
    assert_canonical(((a() | b()) & c()) | d(), "((id:'a',id:'b')+id:'c'),id:'d'");
    assert_canonical(a() & !b(), "id:'a'+id:!'b'");
}

#[test]
fn match_all_is_and_identity_and_absorbs_or() {
    let a = || Assets::from(asset::id.eq("a"));
    assert_canonical(Assets::ALL, "");
    assert_canonical(Assets::default(), "");
    assert_canonical(Assets::ALL & a(), "id:'a'");
    assert_canonical(a() & Assets::ALL, "id:'a'");
    assert_canonical(Assets::ALL & asset::id.eq("a"), "id:'a'");
    assert_canonical(asset::id.eq("a") & Assets::ALL, "id:'a'");
    assert_canonical(Assets::ALL | a(), "");
    assert_canonical(a() | Assets::ALL, "");
    assert_canonical(Assets::ALL | asset::id.eq("a"), "");
    assert_canonical(asset::id.eq("a") | Assets::ALL, "");
    assert_canonical(Assets::ALL & Assets::ALL, "");
    assert_canonical(
        Assets::ALL & asset::id.eq("a") & asset::id.eq("b"),
        "id:'a'+id:'b'",
    );
    assert_canonical(
        (Assets::ALL & asset::id.eq("a")) | asset::id.eq("b"),
        "id:'a',id:'b'",
    );
    assert_canonical(Assets::ALL & asset::ip::asn.eq(1) & &a(), "ip.asn:1+id:'a'");
    assert!(Assets::ALL.is_match_all());
    assert!(!a().is_match_all());
    assert!((Assets::ALL | a()).is_match_all());
    assert_eq!(
        "  \n".parse::<Assets>().map(|all| all.is_match_all()),
        Ok(true)
    );
}

#[test]
fn assignment_operators_append() {
    let mut filter = Assets::ALL;
    filter &= asset::id.eq("a");
    filter &= asset::id.eq("b") | asset::id.eq("c");
    filter &= &Assets::from(asset::id.eq("d"));
    assert_canonical(&filter, "id:'a'+(id:'b',id:'c')+id:'d'");
    filter |= asset::id.eq("e");
    assert_canonical(filter, "(id:'a'+(id:'b',id:'c')+id:'d'),id:'e'");
    let mut all = Assets::ALL;
    all |= asset::id.eq("a");
    assert_canonical(all, "");
}

#[test]
fn absent_operands_add_nothing() {
    let a = || asset::id.eq("a");
    let absent = || None::<Assets>;
    let present = || Some(asset::id.eq("b"));
    assert_canonical(a() & absent(), "id:'a'");
    assert_canonical(a() | absent(), "id:'a'");
    assert_canonical(a() & present(), "id:'a'+id:'b'");
    assert_canonical(a() | present(), "id:'a',id:'b'");
    assert_canonical(Assets::ALL & present(), "id:'b'");
    assert_canonical(Assets::ALL | present(), "");
    let mut filter = Assets::from(a());
    filter |= absent();
    filter &= absent();
    assert_canonical(filter, "id:'a'");
    assert_canonical(absent().into_filter(), "");

    let alternatives = [None, present(), None, present()];
    assert_canonical(Assets::any_of(alternatives).unwrap(), "id:'b',id:'b'");
    assert_canonical(
        Assets::all_of([absent(), Some(a().into())]).unwrap(),
        "id:'a'",
    );
    assert_eq!(Assets::any_of([absent(), absent()]), Err(EmptyOperands));
    assert_eq!(Assets::all_of([absent()]), Err(EmptyOperands));
}

#[test]
fn clause_references_combine() {
    let clause = asset::id.eq("a");
    assert_canonical(&clause | clause.clone(), "id:'a',id:'a'");
    let range = asset::ip::services::port.in_range(1..=2);
    assert_canonical(
        Assets::any_of([&range, &!range.clone()]).expect("non-empty operands"),
        "(ip.services.port:>=1+ip.services.port:<=2),ip.services.port:!>=1,ip.services.port:!<=2",
    );
    let domain = sensors::property("machine_domain").expect("property name");
    let clause = domain.eq("example.com");
    let filter: Filter<Sensors> = &clause & !clause.clone();
    assert_eq!(
        filter.as_str(),
        "machine_domain:'example.com'+machine_domain:!'example.com'"
    );
}

#[test]
fn filter_references_combine() {
    let a: Assets = asset::id.eq("a").into();
    let either: Assets = asset::id.eq("b") | asset::id.eq("c");
    assert_canonical(&a, "id:'a'");
    assert_canonical(
        asset::manual.eq(true) & &a & &either,
        "manual:true+id:'a'+(id:'b',id:'c')",
    );
    assert_canonical(either.clone() & &a, "(id:'b',id:'c')+id:'a'");
    assert_canonical(either & a.clone(), "(id:'b',id:'c')+id:'a'");
    assert_canonical(
        Assets::all_of([&a, &a]).expect("non-empty operands"),
        "id:'a'+id:'a'",
    );
}

#[test]
fn all_of_and_any_of_combine_non_empty_iterators() {
    let ids = ["a", "b", "c"];
    let clauses = || ids.map(|id| asset::id.eq(id));
    assert_canonical(
        Assets::all_of(clauses()).expect("non-empty operands"),
        "id:'a'+id:'b'+id:'c'",
    );
    assert_canonical(
        Assets::any_of(clauses()).expect("non-empty operands"),
        "id:'a',id:'b',id:'c'",
    );
    assert_canonical(
        Assets::any_of([asset::id.eq("a")]).expect("valid clause"),
        "id:'a'",
    );
    assert_canonical(
        asset::manual.eq(true) & Assets::any_of(clauses()).expect("non-empty operands"),
        "manual:true+(id:'a',id:'b',id:'c')",
    );
    let mixed = [
        asset::id.eq("a") | asset::id.eq("b"),
        asset::id.eq("c") & asset::id.eq("d"),
    ];
    assert_canonical(
        Assets::all_of(mixed.clone()).expect("non-empty operands"),
        "(id:'a',id:'b')+id:'c'+id:'d'",
    );
    assert_canonical(
        Assets::any_of(mixed).expect("non-empty operands"),
        "id:'a',id:'b',(id:'c'+id:'d')",
    );
    assert_canonical(
        Assets::any_of([Assets::ALL, asset::id.eq("a").into()]).expect("non-empty operands"),
        "",
    );
    assert_eq!(Assets::all_of(Vec::<Assets>::new()), Err(EmptyOperands));
    assert_eq!(Assets::any_of(Vec::<Assets>::new()), Err(EmptyOperands));
    assert!(EmptyOperands.to_string().contains("at least one"));
}

#[test]
fn operands_of_all_of_need_no_annotations() {
    let ids = ["a", "b"];
    let from_array = fql::Filter::all_of([asset::id.eq("a"), asset::id.eq("b")]);
    let from_iterator = fql::Filter::all_of(ids.iter().map(|id| asset::id.eq(id)));
    let from_options =
        fql::Filter::all_of([Some(asset::id.eq("a")), None, Some(asset::id.eq("b"))]);
    let from_references =
        fql::Filter::all_of(&[asset::id.eq("a").filter(), asset::id.eq("b").into()]);
    for filter in [from_array, from_iterator, from_options, from_references] {
        assert_canonical(filter.expect("operands"), "id:'a'+id:'b'");
    }
    // Optional parts of different types.
    let (city, port, since) = (
        Some("Example City"),
        None::<u16>,
        Some(Timestamp::days_ago(7)),
    );
    let parts = [
        city.map(|city| asset::ip::location::city.eq(city).filter()),
        port.map(|port| asset::ip::services::port.eq(port).filter()),
        since.map(|since| asset::last_seen.gt(since).filter()),
    ];
    assert_canonical(
        fql::Filter::any_of(parts.into_iter().flatten()).expect("operands"),
        "ip.location.city:'Example City',last_seen:>'now-7d'",
    );
    let mut filter = Assets::ALL;
    filter &= city.map(|city| asset::ip::location::city.eq(city));
    filter &= port.map(|port| asset::ip::services::port.between(port, port));
    filter &= since.map(|since| asset::last_seen.gt(since));
    assert_canonical(
        filter,
        "ip.location.city:'Example City'+last_seen:>'now-7d'",
    );
}

struct Query {
    filter: Assets,
}

/// The types of clauses have names.
fn critical() -> Clause<ExternalAssets, EqualValue<TextField, &'static str>> {
    asset::criticality.eq("Critical")
}

#[test]
fn lone_clause_becomes_a_filter() {
    let hostname: fql::Filter<Sensors> = sensors::hostname.eq("dc1").filter();
    assert_canonical(hostname, "hostname:'dc1'");
    let clause = sensors::status.ne("x");
    assert_canonical(clause, "status:!'x'");
    for query in [
        Query {
            filter: critical().into(),
        },
        Query {
            filter: critical().filter(),
        },
    ] {
        assert_canonical(query.filter, "criticality:'Critical'");
    }
    assert_canonical(
        asset::ip::services::port.between(1, 9).filter(),
        "ip.services.port:>=1+ip.services.port:<=9",
    );
}

#[test]
fn not_operator_negates_clauses_and_filters() {
    let both = || asset::id.eq("a") & asset::manual.eq(true);
    assert_eq!(!both(), both().negate());
    assert_canonical((!both()).expect("negatable filter"), "id:!'a',manual:!true");
    assert_eq!(!Assets::ALL, Err(NegateError::MatchesAll));
    assert_canonical(!asset::id.eq("a"), "id:!'a'");
}

#[test]
fn negation_is_pushed_down_to_the_clauses() {
    for (filter, negated) in [
        ("id:'a'", "id:!'a'"),
        ("id:'a'+manual:!true", "id:!'a',manual:true"),
        (
            "id:'a',(manual:true+ip.asn:[1,2])",
            "id:!'a'+(manual:!true,ip.asn:![1,2])",
        ),
        (
            "last_seen:>'now-7d'+id:*'a*'",
            "last_seen:!>'now-7d',id:!*'a*'",
        ),
        ("id:null", "id:!null"),
    ] {
        let filter: Assets = filter.parse().expect("valid filter");
        let once = filter.clone().negate().expect("negatable filter");
        assert_canonical(&once, negated);
        assert_eq!(once.negate().expect("negatable filter"), filter);
    }
    assert_eq!(Assets::ALL.negate(), Err(NegateError::MatchesAll));
    // Negation swaps the connective, so parentheses follow the new one.
    let either: Assets = asset::id.eq("a") | asset::id.eq("b");
    let combined = either.negate().expect("negatable filter") & asset::manual.eq(true);
    assert_canonical(combined, "id:!'a'+id:!'b'+manual:true");
    let both: Assets = asset::id.eq("a") & asset::id.eq("b");
    let combined = both.negate().expect("negatable filter") & asset::manual.eq(true);
    assert_canonical(combined, "(id:!'a',id:!'b')+manual:true");
}

#[test]
fn unchecked_filter_is_kept_verbatim() {
    let unchecked = || Assets::unchecked("brand_new :'x' , other:\"y\"");
    assert_eq!(unchecked().as_str(), "brand_new :'x' , other:\"y\"");
    assert!(!unchecked().is_checked());
    assert!(Assets::ALL.is_checked());
    let (a, source) = (|| asset::id.eq("a"), "brand_new :'x' , other:\"y\"");
    assert_eq!((unchecked() & a()).as_str(), format!("({source})+id:'a'"));
    assert_eq!((a() & unchecked()).as_str(), format!("id:'a'+({source})"));
    assert_eq!((unchecked() | a()).as_str(), format!("({source}),id:'a'"));
    assert_eq!((a() | &unchecked()).as_str(), format!("id:'a',({source})"));
    assert_eq!(
        (unchecked() & unchecked()).as_str(),
        format!("({source})+({source})")
    );
    assert_eq!(
        Assets::unchecked("id:'a'")
            .negate()
            .expect("negatable filter")
            .as_str(),
        "id:!'a'"
    );
    assert!(matches!(
        Assets::unchecked("not a filter").negate(),
        Err(NegateError::Invalid(_))
    ));
    assert!(Assets::unchecked("not a filter").tree().is_err());
    // A blank source is the match-all filter.
    assert_eq!(Assets::unchecked(" \n"), Assets::ALL);
    assert_canonical(Assets::unchecked(" ") & a(), "id:'a'");
}

#[test]
fn typed_macro_and_parsed_filters_are_equal() {
    let (owner, since) = ("Pat O'Neil", Timestamp::days_ago(7));
    let network: Network = "192.0.2.0/24".parse().expect("valid network");
    let ports = [22, 3389];
    let cases: [(Assets, Assets, &str); 9] = [
        (Assets::ALL, fql!(asset, ""), ""),
        (
            asset::criticality.eq("Critical").into(),
            fql!(asset, "criticality: \"Critical\""),
            " criticality : \"Critical\"",
        ),
        (
            asset::asset_type.eq("ip")
                & asset::ip::services::port.is_in([22, 3389])
                & !asset::perimeter.wildcard("un*"),
            fql!(
                asset,
                "asset_type:'ip' + ip.services.port:[{ports}] + perimeter:*!'un*'"
            ),
            "asset_type:'ip'+ip.services.port:[ 22 , 3389 ]+perimeter:!*'un*'",
        ),
        (
            asset::triage::assigned_to.eq(owner) | asset::triage::assigned_to.is_null(),
            fql!(asset, "triage.assigned_to:{owner},triage.assigned_to:null"),
            r#"triage.assigned_to:"Pat O'Neil",triage.assigned_to:null"#,
        ),
        (
            asset::last_seen.gt(since) & (asset::manual.eq(true) | asset::ip::asn.eq(64_500)),
            fql!(asset, "last_seen:>{since}+(manual:true,ip.asn:64500)"),
            "last_seen:>'now-7d'+((manual:true),ip.asn:64500)",
        ),
        (
            asset::ip::ip_address.eq(network) & asset::ip::ip_address.starts_with("192.0.2."),
            fql!(
                asset,
                "ip.ip_address:{network}+ip.ip_address:*{Pattern::starting_with(\"192.0.2.\")}"
            ),
            "ip.ip_address:'192.0.2.0/24'+ip.ip_address:*'192.0.2.*'",
        ),
        (
            (asset::id.ne("a") & asset::manual.ne(true)) | asset::id.eq("b"),
            fql!(asset, "!(id:'a',manual:true),id:'b'"),
            "!(id:'a',manual:true),id:'b'",
        ),
        (
            asset::criticality.eq("Critical")
                & asset::ip::services::port.gt(1024)
                & asset::triage::assigned_to.eq(owner),
            fql!(
                asset,
                "criticality:'Critical'+ip.services.port:>{1024}+triage.assigned_to:{owner}"
            ),
            r"criticality:'Critical'+ip.services.port:>1024+triage.assigned_to:'Pat O\'Neil'",
        ),
        (
            asset::ip::services::port.between(1, 1024).into_filter(),
            fql!(asset, "ip.services.port:>={1}+ip.services.port:<={1024}"),
            "ip.services.port:>=1+ip.services.port:<=1024",
        ),
    ];
    for (composed, templated, source) in cases {
        let parsed: Assets = source.parse().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(composed, templated);
        assert_eq!(composed, parsed);
        assert_canonical(composed, templated.as_str());
    }
}

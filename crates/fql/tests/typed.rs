//! Typed fields and properties: what each method writes, and how filters are joined.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::{Duration, SystemTime};

use fql::collections::any::Any;
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::{self, Sensors};
use fql::collections::subsidiaries::{self, Subsidiaries};
use fql::{
    Comparison, EmptyList, EmptyOperands, Filter, IntoFilter, InvalidFilter, Limits, Literal,
    NegateError, Network, Operator, Pattern, Property, RelativeTime, Sort, Timestamp, Values, fql,
};

type Assets = Filter<ExternalAssets>;

/// Checks the text of something that is a filter, that the text is valid, and that reading it
/// changes nothing.
#[track_caller]
fn assert_text(filter: impl IntoFilter<ExternalAssets>, text: &str) {
    let filter = filter.into_filter();
    assert_eq!(filter.as_str(), text);
    let read: Assets = text.parse().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read.as_str(), text, "the canonical text");
}

#[track_caller]
fn assert_sensors(filter: impl IntoFilter<Sensors>, text: &str) {
    let filter = filter.into_filter();
    assert_eq!(filter.as_str(), text);
    let read: Filter<Sensors> = text.parse().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read.as_str(), text, "the canonical text");
}

// Fields.

#[test]
fn each_method_writes_its_operator_and_its_negation() {
    let port = asset::ip::services::port;
    assert_text(port.eq(443), "ip.services.port:443");
    assert_text(!port.eq(443), "ip.services.port:!443");
    assert_text(port.ne(443), "ip.services.port:!443");
    assert_text(!port.ne(443), "ip.services.port:443");
    assert_text(port.gt(1), "ip.services.port:>1");
    assert_text(!port.gt(1), "ip.services.port:!>1");
    assert_text(port.ge(1), "ip.services.port:>=1");
    assert_text(!port.ge(1), "ip.services.port:!>=1");
    assert_text(port.lt(1), "ip.services.port:<1");
    assert_text(!port.lt(1), "ip.services.port:!<1");
    assert_text(port.le(1), "ip.services.port:<=1");
    assert_text(!port.le(1), "ip.services.port:!<=1");
    assert_text(port.is_null(), "ip.services.port:null");
    assert_text(!port.is_null(), "ip.services.port:!null");
    assert_text(port.wildcard("44*"), "ip.services.port:*'44*'");
    assert_text(!port.wildcard("44*"), "ip.services.port:!*'44*'");
    assert_text(port.starts_with("44"), "ip.services.port:*'44*'");
    assert_text(!port.starts_with("44"), "ip.services.port:!*'44*'");
    assert_text(port.ends_with("3"), "ip.services.port:*'*3'");
    assert_text(!port.ends_with("3"), "ip.services.port:!*'*3'");
    assert_text(port.contains("4"), "ip.services.port:*'*4*'");
    assert_text(!port.contains("4"), "ip.services.port:!*'*4*'");
    assert_text(port.is_in([22, 3389]), "ip.services.port:[22,3389]");
    assert_text(!port.is_in([22, 3389]), "ip.services.port:![22,3389]");
    assert_text(!!port.is_in([22]), "ip.services.port:[22]");
}

#[test]
fn a_clause_shows_the_filter_that_it_is() {
    let clause = asset::triage::assigned_to.eq("Pat O'Neil");
    assert_eq!(clause.to_string(), r"triage.assigned_to:'Pat O\'Neil'");
    assert_eq!(
        format!("{:?}", !clause),
        r#"Clause("triage.assigned_to:!'Pat O\\'Neil'")"#
    );
    let list = asset::ip::services::port.is_in([22, 3389]);
    assert_eq!(list.to_string(), Filter::from(list).as_str());
    assert_eq!(asset::criticality.is_null().to_string(), "criticality:null");
}

#[test]
fn between_is_two_clauses_and_its_negation_is_either_of_theirs() {
    let port = asset::ip::services::port;
    let both = "ip.services.port:>=1+ip.services.port:<=9";
    let neither = "ip.services.port:!>=1,ip.services.port:!<=9";
    assert_text(port.between(1, 9), both);
    assert_text(!port.between(1, 9), neither);
    assert_text(!!port.between(1, 9), both);
    assert_text(
        asset::manual.eq(true) & port.between(1, 9),
        &format!("manual:true+{both}"),
    );
    assert_text(
        asset::manual.eq(true) | port.between(1, 9),
        &format!("manual:true,({both})"),
    );
    assert_text(
        port.between(1, 9) | asset::manual.eq(true),
        &format!("({both}),manual:true"),
    );
    assert_text(
        asset::manual.eq(true) & !port.between(1, 9),
        &format!("manual:true+({neither})"),
    );
    assert_text(
        asset::manual.eq(true) | !port.between(1, 9),
        &format!("manual:true,{neither}"),
    );
    assert_text(
        !port.between(1, 9) & !port.between(1, 9),
        &format!("({neither})+({neither})"),
    );
    let filter: Assets = (!port.between(1, 9)).into();
    assert_eq!(filter.negate().expect("a negation").as_str(), both);
}

#[test]
fn a_text_is_quoted_and_only_what_must_be_is_escaped() {
    let who = asset::triage::assigned_to;
    for (value, text) in [
        ("", "''"),
        ("Pat O'Neil", r"'Pat O\'Neil'"),
        (r"C:\Windows", r"'C:\Windows'"),
        (r"C:\Windows\", r"'C:\Windows\\'"),
        (r"\\host\share", r"'\\\host\share'"),
        (r"it\'s", r"'it\\\'s'"),
        ("a*b", r"'a\*b'"),
        (r"a\*b", r"'a\\\\\*b'"),
        ("say \"hi\"", "'say \"hi\"'"),
        ("two\nlines\t\0", "'two\nlines\t\0'"),
        ("Zoë 🦅 ﷽", "'Zoë 🦅 ﷽'"),
        ("a'+criticality:!'b", r"'a\'+criticality:!\'b'"),
        ("{who}", "'{who}'"),
        ("null", "'null'"),
        ("%27", "'%27'"),
    ] {
        assert_text(who.eq(value), &format!("triage.assigned_to:{text}"));
        assert_text(
            who.ne(value.to_owned()),
            &format!("triage.assigned_to:!{text}"),
        );
        assert_text(
            who.eq(Cow::Borrowed(value)),
            &format!("triage.assigned_to:{text}"),
        );
        assert_text(
            who.is_in([value, "x"]),
            &format!("triage.assigned_to:[{text},'x']"),
        );
        let list = who.try_is_in(vec![value.to_owned(), "x".to_owned()]);
        assert_text(
            list.expect("values"),
            &format!("triage.assigned_to:[{text},'x']"),
        );
    }
    let owned = String::from("x");
    assert_text(who.eq(&owned), "triage.assigned_to:'x'");
    assert_text(who.is_in([&owned, &owned]), "triage.assigned_to:['x','x']");
    assert_text(
        who.is_in(["a", "b"].each_ref()),
        "triage.assigned_to:['a','b']",
    );
}

#[test]
fn a_part_of_a_text_is_escaped_twice_and_a_pattern_once() {
    let name = asset::subsidiaries::name;
    assert_text(name.starts_with("a*"), r"subsidiaries.name:*'a\**'");
    assert_text(name.ends_with("a*"), r"subsidiaries.name:*'*a\*'");
    assert_text(name.contains(r"\"), r"subsidiaries.name:*'*\\\*'");
    assert_text(name.ends_with(r"\"), r"subsidiaries.name:*'*\\'");
    assert_text(name.contains("O'N"), r"subsidiaries.name:*'*O\'N*'");
    assert_text(name.contains(""), "subsidiaries.name:*'**'");
    assert_text(name.wildcard("O'N*"), r"subsidiaries.name:*'O\'N*'");
    assert_text(name.wildcard(r"C:\\*"), r"subsidiaries.name:*'C:\\\*'");
    let pattern = Pattern::starting_with("a*").then("'").then_any();
    assert_text(name.wildcard(&pattern), r"subsidiaries.name:*'a\**\'*'");
    assert_text(name.wildcard(pattern), r"subsidiaries.name:*'a\**\'*'");
}

#[test]
fn integers_print_their_digits_and_read_back_at_the_extremes() {
    let asn = asset::ip::asn;
    assert_text(asn.eq(u64::MAX), "ip.asn:18446744073709551615");
    assert_text(asn.eq(i64::MIN), "ip.asn:-9223372036854775808");
    assert_text(asn.eq(i64::MAX), "ip.asn:9223372036854775807");
    assert_text(asn.eq(0), "ip.asn:0");
    assert_text(asn.eq(-7_i8), "ip.asn:-7");
    assert_text(asn.eq(usize::MAX), &format!("ip.asn:{}", usize::MAX));
    for number in [
        9, 10, 99, 100, 999, 1_000, 9_999, 10_000, 99_999, 100_000, 100_001,
    ] {
        assert_text(asn.eq(number), &format!("ip.asn:{number}"));
        assert_text(asn.eq(-number), &format!("ip.asn:-{number}"));
    }
    assert_text(asn.is_in([u64::MAX, 0]), "ip.asn:[18446744073709551615,0]");
}

#[test]
fn times_are_absolute_or_relative_and_come_from_the_standard_library() {
    let seen = asset::last_seen;
    assert_text(seen.gt(Timestamp::NOW), "last_seen:>'now'");
    assert_text(seen.gt(Timestamp::days_ago(7)), "last_seen:>'now-7d'");
    assert_text(
        seen.gt(Timestamp::minutes_ago(u32::MAX)),
        "last_seen:>'now-4294967295m'",
    );
    assert_text(seen.gt(RelativeTime::hours(36)), "last_seen:>'now-36h'");
    assert_text(seen.gt(RelativeTime::weeks(2)), "last_seen:>'now-2w'");
    assert_text(seen.gt(RelativeTime::days(0)), "last_seen:>'now'");
    assert_text(
        seen.eq(Timestamp::from_unix(0)),
        "last_seen:'1970-01-01T00:00:00Z'",
    );
    let partial: Timestamp = "2026-11".parse().expect("a time");
    assert_text(seen.lt(partial), "last_seen:<'2026-11-01T00:00:00Z'");
    let time = SystemTime::UNIX_EPOCH + Duration::new(86_400, 5_000);
    assert_text(seen.le(time), "last_seen:<='1970-01-02T00:00:00.000005Z'");
    assert_text(
        seen.between(
            Timestamp::from_unix(i64::MIN),
            Timestamp::from_unix(i64::MAX),
        ),
        "last_seen:>='0000-01-01T00:00:00Z'+last_seen:<='9999-12-31T23:59:59.999999999Z'",
    );
    for (nanoseconds, expected) in [
        (0, "1969-12-31T23:59:58Z"),
        (250_000_000, "1969-12-31T23:59:57.750Z"),
    ] {
        let before = SystemTime::UNIX_EPOCH - Duration::new(2, nanoseconds);
        assert_eq!(Timestamp::from(before).to_string(), expected);
    }
    assert_text(!seen.is_null(), "last_seen:!null");
}

#[cfg(feature = "jiff")]
#[test]
fn times_come_from_jiff() {
    let time: jiff::Timestamp = "2026-11-22T10:00:00.5Z".parse().expect("a time");
    assert_text(
        asset::last_seen.gt(time),
        "last_seen:>'2026-11-22T10:00:00.500Z'",
    );
    assert_eq!(
        fql!(asset, "first_seen:<={time}").as_str(),
        "first_seen:<='2026-11-22T10:00:00.500Z'",
    );
    assert_text(
        asset::last_seen.gt(jiff::Timestamp::MAX),
        "last_seen:>'9999-12-30T22:00:00.999999999Z'",
    );
}

#[cfg(feature = "chrono")]
#[test]
fn times_come_from_chrono() {
    let time = chrono::DateTime::parse_from_rfc3339("2026-11-22T12:00:00+02:00").expect("a time");
    assert_text(
        asset::last_seen.gt(time),
        "last_seen:>'2026-11-22T10:00:00Z'",
    );
    assert_eq!(
        fql!(asset, "first_seen:<={time}+last_seen:>{time.to_utc()}").as_str(),
        "first_seen:<='2026-11-22T10:00:00Z'+last_seen:>'2026-11-22T10:00:00Z'",
    );
    let far = chrono::DateTime::<chrono::Utc>::MAX_UTC;
    assert_text(
        asset::last_seen.lt(far),
        "last_seen:<'9999-12-31T23:59:59.999999999Z'",
    );
}

#[test]
fn addresses_and_networks_of_both_families_are_quoted() {
    let address = asset::ip::ip_address;
    assert_text(
        address.eq(Ipv4Addr::new(192, 0, 2, 1)),
        "ip.ip_address:'192.0.2.1'",
    );
    assert_text(address.eq(Ipv6Addr::LOCALHOST), "ip.ip_address:'::1'");
    let mapped = Ipv4Addr::new(192, 0, 2, 1).to_ipv6_mapped();
    assert_text(address.ge(mapped), "ip.ip_address:>='::ffff:192.0.2.1'");
    let any: IpAddr = "2001:db8::".parse().expect("an address");
    assert_text(address.lt(any), "ip.ip_address:<'2001:db8::'");
    let network: Network = "2001:db8::/32".parse().expect("a network");
    assert_text(address.eq(network), "ip.ip_address:'2001:db8::/32'");
    assert_text(address.wildcard("192.0.2.*"), "ip.ip_address:*'192.0.2.*'");
    let other: Ipv6Addr = "2001:db8::1".parse().expect("an address");
    assert_text(
        asset::dns_domain::resolved_ips.between(other, other),
        "dns_domain.resolved_ips:>='2001:db8::1'+dns_domain.resolved_ips:<='2001:db8::1'",
    );
}

#[test]
fn a_list_has_a_value() {
    let port = asset::ip::services::port;
    let none: [u16; 0] = [];
    assert_eq!(port.try_is_in(none).map(|_| ()), Err(EmptyList));
    assert_eq!(Values::<u16>::new(none), Err(EmptyList));
    assert_text(
        port.try_is_in(1..=3_u16).expect("values"),
        "ip.services.port:[1,2,3]",
    );
    assert_text(
        port.is_in([80; 32]),
        &format!("ip.services.port:[{}]", ["80"; 32].join(",")),
    );
    let ports = Values::new(vec![1_u16]).expect("a value");
    assert_eq!(
        fql!(asset, "ip.services.port:[{&ports}]").as_str(),
        "ip.services.port:[1]"
    );
    assert_eq!(
        fql!(asset, "ip.services.port:![{ports}]").as_str(),
        "ip.services.port:![1]"
    );
    assert!(EmptyList.to_string().contains("at least one"));
}

// Joining.

#[test]
fn and_and_or_put_parentheses_where_they_mix_and_nowhere_else() {
    let a = || asset::id.eq("a");
    let b = || asset::id.eq("b");
    let c = || asset::id.eq("c");
    let d = || asset::id.eq("d");
    assert_text(a() & b() & c(), "id:'a'+id:'b'+id:'c'");
    assert_text(a() & (b() & c()), "id:'a'+id:'b'+id:'c'");
    assert_text(a() | b() | c(), "id:'a',id:'b',id:'c'");
    assert_text(a() | (b() | c()), "id:'a',id:'b',id:'c'");
    assert_text(a() | b() & c(), "id:'a',(id:'b'+id:'c')");
    assert_text(a() & b() | c(), "(id:'a'+id:'b'),id:'c'");
    assert_text((a() | b()) & c(), "(id:'a',id:'b')+id:'c'");
    assert_text(a() & (b() | c()), "id:'a'+(id:'b',id:'c')");
    assert_text((a() | b()) & (c() | d()), "(id:'a',id:'b')+(id:'c',id:'d')");
    assert_text((a() & b()) | (c() & d()), "(id:'a'+id:'b'),(id:'c'+id:'d')");
    assert_text(((a() | b()) & c()) | d(), "((id:'a',id:'b')+id:'c'),id:'d'");
    assert_text(a() & !b(), "id:'a'+id:!'b'");
}

#[test]
fn the_filter_that_matches_everything_changes_nothing_and_swallows_all() {
    let a = || Assets::from(asset::id.eq("a"));
    assert_text(Assets::ALL, "");
    assert_text(Assets::default(), "");
    assert_text(Assets::ALL & a(), "id:'a'");
    assert_text(a() & Assets::ALL, "id:'a'");
    assert_text(Assets::ALL & asset::id.eq("a"), "id:'a'");
    assert_text(asset::id.eq("a") & Assets::ALL, "id:'a'");
    assert_text(Assets::ALL | a(), "");
    assert_text(a() | Assets::ALL, "");
    assert_text(Assets::ALL | asset::id.eq("a"), "");
    assert_text(asset::id.eq("a") | Assets::ALL, "");
    assert_text(Assets::ALL & Assets::ALL, "");
    assert_text(
        Assets::ALL & asset::id.eq("a") & asset::id.eq("b"),
        "id:'a'+id:'b'",
    );
    assert_text(
        (Assets::ALL & asset::id.eq("a")) | asset::id.eq("b"),
        "id:'a',id:'b'",
    );
    assert_text(Assets::ALL & asset::ip::asn.eq(1) & &a(), "ip.asn:1+id:'a'");
    assert!(Assets::ALL.is_match_all());
    assert!(!a().is_match_all());
    assert!((Assets::ALL | a()).is_match_all());
    assert_eq!(
        "  \n".parse::<Assets>().map(|all| all.is_match_all()),
        Ok(true)
    );
}

#[test]
fn a_reference_is_a_filter_too() {
    let a: Assets = asset::id.eq("a").into();
    let either: Assets = asset::id.eq("b") | asset::id.eq("c");
    assert_text(&a, "id:'a'");
    assert_text(
        asset::manual.eq(true) & &a & &either,
        "manual:true+id:'a'+(id:'b',id:'c')",
    );
    assert_text(either.clone() & &a, "(id:'b',id:'c')+id:'a'");
    assert_text(either & a.clone(), "(id:'b',id:'c')+id:'a'");
    assert_text(Assets::all_of([&a, &a]).expect("filters"), "id:'a'+id:'a'");
}

#[test]
fn all_of_and_any_of_join_what_an_iterator_gives_and_refuse_nothing_at_all() {
    let ids = ["a", "b", "c"];
    let clauses = || ids.map(|id| asset::id.eq(id));
    assert_text(
        Assets::all_of(clauses()).expect("clauses"),
        "id:'a'+id:'b'+id:'c'",
    );
    assert_text(
        Assets::any_of(clauses()).expect("clauses"),
        "id:'a',id:'b',id:'c'",
    );
    assert_text(
        Assets::any_of([asset::id.eq("a")]).expect("a clause"),
        "id:'a'",
    );
    assert_text(
        asset::manual.eq(true) & Assets::any_of(clauses()).expect("clauses"),
        "manual:true+(id:'a',id:'b',id:'c')",
    );
    let mixed = [
        asset::id.eq("a") | asset::id.eq("b"),
        asset::id.eq("c") & asset::id.eq("d"),
    ];
    assert_text(
        Assets::all_of(mixed.clone()).expect("filters"),
        "(id:'a',id:'b')+id:'c'+id:'d'",
    );
    assert_text(
        Assets::any_of(mixed).expect("filters"),
        "id:'a',id:'b',(id:'c'+id:'d')",
    );
    assert_text(
        Assets::any_of([Assets::ALL, asset::id.eq("a").into()]).expect("filters"),
        "",
    );
    assert_eq!(Assets::all_of(Vec::<Assets>::new()), Err(EmptyOperands));
    assert_eq!(Assets::any_of(Vec::<Assets>::new()), Err(EmptyOperands));
    assert!(EmptyOperands.to_string().contains("at least one"));
}

#[test]
fn a_negation_is_put_on_the_clauses() {
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
        let filter: Assets = filter.parse().expect("a filter");
        let once = filter.clone().negate().expect("a negation");
        assert_text(&once, negated);
        assert_eq!(once.negate().expect("a negation"), filter);
    }
    assert_eq!(Assets::ALL.negate(), Err(NegateError::MatchesAll));
    // What was negated is joined by its new operator.
    let either: Assets = asset::id.eq("a") | asset::id.eq("b");
    let joined = either.negate().expect("a negation") & asset::manual.eq(true);
    assert_text(joined, "id:!'a'+id:!'b'+manual:true");
    let both: Assets = asset::id.eq("a") & asset::id.eq("b");
    let joined = both.negate().expect("a negation") & asset::manual.eq(true);
    assert_text(joined, "(id:!'a',id:!'b')+manual:true");
}

#[test]
fn an_unchecked_text_stays_as_it_is_and_gets_parentheses() {
    let new = || Assets::unchecked("brand_new :'x' , other:\"y\"");
    assert_eq!(new().as_str(), "brand_new :'x' , other:\"y\"");
    assert!(!new().is_checked());
    assert!(Assets::ALL.is_checked());
    let (a, text) = (|| asset::id.eq("a"), "brand_new :'x' , other:\"y\"");
    assert_eq!((new() & a()).as_str(), format!("({text})+id:'a'"));
    assert_eq!((a() & new()).as_str(), format!("id:'a'+({text})"));
    assert_eq!((new() | a()).as_str(), format!("({text}),id:'a'"));
    assert_eq!((a() | &new()).as_str(), format!("id:'a',({text})"));
    assert_eq!((new() & new()).as_str(), format!("({text})+({text})"));
    assert_eq!(
        Assets::unchecked("id:'a'").negate().expect("one").as_str(),
        "id:!'a'"
    );
    assert!(matches!(
        Assets::unchecked("no filter").negate(),
        Err(NegateError::Invalid(_))
    ));
    assert!(Assets::unchecked("no filter").tree().is_err());
    // Nothing in it is the filter that matches everything.
    assert_eq!(Assets::unchecked(" \n"), Assets::ALL);
    assert_text(Assets::unchecked(" ") & a(), "id:'a'");
}

// The three ways to a filter.

#[test]
fn composing_writing_and_reading_give_the_same_filter() {
    let (who, since) = ("Pat O'Neil", Timestamp::days_ago(7));
    let network: Network = "192.0.2.0/24".parse().expect("a network");
    let ports = [22, 3389];
    let cases: [(Assets, Assets, &str); 8] = [
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
            asset::triage::assigned_to.eq(who) | asset::triage::assigned_to.is_null(),
            fql!(asset, "triage.assigned_to:{who},triage.assigned_to:null"),
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
            asset::ip::services::port.between(1, 1024).into_filter(),
            fql!(asset, "ip.services.port:>={1}+ip.services.port:<={1024}"),
            "ip.services.port:>=1+ip.services.port:<=1024",
        ),
    ];
    for (composed, written, text) in cases {
        let read: Assets = text.parse().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(composed, written);
        assert_eq!(composed, read);
        assert_text(composed, written.as_str());
    }
}

#[test]
fn the_three_ways_of_the_documentation_work_as_they_are_written() -> Result<(), InvalidFilter> {
    let f: Filter<ExternalAssets> = asset::asset_type.eq("ip")
        & asset::ip::services::port.is_in([22, 3389])
        & !asset::perimeter.wildcard("un*");
    let (min, who) = (1024, "Pat");
    let g = fql!(
        asset,
        "criticality:'Critical'+ip.services.port:>{min}+triage.assigned_to:{who}"
    );
    let text = "manual:true";
    let h: Filter<ExternalAssets> = text.parse()?;
    assert_text(
        f,
        "asset_type:'ip'+ip.services.port:[22,3389]+perimeter:!*'un*'",
    );
    assert_text(
        g,
        "criticality:'Critical'+ip.services.port:>1024+triage.assigned_to:'Pat'",
    );
    assert_text(h, text);
    Ok(())
}

// What a filter is to the rest of a program.

fn assert_plain<T: Send + Sync + 'static>() {}

#[test]
fn a_filter_is_a_plain_value() {
    assert_plain::<Assets>();
    assert_plain::<Filter<Any>>();
    assert_plain::<Property<Sensors>>();
    assert_plain::<Sort<Sensors>>();
    assert_plain::<InvalidFilter>();
    assert!(size_of::<Assets>() <= 48);
    assert_eq!(size_of::<Assets>(), size_of::<Option<Assets>>());

    let composed: Assets = asset::id.eq("a").into();
    let written = fql!(asset, "id:'a'");
    assert_eq!(composed, written);
    assert_eq!(composed.to_string(), "id:'a'");
    assert_eq!(format!("{composed:>8}|{written:<8}|"), "  id:'a'|id:'a'  |");
    assert_eq!(format!("{composed:?}"), r#"Filter("id:'a'")"#);
    assert_eq!(AsRef::<str>::as_ref(&composed), "id:'a'");
    assert_eq!(String::from(composed.clone()), "id:'a'");
    assert_eq!(written.clone().into_string(), "id:'a'");
    assert!(matches!(
        Cow::from(written.clone()),
        Cow::Borrowed("id:'a'")
    ));
    assert!(matches!(Cow::from(composed.clone()), Cow::<str>::Owned(_)));
    let set: HashSet<Assets> = [composed.clone(), written.clone()].into();
    assert_eq!(set.len(), 1);
    let ordered: BTreeSet<Assets> = [fql!(asset, "id:'b'"), composed, written].into();
    assert_eq!(
        ordered.into_iter().map(String::from).collect::<Vec<_>>(),
        ["id:'a'", "id:'b'"]
    );
}

#[cfg(feature = "serde")]
#[test]
fn a_filter_is_text_to_serde_and_checked_when_it_is_read() {
    let filter = fql!(asset, "triage.assigned_to:'Pat O\\'Neil'+manual:true");
    let json = serde_json::to_string(&filter).expect("json");
    assert_eq!(json, r#""triage.assigned_to:'Pat O\\'Neil'+manual:true""#);
    assert_eq!(
        serde_json::from_str::<Assets>(&json).expect("a filter"),
        filter
    );
    let value = serde_json::json!("id: \"a\"");
    assert_eq!(
        serde_json::from_value::<Assets>(value)
            .expect("a filter")
            .as_str(),
        "id:'a'"
    );
    for (wrong, code) in [
        (r#""criticalty:'x'""#, "FQL101"),
        (r#""id='x'""#, "FQL012"),
        (r#""id:'x'+""#, "FQL005"),
    ] {
        let error = serde_json::from_str::<Assets>(wrong).expect_err(wrong);
        assert!(error.to_string().contains(code), "{error}");
    }
    assert!(serde_json::from_str::<Assets>("5").is_err());
    let sort = asset::last_seen.desc();
    assert_eq!(
        serde_json::to_string(&sort).expect("json"),
        "\"last_seen|desc\""
    );
    assert_eq!(
        serde_json::from_str::<Sort<ExternalAssets>>("\"last_seen.desc\"").expect("a sort"),
        sort
    );
    assert!(serde_json::from_str::<Sort<ExternalAssets>>("\"last_sen.desc\"").is_err());
}

#[test]
fn clauses_and_properties_show_what_they_are() {
    assert_eq!(format!("{:?}", asset::ip::asn), r#"Field("ip.asn")"#);
    assert_eq!(
        format!("{:?}", asset::ip::asn.eq(5)),
        r#"Clause("ip.asn:5")"#
    );
    assert_eq!(asset::dns_domain::r#type.name(), "dns_domain.type");
    let property = sensors::property("hostname").expect("a property");
    assert_eq!(format!("{property:?}"), r#"Property("hostname")"#);
    assert_eq!(property.name(), "hostname");
}

// Properties of open collections.

#[test]
fn a_property_takes_every_operator_and_every_kind_of_value() {
    const P: Property<Sensors> = Property::literal("a.b_1");
    assert_sensors(P.eq("x"), "a.b_1:'x'");
    assert_sensors(!P.eq("x"), "a.b_1:!'x'");
    assert_sensors(P.ne(String::from("x")), "a.b_1:!'x'");
    assert_sensors(P.eq(5), "a.b_1:5");
    assert_sensors(P.eq(true), "a.b_1:true");
    assert_sensors(P.eq(Timestamp::NOW), "a.b_1:'now'");
    assert_sensors(P.eq(Ipv6Addr::LOCALHOST), "a.b_1:'::1'");
    assert_sensors(P.gt(5), "a.b_1:>5");
    assert_sensors(P.ge(Timestamp::NOW), "a.b_1:>='now'");
    assert_sensors(P.lt("m"), "a.b_1:<'m'");
    assert_sensors(!P.le(5), "a.b_1:!<=5");
    assert_sensors(P.is_null(), "a.b_1:null");
    assert_sensors(!P.is_null(), "a.b_1:!null");
    assert_sensors(P.wildcard("x*"), "a.b_1:*'x*'");
    assert_sensors(!P.wildcard(Pattern::ending_with("x")), "a.b_1:!*'*x'");
    assert_sensors(P.text_match("x"), "a.b_1:~'x'");
    assert_sensors(!P.text_match("x"), "a.b_1:!~'x'");
    assert_sensors(P.text_wildcard("x*"), "a.b_1:~*'x*'");
    assert_sensors(!P.text_wildcard("x*"), "a.b_1:~*!'x*'");
    assert_sensors(P.starts_with("x*"), r"a.b_1:*'x\**'");
    assert_sensors(P.ends_with("x"), "a.b_1:*'*x'");
    assert_sensors(P.contains("x"), "a.b_1:*'*x*'");
    assert_sensors(P.is_in(["x", "y*"]), r"a.b_1:['x','y\*']");
    assert_sensors(!P.is_in([1, 2]), "a.b_1:![1,2]");
    assert_sensors(P.try_is_in([true]).expect("a value"), "a.b_1:[true]");
    assert_eq!(P.try_is_in([0_u8; 0]).map(|_| ()), Err(EmptyList));
    assert_sensors(
        P.eq("x") & (P.gt(1) | P.lt(0)),
        "a.b_1:'x'+(a.b_1:>1,a.b_1:<0)",
    );
}

#[test]
fn a_star_is_escaped_only_where_a_pattern_would_be_read() {
    const P: Property<Sensors> = Property::literal("p");
    assert_sensors(P.eq("a*b"), r"p:'a\*b'");
    assert_sensors(P.ne("a*b"), r"p:!'a\*b'");
    assert_sensors(P.gt("a*b"), "p:>'a*b'");
    assert_sensors(P.le(String::from(r"a\*b")), r"p:<='a\*b'");
    assert_sensors(P.text_match("a*b'"), r"p:~'a*b\''");
    let (text, ports) = ("a*b", [1, 2]);
    assert_eq!(fql!(sensors, "p:>{text}").as_str(), "p:>'a*b'");
    assert_eq!(fql!(sensors, "p:~{text}").as_str(), "p:~'a*b'");
    assert_eq!(fql!(sensors, "p:{text}").as_str(), r"p:'a\*b'");
    assert_eq!(fql!(sensors, "p:[{text},'x']").as_str(), r"p:['a\*b','x']");
    assert_eq!(fql!(sensors, "p:[{ports}]").as_str(), "p:[1,2]");
}

#[test]
fn a_property_is_a_checked_value() {
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

// Clauses made of parts known when the program runs.

#[track_caller]
fn assert_clause(comparison: Comparison, value: impl Into<Literal<'static>>, text: &str) {
    let clause = Filter::<Sensors>::clause("p", Operator::new(comparison), value);
    let clause = clause.unwrap_or_else(|error| panic!("{error}"));
    assert_sensors(clause, text);
}

#[test]
fn a_clause_is_made_of_a_name_an_operator_and_a_literal() {
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
    let address: IpAddr = Ipv4Addr::LOCALHOST.into();
    assert_clause(Comparison::Equal, address, "p:'127.0.0.1'");
    let negated = Filter::<Sensors>::clause("p", !Operator::new(Comparison::Text), "x");
    assert_sensors(negated.expect("a clause"), "p:!~'x'");
}

#[test]
fn a_clause_of_wrong_parts_is_an_error() {
    let equal = Operator::new(Comparison::Equal);
    for (property, operator, value, code) in [
        ("no field", equal, Literal::from(1), "FQL009"),
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

// Sorts.

#[test]
fn a_sort_has_the_separator_of_its_collection() {
    assert_eq!(asset::last_seen.desc().as_str(), "last_seen|desc");
    assert_eq!(
        asset::ip::services::port.asc().to_string(),
        "ip.services.port|asc"
    );
    let status = sensors::property("status").expect("a property");
    assert_eq!(status.desc().as_str(), "status.desc");
    let name = subsidiaries::property("name").expect("a property");
    assert_eq!(name.asc().as_str(), "name|asc");
    for (text, canonical) in [
        ("last_seen|desc", "last_seen|desc"),
        ("last_seen.asc", "last_seen|asc"),
        ("ip.services.port.asc", "ip.services.port|asc"),
    ] {
        let sort: Sort<ExternalAssets> = text.parse().expect(text);
        assert_eq!(sort.as_str(), canonical);
    }
    let sort: Sort<Subsidiaries> = "primary_domain.desc".parse().expect("a sort");
    assert_eq!(sort.as_str(), "primary_domain|desc");
    for (text, code, help) in [
        ("last_sen|desc", "FQL121", "did you mean `last_seen`?"),
        ("last_seen descending", "FQL120", ""),
        ("", "FQL120", ""),
        ("last_seen", "FQL120", ""),
        ("last_seen|down", "FQL120", ""),
    ] {
        let error = text.parse::<Sort<ExternalAssets>>().expect_err(text);
        let problem = &error.report().diagnostics()[0];
        assert_eq!(problem.code().as_str(), code, "{text}");
        assert!(problem.help().contains(help), "{}", problem.help());
    }
}

// Parsed.

#[test]
fn checking_keeps_the_warnings_about_a_filter_that_is_valid() {
    let check = Assets::parse_with("!(id:'a',last_seen_timestamp:>'now-1d')", &Limits::DEFAULT);
    let codes: Vec<&str> = check
        .report()
        .diagnostics()
        .iter()
        .map(|found| found.code().as_str())
        .collect();
    assert_eq!(codes, ["FQL040", "FQL108"]);
    assert_eq!(
        check.filter().map(Filter::as_str),
        Some("id:!'a'+last_seen_timestamp:!>'now-1d'"),
    );
    assert!(check.into_result().is_ok());
    let check = Assets::parse_with("id:'a'", &Limits::DEFAULT.with_max_len(3));
    assert!(check.filter().is_none());
    assert!(check.into_result().is_err());
}

#[test]
fn a_filter_of_an_unknown_collection_is_only_read() {
    let filter = fql::parse_any("whatever.x:~'y' , z:!>[1]");
    assert!(filter.is_err());
    let filter = fql::parse_any("whatever.x:~'y' , z:!>1").expect("a filter");
    assert_eq!(filter.as_str(), "whatever.x:~'y',z:!>1");
}

#[test]
fn an_error_says_every_problem_with_its_excerpt() {
    let error = "criticalty:'x'+confidence:>5"
        .parse::<Assets>()
        .expect_err("two problems");
    let text = error.to_string();
    assert!(text.starts_with("invalid filter\n"), "{text}");
    assert!(
        text.contains("error[FQL101]") && text.contains("error[FQL105]"),
        "{text}"
    );
    assert!(text.contains("did you mean `criticality`?"), "{text}");
    assert!(std::error::Error::source(&error).is_none());
}

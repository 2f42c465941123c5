//! The `fql!` macro: constants, placeholders, and supported contexts.

use std::net::Ipv4Addr;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::{self, Sensors};
use fql::field_type::TextField;
use fql::values::IntoValue;
use fql::{Filter, IntoFilter, Pattern, Timestamp, Values, fql};

type Assets = Filter<ExternalAssets>;

const CRITICAL: Assets = fql!(asset, "criticality:'Critical'");
static OPEN: Assets = fql!(
    fql::collections::external_assets,
    "ip.services.port:[22,3389]"
);

const OPEN_SOURCE: &str = OPEN.as_str();

#[track_caller]
fn assert_canonical(filter: impl IntoFilter<ExternalAssets>, expected: &str) {
    let filter = filter.into_filter();
    assert_eq!(filter.as_str(), expected);
    assert_eq!(
        expected.parse::<Assets>().map(String::from).as_deref(),
        Ok(expected)
    );
}

#[test]
fn filter_without_placeholders_is_a_constant() {
    const LENGTH: usize = OPEN_SOURCE.len();
    assert_eq!(LENGTH, 26);
    assert_canonical(CRITICAL, "criticality:'Critical'");
    assert_canonical(&OPEN, "ip.services.port:[22,3389]");
    assert_canonical(
        CRITICAL & &OPEN,
        "criticality:'Critical'+ip.services.port:[22,3389]",
    );
    const ALL: Assets = fql!(asset, "");
    assert!(ALL.is_match_all());
    const EITHER: Assets = fql!(asset, "id:'a',id:'b'");
    assert_canonical(EITHER & CRITICAL, "(id:'a',id:'b')+criticality:'Critical'");
    assert_canonical(EITHER | CRITICAL, "id:'a',id:'b',criticality:'Critical'");
    const BOTH: Assets = fql!(asset, "id:'a'+id:'b'");
    assert_canonical(CRITICAL | BOTH, "criticality:'Critical',(id:'a'+id:'b')");
    assert_canonical(EITHER | asset::manual.eq(true), "id:'a',id:'b',manual:true");
    assert_canonical(BOTH | asset::manual.eq(true), "(id:'a'+id:'b'),manual:true");
}

#[test]
fn source_is_printed_canonically() {
    assert_canonical(
        fql!(asset, " id : \"a\" + ( manual : true ) "),
        "id:'a'+manual:true",
    );
    assert_canonical(fql!(asset, "!(id:'a',manual:true)"), "id:!'a'+manual:!true");
    assert_canonical(
        fql!(asset, "id:'a'+id:'b',id:'c'"),
        "(id:'a'+id:'b'),id:'c'",
    );
    assert_canonical(fql!(asset, "id:*!'a*'"), "id:!*'a*'");
    assert_canonical(fql!(asset, r#"id:"O'Neil""#), r"id:'O\'Neil'");
    assert_canonical(fql!(asset, r"id:'O\'Neil'"), r"id:'O\'Neil'");
    assert_canonical(fql!(asset, "id:'O\\'Neil'"), r"id:'O\'Neil'");
    assert_canonical(fql!(asset, "id:'\u{1F985}\x41\t'"), "id:'🦅A\t'");
    assert_canonical(
        fql!(
            asset,
            "id:'a'+\
             manual:true"
        ),
        "id:'a'+manual:true",
    );
    assert_canonical(
        fql!(
            asset,
            r#"
                id:'a'
                + manual:true
            "#
        ),
        "id:'a'+manual:true",
    );
    // An alias is accepted, as in a parsed filter.
    assert_canonical(
        fql!(asset, "last_seen_timestamp:>'now-7d'"),
        "last_seen_timestamp:>'now-7d'",
    );
}

#[test]
fn doubled_brace_in_quotes_is_a_brace() {
    assert_canonical(fql!(asset, "id:'{{a}}'"), "id:'{a}'");
    assert_canonical(
        fql!(asset, "id:'{{{{'+id:['}}','x']"),
        "id:'{{'+id:['}','x']",
    );
    let value = "{b}";
    assert_canonical(fql!(asset, "id:'{{a}}'+id:{value}"), "id:'{a}'+id:'{b}'");
    assert_canonical(fql!(asset, r"id:*'{{\'*'"), r"id:*'{\'*'");
}

#[test]
fn placeholder_is_one_value_of_the_field_type() {
    let (owner, number, flag) = ("Pat O'Neil", 443_u16, true);
    let (time, address) = (Timestamp::hours_ago(1), Ipv4Addr::LOCALHOST);
    assert_canonical(
        fql!(
            asset,
            "triage.assigned_to:{owner}+ip.services.port:{number}+manual:{flag}+last_seen:>={time}\
             +ip.ip_address:!{address}+ip.services.port:!<{number}"
        ),
        "triage.assigned_to:'Pat O\\'Neil'+ip.services.port:443+manual:true+last_seen:>='now-1h'\
         +ip.ip_address:!'127.0.0.1'+ip.services.port:!<443",
    );
    assert_canonical(fql!(asset, "id:{ owner }"), r"id:'Pat O\'Neil'");
    assert_canonical(
        fql!(asset, "id:[{owner},'x',{owner}]"),
        r"id:['Pat O\'Neil','x','Pat O\'Neil']",
    );
    assert_canonical(
        fql!(asset, "(id:{owner},id:'x')+manual:{flag}"),
        r"(id:'Pat O\'Neil',id:'x')+manual:true",
    );
    assert_canonical(
        fql!(asset, "!(id:{owner}+manual:{flag})"),
        r"id:!'Pat O\'Neil',manual:!true",
    );
    assert_canonical(
        fql!(asset, "last_seen_timestamp:>{time}"),
        "last_seen_timestamp:>'now-1h'",
    );
}

#[test]
fn placeholder_holds_any_expression() {
    struct Owner {
        name: String,
        ports: Vec<u16>,
    }
    impl Owner {
        fn name(&self) -> &str {
            &self.name
        }
    }
    let owner = Owner {
        name: "Pat".to_owned(),
        ports: vec![22, 80],
    };
    assert_canonical(fql!(asset, "id:{owner.name.as_str()}"), "id:'Pat'");
    assert_canonical(fql!(asset, "id:{owner.name()}"), "id:'Pat'");
    assert_canonical(
        fql!(asset, "id:{owner.name.clone() + \"'s\"}"),
        r"id:'Pat\'s'",
    );
    assert_canonical(
        fql!(asset, r#"id:{format!("{}-{}", owner.name, 1 + 2)}"#),
        "id:'Pat-3'",
    );
    assert_canonical(
        fql!(asset, r##"id:{owner.name.replace("a", r#"'"#)}"##),
        r"id:'P\'t'",
    );
    assert_canonical(
        fql!(
            asset,
            "id:{if owner.ports.len() > 1 { \"many\" } else { \"one\" }}"
        ),
        "id:'many'",
    );
    assert_canonical(fql!(asset, "id:{let x = owner.name(); x}"), "id:'Pat'");
    assert_canonical(
        fql!(
            asset,
            "ip.asn:{owner.ports.iter().map(|port| u64::from(*port)).sum::<u64>()}"
        ),
        "ip.asn:102",
    );
    assert_canonical(
        fql!(asset, "ip.services.port:{owner.ports[0]}"),
        "ip.services.port:22",
    );
    assert_canonical(
        fql!(
            asset,
            "id:{match owner.ports.first() { Some(22) => 'a'.to_string(), _ => String::new() }}"
        ),
        "id:'a'",
    );
    assert_canonical(fql!(asset, "id:{\"}\"}+id:{\"{'\"}"), r"id:'}'+id:'{\''");
    assert_canonical(
        fql!(
            asset,
            "id:{owner.name() // the owner
            }"
        ),
        "id:'Pat'",
    );
    assert_canonical(
        fql!(asset, "ip.services.port:[{[22, 80].map(|port| port + 1)}]"),
        "ip.services.port:[23,81]",
    );
}

#[test]
fn placeholder_expression_may_return_early() {
    fn parsed(port: &str) -> Result<Assets, std::num::ParseIntError> {
        Ok(fql!(
            asset,
            "manual:true+ip.services.port:{port.parse::<u16>()?}"
        ))
    }
    assert_canonical(
        parsed("22").expect("valid number"),
        "manual:true+ip.services.port:22",
    );
    assert!(parsed("x").is_err());
}

#[test]
fn placeholders_hold_lists_and_patterns() {
    let ports = [22, 3389];
    let names = Values::new(["a", "it's"]).expect("non-empty list");
    assert_canonical(
        fql!(
            asset,
            "ip.services.port:[{ports}]+id:![{&names}]+id:[{names}]"
        ),
        r"ip.services.port:[22,3389]+id:!['a','it\'s']+id:['a','it\'s']",
    );
    let pattern = Pattern::starting_with("a*");
    assert_canonical(
        fql!(asset, "id:*{&pattern}+perimeter:!*{\"un*\"}+id:*!{pattern}"),
        r"id:*'a\**'+perimeter:!*'un*'+id:!*'a\**'",
    );
}

#[test]
fn placeholder_holds_a_whole_clause_or_filter() {
    let a = || asset::id.eq("a");
    let either: Assets = a() | asset::id.eq("b");
    let both: Assets = a() & asset::id.eq("b");
    let match_all = Assets::ALL;
    let unchecked = Assets::unchecked("new:'x'");
    assert_canonical(fql!(asset, "{a()}"), "id:'a'");
    assert_canonical(fql!(asset, "{&either}"), "id:'a',id:'b'");
    assert_canonical(
        fql!(asset, "manual:true+{&either}"),
        "manual:true+(id:'a',id:'b')",
    );
    assert_canonical(
        fql!(asset, "{&either}+manual:true"),
        "(id:'a',id:'b')+manual:true",
    );
    assert_canonical(
        fql!(asset, "manual:true,{&either}"),
        "manual:true,id:'a',id:'b'",
    );
    assert_canonical(
        fql!(asset, "manual:true+{&both}"),
        "manual:true+id:'a'+id:'b'",
    );
    assert_canonical(
        fql!(asset, "manual:true,{&both}"),
        "manual:true,(id:'a'+id:'b')",
    );
    assert_canonical(
        fql!(asset, "{&both},{&either}"),
        "(id:'a'+id:'b'),id:'a',id:'b'",
    );
    assert_canonical(
        fql!(asset, "{&both}+{&either}"),
        "id:'a'+id:'b'+(id:'a',id:'b')",
    );
    assert_canonical(
        fql!(asset, "ip.asn:1+(manual:true,{&both})+{!a()}"),
        "ip.asn:1+(manual:true,(id:'a'+id:'b'))+id:!'a'",
    );
    assert_canonical(
        fql!(asset, "ip.asn:1,(manual:true+({&either}))"),
        "ip.asn:1,(manual:true+(id:'a',id:'b'))",
    );
    assert_canonical(fql!(asset, "manual:true+{&match_all}"), "manual:true");
    assert_canonical(fql!(asset, "{&match_all}+manual:true"), "manual:true");
    assert_canonical(fql!(asset, "manual:true,{match_all}"), "");
    assert_eq!(
        fql!(asset, "manual:true+{&unchecked}").as_str(),
        "manual:true+(new:'x')"
    );
    assert_eq!(fql!(asset, "{unchecked}").as_str(), "new:'x'");
    let owner = "it's";
    assert_canonical(
        fql!(asset, "id:{owner}+{either}+id:{owner}"),
        r"id:'it\'s'+(id:'a',id:'b')+id:'it\'s'",
    );
    assert_canonical(
        fql!(
            asset,
            "{asset::ip::services::port.between(1, 9)},manual:true"
        ),
        "(ip.services.port:>=1+ip.services.port:<=9),manual:true",
    );
    let host = sensors::property("hostname").expect("valid property");
    assert_eq!(
        fql!(sensors, "a:1+{host.eq(owner)}").as_str(),
        r"a:1+hostname:'it\'s'"
    );
}

#[test]
fn open_collection_accepts_any_property_and_value() {
    let (value, number) = ("a*", 5);
    let filter: Filter<Sensors> = fql!(
        sensors,
        "a.b:{value}+c:>{number}+_d:~{value}+e:[{number},'x']+f:{true}"
    );
    assert_eq!(filter.as_str(), r"a.b:'a\*'+c:>5+_d:~'a*'+e:[5,'x']+f:true");
    assert_eq!(
        fql!(sensors, "a:!~'x'+b:~*!'x*'+c:!>7.5+d:Yes").as_str(),
        "a:!~'x'+b:~*!'x*'+c:!>7.5+d:'Yes'"
    );
    assert_eq!(fql!(fql::collections::any, "x:1").as_str(), "x:1");
}

macro_rules! with_literal {
    ($path:path, $source:literal) => {
        fql!($path, $source)
    };
}

macro_rules! assigned_to {
    ($owner:expr) => {{
        let owner = $owner;
        fql!(asset, "triage.assigned_to:{owner}")
    }};
}

macro_rules! with_tokens {
    ($($tokens:tt)*) => { fql!($($tokens)*) };
}

#[test]
fn fql_works_inside_other_macros() {
    assert_canonical(with_literal!(asset, "id:'a'"), "id:'a'");
    assert_canonical(
        with_literal!(fql::collections::external_assets, "id:'a'"),
        "id:'a'",
    );
    let owner = "me";
    assert_canonical(with_literal!(asset, "id:{owner}"), "id:'me'");
    assert_canonical(assigned_to!("Pat"), "triage.assigned_to:'Pat'");
    assert_canonical(with_tokens!(asset, "id:{owner}",), "id:'me'");
}

fn owned_by<V: IntoValue<TextField>>(owner: V) -> Assets {
    fql!(asset, "triage.assigned_to:{owner}+manual:false")
}

fn and_assigned_to_me(filter: impl IntoFilter<ExternalAssets>) -> Assets {
    fql!(asset, "{filter}+triage.assigned_to:'me'")
}

#[test]
fn fql_works_in_generic_functions_and_closures() {
    assert_canonical(owned_by("a"), "triage.assigned_to:'a'+manual:false");
    assert_canonical(
        owned_by(String::from("a")),
        "triage.assigned_to:'a'+manual:false",
    );
    assert_canonical(
        and_assigned_to_me(asset::id.eq("a")),
        "id:'a'+triage.assigned_to:'me'",
    );
    let build = |port: u16| fql!(asset, "ip.services.port:{port}");
    let filter = Assets::any_of((1..=3).map(build)).expect("non-empty operands");
    assert_canonical(
        filter,
        "ip.services.port:1,ip.services.port:2,ip.services.port:3",
    );
}

#[test]
fn placeholder_moves_or_borrows_its_value() {
    let owned = String::from("a");
    assert_canonical(fql!(asset, "id:{&owned}+id:{&owned}"), "id:'a'+id:'a'");
    // Temporaries of an expression live until the value is printed.
    assert_canonical(fql!(asset, "id:{owned.to_uppercase().as_str()}"), "id:'A'");
    assert_canonical(
        fql!(asset, "manual:true,{&Assets::from(asset::id.eq(&owned))}"),
        "manual:true,id:'a'",
    );
    assert_canonical(fql!(asset, "id:{owned}"), "id:'a'");
}

#[test]
fn long_literal_compiles() {
    let filter = fql!(
        asset,
        "ip.services.port:[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27]\
         +dns_domain.services.applications.category:['a','b','c','d','e','f','g','h','i','j','k']\
         +dns_domain.services.applications.version:!*'*1.2.3*',(dns_domain.services.port:>=1024+\
         dns_domain.services.status_code:[200,201,202,204,301,302,303,304,400,401,403,404,500])"
    );
    assert_eq!(filter.as_str().parse::<Assets>(), Ok(filter));
}

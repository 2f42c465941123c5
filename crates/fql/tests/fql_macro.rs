//! `fql!`: constants, placeholders, and the places it may stand in.

use std::net::Ipv4Addr;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::{self, Sensors};
use fql::field_type::TextField;
use fql::{Filter, IntoFilter, IntoValue, Pattern, Timestamp, Values, fql};

type Assets = Filter<ExternalAssets>;

const CRITICAL: Assets = fql!(asset, "criticality:'Critical'");
static OPEN: Assets = fql!(
    fql::collections::external_assets,
    "ip.services.port:[22,3389]"
);

const OPEN_TEXT: &str = OPEN.as_str();

#[track_caller]
fn assert_text(filter: impl IntoFilter<ExternalAssets>, text: &str) {
    let filter = filter.into_filter();
    assert_eq!(filter.as_str(), text);
    assert_eq!(
        text.parse::<Assets>().map(String::from).as_deref(),
        Ok(text)
    );
}

#[test]
fn a_literal_without_placeholders_is_a_constant() {
    const LENGTH: usize = OPEN_TEXT.len();
    assert_eq!(LENGTH, 26);
    assert_text(CRITICAL, "criticality:'Critical'");
    assert_text(&OPEN, "ip.services.port:[22,3389]");
    assert_text(
        CRITICAL & &OPEN,
        "criticality:'Critical'+ip.services.port:[22,3389]",
    );
    const ALL: Assets = fql!(asset, "");
    assert!(ALL.is_match_all());
    const EITHER: Assets = fql!(asset, "id:'a',id:'b'");
    assert_text(EITHER & CRITICAL, "(id:'a',id:'b')+criticality:'Critical'");
    assert_text(EITHER | CRITICAL, "id:'a',id:'b',criticality:'Critical'");
    const BOTH: Assets = fql!(asset, "id:'a'+id:'b'");
    assert_text(CRITICAL | BOTH, "criticality:'Critical',(id:'a'+id:'b')");
    assert_text(EITHER | asset::manual.eq(true), "id:'a',id:'b',manual:true");
    assert_text(BOTH | asset::manual.eq(true), "(id:'a'+id:'b'),manual:true");
}

#[test]
fn the_text_is_the_canonical_one() {
    assert_text(
        fql!(asset, " id : \"a\" + ( manual : true ) "),
        "id:'a'+manual:true",
    );
    assert_text(fql!(asset, "!(id:'a',manual:true)"), "id:!'a'+manual:!true");
    assert_text(
        fql!(asset, "id:'a'+id:'b',id:'c'"),
        "(id:'a'+id:'b'),id:'c'",
    );
    assert_text(fql!(asset, "id:*!'a*'"), "id:!*'a*'");
    assert_text(fql!(asset, r#"id:"O'Neil""#), r"id:'O\'Neil'");
    assert_text(fql!(asset, r"id:'O\'Neil'"), r"id:'O\'Neil'");
    assert_text(fql!(asset, "id:'O\\'Neil'"), r"id:'O\'Neil'");
    assert_text(fql!(asset, "id:'\u{1F985}\x41\t'"), "id:'🦅A\t'");
    assert_text(
        fql!(
            asset,
            "id:'a'+\
             manual:true"
        ),
        "id:'a'+manual:true",
    );
    assert_text(
        fql!(
            asset,
            r#"
                id:'a'
                + manual:true
            "#
        ),
        "id:'a'+manual:true",
    );
    // An alias is taken, as it is when text is read.
    assert_text(
        fql!(asset, "last_seen_timestamp:>'now-7d'"),
        "last_seen_timestamp:>'now-7d'",
    );
}

#[test]
fn a_brace_in_quotes_is_written_twice() {
    assert_text(fql!(asset, "id:'{{a}}'"), "id:'{a}'");
    assert_text(
        fql!(asset, "id:'{{{{'+id:['}}','x']"),
        "id:'{{'+id:['}','x']",
    );
    let value = "{b}";
    assert_text(fql!(asset, "id:'{{a}}'+id:{value}"), "id:'{a}'+id:'{b}'");
    assert_text(fql!(asset, r"id:*'{{\'*'"), r"id:*'{\'*'");
}

#[test]
fn a_placeholder_is_one_whole_value_of_the_field_s_kind() {
    let (text, number, yes) = ("Pat O'Neil", 443_u16, true);
    let (time, address) = (Timestamp::hours_ago(1), Ipv4Addr::LOCALHOST);
    assert_text(
        fql!(
            asset,
            "triage.assigned_to:{text}+ip.services.port:{number}+manual:{yes}+last_seen:>={time}\
             +ip.ip_address:!{address}+ip.services.port:!<{number}"
        ),
        "triage.assigned_to:'Pat O\\'Neil'+ip.services.port:443+manual:true+last_seen:>='now-1h'\
         +ip.ip_address:!'127.0.0.1'+ip.services.port:!<443",
    );
    assert_text(fql!(asset, "id:{ text }"), r"id:'Pat O\'Neil'");
    assert_text(
        fql!(asset, "id:[{text},'x',{text}]"),
        r"id:['Pat O\'Neil','x','Pat O\'Neil']",
    );
    assert_text(
        fql!(asset, "(id:{text},id:'x')+manual:{yes}"),
        r"(id:'Pat O\'Neil',id:'x')+manual:true",
    );
    assert_text(
        fql!(asset, "!(id:{text}+manual:{yes})"),
        r"id:!'Pat O\'Neil',manual:!true",
    );
    assert_text(
        fql!(asset, "last_seen_timestamp:>{time}"),
        "last_seen_timestamp:>'now-1h'",
    );
}

#[test]
fn between_braces_stands_any_expression() {
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
    assert_text(fql!(asset, "id:{owner.name.as_str()}"), "id:'Pat'");
    assert_text(fql!(asset, "id:{owner.name()}"), "id:'Pat'");
    assert_text(
        fql!(asset, "id:{owner.name.clone() + \"'s\"}"),
        r"id:'Pat\'s'",
    );
    assert_text(
        fql!(asset, r#"id:{format!("{}-{}", owner.name, 1 + 2)}"#),
        "id:'Pat-3'",
    );
    assert_text(
        fql!(asset, r##"id:{owner.name.replace("a", r#"'"#)}"##),
        r"id:'P\'t'",
    );
    assert_text(
        fql!(
            asset,
            "id:{if owner.ports.len() > 1 { \"many\" } else { \"one\" }}"
        ),
        "id:'many'",
    );
    assert_text(fql!(asset, "id:{let x = owner.name(); x}"), "id:'Pat'");
    assert_text(
        fql!(
            asset,
            "ip.asn:{owner.ports.iter().map(|port| u64::from(*port)).sum::<u64>()}"
        ),
        "ip.asn:102",
    );
    assert_text(
        fql!(asset, "ip.services.port:{owner.ports[0]}"),
        "ip.services.port:22",
    );
    assert_text(
        fql!(
            asset,
            "id:{match owner.ports.first() { Some(22) => 'a'.to_string(), _ => String::new() }}"
        ),
        "id:'a'",
    );
    assert_text(fql!(asset, "id:{\"}\"}+id:{\"{'\"}"), r"id:'}'+id:'{\''");
    assert_text(
        fql!(
            asset,
            "id:{owner.name() // the owner
            }"
        ),
        "id:'Pat'",
    );
    assert_text(
        fql!(asset, "ip.services.port:[{[22, 80].map(|port| port + 1)}]"),
        "ip.services.port:[23,81]",
    );
}

#[test]
fn an_expression_may_leave_the_function() {
    fn parsed(port: &str) -> Result<Assets, std::num::ParseIntError> {
        Ok(fql!(
            asset,
            "manual:true+ip.services.port:{port.parse::<u16>()?}"
        ))
    }
    assert_text(
        parsed("22").expect("a number"),
        "manual:true+ip.services.port:22",
    );
    assert!(parsed("x").is_err());
}

#[test]
fn lists_and_patterns_have_placeholders_of_their_own() {
    let ports = [22, 3389];
    let names = Values::new(["a", "it's"]).expect("values");
    assert_text(
        fql!(
            asset,
            "ip.services.port:[{ports}]+id:![{&names}]+id:[{names}]"
        ),
        r"ip.services.port:[22,3389]+id:!['a','it\'s']+id:['a','it\'s']",
    );
    let pattern = Pattern::starting_with("a*");
    assert_text(
        fql!(asset, "id:*{&pattern}+perimeter:!*{\"un*\"}+id:*!{pattern}"),
        r"id:*'a\**'+perimeter:!*'un*'+id:!*'a\**'",
    );
}

#[test]
fn a_filter_stands_in_the_place_of_a_clause() {
    let a = || asset::id.eq("a");
    let either: Assets = a() | asset::id.eq("b");
    let both: Assets = a() & asset::id.eq("b");
    let all = Assets::ALL;
    let new = Assets::unchecked("new:'x'");
    assert_text(fql!(asset, "{a()}"), "id:'a'");
    assert_text(fql!(asset, "{&either}"), "id:'a',id:'b'");
    assert_text(
        fql!(asset, "manual:true+{&either}"),
        "manual:true+(id:'a',id:'b')",
    );
    assert_text(
        fql!(asset, "{&either}+manual:true"),
        "(id:'a',id:'b')+manual:true",
    );
    assert_text(
        fql!(asset, "manual:true,{&either}"),
        "manual:true,id:'a',id:'b'",
    );
    assert_text(
        fql!(asset, "manual:true+{&both}"),
        "manual:true+id:'a'+id:'b'",
    );
    assert_text(
        fql!(asset, "manual:true,{&both}"),
        "manual:true,(id:'a'+id:'b')",
    );
    assert_text(
        fql!(asset, "{&both},{&either}"),
        "(id:'a'+id:'b'),id:'a',id:'b'",
    );
    assert_text(
        fql!(asset, "{&both}+{&either}"),
        "id:'a'+id:'b'+(id:'a',id:'b')",
    );
    assert_text(
        fql!(asset, "ip.asn:1+(manual:true,{&both})+{!a()}"),
        "ip.asn:1+(manual:true,(id:'a'+id:'b'))+id:!'a'",
    );
    assert_text(
        fql!(asset, "ip.asn:1,(manual:true+({&either}))"),
        "ip.asn:1,(manual:true+(id:'a',id:'b'))",
    );
    assert_text(fql!(asset, "manual:true+{&all}"), "manual:true");
    assert_text(fql!(asset, "{&all}+manual:true"), "manual:true");
    assert_text(fql!(asset, "manual:true,{all}"), "");
    assert_eq!(
        fql!(asset, "manual:true+{&new}").as_str(),
        "manual:true+(new:'x')"
    );
    assert_eq!(fql!(asset, "{new}").as_str(), "new:'x'");
    let who = "it's";
    assert_text(
        fql!(asset, "id:{who}+{either}+id:{who}"),
        r"id:'it\'s'+(id:'a',id:'b')+id:'it\'s'",
    );
    assert_text(
        fql!(
            asset,
            "{asset::ip::services::port.between(1, 9)},manual:true"
        ),
        "(ip.services.port:>=1+ip.services.port:<=9),manual:true",
    );
    let host = sensors::property("hostname").expect("a property");
    assert_eq!(
        fql!(sensors, "a:1+{host.eq(who)}").as_str(),
        r"a:1+hostname:'it\'s'"
    );
}

#[test]
fn an_open_collection_takes_any_property_and_value() {
    let (text, number) = ("a*", 5);
    let filter: Filter<Sensors> = fql!(
        sensors,
        "a.b:{text}+c:>{number}+_d:~{text}+e:[{number},'x']+f:{true}"
    );
    assert_eq!(filter.as_str(), r"a.b:'a\*'+c:>5+_d:~'a*'+e:[5,'x']+f:true");
    assert_eq!(
        fql!(sensors, "a:!~'x'+b:~*!'x*'+c:!>7.5+d:Yes").as_str(),
        "a:!~'x'+b:~*!'x*'+c:!>7.5+d:Yes"
    );
    assert_eq!(fql!(fql::collections::any, "x:1").as_str(), "x:1");
}

macro_rules! with_literal {
    ($path:path, $text:literal) => {
        fql!($path, $text)
    };
}

macro_rules! mine {
    ($who:expr) => {{
        let who = $who;
        fql!(asset, "triage.assigned_to:{who}")
    }};
}

macro_rules! with_tokens {
    ($($tokens:tt)*) => { fql!($($tokens)*) };
}

#[test]
fn it_stands_in_macros_of_the_program() {
    assert_text(with_literal!(asset, "id:'a'"), "id:'a'");
    assert_text(
        with_literal!(fql::collections::external_assets, "id:'a'"),
        "id:'a'",
    );
    let who = "me";
    assert_text(with_literal!(asset, "id:{who}"), "id:'me'");
    assert_text(mine!("Pat"), "triage.assigned_to:'Pat'");
    assert_text(with_tokens!(asset, "id:{who}",), "id:'me'");
}

fn of_owner<V: IntoValue<TextField>>(owner: V) -> Assets {
    fql!(asset, "triage.assigned_to:{owner}+manual:false")
}

fn and_mine(filter: impl IntoFilter<ExternalAssets>) -> Assets {
    fql!(asset, "{filter}+triage.assigned_to:'me'")
}

#[test]
fn it_stands_in_generic_functions_closures_and_loops() {
    assert_text(of_owner("a"), "triage.assigned_to:'a'+manual:false");
    assert_text(
        of_owner(String::from("a")),
        "triage.assigned_to:'a'+manual:false",
    );
    assert_text(
        and_mine(asset::id.eq("a")),
        "id:'a'+triage.assigned_to:'me'",
    );
    let build = |port: u16| fql!(asset, "ip.services.port:{port}");
    let any = Assets::any_of((1..=3).map(build)).expect("filters");
    assert_text(
        any,
        "ip.services.port:1,ip.services.port:2,ip.services.port:3",
    );
}

#[test]
fn a_value_is_moved_or_borrowed_as_in_any_expression() {
    let owned = String::from("a");
    assert_text(fql!(asset, "id:{&owned}+id:{&owned}"), "id:'a'+id:'a'");
    // What an expression borrows lives until the value is printed.
    assert_text(fql!(asset, "id:{owned.to_uppercase().as_str()}"), "id:'A'");
    assert_text(
        fql!(asset, "manual:true,{&Assets::from(asset::id.eq(&owned))}"),
        "manual:true,id:'a'",
    );
    assert_text(fql!(asset, "id:{owned}"), "id:'a'");
}

#[test]
fn a_long_literal_is_checked_in_time() {
    let filter = fql!(
        asset,
        "ip.services.port:[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27]\
         +dns_domain.services.applications.category:['a','b','c','d','e','f','g','h','i','j','k']\
         +dns_domain.services.applications.version:!*'*1.2.3*',(dns_domain.services.port:>=1024+\
         dns_domain.services.status_code:[200,201,202,204,301,302,303,304,400,401,403,404,500])"
    );
    assert_eq!(filter.as_str().parse::<Assets>(), Ok(filter));
}

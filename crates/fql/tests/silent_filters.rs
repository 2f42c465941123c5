//! Warnings about valid filters that probably match nothing, and fixes that a field does not accept.

use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use fql::diagnostics::Severity;
use fql::{Collection, Filter, Limits};

/// Formats each diagnostic: severity, code and help, and the filter after its fix.
fn diagnostics<C: Collection>(source: &str) -> Vec<String> {
    let parsed = Filter::<C>::parse_with(source, &Limits::DEFAULT);
    let diagnostics = parsed.report().diagnostics().iter();
    diagnostics
        .map(|diagnostic| {
            let fix = fql::diagnostics::apply_fixes(source, [diagnostic])
                .map_or(String::new(), |fixed| format!(" -> {fixed}"));
            let kind = match diagnostic.severity() {
                Severity::Warning => "warning",
                _ => "error",
            };
            format!("{kind} {}: {}{fix}", diagnostic.code(), diagnostic.help())
        })
        .collect()
}

#[track_caller]
fn assert_assets(source: &str, expected: &[&str]) {
    assert_eq!(diagnostics::<ExternalAssets>(source), expected, "{source}");
}

#[track_caller]
fn assert_any(source: &str, expected: &[&str]) {
    assert_eq!(diagnostics::<Any>(source), expected, "{source}");
}

#[cfg(feature = "hosts")]
#[test]
fn field_of_dates_equals_a_whole_date_only() {
    let of_usage = diagnostics::<fql::collections::sensor_usage::SensorUsage>;
    assert_eq!(of_usage("event_date:'2026-11-28'"), <[&str; 0]>::default());
    assert_eq!(
        of_usage("event_date:'2026-11'"),
        ["warning FQL115: to match the period use `event_date:>='2026-11'+event_date:<'2026-12'`"],
    );
    assert_eq!(
        of_usage("event_date:'now-7d'"),
        ["warning FQL115: use a range comparison: `event_date:>='now-7d'`"],
    );
}

#[test]
fn date_with_equality_suggests_a_range() {
    assert_assets(
        "last_seen:'2026-11-28'",
        &["warning FQL115: to match the period use \
           `last_seen:>='2026-11-28'+last_seen:<'2026-11-29'`"],
    );
    assert_assets(
        "last_seen:!'2026-12'",
        &["warning FQL115: to exclude the period use \
           `(last_seen:<'2026-12',last_seen:>='2027-01')`"],
    );
    assert_assets(
        "last_seen:'now-7d'",
        &["warning FQL115: use a range comparison: `last_seen:>='now-7d'`"],
    );
    assert_assets(
        "last_seen:!'now-7d'",
        &[
            "warning FQL115: use a range comparison: `last_seen:<'now-7d'` (before that time) or \
           `last_seen:>'now-7d'` (after it)",
        ],
    );
    for instant in [
        "last_seen:'2026-11-28T10:00:00Z'",
        "last_seen:'2026-11-28T10:00:00+02:00'",
        "last_seen:null",
        "last_seen:>='2026-11-28'",
    ] {
        assert_assets(instant, &[]);
    }
}

#[test]
fn incomparable_bound_is_a_warning() {
    assert_any(
        "v:<'7.0.0'",
        &[
            "warning FQL116: dotted versions have no order here: list them, `v:['…','…']`, or use a \
           pattern",
        ],
    );
    assert_any(
        "t:>'last 7 days'",
        &["warning FQL116: use `'now-7d'` -> t:>'now-7d'"],
    );
    assert_any(
        "t:>'now-7days'",
        &["warning FQL116: use `'now-7d'` -> t:>'now-7d'"],
    );
    assert_any(
        "t:!>'2026-11-15 00:00:00'",
        &[
            "warning FQL116: write `T` between the date and the time of day \
           -> t:!>'2026-11-15T00:00:00'",
        ],
    );
    assert_any(
        "a:>'High'",
        &["warning FQL116: ranges compare numbers, times and addresses"],
    );
    for comparable in [
        "t:>'2026-11-15T00:00:00+00:00'",
        "t:>'2026'",
        "n:>5+n:<='-7.5'+n:>'1e3'",
        "ip:>'192.0.2.1'+ip:<'10.0.0.0/8'+ip:>'2001:db8::1'",
    ] {
        assert_any(comparable, &[]);
    }
}

#[test]
fn keyword_in_another_spelling_gets_a_fix() {
    let help = |keyword: &str, word: &str| {
        format!("use `{keyword}`, or quotes for the string: `'{word}'`")
    };
    for (source, keyword, word, fixed) in [
        ("manual:True", "true", "True", "manual:true"),
        ("a:False", "false", "False", "a:false"),
        ("deleted:!NULL", "null", "NULL", "deleted:!null"),
        ("a:None", "null", "None", "a:null"),
    ] {
        let expected = format!("warning FQL118: {} -> {fixed}", help(keyword, word));
        assert_any(source, &[&expected]);
    }
    assert_any("a:'True'+b:none+c:Yes+d:[None]+e:*'NULL'", &[]);

    let boolean = "use a value such as `true` or `false`";
    let expected = "error FQL107: use `true` -> manual:true";
    assert_assets("manual:True", &[expected]);
    assert_assets("manual:'TRUE'", &[expected]);
    assert_assets("manual:'yes'", &[&format!("error FQL107: {boolean}")]);
    // A field of strings may have the word as a value.
    let expected = format!("warning FQL118: {}", help("null", "NULL"));
    assert_assets("ip.ptr:NULL", &[&expected]);
    let expected = format!("warning FQL118: {}", help("null", "None"));
    assert_assets("ip.ptr:!None", &[&expected]);
}

#[test]
fn time_mistakes_are_named() {
    for (value, expected) in [
        (
            "'2026-11-15 00:00:00'",
            "write `T` between the date and the time of day -> last_seen:>'2026-11-15T00:00:00'",
        ),
        (
            "1764000000",
            "use `'2025-11-24T16:00:00Z'` -> last_seen:>'2025-11-24T16:00:00Z'",
        ),
        ("'NOW-7D'", "use lower case -> last_seen:>'now-7d'"),
        ("'7d'", "use `'now-7d'`"),
        (
            "'now-30s'",
            "seconds are not supported: use minutes, such as `'now-1m'`",
        ),
        ("'2026-02-30'", "`30` is not a day: use 01 to 28 in 2026-02"),
        (
            "'zzz'",
            "use a value such as `'2026-11-22T10:00:00Z'` or `'now-7d'`",
        ),
    ] {
        let expected = format!("error FQL107: {expected}");
        assert_assets(&format!("last_seen:>{value}"), &[&expected]);
    }
    for time in [
        "'2021T10:20'",
        "'2021-05T10:20:30.1Z'",
        "'2026-11-15T00:00:00+00:00'",
    ] {
        assert_assets(&format!("last_seen:>{time}"), &[]);
    }
}

#[test]
fn fix_is_offered_only_if_its_clause_is_valid() {
    let values = "published values: `Yes`, `No`, `Pending`; there may be others";
    assert_assets(
        "internet_exposure:true",
        &[&format!("error FQL107: {values}")],
    );
    assert_assets(
        "internet_exposure:True",
        &[&format!("warning FQL109: {values}")],
    );
    // The syntax has a certain fix, but the field does not accept its result.
    assert_assets(
        "internet_exposure = true",
        &[
            &format!("error FQL012: {values}"),
            &format!("error FQL107: {values}"),
        ],
    );
    assert_assets("last_seen:>7d", &["error FQL015: use `'now-7d'`"]);
    assert_assets(
        "ip.asn:AS64496",
        &["error FQL107: use a value such as `443` (at most 64 bits)"],
    );
    // Another fix may follow.
    assert_assets(
        "asset_id = 5",
        &[
            "error FQL012: use `:` for equality -> asset_id:5",
            "error FQL107: use `'5'` -> asset_id = '5'",
        ],
    );
    // An unknown field is another problem.
    assert_assets(
        "hostnmae = 'a'",
        &[
            "error FQL101: no field has a similar name; run `fql fields` to list the documented fields",
            "error FQL012: use `:` for equality -> hostnmae:'a'",
        ],
    );
}

#[test]
fn different_values_of_single_valued_field_warn() {
    assert_assets(
        "asset_type:'ip'+(perimeter:'Official'+asset_type:'dns_domain')",
        &["warning FQL117: to match either value use a list: `asset_type:['ip','dns_domain']`"],
    );
    assert_assets(
        "manual:true+manual:'false'",
        &["warning FQL117: to match either value use a list: `manual:[true,'false']`"],
    );
    assert_assets(
        "last_seen:'2026-11-28T10:00:00Z'+last_seen:'2026-11-28T10:00:01Z'",
        &["warning FQL117: to match either value use \
           `(last_seen:'2026-11-28T10:00:00Z',last_seen:'2026-11-28T10:00:01Z')`"],
    );
    for exclusive in [
        "criticality:['High','Critical']+criticality:['Critical','Noncritical']+criticality:'High'",
        "perimeter:'Official',id:'a'+asset_type:'ip'+asset_type:null",
    ] {
        let help = "to match any of the values use `,` (or) between the clauses";
        assert_assets(exclusive, &[&format!("warning FQL117: {help}")]);
    }
    // In a negated group, `,` is an and.
    let diagnostics = diagnostics::<ExternalAssets>("!(asset_type:!'ip',asset_type:!'dns_domain')");
    assert!(
        diagnostics[1].starts_with("warning FQL117"),
        "{diagnostics:?}"
    );
}

#[test]
fn values_that_may_both_hold_do_not_warn() {
    for compatible in [
        "asset_type:'ip',asset_type:'dns_domain'",
        "asset_type:'ip'+(asset_type:'dns_domain',perimeter:'Official')",
        "asset_type:'ip'+asset_type:!'dns_domain'",
        "asset_type:'ip'+asset_type:'ip'",
        "criticality:['High','Critical']+criticality:'Critical'",
        "id:'a*'+id:'ab'",
        "id:'Ab'+id:'aB'",
        "id:null+id:''",
        "confidence:90+confidence:'90'",
        "last_seen:'2026-11-28T10:00:00Z'+last_seen:'2026-11-28T12:00:00+02:00'",
        // An asset has several of these.
        "ip.services.port:22+ip.services.port:443",
        "data_providers:'a'+data_providers:'b'",
    ] {
        assert_assets(compatible, &[]);
    }
}

#[test]
fn range_as_one_value_becomes_two_clauses() {
    for (source, fixed) in [
        (
            "ip.services.port:'22-25'",
            "ip.services.port:>=22+ip.services.port:<=25",
        ),
        (
            "ip.services.port:1024-2048",
            "ip.services.port:>=1024+ip.services.port:<=2048",
        ),
        (
            "ip.services.port:[22..25]",
            "ip.services.port:>=22+ip.services.port:<=25",
        ),
        (
            "last_seen:'2026-11-01 to 2026-11-30'",
            "last_seen:>='2026-11-01'+last_seen:<='2026-11-30'",
        ),
        (
            "last_seen:'2025-2026'",
            "last_seen:>='2025'+last_seen:<='2026'",
        ),
        (
            "ip.ip_address:'192.0.2.1-192.0.2.9'",
            "ip.ip_address:>='192.0.2.1'+ip.ip_address:<='192.0.2.9'",
        ),
    ] {
        let parsed = Filter::<ExternalAssets>::parse_with(source, &Limits::DEFAULT);
        assert_eq!(parsed.report().fixed().as_deref(), Some(fixed), "{source}");
        assert!(fixed.parse::<Filter<ExternalAssets>>().is_ok(), "{fixed}");
    }
    // The field has no ranges, or the ends are not values of it.
    for source in [
        "id:555-1234",
        "hostname:123-456",
        "confidence:1-5",
        "confidence:'1-5'",
        "ip.asn:1-5",
        "ip.services.port:'a-b'",
        "ip.services.port:'25-22'",
        "ip.services.port:!'22-25'",
        "last_seen:'10.0.0.1-10.0.0.9'",
    ] {
        let parsed = Filter::<ExternalAssets>::parse_with(source, &Limits::DEFAULT);
        assert!(
            parsed.report().diagnostics()[0].severity() == Severity::Error,
            "{source}"
        );
        assert_eq!(parsed.report().fixed(), None, "{source}");
    }
}

#[test]
fn filter_as_value_of_a_parameter_is_unwrapped() {
    for source in [
        "filter: \"asset_type:'ip'\"",
        "FQL:\"asset_type:'ip'\"",
        "filter=\"asset_type:'ip'\"",
    ] {
        let parsed = Filter::<ExternalAssets>::parse_with(source, &Limits::DEFAULT);
        assert_eq!(
            parsed.report().fixed().as_deref(),
            Some("asset_type:'ip'"),
            "{source}"
        );
    }
    assert_assets(
        "filter:'open'",
        &[
            "error FQL101: no field has a similar name; run `fql fields` to list the documented fields",
        ],
    );
}

#[test]
fn names_are_suggested_for_the_first_problems() {
    let source = vec!["criticalty:'High'"; 300].join("+");
    let limits = Limits::DEFAULT.with_max_diagnostics(usize::MAX);
    let parsed = Filter::<ExternalAssets>::parse_with(&source, &limits);
    let errors = parsed.report().diagnostics().iter();
    let errors: Vec<_> = errors
        .filter(|one| one.severity() == Severity::Error)
        .collect();
    assert_eq!(errors.len(), 300);
    for (index, error) in errors.into_iter().enumerate() {
        assert_eq!(
            error.message(),
            "unknown field `criticalty` in `external-assets`"
        );
        let is_suggested = error.help() == "did you mean `criticality`?";
        // The first diagnostic is a warning about the number of properties.
        assert_eq!(is_suggested, index < 100, "{index}: {error}");
    }
}

#[test]
fn keyword_in_list_with_python_null_has_no_fix() {
    assert_any(
        "a:[None,True]",
        &["warning FQL118: use `true`, or quotes for the string: `'True'`"],
    );
}

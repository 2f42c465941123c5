//! Diagnostics of filters that their collection does not support: code, span, message, help and fix.

use fql::collections::external_assets::ExternalAssets;
use fql::diagnostics::{Code, Severity};
use fql::{Filter, Limits};

type Assets = Filter<ExternalAssets>;

/// Formats each diagnostic: code, source at its span, message, help and fix.
fn diagnostics(source: &str) -> String {
    let parsed = Assets::parse_with(source, &Limits::DEFAULT);
    let lines = parsed.report().diagnostics().iter().map(|diagnostic| {
        let excerpt = &source[diagnostic.span().range()];
        let fix = fql::diagnostics::apply_fixes(source, [diagnostic])
            .map_or(String::new(), |fixed| format!("\n  -> {fixed}"));
        format!(
            "{} at `{excerpt}`: {}\n  = {}{fix}\n",
            diagnostic.code(),
            diagnostic.message(),
            diagnostic.help()
        )
    });
    lines.collect()
}

#[track_caller]
fn assert_diagnostics(source: &str, expected: &str) {
    let expected: String = expected
        .trim()
        .lines()
        .map(|line| match line.trim() {
            line if line.starts_with("->") || line.starts_with('=') => format!("  {line}\n"),
            line => format!("{line}\n"),
        })
        .collect();
    assert_eq!(diagnostics(source), expected);
}

#[test]
fn unknown_field_suggests_similar_names() {
    assert_diagnostics(
        "criticalty:'High'",
        "FQL101 at `criticalty`: unknown field `criticalty` in `external-assets`
         = did you mean `criticality`?",
    );
    assert_diagnostics(
        "id:'a'+port:22",
        "FQL101 at `port`: unknown field `port` in `external-assets`
         = did you mean `dns_domain.services.port` or `ip.services.port`?",
    );
    assert_diagnostics(
        "wombat_velocity:9",
        "FQL101 at `wombat_velocity`: unknown field `wombat_velocity` in `external-assets`
         = no field has a similar name; run `fql fields` to list the documented fields",
    );
    assert_diagnostics(
        "Criticality:'High'",
        "FQL101 at `Criticality`: unknown field `Criticality` in `external-assets`
         = did you mean `criticality`?
         -> criticality:'High'",
    );
}

#[test]
fn group_and_word_of_a_name_list_fields() {
    assert_diagnostics(
        "triage:'x'",
        "FQL101 at `triage`: unknown field `triage` in `external-assets`
         = `triage` is a group of fields: `triage.action`, `triage.assigned_to`, `triage.status`, `triage.updated_by`, `triage.updated_timestamp`",
    );
    assert_diagnostics(
        "country:'x'",
        "FQL101 at `country`: unknown field `country` in `external-assets`
         = fields with this word: `ip.location.country_code`, `ip.location.country_name`",
    );
    let services = diagnostics("ip.services:22");
    assert!(services.contains("`ip.services` is a group of fields: `ip.services."));
    assert!(services.contains(" and others"), "{services}");
}

#[test]
fn unpublished_value_is_a_warning() {
    assert_diagnostics(
        "criticality:'critical'",
        "FQL109 at `'critical'`: `critical` is not a published value of `criticality`
         = did you mean `Critical`?",
    );
    assert_diagnostics(
        "perimeter:!['Official','external']",
        "FQL109 at `'external'`: `external` is not a published value of `perimeter`
         = published values: `Official`, `Unofficial`",
    );
    assert_diagnostics(
        "ip.services.platform_name:linux",
        "FQL109 at `linux`: `linux` is not a published value of `ip.services.platform_name`
         = did you mean `Linux`?",
    );
    assert_diagnostics(
        "ip.services.platform_name:'FreeBSD'",
        "FQL109 at `'FreeBSD'`: `FreeBSD` is not a published value of `ip.services.platform_name`
         = published values: `Windows`, `Mac`, `Linux`; there may be others",
    );
    for valid in [
        "criticality:['Critical','High','Noncritical','Unassigned']",
        "criticality:null",
        "criticality:!''",
        "criticality:*'crit*'",
        "ip.services.platform_name:''",
    ] {
        assert_diagnostics(valid, "");
    }
}

#[test]
fn exact_unsupported_suggests_list_or_range() {
    assert_diagnostics(
        "dns_domain.services.id:'a'",
        "FQL102 at `'a'`: field `dns_domain.services.id` does not support exact matches
         = use `dns_domain.services.id:['a']`; supported: wildcard, list
         -> dns_domain.services.id:['a']",
    );
    assert_diagnostics(
        "dns_domain.services.id:!'a'",
        "FQL102 at `'a'`: field `dns_domain.services.id` does not support exact matches
         = use `dns_domain.services.id:!['a']`; supported: wildcard, list
         -> dns_domain.services.id:!['a']",
    );
    assert_diagnostics(
        "dns_domain.services.first_seen:'2026'",
        "FQL102 at `'2026'`: field `dns_domain.services.first_seen` does not support exact matches
         = use `(dns_domain.services.first_seen:>='2026'+dns_domain.services.first_seen:<='2026')`; supported: range
         -> (dns_domain.services.first_seen:>='2026'+dns_domain.services.first_seen:<='2026')",
    );
    assert_diagnostics(
        "dns_domain.services.first_seen:null",
        "FQL102 at `null`: field `dns_domain.services.first_seen` does not support exact matches
         = supported: range",
    );
    assert_diagnostics(
        "dns_domain.services.id:null",
        "FQL102 at `null`: field `dns_domain.services.id` does not support exact matches
         = supported: wildcard, list",
    );
}

#[test]
fn wildcard_unsupported_has_no_fix() {
    assert_diagnostics(
        "criticality_description:*'web*'",
        "FQL103 at `*`: field `criticality_description` does not support wildcards
         = supported: exact",
    );
    assert_diagnostics(
        "criticality_description:'web*'",
        "FQL103 at `'web*'`: field `criticality_description` does not support wildcards
         = supported: exact",
    );
    assert_diagnostics(
        "last_seen:!*'2026*'",
        "FQL103 at `!*`: field `last_seen` does not support wildcards
         = supported: exact, range",
    );
}

#[test]
fn list_unsupported_suggests_clauses() {
    assert_diagnostics(
        "ip.ip_address:['192.0.2.1','192.0.2.2']",
        "FQL104 at `['192.0.2.1','192.0.2.2']`: field `ip.ip_address` does not support lists
         = use `(ip.ip_address:'192.0.2.1',ip.ip_address:'192.0.2.2')`; supported: exact, wildcard, range
         -> (ip.ip_address:'192.0.2.1',ip.ip_address:'192.0.2.2')",
    );
    assert_diagnostics(
        "ip.ip_address:!['192.0.2.1','192.0.2.2']",
        "FQL104 at `['192.0.2.1','192.0.2.2']`: field `ip.ip_address` does not support lists
         = use `(ip.ip_address:!'192.0.2.1'+ip.ip_address:!'192.0.2.2')`; supported: exact, wildcard, range
         -> (ip.ip_address:!'192.0.2.1'+ip.ip_address:!'192.0.2.2')",
    );
    assert_diagnostics(
        "criticality_description:['a']",
        "FQL104 at `['a']`: field `criticality_description` does not support lists
         = use `criticality_description:'a'`; supported: exact
         -> criticality_description:'a'",
    );
    // A pattern item has no equivalent exact clause.
    assert_diagnostics(
        "ip.ip_address:['192.0.2.*','192.0.2.2']",
        "FQL104 at `['192.0.2.*','192.0.2.2']`: field `ip.ip_address` does not support lists
         = use `(ip.ip_address:*'192.0.2.*',ip.ip_address:*'192.0.2.2')`; supported: exact, wildcard, range",
    );
}

#[test]
fn range_unsupported_lists_supported_matches() {
    assert_diagnostics(
        "confidence:>50",
        "FQL105 at `>`: field `confidence` does not support range comparisons
         = supported: exact, wildcard, list",
    );
    assert_diagnostics(
        "confidence:!<=50",
        "FQL105 at `!<=`: field `confidence` does not support range comparisons
         = supported: exact, wildcard, list",
    );
}

#[test]
fn text_match_undocumented_suggests_wildcard() {
    assert_diagnostics(
        "perimeter:~'official'",
        "FQL106 at `~`: field `perimeter` does not support text matches (`~`)
         = use `perimeter:*'*official*'`; supported: exact, wildcard, list",
    );
    assert_diagnostics(
        "perimeter:!~'a*'",
        r"FQL106 at `!~`: field `perimeter` does not support text matches (`~`)
         = use `perimeter:!*'*a\**'`; supported: exact, wildcard, list",
    );
    assert_diagnostics(
        "perimeter:~*'a*'",
        "FQL106 at `~*`: field `perimeter` does not support text matches (`~`)
         = use `perimeter:*'a*'`; supported: exact, wildcard, list",
    );
    assert_diagnostics(
        "criticality_description:~'a'",
        "FQL106 at `~`: field `criticality_description` does not support text matches (`~`)
         = use `criticality_description:'a'`; supported: exact",
    );
}

/// The diagnostic of a literal that does not have the type of its field.
fn mismatch(value: &str, field: &str, expected: &str, example: &str) -> String {
    format!(
        "FQL107 at `{value}`: expected {expected} for `{field}`, found `{value}`\n= use {example}"
    )
}

#[test]
fn literal_of_wrong_type_names_the_expected_type() {
    for value in [
        "'https'",
        "7.5",
        "true",
        "'443 '",
        "'+5'",
        "''",
        "18446744073709551616",
    ] {
        assert_diagnostics(
            &format!("ip.services.port:{value}"),
            &mismatch(
                value,
                "ip.services.port",
                "an integer",
                "a value such as `443` (at most 64 bits)",
            ),
        );
    }
    for value in ["'T'", "1", "'yes'", "''"] {
        assert_diagnostics(
            &format!("manual:{value}"),
            &mismatch(
                value,
                "manual",
                "`true` or `false`",
                "a value such as `true` or `false`",
            ),
        );
    }
    let help = "a value such as `'2026-11-22T10:00:00Z'` or `'now-7d'`";
    for value in ["'zzz'", "5", "'2026-1'", "'2026-11-22T10:00:00 Z'", "''"] {
        assert_diagnostics(
            &format!("last_seen:>{value}"),
            &mismatch(value, "last_seen", "a quoted time", help),
        );
    }
    let help = "a value such as `'192.0.2.1'` or `'192.0.2.0/24'`";
    for value in ["'192.0.2'", "'192.0.2.0/33'", "'host'", "5", "''"] {
        assert_diagnostics(
            &format!("ip.ip_address:{value}"),
            &mismatch(
                value,
                "ip.ip_address",
                "a quoted IP address or network",
                help,
            ),
        );
    }
    for value in ["5", "-5", "true", "7.5"] {
        assert_diagnostics(
            &format!("triage.status:{value}"),
            &format!(
                "{}\n-> triage.status:'{value}'",
                mismatch(
                    value,
                    "triage.status",
                    "a quoted string",
                    &format!("`'{value}'`")
                ),
            ),
        );
    }
}

#[test]
fn null_bounds_and_list_items_are_type_checked() {
    assert_diagnostics(
        "criticality:>null+last_seen:>null",
        "FQL105 at `>`: field `criticality` does not support range comparisons
         = supported: exact, wildcard, list
         FQL107 at `null`: expected a quoted time for `last_seen`, found `null`
         = use a value such as `'2026-11-22T10:00:00Z'` or `'now-7d'`"
            .replace("         FQL", "FQL")
            .as_str(),
    );
    assert_diagnostics(
        "ip.services.port:[22,'ssh',null,'3389',7.5]",
        "FQL107 at `'ssh'`: expected an integer for `ip.services.port`, found `'ssh'`
         = use a value such as `443` (at most 64 bits)\n\
         FQL107 at `null`: expected an integer for `ip.services.port`, found `null`
         = use a value such as `443` (at most 64 bits)\n\
         FQL107 at `7.5`: expected an integer for `ip.services.port`, found `7.5`
         = use a value such as `443` (at most 64 bits)",
    );
}

#[test]
fn literals_of_the_field_type_are_accepted() {
    for source in [
        "ip.services.port:443+ip.services.port:'443'+ip.services.port:['22',3389]",
        "manual:true,manual:'false'",
        "ip.asn:18446744073709551615,ip.asn:-9223372036854775808",
        "last_seen:>'2026',last_seen:<'2026-11-22T10:00:00.5Z',last_seen:<'now'",
        "ip.ip_address:'::1',ip.ip_address:'10.0.0.0/8',ip.ip_address:>='10.0.0.1'",
        "ip.services.port:*'44*'+manual:'tr*'+ip.ip_address:*'192.0.*'+ip.services.port:['44*',22]",
        "criticality:High,criticality:'',criticality:null+ip.asn:null+last_seen:!null",
    ] {
        assert_eq!(diagnostics(source), "", "{source}");
    }
}

#[test]
fn alias_is_accepted_with_a_warning_and_a_fix() {
    assert_diagnostics(
        "last_seen_timestamp:>'now-7d'",
        "FQL108 at `last_seen_timestamp`: `last_seen_timestamp` is an undocumented alias of `last_seen`
         = use `last_seen`
         -> last_seen:>'now-7d'",
    );
    let parsed = Assets::parse_with("last_seen_timestamp:>'now-7d'", &Limits::DEFAULT);
    assert_eq!(
        parsed.report().diagnostics()[0].severity(),
        Severity::Warning
    );
    assert_eq!(
        parsed.filter().map(Filter::as_str),
        Some("last_seen_timestamp:>'now-7d'")
    );
    // Capabilities are those of the aliased field.
    assert_diagnostics(
        "last_seen_timestamp:*'2026*'",
        "FQL108 at `last_seen_timestamp`: `last_seen_timestamp` is an undocumented alias of `last_seen`
         = use `last_seen`
         -> last_seen:*'2026*'\n\
         FQL103 at `*`: field `last_seen_timestamp` does not support wildcards
         = supported: exact, range",
    );
}

fn codes(source: &str) -> Vec<&'static str> {
    let parsed = Assets::parse_with(source, &Limits::DEFAULT);
    parsed
        .report()
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.code().as_str())
        .collect()
}

#[test]
fn diagnostics_are_ordered_by_position() {
    assert_eq!(
        codes("criticalty:'x'+(confidence:>5,perimeter:~'a')+ip.asn:'x'+ip.ip_address:['::1']"),
        ["FQL101", "FQL105", "FQL106", "FQL107", "FQL104"],
    );
    // Syntax errors and validation errors are interleaved by position.
    assert_eq!(
        codes("criticalty:'x'+confidence='5'+perimeter:~'a' AND ip.asn:'x'+"),
        ["FQL101", "FQL012", "FQL106", "FQL011", "FQL107", "FQL005"],
    );
    assert_eq!(codes("id:[]+confidence:>5"), ["FQL020", "FQL105"]);
    // An unknown field is reported once.
    assert_eq!(codes("criticalty:>[1]"), ["FQL022"]);
    assert_eq!(codes("criticalty:~'x'"), ["FQL101"]);
    let source = vec!["x:1"; 300].join("+");
    let parsed = Assets::parse_with(&source, &Limits::DEFAULT);
    assert_eq!(parsed.report().diagnostics().len(), 100);
    assert_eq!(
        parsed.report().omitted(),
        201,
        "and one for the number of properties"
    );
}

/// `unwrap` and a `main` that returns the error print its `Debug` output.
#[test]
fn invalid_filter_debug_equals_display() {
    let error = "criticalty:'x'+confidence:>5"
        .parse::<Assets>()
        .unwrap_err();
    let report = error.to_string();
    assert_eq!(format!("{error:?}"), report);
    assert!(
        report.starts_with("invalid filter\nerror[FQL101]: "),
        "{report}"
    );
    assert!(report.contains("error[FQL105]"), "{report}");
    assert!(
        report.contains("= help: did you mean `criticality`?"),
        "{report}"
    );
    assert!(std::error::Error::source(&error).is_none());
}

#[test]
fn fixes_preserve_meaning_in_negated_groups() {
    for (source, fixed, canonical) in [
        (
            "dns_domain.services.id:'a'",
            Some("dns_domain.services.id:['a']"),
            Some("dns_domain.services.id:['a']"),
        ),
        (
            "manual:true,ip.ip_address:['::1','::2']",
            Some("manual:true,(ip.ip_address:'::1',ip.ip_address:'::2')"),
            Some("manual:true,ip.ip_address:'::1',ip.ip_address:'::2'"),
        ),
        (
            "manual:true+ip.ip_address:['::1','::2']",
            Some("manual:true+(ip.ip_address:'::1',ip.ip_address:'::2')"),
            Some("manual:true+(ip.ip_address:'::1',ip.ip_address:'::2')"),
        ),
        (
            "manual:true,ip.ip_address:!['::1','::2']",
            Some("manual:true,(ip.ip_address:!'::1'+ip.ip_address:!'::2')"),
            Some("manual:true,(ip.ip_address:!'::1'+ip.ip_address:!'::2')"),
        ),
        (
            "triage.status:5",
            Some("triage.status:'5'"),
            Some("triage.status:'5'"),
        ),
        (
            "triage.status:-5",
            Some("triage.status:'-5'"),
            Some("triage.status:'-5'"),
        ),
        (
            "triage.status:[5,true,'x']",
            Some("triage.status:['5','true','x']"),
            Some("triage.status:['5','true','x']"),
        ),
        // Fixes inside a negated group that could change the meaning are not offered.
        ("!(ip.ip_address:['::1','::2'])", None, None),
        ("!(dns_domain.services.id:'a'+manual:true)", None, None),
        (
            "!(triage.status:5+manual:true)",
            Some("!(triage.status:'5'+manual:true)"),
            Some("triage.status:!'5',manual:!true"),
        ),
        (
            "!(!(ip.ip_address:['::1']))",
            Some("!(!(ip.ip_address:'::1'))"),
            Some("ip.ip_address:'::1'"),
        ),
        (
            "!(last_seen_timestamp:>'now-7d')",
            Some("!(last_seen:>'now-7d')"),
            Some("last_seen:!>'now-7d'"),
        ),
    ] {
        let parsed = Assets::parse_with(source, &Limits::DEFAULT);
        let applied = parsed.report().fixed();
        assert_eq!(applied.as_deref(), fixed, "{source}");
        let parsed = applied.map(|fixed| {
            fixed
                .parse::<Assets>()
                .unwrap_or_else(|error| panic!("{error}"))
        });
        assert_eq!(parsed.as_ref().map(Filter::as_str), canonical, "{source}");
    }
}

#[test]
fn code_examples_match_their_codes() {
    for code in Code::ALL
        .iter()
        .filter(|code| code.as_str().starts_with("FQL10"))
    {
        let wrong = codes(code.wrong_example());
        assert_eq!(wrong, [code.as_str()], "{}", code.wrong_example());
        assert_eq!(
            codes(code.right_example()),
            [""; 0],
            "{}",
            code.right_example()
        );
        let is_valid = code.wrong_example().parse::<Assets>().is_ok();
        assert_eq!(is_valid, code.severity() == Severity::Warning, "{code}");
    }
}

#[test]
fn trees_validate_against_runtime_tables() {
    let filter = fql::parse_any("id:>5+whatever:~'x'").expect("valid filter");
    let tree = filter.tree().expect("valid filter");
    let diagnostics = fql::syntax::validate_table(&fql::collections::external_assets::TABLE, &tree);
    assert!(diagnostics.has_errors());
    let open = fql::syntax::validate_table(&fql::collections::sensors::TABLE, &tree);
    assert!(open.is_empty());
    assert!(fql::syntax::validate::<fql::collections::any::Any>(&tree).is_empty());
}

#[test]
fn valid_filter_keeps_its_warnings() {
    let parsed = Assets::parse_with("!(id:'a',last_seen_timestamp:>'now-1d')", &Limits::DEFAULT);
    let codes: Vec<&str> = parsed
        .report()
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.code().as_str())
        .collect();
    assert_eq!(codes, ["FQL040", "FQL108"]);
    assert_eq!(
        parsed.filter().map(Filter::as_str),
        Some("id:!'a'+last_seen_timestamp:!>'now-1d'"),
    );
    assert!(parsed.into_result().is_ok());
    let parsed = Assets::parse_with("id:'a'", &Limits::DEFAULT.with_max_len(3));
    assert!(parsed.filter().is_none());
    assert!(parsed.into_result().is_err());
}

#[test]
fn parse_any_validates_only_the_syntax() {
    let filter = fql::parse_any("whatever.x:~'y' , z:!>[1]");
    assert!(filter.is_err());
    let filter = fql::parse_any("whatever.x:~'y' , z:!>1").expect("valid filter");
    assert_eq!(filter.as_str(), "whatever.x:~'y',z:!>1");
}

#[test]
fn denied_warnings_reject_the_filter() {
    let strict = Limits::DEFAULT.with_deny_warnings(true);
    // From the table, and from the parser.
    for source in ["last_seen_timestamp:>'now-7d'", "!(manual:true)"] {
        let parsed = Assets::parse_with(source, &strict);
        assert_eq!(parsed.filter(), None, "{source}");
        assert!(!parsed.report().has_errors(), "{source}");
        let by_default = Assets::parse_with(source, &Limits::DEFAULT);
        assert!(by_default.filter().is_some(), "{source}");
        assert_eq!(
            parsed.report().diagnostics(),
            by_default.report().diagnostics(),
            "{source}"
        );
        let error = parsed.into_result().unwrap_err();
        assert!(error.to_string().contains("warning[FQL"), "{error}");
        // A warning that is not kept, too.
        let parsed = Assets::parse_with(source, &strict.with_max_diagnostics(0));
        assert_eq!(parsed.filter(), None, "{source}");
    }
    assert!(
        Assets::parse_with("manual:true", &strict)
            .filter()
            .is_some()
    );
}

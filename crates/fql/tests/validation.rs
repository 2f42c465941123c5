//! What is said of a text that its collection does not take: the code, the place, the message, the
//! help, and the fix.

use fql::collections::external_assets::ExternalAssets;
use fql::{Code, Filter, Limits, Severity};

type Assets = Filter<ExternalAssets>;

/// Every finding in one line or two: code, what the caret points at, message, help and fix.
fn findings(text: &str) -> String {
    let check = Assets::parse_with(text, &Limits::DEFAULT);
    let found = check.report().diagnostics().iter().map(|found| {
        let place = &text[found.span().range()];
        let fix = fql::apply_fixes(text, [found])
            .map_or(String::new(), |fixed| format!("\n  -> {fixed}"));
        format!(
            "{} at `{place}`: {}\n  = {}{fix}\n",
            found.code(),
            found.message(),
            found.help()
        )
    });
    found.collect()
}

#[track_caller]
fn assert_findings(text: &str, wanted: &str) {
    let wanted: String = wanted
        .trim()
        .lines()
        .map(|line| match line.trim() {
            line if line.starts_with("->") || line.starts_with('=') => format!("  {line}\n"),
            line => format!("{line}\n"),
        })
        .collect();
    assert_eq!(findings(text), wanted);
}

#[test]
fn a_field_that_is_none_is_named_with_its_likeliest() {
    assert_findings(
        "criticalty:'High'",
        "FQL101 at `criticalty`: unknown field `criticalty` in `external-assets`
         = did you mean `criticality`?",
    );
    assert_findings(
        "id:'a'+port:22",
        "FQL101 at `port`: unknown field `port` in `external-assets`
         = did you mean `dns_domain.services.port` or `ip.services.port`?",
    );
    assert_findings(
        "wombat_velocity:9",
        "FQL101 at `wombat_velocity`: unknown field `wombat_velocity` in `external-assets`
         = no field has a similar name; run `fql fields` to list the documented fields",
    );
    assert_findings(
        "Criticality:'High'",
        "FQL101 at `Criticality`: unknown field `Criticality` in `external-assets`
         = did you mean `criticality`?",
    );
}

#[test]
fn a_field_without_exact_is_asked_by_a_list_or_a_range() {
    assert_findings(
        "dns_domain.services.id:'a'",
        "FQL102 at `'a'`: field `dns_domain.services.id` does not support exact matches
         = use `dns_domain.services.id:['a']`; supported: wildcard, list
         -> dns_domain.services.id:['a']",
    );
    assert_findings(
        "dns_domain.services.id:!'a'",
        "FQL102 at `'a'`: field `dns_domain.services.id` does not support exact matches
         = use `dns_domain.services.id:!['a']`; supported: wildcard, list
         -> dns_domain.services.id:!['a']",
    );
    assert_findings(
        "dns_domain.services.first_seen:'2026'",
        "FQL102 at `'2026'`: field `dns_domain.services.first_seen` does not support exact matches
         = use `(dns_domain.services.first_seen:>='2026'+dns_domain.services.first_seen:<='2026')`; supported: range
         -> (dns_domain.services.first_seen:>='2026'+dns_domain.services.first_seen:<='2026')",
    );
    assert_findings(
        "dns_domain.services.first_seen:null",
        "FQL102 at `null`: field `dns_domain.services.first_seen` does not support exact matches
         = supported: range",
    );
    assert_findings(
        "dns_domain.services.id:null",
        "FQL102 at `null`: field `dns_domain.services.id` does not support exact matches
         = supported: wildcard, list",
    );
}

#[test]
fn a_field_without_wildcard_is_told_so_and_nothing_is_fixed() {
    assert_findings(
        "criticality_description:*'web*'",
        "FQL103 at `*`: field `criticality_description` does not support wildcards
         = supported: exact",
    );
    assert_findings(
        "criticality_description:'web*'",
        "FQL103 at `'web*'`: field `criticality_description` does not support wildcards
         = supported: exact",
    );
    assert_findings(
        "last_seen:!*'2026*'",
        "FQL103 at `!*`: field `last_seen` does not support wildcards
         = supported: exact, range",
    );
}

#[test]
fn a_field_without_list_is_asked_by_clauses() {
    assert_findings(
        "ip.ip_address:['192.0.2.1','192.0.2.2']",
        "FQL104 at `['192.0.2.1','192.0.2.2']`: field `ip.ip_address` does not support lists
         = use `(ip.ip_address:'192.0.2.1',ip.ip_address:'192.0.2.2')`; supported: exact, wildcard, range
         -> (ip.ip_address:'192.0.2.1',ip.ip_address:'192.0.2.2')",
    );
    assert_findings(
        "ip.ip_address:!['192.0.2.1','192.0.2.2']",
        "FQL104 at `['192.0.2.1','192.0.2.2']`: field `ip.ip_address` does not support lists
         = use `(ip.ip_address:!'192.0.2.1'+ip.ip_address:!'192.0.2.2')`; supported: exact, wildcard, range
         -> (ip.ip_address:!'192.0.2.1'+ip.ip_address:!'192.0.2.2')",
    );
    assert_findings(
        "criticality_description:['a']",
        "FQL104 at `['a']`: field `criticality_description` does not support lists
         = use `criticality_description:'a'`; supported: exact
         -> criticality_description:'a'",
    );
    // With a pattern in it, exact clauses can't say the same.
    assert_findings(
        "ip.ip_address:['192.0.2.*','192.0.2.2']",
        "FQL104 at `['192.0.2.*','192.0.2.2']`: field `ip.ip_address` does not support lists
         = use `(ip.ip_address:*'192.0.2.*',ip.ip_address:*'192.0.2.2')`; supported: exact, wildcard, range",
    );
}

#[test]
fn a_field_without_range_is_told_what_it_takes() {
    assert_findings(
        "confidence:>50",
        "FQL105 at `>`: field `confidence` does not support range comparisons
         = supported: exact, wildcard, list",
    );
    assert_findings(
        "confidence:!<=50",
        "FQL105 at `!<=`: field `confidence` does not support range comparisons
         = supported: exact, wildcard, list",
    );
}

#[test]
fn a_text_match_is_in_no_table() {
    assert_findings(
        "perimeter:~'official'",
        "FQL106 at `~`: text match (`~`) is not documented for `external-assets`
         = use `perimeter:*'*official*'`; supported: exact, wildcard, list",
    );
    assert_findings(
        "perimeter:!~'a*'",
        r"FQL106 at `!~`: text match (`~`) is not documented for `external-assets`
         = use `perimeter:!*'*a\**'`; supported: exact, wildcard, list",
    );
    assert_findings(
        "perimeter:~*'a*'",
        "FQL106 at `~*`: text match (`~`) is not documented for `external-assets`
         = use `perimeter:*'a*'`; supported: exact, wildcard, list",
    );
    assert_findings(
        "criticality_description:~'a'",
        "FQL106 at `~`: text match (`~`) is not documented for `external-assets`
         = use `criticality_description:'a'`; supported: exact",
    );
}

#[test]
fn a_value_of_another_kind_is_told_how_its_kind_is_written() {
    let problem = |value: &str, field: &str, expected: &str, example: &str| {
        format!(
            "FQL107 at `{value}`: expected {expected} for `{field}`, found `{value}`\n= use {example}"
        )
    };
    for value in [
        "'https'",
        "7.5",
        "true",
        "'443 '",
        "'+5'",
        "''",
        "18446744073709551616",
    ] {
        assert_findings(
            &format!("ip.services.port:{value}"),
            &problem(
                value,
                "ip.services.port",
                "an integer",
                "a value such as `443`, up to 64 bits",
            ),
        );
    }
    for value in ["'True'", "1", "'yes'", "''"] {
        assert_findings(
            &format!("manual:{value}"),
            &problem(
                value,
                "manual",
                "`true` or `false`",
                "a value such as `true` or `false`",
            ),
        );
    }
    let form = "a value such as `'2026-11-22T10:00:00Z'` or `'now-7d'`";
    for value in [
        "'yesterday'",
        "'now-7D'",
        "'now+1d'",
        "5",
        "'2026-13'",
        "''",
    ] {
        assert_findings(
            &format!("last_seen:>{value}"),
            &problem(value, "last_seen", "a quoted time", form),
        );
    }
    let form = "a value such as `'192.0.2.1'` or `'192.0.2.0/24'`";
    for value in ["'192.0.2'", "'192.0.2.0/33'", "'host'", "5", "''"] {
        assert_findings(
            &format!("ip.ip_address:{value}"),
            &problem(
                value,
                "ip.ip_address",
                "a quoted IP address or network",
                form,
            ),
        );
    }
    for value in ["5", "-5", "true", "7.5"] {
        assert_findings(
            &format!("criticality:{value}"),
            &format!(
                "{}\n-> criticality:'{value}'",
                problem(
                    value,
                    "criticality",
                    "a quoted string",
                    "a value such as `'open'`"
                ),
            ),
        );
    }
    assert_findings(
        "criticality:>null+last_seen:>null",
        "FQL105 at `>`: field `criticality` does not support range comparisons
         = supported: exact, wildcard, list
         FQL107 at `null`: expected a quoted time for `last_seen`, found `null`
         = use a value such as `'2026-11-22T10:00:00Z'` or `'now-7d'`"
            .replace("         FQL", "FQL")
            .as_str(),
    );
    assert_findings(
        "ip.services.port:[22,'ssh',null,'3389',7.5]",
        "FQL107 at `'ssh'`: expected an integer for `ip.services.port`, found `'ssh'`
         = use a value such as `443`, up to 64 bits\n\
         FQL107 at `null`: expected an integer for `ip.services.port`, found `null`
         = use a value such as `443`, up to 64 bits\n\
         FQL107 at `7.5`: expected an integer for `ip.services.port`, found `7.5`
         = use a value such as `443`, up to 64 bits",
    );
}

#[test]
fn what_suits_its_field_is_taken() {
    for text in [
        "ip.services.port:443+ip.services.port:'443'+ip.services.port:['22',3389]",
        "manual:true+manual:'false'",
        "ip.asn:18446744073709551615,ip.asn:-9223372036854775808",
        "last_seen:>'2026',last_seen:<'2026-11-22T10:00:00.5Z',last_seen:'now'",
        "ip.ip_address:'::1',ip.ip_address:'10.0.0.0/8',ip.ip_address:>='10.0.0.1'",
        "ip.services.port:*'44*'+manual:'tr*'+ip.ip_address:*'192.0.*'+ip.services.port:['44*',22]",
        "criticality:High+criticality:''+criticality:null+ip.asn:null+last_seen:!null",
    ] {
        assert_eq!(findings(text), "", "{text}");
    }
}

#[test]
fn an_alias_is_taken_with_a_warning_that_has_a_fix() {
    assert_findings(
        "last_seen_timestamp:>'now-7d'",
        "FQL108 at `last_seen_timestamp`: `last_seen_timestamp` is an undocumented alias of `last_seen`
         = use `last_seen`
         -> last_seen:>'now-7d'",
    );
    let check = Assets::parse_with("last_seen_timestamp:>'now-7d'", &Limits::DEFAULT);
    assert_eq!(
        check.report().diagnostics()[0].severity(),
        Severity::Warning
    );
    assert_eq!(
        check.filter().map(Filter::as_str),
        Some("last_seen_timestamp:>'now-7d'")
    );
    // What its field does not take is wrong by this name, too.
    assert_findings(
        "last_seen_timestamp:*'2026*'",
        "FQL108 at `last_seen_timestamp`: `last_seen_timestamp` is an undocumented alias of `last_seen`
         = use `last_seen`
         -> last_seen:*'2026*'\n\
         FQL103 at `*`: field `last_seen_timestamp` does not support wildcards
         = supported: exact, range",
    );
}

fn codes(text: &str) -> Vec<&'static str> {
    let check = Assets::parse_with(text, &Limits::DEFAULT);
    check
        .report()
        .diagnostics()
        .iter()
        .map(|found| found.code().as_str())
        .collect()
}

#[test]
fn every_problem_of_a_text_is_told_in_its_order() {
    assert_eq!(
        codes("criticalty:'x'+(confidence:>5,perimeter:~'a')+ip.asn:'x'+ip.ip_address:['::1']"),
        ["FQL101", "FQL105", "FQL106", "FQL107", "FQL104"],
    );
    // Those of a text that can't be read stand between those that say why.
    assert_eq!(
        codes("criticalty:'x'+confidence='5'+perimeter:~'a' AND ip.asn:'x'+"),
        ["FQL101", "FQL012", "FQL106", "FQL011", "FQL107", "FQL005"],
    );
    assert_eq!(codes("id:[]+confidence:>5"), ["FQL020", "FQL105"]);
    // A field that is none is not asked for anything else.
    assert_eq!(codes("criticalty:>[1]"), ["FQL022"]);
    assert_eq!(codes("criticalty:~'x'"), ["FQL101"]);
    let many = vec!["x:1"; 300].join("+");
    let check = Assets::parse_with(&many, &Limits::DEFAULT);
    assert_eq!(check.report().diagnostics().len(), 100);
    assert_eq!(
        check.report().omitted(),
        201,
        "and one for the number of properties"
    );
}

/// As `unwrap` shows it, and a `main` that returns it.
#[test]
fn an_error_is_read_by_people_also_where_it_is_debugged() {
    let error = "criticalty:'High'"
        .parse::<Filter<ExternalAssets>>()
        .unwrap_err();
    let shown = format!("{error:?}");
    assert_eq!(shown, error.to_string());
    assert!(
        shown.starts_with("invalid filter\nerror[FQL101]: "),
        "{shown}"
    );
    assert!(
        shown.contains("= help: did you mean `criticality`?"),
        "{shown}"
    );
}

#[test]
fn a_fix_asks_the_same_also_in_a_group_that_is_negated() {
    for (text, fixed, canonical) in [
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
            "criticality:5",
            Some("criticality:'5'"),
            Some("criticality:'5'"),
        ),
        (
            "criticality:-5",
            Some("criticality:'-5'"),
            Some("criticality:'-5'"),
        ),
        (
            "criticality:[5,true,'x']",
            Some("criticality:['5','true','x']"),
            Some("criticality:['5','true','x']"),
        ),
        // A change of the text inside the group would ask for something else, or be hard to trust.
        ("!(ip.ip_address:['::1','::2'])", None, None),
        ("!(dns_domain.services.id:'a'+manual:true)", None, None),
        (
            "!(criticality:5+manual:true)",
            Some("!(criticality:'5'+manual:true)"),
            Some("criticality:!'5',manual:!true"),
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
        let check = Assets::parse_with(text, &Limits::DEFAULT);
        let found = check.report().fixed();
        assert_eq!(found.as_deref(), fixed, "{text}");
        let read = found.map(|fixed| {
            fixed
                .parse::<Assets>()
                .unwrap_or_else(|error| panic!("{error}"))
        });
        assert_eq!(read.as_ref().map(Filter::as_str), canonical, "{text}");
    }
}

#[test]
fn each_code_has_a_wrong_example_that_has_it_and_a_right_one_that_is_clean() {
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
fn a_tree_is_checked_against_a_table_known_when_the_program_runs() {
    let filter = fql::parse_any("id:>5+whatever:~'x'").expect("a filter");
    let tree = filter.tree().expect("a tree");
    let findings = fql::validate_table(&fql::collections::external_assets::TABLE, &tree);
    assert!(findings.has_errors());
    let open = fql::validate_table(&fql::collections::sensors::TABLE, &tree);
    assert!(open.is_empty());
    assert!(fql::validate::<fql::collections::any::Any>(&tree).is_empty());
}

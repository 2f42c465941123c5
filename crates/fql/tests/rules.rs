//! Rules of collections: the spelling of patterns, equality that is not exact, times, required clauses
//! and replaced names, in typed fields, literals and strings.

use std::num::NonZero;
use std::time::SystemTime;

use fql::diagnostics::Severity;
use fql::table::{ExactForm, Grade, PatternSpelling};
use fql::{Comparison, Filter, Instant, Limits, Literal, NegateError, Operator, Timestamp, fql};

mod widgets {
    fql::collection! {
        /// Widgets, with rules.
        pub Widgets "widgets" sort ".";
        table advisory;
        patterns [operator] from "the manual";
        denied negated_text_match because "the manual leaves `!~` out";

        from "the guide" {
            name: text [exact, wildcard, list] patterns [operator, denied plain] from "a test";
            file: text [exact, wildcard] patterns [plain];
            path: text [exact, wildcard] patterns [shown operator, plain_at_one_end, denied bare];
            color: text [exact, wildcard];
            host: text [exact, list] inexact "also matches longer values" exact list from "a test";
            title: text [exact, text_match] inexact "matches one word" exact title.raw;
            title.raw: text [exact];
            note: text [exact, text_match] inexact "matches one word";
            label: text [denied exact] inexact "matches nothing" exact title.raw because "HTTP 500";
            size: integer [exact, list] inexact "is rounded" exact list;
            seen: timestamp absolute [exact, range];
            made: timestamp epoch [range];
            status: text denied replaced by state because "matches nothing";
            state: text [exact] values ["open", "closed"];
            widget_id: text [exact];
            group: text [exact];
            days: integer quoted [exact, list, range] expects "use a number of days, such as `days:'3'`";
            is_new: boolean unquoted [exact];
            tags: text [exact, list] prefixes ["A/", "B/"];
            kind: text [exact, list] values ["round", "square", ..] corrects ["circle" = "round"];
            address: ip [exact] patterns by address.raw;
            address.raw: text [exact, wildcard];
            maker: text candidate;
            share: integer [exact, list, range] within 1 to 100;
            shape: text [exact, wildcard] ids "SH" by shape_id;
            shape_id: text [exact];
            verse: text [denied exact, text_match] because "HTTP 500";
        }
        hint maker = "name", "title" because "responses call it so";
        hint circle = "kind:'round'+state:'open'" because "a circle is a kind";
        renamed id = widget_id because "responses call it so";
        requires group from "an error names it";
    }
}

use widgets::Widgets;

/// Returns the codes of the diagnostics, with `?` after those of warnings, of a filter with the required
/// clause.
fn codes(source: &str) -> Vec<String> {
    let source = format!("group:'g'+{source}");
    let parsed = Filter::<Widgets>::parse_with(&source, &Limits::DEFAULT);
    let diagnostics = parsed.report().diagnostics().iter();
    diagnostics
        .map(|one| {
            let is_warning = one.severity() == Severity::Warning;
            format!("{}{}", one.code(), if is_warning { "?" } else { "" })
        })
        .collect()
}

/// Returns the help and the fixed source of the first diagnostic.
fn help(source: &str) -> (String, Option<String>) {
    let source = format!("group:'g'+{source}");
    let parsed = Filter::<Widgets>::parse_with(&source, &Limits::DEFAULT);
    let report = parsed.report();
    let fixed = report.fixed();
    let fixed = fixed.map(|fixed| fixed.trim_start_matches("group:'g'+").to_owned());
    assert!(!report.diagnostics().is_empty(), "{source}");
    (report.diagnostics()[0].help().to_owned(), fixed)
}

fn text(filter: impl Into<Filter<Widgets>>) -> String {
    filter.into().as_str().to_owned()
}

#[test]
fn strings_are_checked_by_rule() {
    for (source, expected) in [
        ("name:*'x*'", &[][..]),
        ("name:'x'", &[]),
        ("name:'x*'", &["FQL123"]),
        ("name:!'*x*'", &["FQL123"]),
        ("name:['x*']", &["FQL123"]),
        (r"name:'x\*'", &["FQL041?"]),
        ("file:'*x*'", &[]),
        ("file:*'x*'", &["FQL125?"]),
        ("path:'x*'", &[]),
        ("path:'*x'", &[]),
        ("path:*'*x*'", &[]),
        ("path:'*x*'", &["FQL123"]),
        ("path:'x*y'", &["FQL123"]),
        ("path:*", &["FQL123"]),
        ("color:'x*'", &["FQL125?"]),
        ("color:*'x*'", &[]),
        ("host:'x'", &["FQL126?"]),
        ("host:!'x'", &["FQL126?"]),
        ("host:['x']", &[]),
        ("host:''", &[]),
        ("host:null", &[]),
        ("title:'x'", &["FQL126?"]),
        ("title.raw:'x'", &[]),
        ("note:'x'", &[]),
        ("note:'x y'", &["FQL126?"]),
        ("note:~'x'", &[]),
        ("label:'x'", &["FQL102"]),
        ("seen:>'2026-11-28T00:00:00Z'", &[]),
        ("seen:>'now-7d'", &["FQL127"]),
        ("seen:>1700000000", &["FQL107"]),
        ("made:>'now-7d'", &[]),
        ("made:>1700000000", &[]),
        ("made:>'1700000000'", &["FQL107"]),
        ("status:'open'", &["FQL114"]),
        ("state:'Open'", &["FQL109?"]),
        ("id:'1'", &["FQL114"]),
        ("days:'3'", &[]),
        ("days:['3','4']", &[]),
        ("days:null", &[]),
        ("days:3", &["FQL107"]),
        ("days:!>3", &["FQL107"]),
        ("days:['3',4]", &["FQL107"]),
        ("days:'3d'", &["FQL107"]),
        ("is_new:true", &[]),
        ("is_new:!null", &[]),
        ("is_new:'true'", &["FQL107"]),
        ("is_new:\"false\"", &["FQL107"]),
        ("tags:'A/x'", &[]),
        ("tags:''", &[]),
        ("tags:'x'", &["FQL109?"]),
        ("tags:!['A/x','a/x']", &["FQL109?"]),
        ("kind:'Circle'", &["FQL109?"]),
        ("kind:'oval'", &["FQL109?"]),
        ("kind:!'oval'", &["FQL109?"]),
        ("kind:''", &[]),
        ("share:1+share:100+share:>=50+share:'7'+share:[1,2]", &[]),
        ("share:0", &["FQL109?"]),
        ("share:!101", &["FQL109?"]),
        ("share:>'1000'", &["FQL109?"]),
        ("share:>100", &["FQL109?"]),
        ("share:>=101", &["FQL109?"]),
        ("share:<1", &["FQL109?"]),
        ("share:<=0", &["FQL109?"]),
        ("share:!<=100", &["FQL109?"]),
        ("share:!>0+share:!>=1", &["FQL109?", "FQL109?"]),
        ("share:>0+share:>=0+share:<101+share:<=1000", &[]),
        ("share:>99+share:>=100+share:<2+share:<=1", &[]),
        ("share:!>100+share:!<1+share:!>=100+share:!<=99", &[]),
        ("share:[1,101,'102']", &["FQL109?", "FQL109?"]),
        ("shape:'SH12'", &["FQL109?"]),
        ("shape:'sh1.002'", &["FQL109?"]),
        ("shape:'SHARP'+shape:'SH'+shape:'12'+shape:*'SH1*'", &[]),
        ("kind:['round','circle']", &["FQL109?"]),
        ("note:~'x'", &[]),
        ("note:!~'x'", &["FQL106"]),
        ("!(note:~'x')", &["FQL040?", "FQL106"]),
        ("maker:'x'", &["FQL111?"]),
        ("circle:true", &["FQL113?"]),
    ] {
        assert_eq!(codes(source), expected, "{source}");
    }
}

#[test]
fn help_names_the_form_that_works() {
    for (source, expected, fixed) in [
        ("name:!'*x*'", "use `name:!*'*x*'`", Some("name:!*'*x*'")),
        ("path:*", "use `path:*'*'`", Some("path:*'*'")),
        ("host:'x'", "for this value only, use `host:['x']`", None),
        ("host:!'x'", "for this value only, use `host:!['x']`", None),
        (
            "title:'x'",
            "for this value only, use `title.raw:'x'`",
            None,
        ),
        (
            "label:'x'",
            "use `title.raw` for exact matches; no comparison of this field is documented; denied: HTTP 500",
            Some("title.raw:'x'"),
        ),
        (
            "made:>'1700000000'",
            "numbers of seconds have no quotes here",
            Some("made:>1700000000"),
        ),
        (
            "status:'open'",
            "use `state`; matches nothing",
            Some("state:'open'"),
        ),
        (
            "id:'1'",
            "use `widget_id`; responses call it so",
            Some("widget_id:'1'"),
        ),
        ("days:3", "use `'3'`", Some("days:'3'")),
        ("days:>=3", "use `'3'`", Some("days:>='3'")),
        (
            "days:'3d'",
            "use a number of days, such as `days:'3'`",
            None,
        ),
        ("is_new:'true'", "use `true`", Some("is_new:true")),
        ("tags:'x'", "use `'A/x'` or `'B/x'`", None),
        ("kind:'circle'", "did you mean `round`?", None),
        (
            "kind:'oval'",
            "published values: `round`, `square`; there may be others",
            None,
        ),
        (
            "share:>1000",
            "published values: 1 to 100; source: the guide",
            None,
        ),
        ("share:'all'", "use a number from 1 to 100", None),
        ("shape:!'SH12'", "use `shape_id:!'SH12'`", None),
        (
            "address:'10.0.*'",
            "use `address.raw:*'10.0.*'`; supported: exact",
            None,
        ),
        (
            "title:!~'x'",
            "exclude a value with `:!`; denied: the manual leaves `!~` out",
            None,
        ),
        (
            "maker:'x'",
            "use `name` or `title`; responses call it so",
            None,
        ),
        (
            "circle:true",
            "use `kind:'round'+state:'open'`; a circle is a kind",
            None,
        ),
    ] {
        let (help, fix) = help(source);
        assert_eq!(
            (help.as_str(), fix.as_deref()),
            (expected, fixed),
            "{source}"
        );
    }
}

#[test]
fn syntax_help_suggests_supported_comparisons() {
    for (source, expected) in [
        (
            "kind:'round','square'",
            "for several values use a list: `kind:['round','square']`",
        ),
        (
            "state:'open','closed'",
            "repeat the property for several values: `(state:'open',state:'closed')`",
        ),
        (
            "state:!'open','closed'",
            "repeat the property for several values: `(state:!'open'+state:!'closed')`",
        ),
        ("file:10-12", "add quotes: `'10-12'`"),
        ("file:![10-12]", "add quotes: `'10-12'`"),
        (
            "file:>=10-12",
            "for a range use two clauses: `file:>=10+file:<=12`; for a string add quotes",
        ),
    ] {
        let parsed = Filter::<Widgets>::parse_with(source, &Limits::DEFAULT);
        let helps = parsed.report().diagnostics().iter();
        let helps: Vec<&str> = helps.map(|diagnostic| diagnostic.help()).collect();
        assert!(helps.contains(&expected), "{source}: {helps:?}");
    }
    let range = "for a range use two clauses: `share:>=10+share:<=12`; for a string add quotes";
    assert_eq!(help("share:10-12").0, range);
}

#[test]
fn exact_unsupported_suggests_text_match() {
    let supported = "supported: text_match; denied: HTTP 500";
    let expected = format!("use `verse:~'x'`; {supported}");
    assert_eq!(help("verse:'x'"), (expected, None));
    // The manual of the collection leaves out `!~`.
    assert_eq!(help("verse:!'x'"), (supported.to_owned(), None));
}

#[test]
fn help_about_pattern_values_names_the_literal() {
    mod rules {
        fql::collection! {
            /// Rules whose values are patterns.
            pub Rules "rules" sort ".";
            table advisory;
            patterns [operator, denied plain] from "the manual";
            pattern_values;
            value: text [exact, wildcard];
        }
    }
    let parsed = Filter::<rules::Rules>::parse_with("value:'a*'", &Limits::DEFAULT);
    assert_eq!(
        parsed.report().diagnostics()[0].help(),
        r"for the value with the stars, use `value:'a\*'`; for a pattern, use `value:*'a*'`"
    );
}

#[test]
fn fix_of_a_negated_group_is_not_offered() {
    assert_eq!(help("!(name:'x*',state:'open')").1, None);
}

#[test]
fn filter_without_required_clause_is_an_error() {
    let error = "state:'open'".parse::<Filter<Widgets>>().unwrap_err();
    let diagnostic = &error.report().diagnostics()[0];
    assert_eq!(
        (diagnostic.code().as_str(), diagnostic.message()),
        ("FQL124", "missing clause with `group`")
    );
    let filter: Filter<Widgets> = widgets::state.eq("open").into();
    let error = filter.check_complete().expect_err("no clause with `group`");
    assert_eq!(error.to_string(), "missing clause with `group`");
    let filter = filter & widgets::group.eq("g");
    assert_eq!(filter.check_complete(), Ok(()));
    let literal = fql!(widgets, "state:'open'");
    assert_eq!(literal.check_complete(), Err(error));
    // What an unchecked string contains is not known.
    assert_eq!(
        Filter::<Widgets>::unchecked("state:").check_complete(),
        Ok(())
    );
}

#[test]
fn typed_fields_write_the_form_that_works() {
    assert_eq!(text(widgets::name.wildcard("x*")), "name:*'x*'");
    assert_eq!(text(widgets::file.wildcard("x*")), "file:'x*'");
    assert_eq!(text(!widgets::file.contains("x")), "file:!'*x*'");
    assert_eq!(text(widgets::file.starts_with("a*b")), r"file:'a\*b*'");
    assert_eq!(text(widgets::path.contains("x")), "path:*'*x*'");
    assert_eq!(text(widgets::host.eq("it's")), r"host:['it\'s']");
    assert_eq!(text(widgets::host.ne("x")), "host:!['x']");
    assert_eq!(text(!widgets::host.eq("x")), "host:!['x']");
    assert_eq!(text(widgets::host.eq("a*")), r"host:['a\*']");
    assert_eq!(text(widgets::host.is_null()), "host:null");
    assert_eq!(text(widgets::size.eq(7)), "size:[7]");
    assert_eq!(text(widgets::title.eq("x")), "title.raw:'x'");
    assert_eq!(text(widgets::title.ne("x")), "title.raw:!'x'");
    assert_eq!(text(widgets::note.eq("x")), "note:'x'");
    assert_eq!(text(widgets::days.eq(3)), "days:'3'");
    assert_eq!(text(widgets::days.is_in([3, 4])), "days:['3','4']");
    assert_eq!(text(!widgets::days.gt(&-3_i64)), "days:!>'-3'");
    let most = NonZero::<u8>::MIN;
    assert_eq!(
        text(widgets::days.between(most, most)),
        "days:>='1'+days:<='1'"
    );
    let instant = Instant::from_unix(0);
    assert_eq!(
        text(widgets::seen.gt(instant)),
        "seen:>'1970-01-01T00:00:00Z'"
    );
    assert_eq!(
        text(widgets::seen.eq(&SystemTime::UNIX_EPOCH)),
        "seen:'1970-01-01T00:00:00Z'"
    );
}

#[test]
fn text_match_is_not_negated_where_denied() {
    let title = || widgets::title.text_match("x");
    for filter in [
        title().filter(),
        widgets::title.text_wildcard("x*") | widgets::color.eq("red"),
        (!!title()).filter(),
        !!title() & widgets::color.eq("red"),
    ] {
        let denied = NegateError::TextMatch("the manual leaves `!~` out");
        assert_eq!(filter.clone().negate(), Err(denied.clone()), "{filter}");
        assert_eq!(!filter, Err(denied.clone()));
        assert_eq!(
            denied.to_string(),
            "cannot negate a text match (`~`): the manual leaves `!~` out"
        );
    }
    assert_eq!(
        (!title()).to_string(),
        "title:!~'x'",
        "shows what is not a filter"
    );
}

#[test]
fn clause_of_run_time_parts_follows_rules() {
    let equal = Operator::new(Comparison::Equal);
    let clause = |field: &str, value: Literal<'_>| Filter::<Widgets>::clause(field, equal, value);
    let days = clause("days", 3.into()).expect("a valid clause");
    assert_eq!(days.as_str(), "days:'3'");
    let days = clause("days", [3, 4].into()).expect("a valid clause");
    assert_eq!(days.as_str(), "days:['3','4']");
    let error = clause("seen", Timestamp::days_ago(7).into()).expect_err("a relative time");
    assert_eq!(error.report().diagnostics()[0].code().as_str(), "FQL127");
}

#[test]
fn placeholders_are_written_in_the_form_that_works() {
    let (days, seen) = (3, Instant::from_unix(0));
    let filter = fql!(widgets, "days:{days}+days:[{[3, 4]}]+seen:>{seen}");
    assert_eq!(
        filter.as_str(),
        "days:'3'+days:['3','4']+seen:>'1970-01-01T00:00:00Z'"
    );
}

mod sheets {
    fql::collection! {
        /// Sheets, without the empty filter.
        pub Sheets "sheets" sort ".";
        table advisory;
        empty_filter denied from "the manual";

        name: text [exact];
    }
}

#[test]
fn denied_empty_filter_is_an_error() {
    use sheets::Sheets;
    for (source, code, message) in [
        ("", "FQL124", "`sheets` does not support the empty filter"),
        (" ", "FQL124", "`sheets` does not support the empty filter"),
        ("*", "FQL023", "expected a clause, found `*`"),
    ] {
        let error = source.parse::<Filter<Sheets>>().expect_err("invalid");
        let [diagnostic] = error.report().diagnostics() else {
            panic!("{error}");
        };
        assert_eq!(
            (diagnostic.code().as_str(), diagnostic.message()),
            (code, message)
        );
        assert_eq!(error.report().fixed(), None, "{source}");
    }
    let error = Filter::<Sheets>::ALL.check_complete().expect_err("empty");
    assert_eq!(
        error.to_string(),
        "`sheets` does not support the empty filter"
    );
    assert_eq!(fql!(sheets, "").check_complete(), Err(error));
    let named: Filter<Sheets> = sheets::name.eq("a").into();
    assert_eq!(named.check_complete(), Ok(()));
    // As a part, the empty filter is the identity.
    assert_eq!(Filter::<Sheets>::ALL & named.clone(), named);
}

#[test]
fn typed_filters_are_valid_strings() {
    let filter = widgets::group.eq("g")
        & widgets::name.wildcard("x*")
        & widgets::file.contains("x")
        & widgets::path.ends_with("x")
        & widgets::host.eq("x")
        & widgets::title.ne("x");
    let source = filter.as_str();
    let parsed = Filter::<Widgets>::parse_with(source, &Limits::DEFAULT);
    assert_eq!(parsed.report().diagnostics().len(), 0, "{source}");
}

#[test]
fn literals_keep_their_spelling() {
    let host = "x";
    let filter = fql!(widgets, "name:*'x*'+file:'x*'+host:{host}+made:>1700000000");
    assert_eq!(
        filter.as_str(),
        "name:*'x*'+file:'x*'+host:'x'+made:>1700000000"
    );
}

#[test]
fn table_keeps_rules_and_sources() {
    let table = widgets::TABLE;
    let rules = |name: &str| {
        *table
            .find(name)
            .and_then(|row| row.details.rules)
            .expect("rules")
    };
    let patterns = rules("name").patterns.expect("a rule");
    assert_eq!(patterns.source, "a test");
    assert_eq!(patterns.grade(PatternSpelling::Operator), Grade::Documented);
    assert_eq!(patterns.grade(PatternSpelling::Plain), Grade::Denied);
    assert_eq!(patterns.grade(PatternSpelling::Bare), Grade::Unknown);
    assert_eq!(
        rules("color").patterns.expect("a rule").source,
        "the manual"
    );
    let inexact = rules("title").inexact.expect("a rule");
    assert_eq!(inexact.exact, ExactForm::Field("title.raw"));
    assert_eq!(inexact.source, "the guide");
    assert_eq!(table.required, ["group"]);
    assert_eq!(table.required_source, "an error names it");
}

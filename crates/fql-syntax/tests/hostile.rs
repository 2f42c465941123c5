//! Hostile input: parsing neither overflows a small stack nor takes more than linear time.

use fql_syntax::{Limits, Parsed, Severity, apply_fixes, parse, parse_template, parse_with};

const MEBIBYTE: usize = 1 << 20;

/// Runs on a stack of 128 KiB, which recursion over the input would overflow.
fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(128 << 10)
        .spawn(test)
        .expect("a thread")
        .join()
        .expect("no panic");
}

/// Calls everything that walks a tree or a report. Returns `true` for a valid filter.
fn exercise(parsed: Parsed<'_>) -> bool {
    let tree = parsed.partial_tree();
    let copy = tree.clone().into_owned();
    assert!(copy == *tree);
    let printed = tree.to_string();
    assert!(format!("{tree:?}").len() >= printed.len());
    drop(copy);
    for clause in tree.clauses().take(10) {
        let _ = format!("{clause:?} {}", clause.canonical());
    }
    if let Some(root) = tree.root() {
        let _ = format!("{root:?}");
    }
    let is_filter = parsed.tree().is_some();
    let report = parsed.into_report();
    assert_eq!(is_filter, !report.has_errors());
    let rendered = report.to_string();
    assert!(rendered.len() < 100_000, "{} bytes", rendered.len());
    let _ = apply_fixes(report.text(), report.diagnostics());
    is_filter
}

#[test]
fn mebibyte_of_symbols_needs_a_small_stack() {
    on_a_small_stack(|| {
        for unit in ["(", "!", "a:'", "[", "{", "\0", ")", "a:‘x+", "a='"] {
            assert_invalid(unit, MEBIBYTE);
        }
    });
}

#[test]
fn repeated_fragments_need_a_small_stack() {
    on_a_small_stack(|| {
        for unit in [
            "!(", "+", "a:[", "x:'b'c+", "%25", "a:\0", "🦀", "\u{301}", "\"", "\\", "a:'\\",
            "a:(", "a in (", "a:[[", "a:{", "{}", "'+",
        ] {
            assert_invalid(unit, MEBIBYTE / 4);
        }
    });
}

fn assert_invalid(unit: &str, length: usize) {
    let text = unit.repeat(length / unit.len());
    assert!(!exercise(parse_with(&text, &Limits::DEFAULT)), "{unit}");
    if unit.contains('{') {
        let parsed = parse_template(&text, &Limits::DEFAULT);
        assert!(!exercise(parsed), "{unit}");
    }
}

/// Each of these once made the parser search the rest of the input at every problem.
#[test]
fn repeated_problems_take_linear_time() {
    for unit in [
        "like {,",
        "a:[{]+",
        "b between {,",
        "a:[x(]",
        "a:[‘\\'’]+",
        "a:[x\"]",
        "a:[1 \\']",
        "a:[‘x’ y]",
        "{a}",
        "a:{x}",
        "a:;",
        "b:1;",
        "||&%41b:1",
        "like in {:}",
        "and %41&\\\"",
        "a:1 'b'",
        "a:x\\'y+",
    ] {
        assert_invalid(unit, MEBIBYTE / 4);
    }
}

#[test]
fn hundred_thousand_clauses_are_valid() {
    on_a_small_stack(|| {
        let limits = Limits::DEFAULT.with_max_len(8 * MEBIBYTE);
        for connective in ["+", ",", " + ", "+\n"] {
            let text = vec!["a:'x'"; 100_000].join(connective);
            let parsed = parse_with(&text, &limits);
            assert_eq!(parsed.partial_tree().clauses().count(), 100_000);
            assert!(exercise(parsed));
        }
        let text = format!("a:[{}]", vec!["'x'"; 100_000].join(","));
        assert!(exercise(parse_with(&text, &limits)));
    });
}

#[test]
fn deep_nesting_needs_a_small_stack() {
    on_a_small_stack(|| {
        let levels = 300_000;
        let limits = Limits::TRUSTED;
        let redundant = "(".repeat(levels) + "a:1" + &")".repeat(levels);
        let tree = parse_with(&redundant, &limits);
        assert_eq!(tree.partial_tree().to_string(), "a:1");
        assert!(exercise(tree));

        let negated = "!(".repeat(levels) + "a:1" + &")".repeat(levels);
        assert_eq!(
            parse_with(&negated, &limits).partial_tree().to_string(),
            "a:1"
        );

        // `a:1,(a:1+(a:1,(…)))` has no redundant parentheses.
        let alternating = "a:1,(a:1+(".repeat(levels / 2) + "a:1" + &"))".repeat(levels / 2);
        let parsed = parse_with(&alternating, &limits);
        let printed = parsed.partial_tree().to_string();
        assert_eq!(
            printed,
            parse_with(&printed, &limits).partial_tree().to_string()
        );
        assert_eq!(parsed.partial_tree().clauses().count(), levels + 1);
        assert!(exercise(parsed));

        let unclosed = "a:1,(a:1+(".repeat(levels / 2);
        assert!(!exercise(parse_with(&unclosed, &limits)));
    });
}

#[test]
fn filter_beyond_the_limit_is_not_parsed() {
    let text = "a:1+".repeat(MEBIBYTE);
    let parsed = parse_with(&text, &Limits::DEFAULT);
    assert!(parsed.partial_tree().is_match_all());
    let report = parsed.into_report();
    assert_eq!(report.diagnostics().len(), 1);
    assert_eq!(report.diagnostics()[0].code().as_str(), "FQL031");
    assert_eq!(report.diagnostics()[0].severity(), Severity::Error);
}

#[test]
fn nul_bytes_are_valid_only_in_strings() {
    let tree = parse("a:'\0'").expect("a filter");
    assert_eq!(tree.to_string(), "a:'\0'");
    for text in ["\0", "a\0:1", "a:\0", "a:1\0", "a:[\0]", "a:1+\0+b:2"] {
        assert!(parse(text).is_err(), "{text:?}");
    }
}

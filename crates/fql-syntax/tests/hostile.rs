//! Texts made to break a reader: each ends in a filter or in errors, on a small stack.

use fql_syntax::{Limits, Parsed, Severity, apply_fixes, parse, parse_template, parse_with};

const MEBIBYTE: usize = 1 << 20;

/// Runs on a stack of 128 KiB, where recursion over the text would overflow.
fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(128 << 10)
        .spawn(test)
        .expect("a thread")
        .join()
        .expect("no panic");
}

/// Does everything that walks a tree or a report.
fn exercise(reading: Parsed<'_>) -> bool {
    let tree = reading.partial();
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
    let is_filter = reading.tree().is_some();
    let report = reading.into_report();
    assert_eq!(is_filter, !report.has_errors());
    let drawn = report.to_string();
    assert!(drawn.len() < 100_000, "{} bytes", drawn.len());
    let _ = apply_fixes(report.text(), report.diagnostics());
    is_filter
}

#[test]
fn a_mebibyte_of_any_sign_is_read_on_a_small_stack() {
    on_a_small_stack(|| {
        for unit in ["(", "!", "a:'", "[", "{", "\0", ")", "a:‘x+", "a='"] {
            refuses(unit, MEBIBYTE);
        }
    });
}

#[test]
fn other_signs_that_repeat_are_read_on_a_small_stack() {
    on_a_small_stack(|| {
        for unit in [
            "!(", "+", "a:[", "x:'b'c+", "%25", "a:\0", "🦀", "\u{301}", "\"", "\\", "a:'\\",
            "a:(", "a in (", "a:[[", "a:{", "{}", "'+",
        ] {
            refuses(unit, MEBIBYTE / 4);
        }
    });
}

fn refuses(unit: &str, length: usize) {
    let text = unit.repeat(length / unit.len());
    assert!(!exercise(parse_with(&text, &Limits::DEFAULT)), "{unit}");
    if unit.contains('{') {
        let reading = parse_template(&text, &Limits::DEFAULT);
        assert!(!exercise(reading), "{unit}");
    }
}

/// Each of these once made the reader look through the rest of the text at every mistake.
#[test]
fn what_repeats_is_not_looked_through_again_and_again() {
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
        refuses(unit, MEBIBYTE / 4);
    }
}

#[test]
fn a_hundred_thousand_clauses_are_a_filter() {
    on_a_small_stack(|| {
        let limits = Limits::DEFAULT.with_max_len(8 * MEBIBYTE);
        for join in ["+", ",", " + ", "+\n"] {
            let text = vec!["a:'x'"; 100_000].join(join);
            let reading = parse_with(&text, &limits);
            assert_eq!(reading.partial().clauses().count(), 100_000);
            assert!(exercise(reading));
        }
        let text = format!("a:[{}]", vec!["'x'"; 100_000].join(","));
        assert!(exercise(parse_with(&text, &limits)));
    });
}

#[test]
fn three_hundred_thousand_levels_are_read_if_the_limit_allows() {
    on_a_small_stack(|| {
        let levels = 300_000;
        let limits = Limits::TRUSTED;
        let superfluous = "(".repeat(levels) + "a:1" + &")".repeat(levels);
        let tree = parse_with(&superfluous, &limits);
        assert_eq!(tree.partial().to_string(), "a:1");
        assert!(exercise(tree));

        let negated = "!(".repeat(levels) + "a:1" + &")".repeat(levels);
        assert_eq!(parse_with(&negated, &limits).partial().to_string(), "a:1");

        // `a:1,(a:1+(a:1,(…)))` can't be made any flatter.
        let alternating = "a:1,(a:1+(".repeat(levels / 2) + "a:1" + &"))".repeat(levels / 2);
        let reading = parse_with(&alternating, &limits);
        let printed = reading.partial().to_string();
        assert_eq!(printed, parse_with(&printed, &limits).partial().to_string());
        assert_eq!(reading.partial().clauses().count(), levels + 1);
        assert!(exercise(reading));

        let unclosed = "a:1,(a:1+(".repeat(levels / 2);
        assert!(!exercise(parse_with(&unclosed, &limits)));
    });
}

#[test]
fn a_text_beyond_the_limit_is_refused_unread() {
    let text = "a:1+".repeat(MEBIBYTE);
    let reading = parse_with(&text, &Limits::DEFAULT);
    assert!(reading.partial().is_match_all());
    let report = reading.into_report();
    assert_eq!(report.diagnostics().len(), 1);
    assert_eq!(report.diagnostics()[0].code().as_str(), "FQL031");
    assert_eq!(report.diagnostics()[0].severity(), Severity::Error);
}

#[test]
fn nul_bytes_are_text_between_quotes_and_a_mistake_elsewhere() {
    let tree = parse("a:'\0'").expect("a filter");
    assert_eq!(tree.to_string(), "a:'\0'");
    for text in ["\0", "a\0:1", "a:\0", "a:1\0", "a:[\0]", "a:1+\0+b:2"] {
        assert!(parse(text).is_err(), "{text:?}");
    }
}

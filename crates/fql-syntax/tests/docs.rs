//! The documentation pages that are generated from the source or quote it.
//!
//! `FQL_BLESS=1 cargo test -p fql-syntax --test docs` regenerates them.

use std::fmt::Write as _;
use std::path::PathBuf;

use fql_syntax::{Code, Diagnostic, Renderer, Span, parse};

fn page(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(name)
}

fn read_page(name: &str) -> String {
    let path = page(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Appends an example as a code block.
fn push_example(out: &mut String, label: &str, filter: &str) {
    let filter = if filter.is_empty() {
        "(no filter)"
    } else {
        filter
    };
    let _ = write!(out, "{label}:\n\n```text\n{filter}\n```\n\n");
}

/// The anchor of a code's section on the page.
fn anchor(code: Code) -> String {
    code.as_str().to_ascii_lowercase()
}

fn diagnostics_page() -> String {
    let mut out = String::from(
        "# Diagnostics\n\n\
         Every diagnostic about a filter has one of these codes, whose meanings never change. An error\n\
         makes the filter invalid; a warning does not. `fql explain FQL101` prints the section of a\n\
         code.\n\n\
         This page is generated from the table in `crates/fql-syntax/src/diagnostics/code.rs`.\n\n\
         | Code | Severity | Title |\n|---|---|---|\n",
    );
    for code in Code::ALL {
        let _ = writeln!(
            out,
            "| [{code}](#{}) | {} | {} |",
            anchor(*code),
            code.severity(),
            code.title()
        );
    }
    for code in Code::ALL {
        let _ = write!(
            out,
            "\n<a id=\"{}\"></a>\n\n## {code} {}\n\n{}. {}\n\n",
            anchor(*code),
            code.title(),
            match code.severity() {
                fql_syntax::Severity::Error => "Error",
                fql_syntax::Severity::Warning => "Warning",
            },
            code.explanation(),
        );
        push_example(&mut out, "Wrong", code.wrong_example());
        push_example(&mut out, "Right", code.right_example());
        out.pop();
    }
    out
}

#[test]
fn diagnostics_page_is_up_to_date() {
    let expected = diagnostics_page();
    if std::env::var_os("FQL_BLESS").is_some() {
        std::fs::write(page("diagnostics.md"), &expected).expect("a writable page");
    }
    assert!(
        read_page("diagnostics.md") == expected,
        "docs/diagnostics.md is out of date; run with FQL_BLESS=1 to regenerate it"
    );
}

#[test]
fn diagnostic_ends_with_its_details_note() {
    for code in Code::ALL {
        let diagnostic = Diagnostic::new(*code, Span::new(0, 1), "message", "help");
        let rendered = Renderer::plain().diagnostic("text", &diagnostic);
        let note = format!("\n  = note: for details run `fql explain {code}`\n");
        assert!(rendered.ends_with(&note), "{rendered}");
    }
}

/// The code blocks of a page in a language.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let opening = format!("```{language}\n");
    let mut blocks = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once(opening.as_str()) {
        let (block, after) = after.split_once("```").expect("the end of a block");
        blocks.push(block);
        rest = after;
    }
    blocks
}

#[test]
fn language_page_has_the_grammar() {
    let page = read_page("language.md");
    assert_eq!(blocks(&page, "ebnf"), [include_str!("../src/grammar.ebnf")]);
}

#[test]
fn language_page_filters_are_valid() {
    let page = read_page("language.md");
    let blocks = blocks(&page, "fql");
    assert!(!blocks.is_empty());
    for filter in blocks.iter().flat_map(|block| block.lines()) {
        let (text, canonical) = match filter.split_once(" → ") {
            Some((text, canonical)) => (text.trim_end(), canonical),
            None => (filter, filter),
        };
        match parse(text) {
            Ok(tree) => assert_eq!(tree.to_string(), canonical),
            Err(report) => panic!("{report}"),
        }
    }
}

#[test]
fn language_page_escapes_are_correct() {
    let page = read_page("language.md");
    // Rows of the table of escapes: | string `value` | `literal` | …
    let rows = page
        .lines()
        .filter_map(|line| line.strip_prefix("| string `"));
    let mut count = 0;
    for row in rows {
        let (value, after) = row.split_once("` | `").expect("two cells");
        let (literal, _) = after.split_once("` |").expect("the end of the second cell");
        let mut printed = String::new();
        fql_syntax::push_quoted(value, &mut printed);
        assert_eq!(printed, literal);
        count += 1;
    }
    assert!(count >= 5, "{count} rows");
}

#[test]
fn language_page_has_every_operator() {
    let page = read_page("language.md");
    for comparison in fql_syntax::Comparison::ALL {
        let operator = fql_syntax::Operator::new(comparison);
        for operator in [operator, !operator] {
            let cell = match operator.spelling() {
                "" => "| none |".to_owned(),
                spelling => format!("| `{spelling}` |"),
            };
            assert!(page.contains(&cell), "{cell}");
        }
    }
}

//! The pages that are made from the source, and those that quote it.
//!
//! `FQL_BLESS=1 cargo test -p fql-syntax --test docs` writes them anew.

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

/// An example as an indented block; the empty filter is said in words.
fn example(out: &mut String, what: &str, text: &str) {
    let shown = if text.is_empty() { "(no filter)" } else { text };
    let _ = write!(out, "{what}:\n\n```text\n{shown}\n```\n\n");
}

/// The anchor of a code's section on the page.
fn anchor(code: Code) -> String {
    code.as_str().to_ascii_lowercase()
}

fn diagnostics() -> String {
    let mut out = String::from(
        "# Diagnostics\n\n\
         Every finding about a filter has one of these codes. A code keeps its meaning for ever.\n\
         An error makes the text no filter; a warning leaves it valid.\n\n\
         This page is made from the table in `crates/fql-syntax/src/code.rs`.\n\n\
         | Code | | |\n|---|---|---|\n",
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
        example(&mut out, "Wrong", code.wrong_example());
        example(&mut out, "Right", code.right_example());
        out.pop();
    }
    out
}

#[test]
fn the_page_of_diagnostics_is_that_of_the_table() {
    let expected = diagnostics();
    if std::env::var_os("FQL_BLESS").is_some() {
        std::fs::write(page("diagnostics.md"), &expected).expect("the page can be written");
    }
    assert!(
        read_page("diagnostics.md") == expected,
        "docs/diagnostics.md is not up to date; run with FQL_BLESS=1 to write it"
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

/// The blocks of a page that are marked with `language`.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let opening = format!("```{language}\n");
    let mut blocks = Vec::new();
    let mut rest = page;
    while let Some((_, behind)) = rest.split_once(opening.as_str()) {
        let (block, after) = behind.split_once("```").expect("a block ends");
        blocks.push(block);
        rest = after;
    }
    blocks
}

#[test]
fn the_grammar_of_the_language_page_is_that_of_the_crate() {
    let page = read_page("language.md");
    assert_eq!(blocks(&page, "ebnf"), [include_str!("../src/grammar.ebnf")]);
}

#[test]
fn every_filter_of_the_language_page_is_one() {
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
fn every_value_of_the_language_page_is_written_as_it_says() {
    let page = read_page("language.md");
    // Rows of the tables of escapes: | what it is | as it is written |
    let rows = page
        .lines()
        .filter_map(|line| line.strip_prefix("| text `"));
    let mut count = 0;
    for row in rows {
        let (value, behind) = row.split_once("` | `").expect("two cells");
        let (written, _) = behind.split_once("` |").expect("the second cell ends");
        let mut printed = String::new();
        fql_syntax::push_quoted(value, &mut printed);
        assert_eq!(printed, written);
        count += 1;
    }
    assert!(count >= 5, "{count} rows");
}

#[test]
fn the_language_page_names_every_operator() {
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

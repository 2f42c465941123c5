//! What `fql!` does with its literal.
//!
//! A macro cannot be called by a program. So this goes its way with what it calls: the literal is
//! read as a template, and each clause is held against the table by the function that the macro
//! writes into a constant of the program, where a panic ends the compilation.

use fql::collections::external_assets::ExternalAssets;
use fql::{Collection, Diagnostics, Limits};
use fql_syntax::{Capability, Clause, Renderer, Tree, Value, excerpt, parse_template};

use crate::quiet::panic_of;
use crate::things::Things;

/// A text to be put in the place of placeholders, with what could end a value.
const HOSTILE: &str = r"x'+b:1,(c:'\";

/// The compiler refuses a literal just where the running program does, with the same code, and what
/// is put in the place of a placeholder stays one value.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(tree) = parse_template(text, &Limits::TRUSTED).into_result() else {
        return;
    };
    compiles::<ExternalAssets>(text, &tree);
    compiles::<Things>(text, &tree);
    if !text.contains(['{', '}']) {
        assert_eq!(
            Ok(&tree),
            fql_syntax::parse_with(text, &Limits::TRUSTED)
                .into_result()
                .as_ref()
        );
    }
    filled(text, &tree);
}

fn compiles<C: Collection>(text: &str, tree: &Tree<'_>) {
    let findings = fql::validate::<C>(tree);
    let first = tree
        .clauses()
        .find_map(|clause| refusal::<C>(text, &clause));
    match first {
        None => assert!(
            !findings.has_errors(),
            "only the running program refuses {text:?}"
        ),
        Some(message) => {
            let code = message.split(':').next().unwrap_or_default();
            assert_eq!(
                Some(code),
                first_error(text, findings).as_deref(),
                "{message}"
            );
        }
    }
}

fn first_error(text: &str, findings: Diagnostics) -> Option<String> {
    let report = fql::Report::new(text, findings);
    let mut errors = report.diagnostics().iter();
    let first = errors.find(|one| one.severity() == fql::Severity::Error)?;
    Some(first.code().as_str().to_owned())
}

/// How the compiler would refuse the clause.
fn refusal<C: Collection>(text: &str, clause: &Clause<'_>) -> Option<String> {
    let asks = clause.capabilities().unwrap_or_default();
    let asks = asks.iter().fold(0, |bits, one| bits | one.bit());
    let values: Vec<(u8, String)> = clause
        .values()
        .map(|(value, _)| {
            (
                clause.field_types_of(value).bits(),
                excerpt(&value.canonical(), 60).into_owned(),
            )
        })
        .collect();
    let facts: Vec<_> = values
        .iter()
        .map(|(kinds, text)| fql::__private::value_facts(*kinds, text))
        .collect();
    let ways = Capability::ALL.map(|capability| {
        excerpt(&clause.rewrite_as(capability).unwrap_or_default(), 200).into_owned()
    });
    let operator = match clause.operator_span() {
        place if place.is_empty() => clause.value_span(),
        place => place,
    };
    let excerpts = [clause.property_span(), operator, clause.value_span()]
        .map(|place| Renderer::plain().excerpt(text, place));
    panic_of(|| {
        fql::__private::assert_clause(
            &C::TABLE,
            clause.property(),
            asks,
            &facts,
            ways.each_ref().map(String::as_str),
            excerpts.each_ref().map(String::as_str),
            &[],
        );
    })
}

/// Puts a text into every placeholder for a value. The filter has the same clauses as before.
fn filled(text: &str, tree: &Tree<'_>) {
    let mut out = String::new();
    let mut behind = 0;
    for clause in tree.clauses() {
        for (value, place) in clause.values() {
            if matches!(value, Value::Placeholder(_)) {
                out.push_str(&text[behind..place.start()]);
                fql_syntax::push_quoted(HOSTILE, &mut out);
                behind = place.end();
            }
        }
    }
    out.push_str(&text[behind..]);
    // What is left of braces are those in quotes, and placeholders for whole clauses.
    let Ok(filled) = parse_template(&out, &Limits::TRUSTED).into_result() else {
        panic!("no template any more: {out:?}");
    };
    assert_eq!(filled.clauses().count(), tree.clauses().count(), "{out:?}");
    for (one, other) in filled.clauses().zip(tree.clauses()) {
        assert_eq!(one.property(), other.property());
        assert_eq!(one.operator(), other.operator());
        for ((new, _), (old, _)) in one.values().zip(other.values()) {
            match old {
                Value::Placeholder(_) => {
                    let Value::String(new) = new else {
                        panic!("no text: {out:?}");
                    };
                    assert_eq!(new.value(), HOSTILE);
                }
                old => assert_eq!(new, old),
            }
        }
    }
}

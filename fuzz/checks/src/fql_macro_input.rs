//! Processing of the literal of `fql!`.
//!
//! A program cannot call a macro at run time, so this check follows its steps: it parses the literal as
//! a template and passes each clause to the const function that the macro emits into a constant,
//! where a panic ends the compilation.

use fql::collections::external_assets::ExternalAssets;
use fql::diagnostics::Diagnostics;
use fql::{Collection, Limits};
use fql_syntax::{Capability, Clause, Renderer, Tree, Value, excerpt, parse_template};

use crate::all_types::AllTypes;
use crate::quiet_panic::panic_message;

/// A value for placeholders with characters that could end a literal.
const HOSTILE: &str = r"x'+b:1,(c:'\";

/// Checks that compilation rejects exactly what the run-time parser rejects, with the same code, and that
/// the value of a placeholder stays one value.
pub fn check(data: &[u8]) {
    let Ok(source) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(tree) = parse_template(source, &Limits::TRUSTED).into_result() else {
        return;
    };
    check_collection::<ExternalAssets>(source, &tree);
    check_collection::<AllTypes>(source, &tree);
    if !source.contains(['{', '}']) {
        assert_eq!(
            Ok(&tree),
            fql_syntax::parse_with(source, &Limits::TRUSTED)
                .into_result()
                .as_ref()
        );
    }
    check_placeholder_values(source, &tree);
}

fn check_collection<C: Collection>(source: &str, tree: &Tree<'_>) {
    let diagnostics = fql::syntax::validate::<C>(tree);
    let first = tree
        .clauses()
        .find_map(|clause| compile_error::<C>(source, &clause));
    match first {
        None => assert!(
            !diagnostics.has_errors(),
            "rejected only at run time: {source:?}"
        ),
        Some(message) => {
            let code = message.split(':').next().unwrap_or_default();
            assert_eq!(
                Some(code),
                first_error(source, diagnostics).as_deref(),
                "{message}"
            );
        }
    }
}

fn first_error(source: &str, diagnostics: Diagnostics) -> Option<String> {
    let report = fql::Report::new(source, diagnostics);
    let mut errors = report.diagnostics().iter();
    let first =
        errors.find(|diagnostic| diagnostic.severity() == fql::diagnostics::Severity::Error)?;
    Some(first.code().as_str().to_owned())
}

/// Returns the message with which compilation would reject the clause.
fn compile_error<C: Collection>(source: &str, clause: &Clause<'_>) -> Option<String> {
    let required = clause.capabilities().iter();
    let required = required.fold(0, |bits, capability| bits | capability.bit());
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
        .map(|(types, literal)| fql::__private::value_facts(*types, literal))
        .collect();
    let rewrites = Capability::ALL.map(|capability| {
        excerpt(&clause.rewrite_as(capability).unwrap_or_default(), 200).into_owned()
    });
    let operator = match clause.operator_span() {
        span if span.is_empty() => clause.value_span(),
        span => span,
    };
    let excerpts = [clause.property_span(), operator, clause.value_span()]
        .map(|span| Renderer::plain().excerpt(source, span));
    panic_message(|| {
        fql::__private::assert_clause(
            &C::TABLE,
            clause.property(),
            required,
            &facts,
            rewrites.each_ref().map(String::as_str),
            excerpts.each_ref().map(String::as_str),
            &[],
        );
    })
}

/// Replaces every value placeholder with a hostile string and checks that no clause changes.
fn check_placeholder_values(source: &str, tree: &Tree<'_>) {
    let mut out = String::new();
    let mut copied = 0;
    for clause in tree.clauses() {
        for (value, span) in clause.values() {
            if matches!(value, Value::Placeholder(_)) {
                out.push_str(&source[copied..span.start()]);
                fql_syntax::push_quoted(HOSTILE, &mut out);
                copied = span.end();
            }
        }
    }
    out.push_str(&source[copied..]);
    // Quoted braces and placeholders for whole clauses remain, so this is still a template.
    let Ok(filled) = parse_template(&out, &Limits::TRUSTED).into_result() else {
        panic!("invalid template: {out:?}");
    };
    assert_eq!(filled.clauses().count(), tree.clauses().count(), "{out:?}");
    for (new, old) in filled.clauses().zip(tree.clauses()) {
        assert_eq!(new.property(), old.property());
        assert_eq!(new.operator(), old.operator());
        for ((new, _), (old, _)) in new.values().zip(old.values()) {
            match old {
                Value::Placeholder(_) => {
                    let Value::String(new) = new else {
                        panic!("expected a string: {out:?}");
                    };
                    assert_eq!(new.value(), HOSTILE);
                }
                old => assert_eq!(new, old),
            }
        }
    }
}

//! Values whose type is known only at run time.

use fql_syntax::{Comparison, Escaper, Pattern};

use super::integer::push_integer;
use crate::value::Literal;

/// Appends a value after an operator.
pub(crate) fn push_literal(literal: &Literal<'_>, comparison: Comparison, out: &mut String) {
    match literal {
        Literal::Text(string) => push_string(string, comparison, out),
        Literal::Pattern(pattern) => push_pattern(pattern, comparison, out),
        Literal::Integer(number) => push_integer(out, *number),
        Literal::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
        Literal::Timestamp(time) => out.push_str(&format!("'{time}'")),
        Literal::Null => out.push_str("null"),
        Literal::List(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                push_literal(value, comparison, out);
            }
            out.push(']');
        }
    }
}

/// Appends a string, escaped as a literal pattern for comparisons that accept patterns.
fn push_string(string: &str, comparison: Comparison, out: &mut String) {
    let escaper = match comparison {
        Comparison::Equal => Escaper::Exact,
        _ if comparison.accepts_pattern() => Escaper::QuotedLiteral,
        _ => Escaper::Quoted,
    };
    out.push('\'');
    escaper.push(string, out);
    out.push('\'');
}

/// Without an operator, a pattern without `*` is read as a string, whose backslashes are not doubled.
fn push_pattern(pattern: &Pattern, comparison: Comparison, out: &mut String) {
    let source = pattern.as_str();
    if comparison == Comparison::Equal && !source.contains('*') {
        fql_syntax::push_quoted(&source.replace(r"\\", r"\"), out);
    } else {
        fql_syntax::push_quoted(source, out);
    }
}

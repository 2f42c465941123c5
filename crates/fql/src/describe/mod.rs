//! Filters in words.
//!
//! [`describe`] returns one line for each clause and group of a filter, in the order of the source:
//! `criticality is 'Critical'`, `last_seen is after 7 days before now`. The program `fql explain` prints
//! them, and the explorer of the sandbox shows them next to the filter.
//!
//! A field can have several values. `f is x` is true if any value equals x, and `f is not x` if no value
//! does, so also if the field is absent.

mod clause;
mod time;

use fql_syntax::{Connective, Expression, FieldType, Span, Tree};

use crate::schema::Table;

/// A clause or a group of a filter in words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DescribedLine {
    /// The number of groups around the clause or group.
    pub depth: usize,
    /// The words: those of a clause, or `all of:` or `any of:` for the group of the deeper lines that
    /// follow. Values are as in the filter, so that an untrusted one may have control characters.
    pub text: String,
    /// The clause, or the clauses of the group, in the source of the tree.
    pub span: Span,
    /// The field of a clause, as far as the table knows it.
    pub subject: Subject,
}

/// The subject of a described line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// A group, or the empty filter.
    Group,
    /// A field of the table.
    Field(FieldType),
    /// A property of an open collection.
    Property,
    /// A field that the table does not have.
    UnknownField,
}

/// Describes a filter in words, line by line. The types of the table's fields decide how their values are
/// described.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
/// use fql::describe::describe;
///
/// let tree = fql_syntax::parse("manual:true+(ip.services.port:22,last_seen:>'now-7d')")?;
/// let lines = describe(&external_assets::TABLE, &tree);
/// let text: Vec<String> = lines
///     .iter()
///     .map(|line| format!("{}{}", "  ".repeat(line.depth), line.text))
///     .collect();
/// assert_eq!(text, [
///     "all of:",
///     "  manual is true",
///     "  any of:",
///     "    ip.services.port is 22",
///     "    last_seen is after 7 days before now",
/// ]);
/// assert_eq!(lines[1].span.slice(tree.text()), "manual:true");
/// # Ok::<(), fql_syntax::Report>(())
/// ```
#[must_use]
pub fn describe(table: &Table, tree: &Tree<'_>) -> Vec<DescribedLine> {
    let Some(root) = tree.root() else {
        return vec![DescribedLine::group(0, "everything")];
    };
    let mut lines = Vec::new();
    // An explicit stack, so that deep filters cannot overflow the call stack.
    let mut stack = vec![(0, root)];
    while let Some((depth, expression)) = stack.pop() {
        lines.push(match expression {
            Expression::Group(group) => {
                let first = stack.len();
                stack.extend(group.parts().map(|part| (depth + 1, part)));
                stack[first..].reverse();
                DescribedLine::group(depth, heading(group.connective()))
            }
            Expression::Clause(clause) => {
                let row = table.find(clause.property());
                DescribedLine {
                    depth,
                    text: clause::describe(&clause, row),
                    span: clause.span(),
                    subject: match row {
                        Some(row) => Subject::Field(row.field_type),
                        None if table.is_open => Subject::Property,
                        None => Subject::UnknownField,
                    },
                }
            }
            // Only templates have placeholders.
            Expression::Placeholder(placeholder) => {
                DescribedLine::group(depth, format!("{{{}}}", placeholder.expression()))
            }
        });
    }
    set_group_spans(&mut lines);
    lines
}

impl DescribedLine {
    /// Returns a line whose span is not known yet.
    fn group(depth: usize, text: impl Into<String>) -> Self {
        Self {
            depth,
            text: text.into(),
            span: Span::default(),
            subject: Subject::Group,
        }
    }
}

/// Sets the spans of groups to those of their clauses.
fn set_group_spans(lines: &mut [DescribedLine]) {
    // The lines after the current one that start another group at each depth; the nearest is the last.
    let mut next_groups: Vec<usize> = Vec::new();
    for index in (0..lines.len()).rev() {
        let depth = lines[index].depth;
        while next_groups
            .last()
            .is_some_and(|next| lines[*next].depth > depth)
        {
            next_groups.pop();
        }
        let end = next_groups.last().copied().unwrap_or(lines.len());
        if index + 1 < end {
            lines[index].span = lines[index + 1].span.to(lines[end - 1].span);
        }
        next_groups.push(index);
    }
}

const fn heading(connective: Connective) -> &'static str {
    match connective {
        Connective::And => "all of:",
        Connective::Or => "any of:",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collections::external_assets;

    #[test]
    fn group_spans_from_its_first_to_its_last_clause() {
        let source = "manual:true+(confidence:1,(id:'a'+id:'b'))+!(id:'c',id:'d')";
        let tree = fql_syntax::parse(source).unwrap();
        let lines = describe(&external_assets::TABLE, &tree);
        let groups = lines.iter().filter(|line| line.subject == Subject::Group);
        let spans: Vec<&str> = groups.map(|line| line.span.slice(source)).collect();
        assert_eq!(
            spans,
            [
                "manual:true+(confidence:1,(id:'a'+id:'b'))+!(id:'c',id:'d'",
                "confidence:1,(id:'a'+id:'b'",
                "id:'a'+id:'b'",
            ]
        );
    }

    #[test]
    fn deep_filter_does_not_overflow_the_stack() {
        let depth = 100_000;
        let source = format!(
            "{}id:'c'{}",
            "(id:'a',(id:'b'+".repeat(depth),
            "))".repeat(depth)
        );
        let parsed = fql_syntax::parse_with(&source, &fql_syntax::Limits::TRUSTED);
        let lines = describe(&external_assets::TABLE, parsed.tree().unwrap());
        assert_eq!(lines.len(), 4 * depth + 1);
    }
}

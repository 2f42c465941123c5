//! Parsing of programs in other languages.

use tree_sitter::{Parser, Tree};

use super::syntax::Language;

/// The levels of indentation up to which a file is parsed, as in Python. The scanners of the grammars for
/// Python and YAML keep them in a buffer of fixed size.
pub(super) const MAX_INDENTATION: usize = 100;

/// Parses a part of a file. `ranges` are the bytes that are in the language; all of them if empty.
/// Returns `None` if the file is nested too deeply.
pub(super) fn parse(
    language: Language,
    source: &str,
    ranges: &[tree_sitter::Range],
) -> Option<Tree> {
    if language.is_indented() && deepest_indentation(source, ranges) > MAX_INDENTATION {
        return None;
    }
    let mut parser = Parser::new();
    parser.set_language(&language.grammar()).ok()?;
    parser.set_included_ranges(ranges).ok()?;
    parser.parse(source, None)
}

fn deepest_indentation(source: &str, ranges: &[tree_sitter::Range]) -> usize {
    let range = |range: &tree_sitter::Range| source.get(range.start_byte..range.end_byte);
    match ranges.is_empty() {
        true => indentation(source.lines()),
        false => indentation(ranges.iter().filter_map(range)),
    }
}

/// Returns the levels of indentation of the line with the most. `- - a` of YAML has two levels more than `a`.
fn indentation<'s>(lines: impl Iterator<Item = &'s str>) -> usize {
    let is_blank = |character: char| matches!(character, ' ' | '\t');
    let (mut columns, mut deepest) = (Vec::new(), 0);
    for line in lines {
        let line = line.trim_end();
        let mut rest = line.trim_start_matches(is_blank);
        while !rest.is_empty() {
            let column = line.len() - rest.len();
            while columns.last().is_some_and(|last| *last >= column) {
                columns.pop();
            }
            columns.push(column);
            deepest = deepest.max(columns.len());
            let after = rest.strip_prefix(['-', '?', ':']);
            let item = after.filter(|after| after.starts_with(is_blank));
            rest = item.map_or("", |item| item.trim_start_matches(is_blank));
        }
    }
    deepest
}

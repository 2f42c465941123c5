//! Code blocks of Markdown documents.

use tree_sitter::{Point, Range};

use super::syntax::Language;

/// A fenced code block.
#[derive(Debug)]
pub(super) struct CodeBlock {
    pub(super) content: Content,
    /// The lines without the indentation of the block.
    pub(super) lines: Vec<Range>,
}

/// The content of a code block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Program(Language),
    /// A filter in each line.
    Filters,
    /// Text that is not parsed, such as commands.
    Text,
}

/// A fence that is open: its character, its length, its indentation, and the content of the block.
struct Fence {
    character: char,
    len: usize,
    indent: usize,
    content: Option<Content>,
}

/// Indentation, quotes, and the byte order mark of the file.
const BEFORE_FENCE: [char; 4] = [' ', '\t', '>', '\u{feff}'];

/// Returns the code blocks.
pub(super) fn code_blocks(source: &str) -> Vec<CodeBlock> {
    let mut blocks: Vec<CodeBlock> = Vec::new();
    let mut open: Option<Fence> = None;
    let mut offset = 0;
    for (row, line) in source.split_inclusive('\n').enumerate() {
        let start = offset;
        offset += line.len();
        let Some(fence) = &open else {
            open = opening(line);
            if let Some(Fence {
                content: Some(content),
                ..
            }) = &open
            {
                blocks.push(CodeBlock {
                    content: *content,
                    lines: Vec::new(),
                });
            }
            continue;
        };
        if is_closing(line, fence) {
            open = None;
            continue;
        }
        let Some(block) = blocks.last_mut().filter(|_| fence.content.is_some()) else {
            continue;
        };
        let blank = line.len() - line.trim_start_matches(BEFORE_FENCE).len();
        let indent = blank.min(fence.indent);
        block.lines.push(Range {
            start_byte: start + indent,
            end_byte: offset,
            start_point: Point::new(row, indent),
            end_point: Point::new(row + 1, 0),
        });
    }
    blocks.retain(|block| !block.lines.is_empty());
    blocks
}

fn opening(line: &str) -> Option<Fence> {
    let mut content = line.trim_start_matches(BEFORE_FENCE);
    // The first block of a list item.
    while let Some(item) = after_list_marker(content) {
        content = item.trim_start_matches(BEFORE_FENCE);
    }
    let character = content
        .chars()
        .next()
        .filter(|first| "`~".contains(*first))?;
    let info = content.trim_start_matches(character);
    let len = content.len() - info.len();
    let is_fence = len >= 3 && !(character == '`' && info.contains('`'));
    is_fence.then(|| Fence {
        character,
        len,
        indent: line.len() - content.len(),
        content: content_of(info),
    })
}

/// Returns the rest of a line after `- `, `* `, `+ `, `1. ` or `1) `.
fn after_list_marker(content: &str) -> Option<&str> {
    let number = content.trim_start_matches(|character: char| character.is_ascii_digit());
    let rest = match number.len() < content.len() {
        true => number.strip_prefix(['.', ')'])?,
        false => content.strip_prefix(['-', '*', '+'])?,
    };
    rest.starts_with([' ', '\t']).then_some(rest)
}

fn is_closing(line: &str, fence: &Fence) -> bool {
    let content = line.trim_start_matches(BEFORE_FENCE).trim_end();
    content.len() >= fence.len && content.chars().all(|other| other == fence.character)
}

/// Returns the content for an info string such as `python title="a.py"`.
fn content_of(info: &str) -> Option<Content> {
    let is_end = |character: char| character.is_whitespace() || ",{:".contains(character);
    let name = info.trim().trim_start_matches(['{', '.']);
    let name = name
        .split(is_end)
        .next()
        .unwrap_or_default()
        .trim_end_matches('}');
    match name.eq_ignore_ascii_case("fql") {
        true => Some(Content::Filters),
        false => Language::from_name(name).map_or(Some(Content::Text), |language| {
            Some(Content::Program(language))
        }),
    }
}

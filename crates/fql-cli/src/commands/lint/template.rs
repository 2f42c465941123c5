//! Filters in the form that the parser reads, with a map to the file.

use std::ops::Range;

use super::host_string::{HostString, Piece, Placeholder, Quoting, Text};

/// The filter of a string expression.
///
/// If the program inserts values, it is a template: `hostname:'{name}'` of a program is
/// `hostname:{name}` here, because the parser knows nothing about the value. A value that is a part of a
/// pattern becomes `…`.
#[derive(Debug, Default)]
pub(super) struct Template {
    pub(super) source: String,
    pub(super) is_template: bool,
    segments: Vec<Segment>,
    /// The values that the program inserts between quotes.
    pub(super) quoted: Vec<Placeholder>,
    /// The spans in `source` of the values that are inserted without quotes.
    pub(super) unquoted: Vec<Range<usize>>,
    /// The program adds clauses before or after the filter.
    pub(super) continues: [bool; 2],
}

/// A part of the filter and its origin.
#[derive(Debug)]
struct Segment {
    filter: Range<usize>,
    file: Range<usize>,
    /// The literal that contains the part; `None` for a placeholder.
    quoting: Option<&'static Quoting>,
}

impl Segment {
    fn is_verbatim(&self) -> bool {
        self.quoting.is_some() && self.filter.len() == self.file.len()
    }
}

/// A literal of the filter that is being read.
struct OpenLiteral {
    quote: char,
    /// The lengths of the filter and the segments before it.
    source_len: usize,
    segments_len: usize,
    file_start: usize,
    placeholders: usize,
    has_star: bool,
    is_escaped: bool,
}

/// The text for a value that is a part of a pattern.
const PART_OF_PATTERN: &str = "…";

impl Template {
    /// Converts a string expression. `continues` adds values of unknown clauses at the start and the end.
    pub(super) fn new(string: &HostString, continues: [bool; 2]) -> Self {
        let mut pieces = string.pieces.iter();
        let has_placeholder = pieces.any(|piece| matches!(piece, Piece::Placeholder(_)));
        let mut template = Self {
            is_template: has_placeholder || continues != [false; 2],
            continues,
            ..Self::default()
        };
        // A value at the end already is the rest of the filter.
        let is_text = |piece: Option<&Piece>| matches!(piece, Some(Piece::Text(_)));
        let continues = [
            continues[0] && is_text(string.pieces.first()),
            continues[1] && is_text(string.pieces.last()),
        ];
        let span = string.span();
        let text = string.text();
        let is_connective = |character: char| matches!(character, '+' | ',' | '(');
        if continues[0] {
            template.push_unquoted(span.start..span.start);
            if !text.trim_start().starts_with(is_connective) {
                template.push_segment("+", span.start..span.start, None);
            }
        }
        let mut open: Option<OpenLiteral> = None;
        for piece in &string.pieces {
            match piece {
                Piece::Text(text) => template.push_text(text, &mut open),
                Piece::Placeholder(placeholder) => match &mut open {
                    Some(literal) => {
                        literal.placeholders += 1;
                        let mut placeholder = placeholder.clone();
                        // A number of days or hours.
                        placeholder.is_number |= template.source.ends_with("now-");
                        template.push_segment(PART_OF_PATTERN, placeholder.source.clone(), None);
                        template.quoted.push(placeholder);
                    }
                    None => template.push_unquoted(placeholder.source.clone()),
                },
            }
        }
        if continues[1] && open.is_none() {
            if !text.trim_end().ends_with(is_connective) {
                template.push_segment("+", span.end..span.end, None);
            }
            template.push_unquoted(span.end..span.end);
        }
        template
    }

    fn push_text(&mut self, text: &Text, open: &mut Option<OpenLiteral>) {
        let is_verbatim = text.is_verbatim();
        for (offset, character) in text.text.char_indices() {
            let file = match is_verbatim {
                true => {
                    let start = text.source.start + offset;
                    start..start + character.len_utf8()
                }
                false => text.source.clone(),
            };
            let file_end = file.end;
            if open.is_none() && matches!(character, '\'' | '"') {
                *open = Some(OpenLiteral {
                    quote: character,
                    source_len: self.source.len(),
                    segments_len: self.segments.len(),
                    file_start: file.start,
                    placeholders: 0,
                    has_star: false,
                    is_escaped: false,
                });
                self.push_char(character, file, text.quoting);
                continue;
            }
            let is_brace = open.is_some() && self.is_template && "{}".contains(character);
            match is_brace {
                true => {
                    self.push_segment(&character.to_string().repeat(2), file, Some(text.quoting))
                }
                false => self.push_char(character, file, text.quoting),
            }
            let Some(literal) = open else {
                continue;
            };
            let is_escaped = std::mem::take(&mut literal.is_escaped);
            match character {
                _ if is_escaped => {}
                '\\' => literal.is_escaped = true,
                '*' => literal.has_star = true,
                _ if character == literal.quote => {
                    self.close(literal, file_end);
                    *open = None;
                }
                _ => {}
            }
        }
    }

    /// Replaces a literal that contains a value by a placeholder, unless it is a pattern.
    fn close(&mut self, literal: &OpenLiteral, file_end: usize) {
        if literal.placeholders > 0 && !literal.has_star {
            self.source.truncate(literal.source_len);
            self.segments.truncate(literal.segments_len);
            self.push_segment("{_}", literal.file_start..file_end, None);
        }
    }

    fn push_unquoted(&mut self, file: Range<usize>) {
        let start = self.source.len();
        self.push_segment("{_}", file, None);
        self.unquoted.push(start..self.source.len());
    }

    fn push_char(&mut self, character: char, file: Range<usize>, quoting: &'static Quoting) {
        let start = self.source.len();
        self.source.push(character);
        let filter = start..self.source.len();
        if let Some(last) = self.segments.last_mut()
            && last.is_verbatim()
            && filter.len() == file.len()
            && last.file.end == file.start
            && last.quoting.is_some_and(|last| std::ptr::eq(last, quoting))
        {
            last.filter.end = filter.end;
            last.file.end = file.end;
            return;
        }
        self.segments.push(Segment {
            filter,
            file,
            quoting: Some(quoting),
        });
    }

    fn push_segment(&mut self, text: &str, file: Range<usize>, quoting: Option<&'static Quoting>) {
        let start = self.source.len();
        self.source.push_str(text);
        self.segments.push(Segment {
            filter: start..self.source.len(),
            file,
            quoting,
        });
    }

    /// Returns the bytes of the file for a span of the filter.
    pub(super) fn file_span(&self, span: Range<usize>) -> Range<usize> {
        let start = self.file_offset(span.start);
        if span.is_empty() {
            return start..start;
        }
        let last = self.segment(span.end - 1);
        let end = last.map_or(start, |last| match last.is_verbatim() {
            true => last.file.start + span.end - last.filter.start,
            false => last.file.end,
        });
        start..end.max(start)
    }

    fn file_offset(&self, offset: usize) -> usize {
        match self.segment(offset) {
            Some(segment) if segment.is_verbatim() => {
                segment.file.start + offset - segment.filter.start
            }
            Some(segment) => segment.file.start,
            None => self.segments.last().map_or(0, |last| last.file.end),
        }
    }

    /// Returns the segment that contains an offset.
    fn segment(&self, offset: usize) -> Option<&Segment> {
        let index = self
            .segments
            .partition_point(|segment| segment.filter.end <= offset);
        self.segments.get(index)
    }

    /// Returns the bytes of the file that an edit replaces, and their replacement. Returns `None` unless
    /// the edit is within one literal.
    pub(super) fn file_edit(
        &self,
        span: Range<usize>,
        text: &str,
    ) -> Option<(Range<usize>, String)> {
        let index = self
            .segments
            .partition_point(|segment| segment.filter.end <= span.start);
        let start = match self.segments.get(index) {
            Some(segment) if segment.quoting.is_some() || span.is_empty() => segment,
            _ if span.is_empty() => self.segments.last()?,
            _ => return None,
        };
        // An insertion before a placeholder belongs to the literal before it.
        let quoting = match (start.quoting, index.checked_sub(1)) {
            (Some(quoting), _) => quoting,
            (None, Some(before)) => self.segments.get(before)?.quoting?,
            (None, None) => return None,
        };
        let covered = self.segments[index.min(self.segments.len() - 1)..]
            .iter()
            .take_while(|segment| segment.filter.start < span.end);
        let mut file_end = start.file.start;
        for segment in covered {
            let is_inside = segment
                .quoting
                .is_some_and(|other| std::ptr::eq(other, quoting));
            let is_adjacent = segment.file.start == file_end || segment.filter.start <= span.start;
            if !is_inside || !is_adjacent {
                return None;
            }
            file_end = segment.file.end;
        }
        let file = self.file_span(span.clone());
        // An edit inside an escape sequence has no place in the file.
        let is_exact = span.is_empty() || self.file_offset(span.start) == file.start;
        is_exact.then_some(())?;
        Some((file, quoting.encode(text)?))
    }

    /// Returns `true` if a span is a value that is inserted without quotes.
    pub(super) fn is_unquoted(&self, span: &Range<usize>) -> bool {
        self.unquoted.contains(span)
    }

    /// Returns `true` if a span is next to a value whose text is unknown.
    pub(super) fn touches_unquoted(&self, span: Range<usize>) -> bool {
        let bytes = self.source.as_bytes();
        let is_space = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
        let (mut start, mut end) = (span.start, span.end);
        while start > 0 && is_space(start - 1) {
            start -= 1;
        }
        while is_space(end) {
            end += 1;
        }
        let mut unquoted = self.unquoted.iter();
        unquoted.any(|value| value.start <= end + 1 && start <= value.end + 1)
    }
}

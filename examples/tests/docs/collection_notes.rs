//! The comments in the block of a collection: its title, the notes about its filters, and those about
//! single fields.

/// The comments of a collection, as Markdown.
pub(crate) struct Notes {
    pub(crate) title: String,
    pub(crate) collection: Vec<String>,
    /// The field in backticks, and its note.
    pub(crate) fields: Vec<String>,
}

impl Notes {
    /// Reads the source file of a collection.
    pub(crate) fn read(family: &str, name: &str) -> Self {
        let module = name.replace('-', "_");
        let path = format!("crates/fql/src/schema/collections/{family}/{module}.rs");
        let path = crate::saved::root().join(path);
        let source = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut notes = Self {
            title: String::new(),
            collection: Vec::new(),
            fields: Vec::new(),
        };
        let mut paragraphs = vec![String::new()];
        for line in source.lines().map(str::trim) {
            if let Some(title) = line.strip_prefix("//! ") {
                if notes.title.is_empty() {
                    notes.title = title.trim_end_matches('.').to_owned();
                }
            } else if let Some(text) = line.strip_prefix("///") {
                push_line(&mut paragraphs, text.trim());
            } else {
                notes.end_comment(
                    std::mem::replace(&mut paragraphs, vec![String::new()]),
                    line,
                );
            }
        }
        notes.fields.sort();
        notes
    }

    /// Keeps the comment above a line of the block.
    fn end_comment(&mut self, paragraphs: Vec<String>, line: &str) {
        let paragraphs = paragraphs.into_iter().filter(|one| !one.is_empty());
        let paragraphs = paragraphs.map(|one| escape(&one));
        if line.starts_with("pub ") {
            self.collection = paragraphs.skip(1).collect();
        } else if let Some((field, _)) = line.split_once(": ") {
            let field = field.trim_start_matches("r#");
            self.fields
                .extend(paragraphs.map(|note| format!("`{field}`: {note}")));
        }
    }
}

/// Adds a line to the last paragraph; an empty line begins another one.
fn push_line(paragraphs: &mut Vec<String>, text: &str) {
    let last = paragraphs.last_mut().expect("a paragraph");
    if text.is_empty() {
        paragraphs.push(String::new());
    } else {
        if !last.is_empty() {
            last.push(' ');
        }
        last.push_str(text);
    }
}

/// Escapes the characters of Markdown that a note uses as they are. Brackets are escaped in the
/// source, and code is kept.
pub(crate) fn escape(note: &str) -> String {
    let mut escaped = String::new();
    for (index, part) in note.split('`').enumerate() {
        if index > 0 {
            escaped.push('`');
        }
        let is_code = index % 2 == 1;
        for char in part.chars() {
            if !is_code && matches!(char, '*' | '<' | '~') {
                escaped.push('\\');
            }
            escaped.push(char);
        }
    }
    escaped
}

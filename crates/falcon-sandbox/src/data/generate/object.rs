//! Writes JSON without building it first.

use std::fmt::{Display, Write};

use fql::Timestamp;

/// An object that is being written. Its closing brace is written when it goes out of scope.
pub(super) struct Object<'o> {
    out: &'o mut String,
    empty: bool,
}

impl<'o> Object<'o> {
    pub(super) fn begin(out: &'o mut String) -> Self {
        out.push('{');
        Self { out, empty: true }
    }

    /// The member's name and its colon. Names are plain: nothing in them needs escaping.
    fn key(&mut self, key: &str) {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
    }

    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        push_text(self.out, text);
    }

    /// A text that is made while it is written, of which nothing needs escaping: addresses,
    /// numbers, names of hosts.
    pub(super) fn plain(&mut self, key: &str, text: impl Display) {
        self.key(key);
        push_plain(self.out, text);
    }

    pub(super) fn maybe_text(&mut self, key: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(key, text),
            None => self.null(key),
        }
    }

    /// A point in time, in seconds since 1970.
    pub(super) fn time(&mut self, key: &str, seconds: i64) {
        self.plain(key, Timestamp::from_unix(seconds));
    }

    pub(super) fn maybe_time(&mut self, key: &str, seconds: Option<i64>) {
        match seconds {
            Some(seconds) => self.time(key, seconds),
            None => self.null(key),
        }
    }

    pub(super) fn number(&mut self, key: &str, number: impl Into<i64>) {
        self.key(key);
        push_display(self.out, number.into());
    }

    /// So many hundredths, as a number from 0 to 1.
    pub(super) fn hundredths(&mut self, key: &str, hundredths: u64) {
        self.key(key);
        push_display(
            self.out,
            format_args!("{}.{:02}", hundredths / 100, hundredths % 100),
        );
    }

    pub(super) fn flag(&mut self, key: &str, flag: bool) {
        self.key(key);
        self.out.push_str(if flag { "true" } else { "false" });
    }

    pub(super) fn null(&mut self, key: &str) {
        self.key(key);
        self.out.push_str("null");
    }

    pub(super) fn texts<'t>(&mut self, key: &str, texts: impl IntoIterator<Item = &'t str>) {
        self.list(key, texts, push_text);
    }

    /// As [`plain`](Self::plain), for each.
    pub(super) fn plains(&mut self, key: &str, texts: impl IntoIterator<Item = impl Display>) {
        self.list(key, texts, push_plain);
    }

    pub(super) fn object(&mut self, key: &str, write: impl FnOnce(&mut Object<'_>)) {
        self.key(key);
        write(&mut Object::begin(self.out));
    }

    pub(super) fn objects<T>(
        &mut self,
        key: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Object<'_>, T),
    ) {
        self.list(key, items, |out, item| write(&mut Object::begin(out), item));
    }

    fn list<T>(
        &mut self,
        key: &str,
        items: impl IntoIterator<Item = T>,
        mut push: impl FnMut(&mut String, T),
    ) {
        self.key(key);
        self.out.push('[');
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            push(self.out, item);
        }
        self.out.push(']');
    }
}

impl Drop for Object<'_> {
    fn drop(&mut self) {
        self.out.push('}');
    }
}

fn push_display(out: &mut String, value: impl Display) {
    // Writing to a string fails only when `Display` does, which none here does.
    let _ = write!(out, "{value}");
}

fn push_plain(out: &mut String, text: impl Display) {
    out.push('"');
    push_display(out, text);
    out.push('"');
}

fn push_text(out: &mut String, text: &str) {
    out.push('"');
    // Looks at every byte, without an early end, so that it looks at many at once.
    let plain = text
        .bytes()
        .fold(true, |plain, byte| plain & (byte != b'"') & (byte != b'\\'));
    if plain {
        out.push_str(text);
    } else {
        for character in text.chars() {
            if matches!(character, '"' | '\\') {
                out.push('\\');
            }
            out.push(character);
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_as_it_was_meant() {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        object.text("text", r#"EXAMPLE\pat "the" O'Brien\"#);
        object.plain("plain", 7);
        object.time("time", 1_795_341_600);
        object.number("number", -3);
        object.hundredths("score", 7);
        object.flag("flag", true);
        object.maybe_text("none", None);
        object.texts("texts", ["a", "b"]);
        object.plains("plains", [1, 2]);
        object.object("object", |inner| inner.number("n", 1));
        object.objects("objects", [1, 2], |inner, n| inner.number("n", n));
        object.texts("empty", []);
        drop(object);
        let value: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            value,
            serde_json::json!({
                "text": "EXAMPLE\\pat \"the\" O'Brien\\",
                "plain": "7",
                "time": "2026-11-22T10:00:00Z",
                "number": -3,
                "score": 0.07,
                "flag": true,
                "none": null,
                "texts": ["a", "b"],
                "plains": ["1", "2"],
                "object": {"n": 1},
                "objects": [{"n": 1}, {"n": 2}],
                "empty": [],
            })
        );
    }
}

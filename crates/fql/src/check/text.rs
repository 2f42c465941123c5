//! A text that a constant can write.
//!
//! The same words are needed when a program is compiled, where nothing can be allocated, and when
//! it runs. They are written once, here.

/// How long a message can be. What goes beyond is cut.
const CAPACITY: usize = 2048;

/// Text in a fixed space.
#[derive(Clone, Copy)]
pub(crate) struct ConstText {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl ConstText {
    pub(crate) const fn new() -> Self {
        Self {
            bytes: [0; CAPACITY],
            length: 0,
        }
    }

    /// Adds a text, or as much of it as there is room for.
    pub(crate) const fn push(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut index = 0;
        while index < bytes.len() {
            // A character is taken whole or not at all.
            let width = width(bytes[index]);
            if self.length + width > CAPACITY {
                return;
            }
            let mut byte = 0;
            while byte < width {
                self.bytes[self.length] = bytes[index];
                self.length += 1;
                index += 1;
                byte += 1;
            }
        }
    }

    /// Adds a text in backticks.
    pub(crate) const fn push_quoted(&mut self, text: &str) {
        self.push("`");
        self.push(text);
        self.push("`");
    }

    pub(crate) const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.length);
        match core::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "",
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.length == 0
    }
}

/// How many bytes the character takes that begins with this one.
const fn width(first: u8) -> usize {
    match first {
        0..=0xbf => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xff => 4,
    }
}

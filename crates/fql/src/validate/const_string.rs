//! Strings that constant functions can build.
//!
//! The compiler and the program show the same messages, and constant functions cannot allocate.

/// The maximum length of a message. Longer ones are truncated.
const CAPACITY: usize = 2048;

/// A string of limited length.
#[derive(Clone, Copy)]
pub(crate) struct ConstString {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl ConstString {
    pub(crate) const fn new() -> Self {
        Self {
            bytes: [0; CAPACITY],
            length: 0,
        }
    }

    /// Appends the characters of a string for which there is capacity.
    pub(crate) const fn push(&mut self, string: &str) {
        let bytes = string.as_bytes();
        let mut index = 0;
        while index < bytes.len() {
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

    /// Appends a string in backticks.
    pub(crate) const fn push_code(&mut self, code: &str) {
        self.push("`");
        self.push(code);
        self.push("`");
    }

    /// Appends a number in decimal.
    pub(crate) const fn push_number(&mut self, number: u32) {
        if number >= 10 {
            self.push_number(number / 10);
        }
        let digit = (number % 10) as usize;
        self.push("0123456789".split_at(digit).1.split_at(1).0);
    }

    pub(crate) const fn as_str(&self) -> &str {
        let (bytes, _) = self.bytes.split_at(self.length);
        match core::str::from_utf8(bytes) {
            Ok(string) => string,
            Err(_) => "",
        }
    }
}

/// Returns the number of bytes of the UTF-8 character that starts with this byte.
const fn width(first: u8) -> usize {
    match first {
        0..=0xbf => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xff => 4,
    }
}

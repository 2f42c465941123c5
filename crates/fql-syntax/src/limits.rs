//! How much of a text is read.

/// Limits of the reader. They bound what a hostile text can cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The longest text, in bytes. 1 MiB unless set; 4 GiB at most.
    pub text: usize,
    /// How many parentheses may be open at once. 128 unless set.
    pub nesting: usize,
    /// How many properties a filter may have before a warning. 20, as documented, unless set.
    pub properties: usize,
}

impl Limits {
    /// 1 MiB, 128 levels, 20 properties.
    pub const DEFAULT: Self = Self {
        text: 1 << 20,
        nesting: 128,
        properties: 20,
    };

    /// For text of one's own making: as long and as deep as memory allows, without a warning.
    pub const TRUSTED: Self = Self {
        text: u32::MAX as usize,
        nesting: usize::MAX,
        properties: usize::MAX,
    };

    /// Sets the longest text, in bytes.
    #[must_use]
    pub const fn with_max_len(self, text: usize) -> Self {
        Self { text, ..self }
    }

    /// Sets how many parentheses may be open at once.
    #[must_use]
    pub const fn with_max_nesting(self, nesting: usize) -> Self {
        Self { nesting, ..self }
    }

    /// Sets how many properties a filter may have before a warning.
    #[must_use]
    pub const fn with_max_properties(self, properties: usize) -> Self {
        Self { properties, ..self }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

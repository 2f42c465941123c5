//! Grades: how well it is known that a collection supports a field or a comparison.

/// The evidence that a field supports a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// No public source documents or shows the comparison. It may work.
    Unknown,
    /// A public source uses the comparison, but none documents it.
    Shown,
    /// The vendor documents the comparison.
    Documented,
    /// A source says that the comparison fails or matches nothing, or a table that is complete by its
    /// documentation leaves it out.
    Denied,
}

impl Grade {
    pub(crate) const fn from_bits(bits: u16) -> Self {
        match bits & 3 {
            0 => Self::Unknown,
            1 => Self::Shown,
            2 => Self::Documented,
            _ => Self::Denied,
        }
    }

    /// Returns the name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Shown => "shown",
            Self::Documented => "documented",
            Self::Denied => "denied",
        }
    }

    /// Returns `true` for the grades `Documented` and `Shown`.
    #[must_use]
    pub const fn is_supported(self) -> bool {
        matches!(self, Self::Documented | Self::Shown)
    }
}

/// The evidence that a field can be used in filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// The vendor documents the field for filters.
    Documented,
    /// A public source uses the field in a filter, but none documents it.
    Shown,
    /// The name occurs in a list of sort fields or in a response, and in no filter.
    Candidate,
    /// A source says that filters by the field fail or match nothing.
    Denied,
}

impl Presence {
    /// Returns the name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Shown => "shown",
            Self::Candidate => "candidate",
            Self::Denied => "denied",
        }
    }
}

/// The completeness of a collection's list of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableClass {
    /// The list is complete: any other field is an error.
    Closed,
    /// The list is complete by its text, but the service's response to another field is not public. Any
    /// other field gets a warning.
    ClosedByText,
    /// The list may be incomplete. Any other field gets a warning.
    Advisory,
    /// No list is known. Filters may use any field.
    NoTable,
}

impl TableClass {
    /// Returns the name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::ClosedByText => "closed by text only",
            Self::Advisory => "advisory",
            Self::NoTable => "no table",
        }
    }
}

/// The response of the service to a filter by an unknown field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnknownFieldResponse {
    /// An error.
    Error,
    /// Success without rows.
    Silent,
    /// Not public.
    Unknown,
}

impl UnknownFieldResponse {
    /// Returns the name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Silent => "silent",
            Self::Unknown => "unknown",
        }
    }
}

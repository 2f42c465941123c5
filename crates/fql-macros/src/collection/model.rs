//! The parsed input of `collection!`.

use std::collections::BTreeMap;

use proc_macro::{Ident, Span, TokenStream};

pub(super) struct Collection {
    /// All attributes, including the documentation.
    pub(super) attributes: TokenStream,
    pub(super) visibility: TokenStream,
    /// The name of the type.
    pub(super) ident: Ident,
    /// The name in messages.
    pub(super) name: String,
    /// A variant of `fql::Separator`.
    pub(super) separator: &'static str,
    pub(super) is_open: bool,
    /// The fields by property name.
    pub(super) fields: BTreeMap<String, Field>,
    /// Pairs of an alias and its field.
    pub(super) aliases: Vec<(String, String)>,
}

pub(super) struct Field {
    /// The property name, split at its dots.
    pub(super) segments: Vec<String>,
    /// The span of the last segment, to which compilers and editors link the field.
    pub(super) span: Span,
    pub(super) field_type: FieldType,
    pub(super) capabilities: Vec<&'static Capability>,
    pub(super) source: String,
    pub(super) vocabulary: Option<Vocabulary>,
    pub(super) documentation: String,
}

/// The published values of a field.
pub(super) struct Vocabulary {
    pub(super) values: Vec<String>,
    /// There may be other values.
    pub(super) is_open: bool,
    pub(super) source: String,
}

impl Field {
    pub(super) fn last_segment(&self) -> &str {
        self.segments.last().map(String::as_str).unwrap_or_default()
    }
}

#[derive(Clone, Copy)]
pub(super) struct FieldType {
    /// The word in the macro's input.
    pub(super) word: &'static str,
    /// The marker type in `fql::field_type`.
    pub(super) marker: &'static str,
    /// The variant of `fql::FieldType`.
    pub(super) variant: &'static str,
    /// The quote of its literals, if they have one.
    pub(super) quote: &'static str,
}

impl FieldType {
    const fn new(
        word: &'static str,
        marker: &'static str,
        variant: &'static str,
        quote: &'static str,
    ) -> Self {
        Self {
            word,
            marker,
            variant,
            quote,
        }
    }
}

pub(super) const FIELD_TYPES: [FieldType; 6] = [
    FieldType::new("text", "TextField", "Text", "'"),
    FieldType::new("integer", "IntegerField", "Integer", ""),
    FieldType::new("boolean", "BooleanField", "Boolean", ""),
    FieldType::new("timestamp", "TimestampField", "Timestamp", "'"),
    FieldType::new("ip", "IpField", "Ip", "'"),
    FieldType::new("any", "AnyField", "Any", ""),
];

pub(super) struct Capability {
    /// The word in the macro's input.
    pub(super) word: &'static str,
    /// The marker type in `fql::capability`.
    pub(super) marker: &'static str,
    /// The variant of `fql::Capability`.
    pub(super) variant: &'static str,
}

impl Capability {
    const fn new(word: &'static str, marker: &'static str, variant: &'static str) -> Self {
        Self {
            word,
            marker,
            variant,
        }
    }
}

pub(super) const CAPABILITIES: [Capability; 4] = [
    Capability::new("exact", "ExactMatch", "Exact"),
    Capability::new("wildcard", "WildcardMatch", "Wildcard"),
    Capability::new("list", "ListMatch", "List"),
    Capability::new("range", "RangeMatch", "Range"),
];

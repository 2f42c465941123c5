//! Field types as types, for the bounds of typed fields.
//!
//! Compile errors show these names. Each is unique among the types of the standard library and of
//! this project, because the compiler shows the path of an ambiguous name.

use fql_syntax::FieldType;

/// A [`FieldType`] as a type.
pub trait FieldTypeMarker {
    /// The field type as a value.
    const FIELD_TYPE: FieldType;
    /// The number of the marker: that of the field type, or one of its own after them.
    #[doc(hidden)]
    const ID: u8;
    /// The opening quote that ends the clause prefixes of this type; empty if it has none.
    #[doc(hidden)]
    const OPENING_QUOTE: &'static str;
}

macro_rules! field_types {
    ($($(#[$documentation:meta])* $marker:ident $field_type:ident $quote:literal $($id:literal)?;)*) => { $(
        $(#[$documentation])*
        #[derive(Debug)]
        pub enum $marker {}

        impl FieldTypeMarker for $marker {
            const FIELD_TYPE: FieldType = FieldType::$field_type;
            const ID: u8 = field_types!(@ FieldType::$field_type as u8 $(, $id)?);
            const OPENING_QUOTE: &'static str = $quote;
        }
    )* };
    (@ $field_type:expr) => { $field_type };
    (@ $field_type:expr, $id:literal) => { $id };
}

field_types! {
    /// Any string.
    TextField Text "'";
    /// An integer of 64 bits, signed or unsigned.
    IntegerField Integer "";
    /// `true` or `false`.
    BooleanField Boolean "";
    /// A point in time.
    TimestampField Timestamp "'";
    /// An IP address or network.
    IpField Ip "'";
    /// A decimal number.
    FloatField Float "";
    /// A value of any type: the field's type is not documented.
    AnyField Any "";
    /// A point in time that is not relative to now.
    AbsoluteTimestampField Timestamp "'" 7;
    /// An integer of 64 bits that filters write in quotes.
    QuotedIntegerField Integer "'" 8;
}

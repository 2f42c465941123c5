//! The items that the expansions of the macros use. They are not part of the API and change without
//! notice.

pub use crate::filter::{OuterConnective, ParseFirst};
pub use crate::format::{BorrowedValue, OperatorOperand};
pub use crate::schema::capability::{
    CandidateOnly, Denied, ExactMatch, GradeMarker, ListMatch, Permits, PermitsNegatedText,
    RangeMatch, SortOrder, Supported, TextMatching, Undocumented, Unlisted, WildcardMatch,
};
pub use crate::schema::field_type::{
    AbsoluteTimestampField, AnyField, BooleanField, FloatField, IntegerField, IpField,
    QuotedIntegerField, TextField, TimestampField,
};
pub use crate::schema::{ClausePrefix, ClausePrefixes, FieldDefinition};
pub use crate::validate::{assert_clause, assert_negated_text};
pub use fql_syntax::{FieldType, Separator};

use crate::field::Field;
use crate::filter::Filter;
use crate::format::{IntoList, IntoPattern, IntoValue};
use crate::schema::field_type::FieldTypeMarker;
use crate::schema::{Alias, Presence, Quoting, Row, RowDetails, Table, Vocabulary, build_index};
use crate::validate::{self, ValueFacts};

// Items for `collection!`.

#[must_use]
pub const fn row(
    name: &'static str,
    field_type: FieldType,
    grades: u16,
    presence: Presence,
    is_disputed: bool,
    details: &'static RowDetails,
) -> Row {
    Row::new(name, field_type, grades, presence, is_disputed, details)
}

/// Returns a part of the strings of a collection.
///
/// As one literal, which the parts are slices of: a program has a symbol, and the compiler an allocation, for
/// each literal.
#[must_use]
pub const fn slice(strings: &'static str, start: usize, length: usize) -> &'static str {
    strings.split_at(start).1.split_at(length).0
}

#[must_use]
pub const fn epoch_row(row: Row) -> Row {
    row.with_epoch()
}

#[must_use]
pub const fn single_row(row: Row, number: u32) -> Row {
    row.with_single_value(number)
}

#[must_use]
pub const fn absolute_row(row: Row) -> Row {
    row.with_absolute_times()
}

#[must_use]
pub const fn date_row(row: Row) -> Row {
    row.with_dates()
}

#[must_use]
pub const fn quoting_row(row: Row, quoting: Quoting) -> Row {
    row.with_quoting(quoting)
}

#[must_use]
pub const fn vocabulary(
    values: &'static [&'static str],
    is_open: bool,
    source: &'static str,
) -> Vocabulary {
    Vocabulary::new(values, is_open, source)
}

#[must_use]
pub const fn alias(name: &'static str, field: &'static str) -> Alias {
    Alias::new(name, field)
}

#[must_use]
pub const fn row_index<const SLOTS: usize>(rows: &[Row]) -> [u16; SLOTS] {
    build_index(rows)
}

#[must_use]
pub const fn table(
    name: &'static str,
    rows: &'static [Row],
    index: &'static [u16],
    aliases: &'static [Alias],
    separator: Separator,
) -> Table {
    Table::new(name, rows, index, aliases, separator)
}

#[must_use]
pub const fn open_table(name: &'static str, separator: Separator) -> Table {
    Table::open(name, separator)
}

#[must_use]
pub const fn field<D>() -> Field<D> {
    Field::new()
}

// Items for `fql!`.

#[must_use]
pub const fn constant_filter<C>(text: &'static str, outer: OuterConnective) -> Filter<C> {
    Filter::from_constant(text, outer)
}

#[must_use]
#[inline]
pub const fn formatted_filter<C>(text: String, outer: OuterConnective) -> Filter<C> {
    Filter::from_text(text, outer)
}

#[must_use]
pub const fn value_facts(field_types: u8, literal: &str) -> ValueFacts<'_> {
    ValueFacts::new(field_types, literal)
}

#[must_use]
pub const fn field_type_id(table: &Table, property: &str) -> u8 {
    validate::field_type_id(table, property)
}

/// The number of a field type, as a type. The expansion of [`fql!`](macro@crate::fql) only has the
/// name of a placeholder's field, and looks up its type in the table as a constant.
#[derive(Debug)]
pub enum FieldTypeId<const ID: u8> {}

/// Maps the number of a field type to its marker.
pub trait NumberedFieldType {
    type Marker: FieldTypeMarker;
}

macro_rules! numbered_field_types {
    ($($marker:ident)*) => { $(
        impl NumberedFieldType for FieldTypeId<{ $marker::ID }> {
            type Marker = $marker;
        }
    )* };
}

numbered_field_types! {
    TextField IntegerField BooleanField TimestampField IpField FloatField AnyField AbsoluteTimestampField
    QuotedIntegerField
}

type Marker<const ID: u8> = <FieldTypeId<ID> as NumberedFieldType>::Marker;

/// A value for a placeholder of a field. `Field` is a type whose name is that of the field, for the
/// compile error.
#[diagnostic::on_unimplemented(
    message = "expected a value of type `{FieldType}` for the placeholder of `{Field}`, found `{Self}`",
    note = "text fields accept `&str`, `String` and `char`, integer fields integers, boolean fields `bool`, \
            timestamp fields `SystemTime`, `fql::Instant` and, unless absolute, `fql::Timestamp` (`jiff` and `chrono` times with fql's features \
            `jiff` and `chrono`), IP fields `IpAddr` and `fql::Network`; convert a string with `.parse()?`, your \
            own type with `fql::FieldValue`"
)]
pub trait PlaceholderValue<FieldType, Field>: Sized {
    fn push_value(self, out: &mut String);
    fn push_non_pattern(self, out: &mut String);
}

#[diagnostic::do_not_recommend]
impl<F, Field, V: IntoValue<F>> PlaceholderValue<F, Field> for V {
    #[inline(always)]
    fn push_value(self, out: &mut String) {
        self.push_value_outlined(out);
    }

    #[inline(always)]
    fn push_non_pattern(self, out: &mut String) {
        IntoValue::push_non_pattern(self, out);
    }
}

/// The values for a placeholder of a list.
#[diagnostic::on_unimplemented(
    message = "expected a list of type `{FieldType}` for the placeholder of `{Field}`, found `{Self}`",
    note = "a list is an array of 1 to 32 values, or `Values::new(iterator)?`"
)]
pub trait PlaceholderList<FieldType, Field>: Sized {
    fn push_list(self, out: &mut String);
}

#[diagnostic::do_not_recommend]
impl<F, Field, L: IntoList<F>> PlaceholderList<F, Field> for L {
    #[inline(always)]
    fn push_list(self, out: &mut String) {
        IntoList::push_list(self, out);
    }
}

/// Appends the prefix of a clause, which ends with a quote, without the quote if the field type has
/// none.
#[inline(always)]
pub fn push_prefix<const ID: u8>(out: &mut String, prefix: &'static str)
where
    FieldTypeId<ID>: NumberedFieldType,
{
    out.push_str(if Marker::<ID>::OPENING_QUOTE.is_empty() {
        &prefix[..prefix.len() - 1]
    } else {
        prefix
    });
}

/// Appends a value after its prefix.
#[inline(always)]
pub fn push_value<const ID: u8, Field, V: PlaceholderValue<Marker<ID>, Field>>(
    out: &mut String,
    value: V,
) where
    FieldTypeId<ID>: NumberedFieldType,
{
    value.push_value(out);
}

/// Appends a value after an operator that never reads a pattern.
#[inline(always)]
pub fn push_non_pattern<const ID: u8, Field, V: PlaceholderValue<Marker<ID>, Field>>(
    out: &mut String,
    value: V,
) where
    FieldTypeId<ID>: NumberedFieldType,
{
    value.push_non_pattern(out);
}

/// Appends the values of a list.
#[inline(always)]
pub fn push_list<const ID: u8, Field, L: PlaceholderList<Marker<ID>, Field>>(
    out: &mut String,
    values: L,
) where
    FieldTypeId<ID>: NumberedFieldType,
{
    values.push_list(out);
}

/// Appends a pattern after an opening quote.
#[inline(always)]
pub fn push_pattern(out: &mut String, pattern: impl IntoPattern) {
    pattern.push_pattern(out);
}

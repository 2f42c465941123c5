//! Filters from strings.

#[cfg(feature = "serde")]
use std::borrow::Cow;
use std::convert::Infallible;
use std::str::FromStr;

use fql_syntax::{Limits, Operator, Report};

use super::error::InvalidFilter;
use super::filter::{Filter, OuterConnective};
use crate::format::push_literal;
use crate::schema::collections::any::Any;
use crate::schema::{Collection, IncompleteFilter, Quoting, Table};
use crate::validate::{invalid_property, parse_for_table};
use crate::value::Literal;

impl Filter<Any> {
    /// Parses a filter and validates it against the table of a collection that is known only at run
    /// time. Keeps the diagnostics, including the warnings about a valid filter.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::collections::external_assets;
    /// use fql::{Filter, Limits};
    ///
    /// let table = &external_assets::TABLE;
    /// let parsed = Filter::parse_for_table(table, "criticality: \"High\"", &Limits::DEFAULT);
    /// assert_eq!(parsed.into_result()?.as_str(), "criticality:'High'");
    /// let parsed = Filter::parse_for_table(table, "criticalty:'High'", &Limits::DEFAULT);
    /// assert!(parsed.filter().is_none());
    /// # Ok::<(), fql::InvalidFilter>(())
    /// ```
    #[must_use]
    pub fn parse_for_table(table: &Table, source: &str, limits: &Limits) -> ParsedFilter<Any> {
        Self::parse_with_table(table, source, limits)
    }
}

impl<C: Collection> Filter<C> {
    /// Parses a filter with the default [`Limits`] and validates it against the collection, as
    /// [`str::parse`] and `TryFrom` do.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::Filter;
    /// use fql::collections::external_assets::ExternalAssets;
    ///
    /// let filter: Filter<ExternalAssets> = Filter::parse("criticality: \"High\"")?;
    /// assert_eq!(filter.as_str(), "criticality:'High'");
    /// # Ok::<(), fql::InvalidFilter>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error with all problems of the source if it is not a valid filter of the
    /// collection.
    pub fn parse(source: impl AsRef<str>) -> Result<Self, InvalidFilter> {
        source.as_ref().parse()
    }

    /// Parses a filter and validates it against the collection. Keeps the diagnostics, including the
    /// warnings about a valid filter.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::{Filter, Limits};
    /// use fql::collections::external_assets::ExternalAssets;
    ///
    /// let parsed =
    ///     Filter::<ExternalAssets>::parse_with("last_seen_timestamp:>'now-7d'", &Limits::DEFAULT);
    /// assert!(parsed.filter().is_some());
    /// assert_eq!(parsed.report().diagnostics()[0].code().as_str(), "FQL108");
    /// ```
    #[must_use]
    pub fn parse_with(source: &str, limits: &Limits) -> ParsedFilter<C> {
        Self::parse_with_table(&C::TABLE, source, limits)
    }

    fn parse_with_table(table: &Table, source: &str, limits: &Limits) -> ParsedFilter<C> {
        let parsed = parse_for_table(table, source, limits);
        let filter = parsed
            .tree()
            .map(|tree| Self::from_text(tree.canonical(), OuterConnective::from_tree(tree)));
        ParsedFilter {
            filter,
            report: parsed.into_report(),
        }
    }

    /// Creates a filter of one clause, with the property, operator and value known at run time. The
    /// clause is validated as a parsed one is, and the value is escaped. A clause that the collection
    /// requires in each filter may be missing, because the filter may become a part of another one.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::{Comparison, Filter, Literal, Operator};
    /// use fql::collections::external_assets::ExternalAssets;
    ///
    /// let greater = Operator::new(Comparison::Greater);
    /// let clause = Filter::<ExternalAssets>::clause("ip.services.port", greater, 1024)?;
    /// assert_eq!(clause.as_str(), "ip.services.port:>1024");
    ///
    /// let equal = Operator::new(Comparison::Equal);
    /// let error = Filter::<ExternalAssets>::clause("criticalty", equal, "High").unwrap_err();
    /// assert!(error.to_string().contains("did you mean `criticality`?"));
    /// # Ok::<(), fql::InvalidFilter>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the property name is invalid, or if the collection does not accept the
    /// clause.
    pub fn clause<'v>(
        property: &str,
        operator: Operator,
        value: impl Into<Literal<'v>>,
    ) -> Result<Self, InvalidFilter> {
        let mut source = format!("{property}:{operator}");
        let value = match C::TABLE.row(property) {
            Some(row) if row.quoting == Quoting::Required => quoted(value.into()),
            _ => value.into(),
        };
        push_literal(&value, operator.comparison(), &mut source);
        if !fql_syntax::is_property_name(property) {
            return Err(InvalidFilter::new(invalid_property(property, &source)));
        }
        // The clause may become a part of a filter that has the fields which the collection requires.
        let mut table = C::TABLE;
        table.required = &[];
        Self::parse_with_table(&table, &source, &Limits::DEFAULT).into_result()
    }
}

/// Converts integers to strings.
fn quoted(value: Literal<'_>) -> Literal<'_> {
    match value {
        Literal::Integer(number) => Literal::Text(number.to_string().into()),
        Literal::List(values) => Literal::List(values.into_iter().map(quoted).collect()),
        value => value,
    }
}

/// A parsed string: the filter, if it is valid, and the diagnostics.
#[derive(Debug, Clone)]
pub struct ParsedFilter<C> {
    filter: Option<Filter<C>>,
    report: Report,
}

impl<C> ParsedFilter<C> {
    /// Returns the filter, `None` if it is invalid.
    #[must_use]
    pub fn filter(&self) -> Option<&Filter<C>> {
        self.filter.as_ref()
    }

    /// Returns the diagnostics in the order of the source.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Returns the filter, or the diagnostics as an error.
    ///
    /// # Errors
    /// Returns an error if the source is not a valid filter of the collection.
    pub fn into_result(self) -> Result<Filter<C>, InvalidFilter> {
        self.filter.ok_or_else(|| InvalidFilter::new(self.report))
    }
}

impl<C: Collection> FromStr for Filter<C> {
    type Err = InvalidFilter;

    /// Parses a filter with the default [`Limits`] and validates it against the collection.
    fn from_str(source: &str) -> Result<Self, InvalidFilter> {
        Self::parse_with(source, &Limits::DEFAULT).into_result()
    }
}

/// A filter to which a string converts without validation: none.
///
/// The bound on `From` cannot be satisfied, so that the compile error of `text.into()` says what to
/// write.
#[diagnostic::on_unimplemented(
    message = "a string is not a filter before it is parsed",
    label = "use `text.parse()?` or `Filter::parse(text)?`"
)]
pub trait ParseFirst {}

#[diagnostic::do_not_recommend]
impl ParseFirst for Infallible {}

#[doc(hidden)]
impl<C> From<&str> for Filter<C>
where
    Self: ParseFirst,
{
    fn from(_: &str) -> Self {
        Self::ALL
    }
}

#[doc(hidden)]
impl<C> From<String> for Filter<C>
where
    Self: ParseFirst,
{
    fn from(_: String) -> Self {
        Self::ALL
    }
}

impl<C> Filter<C> {
    #[doc(hidden)]
    pub fn new<S: ParseFirst>(_source: S) -> Self {
        Self::ALL
    }
}

impl<C: Collection> TryFrom<&str> for Filter<C> {
    type Error = InvalidFilter;

    fn try_from(source: &str) -> Result<Self, InvalidFilter> {
        source.parse()
    }
}

impl<C: Collection> TryFrom<String> for Filter<C> {
    type Error = InvalidFilter;

    fn try_from(source: String) -> Result<Self, InvalidFilter> {
        source.parse()
    }
}

#[cfg(feature = "serde")]
impl<C> serde_core::Serialize for Filter<C> {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl<'de, C: Collection> serde_core::Deserialize<'de> for Filter<C> {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = <Cow<'de, str> as serde_core::Deserialize>::deserialize(deserializer)?;
        // A program may have composed the filter beyond the default limits.
        Self::parse_with(&source, &Limits::TRUSTED)
            .into_result()
            .map_err(InvalidFilter::into_serde)
    }
}

impl<C: Collection> Filter<C> {
    /// Returns an error if the service rejects this filter as a whole: it has no clause of a field of
    /// which the collection needs one, or it is empty where that is not supported.
    ///
    /// A filter of typed fields or [`fql!`](macro@crate::fql) may be a part of another one, so that the
    /// compiler cannot check this. Parsing does, and [`clause`](Self::clause) does not. A filter with an
    /// unchecked string that is not valid is not checked.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "policies")] {
    /// use fql::Filter;
    /// use fql::collections::firewall_policy_rules as rule;
    ///
    /// let filter: Filter<_> = rule::enabled.eq(true).into();
    /// let error = filter.check_complete().unwrap_err();
    /// assert_eq!(error.to_string(), "missing clause with `rule_group.policy_ids`");
    /// let filter = filter & rule::rule_group::policy_ids.eq("1a2b");
    /// assert_eq!(filter.check_complete(), Ok(()));
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns an error if the filter is incomplete.
    pub fn check_complete(&self) -> Result<(), IncompleteFilter> {
        match self.tree() {
            Ok(tree) => C::TABLE.check_complete(&tree),
            Err(_) => Ok(()),
        }
    }
}

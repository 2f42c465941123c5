//! [`Filter`]: the text of a filter, known to be well made, and the operator at its top.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use fql_syntax::{Connective, Limits, Report, Tree};

use crate::clause::{IntoFilter, Tail};
use crate::property::Literal;
use crate::table::Collection;
use crate::validate::validate;

/// The first buffer: one allocation for every filter up to this length.
const FIRST: usize = 256;

/// What joins a filter's parts, which says when it needs parentheses.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OuterConnective {
    /// No part: the filter that matches everything.
    All,
    /// One part.
    Clause,
    And,
    Or,
    /// A text that nobody checked: it gets parentheses whenever it is joined.
    Unchecked,
}

impl OuterConnective {
    #[inline(always)]
    const fn of(join: Connective) -> Self {
        match join {
            Connective::And => Self::And,
            Connective::Or => Self::Or,
        }
    }

    fn from_tree(tree: &Tree<'_>) -> Self {
        match tree.connective() {
            Some(join) => Self::of(join),
            None if tree.is_match_all() => Self::All,
            None => Self::Clause,
        }
    }

    fn needs_parentheses(self, join: Connective) -> bool {
        match self {
            Self::All | Self::Clause => false,
            Self::And => join == Connective::Or,
            Self::Or => join == Connective::And,
            Self::Unchecked => true,
        }
    }
}

/// A filter of collection `C`, in canonical text.
///
/// There are three ways to one: compose [fields](crate::Field), write [`fql!`](macro@crate::fql), or
/// read text with [`parse`](str::parse). Each checks the same things, the first two when the
/// program is compiled.
///
/// ```
/// use fql::{Filter, fql};
/// use fql::collections::external_assets::{self as asset, ExternalAssets};
///
/// let composed: Filter<ExternalAssets> =
///     asset::criticality.eq("Critical") & asset::ip::services::port.gt(1024);
/// let written = fql!(asset, "criticality:'Critical'+ip.services.port:>1024");
/// let read: Filter<ExternalAssets> = r#"criticality: "Critical" + ip.services.port: >1024"#.parse()?;
/// assert_eq!(composed, written);
/// assert_eq!(composed, read);
/// # Ok::<(), fql::InvalidFilter>(())
/// ```
///
/// `&` and `|` join filters, and put parentheses where the two mix. The filter that matches
/// everything changes nothing with `&`, and with `|` nothing is left but it.
///
/// A filter is text: `as_str` and `Display` cost nothing, equality and hash are the text's, and
/// with the feature `serde` it is written and read as text, checked when it is read.
//
// Not a `Cow<'static, str>`: its discriminant lies in the capacity, so that moving a string out
// splits it into 8 and 16 bytes, and the 16-byte load reads a length that was stored by itself a
// moment ago. The processor stalls on that, once a clause, for a third of the time of the whole
// filter. A plain `String` moves as 16 and 8.
pub struct Filter<C> {
    /// The text; empty when `fixed` holds it.
    text: String,
    /// A text known when the program was compiled; empty when `text` holds it.
    fixed: &'static str,
    top: OuterConnective,
    collection: PhantomData<fn() -> C>,
}

impl<C> Filter<C> {
    /// The filter that matches everything: the empty text.
    pub const ALL: Self = Self::fixed("", OuterConnective::All);

    /// What [`fql!`](macro@crate::fql) without placeholders becomes.
    #[doc(hidden)]
    #[must_use]
    pub const fn fixed(fixed: &'static str, top: OuterConnective) -> Self {
        Self {
            text: String::new(),
            fixed,
            top,
            collection: PhantomData,
        }
    }

    /// What [`fql!`](macro@crate::fql) with placeholders becomes.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn printed(text: String, top: OuterConnective) -> Self {
        Self {
            text,
            fixed: "",
            top,
            collection: PhantomData,
        }
    }

    /// A text that nobody checks, as the filter it is said to be. When it is joined, it is put in
    /// parentheses.
    ///
    /// This is for what the service knows and this crate does not. The name is long so that it is
    /// seen in a review; prefer [`parse`](str::parse).
    ///
    /// ```
    /// use fql::Filter;
    /// use fql::collections::external_assets::{self as asset, ExternalAssets};
    ///
    /// let new: Filter<ExternalAssets> = Filter::unchecked("brand_new:'x',other:'y'");
    /// let joined = asset::manual.eq(true) & new;
    /// assert_eq!(joined.as_str(), "manual:true+(brand_new:'x',other:'y')");
    /// ```
    #[must_use]
    pub fn unchecked(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() {
            Self::ALL
        } else {
            Self::printed(text, OuterConnective::Unchecked)
        }
    }

    /// The filter's text, as the service takes it: not percent-encoded.
    #[inline]
    #[must_use]
    pub const fn as_str(&self) -> &str {
        if self.fixed.is_empty() {
            self.text.as_str()
        } else {
            self.fixed
        }
    }

    /// The filter's text, without a copy if it has one of its own.
    #[must_use]
    pub fn into_string(self) -> String {
        if self.fixed.is_empty() {
            self.text
        } else {
            self.fixed.to_owned()
        }
    }

    /// Whether this is the filter that matches everything.
    #[must_use]
    pub fn is_match_all(&self) -> bool {
        self.top == OuterConnective::All
    }

    /// Whether the text was checked. One that is in part [`unchecked`](Self::unchecked) counts as
    /// checked if it was joined with others: only its own part was not.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        self.top != OuterConnective::Unchecked
    }

    /// The filter's tree, read from its text.
    ///
    /// # Errors
    /// For a filter that holds an unchecked text which is none.
    pub fn tree(&self) -> Result<Tree<'_>, InvalidFilter> {
        fql_syntax::parse_with(self.as_str(), &Limits::TRUSTED)
            .into_result()
            .map_err(InvalidFilter)
    }

    /// The filter that holds exactly when this one does not.
    ///
    /// The negation is put on each clause, and `+` and `,` change places.
    ///
    /// # Errors
    /// For the filter that matches everything, whose negation can't be written, and for one that
    /// holds an unchecked text which is no filter.
    pub fn negate(self) -> Result<Self, NegateError> {
        if self.is_match_all() {
            return Err(NegateError::MatchesAll);
        }
        let tree = self.tree().map_err(NegateError::Invalid)?;
        let negated = tree.negated().ok_or(NegateError::MatchesAll)?;
        Ok(Self::printed(
            negated.canonical(),
            OuterConnective::from_tree(&negated),
        ))
    }

    /// Joins filters with `+`: all of them hold.
    ///
    /// # Errors
    /// When there is none: the filter that matches everything was hardly meant.
    pub fn all_of<F: IntoFilter<C>>(
        filters: impl IntoIterator<Item = F>,
    ) -> Result<Self, EmptyOperands> {
        Self::join_all(filters, Connective::And)
    }

    /// Joins filters with `,`: at least one of them holds.
    ///
    /// # Errors
    /// When there is none: nothing would match, and no filter says that.
    pub fn any_of<F: IntoFilter<C>>(
        filters: impl IntoIterator<Item = F>,
    ) -> Result<Self, EmptyOperands> {
        Self::join_all(filters, Connective::Or)
    }

    fn join_all<F: IntoFilter<C>>(
        filters: impl IntoIterator<Item = F>,
        join: Connective,
    ) -> Result<Self, EmptyOperands> {
        let mut filters = filters.into_iter();
        let first = filters.next().ok_or(EmptyOperands)?.into_filter();
        Ok(filters.fold(first, |left, right| right.joined_to(left, join)))
    }

    /// A filter of one clause: the head without its `+`, and what the tail writes. A tail is no
    /// closure, because the compiler would outline one as it sees fit, in each program another way.
    #[inline(always)]
    pub(crate) fn first(head: &'static str, tail: impl Tail) -> Self {
        let mut text = String::with_capacity(FIRST);
        text.push_str(&head[1..]);
        tail.put(&mut text);
        Self::printed(text, OuterConnective::Clause)
    }

    /// This filter joined with one clause.
    ///
    /// Inlined, so that the top is known in a chain of `&` and the head is copied by a few moves
    /// of constant size. The fields are moved one by one: see the comment on [`Filter`].
    #[inline(always)]
    pub(crate) fn joined(self, join: Connective, head: &'static str, tail: impl Tail) -> Self {
        let Self {
            mut text,
            fixed,
            top,
            ..
        } = self;
        let simple = matches!(top, OuterConnective::Clause) || is_joined_by(top, join);
        let top = if simple && fixed.is_empty() {
            push_head(&mut text, join, head);
            OuterConnective::of(join)
        } else {
            match open(&mut text, fixed, top, join, head) {
                Some(top) => top,
                None => return Self::ALL,
            }
        };
        tail.put(&mut text);
        Self::printed(text, top)
    }

    /// Two filters joined.
    pub(crate) fn joined_filter(self, join: Connective, right: &Self) -> Self {
        if right.is_match_all() {
            return if join == Connective::And {
                self
            } else {
                Self::ALL
            };
        }
        let Self {
            mut text,
            fixed,
            top,
            ..
        } = self;
        match (top, join) {
            (OuterConnective::All, Connective::And) => return right.clone(),
            (OuterConnective::All, Connective::Or) => return Self::ALL,
            _ => own(&mut text, fixed, top, join),
        }
        push_joined(&mut text, join, right.as_str(), right.top);
        Self::printed(text, OuterConnective::of(join))
    }
}

#[inline(always)]
const fn is_joined_by(top: OuterConnective, join: Connective) -> bool {
    matches!(
        (top, join),
        (OuterConnective::And, Connective::And) | (OuterConnective::Or, Connective::Or)
    )
}

#[inline(always)]
fn push_head(text: &mut String, join: Connective, head: &'static str) {
    match join {
        Connective::And => text.push_str(head),
        Connective::Or => {
            text.push(',');
            text.push_str(&head[1..]);
        }
    }
}

fn push_joined(text: &mut String, join: Connective, right: &str, top: OuterConnective) {
    text.push(join.symbol());
    if top.needs_parentheses(join) {
        text.push('(');
        text.push_str(right);
        text.push(')');
    } else {
        text.push_str(right);
    }
}

/// All but the plain case: the left side matches everything, is known since compilation, or needs
/// parentheses. `None` when the whole matches everything.
#[cold]
#[inline(never)]
fn open(
    text: &mut String,
    fixed: &'static str,
    top: OuterConnective,
    join: Connective,
    head: &'static str,
) -> Option<OuterConnective> {
    match (top, join) {
        (OuterConnective::All, Connective::Or) => return None,
        (OuterConnective::All, Connective::And) => {
            *text = String::with_capacity(FIRST);
            text.push_str(&head[1..]);
            return Some(OuterConnective::Clause);
        }
        _ => {}
    }
    own(text, fixed, top, join);
    push_head(text, join, head);
    Some(OuterConnective::of(join))
}

/// Makes `text` hold the left side of a join.
fn own(text: &mut String, fixed: &'static str, top: OuterConnective, join: Connective) {
    if !fixed.is_empty() {
        *text = String::with_capacity(FIRST.max(fixed.len() * 2));
        text.push_str(fixed);
    }
    if top.needs_parentheses(join) {
        text.insert(0, '(');
        text.push(')');
    }
}

impl<C: Collection> Filter<C> {
    /// Reads a text and checks it against the collection, and keeps what was found: also the
    /// warnings about a filter that is valid.
    ///
    /// ```
    /// use fql::{Filter, Limits};
    /// use fql::collections::external_assets::ExternalAssets;
    ///
    /// let check = Filter::<ExternalAssets>::parse_with("last_seen_timestamp:>'now-7d'", &Limits::DEFAULT);
    /// assert!(check.filter().is_some());
    /// assert_eq!(check.report().diagnostics()[0].code().as_str(), "FQL108");
    /// ```
    #[must_use]
    pub fn parse_with(text: &str, limits: &Limits) -> ParsedFilter<C> {
        let mut reading = fql_syntax::parse_with(text, limits);
        let findings = validate::<C>(reading.partial_tree());
        reading.diagnostics_mut().append(findings);
        let filter = reading
            .tree()
            .map(|tree| Self::printed(tree.canonical(), OuterConnective::from_tree(tree)));
        ParsedFilter {
            filter,
            report: reading.into_report(),
        }
    }

    /// One clause made when the program runs: the property, the operator and the value are checked
    /// as those of a text are. The value is escaped.
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
    /// A property that is none, and what the collection does not take.
    pub fn clause<'v>(
        property: &str,
        operator: fql_syntax::Operator,
        value: impl Into<Literal<'v>>,
    ) -> Result<Self, InvalidFilter> {
        let mut text = format!("{property}:{operator}");
        value.into().put(operator.comparison(), &mut text);
        if !fql_syntax::is_property_name(property) {
            return Err(InvalidFilter(crate::property::invalid(property, text)));
        }
        text.parse()
    }
}

/// A text that was checked: the filter, if it is one, and what was found.
#[derive(Debug, Clone)]
pub struct ParsedFilter<C> {
    filter: Option<Filter<C>>,
    report: Report,
}

impl<C> ParsedFilter<C> {
    /// The filter, if the text is one.
    #[must_use]
    pub fn filter(&self) -> Option<&Filter<C>> {
        self.filter.as_ref()
    }

    /// What was found, in the order of the text.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The filter, or the report.
    ///
    /// # Errors
    /// The report, when the text is no filter of the collection.
    pub fn into_result(self) -> Result<Filter<C>, InvalidFilter> {
        self.filter.ok_or(InvalidFilter(self.report))
    }
}

/// A text is no filter of its collection. `Display` shows every problem, each with an excerpt, a
/// caret and what to write instead. `Debug` shows the same, because that is what is seen of it where
/// it is unwrapped, and where `main` returns it.
#[derive(Clone, PartialEq, Eq)]
pub struct InvalidFilter(pub(crate) Report);

impl InvalidFilter {
    /// What was found, with codes, places, help and fixes.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.0
    }
}

impl fmt::Display for InvalidFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the filter is not valid\n{}", self.0)
    }
}

impl fmt::Debug for InvalidFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for InvalidFilter {}

/// Why a filter has no negation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NegateError {
    /// It matches everything.
    MatchesAll,
    /// It holds an unchecked text that is no filter.
    Invalid(InvalidFilter),
}

impl fmt::Display for NegateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MatchesAll => f.write_str(
                "the filter matches everything, and no filter matches nothing: leave the query out",
            ),
            Self::Invalid(_) => f.write_str("an unchecked filter that is none can't be negated"),
        }
    }
}

impl std::error::Error for NegateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::MatchesAll => None,
            Self::Invalid(error) => Some(error),
        }
    }
}

/// There was no filter to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmptyOperands;

impl fmt::Display for EmptyOperands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no filter to join: give at least one, or say `Filter::ALL`")
    }
}

impl std::error::Error for EmptyOperands {}

#[diagnostic::do_not_recommend]
impl<C> IntoFilter<C> for Filter<C> {
    #[inline(always)]
    fn into_filter(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<C> IntoFilter<C> for &Filter<C> {
    fn into_filter(self) -> Filter<C> {
        self.clone()
    }

    fn joined_to(self, left: Filter<C>, join: Connective) -> Filter<C> {
        left.joined_filter(join, self)
    }
}

impl<C> Clone for Filter<C> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            fixed: self.fixed,
            top: self.top,
            collection: PhantomData,
        }
    }
}

impl<C> Default for Filter<C> {
    /// The filter that matches everything.
    fn default() -> Self {
        Self::ALL
    }
}

impl<C> PartialEq for Filter<C> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<C> Eq for Filter<C> {}

impl<C> PartialOrd for Filter<C> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<C> Ord for Filter<C> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<C> Hash for Filter<C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<C> AsRef<str> for Filter<C> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<C> fmt::Display for Filter<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<C> fmt::Debug for Filter<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Filter").field(&self.as_str()).finish()
    }
}

impl<C> From<Filter<C>> for String {
    fn from(filter: Filter<C>) -> Self {
        filter.into_string()
    }
}

impl<C> From<Filter<C>> for Cow<'static, str> {
    fn from(filter: Filter<C>) -> Self {
        if filter.fixed.is_empty() {
            filter.text.into()
        } else {
            filter.fixed.into()
        }
    }
}

impl<C: Collection> FromStr for Filter<C> {
    type Err = InvalidFilter;

    /// Reads a text with the default [`Limits`], and checks it against the collection.
    fn from_str(text: &str) -> Result<Self, InvalidFilter> {
        Self::parse_with(text, &Limits::DEFAULT).into_result()
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
        let text = <Cow<'de, str> as serde_core::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde_core::de::Error::custom)
    }
}

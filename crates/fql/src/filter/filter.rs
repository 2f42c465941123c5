//! [`Filter`]: the canonical text of a valid filter, and its outer connective.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use fql_syntax::{Connective, Limits, Tree};

use super::clause_value::ClauseValue;
use super::error::{EmptyOperands, InvalidFilter, NegateError};
use crate::schema::Collection;
use crate::validate::is_negated_text;

/// The capacity of a filter's first buffer: one allocation for every filter up to this length.
const INITIAL_CAPACITY: usize = 256;

/// The connective of a filter's outermost parts, which determines when it needs parentheses.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OuterConnective {
    /// The filter that matches everything.
    MatchAll,
    /// A filter of one clause.
    Clause,
    And,
    Or,
    /// An unchecked string, which needs parentheses whenever it is combined.
    Unchecked,
}

impl OuterConnective {
    #[inline(always)]
    const fn new(connective: Connective) -> Self {
        match connective {
            Connective::And => Self::And,
            Connective::Or => Self::Or,
        }
    }

    pub(super) fn from_tree(tree: &Tree<'_>) -> Self {
        match tree.connective() {
            Some(connective) => Self::new(connective),
            None if tree.is_match_all() => Self::MatchAll,
            None => Self::Clause,
        }
    }

    fn needs_parentheses(self, connective: Connective) -> bool {
        match self {
            Self::MatchAll | Self::Clause => false,
            Self::And => connective == Connective::Or,
            Self::Or => connective == Connective::And,
            Self::Unchecked => true,
        }
    }

    #[inline(always)]
    const fn is(self, connective: Connective) -> bool {
        matches!(
            (self, connective),
            (Self::And, Connective::And) | (Self::Or, Connective::Or)
        )
    }
}

/// A valid filter of collection `C`, in canonical form.
///
/// There are three ways to create one: combine [typed fields](crate::Field), write
/// [`fql!`](macro@crate::fql), or [`parse`](str::parse) a string. All three validate it against the
/// table of the collection, the first two at compile time. [`Filter::clause`] creates one clause from
/// parts that are known at run time.
///
/// `&` and `|` combine filters and add parentheses where they are needed; Rust's `&&` and `||` accept
/// only `bool` (mismatched types, E0308). [`Filter::ALL`] matches everything: it is the identity of `&`, and `|` with it is
/// `Filter::ALL` again.
///
/// A filter is a string: `as_str` and `Display` cost nothing, and equality, order and hash are those
/// of the string. With the feature `serde` it serializes as a string, and is validated when it is
/// deserialized: an invalid one is an error of one line. To report all invalid filters of a file, with
/// their whole reports, use [`Loaded`](crate::Loaded).
///
/// # Examples
///
/// ```
/// use fql::{Filter, fql};
/// use fql::collections::external_assets::{self as asset, ExternalAssets};
///
/// let typed: Filter<ExternalAssets> =
///     asset::criticality.eq("Critical") & asset::ip::services::port.gt(1024);
/// let literal = fql!(asset, "criticality:'Critical'+ip.services.port:>1024");
/// let parsed: Filter<ExternalAssets> =
///     r#"criticality: "Critical" + ip.services.port: >1024"#.parse()?;
/// assert_eq!(typed, literal);
/// assert_eq!(typed, parsed);
/// # Ok::<(), fql::InvalidFilter>(())
/// ```
///
/// A type that is generic over the collection needs `#[serde(bound = "")]`, because the derived
/// implementations require that the collection itself serializes:
///
/// ```
/// use fql::collections::external_assets::ExternalAssets;
/// use fql::{Collection, Filter, Sort};
/// use serde::{Deserialize, Serialize};
///
/// # #[cfg(feature = "serde")] {
/// #[derive(Serialize, Deserialize)]
/// #[serde(bound = "")]
/// struct Saved<C: Collection> {
///     filter: Filter<C>,
///     sort: Option<Sort<C>>,
/// }
///
/// let json = r#"{"filter": "confidence:100", "sort": "last_seen|desc"}"#;
/// let saved: Saved<ExternalAssets> = serde_json::from_str(json).expect("a valid filter and sort");
/// assert_eq!(saved.filter, "confidence:100");
/// # }
/// ```
//
// Not a `Cow<'static, str>`: its discriminant is in the capacity, so that moving a string out splits
// it into 8 and 16 bytes, and the 16-byte load reads a length that was just stored on its own. The
// processor stalls on that for each clause, a third of the time of the whole filter. A plain `String`
// moves as 16 and 8 bytes.
pub struct Filter<C> {
    /// The text; empty if `constant` is not.
    text: String,
    /// The text of a filter that is known at compile time; empty if `text` is not.
    constant: &'static str,
    outer: OuterConnective,
    collection: PhantomData<fn() -> C>,
}

impl<C> Filter<C> {
    /// The filter that matches everything, the empty string.
    pub const ALL: Self = Self::from_constant("", OuterConnective::MatchAll);

    pub(crate) const fn from_constant(constant: &'static str, outer: OuterConnective) -> Self {
        Self {
            text: String::new(),
            constant,
            outer,
            collection: PhantomData,
        }
    }

    #[inline]
    pub(crate) const fn from_text(text: String, outer: OuterConnective) -> Self {
        Self {
            text,
            constant: "",
            outer,
            collection: PhantomData,
        }
    }

    /// Wraps an unvalidated string as a filter. It is put in parentheses when it is combined.
    ///
    /// Use it for fields and operators that the service accepts and this crate does not know. The name
    /// stands out in a review; prefer [`parse`](str::parse).
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::Filter;
    /// use fql::collections::external_assets::{self as asset, ExternalAssets};
    ///
    /// let new: Filter<ExternalAssets> = Filter::unchecked("brand_new:'x',other:'y'");
    /// let combined = asset::manual.eq(true) & new;
    /// assert_eq!(combined.as_str(), "manual:true+(brand_new:'x',other:'y')");
    /// ```
    #[must_use]
    pub fn unchecked(source: impl Into<String>) -> Self {
        let text = source.into();
        if text.trim().is_empty() {
            Self::ALL
        } else {
            Self::from_text(text, OuterConnective::Unchecked)
        }
    }

    /// Returns the text of the filter as the service expects it, without percent-encoding.
    #[inline]
    #[must_use]
    pub const fn as_str(&self) -> &str {
        if self.constant.is_empty() {
            self.text.as_str()
        } else {
            self.constant
        }
    }

    /// Returns the text of the filter. Copies it only if it is a constant.
    #[must_use]
    pub fn into_string(self) -> String {
        if self.constant.is_empty() {
            self.text
        } else {
            self.constant.to_owned()
        }
    }

    /// Returns `true` if this is the filter that matches everything.
    #[must_use]
    pub fn is_match_all(&self) -> bool {
        self.outer == OuterConnective::MatchAll
    }

    /// Returns `false` for an [`unchecked`](Self::unchecked) filter, and `true` for any other one,
    /// even if it is a combination that contains an unchecked filter.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        self.outer != OuterConnective::Unchecked
    }

    /// Parses the text of the filter.
    ///
    /// # Errors
    /// Returns an error if the filter contains an unchecked string that is not a valid filter.
    pub fn tree(&self) -> Result<Tree<'_>, InvalidFilter> {
        fql_syntax::parse_with(self.as_str(), &Limits::TRUSTED)
            .into_result()
            .map_err(InvalidFilter::new)
    }

    /// Returns the filter that matches exactly the documents that this one does not.
    ///
    /// Negates each clause and exchanges `+` and `,`. The operator `!` does the same.
    ///
    /// # Errors
    /// Returns an error if the filter matches everything, which has no negation, if it contains an
    /// unchecked string that is not a valid filter, or if it contains a text match and the collection denies
    /// `!~`.
    pub fn negate(self) -> Result<Self, NegateError>
    where
        C: Collection,
    {
        if self.is_match_all() {
            return Err(NegateError::MatchesAll);
        }
        let tree = self.tree().map_err(NegateError::Invalid)?;
        let negated = tree.negated().ok_or(NegateError::MatchesAll)?;
        let reason = C::TABLE.denied_negated_text;
        if !reason.is_empty() && negated.clauses().any(|clause| is_negated_text(&clause)) {
            return Err(NegateError::TextMatch(reason));
        }
        Ok(Self::from_text(
            negated.canonical(),
            OuterConnective::from_tree(&negated),
        ))
    }

    /// Combines filters with `+`: all of them hold.
    ///
    /// The operands are filters or clauses of one type, such as those of one method;
    /// [`Clause::filter`](crate::Clause::filter) gives clauses of different types one type. `None` is
    /// skipped.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::Filter;
    /// use fql::collections::external_assets as asset;
    ///
    /// let (id, port) = (Some("a"), None::<u16>);
    /// let filter = Filter::all_of([
    ///     id.map(|id| asset::id.eq(id).filter()),
    ///     port.map(|port| asset::ip::services::port.eq(port).filter()),
    /// ])?;
    /// assert_eq!(filter.as_str(), "id:'a'");
    /// # Ok::<(), fql::EmptyOperands>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if there are no filters. Use [`Filter::ALL`] to match everything then.
    pub fn all_of<F: IntoFilter<C>>(
        filters: impl IntoIterator<Item = F>,
    ) -> Result<Self, EmptyOperands> {
        Self::combine(filters, Connective::And)
    }

    /// Combines filters with `,`: at least one of them holds.
    ///
    /// `None` is skipped.
    ///
    /// # Errors
    /// Returns an error if there are no filters: the result would match nothing, which FQL cannot
    /// express.
    pub fn any_of<F: IntoFilter<C>>(
        filters: impl IntoIterator<Item = F>,
    ) -> Result<Self, EmptyOperands> {
        Self::combine(filters, Connective::Or)
    }

    fn combine<F: IntoFilter<C>>(
        filters: impl IntoIterator<Item = F>,
        connective: Connective,
    ) -> Result<Self, EmptyOperands> {
        let mut filters = filters.into_iter();
        let first = filters.by_ref().find_map(F::into_operand);
        let first = first.ok_or(EmptyOperands)?;
        Ok(filters.fold(first, |left, right| right.append_to(left, connective)))
    }

    /// Creates a filter of one clause. `prefix` has a leading `+`.
    #[inline(always)]
    pub(super) fn from_clause(prefix: &'static str, value: impl ClauseValue) -> Self {
        let mut text = String::with_capacity(INITIAL_CAPACITY);
        text.push_str(&prefix[1..]);
        value.push(&mut text);
        Self::from_text(text, OuterConnective::Clause)
    }

    /// Appends a clause. `prefix` has a leading `+`.
    ///
    /// Inlined, so that the outer connective is known in a chain of `&`, and the prefix is copied by a
    /// few moves of constant size. The fields are moved one by one: see the comment on [`Filter`].
    #[inline(always)]
    pub(super) fn with_clause(
        self,
        connective: Connective,
        prefix: &'static str,
        value: impl ClauseValue,
    ) -> Self {
        let Self {
            mut text,
            constant,
            outer,
            ..
        } = self;
        let is_plain = matches!(outer, OuterConnective::Clause) || outer.is(connective);
        let outer = if is_plain && constant.is_empty() {
            push_prefix(&mut text, connective, prefix);
            OuterConnective::new(connective)
        } else {
            match push_prefix_slow(&mut text, constant, outer, connective, prefix) {
                Some(outer) => outer,
                None => return Self::ALL,
            }
        };
        value.push(&mut text);
        Self::from_text(text, outer)
    }

    /// Appends a filter.
    fn with_filter(self, connective: Connective, right: &Self) -> Self {
        match (self.outer, right.outer, connective) {
            (OuterConnective::MatchAll, _, Connective::Or)
            | (_, OuterConnective::MatchAll, Connective::Or) => return Self::ALL,
            (_, OuterConnective::MatchAll, Connective::And) => return self,
            (OuterConnective::MatchAll, _, Connective::And) => return right.clone(),
            _ => {}
        }
        let Self {
            mut text,
            constant,
            outer,
            ..
        } = self;
        prepare_left(&mut text, constant, outer, connective);
        text.push(connective.symbol());
        if right.outer.needs_parentheses(connective) {
            text.push('(');
            text.push_str(right.as_str());
            text.push(')');
        } else {
            text.push_str(right.as_str());
        }
        Self::from_text(text, OuterConnective::new(connective))
    }
}

#[inline(always)]
fn push_prefix(text: &mut String, connective: Connective, prefix: &'static str) {
    match connective {
        Connective::And => text.push_str(prefix),
        Connective::Or => {
            text.push(',');
            text.push_str(&prefix[1..]);
        }
    }
}

/// Appends the prefix where the left side matches everything, is a constant, or needs parentheses.
/// Returns the outer connective, `None` if the result matches everything.
#[cold]
#[inline(never)]
fn push_prefix_slow(
    text: &mut String,
    constant: &'static str,
    outer: OuterConnective,
    connective: Connective,
    prefix: &'static str,
) -> Option<OuterConnective> {
    match (outer, connective) {
        (OuterConnective::MatchAll, Connective::Or) => return None,
        (OuterConnective::MatchAll, Connective::And) => {
            *text = String::with_capacity(INITIAL_CAPACITY);
            text.push_str(&prefix[1..]);
            return Some(OuterConnective::Clause);
        }
        _ => {}
    }
    prepare_left(text, constant, outer, connective);
    push_prefix(text, connective, prefix);
    Some(OuterConnective::new(connective))
}

/// Copies a constant into `text`, and adds the parentheses that the left side needs.
fn prepare_left(
    text: &mut String,
    constant: &'static str,
    outer: OuterConnective,
    connective: Connective,
) {
    if !constant.is_empty() {
        *text = String::with_capacity(INITIAL_CAPACITY.max(constant.len() * 2));
        text.push_str(constant);
    }
    if outer.needs_parentheses(connective) {
        text.insert(0, '(');
        text.push(')');
    }
}

/// A filter of collection `C`: a [`Filter`], a clause, or an `Option` of one.
///
/// Functions that need a filter accept `impl IntoFilter<C>`, so that neither a filter of another
/// collection nor an unchecked string compiles.
#[diagnostic::on_unimplemented(
    message = "expected a filter of `{C}`, found `{Self}`",
    label = "not a filter of `{C}`",
    note = "check a string with `.parse::<Filter<_>>()?` or `fql!`, or use `Filter::unchecked(string)`; take a \
            filter out of a `Result` with `?`; a `NegatedTextMatch` is a filter unless the collection denies `!~`"
)]
pub trait IntoFilter<C>: Sized {
    /// Converts it into a filter.
    fn into_filter(self) -> Filter<C>;

    #[doc(hidden)]
    #[inline]
    fn append_to(self, left: Filter<C>, connective: Connective) -> Filter<C> {
        left.with_filter(connective, &self.into_filter())
    }

    /// Returns the filter as an operand of [`Filter::all_of`] and [`Filter::any_of`], which skip
    /// `None`.
    #[doc(hidden)]
    fn into_operand(self) -> Option<Filter<C>> {
        Some(self.into_filter())
    }
}

/// An optional filter. With `&`, `|`, `&=`, `|=`, [`Filter::all_of`] and [`Filter::any_of`], `None` adds
/// nothing: in particular `filter | None` is `filter`, because an absent alternative must not widen it.
/// Where a single filter is expected, `None` is [`Filter::ALL`].
#[diagnostic::do_not_recommend]
impl<C, F: IntoFilter<C>> IntoFilter<C> for Option<F> {
    fn into_filter(self) -> Filter<C> {
        self.map_or(Filter::ALL, F::into_filter)
    }

    fn append_to(self, left: Filter<C>, connective: Connective) -> Filter<C> {
        match self {
            Some(right) => right.append_to(left, connective),
            None => left,
        }
    }

    fn into_operand(self) -> Option<Filter<C>> {
        self.and_then(F::into_operand)
    }
}

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

    fn append_to(self, left: Filter<C>, connective: Connective) -> Filter<C> {
        left.with_filter(connective, self)
    }
}

super::operators!([C,] Filter<C>);
super::operators!(['f, C,] &'f Filter<C>);

impl<C> Clone for Filter<C> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            constant: self.constant,
            outer: self.outer,
            collection: PhantomData,
        }
    }
}

impl<C> Default for Filter<C> {
    /// Returns the filter that matches everything.
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

/// Compares the canonical text.
impl<C> PartialEq<str> for Filter<C> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

/// Compares the canonical text.
impl<C> PartialEq<&str> for Filter<C> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

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
        if filter.constant.is_empty() {
            filter.text.into()
        } else {
            filter.constant.into()
        }
    }
}

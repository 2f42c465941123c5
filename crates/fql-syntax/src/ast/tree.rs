//! The syntax tree of a filter.
//!
//! A tree is flat: one vector of nodes in the order of the source, where a group precedes its parts
//! and knows the range of their nodes, and one vector of list items. Whatever its depth, a tree is
//! cloned, compared and dropped without recursion, and parsing one rarely allocates more than the two
//! vectors.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::ast::literal::{List, ListItem, LiteralKind, Placeholder, Value, ValueMatch, inner};
use crate::ast::operator::{Comparison, Operator};
use crate::ast::span::Span;
use crate::pattern::has_wildcard;

/// The connective between the parts of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Connective {
    /// `+`: every part matches. Binds tighter than `,`.
    And,
    /// `,`: some part matches.
    Or,
}

impl Connective {
    /// Returns `+` or `,`.
    #[must_use]
    pub const fn symbol(self) -> char {
        match self {
            Self::And => '+',
            Self::Or => ',',
        }
    }

    pub(crate) const fn flipped_if(self, flip: bool) -> Self {
        match (self, flip) {
            (connective, false) => connective,
            (Self::And, true) => Self::Or,
            (Self::Or, true) => Self::And,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NodeKind {
    Group(Connective),
    Clause(LiteralKind),
    ListClause,
    /// `{expression}` instead of a clause.
    PlaceholderClause,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) operator: Operator,
    /// The source of the clause is its canonical text, so that it is printed by copying.
    pub(crate) is_canonical: bool,
    /// The value contains a backslash between quotes.
    pub(crate) has_backslash: bool,
    /// The value, or one of a list, contains a star.
    pub(crate) has_star: bool,
    /// The property of a clause, or the whole placeholder.
    pub(crate) property: Span,
    pub(crate) value: Span,
    /// The first of a group's nodes, or of a list's items.
    pub(crate) first: u32,
    /// The end of a group's nodes, or of a list's items.
    pub(crate) end: u32,
}

impl Node {
    /// A group of the nodes in `first..end`.
    pub(crate) fn group(connective: Connective, first: u32, end: u32) -> Self {
        Self {
            kind: NodeKind::Group(connective),
            operator: Operator::new(Comparison::Equal),
            is_canonical: false,
            has_backslash: false,
            has_star: false,
            property: Span::default(),
            value: Span::default(),
            first,
            end,
        }
    }

    pub(crate) fn placeholder_clause(span: Span) -> Self {
        Self {
            kind: NodeKind::PlaceholderClause,
            is_canonical: true,
            property: span,
            value: span,
            ..Self::group(Connective::And, 0, 0)
        }
    }

    /// The nodes of a group, or the items of a list.
    pub(crate) fn range(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }

    pub(crate) fn is_group(&self) -> bool {
        matches!(self.kind, NodeKind::Group(_))
    }
}

/// A parsed filter: clauses, and groups of clauses joined by `+` or `,`.
///
/// Groups are flattened: a part of a group is a clause or a group with the other connective, and a
/// group has at least two parts. Only clauses are negated; the parser pushes the negation of a group
/// down to its clauses. `Display` prints the canonical text. Two trees are equal when their canonical
/// texts are.
///
/// ```
/// use fql_syntax::{Connective, Expression};
///
/// let tree = fql_syntax::parse("status: 'open' + !(port:22, port:23)")?;
/// assert_eq!(tree.to_string(), "status:'open'+port:!22+port:!23");
/// let Some(Expression::Group(group)) = tree.root() else { panic!("a group") };
/// assert_eq!(group.connective(), Connective::And);
/// assert_eq!(group.parts().count(), 3);
/// # Ok::<(), fql_syntax::Report>(())
/// ```
#[derive(Clone)]
pub struct Tree<'t> {
    pub(crate) source: Cow<'t, str>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) items: Vec<ListItem>,
}

/// Creates the empty filter, which matches everything.
impl Default for Tree<'_> {
    fn default() -> Self {
        Self::match_all()
    }
}

impl<'t> Tree<'t> {
    /// Creates the empty filter, which matches everything.
    #[must_use]
    pub const fn match_all() -> Self {
        Self {
            source: Cow::Borrowed(""),
            nodes: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Returns `true` for the filter that matches everything.
    #[must_use]
    pub fn is_match_all(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns the source that was parsed.
    #[must_use]
    #[inline]
    pub fn text(&self) -> &str {
        &self.source
    }

    /// Returns the outermost expression, or `None` for the filter that matches everything.
    #[must_use]
    pub fn root(&self) -> Option<Expression<'_>> {
        (!self.nodes.is_empty()).then(|| Expression::at(self, 0))
    }

    /// Returns the outermost connective, or `None` if there are fewer than two clauses.
    #[must_use]
    pub fn connective(&self) -> Option<Connective> {
        match self.nodes.first()?.kind {
            NodeKind::Group(connective) => Some(connective),
            _ => None,
        }
    }

    /// Returns all clauses of all groups in the order of the source.
    #[inline]
    pub fn clauses(&self) -> impl Iterator<Item = Clause<'_>> {
        self.nodes
            .iter()
            .filter(|node| matches!(node.kind, NodeKind::Clause(_) | NodeKind::ListClause))
            .map(|node| Clause { tree: self, node })
    }

    /// Returns the tree that matches exactly when this one does not: `+` and `,` are swapped, and
    /// every clause is negated. Returns `None` for the filter that matches everything, which has no
    /// negation.
    ///
    /// ```
    /// let tree = fql_syntax::parse("a:1+(b:!2,c:>3)")?;
    /// assert_eq!(tree.negated().expect("clauses").to_string(), "a:!1,(b:2+c:!>3)");
    /// # Ok::<(), fql_syntax::Report>(())
    /// ```
    #[must_use]
    pub fn negated(mut self) -> Option<Self> {
        for node in &mut self.nodes {
            match &mut node.kind {
                NodeKind::Group(connective) => *connective = connective.flipped_if(true),
                NodeKind::Clause(_) | NodeKind::ListClause | NodeKind::PlaceholderClause => {
                    node.operator = !node.operator;
                    node.is_canonical = false;
                }
            }
        }
        (!self.nodes.is_empty()).then_some(self)
    }

    /// Returns the tree with an owned copy of its source.
    #[must_use]
    pub fn into_owned(self) -> Tree<'static> {
        Tree {
            source: Cow::Owned(self.source.into_owned()),
            nodes: self.nodes,
            items: self.items,
        }
    }
}

impl PartialEq for Tree<'_> {
    fn eq(&self, other: &Tree<'_>) -> bool {
        self.nodes.len() == other.nodes.len()
            && self
                .nodes
                .iter()
                .zip(&other.nodes)
                .all(|(one, two)| match (one.kind, two.kind) {
                    (NodeKind::Group(left), NodeKind::Group(right)) => {
                        left == right && one.end == two.end
                    }
                    (NodeKind::PlaceholderClause, NodeKind::PlaceholderClause) => {
                        one.property.slice(&self.source) == two.property.slice(&other.source)
                    }
                    (
                        NodeKind::Clause(_) | NodeKind::ListClause,
                        NodeKind::Clause(_) | NodeKind::ListClause,
                    ) => {
                        let (tree, node) = (self, one);
                        let clause = Clause { tree, node };
                        let (tree, node) = (other, two);
                        clause == Clause { tree, node }
                    }
                    _ => false,
                })
    }
}

/// A clause or a group of a tree.
#[derive(Clone, Copy)]
pub enum Expression<'t> {
    /// One comparison.
    Clause(Clause<'t>),
    /// At least two parts with a connective between them.
    Group(Group<'t>),
    /// `{expression}` instead of a clause, in templates only.
    Placeholder(Placeholder<'t>),
}

impl<'t> Expression<'t> {
    fn at<'tree: 't>(tree: &'t Tree<'tree>, index: usize) -> Self {
        let node = &tree.nodes[index];
        match node.kind {
            NodeKind::Group(connective) => Self::Group(Group {
                tree,
                node,
                connective,
            }),
            NodeKind::PlaceholderClause => {
                Self::Placeholder(Placeholder::new(inner(node.property.slice(&tree.source))))
            }
            NodeKind::Clause(_) | NodeKind::ListClause => Self::Clause(Clause { tree, node }),
        }
    }
}

impl fmt::Debug for Expression<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clause(clause) => clause.fmt(f),
            Self::Group(group) => group.fmt(f),
            Self::Placeholder(placeholder) => placeholder.fmt(f),
        }
    }
}

/// At least two expressions with the same connective between them.
#[derive(Clone, Copy)]
pub struct Group<'t> {
    tree: &'t Tree<'t>,
    node: &'t Node,
    connective: Connective,
}

impl<'t> Group<'t> {
    /// Returns the connective between the parts.
    #[must_use]
    pub fn connective(&self) -> Connective {
        self.connective
    }

    /// Returns the clauses, and the groups with the other connective, in the order of the source.
    pub fn parts(&self) -> impl Iterator<Item = Expression<'t>> + use<'t> {
        let tree = self.tree;
        let Range { mut start, end } = self.node.range();
        core::iter::from_fn(move || {
            let index = (start < end).then_some(start)?;
            let node = &tree.nodes[index];
            start = if node.is_group() {
                node.end as usize
            } else {
                index + 1
            };
            Some(Expression::at(tree, index))
        })
    }
}

impl fmt::Debug for Group<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the parts, because a tree may be deeper than the stack.
        f.debug_struct("Group")
            .field("connective", &self.connective)
            .finish_non_exhaustive()
    }
}

/// One comparison of a property with a value. Two are equal when they have the same meaning,
/// wherever they are.
#[derive(Clone, Copy)]
pub struct Clause<'t> {
    pub(crate) tree: &'t Tree<'t>,
    pub(crate) node: &'t Node,
}

impl<'t> Clause<'t> {
    #[inline]
    pub(crate) fn text(&self) -> &'t str {
        &self.tree.source
    }

    /// The value of a clause, if it is not a list.
    #[inline]
    pub(crate) fn single_item(&self, kind: LiteralKind) -> ListItem {
        ListItem {
            kind,
            has_star: self.node.has_star,
            span: self.node.value,
        }
    }

    /// The values of a list clause.
    #[inline]
    pub(crate) fn list_items(&self) -> &'t [ListItem] {
        &self.tree.items[self.node.range()]
    }

    /// Returns the property as in the source, its parts joined by dots.
    #[must_use]
    #[inline]
    pub fn property(&self) -> &'t str {
        self.node.property.slice(&self.tree.source)
    }

    /// Returns the operator. In a negated group it includes the negation that the parser pushed
    /// down, and so differs from the source.
    #[must_use]
    #[inline]
    pub fn operator(&self) -> Operator {
        self.node.operator
    }

    /// Returns the value.
    #[must_use]
    #[inline]
    pub fn value(&self) -> Value<'t> {
        match self.node.kind {
            NodeKind::Clause(kind) => kind.value(self.text(), self.node.value),
            _ => Value::List(List::new(self.text(), self.list_items())),
        }
    }

    /// Returns each value of a list with its span, or the only value with its span.
    pub fn values(&self) -> impl Iterator<Item = (Value<'t>, Span)> + use<'t> {
        let (single, list) = match self.value() {
            Value::List(list) => (None, Some(list)),
            value => (Some((value, self.value_span())), None),
        };
        let listed = list
            .into_iter()
            .flat_map(|list| list.iter().zip(list.spans()));
        single.into_iter().chain(listed)
    }

    /// Returns the span of the clause, from its property to the end of its value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.node.property.to(self.node.value)
    }

    /// Returns the span of the property.
    #[must_use]
    #[inline]
    pub fn property_span(&self) -> Span {
        self.node.property
    }

    /// Returns the span of the value with its quotes or brackets.
    #[must_use]
    #[inline]
    pub fn value_span(&self) -> Span {
        self.node.value
    }

    /// Returns the span of the operator; for equality it is empty and at the start of the value.
    #[must_use]
    pub fn operator_span(&self) -> Span {
        let between = Span::new(self.node.property.end(), self.node.value.start());
        let gap = between.slice(&self.tree.source);
        let after_colon = gap.find(':').map_or(0, |colon| colon + 1);
        let operator = gap[after_colon..].trim();
        let start = between.end() - gap[after_colon..].trim_start().len();
        Span::new(start, start + operator.len())
    }

    /// Returns `true` if the value, or a value of the list, is a word.
    #[must_use]
    #[inline(always)]
    pub fn has_word(&self) -> bool {
        // A word is not canonical, so that most clauses need no second test.
        !self.node.is_canonical
            && match self.node.kind {
                NodeKind::Clause(kind) => kind == LiteralKind::Word,
                NodeKind::ListClause => self
                    .list_items()
                    .iter()
                    .any(|item| item.kind == LiteralKind::Word),
                _ => false,
            }
    }

    /// Returns `true` if the value, or a value of the list, contains a star, escaped or not.
    #[must_use]
    #[inline(always)]
    pub fn has_star(&self) -> bool {
        self.node.has_star
    }

    /// Returns `true` if the value is matched as a pattern: the operator requires it, or there is
    /// no operator and the value contains an unescaped star.
    #[must_use]
    pub fn is_wildcard(&self) -> bool {
        match (self.operator().comparison(), self.value()) {
            (Comparison::Wildcard | Comparison::TextWildcard, _) => true,
            // A list as a whole is not a pattern, whatever its values are.
            (comparison, value) => comparison == Comparison::Equal && value.is_pattern(),
        }
    }

    /// Returns the spelling of the patterns that the clause matches; of the values of a list, that of
    /// the first pattern.
    #[must_use]
    pub fn pattern_spelling(&self) -> Option<PatternSpelling> {
        match self.operator().comparison() {
            Comparison::Wildcard => Some(PatternSpelling::Operator),
            Comparison::Equal => {
                let mut values = self.values().map(|(value, _)| value);
                let pattern = values.find(|value| value.is_pattern())?;
                Some(match (pattern, pattern.value_match()) {
                    (Value::Word(_), _) => PatternSpelling::Bare,
                    (_, ValueMatch::Pattern(pattern)) if is_affix(&pattern) => {
                        PatternSpelling::PlainAffix
                    }
                    _ => PatternSpelling::Plain,
                })
            }
            _ => None,
        }
    }
}

/// The spellings of patterns. Collections differ in those that they read as patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PatternSpelling {
    /// The operator before a string: `:*'x*'`.
    Operator,
    /// A string with one star at one of its ends: `:'x*'`, `:'*x'`.
    PlainAffix,
    /// A string with other stars: `:'*x*'`.
    Plain,
    /// Without quotes: `:x*`.
    Bare,
}

impl PatternSpelling {
    /// Returns a number for the spelling, in the bits that no [capability](crate::Capability::bit) has.
    #[must_use]
    pub const fn bits(self) -> u8 {
        (self as u8 + 1) << 5
    }

    /// Returns the spelling in these bits, if there is one.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Option<Self> {
        match bits >> 5 {
            0 => None,
            1 => Some(Self::Operator),
            2 => Some(Self::PlainAffix),
            3 => Some(Self::Plain),
            _ => Some(Self::Bare),
        }
    }
}

/// Returns `true` if the only star of a pattern is at one of its ends.
fn is_affix(pattern: &str) -> bool {
    let inner = match pattern.strip_prefix('*') {
        Some(suffix) => suffix,
        None => pattern.strip_suffix('*').unwrap_or(pattern),
    };
    !has_wildcard(inner)
}

impl PartialEq for Clause<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.operator() == other.operator()
            && self.property() == other.property()
            && self.value() == other.value()
    }
}

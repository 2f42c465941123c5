//! The tree of a filter.
//!
//! It is kept flat: one vector of nodes in the order in which they are printed, where a group
//! knows how far it reaches, and one vector of list elements. Whatever its depth, a tree is
//! cloned, compared and dropped without recursion, and reading one allocates twice at most.

use std::borrow::Cow;
use std::fmt;

use crate::operator::Operator;
use crate::print;
use crate::span::Span;
use crate::value::{List, Placeholder, StringLiteral, Value};

/// How the parts of a group are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Connective {
    /// `+`: every part holds. Binds tighter than `,`.
    And,
    /// `,`: some part holds.
    Or,
}

impl Connective {
    /// `+` or `,`.
    #[must_use]
    pub const fn symbol(self) -> char {
        match self {
            Self::And => '+',
            Self::Or => ',',
        }
    }

    pub(crate) const fn flipped_if(self, flip: bool) -> Self {
        match (self, flip) {
            (join, false) => join,
            (Self::And, true) => Self::Or,
            (Self::Or, true) => Self::And,
        }
    }
}

/// What a node is. Values say all that is known about their spelling, so that the common case is
/// printed by copying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Group(Connective),
    Clause(LiteralKind),
    ListClause,
    /// `{expression}` in the place of a clause.
    PlaceholderClause,
}

/// The kinds of a value that is no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LiteralKind {
    SingleQuoted,
    DoubleQuoted,
    Integer,
    Float,
    True,
    False,
    Null,
    Word,
    Placeholder,
}

impl LiteralKind {
    #[inline]
    pub(crate) fn value(self, text: &str, span: Span) -> Value<'_> {
        let spelled = span.slice(text);
        match self {
            Self::SingleQuoted => Value::String(StringLiteral::new(inner(spelled), '\'')),
            Self::DoubleQuoted => Value::String(StringLiteral::new(inner(spelled), '"')),
            Self::Integer => Value::Integer(spelled),
            Self::Float => Value::Float(spelled),
            Self::True => Value::Boolean(true),
            Self::False => Value::Boolean(false),
            Self::Null => Value::Null,
            Self::Word => Value::Word(spelled),
            Self::Placeholder => Value::Placeholder(Placeholder::new(inner(spelled))),
        }
    }
}

/// The text without its first and last byte: a quote or a brace each.
fn inner(spelled: &str) -> &str {
    spelled
        .get(1..spelled.len().saturating_sub(1))
        .unwrap_or_default()
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) tag: Tag,
    pub(crate) operator: Operator,
    /// The printer would write the clause's text in just this way.
    pub(crate) canonical: bool,
    /// A backslash stands in the value, between quotes.
    pub(crate) backslash: bool,
    /// A star stands in the value, if that is no list.
    pub(crate) star: bool,
    /// A clause's property; a group's or a hole's whole text.
    pub(crate) property: Span,
    pub(crate) value: Span,
    /// A list clause's elements; in a group, working space of the parser.
    pub(crate) first: u32,
    /// Where a group's nodes, or a list clause's elements, end.
    pub(crate) end: u32,
}

/// One value of a list.
#[derive(Debug, Clone, Copy)]
pub struct ListItem {
    pub(crate) scalar: LiteralKind,
    /// A star stands in it.
    pub(crate) star: bool,
    pub(crate) span: Span,
}

impl ListItem {
    #[inline]
    pub(crate) fn value(self, text: &str) -> Value<'_> {
        self.scalar.value(text, self.span)
    }
}

/// A filter as it was read: clauses, and groups of them joined by `+` or `,`.
///
/// Groups are flat: a part of a group is a clause or a group of the other join, and a group has
/// at least two parts. Negation stands on clauses only; that of a group was pushed down to them
/// when the text was read. `Display` prints the canonical text. Two trees are equal when they
/// print the same.
///
/// ```
/// use fql_syntax::{Expression, Connective};
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
    pub(crate) text: Cow<'t, str>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) elements: Vec<ListItem>,
}

impl<'t> Tree<'t> {
    /// The filter that matches everything: the empty text.
    #[must_use]
    pub const fn match_all() -> Self {
        Self {
            text: Cow::Borrowed(""),
            nodes: Vec::new(),
            elements: Vec::new(),
        }
    }

    /// Whether this is the filter that matches everything.
    #[must_use]
    pub fn is_match_all(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The text that was read, as it was written.
    #[must_use]
    #[inline]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The outermost part, or `None` for the filter that matches everything.
    #[must_use]
    pub fn root(&self) -> Option<Expression<'_>> {
        (!self.nodes.is_empty()).then(|| Expression::at(self, 0))
    }

    /// How the outermost parts are joined, if there is more than one.
    #[must_use]
    pub fn connective(&self) -> Option<Connective> {
        match self.nodes.first()?.tag {
            Tag::Group(join) => Some(join),
            _ => None,
        }
    }

    /// Every clause, in the order of the text, whatever group it is in.
    #[inline]
    pub fn clauses(&self) -> impl Iterator<Item = Clause<'_>> {
        self.nodes
            .iter()
            .filter(|node| matches!(node.tag, Tag::Clause(_) | Tag::ListClause))
            .map(|node| Clause { tree: self, node })
    }

    /// The tree that holds exactly when this one does not: `+` and `,` change places, and so does
    /// every clause with its negation. `None` for the filter that matches everything, whose
    /// negation can't be written.
    ///
    /// ```
    /// let tree = fql_syntax::parse("a:1+(b:!2,c:>3)")?;
    /// assert_eq!(tree.negated().expect("clauses").to_string(), "a:!1,(b:2+c:!>3)");
    /// # Ok::<(), fql_syntax::Report>(())
    /// ```
    #[must_use]
    pub fn negated(mut self) -> Option<Self> {
        for node in &mut self.nodes {
            match &mut node.tag {
                Tag::Group(join) => *join = join.flipped_if(true),
                Tag::Clause(_) | Tag::ListClause | Tag::PlaceholderClause => {
                    node.operator = !node.operator;
                    node.canonical = false;
                }
            }
        }
        (!self.nodes.is_empty()).then_some(self)
    }

    /// The tree with a text of its own.
    #[must_use]
    pub fn into_owned(self) -> Tree<'static> {
        Tree {
            text: Cow::Owned(self.text.into_owned()),
            nodes: self.nodes,
            elements: self.elements,
        }
    }

    /// The canonical text. `Display` gives the same, but writes it twice.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        self.print_to(&mut out);
        out
    }

    /// Appends the canonical text.
    pub fn print_to(&self, out: &mut String) {
        print::tree(self, out);
    }
}

impl PartialEq for Tree<'_> {
    fn eq(&self, other: &Tree<'_>) -> bool {
        self.nodes.len() == other.nodes.len()
            && self
                .nodes
                .iter()
                .zip(&other.nodes)
                .all(|(one, two)| match (one.tag, two.tag) {
                    (Tag::Group(left), Tag::Group(right)) => left == right && one.end == two.end,
                    (Tag::PlaceholderClause, Tag::PlaceholderClause) => {
                        one.property.slice(&self.text) == two.property.slice(&other.text)
                    }
                    (Tag::Clause(_) | Tag::ListClause, Tag::Clause(_) | Tag::ListClause) => {
                        Clause {
                            tree: self,
                            node: one,
                        } == Clause {
                            tree: other,
                            node: two,
                        }
                    }
                    _ => false,
                })
    }
}

impl fmt::Display for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.canonical())
    }
}

impl fmt::Debug for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tree").field(&self.to_string()).finish()
    }
}

/// A clause or a group of a tree.
#[derive(Clone, Copy)]
pub enum Expression<'t> {
    /// One comparison.
    Clause(Clause<'t>),
    /// At least two parts, joined.
    Group(Group<'t>),
    /// `{expression}` in the place of a clause, in a template only.
    Placeholder(Placeholder<'t>),
}

impl<'t> Expression<'t> {
    fn at<'tree: 't>(tree: &'t Tree<'tree>, index: usize) -> Self {
        let node = &tree.nodes[index];
        match node.tag {
            Tag::Group(join) => Self::Group(Group { tree, index, join }),
            Tag::PlaceholderClause => {
                Self::Placeholder(Placeholder::new(inner(node.property.slice(&tree.text))))
            }
            Tag::Clause(_) | Tag::ListClause => Self::Clause(Clause { tree, node }),
        }
    }
}

impl fmt::Debug for Expression<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clause(clause) => clause.fmt(f),
            Self::Group(group) => group.fmt(f),
            Self::Placeholder(hole) => hole.fmt(f),
        }
    }
}

/// Parts joined by `+` or by `,`.
#[derive(Clone, Copy)]
pub struct Group<'t> {
    tree: &'t Tree<'t>,
    index: usize,
    join: Connective,
}

impl<'t> Group<'t> {
    /// What joins the parts.
    #[must_use]
    pub fn connective(&self) -> Connective {
        self.join
    }

    /// The clauses, and groups of the other join, in the order of the text.
    pub fn parts(&self) -> impl Iterator<Item = Expression<'t>> + use<'t> {
        let tree = self.tree;
        let end = tree.nodes[self.index].end as usize;
        let mut next = self.index + 1;
        core::iter::from_fn(move || {
            let index = (next < end).then_some(next)?;
            next = match tree.nodes[index].tag {
                Tag::Group(_) => tree.nodes[index].end as usize,
                _ => index + 1,
            };
            Some(Expression::at(tree, index))
        })
    }
}

impl fmt::Debug for Group<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Flat on purpose: a tree may be deeper than the stack.
        f.debug_struct("Group")
            .field("join", &self.join)
            .finish_non_exhaustive()
    }
}

/// One comparison of a property with a value. Two are equal when they mean the same, wherever
/// they stand.
#[derive(Clone, Copy)]
pub struct Clause<'t> {
    tree: &'t Tree<'t>,
    node: &'t Node,
}

impl<'t> Clause<'t> {
    #[inline]
    pub(crate) fn text(&self) -> &'t str {
        &self.tree.text
    }

    #[inline]
    pub(crate) fn tag(&self) -> Tag {
        self.node.tag
    }

    /// The value of a clause that is no list.
    #[inline]
    pub(crate) fn element(&self, scalar: LiteralKind) -> ListItem {
        ListItem {
            scalar,
            star: self.node.star,
            span: self.node.value,
        }
    }

    /// The values of a list clause.
    #[inline]
    pub(crate) fn elements(&self) -> &'t [ListItem] {
        &self.tree.elements[self.node.first as usize..self.node.end as usize]
    }

    /// The property, its parts joined by dots, as written.
    #[must_use]
    #[inline]
    pub fn property(&self) -> &'t str {
        self.node.property.slice(&self.tree.text)
    }

    /// How the property is compared. In a group that was negated, this is the clause's share of
    /// the negation, not what its text shows.
    #[must_use]
    #[inline]
    pub fn operator(&self) -> Operator {
        self.node.operator
    }

    /// What the property is compared with.
    #[must_use]
    #[inline]
    pub fn value(&self) -> Value<'t> {
        let text = &self.tree.text;
        match self.node.tag {
            Tag::Clause(scalar) => scalar.value(text, self.node.value),
            _ => Value::List(List::new(
                text,
                &self.tree.elements[self.node.first as usize..self.node.end as usize],
            )),
        }
    }

    /// Where the clause stands, from its property to the end of its value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.node.property.to(self.node.value)
    }

    /// Where the property stands.
    #[must_use]
    #[inline]
    pub fn property_span(&self) -> Span {
        self.node.property
    }

    /// Where the value stands, quotes or brackets included.
    #[must_use]
    #[inline]
    pub fn value_span(&self) -> Span {
        self.node.value
    }

    /// Where the operator stands; where it would stand when there is none.
    #[must_use]
    pub fn operator_span(&self) -> Span {
        let between = Span::new(self.node.property.end(), self.node.value.start());
        let text = between.slice(&self.tree.text);
        let after_colon = text.find(':').map_or(0, |colon| colon + 1);
        let operator = text[after_colon..].trim();
        let start = between.end() - text[after_colon..].trim_start().len();
        Span::new(start, start + operator.len())
    }

    /// Whether this is a match of a pattern: its operator says so, or it has none and its value
    /// holds a star that is not escaped.
    #[must_use]
    pub fn is_wildcard(&self) -> bool {
        use crate::Comparison;
        match (self.operator().comparison(), self.value()) {
            (Comparison::Wildcard | Comparison::TextWildcard, _) => true,
            // A list as a whole is no pattern, whatever its values are.
            (comparison, value) => comparison == Comparison::Equal && value.is_pattern(),
        }
    }

    /// The clause's canonical text.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = String::with_capacity(self.span().len());
        print::clause(self.tree, self.node, &mut out);
        out
    }
}

impl PartialEq for Clause<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.operator() == other.operator()
            && self.property() == other.property()
            && self.value() == other.value()
    }
}

impl fmt::Debug for Clause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clause").field(&self.canonical()).finish()
    }
}

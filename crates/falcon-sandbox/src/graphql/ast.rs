//! The syntax tree of a GraphQL query.
//!
//! Names are slices of the source. Positions are byte offsets; [`location`] converts them.

use std::borrow::Cow;
use std::fmt;

use serde_json::{Value as Json, json};

/// The operations and fragments of a request.
#[derive(Debug, Default)]
pub(super) struct Document<'q> {
    pub(super) operations: Vec<Operation<'q>>,
    pub(super) fragments: Vec<Fragment<'q>>,
}

impl<'q> Document<'q> {
    pub(super) fn fragment(&self, name: &str) -> Option<&Fragment<'q>> {
        self.fragments.iter().find(|fragment| fragment.name == name)
    }
}

/// The kind of an operation, as its keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OperationKind {
    Query,
    Mutation,
    Subscription,
}

impl fmt::Display for OperationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
            Self::Subscription => "subscription",
        })
    }
}

#[derive(Debug)]
pub(super) struct Operation<'q> {
    pub(super) kind: OperationKind,
    pub(super) name: Option<&'q str>,
    pub(super) variables: Vec<Variable<'q>>,
    pub(super) directives: Vec<Directive<'q>>,
    pub(super) selections: Vec<Selection<'q>>,
    pub(super) offset: usize,
}

/// The definition of a variable.
#[derive(Debug)]
pub(super) struct Variable<'q> {
    pub(super) name: &'q str,
    pub(super) variable_type: Type<'q>,
    pub(super) default: Option<Value<'q>>,
    pub(super) directives: Vec<Directive<'q>>,
    pub(super) offset: usize,
}

/// The definition of a fragment.
#[derive(Debug)]
pub(super) struct Fragment<'q> {
    pub(super) name: &'q str,
    pub(super) type_condition: &'q str,
    pub(super) directives: Vec<Directive<'q>>,
    pub(super) selections: Vec<Selection<'q>>,
    pub(super) offset: usize,
}

#[derive(Debug)]
pub(super) enum Selection<'q> {
    Field(Field<'q>),
    Spread(Spread<'q>),
    Inline(Inline<'q>),
}

impl<'q> Selection<'q> {
    pub(super) fn directives(&self) -> &[Directive<'q>] {
        match self {
            Self::Field(field) => &field.directives,
            Self::Spread(spread) => &spread.directives,
            Self::Inline(inline) => &inline.directives,
        }
    }
}

#[derive(Debug)]
pub(super) struct Field<'q> {
    pub(super) alias: Option<&'q str>,
    pub(super) name: &'q str,
    pub(super) arguments: Vec<Argument<'q>>,
    pub(super) directives: Vec<Directive<'q>>,
    pub(super) selections: Vec<Selection<'q>>,
    pub(super) offset: usize,
}

impl<'q> Field<'q> {
    /// Returns the name of the field in the response.
    pub(super) fn response_name(&self) -> &'q str {
        self.alias.unwrap_or(self.name)
    }

    pub(super) fn argument(&self, name: &str) -> Option<&Value<'q>> {
        argument(&self.arguments, name)
    }
}

/// The use of a fragment.
#[derive(Debug)]
pub(super) struct Spread<'q> {
    pub(super) name: &'q str,
    pub(super) directives: Vec<Directive<'q>>,
    pub(super) offset: usize,
}

/// An inline fragment.
#[derive(Debug)]
pub(super) struct Inline<'q> {
    pub(super) type_condition: Option<&'q str>,
    pub(super) directives: Vec<Directive<'q>>,
    pub(super) selections: Vec<Selection<'q>>,
    pub(super) offset: usize,
}

#[derive(Debug)]
pub(super) struct Directive<'q> {
    pub(super) name: &'q str,
    pub(super) arguments: Vec<Argument<'q>>,
    pub(super) offset: usize,
}

#[derive(Debug)]
pub(super) struct Argument<'q> {
    pub(super) name: &'q str,
    pub(super) value: Value<'q>,
    pub(super) offset: usize,
}

/// Returns the value of the first argument with a name.
pub(super) fn argument<'a, 'q>(arguments: &'a [Argument<'q>], name: &str) -> Option<&'a Value<'q>> {
    let argument = arguments.iter().find(|argument| argument.name == name);
    argument.map(|argument| &argument.value)
}

/// A value in the source. Numbers keep their spelling.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'q> {
    Null,
    Boolean(bool),
    Int(&'q str),
    Float(&'q str),
    String(Cow<'q, str>),
    Enum(&'q str),
    Variable(&'q str),
    List(Vec<Value<'q>>),
    Object(Vec<(&'q str, Value<'q>)>),
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Int(source) | Self::Float(source) | Self::Enum(source) => f.write_str(source),
            Self::String(string) => write!(f, "{}", Json::from(&**string)),
            Self::Variable(name) => write!(f, "${name}"),
            Self::List(_) => f.write_str("a list"),
            Self::Object(_) => f.write_str("an object"),
        }
    }
}

/// A type such as `[String!]!`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type<'q> {
    Named(&'q str),
    List(Box<Type<'q>>),
    NonNull(Box<Type<'q>>),
}

impl<'q> Type<'q> {
    /// Returns the name without lists and `!`.
    pub(super) fn name(&self) -> &'q str {
        match self {
            Self::Named(name) => name,
            Self::List(inner) | Self::NonNull(inner) => inner.name(),
        }
    }

    /// Returns the type without its `!`, and whether it has one.
    pub(super) fn nullable(&self) -> (&Self, bool) {
        match self {
            Self::NonNull(inner) => (inner, true),
            other => (other, false),
        }
    }
}

impl fmt::Display for Type<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::List(inner) => write!(f, "[{inner}]"),
            Self::NonNull(inner) => write!(f, "{inner}!"),
        }
    }
}

/// Returns the line and the column of an offset, both from 1, as a member of `locations`.
pub(super) fn location(source: &str, offset: usize) -> Json {
    let before = source.get(..offset).unwrap_or(source);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[line_start..].chars().count() + 1;
    json!({ "line": line, "column": column })
}

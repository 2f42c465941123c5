//! Reads the fields of objects out of documents.

use async_graphql::Value as GraphValue;
use async_graphql::dynamic::{Field, FieldFuture, FieldValue, InputValue, Object, TypeRef};
use serde_json::Value;

use super::index::is_endpoint;
use super::table::{ENUMS, Row, SCALARS};

/// A type as the schema writes it: `Boolean!`, `[String!]!`.
#[derive(Debug, Clone, Copy)]
struct Type {
    name: &'static str,
    list: bool,
    required: bool,
}

impl Type {
    fn read(text: &'static str) -> Self {
        let (inner, required) = match text.strip_suffix('!') {
            Some(inner) => (inner, true),
            None => (text, false),
        };
        let (name, list) = match inner.strip_prefix('[') {
            Some(inner) => (inner.trim_end_matches(['!', ']']), true),
            None => (inner, false),
        };
        Self {
            name,
            list,
            required,
        }
    }

    fn reference(self) -> TypeRef {
        match (self.list, self.required) {
            (false, false) => TypeRef::named(self.name),
            (false, true) => TypeRef::named_nn(self.name),
            (true, false) => TypeRef::named_nn_list(self.name),
            (true, true) => TypeRef::named_nn_list_nn(self.name),
        }
    }

    /// Whether its values are texts or numbers, and not objects.
    fn is_leaf(self) -> bool {
        let own = SCALARS.iter().map(|(name, _)| *name);
        let enums = ENUMS.iter().map(|(name, _)| *name);
        let built_in = ["String", "Int", "Float", "Boolean"].into_iter();
        own.chain(enums)
            .chain(built_in)
            .any(|name| name == self.name)
    }
}

/// The type of a row, as the schema takes it.
pub(super) fn reference(row: &Row) -> TypeRef {
    Type::read(row.type_text).reference()
}

pub(super) fn argument(row: &Row) -> InputValue {
    InputValue::new(row.name, reference(row)).description(row.says)
}

/// An object with these fields.
pub(super) fn object(name: &str, rows: &[&'static [Row]]) -> Object {
    rows.iter()
        .copied()
        .flatten()
        .fold(Object::new(name), |object, row| object.field(field(row)))
}

/// A field that is the member of its name of the document.
fn field(row: &'static Row) -> Field {
    let kind = Type::read(row.type_text);
    Field::new(row.name, kind.reference(), move |context| {
        let parent = context.parent_value.downcast_ref::<Value>();
        FieldFuture::Value(parent.and_then(|parent| member(parent, row.name, kind)))
    })
    .description(row.says)
}

/// The member of this name; what is not of its type is as if it were not there.
fn member<'v>(parent: &'v Value, name: &str, kind: Type) -> Option<FieldValue<'v>> {
    if kind.name == "EntityType" {
        return Some(FieldValue::value(entity_type(parent)));
    }
    // Nodes are the edges without their cursors.
    let value = match name {
        "nodes" => return Some(nodes(parent)),
        _ => &parent[name],
    };
    if kind.list {
        let items = value.as_array().into_iter().flatten();
        return Some(FieldValue::list(items.filter_map(|item| one(item, kind))));
    }
    one(value, kind).or_else(|| kind.required.then(|| absent(kind)))
}

fn nodes(connection: &Value) -> FieldValue<'_> {
    let edges = connection["edges"].as_array().into_iter().flatten();
    FieldValue::list(edges.map(|edge| typed(&edge["node"], "Entity")))
}

fn one(value: &Value, kind: Type) -> Option<FieldValue<'_>> {
    if !kind.is_leaf() {
        return value.is_object().then(|| typed(value, kind.name));
    }
    let suits = match kind.name {
        "Boolean" => value.is_boolean(),
        "Int" => value
            .as_i64()
            .is_some_and(|number| i32::try_from(number).is_ok()),
        "Float" | "ZeroToOneNumber" => value.is_number(),
        _ => value.is_string() && in_enum(kind, value),
    };
    if !suits {
        return None;
    }
    GraphValue::from_json(value.clone())
        .ok()
        .map(FieldValue::value)
}

/// Whether the value is an item, if the type is an enumeration.
fn in_enum(kind: Type, value: &Value) -> bool {
    let items = ENUMS.iter().find(|(name, _)| *name == kind.name);
    items.is_none_or(|(_, items)| items.iter().any(|item| value == item))
}

/// An object, and what it is if its type is an interface.
fn typed<'v>(value: &'v Value, name: &str) -> FieldValue<'v> {
    let object = FieldValue::borrowed_any(value);
    match name {
        "Entity" if is_endpoint(value) => object.with_type("EndpointEntity"),
        "Entity" => object.with_type("UserEntity"),
        "AccountDescriptor" => object.with_type("ActiveDirectoryAccountDescriptor"),
        _ => object,
    }
}

fn entity_type(parent: &Value) -> &'static str {
    if is_endpoint(parent) {
        "ENDPOINT"
    } else {
        "USER"
    }
}

/// What a field that must have a value has when the document has none: documents may come from
/// files of users, and one gap must not hide everything.
fn absent(kind: Type) -> FieldValue<'static> {
    match kind.name {
        "Boolean" => FieldValue::value(false),
        "Int" => FieldValue::value(0),
        "Float" | "ZeroToOneNumber" => FieldValue::value(0.0),
        "ScoreSeverity" => FieldValue::value("NORMAL"),
        _ => FieldValue::value(""),
    }
}

/// Whether an entity has a role, or any when none is asked for.
pub(super) fn has_role() -> Field {
    let kind = TypeRef::named("Boolean");
    Field::new("hasRole", kind, |context| {
        let wanted = context.args.get("type");
        let wanted = wanted.map(|value| match value.as_value() {
            GraphValue::Enum(name) => name.to_string(),
            GraphValue::String(name) => name.clone(),
            _ => String::new(),
        });
        let parent = context.parent_value.downcast_ref::<Value>();
        let roles = parent.and_then(|parent| parent["roles"].as_array());
        let found = roles.into_iter().flatten().any(|role| match &wanted {
            Some(wanted) if !wanted.is_empty() => role["type"] == **wanted,
            _ => true,
        });
        FieldFuture::Value(Some(FieldValue::value(found)))
    })
    .argument(InputValue::new("type", TypeRef::named("EntityRoleType")))
    .description("Whether it has the role, or any")
}

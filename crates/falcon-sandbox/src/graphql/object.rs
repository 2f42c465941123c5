//! GraphQL objects whose fields are the members of JSON documents.

use async_graphql::Value as GraphqlValue;
use async_graphql::dynamic::{Field, FieldFuture, FieldValue, InputValue, Object, TypeRef};
use serde_json::Value;

use super::entity_filter::to_string;
use super::index::is_endpoint;
use super::schema_tables::{ENUMS, FieldDef, SCALARS, fields};

/// A field type as written in the schema: `Boolean!`, `[String!]!`.
#[derive(Debug, Clone, Copy)]
struct SchemaType {
    name: &'static str,
    is_list: bool,
    is_required: bool,
}

impl SchemaType {
    fn parse(source: &'static str) -> Self {
        let (inner, is_required) = match source.strip_suffix('!') {
            Some(inner) => (inner, true),
            None => (source, false),
        };
        let (name, is_list) = match inner.strip_prefix('[') {
            Some(inner) => (inner.trim_end_matches(['!', ']']), true),
            None => (inner, false),
        };
        Self {
            name,
            is_list,
            is_required,
        }
    }

    fn to_ref(self) -> TypeRef {
        match (self.is_list, self.is_required) {
            (false, false) => TypeRef::named(self.name),
            (false, true) => TypeRef::named_nn(self.name),
            (true, false) => TypeRef::named_nn_list(self.name),
            (true, true) => TypeRef::named_nn_list_nn(self.name),
        }
    }

    /// Returns `true` for scalars and enums.
    fn is_leaf(self) -> bool {
        let scalars = SCALARS.iter().map(|(name, _)| *name);
        let enums = ENUMS.iter().map(|(name, _)| *name);
        let built_in = ["String", "Int", "Float", "Boolean"].into_iter();
        scalars
            .chain(enums)
            .chain(built_in)
            .any(|name| name == self.name)
    }

    /// Returns `true` if a JSON value is valid for a scalar or enum.
    fn is_valid(self, value: &Value) -> bool {
        match self.name {
            "Boolean" => value.is_boolean(),
            "Int" => value
                .as_i64()
                .is_some_and(|number| i32::try_from(number).is_ok()),
            "Float" | "ZeroToOneNumber" => value.is_number(),
            name => {
                let items = ENUMS.iter().find(|(enum_name, _)| *enum_name == name);
                let is_item = items.is_none_or(|(_, items)| items.iter().any(|item| value == item));
                value.is_string() && is_item
            }
        }
    }
}

pub(super) fn type_ref(def: FieldDef) -> TypeRef {
    SchemaType::parse(def.type_source).to_ref()
}

pub(super) fn argument(def: FieldDef) -> InputValue {
    InputValue::new(def.name, type_ref(def)).description(def.description)
}

/// Creates an object with the fields of these tables.
pub(super) fn object(name: &str, tables: &[&'static str]) -> Object {
    let fields = tables.iter().flat_map(|table| fields(table));
    fields.fold(Object::new(name), |object, def| object.field(field(def)))
}

fn field(def: FieldDef) -> Field {
    let schema_type = SchemaType::parse(def.type_source);
    Field::new(def.name, schema_type.to_ref(), move |context| {
        let parent = context.parent_value.downcast_ref::<Value>();
        FieldFuture::Value(parent.and_then(|parent| resolve(parent, def.name, schema_type)))
    })
    .description(def.description)
}

/// Returns the member of a document; a member of the wrong type counts as missing.
fn resolve<'v>(parent: &'v Value, name: &str, schema_type: SchemaType) -> Option<FieldValue<'v>> {
    if schema_type.name == "EntityType" {
        return Some(FieldValue::value(entity_type(parent)));
    }
    // A connection stores its nodes only in its edges.
    if name == "nodes" {
        return Some(nodes(parent));
    }
    let value = &parent[name];
    if schema_type.is_list {
        let items = value.as_array().into_iter().flatten();
        let items = items.filter_map(|item| resolve_single(item, schema_type));
        return Some(FieldValue::list(items));
    }
    resolve_single(value, schema_type)
        .or_else(|| schema_type.is_required.then(|| default_value(schema_type)))
}

fn nodes(connection: &Value) -> FieldValue<'_> {
    let edges = connection["edges"].as_array().into_iter().flatten();
    FieldValue::list(edges.map(|edge| object_value(&edge["node"], "Entity")))
}

fn resolve_single(value: &Value, schema_type: SchemaType) -> Option<FieldValue<'_>> {
    if !schema_type.is_leaf() {
        return value
            .is_object()
            .then(|| object_value(value, schema_type.name));
    }
    if !schema_type.is_valid(value) {
        return None;
    }
    GraphqlValue::from_json(value.clone())
        .ok()
        .map(FieldValue::value)
}

/// Returns an object, with its concrete type if `type_name` is an interface.
fn object_value<'v>(value: &'v Value, type_name: &str) -> FieldValue<'v> {
    let object = FieldValue::borrowed_any(value);
    match type_name {
        "Entity" if is_endpoint(value) => object.with_type("EndpointEntity"),
        "Entity" => object.with_type("UserEntity"),
        "AccountDescriptor" => object.with_type("ActiveDirectoryAccountDescriptor"),
        _ => object,
    }
}

fn entity_type(entity: &Value) -> &'static str {
    if is_endpoint(entity) {
        "ENDPOINT"
    } else {
        "USER"
    }
}

/// Returns the value of a required field that a document does not have. An error would hide the
/// whole response because of one incomplete document in a user's file.
fn default_value(schema_type: SchemaType) -> FieldValue<'static> {
    match schema_type.name {
        "Boolean" => FieldValue::value(false),
        "Int" => FieldValue::value(0),
        "Float" | "ZeroToOneNumber" => FieldValue::value(0.0),
        "ScoreSeverity" => FieldValue::value("NORMAL"),
        _ => FieldValue::value(""),
    }
}

/// Creates the field `hasRole`.
pub(super) fn has_role() -> Field {
    Field::new("hasRole", TypeRef::named("Boolean"), |context| {
        let requested = context.args.get("type");
        let requested = requested.and_then(|value| to_string(value.as_value()));
        let parent = context.parent_value.downcast_ref::<Value>();
        let roles = parent.and_then(|parent| parent["roles"].as_array());
        let has_role = roles.into_iter().flatten().any(|role| match &requested {
            Some(requested) if !requested.is_empty() => role["type"] == **requested,
            _ => true,
        });
        FieldFuture::Value(Some(FieldValue::value(has_role)))
    })
    .argument(role_argument())
    .description("The entity has the role, or any role if none is given")
}

/// Creates the argument of `hasRole`.
pub(super) fn role_argument() -> InputValue {
    InputValue::new("type", TypeRef::named("EntityRoleType")).description("The role")
}

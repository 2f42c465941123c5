//! GraphQL objects whose fields are the members of JSON documents.

use async_graphql::Value as GraphqlValue;
use async_graphql::dynamic::{Field, FieldFuture, FieldValue, InputValue, Object, TypeRef};
use serde_json::Value;

use super::activity_tables::INTERFACES;
use super::argument_value::to_string;
use super::index::is_endpoint;
use super::queries::QueryContext;
use super::schema_tables::{ENUMS, FieldDef, SCALARS, fields, is_enum};

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
        let built_in = ["String", "Int", "Float", "Boolean", "ID"].into_iter();
        is_enum(self.name) || scalars.chain(built_in).any(|name| name == self.name)
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
        if schema_type.is_leaf() {
            let value = parent.and_then(|parent| resolve_leaf(parent, def.name, schema_type));
            return FieldFuture::Value(value);
        }
        match QueryContext::of(&context) {
            Ok(query) => FieldFuture::Value(
                parent.and_then(|parent| resolve_object(query, parent, def.name, schema_type)),
            ),
            Err(error) => FieldFuture::new(async move { Err::<Option<FieldValue<'_>>, _>(error) }),
        }
    })
    .description(def.description)
}

/// Returns the scalar or enum in a member of a document; a member of the wrong type counts as
/// missing.
fn resolve_leaf<'v>(parent: &Value, name: &str, schema_type: SchemaType) -> Option<FieldValue<'v>> {
    if schema_type.name == "EntityType" && name == "type" {
        return Some(FieldValue::value(entity_type(parent)));
    }
    let leaf = |value: &Value| {
        let is_valid = schema_type.is_valid(value);
        let value = is_valid.then(|| GraphqlValue::from_json(value.clone()).ok());
        value.flatten().map(FieldValue::value)
    };
    let value = &parent[name];
    if schema_type.is_list {
        let items = value.as_array().into_iter().flatten();
        return Some(FieldValue::list(items.filter_map(leaf)));
    }
    leaf(value).or_else(|| schema_type.is_required.then(|| default_value(schema_type)))
}

/// Returns the object or the objects in a member of a document. References to entities that do not
/// exist count as missing, and so do associations with such entities.
fn resolve_object<'v>(
    query: &'v QueryContext,
    parent: &'v Value,
    name: &str,
    schema_type: SchemaType,
) -> Option<FieldValue<'v>> {
    let object = |value: &'v Value| object_value(query, value, schema_type.name);
    // A connection stores its nodes only in its edges.
    if name == "nodes" {
        let edges = parent["edges"].as_array().into_iter().flatten();
        return Some(FieldValue::list(
            edges.filter_map(|edge| object(&edge["node"])),
        ));
    }
    let value = &parent[name];
    if !schema_type.is_list {
        return object(value);
    }
    let items = value.as_array().into_iter().flatten();
    let is_complete = |item: &&Value| {
        let entity = item.get("entity").filter(|_| name == "associations");
        entity.is_none_or(|entity| object_value(query, entity, "Entity").is_some())
    };
    Some(FieldValue::list(
        items.filter(is_complete).filter_map(object),
    ))
}

/// Returns an object, with its concrete type if `type_name` is an interface.
pub(super) fn object_value<'v>(
    query: &'v QueryContext,
    value: &'v Value,
    type_name: &str,
) -> Option<FieldValue<'v>> {
    let members = value.as_object()?;
    if type_name == "Entity" {
        let id = members.get("entityId").and_then(Value::as_str);
        // An entity without other members is a reference.
        let Some(id) = id.filter(|_| members.len() == 1) else {
            return Some(FieldValue::borrowed_any(value).with_type(entity_type_name(value)));
        };
        let entity = query.index.get(id)?.to_value();
        let type_name = entity_type_name(&entity);
        return Some(FieldValue::owned_any(entity).with_type(type_name));
    }
    let object = FieldValue::borrowed_any(value);
    Some(match concrete_type(type_name, value) {
        Some(type_name) => object.with_type(type_name),
        None => object,
    })
}

fn entity_type_name(entity: &Value) -> &'static str {
    match is_endpoint(entity) {
        true => "EndpointEntity",
        false => "UserEntity",
    }
}

/// Returns the type of an object of an interface: the one that its `__typename` names, or else the
/// one of which it has the most fields.
fn concrete_type(interface: &str, value: &Value) -> Option<&'static str> {
    let table = INTERFACES.iter().find(|table| table.name == interface)?;
    let named = table
        .types
        .iter()
        .find(|(name, _)| value["__typename"] == *name);
    if let Some((name, _)) = named {
        return Some(name);
    }
    let known_fields = |own: &'static str| {
        let names = fields(own).map(|def| def.name);
        names.filter(|name| value.get(name).is_some()).count()
    };
    // `max_by_key` returns the last of equals.
    let types = table.types.iter().rev();
    types
        .max_by_key(|(_, own)| known_fields(own))
        .map(|(name, _)| *name)
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

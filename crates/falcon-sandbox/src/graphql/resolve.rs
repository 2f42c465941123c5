//! Resolvers: the values of fields.
//!
//! Most fields are members of JSON documents. The queries, `hasRole` and `openIncidents` have
//! arguments, and introspection reads the schema.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::activity_tables::INTERFACES;
use super::argument_value::to_string;
use super::ast::Type;
use super::index::is_endpoint;
use super::introspection;
use super::queries::QueryContext;
use super::schema_tables::fields;
use super::types::{FieldType, Kind, QUERY, Schema, TypeDef};

/// The arguments of a field. Enum values are strings.
pub(super) type Arguments = Map<String, Json>;

/// An object of the response.
#[derive(Debug)]
pub(super) enum Node<'v> {
    /// An object of a document, or the parent of all queries.
    Document(Cow<'v, Json>),
    Schema,
    Type(Type<'static>),
    Field(&'v FieldType),
    InputValue(&'v FieldType),
    EnumValue(&'static str),
    /// The name and the description of a directive.
    Directive(&'static str, &'static str),
}

/// The value of a field.
#[derive(Debug)]
pub(super) enum Resolved<'v> {
    Null,
    Leaf(Json),
    List(Vec<Resolved<'v>>),
    /// An object and the name of its type.
    Object(&'static str, Node<'v>),
}

impl<'v> Resolved<'v> {
    pub(super) fn list(items: impl IntoIterator<Item = Resolved<'v>>) -> Self {
        Self::List(items.into_iter().collect())
    }

    fn owned(type_name: &'static str, value: Json) -> Self {
        Self::Object(type_name, Node::Document(Cow::Owned(value)))
    }
}

/// The state that all resolvers of a request share.
#[derive(Clone, Copy)]
pub(super) struct Resolver<'r> {
    pub(super) schema: &'r Schema,
    pub(super) query: &'r QueryContext,
    /// The argument of all directives.
    pub(super) directive_argument: &'r FieldType,
}

impl<'r> Resolver<'r> {
    /// Resolves a field of an object.
    ///
    /// # Errors
    ///
    /// Returns the message of an error of the field, which then is null.
    pub(super) fn resolve<'v>(
        &self,
        parent_type: &TypeDef,
        parent: &'v Node<'v>,
        field: &FieldType,
        arguments: &Arguments,
    ) -> Result<Resolved<'v>, String>
    where
        'r: 'v,
    {
        let Node::Document(document) = parent else {
            let argument = self.directive_argument;
            return Ok(introspection::resolve(
                self.schema,
                parent,
                field.name,
                argument,
            ));
        };
        if parent_type.name == QUERY {
            let meta = introspection::resolve_meta_field(self.schema, field.name, arguments);
            return meta.map_or_else(|| self.query(field, arguments), Ok);
        }
        if parent_type.is_subtype_of("Entity") {
            match field.name {
                "hasRole" => return Ok(Resolved::Leaf(has_role(document, arguments).into())),
                "openIncidents" => {
                    let id = document["entityId"].as_str().unwrap_or_default();
                    let page = self.running_query()?.open_incidents(id, arguments)?;
                    return Ok(Resolved::owned(field.field_type.name(), page));
                }
                _ => {}
            }
        }
        let definition = self.schema.get(field.field_type.name());
        match definition.filter(|definition| definition.is_leaf()) {
            Some(leaf) => Ok(resolve_leaf(document, field, leaf)),
            None => Ok(resolve_object(self.running_query()?, document, field)),
        }
    }

    /// Returns the context of the query, unless the client has left.
    fn running_query(&self) -> Result<&'r QueryContext, String> {
        match self.query.cancel.is_cancelled() {
            true => Err("the client closed the connection".to_owned()),
            false => Ok(self.query),
        }
    }

    fn query<'v>(&self, field: &FieldType, arguments: &Arguments) -> Result<Resolved<'v>, String> {
        let query = self.running_query()?;
        let value = match field.name {
            "entities" => query.entities(arguments)?,
            "timeline" => query.timeline(arguments)?,
            "incidents" => query.incidents(arguments)?,
            "securityAssessment" => query.assessment(arguments)?,
            "countEntities" => {
                let count = query.count_entities(arguments)?;
                // GraphQL integers have 32 bits.
                let count = i32::try_from(count).unwrap_or(i32::MAX);
                return Ok(Resolved::Leaf(count.into()));
            }
            "domains" => {
                let domains = query.domains(arguments).into_iter();
                return Ok(Resolved::list(
                    domains.map(|domain| Resolved::Leaf(domain.into())),
                ));
            }
            _ => return Ok(Resolved::Null),
        };
        Ok(Resolved::owned(field.field_type.name(), value))
    }
}

/// Returns `true` if an entity has the role of an argument, or any role without the argument.
fn has_role(entity: &Json, arguments: &Arguments) -> bool {
    let requested = arguments.get("type").and_then(to_string);
    let mut roles = entity["roles"].as_array().into_iter().flatten();
    roles.any(|role| match &requested {
        Some(requested) if !requested.is_empty() => role["type"] == **requested,
        _ => true,
    })
}

/// Returns `true` if a JSON value is valid for a scalar or enum.
fn is_valid(definition: &TypeDef, value: &Json) -> bool {
    match definition.name {
        "Boolean" => value.is_boolean(),
        "Int" => {
            let number = value.as_i64();
            number.is_some_and(|number| i32::try_from(number).is_ok())
        }
        "Float" | "ZeroToOneNumber" => value.is_number(),
        _ => {
            let string = value.as_str();
            let is_item = |string: &str| definition.items.contains(&string);
            string.is_some_and(|string| definition.kind != Kind::Enum || is_item(string))
        }
    }
}

/// Returns `true` if the value of a field is a list, and `true` if it is required.
fn shape(field_type: &Type<'_>) -> (bool, bool) {
    let (nullable, is_required) = field_type.nullable();
    (matches!(nullable, Type::List(_)), is_required)
}

/// Returns the scalar or enum in a member of a document; a member of the wrong type counts as
/// missing.
fn resolve_leaf<'v>(parent: &Json, field: &FieldType, definition: &TypeDef) -> Resolved<'v> {
    if definition.name == "EntityType" && field.name == "type" {
        return Resolved::Leaf(entity_type(parent).into());
    }
    let (is_list, is_required) = shape(&field.field_type);
    let value = &parent[field.name];
    if is_list {
        let items = value.as_array().into_iter().flatten();
        let valid = items.filter(|item| is_valid(definition, item));
        return Resolved::list(valid.map(|item| Resolved::Leaf(item.clone())));
    }
    match is_valid(definition, value) {
        true => Resolved::Leaf(value.clone()),
        false if is_required => Resolved::Leaf(default_value(definition.name)),
        false => Resolved::Null,
    }
}

/// Returns the object or the objects in a member of a document. References to entities that do not
/// exist count as missing, and so do associations with such entities.
fn resolve_object<'v>(
    query: &'v QueryContext,
    parent: &'v Json,
    field: &FieldType,
) -> Resolved<'v> {
    let type_name = field.field_type.name();
    let object = |value: &'v Json| object_value(query, value, type_name);
    // A connection stores its nodes only in its edges.
    if field.name == "nodes" {
        let edges = parent["edges"].as_array().into_iter().flatten();
        return Resolved::list(edges.filter_map(|edge| object(&edge["node"])));
    }
    let value = &parent[field.name];
    if !shape(&field.field_type).0 {
        return object(value).unwrap_or(Resolved::Null);
    }
    let items = value.as_array().into_iter().flatten();
    let is_complete = |item: &&Json| {
        let entity = item.get("entity").filter(|_| field.name == "associations");
        entity.is_none_or(|entity| object_value(query, entity, "Entity").is_some())
    };
    Resolved::list(items.filter(is_complete).filter_map(object))
}

/// Returns an object, with its concrete type if `type_name` is an interface.
fn object_value<'v>(
    query: &'v QueryContext,
    value: &'v Json,
    type_name: &'static str,
) -> Option<Resolved<'v>> {
    let members = value.as_object()?;
    let borrowed = |type_name| Resolved::Object(type_name, Node::Document(Cow::Borrowed(value)));
    if type_name == "Entity" {
        let id = members.get("entityId").and_then(Json::as_str);
        // An entity without other members is a reference.
        let Some(id) = id.filter(|_| members.len() == 1) else {
            return Some(borrowed(entity_type_name(value)));
        };
        let entity = query.index.get(id)?.to_value();
        return Some(Resolved::owned(entity_type_name(&entity), entity));
    }
    Some(borrowed(
        concrete_type(type_name, value).unwrap_or(type_name),
    ))
}

fn entity_type_name(entity: &Json) -> &'static str {
    match is_endpoint(entity) {
        true => "EndpointEntity",
        false => "UserEntity",
    }
}

/// Returns the type of an object of an interface: the one that its `__typename` names, or else the
/// one of which it has the most fields.
fn concrete_type(interface: &str, value: &Json) -> Option<&'static str> {
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

fn entity_type(entity: &Json) -> &'static str {
    match is_endpoint(entity) {
        true => "ENDPOINT",
        false => "USER",
    }
}

/// Returns the value of a required field that a document does not have. An error would hide the
/// whole response because of one incomplete document in a user's file.
fn default_value(type_name: &str) -> Json {
    match type_name {
        "Boolean" => false.into(),
        "Int" => 0.into(),
        "Float" | "ZeroToOneNumber" => 0.0.into(),
        "ScoreSeverity" => "NORMAL".into(),
        _ => "".into(),
    }
}

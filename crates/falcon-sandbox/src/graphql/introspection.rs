//! Introspection: the schema as objects that queries can read.

use serde_json::Value as Json;

use super::ast::Type;
use super::resolve::{Arguments, Node, Resolved};
use super::types::{FieldType, Kind, QUERY, Schema, TypeDef};

/// The directives and their descriptions. Each has the argument `if`.
pub(super) const DIRECTIVES: &[(&str, &str)] = &[
    (
        "include",
        "Directs the executor to include this field or fragment only when the `if` argument is true.",
    ),
    (
        "skip",
        "Directs the executor to skip this field or fragment when the `if` argument is true.",
    ),
];

/// The argument of both directives.
pub(super) const DIRECTIVE_ARGUMENT: &str = "if: Boolean! # The condition";

/// The locations of the directives.
pub(super) const DIRECTIVE_LOCATIONS: [&str; 3] = ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"];

const DEPRECATED: &str = "includeDeprecated: Boolean # No part of the schema is deprecated";

const OBJECTS: &[(&str, &str)] = &[
    (
        "__Schema",
        "
    description: String # The description of the schema
    types: [__Type!]! # All types
    queryType: __Type! # The type of queries
    mutationType: __Type # Null: mutations are not supported
    subscriptionType: __Type # Null: subscriptions are not supported
    directives: [__Directive!]! # The supported directives
",
    ),
    (
        "__Type",
        "
    kind: __TypeKind! # The kind of the type
    name: String # The name, unless it is a list or not null
    description: String # The description
    specifiedByURL: String # The specification of a scalar
    interfaces: [__Type!] # The interfaces of an object
    possibleTypes: [__Type!] # The objects that implement an interface
    ofType: __Type # The type of the items, or that which is not null
    isOneOf: Boolean # Exactly one member of an input object is required
",
    ),
    (
        "__Field",
        "
    name: String! # The name
    description: String # The description
    type: __Type! # The type
    isDeprecated: Boolean! # The field is deprecated
    deprecationReason: String # The reason
",
    ),
    (
        "__InputValue",
        "
    name: String! # The name
    description: String # The description
    type: __Type! # The type
    defaultValue: String # The default value in GraphQL syntax
    isDeprecated: Boolean! # The argument is deprecated
    deprecationReason: String # The reason
",
    ),
    (
        "__EnumValue",
        "
    name: String! # The name
    description: String # The description
    isDeprecated: Boolean! # The value is deprecated
    deprecationReason: String # The reason
",
    ),
    (
        "__Directive",
        "
    name: String! # The name
    description: String # The description
    isRepeatable: Boolean! # The directive can be used more than once
    locations: [__DirectiveLocation!]! # Where the directive can be used
",
    ),
];

/// The fields of these objects that have the argument `includeDeprecated`.
const LISTS: &[(&str, &str)] = &[
    (
        "__Type",
        "fields: [__Field!] # The fields of an object or interface",
    ),
    (
        "__Type",
        "enumValues: [__EnumValue!] # The values of an enum",
    ),
    (
        "__Type",
        "inputFields: [__InputValue!] # The members of an input object",
    ),
    ("__Field", "args: [__InputValue!]! # The arguments"),
    ("__Directive", "args: [__InputValue!]! # The arguments"),
];

const TYPE_KINDS: &[&str] = &[
    "SCALAR",
    "OBJECT",
    "INTERFACE",
    "UNION",
    "ENUM",
    "INPUT_OBJECT",
    "LIST",
    "NON_NULL",
];

const LOCATIONS: &[&str] = &[
    "QUERY",
    "MUTATION",
    "SUBSCRIPTION",
    "FIELD",
    "FRAGMENT_DEFINITION",
    "FRAGMENT_SPREAD",
    "INLINE_FRAGMENT",
    "VARIABLE_DEFINITION",
    "SCHEMA",
    "SCALAR",
    "OBJECT",
    "FIELD_DEFINITION",
    "ARGUMENT_DEFINITION",
    "INTERFACE",
    "UNION",
    "ENUM",
    "ENUM_VALUE",
    "INPUT_OBJECT",
    "INPUT_FIELD_DEFINITION",
];

/// Returns the types of introspection.
pub(super) fn types() -> Result<Vec<TypeDef>, String> {
    let mut types = Vec::new();
    for (name, table) in OBJECTS {
        let mut definition = TypeDef::new(name, Kind::Object);
        definition.fields = FieldType::all(table)?;
        for (_, table) in LISTS.iter().filter(|(owner, _)| owner == name) {
            definition
                .fields
                .push(FieldType::with_arguments(table, &[DEPRECATED])?);
        }
        types.push(definition);
    }
    for (name, items) in [
        ("__TypeKind", TYPE_KINDS),
        ("__DirectiveLocation", LOCATIONS),
    ] {
        let mut definition = TypeDef::new(name, Kind::Enum);
        definition.items = items;
        types.push(definition);
    }
    Ok(types)
}

/// Returns the fields of every query that start introspection.
pub(super) fn meta_fields() -> Result<Vec<FieldType>, String> {
    Ok(vec![
        FieldType::with_arguments("__schema: __Schema! # The schema", &[])?,
        FieldType::with_arguments("__type: __Type # A type", &["name: String! # The name"])?,
    ])
}

/// Resolves `__schema` and `__type` of a query.
pub(super) fn resolve_meta_field<'s>(
    schema: &'s Schema,
    name: &str,
    arguments: &Arguments,
) -> Option<Resolved<'s>> {
    match name {
        "__schema" => Some(Resolved::Object("__Schema", Node::Schema)),
        "__type" => {
            let name = arguments
                .get("name")
                .and_then(Json::as_str)
                .unwrap_or_default();
            Some(schema.get(name).map_or(Resolved::Null, type_named))
        }
        _ => None,
    }
}

/// Resolves a field of an object of introspection.
pub(super) fn resolve<'s>(
    schema: &'s Schema,
    node: &Node<'s>,
    name: &str,
    directive_argument: &'s FieldType,
) -> Resolved<'s> {
    match node {
        Node::Schema => resolve_schema(schema, name),
        Node::Type(source) => resolve_type(schema, source, name),
        Node::Field(field) => match name {
            "name" => leaf(field.name),
            "args" => Resolved::list(field.arguments.iter().map(input_value)),
            _ => described(field, name),
        },
        Node::InputValue(field) => match name {
            "name" => leaf(field.name),
            _ => described(field, name),
        },
        Node::EnumValue(item) => match name {
            "name" => leaf(*item),
            "isDeprecated" => leaf(false),
            _ => Resolved::Null,
        },
        Node::Directive(directive, description) => match name {
            "name" => leaf(*directive),
            "description" => leaf(*description),
            "isRepeatable" => leaf(false),
            "locations" => Resolved::list(DIRECTIVE_LOCATIONS.into_iter().map(leaf)),
            "args" => Resolved::list([input_value(directive_argument)]),
            _ => Resolved::Null,
        },
        Node::Document(_) => Resolved::Null,
    }
}

fn leaf<'s>(value: impl Into<Json>) -> Resolved<'s> {
    Resolved::Leaf(value.into())
}

fn type_named<'s>(definition: &'s TypeDef) -> Resolved<'s> {
    type_node(Type::Named(definition.name))
}

fn type_node<'s>(source: Type<'static>) -> Resolved<'s> {
    Resolved::Object("__Type", Node::Type(source))
}

fn input_value(field: &FieldType) -> Resolved<'_> {
    Resolved::Object("__InputValue", Node::InputValue(field))
}

/// Resolves what fields and arguments have in common.
fn described<'s>(field: &'s FieldType, name: &str) -> Resolved<'s> {
    match name {
        "description" => leaf(field.description),
        "type" => type_node(field.field_type.clone()),
        "isDeprecated" => leaf(false),
        _ => Resolved::Null,
    }
}

fn resolve_schema<'s>(schema: &'s Schema, name: &str) -> Resolved<'s> {
    match name {
        "types" => Resolved::list(schema.types.values().map(type_named)),
        "queryType" => type_node(Type::Named(QUERY)),
        "directives" => Resolved::list(DIRECTIVES.iter().map(|(name, description)| {
            Resolved::Object("__Directive", Node::Directive(name, description))
        })),
        _ => Resolved::Null,
    }
}

fn resolve_type<'s>(schema: &'s Schema, source: &Type<'static>, name: &str) -> Resolved<'s> {
    let (kind, inner) = match source {
        Type::NonNull(inner) => ("NON_NULL", inner),
        Type::List(inner) => ("LIST", inner),
        Type::Named(type_name) => {
            let definition = schema.get(type_name);
            return definition.map_or(Resolved::Null, |definition| resolve_named(definition, name));
        }
    };
    match name {
        "kind" => leaf(kind),
        "ofType" => type_node((**inner).clone()),
        _ => Resolved::Null,
    }
}

fn resolve_named<'s>(definition: &'s TypeDef, name: &str) -> Resolved<'s> {
    let types = |names: &[&'static str]| {
        Resolved::list(names.iter().map(|name| type_node(Type::Named(name))))
    };
    let kind = definition.kind;
    match name {
        "kind" => leaf(match kind {
            Kind::Scalar | Kind::OpenEnum => "SCALAR",
            Kind::Enum => "ENUM",
            Kind::Object => "OBJECT",
            Kind::Interface => "INTERFACE",
            Kind::InputObject => "INPUT_OBJECT",
        }),
        "name" => leaf(definition.name),
        "description" => match &definition.description {
            Some(description) => leaf(&**description),
            None => Resolved::Null,
        },
        "fields" if definition.is_composite() => {
            let fields = definition.fields.iter();
            Resolved::list(fields.map(|field| Resolved::Object("__Field", Node::Field(field))))
        }
        "interfaces" if definition.is_composite() => types(definition.interface.as_slice()),
        "possibleTypes" if kind == Kind::Interface => types(&definition.implementations),
        "enumValues" if kind == Kind::Enum => {
            let items = definition.items.iter();
            Resolved::list(items.map(|item| Resolved::Object("__EnumValue", Node::EnumValue(item))))
        }
        "inputFields" if kind == Kind::InputObject => {
            Resolved::list(definition.fields.iter().map(input_value))
        }
        "isOneOf" if kind == Kind::InputObject => leaf(false),
        _ => Resolved::Null,
    }
}

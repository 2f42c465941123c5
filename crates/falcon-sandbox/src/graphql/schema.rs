//! The GraphQL schema, built from its tables.

use async_graphql::dynamic::{
    Enum, Field, FieldFuture, FieldValue, InputObject, Interface, InterfaceField, Object,
    ResolverContext, Scalar, Schema, SchemaError, TypeRef,
};
use async_graphql::{Error, Value as GraphqlValue};
use serde_json::Value;

use super::activity_tables::{self, INCIDENT_FILTERS, INTERFACES, TIMELINE_FILTERS};
use super::object::{argument, has_role, object, role_argument, type_ref};
use super::queries::QueryContext;
use super::schema_tables::{
    ENDPOINT, ENTITY, ENUMS, FILTERS, OBJECTS, OPEN_ENUMS, PAGING, SCALARS, SORT, USER, fields,
};

/// Maximum depth of a query. Associations of three levels and the introspection queries of common
/// clients have fewer levels.
const MAX_DEPTH: usize = 20;
/// Maximum number of fields in a query, counting the fields of a fragment at each use.
pub(super) const MAX_FIELDS: usize = 500;
/// Maximum number of directives on a field.
const MAX_DIRECTIVES: usize = 8;

pub(super) fn build() -> Result<Schema, SchemaError> {
    let mut schema = Schema::build("Query", None, None)
        .limit_depth(MAX_DEPTH)
        .limit_complexity(MAX_FIELDS)
        .limit_directives(MAX_DIRECTIVES)
        .register(query());
    for (name, description) in SCALARS {
        let scalar = Scalar::new(*name).description(*description);
        schema = schema.register(match *name {
            "ZeroToOneNumber" => scalar,
            _ => scalar.validator(|value| matches!(value, GraphqlValue::String(_))),
        });
    }
    for (name, example) in OPEN_ENUMS {
        let description = format!("A name such as `{example}`; all names are valid");
        let is_name =
            |value: &GraphqlValue| matches!(value, GraphqlValue::String(_) | GraphqlValue::Enum(_));
        let scalar = Scalar::new(*name).description(description);
        schema = schema.register(scalar.validator(is_name));
    }
    for (name, items) in ENUMS {
        schema = schema.register(Enum::new(*name).items(items.iter().copied()));
    }
    for (name, table) in OBJECTS.iter().chain(activity_tables::OBJECTS) {
        schema = schema.register(object(name, &[table]));
    }
    for table in INTERFACES {
        schema = schema.register(interface(table.name, table.fields));
        for (name, own_fields) in table.types {
            let object = object(name, &[table.fields, own_fields]);
            schema = schema.register(object.implement(table.name));
        }
    }
    let entity_query = fields(FILTERS).map(argument);
    let entity_query = entity_query.fold(InputObject::new("EntityQuery"), InputObject::field);
    let has_role =
        InterfaceField::new("hasRole", TypeRef::named("Boolean")).argument(role_argument());
    let open_incidents = fields(PAGING).map(argument).fold(
        InterfaceField::new("openIncidents", TypeRef::named("IncidentConnection")),
        InterfaceField::argument,
    );
    schema
        .register(entity_query)
        .register(
            interface("Entity", ENTITY)
                .field(has_role)
                .field(open_incidents),
        )
        .register(entity("UserEntity", USER))
        .register(entity("EndpointEntity", ENDPOINT))
        .finish()
}

fn interface(name: &str, table: &'static str) -> Interface {
    fields(table).fold(Interface::new(name), |interface, def| {
        let field = InterfaceField::new(def.name, type_ref(def));
        interface.field(field.description(def.description))
    })
}

fn entity(name: &str, own_fields: &'static str) -> Object {
    let resolve = |query: &QueryContext, context: &ResolverContext<'_>| {
        let parent = context.parent_value.downcast_ref::<Value>();
        let id = parent.and_then(|parent| parent["entityId"].as_str());
        query.open_incidents(id.unwrap_or_default(), &context.args)
    };
    let open_incidents = object_field("openIncidents", "IncidentConnection", resolve);
    object(name, &[ENTITY, own_fields])
        .field(has_role())
        .field(
            add_arguments(open_incidents, PAGING)
                .description("The incidents of the entity that are not resolved"),
        )
        .implement("Entity")
}

fn query() -> Object {
    let entities = object_field("entities", "EntityConnection", |query, context| {
        query.entities(&context.args)
    });
    let timeline = object_field("timeline", "TimelineEventConnection", |query, context| {
        query.timeline(&context.args)
    });
    let incidents = object_field("incidents", "IncidentConnection", |query, context| {
        query.incidents(&context.args)
    });
    let assessment = object_field(
        "securityAssessment",
        "SecurityAssessment",
        |query, context| query.assessment(&context.args),
    );
    let count = nullable_field("countEntities", TypeRef::INT, |query, context| {
        let count = query.count_entities(&context.args)?;
        // GraphQL integers have 32 bits.
        Ok(FieldValue::value(i32::try_from(count).unwrap_or(i32::MAX)))
    });
    let domains = Field::new(
        "domains",
        TypeRef::named_nn_list_nn(TypeRef::STRING),
        |context| {
            FieldFuture::new(async move {
                let domains = QueryContext::of(&context)?.domains(&context.args);
                Ok(Some(FieldValue::list(
                    domains.into_iter().map(FieldValue::value),
                )))
            })
        },
    );
    let add_all = |field, tables: &[&'static str]| {
        tables
            .iter()
            .fold(field, |field, table| add_arguments(field, table))
    };
    Object::new("Query")
        .field(
            add_all(entities, &[FILTERS, SORT, PAGING])
                .description("The entities that match all filters, sorted and paged"),
        )
        .field(
            add_arguments(count, FILTERS)
                .description("The number of entities that match all filters"),
        )
        .field(
            add_all(timeline, &[TIMELINE_FILTERS, PAGING])
                .description("The events that match all filters, the newest first"),
        )
        .field(
            add_all(incidents, &[INCIDENT_FILTERS, PAGING])
                .description("The incidents that match all filters, sorted and paged"),
        )
        .field(
            add_arguments(
                domains,
                "dataSources: [DataSource!] # One of these sources; an empty list selects all",
            )
            .description("The domains of all accounts"),
        )
        .field(
            add_arguments(assessment, "domain: String! # A domain of an account")
                .description("The assessment of the entities of a domain"),
        )
}

type ResolveObject = fn(&QueryContext, &ResolverContext<'_>) -> Result<Value, Error>;

/// Creates a nullable field whose value is an object.
fn object_field(name: &str, type_name: &str, resolve: ResolveObject) -> Field {
    nullable_field(name, type_name, move |query, context| {
        resolve(query, context).map(FieldValue::owned_any)
    })
}

/// Creates a field that is null, with an error that has a path, if `resolve` fails.
fn nullable_field(
    name: &str,
    type_name: &str,
    resolve: impl Fn(&QueryContext, &ResolverContext<'_>) -> Result<FieldValue<'static>, Error>
    + Copy
    + Send
    + Sync
    + 'static,
) -> Field {
    Field::new(name, TypeRef::named(type_name), move |context| {
        let value = QueryContext::of(&context).and_then(|query| resolve(query, &context));
        FieldFuture::Value(value.map_or_else(
            |error| {
                let error = error.into_server_error(context.ctx.item.pos);
                context.ctx.add_error(context.ctx.set_error_path(error));
                None
            },
            Some,
        ))
    })
}

fn add_arguments(field: Field, table: &'static str) -> Field {
    fields(table).fold(field, |field, def| field.argument(argument(def)))
}

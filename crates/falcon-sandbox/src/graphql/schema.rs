//! The GraphQL schema, built from its tables.

use std::sync::Arc;

use async_graphql::dynamic::{
    Enum, Field, FieldFuture, FieldValue, Interface, InterfaceField, Object, Scalar, Schema,
    SchemaError, TypeRef,
};

use super::index::EntityIndex;
use super::object::{argument, has_role, object, role_argument, type_ref};
use super::page;
use super::schema_tables::{
    ACCOUNT, ACTIVE_DIRECTORY, ENDPOINT, ENTITY, ENUMS, FILTERS, OBJECTS, PAGING, SCALARS, USER,
    fields,
};

/// Maximum depth of a query. The longest path through the schema has six levels; the introspection
/// queries of common clients have more.
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
        schema = schema.register(Scalar::new(*name).description(*description));
    }
    for (name, items) in ENUMS {
        schema = schema.register(Enum::new(*name).items(items.iter().copied()));
    }
    for (name, table) in OBJECTS {
        schema = schema.register(object(name, &[table]));
    }
    let has_role =
        InterfaceField::new("hasRole", TypeRef::named("Boolean")).argument(role_argument());
    let account = object(
        "ActiveDirectoryAccountDescriptor",
        &[ACCOUNT, ACTIVE_DIRECTORY],
    );
    schema
        .register(interface("Entity", ENTITY).field(has_role))
        .register(interface("AccountDescriptor", ACCOUNT))
        .register(entity("UserEntity", USER))
        .register(entity("EndpointEntity", ENDPOINT))
        .register(account.implement("AccountDescriptor"))
        .finish()
}

fn interface(name: &str, table: &'static str) -> Interface {
    fields(table).fold(Interface::new(name), |interface, def| {
        let field = InterfaceField::new(def.name, type_ref(def));
        interface.field(field.description(def.description))
    })
}

fn entity(name: &str, own_fields: &'static str) -> Object {
    object(name, &[ENTITY, own_fields])
        .field(has_role())
        .implement("Entity")
}

fn query() -> Object {
    let entities = Field::new("entities", TypeRef::named("EntityConnection"), |context| {
        FieldFuture::new(async move {
            let index = context.data::<Arc<EntityIndex>>()?;
            let connection = page::connection(index, &context.args)?;
            Ok(Some(FieldValue::owned_any(connection)))
        })
    });
    let count = Field::new(
        "countEntities",
        TypeRef::named_nn(TypeRef::INT),
        |context| {
            FieldFuture::new(async move {
                let index = context.data::<Arc<EntityIndex>>()?;
                let count = page::count(index, &context.args);
                // GraphQL integers have 32 bits.
                let count = i32::try_from(count).unwrap_or(i32::MAX);
                Ok(Some(FieldValue::value(count)))
            })
        },
    );
    let entities = add_arguments(add_arguments(entities, FILTERS), PAGING);
    let count = add_arguments(count, FILTERS);
    Object::new("Query")
        .field(entities.description("The entities that match all filters, sorted and paged"))
        .field(count.description("The number of entities that match all filters"))
}

fn add_arguments(field: Field, table: &'static str) -> Field {
    fields(table).fold(field, |field, def| field.argument(argument(def)))
}

//! The types of the schema, built from their tables.

use std::collections::BTreeMap;

use super::activity_tables::{self, INCIDENT_FILTERS, INTERFACES, TIMELINE_FILTERS};
use super::ast::Type;
use super::introspection;
use super::parser::parse_type;
use super::schema_tables::{
    ENDPOINT, ENTITY, ENUMS, FILTERS, FieldDef, OBJECTS, OPEN_ENUMS, PAGING, SCALARS, SORT, USER,
    fields,
};

/// The name of the type of all queries.
pub(super) const QUERY: &str = "Query";

/// The scalars of the GraphQL specification.
pub(super) const BUILT_IN: [&str; 5] = ["Boolean", "Float", "ID", "Int", "String"];

const HAS_ROLE: &str = "hasRole: Boolean # The entity has the role, or any role if none is given";
const ROLE: &str = "type: EntityRoleType # The role";
const OPEN_INCIDENTS: &str =
    "openIncidents: IncidentConnection # The incidents of the entity that are not resolved";

/// The queries, each with the tables of its arguments.
const QUERIES: &[(&str, &[&str])] = &[
    (
        "entities: EntityConnection # The entities that match all filters, sorted and paged",
        &[FILTERS, SORT, PAGING],
    ),
    (
        "countEntities: Int # The number of entities that match all filters",
        &[FILTERS],
    ),
    (
        "timeline: TimelineEventConnection # The events that match all filters, the newest first",
        &[TIMELINE_FILTERS, PAGING],
    ),
    (
        "incidents: IncidentConnection # The incidents that match all filters, sorted and paged",
        &[INCIDENT_FILTERS, PAGING],
    ),
    (
        "domains: [String!]! # The domains of all accounts",
        &["dataSources: [DataSource!] # One of these sources; an empty list selects all"],
    ),
    (
        "securityAssessment: SecurityAssessment # The assessment of the entities of a domain",
        &["domain: String! # A domain of an account"],
    ),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Scalar,
    /// An enum of the service of which some values are known; clients see a scalar.
    OpenEnum,
    Enum,
    Object,
    Interface,
    InputObject,
}

/// A named type.
#[derive(Debug)]
pub(super) struct TypeDef {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) description: Option<String>,
    /// The fields of an object or interface, or the members of an input object.
    pub(super) fields: Vec<FieldType>,
    pub(super) interface: Option<&'static str>,
    /// The objects that implement an interface.
    pub(super) implementations: Vec<&'static str>,
    /// The values of an enum.
    pub(super) items: &'static [&'static str],
}

impl TypeDef {
    pub(super) fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            description: None,
            fields: Vec::new(),
            interface: None,
            implementations: Vec::new(),
            items: &[],
        }
    }

    pub(super) fn is_leaf(&self) -> bool {
        matches!(self.kind, Kind::Scalar | Kind::OpenEnum | Kind::Enum)
    }

    /// Returns `true` for types with fields that a query can select.
    pub(super) fn is_composite(&self) -> bool {
        matches!(self.kind, Kind::Object | Kind::Interface)
    }

    /// Returns `true` if an object of this type can be of the type `name`.
    pub(super) fn is_subtype_of(&self, name: &str) -> bool {
        self.name == name || self.interface == Some(name)
    }

    /// Returns `true` if an object can be of both types. An object implements at most one interface.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.is_subtype_of(other.name) || other.is_subtype_of(self.name)
    }

    pub(super) fn field(&self, name: &str) -> Option<&FieldType> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// A field, an argument or a member of an input object.
#[derive(Debug)]
pub(super) struct FieldType {
    pub(super) name: &'static str,
    pub(super) field_type: Type<'static>,
    pub(super) description: &'static str,
    pub(super) arguments: Vec<FieldType>,
}

impl FieldType {
    fn new(def: FieldDef) -> Result<Self, String> {
        let field_type = parse_type(def.type_source);
        Ok(Self {
            name: def.name,
            field_type: field_type.map_err(|(message, _)| format!("{}: {message}", def.name))?,
            description: def.description,
            arguments: Vec::new(),
        })
    }

    /// Returns the fields of a table.
    pub(super) fn all(table: &'static str) -> Result<Vec<Self>, String> {
        fields(table).map(Self::new).collect()
    }

    /// Returns the field of a table with one line, with the arguments of other tables.
    pub(super) fn with_arguments(
        table: &'static str,
        arguments: &[&'static str],
    ) -> Result<Self, String> {
        let field = Self::all(table)?.pop();
        let mut field = field.ok_or_else(|| format!("invalid table `{table}`"))?;
        for table in arguments {
            field.arguments.extend(Self::all(table)?);
        }
        Ok(field)
    }
}

/// All types, in alphabetical order.
#[derive(Debug)]
pub(super) struct Schema {
    pub(super) types: BTreeMap<&'static str, TypeDef>,
    /// `__schema` and `__type`.
    meta_fields: Vec<FieldType>,
}

impl Schema {
    /// Builds the schema.
    ///
    /// # Errors
    ///
    /// Returns an error if a table is invalid or a type is missing.
    pub(super) fn build() -> Result<Self, String> {
        let mut schema = Self {
            types: BTreeMap::new(),
            meta_fields: introspection::meta_fields()?,
        };
        schema.add_leaves();
        for (name, table) in OBJECTS.iter().chain(activity_tables::OBJECTS) {
            schema.add_object(name, FieldType::all(table)?, None);
        }
        for table in INTERFACES {
            schema.add_interface(table.name, FieldType::all(table.fields)?);
            for (name, own_fields) in table.types {
                let mut fields = FieldType::all(table.fields)?;
                fields.extend(FieldType::all(own_fields)?);
                schema.add_object(name, fields, Some(table.name));
            }
        }
        schema.add_interface("Entity", entity_fields("")?);
        schema.add_object("UserEntity", entity_fields(USER)?, Some("Entity"));
        schema.add_object("EndpointEntity", entity_fields(ENDPOINT)?, Some("Entity"));
        let mut entity_query = TypeDef::new("EntityQuery", Kind::InputObject);
        entity_query.fields = FieldType::all(FILTERS)?;
        schema.add(entity_query);
        let queries = QUERIES.iter();
        let queries = queries.map(|(table, arguments)| FieldType::with_arguments(table, arguments));
        schema.add_object(QUERY, queries.collect::<Result<_, _>>()?, None);
        for definition in introspection::types()? {
            schema.add(definition);
        }
        schema.check()?;
        Ok(schema)
    }

    fn add(&mut self, definition: TypeDef) {
        self.types.insert(definition.name, definition);
    }

    fn add_leaves(&mut self) {
        for name in BUILT_IN {
            self.add(TypeDef::new(name, Kind::Scalar));
        }
        for (name, description) in SCALARS {
            let mut scalar = TypeDef::new(name, Kind::Scalar);
            scalar.description = Some((*description).to_owned());
            self.add(scalar);
        }
        for (name, example) in OPEN_ENUMS {
            let mut scalar = TypeDef::new(name, Kind::OpenEnum);
            scalar.description = Some(format!("A name such as `{example}`; all names are valid"));
            self.add(scalar);
        }
        for (name, items) in ENUMS {
            let mut definition = TypeDef::new(name, Kind::Enum);
            definition.items = items;
            self.add(definition);
        }
    }

    fn add_interface(&mut self, name: &'static str, fields: Vec<FieldType>) {
        let mut interface = TypeDef::new(name, Kind::Interface);
        interface.fields = fields;
        self.add(interface);
    }

    fn add_object(
        &mut self,
        name: &'static str,
        fields: Vec<FieldType>,
        interface: Option<&'static str>,
    ) {
        let mut object = TypeDef::new(name, Kind::Object);
        (object.fields, object.interface) = (fields, interface);
        self.add(object);
        if let Some(interface) = interface.and_then(|name| self.types.get_mut(name)) {
            interface.implementations.push(name);
        }
    }

    /// Checks that every type of a field exists.
    fn check(&self) -> Result<(), String> {
        let fields = self
            .types
            .values()
            .flat_map(|definition| &definition.fields);
        let mut all = fields.flat_map(|field| std::iter::once(field).chain(&field.arguments));
        match all.find(|field| self.get(field.field_type.name()).is_none()) {
            None => Ok(()),
            Some(field) => Err(format!("unknown type of `{}`", field.name)),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&TypeDef> {
        self.types.get(name)
    }

    /// Returns a field of a type, or `__schema` or `__type` of the queries. `__typename` is not a
    /// field of the schema.
    pub(super) fn field(&self, definition: &TypeDef, name: &str) -> Option<&FieldType> {
        let name = match definition.name {
            QUERY => name,
            _ => return self.get(definition.name)?.field(name),
        };
        let meta_field = self.meta_fields.iter().find(|field| field.name == name);
        meta_field.or_else(|| self.get(QUERY)?.field(name))
    }
}

/// Returns the fields of entities and those of a table.
fn entity_fields(own_fields: &'static str) -> Result<Vec<FieldType>, String> {
    let mut fields = FieldType::all(ENTITY)?;
    fields.extend(FieldType::all(own_fields)?);
    fields.push(FieldType::with_arguments(HAS_ROLE, &[ROLE])?);
    fields.push(FieldType::with_arguments(OPEN_INCIDENTS, &[PAGING])?);
    Ok(fields)
}

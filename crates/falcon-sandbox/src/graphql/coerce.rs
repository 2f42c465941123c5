//! Values of arguments and variables, checked against their types.

use fql_syntax::excerpt;
use serde_json::{Map, Number, Value as Json};

use super::ast::{Operation, Type, Value};
use super::resolve::Arguments;
use super::types::{FieldType, Kind, Schema, TypeDef};

/// The values of variables.
pub(super) type Variables = Map<String, Json>;

/// Converts values in a query and in variables to JSON.
#[derive(Clone, Copy)]
pub(super) struct Coercion<'r> {
    pub(super) schema: &'r Schema,
    /// `None` during validation, when the values are not known: every variable is then `null`, also
    /// where `null` is not allowed.
    pub(super) variables: Option<&'r Variables>,
}

impl Coercion<'_> {
    /// Returns the arguments of a field. One whose variable has no value is missing.
    ///
    /// # Errors
    ///
    /// Returns a message if a required argument is missing.
    pub(super) fn arguments(
        &self,
        definitions: &[FieldType],
        values: &[super::ast::Argument<'_>],
    ) -> Result<Arguments, String> {
        let mut arguments = Arguments::new();
        for definition in definitions {
            let value = super::ast::argument(values, definition.name);
            let value = value.filter(|value| !self.is_missing(value));
            match value {
                Some(value) => {
                    let value = self.literal(definition.name, &definition.field_type, value)?;
                    arguments.insert(definition.name.to_owned(), value);
                }
                None if definition.field_type.nullable().1 => {
                    return Err(format!("missing argument `{}`", definition.name));
                }
                None => {}
            }
        }
        Ok(arguments)
    }

    /// Returns `true` for a variable without a value.
    fn is_missing(&self, value: &Value<'_>) -> bool {
        match (value, self.variables) {
            (Value::Variable(name), Some(variables)) => !variables.contains_key(*name),
            _ => false,
        }
    }

    /// Converts a value in a query. `name` is that of the argument, member or variable.
    ///
    /// # Errors
    ///
    /// Returns a message if the value is not of the type.
    pub(super) fn literal(
        &self,
        name: &str,
        expected: &Type<'_>,
        value: &Value<'_>,
    ) -> Result<Json, String> {
        let invalid = || invalid(name, &value.to_string(), expected);
        if let Value::Variable(variable) = value {
            let Some(variables) = self.variables else {
                return Ok(Json::Null);
            };
            let value = variables.get(*variable).cloned().unwrap_or_default();
            let is_allowed = !value.is_null() || !expected.nullable().1;
            return is_allowed.then_some(value).ok_or_else(invalid);
        }
        match expected {
            Type::NonNull(_) if *value == Value::Null => Err(invalid()),
            Type::NonNull(inner) => self.literal(name, inner, value),
            _ if *value == Value::Null => Ok(Json::Null),
            Type::List(inner) => match value {
                Value::List(items) => {
                    let items = items.iter().map(|item| self.literal(name, inner, item));
                    items.collect::<Result<_, _>>().map(Json::Array)
                }
                // A single value counts as a list of one.
                single => Ok(Json::Array(vec![self.literal(name, inner, single)?])),
            },
            Type::Named(type_name) => {
                let definition = self.schema.get(type_name).ok_or_else(invalid)?;
                match value {
                    Value::Object(members) if definition.kind == Kind::InputObject => {
                        self.object(definition, members)
                    }
                    Value::String(string) if is_enum(definition) => Err(not_a_string(name, string)),
                    _ => literal_leaf(definition, value)
                        .ok_or_else(|| with_items(invalid(), definition)),
                }
            }
        }
    }

    fn object(&self, definition: &TypeDef, members: &[(&str, Value<'_>)]) -> Result<Json, String> {
        let mut object = Map::new();
        for (name, value) in members {
            let Some(field) = definition.field(name) else {
                return Err(unknown_member(definition, name));
            };
            if self.is_missing(value) {
                continue;
            }
            let value = self.literal(name, &field.field_type, value)?;
            if object.insert((*name).to_owned(), value).is_some() {
                return Err(format!("duplicate member `{name}`"));
            }
        }
        Ok(Json::Object(object))
    }

    /// Converts a value of a variable.
    ///
    /// # Errors
    ///
    /// Returns a message if the value is not of the type.
    fn json(&self, name: &str, expected: &Type<'_>, value: &Json) -> Result<Json, String> {
        let invalid = || invalid(name, &value.to_string(), expected);
        match (expected, value) {
            (Type::NonNull(_), Json::Null) => Err(invalid()),
            (Type::NonNull(inner), _) => self.json(name, inner, value),
            (_, Json::Null) => Ok(Json::Null),
            (Type::List(inner), Json::Array(items)) => {
                let items = items.iter().map(|item| self.json(name, inner, item));
                items.collect::<Result<_, _>>().map(Json::Array)
            }
            (Type::List(inner), single) => Ok(Json::Array(vec![self.json(name, inner, single)?])),
            (Type::Named(type_name), _) => {
                let definition = self.schema.get(type_name).ok_or_else(invalid)?;
                match value {
                    Json::Object(members) if definition.kind == Kind::InputObject => {
                        self.json_object(definition, members)
                    }
                    _ => json_leaf(definition, value)
                        .ok_or_else(|| with_items(invalid(), definition)),
                }
            }
        }
    }

    fn json_object(
        &self,
        definition: &TypeDef,
        members: &Map<String, Json>,
    ) -> Result<Json, String> {
        let members = members.iter().map(|(name, value)| {
            let field = definition
                .field(name)
                .ok_or_else(|| unknown_member(definition, name))?;
            Ok((name.clone(), self.json(name, &field.field_type, value)?))
        });
        members.collect::<Result<_, _>>().map(Json::Object)
    }
}

/// Returns the values of the variables of an operation. Other members of `values` are ignored.
///
/// # Errors
///
/// Returns a message if a value is missing or not of the type.
pub(super) fn variables(
    schema: &Schema,
    operation: &Operation<'_>,
    values: &Json,
) -> Result<Variables, String> {
    let coercion = Coercion {
        schema,
        variables: None,
    };
    let mut variables = Variables::new();
    for variable in &operation.variables {
        let (name, expected) = (variable.name, &variable.variable_type);
        let value = match (values.get(name), &variable.default) {
            (Some(value), _) => coercion.json(name, expected, value),
            (None, Some(default)) => coercion.literal(name, expected, default),
            (None, None) if expected.nullable().1 => Err(format!("missing variable `${name}`")),
            (None, None) => continue,
        };
        variables.insert(name.to_owned(), value?);
    }
    Ok(variables)
}

fn is_enum(definition: &TypeDef) -> bool {
    matches!(definition.kind, Kind::Enum | Kind::OpenEnum)
}

fn literal_leaf(definition: &TypeDef, value: &Value<'_>) -> Option<Json> {
    match (definition.kind, value) {
        (Kind::Enum, Value::Enum(name)) => {
            definition.items.contains(name).then(|| Json::from(*name))
        }
        (Kind::OpenEnum, Value::Enum(name)) => Some(Json::from(*name)),
        (Kind::Scalar, Value::Int(source) | Value::Float(source)) => {
            json_leaf(definition, &Json::Number(number(source)?))
        }
        (Kind::Scalar, Value::String(string)) => json_leaf(definition, &Json::from(&**string)),
        (Kind::Scalar, Value::Boolean(value)) => json_leaf(definition, &Json::from(*value)),
        _ => None,
    }
}

/// Returns a number, as a float if it has no exact integer.
fn number(source: &str) -> Option<Number> {
    match source.parse::<i64>() {
        Ok(integer) => Some(integer.into()),
        Err(_) => Number::from_f64(source.parse().ok()?),
    }
}

fn json_leaf(definition: &TypeDef, value: &Json) -> Option<Json> {
    let is_valid = match (definition.kind, definition.name) {
        (Kind::Scalar, "Boolean") => value.is_boolean(),
        (Kind::Scalar, "Int") => {
            let number = value.as_i64();
            number.is_some_and(|number| i32::try_from(number).is_ok())
        }
        (Kind::Scalar, "Float" | "ZeroToOneNumber") => value.is_number(),
        (Kind::Scalar, "ID") if value.is_i64() => return Some(value.to_string().into()),
        (Kind::Enum, _) => value
            .as_str()
            .is_some_and(|item| definition.items.contains(&item)),
        (Kind::Scalar | Kind::OpenEnum, _) => value.is_string(),
        _ => false,
    };
    is_valid.then(|| value.clone())
}

fn invalid(name: &str, value: &str, expected: &Type<'_>) -> String {
    format!(
        "invalid value {} for `{name}`: expected `{expected}`",
        excerpt(value, 60)
    )
}

/// Adds the values of an enum to an error.
fn with_items(message: String, definition: &TypeDef) -> String {
    match definition.items {
        [] => message,
        items => format!("{message}, one of {}", items.join(", ")),
    }
}

fn not_a_string(name: &str, string: &str) -> String {
    let string = excerpt(string, 40);
    format!("enum `{name}` cannot be the string \"{string}\": use a name without quotes")
}

fn unknown_member(definition: &TypeDef, name: &str) -> String {
    format!(
        "unknown member `{}` of `{}`: {}",
        excerpt(name, 40),
        definition.name,
        super::SUPPORTED
    )
}

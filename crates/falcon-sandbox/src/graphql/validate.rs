//! Validation of a query against the schema, as the GraphQL specification defines it.

use fql_syntax::excerpt;

use super::ast::{
    Argument, Directive, Document, Field, Operation, Selection, Type, Value, Variable,
};
use super::coerce::Coercion;
use super::introspection::DIRECTIVES;
use super::types::{FieldType, Kind, QUERY, Schema, TypeDef};
use super::{SUPPORTED, merge};

/// Maximum number of directives at one place.
const MAX_DIRECTIVES: usize = 8;

/// The message and the offset of an error.
pub(super) type Error = (String, usize);

/// Checks a query whose size and depth are within the limits.
///
/// # Errors
///
/// Returns all errors.
pub(super) fn validate<'r>(
    schema: &'r Schema,
    directive_argument: &'r FieldType,
    document: &'r Document<'r>,
) -> Result<(), Vec<Error>> {
    let coercion = Coercion {
        schema,
        variables: None,
    };
    let mut validator = Validator {
        schema,
        document,
        coercion,
        directive_argument,
        used_fragments: Vec::new(),
        usages: Vec::new(),
        errors: Vec::new(),
    };
    validator.operation_names();
    validator.fragments();
    for operation in &document.operations {
        validator.operation(operation);
    }
    validator.unused_fragments();
    match validator.errors.is_empty() {
        // Fields are compared only if all of them exist.
        true => merge::check(schema, document),
        false => Err(validator.errors),
    }
}

struct Validator<'r> {
    schema: &'r Schema,
    document: &'r Document<'r>,
    coercion: Coercion<'r>,
    directive_argument: &'r FieldType,
    used_fragments: Vec<&'r str>,
    /// The uses of variables in the current operation.
    usages: Vec<Usage<'r>>,
    errors: Vec<Error>,
}

/// A use of a variable.
struct Usage<'r> {
    name: &'r str,
    expected: &'r Type<'static>,
    offset: usize,
}

impl<'r> Validator<'r> {
    fn error(&mut self, offset: usize, message: impl Into<String>) {
        self.errors.push((message.into(), offset));
    }

    fn operation_names(&mut self) {
        let operations = &self.document.operations;
        for (number, operation) in operations.iter().enumerate() {
            let Some(name) = operation.name else {
                if operations.len() > 1 {
                    self.error(
                        operation.offset,
                        "an operation without a name must be the only one",
                    );
                }
                continue;
            };
            if operations[..number]
                .iter()
                .any(|other| other.name == Some(name))
            {
                self.error(
                    operation.offset,
                    format!("duplicate operation `{}`", excerpt(name, 40)),
                );
            }
        }
    }

    fn fragments(&mut self) {
        let fragments = &self.document.fragments;
        for (number, fragment) in fragments.iter().enumerate() {
            let name = excerpt(fragment.name, 40);
            if fragments[..number]
                .iter()
                .any(|other| other.name == fragment.name)
            {
                self.error(fragment.offset, format!("duplicate fragment `{name}`"));
            }
            self.unlocated_directives(&fragment.directives);
            self.composite(fragment.type_condition, fragment.offset);
        }
    }

    fn unused_fragments(&mut self) {
        for fragment in &self.document.fragments {
            if !self.used_fragments.contains(&fragment.name) {
                let name = excerpt(fragment.name, 40);
                self.error(fragment.offset, format!("unused fragment `{name}`"));
            }
        }
    }

    /// Returns the type of a fragment, which must have fields.
    fn composite(&mut self, name: &str, offset: usize) -> Option<&'r TypeDef> {
        let definition = self.schema.get(name);
        let shown = excerpt(name, 40);
        match definition {
            None => self.error(offset, format!("unknown type `{shown}`: {SUPPORTED}")),
            Some(definition) if !definition.is_composite() => {
                self.error(offset, format!("type `{shown}` has no fields"));
            }
            Some(_) => {}
        }
        definition.filter(|definition| definition.is_composite())
    }

    fn operation(&mut self, operation: &'r Operation<'r>) {
        self.usages.clear();
        self.unlocated_directives(&operation.directives);
        for (number, variable) in operation.variables.iter().enumerate() {
            self.variable(variable);
            let name = excerpt(variable.name, 40);
            if operation.variables[..number]
                .iter()
                .any(|other| other.name == variable.name)
            {
                self.error(variable.offset, format!("duplicate variable `${name}`"));
            }
        }
        if let Some(query) = self.schema.get(QUERY) {
            self.selections(query, &operation.selections);
        }
        let usages = std::mem::take(&mut self.usages);
        for usage in &usages {
            let mut variables = operation.variables.iter();
            let shown = excerpt(usage.name, 40);
            match variables.find(|variable| variable.name == usage.name) {
                None => self.error(usage.offset, format!("unknown variable `${shown}`")),
                Some(variable) if !is_usable(variable, usage.expected) => {
                    let message = format!(
                        "variable `${shown}` has the type `{}`, expected `{}`",
                        excerpt(&variable.variable_type.to_string(), 40),
                        usage.expected
                    );
                    self.error(usage.offset, message);
                }
                Some(_) => {}
            }
        }
        for variable in &operation.variables {
            if !usages.iter().any(|usage| usage.name == variable.name) {
                let name = excerpt(variable.name, 40);
                self.error(variable.offset, format!("unused variable `${name}`"));
            }
        }
    }

    fn variable(&mut self, variable: &Variable<'_>) {
        self.unlocated_directives(&variable.directives);
        let name = variable.variable_type.name();
        let shown = excerpt(name, 40);
        match self.schema.get(name) {
            None => self.error(
                variable.offset,
                format!("unknown type `{shown}`: {SUPPORTED}"),
            ),
            Some(definition) if !definition.is_leaf() && definition.kind != Kind::InputObject => {
                self.error(
                    variable.offset,
                    format!("type `{shown}` is not the type of a value"),
                );
            }
            Some(_) => {
                let default = variable.default.as_ref();
                let default = default.map(|default| {
                    self.coercion
                        .literal(variable.name, &variable.variable_type, default)
                });
                if let Some(Err(message)) = default {
                    self.error(variable.offset, message);
                }
            }
        }
    }

    fn selections(&mut self, parent: &'r TypeDef, selections: &'r [Selection<'r>]) {
        for selection in selections {
            match selection {
                Selection::Field(field) => self.field(parent, field),
                Selection::Inline(inline) => {
                    self.directives(&inline.directives);
                    let condition = match inline.type_condition {
                        Some(name) => self.composite(name, inline.offset),
                        None => Some(parent),
                    };
                    if let Some(condition) = condition {
                        self.overlap(parent, condition, inline.offset);
                        self.selections(condition, &inline.selections);
                    }
                }
                Selection::Spread(spread) => {
                    self.directives(&spread.directives);
                    let Some(fragment) = self.document.fragment(spread.name) else {
                        let name = excerpt(spread.name, 40);
                        self.error(spread.offset, format!("unknown fragment `{name}`"));
                        continue;
                    };
                    self.used_fragments.push(fragment.name);
                    // An invalid type is reported at the definition.
                    let condition = self.schema.get(fragment.type_condition);
                    if let Some(condition) = condition.filter(|condition| condition.is_composite())
                    {
                        self.overlap(parent, condition, spread.offset);
                        self.selections(condition, &fragment.selections);
                    }
                }
            }
        }
    }

    /// Checks that an object can be of both types.
    fn overlap(&mut self, parent: &TypeDef, condition: &TypeDef, offset: usize) {
        if !parent.overlaps(condition) {
            let message = format!(
                "an object of `{}` is never a `{}`",
                parent.name, condition.name
            );
            self.error(offset, message);
        }
    }

    fn field(&mut self, parent: &'r TypeDef, field: &'r Field<'r>) {
        self.directives(&field.directives);
        if field.name == "__typename" {
            if let Some(argument) = field.arguments.first() {
                self.error(argument.offset, "field `__typename` has no arguments");
            }
            if !field.selections.is_empty() {
                self.error(field.offset, "field `__typename` has no fields");
            }
            return;
        }
        let name = excerpt(field.name, 40);
        let Some(definition) = self.schema.field(parent, field.name) else {
            let message = format!(
                "unknown field `{name}` on type `{}`: {SUPPORTED}",
                parent.name
            );
            self.error(field.offset, message);
            return;
        };
        self.arguments(&definition.arguments, &field.arguments, field.offset);
        let Some(field_type) = self.schema.get(definition.field_type.name()) else {
            return;
        };
        match (field_type.is_composite(), field.selections.is_empty()) {
            (true, true) => {
                let message = format!("field `{name}` requires a selection of fields");
                self.error(field.offset, message);
            }
            (false, false) => self.error(field.offset, format!("field `{name}` has no fields")),
            _ => self.selections(field_type, &field.selections),
        }
    }

    fn arguments(
        &mut self,
        definitions: &'r [FieldType],
        arguments: &'r [Argument<'r>],
        offset: usize,
    ) {
        let mut is_valid = true;
        for (number, argument) in arguments.iter().enumerate() {
            let name = excerpt(argument.name, 40);
            if arguments[..number]
                .iter()
                .any(|other| other.name == argument.name)
            {
                self.error(argument.offset, format!("duplicate argument `{name}`"));
                is_valid = false;
            }
            match definitions
                .iter()
                .find(|definition| definition.name == argument.name)
            {
                None => {
                    self.error(
                        argument.offset,
                        format!("unknown argument `{name}`: {SUPPORTED}"),
                    );
                    is_valid = false;
                }
                Some(definition) => {
                    self.variables(&definition.field_type, &argument.value, argument.offset);
                }
            }
        }
        if is_valid && let Err(message) = self.coercion.arguments(definitions, arguments) {
            self.error(offset, message);
        }
    }

    /// Collects the uses of variables in a value.
    fn variables(&mut self, expected: &'r Type<'static>, value: &'r Value<'r>, offset: usize) {
        let (nullable, _) = expected.nullable();
        match value {
            Value::Variable(name) => self.usages.push(Usage {
                name,
                expected,
                offset,
            }),
            Value::List(items) => {
                let inner = match nullable {
                    Type::List(inner) => inner,
                    other => other,
                };
                for item in items {
                    self.variables(inner, item, offset);
                }
            }
            Value::Object(members) => {
                let definition = self.schema.get(expected.name());
                for (name, value) in members {
                    let member = definition.and_then(|definition| definition.field(name));
                    if let Some(member) = member {
                        self.variables(&member.field_type, value, offset);
                    }
                }
            }
            _ => {}
        }
    }

    /// Checks the directives of a field or of the use of a fragment.
    fn directives(&mut self, directives: &'r [Directive<'r>]) {
        if let Some(directive) = directives.get(MAX_DIRECTIVES) {
            let message = format!("more than {MAX_DIRECTIVES} directives at one place");
            self.error(directive.offset, message);
            return;
        }
        for (number, directive) in directives.iter().enumerate() {
            let name = excerpt(directive.name, 40);
            if !DIRECTIVES.iter().any(|(known, _)| *known == directive.name) {
                self.error(directive.offset, format!("unknown directive `@{name}`"));
                continue;
            }
            if directives[..number]
                .iter()
                .any(|other| other.name == directive.name)
            {
                self.error(directive.offset, format!("duplicate directive `@{name}`"));
            }
            let definitions = std::slice::from_ref(self.directive_argument);
            self.arguments(definitions, &directive.arguments, directive.offset);
        }
    }

    /// Reports directives where none is supported.
    fn unlocated_directives(&mut self, directives: &[Directive<'_>]) {
        for directive in directives {
            let name = excerpt(directive.name, 40);
            let message = format!("directive `@{name}` is not supported here");
            self.error(directive.offset, message);
        }
    }
}

/// Returns `true` if a variable can be used where a type is expected.
fn is_usable(variable: &Variable<'_>, expected: &Type<'static>) -> bool {
    let has_default = variable
        .default
        .as_ref()
        .is_some_and(|default| *default != Value::Null);
    let (nullable, _) = expected.nullable();
    is_compatible(
        &variable.variable_type,
        if has_default { nullable } else { expected },
    )
}

fn is_compatible(actual: &Type<'_>, expected: &Type<'_>) -> bool {
    match (actual, expected) {
        (Type::NonNull(actual), Type::NonNull(expected)) => is_compatible(actual, expected),
        (Type::NonNull(actual), expected) => is_compatible(actual, expected),
        (Type::List(actual), Type::List(expected)) => is_compatible(actual, expected),
        (Type::Named(actual), Type::Named(expected)) => actual == expected,
        _ => false,
    }
}

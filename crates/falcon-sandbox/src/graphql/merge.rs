//! The rule that fields with the same name in the response can be merged.

use fql_syntax::excerpt;

use super::ast::{Document, Field, Selection, Type, Value};
use super::types::{QUERY, Schema, TypeDef};
use super::validate::Error;

/// Checks all operations of a query whose fields and fragments exist and whose size is within the
/// limits.
///
/// # Errors
///
/// Returns the first conflict of each operation.
pub(super) fn check(schema: &Schema, document: &Document<'_>) -> Result<(), Vec<Error>> {
    let merger = Merger { schema, document };
    let errors = document.operations.iter().filter_map(|operation| {
        let mut fields = Vec::new();
        merger.collect(&[schema.get(QUERY)?], &operation.selections, &mut fields);
        merger.merge(&fields).err()
    });
    let errors: Vec<Error> = errors.collect();
    match errors.is_empty() {
        true => Ok(()),
        false => Err(errors),
    }
}

struct Merger<'r> {
    schema: &'r Schema,
    document: &'r Document<'r>,
}

/// A field, and the types that it and the fields around it are selected on, from the query inward.
type Selected<'r> = (Vec<&'r TypeDef>, &'r Field<'r>);

impl<'r> Merger<'r> {
    fn collect(
        &self,
        parents: &[&'r TypeDef],
        selections: &'r [Selection<'r>],
        fields: &mut Vec<Selected<'r>>,
    ) {
        for selection in selections {
            match selection {
                Selection::Field(field) => fields.push((parents.to_vec(), field)),
                Selection::Inline(inline) => {
                    let condition = inline.type_condition.and_then(|name| self.schema.get(name));
                    let parents = with_condition(parents, condition);
                    self.collect(&parents, &inline.selections, fields);
                }
                Selection::Spread(spread) => {
                    if let Some(fragment) = self.document.fragment(spread.name) {
                        let condition = self.schema.get(fragment.type_condition);
                        let parents = with_condition(parents, condition);
                        self.collect(&parents, &fragment.selections, fields);
                    }
                }
            }
        }
    }

    /// Checks the fields of one object in the response, and those of its objects.
    fn merge(&self, fields: &[Selected<'r>]) -> Result<(), Error> {
        let mut rest = fields.to_vec();
        while let Some((_, first)) = rest.first() {
            let name = first.response_name();
            let (same, others): (Vec<_>, Vec<_>) = rest
                .into_iter()
                .partition(|(_, field)| field.response_name() == name);
            rest = others;
            for (number, one) in same.iter().enumerate() {
                for other in &same[..number] {
                    self.compare(other, one)?;
                }
            }
            let mut inner = Vec::new();
            for (mut parents, field) in same {
                let field_type = self.field_type(&parents, field);
                if let Some(inner_type) = field_type.and_then(|inner| self.schema.get(inner.name()))
                {
                    parents.push(inner_type);
                    self.collect(&parents, &field.selections, &mut inner);
                }
            }
            self.merge(&inner)?;
        }
        Ok(())
    }

    fn field_type(&self, parents: &[&TypeDef], field: &Field<'_>) -> Option<&'r Type<'static>> {
        let definition = self.schema.field(parents.last()?, field.name);
        definition.map(|definition| &definition.field_type)
    }

    fn compare(&self, one: &Selected<'r>, other: &Selected<'r>) -> Result<(), Error> {
        let ((one_parents, one), (other_parents, other)) = (one, other);
        let name = excerpt(other.response_name(), 40);
        let conflict = |reason: &str| {
            let message = format!("conflicting fields `{name}`: {reason}; use an alias");
            Err((message, other.offset))
        };
        // Members of different objects are never the same member.
        let mut parents = one_parents.iter().zip(other_parents);
        if parents.all(|(one, other)| one.overlaps(other)) {
            if one.name != other.name {
                return conflict("they are different fields");
            }
            if !has_same_arguments(one, other) {
                return conflict("they have different arguments");
            }
        }
        match (
            self.field_type(one_parents, one),
            self.field_type(other_parents, other),
        ) {
            (Some(one), Some(other)) if !self.has_same_shape(one, other) => {
                conflict("they have different types")
            }
            _ => Ok(()),
        }
    }

    /// Returns `true` if both types are the same scalar or enum, or objects, in the same lists.
    fn has_same_shape(&self, one: &Type<'_>, other: &Type<'_>) -> bool {
        match (one, other) {
            (Type::NonNull(one), Type::NonNull(other)) | (Type::List(one), Type::List(other)) => {
                self.has_same_shape(one, other)
            }
            (Type::Named(one), Type::Named(other)) => {
                let is_composite =
                    |name: &str| self.schema.get(name).is_some_and(TypeDef::is_composite);
                one == other || (is_composite(one) && is_composite(other))
            }
            _ => false,
        }
    }
}

fn has_same_arguments(one: &Field<'_>, other: &Field<'_>) -> bool {
    let has_same = |name, value: &Value<'_>| other.argument(name) == Some(value);
    one.arguments.len() == other.arguments.len()
        && one
            .arguments
            .iter()
            .all(|argument| has_same(argument.name, &argument.value))
}

/// Returns the types around a field in a fragment.
fn with_condition<'r>(parents: &[&'r TypeDef], condition: Option<&'r TypeDef>) -> Vec<&'r TypeDef> {
    let mut parents = parents.to_vec();
    if let (Some(parent), Some(condition)) = (parents.last_mut(), condition) {
        *parent = condition;
    }
    parents
}

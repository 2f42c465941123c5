//! The execution of a valid query.
//!
//! The response is written as JSON text, so that its members keep the order of the query.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::ast::{Directive, Document, Field, Operation, Selection, Type, argument, location};
use super::coerce::Coercion;
use super::resolve::{Node, Resolved, Resolver};
use super::types::{QUERY, TypeDef};

/// A null in a position that must not be null: the parent becomes null.
struct NullParent;

type Result<T> = std::result::Result<T, NullParent>;

/// Executes an operation.
pub(super) struct Executor<'r> {
    source: &'r str,
    document: &'r Document<'r>,
    coercion: Coercion<'r>,
    resolver: Resolver<'r>,
    errors: Vec<Json>,
    /// The names and the positions in lists that lead to the current field.
    path: Vec<Json>,
    data: String,
}

/// The fields of an object in the response, each with all its selections.
type Fields<'r> = Vec<(&'r str, Vec<&'r Field<'r>>)>;

impl<'r> Executor<'r> {
    pub(super) fn new(
        source: &'r str,
        document: &'r Document<'r>,
        coercion: Coercion<'r>,
        resolver: Resolver<'r>,
    ) -> Self {
        Self {
            source,
            document,
            coercion,
            resolver,
            errors: Vec::new(),
            path: Vec::new(),
            data: String::new(),
        }
    }

    /// Returns the JSON text of `data` and the errors of fields.
    pub(super) fn execute(mut self, operation: &'r Operation<'r>) -> (String, Vec<Json>) {
        let root = Node::Document(Cow::Owned(Json::Null));
        let is_complete = match self.resolver.schema.get(QUERY) {
            Some(query) => {
                let mut fields = Fields::new();
                self.collect(query, &operation.selections, &mut fields);
                self.object(query, &root, &fields).is_ok()
            }
            None => false,
        };
        if !is_complete {
            "null".clone_into(&mut self.data);
        }
        (self.data, self.errors)
    }

    /// Collects the selected fields of an object, also from fragments.
    fn collect(&self, object: &TypeDef, selections: &'r [Selection<'r>], fields: &mut Fields<'r>) {
        for selection in selections {
            if !self.is_included(selection.directives()) {
                continue;
            }
            let (condition, inner) = match selection {
                Selection::Field(field) => {
                    let name = field.response_name();
                    match fields.iter_mut().find(|(other, _)| *other == name) {
                        Some((_, same)) => same.push(field),
                        None => fields.push((name, vec![field])),
                    }
                    continue;
                }
                Selection::Inline(inline) => (inline.type_condition, &inline.selections),
                Selection::Spread(spread) => match self.document.fragment(spread.name) {
                    Some(fragment) => (Some(fragment.type_condition), &fragment.selections),
                    None => continue,
                },
            };
            if condition.is_none_or(|name| object.is_subtype_of(name)) {
                self.collect(object, inner, fields);
            }
        }
    }

    /// Evaluates `@skip` and `@include`.
    fn is_included(&self, directives: &[Directive<'_>]) -> bool {
        directives.iter().all(|directive| {
            let condition = argument(&directive.arguments, "if");
            let condition = condition.map(|value| {
                let expected = Type::Named("Boolean");
                self.coercion.literal("if", &expected, value)
            });
            condition != Some(Ok(Json::from(directive.name == "skip")))
        })
    }

    fn object(&mut self, object: &TypeDef, node: &Node<'_>, fields: &Fields<'r>) -> Result<()> {
        self.data.push('{');
        for (number, (name, same)) in fields.iter().enumerate() {
            if number > 0 {
                self.data.push(',');
            }
            // A name needs no escapes.
            self.data.extend(["\"", name, "\":"]);
            self.path.push(Json::from(*name));
            self.field(object, node, same)?;
            self.path.pop();
        }
        self.data.push('}');
        Ok(())
    }

    fn field(&mut self, object: &TypeDef, node: &Node<'_>, same: &[&'r Field<'r>]) -> Result<()> {
        let Some(field) = same.first() else {
            return Err(NullParent);
        };
        if field.name == "__typename" {
            self.data.extend(["\"", object.name, "\""]);
            return Ok(());
        }
        let schema = self.resolver.schema;
        let Some(definition) = schema.field(object, field.name) else {
            return Err(NullParent);
        };
        let arguments = self
            .coercion
            .arguments(&definition.arguments, &field.arguments);
        let resolver = self.resolver;
        let value = arguments
            .and_then(|arguments| resolver.resolve(object, node, definition, &arguments))
            .map_err(|message| self.report(field, message));
        self.complete(&definition.field_type, value.ok(), same)
    }

    fn report(&mut self, field: &Field<'_>, message: String) {
        let location = location(self.source, field.offset);
        self.errors.push(json!({
            "message": message,
            "locations": [location],
            "path": self.path,
        }));
    }

    /// Writes a value. One that is `None` has failed with an error.
    fn complete(
        &mut self,
        expected: &Type<'static>,
        value: Option<Resolved<'_>>,
        same: &[&'r Field<'r>],
    ) -> Result<()> {
        let (nullable, is_required) = expected.nullable();
        let (start, depth) = (self.data.len(), self.path.len());
        let result = match value {
            Some(Resolved::Null) if is_required => {
                if let Some(field) = same.first() {
                    self.report(field, format!("null in a field of the type `{expected}`"));
                }
                Err(NullParent)
            }
            None | Some(Resolved::Null) => Err(NullParent),
            Some(value) => self.present(nullable, value, same),
        };
        if is_required || result.is_ok() {
            return result;
        }
        self.path.truncate(depth);
        self.data.truncate(start);
        self.data.push_str("null");
        Ok(())
    }

    /// Writes a value that is not null.
    fn present(
        &mut self,
        expected: &Type<'static>,
        value: Resolved<'_>,
        same: &[&'r Field<'r>],
    ) -> Result<()> {
        match value {
            Resolved::Null => return Err(NullParent),
            Resolved::Leaf(value) => self.data.push_str(&value.to_string()),
            Resolved::List(items) => {
                let Type::List(inner) = expected else {
                    return Err(NullParent);
                };
                self.data.push('[');
                for (number, item) in items.into_iter().enumerate() {
                    if number > 0 {
                        self.data.push(',');
                    }
                    self.path.push(Json::from(number));
                    self.complete(inner, Some(item), same)?;
                    self.path.pop();
                }
                self.data.push(']');
            }
            Resolved::Object(type_name, node) => {
                let schema = self.resolver.schema;
                let object = schema.get(type_name).ok_or(NullParent)?;
                let mut fields = Fields::new();
                for field in same {
                    self.collect(object, &field.selections, &mut fields);
                }
                self.object(object, &node, &fields)?;
            }
        }
        Ok(())
    }
}

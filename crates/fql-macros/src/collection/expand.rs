//! Expands a collection.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro::{Span, TokenStream, TokenTree};

use super::model::{Collection, Field, FieldType};
use crate::{expand, literal};

pub(super) fn expand(collection: &Collection) -> TokenStream {
    let mut source = String::new();
    write_collection(collection, &mut source);
    write_property_function(collection, &mut source);
    write_field_types(collection, &mut source);
    let mut root = Module::default();
    for (name, field) in &collection.fields {
        root.insert(&field.segments, name);
    }
    write_module(collection, &root, "", &mut source);

    let items: Vec<(String, TokenStream)> = collection
        .fields
        .iter()
        .enumerate()
        .flat_map(|(index, (name, field))| field_items(index, name, field))
        .collect();
    let mut replacements = vec![
        ("__attributes", collection.attributes.clone()),
        ("__visibility", collection.visibility.clone()),
        (
            "__Collection",
            TokenStream::from(TokenTree::from(collection.ident.clone())),
        ),
    ];
    for (placeholder, tokens) in &items {
        replacements.push((placeholder, tokens.clone()));
    }
    expand::tokens(&source, Span::call_site(), &replacements)
}

/// Returns the placeholders of a field in the expansion: the name of its marker type, the definition
/// of the type, and the constant.
fn placeholders(index: usize) -> [String; 3] {
    ["marker", "type", "constant"].map(|item| format!("__{item}_{index}"))
}

/// Returns the placeholders of a field with their tokens.
///
/// They have the span of the field, to which compilers and editors link. As identifiers, not source,
/// because the name of the marker type has a middle dot, which the lints would reject in source.
fn field_items(index: usize, name: &str, field: &Field) -> [(String, TokenStream); 3] {
    let placeholders = placeholders(index);
    let [marker, _, constant] = &placeholders;
    let span = Span::call_site().located_at(field.span);
    let marker_ident = expand::ident(&field.segments.join("·"), span);
    let replacements = [
        (marker.as_str(), marker_ident.clone()),
        (constant.as_str(), expand::ident(field.last_segment(), span)),
    ];
    let definition = format!(
        "#[doc = {documentation}]
        #[derive(Debug)]
        pub enum {marker} {{}}",
        documentation = literal::quote(&format!("The field `{name}`.")),
    );
    let field = format!(
        "#[doc = {documentation}]
        #[allow(non_upper_case_globals)]
        pub const {constant}: ::fql::Field<{root}field_types::{marker}> =
            ::fql::__private::field();",
        documentation = literal::quote(&documentation(name, field)),
        root = "super::".repeat(field.segments.len() - 1),
    );
    let tokens = [
        marker_ident,
        expand::tokens(&definition, span, &replacements),
        expand::tokens(&field, span, &replacements),
    ];
    let mut tokens = tokens.into_iter();
    placeholders.map(|placeholder| (placeholder, tokens.next().unwrap_or_default()))
}

fn documentation(name: &str, field: &Field) -> String {
    let words: Vec<&str> = field.capabilities.iter().map(|known| known.word).collect();
    let mut documentation = format!(
        "`{name}`: {}; supports {}.",
        field.field_type.word,
        words.join(", ")
    );
    if let Some(vocabulary) = &field.vocabulary {
        let values = vocabulary.values.iter();
        let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
        let _ = write!(documentation, "\n\nPublished values: {}", values.join(", "));
        documentation.push_str(if vocabulary.is_open {
            "; there may be others."
        } else {
            "."
        });
        if vocabulary.source != field.source {
            let _ = write!(documentation, " Source: {}.", vocabulary.source);
        }
    }
    if !field.documentation.trim().is_empty() {
        documentation.push_str("\n\n");
        documentation.push_str(field.documentation.trim_end());
    }
    if !field.source.is_empty() {
        let _ = write!(documentation, "\n\nSource: {}.", field.source);
    }
    documentation
}

/// Writes the type of the collection and its table.
fn write_collection(collection: &Collection, out: &mut String) {
    // The types of the fields name the type in public, so it is public, whatever its visibility.
    let structure = "__attributes
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct __Collection;";
    let structure = if collection.visibility.to_string() == "pub" {
        structure.to_owned()
    } else {
        format!(
            "#[allow(unreachable_pub)] mod collection_type {{ {structure} }}
            __visibility use collection_type::__Collection;"
        )
    };
    let _ = write!(
        out,
        "
        {structure}

        impl ::fql::Collection for __Collection {{
            const TABLE: ::fql::Table = TABLE;
        }}

        /// The collection of this module, for the path in `fql!`.
        __visibility type Collection = __Collection;

        /// The fields of the collection, with their types and capabilities.
        __visibility const TABLE: ::fql::Table = {table};
        ",
        table = table(collection),
    );
}

fn table(collection: &Collection) -> String {
    let name = literal::quote(&collection.name);
    let separator = format!("::fql::__private::Separator::{}", collection.separator);
    if collection.is_open {
        return format!("::fql::__private::open_table({name}, {separator})");
    }
    format!(
        "{{
            const __ROWS: &[::fql::Row] = &[{rows}];
            const __INDEX: [u16; {slots}] = ::fql::__private::row_index(__ROWS);
            ::fql::__private::table({name}, __ROWS, &__INDEX, &[{aliases}], {separator})
        }}",
        rows = rows(collection),
        // A load factor of a quarter, so that most rows are in their first slot.
        slots = (collection.fields.len() * 4).next_power_of_two(),
        aliases = aliases(collection),
    )
}

fn rows(collection: &Collection) -> String {
    let rows = collection.fields.iter().map(|(name, field)| {
        let capabilities: String = field
            .capabilities
            .iter()
            .map(|capability| format!("::fql::__private::Capability::{},", capability.variant))
            .collect();
        let row = format!(
            "::fql::__private::row({}, ::fql::__private::FieldType::{}, &[{capabilities}], {})",
            literal::quote(name),
            field.field_type.variant,
            literal::quote(&field.source),
        );
        match &field.vocabulary {
            None => format!("{row},"),
            Some(vocabulary) => {
                let values: String = vocabulary
                    .values
                    .iter()
                    .map(|value| format!("{},", literal::quote(value)))
                    .collect();
                format!(
                    "::fql::__private::row_with_vocabulary({row}, &[{values}], {}, {}),",
                    vocabulary.is_open,
                    literal::quote(&vocabulary.source),
                )
            }
        }
    });
    rows.collect()
}

fn aliases(collection: &Collection) -> String {
    let aliases = collection.aliases.iter().map(|(name, field)| {
        format!(
            "::fql::__private::alias({}, {}),",
            literal::quote(name),
            literal::quote(field)
        )
    });
    aliases.collect()
}

/// Writes the function `property` of an open collection.
fn write_property_function(collection: &Collection, out: &mut String) {
    if collection.is_open {
        out.push_str(
            "#[diagnostic::do_not_recommend]
            impl ::fql::OpenCollection for __Collection {}

            /// Creates a property of the collection from a name that is known only at run time. For
            /// names in the program, use [`Property::literal`](::fql::Property::literal).
            ///
            /// # Errors
            /// Returns an error if the name is not a valid property name.
            __visibility fn property(
                name: impl ::core::convert::Into<::std::borrow::Cow<'static, str>>,
            ) -> ::core::result::Result<::fql::Property<__Collection>, ::fql::InvalidFilter> {
                ::fql::Property::new(name)
            }
            ",
        );
    }
}

/// Writes a marker type for each field. Compile errors show its name.
fn write_field_types(collection: &Collection, out: &mut String) {
    if collection.fields.is_empty() {
        return;
    }
    out.push_str(
        "/// The marker types of the fields, with their definitions.\n\
         #[allow(non_camel_case_types)]\n__visibility mod field_types {\n",
    );
    for (index, (name, field)) in collection.fields.iter().enumerate() {
        let capabilities: String = field
            .capabilities
            .iter()
            .map(|capability| format!("::fql::__private::{},", capability.marker))
            .collect();
        let [marker, definition, _] = placeholders(index);
        let _ = write!(
            out,
            "{definition}

            impl ::fql::__private::FieldDefinition for {marker} {{
                type Collection = super::__Collection;
                type FieldType = ::fql::__private::{field_type};
                type Capabilities = ({capabilities});
                const NAME: &'static str = {name};
                const PREFIXES: ::fql::__private::ClausePrefixes = {prefixes};
            }}
            ",
            field_type = field.field_type.marker,
            name = literal::quote(name),
            prefixes = prefixes(name, field.field_type),
        );
    }
    out.push('}');
}

/// Returns the clause prefixes of a field.
fn prefixes(name: &str, field_type: FieldType) -> String {
    let quote = field_type.quote;
    let prefix = |positive: &str, negated: &str, opening: &str| {
        format!(
            "::fql::__private::ClausePrefix {{ positive: {}, negated: {} }}",
            literal::quote(&format!("+{name}:{positive}{opening}")),
            literal::quote(&format!("+{name}:{negated}{opening}")),
        )
    };
    format!(
        "::fql::__private::ClausePrefixes {{ eq: {}, gt: {}, ge: {}, lt: {}, le: {}, \
         wildcard: {}, list: {}, null: {} }}",
        prefix("", "!", quote),
        prefix(">", "!>", quote),
        prefix(">=", "!>=", quote),
        prefix("<", "!<", quote),
        prefix("<=", "!<=", quote),
        prefix("*", "!*", "'"),
        prefix("[", "![", quote),
        prefix("null", "!null", ""),
    )
}

/// A module of typed fields: its own fields, by property name, and its submodules.
#[derive(Default)]
struct Module<'c> {
    fields: Vec<&'c str>,
    modules: BTreeMap<&'c str, Module<'c>>,
}

impl<'c> Module<'c> {
    fn insert(&mut self, segments: &'c [String], name: &'c str) {
        match segments {
            [first, rest @ ..] if !rest.is_empty() => {
                self.modules.entry(first).or_default().insert(rest, name);
            }
            _ => self.fields.push(name),
        }
    }
}

fn write_module(collection: &Collection, module: &Module<'_>, path: &str, out: &mut String) {
    for name in &module.fields {
        let index = collection.fields.keys().position(|key| key == name);
        let [_, _, constant] = placeholders(index.unwrap_or_default());
        out.push_str(&constant);
        out.push(' ');
    }
    for (name, submodule) in &module.modules {
        let path = format!("{path}{name}.");
        let _ = write!(
            out,
            "#[doc = {documentation}]
            pub mod {module} {{ ",
            documentation = literal::quote(&format!("Fields that start with `{path}`.")),
            module = module_name(name),
        );
        write_module(collection, submodule, &path, out);
        out.push('}');
    }
}

fn module_name(name: &str) -> String {
    if expand::is_never_raw(name) {
        format!("{name}_")
    } else {
        format!("r#{name}")
    }
}

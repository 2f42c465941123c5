//! Expands a collection.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro::{Span, TokenStream, TokenTree};

use super::model::{CELLS, Collection, ExactForm, Field, Grade, Presence, Reason, SORT};
use super::strings::{Expressions, Strings};
use super::{expand_operations, expand_rules};
use crate::{expand, literal};

/// The denials of cells, in the order of their markers.
type Reasons<'c> = BTreeMap<Denial<'c>, (usize, Span)>;

/// The content of the compile error of a denied cell.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Denial<'c> {
    reason: &'c str,
    replacement: Option<&'c str>,
    is_disputed: bool,
    cell: usize,
}

impl<'c> Denial<'c> {
    fn new(field: &'c Field, cell: usize, reason: &'c str) -> Self {
        let replacement = field.rules.replacement.as_ref();
        Self {
            reason,
            replacement: replacement.map(|(name, _)| name.as_str()),
            is_disputed: field.is_disputed,
            cell,
        }
    }
}

/// The capabilities in the words of compile errors, in the order of [`CELLS`].
const CAPABILITIES: [&str; CELLS.len()] = [
    "exact matches",
    "wildcards",
    "lists",
    "range comparisons",
    "text matches",
    "sorting",
];

pub(super) fn expand(collection: &Collection) -> TokenStream {
    let mut source = String::new();
    write_collection(collection, &mut source);
    write_property_function(collection, &mut source);
    let reasons = reasons(collection);
    write_field_types(collection, &reasons, &mut source);
    let mut root = Module::default();
    for (name, field) in &collection.fields {
        root.insert(&field.segments, name);
    }
    write_module(collection, &root, "", &mut source);

    let operations = expand_operations::constants(collection);
    let items: Vec<(String, TokenStream)> = collection
        .fields
        .iter()
        .enumerate()
        .flat_map(|(index, (name, field))| field_items(collection, index, name, field))
        .collect();
    let mut replacements = vec![
        ("__attributes", collection.attributes.clone()),
        ("__reasons", reason_items(&reasons)),
        ("__negated_text", negated_text_items(collection)),
        ("__operations", operations),
        ("__visibility", collection.visibility.clone()),
        (
            "__Collection",
            TokenStream::from(TokenTree::from(collection.ident.clone())),
        ),
    ];
    for (placeholder, tokens) in &items {
        replacements.push((placeholder, tokens.clone()));
    }
    // Errors show the name of the type, not the whole block.
    let span = Span::call_site().located_at(collection.ident.span());
    expand::tokens(&source, span, &replacements)
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
fn field_items(
    collection: &Collection,
    index: usize,
    name: &str,
    field: &Field,
) -> [(String, TokenStream); 3] {
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
        documentation = literal::quote(&documentation(collection, name, field)),
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

fn documentation(collection: &Collection, name: &str, field: &Field) -> String {
    let with_grades = |grades: &[Grade]| {
        let cells = CELLS.iter().enumerate();
        let cells = cells.filter(|(cell, _)| {
            field.cells[*cell].is_some() && grades.contains(&collection.grade(field, *cell))
        });
        let words: Vec<&str> = cells.map(|(_, (word, _))| *word).collect();
        words.join(", ")
    };
    let mut documentation = format!("`{name}`: {}", field.field_type.word);
    match field.presence {
        Presence::Candidate => {
            documentation.push_str("; a candidate: no source shows it in a filter")
        }
        Presence::Denied => documentation.push_str("; denied as a field of filters"),
        Presence::Documented | Presence::Shown => {}
    }
    for (words, introduction) in [
        (with_grades(&[Grade::Documented, Grade::Shown]), "supports"),
        (with_grades(&[Grade::Denied]), "denied are"),
    ] {
        if !words.is_empty() {
            let _ = write!(documentation, "; {introduction} {words}");
        }
    }
    documentation.push('.');
    if let Some(reason) = &field.reason {
        let introduction = if field.is_disputed {
            "Conflict"
        } else {
            "Denied"
        };
        let _ = write!(documentation, "\n\n{introduction}: {}.", reason.text);
    }
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

        __negated_text

        impl ::fql::Collection for __Collection {{
            const TABLE: ::fql::table::Table = TABLE;
            type NegatedText = {negated_text};
        }}

        /// The collection of this module, for the path in `fql!`.
        __visibility type Collection = __Collection;

        /// The fields of the collection, with their types and capabilities.
        __visibility const TABLE: ::fql::table::Table = {table};

        __operations
        ",
        table = table(collection),
        negated_text = match collection.negated_text {
            None => "::fql::__private::Supported",
            Some(_) => "DeniedNegatedText",
        },
    );
}

/// Returns the marker of a denied `!~`, at its location, with the trait whose message compile errors show.
fn negated_text_items(collection: &Collection) -> TokenStream {
    let Some((reason, span)) = &collection.negated_text else {
        return TokenStream::new();
    };
    let items = format!(
        "#[doc(hidden)] #[derive(Debug)] #[allow(unreachable_pub)] pub enum DeniedNegatedText {{}}
        #[doc(hidden)] #[allow(unreachable_pub)]
        #[diagnostic::on_unimplemented(
            message = \"`{{C}}` does not support negated text matches (`!~`)\",
            label = {label}
        )]
        pub trait AllowsNegatedText<C> {{}}
        #[diagnostic::do_not_recommend]
        impl<C> AllowsNegatedText<C> for ::core::convert::Infallible {{}}
        impl<C> ::fql::__private::PermitsNegatedText<C> for DeniedNegatedText
        where DeniedNegatedText: AllowsNegatedText<C> {{}}",
        label = literal::quote(&label("denied", reason)),
    );
    expand::tokens(&items, *span, &[])
}

/// Returns the label of a compile error. Braces in it would be placeholders.
fn label(introduction: &str, reason: &str) -> String {
    format!("{introduction}: {reason}")
        .replace('{', "(")
        .replace('}', ")")
}

fn table(collection: &Collection) -> String {
    let name = literal::quote(&collection.name);
    let separator = format!("::fql::__private::Separator::{}", collection.separator);
    if collection.is_open {
        return format!(
            "::fql::__private::open_table({name}, {separator}){}",
            expand_operations::of_table(collection),
        );
    }
    let mut strings = Strings::default();
    let Rows {
        rows,
        details,
        rules,
    } = rows(collection, &mut strings);
    let aliases = aliases(collection, &mut strings);
    let grading = grading(collection, &mut strings);
    let calls = expand_rules::of_table(collection, &mut strings);
    format!(
        "{{
            {strings}
            const __RULES: &[::fql::table::Rules] = &[{rules}];
            const __DETAILS: &[::fql::table::RowDetails] = &[{details}];
            const __ROWS: &[::fql::table::Row] = &[{rows}];
            const __INDEX: [u16; {slots}] = ::fql::__private::row_index(__ROWS);
            ::fql::__private::table({name}, __ROWS, &__INDEX, &[{aliases}], {separator}){grading}{calls}{operations}
                .with_module(::core::module_path!())
        }}",
        strings = strings.items(),
        rules = rules.join(),
        details = details.join(),
        operations = expand_operations::of_table(collection),
        // A load factor of a quarter, so that most rows are in their first slot.
        slots = (collection.fields.len() * 4).next_power_of_two(),
    )
}

/// Returns the call that adds what only a table with grades has.
fn grading(collection: &Collection, strings: &mut Strings) -> String {
    let Some(class) = collection.class else {
        return String::new();
    };
    let reasons = collection.reasons.iter().map(Option::as_ref);
    let reasons: String = reasons
        .map(|reason| strings.expression(Reason::text(reason)) + ",")
        .collect();
    format!(
        ".with_grades(::fql::table::TableClass::{class}, ::fql::table::UnknownFieldResponse::{}, \
         [{reasons}])",
        collection.unknown_field,
    )
}

/// The rows of a table, and what they refer to.
struct Rows {
    /// The expressions of the rows, each with a comma.
    rows: String,
    details: Expressions,
    rules: Expressions,
}

fn rows(collection: &Collection, strings: &mut Strings) -> Rows {
    let mut single_count = 0;
    let mut rows = Rows {
        rows: String::new(),
        details: Expressions::default(),
        rules: Expressions::default(),
    };
    for (name, field) in &collection.fields {
        let grades = (0..CELLS.len()).fold(0, |bits, cell| {
            bits | (collection.grade(field, cell) as u16) << (2 * cell)
        });
        let rules = expand_rules::of_field(collection, field, strings);
        let rules = rules.map(|rules| rows.rules.number(rules));
        let details = rows.details.number(details(field, rules, strings));
        let mut row = format!(
            "::fql::__private::row({}, ::fql::__private::FieldType::{}, {grades}, \
             ::fql::table::Presence::{}, {}, &__DETAILS[{details}])",
            strings.expression(name),
            field.field_type.variant,
            field.presence.variant(),
            field.is_disputed,
        );
        if field.is_epoch {
            row = format!("::fql::__private::epoch_row({row})");
        }
        if field.is_absolute {
            row = format!("::fql::__private::absolute_row({row})");
        }
        if field.is_date {
            row = format!("::fql::__private::date_row({row})");
        }
        if field.quoting != "Optional" {
            let quoting = field.quoting;
            row = format!("::fql::__private::quoting_row({row}, ::fql::table::Quoting::{quoting})");
        }
        if field.is_single {
            row = format!("::fql::__private::single_row({row}, {single_count})");
            single_count += 1;
        }
        rows.rows.push_str(&row);
        rows.rows.push(',');
    }
    rows
}

/// Returns the details of a row. `rules` is the number of its rules.
fn details(field: &Field, rules: Option<usize>, strings: &mut Strings) -> String {
    let mut details = format!(
        "::fql::table::RowDetails::new({}, {})",
        strings.expression(&field.source),
        strings.expression(Reason::text(field.reason.as_ref())),
    );
    if let Some(vocabulary) = &field.vocabulary {
        let _ = write!(
            details,
            ".with_vocabulary(::fql::__private::vocabulary(&[{}], {}, {}))",
            strings.expressions(&vocabulary.values),
            vocabulary.is_open,
            strings.expression(&vocabulary.source),
        );
    }
    if let Some((field, _)) = &field.rules.replacement {
        let _ = write!(details, ".with_replacement({})", strings.expression(field));
    }
    if let Some(rules) = rules {
        let _ = write!(details, ".with_rules(&__RULES[{rules}])");
    }
    details
}

fn aliases(collection: &Collection, strings: &mut Strings) -> String {
    let aliases = collection.aliases.iter().map(|(name, field)| {
        format!(
            "::fql::__private::alias({}, {}),",
            strings.expression(name),
            strings.expression(field)
        )
    });
    aliases.collect()
}

/// Writes the function `property` of an open collection.
fn write_property_function(collection: &Collection, out: &mut String) {
    if collection.is_open {
        out.push_str(
            "#[diagnostic::do_not_recommend]
            impl ::fql::table::OpenCollection for __Collection {}

            /// Creates a property of the collection from a name that is known only at run time. For
            /// names in the program, use [`Property::literal`](::fql::Property::literal).
            ///
            /// # Errors
            /// Returns an error if the name is not a valid property name.
            __visibility fn property(
                name: impl ::core::convert::Into<::std::borrow::Cow<'static, str>>,
            ) -> ::core::result::Result<::fql::Property<__Collection>, ::fql::InvalidProperty> {
                ::fql::Property::new(name)
            }
            ",
        );
    }
}

/// Writes a marker type for each field, whose name compile errors show, and one for each reason.
fn write_field_types(collection: &Collection, reasons: &Reasons<'_>, out: &mut String) {
    if collection.fields.is_empty() {
        return;
    }
    out.push_str(
        "/// The marker types of the fields, with their definitions.\n\
         #[allow(non_camel_case_types, unreachable_pub, dead_code)]\n__visibility mod field_types { __reasons\n",
    );
    for (index, (name, field)) in collection.fields.iter().enumerate() {
        let [marker, definition, _] = placeholders(index);
        let _ = write!(
            out,
            "{definition}

            impl ::fql::__private::FieldDefinition for {marker} {{
                type Named = Self;
                type Collection = super::__Collection;
                type FieldType = ::fql::__private::{field_type};
                type Capabilities = ({capabilities});
                type Grades = ({grades});
                const NAME: &'static str = {name};
                const PREFIXES: ::fql::__private::ClausePrefixes = {prefixes};
            }}
            ",
            field_type = field.field_type.marker,
            capabilities = supported_markers(collection, field),
            grades = grade_markers(collection, field, reasons),
            name = literal::quote(name),
            prefixes = prefixes(collection, name, field),
        );
    }
    out.push('}');
}

fn reasons(collection: &Collection) -> Reasons<'_> {
    let mut reasons = Reasons::new();
    for field in collection.fields.values() {
        for cell in 0..CELLS.len() {
            if let Some(reason) = collection.reason(field, cell)
                && is_denied(collection, field, cell)
            {
                let marker = (reasons.len(), reason.span);
                let denial = Denial::new(field, cell, &reason.text);
                reasons.entry(denial).or_insert(marker);
            }
        }
    }
    reasons
}

/// Returns `true` for a cell that a source denies, alone or with its field. A cell that a table without
/// grades leaves out is not.
fn is_denied(collection: &Collection, field: &Field, cell: usize) -> bool {
    field.cells[cell] == Some(Grade::Denied)
        || (field.presence == Presence::Denied
            && cell != SORT
            && collection.grade(field, cell) == Grade::Unknown)
}

/// Returns a marker type for each reason, at its location. The compiler shows the label of its trait.
///
/// The implementation for `Infallible` keeps the compiler from proposing one.
fn reason_items(reasons: &Reasons<'_>) -> TokenStream {
    let items = reasons.iter().map(|(denial, (number, span))| {
        let (introduction, opted_in) = if denial.is_disputed {
            (
                "sources conflict, call `.undocumented()` first to use it",
                "::fql::__private::Supported",
            )
        } else {
            ("denied", "Self")
        };
        let help = denial.replacement;
        let help = help.map_or_else(String::new, |name| format!(": use `{name}`"));
        let reason = format!("{}{help}", denial.reason);
        let items = format!(
            "#[doc(hidden)] #[derive(Debug)] pub enum Denied{number} {{}}
            #[doc(hidden)]
            #[diagnostic::on_unimplemented(
                message = \"field `{{D}}` does not support {capability}\",
                label = {label}
            )]
            pub trait Reason{number}<D> {{}}
            #[diagnostic::do_not_recommend]
            impl<D> Reason{number}<D> for ::core::convert::Infallible {{}}
            impl<D: ::fql::__private::FieldDefinition>
                ::fql::__private::Permits<D, ::fql::__private::{marker}> for Denied{number}
            where ::fql::__private::Denied: Reason{number}<D::Named> {{}}
            impl ::fql::__private::GradeMarker for Denied{number} {{
                type OptedIn = {opted_in};
            }}",
            capability = CAPABILITIES[denial.cell],
            marker = CELLS[denial.cell].1,
            label = literal::quote(&label(introduction, &reason)),
        );
        expand::tokens(&items, *span, &[])
    });
    items.collect()
}

/// Returns the markers of the cells that the field supports, which compile errors show.
fn supported_markers(collection: &Collection, field: &Field) -> String {
    let cells = CELLS.iter().enumerate();
    let supported = cells.filter(|(cell, _)| {
        *cell != SORT
            && matches!(
                collection.grade(field, *cell),
                Grade::Documented | Grade::Shown
            )
    });
    supported
        .map(|(_, (_, marker))| format!("::fql::__private::{marker},"))
        .collect()
}

/// Returns the markers of the grades of all cells.
fn grade_markers(collection: &Collection, field: &Field, reasons: &Reasons<'_>) -> String {
    let markers = (0..CELLS.len()).map(|cell| {
        if is_denied(collection, field, cell) {
            let reason = Reason::text(collection.reason(field, cell));
            return match reasons.get(&Denial::new(field, cell, reason)) {
                Some((number, _)) => format!("Denied{number},"),
                None => "::fql::__private::Denied,".to_owned(),
            };
        }
        let marker = match collection.grade(field, cell) {
            Grade::Documented | Grade::Shown => "Supported",
            Grade::Denied => "Unlisted",
            Grade::Unknown if collection.sorts_by_any_field(cell) => "Supported",
            Grade::Unknown if field.presence == Presence::Candidate => "CandidateOnly",
            Grade::Unknown => "Undocumented",
        };
        format!("::fql::__private::{marker},")
    });
    markers.collect()
}

/// Returns the clause prefixes of a field.
fn prefixes(collection: &Collection, name: &str, field: &Field) -> String {
    let quote = field.field_type.quote;
    let exact = field.rules.inexact.as_ref().map(|inexact| &inexact.exact);
    let exact_list = format!("[{quote}");
    let (eq, eq_opening, eq_closing) = match exact {
        Some(ExactForm::List) => (name, exact_list.as_str(), "Some(']')"),
        Some(ExactForm::Field(twin, _)) => (twin.as_str(), quote, "None"),
        _ => (name, quote, "None"),
    };
    let is_plain = collection
        .patterns(field)
        .is_some_and(|patterns| patterns.is_plain);
    let (star, not_star) = if is_plain { ("", "!") } else { ("*", "!*") };
    let prefix_of = |name: &str, positive: &str, negated: &str, opening: &str| {
        format!(
            "::fql::__private::ClausePrefix {{ positive: {}, negated: {} }}",
            literal::quote(&format!("+{name}:{positive}{opening}")),
            literal::quote(&format!("+{name}:{negated}{opening}")),
        )
    };
    let prefix =
        |positive: &str, negated: &str, opening: &str| prefix_of(name, positive, negated, opening);
    format!(
        "::fql::__private::ClausePrefixes {{ eq: {}, eq_closing: {eq_closing}, gt: {}, ge: {}, lt: {}, le: {}, \
         wildcard: {}, text: {}, text_wildcard: {}, list: {}, null: {} }}",
        prefix_of(eq, "", "!", eq_opening),
        prefix(">", "!>", quote),
        prefix(">=", "!>=", quote),
        prefix("<", "!<", quote),
        prefix("<=", "!<=", quote),
        prefix(star, not_star, "'"),
        prefix("~", "!~", quote),
        prefix("~*", "~*!", "'"),
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

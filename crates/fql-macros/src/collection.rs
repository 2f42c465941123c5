//! `collection!`: from a table, one line a field, to typed fields and the table for the checks.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::expand;
use crate::literal;
use crate::tokens::{Error, Result, Tokens};

/// A whole collection, as it is written.
struct Collection {
    /// Its attributes, among them its documentation.
    attributes: TokenStream,
    visibility: TokenStream,
    name: Ident,
    text_name: String,
    separator: &'static str,
    is_open: bool,
    fields: BTreeMap<String, Field>,
    aliases: Vec<(String, String)>,
}

struct Field {
    segments: Vec<String>,
    /// Where the last part of its name stands: where a compiler or an editor looks for the field.
    span: Span,
    kind: FieldType,
    capabilities: Vec<&'static Capability>,
    source: String,
    documentation: String,
}

/// The kinds of value: how they are written, their name as a type, as a variant, and whether their
/// literals are quoted.
#[derive(Clone, Copy)]
struct FieldType {
    word: &'static str,
    marker: &'static str,
    variant: &'static str,
    quote: &'static str,
}

const KINDS: [FieldType; 6] = [
    FieldType {
        word: "text",
        marker: "text",
        variant: "Text",
        quote: "'",
    },
    FieldType {
        word: "integer",
        marker: "integer",
        variant: "Integer",
        quote: "",
    },
    FieldType {
        word: "boolean",
        marker: "boolean",
        variant: "Boolean",
        quote: "",
    },
    FieldType {
        word: "timestamp",
        marker: "timestamp",
        variant: "Timestamp",
        quote: "'",
    },
    FieldType {
        word: "ip",
        marker: "ip_address",
        variant: "Ip",
        quote: "'",
    },
    FieldType {
        word: "any",
        marker: "unknown",
        variant: "Any",
        quote: "",
    },
];

/// What a field can take: how it is written, its name as a type and as a variant.
struct Capability {
    word: &'static str,
    marker: &'static str,
    variant: &'static str,
}

const CAPABILITIES: [Capability; 4] = [
    Capability {
        word: "exact",
        marker: "exact",
        variant: "Exact",
    },
    Capability {
        word: "wildcard",
        marker: "wildcard",
        variant: "Wildcard",
    },
    Capability {
        word: "list",
        marker: "list",
        variant: "List",
    },
    Capability {
        word: "range",
        marker: "range_comparison",
        variant: "Range",
    },
];

pub(crate) fn collection(input: TokenStream) -> Result<TokenStream> {
    let mut tokens = Tokens::new(input, Span::call_site());
    let collection = Collection::parse(&mut tokens)?;
    Ok(collection.expand())
}

impl Field {
    fn last_segment(&self) -> &str {
        self.segments.last().map(String::as_str).unwrap_or_default()
    }
}

impl Collection {
    fn parse(tokens: &mut Tokens) -> Result<Self> {
        let attributes = attributes(tokens)?.all;
        let visibility = visibility(tokens);
        let name = tokens.ident("the collection's name")?;
        if name.to_string() == "Collection" {
            let message =
                "`Collection` is a name that this macro gives: call it after its documents";
            return Err(Error::new(name.span(), message));
        }
        let (text_name, _) = tokens.text("the collection's name in quotes")?;
        let separator = separator(tokens)?;
        tokens.punct(';')?;
        let mut collection = Self {
            attributes,
            visibility,
            name,
            text_name,
            separator,
            is_open: false,
            fields: BTreeMap::new(),
            aliases: Vec::new(),
        };
        while !tokens.is_empty() {
            collection.item(tokens)?;
        }
        if collection.fields.is_empty() && !collection.is_open {
            return Err(Error::new(
                collection.name.span(),
                "a collection has rows, or `open;` when no table of its fields is known",
            ));
        }
        Ok(collection)
    }

    /// `open;`, `alias a = b;`, `from "source" { rows }`, or a row.
    fn item(&mut self, tokens: &mut Tokens) -> Result<()> {
        if tokens.at_word("from") {
            tokens.next();
            // A field may be called `from`.
            if tokens.at_punct(':') || tokens.at_punct('.') {
                return self.row(tokens, vec!["from".to_owned()], String::new(), "");
            }
            let (source, _) = tokens.text("the source of the rows in quotes")?;
            let rows = tokens.group(Delimiter::Brace, "the rows in braces")?;
            let mut rows = Tokens::new(rows.stream(), rows.span_close());
            while !rows.is_empty() {
                self.field(&mut rows, &source)?;
            }
            return Ok(());
        }
        if tokens.at_word("open") {
            let span = tokens.peek().map_or_else(Span::call_site, TokenTree::span);
            tokens.next();
            if tokens.at_punct(';') {
                if !self.fields.is_empty() {
                    return Err(Error::new(span, "an open collection has no rows"));
                }
                self.is_open = true;
                return tokens.punct(';');
            }
            return self.row(tokens, vec!["open".to_owned()], String::new(), "");
        }
        if tokens.at_word("alias") {
            tokens.next();
            if tokens.at_punct(':') || tokens.at_punct('.') {
                return self.row(tokens, vec!["alias".to_owned()], String::new(), "");
            }
            return self.alias(tokens);
        }
        self.field(tokens, "")
    }

    fn alias(&mut self, tokens: &mut Tokens) -> Result<()> {
        let alias_span = tokens.peek().map_or_else(Span::call_site, TokenTree::span);
        let name = segments(tokens, Vec::new())?.join(".");
        if self.fields.contains_key(&name) || self.aliases.iter().any(|(known, _)| *known == name) {
            return Err(Error::new(alias_span, format!("`{name}` is written above")));
        }
        tokens.punct('=')?;
        let span = tokens.peek().map_or_else(Span::call_site, TokenTree::span);
        let field = segments(tokens, Vec::new())?.join(".");
        if !self.fields.contains_key(&field) {
            return Err(Error::new(
                span,
                format!("`{field}` is no field written above"),
            ));
        }
        self.aliases.push((name, field));
        tokens.punct(';')
    }

    /// A row with its documentation.
    fn field(&mut self, tokens: &mut Tokens, source: &str) -> Result<()> {
        let before = attributes(tokens)?;
        if let Some(span) = before.other {
            // A `cfg` that is taken no notice of would be worse than none.
            return Err(Error::new(
                span,
                "a row has no attributes but its documentation",
            ));
        }
        self.row(tokens, Vec::new(), before.documentation, source)
    }

    /// `name.name: kind [capability, capability];`
    fn row(
        &mut self,
        tokens: &mut Tokens,
        begun: Vec<String>,
        documentation: String,
        source: &str,
    ) -> Result<()> {
        let span = tokens.peek().map_or_else(Span::call_site, TokenTree::span);
        let segments = if begun.is_empty() {
            segments(tokens, Vec::new())?
        } else {
            rest_of_segments(tokens, begun)?
        };
        let name_span = tokens.last();
        tokens.punct(':')?;
        let kind = kind(tokens)?;
        let capabilities = capabilities(tokens)?;
        tokens.punct(';')?;
        let name = segments.join(".");
        if name == "TABLE" || name.starts_with("field_types.") {
            let message = format!("`{}` is a name that this macro gives", segments[0]);
            return Err(Error::new(span, message));
        }
        let field = Field {
            segments,
            span: name_span,
            kind,
            capabilities,
            source: source.to_owned(),
            documentation,
        };
        if self.aliases.iter().any(|(known, _)| *known == name) {
            return Err(Error::new(span, format!("`{name}` is an alias above")));
        }
        if self.fields.insert(name.clone(), field).is_some() {
            return Err(Error::new(span, format!("`{name}` is written twice")));
        }
        if self.is_open {
            return Err(Error::new(span, "an open collection has no rows"));
        }
        Ok(())
    }
}

/// What stands before a collection or a row.
struct Attributes {
    all: TokenStream,
    /// The text of those that are documentation.
    documentation: String,
    /// Where one is that is none.
    other: Option<Span>,
}

fn attributes(tokens: &mut Tokens) -> Result<Attributes> {
    let mut all = Vec::new();
    let mut documentation = String::new();
    let mut other = None;
    while tokens.at_punct('#') {
        all.extend(tokens.next());
        let group = tokens.group(Delimiter::Bracket, "an attribute in brackets")?;
        match line_of_documentation(&group) {
            Some(line) => {
                documentation.push_str(&line);
                documentation.push('\n');
            }
            None => other = other.or(Some(group.span())),
        }
        all.push(TokenTree::Group(group));
    }
    Ok(Attributes {
        all: all.into_iter().collect(),
        documentation,
        other,
    })
}

/// The text of `doc = "text"`.
fn line_of_documentation(attribute: &Group) -> Option<String> {
    let mut inner = Tokens::new(attribute.stream(), attribute.span());
    if !inner.at_word("doc") {
        return None;
    }
    inner.next();
    inner.punct('=').ok()?;
    Some(inner.text("").ok()?.0)
}

fn visibility(tokens: &mut Tokens) -> TokenStream {
    let mut visibility = Vec::new();
    if tokens.at_word("pub") {
        visibility.extend(tokens.next());
        if matches!(tokens.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
        {
            visibility.extend(tokens.next());
        }
    }
    visibility.into_iter().collect()
}

/// `sort "|"` or `sort "."`
fn separator(tokens: &mut Tokens) -> Result<&'static str> {
    if !tokens.at_word("sort") {
        return Err(tokens.error("`sort \"|\"` or `sort \".\"`"));
    }
    tokens.next();
    let (text, span) = tokens.text("`\"|\"` or `\".\"`")?;
    match text.as_str() {
        "|" => Ok("Pipe"),
        "." => Ok("Dot"),
        _ => Err(Error::new(span, "a sort's separator is `\"|\"` or `\".\"`")),
    }
}

/// `name.name`
fn segments(tokens: &mut Tokens, mut begun: Vec<String>) -> Result<Vec<String>> {
    let ident = tokens.ident("a field's name")?;
    let name = ident.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name);
    if !fql_syntax::is_property_name(name) {
        return Err(Error::new(
            ident.span(),
            "a property has only letters from a to z, digits and underscores",
        ));
    }
    begun.push(name.to_owned());
    rest_of_segments(tokens, begun)
}

fn rest_of_segments(tokens: &mut Tokens, begun: Vec<String>) -> Result<Vec<String>> {
    if tokens.at_punct('.') {
        tokens.punct('.')?;
        return segments(tokens, begun);
    }
    Ok(begun)
}

fn kind(tokens: &mut Tokens) -> Result<FieldType> {
    for kind in KINDS {
        if tokens.at_word(kind.word) {
            tokens.next();
            return Ok(kind);
        }
    }
    Err(tokens.error("a kind (`text`, `integer`, `boolean`, `timestamp`, `ip`, `any`)"))
}

/// `[exact, list]`, at least one and each once.
fn capabilities(tokens: &mut Tokens) -> Result<Vec<&'static Capability>> {
    const WANTED: &str = "`exact`, `wildcard`, `list` or `range`";
    let group = tokens.group(Delimiter::Bracket, "what the field takes in brackets")?;
    let mut inner = Tokens::new(group.stream(), group.span_close());
    let mut written = Vec::new();
    loop {
        let word = inner.ident(WANTED)?;
        let name = word.to_string();
        if !CAPABILITIES.iter().any(|known| known.word == name) {
            let message = format!("{WANTED} is wanted, not `{name}`");
            return Err(Error::new(word.span(), message));
        }
        if written.contains(&name) {
            return Err(Error::new(
                word.span(),
                format!("`{name}` is written twice"),
            ));
        }
        written.push(name);
        if inner.is_empty() {
            break;
        }
        inner.punct(',')?;
        if inner.is_empty() {
            break;
        }
    }
    // In the order of the tables, whatever the order they are written in.
    Ok(CAPABILITIES
        .iter()
        .filter(|known| written.iter().any(|word| word == known.word))
        .collect())
}

// The expansion.

/// A module of the typed fields: the fields of its own, and the modules in it.
#[derive(Default)]
struct Module<'c> {
    fields: Vec<&'c str>,
    modules: BTreeMap<&'c str, Module<'c>>,
}

impl Collection {
    fn expand(&self) -> TokenStream {
        let mut source = String::new();
        self.write_collection(&mut source);
        self.write_open(&mut source);
        let mut replaced = vec![
            ("__attributes", self.attributes.clone()),
            ("__visibility", self.visibility.clone()),
            (
                "__Collection",
                TokenStream::from(TokenTree::from(self.name.clone())),
            ),
        ];
        let items: Vec<(String, TokenStream)> = self
            .fields
            .iter()
            .enumerate()
            .flat_map(|(index, (name, field))| Self::items(index, name, field))
            .collect();
        for (placeholder, tokens) in &items {
            replaced.push((placeholder, tokens.clone()));
        }
        self.write_definitions(&mut source);
        let mut root = Module::default();
        for (name, field) in &self.fields {
            root.insert(&field.segments, name);
        }
        self.write_module(&root, "", &mut source);
        expand::tokens(&source, Span::call_site(), &replaced)
    }

    /// What stands for a field in the expansion, and its tokens: the type's name, the type and the
    /// constant. They are said to stand where the row does, because that is where a compiler's
    /// message or an editor leads. And they are not read as text: the middle dot in the type's name
    /// is then no concern of the lints.
    fn items(index: usize, name: &str, field: &Field) -> [(String, TokenStream); 3] {
        let placeholders = placeholders(index);
        let [marker, _, constant] = &placeholders;
        let span = Span::call_site().located_at(field.span);
        let marker_name = expand::name(&field.segments.join("·"), span);
        let replaced = [
            (marker.as_str(), marker_name.clone()),
            (constant.as_str(), expand::name(field.last_segment(), span)),
        ];
        let definition = format!(
            "#[doc = {documentation}]
            #[derive(Debug)]
            pub enum {marker} {{}}",
            documentation = literal::source(&format!("The field `{name}`.")),
        );
        let field = format!(
            "#[doc = {documentation}]
            #[allow(non_upper_case_globals)]
            pub const {constant}: ::fql::Field<{root}field_types::{marker}> = ::fql::Field::NEW;",
            documentation = literal::source(&documentation(name, field)),
            root = "super::".repeat(field.segments.len() - 1),
        );
        let tokens = [
            marker_name,
            expand::tokens(&definition, span, &replaced),
            expand::tokens(&field, span, &replaced),
        ];
        let mut tokens = tokens.into_iter();
        placeholders.map(|placeholder| (placeholder, tokens.next().unwrap_or_default()))
    }

    fn write_collection(&self, out: &mut String) {
        let table = if self.is_open {
            format!(
                "::fql::Table::open({}, ::fql::__private::Separator::{})",
                literal::source(&self.text_name),
                self.separator,
            )
        } else {
            format!(
                "{{
                    const __ROWS: &[::fql::Row] = &[{}];
                    const __INDEX: [u16; {}] = ::fql::__private::index(__ROWS);
                    ::fql::Table::new({}, __ROWS, &__INDEX, &[{}], ::fql::__private::Separator::{})
                }}",
                self.rows(),
                // A fourth of the places is taken, so that most rows are found at the first.
                (self.fields.len() * 4).next_power_of_two(),
                literal::source(&self.text_name),
                self.alias_rows(),
                self.separator,
            )
        };
        // The types of the fields name it in public, so it is public, whoever can get there.
        let structure = "__attributes
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct __Collection;";
        let structure = if self.visibility.to_string() == "pub" {
            structure.to_owned()
        } else {
            format!(
                "#[allow(unreachable_pub)] mod collection_type {{ {structure} }}
                __visibility use collection_type::__Collection;"
            )
        };
        // Writing to a string does not fail.
        let _ = write!(
            out,
            r#"
            {structure}

            impl ::fql::Collection for __Collection {{
                const TABLE: ::fql::Table = TABLE;
            }}

            /// The collection that this module is of: what a path given to `fql!` leads to.
            __visibility type Collection = __Collection;

            /// The fields of the collection, and what each takes.
            __visibility const TABLE: ::fql::Table = {table};
            "#,
        );
    }

    /// What only a collection without a table has.
    fn write_open(&self, out: &mut String) {
        if self.is_open {
            out.push_str(
                "#[diagnostic::do_not_recommend]
                impl ::fql::OpenCollection for __Collection {}

                /// A property of the collection by its name, for programs that learn it when they
                /// run; see [`Property::literal`](::fql::Property::literal) for the others.
                ///
                /// # Errors
                /// A name that is not well made.
                __visibility fn property(
                    name: impl ::core::convert::Into<::std::borrow::Cow<'static, str>>,
                ) -> ::core::result::Result<::fql::Property<__Collection>, ::fql::InvalidFilter> {
                    ::fql::Property::new(name)
                }
                ",
            );
        }
    }

    fn rows(&self) -> String {
        let rows = self.fields.iter().map(|(name, field)| {
            let capabilities: String = field
                .capabilities
                .iter()
                .map(|capability| format!("::fql::__private::Capability::{},", capability.variant))
                .collect();
            format!(
                "::fql::Row::new({}, ::fql::__private::FieldType::{}, &[{capabilities}], {}),",
                literal::source(name),
                field.kind.variant,
                literal::source(&field.source),
            )
        });
        rows.collect()
    }

    fn alias_rows(&self) -> String {
        let rows = self.aliases.iter().map(|(name, field)| {
            format!(
                "::fql::Alias::new({}, {}),",
                literal::source(name),
                literal::source(field)
            )
        });
        rows.collect()
    }

    /// A type for each field, whose name is what a compile error says.
    fn write_definitions(&self, out: &mut String) {
        if self.fields.is_empty() {
            return;
        }
        out.push_str(
            "/// A type for each field, which tells the methods what the field takes.\n\
             #[allow(non_camel_case_types)]\n__visibility mod field_types {\n",
        );
        for (index, (name, field)) in self.fields.iter().enumerate() {
            let has: String = field
                .capabilities
                .iter()
                .map(|capability| format!("::fql::__private::cap::{},", capability.marker))
                .collect();
            let [marker, definition, _] = placeholders(index);
            let _ = write!(
                out,
                "{definition}

                impl ::fql::__private::FieldDefinition for {marker} {{
                    type Collection = super::__Collection;
                    type FieldType = ::fql::__private::kind::{kind};
                    type Has = ({has});
                    const NAME: &'static str = {name};
                    const HEADS: ::fql::__private::Heads = {heads};
                }}
                ",
                kind = field.kind.marker,
                name = literal::source(name),
                heads = heads(name, field.kind),
            );
        }
        out.push('}');
    }

    fn write_module(&self, module: &Module<'_>, path: &str, out: &mut String) {
        for name in &module.fields {
            let index = self.fields.keys().position(|key| key == name);
            let [_, _, constant] = placeholders(index.unwrap_or_default());
            out.push_str(&constant);
            out.push(' ');
        }
        for (name, inner) in &module.modules {
            let path = format!("{path}{name}.");
            let _ = write!(
                out,
                "#[doc = {documentation}]
                pub mod {module} {{ ",
                documentation = literal::source(&format!("Fields that begin with `{path}`.")),
                module = module_name(name),
            );
            self.write_module(inner, &path, out);
            out.push('}');
        }
    }
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

/// Stand for the name of the field's type, the type, and the field itself.
fn placeholders(index: usize) -> [String; 3] {
    ["marker", "type", "constant"].map(|what| format!("__{what}_{index}"))
}

/// A module's name as Rust writes it.
fn module_name(name: &str) -> String {
    if expand::is_never_raw(name) {
        format!("{name}_")
    } else {
        format!("r#{name}")
    }
}

fn documentation(name: &str, field: &Field) -> String {
    let takes: Vec<&str> = field.capabilities.iter().map(|known| known.word).collect();
    let takes = takes.join(", ");
    let mut text = format!("`{name}`: {}; takes {takes}.", field.kind.word);
    if !field.documentation.trim().is_empty() {
        text.push_str("\n\n");
        text.push_str(field.documentation.trim_end());
    }
    if !field.source.is_empty() {
        text.push_str("\n\nSource: ");
        text.push_str(&field.source);
        text.push('.');
    }
    text
}

/// The beginnings of a field's clauses, each with its negation.
fn heads(name: &str, kind: FieldType) -> String {
    let quote = kind.quote;
    let head = |plain: &str, negated: &str, opening: &str| {
        format!(
            "::fql::__private::Head {{ plain: {}, negated: {} }}",
            literal::source(&format!("+{name}:{plain}{opening}")),
            literal::source(&format!("+{name}:{negated}{opening}")),
        )
    };
    format!(
        "::fql::__private::Heads {{ eq: {}, gt: {}, ge: {}, lt: {}, le: {}, wildcard: {}, \
         list: {}, null: {} }}",
        head("", "!", quote),
        head(">", "!>", quote),
        head(">=", "!>=", quote),
        head("<", "!<", quote),
        head("<=", "!<=", quote),
        head("*", "!*", "'"),
        head("[", "![", quote),
        head("null", "!null", ""),
    )
}

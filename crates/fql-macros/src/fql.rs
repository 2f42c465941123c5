//! `fql!`: from a literal to checks for the compiler and a filter.
//!
//! The macro checks the syntax. The table of the collection is a constant of some crate, so for each
//! clause the expansion has a constant that checks it against the table.

use std::fmt::Write as _;

use fql_syntax::{
    Capability, Clause, Comparison, Connective, Expression, Group, Limits, PatternSpelling,
    Renderer, Report, Severity, Tree, Value, excerpt,
};
use proc_macro::{Delimiter, Group as TokenGroup, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::tokens::{Error, Result, Tokens};
use crate::{expand, literal};

/// The number of characters up to which a message shows a value.
const MAX_VALUE_CHARS: usize = 60;
/// The number of characters up to which a message shows a rewritten clause.
const MAX_REWRITE_CHARS: usize = 200;

/// The advice for an expression in the place of the literal.
const PARSE_ADVICE: &str =
    ": for a string that is known only at run time, use `.parse::<Filter<_>>()?`";

/// The length of a filter's first buffer, as of typed filters.
const MIN_CAPACITY: usize = 256;
/// The expected length of a placeholder's value.
const VALUE_CAPACITY: usize = 24;

pub(crate) fn fql(input: TokenStream) -> Result<TokenStream> {
    let mut tokens = Tokens::new(input, Span::call_site());
    let path = collection_path(&mut tokens)?;
    Ok(filter(&mut tokens, path.clone()).unwrap_or_else(|errors| errors_and_filter(errors, path)))
}

/// Returns the errors and a filter, so that the compiler reports nothing else.
fn errors_and_filter(errors: Vec<Error>, path: TokenStream) -> TokenStream {
    let span = errors
        .first()
        .map_or_else(Span::call_site, |error| error.span);
    let filter = expand::tokens(
        "::fql::Filter::<__path::Collection>::ALL",
        span,
        &[("__path", path)],
    );
    let statements = errors.into_iter().map(|error| {
        let semicolon = TokenTree::from(Punct::new(';', Spacing::Alone));
        error.into_tokens().into_iter().chain([semicolon])
    });
    let block: TokenStream = statements.flatten().chain(filter).collect();
    TokenTree::from(TokenGroup::new(Delimiter::Brace, block)).into()
}

fn filter(tokens: &mut Tokens, path: TokenStream) -> Result<TokenStream, Vec<Error>> {
    let is_raw = tokens.at_raw_string();
    let is_expression = matches!(
        tokens.peek(),
        Some(TokenTree::Ident(_) | TokenTree::Punct(_))
    );
    let literal = tokens.string("a string literal with the filter");
    let (source, span) = literal.map_err(|mut error| {
        if is_expression {
            error.message.push_str(PARSE_ADVICE);
        }
        error
    })?;
    if tokens.at_punct(',') {
        tokens.punct(',')?;
    }
    if !tokens.is_empty() {
        return Err(tokens.error("the end of the input").into());
    }
    let parsed = fql_syntax::parse_template(&source, &Limits::TRUSTED);
    let tree = parsed
        .into_result()
        .map_err(|report| syntax_errors(&source, &report, span, is_raw))?;
    let expansion = Expansion {
        source: &source,
        span,
        path,
        field_markers: Vec::new(),
        expressions: Vec::new(),
    };
    Ok(expansion.expand(&tree)?)
}

/// Returns the errors of a report, in the form of those that `assert_clause` shows.
fn syntax_errors(source: &str, report: &Report, span: Span, is_raw: bool) -> Vec<Error> {
    let errors = report
        .diagnostics()
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error);
    let messages = errors.map(|error| {
        let note = match error.help().contains('\\') && !is_raw {
            true => BACKSLASH_NOTE,
            false => "",
        };
        format!(
            "{}: {}\n{}  = help: {}{note}\n  = note: {}",
            error.code(),
            error.message(),
            Renderer::plain().excerpt(source, error.span()),
            error.help(),
            error.code().details(),
        )
    });
    messages.map(|message| Error::new(span, message)).collect()
}

/// Parses the path of the collection's module, and the comma after it.
fn collection_path(tokens: &mut Tokens) -> Result<TokenStream> {
    let mut path = Vec::new();
    while !tokens.is_empty() && !tokens.at_punct(',') {
        match tokens.next() {
            // `macro_rules!` puts a path that it captured into an invisible group, to which the
            // expansion could not append names.
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                path.extend(group.stream());
            }
            token => path.extend(token),
        }
    }
    let is_path = matches!(
        path.first(),
        Some(TokenTree::Ident(_) | TokenTree::Punct(_))
    );
    if !is_path || tokens.is_empty() {
        let span = path.first().map_or_else(Span::call_site, TokenTree::span);
        return Err(Error::new(
            span,
            "expected the path of a collection's module before the filter, as in \
             `fql!(external_assets, \"…\")`",
        ));
    }
    tokens.punct(',')?;
    match path.last() {
        // The name of a type: modules are lower-case.
        Some(TokenTree::Ident(last)) if last.to_string().starts_with(char::is_uppercase) => {
            Err(Error::new(
                last.span(),
                format!(
                    "expected the module of a collection, found the type `{last}`: use its module, \
                     as in `fql!(external_assets, \"…\")`"
                ),
            ))
        }
        _ => Ok(path.into_iter().collect()),
    }
}

/// The note for a help with a backslash: a verbatim copy of it into `"…"` would repeat the error.
const BACKSLASH_NOTE: &str =
    "\n  = note: in `\"…\"` write each backslash twice, as in `\\\\'`; in `r\"…\"` write it once";

struct Expansion<'t> {
    source: &'t str,
    span: Span,
    path: TokenStream,
    /// Placeholders of the types that compile errors show as the names of fields, and the names.
    field_markers: Vec<(String, String)>,
    /// The expressions of the literal's placeholders, and their placeholders in the expansion.
    expressions: Vec<(String, TokenStream)>,
}

/// A piece of the code that writes a filter.
enum Piece {
    Text(String),
    Placeholder {
        /// The text before the value, with an opening quote.
        prefix: String,
        /// The start of the call that appends the prefix, without the quote if the field type has
        /// none.
        push_prefix: String,
        /// The function that appends the value.
        push_value: String,
        expression: String,
    },
}

impl Expansion<'_> {
    fn expand(mut self, tree: &Tree<'_>) -> Result<TokenStream> {
        let checks: String = tree.clauses().map(|clause| self.check(&clause)).collect();
        let filter = match tree.root() {
            None => "::fql::Filter::<__path::Collection>::ALL".to_owned(),
            Some(root) => self.filter(root)?,
        };
        let source = format!(
            "{{ #[allow(unused_imports)] use ::fql::__private as __p; \
             #[allow(dead_code)] const __T: &::fql::table::Table = &__path::TABLE; \
             {checks} {}{filter} }}",
            self.field_marker_types(),
        );
        let mut replacements = vec![("__path", self.path)];
        for (placeholder, name) in &self.field_markers {
            replacements.push((placeholder, expand::ident(name, self.span)));
        }
        for (placeholder, tokens) in &self.expressions {
            replacements.push((placeholder, tokens.clone()));
        }
        // With the hygiene of the macro for its variables, at the location of the literal.
        let span = Span::mixed_site().located_at(self.span);
        Ok(expand::tokens(&source, span, &replacements))
    }

    /// Returns a constant that fails to compile if the collection does not accept the clause.
    fn check(&self, clause: &Clause<'_>) -> String {
        let spelling = clause.pattern_spelling();
        let capabilities = clause.capability_bits() | spelling.map_or(0, PatternSpelling::bits);
        let mut values = String::new();
        let mut value_excerpts = String::new();
        let is_list = matches!(clause.value(), Value::List(_));
        for (value, span) in clause.values() {
            let _ = write!(
                values,
                "__p::value_facts({}, {}),",
                clause.field_types_of(value).bits(),
                literal::quote(&excerpt(&value.canonical(), MAX_VALUE_CHARS))
            );
            if is_list {
                value_excerpts.push_str(&self.excerpt(span));
                value_excerpts.push(',');
            }
        }
        let rewrites: String = Capability::ALL
            .iter()
            .map(|capability| clause.rewrite_as(*capability).unwrap_or_default())
            .map(|rewrite| literal::quote(&excerpt(&rewrite, MAX_REWRITE_CHARS)) + ",")
            .collect();
        let operator = match clause.operator_span() {
            span if span.is_empty() => clause.value_span(),
            span => span,
        };
        let is_text = matches!(
            clause.operator().comparison(),
            Comparison::Text | Comparison::TextWildcard
        );
        let negated_text = if is_text && clause.operator().is_negated() {
            format!(
                "const _: () = __p::assert_negated_text(__T, {}, [{rewrites}], {});",
                literal::quote(clause.property()),
                self.excerpt(operator),
            )
        } else {
            String::new()
        };
        format!(
            "{negated_text} const _: () = __p::assert_clause(__T, {}, {capabilities}, &[{values}], [{rewrites}], \
             [{}, {}, {}], &[{value_excerpts}]);",
            literal::quote(clause.property()),
            self.excerpt(clause.property_span()),
            self.excerpt(operator),
            self.excerpt(clause.value_span()),
        )
    }

    fn excerpt(&self, span: fql_syntax::Span) -> String {
        literal::quote(&Renderer::plain().excerpt(self.source, span))
    }

    /// Returns the types that compile errors show as the names of fields, in a module, so that they
    /// shadow no name of the path or an expression.
    fn field_marker_types(&self) -> String {
        if self.field_markers.is_empty() {
            return String::new();
        }
        let types: String = self
            .field_markers
            .iter()
            .map(|(placeholder, _)| format!("pub enum {placeholder} {{}} "))
            .collect();
        format!(
            "#[allow(non_camel_case_types, dead_code, missing_debug_implementations)] \
             mod __field {{ {types} }} "
        )
    }

    /// Returns an expression of a filter. Parts with a placeholder for a clause are combined as
    /// filters, all others are written as text.
    fn filter(&mut self, expression: Expression<'_>) -> Result<String> {
        match expression {
            Expression::Placeholder(placeholder) => Ok(format!(
                "::fql::IntoFilter::<__path::Collection>::into_filter({})",
                self.expression(placeholder.expression())?,
            )),
            Expression::Group(group) if has_clause_placeholder(group) => self.combined(group),
            _ => {
                let mut pieces = Vec::new();
                self.pieces(expression, &mut pieces)?;
                Ok(filter_of_pieces(&pieces, outer_connective(expression)))
            }
        }
    }

    fn combined(&mut self, group: Group<'_>) -> Result<String> {
        let operator = match group.connective() {
            Connective::And => " & ",
            Connective::Or => " | ",
        };
        let parts: Result<Vec<String>> = group.parts().map(|part| self.filter(part)).collect();
        Ok(format!("({})", parts?.join(operator)))
    }

    fn pieces(&mut self, expression: Expression<'_>, out: &mut Vec<Piece>) -> Result<()> {
        match expression {
            // A group with one is combined instead.
            Expression::Placeholder(_) => Ok(()),
            Expression::Clause(clause) => self.clause_pieces(&clause, out),
            Expression::Group(group) => {
                for (index, part) in group.parts().enumerate() {
                    if index > 0 {
                        push(out, group.connective().symbol().encode_utf8(&mut [0; 4]));
                    }
                    let has_parentheses = matches!(part, Expression::Group(_));
                    push(out, if has_parentheses { "(" } else { "" });
                    self.pieces(part, out)?;
                    push(out, if has_parentheses { ")" } else { "" });
                }
                Ok(())
            }
        }
    }

    fn clause_pieces(&mut self, clause: &Clause<'_>, out: &mut Vec<Piece>) -> Result<()> {
        let property = clause.property();
        push(out, &format!("{property}:{}", clause.operator()));
        let Value::List(list) = clause.value() else {
            return self.value_pieces(clause, clause.value(), "push_value", out);
        };
        push(out, "[");
        if list.len() == 1 && matches!(list.iter().next(), Some(Value::Placeholder(_))) {
            for value in list.iter() {
                self.value_pieces(clause, value, "push_list", out)?;
            }
            return Ok(());
        }
        for (index, value) in list.iter().enumerate() {
            push(out, if index > 0 { "," } else { "" });
            self.value_pieces(clause, value, "push_value", out)?;
        }
        push(out, "]");
        Ok(())
    }

    fn value_pieces(
        &mut self,
        clause: &Clause<'_>,
        value: Value<'_>,
        function: &str,
        out: &mut Vec<Piece>,
    ) -> Result<()> {
        let Value::Placeholder(placeholder) = value else {
            // Only strings can contain braces, which a literal doubles.
            let literal = value.canonical();
            push(out, &literal.replace("{{", "{").replace("}}", "}"));
            return Ok(());
        };
        let comparison = clause.operator().comparison();
        let (push_prefix, push_value) = if comparison.accepts_pattern() {
            ("__text.push_str(".to_owned(), "push_pattern".to_owned())
        } else {
            let property = clause.property();
            let function = match comparison {
                Comparison::Equal => function,
                _ => "push_non_pattern",
            };
            let id = format!(
                "{{ __p::field_type_id(__T, {}) }}",
                literal::quote(property)
            );
            let marker = self.field_marker(property);
            (
                format!("__p::push_prefix::<{id}>(&mut __text, "),
                format!("{function}::<{id}, __field::{marker}, _>"),
            )
        };
        let expression = self.expression(placeholder.expression())?;
        push(out, "'");
        if let Some(Piece::Text(prefix)) = out.pop() {
            out.push(Piece::Placeholder {
                prefix,
                push_prefix,
                push_value,
                expression,
            });
        }
        Ok(())
    }

    /// Returns the placeholder of the type that compile errors show as the name of a field.
    fn field_marker(&mut self, property: &str) -> String {
        let name = property.replace('.', "·");
        let mut known = self.field_markers.iter();
        if let Some((placeholder, _)) = known.find(|(_, known)| *known == name) {
            return placeholder.clone();
        }
        let placeholder = format!("__field_{}", self.field_markers.len());
        self.field_markers.push((placeholder.clone(), name));
        placeholder
    }

    /// Returns the placeholder of an expression in the expansion.
    fn expression(&mut self, source: &str) -> Result<String> {
        match source.parse::<TokenStream>() {
            Ok(tokens) if !tokens.is_empty() => {
                let placeholder = format!("__expression_{}", self.expressions.len());
                let is_block = tokens.clone().into_iter().any(is_semicolon);
                let tokens = expand::respan(tokens, self.span);
                self.expressions.push((placeholder.clone(), tokens));
                // In parentheses, temporaries live until the value is written; a block has none.
                Ok(if is_block {
                    format!("{{ {placeholder} }}")
                } else {
                    format!("({placeholder})")
                })
            }
            _ => Err(Error::new(
                self.span,
                format!("expected an expression in the placeholder `{{{source}}}`"),
            )),
        }
    }
}

fn is_semicolon(token: TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
}

fn has_clause_placeholder(group: Group<'_>) -> bool {
    group.parts().any(|part| match part {
        Expression::Placeholder(_) => true,
        Expression::Group(inner) => has_clause_placeholder(inner),
        Expression::Clause(_) => false,
    })
}

/// Returns the variant of `OuterConnective`.
fn outer_connective(expression: Expression<'_>) -> &'static str {
    match expression {
        Expression::Group(group) if group.connective() == Connective::And => "And",
        Expression::Group(_) => "Or",
        _ => "Clause",
    }
}

fn push(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// Returns an expression of a filter, a constant if all pieces are text.
fn filter_of_pieces(pieces: &[Piece], outer: &str) -> String {
    if let [Piece::Text(text)] = pieces {
        return format!(
            "__p::constant_filter::<__path::Collection>({}, __p::OuterConnective::{outer})",
            literal::quote(text),
        );
    }
    let lengths = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.len(),
        Piece::Placeholder { prefix, .. } => prefix.len() + VALUE_CAPACITY,
    });
    let capacity = lengths.sum::<usize>().max(MIN_CAPACITY);
    let mut body = format!("let mut __text = ::std::string::String::with_capacity({capacity});");
    for piece in pieces {
        let _ = match piece {
            Piece::Text(text) => write!(body, "__text.push_str({});", literal::quote(text)),
            Piece::Placeholder {
                prefix,
                push_prefix,
                push_value,
                expression,
            } => write!(
                body,
                "{push_prefix}{}); __p::{push_value}(&mut __text, {expression});",
                literal::quote(prefix)
            ),
        };
    }
    format!(
        "{{ {body} __p::formatted_filter::<__path::Collection>(__text, \
         __p::OuterConnective::{outer}) }}"
    )
}

//! `fql!`: a literal becomes checks for the compiler, and a filter.
//!
//! What can be known of a text without its collection is checked here. The rest is the table's
//! affair, which is a constant in some crate: for each clause a constant is written that asks it.

use std::fmt::Write as _;

use fql_syntax::{
    Capability, Clause, Comparison, Connective, Diagnostic, Expression, Group, Limits, Parsed,
    Renderer, Span as Place, Value, excerpt,
};
use proc_macro::{Delimiter, Group as Braces, Span, TokenStream, TokenTree};

use crate::expand;
use crate::literal;
use crate::tokens::{Error, Result, Tokens};

pub(crate) fn filter(input: TokenStream) -> Result<TokenStream> {
    let mut tokens = Tokens::new(input, Span::call_site());
    let path = path(&mut tokens)?;
    let is_raw = tokens.at_raw_text();
    let (text, span) = tokens.text("the filter in quotes")?;
    if tokens.at_punct(',') {
        tokens.punct(',')?;
    }
    if !tokens.is_empty() {
        return Err(tokens.error("the end"));
    }
    let reading = fql_syntax::parse_template(&text, &Limits::TRUSTED);
    let expansion = Expansion {
        text: &text,
        is_raw,
        span,
        path: path.clone(),
        markers: Vec::new(),
        expressions: Vec::new(),
    };
    Ok(expansion
        .of(reading)
        .unwrap_or_else(|error| wrong(error, path)))
}

/// The error, and a filter, so that what uses it is not blamed for having none.
fn wrong(error: Error, path: TokenStream) -> TokenStream {
    let filter = expand::tokens(
        "::fql::Filter::<__path::Collection>::ALL",
        error.span,
        &[("__path", path)],
    );
    let block: TokenStream = error.into_tokens().into_iter().chain(filter).collect();
    TokenTree::from(Braces::new(Delimiter::Brace, block)).into()
}

/// What stands before the first comma: the path to the collection's module.
fn path(tokens: &mut Tokens) -> Result<TokenStream> {
    let mut path = Vec::new();
    while !tokens.is_empty() && !tokens.at_punct(',') {
        match tokens.next() {
            // One that came through a `macro_rules!` stands in an invisible group, which the
            // names that are put behind it would not fit.
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
            "the path to a collection's module comes first: `fql!(external_assets, \"…\")`",
        ));
    }
    tokens.punct(',')?;
    Ok(path.into_iter().collect())
}

/// Who only copies the help would meet the same message again.
const BACKSLASH: &str =
    "\n  = note: `\"…\"` takes each backslash twice, as in `\\\\'`; `r\"…\"` takes it as it is";

struct Expansion<'t> {
    text: &'t str,
    /// Whether a backslash of the literal stands for itself.
    is_raw: bool,
    span: Span,
    path: TokenStream,
    /// Placeholders for the types that stand for a field's name in a message, and the names.
    markers: Vec<(String, String)>,
    /// What stands between the braces of the literal, and what stands for it until the end.
    expressions: Vec<(String, TokenStream)>,
}

/// A piece of the text that a filter becomes.
enum Piece {
    Text(String),
    /// A placeholder, and the text before it with an opening quote.
    Placeholder {
        head: String,
        /// Pushes the head, without its quote if there is to be none.
        push: String,
        put: String,
        expression: String,
    },
}

impl Expansion<'_> {
    fn of(mut self, reading: Parsed<'_>) -> Result<TokenStream> {
        let tree = match reading.into_result() {
            Ok(tree) => tree,
            Err(report) => {
                let mut help = report.diagnostics().iter().map(Diagnostic::help);
                let note = match !self.is_raw && help.any(|help| help.contains('\\')) {
                    true => BACKSLASH,
                    false => "",
                };
                let report = Renderer::plain().report(&report);
                return Err(Error::new(
                    self.span,
                    format!("the filter is not valid\n{}{note}", report.trim_end()),
                ));
            }
        };
        let checks: String = tree.clauses().map(|clause| self.check(&clause)).collect();
        let filter = match tree.root() {
            None => "::fql::Filter::<__path::Collection>::ALL".to_owned(),
            Some(root) => self.filter(root)?,
        };
        let source = format!(
            "{{ #[allow(unused_imports)] use ::fql::__private as __p; \
             #[allow(dead_code)] const __T: &::fql::Table = &__path::TABLE; \
             {checks} {}{filter} }}",
            self.marker_types(),
        );
        let mut replaced = vec![("__path", self.path)];
        for (placeholder, name) in &self.markers {
            replaced.push((placeholder, expand::name(name, self.span)));
        }
        for (placeholder, tokens) in &self.expressions {
            replaced.push((placeholder, tokens.clone()));
        }
        // The names of variables are the macro's own, and the place is the literal's.
        let span = Span::mixed_site().located_at(self.span);
        Ok(expand::tokens(&source, span, &replaced))
    }

    /// A constant that does not compile when the clause is not one that the collection takes.
    fn check(&self, clause: &Clause<'_>) -> String {
        let asks = clause.capabilities().unwrap_or_default();
        let asks = asks
            .iter()
            .fold(0, |bits, capability| bits | capability.bit());
        let mut values = String::new();
        let mut places = String::new();
        let is_list = matches!(clause.value(), Value::List(_));
        for (value, place) in clause.values() {
            let kinds = clause.field_types_of(value).bits();
            let _ = write!(
                values,
                "__p::value({kinds}, {}),",
                literal::source(&excerpt(&value.canonical(), 60))
            );
            if is_list {
                places.push_str(&self.excerpt(place));
                places.push(',');
            }
        }
        let ways: String = Capability::ALL
            .iter()
            .map(|capability| clause.rewrite_as(*capability).unwrap_or_default())
            .map(|way| literal::source(&excerpt(&way, 200)) + ",")
            .collect();
        let operator = match clause.operator_span() {
            place if place.is_empty() => clause.value_span(),
            place => place,
        };
        format!(
            "const _: () = __p::assert_clause(__T, {}, {asks}, &[{values}], [{ways}], \
             [{}, {}, {}], &[{places}]);",
            literal::source(clause.property()),
            self.excerpt(clause.property_span()),
            self.excerpt(operator),
            self.excerpt(clause.value_span()),
        )
    }

    fn excerpt(&self, place: Place) -> String {
        literal::source(&Renderer::plain().excerpt(self.text, place))
    }

    /// The types that stand for fields' names.
    ///
    /// In a module, so that they hide no name that the path or an expression says.
    fn marker_types(&self) -> String {
        if self.markers.is_empty() {
            return String::new();
        }
        let types: String = self
            .markers
            .iter()
            .map(|(placeholder, _)| format!("pub enum {placeholder} {{}} "))
            .collect();
        format!(
            "#[allow(non_camel_case_types, dead_code, missing_debug_implementations)] mod __field {{ {types} }} "
        )
    }

    /// An expression that makes the filter. Where placeholders stand for whole clauses, filters are
    /// joined; else text is pushed.
    fn filter(&mut self, expression: Expression<'_>) -> Result<String> {
        match expression {
            Expression::Placeholder(hole) => Ok(format!(
                "::fql::IntoFilter::<__path::Collection>::into_filter({})",
                self.expression(hole.expression())?,
            )),
            Expression::Group(group) if has_clause_hole(group) => self.joined(group),
            _ => {
                let mut pieces = Vec::new();
                self.pieces(expression, &mut pieces)?;
                Ok(printed(&pieces, top(expression)))
            }
        }
    }

    fn joined(&mut self, group: Group<'_>) -> Result<String> {
        let operator = match group.connective() {
            Connective::And => " & ",
            Connective::Or => " | ",
        };
        let parts: Result<Vec<String>> = group.parts().map(|part| self.filter(part)).collect();
        Ok(format!("({})", parts?.join(operator)))
    }

    fn pieces(&mut self, expression: Expression<'_>, out: &mut Vec<Piece>) -> Result<()> {
        match expression {
            Expression::Placeholder(_) => Ok(()), // In no group that gets here.
            Expression::Clause(clause) => self.clause_pieces(&clause, out),
            Expression::Group(group) => {
                for (index, part) in group.parts().enumerate() {
                    if index > 0 {
                        push(out, group.connective().symbol().encode_utf8(&mut [0; 4]));
                    }
                    let in_parentheses = matches!(part, Expression::Group(_));
                    push(out, if in_parentheses { "(" } else { "" });
                    self.pieces(part, out)?;
                    push(out, if in_parentheses { ")" } else { "" });
                }
                Ok(())
            }
        }
    }

    fn clause_pieces(&mut self, clause: &Clause<'_>, out: &mut Vec<Piece>) -> Result<()> {
        let property = clause.property();
        push(out, &format!("{property}:{}", clause.operator()));
        let Value::List(list) = clause.value() else {
            return self.value_pieces(clause, clause.value(), "put_value", out);
        };
        push(out, "[");
        if list.len() == 1 && matches!(list.iter().next(), Some(Value::Placeholder(_))) {
            for value in list.iter() {
                self.value_pieces(clause, value, "put_list", out)?;
            }
            return Ok(());
        }
        for (index, value) in list.iter().enumerate() {
            push(out, if index > 0 { "," } else { "" });
            self.value_pieces(clause, value, "put_value", out)?;
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
        let Value::Placeholder(hole) = value else {
            // Only texts can hold braces, and each is written twice.
            push(
                out,
                &value.canonical().replace("{{", "{").replace("}}", "}"),
            );
            return Ok(());
        };
        let (push_head, put) = if clause.operator().comparison().accepts_pattern() {
            ("__text.push_str(".to_owned(), "put_pattern".to_owned())
        } else {
            let property = clause.property();
            let function = match clause.operator().comparison() {
                Comparison::Equal => function,
                _ => "put_compared",
            };
            let kind = format!("{{ __p::kind_number(__T, {}) }}", literal::source(property));
            (
                format!("__p::push_head::<{kind}>(&mut __text, "),
                format!(
                    "{function}::<{kind}, __field::{}, _>",
                    self.marker(property)
                ),
            )
        };
        let expression = self.expression(hole.expression())?;
        push(out, "'");
        if let Some(Piece::Text(head)) = out.pop() {
            out.push(Piece::Placeholder {
                head,
                push: push_head,
                put,
                expression,
            });
        }
        Ok(())
    }

    /// The type whose name is the field's.
    fn marker(&mut self, property: &str) -> String {
        let name = property.replace('.', "·");
        if let Some((placeholder, _)) = self.markers.iter().find(|(_, known)| *known == name) {
            return placeholder.clone();
        }
        let placeholder = format!("__field_{}", self.markers.len());
        self.markers.push((placeholder.clone(), name));
        placeholder
    }

    /// What stands for a placeholder's expression, which must be one.
    fn expression(&mut self, source: &str) -> Result<String> {
        match source.parse::<TokenStream>() {
            Ok(tokens) if !tokens.is_empty() => {
                let placeholder = format!("__expression_{}", self.expressions.len());
                let is_block = tokens.clone().into_iter().any(is_semicolon);
                self.expressions.push((
                    placeholder.clone(),
                    expand::respanned_all(tokens, self.span),
                ));
                // What a block borrows does not live until the value is printed.
                Ok(if is_block {
                    format!("{{ {placeholder} }}")
                } else {
                    format!("({placeholder})")
                })
            }
            _ => Err(Error::new(
                self.span,
                format!("`{{{source}}}` holds no expression: write `{{name}}` or `{{expression}}`"),
            )),
        }
    }
}

fn is_semicolon(token: TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
}

fn has_clause_hole(group: Group<'_>) -> bool {
    group.parts().any(|part| match part {
        Expression::Placeholder(_) => true,
        Expression::Group(inner) => has_clause_hole(inner),
        Expression::Clause(_) => false,
    })
}

fn top(expression: Expression<'_>) -> &'static str {
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

/// An expression that makes a filter of pieces: a constant when all of them are text.
fn printed(pieces: &[Piece], top: &str) -> String {
    if let [Piece::Text(text)] = pieces {
        return format!(
            "::fql::Filter::<__path::Collection>::fixed({}, __p::OuterConnective::{top})",
            literal::source(text),
        );
    }
    let known: usize = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.len(),
            Piece::Placeholder { head, .. } => head.len() + 24,
        })
        .sum();
    let mut body = format!(
        "let mut __text = ::std::string::String::with_capacity({});",
        known.max(256),
    );
    for piece in pieces {
        let _ = match piece {
            Piece::Text(text) => write!(body, "__text.push_str({});", literal::source(text)),
            Piece::Placeholder {
                head,
                push,
                put,
                expression,
            } => {
                let head = literal::source(head);
                write!(
                    body,
                    "{push}{head}); __p::{put}(&mut __text, {expression});"
                )
            }
        };
    }
    format!(
        "{{ {body} ::fql::Filter::<__path::Collection>::printed(__text, \
         __p::OuterConnective::{top}) }}"
    )
}

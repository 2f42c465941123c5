//! Parses the rules of fields and of collections.

use proc_macro::{Delimiter, Span};

use super::model::{Collection, ExactForm, Grade, Inexact, Patterns, Rules};
use super::parse::{check_name_is_new, segments};
use crate::tokens::{Error, Result, Tokens};

/// Parses the rules of a field, each at most once and in any order: `patterns […]`, `inexact "…"`
/// and `replaced by field`.
pub(super) fn rules(tokens: &mut Tokens, field_source: &str) -> Result<Rules> {
    let mut rules = Rules::default();
    loop {
        let span = tokens.span();
        let is_duplicate = if tokens.at_word("patterns") {
            tokens.next();
            let patterns = patterns(tokens, field_source)?;
            rules.patterns.replace(patterns).is_some()
        } else if tokens.at_word("inexact") {
            tokens.next();
            let inexact = inexact(tokens, field_source)?;
            rules.inexact.replace(inexact).is_some()
        } else if tokens.at_word("replaced") {
            tokens.next();
            tokens.keyword(&["by"])?;
            rules.replacement.replace(property(tokens)?).is_some()
        } else {
            return Ok(rules);
        };
        if is_duplicate {
            return Err(Error::new(span, "duplicate rule"));
        }
    }
}

/// Parses the rest of `patterns [operator, denied plain] from "source";`, for all fields without their
/// own.
pub(super) fn collection_patterns(
    collection: &mut Collection,
    tokens: &mut Tokens,
    _: Span,
) -> Result<()> {
    collection.patterns = Some(patterns(tokens, "")?);
    tokens.punct(';')
}

/// Parses the rest of `requires field from "source";`.
pub(super) fn requires(collection: &mut Collection, tokens: &mut Tokens, _: Span) -> Result<()> {
    collection.required.push(property(tokens)?);
    collection.required_source = source(tokens, "")?;
    tokens.punct(';')
}

/// Parses the rest of `renamed name = field because "reason";`.
pub(super) fn renamed(collection: &mut Collection, tokens: &mut Tokens, _: Span) -> Result<()> {
    let (name, name_span) = property(tokens)?;
    check_name_is_new(collection, &name, name_span)?;
    tokens.punct('=')?;
    let (field, span) = property(tokens)?;
    if !collection.fields.contains_key(&field) {
        let message = format!("unknown field `{field}`: `renamed` must follow its field");
        return Err(Error::new(span, message));
    }
    tokens.keyword(&["because"])?;
    let (reason, _) = tokens.string("a string literal with the reason")?;
    collection.renamed.push((name, field, reason));
    tokens.punct(';')
}

/// Parses `[operator, denied plain] from "source"`. Typed fields write the first spelling that is not
/// denied, of `operator` and `plain`.
fn patterns(tokens: &mut Tokens, field_source: &str) -> Result<Patterns> {
    const SPELLINGS: [&str; 4] = ["operator", "plain", "plain_at_one_end", "bare"];
    let group = tokens.group(Delimiter::Bracket, "the spellings of patterns in brackets")?;
    let mut inner = Tokens::new(group.stream(), group.span_close());
    let mut grades = [Grade::Unknown; 4];
    let mut first = None;
    loop {
        let grade = if inner.at_word("shown") {
            Grade::Shown
        } else if inner.at_word("denied") {
            Grade::Denied
        } else {
            Grade::Documented
        };
        if grade != Grade::Documented {
            inner.next();
        }
        let span = inner.span();
        let spelling = inner.keyword(&SPELLINGS)?;
        let (index, new): (usize, &[Grade]) = match spelling {
            "operator" => (0, &[grade]),
            "plain" => (1, &[grade, grade]),
            "plain_at_one_end" => (1, &[grade, Grade::Denied]),
            _ => (3, &[grade]),
        };
        if grades[index] != Grade::Unknown {
            return Err(Error::new(span, format!("duplicate spelling `{spelling}`")));
        }
        grades[index..index + new.len()].copy_from_slice(new);
        if grade != Grade::Denied && spelling != "bare" {
            first = first.or(Some(spelling));
        }
        if inner.is_empty() {
            break;
        }
        inner.punct(',')?;
        if inner.is_empty() {
            break;
        }
    }
    Ok(Patterns {
        grades,
        is_plain: first == Some("plain"),
        source: source(tokens, field_source)?,
    })
}

/// Parses `"matches …" exact list from "source"`, where `exact` may be missing or name another field.
fn inexact(tokens: &mut Tokens, field_source: &str) -> Result<Inexact> {
    let (matches, _) = tokens.string("a string literal with what equality matches")?;
    let mut exact = ExactForm::Unknown;
    if tokens.at_word("exact") {
        tokens.next();
        let (field, span) = property(tokens)?;
        exact = match field.as_str() {
            "list" => ExactForm::List,
            _ => ExactForm::Field(field, span),
        };
    }
    Ok(Inexact {
        matches,
        exact,
        source: source(tokens, field_source)?,
    })
}

/// Parses the property name of a field.
fn property(tokens: &mut Tokens) -> Result<(String, Span)> {
    let span = tokens.span();
    Ok((segments(tokens, Vec::new())?.join("."), span))
}

/// Parses `from "source"`, if it follows.
fn source(tokens: &mut Tokens, field_source: &str) -> Result<String> {
    if !tokens.at_word("from") {
        return Ok(field_source.to_owned());
    }
    tokens.next();
    let (source, _) = tokens.string("a string literal with the source of the rule")?;
    Ok(source)
}

/// Returns an error if a rule names a field that the collection does not have.
pub(super) fn check_references(collection: &Collection) -> Result<()> {
    let fields = collection.fields.values();
    let references = fields.flat_map(|field| {
        let exact = match &field.rules.inexact {
            Some(Inexact {
                exact: ExactForm::Field(name, span),
                ..
            }) => Some((name, *span)),
            _ => None,
        };
        let replacement = &field.rules.replacement;
        exact
            .into_iter()
            .chain(replacement.as_ref().map(|(name, span)| (name, *span)))
    });
    let required = collection.required.iter().map(|(name, span)| (name, *span));
    for (name, span) in references.chain(required) {
        if !collection.fields.contains_key(name) {
            return Err(Error::new(span, format!("unknown field `{name}`")));
        }
    }
    Ok(())
}

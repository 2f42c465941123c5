//! Parses the rules of fields and of collections.

use proc_macro::{Delimiter, Span};

use super::model::{
    Bounds, Collection, ExactForm, Grade, Hint, Ids, Inexact, Patterns, Presence, Rules,
};
use super::parse::{check_name_is_new, segments};
use crate::tokens::{Error, Result, Tokens};

/// Parses the rules of a field, each at most once and in any order: `patterns […]`, `patterns by
/// field`, `inexact "…"`, `replaced by field`, `expects "…"`, `prefixes […]`, `corrects […]`, `within 1 to 9`
/// and `ids "…" by field`.
pub(super) fn rules(tokens: &mut Tokens, field_source: &str) -> Result<Rules> {
    const PREFIX: &str = "a string literal with a prefix";
    let mut rules = Rules::default();
    loop {
        let span = tokens.span();
        let is_duplicate = if tokens.at_word("expects") {
            tokens.next();
            let (help, _) = tokens.string("a string literal with the help")?;
            rules.value_help.replace(help).is_some()
        } else if tokens.at_word("prefixes") {
            tokens.next();
            let prefixes = items(tokens, |tokens| Ok(tokens.string(PREFIX)?.0))?;
            rules.prefixes.replace(prefixes).is_some()
        } else if tokens.at_word("corrects") {
            tokens.next();
            let corrections = items(tokens, correction)?;
            rules.corrections.replace(corrections).is_some()
        } else if tokens.at_word("within") {
            tokens.next();
            let bounds = bounds(tokens, field_source)?;
            rules.bounds.replace(bounds).is_some()
        } else if tokens.at_word("ids") {
            tokens.next();
            let (prefix, _) = tokens.string(PREFIX)?;
            tokens.keyword(&["by"])?;
            let field = property(tokens)?;
            rules.ids.replace(Ids { prefix, field }).is_some()
        } else if tokens.at_word("patterns") {
            tokens.next();
            if tokens.at_word("by") {
                tokens.next();
                rules.pattern_field.replace(property(tokens)?).is_some()
            } else {
                let patterns = patterns(tokens, field_source)?;
                rules.patterns.replace(patterns).is_some()
            }
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

/// Parses `1 to 100 from "source"`.
fn bounds(tokens: &mut Tokens, field_source: &str) -> Result<Bounds> {
    let min = tokens.integer()?;
    tokens.keyword(&["to"])?;
    let span = tokens.span();
    let max = tokens.integer()?;
    if max < min {
        return Err(Error::new(span, format!("expected a number from {min}")));
    }
    let source = source(tokens, field_source)?;
    Ok(Bounds { min, max, source })
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

/// Parses the rest of `pattern_values;`.
pub(super) fn pattern_values(
    collection: &mut Collection,
    tokens: &mut Tokens,
    _: Span,
) -> Result<()> {
    collection.has_pattern_values = true;
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
    let (name, field) = new_name(collection, tokens, "`renamed`")?;
    tokens.keyword(&["because"])?;
    let (reason, _) = tokens.string("a string literal with the reason")?;
    collection.renamed.push((name, field, reason));
    tokens.punct(';')
}

/// Parses `name = field`, where the field exists and the name does not.
pub(super) fn new_name(
    collection: &Collection,
    tokens: &mut Tokens,
    item: &str,
) -> Result<(String, String)> {
    let (name, name_span) = property(tokens)?;
    check_name_is_new(collection, &name, name_span)?;
    tokens.punct('=')?;
    let (field, span) = property(tokens)?;
    if !collection.fields.contains_key(&field) {
        let message = format!("unknown field `{field}`: {item} must follow its field");
        return Err(Error::new(span, message));
    }
    Ok((name, field))
}

/// Parses the rest of `hint name = "field", "clause" because "reason";`.
pub(super) fn hint(collection: &mut Collection, tokens: &mut Tokens, _: Span) -> Result<()> {
    let (name, span) = property(tokens)?;
    let is_candidate = matches!(
        collection.fields.get(&name),
        Some(field) if field.presence == Presence::Candidate
    );
    if !is_candidate {
        check_name_is_new(collection, &name, span)?;
    }
    if collection.hints.iter().any(|hint| hint.name == name) {
        return Err(Error::new(span, format!("duplicate hint for `{name}`")));
    }
    tokens.punct('=')?;
    let mut uses = Vec::new();
    loop {
        let (clause, span) = tokens.string("a string literal with a field or a clause")?;
        check_clause(collection, &clause, span)?;
        uses.push(clause);
        if !tokens.at_punct(',') {
            break;
        }
        tokens.next();
    }
    tokens.keyword(&["because"])?;
    let (reason, _) = tokens.string("a string literal with the reason")?;
    collection.hints.push(Hint { name, uses, reason });
    tokens.punct(';')
}

/// Returns an error unless a hint is a field, or a filter of fields, of the collection.
fn check_clause(collection: &Collection, clause: &str, span: Span) -> Result<()> {
    let is_field = |name: &str| collection.fields.contains_key(name);
    let is_valid = is_field(clause)
        || fql_syntax::parse(clause).is_ok_and(|tree| {
            !tree.is_match_all() && tree.clauses().all(|clause| is_field(clause.property()))
        });
    if is_valid {
        return Ok(());
    }
    let message = format!("`{clause}` is not a filter of fields: `hint` must follow its fields");
    Err(Error::new(span, message))
}

/// Parses the rest of `empty_filter denied from "source";`.
pub(super) fn empty_filter(
    collection: &mut Collection,
    tokens: &mut Tokens,
    _: Span,
) -> Result<()> {
    tokens.keyword(&["denied"])?;
    collection.empty_filter = Some(source(tokens, "")?);
    tokens.punct(';')
}

/// Parses the rest of `denied negated_text_match because "reason";`.
pub(super) fn negated_text(collection: &mut Collection, tokens: &mut Tokens) -> Result<()> {
    tokens.keyword(&["because"])?;
    collection.negated_text = Some(tokens.string("a string literal with the reason")?);
    tokens.punct(';')
}

/// Parses `"written" = "published"`.
fn correction(tokens: &mut Tokens) -> Result<(String, String)> {
    const VALUE: &str = "a string literal with a value";
    let (written, _) = tokens.string(VALUE)?;
    tokens.punct('=')?;
    let (published, _) = tokens.string(VALUE)?;
    Ok((written, published))
}

/// Parses one or more items in brackets.
fn items<T>(tokens: &mut Tokens, item: impl Fn(&mut Tokens) -> Result<T>) -> Result<Vec<T>> {
    let group = tokens.group(Delimiter::Bracket, "values in brackets")?;
    let mut inner = Tokens::new(group.stream(), group.span_close());
    let mut items = vec![item(&mut inner)?];
    while !inner.is_empty() {
        inner.punct(',')?;
        items.push(item(&mut inner)?);
    }
    Ok(items)
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
        let Rules {
            replacement,
            pattern_field,
            ids,
            ..
        } = &field.rules;
        let id_field = ids.as_ref().map(|ids| &ids.field);
        let others = [replacement.as_ref(), pattern_field.as_ref(), id_field];
        let others = others.into_iter().flatten();
        let others = others.map(|(name, span)| (name, *span));
        exact.into_iter().chain(others)
    });
    let required = collection.required.iter().map(|(name, span)| (name, *span));
    for (name, span) in references.chain(required) {
        if !collection.fields.contains_key(name) {
            return Err(Error::new(span, format!("unknown field `{name}`")));
        }
    }
    Ok(())
}

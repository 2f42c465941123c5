//! Expands the rules of fields and collections.

use std::fmt::Write as _;

use super::model::{Bounds, Collection, ExactForm, Field, Ids};
use super::strings::Strings;

/// Returns the calls that add the rules of the collection to its table.
pub(super) fn of_table(collection: &Collection, strings: &mut Strings) -> String {
    let mut calls = String::new();
    if !collection.required.is_empty() {
        let required = collection.required.iter();
        let required: Vec<String> = required.map(|(field, _)| field.clone()).collect();
        let required = strings.expressions(&required);
        let source = strings.expression(&collection.required_source);
        let _ = write!(calls, ".with_required(&[{required}], {source})");
    }
    if !collection.renamed.is_empty() {
        calls.push_str(".with_renamed(&[");
        for (name, field, reason) in &collection.renamed {
            let [name, field, reason] = [name, field, reason].map(|text| strings.expression(text));
            let _ = write!(
                calls,
                "::fql::table::Renamed::new({name}, {field}, {reason}),"
            );
        }
        calls.push_str("])");
    }
    if !collection.hints.is_empty() {
        calls.push_str(".with_hints(&[");
        for hint in &collection.hints {
            let [name, reason] = [&hint.name, &hint.reason].map(|text| strings.expression(text));
            let uses = strings.expressions(&hint.uses);
            let _ = write!(
                calls,
                "::fql::table::Hint::new({name}, &[{uses}], {reason}),"
            );
        }
        calls.push_str("])");
    }
    if collection.has_pattern_values {
        calls.push_str(".with_pattern_values()");
    }
    if let Some(source) = &collection.empty_filter {
        let _ = write!(
            calls,
            ".with_denied_empty_filter({})",
            strings.expression(source)
        );
    }
    if let Some((reason, _)) = &collection.negated_text {
        let _ = write!(
            calls,
            ".with_denied_negated_text({})",
            strings.expression(reason)
        );
    }
    calls
}

/// Returns the value of the field's rules, if it has any.
pub(super) fn of_field(
    collection: &Collection,
    field: &Field,
    strings: &mut Strings,
) -> Option<String> {
    let patterns = collection.patterns(field).map(|patterns| {
        let grades = patterns.grades.iter().rev();
        let bits = grades.fold(0, |bits, grade| bits << 2 | *grade as u8);
        format!("patterns({bits}, {})", strings.expression(&patterns.source))
    });
    let inexact = field.rules.inexact.as_ref().map(|inexact| {
        let exact = match &inexact.exact {
            ExactForm::Unknown => "Unknown".to_owned(),
            ExactForm::List => "List".to_owned(),
            ExactForm::Field(name, _) => format!("Field({})", strings.expression(name)),
        };
        let [matches, source] =
            [&inexact.matches, &inexact.source].map(|text| strings.expression(text));
        format!("inexact({matches}, ::fql::table::ExactForm::{exact}, {source})")
    });
    let values = of_values(field, strings);
    if patterns.is_none() && inexact.is_none() && values.is_empty() {
        return None;
    }
    let rules = [patterns, inexact].map(|rule| match rule {
        Some(rule) => format!("::core::option::Option::Some(::fql::table::Rules::{rule})"),
        None => "::core::option::Option::None".to_owned(),
    });
    Some(format!(
        "::fql::table::Rules::new({}){values}",
        rules.join(", ")
    ))
}

/// Returns the calls that add the rules for the values of a field.
fn of_values(field: &Field, strings: &mut Strings) -> String {
    let rules = &field.rules;
    let mut calls = String::new();
    if let Some((name, _)) = &rules.pattern_field {
        let _ = write!(calls, ".with_pattern_field({})", strings.expression(name));
    }
    if let Some(help) = &rules.value_help {
        let _ = write!(calls, ".with_value_help({})", strings.expression(help));
    }
    if let Some(prefixes) = &rules.prefixes {
        let _ = write!(
            calls,
            ".with_prefixes(&[{}])",
            strings.expressions(prefixes)
        );
    }
    if let Some(corrections) = &rules.corrections {
        let pairs = corrections.iter().map(|(written, published)| {
            let [written, published] = [written, published].map(|text| strings.expression(text));
            format!("({written}, {published}),")
        });
        let pairs: String = pairs.collect();
        let _ = write!(calls, ".with_corrections(&[{pairs}])");
    }
    if let Some(Bounds { min, max, source }) = &rules.bounds {
        let source = strings.expression(source);
        let _ = write!(calls, ".with_bounds({min}, {max}, {source})");
    }
    if let Some(Ids { prefix, field }) = &rules.ids {
        let [prefix, field] = [prefix, &field.0].map(|text| strings.expression(text));
        let _ = write!(calls, ".with_ids({prefix}, {field})");
    }
    calls
}

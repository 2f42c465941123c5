//! Expands the rules of fields and collections.

use std::fmt::Write as _;

use super::model::{Collection, ExactForm, Field};
use crate::literal;

/// Returns the calls that add the rules of the collection to its table.
pub(super) fn of_table(collection: &Collection) -> String {
    let mut calls = String::new();
    if !collection.required.is_empty() {
        let required = collection.required.iter();
        let required: String = required
            .map(|(field, _)| literal::quote(field) + ",")
            .collect();
        let source = literal::quote(&collection.required_source);
        let _ = write!(calls, ".with_required(&[{required}], {source})");
    }
    if !collection.renamed.is_empty() {
        calls.push_str(".with_renamed(&[");
        for (name, field, reason) in &collection.renamed {
            let [name, field, reason] = [name, field, reason].map(|text| literal::quote(text));
            let _ = write!(
                calls,
                "::fql::table::Renamed::new({name}, {field}, {reason}),"
            );
        }
        calls.push_str("])");
    }
    calls
}

/// Returns the value of the field's rules, if it has any.
pub(super) fn of_field(collection: &Collection, field: &Field) -> Option<String> {
    let patterns = collection.patterns(field).map(|patterns| {
        let grades = patterns.grades.iter().rev();
        let bits = grades.fold(0, |bits, grade| bits << 2 | *grade as u8);
        format!("patterns({bits}, {})", literal::quote(&patterns.source))
    });
    let inexact = field.rules.inexact.as_ref().map(|inexact| {
        let exact = match &inexact.exact {
            ExactForm::Unknown => "Unknown".to_owned(),
            ExactForm::List => "List".to_owned(),
            ExactForm::Field(name, _) => format!("Field({})", literal::quote(name)),
        };
        let [matches, source] =
            [&inexact.matches, &inexact.source].map(|text| literal::quote(text));
        format!("inexact({matches}, ::fql::table::ExactForm::{exact}, {source})")
    });
    if patterns.is_none() && inexact.is_none() {
        return None;
    }
    let rules = [patterns, inexact].map(|rule| match rule {
        Some(rule) => format!("::core::option::Option::Some(::fql::table::Rules::{rule})"),
        None => "::core::option::Option::None".to_owned(),
    });
    Some(format!("::fql::table::Rules::new({})", rules.join(", ")))
}

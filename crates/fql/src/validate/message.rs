//! The messages of field errors, for the compiler and the program.

use fql_syntax::{Capability, FieldType, PatternSpelling, Suggestions};

use super::clause::{ClauseFacts, FieldError, value_error};
use super::const_string::ConstString;
use super::related_fields::{RelatedFields, ends_with_at, in_group_of};
use crate::schema::{Grade, Hint, Quoting, Renamed, Row, Rules, Table, equal};

/// The number of characters up to which a message shows a value.
pub(super) const MAX_VALUE_CHARS: usize = 60;

/// The collection of `fql` without `-c`.
const DEFAULT_COLLECTION: &str = "external-assets";

/// A message that states the fault, and a help that says what to write instead.
#[derive(Clone, Copy)]
pub(crate) struct Message {
    pub(crate) message: ConstString,
    pub(crate) help: ConstString,
}

impl Message {
    pub(crate) const fn new(table: &Table, clause: &ClauseFacts<'_>, error: FieldError) -> Self {
        let mut message = Self {
            message: ConstString::new(),
            help: ConstString::new(),
        };
        match (error, table.find(clause.property)) {
            (FieldError::Renamed(renamed), _) => message.renamed(table, renamed),
            (FieldError::UnknownField | FieldError::UnlistedField, _) | (_, None) => {
                message.unknown_field(table, clause);
            }
            (FieldError::Unsupported(capability), Some(row)) => {
                message.unsupported(table, row, clause, capability);
            }
            (FieldError::Undocumented(capability), Some(row)) => {
                message.undocumented(table, row, clause, capability);
            }
            (FieldError::Disputed(capability), Some(row)) => {
                message.disputed(table, row, capability);
            }
            (FieldError::CandidateField, Some(row)) => message.candidate_field(table, row),
            (FieldError::DeniedField, Some(row)) => message.denied_field(table, row),
            (
                FieldError::PatternSpelling(spelling) | FieldError::UnlistedSpelling(spelling),
                Some(row),
            ) => message.pattern_spelling(row, clause, spelling),
            (FieldError::WrongType(index), Some(row)) => message.wrong_type(row, clause, index),
            (FieldError::WrongQuotes(index), Some(row)) => {
                message.wrong_quotes(row, clause, index);
            }
            (FieldError::RelativeTime(_), Some(row)) => message.relative_time(row),
            (FieldError::NegatedText, Some(row)) => message.negated_text(table, row, clause),
            (FieldError::Alias(field), Some(_)) => message.alias(clause, field),
        }
        message
    }

    /// States the fault without a search for similar names.
    pub(crate) const fn unknown_field_only(table: &Table, clause: &ClauseFacts<'_>) -> Self {
        let mut message = Self {
            message: ConstString::new(),
            help: ConstString::new(),
        };
        message.unknown_name(table, clause);
        message
            .help
            .push("names are suggested for the first problems only");
        message
    }

    const fn unknown_name(&mut self, table: &Table, clause: &ClauseFacts<'_>) {
        self.message.push("unknown field ");
        self.message.push_code(clause.property);
        self.message.push(" in ");
        self.message.push_code(table.name);
    }

    const fn unknown_field(&mut self, table: &Table, clause: &ClauseFacts<'_>) {
        self.unknown_name(table, clause);
        if let Some(hint) = table.hint(clause.property) {
            self.hint(hint);
            return;
        }
        let group = RelatedFields::new(table, clause.property, true);
        if group.count > 0 {
            self.help.push_code(clause.property);
            self.help.push(" is a group of fields: ");
            self.related(&group);
            return;
        }
        let mut suggestions = Suggestions::new(clause.property);
        let mut index = 0;
        while index < table.rows.len() {
            suggestions.consider(table.rows[index].name);
            index += 1;
        }
        let names = suggestions.names();
        let related = RelatedFields::new(table, clause.property, false);
        let is_in_group = !names.is_empty() && in_group_of(names[0], clause.property);
        // `device.product_type` is closer to `device.product` than the field `product`.
        if names.is_empty() || (related.count > 0 && !is_in_group) {
            if related.count > 0 {
                self.help.push("fields with this word: ");
                self.related(&related);
            } else {
                self.help.push("no field has a similar name");
                self.all_fields(table);
            }
            return;
        }
        self.help.push("did you mean ");
        let mut index = 0;
        while index < names.len() {
            if index > 0 {
                self.help.push(if index + 1 == names.len() {
                    " or "
                } else {
                    ", "
                });
            }
            self.help.push_code(names[index]);
            index += 1;
        }
        self.help.push("?");
    }

    /// Names what to use instead of a name that is often written.
    const fn hint(&mut self, hint: &Hint) {
        self.help.push("use ");
        let mut index = 0;
        while index < hint.uses.len() {
            if index > 0 {
                self.help.push(if index + 1 == hint.uses.len() {
                    " or "
                } else {
                    ", "
                });
            }
            self.help.push_code(hint.uses[index]);
            index += 1;
        }
        self.help.push("; ");
        self.help.push(hint.reason);
    }

    /// Lists fields, and says how many are not listed.
    const fn related(&mut self, fields: &RelatedFields) {
        let mut index = 0;
        while index < fields.count && index < fields.names.len() {
            if index > 0 {
                self.help.push(", ");
            }
            self.help.push_code(fields.names[index]);
            index += 1;
        }
        if fields.count > fields.names.len() {
            self.help.push(" and others");
        }
    }

    /// Names the command that lists the fields of a collection that this crate defines.
    const fn all_fields(&mut self, table: &Table) {
        if table.is_built_in() {
            self.help.push("; run `fql fields");
            if !equal(table.name, DEFAULT_COLLECTION) {
                self.help.push(" -c ");
                self.help.push(table.name);
            }
            self.help.push("` to list the documented fields");
        }
    }

    const fn unsupported(
        &mut self,
        table: &Table,
        row: &Row,
        clause: &ClauseFacts<'_>,
        capability: Capability,
    ) {
        self.message.push("field ");
        self.message.push_code(clause.property);
        self.message.push(" does not support ");
        self.message.push(comparisons(capability));
        self.exact_field(row, capability);
        self.supported(table, row, clause, capability);
        let reason = table.reason(row, capability);
        if !reason.is_empty() {
            self.help.push("; denied: ");
            self.help.push(reason);
        }
    }

    const fn undocumented(
        &mut self,
        table: &Table,
        row: &Row,
        clause: &ClauseFacts<'_>,
        capability: Capability,
    ) {
        self.message.push(comparisons(capability));
        self.message.push(" are undocumented for field ");
        self.message.push_code(clause.property);
        self.supported(table, row, clause, capability);
    }

    const fn disputed(&mut self, table: &Table, row: &Row, capability: Capability) {
        self.message.push("sources conflict about ");
        self.message.push(comparisons(capability));
        self.message.push(" for field ");
        self.message.push_code(row.name);
        self.exact_field(row, capability);
        self.help.push(table.reason(row, capability));
    }

    const fn candidate_field(&mut self, table: &Table, row: &Row) {
        self.message.push("no source uses field ");
        self.message.push_code(row.name);
        self.message.push(" in a filter");
        if let Some(hint) = table.hint(row.name) {
            self.hint(hint);
            return;
        }
        self.help
            .push("it is known only from sort lists or responses; the service may reject it");
        let mut supported = Suggestions::new(row.name);
        let mut index = 0;
        while index < table.rows.len() {
            if table.rows[index].capabilities() != 0 {
                supported.consider(table.rows[index].name);
            }
            index += 1;
        }
        if let [nested, ..] = supported.names()
            && nested.len() > row.name.len()
            && ends_with_at(nested, row.name, nested.len() - row.name.len())
        {
            self.help.push("; did you mean ");
            self.help.push_code(nested);
            self.help.push("?");
        }
    }

    const fn denied_field(&mut self, table: &Table, row: &Row) {
        self.message.push("field ");
        self.message.push_code(row.name);
        self.message.push(" is not a filter field of ");
        self.message.push_code(table.name);
        if let Some(field) = row.details.replacement {
            self.help.push("use ");
            self.help.push_code(field);
            self.help.push("; ");
        }
        self.help.push(if row.details.reason.is_empty() {
            "a source says that filters by this field fail or match nothing"
        } else {
            row.details.reason
        });
    }

    const fn renamed(&mut self, table: &Table, renamed: &Renamed) {
        self.message.push("field ");
        self.message.push_code(renamed.name);
        self.message.push(" is not a filter field of ");
        self.message.push_code(table.name);
        self.help.push("use ");
        self.help.push_code(renamed.field);
        self.help.push("; ");
        self.help.push(renamed.reason);
    }

    /// Names the field whose equality is exact where that of this one is not.
    const fn exact_field(&mut self, row: &Row, capability: Capability) {
        if let (Capability::Exact, Some(field)) = (capability, row.exact_field()) {
            self.help.push("use ");
            self.help.push_code(field);
            self.help.push(" for exact matches; ");
        }
    }

    const fn pattern_spelling(
        &mut self,
        row: &Row,
        clause: &ClauseFacts<'_>,
        spelling: PatternSpelling,
    ) {
        let Some(Rules {
            patterns: Some(patterns),
            ..
        }) = row.details.rules
        else {
            return;
        };
        let is_denied = matches!(patterns.grade(spelling), Grade::Denied);
        self.message.push(match (spelling, is_denied) {
            (PatternSpelling::Operator, _) => "the operator `*`",
            (PatternSpelling::Bare, _) => "a pattern without quotes",
            (PatternSpelling::Plain, _)
                if patterns.grade(PatternSpelling::PlainAffix).is_supported() =>
            {
                "`*` in quotes, except at one end,"
            }
            _ => "`*` in quotes",
        });
        self.message.push(if is_denied {
            " is not a wildcard of field "
        } else {
            " has no evidence as a wildcard of field "
        });
        self.message.push_code(row.name);
        let pattern = clause.rewrites[Capability::Wildcard as usize];
        if self.pattern_field(row, clause) {
            return;
        }
        if patterns.grade(PatternSpelling::Operator).is_supported() {
            self.help.push("use ");
            self.help.push_code(pattern);
        } else if patterns.grade(PatternSpelling::Plain).is_supported() {
            self.help
                .push("the sources write patterns in quotes, without the operator: `'x*'`");
        } else if row.supports(Capability::TextMatch) {
            self.help
                .push("no spelling of wildcards is known; use `~`, which matches words: `");
            self.help.push(row.name);
            self.help.push(":~'word'`");
        } else {
            self.help.push("no spelling of wildcards is known for it");
        }
    }

    /// Names the clause with the field that supports patterns instead of this one, if there is one.
    const fn pattern_field(&mut self, row: &Row, clause: &ClauseFacts<'_>) -> bool {
        let Some(field) = row.pattern_field() else {
            return false;
        };
        let pattern = clause.rewrites[Capability::Wildcard as usize];
        self.help.push("use `");
        self.help.push(field);
        self.help.push(pattern.split_at(clause.property.len()).1);
        self.help.push("`");
        true
    }

    /// Suggests the closest clause with a capability that the field has, and lists its capabilities.
    const fn supported(
        &mut self,
        table: &Table,
        row: &Row,
        clause: &ClauseFacts<'_>,
        capability: Capability,
    ) {
        let alternatives: &[Capability] = match capability {
            Capability::Exact => &[
                Capability::List,
                Capability::Range,
                Capability::Wildcard,
                Capability::TextMatch,
            ],
            Capability::List => &[Capability::Exact, Capability::Wildcard],
            Capability::Wildcard => &[Capability::Exact, Capability::List],
            Capability::TextMatch => &[Capability::Wildcard, Capability::Exact],
            _ => &[],
        };
        if matches!(capability, Capability::Wildcard) && self.pattern_field(row, clause) {
            self.help.push("; ");
        }
        let mut index = 0;
        while index < alternatives.len() {
            let rewrite = clause.rewrites[alternatives[index] as usize];
            let is_spelling = matches!(alternatives[index], Capability::Wildcard)
                && !row.supports_operator_wildcard();
            let is_spelling =
                is_spelling || !is_rewritable(row, clause, capability, alternatives[index]);
            let is_denied = matches!(alternatives[index], Capability::TextMatch)
                && !table.denied_negated_text.is_empty()
                && is_negated(clause, rewrite);
            let is_useful = !rewrite.is_empty() && !is_spelling && !is_denied;
            if row.supports(alternatives[index]) && is_useful {
                self.help.push("use ");
                self.help.push_code(rewrite);
                break;
            }
            index += 1;
        }
        if index < alternatives.len() {
            self.help.push("; ");
        }
        if row.capabilities() == 0 {
            self.help.push("no comparison of this field is documented");
            return;
        }
        self.help.push("supported: ");
        let mut is_first = true;
        let mut index = 0;
        while index < Capability::ALL.len() {
            if row.supports(Capability::ALL[index]) {
                if !is_first {
                    self.help.push(", ");
                }
                self.help.push(Capability::ALL[index].name());
                is_first = false;
            }
            index += 1;
        }
    }

    const fn wrong_type(&mut self, row: &Row, clause: &ClauseFacts<'_>, index: usize) {
        self.message.push("expected ");
        self.message.push(row.field_type.expected());
        self.message.push(" for ");
        self.message.push_code(clause.property);
        self.message.push(", found ");
        self.message.push_code(clause.values[index].literal);
        match row.details.rules {
            Some(rules) if !rules.value_help.is_empty() => self.help.push(rules.value_help),
            Some(Rules {
                bounds: Some(bounds),
                ..
            }) => {
                self.help.push("use a number from ");
                self.help.push_number(bounds.min);
                self.help.push(" to ");
                self.help.push_number(bounds.max);
            }
            _ => {
                self.help.push("use a value such as ");
                self.help.push(row.field_type.examples());
            }
        }
    }

    const fn wrong_quotes(&mut self, row: &Row, clause: &ClauseFacts<'_>, index: usize) {
        let literal = clause.values[index].literal;
        let is_quoted = matches!(row.quoting, Quoting::Denied);
        self.message.push(if is_quoted {
            "expected a value without quotes for "
        } else {
            "expected a value in quotes for "
        });
        self.message.push_code(clause.property);
        self.message.push(", found ");
        self.message.push_code(literal);
        self.help.push("use `");
        if is_quoted {
            let (_, content) = literal.split_at(1);
            self.help.push(content.split_at(content.len() - 1).0);
        } else {
            self.help.push("'");
            self.help.push(literal);
            self.help.push("'");
        }
        self.help.push("`");
    }

    const fn relative_time(&mut self, row: &Row) {
        self.message.push("field ");
        self.message.push_code(row.name);
        self.message.push(" does not support relative times");
        self.help
            .push("use an absolute time, such as `'2026-11-28T00:00:00Z'`; source: ");
        self.help.push(row.details.source);
    }

    const fn negated_text(&mut self, table: &Table, row: &Row, clause: &ClauseFacts<'_>) {
        self.message.push("field ");
        self.message.push_code(row.name);
        self.message
            .push(" does not support negated text matches (`!~`)");
        let pattern = clause.rewrites[Capability::Wildcard as usize];
        if row.supports(Capability::Wildcard) && !pattern.is_empty() {
            self.help.push("use ");
            self.help.push_code(pattern);
        } else {
            self.help.push("exclude a value with `:!`");
        }
        self.help.push("; denied: ");
        self.help.push(table.denied_negated_text);
    }

    const fn alias(&mut self, clause: &ClauseFacts<'_>, field: &str) {
        self.message.push_code(clause.property);
        self.message.push(" is an undocumented alias of ");
        self.message.push_code(field);
        self.help.push("use ");
        self.help.push_code(field);
    }
}

/// Returns `false` if a rewritten clause would be invalid, or if the warning about equality
/// with a period or a relative time has the clauses.
const fn is_rewritable(
    row: &Row,
    clause: &ClauseFacts<'_>,
    written: Capability,
    rewritten: Capability,
) -> bool {
    /// The length of a time with seconds, in quotes. A shorter literal is a period or relative.
    const FULL_TIME: usize = "'2026-11-22T10:00:00Z'".len();
    let is_period = matches!(row.field_type, FieldType::Timestamp)
        && matches!(rewritten, Capability::Range)
        && matches!(row.grade(written), Grade::Unknown)
        && !clause.values.is_empty()
        && clause.values[0].literal.len() < FULL_TIME;
    !is_period && value_error(row, clause, 0).is_none()
}

/// Returns `true` for a rewritten clause `property:!…`.
const fn is_negated(clause: &ClauseFacts<'_>, rewrite: &str) -> bool {
    let operator = clause.property.len() + 1;
    operator < rewrite.len() && rewrite.as_bytes()[operator] == b'!'
}

const fn comparisons(capability: Capability) -> &'static str {
    match capability {
        Capability::Exact => "exact matches",
        Capability::Wildcard => "wildcards",
        Capability::List => "lists",
        Capability::TextMatch => "text matches (`~`)",
        _ => "range comparisons",
    }
}

//! Filters as expressions of typed fields.

use fql::Comparison;
use fql::syntax::{Connective, Tree};
use fql::table::{FieldType, Quoting, Row, Table};
use fql_syntax::{Clause, Expression, Value, ValueMatch};

use super::program::module;

/// An expression, and what its program imports.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub(super) expression: String,
    pub(super) imports: Vec<String>,
    pub(super) uses_macro: bool,
}

/// Returns a filter as an expression of typed fields; `None` for a filter without a clause, and for one of an
/// open collection, which has no typed fields.
///
/// A clause that typed fields cannot express is a literal with `fql!`.
pub(super) fn expression(table: &Table, tree: &Tree<'_>) -> Option<Typed> {
    let root = tree.root().filter(|_| !table.is_open)?;
    let mut typed = Typed::default();
    let expression = typed.expression_of(table, root);
    typed.imports.sort();
    typed.imports.dedup();
    Some(Typed {
        expression,
        ..typed
    })
}

impl Typed {
    /// The parser limits the depth of groups.
    fn expression_of(&mut self, table: &Table, expression: Expression<'_>) -> String {
        let group = match expression {
            Expression::Clause(clause) => return self.clause(table, &clause),
            Expression::Group(group) => group,
            Expression::Placeholder(_) => return String::new(),
        };
        let operator = match group.connective() {
            Connective::And => "\n        & ",
            Connective::Or => "\n        | ",
        };
        let parts: Vec<String> = group
            .parts()
            .map(|part| match part {
                Expression::Group(_) => format!("({})", self.expression_of(table, part)),
                _ => self.expression_of(table, part),
            })
            .collect();
        parts.join(operator)
    }

    fn clause(&mut self, table: &Table, clause: &Clause<'_>) -> String {
        let supported = |row: &&Row| {
            let mut capabilities = clause.capabilities().iter();
            capabilities.all(|capability| row.supports(*capability))
        };
        let row = table.row(clause.property()).filter(supported);
        let module = module(table);
        if let Some(call) = row.and_then(|row| self.call(row, clause)) {
            let field = format!("{module}::{}", path(clause.property()));
            let has_negated_form = call.starts_with(".ne(");
            let bang = match clause.operator().is_negated() && !has_negated_form {
                true => "!",
                false => "",
            };
            return format!("{bang}{field}{call}");
        }
        self.uses_macro = true;
        format!("fql!({module}, {:?})", clause.canonical())
    }

    /// Returns the call of the method of a clause.
    fn call(&mut self, row: &Row, clause: &Clause<'_>) -> Option<String> {
        let operator = clause.operator();
        let value = clause.value();
        let method = match operator.comparison() {
            Comparison::Equal => return self.equality(row, value, operator.is_negated()),
            Comparison::Wildcard => return pattern("wildcard", value),
            Comparison::TextWildcard => return pattern("text_wildcard", value),
            Comparison::Text => "text_match",
            Comparison::Greater => "gt",
            Comparison::GreaterOrEqual => "ge",
            Comparison::Less => "lt",
            Comparison::LessOrEqual => "le",
            _ => return None,
        };
        Some(format!(".{method}({})", self.literal(row, value)?))
    }

    fn equality(&mut self, row: &Row, value: Value<'_>, is_negated: bool) -> Option<String> {
        match value {
            Value::Null => Some(".is_null()".to_owned()),
            Value::List(list) => {
                let literals = list.iter().map(|value| self.literal(row, value));
                let literals = literals.collect::<Option<Vec<String>>>()?;
                // The values of an array have one type, but networks and addresses have two.
                let has_networks = row.field_type == FieldType::Ip
                    && literals.iter().any(|literal| literal.contains('/'));
                (!has_networks).then(|| format!(".is_in([{}])", literals.join(", ")))
            }
            // Typed fields write another clause, because equality also matches other values.
            _ if row
                .details
                .rules
                .is_some_and(|rules| rules.inexact.is_some()) =>
            {
                None
            }
            _ => {
                let method = if is_negated { "ne" } else { "eq" };
                Some(format!(".{method}({})", self.literal(row, value)?))
            }
        }
    }

    /// Returns a value as a literal of Rust; `None` for a pattern, and for a value that typed fields write in
    /// another form.
    fn literal(&mut self, row: &Row, value: Value<'_>) -> Option<String> {
        let is_string = matches!(value, Value::String(_));
        let is_text = is_string || matches!(value, Value::Word(_));
        let content = match value.value_match() {
            ValueMatch::Exact(content) => content.into_owned(),
            ValueMatch::Pattern(_) => return None,
        };
        match row.field_type {
            FieldType::Text if is_text => Some(format!("{content:?}")),
            // A number in quotes, or one with a zero before it, is not the number that a typed field writes.
            FieldType::Integer if !is_text && row.quoting == Quoting::Optional => integer(&content),
            FieldType::Timestamp if is_string => {
                let name = if row.is_absolute {
                    "Instant"
                } else {
                    "Timestamp"
                };
                Some(self.parsed(&content, "fql", name))
            }
            FieldType::Ip if content.contains('/') => Some(self.parsed(&content, "fql", "Network")),
            FieldType::Ip => Some(self.parsed(&content, "std::net", "IpAddr")),
            FieldType::Boolean | FieldType::Any => match value {
                Value::Boolean(flag) => Some(flag.to_string()),
                Value::String(_) if row.field_type == FieldType::Any => {
                    Some(format!("{content:?}"))
                }
                Value::Integer(_) if row.field_type == FieldType::Any => integer(&content),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the value of a string that is parsed.
    fn parsed(&mut self, content: &str, module: &str, name: &str) -> String {
        self.imports.push(format!("use {module}::{name};"));
        format!("{content:?}.parse::<{name}>()?")
    }
}

/// Returns an integer as Rust writes it; `None` if that is another text.
fn integer(digits: &str) -> Option<String> {
    let number = digits.parse::<i64>().ok()?.to_string();
    (number == digits).then_some(number)
}

fn pattern(method: &str, value: Value<'_>) -> Option<String> {
    match value {
        Value::String(literal) => Some(format!(".{method}({:?})", literal.value())),
        _ => None,
    }
}

/// Returns the path of a field within the module of its collection.
fn path(property: &str) -> String {
    let names: Vec<String> = property.split('.').map(identifier).collect();
    names.join("::")
}

/// Returns a name as an identifier, raw if it is a keyword.
fn identifier(name: &str) -> String {
    const KEYWORDS: &str = " abstract as async await become box break const continue do dyn else enum extern \
                            false final fn for gen if impl in let loop macro match mod move mut override priv \
                            pub ref return static struct trait true try type typeof unsafe unsized use \
                            virtual where while yield ";
    match name {
        "self" | "super" | "crate" | "Self" | "_" => format!("{name}_"),
        _ if KEYWORDS.contains(&format!(" {name} ")) => format!("r#{name}"),
        _ => name.to_owned(),
    }
}

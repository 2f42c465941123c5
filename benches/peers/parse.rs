//! Parsing the six-clause filter, compared with other crates that parse an equivalent filter in their
//! own language.
//!
//! * [wirefilter] is the most similar: typed fields, checked during parsing. It gets the same fields.
//!   Times are byte strings, and `contains` replaces the wildcard, because its `matches` would compile a
//!   regular expression.
//! * [rest_sql] parses RSQL with hand-written code; the second row also checks names against a list.
//! * [tantivy_query_grammar] parses the query language of tantivy with nom and knows no fields.
//! * [sqlparser] parses SQL; only the condition is parsed.
//!
//! Before timing, each source is parsed once, and its tree must have six parts.

use std::error::Error;
use std::hint::black_box;
use std::io;

use fql::collections::external_assets::{self, ExternalAssets};
use fql::Filter;
use fql::table::FieldType;
use fql_benches::filters::{self, CLEAN, Values};
use fql_benches::limit_parser;
use fql_benches::ratios::{Comparison, Effort, write_table};
use rest_sql::{Ast, RestSql};
use sqlparser::ast::{BinaryOperator, Expr};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserError};
use tantivy_query_grammar::UserInputAst;
use wirefilter::{Scheme, Type};

fn main() -> Result<(), Box<dyn Error>> {
    let fql = &filters::six_clauses(CLEAN);
    let wirefilter = &wirefilter_text(CLEAN);
    let rsql = &rsql_text(CLEAN);
    let tantivy = &tantivy_text(CLEAN);
    let signs = &tantivy_signs(CLEAN);
    let sql = &sql_text(CLEAN);
    let scheme = &scheme()?;
    let names = external_assets::TABLE.rows.iter().map(|row| row.name);
    let names = &names.collect::<Vec<_>>();

    assert_eq!(fql_clauses(fql)?, 6, "{fql}");
    assert_eq!(wirefilter_clauses(scheme, wirefilter)?, 6, "{wirefilter}");
    assert_eq!(rsql_clauses(names, rsql)?, 6, "{rsql}");
    assert_eq!(tantivy_clauses(tantivy)?, 6, "{tantivy}");
    assert_eq!(tantivy_clauses(signs)?, 6, "{signs}");
    assert_eq!(conjuncts(&sql_condition(sql)?), 6, "{sql}");

    let name = |what: &str, text: &str| format!("{what}, {} bytes", text.len());
    // The languages differ, so the unit is a filter, not a byte.
    let rows = Comparison::new()
        .with(name("fql, checked", fql), 1, || {
            let tree = fql_syntax::parse(black_box(fql));
            tree.map(|tree| fql::syntax::validate::<ExternalAssets>(&tree))
        })
        .with(name("fql", fql), 1, || fql_syntax::parse(black_box(fql)))
        .with(name("fql, to a filter", fql), 1, || {
            black_box(fql).parse::<Filter<ExternalAssets>>()
        })
        .with(name("the limit: written by hand", fql), 1, || {
            limit_parser::parse(black_box(fql))
        })
        .with(name("wirefilter-engine", wirefilter), 1, || {
            scheme.parse(black_box(wirefilter))
        })
        .with(name("rest-sql", rsql), 1, || {
            rest_sql::parsing::parse(black_box(rsql))
        })
        .with(name("rest-sql, names checked", rsql), 1, || {
            RestSql::new_for_fields(black_box(rsql), names)
        })
        .with(name("tantivy-query-grammar", tantivy), 1, || {
            tantivy_query_grammar::parse_query(black_box(tantivy))
        })
        .with(name("the same, joined by signs", signs), 1, || {
            tantivy_query_grammar::parse_query(black_box(signs))
        })
        .with(name("sqlparser", sql), 1, || sql_condition(black_box(sql)))
        .run(Effort::from_arguments());
    let title = "six clauses, each parser with its own language";
    write_table(&mut io::stdout().lock(), title, "filter", &rows)?;
    Ok(())
}

fn fql_clauses(text: &str) -> Result<usize, Box<dyn Error>> {
    let tree = fql_syntax::parse(text)?;
    let findings = fql::syntax::validate::<ExternalAssets>(&tree);
    assert!(findings.is_empty(), "{findings:?}");
    Ok(tree.clauses().count())
}

/// The fields of the collection, by the types that wirefilter has.
fn scheme() -> Result<Scheme, Box<dyn Error>> {
    let mut scheme = Scheme::new();
    for row in external_assets::TABLE.rows {
        let kind = match row.field_type {
            FieldType::Integer => Type::Int,
            FieldType::Boolean => Type::Bool,
            FieldType::Ip => Type::Ip,
            _ => Type::Bytes,
        };
        let added = scheme.add_field(row.name.to_owned(), kind);
        added.map_err(|error| error.to_string())?;
    }
    Ok(scheme)
}

fn wirefilter_text(values: Values<'_>) -> String {
    let [first, second, third] = values.ports;
    format!(
        "criticality == \"{}\" && last_seen >= \"2026-11-15T00:00:00Z\" \
         && ip.services.port in {{{first} {second} {third}}} && dns_domain.fqdn contains \"{}\" \
         && triage.assigned_to != \"{}\" && subsidiaries.name in {{\"Example Labs\" \"{}\"}}",
        values.criticality,
        values.host.trim_start_matches('*'),
        values.assignee,
        values.subsidiary,
    )
}

fn wirefilter_clauses(scheme: &Scheme, text: &str) -> Result<usize, Box<dyn Error>> {
    let tree = scheme.parse(text).map_err(|error| error.to_string())?;
    // Its tree is private but can be formatted.
    let tree = serde_json::to_value(tree)?;
    Ok(tree["items"].as_array().map_or(0, Vec::len))
}

fn rsql_text(values: Values<'_>) -> String {
    let [first, second, third] = values.ports;
    format!(
        "criticality=='{}';last_seen>=2026-11-15T00:00:00Z;ip.services.port=in=({first},{second},{third})\
         ;dns_domain.fqdn=like='{}';triage.assigned_to!='{}'\
         ;subsidiaries.name=in=('Example Labs','{}')",
        values.criticality, values.host, values.assignee, values.subsidiary,
    )
}

fn rsql_clauses(names: &[&str], text: &str) -> Result<usize, Box<dyn Error>> {
    match RestSql::new_for_fields(text, names)?.ast() {
        Ast::And(parts) => Ok(parts.len()),
        _ => Ok(1),
    }
}

fn tantivy_text(values: Values<'_>) -> String {
    let [first, second, third] = values.ports;
    format!(
        "criticality:\"{}\" AND last_seen:>=2026-11-15T00:00:00Z \
         AND ip.services.port: IN [{first} {second} {third}] AND dns_domain.fqdn:{} \
         AND NOT triage.assigned_to:\"{}\" AND subsidiaries.name: IN [\"Example Labs\" \"{}\"]",
        values.criticality, values.host, values.assignee, values.subsidiary,
    )
}

/// The same with a sign before each part, `+` where it must hold.
fn tantivy_signs(values: Values<'_>) -> String {
    let text = tantivy_text(values).replace("AND NOT ", "-");
    format!("+{}", text.replace("AND ", "+"))
}

fn tantivy_clauses(text: &str) -> Result<usize, Box<dyn Error>> {
    let tree = tantivy_query_grammar::parse_query(text);
    match tree.map_err(|error| format!("{error:?}"))? {
        UserInputAst::Clause(parts) => Ok(parts.len()),
        _ => Ok(1),
    }
}

fn sql_text(values: Values<'_>) -> String {
    let [first, second, third] = values.ports;
    format!(
        "criticality = '{}' AND last_seen >= '2026-11-15T00:00:00Z' \
         AND ip.services.port IN ({first}, {second}, {third}) AND dns_domain.fqdn LIKE '{}' \
         AND triage.assigned_to <> '{}' AND subsidiaries.name IN ('Example Labs', '{}')",
        values.criticality,
        values.host.replace('*', "%"),
        values.assignee,
        values.subsidiary,
    )
}

fn sql_condition(text: &str) -> Result<Expr, ParserError> {
    Parser::new(&GenericDialect {})
        .try_with_sql(text)?
        .parse_expr()
}

fn conjuncts(condition: &Expr) -> usize {
    match condition {
        Expr::BinaryOp {
            left,
            op: BinaryOperator::And,
            right,
        } => conjuncts(left) + conjuncts(right),
        _ => 1,
    }
}

//! Expressions on Parquet files of several row groups: the rows of evaluation, and their pushdown.

use std::error::Error;
use std::sync::Arc;

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::{DataType, Field, Int64Type, Schema, TimeUnit};
use datafusion::arrow::json::ReaderBuilder;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::file::properties::WriterProperties;
use datafusion::physical_plan::displayable;
use datafusion::prelude::{DataFrame, ParquetReadOptions, SessionConfig, SessionContext, ident};
use fql::collections::any::Any;
use fql::eval::Matcher;
use fql::{Filter, Instant};
use fql_sql_datafusion::{ExprError, ExprLowering};
use fql_syntax::push_quoted;
use proptest::prelude::*;
use serde_json::{Value, json};

type TestResult = Result<(), Box<dyn Error>>;

/// Strings that would change a statement if they were not escaped, and others that fold or compare unusually.
const NAMES: &[&str] = &[
    "web-1",
    "WEB-1",
    "it's",
    "'; DROP TABLE t; --",
    "' OR 1=1 --",
    "\\' OR '1'='1",
    "\"quoted\"",
    "100%",
    "a_b",
    "$1",
    "un\nknown",
    "a\0b",
    "straße",
    "\u{2019}",
];

fn now() -> Instant {
    "2026-11-22T10:00:00Z".parse().expect("a time")
}

/// Returns documents with nulls, missing members, and lists of zero to three elements. Ids ascend, so that row
/// groups have disjoint ranges.
fn documents() -> Vec<Value> {
    let document = |id: usize| match id % 5 {
        0 => json!({"id": id, "name": null, "ip": null}),
        1 => json!({"id": id}),
        remainder => json!({
            "id": id,
            "name": NAMES[id % NAMES.len()],
            "manual": id % 2 == 0,
            "score": id as f64 / 4.0,
            "seen": format!("2026-11-{:02}T10:00:00.5Z", 1 + id % 28),
            "text_seen": format!("2026-11-{:02}T12:00:00+02:00", 1 + id % 28),
            "address": format!("192.0.2.{}", id % 250),
            "ip": {"services": (0..remainder % 4).map(|port| json!({"port": 20 + port})).collect::<Vec<_>>()},
        }),
    };
    (0..400).map(document).collect()
}

fn schema() -> Schema {
    let port = Field::new("port", DataType::Int64, true);
    let service = Field::new("item", DataType::Struct(vec![port].into()), true);
    let services = Field::new("services", DataType::List(service.into()), true);
    let seen = DataType::Timestamp(TimeUnit::Microsecond, None);
    Schema::new(vec![
        Field::new("id", DataType::Int64, true),
        Field::new("name", DataType::Utf8, true),
        Field::new("manual", DataType::Boolean, true),
        Field::new("score", DataType::Float64, true),
        Field::new("seen", seen, true),
        Field::new("text_seen", DataType::Utf8, true),
        Field::new("address", DataType::Utf8, true),
        Field::new("ip", DataType::Struct(vec![services].into()), true),
    ])
}

/// Writes documents as Parquet with row groups of 50 rows, and opens it.
async fn table(
    folder: &tempfile::TempDir,
    documents: &[Value],
) -> Result<DataFrame, Box<dyn Error>> {
    let path = folder.path().join("t.parquet");
    let schema = Arc::new(schema());
    let mut decoder = ReaderBuilder::new(Arc::clone(&schema)).build_decoder()?;
    decoder.serialize(documents)?;
    let batch: RecordBatch = decoder.flush()?.ok_or("no rows")?;
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(50))
        .build();
    let mut writer = ArrowWriter::try_new(std::fs::File::create(&path)?, schema, Some(properties))?;
    writer.write(&batch)?;
    writer.close()?;
    let config = SessionConfig::new().set_bool(
        "datafusion.optimizer.enable_leaf_expression_pushdown",
        false,
    );
    let context = SessionContext::new_with_config(config);
    let path = path.to_str().ok_or("a path that is not UTF-8")?;
    Ok(context
        .read_parquet(path, ParquetReadOptions::default())
        .await?)
}

async fn ids(table: &DataFrame, filter: &Filter<Any>) -> Result<Vec<i64>, Box<dyn Error>> {
    let expr = ExprLowering::new(table.schema(), now()).to_expr(filter)?;
    let batches = table
        .clone()
        .filter(expr)?
        .select(vec![ident("id")])?
        .collect()
        .await?;
    let columns = batches
        .iter()
        .map(|batch| batch.column(0).as_primitive::<Int64Type>());
    let mut ids: Vec<i64> = columns
        .flat_map(|column| column.values().to_vec())
        .collect();
    ids.sort_unstable();
    Ok(ids)
}

fn expected(documents: &[Value], filter: &Filter<Any>) -> Result<Vec<i64>, Box<dyn Error>> {
    let matcher = Matcher::new(filter, now())?;
    let matching = documents
        .iter()
        .filter(|document| matcher.matches(document));
    Ok(matching
        .filter_map(|document| document["id"].as_i64())
        .collect())
}

#[tokio::test]
async fn expression_selects_rows_of_evaluation() -> TestResult {
    let folder = tempfile::tempdir()?;
    let documents = documents();
    let table = table(&folder, &documents).await?;
    for filter in [
        "",
        "id:>395",
        "id:!3",
        "name:!'web-1'",
        "name:null",
        "name:!null",
        "name:~'web'",
        "name:~'STRASSE'",
        "name:*'un*known'",
        "manual:true",
        "score:>=99.25",
        "score:*'*.5'",
        "seen:>'now-7d'+id:<100",
        "seen:<'2026-11-03T10:00:00.6Z'",
        "text_seen:>='2026-11-20T10:00:00Z'",
        "address:>='192.0.2.240'",
        "ip:null",
        "ip.services.port:22",
        "ip.services.port:!22,missing:'x'",
        "ip.services.port:[20,21]+manual:false+missing:null",
        "(ip.services.port:22,name:'straße')+!(id:[4,9,16])",
    ] {
        let filter: Filter<Any> = filter.parse()?;
        let expected = expected(&documents, &filter)?;
        assert!(!expected.is_empty(), "{filter}");
        assert_eq!(ids(&table, &filter).await?, expected, "{filter}");
    }
    Ok(())
}

#[tokio::test]
async fn hostile_values_select_their_rows() -> TestResult {
    let folder = tempfile::tempdir()?;
    let documents = documents();
    let table = table(&folder, &documents).await?;
    for name in NAMES {
        for operator in ["", "!", "~"] {
            let mut filter = format!("name:{operator}");
            push_quoted(name, &mut filter);
            let filter: Filter<Any> = filter.parse()?;
            let expected = expected(&documents, &filter)?;
            assert!(!expected.is_empty(), "{filter}");
            assert_eq!(ids(&table, &filter).await?, expected, "{filter}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn plain_columns_prune_row_groups() -> TestResult {
    let folder = tempfile::tempdir()?;
    let table = table(&folder, &documents()).await?;
    let filter: Filter<Any> = "id:>395+seen:>'2026-11-20'+ip.services.port:22".parse()?;
    let expr = ExprLowering::new(table.schema(), now()).to_expr(&filter)?;
    let plan = table.filter(expr)?.create_physical_plan().await?;
    let plan = displayable(plan.as_ref()).indent(false).to_string();
    let (_, pruning) = plan
        .split_once("pruning_predicate=")
        .ok_or("no pruning predicate")?;
    for part in ["id_max@", "395", "seen_max@"] {
        assert!(pruning.contains(part), "{part}: {plan}");
    }
    Ok(())
}

#[tokio::test]
async fn inexact_filters_are_errors() -> TestResult {
    let folder = tempfile::tempdir()?;
    let table = table(&folder, &documents()).await?;
    let lowering = ExprLowering::new(table.schema(), now());
    let filter: Filter<Any> = "seen:*'2026*'".parse()?;
    let error = lowering.to_expr(&filter).expect_err("times have no text");
    assert!(matches!(error, ExprError::Sql(_)), "{error}");
    Ok(())
}

/// Returns a filter with this many groups, each in the one before.
fn nested(depth: usize) -> String {
    let mut filter = String::from("id:1");
    for level in 0..depth {
        let connective = if level % 2 == 0 { ',' } else { '+' };
        filter = format!("({filter}{connective}name:!'x')");
    }
    filter
}

#[tokio::test]
async fn deep_groups_select_rows_of_evaluation() -> TestResult {
    let folder = tempfile::tempdir()?;
    let documents = documents();
    let table = table(&folder, &documents).await?;
    let filter: Filter<Any> = nested(120).parse()?;
    assert_eq!(ids(&table, &filter).await?, expected(&documents, &filter)?);
    Ok(())
}

proptest! {
    /// The value is one literal, whatever it is: the parts around it do not change.
    #[test]
    fn values_do_not_change_expressions(value in "['\"\\\\\0\r\n\u{85}$;{}:!%_a-]{1,12}") {
        let schema = Schema::new(vec![Field::new("name", DataType::Utf8, true)]);
        let schema = datafusion::common::DFSchema::try_from(schema).expect("a schema");
        let mut filter = String::from("name:");
        push_quoted(&value, &mut filter);
        let filter: Filter<Any> = filter.parse().expect("a filter");
        let expr = ExprLowering::new(&schema, now()).to_expr(&filter).expect("supported");
        let text = expr.to_string();
        prop_assert!(text.starts_with("name IS NOT NULL AND name = "), "{}", text);
        if !value.contains(char::is_control) {
            prop_assert_eq!(text, format!("name IS NOT NULL AND name = Utf8(\"{value}\")"));
        }
    }
}

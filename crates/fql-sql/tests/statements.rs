//! The statements of each dialect.

use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use fql::{Filter, Instant};
use fql_sql::{ColumnType, Dialect, Lowering, SampleError, Shape, SqlError, TimeUnit};

fn now() -> Instant {
    "2026-11-22T10:00:00Z".parse().expect("a time")
}

fn shape() -> Shape {
    Shape::from_sample(
        r#"{"criticality":"High","confidence":100,"manual":true,"last_seen":"2026-11-22",
            "ip":{"asn":64496.5,"ptr":null,"services":[{"port":22}]}}"#,
    )
    .expect("a sample")
}

fn lowered(dialect: Dialect, shape: &Shape, filter: &str) -> Result<String, SqlError> {
    let filter: Filter<ExternalAssets> = filter.parse().expect(filter);
    Lowering::new(dialect, shape, now()).to_sql(&filter)
}

#[test]
fn dialects_spell_lists_and_negation() {
    let filter = "criticality:!'Critical'+ip.services.port:>1024";
    for (dialect, expected) in [
        (
            Dialect::DuckDb,
            r#"(("criticality" IS NULL OR NOT ("criticality" = 'Critical')) AND COALESCE(len(list_filter(struct_extract("ip", 'services'), lambda fql_1: struct_extract(fql_1, 'port') > 1024)) > 0, FALSE))"#,
        ),
        (
            Dialect::DataFusion,
            r#"(("criticality" IS NULL OR NOT ("criticality" = 'Critical')) AND COALESCE(any_match(get_field("ip", 'services'), fql_1 -> get_field(fql_1, 'port') > 1024), FALSE))"#,
        ),
        (
            Dialect::Spark,
            "((`criticality` IS NULL OR NOT (`criticality` = 'Critical')) AND COALESCE(exists(`ip`['services'], fql_1 -> fql_1['port'] > 1024), FALSE))",
        ),
        (
            Dialect::ClickHouse,
            "((`criticality` IS NULL OR NOT (`criticality` = 'Critical')) AND COALESCE(arrayExists(fql_1 -> ifNull(tupleElement(fql_1, 'port') > 1024, FALSE), tupleElement(`ip`, 'services')), FALSE))",
        ),
    ] {
        let sql = lowered(dialect, &shape(), filter);
        assert_eq!(sql.expect("supported"), expected, "{dialect}");
    }
}

#[test]
fn empty_filter_is_true() {
    for dialect in Dialect::ALL {
        assert_eq!(lowered(dialect, &shape(), "").expect("supported"), "TRUE");
    }
}

#[test]
fn groups_have_parentheses() {
    let sql = lowered(
        Dialect::DuckDb,
        &shape(),
        "manual:true,(confidence:1+confidence:!2)",
    );
    assert_eq!(
        sql.expect("supported"),
        r#"(("manual" IS NOT NULL AND "manual") OR (("confidence" IS NOT NULL AND "confidence" = 1) AND ("confidence" IS NULL OR NOT ("confidence" = 2))))"#
    );
}

#[test]
fn bounds_beyond_a_column_are_constant() {
    for (filter, expected) in [
        ("confidence:18446744073709551615", "FALSE"),
        ("confidence:!18446744073709551615", "TRUE"),
    ] {
        assert_eq!(
            lowered(Dialect::DuckDb, &shape(), filter).expect(filter),
            expected
        );
    }
}

#[test]
fn unknown_columns_are_errors() {
    for (shape, filter, message) in [
        (
            shape(),
            "perimeter:!'x'",
            "missing field `perimeter` in the shape",
        ),
        (
            shape(),
            "ip.ptr:'x'",
            "unknown type of `ip.ptr` in the shape: the sample has only `null`",
        ),
        (
            Shape::from_sample(r#"{"ip":"192.0.2.1"}"#).expect("a sample"),
            "ip.ptr:!'x'",
            "missing field `ip.ptr` in the shape",
        ),
        (
            Shape::from_sample(r#"[{"id":1},{"id":1.5}]"#).expect("a sample"),
            "id:'1'",
            "unknown type of `id` in the shape: integers and fractions; write the integers as `1.0` \
             if the column has floating-point numbers",
        ),
        (
            Shape::from_sample(r#"{"id":1} {"id":"x"}"#).expect("a sample"),
            "id:'x'",
            "unknown type of `id` in the shape: values of several types",
        ),
    ] {
        let error = lowered(Dialect::DuckDb, &shape, filter).expect_err(filter);
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn samples_without_documents_are_errors() {
    for sample in ["", " \n", "[]", "[] []"] {
        assert_eq!(Shape::from_sample(sample), Err(SampleError::Empty));
    }
    assert!(Shape::from_sample("{}").is_ok());
}

#[test]
fn integer_bounds_keep_their_fractions() {
    let shape = Shape::from_sample(r#"{"size":1}"#).expect("a sample");
    for (bound, expected) in [
        (">1.5", "`size` > 1.5e0D)"),
        ("<=-0.5", "`size` <= -5e-1D)"),
        (">2.0", "`size` > 2)"),
        ("2.5", "`size` = 2.5e0D)"),
        ("'2.5'", "`size` = 2.5e0D)"),
    ] {
        let filter: Filter<Any> = format!("size:{bound}").parse().expect(bound);
        let sql = Lowering::new(Dialect::Spark, &shape, now()).to_sql(&filter);
        let sql = sql.expect("supported");
        assert!(sql.ends_with(expected), "{sql}");
    }
}

#[test]
fn times_have_the_unit_of_their_column() {
    let filter = "last_seen:>'2026-11-22T10:00:00.0000005Z'";
    let lowered = |dialect, unit, has_zone| {
        let column = ColumnType::Timestamp { unit, has_zone };
        let shape = Shape::from_columns([("last_seen", column)]);
        lowered(dialect, &shape, filter)
    };
    for (dialect, unit, has_zone, expected) in [
        (
            Dialect::DuckDb,
            TimeUnit::Millisecond,
            true,
            r#""last_seen" BETWEEN CAST('2026-11-22T10:00:00.001Z' AS TIMESTAMPTZ) AND CAST('9999-12-31T23:59:59.999Z' AS TIMESTAMPTZ)"#,
        ),
        (
            Dialect::DataFusion,
            TimeUnit::Nanosecond,
            false,
            r#""last_seen" BETWEEN arrow_cast('2026-11-22T10:00:00.000000501', 'Timestamp(Nanosecond, None)') AND arrow_cast('2262-04-11T23:47:16.854775806', 'Timestamp(Nanosecond, None)')"#,
        ),
        (
            Dialect::Spark,
            TimeUnit::Microsecond,
            false,
            "`last_seen` BETWEEN CAST('2026-11-22T10:00:00.000001' AS TIMESTAMP_NTZ) AND CAST('9999-12-31T23:59:59.999999' AS TIMESTAMP_NTZ)",
        ),
        (
            Dialect::ClickHouse,
            TimeUnit::Second,
            true,
            "`last_seen` BETWEEN fromUnixTimestamp64Second(toInt64(1795341601)) AND fromUnixTimestamp64Second(toInt64(253402300799))",
        ),
    ] {
        let sql = lowered(dialect, unit, has_zone).expect("supported");
        assert!(sql.contains(expected), "{sql}");
    }
    let error = lowered(Dialect::Postgres, TimeUnit::Nanosecond, true).expect_err("no such type");
    assert!(error.to_string().ends_with(
        "the dialect does not compare nanoseconds exactly; use a column of microseconds"
    ));
}

#[test]
fn column_missing_from_complete_shape_is_null() {
    let shape = Shape::from_columns([("id", ColumnType::Text)]);
    for (filter, expected) in [
        ("criticality:'x'", "FALSE"),
        ("criticality:!'x'", "TRUE"),
        ("criticality:null", "TRUE"),
    ] {
        assert_eq!(
            lowered(Dialect::Spark, &shape, filter).expect(filter),
            expected
        );
    }
}

#[test]
fn inexact_clauses_are_errors() {
    let real = Shape::from_columns([("perimeter", ColumnType::Real)]);
    let json = Shape::json_column("doc");
    for (dialect, shape, filter, message) in [
        (
            Dialect::Spark,
            &real,
            "perimeter:*'1*'",
            "spark does not support `perimeter:*'1*'`: fractional numbers have no exact text",
        ),
        (
            Dialect::DataFusion,
            &json,
            "criticality:'x'",
            "datafusion does not support `criticality:'x'`: JSON columns are not supported",
        ),
    ] {
        let error = lowered(dialect, shape, filter).expect_err(filter);
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn deep_groups_are_errors() {
    let mut source = String::from("confidence:1");
    for depth in 0..2 * fql_sql::MAX_DEPTH {
        let connective = if depth % 2 == 0 { ',' } else { '+' };
        source = format!("({source}{connective}confidence:2)");
    }
    let limits = fql::Limits::DEFAULT.with_max_nesting(10_000);
    let parsed = fql_syntax::parse_with(&source, &limits);
    let tree = parsed.tree().expect("a filter");
    let shape = shape();
    let lowering = Lowering::new(Dialect::DuckDb, &shape, now());
    let table = &fql::collections::external_assets::TABLE;
    assert!(matches!(
        lowering.tree_to_sql(table, tree),
        Err(SqlError::TooDeep)
    ));
}

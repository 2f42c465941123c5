"""Runs the SQL of random filters on an engine, and compares the rows with those that evaluation says.

    engines.py ENGINE FOLDER [MINIMUM]

FOLDER is that of the example `differential`. Fails if a row differs, or if fewer than MINIMUM filters ran.
"""

import datetime
import decimal
import json
import math
import sys
import time
from collections import Counter
from pathlib import Path

import pyarrow
import pyarrow.parquet

ID = "row id"


def arrow_type(described):
    if isinstance(described, str):
        return {
            "text": pyarrow.string(),
            "json": pyarrow.string(),
            "integer": pyarrow.int64(),
            "unsigned": pyarrow.uint64(),
            "real": pyarrow.float64(),
            "boolean": pyarrow.bool_(),
        }[described]
    if "time" in described:
        return pyarrow.timestamp(described["time"], "UTC" if described["zone"] else None)
    if "list" in described:
        return pyarrow.list_(arrow_type(described["list"]))
    return pyarrow.struct([(name, arrow_type(member)) for name, member in described["struct"]])


def stored(described, value):
    """The value of a document as a value of Arrow."""
    if described == "json":
        return json.dumps(value)
    if value is None or isinstance(described, str):
        return value
    if "time" in described:
        seconds, _, fraction = value.removesuffix("Z").partition(".")
        moment = datetime.datetime.fromisoformat(seconds).replace(tzinfo=datetime.timezone.utc)
        units = 1000 ** ("s", "ms", "us", "ns").index(described["time"])
        return int(moment.timestamp()) * units + int(fraction or 0)
    if "list" in described:
        return [stored(described["list"], element) for element in value]
    return {name: stored(member, value.get(name)) for name, member in described["struct"]}


def has_json(described):
    if isinstance(described, str):
        return described == "json"
    return has_json(described.get("list", "")) or any(has_json(member) for _, member in described.get("struct", ()))


def write_parquet(dataset, documents, columns):
    """Writes the documents as Parquet, and returns its path."""
    if columns is None:
        rows = [{"a doc": document} for document in documents]
        fields = [("a doc", pyarrow.string())]
    else:
        rows = [stored({"struct": columns}, json.loads(document)) for document in documents]
        fields = [(name, arrow_type(described)) for name, described in columns]
        # Documents have null where a column has NaN or an infinity.
        for name in (name for name, described in columns if described == "real"):
            for index, row in enumerate(rows):
                if row.get(name) is None:
                    row[name] = (None, math.nan, math.inf, -math.inf)[index % 4]
    rows = [{ID: index, **row} for index, row in enumerate(rows)]
    schema = pyarrow.schema([(ID, pyarrow.int64()), *fields])
    path = str(dataset / "documents.parquet")
    # Spark's reader fails for some dictionaries of nested columns.
    table = pyarrow.Table.from_pylist(rows, schema)
    pyarrow.parquet.write_table(table, path, row_group_size=50, use_dictionary=False)
    return path


def value(param):
    """A parameter as a Python value."""
    ((kind, written),) = param.items()
    return {"text": str, "integer": int, "real": float}[kind](written)


# The name of a struct, which `name.member` must not select a column of.
ALIAS = "device"


class DuckDb:
    name = "duckdb"

    def __init__(self):
        import duckdb

        self.connection = duckdb.connect()
        self.version = duckdb.__version__

    def column_type(self, described):
        if isinstance(described, str):
            return {
                "text": "VARCHAR",
                "json": "JSON",
                "integer": "BIGINT",
                "unsigned": "UBIGINT",
                "real": "DOUBLE",
                "boolean": "BOOLEAN",
            }[described]
        if "time" in described:
            if described["zone"]:
                return "TIMESTAMPTZ"
            return {"s": "TIMESTAMP_S", "ms": "TIMESTAMP_MS", "us": "TIMESTAMP", "ns": "TIMESTAMP_NS"}[described["time"]]
        if "list" in described:
            return f"{self.column_type(described['list'])}[]"
        members = ", ".join(f'"{name}" {self.column_type(member)}' for name, member in described["struct"])
        return f"STRUCT({members})"

    def load(self, path, columns):
        columns = [("a doc", "json")] if columns is None else columns
        casts = [f'"{name}"::{self.column_type(described)} AS "{name}"' for name, described in columns if has_json(described)]
        document = "* EXCLUDE (\"row id\")" + (f" REPLACE ({', '.join(casts)})" if casts else "")
        select = f'SELECT "row id", {document} FROM read_parquet(\'{path}\')'
        # A view of the file, so that filters are pushed down, and a table.
        self.connection.execute(f"CREATE OR REPLACE VIEW v AS {select}")
        self.connection.execute(f"CREATE OR REPLACE TABLE t AS {select}")

    def results(self, sql):
        return self.connection.execute(f'SELECT "row id", ({sql}) FROM t AS {ALIAS}').fetchall()

    def matches(self, sql, params):
        params = [value(param) for param in params]
        return [row[0] for row in self.connection.execute(f'SELECT "row id" FROM v AS {ALIAS} WHERE {sql}', params).fetchall()]


class DataFusion:
    name = "datafusion"

    def __init__(self):
        import datafusion

        self.version = datafusion.__version__
        self.module = datafusion

    def load(self, path, columns):
        config = self.module.SessionConfig()
        config = config.set("datafusion.sql_parser.dialect", "duckdb")
        # With it, DataFusion 55 fails for lists in structs next to another condition.
        config = config.set("datafusion.optimizer.enable_leaf_expression_pushdown", "false")
        self.context = self.module.SessionContext(config)
        self.context.register_parquet("t", path)

    def rows(self, sql, params=()):
        values = {str(index + 1): self.value(param) for index, param in enumerate(params)}
        frame = self.context.sql(sql, param_values=values or None)
        return [tuple(row.values()) for batch in frame.collect() for row in batch.to_pylist()]

    def value(self, param):
        # Python's integers are passed as 64 bits with a sign.
        return decimal.Decimal(param["integer"]) if "integer" in param else value(param)

    def results(self, sql):
        return self.rows(f'SELECT "row id", ({sql}) AS result FROM t')

    def matches(self, sql, params):
        return [row[0] for row in self.rows(f'SELECT "row id" FROM t WHERE {sql}', params)]

    def selected(self, sql):
        """The rows that the expression of the program's own plan selects."""
        table = self.context.table("t")
        batches = table.filter(table.parse_sql_expr(sql)).select('"row id"').collect()
        return [row for batch in batches for row in batch.column(0).to_pylist()]


class ClickHouse:
    name = "clickhouse"

    def __init__(self):
        from chdb import session

        self.session = session.Session()
        self.version = str(self.session.query("SELECT version()")).strip()

    def column_type(self, described):
        if isinstance(described, str):
            return {
                "text": "Nullable(String)",
                "json": "Nullable(String)",
                "integer": "Nullable(Int64)",
                "unsigned": "Nullable(UInt64)",
                "real": "Nullable(Float64)",
                "boolean": "Nullable(Bool)",
            }[described]
        if "time" in described:
            return f"Nullable(DateTime64({3 * ('s', 'ms', 'us', 'ns').index(described['time'])}, 'UTC'))"
        if "list" in described:
            return f"Array({self.column_type(described['list'])})"
        members = ", ".join(f"`{name}` {self.column_type(member)}" for name, member in described["struct"])
        return f"Tuple({members})"

    def load(self, path, columns):
        structure = ", ".join(f"`{name}` {self.column_type(described)}" for name, described in columns)
        structure = f"`row id` Int64, {structure}"
        self.session.query("DROP TABLE IF EXISTS t")
        self.session.query(f"CREATE TABLE t ({structure}) ENGINE = Memory")
        structure = structure.replace("'", "\\'")
        self.session.query(f"INSERT INTO t SELECT * FROM file('{path}', Parquet, '{structure}')")

    def rows(self, sql, params=()):
        # Values of parameters are escaped as in the format TabSeparated.
        values = {f"p{index + 1}": self.escaped(param) for index, param in enumerate(params)}
        output = str(self.session.query(sql, "JSONCompactEachRow", params=values or None))
        return [json.loads(line) for line in output.splitlines()]

    def escaped(self, param):
        written = str(value(param)) if "integer" not in param else param["integer"]
        for character, escape in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\0", "\\0")):
            written = written.replace(character, escape)
        return written

    def results(self, sql):
        return [(int(row), result) for row, result in self.rows(f"SELECT `row id`, ({sql}) FROM t")]

    def matches(self, sql, params):
        return [int(row) for row, in self.rows(f"SELECT `row id` FROM t WHERE {sql}", params)]


class Spark:
    name = "spark"

    def __init__(self):
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("differential")
        builder = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
        # Nanoseconds are not supported, but other columns of the file are.
        builder = builder.config("spark.sql.legacy.parquet.nanosAsLong", "true")
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        self.version = self.session.version

    def load(self, path, columns):
        self.session.read.parquet(f"file://{path}").createOrReplaceTempView("t")

    def results(self, sql):
        return [tuple(row) for row in self.session.sql(f"SELECT `row id`, ({sql}) FROM t AS {ALIAS}").collect()]

    def matches(self, sql, params):
        args = {f"p{index + 1}": value(param) for index, param in enumerate(params)}
        return [row[0] for row in self.session.sql(f"SELECT `row id` FROM t AS {ALIAS} WHERE {sql}", args=args).collect()]


class Postgres:
    name = "postgres"

    def __init__(self):
        import os

        import psycopg

        self.connection = psycopg.connect(os.environ["DATABASE"], autocommit=True)
        self.version = str(self.connection.info.server_version)
        self.cursor = psycopg.RawCursor(self.connection)

    def load(self, path, columns):
        types = {
            "text": "text",
            "json": "jsonb",
            "integer": "bigint",
            "unsigned": "numeric",
            "real": "float8",
            "boolean": "boolean",
        }
        scalars = [("a doc", "jsonb")]
        if columns is not None:
            scalars = [(name, types[described]) for name, described in columns if isinstance(described, str)]
            for name, described in columns:
                if "time" in described and described["time"] != "ns":
                    scalars.append((name, "timestamptz" if described["zone"] else "timestamp"))
        rows = pyarrow.parquet.read_table(path, columns=[ID, *(name for name, _ in scalars)]).to_pylist()
        self.cursor.execute('DROP TABLE IF EXISTS t')
        definitions = ", ".join(f'"{name}" {column_type}' for name, column_type in scalars)
        self.cursor.execute(f'CREATE TABLE t ("row id" bigint, {definitions})')
        values = ", ".join(f"${index + 2}::{column_type}" for index, (_, column_type) in enumerate(scalars))
        skipped = set()
        for row in rows:
            row = [row[ID], *(row[name] for name, _ in scalars)]
            if any("\0" in value for value in row if isinstance(value, str)):
                # Text has no NUL.
                skipped.add(row[0])
            else:
                self.cursor.execute(f"INSERT INTO t VALUES ($1, {values})", row)
        return skipped

    def results(self, sql):
        return self.cursor.execute(f'SELECT "row id", ({sql}) FROM t').fetchall()

    def matches(self, sql, params):
        params = [value(param) for param in params]
        return [row[0] for row in self.cursor.execute(f'SELECT "row id" FROM t WHERE {sql}', params).fetchall()]


ENGINES = {engine.name: engine for engine in (DuckDb, DataFusion, ClickHouse, Spark, Postgres)}


def difference(engine, statement, expected):
    """Returns a description of the difference between the rows, or None."""
    try:
        results = engine.results(statement["sql"])
        unknown = [row for row, result in results if result not in (True, False)]
        if unknown:
            return f"neither true nor false: {unknown[:5]}"
        rows = sorted(row for row, result in results if result)
        if rows != expected:
            return describe("expression", rows, expected)
        rows = sorted(engine.matches(statement["bound"], statement["params"]))
        if rows != expected:
            return describe("parameters", rows, expected)
        if hasattr(engine, "selected"):
            rows = sorted(engine.selected(statement["sql"]))
            if rows != expected:
                return describe("plan", rows, expected)
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:600]}"
    return None


def accepted_deep_arrays(engine, dataset):
    """The filters that are no error for a document with deeper arrays than the shape says."""
    deep = dataset / "deep.json"
    for case in json.loads(deep.read_text()) if deep.exists() else ():
        engine.load(write_parquet(dataset, [case["document"]], None), None)
        try:
            engine.results(case["sql"][engine.name])
        except Exception as error:
            if "nested more than 2 deep" in str(error):
                continue
        yield case["filter"]


def describe(what, rows, expected):
    missing = sorted(set(expected) - set(rows))[:5]
    return f"{what}: missing {missing}, unexpected {sorted(set(rows) - set(expected))[:5]}"


def main():
    engine = ENGINES[sys.argv[1]]()
    folder = Path(sys.argv[2]).absolute()
    minimum = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    started = time.monotonic()
    count = matching = differences = 0
    unsupported = Counter()
    for dataset in sorted(folder.iterdir()):
        documents = (dataset / "documents.ndjson").read_text().splitlines()
        columns = json.loads((dataset / "columns.json").read_text())
        skipped = engine.load(write_parquet(dataset, documents, columns), columns) or set()
        for line in (dataset / "filters.ndjson").read_text().splitlines():
            case = json.loads(line)
            statement = case["sql"].get(engine.name)
            if statement is None:
                unsupported[case["errors"][engine.name].split("`: ")[-1]] += 1
                continue
            count += 1
            matching += bool(case["ids"])
            expected = [row for row in case["ids"] if row not in skipped]
            message = difference(engine, statement, expected)
            if message:
                differences += 1
                if differences <= 10:
                    print(f"{dataset.name} {case['filter']!r}\n  {message}\n  {statement['sql'][:500]}")
        for filter in accepted_deep_arrays(engine, dataset):
            differences += 1
            print(f"{dataset.name} {filter!r}\n  no error for arrays that are too deep")
    seconds = time.monotonic() - started
    print(
        f"{engine.name} {engine.version}: {count} filters, {matching} with matches, {differences} with other rows, "
        f"{seconds:.0f} s"
    )
    for reason, number in unsupported.most_common():
        print(f"  unsupported: {number} filters: {reason}")
    if differences or count < minimum:
        sys.exit(1)


main()

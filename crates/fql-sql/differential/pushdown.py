"""Shows that DataFusion pushes the expression of a filter down into Parquet.

    pushdown.py FQL FOLDER

FOLDER has assets.ndjson. Fails if the plan has no pruning predicate for a column, or if the count of documents is
not the one of `fql match`.
"""

import json
import subprocess
import sys
from pathlib import Path

import datafusion
import pyarrow
import pyarrow.parquet

FILTER = "confidence:>=50+criticality:!'Critical'+ip.services.port:[22,3389,443]"
PREDICATES = ("confidence_max@", "confidence_null_count@")


def main():
    fql, documents = sys.argv[1], Path(sys.argv[2]) / "assets.ndjson"
    service = pyarrow.struct([("port", pyarrow.int64())])
    ip = pyarrow.struct([("services", pyarrow.list_(service))])
    schema = pyarrow.schema([("confidence", pyarrow.int64()), ("criticality", pyarrow.string()), ("ip", ip)])
    rows = [json.loads(line) for line in documents.open()]
    path = documents.with_name("pushdown.parquet")
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema), path)

    sql = subprocess.run(
        [fql, "sql", "-c", "any", "-d", "datafusion", "--shape", documents, FILTER], capture_output=True, check=True, text=True
    ).stdout
    config = datafusion.SessionConfig()
    config = config.set("datafusion.sql_parser.dialect", "duckdb")
    config = config.set("datafusion.optimizer.enable_leaf_expression_pushdown", "false")
    context = datafusion.SessionContext(config)
    context.register_parquet("t", str(path))
    table = context.table("t")
    filtered = table.filter(table.parse_sql_expr(sql))

    _, _, pruning = filtered.execution_plan().display_indent().partition("pruning_predicate=")
    missing = [predicate for predicate in PREDICATES if predicate not in pruning]
    counted = subprocess.run([fql, "match", "-c", "any", "--count", FILTER, documents], capture_output=True, text=True)
    print(f"pushdown: {filtered.count()} of {counted.stdout.strip()}")
    if missing or str(filtered.count()) != counted.stdout.strip():
        sys.exit(f"no pruning predicate for {missing}: {filtered.execution_plan().display_indent()}")


main()

#!/usr/bin/env bash
# Compares `fql match` with DuckDB, DataFusion, ClickHouse (chDB) and Spark, which run the SQL of the same filter on
# NDJSON and on Parquet with one and two threads. PostgreSQL reads neither of these. Prints the medians of the elapsed
# times for a thousandth, a hundredth, a tenth and all of the documents, and from how many documents on an engine is
# faster.
#
# usage: benches/sql/run.sh [ROUNDS [DOCUMENTS]]     (default: 5 and 200000)
# The engines are installed in the virtual environment of crates/fql-sql/differential. FQL=PROGRAM selects another
# build of `fql`. Requires taskset, and Java 17 for Spark.
set -euo pipefail
rounds=${1:-5}
documents=${2:-200000}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
target="$(realpath "${CARGO_TARGET_DIR:-target}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

crates/fql-sql/differential/run.sh install
if [ -z "${FQL:-}" ]; then
    cargo build --release --quiet -p fql-cli --no-default-features
    FQL="$target/release/fql"
fi
cargo run --release --quiet -p fql-benches --example documents -- "$documents" > "$work/documents.ndjson"
"$target/sql/bin/python" benches/sql/bench.py "$FQL" "$work" "$rounds"

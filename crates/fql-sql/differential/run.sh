#!/usr/bin/env bash
# Runs random filters over random documents on the engines of SQL, and compares the rows with those that
# evaluation says. Fails if a row differs.
#
#     run.sh [SUITE...]
#
#   short       200 filters on DuckDB, in less than two minutes; for .ci/run
#   duckdb      10,000 filters on columns, and 2,000 on a column of JSON
#   datafusion  10,000 filters, as SQL and as expressions, and their pushdown into Parquet
#   expr        the tests of fql-sql-datafusion: expressions of Rust on Parquet; compiles DataFusion for a long time
#   clickhouse  2,000 filters
#   postgres    2,000 filters; starts a server of Debian's package postgresql
#   spark       300 filters on a cluster of two executors; needs Java 17
#   pages       the examples of docs/sql.md
#   install     nothing; installs the engines
#
# Without SUITE, runs all but `short`. SEED is 1 by default. The packages of Python are installed in a virtual
# environment below the target folder.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/../../.."

target="$(realpath "${CARGO_TARGET_DIR:-target}")"
cache="$target/sql"
python="$cache/bin/python"
seed="${SEED:-1}"
server=

# Installs these packages of requirements.txt.
pip_install() {
    local package
    if [ ! -x "$python" ]; then
        python3 -m venv "$cache"
    fi
    for package in "$@"; do
        grep "^$package[=\[]" "$here/requirements.txt"
    done | "$python" -m pip install --quiet --disable-pip-version-check --retries 10 --requirement /dev/stdin
}

# Writes the cases NAME, KIND, DATASETS, FILTERS.
generate() {
    rm -rf "${cache:?}/cases/$1"
    "$target/debug/examples/differential" "$cache/cases/$1" "$2" "$seed" "$3" "$4"
}

# Writes generated assets.
assets() {
    rm -rf "$cache/pages"
    mkdir -p "$cache/pages"
    "$target/debug/fql" assets --limit all --format ndjson >"$cache/pages/assets.ndjson"
}

# Runs the cases of a name on an engine, at least MINIMUM.
engine() {
    "$python" "$here/engines.py" "$1" "$cache/cases/$2" "$3"
}

# Installs all engines, for benches/sql.
install() {
    pip_install chdb datafusion duckdb psycopg pyarrow pyspark
}

short() {
    pip_install duckdb pyarrow
    generate short columns 6 30
    generate short-json json 2 25
    engine duckdb short 150
    engine duckdb short-json 40
}

duckdb() {
    pip_install duckdb pyarrow
    generate duckdb columns 270 40
    generate duckdb-json json 52 40
    engine duckdb duckdb 10000
    engine duckdb duckdb-json 2000
}

datafusion() {
    pip_install datafusion pyarrow
    generate datafusion columns 285 40
    engine datafusion datafusion 10000
    assets
    "$python" "$here/pushdown.py" "$target/debug/fql" "$cache/pages"
}

expr() {
    CARGO_TARGET_DIR="$target/datafusion" cargo test --quiet --manifest-path "$here/../datafusion/Cargo.toml"
}

clickhouse() {
    pip_install chdb pyarrow
    generate clickhouse columns 60 40
    engine clickhouse clickhouse 2000
}

postgres() {
    pip_install psycopg pyarrow
    generate postgres json 52 40
    generate postgres-columns columns 10 40
    start_postgres
    engine postgres postgres 2000
    engine postgres postgres-columns 100
    stop_postgres
}

spark() {
    pip_install pyspark pyarrow
    generate spark columns 10 40
    engine spark spark 300
}

pages() {
    install
    assets
    start_postgres
    PATH="$target/debug:$PATH" "$python" "$here/pages.py" docs/sql.md "$cache/pages"
    stop_postgres
}

# A server may not run as root, so it runs as the user of the package.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser --user postgres -- "$@"
    else
        "$@"
    fi
}

start_postgres() {
    local programs
    programs="$(dirname "$(ls /usr/lib/postgresql/*/bin/pg_ctl | tail -1)")"
    server="$(mktemp --directory)"
    chmod 755 "$server"
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres "$server"
    fi
    pg_ctl="$programs/pg_ctl"
    as_postgres "$programs/initdb" --pgdata "$server/data" --auth trust --encoding UTF8 --locale C.UTF-8 >/dev/null
    as_postgres "$pg_ctl" --pgdata "$server/data" --options "-k $server -c listen_addresses=" --log "$server/log" \
        --wait start >/dev/null
    export DATABASE="host=$server user=${PGUSER:-$(if [ "$(id -u)" -eq 0 ]; then echo postgres; else id -un; fi)} dbname=postgres"
}

stop_postgres() {
    if [ -n "$server" ]; then
        as_postgres "$pg_ctl" --pgdata "$server/data" --mode fast --wait stop >/dev/null || true
        rm -rf "$server"
        server=
    fi
}
trap stop_postgres EXIT

# The executors of Spark reach its driver at any address, but not always at that of the host name.
export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}"

if [ $# -eq 0 ]; then
    set -- duckdb datafusion expr clickhouse postgres spark pages
fi
cargo build --quiet --package fql-sql --example differential
case " $* " in
    *" pages "* | *" datafusion "*) cargo build --quiet --package fql-cli ;;
esac
for suite in "$@"; do
    started=$SECONDS
    "$suite"
    echo "$suite: $((SECONDS - started)) s"
done

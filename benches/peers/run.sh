#!/usr/bin/env bash
# Compares the library with other crates and programs, and prints tables.
#
# usage: benches/peers/run.sh [PART…]     (default: all parts)
#
#   part         compared with                                               duration, once built
#   parse        wirefilter, rest-sql, tantivy, sqlparser                    several seconds
#   aggregates   elasticsearch-dsl                                           several seconds
#   python       caracara-filters and falconpy                               a few minutes
#   match        serde_json, jaq, jq, grep                                   two minutes
#   engines      chdb, DuckDB and Polars, with one thread and two            six minutes
#   paging       rusty_falcon                                                several seconds
#   features     caracara-filters and falconpy (claims, not timings)         several seconds
#
# The first build of all parts except `paging` takes about ten minutes on two cores. `paging` takes another ten
# minutes and 7 GB of memory, nearly all of it for rusty_falcon.
#
# `python`, `engines` and `features` require python3 with venv and the package index, and leave no files. `match` requires jq
# and GNU time, and installs jaq into the target directory unless it is on the path. A part that fails is skipped;
# the others run, and the exit status is 1.
set -euo pipefail

parts=(parse aggregates python match engines paging features)
if [ $# -gt 0 ]; then
    for part in "$@"; do
        [[ " ${parts[*]} " = *" $part "* ]] || { echo "unknown part: $part (expected one of: ${parts[*]})" >&2; exit 2; }
    done
    parts=("$@")
fi
# Cargo resolves a relative path against its working directory.
if [[ -n "${CARGO_TARGET_DIR:-}" && "$CARGO_TARGET_DIR" != /* ]]; then
    export CARGO_TARGET_DIR="$PWD/$CARGO_TARGET_DIR"
fi
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
manifest=benches/peers/Cargo.toml
target=${CARGO_TARGET_DIR:-$PWD/benches/peers/target}

# Sets up cleanup of the server and temporary files of a part. Each part runs in its own subshell.
begin() {
    server=
    work=$(mktemp -d)
    trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
}

# Fails with a message if a program is not installed.
require() {
    command -v "$1" > /dev/null || { echo "$1 is not installed" >&2; return 1; }
}

# Builds the bench `paging` of the workspace, which contains the server, and prints its path.
paging_program() {
    local built
    built=$(cargo bench --quiet -p fql-benches --bench paging --no-run --message-format json)
    built=$(sed -n 's/.*"name":"paging".*"executable":"\([^"]*\)".*/\1/p' <<< "$built")
    [ -n "$built" ] || { echo 'cargo did not report the executable of the bench `paging`' >&2; return 1; }
    echo "$built"
}

part_parse() {
    cargo bench --quiet --manifest-path "$manifest" -p fql-peers --bench parse
}

part_aggregates() {
    cargo bench --quiet --manifest-path "$manifest" -p fql-peers --bench aggregates
}

# Creates a Python environment with the packages of a file of requirements.
python_environment() {
    require python3
    python3 -m venv "$work/venv"
    "$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-cache-dir --retries 10 \
        --requirement "benches/peers/python/$1"
    export PYTHONDONTWRITEBYTECODE=1
}

part_python() {
    python_environment requirements.txt
    cargo build --quiet --release --manifest-path benches/peers/programs/Cargo.toml --bin typed_filter
    local paging
    paging=$(paging_program)
    "$work/venv/bin/python" benches/peers/python/filters.py "$target/release/typed_filter"
    "$work/venv/bin/python" benches/peers/python/paging.py "$paging"
}

part_match() {
    require jq
    require /usr/bin/time
    if ! command -v jaq > /dev/null; then
        if [ ! -x "$target/jaq/bin/jaq" ]; then
            cargo install --quiet --locked --version 3.1.2 --root "$target/jaq" jaq \
                || echo 'cannot install jaq: skipping its row' >&2
        fi
        export PATH="$PATH:$target/jaq/bin"
    fi
    benches/match/run.sh
}

# ROUNDS and DOCUMENTS change the number of rounds and of documents.
part_engines() {
    python_environment engines.txt
    cargo build --quiet --release -p fql-cli --no-default-features
    cargo run --quiet --release -p fql-benches --example documents -- "${DOCUMENTS:-200000}" > "$work/documents.ndjson"
    "$work/venv/bin/python" benches/peers/python/engines.py "${CARGO_TARGET_DIR:-target}/release/fql" \
        "$work/documents.ndjson" "${ROUNDS:-5}"
}

part_paging() {
    cargo bench --quiet --manifest-path "$manifest" -p fql-peer-rusty-falcon --bench paging --no-run
    local paging address
    paging=$(paging_program)
    exec 3< <(exec "$paging" serve)
    server=$!
    read -r address <&3
    cargo bench --quiet --manifest-path "$manifest" -p fql-peer-rusty-falcon --bench paging -- "http://$address"
}

part_features() {
    python_environment requirements.txt
    "$work/venv/bin/python" benches/peers/python/features.py
}

skipped=()
for part in "${parts[@]}"; do
    started=$SECONDS
    # In a condition, `set -e` would have no effect inside the subshell.
    set +e
    (set -e; begin; "part_$part")
    status=$?
    set -e
    if [ "$status" -eq 0 ]; then
        printf '\n(%s: %s s, including builds)\n' "$part" $((SECONDS - started))
    else
        skipped+=("$part")
    fi
done
if [ ${#skipped[@]} -gt 0 ]; then
    echo "skipped because of the errors above: ${skipped[*]}" >&2
    exit 1
fi

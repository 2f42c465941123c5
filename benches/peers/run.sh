#!/usr/bin/env bash
# Runs the library beside other crates and programs, and prints tables.
#
# usage: benches/peers/run.sh [PART…]     (all parts unless said)
#
#   part         beside                                        takes, once it is built
#   parse        wirefilter, rest-sql, tantivy, sqlparser                    some seconds
#   aggregates   elasticsearch-dsl                                           some seconds
#   python       caracara-filters and falconpy                       a few minutes
#   match        serde_json, jaq, jq                                         a minute and a half
#   paging       rusty_falcon                                                some seconds
#   features     caracara-filters and falconpy: what they do, no time        some seconds
#
# The first builds of all but `paging` take about ten minutes together on two cores, that of `paging`
# as long again and 7 GB of memory, nearly all of it for that crate.
#
# `python` and `features` need python3 with venv and the package index, and leave nothing behind; `match` needs jq and
# GNU time, and installs jaq into the target folder unless there is one on the path. A part that can't
# run is left out; the others run, and the exit status is 1.
set -euo pipefail

parts=(parse aggregates python match paging features)
if [ $# -gt 0 ]; then
    for part in "$@"; do
        [[ " ${parts[*]} " = *" $part "* ]] || { echo "no such part: $part (there are ${parts[*]})" >&2; exit 2; }
    done
    parts=("$@")
fi
# Cargo reads it from where it is called.
if [[ -n "${CARGO_TARGET_DIR:-}" && "$CARGO_TARGET_DIR" != /* ]]; then
    export CARGO_TARGET_DIR="$PWD/$CARGO_TARGET_DIR"
fi
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
manifest=benches/peers/Cargo.toml
target=${CARGO_TARGET_DIR:-$PWD/benches/peers/target}

# What a part starts and leaves about, each in a shell of its own.
begin() {
    server=
    work=$(mktemp -d)
    trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
}

# Whether there is a program; says so if not.
have() {
    command -v "$1" > /dev/null || { echo "$1 is missing" >&2; return 1; }
}

# The bench `paging` of the workspace, which has the server too, as a program.
paging_program() {
    local built
    built=$(cargo bench --quiet -p fql-benches --bench paging --no-run --message-format json)
    built=$(sed -n 's/.*"name":"paging".*"executable":"\([^"]*\)".*/\1/p' <<< "$built")
    [ -n "$built" ] || { echo 'cargo does not name the program of the bench `paging`' >&2; return 1; }
    echo "$built"
}

part_parse() {
    cargo bench --quiet --manifest-path "$manifest" -p fql-peers --bench parse
}

part_aggregates() {
    cargo bench --quiet --manifest-path "$manifest" -p fql-peers --bench aggregates
}

# Python with the packages of the peers.
python_of_peers() {
    have python3
    python3 -m venv "$work/venv"
    "$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-cache-dir --retries 10 \
        --requirement benches/peers/python/requirements.txt
    export PYTHONDONTWRITEBYTECODE=1
}

part_python() {
    python_of_peers
    cargo build --quiet --release --manifest-path benches/peers/programs/Cargo.toml --bin typed_filter
    local paging
    paging=$(paging_program)
    "$work/venv/bin/python" benches/peers/python/filters.py "$target/release/typed_filter"
    "$work/venv/bin/python" benches/peers/python/paging.py "$paging"
}

part_match() {
    have jq
    have /usr/bin/time
    if ! command -v jaq > /dev/null; then
        if [ ! -x "$target/jaq/bin/jaq" ]; then
            cargo install --quiet --locked --version 3.1.2 --root "$target/jaq" jaq \
                || echo 'jaq could not be installed: its row is left out' >&2
        fi
        export PATH="$PATH:$target/jaq/bin"
    fi
    benches/match/run.sh
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
    python_of_peers
    "$work/venv/bin/python" benches/peers/python/features.py
}

left_out=()
for part in "${parts[@]}"; do
    started=$SECONDS
    # A shell of its own, which stops at the first mistake. In a condition it would not.
    set +e
    (set -e; begin; "part_$part")
    status=$?
    set -e
    if [ "$status" -eq 0 ]; then
        printf '\n(%s: %s s, builds counted)\n' "$part" $((SECONDS - started))
    else
        left_out+=("$part")
    fi
done
if [ ${#left_out[@]} -gt 0 ]; then
    echo "left out, as said above: ${left_out[*]}" >&2
    exit 1
fi

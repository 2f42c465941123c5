#!/usr/bin/env bash
# Runs programs of other projects against the sandbox:
#
#   falconpy   every method of crowdstrike-falconpy
#   identity   the investigations of falcon-mcp's identity module
#
#     run.sh [SUITE...]
#
# They need python3 and PyPI, so they are not part of `cargo test`.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/../../../.."

target="${CARGO_TARGET_DIR:-target}"
cache="$target/interop"
python="$cache/bin/python"
documents="$cache/documents.ndjson"
server=

# Starts a sandbox with these options. The first line of its output ends with the URL.
start() {
    exec 3< <(exec "$target/debug/fql" serve --port 0 "$@")
    server=$!
    read -r _ _ url <&3
}

stop() {
    if [ -z "$server" ]; then
        return
    fi
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}
trap stop EXIT

pip_install() {
    "$python" -m pip install --quiet --disable-pip-version-check --retries 10 "$@"
}

falconpy() {
    start
    "$python" "$here/falconpy_client.py" "$url"
    stop
}

identity() {
    start --data "$documents"
    "$python" "$here/identity_investigation.py" "$url" "$documents"
    stop
}

cargo build --quiet --package fql-cli
if [ ! -x "$python" ]; then
    python3 -m venv "$cache"
fi
pip_install --requirement "$here/requirements.txt"
start --save "$documents"
stop

if [ $# -eq 0 ]; then
    set -- falconpy identity
fi
for suite in "$@"; do
    started=$SECONDS
    "$suite"
    echo "$suite: $((SECONDS - started)) s"
done

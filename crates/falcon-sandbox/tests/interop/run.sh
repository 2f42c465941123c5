#!/usr/bin/env bash
# Runs programs of other projects against the sandbox:
#
#   falconpy   every method of crowdstrike-falconpy
#   identity   the investigations of falcon-mcp's identity module
#   falconjs   the operations of crowdstrike-falcon, over HTTPS; skipped without node and npm
#
#     run.sh [SUITE...]
#
# They need python3, PyPI and npm, so they are not part of `cargo test`.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/../../../.."

target="${CARGO_TARGET_DIR:-target}"
cache="$target/interop"
python="$cache/bin/python"
documents="$cache/documents.ndjson"
server=

# Starts a sandbox with these options. The first line of its output ends with the URL, the second one with
# the certificate.
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

falconjs() {
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        echo "skipped: falconjs needs node and npm"
        return
    fi
    mkdir -p "$cache/npm"
    cp "$here/package.json" "$cache/npm/"
    npm install --prefix "$cache/npm" --silent --no-audit --no-fund
    start --tls
    read -r _ certificate <&3
    NODE_EXTRA_CA_CERTS="$certificate" NODE_PATH="$cache/npm/node_modules" \
        node "$here/falconjs_client.js" "$url"
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
    set -- falconpy identity falconjs
fi
for suite in "$@"; do
    started=$SECONDS
    "$suite"
    echo "$suite: $((SECONDS - started)) s"
done

#!/usr/bin/env bash
# Runs programs of other projects, and requests of their form, against the sandbox:
#
#   falconpy     every method of crowdstrike-falconpy
#   collections  its classes of hosts, alerts, vulnerabilities, IOCs, intelligence and Discover
#   report       the calls of CrowdStrike's sample em_manager.py, and their statistics
#   identity     the investigations of falcon-mcp's identity module
#   falconjs     the operations of crowdstrike-falcon, over HTTPS; skipped without node and npm
#   gofalcon     requests as gofalcon sends them, decoded by its types
#
#     run.sh [SUITE...]
#
# They need python3, PyPI and npm, so they are not part of `cargo test`. If EM_MANAGER is the path of
# em_manager.py, the sample itself runs as well, in all of its modes.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
sample="${EM_MANAGER:+$(realpath "$EM_MANAGER")}"
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

collections() {
    local options=() name
    for name in iocs intel-actors discover-hosts; do
        options+=(--documents "$name=$here/documents/$name.ndjson")
    done
    start "${options[@]}"
    "$python" "$here/falconpy_collections.py" "$url"
    stop
}

report() {
    local file
    if [ -n "$sample" ]; then
        pip_install reportlab==5.1.0
    fi
    grep --invert-match '"primary_domain"' "$documents" >"$cache/without_subsidiaries.ndjson"
    for file in "$documents" "$cache/without_subsidiaries.ndjson"; do
        start --data "$file" --tls
        read -r _ certificate <&3
        REQUESTS_CA_BUNDLE="$certificate" EM_MANAGER="$sample" \
            "$python" "$here/exposure_report.py" "$url" "$file"
        stop
    done
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

gofalcon() {
    start
    "$python" "$here/gofalcon_requests.py" "$url"
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
    set -- falconpy collections report identity falconjs gofalcon
fi
for suite in "$@"; do
    started=$SECONDS
    "$suite"
    echo "$suite: $((SECONDS - started)) s"
done

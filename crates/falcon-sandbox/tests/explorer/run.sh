#!/usr/bin/env bash
# Tests the explorer, the page of `fql serve`, in a headless Chromium.
#
#     run.sh [SUITE...]
#
#   tests        every *.test.mjs: editor, results, history, hostile documents, forms, appearance; the default
#   rust         compiles and runs the copied Rust programs, which takes some minutes the first time
#   screenshots  writes the pictures of docs/
#   measure      prints the times from a key to diagnostics and to results; needs FQL, a release build
#
# Needs node and npm 20, python3, the npm registry and PyPI. Chromium is CHROMIUM, or that of the system; as
# root it is installed from the package of Debian. FQL is the program to test, by default the debug build.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/../../../.."

target="$(realpath "${CARGO_TARGET_DIR:-target}")"
cache="$target/explorer"

# Playwright and axe-core, of the versions and hashes of package-lock.json.
install_packages() {
    if ! cmp --silent "$here/package-lock.json" "$cache/package-lock.json"; then
        mkdir -p "$cache"
        cp "$here/package.json" "$here/package-lock.json" "$cache/"
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$cache" --silent --no-audit --no-fund --ignore-scripts
    fi
    # Modules are resolved from the folder of the file that imports them.
    rm -rf "$cache/tests"
    mkdir "$cache/tests"
    cp "$here"/*.mjs "$cache/tests/"
}

install_chromium() {
    CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}"
    if [ -z "$CHROMIUM" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get update --quiet=2
        apt-get install --quiet=2 --yes --no-install-recommends chromium fonts-dejavu-core >/dev/null
        CHROMIUM="$(command -v chromium)"
    fi
    if [ -z "$CHROMIUM" ]; then
        echo "Chromium not found: install it, or set CHROMIUM to its path" >&2
        exit 1
    fi
    export CHROMIUM
}

# falconpy, for the program that the page offers to copy.
install_python() {
    export PYTHON="$cache/python/bin/python"
    if [ ! -x "$PYTHON" ]; then
        python3 -m venv "$cache/python"
        grep '^crowdstrike-falconpy=' "$here/../interop/requirements.txt" |
            "$PYTHON" -m pip install --quiet --disable-pip-version-check --retries 10 --requirement /dev/stdin
    fi
}

tests() {
    install_python
    node --test --test-concurrency=2 "$cache"/tests/*.test.mjs
}

rust() {
    install_python
    RUST="$cache/rust" node --test "$cache/tests/forms.test.mjs"
}

screenshots() {
    node "$cache/tests/screenshots.mjs" docs
}

measure() {
    node "$cache/tests/measure.mjs"
}

if [ -z "${FQL:-}" ]; then
    cargo build --quiet --package fql-cli
    FQL="$target/debug/fql"
fi
FQL="$(realpath "$FQL")"
export FQL
# The copied commands call it by its name.
if [ "$(basename "$FQL")" != fql ]; then
    echo "FQL is not a program named fql: $FQL" >&2
    exit 1
fi
install_chromium
install_packages

if [ $# -eq 0 ]; then
    set -- tests
fi
for suite in "$@"; do
    started=$SECONDS
    "$suite"
    echo "$suite: $((SECONDS - started)) s"
done

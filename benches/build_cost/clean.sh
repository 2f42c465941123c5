#!/usr/bin/env bash
# Measures the time of a clean release build and the number of compiled crates for three programs: one call
# through the transport, the same call with reqwest alone, and a filter without a call. Dependencies are
# fetched before the measurement.
#
# usage: benches/build_cost/clean.sh [ROUNDS]     (default: 1; a round takes several minutes)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rounds=${1:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

crates=$here/../../crates
tokio='tokio = { version = "1", features = ["macros", "rt"] }'
fql="fql = { path = \"$crates/fql\" }"
transport="falcon-transport = { path = \"$crates/falcon-transport\" }"
reqwest='reqwest = { version = "0.13", default-features = false, features = ["rustls", "json", "query", "form"] }'
serde='serde = { version = "1", features = ["derive"] }'

program() { # NAME DEPENDENCY…
    local name=$1
    shift
    mkdir -p "$work/$name/src"
    cp "$here/clean/$name.rs" "$work/$name/src/main.rs"
    cp "$here/../../Cargo.lock" "$work/$name/"
    {
        printf '[workspace]\n\n[package]\nname = "clean-%s"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\n' "$name"
        printf '%s\n' "$@"
    } > "$work/$name/Cargo.toml"
    cargo fetch --quiet --manifest-path "$work/$name/Cargo.toml"
}

program falcon "$fql" "$transport" "$tokio"
program reqwest "$reqwest" "$serde" "$tokio"
program fields "$fql"

for ((round = 0; round < rounds; round++)); do
    for name in falcon reqwest fields; do
        rm -rf "$work/target"
        start=$(date +%s%N)
        CARGO_TARGET_DIR=$work/target cargo build --release --offline --manifest-path "$work/$name/Cargo.toml" \
            > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
        echo "$name $((($(date +%s%N) - start) / 1000000)) $(grep -c ' Compiling ' "$work/log")"
    done
done | sort -k1,1 -k2,2n | awk '
    { times[$1] = times[$1] " " $2; crates[$1] = $3 }
    END {
        for (name in times) {
            count = split(times[name], sorted, " ")
            printf "%-8s %4d crates   median %6.1f s   (%.1f-%.1f)\n", name, crates[name], \
                sorted[int((count + 1) / 2)] / 1000, sorted[1] / 1000, sorted[count] / 1000
        }
    }' | sort

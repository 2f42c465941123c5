#!/usr/bin/env bash
# Measures a first release build or `cargo check` of three programs: one call through the transport, the same call with
# reqwest alone and the same TLS, and a filter without a call. Prints the number of crates, elapsed seconds and processor
# seconds. Dependencies are fetched before the measurement.
#
# usage: benches/build_cost/clean.sh [ROUNDS] [build|check]     (default: 1 build; a round takes several minutes)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rounds=${1:-1}
case ${2:-build} in
    build) command=(build --release) ;;
    check) command=(check) ;;
    *) echo "usage: $0 [ROUNDS] [build|check]" >&2; exit 2 ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

crates=$here/../../crates
tokio='tokio = { version = "1", features = ["macros", "rt"] }'
fql="fql = { path = \"$crates/fql\" }"
transport="falcon-transport = { path = \"$crates/falcon-transport\" }"
reqwest='reqwest = { version = "0.13", default-features = false, features = ["rustls-no-provider", "json", "query", "form"] }'
rustls='rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }'
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
program reqwest "$reqwest" "$rustls" "$serde" "$tokio"
program fields "$fql"

TIMEFORMAT='%R %U %S'
for ((round = 0; round < rounds; round++)); do
    for name in falcon reqwest fields; do
        rm -rf "$work/target"
        seconds=$({
            time CARGO_TARGET_DIR=$work/target cargo "${command[@]}" --offline --manifest-path "$work/$name/Cargo.toml" \
                > "$work/log" 2>&1
        } 2>&1) || { cat "$work/log" >&2; exit 1; }
        echo "$name $seconds $(grep -cE ' (Compiling|Checking) ' "$work/log")"
    done
done | sort -k1,1 -k2,2n | awk '
    { times[$1] = times[$1] " " $2; processor[$1] += $3 + $4; crates[$1] = $5 }
    END {
        for (name in times) {
            count = split(times[name], sorted, " ")
            printf "%-8s %4d crates   median %6.1f s   (%.1f-%.1f)   processor %6.1f s\n", name, crates[name], \
                sorted[int((count + 1) / 2)], sorted[1], sorted[count], processor[name] / count
        }
    }' | sort

#!/usr/bin/env bash
# Measures the release build of twenty six-clause filters with typed fields, with `fql!` and placeholders, and
# with `format!`. Only the crate that contains the filters is rebuilt; the three take turns.
#
# usage: benches/build_cost/run.sh [ROUNDS]     (default: 7; prints the median and the range)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rounds=${1:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

names=(fields placeholders format)
members=$(printf '"%s",' "${names[@]}")
printf '[workspace]\nresolver = "3"\nmembers = [%s]\n' "$members" > "$work/Cargo.toml"
cp "$here/../../Cargo.lock" "$work/"
for name in "${names[@]}"; do
    mkdir -p "$work/$name/src"
    cp "$here/$name.rs" "$work/$name/src/lib.rs"
    printf '[package]\nname = "cost-%s"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\nfql = { path = "%s" }\n' \
        "$name" "$here/../../crates/fql" > "$work/$name/Cargo.toml"
done

cd "$work"
export CARGO_TARGET_DIR="$work/target"
cargo build --release --quiet
for ((round = 0; round < rounds; round++)); do
    for name in "${names[@]}"; do
        cargo clean --release --quiet --package "cost-$name"
        start=$(date +%s%N)
        cargo build --release --quiet --package "cost-$name"
        echo "$name $((($(date +%s%N) - start) / 1000000))"
    done
done | sort -k1,1 -k2,2n | awk '
    { times[$1] = times[$1] " " $2 }
    END {
        for (name in times) {
            count = split(times[name], sorted, " ")
            printf "%-14s median %5d ms   (%d-%d)\n", name, sorted[int((count + 1) / 2)], sorted[1], sorted[count]
        }
    }' | sort

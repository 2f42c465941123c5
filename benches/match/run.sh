#!/usr/bin/env bash
# How long `fql match` takes beside jq and jaq, each as a whole process on one thread, for the same
# condition on the same file: one after the other in each round. Prints for each the median of the
# seconds of processor time, which other programs on the machine disturb least, of the elapsed seconds,
# and the largest peak of memory; and the ratios.
#
# usage: benches/match/run.sh [ROUNDS [DOCUMENTS]]     (5 and 200000 unless said)
# needs jq and GNU time; jaq only if it is there; FQL=PROGRAM takes another build of `fql`.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-5}
documents=${2:-200000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "${FQL:-}" ]; then
    cargo build --release --quiet -p fql-cli --no-default-features
    FQL=${CARGO_TARGET_DIR:-target}/release/fql
fi
cargo run --release --quiet -p fql-benches --example documents -- "$documents" > "$work/documents.ndjson"

filter="criticality:'Critical'+ip.services.port:[22,3389]+last_seen:>'2026-06-01T00:00:00Z'"
condition='select(.criticality == "Critical" and any(.ip?.services[]?; .port == 22 or .port == 3389)
    and .last_seen > "2026-06-01T00:00:00Z")'

# name, then the command line
run() {
    local name=$1
    shift
    /usr/bin/time -a -o "$work/$name.times" -f '%U %S %e %M' "$@" "$work/documents.ndjson" \
        > "$work/$name.out"
}

tools=(fql jq)
if command -v jaq > /dev/null; then tools+=(jaq); fi
for ((round = 0; round < rounds; round++)); do
    for tool in "${tools[@]}"; do
        case $tool in
            fql) run fql "$FQL" match "$filter" ;;
            *) run "$tool" "$tool" -c "$condition" ;;
        esac
    done
done

for tool in "${tools[@]}"; do
    cmp "$work/fql.out" "$work/$tool.out" || { echo "$tool finds something else" >&2; exit 1; }
done
echo "$documents documents, $(wc -c < "$work/documents.ndjson") bytes, $(wc -l < "$work/fql.out") match; $rounds rounds"

median() {
    sort -n | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'
}
printf '%-5s %12s %12s %10s %22s\n' tool 'processor s' 'elapsed s' 'peak kB' 'processor s / fql, median (range)'
for tool in "${tools[@]}"; do
    processor=$(awk '{ print $1 + $2 }' "$work/$tool.times" | median)
    elapsed=$(awk '{ print $3 }' "$work/$tool.times" | median)
    peak=$(awk '{ print $4 }' "$work/$tool.times" | sort -n | tail -1)
    ratios=$(paste -d' ' "$work/$tool.times" "$work/fql.times" | awk '{ print ($1 + $2) / ($5 + $6) }' | sort -n)
    middle=$(median <<< "$ratios")
    printf '%-5s %12s %12s %10s %12.1f (%.1f-%.1f)\n' "$tool" "$processor" "$elapsed" "$peak" "$middle" \
        "$(head -1 <<< "$ratios")" "$(tail -1 <<< "$ratios")"
done

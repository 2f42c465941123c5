#!/usr/bin/env bash
# Compares `fql match` with jq and jaq for the same condition on the same file, with a program that only
# parses each line to a `serde_json::Value`, and with `grep -c` of a string of the condition. All have one thread, except
# `fql match --threads 2`; all run in each round. Two processes at once with half of the file each show what a second
# core of the machine can gain.
# Prints the median processor time, which is least sensitive to other load, the median elapsed time, the
# highest memory peak, and the median and range of the ratios to `fql match` in the same round. Finally prints
# the memory peak of `fql match` for a fiftieth of the file and for four times the file.
#
# usage: benches/match/run.sh [ROUNDS [DOCUMENTS]]     (default: 5 and 200000, two minutes after the builds)
# Requires jq and GNU time; jaq is optional; FQL=PROGRAM selects another build of `fql`.
set -euo pipefail
rounds=${1:-5}
documents=${2:-200000}
if [[ -n "${CARGO_TARGET_DIR:-}" && "$CARGO_TARGET_DIR" != /* ]]; then
    export CARGO_TARGET_DIR="$PWD/$CARGO_TARGET_DIR"
fi
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
for tool in jq /usr/bin/time; do
    command -v "$tool" > /dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "${FQL:-}" ]; then
    cargo build --release --quiet -p fql-cli --no-default-features
    FQL=${CARGO_TARGET_DIR:-target}/release/fql
fi
cargo build --release --quiet --manifest-path benches/peers/programs/Cargo.toml --bin values
values=${CARGO_TARGET_DIR:-benches/peers/target}/release/values
cargo run --release --quiet -p fql-benches --example documents -- "$documents" > "$work/documents.ndjson"

filter="criticality:'Critical'+ip.services.port:[22,3389]+last_seen:>'2026-06-01T00:00:00Z'"
condition='select(.criticality == "Critical" and any(.ip?.services[]?; .port == 22 or .port == 3389)
    and .last_seen > "2026-06-01T00:00:00Z")'

# Appends the memory peak of a command in kilobytes to the file FILE.
peak() {
    local file=$1
    shift
    /usr/bin/time -a -o "$work/$file" -f %M "$@"
}

# The two halves print to files, because their order must not depend on the faster one.
half=$((documents / 2))
head -n "$half" "$work/documents.ndjson" > "$work/documents.ndjson.1"
tail -n "+$((half + 1))" "$work/documents.ndjson" > "$work/documents.ndjson.2"
halves='"$0" match --threads 1 "$1" "$2.1" > "$2.out.1" & "$0" match --threads 1 "$1" "$2.2" > "$2.out.2"
    wait && cat "$2.out.1" "$2.out.2"'

# run NAME COMMAND…
run() {
    local name=$1
    shift
    # Bash measures milliseconds, GNU time only hundredths of a second.
    local TIMEFORMAT='%3U %3S %3R'
    { time peak "$name.peaks" "$@" "$work/documents.ndjson" > "$work/$name.out" 2>&3; } \
        3>&2 2>> "$work/$name.times"
}

tools=(fql two halves skip grep values)
if command -v jaq > /dev/null; then tools+=(jaq); fi
tools+=(jq)
count=${#tools[@]}
for ((round = 0; round < rounds; round++)); do
    for ((turn = 0; turn < count; turn++)); do
        # Rotate, so that no tool always follows the same other tool.
        tool=${tools[$(((turn + round) % count))]}
        case $tool in
            fql) run fql "$FQL" match --threads 1 "$filter" ;;
            two) run two "$FQL" match --threads 2 "$filter" ;;
            halves) run halves bash -c "$halves" "$FQL" "$filter" ;;
            skip) run skip "$FQL" match --threads 1 --skip-validation "$filter" ;;
            grep) run grep grep -c Critical ;;
            values) run values "$values" ;;
            *) run "$tool" "$tool" -c "$condition" ;;
        esac
    done
done

for tool in "${tools[@]}"; do
    # These programs only parse or count.
    case $tool in values | grep) continue ;; esac
    cmp "$work/fql.out" "$work/$tool.out" || { echo "$tool returns different lines" >&2; exit 1; }
done

sorted() {
    sort -n | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2, all[1], all[NR] }'
}
# Prints median and range of the ratios of a tool to `fql match`, for a column given as an awk program.
ratios() {
    local median low high
    read -r median low high < <(paste -d' ' "$work/$1.times" "$work/fql.times" | awk "$2" | sorted)
    printf '%.2f (%.2f-%.2f)' "$median" "$low" "$high"
}
declare -A names=([fql]='`fql match --threads 1`' [two]='`fql match --threads 2`'
    [halves]='two `fql match --threads 1`, half of the file each'
    [skip]='`fql match --threads 1 --skip-validation`' [grep]='`grep -c Critical`' [values]='serde_json, to a `Value`' [jq]=$(jq --version | tr - ' '))
if [[ " ${tools[*]} " = *" jaq "* ]]; then names[jaq]=$(jaq --version); fi
bytes=$(wc -c < "$work/documents.ndjson")
echo
echo "### $documents documents, $bytes bytes, $(wc -l < "$work/fql.out") match; $rounds rounds"
echo
echo '| program | processor s | elapsed s | peak kB | processor time / `fql match` | elapsed / `fql match` |'
echo '|---|---|---|---|---|---|'
for tool in "${tools[@]}"; do
    read -r processor _ < <(awk '{ print $1 + $2 }' "$work/$tool.times" | sorted)
    read -r elapsed _ < <(awk '{ print $3 }' "$work/$tool.times" | sorted)
    printf '| %s | %.2f | %.2f | %s | %s | %s |\n' "${names[$tool]}" "$processor" "$elapsed" \
        "$(sort -n "$work/$tool.peaks" | tail -1)" "$(ratios "$tool" '{ print ($1 + $2) / ($4 + $5) }')" \
        "$(ratios "$tool" '{ print $3 / $6 }')"
done

echo
head -n $((documents / 50)) "$work/documents.ndjson" > "$work/part.ndjson"
whole=$work/documents.ndjson
# Exit status 1 means that nothing matched, which is possible in a small file.
for threads in 1 2; do
    count=("$FQL" match --count --threads "$threads" "$filter")
    peak part.peak "${count[@]}" "$work/part.ndjson" > /dev/null || [ $? -eq 1 ]
    peak four.peak "${count[@]}" "$whole" "$whole" "$whole" "$whole" > /dev/null
    echo "peak of \`fql match --threads $threads\` for a fiftieth of the file: $(tail -1 "$work/part.peak") kB;" \
        "for the file four times: $(tail -1 "$work/four.peak") kB"
done

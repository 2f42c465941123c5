#!/usr/bin/env bash
# Counts the instructions of each workload and compares them with the stored baseline.
#
#   run.sh               counts all workloads and prints the changes since the baseline
#   run.sh WORD…         counts only workloads whose name contains one of the words
#   run.sh --save        counts all workloads and stores them as the baseline
#
# Each workload runs 10 and 60 times under callgrind. The difference is fifty runs without program start;
# the cost of an empty workload (the call) is subtracted. Counts do not depend on the load of the machine,
# but on the compiler, the C library and the processor architecture.
set -euo pipefail
cd "$(dirname "$0")"

save=
words=()
for argument in "$@"; do
    case $argument in
        --save) save=1 ;;
        -*) sed -n '2,/^set/{/^#/s/^# \?//p}' "$0" >&2; exit 2 ;;
        *) words+=("$argument") ;;
    esac
done
if [[ $save && ${#words[@]} -gt 0 ]]; then
    echo "run.sh: --save counts all workloads and cannot be combined with words" >&2
    exit 2
fi
if ! command -v valgrind >/dev/null; then
    echo "run.sh: valgrind is not installed (package valgrind)" >&2
    exit 2
fi

works=$(cargo build --profile bench -p fql-benches --example works --message-format=json-render-diagnostics |
    sed -n 's/.*"name":"works".*"executable":"\([^"]*\)".*/\1/p')

# Prints the instructions of TIMES runs of NAME, including program start.
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$works" "$1" "$2" 2>&1 >/dev/null |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

# Prints the instructions of fifty runs of NAME; single runs differ.
fifty_runs() {
    local low high
    exec 3< <(count "$1" 10)
    high=$(count "$1" 60)
    read -r low <&3
    echo $((high - low))
}

is_selected() {
    local word
    ((${#words[@]} == 0)) && return
    for word in "${words[@]}"; do
        [[ $1 == *"$word"* ]] && return
    done
    return 1
}

nothing=$(fifty_runs 'nothing: nothing')
counted=$(mktemp)
trap 'rm -f "$counted"' EXIT
echo '| workload | instructions | baseline | change |'
echo '|---|---|---|---|'
while IFS= read -r name; do
    [[ $name == nothing:* ]] && continue
    is_selected "$name" || continue
    # Rounded to the nearest integer.
    instructions=$((($(fifty_runs "$name") - nothing + 25) / 50))
    printf '%s\t%s\n' "$name" "$instructions" >>"$counted"
    baseline=$(awk -F '\t' -v name="$name" '$1 == name { print $2 }' baseline.txt 2>/dev/null || true)
    change=new
    if [[ $baseline ]]; then
        change=$(awk -v now="$instructions" -v baseline="$baseline" 'BEGIN {
            if (now == baseline) print "0"
            else if (baseline == 0) print "from 0"
            else printf "%+.1f %%\n", (now - baseline) * 100 / baseline
        }')
    fi
    echo "| $name | $instructions | ${baseline:--} | $change |"
done < <("$works" list)

if [[ $save ]]; then
    cp "$counted" baseline.txt
fi

# A literal must compile to its address and length only.
literal=$(awk -F '\t' '$1 ~ /^write: fql!, a literal,/ { print $2 }' "$counted")
string=$(awk -F '\t' '$1 ~ /^write: a string,/ { print $2 }' "$counted")
if [[ $literal && $string ]]; then
    echo
    echo "\`fql!\` literal, in addition to loading a \`&'static str\`: $((literal - string)) instructions"
    [[ $literal == "$string" ]]
fi

#!/usr/bin/env bash
# Counts the instructions that each work on the set takes, and holds them against a kept table.
#
#   run.sh               counts all works, and tells what changed since the kept table
#   run.sh WORD…         only works that have one of the words in their names
#   run.sh --save        keeps what was counted, of all works
#
# Each work is done 10 and 60 times under callgrind: the difference is fifty times the work without
# the program's start, and less what doing nothing takes, which is the call. The counts are the same
# from run to run, whatever else the machine does; another compiler, C library or kind of processor
# gives others.
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
    echo "run.sh: --save keeps all works: leave the words out" >&2
    exit 2
fi
if ! command -v valgrind >/dev/null; then
    echo "run.sh: there is no valgrind: apt install valgrind, dnf install valgrind or brew install valgrind" >&2
    exit 2
fi

works=$(cargo build --release -p fql-benches --example works --message-format=json-render-diagnostics |
    sed -n 's/.*"name":"works".*"executable":"\([^"]*\)".*/\1/p')

# Instructions of NAME done TIMES times, and of the program's start.
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$works" "$1" "$2" 2>&1 >/dev/null |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

# Instructions of NAME done fifty times, since not every turn takes the same.
fifty() {
    local few many
    exec 3< <(count "$1" 10)
    many=$(count "$1" 60)
    read -r few <&3
    echo $((many - few))
}

is_wanted() {
    local word
    ((${#words[@]} == 0)) && return
    for word in "${words[@]}"; do
        [[ $1 == *"$word"* ]] && return
    done
    return 1
}

nothing=$(fifty 'nothing: nothing')
counted=$(mktemp)
trap 'rm -f "$counted"' EXIT
echo '| work | instructions | kept | change |'
echo '|---|---|---|---|'
while IFS= read -r name; do
    [[ $name == nothing:* ]] && continue
    is_wanted "$name" || continue
    # To the nearest whole one.
    instructions=$((($(fifty "$name") - nothing + 25) / 50))
    printf '%s\t%s\n' "$name" "$instructions" >>"$counted"
    kept=$(awk -F '\t' -v name="$name" '$1 == name { print $2 }' baseline.txt 2>/dev/null || true)
    change=new
    if [[ $kept ]]; then
        change=$(awk -v now="$instructions" -v kept="$kept" 'BEGIN {
            if (now == kept) print "0"
            else if (kept == 0) print "from 0"
            else printf "%+.1f %%\n", (now - kept) * 100 / kept
        }')
    fi
    echo "| $name | $instructions | ${kept:--} | $change |"
done < <("$works" list)

if [[ $save ]]; then
    cp "$counted" baseline.txt
fi

# A literal is to be nothing but its address and its length.
literal=$(awk -F '\t' '$1 ~ /^write: fql!, a literal,/ { print $2 }' "$counted")
text=$(awk -F '\t' '$1 ~ /^write: a text,/ { print $2 }' "$counted")
if [[ $literal && $text ]]; then
    echo
    echo "\`fql!\` literal, beyond loading a \`&'static str\`: $((literal - text)) instructions"
    [[ $literal == "$text" ]]
fi

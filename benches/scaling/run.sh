#!/usr/bin/env bash
# Measures how time grows with size, and draws docs/speed/*.svg. It takes about four minutes.
#
#   run.sh          measures and draws
#   run.sh --draw   only draws what was measured last
set -euo pipefail
cd "$(dirname "$0")"
folder=../../docs/speed
results=$folder/results.csv

# The program that cargo makes of a target of this package.
program() {
    cargo build --release -p fql-benches "--$1" "$2" --message-format=json-render-diagnostics |
        sed -n 's/.*"name":"'"$2"'".*"executable":"\([^"]*\)".*/\1/p'
}

# Whole processes that list so many ids, the server and its start with them: the median of five.
ids() {
    local paging=$1 count way begin
    for way in pages ids; do
        for count in 100000 250000 500000 750000 1000000; do
            for _ in 1 2 3 4 5; do
                begin=$(date +%s%N)
                "$paging" "$way" "$count" >/dev/null
                echo $(($(date +%s%N) - begin))
            done | sort -n | sed -n "3s/^/ids,$way,$count,/p"
        done
    done
}

if [[ ${1-} != --draw ]]; then
    scaling=$(program example scaling)
    paging=$(program bench paging)
    "$scaling" >"$results.new"
    ids "$paging" | sed 's/^ids,pages/ids,page by page/; s/^ids,ids/ids,id by id/' >>"$results.new"
    mv "$results.new" "$results"
fi
PYTHONDONTWRITEBYTECODE=1 python3 plot.py "$results" "$folder"

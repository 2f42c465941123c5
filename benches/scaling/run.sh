#!/usr/bin/env bash
# Measures how time grows with size, and draws docs/speed/*.svg. It takes half a minute once it is built.
#
#   run.sh          measures and draws
#   run.sh --draw   only draws what was measured last
set -euo pipefail
cd "$(dirname "$0")"
folder=../../docs/speed
results=$folder/results.csv

if [[ ${1-} != --draw ]]; then
    cargo run --quiet --release -p fql-benches --example scaling >"$results.new"
    # A listing has a server of its own, and a bench that starts it.
    cargo bench --quiet -p fql-benches --bench paging -- scaling | grep '^ids,' >>"$results.new"
    mv "$results.new" "$results"
fi
PYTHONDONTWRITEBYTECODE=1 python3 plot.py "$results" "$folder"

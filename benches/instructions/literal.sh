#!/usr/bin/env bash
# Prints the machine code of `fql!` without placeholders, and of a function that returns a `&'static str`.
# Exits 1 when the former has more instructions.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v objdump >/dev/null; then
    echo "literal.sh: objdump is not installed (package binutils)" >&2
    exit 2
fi
works=$(cargo build --profile bench -p fql-benches --example works --message-format=json-render-diagnostics |
    sed -n 's/.*"name":"works".*"executable":"\([^"]*\)".*/\1/p')

# Prints the instructions of a function of the module `one`, one per line.
instructions() {
    objdump --disassemble --demangle --no-show-raw-insn "$works" |
        awk -v name="<fql_benches::one::$1>:" '
            index($0, name) { inside = 1; next }
            # Padding follows the function.
            inside && (NF == 0 || /\t(int3|nop|cs nop|xchg)/) { inside = 0 }
            inside { sub(/^ *[0-9a-f]+:\t/, ""); print "    " $0 }'
}

literal=$(instructions literal)
text=$(instructions text)
printf '`as_str()` of a filter from `fql!` without placeholders:\n%s\n' "$literal"
printf "a function that returns a \`&'static str\`:\n%s\n" "$text"
if [[ -z $literal || -z $text ]]; then
    echo "literal.sh: functions not found in $works" >&2
    exit 2
fi
more=$(($(wc -l <<<"$literal") - $(wc -l <<<"$text")))
echo "additional instructions: $more"
((more <= 0))

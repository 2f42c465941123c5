#!/usr/bin/env bash
# Shows what is left in a program of `fql!` without placeholders, beside a function that returns a
# text of the program, as the compiler made both. Exits 1 when the one has more instructions.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v objdump >/dev/null; then
    echo "literal.sh: there is no objdump: apt install binutils, or dnf install binutils" >&2
    exit 2
fi
works=$(cargo build --release -p fql-benches --example works --message-format=json-render-diagnostics |
    sed -n 's/.*"name":"works".*"executable":"\([^"]*\)".*/\1/p')

# The instructions of a function of the module `one`, one a line.
instructions() {
    objdump --disassemble --demangle --no-show-raw-insn "$works" |
        awk -v name="<fql_benches::one::$1>:" '
            index($0, name) { inside = 1; next }
            # Behind the end comes padding.
            inside && (NF == 0 || /\t(int3|nop|cs nop|xchg)/) { inside = 0 }
            inside { sub(/^ *[0-9a-f]+:\t/, ""); print "    " $0 }'
}

literal=$(instructions literal)
text=$(instructions text)
printf 'a filter that `fql!` wrote without placeholders, `as_str()`:\n%s\n' "$literal"
printf "a function that returns a \`&'static str\`:\n%s\n" "$text"
if [[ -z $literal || -z $text ]]; then
    echo "literal.sh: the functions are not in $works" >&2
    exit 2
fi
more=$(($(wc -l <<<"$literal") - $(wc -l <<<"$text")))
echo "instructions more: $more"
((more <= 0))

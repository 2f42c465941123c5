//! `fql completions`

use std::fmt::Write as _;
use std::io::Write as _;

use clap::builder::PossibleValue;
use clap_complete::Shell;
use fql::collections::external_assets;

use crate::error::{Error, ExitStatus};
use crate::help;
use crate::output::with_output;

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, after_long_help = help::sections(&[EXIT_STATUS]))]
pub(crate) struct Args {
    /// Shell to generate the script for
    shell: Shell,
}

const EXAMPLES: &str = r#"Examples:
  fql completions bash > ~/.local/share/bash-completion/completions/fql
  fql completions zsh > "${fpath[1]}/_fql"
  fql completions fish > ~/.config/fish/completions/fql.fish"#;

const EXIT_STATUS: &str = "\
Exit status:
  0    success
  2    usage error or I/O error";

/// `program` is the definition of the whole command line.
pub(crate) fn run(args: &Args, mut program: clap::Command) -> Result<ExitStatus, Error> {
    // Buffered, because clap_complete panics on write errors.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "fql", &mut script);
    match args.shell {
        Shell::Bash => script.extend(BASH_FIELDS.as_bytes()),
        Shell::Fish => script.extend(fish_positional_completions(&program).into_bytes()),
        Shell::Zsh => add_zsh_fields(&mut script),
        _ => {}
    }
    with_output(|out| Ok(out.write_all(&script)?))?;
    Ok(ExitStatus::Success)
}

/// A bash function that completes the fields of the collection given by `-c`, which the program lists.
const BASH_FIELDS: &str = r#"
_fql_fields() {
    _fql "$@"
    local i collection="" fields
    case "${COMP_WORDS[1]}" in
        check|fmt|explain|match|fields|query|aggregate) ;;
        *) return ;;
    esac
    case "$3" in
        --columns|--sort) ;;
        --*) return ;;
    esac
    for ((i = 2; i < COMP_CWORD; i++)); do
        case "${COMP_WORDS[i - 1]}" in
            -c|--collection) collection="${COMP_WORDS[i]}" ;;
        esac
    done
    [[ -n "$collection" && "$2" != -* ]] || return
    fields="$("$1" fields --format json --collection "$collection" 2>/dev/null |
        sed -n 's/^{"field":"\([^"]*\)".*/\1/p')"
    fields="$(compgen -W "$fields" -- "$2")"
    if [[ -n "$fields" ]]; then
        COMPREPLY=($fields)
    fi
}

complete -F _fql_fields -o bashdefault -o default fql
"#;

/// A zsh function that completes the fields of the collection given by `-c`, around the generated function.
/// The script is the file of an autoloaded function, which its first call replaces, so that the new one has
/// the name of the generated one.
const ZSH_FIELDS: &str = r#"
functions[_fql_arguments]=$functions[_fql]

_fql() {
    local i word collection previous=${words[CURRENT-1]}
    local -a fields
    case $words[2] in
        check|fmt|explain|match|fields|query|aggregate)
            for ((i = 3; i < CURRENT; i++)); do
                word=${(Q)words[i]}
                case $word in
                    --collection=*) collection=${word#--collection=} ;;
                    *) [[ $words[i-1] == (-c|--collection) ]] && collection=$word ;;
                esac
            done
            ;;
    esac
    [[ $previous == (--columns|--sort|--*=*) ]] && previous=""
    if [[ -n $collection && $PREFIX != -* && $previous != (-c|--*) ]]; then
        fields=(${(f)"$($words[1] fields --format json --collection $collection 2>/dev/null |
            sed -n 's/^{"field":"\([^"]*\)".*/\1/p')"})
        compadd -a fields && return 0
    fi
    _fql_arguments "$@"
}

if [ "$funcstack[1]" = "_fql" ]; then
    _fql "$@"
else
    compdef _fql fql
fi
"#;

/// Replaces the end of the generated script, which calls its function.
fn add_zsh_fields(script: &mut Vec<u8>) {
    const END: &[u8] = br#"if [ "$funcstack[1]" = "_fql" ]; then"#;
    if let Some(end) = memchr::memmem::rfind(script, END) {
        script.truncate(end);
    }
    script.extend(ZSH_FIELDS.as_bytes());
}

/// A fish function that tests whether an argument of the subcommand is one of its parameters.
const HAS_ARGUMENT: &str = "
function __fish_fql_has_argument
    set -l words (commandline -opc)
    for word in $words[3..]
        contains -- $word $argv
        and return 0
    end
    return 1
end

";

/// Fish functions that complete the fields of the collection given by `-c`. Files remain completions of
/// `match`.
const FISH_FIELDS: &str = r#"
function __fish_fql_collection
    set -l words (commandline -opc)
    set -l collection
    for i in (seq 3 (count $words))
        switch $words[$i]
            case '--collection=*'
                set collection (string replace -- --collection= '' $words[$i])
            case '*'
                contains -- $words[(math $i - 1)] -c --collection
                and set collection $words[$i]
        end
    end
    test -n "$collection"
    and echo $collection
end

function __fish_fql_fields
    set -l words (commandline -opc)
    $words[1] fields --format json --collection (__fish_fql_collection) 2>/dev/null |
        string replace --filter --regex '^\{"field":"([^"]*)".*' '$1'
end

for subcommand in check fmt explain fields query aggregate
    complete -c fql -n "__fish_fql_using_subcommand $subcommand; and __fish_fql_collection" -f \
        -a "(__fish_fql_fields)"
end
complete -c fql -n "__fish_fql_using_subcommand match; and __fish_fql_collection" \
    -a "(__fish_fql_fields)"
for option in columns sort
    complete -c fql -n "__fish_fql_using_subcommand query; and __fish_fql_collection" -l $option \
        -x -a "(__fish_fql_fields)"
end
"#;

/// Returns completions for the values of positional arguments, which clap_complete omits for fish.
/// Values of the second argument are offered once the first is present. Fields of the default collection
/// are not offered for another one.
fn fish_positional_completions(program: &clap::Command) -> String {
    let mut script = [HAS_ARGUMENT, FISH_FIELDS].concat();
    for command in program.get_subcommands() {
        let mut condition = format!("__fish_fql_using_subcommand {}", command.get_name());
        for argument in command.get_positionals() {
            let values = argument.get_possible_values();
            let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
            if names.is_empty() {
                continue;
            }
            let fields = external_assets::TABLE.rows.iter().map(|row| row.name);
            let is_default = if fields.eq(names.iter().copied()) {
                "; and not __fish_fql_collection"
            } else {
                ""
            };
            let names = names.join(" ");
            // Writing to a string cannot fail.
            let _ = writeln!(
                script,
                "complete -c fql -n \"{condition}; and not __fish_fql_has_argument {names}{is_default}\" \
                 -f -a \"{names}\""
            );
            let _ = write!(condition, "; and __fish_fql_has_argument {names}");
        }
    }
    script
}

//! `fql completions`

use std::fmt::Write as _;
use std::io::Write as _;

use clap::builder::PossibleValue;
use clap_complete::Shell;

use crate::failure::{Failure, Status};
use crate::help::Help;
use crate::output::with_output;

/// Prints what a shell needs to complete the command line
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

pub(super) fn help() -> Help {
    Help {
        examples: &[
            r"fql completions bash > ~/.local/share/bash-completion/completions/fql",
            r#"fql completions zsh > "${fpath[1]}/_fql""#,
            r"fql completions fish > ~/.config/fish/completions/fql.fish",
        ],
        sections: Vec::new(),
        statuses: &[
            ("0", "the script is printed"),
            (
                "2",
                "the command line is wrong, or something could not be written",
            ),
        ],
    }
}

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let mut program = crate::cli::definition();
    // By way of memory, because clap_complete panics where it can't write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "fql", &mut script);
    if args.shell == Shell::Fish {
        script.extend(arguments_for_fish(&program).into_bytes());
    }
    with_output(|out| Ok(out.write_all(&script)?))?;
    Ok(Status::Good)
}

/// Whether one of some words stands behind the subcommand.
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

/// The values of arguments that are no options, of which clap_complete tells fish nothing: those of
/// the second once the first is there.
fn arguments_for_fish(program: &clap::Command) -> String {
    let mut lines = String::from(HAS_ARGUMENT);
    for command in program.get_subcommands() {
        let mut condition = format!("__fish_fql_using_subcommand {}", command.get_name());
        for argument in command.get_positionals() {
            let values = argument.get_possible_values();
            let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
            if names.is_empty() {
                continue;
            }
            let names = names.join(" ");
            // Writing to a string does not fail.
            let _ = writeln!(
                lines,
                "complete -c fql -n \"{condition}; and not __fish_fql_has_argument {names}\" -f \
                 -a \"{names}\""
            );
            let _ = write!(condition, "; and __fish_fql_has_argument {names}");
        }
    }
    lines
}

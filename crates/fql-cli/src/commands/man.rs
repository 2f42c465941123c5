//! `fql man`

use std::io::{self, Write};

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::error::{Error, ExitStatus};
use crate::help;
use crate::output::with_output;

/// Print a manual page in roff format
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, after_long_help = help::sections(&[EXIT_STATUS]))]
pub(crate) struct Args {
    /// Subcommand to print the page of; without it, the page of `fql` is printed
    #[arg(value_name = "SUBCOMMAND")]
    subcommand: Option<String>,
}

const EXAMPLES: &str = r"Examples:
  fql man > ~/.local/share/man/man1/fql.1
  fql man check > ~/.local/share/man/man1/fql-check.1
  fql man check | man -l -";

const EXIT_STATUS: &str = "\
Exit status:
  0    success
  2    usage error or I/O error";

/// `program` is the definition of the whole command line.
pub(crate) fn run(args: &Args, program: clap::Command) -> Result<ExitStatus, Error> {
    let mut program = program.disable_help_subcommand(true);
    program.build();
    let subcommand = args.subcommand.as_deref();
    // Clap accepts only names of subcommands.
    let command = subcommand.and_then(|name| program.find_subcommand(name));
    let page = manual_page(command.unwrap_or(&program))?;
    with_output(|out| Ok(out.write_all(&page)?))?;
    Ok(ExitStatus::Success)
}

fn manual_page(command: &clap::Command) -> io::Result<Vec<u8>> {
    let version = concat!("fql ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone())
        .source(version)
        .manual("fql manual");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    let mut roff = Roff::new();
    for text in [command.get_after_long_help(), command.get_before_help()] {
        let text = text.map_or(String::new(), ToString::to_string);
        push_sections(&mut roff, &text);
    }
    if !command.has_subcommands() {
        roff.control("SH", ["SEE ALSO"]);
        roff.text([bold("fql"), roman("(1)")]);
    }
    roff.to_writer(&mut page)?;
    Ok(page)
}

/// Converts sections of help, which are already filled to 80 columns.
fn push_sections(roff: &mut Roff, help: &str) {
    for line in help.lines() {
        if let Some(heading) = help::heading(line) {
            roff.control("SH", [heading.to_uppercase().as_str()]);
            roff.control("nf", []);
        } else {
            roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
        }
    }
    roff.control("fi", []);
}

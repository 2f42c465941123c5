//! Manual pages.

use std::io;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::layout::continued;
use super::{Block, Help};

/// What 80 columns leave for an example, and the two it is indented by elsewhere.
const WIDTH: usize = 73;

/// The manual page of a command that is built.
pub(crate) fn page(command: &clap::Command, help: &Help) -> io::Result<Vec<u8>> {
    let version = concat!("fql ", env!("CARGO_PKG_VERSION"));
    let mut command = command.clone();
    // As it is called, and not every option once more.
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").to_owned();
    let is_program = command.has_subcommands();
    let command = command.override_usage(usage);
    let man = Man::new(command).source(version).manual("fql manual");

    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if is_program {
        man.render_subcommands_section(&mut page)?;
    }
    let mut roff = Roff::new();
    for section in &help.sections {
        push_section(&mut roff, section.heading, &section.blocks);
    }
    push_section(&mut roff, "Exit status", &[help.statuses()]);
    push_examples(&mut roff, help.examples);
    if !is_program {
        roff.control("SH", ["SEE ALSO"]);
        roff.text([bold("fql"), roman("(1)")]);
    }
    roff.to_writer(&mut page)?;
    Ok(page)
}

fn push_section(roff: &mut Roff, heading: &str, blocks: &[Block]) {
    roff.control("SH", [heading.to_uppercase().as_str()]);
    for block in blocks {
        match block {
            Block::Text(text) => {
                roff.control("PP", []);
                roff.text([roman(*text)]);
            }
            Block::Lines(lines) => push_lines(roff, lines.lines()),
            Block::Terms(terms) => {
                for (term, text) in terms {
                    roff.control("TP", []);
                    roff.text([bold(term.as_ref())]);
                    roff.text([roman(text.as_ref())]);
                }
            }
        }
    }
}

fn push_examples(roff: &mut Roff, examples: &[&str]) {
    roff.control("SH", ["EXAMPLES"]);
    for example in examples {
        let lines = continued(example, WIDTH);
        push_lines(
            roff,
            lines
                .lines()
                .map(|line| line.strip_prefix("  ").unwrap_or(line)),
        );
    }
}

/// Lines that are not filled.
fn push_lines<'l>(roff: &mut Roff, lines: impl Iterator<Item = &'l str>) {
    roff.control("PP", []);
    roff.control("nf", []);
    for line in lines {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
}

//! `fql lint`

mod calls;
mod check;
mod config;
mod embedded;
mod evidence;
mod file;
mod finding;
mod fix;
mod format_string;
mod host_string;
mod markdown;
mod parse;
mod report;
mod scan;
mod suppression;
mod syntax;
mod template;
mod walk;

use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};

use crate::error::{Error, ExitStatus};
use crate::help;
use crate::output::with_output;
use config::Config;
use report::Reporter;

/// Find broken filters in programs
///
/// Finds FQL filters in the strings of Python, PowerShell, Go, JavaScript, TypeScript and Rust programs,
/// in YAML, JSON, Terraform and shell files, and in code blocks of Markdown
/// documents. Checks them as `fql check` does, against
/// the collection of the operation that the program calls. Reports values that are inserted without escaping.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[SUPPRESSION, CONFIGURATION, JSON_OUTPUT, EXIT_STATUS]),
)]
pub(crate) struct Args {
    /// Files, or directories to search; files that `.gitignore` lists are left out of directories
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,

    /// Output format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: LintFormat,

    /// Exit with status 1 also if there are warnings
    #[arg(long)]
    strict: bool,

    /// Apply the fixes that are certain, in place
    ///
    /// A fix changes only the content of a literal, with the escapes of the language. The remaining findings
    /// are reported.
    #[arg(long)]
    fix: bool,

    /// List the filters and their collections instead of findings, as text or JSON
    ///
    /// `{_}` is a value that the program inserts.
    #[arg(long, conflicts_with = "fix")]
    list: bool,

    /// Read settings from FILE instead of `fql-lint.toml` in the current directory
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Number of threads [default: one per processor]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum LintFormat {
    /// Human-readable text
    #[default]
    Text,
    /// One JSON object per finding
    Json,
    /// A SARIF 2.1.0 log for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

const EXAMPLES: &str = "\
Examples:
  fql lint
  fql lint --strict src scripts/hunt.ps1
  fql lint --fix
  fql lint --format sarif > fql.sarif";

const SUPPRESSION: &str = "\
Suppression:
  A comment suppresses the findings of its line, or of the next line if it
  is alone in a line:
    fql-lint: ignore                   all findings
    fql-lint: ignore FQL113, FQL133    those with these codes
    fql-lint: ignore-file              all findings of the file";

const CONFIGURATION: &str = r#"Configuration file:
  exclude = ["tests/data/", "*.min.js"]   as in `.gitignore`
  [severity]                              `error`, `warning` or `off`
  FQL133 = "error""#;

const JSON_OUTPUT: &str = r#"JSON output:
  One object per finding, in the order of the files:
    {"path","code","severity","message","help",
     "start","end","line","column",
     "fix":[{"start","end","replacement"}]}
  `fix` is null without a machine-applicable fix. `start` and `end` are
  byte offsets in the file from 0; `line` and `column` (in characters)
  count from 1."#;

const EXIT_STATUS: &str = "\
Exit status:
  0    no errors; there may be warnings, except with --strict
  1    at least one error, or a warning with --strict
  2    usage error or I/O error";

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let config = Config::read(args.config.as_ref())?;
    let files = walk::files(&args.paths, &config)?;
    with_output(|out| {
        let mut reporter = Reporter::new(args.format, args.strict);
        walk::check_each(&files, &config, args.threads, |file, report| {
            if args.list {
                return reporter.list(&report, out);
            }
            let report = match args.fix && !report.findings.is_empty() {
                true => fix::fix_file(&file.path, file.kind, &config, report)?,
                false => report,
            };
            reporter.file(&report, out)
        })?;
        match args.list {
            true => reporter.finish_list(),
            false => reporter.finish(out),
        }
    })
}

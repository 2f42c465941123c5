//! A soak test of falcon-transport against a sandbox in a separate process: with a rate limit,
//! short-lived tokens and faults, for a given time. It lists all assets repeatedly while it writes,
//! then compares the client's observations with those of the sandbox.
//!
//! ```text
//! cargo run --release -p falcon-sandbox --example soak -- --minutes 10
//! cargo run --release -p falcon-sandbox --example soak -- --minutes 1 --assets 100000
//! cargo run -p falcon-sandbox --example soak
//! ```
//!
//! Without options, as in `cargo test`, it takes a few seconds. The exit status is 1 if one of the
//! checks in `checks.rs` fails.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a run that cannot be set up fails at once"
)]

mod asset_ids;
mod attempts;
mod checks;
mod client;
mod journal;
mod listings;
mod memory;
mod report;
mod run;
mod server;
mod settings;
mod writes;

use std::process::ExitCode;

use settings::Settings;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [role, settings] = &arguments[..]
        && role == server::ROLE
    {
        server::serve(&serde_json::from_str(settings).unwrap());
        return ExitCode::SUCCESS;
    }
    if cfg!(test) && !selects_soak(&arguments) {
        return ExitCode::SUCCESS;
    }
    let settings = Settings::from_arguments();
    let observations = client::run(&settings);
    let violations = checks::violations(&settings, &observations);
    report::print(&settings, &observations, &violations);
    ExitCode::from(u8::from(!violations.is_empty()))
}

/// Returns `true` if the arguments of `cargo test` do not select other tests only.
fn selects_soak(arguments: &[String]) -> bool {
    let selects_other = |name: &String| !name.starts_with('-') && !"soak".contains(&**name);
    !arguments
        .iter()
        .any(|name| name == "--list" || selects_other(name))
}

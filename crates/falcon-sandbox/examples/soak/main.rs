//! A soak: a client of falcon-transport and a sandbox, in processes of their own, for as long as is
//! asked, with a rate limit, tokens that last seconds, and faults. It goes through all ids, and
//! through all assets, again and again, and changes things meanwhile; at the end it is held to what
//! the sandbox has, and to what it was asked.
//!
//! ```text
//! cargo run --release -p falcon-sandbox --example soak -- --minutes 10
//! cargo run --release -p falcon-sandbox --example soak -- --minutes 1 --assets 100000
//! cargo run -p falcon-sandbox --example soak
//! ```
//!
//! Without an option it takes a few seconds; so does `cargo test`. What must hold stands in `judge.rs`; the exit status is 1 when
//! something does not.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a soak that can't be made is to say so at once"
)]

mod attempts;
mod journal;
mod judge;
mod listings;
mod memory;
mod once;
mod report;
mod run;
mod server;
mod settings;
mod writes;

use std::process::ExitCode;

use settings::{Role, Settings};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let role = if cfg!(test) && !Role::is_server(&arguments) {
        // The arguments are those of a test: perhaps the name of another one.
        let names_another = |name: &String| !name.starts_with('-') && !"soak".contains(&**name);
        if arguments.iter().any(names_another) || arguments.iter().any(|one| one == "--list") {
            return ExitCode::SUCCESS;
        }
        Ok(Role::Client(Settings::quick()))
    } else {
        Role::read(&arguments)
    };
    match role {
        Ok(Role::Server(settings)) => server::serve(&settings),
        Ok(Role::Client(settings)) => soak(&settings),
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

fn soak(settings: &Settings) -> ExitCode {
    let outcome = run::run(settings);
    let problems = judge::problems(settings, &outcome);
    report::print(settings, &outcome, &problems);
    if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

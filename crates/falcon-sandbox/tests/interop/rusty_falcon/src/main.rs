//! Calls all twenty operations with rusty_falcon, as published, and says what came of it.
//!
//! ```sh
//! cargo run --manifest-path crates/falcon-sandbox/tests/interop/rusty_falcon/Cargo.toml
//! ```
//!
//! Its first build takes minutes and 6 GB of memory, nearly all of it for that crate; it is no part
//! of the workspace or of its tests. Nothing has to be started: the sandbox runs in the program.
//!
//! For each row of the table in `rows/` there are two sandboxes with the same few documents, those of
//! `documents.ndjson`, which are in the shape of the API definition. One gets the request from
//! rusty_falcon, the other one with nothing but an HTTP client. The plain answer must be right, both
//! sandboxes must hold the same documents afterwards, and what the call gave is compared with the
//! plain answer, member by member. So what differs, the client did. Where it follows the API
//! definition and the sandbox does not, the list beneath the table says so.
//!
//! The exit status is 1 when a plain answer is wrong, when a call does not do what the table expects
//! of it, for better or worse, or when `README.md` does not show what is printed.

mod outcome;
mod plain;
mod rows;

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write;
use std::process::ExitCode;
use std::time::{Duration, UNIX_EPOCH};

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::{Data, Document, Generator};
use rusty_falcon::apis::configuration::Configuration;
use rusty_falcon::apis::oauth2_api::oauth2_access_token;
use serde_json::Value;

use outcome::Outcome;
use plain::Response;
use rows::{Fault, Row, rows};

const HEAD: &str = "\
| operation | asked for | the sandbox's answer | is right | what rusty_falcon gave | |
|---|---|---|---|---|---|
";

/// What a row came to.
struct Checked {
    answer: Response,
    /// Whether the plain answer has what it must have.
    is_right: bool,
    outcome: Outcome,
    unasked: usize,
    problems: Vec<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let rows = rows();
    let mut problems = Vec::new();
    let mut table = String::from(HEAD);
    for row in &rows {
        let result = run(row).await?;
        let outcome = match result.unasked {
            0 => result.outcome.to_string(),
            unasked => format!("{}; sent {unasked} members unasked", result.outcome),
        };
        let mark = if result.outcome.is_right() { "" } else { "✗" };
        let right = if result.is_right { "yes" } else { "no" };
        let (operation, asked, shape) = (row.operation, row.asked, result.answer.shape());
        writeln!(
            table,
            "| `{operation}` | {asked} | {shape} | {right} | {outcome} | {mark} |"
        )?;
        let problem = |problem| format!("{operation}, {asked}: {problem}");
        problems.extend(result.problems.into_iter().map(problem));
    }
    let client = |fault| match fault {
        Fault::Client(why) => Some(why),
        _ => None,
    };
    let definition = |fault| match fault {
        Fault::Definition(why) => Some(why),
        _ => None,
    };
    table.push_str("\nThe client's own:\n\n");
    table.push_str(&reasons(&rows, client));
    table.push_str("\nThe API definition's, which the client takes at its word:\n\n");
    table.push_str(&reasons(&rows, definition));
    let operations: BTreeSet<_> = rows.iter().map(|row| row.operation).collect();
    if operations.len() != 20 {
        problems.push(format!(
            "the table has {} operations of 20",
            operations.len()
        ));
    }
    print!("{table}");
    if !include_str!("../README.md").contains(&table) {
        problems.push("README.md does not show this table: put it there".to_owned());
    }
    for problem in &problems {
        eprintln!("{problem}");
    }
    Ok(ExitCode::from(u8::from(!problems.is_empty())))
}

/// A list of why, each once.
fn reasons(rows: &[Row], why: impl Fn(Fault) -> Option<&'static str>) -> String {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in rows {
        let Some(why) = why(row.fault) else { continue };
        match reasons.iter_mut().find(|(other, _)| *other == why) {
            Some((_, operations)) => operations.push(row.operation),
            None => reasons.push((why, vec![row.operation])),
        }
    }
    let line = |(why, operations): &(&str, Vec<&str>)| {
        format!("- `{}`: {why}.\n", operations.join("`, `"))
    };
    reasons.iter().map(line).collect()
}

async fn run(row: &Row) -> Result<Checked, Box<dyn Error>> {
    let (with_client, without) = (sandbox().await?, sandbox().await?);
    let token = sign_in(&without).await?.oauth_access_token;
    let token = token.ok_or("the sandbox gave no token")?;
    let answer = row.plain.send(&without.url(), &token).await?;
    let seen = (row.call)(sign_in(&with_client).await?).await;
    let unasked = members(&seen.sent).saturating_sub(members(&row.plain.body));
    let outcome = Outcome::of(seen.got, &answer.body);

    let mut problems = Vec::new();
    let (status, contents) = &row.right;
    if answer.status != *status {
        problems.push(format!("the sandbox answered {}", answer.status));
    }
    for (place, wanted) in contents {
        if answer.body.pointer(place) != Some(wanted) {
            problems.push(format!(
                "the sandbox has not {wanted} at {place}: {}",
                answer.body
            ));
        }
    }
    let is_right = problems.is_empty();
    if with_client.requests().count(row.operation) != 1 {
        problems.push("the request did not reach the operation".to_owned());
    }
    if documents(with_client.snapshot()) != documents(without.snapshot()) {
        problems.push("the request did not do the same as the plain one".to_owned());
    }
    if let Some(change) = outcome.change(&row.expected) {
        problems.push(format!("{change}: {outcome} (expected: {})", row.expected));
    }
    if unasked != row.unasked {
        problems.push(format!(
            "sent {unasked} members unasked, expected {}",
            row.unasked
        ));
    }
    Ok(Checked {
        answer,
        is_right,
        outcome,
        unasked,
        problems,
    })
}

async fn sandbox() -> Result<Sandbox, Box<dyn Error>> {
    let mut data = Data::read_ndjson(include_str!("../documents.ndjson").as_bytes())?;
    let moment = UNIX_EPOCH + Duration::from_secs(1_795_348_800);
    data.identities = Generator::new(1)
        .assets(1)
        .users(3)
        .now(moment)
        .generate()
        .identities;
    let now = "2026-11-22T12:00:00Z".parse()?;
    Ok(Sandbox::builder().data(data).now(now).start().await?)
}

/// The client's own way, `FalconHandle`, knows no addresses but the clouds'. The parts that it is
/// made of are public.
async fn sign_in(sandbox: &Sandbox) -> Result<Configuration, Box<dyn Error>> {
    let mut configuration = Configuration {
        base_path: sandbox.url(),
        ..Default::default()
    };
    let token = oauth2_access_token(&configuration, "sandbox", "sandbox", None).await?;
    configuration.oauth_access_token = token.access_token;
    Ok(configuration)
}

/// How many members the objects of a body have, all told.
fn members(body: &Value) -> usize {
    match body {
        Value::Object(object) => object.len() + object.values().map(members).sum::<usize>(),
        Value::Array(items) => items.iter().map(members).sum(),
        _ => 0,
    }
}

/// All documents without the ids, which are drawn for new ones.
fn documents(data: Data) -> Vec<Vec<Value>> {
    let kinds = [
        data.assets,
        data.sensors,
        data.policy_rules,
        data.subsidiaries,
    ];
    let without_id = |document: Document| {
        let mut value = document.value();
        if let Some(object) = value.as_object_mut() {
            object.retain(|key, _| key != "id" && key != "asset_id");
        }
        value
    };
    kinds
        .into_iter()
        .map(|documents| documents.into_iter().map(without_id).collect())
        .collect()
}

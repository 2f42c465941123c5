//! Calls all twenty operations with rusty_falcon, as published, and reports the results.
//!
//! ```sh
//! cargo run --manifest-path crates/falcon-sandbox/tests/interop/rusty_falcon/Cargo.toml
//! ```
//!
//! The first build takes minutes and 6 GB of memory, almost all of it for that crate. It is not part
//! of the workspace or of its tests. The sandbox runs in the same process.
//!
//! Each row of the table in `rows/` has two sandboxes with the documents of `documents.ndjson`, which
//! follow the API definition. One receives the request from rusty_falcon, the other one from a plain
//! HTTP client. The plain response must be correct, and both sandboxes must contain the same
//! documents afterwards. The result of the call is compared with the plain response member by
//! member, so every difference is caused by the client. The lists below the table name the causes,
//! and where the client follows the API definition and the sandbox does not.
//!
//! The exit status is 1 if a plain response is wrong, if the result of a call differs from the
//! expected one, or if `README.md` does not contain the printed table.

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
use rows::{Cause, Row, rows};

const HEADER: &str = "\
| operation | request | sandbox response | correct | rusty_falcon result | |
|---|---|---|---|---|---|
";

/// The result of a row.
struct Checked {
    response: Response,
    /// The plain response contains the expected values.
    is_response_correct: bool,
    outcome: Outcome,
    extra_members: usize,
    violations: Vec<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let rows = rows();
    let mut violations = Vec::new();
    let mut table = String::from(HEADER);
    for row in &rows {
        let checked = run(row).await?;
        let outcome = match checked.extra_members {
            0 => checked.outcome.to_string(),
            count => format!("{}; sent {count} extra members", checked.outcome),
        };
        let mark = if checked.outcome.is_correct() {
            ""
        } else {
            "✗"
        };
        let correct = if checked.is_response_correct {
            "yes"
        } else {
            "no"
        };
        let (operation, request, response) =
            (row.operation, row.request, checked.response.summary());
        writeln!(
            table,
            "| `{operation}` | {request} | {response} | {correct} | {outcome} | {mark} |"
        )?;
        let located = |violation| format!("{operation}, {request}: {violation}");
        violations.extend(checked.violations.into_iter().map(located));
    }
    let client = |cause| match cause {
        Cause::Client(cause) => Some(cause),
        _ => None,
    };
    let definition = |cause| match cause {
        Cause::Definition(cause) => Some(cause),
        _ => None,
    };
    table.push_str("\nCauses in the client:\n\n");
    table.push_str(&causes(&rows, client));
    table.push_str(
        "\nDifferences between the API definition, which the client follows, and the sandbox:\n\n",
    );
    table.push_str(&causes(&rows, definition));
    let operations: BTreeSet<_> = rows.iter().map(|row| row.operation).collect();
    if operations.len() != 20 {
        violations.push(format!(
            "the table has {} of 20 operations",
            operations.len()
        ));
    }
    print!("{table}");
    if !include_str!("../README.md").contains(&table) {
        violations.push("README.md does not contain this table".to_owned());
    }
    for violation in &violations {
        eprintln!("{violation}");
    }
    Ok(ExitCode::from(u8::from(!violations.is_empty())))
}

/// Lists the distinct causes with their operations.
fn causes(rows: &[Row], select: impl Fn(Cause) -> Option<&'static str>) -> String {
    let mut causes: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in rows {
        let Some(cause) = select(row.cause) else {
            continue;
        };
        match causes.iter_mut().find(|(other, _)| *other == cause) {
            Some((_, operations)) => operations.push(row.operation),
            None => causes.push((cause, vec![row.operation])),
        }
    }
    let line = |(cause, operations): &(&str, Vec<&str>)| {
        format!("- `{}`: {cause}.\n", operations.join("`, `"))
    };
    causes.iter().map(line).collect()
}

async fn run(row: &Row) -> Result<Checked, Box<dyn Error>> {
    let (client_sandbox, plain_sandbox) = (sandbox().await?, sandbox().await?);
    let token = sign_in(&plain_sandbox).await?.oauth_access_token;
    let token = token.ok_or("no token in the response of the sandbox")?;
    let response = row.plain.send(&plain_sandbox.url(), &token).await?;
    let result = (row.call)(sign_in(&client_sandbox).await?).await;
    let extra_members = count_members(&result.sent).saturating_sub(count_members(&row.plain.body));
    let outcome = Outcome::new(result.returned, &response.body);

    let mut violations = Vec::new();
    let (status, values) = &row.response;
    if response.status != *status {
        violations.push(format!("status {}, expected {status}", response.status));
    }
    for (pointer, expected) in values {
        if response.body.pointer(pointer) != Some(expected) {
            violations.push(format!(
                "expected {expected} at {pointer} of the response: {}",
                response.body
            ));
        }
    }
    let is_response_correct = violations.is_empty();
    if client_sandbox.requests().count(row.operation) != 1 {
        violations.push("the operation did not receive exactly one request".to_owned());
    }
    if documents(client_sandbox.snapshot()) != documents(plain_sandbox.snapshot()) {
        violations.push("the documents differ from those after the plain request".to_owned());
    }
    if let Some(change) = outcome.change(&row.expected) {
        violations.push(format!("{change}: {outcome} (expected: {})", row.expected));
    }
    if extra_members != row.extra_members {
        violations.push(format!(
            "sent {extra_members} extra members, expected {}",
            row.extra_members
        ));
    }
    Ok(Checked {
        response,
        is_response_correct,
        outcome,
        extra_members,
        violations,
    })
}

async fn sandbox() -> Result<Sandbox, Box<dyn Error>> {
    let mut data = Data::read_ndjson(include_str!("../documents.ndjson").as_bytes())?;
    let now = UNIX_EPOCH + Duration::from_secs(1_795_348_800);
    let generator = Generator::new(1).assets(1).users(3).now(now);
    data.identities = generator.generate().identities;
    let now = "2026-11-22T12:00:00Z".parse()?;
    Ok(Sandbox::builder().data(data).now(now).start().await?)
}

/// Signs in with public parts of the client: its `FalconHandle` supports only the URLs of the clouds.
async fn sign_in(sandbox: &Sandbox) -> Result<Configuration, Box<dyn Error>> {
    let mut configuration = Configuration {
        base_path: sandbox.url(),
        ..Default::default()
    };
    let token = oauth2_access_token(&configuration, "sandbox", "sandbox", None).await?;
    configuration.oauth_access_token = token.access_token;
    Ok(configuration)
}

/// Counts the members of all objects in a body.
fn count_members(body: &Value) -> usize {
    match body {
        Value::Object(object) => object.len() + object.values().map(count_members).sum::<usize>(),
        Value::Array(items) => items.iter().map(count_members).sum(),
        _ => 0,
    }
}

/// Returns all documents without their ids, which are random for new documents.
fn documents(data: Data) -> Vec<Vec<Value>> {
    let lists = [
        data.assets,
        data.sensors,
        data.policy_rules,
        data.subsidiaries,
    ];
    let without_id = |document: Document| {
        let mut value = document.to_value();
        if let Some(object) = value.as_object_mut() {
            object.retain(|key, _| key != "id" && key != "asset_id");
        }
        value
    };
    lists
        .into_iter()
        .map(|documents| documents.into_iter().map(without_id).collect())
        .collect()
}

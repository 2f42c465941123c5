//! The table: what is asked, what a right answer has, and what rusty_falcon makes of it.

mod assets;
mod identity;
mod inventory;

use std::future::Future;
use std::pin::Pin;

use rusty_falcon::apis::configuration::Configuration;
use rusty_falcon::models;
use serde_json::Value;

use crate::outcome::{Outcome, Seen};
use crate::plain::Plain;

/// One call.
pub struct Row {
    /// The operation, by the id that the documents give it.
    pub operation: &'static str,
    pub asked: &'static str,
    /// The same request without a client.
    pub plain: Plain,
    /// Its status, and JSON pointers into its body with what a right answer has there.
    pub right: (u16, Vec<(&'static str, Value)>),
    pub call: Call,
    /// What came of the call with the version that `Cargo.toml` names.
    pub expected: Outcome,
    /// How many members its body has beside those that were asked for.
    pub unasked: usize,
    pub fault: Fault,
}

/// Whose fault it is that a call does not give all of the answer, and why.
#[derive(Clone, Copy)]
pub enum Fault {
    None,
    /// The client's own.
    Client(&'static str),
    /// The client takes the API definition at its word, and the sandbox does not.
    Definition(&'static str),
}

type Call = Box<dyn Fn(Configuration) -> Pin<Box<dyn Future<Output = Seen>>>>;

fn call<F: Future<Output = Seen> + 'static>(call: impl Fn(Configuration) -> F + 'static) -> Call {
    Box::new(move |configuration| Box::pin(call(configuration)))
}

/// The variants of typed errors are alike in every operation.
const FIRST_STATUS: &str = "the variants of the typed error have the same fields, so the first \
                            always fits: the type never says the status";

/// Every row.
pub fn rows() -> Vec<Row> {
    let mut rows = assets::assets();
    rows.extend(inventory::inventory_and_blobs());
    rows.extend(inventory::subsidiaries());
    rows.extend(identity::sensors());
    rows.extend(identity::policy_rules_and_graphql());
    rows
}

/// An aggregation of three members.
fn terms(name: &str, field: &str) -> models::MsaAggregateQueryRequest {
    models::MsaAggregateQueryRequest {
        name: name.to_owned(),
        r#type: "terms".to_owned(),
        field: field.to_owned(),
        ..Default::default()
    }
}

//! The rows of the table: requests, correct responses and the results of rusty_falcon.

mod assets;
mod identity;
mod inventory;

use std::future::Future;
use std::pin::Pin;

use rusty_falcon::apis::configuration::Configuration;
use rusty_falcon::models;
use serde_json::Value;

use crate::outcome::{CallResult, Outcome};
use crate::plain::PlainRequest;

/// One call.
pub struct Row {
    /// The documented id of the operation.
    pub operation: &'static str,
    /// A description of the request.
    pub request: &'static str,
    /// The request without a client library.
    pub plain: PlainRequest,
    /// The status of a correct response, and values in its body by JSON pointer.
    pub response: (u16, Vec<(&'static str, Value)>),
    pub call: Call,
    /// The result with the version in `Cargo.toml`.
    pub expected: Outcome,
    /// The number of members in the sent body that the caller did not set.
    pub extra_members: usize,
    pub cause: Cause,
}

/// The cause of an incomplete or failed result.
#[derive(Clone, Copy)]
pub enum Cause {
    None,
    Client(&'static str),
    /// The client follows the API definition, and the sandbox does not.
    Definition(&'static str),
}

type Call = Box<dyn Fn(Configuration) -> Pin<Box<dyn Future<Output = CallResult>>>>;

fn call<F>(call: impl Fn(Configuration) -> F + 'static) -> Call
where
    F: Future<Output = CallResult> + 'static,
{
    Box::new(move |configuration| Box::pin(call(configuration)))
}

/// The cause of a wrong error variant, in every operation.
const FIRST_STATUS: &str = "the variants of the typed error have the same fields, so it always \
                            parses the first one, whatever the status";

pub fn rows() -> Vec<Row> {
    let groups = [
        assets::aggregates_and_details(),
        assets::writes(),
        assets::queries(),
        inventory::inventory_and_blobs(),
        inventory::subsidiaries(),
        identity::sensors(),
        identity::graphql_and_rule_queries(),
        identity::rule_writes(),
    ];
    groups.into_iter().flatten().collect()
}

/// Returns an aggregation with three members.
fn terms(name: &str, field: &str) -> models::MsaAggregateQueryRequest {
    models::MsaAggregateQueryRequest {
        name: name.to_owned(),
        r#type: "terms".to_owned(),
        field: field.to_owned(),
        ..Default::default()
    }
}

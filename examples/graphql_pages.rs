//! Reads all pages of a GraphQL connection.
//!
//! ```sh
//! export FALCON_CLIENT_ID=… FALCON_CLIENT_SECRET=…
//! cargo run -p fql-examples --example graphql_pages
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use falcon_transport::Falcon;

/// The document of each page. Paging needs the variable `$after` and the selection of `pageInfo`.
const QUERY: &str = "query ($kinds: [EntityType!], $after: Cursor) {
  entities(types: $kinds, first: 200, after: $after) {
    nodes { primaryDisplayName riskScore }
    pageInfo { hasNextPage endCursor }
  }
}";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let falcon = Falcon::from_env()?;
    // Values are passed as variables, so none can change the query.
    let query = falcon.identity_protection().graphql(QUERY);
    let mut entities = query.variable("kinds", vec!["USER"]).nodes();
    while let Some(entity) = entities.try_next().await? {
        println!("{}: {}", entity["primaryDisplayName"], entity["riskScore"]);
    }
    Ok(())
}

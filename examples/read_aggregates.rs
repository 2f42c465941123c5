//! Parses aggregation requests from JSON and reports every problem.
#![allow(clippy::print_stdout)]

use falcon_transport::falcon_aggregates::Aggregates;
use fql::collections::external_assets::ExternalAssets;

const REQUESTS: &[&str] = &[
    r#"[{"name": "ports", "type": "terms", "field": "ip.services.port", "size": 5, "filter": ""}]"#,
    r#"{"name": "sure", "type": "range", "field": "confidence", "ranges": [{"from": 0, "to": 70}]}"#,
    r#"[
        {"name": "n", "type": "date_histogram", "field": "first_sen", "time_zone": "Berlin"},
        {"name": "n", "type": "average", "field": "confidence", "size": "5"}
    ]"#,
];

fn main() {
    for request in REQUESTS {
        match request.parse::<Aggregates<ExternalAssets>>() {
            Ok(request) => println!("{}\n", request.to_json()),
            Err(error) => println!("{error}\n"),
        }
    }
}

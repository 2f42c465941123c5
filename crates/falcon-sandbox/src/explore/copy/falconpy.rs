//! Python programs with falconpy.

use fql::operation::{OperationSpec, Pagination};
use serde_json::Value;

use super::Requests;

/// Returns a program that prints the results of all pages.
pub(super) fn program(requests: &Requests<'_>, filter: &str) -> Option<String> {
    let listing = requests.listing?;
    // A JSON string is a literal of Python.
    let literal = |text: &str| Value::from(text).to_string();
    Some(format!(
        "# pip install crowdstrike-falconpy\n\
         from falconpy import APIHarnessV2\n\n\
         falcon = APIHarnessV2(client_id={id}, client_secret={secret}, base_url={url})\n\
         parameters = {{\"filter\": {filter}}}\n\
         results = []\n\
         while True:\n    \
             body = falcon.command(override={operation}, parameters=parameters)[\"body\"]\n    \
             if body.get(\"errors\"):\n        \
                 raise SystemExit(body[\"errors\"])\n    \
             results += body[\"resources\"]\n\
         {next_page}\
         print(results)\n",
        id = literal(requests.client_id),
        secret = literal(requests.client_secret),
        url = literal(requests.url),
        operation = literal(&format!("{},{}", listing.method.name(), listing.path)),
        filter = literal(filter),
        next_page = next_page(listing),
    ))
}

/// Returns the rest of the loop: its end after the last page, and the parameter of the next page.
fn next_page(listing: &OperationSpec) -> String {
    let (parameter, member) = match listing.pagination {
        Pagination::None => return "    break\n".to_owned(),
        Pagination::OffsetToken => ("offset", "offset"),
        Pagination::OffsetFromNext => ("offset", "next"),
        Pagination::After | Pagination::OffsetOrAfter => ("after", "after"),
        Pagination::OffsetOrNextToken | Pagination::OffsetTokenOrNextToken => {
            ("next_token", "next_token")
        }
        _ => {
            return "    if len(results) >= body[\"meta\"][\"pagination\"][\"total\"] or not body[\"resources\"]:\n        \
                        break\n    \
                    parameters[\"offset\"] = len(results)\n"
                .to_owned();
        }
    };
    format!(
        "    token = body[\"meta\"][\"pagination\"].get({member:?})\n    \
             if not token or not body[\"resources\"]:\n        \
                 break\n    \
             parameters[{parameter:?}] = token\n"
    )
}

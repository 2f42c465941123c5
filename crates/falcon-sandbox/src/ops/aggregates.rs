//! Aggregations over assets and sensors.

use serde_json::Value;

use crate::envelope::Reply;
use crate::refusal::Refusal;
use crate::state::Call;

pub(super) fn assets(call: &Call) -> Result<Reply, Refusal> {
    requests(call)?;
    Err(Refusal::new(501, "not yet"))
}

pub(super) fn sensors(call: &Call) -> Result<Reply, Refusal> {
    requests(call)?;
    Err(Refusal::new(501, "not yet"))
}

/// The aggregate requests of the body.
fn requests(call: &Call) -> Result<Vec<Value>, Refusal> {
    match call.json()? {
        Value::Array(list) if !list.is_empty() && list.iter().all(Value::is_object) => Ok(list),
        _ => Err(Refusal::bad_request(
            "the body is no list of aggregate requests: send `[{\"name\": \"…\", …}]`",
        )),
    }
}

//! An asset as the service returned it.

use falcon_transport::paging::HasId;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// The source text of an asset. No model is between the service and the user: unknown members,
/// null, key order and values of an unexpected type are kept.
#[derive(Debug)]
pub(super) struct Document {
    id: String,
    json: Box<RawValue>,
}

impl Document {
    pub(super) fn source(&self) -> &str {
        self.json.get()
    }

    pub(super) fn value(&self) -> Value {
        // The source has been parsed before.
        serde_json::from_str(self.source()).unwrap_or_default()
    }
}

impl HasId for Document {
    fn id(&self) -> &str {
        &self.id
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Id {
            id: String,
        }
        let json = Box::<RawValue>::deserialize(deserializer)?;
        let Id { id } = serde_json::from_str(json.get()).map_err(D::Error::custom)?;
        Ok(Self { id, json })
    }
}

//! The items of a listing, or the documents that they identify.

use std::borrow::Cow;

use falcon_transport::paging::{Details, HasId, Pager};
use falcon_transport::response::MalformedItem;
use falcon_transport::{DetailResult, Error};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::item::Item;

/// A listing of ids or of documents, or of ids whose documents are looked up.
pub(super) enum Items {
    Ids(Pager<String>),
    Documents(Pager<Box<RawValue>>),
    Details(Box<Details<Document>>),
}

/// The result for one item.
pub(super) enum NextItem {
    Found(Item),
    /// The id has no document. It may have been deleted since it was listed.
    Missing(String),
    Malformed(MalformedItem),
}

impl Items {
    pub(super) async fn try_next(&mut self) -> Result<Option<NextItem>, Error> {
        Ok(match self {
            Self::Ids(ids) => {
                let id = ids.try_next().await?;
                id.map(|id| NextItem::Found(Item::Id(id)))
            }
            Self::Documents(documents) => {
                let document = documents.try_next().await?;
                document.map(|document| NextItem::Found(Item::Document(document)))
            }
            Self::Details(details) => details.try_next().await?.map(|result| match result {
                DetailResult::Found(document) => NextItem::Found(Item::Document(document.source)),
                DetailResult::Missing(missing) => NextItem::Missing(missing.id),
                DetailResult::Malformed(item) => NextItem::Malformed(item),
            }),
        })
    }

    /// Returns the total number of items that the service reported.
    pub(super) fn total(&self) -> Option<u64> {
        match self {
            Self::Ids(ids) => ids.total(),
            Self::Documents(documents) => documents.total(),
            Self::Details(details) => details.total(),
        }
    }
}

/// A document, which is an object, with the members that may be its id.
#[derive(Debug)]
pub(super) struct Document {
    source: Box<RawValue>,
    members: Value,
}

impl HasId for Document {
    fn id(&self) -> Cow<'_, str> {
        self.id_in("id")
    }

    fn id_in(&self, field: &str) -> Cow<'_, str> {
        self.members.id_in(field)
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = Box::<RawValue>::deserialize(deserializer)?;
        let members = serde_json::from_str(source.get()).map_err(D::Error::custom)?;
        Ok(Self {
            source,
            members: Value::Object(members),
        })
    }
}

//! [`Aggregates`]: a request, which is a list of aggregations.

use std::fmt;
use std::str::FromStr;

use fql::Collection;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::dynamic::DynamicAggregate;
use crate::into_aggregates::IntoAggregates;
use crate::problem::{InvalidAggregates, Place};
use crate::{check, print, read};

/// A request: at least one aggregation over documents of collection `C`, all of them computed by
/// one call. Its names are unique, and what each aggregation needs is there.
///
/// It is read from JSON, hand-written or from the documentation, or from what a program built;
/// what is wrong is said all at once, each with its place and what to write instead.
///
/// ```
/// use falcon_aggregates::Aggregates;
/// use fql::collections::external_assets::ExternalAssets;
///
/// let request: Aggregates<ExternalAssets> = r#"{
///     "name": "ports",
///     "type": "range",
///     "field": "ip.services.port",
///     "ranges": [{ "To": 1024 }, { "From": 1024 }],
///     "filter": ""
/// }"#.parse()?;
/// assert_eq!(
///     request.to_json(),
///     r#"[{"name":"ports","type":"range","field":"ip.services.port","ranges":[{"To":1024},{"From":1024}]}]"#,
/// );
/// # Ok::<(), falcon_aggregates::InvalidAggregates>(())
/// ```
pub struct Aggregates<C> {
    list: Vec<DynamicAggregate<C>>,
}

impl<C: Collection> Aggregates<C> {
    /// A request of these aggregations.
    ///
    /// # Errors
    /// When there is none; when one has no name, or that of another beside it; when its field is
    /// none of the collection's, or of a kind that its type is not computed of; when an interval or
    /// ranges are missing; when more than three aggregations are nested in it over all levels, or
    /// one in a type that makes no buckets.
    pub fn new(
        aggregates: impl IntoIterator<Item = DynamicAggregate<C>>,
    ) -> Result<Self, InvalidAggregates> {
        Self::checked(aggregates.into_iter().collect(), false)
    }

    /// A request of whatever is one.
    ///
    /// # Errors
    /// See [`IntoAggregates::into_aggregates`].
    #[inline]
    pub fn of(request: impl IntoAggregates<C>) -> Result<Self, InvalidAggregates> {
        request.into_aggregates()
    }

    /// A request of a list; of a typed one, only the names are left to be checked.
    pub(crate) fn checked(
        list: Vec<DynamicAggregate<C>>,
        is_typed: bool,
    ) -> Result<Self, InvalidAggregates> {
        let mut problems = InvalidAggregates::default();
        if list.is_empty() {
            let message = "there is no aggregation in the request";
            problems.push(&Place::Root, message, "give at least one");
        }
        if is_typed {
            let place = |index| Place::Index(&Place::Root, index);
            check::all_names(&list, place, &mut problems);
        } else {
            check::list(&list, &mut problems);
        }
        problems.or(Self { list })
    }

    /// Reads a list of aggregations, or a single one.
    ///
    /// Keys without content, as `null`, `""` and `[]`, count as not written: some clients write all
    /// keys.
    ///
    /// # Errors
    /// Everything that is wrong: what [`new`](Self::new) refuses, unknown types, keys, intervals,
    /// time zones and orders, filters that are none of the collection's, reversed ranges, and
    /// values of another form.
    pub fn from_value(body: &Value) -> Result<Self, InvalidAggregates> {
        read::list(body).map(|list| Self { list })
    }
}

impl<C> Aggregates<C> {
    /// The aggregations.
    #[must_use]
    pub fn list(&self) -> &[DynamicAggregate<C>] {
        &self.list
    }

    /// The aggregations, to take.
    #[must_use]
    pub fn into_list(self) -> Vec<DynamicAggregate<C>> {
        self.list
    }

    /// The request as the service takes it: a list, on one line, with only the keys that were said.
    #[must_use]
    pub fn to_json(&self) -> String {
        print::list_to_json(&self.list)
    }
}

impl<C: Collection> FromStr for Aggregates<C> {
    type Err = InvalidAggregates;

    /// Reads the JSON of a list of aggregations, or of a single one.
    fn from_str(text: &str) -> Result<Self, InvalidAggregates> {
        match serde_json::from_str(text) {
            Ok(body) => Self::from_value(&body),
            Err(error) => {
                let mut problems = InvalidAggregates::default();
                let message = format!("the text is no JSON: {error}");
                let help = "write a list of objects, `[{\"name\": …, \"type\": …, \"field\": …}]`";
                problems.push(&Place::Root, message, help);
                Err(problems)
            }
        }
    }
}

impl<C> Clone for Aggregates<C> {
    fn clone(&self) -> Self {
        Self {
            list: self.list.clone(),
        }
    }
}

impl<C> PartialEq for Aggregates<C> {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl<C> Eq for Aggregates<C> {}

impl<C> fmt::Display for Aggregates<C> {
    /// The request as JSON, as [`to_json`](Self::to_json) gives it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

impl<C> fmt::Debug for Aggregates<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Aggregates")
            .field(&format_args!("{}", self.to_json()))
            .finish()
    }
}

impl<C> Serialize for Aggregates<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.list.serialize(serializer)
    }
}

impl<'de, C: Collection> Deserialize<'de> for Aggregates<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body = Value::deserialize(deserializer)?;
        Self::from_value(&body).map_err(serde::de::Error::custom)
    }
}

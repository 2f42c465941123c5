//! The envelope that JSON answers come in; GraphQL's has its `errors`.
//!
//! Nothing but the envelope's outline is relied upon: absent, `null` and `[]` are the same, what
//! is unknown is kept, and an item that is not what it should be is set aside with its JSON, so
//! that the others are not lost with it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeOwned, MapAccess};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::auth::secrets::Secrets;
use crate::http::response_head::ResponseHead;
use crate::http::text::{one_line, without, without_in_object};
use crate::response::lenient::{self, About, FromObject, InPlace};
use crate::response::meta::Meta;

/// One error that the service lists in an answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ApiError {
    /// The service's code, mostly an HTTP status.
    pub code: Option<i64>,
    /// What the service says.
    pub message: String,
    /// The id of the item that it is about.
    pub id: Option<String>,
    /// What else the service says, such as a GraphQL error's `path`.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl ApiError {
    pub(crate) fn new(code: Option<i64>, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            ..Self::default()
        }
    }

    /// Without what must not be shown, should the other side have echoed it.
    pub(crate) fn without(self, secrets: &[&str]) -> Self {
        Self {
            code: self.code,
            message: without(self.message, secrets),
            id: self.id.map(|id| without(id, secrets)),
            extra: without_in_object(self.extra, secrets),
        }
    }

    /// Reads an error in whatever form it comes; nothing is dropped.
    fn from_value(value: Value) -> Self {
        let Value::Object(mut object) = value else {
            let message = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            return Self::new(None, message);
        };
        let code = object.get("code").and_then(lenient::as_integer);
        if code.is_some() {
            object.remove("code");
        }
        let mut text = |key: &str| match object.get(key) {
            Some(Value::String(_)) => object
                .remove(key)
                .and_then(|value| value.as_str().map(str::to_owned)),
            _ => None,
        };
        let message = text("message").unwrap_or_default();
        let id = text("id");
        Self {
            code,
            message,
            id,
            extra: object,
        }
    }
}

impl<'de> Deserialize<'de> for ApiError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from_value)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match one_line(&self.message, 300) {
            message if message.is_empty() => f.write_str("no message")?,
            message => f.write_str(&message)?,
        }
        match (self.code, &self.id) {
            (Some(code), Some(id)) => write!(f, " (code {code}, id `{}`)", one_line(id, 120)),
            (Some(code), None) => write!(f, " (code {code})"),
            (None, Some(id)) => write!(f, " (id `{}`)", one_line(id, 120)),
            (None, None) => Ok(()),
        }
    }
}

/// An item of an answer that is not what its kind of item should be.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MalformedItem {
    /// Its place among the resources of the answer, from 0.
    pub index: usize,
    /// Its id, where it has one.
    pub id: Option<String>,
    /// Why it could not be read.
    pub reason: String,
    /// The item as it came.
    pub json: Value,
}

impl fmt::Display for MalformedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "item {} could not be read: {}",
            self.index,
            one_line(&self.reason, 200)
        )
    }
}

/// A resource that the service says it did not take.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RejectedItem<T> {
    /// Why, and the id of the resource, where it has one.
    pub reason: ApiError,
    /// The resource as it came.
    pub item: T,
}

/// Why a resource was rejected, when its `error` says so. An empty text says nothing.
pub(crate) fn rejection(id: Option<&str>, error: Option<&Value>) -> Option<ApiError> {
    let error = error.filter(|error| !error.is_null() && error.as_str() != Some(""))?;
    let mut reason = ApiError::from_value(error.clone());
    reason.id = reason.id.or_else(|| id.map(str::to_owned));
    Some(reason)
}

/// All of an answer's content, taken apart.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResponseParts<T> {
    /// What succeeded.
    pub succeeded: Vec<T>,
    /// What came back as rejected.
    pub rejected: Vec<RejectedItem<T>>,
    /// What the service says went wrong.
    pub errors: Vec<ApiError>,
    /// Items that came but could not be read.
    pub malformed: Vec<MalformedItem>,
    /// What the answer says about itself.
    pub meta: Meta,
    /// What else was in the envelope.
    pub extra: Map<String, Value>,
}

impl<T> ResponseParts<T> {
    /// The content of an answer that is nothing but errors.
    pub(crate) fn from_errors(errors: Vec<ApiError>) -> Self {
        Self {
            succeeded: Vec::new(),
            rejected: Vec::new(),
            errors,
            malformed: Vec::new(),
            meta: Meta::default(),
            extra: Map::new(),
        }
    }

    /// The content of an answer that says nothing.
    pub(crate) fn empty() -> Self {
        Self::from_errors(Vec::new())
    }
}

/// What reads an envelope as it mostly comes, straight into its place: nothing of it is copied in
/// between, and what is large is not moved.
struct Plain<'p, T> {
    parts: &'p mut ResponseParts<T>,
    /// For how many resources there is to be room.
    room: usize,
}

impl<'de, T: Deserialize<'de>> FromObject<'de> for Plain<'_, T> {
    fn put<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        let parts = &mut *self.parts;
        match &*key {
            "meta" => {
                // Of two, the last one stays.
                parts.meta = Meta::default();
                object.next_value_seed(InPlace(&mut parts.meta))?;
            }
            "errors" => parts.errors = object.next_value::<Option<_>>()?.unwrap_or_default(),
            "resources" => parts.succeeded = object.next_value_seed(About::new(self.room))?,
            _ => drop(parts.extra.insert(key.into_owned(), object.next_value()?)),
        }
        Ok(())
    }
}

/// The subsidiaries' definition puts `meta` and `errors` into this key, and the inner `meta`'s
/// fields into `MetaInfo`; what the service really sends is not documented, so both are read.
const NESTED: &str = "FemEcosystemSubsidiariesResponseFields";
const NESTED_META: &str = "MetaInfo";

impl<T: DeserializeOwned> ResponseParts<T> {
    /// Reads a body. It fails only when the body is no JSON object.
    pub(crate) fn read(body: &[u8]) -> Result<Self, serde_json::Error> {
        let mut parts = Self::empty();
        parts.fill(body, 0)?;
        Ok(parts)
    }

    /// The body of a success, without what must not be shown.
    pub(crate) fn decode(
        head: &ResponseHead,
        body: &[u8],
        secrets: Secrets<'_>,
    ) -> Result<Self, serde_json::Error> {
        let mut parts = Self::empty();
        parts.receive(head, body, 0, secrets)?;
        Ok(parts)
    }

    /// The same into what is empty yet, with room for `expected` resources.
    pub(crate) fn receive(
        &mut self,
        head: &ResponseHead,
        body: &[u8],
        expected: usize,
        secrets: Secrets<'_>,
    ) -> Result<(), serde_json::Error> {
        // By these statuses there is no body, and nothing is missing.
        if body.is_empty() && matches!(head.status, 204 | 205) {
            return Ok(());
        }
        self.fill(body, expected)?;
        // Mostly nothing failed, and then nothing is looked for.
        if !self.errors.is_empty() || !self.malformed.is_empty() {
            self.leave_out(secrets);
        }
        Ok(())
    }

    /// Reads a body into what is empty yet, with room for `expected` resources from the start: a
    /// list that grows is copied each time. What was asked for is no promise, so there is never more
    /// room than the body could fill.
    ///
    /// Whether the body is text is looked at once for all of it: at each of its texts by itself,
    /// which are many and short, that would be a tenth of all that a page of ids costs.
    fn fill(&mut self, body: &[u8], expected: usize) -> Result<(), serde_json::Error> {
        // What is no text fails here, and then below, where it is told what is wrong with it.
        let text = std::str::from_utf8(body).unwrap_or_default();
        let room = expected.min(body.len() / size_of::<T>().max(1));
        match self.fill_plainly(text, room) {
            Ok(()) if !self.is_nested() => Ok(()),
            // Whatever was wrong: item by item, and field by field.
            _ => self.fill_piecewise(body),
        }
    }

    #[cold]
    fn fill_piecewise(&mut self, body: &[u8]) -> Result<(), serde_json::Error> {
        let object: Map<String, Value> = serde_json::from_slice(body)?;
        *self = Self::from_object(object);
        Ok(())
    }

    fn fill_plainly(&mut self, text: &str, room: usize) -> Result<(), serde_json::Error> {
        let mut json = serde_json::Deserializer::from_str(text);
        lenient::object_into(Plain { parts: self, room }, &mut json)?;
        json.end()
    }

    fn is_nested(&self) -> bool {
        self.extra.contains_key(NESTED) || self.meta.extra.contains_key(NESTED_META)
    }

    /// Leaves out what must not be shown of what is told of failures.
    #[cold]
    fn leave_out(&mut self, secrets: Secrets<'_>) {
        let secrets = secrets.texts();
        let errors = std::mem::take(&mut self.errors).into_iter();
        self.errors = errors.map(|error| error.without(&secrets)).collect();
        for item in &mut self.malformed {
            item.reason = without(std::mem::take(&mut item.reason), &secrets);
        }
    }

    fn from_object(mut object: Map<String, Value>) -> Self {
        if let Some(Value::Object(nested)) = object.remove(NESTED) {
            merge(&mut object, nested);
        }
        let mut meta = match object.remove("meta") {
            Some(Value::Object(meta)) => meta,
            Some(Value::Null) | None => Map::new(),
            // No object, so nothing in it has a name; it is kept all the same.
            Some(other) => Map::from_iter([("meta".to_owned(), other)]),
        };
        if let Some(Value::Object(nested)) = meta.remove(NESTED_META) {
            merge(&mut meta, nested);
        }
        // These are objects; what came in their place is kept beside what could be read.
        let mut odd = Map::new();
        for key in ["pagination", "writes"] {
            if let Some(part) = meta.remove(key).filter(|part| !part.is_null()) {
                let kept = if part.is_object() {
                    &mut meta
                } else {
                    &mut odd
                };
                kept.insert(key.to_owned(), part);
            }
        }
        let mut meta: Meta = serde_json::from_value(Value::Object(meta)).unwrap_or_default();
        meta.extra.extend(odd);
        let errors = listed(object.remove("errors"))
            .into_iter()
            .map(ApiError::from_value);
        let (succeeded, malformed) = items(listed(object.remove("resources")));
        Self {
            succeeded,
            rejected: Vec::new(),
            errors: errors.collect(),
            malformed,
            meta,
            extra: object,
        }
    }
}

/// Puts `inner` into `outer`. Lists of both are joined, so that no error is lost; else what
/// `outer` has stays.
fn merge(outer: &mut Map<String, Value>, inner: Map<String, Value>) {
    for (key, value) in inner {
        match (outer.get_mut(&key), value) {
            (Some(Value::Array(list)), Value::Array(more)) => list.extend(more),
            (Some(Value::Object(object)), Value::Object(more)) => merge(object, more),
            (None | Some(Value::Null), value) => {
                outer.insert(key, value);
            }
            (Some(_), _) => {}
        }
    }
}

/// A list, whatever came in its place: nothing, `null`, or a lone item.
pub(crate) fn listed(value: Option<Value>) -> Vec<Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(list)) => list,
        Some(other) => vec![other],
    }
}

/// Reads each item by itself.
fn items<T: DeserializeOwned>(values: Vec<Value>) -> (Vec<T>, Vec<MalformedItem>) {
    let mut read = Vec::with_capacity(values.len());
    let mut malformed = Vec::new();
    for (index, json) in values.into_iter().enumerate() {
        match T::deserialize(&json) {
            Ok(item) => read.push(item),
            Err(reason) => malformed.push(MalformedItem {
                index,
                id: id_of(&json),
                reason: reason.to_string(),
                json,
            }),
        }
    }
    (read, malformed)
}

fn id_of(json: &Value) -> Option<String> {
    ["id", "device_id"]
        .iter()
        .find_map(|key| json.get(key)?.as_str().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::response::meta::{Offset, Pagination};

    fn read<T: DeserializeOwned>(body: Value) -> ResponseParts<T> {
        ResponseParts::read(body.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn absent_null_and_empty_lists_are_alike() {
        for body in [
            json!({}),
            json!({"errors": null, "resources": null, "meta": null}),
            json!({"errors": [], "resources": [], "meta": {}}),
        ] {
            let envelope: ResponseParts<String> = read(body);
            assert!(envelope.errors.is_empty() && envelope.succeeded.is_empty());
            assert_eq!(envelope.meta, Meta::default());
        }
    }

    #[test]
    fn what_was_asked_for_makes_no_more_room_than_the_body_could_fill() {
        for expected in [0, 1, 7, usize::MAX] {
            let body = br#"{"resources": ["a", "b"], "resources": ["c", "d", "e"]}"#;
            let mut envelope = ResponseParts::<String>::empty();
            envelope.fill(body, expected).unwrap();
            assert_eq!(envelope.succeeded, ["c", "d", "e"]);
            assert!(envelope.succeeded.capacity() < body.len());
        }
    }

    #[test]
    fn an_offset_may_be_a_number_or_text_and_a_total_too() {
        let at = |offset: Value| {
            let body = json!({"meta": {"pagination": {"offset": offset, "total": "7"}}});
            read::<String>(body).meta.pagination.unwrap()
        };
        assert_eq!(at(json!(3)).offset, Some(Offset::Number(3)));
        assert_eq!(at(json!("abc")).offset, Some(Offset::Text("abc".into())));
        assert_eq!(at(json!({"odd": 1})).offset, None);
        assert_eq!(at(json!(3)).total, Some(7));
    }

    #[test]
    fn one_malformed_item_does_not_lose_the_others() {
        let envelope: ResponseParts<String> = read(json!({"resources": ["a", {"id": "x"}, "b"]}));
        assert_eq!(envelope.succeeded, ["a", "b"]);
        assert_eq!(envelope.malformed[0].index, 1);
        assert_eq!(envelope.malformed[0].id.as_deref(), Some("x"));
        assert_eq!(envelope.malformed[0].json, json!({"id": "x"}));
    }

    #[test]
    fn unknown_keys_are_kept() {
        let meta = json!({
            "newer": [2],
            "pagination": {"total": 7, "expires_at": 3, "next": {"a": null}},
            "writes": {"resources_affected": 1, "resources_skipped": 4},
        });
        // Read in one go, and, with an item that is odd, field by field.
        for resources in [json!([]), json!([{}])] {
            let envelope: ResponseParts<String> =
                read(json!({"new": 1, "meta": meta, "resources": resources}));
            assert_eq!(envelope.extra["new"], json!(1));
            assert_eq!(envelope.meta.extra["newer"], json!([2]));
            let (told, writes) = (envelope.meta.pagination, envelope.meta.writes);
            let (told, writes) = (told.unwrap(), writes.unwrap());
            assert_eq!((told.total, writes.resources_affected), (Some(7), Some(1)));
            let kept = json!({"expires_at": 3, "next": {"a": null}});
            assert_eq!(Value::Object(told.extra), kept);
            assert_eq!(Value::Object(writes.extra), json!({"resources_skipped": 4}));
        }
    }

    #[test]
    fn the_nested_envelope_reads_like_the_flat_one() {
        let nested: ResponseParts<String> = read(json!({
            "FemEcosystemSubsidiariesResponseFields": {
                "errors": [{"code": 404, "message": "no", "id": "b"}],
                "meta": {
                    "MetaInfo": {"trace_id": "t", "pagination": {"offset": 0, "total": 2}},
                    "version_id": "v",
                },
            },
            "resources": ["a"],
        }));
        let flat: ResponseParts<String> = read(json!({
            "errors": [{"code": 404, "message": "no", "id": "b"}],
            "meta": {
                "trace_id": "t", "pagination": {"offset": 0, "total": 2}, "version_id": "v",
            },
            "resources": ["a"],
        }));
        assert_eq!(nested.meta, flat.meta);
        assert_eq!(nested.errors, flat.errors);
        assert_eq!(nested.succeeded, flat.succeeded);
        assert_eq!(nested.meta.version_id.as_deref(), Some("v"));
    }

    #[test]
    fn meta_info_is_read_without_the_outer_key_too() {
        let body = json!({"meta": {"MetaInfo": {"trace_id": "t"}}, "resources": []});
        assert_eq!(read::<String>(body).meta.trace_id.as_deref(), Some("t"));
    }

    #[test]
    fn errors_are_kept_in_whatever_form_they_come() {
        let body = json!({"errors": ["odd", {"code": "403", "message": "m", "hint": 1}, 7]});
        let errors = read::<String>(body).errors;
        assert_eq!(errors[0].message, "odd");
        assert_eq!(
            (errors[1].code, errors[1].extra["hint"].clone()),
            (Some(403), json!(1))
        );
        assert_eq!(errors[2].message, "7");
    }

    #[test]
    fn strange_parts_of_an_envelope_do_not_lose_the_rest() {
        let body = json!({"meta": "text", "errors": {"message": "m"}, "resources": "a"});
        let envelope: ResponseParts<String> = read(body);
        assert_eq!(envelope.errors[0].message, "m");
        assert_eq!(envelope.succeeded, ["a"]);
        assert_eq!(envelope.meta.extra["meta"], json!("text"));
    }

    #[test]
    fn odd_fields_of_meta_count_as_absent_and_do_not_lose_the_others() {
        let odd = json!({
            "query_time": "slow", "powered_by": 7, "trace_id": "t", "pagination": "none",
            "writes": [1], "version_id": {"a": 1},
        });
        let meta = read::<String>(json!({ "meta": odd })).meta;
        assert_eq!(meta.trace_id.as_deref(), Some("t"));
        assert_eq!(
            (meta.query_time, meta.powered_by, meta.version_id),
            (None, None, None)
        );
        assert_eq!((meta.pagination, meta.writes), (None, None));
        assert_eq!(meta.extra["pagination"], json!("none"));
        let odd = json!({"pagination": {"total": -1, "limit": 1.5, "after": 3, "offset": true}});
        let told = read::<String>(json!({ "meta": odd }))
            .meta
            .pagination
            .unwrap();
        assert_eq!(told, Pagination::default());
    }

    #[test]
    fn of_a_key_that_comes_twice_the_last_value_stays() {
        let body = br#"{"resources": ["a"], "meta": {"x": 1, "x": 2}, "resources": ["b"]}"#;
        let envelope = ResponseParts::<String>::read(body).unwrap();
        assert_eq!(envelope.succeeded, ["b"]);
        assert_eq!(envelope.meta.extra["x"], json!(2));
    }

    #[test]
    fn of_two_metas_the_last_one_stays_whichever_way_they_are_read() {
        // With an item that is no text they are read field by field.
        for item in ["\"a\"", "{}"] {
            for last in [r#"{"x": 1}"#, "null"] {
                let first = r#"{"trace_id": "t", "pagination": {"after": "p"}}"#;
                let body = format!(r#"{{"meta": {first}, "meta": {last}, "resources": [{item}]}}"#);
                let meta = ResponseParts::<String>::read(body.as_bytes()).unwrap().meta;
                assert_eq!((meta.trace_id, meta.pagination), (None, None), "{body}");
            }
        }
    }

    #[test]
    fn keys_may_be_written_with_escapes() {
        let body = br#"{"resourc\u0065s": ["a\n\u00fc"], "n\u0065w": 1}"#;
        let envelope = ResponseParts::<String>::read(body).unwrap();
        assert_eq!(envelope.succeeded, ["a\nü"]);
        assert_eq!(envelope.extra["new"], json!(1));
    }

    #[test]
    fn what_is_no_text_is_an_error_that_tells_where() {
        let body = b"{\"resources\": [\"a\xff\"]}";
        let error = ResponseParts::<String>::read(body).unwrap_err();
        assert!(error.to_string().contains("line 1 column"), "{error}");
    }

    #[test]
    fn what_is_no_object_is_an_error() {
        let cut = "{\"resources\": [\"a\"";
        for body in ["", "[]", "null", "<html>", cut, "{\"resources\": []} x"] {
            assert!(
                ResponseParts::<String>::read(body.as_bytes()).is_err(),
                "{body}"
            );
        }
    }
}

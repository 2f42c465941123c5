//! Reads and writes documents as NDJSON.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufRead, Read, Write};

use fql_syntax::excerpt;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{Data, Document};

/// The number of characters of an id or a key that a message contains.
const MAX_SHOWN_CHARS: usize = 80;

/// The maximum length of a line in bytes.
const MAX_LINE_LEN: u64 = 16 << 20;

impl Data {
    /// Reads documents from NDJSON: one JSON object per line. Empty lines are skipped.
    ///
    /// The first of these keys that an object has determines its type:
    ///
    /// | key | type | id |
    /// |---|---|---|
    /// | `device_id` | sensor | `device_id` |
    /// | `entityId` | identity | `entityId` |
    /// | `trigger` or `simulationMode` | policy rule | `id` |
    /// | `primary_domain` | subsidiary | `id` |
    /// | `asset_type`, `ip` or `dns_domain` | external asset | `id` |
    ///
    /// Documents are stored byte for byte, including unknown members.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_sandbox::data::Data;
    ///
    /// let lines = r#"
    /// {"id": "a1", "asset_type": "ip", "ip": {"ip_address": "192.0.2.7"}}
    /// {"device_id": "s1", "hostname": "HQ-DC-001", "status": "active"}
    /// "#;
    /// let data = Data::read_ndjson(lines.as_bytes())?;
    /// assert_eq!((data.assets.len(), data.sensors.len()), (1, 1));
    ///
    /// let error = Data::read_ndjson(r#"{"hostname": "HQ-DC-001"}"#.as_bytes()).unwrap_err();
    /// assert_eq!(error.line(), 1);
    /// # Ok::<(), falcon_sandbox::data::ReadError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if reading fails, and for the first line that
    ///
    /// * is longer than 16 MiB or is not a JSON object,
    /// * contains an object with a duplicate key,
    /// * has none of the keys above, or no string as its id,
    /// * has the id of an earlier document of the same type.
    pub fn read_ndjson(reader: impl BufRead) -> Result<Self, ReadError> {
        let mut data = Self::default();
        let mut lines_by_id = HashMap::new();
        read_lines(reader, |line, json| {
            let (document_type, id) = type_and_id(json)?;
            if let Some(first) = lines_by_id.insert((document_type, id.clone()), line) {
                return Err(Reason::DuplicateId { id, first });
            }
            data.documents_mut(document_type)
                .push(Document::new(id, json));
            Ok(())
        })?;
        Ok(data)
    }

    /// Writes all documents as NDJSON, which [`read_ndjson`](Self::read_ndjson) reads back.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_sandbox::data::{Data, Generator};
    ///
    /// let data = Generator::new(42).assets(10).generate();
    /// let mut lines = Vec::new();
    /// data.write_ndjson(&mut lines)?;
    /// assert_eq!(Data::read_ndjson(&lines[..])?, data);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if writing fails.
    pub fn write_ndjson(&self, mut writer: impl Write) -> io::Result<()> {
        let documents = [
            &self.subsidiaries,
            &self.assets,
            &self.sensors,
            &self.policy_rules,
            &self.identities,
        ];
        for document in documents.into_iter().flatten() {
            writer.write_all(document.json().as_bytes())?;
            writer.write_all(b"\n")?;
        }
        writer.flush()
    }

    fn documents_mut(&mut self, document_type: DocumentType) -> &mut Vec<Document> {
        match document_type {
            DocumentType::Asset => &mut self.assets,
            DocumentType::Sensor => &mut self.sensors,
            DocumentType::PolicyRule => &mut self.policy_rules,
            DocumentType::Subsidiary => &mut self.subsidiaries,
            DocumentType::Identity => &mut self.identities,
        }
    }
}

/// Reads the documents of one collection, whose ids are at `id_key`, or at `id`.
pub(super) fn read_documents(
    reader: impl BufRead,
    id_key: &'static str,
) -> Result<Vec<Document>, ReadError> {
    let mut documents = Vec::new();
    let mut lines_by_id = HashMap::new();
    read_lines(reader, |line, json| {
        check_object(json)?;
        let document: Value = serde_json::from_str(json).map_err(Reason::InvalidJson)?;
        let string = |key: &str| document.get(key)?.as_str().filter(|id| !id.is_empty());
        let id = string(id_key).or_else(|| string("id"));
        let id: Box<str> = id.ok_or(Reason::MissingId { id_key })?.into();
        if let Some(first) = lines_by_id.insert(id.clone(), line) {
            return Err(Reason::DuplicateId { id, first });
        }
        documents.push(Document::new(id, json));
        Ok(())
    })?;
    Ok(documents)
}

/// Calls a function with each line that is not empty, and its number.
fn read_lines(
    mut reader: impl BufRead,
    mut document: impl FnMut(u64, &str) -> Result<(), Reason>,
) -> Result<(), ReadError> {
    let mut buffer = Vec::new();
    for line in 1.. {
        let error = |reason| ReadError { line, reason };
        buffer.clear();
        let len = (&mut reader)
            .take(MAX_LINE_LEN + 1)
            .read_until(b'\n', &mut buffer)
            .map_err(|source| error(Reason::Io(source)))?;
        if len == 0 {
            break;
        }
        if buffer.len() as u64 > MAX_LINE_LEN {
            return Err(error(Reason::TooLong));
        }
        let json = str::from_utf8(&buffer).map_err(|_| error(Reason::NotUtf8))?;
        // Some editors write a byte order mark at the start of a file.
        let json = json.strip_prefix('\u{feff}').unwrap_or(json).trim();
        if !json.is_empty() {
            document(line, json).map_err(error)?;
        }
    }
    Ok(())
}

/// Checks that the line is a JSON object that every reader understands in the same way.
fn check_object(json: &str) -> Result<(), Reason> {
    let StrictJson = serde_json::from_str(json).map_err(Reason::InvalidJson)?;
    match json.starts_with('{') {
        true => Ok(()),
        false => Err(Reason::NotAnObject),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum DocumentType {
    Asset,
    Sensor,
    PolicyRule,
    Subsidiary,
    Identity,
}

/// The keys that determine the type of a document.
#[derive(Deserialize)]
struct TypeKeys {
    id: Option<Value>,
    device_id: Option<Value>,
    #[serde(rename = "entityId")]
    entity_id: Option<Value>,
    trigger: Option<IgnoredAny>,
    #[serde(rename = "simulationMode")]
    simulation_mode: Option<IgnoredAny>,
    primary_domain: Option<IgnoredAny>,
    asset_type: Option<IgnoredAny>,
    ip: Option<IgnoredAny>,
    dns_domain: Option<IgnoredAny>,
}

fn type_and_id(json: &str) -> Result<(DocumentType, Box<str>), Reason> {
    check_object(json)?;
    let keys: TypeKeys = serde_json::from_str(json).map_err(Reason::InvalidJson)?;
    let (document_type, id_key, id) = if keys.device_id.is_some() {
        (DocumentType::Sensor, "device_id", keys.device_id)
    } else if keys.entity_id.is_some() {
        (DocumentType::Identity, "entityId", keys.entity_id)
    } else if keys.trigger.is_some() || keys.simulation_mode.is_some() {
        (DocumentType::PolicyRule, "id", keys.id)
    } else if keys.primary_domain.is_some() {
        (DocumentType::Subsidiary, "id", keys.id)
    } else if keys.asset_type.is_some() || keys.ip.is_some() || keys.dns_domain.is_some() {
        (DocumentType::Asset, "id", keys.id)
    } else {
        return Err(Reason::UnknownType);
    };
    match id {
        Some(Value::String(id)) if !id.is_empty() => Ok((document_type, id.into())),
        _ => Err(Reason::MissingId { id_key }),
    }
}

/// Accepts JSON that every reader of the document understands in the same way: numbers and strings
/// are valid, nesting is limited, and no object has a duplicate key.
struct StrictJson;

impl<'de> Deserialize<'de> for StrictJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

/// The key of a member; borrowed unless it contains escapes.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'k>(#[serde(borrow)] Cow<'k, str>);

impl<'de> Visitor<'de> for StrictJson {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self, A::Error> {
        while let Some(Self) = elements.next_element()? {}
        Ok(Self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut keys: Vec<Key<'de>> = Vec::with_capacity(8);
        while let Some((key, Self)) = members.next_entry()? {
            keys.push(key);
        }
        keys.sort_unstable();
        match keys.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(A::Error::custom(format_args!(
                "duplicate key `{}`",
                excerpt(&pair[0].0, MAX_SHOWN_CHARS)
            ))),
            None => Ok(Self),
        }
    }
}

/// The error for NDJSON that cannot be read.
#[derive(Debug)]
pub struct ReadError {
    line: u64,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    Io(io::Error),
    TooLong,
    NotUtf8,
    InvalidJson(serde_json::Error),
    NotAnObject,
    UnknownType,
    MissingId { id_key: &'static str },
    DuplicateId { id: Box<str>, first: u64 },
}

impl ReadError {
    /// Returns the line number, counted from 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line;
        match &self.reason {
            Reason::Io(_) => write!(f, "failed to read line {line}"),
            Reason::TooLong => write!(f, "line {line} is longer than {} MiB", MAX_LINE_LEN >> 20),
            Reason::NotUtf8 => write!(f, "line {line} is not valid UTF-8"),
            Reason::InvalidJson(error) => {
                let message = error.to_string();
                // The line number of the error is relative to the line.
                let position = format!(" at line {} column {}", error.line(), error.column());
                let message = message.strip_suffix(&position).unwrap_or(&message);
                let problem = match error.is_eof() {
                    true => "is not a complete JSON document",
                    false => "is not valid JSON",
                };
                write!(
                    f,
                    "line {line} {problem}: {message} at column {}",
                    error.column()
                )
            }
            Reason::NotAnObject => write!(f, "line {line} is not a JSON object"),
            Reason::UnknownType => write!(
                f,
                "unknown document type on line {line}: expected `device_id` (sensor), `entityId` \
                 (identity), `trigger` (policy rule), `primary_domain` (subsidiary) or \
                 `asset_type` (external asset)"
            ),
            Reason::MissingId { id_key } => {
                write!(f, "document on line {line} has no string id in `{id_key}`")
            }
            Reason::DuplicateId { id, first } => {
                let id = excerpt(id, MAX_SHOWN_CHARS);
                write!(
                    f,
                    "duplicate id `{id}` on line {line}, first used on line {first}"
                )
            }
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Io(error) => Some(error),
            // `Display` already contains the message of a JSON error.
            _ => None,
        }
    }
}

//! HTML entities, and quotes with the escapes of a shell or of JSON.

use super::{MAX_LEN, diagnostic, strings, whole};
use crate::parser::grammar::{is_space, is_word_byte};
use crate::recovery::{Cursor, Recovery, quotes};

const ENTITIES: &[(&str, &str)] = &[
    ("&gt;", ">"),
    ("&lt;", "<"),
    ("&amp;", "&"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&nbsp;", " "),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&#34;", "\""),
    ("&#x22;", "\""),
    ("&#160;", " "),
    ("&#xa0;", " "),
];

/// `last_seen:&gt;'now-7d'`
pub(in crate::recovery) fn entities(stopped: Cursor<'_>) -> Option<Recovery> {
    // The grammar stops at the start of a number or a word.
    let stopped = stopped.moved_by(stopped.run(|byte| is_word_byte(*byte)));
    let Some((entity, _)) = ENTITIES
        .iter()
        .find(|(entity, _)| stopped.starts_with(entity))
    else {
        return incomplete_entity(stopped);
    };
    let source = stopped.source();
    let decoded = (source.len() <= MAX_LEN)
        .then(|| decode_entities(source))
        .flatten();
    let span = stopped.span(entity.len());
    let message = format!("HTML entity `{entity}` in the filter");
    let help = "pass the filter without the encoding of HTML";
    Some(whole(
        stopped,
        diagnostic(span, message, help),
        with_certain_strings(stopped, decoded),
    ))
}

/// `a:1&ampb:2`: an entity without its semicolon, or `&` and a name that starts with the same letters.
fn incomplete_entity(stopped: Cursor<'_>) -> Option<Recovery> {
    let entity = ENTITIES
        .iter()
        .map(|(entity, _)| entity.trim_end_matches(';'))
        .find(|entity| stopped.starts_with(entity))?;
    let span = stopped.span(entity.len());
    let message = format!("`{entity}` may be an HTML entity without `;`");
    let help = "pass the filter without the encoding of HTML; to join clauses use `+`";
    let after = stopped.moved_to(span.end());
    let end = after.at + after.run(|byte| !is_space(*byte) && !b"+,()[]'\"".contains(byte));
    let resume = after.moved_to(end).next_boundary();
    Some(Recovery::then_connective(
        diagnostic(span, message, help),
        resume,
    ))
}

/// Returns `None` if there is an entity between literal quotes, or one after decoding.
fn decode_entities(source: &str) -> Option<String> {
    let has_entity = |text: &str| ENTITIES.iter().any(|(entity, _)| text.contains(entity));
    if strings(source).any(has_entity) {
        return None;
    }
    // Last, because it may be a part of another entity that is encoded twice.
    let decoded = ENTITIES
        .iter()
        .filter(|(entity, _)| *entity != "&amp;")
        .fold(source.to_owned(), |text, (entity, character)| {
            text.replace(entity, character)
        });
    let has_and_in_string = strings(&decoded).any(|string| string.contains("&amp;"));
    let and = if has_and_in_string { "&" } else { "+" };
    let decoded = decoded.replace("&amp;&amp;", and).replace("&amp;", and);
    (!has_entity(&decoded)).then_some(decoded)
}

/// `status:\'open\'`
pub(super) fn escaped_quotes(stopped: Cursor<'_>) -> Option<Recovery> {
    if !stopped.starts_with("\\'") && !stopped.starts_with("\\\"") {
        return None;
    }
    let source = stopped.source();
    let plain = source.replace("\\'", "'").replace("\\\"", "\"");
    let quote_count = |text: &str| text.matches(['\'', '"']).count();
    let is_escaped = quote_count(source) * 2
        == quote_count(source) + source.matches("\\'").count() + source.matches("\\\"").count();
    let plain = (source.len() <= MAX_LEN && is_escaped && !plain.contains('\\')).then_some(plain);
    let help = "remove the backslashes: they belong to a shell or to JSON";
    let found = stopped.span(2);
    let message = format!("escaped quote `{}` around a string", found.slice(source));
    Some(whole(
        stopped,
        diagnostic(found, message, help),
        with_certain_strings(stopped, plain),
    ))
}

/// The decoded filter, if it is valid and no string of it may contain a clause.
fn with_certain_strings(cursor: Cursor<'_>, decoded: Option<String>) -> Option<String> {
    let is_filter = cursor.grammar.is_filter?;
    decoded
        .filter(|decoded| !strings(decoded).any(quotes::may_contain_clause) && is_filter(decoded))
}

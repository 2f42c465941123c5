//! Text around a filter that was copied with it: the name of a parameter or an option, a URL, HTML
//! entities, and the escapes of a shell or of JSON.

use super::{Context, Cursor, Recovery, percent, quotes};
use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::parser::grammar::{self, is_space};

/// Names of URL parameters and options that are copied with the filter after them.
const PREFIXES: &[&str] = &[
    "?filter=",
    "&filter=",
    "filter=",
    "--filter=",
    "--filter ",
    "-filter ",
    "$filter=",
    "?$filter=",
    "filter:",
    "fql:",
    "fql ",
    "query:",
];

/// The text before a filter in a command or in the source of a program.
const MARKERS: &[&str] = &["filter=", "filter ", "filter:", "filter\":", "filter':"];

const ENTITIES: &[(&str, &str)] = &[
    ("&gt;", ">"),
    ("&lt;", "<"),
    ("&amp;", "&"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&#34;", "\""),
    ("&#x22;", "\""),
];

/// The longest command in which a filter is searched for.
const MAX_COMMAND_LEN: usize = 1 << 12;

/// The longest source that is unwrapped as a whole, because that is tried for each problem.
const MAX_LEN: usize = 1 << 16;

pub(super) fn wrapping(context: &Context<'_>) -> Option<Recovery> {
    context.start.grammar.is_filter?;
    if context.start.before().is_empty()
        && let Some(recovery) = url(context.start)
            .or_else(|| prefix(context.start))
            .or_else(|| json(context.start))
            .or_else(|| command(context.start))
    {
        return Some(recovery);
    }
    entities(context.stopped).or_else(|| escaped_quotes(context.stopped))
}

fn diagnostic(span: Span, message: impl Into<String>, help: &'static str) -> Diagnostic {
    Diagnostic::new(Code::WrappedFilter, span, message.into(), help)
}

/// The rest of the source is a part of the wrapping.
fn whole(cursor: Cursor<'_>, diagnostic: Diagnostic, unwrapped: Option<String>) -> Recovery {
    let source = cursor.source();
    let diagnostic = match unwrapped {
        Some(filter) => diagnostic.with_fix(Fix::replace(Span::new(0, source.len()), filter)),
        None => diagnostic,
    };
    Recovery::then_connective(diagnostic, source.len())
}

/// `https://…?filter=…&limit=5`
fn url(start: Cursor<'_>) -> Option<Recovery> {
    let rest = start.rest();
    if !rest.starts_with("https://") && !rest.starts_with("http://") {
        return None;
    }
    let parameter = ["?filter=", "&filter="]
        .iter()
        .find_map(|name| rest.find(name).map(|at| at + name.len()));
    let filter = parameter.filter(|_| has_one_filter(rest)).and_then(|at| {
        let value = &rest[at..];
        let value = &value[..value.find(['&', '#']).unwrap_or(value.len())];
        let value = value.trim_ascii_end();
        unwrapped(start, value).filter(|_| !has_encoded_string(value))
    });
    let help = "pass only the value of the parameter `filter`, decoded";
    let end = rest.find("://").map_or(0, |at| at + 3);
    Some(whole(
        start,
        diagnostic(start.span(end), "URL instead of a filter", help),
        filter,
    ))
}

/// Returns `true` unless there is a second filter, which the first would replace.
fn has_one_filter(source: &str) -> bool {
    source.to_ascii_lowercase().matches("filter=").count() == 1
}

/// Returns `true` if a string may contain an escape or a space of a URL.
fn has_encoded_string(value: &str) -> bool {
    strings(value).any(|string| string.contains(['+', '%']))
}

/// `filter=status:'open'`, `-Filter "status:'open'"`
fn prefix(start: Cursor<'_>) -> Option<Recovery> {
    let rest = start.rest();
    let length = PREFIXES.iter().map(|prefix| prefix.len()).find(|length| {
        rest.get(..*length).is_some_and(|start| {
            PREFIXES
                .iter()
                .any(|prefix| start.eq_ignore_ascii_case(prefix))
        })
    })?;
    let after = start.moved_by(length).after_space();
    let is_quoted = after.at_quote() || after.character().is_some_and(quotes::is_typographic);
    let name = start.span(length);
    let message = format!(
        "`{}` before the filter",
        name.slice(start.source()).trim_ascii()
    );
    let help = "pass only the filter";
    if after.at_clause() {
        let diagnostic = diagnostic(name, message, help);
        let is_parameter = name.slice(start.source()).ends_with('=');
        if is_parameter && (after.rest().contains('&') || has_encoded_string(after.rest())) {
            // Other parameters and escapes follow.
            return Some(whole(start, diagnostic, None));
        }
        let fix = Fix::replace(Span::new(start.at, after.at), "");
        return Some(Recovery::then_operand(diagnostic.with_fix(fix), after.at));
    }
    let filter = unwrapped(start, after.rest().trim_ascii_end());
    if filter.is_none() && !is_quoted {
        // A field may have this name: `filter='x'`.
        return None;
    }
    if filter.is_none() && name.slice(start.source()).ends_with("filter=") && is_quoted {
        return None;
    }
    Some(whole(start, diagnostic(name, message, help), filter))
}

/// `{"filter":"status:'open'","limit":5}`
fn json(start: Cursor<'_>) -> Option<Recovery> {
    let inside = start.moved_by(1).after_space();
    let is_json = start.starts_with("{") && (inside.at_quote() || inside.starts_with("}"));
    if !is_json || start.grammar.is_template {
        return None;
    }
    let help = "pass only the string with the filter, without the escapes of JSON";
    let diagnostic = diagnostic(start.span(1), "JSON instead of a filter", help);
    Some(whole(start, diagnostic, marked(start)))
}

/// `curl …`, `Get-FalconHost -Filter "status:'open'"`, `query_devices(filter="status:'open'")`
fn command(start: Cursor<'_>) -> Option<Recovery> {
    let rest = start.rest();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let length = rest.find(|c| !is_name(c))?;
    let word = &rest[..length];
    let is_shell = matches!(word, "curl" | "wget" | "http" | "fql")
        || (word.contains('-') && !word.starts_with('-'));
    let is_command = match rest.as_bytes()[length] {
        b'(' => rest.trim_ascii_end().ends_with(')'),
        byte => is_space(byte) && is_shell,
    };
    let filter = is_command.then(|| marked(start)).flatten();
    if filter.is_none() && !(is_command && word == "curl") {
        return None;
    }
    let help = "pass only the filter";
    let diagnostic = diagnostic(start.span(length), "command instead of a filter", help);
    Some(whole(start, diagnostic, filter))
}

/// The only filter after a marker: in quotes, or up to the end of the word. What follows must not be
/// a part of it.
fn marked(start: Cursor<'_>) -> Option<String> {
    let source = start.rest().trim_ascii_end();
    if source.len() > MAX_COMMAND_LEN {
        return None;
    }
    let lower = source.to_ascii_lowercase();
    let mut values = MARKERS.iter().flat_map(|marker| {
        let found = lower.match_indices(marker);
        found.map(|(at, marker)| source[at + marker.len()..].trim_ascii_start())
    });
    let first = values.next()?;
    if values.next().is_some() {
        return None;
    }
    let Some(quote) = first.chars().next().filter(|c| matches!(c, '\'' | '"')) else {
        let end = first.find(|c: char| c.is_whitespace() || matches!(c, '&' | '#' | '"'));
        let (value, after) = first.split_at(end.unwrap_or(first.len()));
        let is_certain =
            is_rest_of_command(after) && !value.contains(['$', '`']) && !has_encoded_string(value);
        return unwrapped(start, value).filter(|_| is_certain);
    };
    let rest = &first[1..];
    let (end, _) = rest.match_indices(quote).find(|(end, _)| {
        let before = &rest[..*end];
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        backslashes.is_multiple_of(2)
    })?;
    let after = &rest[end + 1..];
    let is_end = if source.starts_with('{') {
        after
            .strip_suffix('}')
            .is_some_and(|after| !after.contains('}'))
    } else if source.ends_with(')') {
        !after.contains(':') && after.trim_ascii_start().starts_with([',', ')'])
    } else {
        is_rest_of_command(after)
    };
    let inside = rest[..end].replace("\\\"", "\"");
    let is_filter = start.grammar.is_filter?;
    (is_end && !inside.contains(['\\', '$', '`']) && is_filter(&inside)).then_some(inside)
}

/// Returns `true` for what may follow a filter in a command: another parameter or option.
fn is_rest_of_command(after: &str) -> bool {
    if let Some(parameter) = after.strip_prefix('&') {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        return parameter.trim_start_matches(is_name).starts_with('=');
    }
    let after = after.strip_prefix(['"', '\'']).unwrap_or(after);
    after.is_empty() || after.starts_with(" -")
}

/// The filter in a value: as it is, in quotes, or percent-encoded.
fn unwrapped(start: Cursor<'_>, value: &str) -> Option<String> {
    let is_filter = start.grammar.is_filter?;
    if value.is_empty() || value.len() > MAX_LEN {
        return None;
    }
    if is_filter(value) {
        return Some(value.to_owned());
    }
    let quote = value
        .chars()
        .next()
        .filter(|first| matches!(first, '\'' | '"'));
    let inside = quote.and_then(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    // `$` and a backtick are variables of shells.
    if let Some(inside) = inside.filter(|inside| !inside.contains(['\\', '"', '$', '`'])) {
        return is_filter(inside).then(|| inside.to_owned());
    }
    percent::decode(value).filter(|decoded| is_filter(decoded))
}

/// `last_seen:&gt;'now-7d'`
fn entities(stopped: Cursor<'_>) -> Option<Recovery> {
    // The grammar stops at the start of a number or a word.
    let stopped = stopped.moved_by(stopped.run(|byte| grammar::is_word_byte(*byte)));
    let (entity, _) = ENTITIES
        .iter()
        .find(|(entity, _)| stopped.starts_with(entity))?;
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

/// The content of each part of the source between literal quotes.
fn strings(source: &str) -> impl Iterator<Item = &str> {
    let mut rest = source;
    std::iter::from_fn(move || {
        let opening = rest.find(['\'', '"'])?;
        let quote = rest.as_bytes()[opening];
        let (after, _) = grammar::quoted(&rest.as_bytes()[opening..], quote).ok()?;
        let end = rest.len() - after.len();
        let string = &rest[opening + 1..end - 1];
        rest = &rest[end..];
        Some(string)
    })
}

/// `status:\'open\'`
fn escaped_quotes(stopped: Cursor<'_>) -> Option<Recovery> {
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

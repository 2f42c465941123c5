//! Detection of pages that repeat.

use serde::de::IgnoredAny;
use serde_json::Deserializer;

use super::cycle_detector::CycleDetector;

/// The number of repeated items at which a listing fails. Fewer may be items that have moved to a later
/// page since it was requested, because others were added.
const MAX_REPEATED: usize = 10;

/// Detects a service that ignores the parameter that selects a page and returns the same page for each
/// value.
///
/// Only the first items of a page are compared, so that pages cost little time and no memory.
#[derive(Clone, Debug, Default)]
pub(super) struct RepetitionDetector {
    pages: CycleDetector,
    repeated: usize,
}

impl RepetitionDetector {
    /// Records the body of a page with `received` items. Returns `true` if the listing repeats pages.
    pub(super) fn is_repeated(&mut self, received: usize, body: &[u8]) -> bool {
        let items = first_items(body).filter(|items| !items.is_empty());
        self.repeated = match items.is_some_and(|items| self.pages.is_repeated(items)) {
            true => self.repeated + received,
            false => 0,
        };
        self.repeated >= MAX_REPEATED
    }
}

/// Returns the JSON of the first items of a page, or `None` if it has no list of items.
fn first_items(body: &[u8]) -> Option<&[u8]> {
    const KEY: &[u8] = br#""resources""#;
    let keys = body.windows(KEY.len()).enumerate();
    let mut lists = keys
        .filter(|(_, key)| *key == KEY)
        .filter_map(|(start, _)| {
            let value = body[start + KEY.len()..].trim_ascii_start();
            let value = value.strip_prefix(b":")?.trim_ascii_start();
            value.strip_prefix(b"[")
        });
    let items = lists.next()?;
    let mut rest = items;
    for _ in 0..MAX_REPEATED {
        let mut item = Deserializer::from_slice(rest).into_iter::<IgnoredAny>();
        if !matches!(item.next(), Some(Ok(_))) {
            break;
        }
        rest = rest[item.byte_offset()..].trim_ascii_start();
        match rest.strip_prefix(b",") {
            Some(next) => rest = next,
            None => break,
        }
    }
    Some(&items[..items.len() - rest.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_items_end_with_the_list_or_the_tenth() {
        let items = |body: &str| first_items(body.as_bytes()).map(<[u8]>::to_vec);
        assert_eq!(
            items(r#"{"meta": {"of": "resources"}, "errors": [1]}"#),
            None
        );
        assert_eq!(items(r#"{"resources": null, "errors": [1]}"#), None);
        assert_eq!(items(r#"{"resources": []}"#).as_deref(), Some(&b""[..]));
        let body = r#"{"resources": [{"a": [1]}, 2.5],"meta": {"a": 1}}"#;
        assert_eq!(items(body).as_deref(), Some(&br#"{"a": [1]}, 2.5"#[..]));
        let body = r#"{"resources": [0,1,2,3,4,5,6,7,8,9,10]}"#;
        assert_eq!(items(body).as_deref(), Some(&b"0,1,2,3,4,5,6,7,8,9,"[..]));
    }
}

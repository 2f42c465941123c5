//! Detection of pages that repeat.

use serde_json::Value;

use super::cycle_detector::CycleDetector;
use crate::response::parts::ResponseParts;

/// The number of repeated items at which a listing fails. Fewer may be items that have moved to a later
/// page since it was requested, because others were added.
const MAX_REPEATED: usize = 10;
/// The number of bytes of the items that are compared first.
const START_LEN: usize = 512;
/// The number of bytes in which the items are expected to start.
const MAX_START: usize = 4096;

/// Detects a service that ignores the offset and returns the same page for each.
///
/// Only pages whose items start like those of an earlier page are compared as a whole, so other pages
/// cost little.
#[derive(Clone, Debug, Default)]
pub(super) struct RepetitionDetector {
    starts: CycleDetector,
    pages: CycleDetector,
    repeated: usize,
}

impl RepetitionDetector {
    /// Records the body of a page with `received` items. Returns `true` if the listing repeats pages.
    pub(super) fn is_repeated(&mut self, received: usize, body: &[u8]) -> bool {
        let is_repeated =
            self.starts.is_repeated(start(body)) && self.pages.is_repeated(items(body));
        self.repeated = match is_repeated {
            true => self.repeated + received,
            false => 0,
        };
        self.repeated >= MAX_REPEATED
    }
}

/// Returns the start of the items of a page. It is empty if it is not found, so that whole pages are
/// compared.
fn start(body: &[u8]) -> &[u8] {
    const KEY: &[u8] = br#""resources""#;
    let mut candidates = body.windows(KEY.len()).take(MAX_START);
    let start = candidates.position(|window| window == KEY);
    let items = start.map_or(&body[..0], |start| &body[start..]);
    &items[..items.len().min(START_LEN)]
}

/// Returns the items of a page as JSON.
fn items(body: &[u8]) -> String {
    let parts = ResponseParts::<Value>::read(body);
    Value::from(parts.map(|parts| parts.succeeded).unwrap_or_default()).to_string()
}

//! The examples of `docs/evaluation.md`.

#![cfg(feature = "eval")]

use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use fql::eval::Matcher;
use fql::{Collection, Filter, Instant};
use serde_json::Value;

fn page() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/evaluation.md");
    std::fs::read_to_string(path).expect("the page")
}

/// Runs one block, and says how many documents it has.
fn run<C: Collection>(block: &str) -> usize {
    let mut lines = block.lines();
    let filter = lines.next().expect("a filter");
    let now: Instant = "2026-11-22T10:00:00Z".parse().expect("a time");
    let read: Filter<C> = filter.parse().unwrap_or_else(|error| panic!("{error}"));
    let matcher = Matcher::new(&read, now).expect("a filter");
    let mut count = 0;
    for line in lines {
        let (answer, document) = line.split_once(' ').expect("an answer and a document");
        let expected = match answer {
            "yes" => true,
            "no" => false,
            other => panic!("`{other}` is no answer"),
        };
        let value: Value = serde_json::from_str(document).expect("a document");
        assert_eq!(matcher.matches(&value), expected, "{filter} on {document}");
        let from_text = matcher.matches_json(document.as_bytes());
        assert_eq!(from_text, Ok(expected), "{filter} on {document}");
        count += 1;
    }
    count
}

#[test]
fn the_examples_of_the_page_are_true() {
    let page = page();
    let mut count = 0;
    for (start, _) in page.match_indices("```eval") {
        let (heading, block) = page[start + "```eval".len()..]
            .split_once('\n')
            .expect("a line");
        let (block, _) = block.split_once("```").expect("an end");
        count += match heading {
            "" => run::<ExternalAssets>(block),
            " any" => run::<Any>(block),
            other => panic!("`{other}` is no collection"),
        };
    }
    assert!(count >= 60, "{count} examples");
}

#[test]
fn the_page_links_to_each_of_its_sections() {
    let page = page();
    for heading in page.lines().filter_map(|line| line.strip_prefix("## ")) {
        let link = format!("[{heading}](#{})", heading.to_lowercase().replace(' ', "-"));
        assert!(page.contains(&link), "{link}");
    }
}

//! The examples of `docs/evaluation.md`.

use fql::collections::any::Any;
use fql::collections::external_assets::ExternalAssets;
use fql::eval::Matcher;
use fql::{Collection, Filter, Instant};
use serde_json::Value;

fn page() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/evaluation.md");
    std::fs::read_to_string(path).expect("readable page")
}

/// Evaluates one block and returns its number of documents.
fn run<C: Collection>(block: &str) -> usize {
    let mut lines = block.lines();
    let filter = lines.next().expect("valid filter");
    let now: Instant = "2026-11-22T10:00:00Z".parse().expect("valid timestamp");
    let parsed: Filter<C> = filter.parse().unwrap_or_else(|error| panic!("{error}"));
    let matcher = Matcher::new(&parsed, now).expect("valid filter");
    let mut count = 0;
    for line in lines {
        let (result, document) = line.split_once(' ').expect("a result and a document");
        let expected = match result {
            "yes" => true,
            "no" => false,
            other => panic!("unknown result `{other}`"),
        };
        let value: Value = serde_json::from_str(document).expect("valid JSON");
        assert_eq!(matcher.matches(&value), expected, "{filter} on {document}");
        let from_json = matcher.matches_json(document.as_bytes());
        assert_eq!(from_json, Ok(expected), "{filter} on {document}");
        count += 1;
    }
    count
}

#[test]
fn page_examples_have_the_documented_results() {
    let page = page();
    let mut count = 0;
    for (start, _) in page.match_indices("```eval") {
        let (heading, block) = page[start + "```eval".len()..]
            .split_once('\n')
            .expect("fence line");
        let (block, _) = block.split_once("```").expect("closing fence");
        count += match heading {
            "" => run::<ExternalAssets>(block),
            " any" => run::<Any>(block),
            other => panic!("unknown collection `{other}`"),
        };
    }
    assert!(count >= 60, "{count} examples");
}

#[test]
fn page_links_to_each_of_its_sections() {
    let page = page();
    for heading in page.lines().filter_map(|line| line.strip_prefix("## ")) {
        let link = format!("[{heading}](#{})", heading.to_lowercase().replace(' ', "-"));
        assert!(page.contains(&link), "{link}");
    }
}

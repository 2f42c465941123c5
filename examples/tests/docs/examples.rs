//! Runs each example and compares what it prints with a saved text.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use std::process::Command;

/// Where cargo puts examples: beside the folder of the tests.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test");
    let profile = test.parent().and_then(|deps| deps.parent());
    let examples = profile.expect("a target folder").join("examples");
    examples.join(format!("{name}{EXE_SUFFIX}"))
}

fn check(name: &str) {
    let program = program(name);
    let mut command = Command::new(&program);
    command
        .env("FALCON_BASE_URL", &*crate::service::URL)
        .env("FALCON_CLIENT_ID", "id")
        .env("FALCON_CLIENT_SECRET", "secret");
    let output = command.output().unwrap_or_else(|error| {
        panic!(
            "{}: {error}; `cargo build -p fql-examples --examples` makes it",
            program.display()
        )
    });
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} failed\n{errors}");

    let printed = String::from_utf8(output.stdout).expect("text");
    let saved = crate::saved::root().join(format!("examples/expected/{name}.txt"));
    crate::saved::compare(&saved, &printed);
}

macro_rules! examples {
    ($($test:ident $name:literal)*) => {
        $(
            #[test]
            fn $test() {
                check($name);
            }
        )*

        const TESTED: &[&str] = &[$($name),*];
    };
}
examples! {
    assets_are_counted_by_what_they_are "aggregate"
    all_assets_are_listed_with_their_details "all_assets"
    filters_are_composed "compose"
    a_policy_rule_is_created "create_policy_rule"
    a_banner_is_downloaded "download_banner"
    a_graphql_connection_is_read_page_by_page "graphql_pages"
    filters_are_written_with_the_macro "macro"
    documents_are_matched "match_documents"
    another_client_sends_filters "other_client"
    a_program_has_a_collection_of_its_own "own_collection"
    what_failed_is_seen_beside_what_succeeded "partial_answer"
    aggregate_requests_are_read "read_aggregates"
    filters_are_saved_and_read "saved_filters"
    sensors_are_listed "sensors"
    results_are_sorted_and_texts_limited "sort_and_limits"
    a_long_list_is_split "split_long_list"
    untrusted_text_is_read "untrusted"
}

#[test]
fn every_example_is_tested() {
    let folder = crate::saved::root().join("examples");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    assert_eq!(names, TESTED);
}

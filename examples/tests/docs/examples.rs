//! Runs each example and compares its output with the stored output.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use std::process::Command;

/// Returns the path of a built example: `examples/` is next to the directory of the test binaries.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the path of the test binary");
    let profile = test.parent().and_then(|deps| deps.parent());
    let examples = profile.expect("a target directory").join("examples");
    examples.join(format!("{name}{EXE_SUFFIX}"))
}

fn check(name: &str) {
    let program = program(name);
    let mut command = Command::new(&program);
    command
        .env("FALCON_BASE_URL", crate::service::url())
        .env("FALCON_CLIENT_ID", "id")
        .env("FALCON_CLIENT_SECRET", "secret");
    let output = command.output().unwrap_or_else(|error| {
        panic!(
            "{}: {error}; build it with `cargo build -p fql-examples --examples`",
            program.display()
        )
    });
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} failed\n{errors}");

    let printed = String::from_utf8(output.stdout).expect("UTF-8 output");
    let saved = crate::saved::root().join(format!("examples/expected/{name}.txt"));
    crate::saved::compare(&saved, &printed);
}

macro_rules! examples {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                check(stringify!($name));
            }
        )*

        const TESTED: &[&str] = &[$(stringify!($name)),*];
    };
}
examples! {
    aggregate
    all_assets
    chunk_filter
    compose
    create_policy_rule
    download_banner
    fql_macro
    graphql_pages
    list_hosts
    match_documents
    other_client
    own_collection
    partial_response
    read_aggregates
    saved_filters
    sensors
    sort_and_limits
    untrusted_filters
}

#[test]
fn every_example_has_a_test() {
    let folder = crate::saved::root().join("examples");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the examples directory")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    assert_eq!(names, TESTED);
}

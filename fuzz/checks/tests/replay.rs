//! Replays the stored inputs of every fuzz target on the stable compiler.

#![allow(
    clippy::unwrap_used,
    reason = "a missing or unreadable file fails the test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::panic;
use std::path::{Path, PathBuf};

use fql_fuzz_checks::{TARGETS, packed};

fn fuzz_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the file names in a directory.
fn file_names(directory: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(directory).unwrap_or_else(|error| panic!("{directory:?}: {error}"));
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn stored_inputs_pass_their_checks() {
    let mut failed = Vec::new();
    for (target, check) in TARGETS {
        let directory = fuzz_dir().join("seeds").join(target);
        let seeds = file_names(&directory).into_iter().map(|name| {
            let input = fs::read(directory.join(&name)).unwrap();
            (name, input)
        });
        let found = fs::read_to_string(fuzz_dir().join(format!("found/{target}.txt"))).unwrap();
        let found = packed::inputs(&found).unwrap();
        let found = found.into_iter().enumerate();
        let found =
            found.map(|(index, input)| (format!("found/{target}.txt:{}", index + 1), input));
        let inputs: Vec<(String, Vec<u8>)> = seeds.chain(found).collect();
        assert!(inputs.len() > 10, "too few inputs for {target}");
        for (name, input) in inputs {
            if panic::catch_unwind(|| check(&input)).is_err() {
                failed.push(format!("{target}: {name}"));
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn every_target_has_a_program_and_seeds() {
    let targets: BTreeSet<String> = TARGETS.map(|(name, _)| name.to_owned()).into();
    let programs = file_names(&fuzz_dir().join("fuzz_targets"));
    let programs: BTreeSet<String> = programs
        .iter()
        .map(|name| name.trim_end_matches(".rs").to_owned())
        .collect();
    assert_eq!(programs, targets);
    assert_eq!(file_names(&fuzz_dir().join("seeds")), targets);
    let manifest = fs::read_to_string(fuzz_dir().join("Cargo.toml")).unwrap();
    for target in targets {
        assert!(
            manifest.contains(&format!("name = \"{target}\"")),
            "{target}"
        );
    }
}

//! Replays the kept inputs of every fuzz target on the stable compiler.

#![allow(
    clippy::unwrap_used,
    reason = "what is unwrapped here is what is tested"
)]

use std::collections::BTreeSet;
use std::fs;
use std::panic;
use std::path::{Path, PathBuf};

use fql_fuzz_checks::{TARGETS, packed};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The file names in a folder.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn what_is_kept_of_every_target_holds() {
    let mut failed = Vec::new();
    for (target, check) in TARGETS {
        let folder = fuzz().join("seeds").join(target);
        let seeds = names(&folder).into_iter().map(|name| {
            let input = fs::read(folder.join(&name)).unwrap();
            (name, input)
        });
        let found = fs::read_to_string(fuzz().join(format!("found/{target}.txt"))).unwrap();
        let found = packed::inputs(&found).unwrap();
        let found = found.into_iter().enumerate();
        let found =
            found.map(|(index, input)| (format!("found/{target}.txt:{}", index + 1), input));
        let inputs: Vec<(String, Vec<u8>)> = seeds.chain(found).collect();
        assert!(inputs.len() > 10, "{target} has few inputs");
        for (name, input) in inputs {
            if panic::catch_unwind(|| check(&input)).is_err() {
                failed.push(format!("{target}: {name}"));
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn every_target_is_a_program_and_has_seeds() {
    let targets: BTreeSet<String> = TARGETS.map(|(name, _)| name.to_owned()).into();
    let programs = names(&fuzz().join("fuzz_targets"));
    let programs: BTreeSet<String> = programs
        .iter()
        .map(|name| name.trim_end_matches(".rs").to_owned())
        .collect();
    assert_eq!(programs, targets);
    assert_eq!(names(&fuzz().join("seeds")), targets);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for target in targets {
        assert!(
            manifest.contains(&format!("name = \"{target}\"")),
            "{target}"
        );
    }
}

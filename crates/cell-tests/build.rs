//! Writes one line for each field of the facts, for the test to compile.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

fn main() {
    let directory = env::var("CARGO_MANIFEST_DIR").expect("set by cargo");
    let facts = Path::new(&directory).join("../../testdata/collections.jsonl");
    println!("cargo::rerun-if-changed={}", facts.display());
    let facts = fs::read_to_string(facts).expect("the facts");

    let mut fields = String::from("static FIELDS: &[TypedField] = fields! {\n");
    for line in facts.lines() {
        let collection: Value = serde_json::from_str(line).expect("JSON");
        let name = text(&collection, "collection");
        for field in collection["fields"].as_array().expect("fields") {
            let path = text(field, "field");
            // A name with a hyphen is not a property of FQL.
            if !path.contains('-') {
                let _ = writeln!(
                    fields,
                    "{} {} {} {name:?} {path:?} {:?} {:?} {};",
                    name.replace('-', "_"),
                    identifier(&path.replace('.', "·")),
                    path.split('.')
                        .map(identifier)
                        .collect::<Vec<_>>()
                        .join("::"),
                    text(field, "presence"),
                    text(field, "cells"),
                    field.get("conflict").is_some(),
                );
            }
        }
    }
    fields.push_str("};");
    let out = PathBuf::from(env::var("OUT_DIR").expect("set by cargo"));
    fs::write(out.join("fields.rs"), fields).expect("a writable directory");
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().expect("a string")
}

fn identifier(name: &str) -> String {
    match name {
        "self" | "super" | "crate" | "Self" | "_" => format!("{name}_"),
        _ => format!("r#{name}"),
    }
}

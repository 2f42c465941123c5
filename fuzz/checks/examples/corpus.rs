//! Converts between a fuzzer's corpus directory and the file of inputs in the repository.
//!
//! `unpack` writes the stored inputs and seeds to `fuzz/corpus/TARGET`. `pack` writes the shortest inputs
//! of that directory to `fuzz/found/TARGET.txt`, up to a size limit; run `cargo fuzz cmin TARGET` first.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use fql_fuzz_checks::{TARGETS, packed};

/// Maximum size of a file of inputs in bytes.
const MAX_FILE_SIZE: usize = 20_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(command), targets) = (arguments.next(), arguments.collect::<Vec<_>>()) else {
        return Err("usage: corpus pack|unpack [TARGET…]".into());
    };
    for (target, _) in TARGETS {
        if targets.is_empty() || targets.iter().any(|requested| requested == target) {
            match command.as_str() {
                "pack" => pack(target)?,
                "unpack" => unpack(target)?,
                _ => return Err(format!("unknown command `{command}`").into()),
            }
        }
    }
    Ok(())
}

fn fuzz_path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn read_files(directory: &Path) -> io::Result<Vec<Vec<u8>>> {
    fs::read_dir(directory)?
        .map(|entry| fs::read(entry?.path()))
        .collect()
}

fn pack(target: &str) -> io::Result<()> {
    let mut inputs = read_files(&fuzz_path(&format!("corpus/{target}")))?;
    inputs.sort_by_key(Vec::len);
    let mut length = 0;
    let mut lines = BTreeSet::new();
    for input in inputs.iter().filter(|input| !input.is_empty()) {
        let line = packed::line(input);
        length += line.len() + 1;
        if length > MAX_FILE_SIZE {
            break;
        }
        lines.insert(line);
    }
    let file: String = lines.into_iter().map(|line| line + "\n").collect();
    fs::create_dir_all(fuzz_path("found"))?;
    fs::write(fuzz_path(&format!("found/{target}.txt")), file)
}

fn unpack(target: &str) -> Result<(), Box<dyn std::error::Error>> {
    let directory = fuzz_path(&format!("corpus/{target}"));
    fs::create_dir_all(&directory)?;
    let stored = fs::read_to_string(fuzz_path(&format!("found/{target}.txt"))).unwrap_or_default();
    let mut inputs = packed::inputs(&stored)?;
    inputs.extend(read_files(&fuzz_path(&format!("seeds/{target}")))?);
    for (index, input) in inputs.iter().enumerate() {
        fs::write(directory.join(format!("stored-{index}")), input)?;
    }
    Ok(())
}

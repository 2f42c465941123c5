//! Between the folder of inputs that a fuzzer works with and the file that is kept of them.
//!
//! `unpack` puts what is kept into `fuzz/corpus/TARGET`. `pack` writes the shortest inputs of that
//! folder to `fuzz/found/TARGET.txt`, as many as fit; run `cargo fuzz cmin TARGET` before.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use fql_fuzz_checks::{TARGETS, packed};

/// How long a kept file may be, in bytes.
const LONGEST: usize = 20_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(what), targets) = (arguments.next(), arguments.collect::<Vec<_>>()) else {
        return Err("write `pack` or `unpack`, and targets; without, all are meant".into());
    };
    for (target, _) in TARGETS {
        if targets.is_empty() || targets.iter().any(|chosen| chosen == target) {
            match what.as_str() {
                "pack" => pack(target)?,
                "unpack" => unpack(target)?,
                _ => return Err(format!("`{what}` is neither `pack` nor `unpack`").into()),
            }
        }
    }
    Ok(())
}

fn fuzz(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn files(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    fs::read_dir(folder)?
        .map(|entry| fs::read(entry?.path()))
        .collect()
}

fn pack(target: &str) -> io::Result<()> {
    let mut inputs = files(&fuzz(&format!("corpus/{target}")))?;
    inputs.sort_by_key(Vec::len);
    let mut length = 0;
    let mut lines = BTreeSet::new();
    for input in inputs.iter().filter(|input| !input.is_empty()) {
        let line = packed::line(input);
        length += line.len() + 1;
        if length > LONGEST {
            break;
        }
        lines.insert(line);
    }
    let file: String = lines.into_iter().map(|line| line + "\n").collect();
    fs::create_dir_all(fuzz("found"))?;
    fs::write(fuzz(&format!("found/{target}.txt")), file)
}

fn unpack(target: &str) -> Result<(), Box<dyn std::error::Error>> {
    let folder = fuzz(&format!("corpus/{target}"));
    fs::create_dir_all(&folder)?;
    let kept = fs::read_to_string(fuzz(&format!("found/{target}.txt"))).unwrap_or_default();
    let mut inputs = packed::inputs(&kept)?;
    inputs.extend(files(&fuzz(&format!("seeds/{target}")))?);
    for (index, input) in inputs.iter().enumerate() {
        fs::write(folder.join(format!("kept-{index}")), input)?;
    }
    Ok(())
}

//! The tests that docs/transport.md names exist.

use std::path::Path;

#[test]
fn transport_page_names_existing_tests() {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    // A published package does not contain the page.
    let Ok(page) = std::fs::read_to_string(crate_dir.join("../../docs/transport.md")) else {
        return;
    };
    let source = |path: String| std::fs::read_to_string(crate_dir.join(path));
    let defines = |source: &str, test: &str| {
        [format!("fn {test}()"), format!(" {test}: \"")]
            .iter()
            .any(|definition| source.contains(definition))
    };
    let (mut count, mut missing) = (0, Vec::new());
    for row in page.lines().filter(|line| line.starts_with("| ")) {
        let tests = row.trim_end_matches(" |").rsplit(" | ").next();
        let mut file = String::new();
        for name in tests.unwrap_or_default().split('`').skip(1).step_by(2) {
            let (path, test) = match name.split_once("::") {
                Some((module, test)) => (format!("tests/it/{module}.rs"), test),
                None if name.ends_with(".rs") => {
                    name.clone_into(&mut file);
                    continue;
                }
                None if name.contains("_") && !file.is_empty() => (file.clone(), name),
                None => continue,
            };
            count += 1;
            if !source(path).is_ok_and(|source| defines(&source, test)) {
                missing.push(name);
            }
        }
    }
    assert!(count > 40, "only {count} names found");
    assert!(missing.is_empty(), "{missing:?}");
}

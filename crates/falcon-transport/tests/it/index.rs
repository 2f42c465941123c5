//! The page on the transport names tests: there are such tests.

use std::path::Path;

#[test]
fn the_table_names_tests_that_there_are() {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    // A package on its own has no pages.
    let Ok(page) = std::fs::read_to_string(crate_folder.join("../../docs/transport.md")) else {
        return;
    };
    let read = |path: String| std::fs::read_to_string(crate_folder.join(path));
    let has = |text: &str, test: &str| {
        [format!("fn {test}()"), format!(" {test}: \"")]
            .iter()
            .any(|form| text.contains(form))
    };
    let (mut found, mut lacking) = (0, Vec::new());
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
            found += 1;
            if !read(path).is_ok_and(|text| has(&text, test)) {
                lacking.push(name);
            }
        }
    }
    assert!(found > 40, "the table is found");
    assert!(lacking.is_empty(), "{lacking:?}");
}

//! Verifies the packages that can be published: their metadata and the links of their READMEs.

use std::fs;

#[test]
fn packages_are_complete_on_their_own() {
    let crates = crate::saved::root().join("crates");
    let mut packages = 0;
    for entry in fs::read_dir(crates).expect("the crates") {
        let package = entry.expect("an entry").path();
        let manifest = fs::read_to_string(package.join("Cargo.toml")).expect("a manifest");
        if manifest.contains("publish = false") {
            continue;
        }
        packages += 1;
        for key in [
            "description",
            "documentation",
            "license",
            "readme",
            "repository",
        ] {
            let is_set = manifest.lines().any(|line| {
                let rest = line.strip_prefix(key);
                rest.is_some_and(|rest| rest.starts_with([' ', '.']))
            });
            assert!(is_set, "{}: missing `{key}`", package.display());
        }
        let readme = fs::read_to_string(package.join("README.md")).expect("a README");
        assert!(
            !readme.contains("](../"),
            "{}: link out of the package",
            package.display()
        );
    }
    assert!(packages > 5, "too few packages: {packages}");
}

//! `fql lint` in a build without it.

use crate::support::fql;

#[test]
fn lint_names_the_feature_that_adds_it() {
    for output in [fql(["lint"]), fql(["lint", "--format", "json", "src"])] {
        assert_eq!(output.status, Some(2));
        assert!(
            output
                .stderr
                .contains("cargo install --git https://github.com/falcon-fql/falcon-fql fql-cli --features lint"),
            "{output:?}"
        );
    }
    assert!(!fql(["--help"]).stdout.contains("lint"));
}

//! Subcommands that are not in the build.

use crate::support::fql;

#[track_caller]
fn assert_names_feature<const N: usize>(arguments: [&str; N], feature: &str) {
    let output = fql(arguments);
    let command = format!(
        "cargo install --git https://github.com/falcon-fql/falcon-fql fql-cli --features {feature}"
    );
    assert_eq!(output.status, Some(2));
    assert!(output.stderr.contains(&command), "{output:?}");
    let help = fql(["--help"]).stdout;
    assert!(!help.contains(&format!("\n  {} ", arguments[0])), "{help}");
}

#[cfg(not(feature = "lint"))]
#[test]
fn lint_names_the_feature_that_adds_it() {
    assert_names_feature(["lint"], "lint");
    assert_names_feature(["lint", "--format", "json", "src"], "lint");
}

#[cfg(not(feature = "network"))]
#[test]
fn network_commands_name_their_feature() {
    for command in ["query", "assets", "aggregate", "call", "serve", "explore"] {
        assert_names_feature([command], "network");
        assert_names_feature([command, "--help"], "network");
    }
}

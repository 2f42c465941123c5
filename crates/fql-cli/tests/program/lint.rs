//! `fql lint`

use std::path::{Path, PathBuf};

use crate::support::{ProgramOutput, command, run};

/// Runs the program in the folder of the corpus.
fn lint(args: &[&str]) -> ProgramOutput {
    let mut lint = command([&["lint"], args].concat());
    lint.current_dir(corpus());
    run(lint)
}

fn corpus() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/lint"))
}

/// Compares the findings of each file of the corpus with a snapshot.
fn assert_findings(extension: &str) {
    let mut count = 0;
    for (name, is_clean) in [
        ("right", true),
        ("wrong", false),
        ("interpolated", false),
        ("suppressed", false),
    ] {
        let file = format!("{name}.{extension}");
        if !corpus().join(&file).exists() {
            continue;
        }
        count += 1;
        let output = lint(&["--strict", &file]);
        let status = Some(i32::from(!is_clean));
        assert_eq!(output.status, status, "{file}: {output:?}");
        assert_eq!(output.stderr, "", "{file}");
        insta::assert_snapshot!(file.replace('.', "_"), output.stdout);
    }
    assert!(count > 0, "no file with the extension {extension}");
}

#[test]
fn python_findings_match_snapshots() {
    assert_findings("py");
}

#[test]
fn powershell_findings_match_snapshots() {
    assert_findings("ps1");
}

#[test]
fn go_findings_match_snapshots() {
    assert_findings("go");
}

#[test]
fn javascript_findings_match_snapshots() {
    assert_findings("js");
    assert_findings("ts");
}

#[test]
fn rust_findings_match_snapshots() {
    assert_findings("rs");
}

#[test]
fn yaml_findings_match_snapshots() {
    assert_findings("yaml");
}

#[test]
fn json_findings_match_snapshots() {
    assert_findings("json");
}

#[test]
fn markdown_findings_match_snapshots() {
    assert_findings("md");
}

#[test]
fn json_has_one_object_per_finding() {
    let output = lint(&["--format", "json", "wrong.py"]);
    assert_eq!(output.status, Some(1));
    let findings = output.json_lines();
    let first = &findings[0];
    assert_eq!(first["path"], "wrong.py");
    assert_eq!(first["code"], "FQL113");
    assert_eq!((&first["line"], &first["column"]), (&12.into(), &43.into()));
    let source = std::fs::read_to_string(corpus().join("wrong.py")).expect("a file");
    for finding in &findings {
        let offset = |key: &str| finding[key].as_u64().expect("a number") as usize;
        let text = &source[offset("start")..offset("end")];
        let message = finding["message"].as_str().expect("a string");
        assert!(message.contains(text), "{finding}");
    }
}

#[test]
fn warnings_fail_only_with_strict() {
    assert_eq!(lint(&["interpolated.py"]).status, Some(0));
    assert_eq!(lint(&["--strict", "interpolated.py"]).status, Some(1));
    assert_eq!(lint(&["no-such-file.py"]).status, Some(2));
}

#[test]
fn github_format_has_one_command_per_line() {
    let output = lint(&["--format", "github", "wrong.py"]);
    let lines: Vec<&str> = output.stdout.lines().collect();
    assert_eq!(
        lines[0],
        "::warning file=wrong.py,line=12,col=43,endLine=12,endColumn=56,title=FQL113::unknown field \
         `platfrom_name` in `hosts` (help: did you mean `platform_name`?)"
    );
    assert!(lines.iter().all(|line| line.starts_with("::")));
}

/// Writes a file into a folder of its own.
fn written(folder: &str, file: &str, source: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("the folder is writable");
    std::fs::write(folder.join(file), source).expect("the file is writable");
    folder
}

fn lint_in(folder: &Path, args: &[&str]) -> ProgramOutput {
    let mut lint = command([&["lint"], args].concat());
    lint.current_dir(folder);
    run(lint)
}

#[test]
fn fixes_are_escaped_for_the_language() {
    for (file, source, fixed) in [
        (
            "a.py",
            r#"hosts.query_devices_by_filter(filter='last_seen:>now-7d AND hostname=[\'a\']')"#,
            r#"hosts.query_devices_by_filter(filter='last_seen:>\'now-7d\'+hostname:[\'a\']')"#,
        ),
        (
            "b.py",
            r#"hosts.query_devices_by_filter(filter=r'last_seen:>now-7d AND a:[1]')"#,
            r#"hosts.query_devices_by_filter(filter=r'last_seen:>now-7d+a:[1]')"#,
        ),
        (
            "a.json",
            r#"{"falcon": 1, "filter": "hostname=\u0027a\u0027 OR last_seen:>now-7d"}"#,
            r#"{"falcon": 1, "filter": "hostname:\u0027a\u0027,last_seen:>'now-7d'"}"#,
        ),
        (
            "a.ps1",
            "Get-FalconHost -Filter 'last_seen:>now-7d'\nGet-FalconHost -Filter \"hostname='$a'\"\n",
            "Get-FalconHost -Filter 'last_seen:>''now-7d'''\nGet-FalconHost -Filter \"hostname:'$a'\"\n",
        ),
        (
            "a.js",
            "client.queryDevicesByFilter(`hostname='${name}' AND last_seen:>now-7d`, 'last_seen|asc');\n",
            "client.queryDevicesByFilter(`hostname:'${name}'+last_seen:>'now-7d'`, 'last_seen|asc');\n",
        ),
    ] {
        let folder = written("lint-fix", file, source);
        let output = lint_in(&folder, &["--fix", file]);
        let result = std::fs::read_to_string(folder.join(file)).expect("a file");
        assert_eq!(result, fixed, "{}", output.stdout);
    }
}

#[test]
fn config_sets_severities_and_paths() {
    let source = "get(filter=\"platform_name:'Windows'+no_such_field_x:1\")  # Falcon\n";
    let folder = written("lint-config", "a.py", source);
    for (config, status, findings) in [
        ("", 0, 1),
        ("[severity]\nFQL113 = 'error'\n", 1, 1),
        ("[severity]\nFQL113 = 'off'\n", 0, 0),
        ("exclude = ['a.*']\n", 0, 0),
    ] {
        let folder = written("lint-config", "fql-lint.toml", config);
        let output = lint_in(&folder, &[]);
        assert_eq!(output.status, Some(status), "{config}{}", output.stdout);
        assert_eq!(output.stdout.matches(" --> ").count(), findings, "{config}");
    }
    written(
        "lint-config",
        "fql-lint.toml",
        "[severity]\nFQL999 = 'off'\n",
    );
    let output = lint_in(&folder, &[]);
    assert_eq!(output.status, Some(2));
    assert!(
        output.stderr.contains("unknown code `FQL999`"),
        "{}",
        output.stderr
    );
}

#[test]
fn sarif_results_refer_to_rules() {
    let output = lint(&["--format", "sarif", "wrong.py", "right.py"]);
    assert_eq!(output.status, Some(1));
    let log: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("an array");
    let results = run["results"].as_array().expect("an array");
    assert!(!results.is_empty());
    for result in results {
        assert!(
            rules.iter().any(|rule| rule["id"] == result["ruleId"]),
            "{result}"
        );
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "wrong.py");
    }
}

#[test]
fn ignore_file_comment_suppresses_all_findings() {
    let source = "# fql-lint: ignore-file\nfql = \"platform_name='x'\"\n";
    let folder = written("lint-ignore-file", "a.py", source);
    let output = lint_in(&folder, &["--strict"]);
    assert_eq!(output.status, Some(0), "{}", output.stdout);
    assert!(output.stdout.contains("1 suppressed"), "{}", output.stdout);
}

#[test]
fn excluded_file_is_skipped_although_it_is_an_argument() {
    written("lint-exclude", "a.py", "fql = \"platform_name='x'\"\n");
    let folder = written("lint-exclude", "fql-lint.toml", "exclude = ['a.py']\n");
    assert_eq!(lint_in(&folder, &["a.py"]).status, Some(0));
}

#[test]
fn list_shows_filters_with_their_collections() {
    let output = lint(&["--list", "right.py", "interpolated.go"]);
    assert_eq!(output.status, Some(0));
    let lines: Vec<&str> = output.stdout.lines().collect();
    assert_eq!(
        lines[0],
        "right.py:11:43: hosts: platform_name:'Windows'+last_seen:>'now-7d'"
    );
    let mut lines = lines.iter();
    assert!(lines.any(|line| line.ends_with(": hosts: device_id:[{_}]")));
    let output = lint(&["--list", "--format", "json", "right.py"]);
    assert_eq!(
        output.json_lines()[0]["collections"],
        serde_json::json!(["hosts"])
    );
}

#[test]
fn text_outside_ascii_is_searched() {
    for (index, filter) in ["• = x", "é='ü'", "•:'x'", "a:'•'+é:'x' OR •='x'"]
        .into_iter()
        .enumerate()
    {
        for file in [
            "a.py", "a.ps1", "a.go", "a.js", "a.rs", "a.yaml", "a.json", "a.sh", "a.md",
        ] {
            let source = format!("filter = \"{filter}\"; é(filter = \"{filter}\") # Falcon\n");
            let folder = written(&format!("lint-unicode-{index}"), file, &source);
            let output = lint_in(&folder, &["--fix", file]);
            assert!(output.status < Some(2), "{file}: {output:?}");
            assert_eq!(output.stderr, "", "{file}");
        }
    }
}

#[test]
fn filters_in_commands_and_configuration_are_found() {
    for (file, source) in [
        (
            "a.tf",
            "data \"falcon\" \"x\" {\n  filter = \"status='normal'\"\n}\n",
        ),
        ("a.sh", "falcon --host-filter \"status='normal'\"\n"),
        (
            "a.md",
            "```hcl\nfilter = \"status='normal'\" # falcon\n```\n",
        ),
        (
            "a.go",
            "package a\nvar falcon = `x {\n  filter = \"status='normal'\"\n}`\n",
        ),
    ] {
        let folder = written("lint-embedded", file, source);
        let output = lint_in(&folder, &["--fix", file]);
        let fixed = std::fs::read_to_string(folder.join(file)).expect("a file");
        assert!(
            fixed.contains("status:'normal'"),
            "{file}: {}",
            output.stdout
        );
    }
}

#[test]
fn deeply_nested_file_is_skipped() {
    let python: String = (0..600)
        .map(|level| format!("{}if x:\n", " ".repeat(level)))
        .collect();
    let python = format!("{python}{}fql = f\"{{x}}\"\n", " ".repeat(600));
    for (file, source) in [
        ("a.py", python),
        ("a.yaml", format!("filter:\n{}a\n", "- ".repeat(400))),
        ("b.yaml", format!("filter:\n{}a\n", "? ".repeat(400))),
    ] {
        let folder = written("lint-deep", file, &source);
        let output = lint_in(&folder, &[file]);
        assert_eq!(output.status, Some(0), "{file}: {output:?}");
        let skipped = format!("fql: skipping {file}: more than 100 levels of indentation\n");
        assert_eq!(output.stderr, skipped);
    }
    let brackets = format!("filter = {}{}\n", "[".repeat(9_000), "]".repeat(9_000));
    for file in ["c.py", "c.js", "c.go", "c.rs", "c.ps1", "c.json", "c.yaml"] {
        let folder = written("lint-deep", file, &brackets);
        let output = lint_in(&folder, &[file]);
        assert_eq!(output.status, Some(0), "{file}: {output:?}");
    }
}

#[test]
fn fix_keeps_byte_order_mark_and_line_ends() {
    for (file, source) in [
        ("a.py", "\u{feff}fql = \"status='x'\"\r\n"),
        ("a.md", "\u{feff}```fql\r\nstatus='x'\r\n```\r\n"),
        ("b.md", "1. * ~~~ fql\r\n     status='x'\r\n     ~~~\r\n"),
        ("a.yaml", "fql: >-\r\n  status='x'\r\n  +a:'b'\r\n"),
        ("a.ps1", "$Fql = @\"\r\nstatus='x'\r\n\"@\r\n"),
        (
            "a.rs",
            "const FQL: &str = \"status='x'\\\r\n  +a:'b'\";\r\n",
        ),
    ] {
        let folder = written("lint-line-ends", file, source);
        let output = lint_in(&folder, &["--fix", file]);
        let fixed = std::fs::read_to_string(folder.join(file)).expect("a file");
        assert_eq!(
            fixed,
            source.replace("status=", "status:"),
            "{}",
            output.stdout
        );
        assert_eq!(output.status, Some(0), "{}", output.stdout);
    }
}

//! `fql collections` and the option `--collection`

use crate::support::fql;

#[test]
fn collections_are_listed_with_their_evidence() {
    let output = fql(["collections", "--format", "json"]);
    let lines = output.json_lines();
    assert_eq!(output.status, Some(0));
    assert!(lines.len() > 200);
    assert!(lines.is_sorted_by_key(|line| line["collection"].to_string()));
    let of = |name: &str| {
        let mut lines = lines.iter();
        lines
            .find(|line| line["collection"] == name)
            .expect("a collection")
    };
    let hosts = of("hosts");
    assert_eq!(hosts["fields"], 42);
    assert_eq!(hosts["table"], "advisory");
    assert_eq!(hosts["unknown_field"], "error");
    assert_eq!(hosts["sort_separator"], ".");
    assert!(
        hosts["operations"]
            .to_string()
            .contains("QueryDevicesByFilter")
    );
    assert_eq!(hosts["id_field"], "device_id");
    let details = hosts["operation_details"].as_array().expect("operations");
    let scroll = details
        .iter()
        .find(|operation| operation["id"] == "QueryDevicesByFilterScroll")
        .expect("an operation");
    assert_eq!(scroll["path"], "/devices/queries/devices-scroll/v1");
    assert_eq!(
        [&scroll["purpose"], &scroll["items"], &scroll["pagination"]],
        ["listing", "ids", "offset token"]
    );
    assert_eq!(scroll["max_limit"], 10_000);
    assert_eq!(of("external-assets")["table"], "closed");
    assert_eq!(of("netscan-zones")["table"], "no table");
}

#[test]
fn names_and_operations_select_collections() {
    let by_operation = fql(["collections", "querydevicesbyfilter"]);
    assert!(
        by_operation.stdout.contains("\nhosts "),
        "{}",
        by_operation.stdout
    );
    let none = fql(["collections", "no-such-collection"]);
    assert_eq!((none.status, &*none.stdout), (Some(1), ""));
}

#[test]
fn every_collection_can_be_selected() {
    for line in fql(["collections", "--format", "json"]).json_lines() {
        let name = line["collection"].as_str().expect("a name");
        let output = fql(["check", "-c", name, ""]);
        // Some collections require a clause.
        let requires_clause = output.stdout.contains("FQL124");
        let status = i32::from(requires_clause);
        assert_eq!(output.status, Some(status), "{name}: {}", output.stdout);
    }
}

#[test]
fn unknown_collection_is_an_error_with_a_suggestion() {
    let output = fql(["check", "-c", "host", "a:1"]);
    assert_eq!(output.status, Some(2));
    assert!(
        output.stderr.contains("did you mean `hosts`?"),
        "{}",
        output.stderr
    );
}

#[test]
fn hosts_filter_is_checked_by_its_table() {
    let valid = fql([
        "check",
        "-c",
        "hosts",
        "hostname:'web*'+last_seen:>'now-7d'",
    ]);
    assert_eq!(valid.status, Some(0));
    assert!(valid.stdout.starts_with("valid: "), "{}", valid.stdout);
    assert!(!valid.stdout.contains("warning"), "{}", valid.stdout);

    let denied = fql(["check", "-c", "hosts", "hostname:>'m'"]);
    assert_eq!(denied.status, Some(1));
    let reason = "denied: the guide documents ranges for timestamps only";
    assert!(denied.stdout.contains(reason), "{}", denied.stdout);

    let undocumented = "os_version:*'*Server*'";
    let lenient = fql(["check", "-c", "hosts", undocumented]);
    assert_eq!(lenient.status, Some(0));
    assert!(
        lenient.stdout.contains("warning[FQL110]"),
        "{}",
        lenient.stdout
    );
    let strict = fql(["check", "-c", "hosts", "--strict", undocumented]);
    assert_eq!(strict.status, Some(1));
}

#[test]
fn unknown_field_names_collections_that_have_it() {
    let output = fql(["check", "hostname:'web1'"]);
    assert_eq!(output.status, Some(1));
    let hint = "`hostname` is a field of hosts, ";
    assert!(output.stdout.contains(hint), "{}", output.stdout);
    assert!(
        output.stdout.contains("use `-c hosts`"),
        "{}",
        output.stdout
    );
    let misspelled = fql(["check", "-c", "hosts", "hostnme:'web1'"]);
    assert_eq!(misspelled.status, Some(0));
    assert!(misspelled.stdout.contains("did you mean `hostname`?"));
}

#[test]
fn field_at_another_path_comes_before_collections() {
    for (collection, field, meant) in [
        ("alerts", "hostname", "device.hostname"),
        ("alerts", "platform_name", "device.platform_name"),
        ("alerts", "local_ip", "device.local_ip"),
        ("alerts", "os_version", "device.os_version"),
        ("spotlight-vulnerabilities", "severity", "cve.severity"),
        ("spotlight-vulnerabilities", "tags", "host_info.tags"),
        ("discover-applications", "os_version", "host.os_version"),
        (
            "discover-applications",
            "platform_name",
            "host.platform_name",
        ),
        ("discover-hosts", "device.hostname", "hostname"),
        ("hosts", "device.hostname", "hostname"),
        ("hosts", "device.local_ip", "local_ip"),
        ("iocs", "indicator.severity", "severity"),
    ] {
        let output = fql(["check", "-c", collection, &format!("{field}:'x'")]).stdout;
        let question = format!("did you mean `{meant}`");
        assert!(output.contains(&question), "{collection} {field}: {output}");
        assert!(
            !output.contains("use `-c"),
            "{collection} {field}: {output}"
        );
    }
}

#[test]
fn former_and_partial_names_list_collections() {
    for (name, expected) in [
        ("detections", "did you mean one of alerts, detects-legacy, "),
        ("vulnerabilities", "spotlight-vulnerabilities"),
        ("spotlight", "spotlight-remediations"),
        ("rtr", "rtr-sessions"),
        ("hosst", "did you mean `hosts`?"),
    ] {
        let output = fql(["fields", "-c", name]);
        assert_eq!(output.status, Some(2), "{name}");
        assert!(
            output.stderr.contains(expected),
            "{name}: {}",
            output.stderr
        );
    }
}

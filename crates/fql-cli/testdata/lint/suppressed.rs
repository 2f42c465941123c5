//! Findings that comments suppress.

fn queries(client: &Client, name: &str) {
    client.query_devices_by_filter(Some("platfrom_name:'Windows'")); // fql-lint: ignore
    // fql-lint: ignore FQL133
    client.query_devices_by_filter(Some(&format!("hostname:['{name}']")));
    // fql-lint: ignore FQL113
    client.query_devices_by_filter(Some(&format!("hostname:['{name}']")));
}

//! Filters without findings, for Falcon.

fn queries(client: &Client, name: &str, days: u32) {
    let filter = "platform_name:'Windows'+last_seen:>'now-7d'";
    client.query_devices_by_filter(Some(filter));
    let escaped = name.replace('\'', "\\'");
    client.query_devices_by_filter(Some(&format!("hostname:['{escaped}']")));
    let filter = format!("last_seen:>'now-{}d'", days);
    println!("status: '{name}'");
    names.iter().filter(|name| name.contains("a:'b'"));
}

fn clean(value: &str) -> String {
    value.replace('\'', "\\'")
}

fn by_name(client: &Client, host: &str) {
    client.query_devices_by_filter(Some(&format!("hostname:['{host}']")));
}

fn callers(client: &Client, host: &str) {
    by_name(client, &clean(host));
}

//! Filters with errors and warnings.

const FQL: &str = "severity_name:'High' AND status:'new'";

fn queries(client: &Client) {
    client.query_devices_by_filter(Some("platfrom_name:'Windows'"));
    let filter = String::from(r#"last_seen:>now-7d"#);
    client.query_devices_by_filter(Some(&filter));
    let body = json!({"filter": "hostname:'a' || hostname:'b'"});
    let request = Request {
        filter: Some("hostname:\"web\"*".to_string()),
        ..Request::default()
    };
    client.query_devices_by_filter(Some("tags:['a' 'b']"));
}

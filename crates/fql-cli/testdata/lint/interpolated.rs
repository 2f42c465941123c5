//! Filters into which the program inserts values.

fn queries(client: &Client, name: &str, site: &str, ids: &[String]) {
    client.query_devices_by_filter(Some(&format!("hostname:['{name}']+site_nme:'{}'", site)));
    let mut filter = "platform_name:'Mac'".to_string();
    filter.push_str("+hostnme:'x'");
    filter += &format!("+hostname:*'*{}*'", name);
    client.query_devices_by_filter(Some(&filter));
    let by_id = format!("device_id:[{}]", ids.join(","));
    client.query_devices_by_filter(Some(&by_id));
}

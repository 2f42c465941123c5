//! Services of external assets.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::sampler::{DAY, Sampler, Subsidiary, time};

/// The number of a port, its protocol and transport.
type Port = (u16, &'static str, &'static str);

const SSH: Port = (22, "ssh", "tcp");
const RDP: Port = (3389, "rdp", "tcp");

/// Mostly web servers, and a few services that should not be exposed.
const PORTS: &[(Port, u32)] = &[
    ((443, "https", "tcp"), 400),
    ((80, "http", "tcp"), 300),
    ((8080, "http", "tcp"), 50),
    ((8443, "https", "tcp"), 45),
    ((25, "smtp", "tcp"), 40),
    (SSH, 40),
    ((53, "dns", "udp"), 35),
    ((993, "imaps", "tcp"), 20),
    ((21, "ftp", "tcp"), 18),
    (RDP, 12),
    ((3306, "mysql", "tcp"), 10),
    ((5432, "postgresql", "tcp"), 8),
    ((161, "snmp", "udp"), 6),
    ((6379, "redis", "tcp"), 5),
    ((445, "smb", "tcp"), 4),
    ((23, "telnet", "tcp"), 3),
    ((5900, "vnc", "tcp"), 3),
];

/// Ports, category, vendor, name, CPE vendor and product, and versions.
type Product = (&'static [u16], [&'static str; 4], &'static [&'static str]);

#[rustfmt::skip]
const PRODUCTS: &[Product] = &[
    (&[80, 443, 8080, 8443], ["Web server", "F5", "nginx", "f5:nginx"],
        &["1.18.0", "1.22.1", "1.24.0", "1.26.2", "1.27.3"]),
    (&[80, 443], ["Web server", "Apache", "HTTP Server", "apache:http_server"],
        &["2.4.41", "2.4.52", "2.4.58", "2.4.62"]),
    (&[80, 443], ["Web server", "Microsoft", "Internet Information Services",
        "microsoft:internet_information_services"], &["8.5", "10.0"]),
    (&[8080, 8443], ["Application server", "Apache", "Tomcat", "apache:tomcat"],
        &["8.5.78", "9.0.85", "10.1.18"]),
    (&[22], ["Remote access", "OpenBSD", "OpenSSH", "openbsd:openssh"],
        &["7.4", "8.2", "8.9", "9.6", "9.8"]),
    (&[3389], ["Remote access", "Microsoft", "Remote Desktop Services",
        "microsoft:remote_desktop_services"], &["10.0"]),
    (&[25], ["Mail server", "Postfix", "Postfix", "postfix:postfix"],
        &["3.4.13", "3.6.4", "3.8.4"]),
    (&[21], ["File transfer", "vsftpd project", "vsftpd", "vsftpd_project:vsftpd"],
        &["3.0.3", "3.0.5"]),
    (&[53], ["Name server", "ISC", "BIND", "isc:bind"], &["9.11.36", "9.16.48", "9.18.24"]),
    (&[3306], ["Database", "Oracle", "MySQL", "oracle:mysql"], &["5.7.44", "8.0.36"]),
    (&[5432], ["Database", "PostgreSQL", "PostgreSQL", "postgresql:postgresql"],
        &["12.18", "14.11", "16.2"]),
    (&[6379], ["Database", "Redis", "Redis", "redis:redis"], &["5.0.7", "6.2.14", "7.2.4"]),
];

/// Platform, name and CPE of operating systems.
#[rustfmt::skip]
const OPERATING_SYSTEMS: &[((&str, &str, &str), u32)] = &[
    (("Linux", "Ubuntu 22.04", "o:canonical:ubuntu_linux:22.04"), 30),
    (("Linux", "Debian 12", "o:debian:debian_linux:12.0"), 20),
    (("Linux", "Red Hat Enterprise Linux 9", "o:redhat:enterprise_linux:9.0"), 15),
    (("Windows", "Windows Server 2022", "o:microsoft:windows_server_2022:-"), 15),
    (("Windows", "Windows Server 2012 R2", "o:microsoft:windows_server_2012:r2"), 5),
    (("FreeBSD", "FreeBSD 13.2", "o:freebsd:freebsd:13.2"), 3),
];

#[rustfmt::skip]
const STATUS_CODES: &[(u16, u32)] = &[
    (200, 55), (301, 12), (302, 8), (401, 6), (403, 8), (404, 7), (500, 2), (503, 2),
];

/// Titles of web pages.
#[rustfmt::skip]
const TITLES: &[(&str, u32)] = &[
    ("Welcome", 10), ("Sign in", 8), ("Redirecting", 5), ("Status", 3), ("Webmail", 2),
    ("Index of /", 1),
];

/// A cloud provider and some of its regions.
pub(super) type Cloud = (&'static str, &'static [&'static str]);

/// The asset that services run on.
pub(super) struct Host<'c> {
    pub(super) id: &'c str,
    pub(super) name: &'c str,
    pub(super) subsidiary: &'c Subsidiary,
    pub(super) first_seen: i64,
    pub(super) last_seen: i64,
    pub(super) cloud: Option<Cloud>,
    pub(super) hosting_provider: &'static str,
    /// The host has a port for remote access.
    pub(super) is_jump_host: bool,
}

#[derive(Serialize)]
pub(super) struct Service<'c> {
    id: String,
    port: u16,
    protocol: &'static str,
    protocol_port: String,
    transport: &'static str,
    status: &'static str,
    first_seen: String,
    last_seen: String,
    #[serde(flatten)]
    system: Option<System>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cloud_provider: Option<&'static str>,
    hosting_provider: &'static str,
    applications: Vec<Application>,
    cpes: Vec<String>,
    status_code: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    http_attributes: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tls: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subsidiaries: Vec<&'c Subsidiary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blob_links: Option<Value>,
}

#[derive(Serialize)]
struct System {
    platform_name: &'static str,
    os: &'static str,
}

#[derive(Clone, Serialize)]
struct Application {
    category: &'static str,
    cpe: String,
    name: &'static str,
    vendor: &'static str,
    version: &'static str,
}

/// Returns the services of a host: one to five, each on a different port.
pub(super) fn services<'c>(sampler: &mut Sampler<'_>, host: &Host<'c>) -> Vec<Service<'c>> {
    let mut ports = Vec::with_capacity(5);
    if host.is_jump_host {
        ports.push(sampler.weighted(&[(SSH, 70), (RDP, 30)]));
    }
    for _ in 0..sampler.pick(&[1, 1, 1, 2, 2, 2, 3, 4]) {
        let port = sampler.weighted(PORTS);
        if !ports.contains(&port) {
            ports.push(port);
        }
    }
    let system = sampler.weighted(OPERATING_SYSTEMS);
    ports
        .into_iter()
        .map(|port| service(sampler, host, port, system))
        .collect()
}

fn service<'c>(
    sampler: &mut Sampler<'_>,
    host: &Host<'c>,
    (port, protocol, transport): Port,
    (platform_name, os, os_cpe): (&'static str, &'static str, &str),
) -> Service<'c> {
    let first_seen = sampler.between(host.first_seen, host.last_seen);
    let is_open = sampler.percent(85);
    let last_seen = match is_open {
        true => host.last_seen,
        false => sampler.between(first_seen, host.last_seen),
    };
    let is_http = matches!(protocol, "http" | "https");
    let is_tls = matches!(protocol, "https" | "imaps");
    let application = application(sampler, port);
    let mut cpes = vec![format!("cpe:2.3:{os_cpe}")];
    cpes.extend(
        application
            .as_ref()
            .map(|application| application.cpe.clone()),
    );
    Service {
        id: sampler.id(),
        port,
        protocol,
        protocol_port: format!("{protocol}/{port}"),
        transport,
        status: if is_open { "open" } else { "closed" },
        first_seen: time(first_seen),
        last_seen: time(last_seen),
        system: sampler.percent(70).then_some(System { platform_name, os }),
        cloud_provider: host.cloud.map(|(provider, _)| provider),
        hosting_provider: host.hosting_provider,
        cpes,
        status_code: if is_http {
            sampler.weighted(STATUS_CODES)
        } else {
            0
        },
        http_attributes: is_http.then(|| http_attributes(sampler, application.as_ref())),
        applications: Vec::from_iter(application),
        tls: is_tls.then(|| tls(sampler, host)),
        subsidiaries: Vec::from_iter(sampler.percent(10).then_some(host.subsidiary)),
        blob_links: sampler.maybe(20, |sampler| blob_links(sampler, host.id, is_http)),
    }
}

/// Returns the application on `port`, unless it is unknown.
fn application(sampler: &mut Sampler<'_>, port: u16) -> Option<Application> {
    let products = PRODUCTS.iter().filter(|(ports, ..)| ports.contains(&port));
    let products = Vec::from_iter(products);
    if products.is_empty() || sampler.percent(25) {
        return None;
    }
    let (_, [category, vendor, name, cpe], versions) = sampler.pick(&products);
    let version = sampler.pick(versions);
    let cpe = format!("cpe:2.3:a:{cpe}:{version}");
    Some(Application {
        category,
        cpe,
        name,
        vendor,
        version,
    })
}

fn http_attributes(sampler: &mut Sampler<'_>, application: Option<&Application>) -> Value {
    let mut attributes = json!({
        "response_headers": "",
        "title": sampler.weighted(TITLES),
    });
    if let Some(Application { name, version, .. }) = application {
        attributes["technologies"] = json!([name]);
        attributes["response_headers"] = format!("Server: {name}/{version}").into();
    }
    attributes
}

fn tls(sampler: &mut Sampler<'_>, host: &Host<'_>) -> Value {
    let versions = [
        ("TLSv1.3", 70),
        ("TLSv1.2", 25),
        ("TLSv1.1", 3),
        ("TLSv1.0", 2),
    ];
    let valid_to = sampler.context.now + DAY * sampler.between(-20, 380);
    json!({
        "version": sampler.weighted(&versions),
        "certificate": {
            "subject": { "common_name": host.name },
            "issuer": { "common_name": "Example Certificates R3" },
            "valid_from": time(valid_to - 398 * DAY),
            "valid_to": time(valid_to),
        },
    })
}

fn blob_links(sampler: &mut Sampler<'_>, asset: &str, is_http: bool) -> Value {
    let mut links = Map::new();
    let blobs = if is_http {
        &["banner", "attributes"][..]
    } else {
        &["banner"]
    };
    for blob in blobs {
        let hash = sampler.id() + &sampler.id();
        for kind in ["download", "preview"] {
            let link = format!("/fem/entities/blobs-{kind}/v1?assetId={asset}&hash={hash}");
            links.insert(format!("{kind}_{blob}"), link.into());
        }
    }
    links.into()
}

//! What listens on a port of an asset.

use super::dice::Dice;
use super::object::Object;
use super::world::{DAY, Id, World};

/// A program that may be behind a port.
struct Program {
    category: &'static str,
    vendor: &'static str,
    name: &'static str,
    /// As enumerations write the vendor and the product.
    cpe: &'static str,
    versions: &'static [&'static str],
}

const NGINX: Program = Program {
    category: "Web server",
    vendor: "F5",
    name: "nginx",
    cpe: "f5:nginx",
    versions: &["1.18.0", "1.22.1", "1.24.0", "1.26.2", "1.27.3"],
};
const APACHE: Program = Program {
    category: "Web server",
    vendor: "Apache",
    name: "HTTP Server",
    cpe: "apache:http_server",
    versions: &["2.4.41", "2.4.52", "2.4.58", "2.4.62"],
};
const IIS: Program = Program {
    category: "Web server",
    vendor: "Microsoft",
    name: "Internet Information Services",
    cpe: "microsoft:internet_information_services",
    versions: &["8.5", "10.0"],
};
const TOMCAT: Program = Program {
    category: "Application server",
    vendor: "Apache",
    name: "Tomcat",
    cpe: "apache:tomcat",
    versions: &["8.5.78", "9.0.85", "10.1.18"],
};
const OPENSSH: Program = Program {
    category: "Remote access",
    vendor: "OpenBSD",
    name: "OpenSSH",
    cpe: "openbsd:openssh",
    versions: &["7.4", "8.2", "8.9", "9.6", "9.8"],
};
const REMOTE_DESKTOP: Program = Program {
    category: "Remote access",
    vendor: "Microsoft",
    name: "Remote Desktop Services",
    cpe: "microsoft:remote_desktop_services",
    versions: &["10.0"],
};
const POSTFIX: Program = Program {
    category: "Mail server",
    vendor: "Postfix",
    name: "Postfix",
    cpe: "postfix:postfix",
    versions: &["3.4.13", "3.6.4", "3.8.4"],
};
const VSFTPD: Program = Program {
    category: "File transfer",
    vendor: "vsftpd project",
    name: "vsftpd",
    cpe: "vsftpd_project:vsftpd",
    versions: &["3.0.3", "3.0.5"],
};
const BIND: Program = Program {
    category: "Name server",
    vendor: "ISC",
    name: "BIND",
    cpe: "isc:bind",
    versions: &["9.11.36", "9.16.48", "9.18.24"],
};
const MYSQL: Program = Program {
    category: "Database",
    vendor: "Oracle",
    name: "MySQL",
    cpe: "oracle:mysql",
    versions: &["5.7.44", "8.0.36"],
};
const POSTGRESQL: Program = Program {
    category: "Database",
    vendor: "PostgreSQL",
    name: "PostgreSQL",
    cpe: "postgresql:postgresql",
    versions: &["12.18", "14.11", "16.2"],
};
const REDIS: Program = Program {
    category: "Database",
    vendor: "Redis",
    name: "Redis",
    cpe: "redis:redis",
    versions: &["5.0.7", "6.2.14", "7.2.4"],
};

/// What a port is used for.
struct Usage {
    port: u16,
    protocol: &'static str,
    transport: &'static str,
    tls: bool,
    http: bool,
    programs: &'static [Program],
    weight: u32,
}

const fn usage(
    (port, transport): (u16, &'static str),
    protocol: &'static str,
    tls: bool,
    programs: &'static [Program],
    weight: u32,
) -> Usage {
    let http = matches!(protocol.as_bytes(), b"http" | b"https");
    Usage {
        port,
        protocol,
        transport,
        tls,
        http,
        programs,
        weight,
    }
}

/// Many web servers, and few of what should not be open.
const USAGES: &[Usage] = &[
    usage((443, "tcp"), "https", true, &[NGINX, APACHE, IIS], 400),
    usage((80, "tcp"), "http", false, &[NGINX, APACHE, IIS], 300),
    usage((8080, "tcp"), "http", false, &[TOMCAT, NGINX], 50),
    usage((8443, "tcp"), "https", true, &[TOMCAT, NGINX], 45),
    usage((25, "tcp"), "smtp", false, &[POSTFIX], 40),
    SSH,
    usage((53, "udp"), "dns", false, &[BIND], 35),
    usage((993, "tcp"), "imaps", true, &[], 20),
    usage((21, "tcp"), "ftp", false, &[VSFTPD], 18),
    RDP,
    usage((3306, "tcp"), "mysql", false, &[MYSQL], 10),
    usage((5432, "tcp"), "postgresql", false, &[POSTGRESQL], 8),
    usage((161, "udp"), "snmp", false, &[], 6),
    usage((6379, "tcp"), "redis", false, &[REDIS], 5),
    usage((445, "tcp"), "smb", false, &[], 4),
    usage((23, "tcp"), "telnet", false, &[], 3),
    usage((5900, "tcp"), "vnc", false, &[], 3),
];
const SSH: Usage = usage((22, "tcp"), "ssh", false, &[OPENSSH], 40);
const RDP: Usage = usage((3389, "tcp"), "rdp", false, &[REMOTE_DESKTOP], 12);

/// What a host runs: its platform, its operating system and how that is enumerated.
const SYSTEMS: &[(&str, &str, &str, u32)] = &[
    (
        "Linux",
        "Ubuntu 22.04",
        "o:canonical:ubuntu_linux:22.04",
        30,
    ),
    ("Linux", "Debian 12", "o:debian:debian_linux:12.0", 20),
    (
        "Linux",
        "Red Hat Enterprise Linux 9",
        "o:redhat:enterprise_linux:9.0",
        15,
    ),
    (
        "Windows",
        "Windows Server 2022",
        "o:microsoft:windows_server_2022:-",
        15,
    ),
    (
        "Windows",
        "Windows Server 2012 R2",
        "o:microsoft:windows_server_2012:r2",
        5,
    ),
    ("FreeBSD", "FreeBSD 13.2", "o:freebsd:freebsd:13.2", 3),
];

const STATUS_CODES: &[(u16, u32)] = &[
    (200, 55),
    (301, 12),
    (302, 8),
    (401, 6),
    (403, 8),
    (404, 7),
    (500, 2),
    (503, 2),
];

/// The asset that services belong to.
pub(super) struct Owner<'w> {
    pub(super) id: Id,
    pub(super) company: usize,
    pub(super) first_seen: i64,
    pub(super) last_seen: i64,
    /// The name that a certificate is made out to.
    pub(super) host: &'w str,
    pub(super) cloud_provider: Option<&'static str>,
    pub(super) hosting_provider: &'static str,
    /// Whether it is there to be reached from afar.
    pub(super) is_jump_host: bool,
}

/// Writes the services of an asset: one to five of them, each on a port of its own.
pub(super) fn put_services(
    world: &World,
    dice: &mut Dice,
    object: &mut Object<'_>,
    owner: &Owner<'_>,
) {
    let mut usages: Vec<&Usage> = Vec::with_capacity(4);
    if owner.is_jump_host {
        usages.push(if dice.percent(70) { &SSH } else { &RDP });
    }
    // Most have one port open or two. A wish for one that is taken is not fulfilled.
    for _ in 0..*dice.pick(&[1, 1, 1, 2, 2, 2, 3, 4]) {
        let usage = dice.weighted(USAGES, |usage| usage.weight);
        if usages.iter().all(|other| other.port != usage.port) {
            usages.push(usage);
        }
    }
    let system = dice.weighted(SYSTEMS, |(.., weight)| *weight);
    object.objects("services", usages, |object, usage| {
        put_service(world, dice, object, owner, usage, system);
    });
}

fn put_service(
    world: &World,
    dice: &mut Dice,
    object: &mut Object<'_>,
    owner: &Owner<'_>,
    usage: &Usage,
    (platform, os, os_cpe, _): &(&str, &str, &str, u32),
) {
    let first_seen = World::time_between(dice, owner.first_seen, owner.last_seen);
    let open = dice.percent(85);
    let last_seen = if open {
        owner.last_seen
    } else {
        World::time_between(dice, first_seen, owner.last_seen)
    };
    object.plain("id", Id::drawn(dice));
    object.number("port", usage.port);
    object.text("protocol", usage.protocol);
    object.plain(
        "protocol_port",
        format_args!("{}/{}", usage.protocol, usage.port),
    );
    object.text("transport", usage.transport);
    object.text("status", if open { "open" } else { "closed" });
    object.time("first_seen", first_seen);
    object.time("last_seen", last_seen);
    if dice.percent(70) {
        object.text("platform_name", platform);
        object.text("os", os);
    }
    if let Some(provider) = owner.cloud_provider {
        object.text("cloud_provider", provider);
    }
    object.text("hosting_provider", owner.hosting_provider);
    let mut program = None;
    if !usage.programs.is_empty() && dice.percent(75) {
        let drawn = dice.pick(usage.programs);
        program = Some((drawn, *dice.pick(drawn.versions)));
    }
    let cpes = program.map(|(program, version)| format!("cpe:2.3:a:{}:{version}", program.cpe));
    object.objects("applications", program, |object, (program, version)| {
        object.text("category", program.category);
        object.text("cpe", cpes.as_deref().unwrap_or_default());
        object.text("name", program.name);
        object.text("vendor", program.vendor);
        object.text("version", version);
    });
    let os_cpe = format_args!("cpe:2.3:{os_cpe}").to_string();
    object.texts("cpes", cpes.as_deref().into_iter().chain([&*os_cpe]));
    if usage.http {
        put_http(dice, object, owner, program);
    } else {
        object.number("status_code", 0);
    }
    if usage.tls {
        put_tls(world, dice, object, owner);
    }
    if dice.percent(10) {
        world.put_subsidiary(object, owner.company);
    }
    if dice.percent(20) {
        put_blob_links(dice, object, owner.id, usage.http);
    }
}

fn put_http(
    dice: &mut Dice,
    object: &mut Object<'_>,
    owner: &Owner<'_>,
    program: Option<(&Program, &str)>,
) {
    let (code, _) = *dice.weighted(STATUS_CODES, |(_, weight)| *weight);
    object.number("status_code", code);
    object.object("http_attributes", |object| {
        object.text("host", owner.host);
        match program {
            Some((program, version)) => {
                object.plain("server", format_args!("{}/{version}", program.name));
                let headers = format_args!("Server: {}/{version}", program.name).to_string();
                object.text("response_headers", &headers);
            }
            None => object.text("response_headers", ""),
        }
        object.text("title", dice.word(TITLES));
    });
}

const TITLES: &[(&str, u32)] = &[
    ("Welcome", 10),
    ("Sign in", 8),
    ("Redirecting", 5),
    ("Status", 3),
    ("Webmail", 2),
    ("Index of /", 1),
];

fn put_tls(world: &World, dice: &mut Dice, object: &mut Object<'_>, owner: &Owner<'_>) {
    const VERSIONS: &[(&str, u32)] = &[
        ("TLSv1.3", 70),
        ("TLSv1.2", 25),
        ("TLSv1.1", 3),
        ("TLSv1.0", 2),
    ];
    let expires = world.now + DAY * (dice.between(0, 400) as i64 - 20);
    object.object("tls", |object| {
        object.text("version", dice.word(VERSIONS));
        object.object("certificate", |object| {
            object.object("subject", |object| object.text("common_name", owner.host));
            object.object("issuer", |object| {
                object.text("common_name", "Example Certificates R3")
            });
            object.time("valid_from", expires - 398 * DAY);
            object.time("valid_to", expires);
        });
    });
}

fn put_blob_links(dice: &mut Dice, object: &mut Object<'_>, asset: Id, http: bool) {
    let mut put = |object: &mut Object<'_>, what: &str| {
        let hash = [Id::drawn(dice), Id::drawn(dice)];
        for (kind, path) in [("download", "blobs-download"), ("preview", "blobs-preview")] {
            object.plain(
                &format!("{kind}_{what}"),
                format_args!(
                    "/fem/entities/{path}/v1?assetId={asset}&hash={}{}",
                    hash[0], hash[1]
                ),
            );
        }
    };
    object.object("blob_links", |object| {
        put(object, "banner");
        if http {
            put(object, "attributes");
        }
    });
}

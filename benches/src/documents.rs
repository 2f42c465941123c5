//! Sample documents for evaluation: external assets of about 1 KB, generated from a seed.
//!
//! Addresses and domains are reserved ones, and the distribution resembles an inventory: few assets
//! are critical, most have a few services, some have none. The random sequence must not change,
//! because published figures refer to these documents.

use std::fmt::Write as _;

/// A pseudorandom number generator (xorshift64*).
#[derive(Debug, Clone)]
struct Rng(u64);

impl Rng {
    fn new(seed: u64) -> Self {
        // The state must not be zero.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
    }

    fn one<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len() as u64) as usize]
    }
}

/// A generator of documents.
#[derive(Debug, Clone)]
pub struct Documents {
    chance: Rng,
    number: u64,
}

impl Documents {
    /// Creates a generator. The same seed gives the same documents.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            chance: Rng::new(seed),
            number: 0,
        }
    }

    /// Appends the next document as compact JSON, without a line feed.
    pub fn push_next(&mut self, out: &mut String) {
        self.number += 1;
        let number = self.number;
        let is_address = self.chance.below(4) > 0;
        let kind = if is_address { "ip" } else { "dns_domain" };
        let criticality = match self.chance.below(100) {
            0..3 => "Critical",
            3..15 => "High",
            15..50 => "Noncritical",
            _ => "Unassigned",
        };
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            r#"{{"id":"{number:032x}_{kind}","cid":"00000000000000000000000000000001","asset_id":"asset-{number}","asset_type":"{kind}","#,
        );
        let _ = write!(
            out,
            r#""confidence":{},"connectivity_status":"{}","criticality":"{criticality}","#,
            self.chance.below(101),
            self.chance
                .one(&["connected", "connected", "not connected"]),
        );
        let first_seen = self.time();
        let last_seen = self.time();
        let _ = write!(
            out,
            r#""criticality_description":null,"data_providers":["surface"],"discovered_by":"{}","first_seen":"{first_seen}","last_seen":"{last_seen}","#,
            self.chance.one(&["seed", "certificate", "dns"]),
        );
        let _ = write!(
            out,
            r#""internet_exposure":"{}","manual":{},"perimeter":"{}","#,
            self.chance.one(&["Yes", "Yes", "No", "Pending"]),
            self.chance.below(10) == 0,
            self.chance.one(&["external", "internal", "unknown"]),
        );
        let _ = write!(
            out,
            r#""subsidiaries":[{{"id":"s-{}","name":"Example Subsidiary {}"}}],"#,
            self.chance.below(40),
            self.chance.below(40),
        );
        let _ = write!(
            out,
            r#""triage":{{"action":"{}","assigned_to":{},"status":"{}"}},"#,
            self.chance.one(&["none", "accept", "remediate"]),
            self.chance
                .one(&["null", r#""pat@example.com""#, r#""kim@example.com""#]),
            self.chance.one(&["open", "open", "closed", "in progress"]),
        );
        if is_address {
            self.push_address(out);
        } else {
            self.push_domain(out);
        }
        out.push('}');
    }

    fn time(&mut self) -> String {
        format!(
            "2026-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            1 + self.chance.below(11),
            1 + self.chance.below(28),
            self.chance.below(24),
            self.chance.below(60),
            self.chance.below(60),
        )
    }

    fn push_address(&mut self, out: &mut String) {
        let network = self.chance.one(&["192.0.2", "198.51.100", "203.0.113"]);
        let host = self.chance.below(256);
        let _ = write!(
            out,
            r#""ip":{{"ip_address":"{network}.{host}","asn":{},"isp":"Example Networks","ptr":"host-{host}.example.net","fqdns":["www{host}.example.com","mail{host}.example.org"],"#,
            64_496 + self.chance.below(16),
        );
        let _ = write!(
            out,
            r#""location":{{"city":"{}","country_code":"{}","region_name":null,"timezone":"Etc/UTC"}},"#,
            self.chance.one(&["Springfield", "Exampleville", "Zürich"]),
            self.chance.one(&["US", "DE", "JP", "BR"]),
        );
        self.push_services(out);
        out.push('}');
    }

    fn push_domain(&mut self, out: &mut String) {
        let host = self.chance.below(10_000);
        let _ = write!(
            out,
            r#""dns_domain":{{"fqdn":"web-{host}.example.com","parent_domain":"example.com","type":"subdomain","isps":["Example Networks"],"resolved_ips":["192.0.2.{}","2001:db8::{:x}"],"#,
            self.chance.below(256),
            self.chance.below(65_536),
        );
        self.push_services(out);
        out.push('}');
    }

    fn push_services(&mut self, out: &mut String) {
        out.push_str(r#""services":["#);
        let count = self.chance.one(&[0, 1, 1, 1, 2, 2, 3]);
        for index in 0..count {
            out.push_str(if index > 0 { "," } else { "" });
            let (port, protocol) = self.chance.one(&[
                (443, "https"),
                (443, "https"),
                (443, "https"),
                (80, "http"),
                (80, "http"),
                (22, "ssh"),
                (25, "smtp"),
                (3389, "rdp"),
                (8443, "https"),
            ]);
            let _ = write!(
                out,
                r#"{{"port":{port},"protocol":"{protocol}","protocol_port":"{protocol}/{port}","transport":"tcp","status":"{}","status_code":{},"#,
                self.chance.one(&["open", "open", "closed"]),
                self.chance.one(&[200, 200, 301, 403, 404]),
            );
            let (vendor, name) = self.chance.one(&[
                ("Example Corporation", "Example Server"),
                ("Sample Software", "Sample Gateway"),
                ("Example Corporation", "Example \\\"Edge\\\" Proxy"),
            ]);
            let last_seen = self.time();
            let _ = write!(
                out,
                r#""applications":[{{"category":"Web Servers","name":"{name}","vendor":"{vendor}","version":"{}.{}.{}"}}],"last_seen":"{last_seen}"}}"#,
                self.chance.below(20),
                self.chance.below(10),
                self.chance.below(10),
            );
        }
        out.push(']');
    }
}

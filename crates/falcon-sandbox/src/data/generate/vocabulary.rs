//! People, cities, companies and internet providers.
//!
//! The people and companies are fictitious. Domains are reserved by RFC 2606, numbers of
//! autonomous systems by RFC 5398.

/// The names and accounts of people who triage assets.
pub(super) const ANALYSTS: &[(&str, &str)] = &[
    ("Pat O'Brien", "pat.obrien@example.com"),
    ("Kim Lindqvist", "kim.lindqvist@example.com"),
    ("Noor Haddad", "noor.haddad@example.com"),
    ("Sam Okafor", "sam.okafor@example.com"),
    ("Ines Moreau", "ines.moreau@example.com"),
];

/// First names, and their spelling in account names.
#[rustfmt::skip]
pub(super) const FIRST_NAMES: &[(&str, &str)] = &[
    ("Amina", "amina"), ("Bruno", "bruno"), ("Chiara", "chiara"), ("Dmitri", "dmitri"),
    ("Élodie", "elodie"), ("Farid", "farid"), ("Grace", "grace"), ("Hiro", "hiro"),
    ("Ines", "ines"), ("Jonas", "jonas"), ("Kim", "kim"), ("Lucía", "lucia"), ("Mei", "mei"),
    ("Noor", "noor"), ("Oskar", "oskar"), ("Priya", "priya"),
];

/// Last names, and their spelling in account names.
#[rustfmt::skip]
pub(super) const LAST_NAMES: &[(&str, &str)] = &[
    ("Abara", "abara"), ("Bergström", "bergstrom"), ("Costa", "costa"), ("D'Angelo", "dangelo"),
    ("Eriksen", "eriksen"), ("Fontaine", "fontaine"), ("Gupta", "gupta"), ("Haddad", "haddad"),
    ("Ibarra", "ibarra"), ("Jensen", "jensen"), ("Kowalski", "kowalski"), ("Moreau", "moreau"),
    ("Nakamura", "nakamura"), ("O'Brien", "obrien"), ("Petrova", "petrova"), ("Quiroga", "quiroga"),
];

/// The members of a location.
#[rustfmt::skip]
pub(super) const LOCATION: [&str; 8] = [
    "area_code", "city", "country_code", "country_name", "postal_code", "region_code",
    "region_name", "timezone",
];

/// Values of the members of [`LOCATION`].
#[rustfmt::skip]
pub(super) const CITIES: &[([&str; 8], u32)] = &[
    (["703", "Ashburn", "US", "United States", "20147", "VA", "Virginia", "America/New_York"], 30),
    (["503", "Portland", "US", "United States", "97201", "OR", "Oregon", "America/Los_Angeles"], 15),
    (["069", "Frankfurt am Main", "DE", "Germany", "60313", "HE", "Hesse", "Europe/Berlin"], 15),
    (["020", "London", "GB", "United Kingdom", "EC1A", "ENG", "England", "Europe/London"], 12),
    (["01", "Dublin", "IE", "Ireland", "D02", "L", "Leinster", "Europe/Dublin"], 8),
    (["065", "Singapore", "SG", "Singapore", "018956", "01", "Central Singapore", "Asia/Singapore"], 8),
    (["03", "Tokyo", "JP", "Japan", "100-0001", "13", "Tokyo", "Asia/Tokyo"], 6),
    (["02", "Sydney", "AU", "Australia", "2000", "NSW", "New South Wales", "Australia/Sydney"], 4),
    (["011", "São Paulo", "BR", "Brazil", "01310", "SP", "São Paulo", "America/Sao_Paulo"], 2),
];

/// A company of the customer.
#[derive(Debug)]
pub(super) struct Company {
    pub(super) name: &'static str,
    pub(super) domain: &'static str,
    /// The index of the parent company in [`COMPANIES`].
    pub(super) parent: Option<usize>,
}

/// The companies of the customer. Every parent precedes its children.
#[rustfmt::skip]
pub(super) const COMPANIES: &[Company] = &[
    Company { name: "Example Holdings", domain: "example.com", parent: None },
    Company { name: "Example Logistics", domain: "example.net", parent: Some(0) },
    Company { name: "Example Foundation", domain: "example.org", parent: Some(0) },
    Company { name: "Orchid Bank", domain: "orchid-bank.example", parent: Some(0) },
    Company { name: "Tern Energy", domain: "tern-energy.example", parent: Some(0) },
    Company { name: "Example Freight", domain: "freight.example", parent: Some(1) },
    Company { name: "Harbor Customs", domain: "harbor-customs.example", parent: Some(1) },
    Company { name: "Orchid Cards", domain: "orchid-cards.example", parent: Some(3) },
    Company { name: "Orchid Insurance", domain: "orchid-insurance.example", parent: Some(3) },
    Company { name: "Tern Solar", domain: "tern-solar.example", parent: Some(4) },
    Company { name: "Tern Grid", domain: "tern-grid.example", parent: Some(4) },
    Company { name: "Quay Software", domain: "quay-software.test", parent: Some(6) },
    Company { name: "Orchid Pay", domain: "orchid-pay.test", parent: Some(7) },
    Company { name: "Lantern Labs", domain: "lantern-labs.test", parent: Some(9) },
];

/// Indexes of [`COMPANIES`], weighted by the share of the assets that a company owns.
#[rustfmt::skip]
pub(super) const OWNERS: &[(usize, u32)] = &[
    (0, 40), (1, 18), (2, 6), (3, 14), (4, 10), (5, 6), (6, 4), (7, 5), (8, 3), (9, 3), (10, 2),
    (11, 2), (12, 2), (13, 1),
];

/// Internet providers and the numbers of their autonomous systems.
pub(super) const PROVIDERS: &[(&str, u32)] = &[
    ("Example Telecom", 64496),
    ("Beacon Hosting", 64497),
    ("Northern Fiber", 64500),
    ("Skylark Cloud Networks", 64511),
    ("Meridian Transit", 65536),
    ("Coral Cable", 65550),
];

//! Names of people, places and companies. The people and companies are invented; domains and
//! addresses are those that are kept for documentation.

/// A person, and the account that they have.
pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) account: &'static str,
}

const fn person(name: &'static str, account: &'static str) -> Person {
    Person { name, account }
}

/// Who works on assets.
pub(super) const ANALYSTS: &[Person] = &[
    person("Pat O'Brien", "pat.obrien"),
    person("Kim Lindqvist", "kim.lindqvist"),
    person("Noor Haddad", "noor.haddad"),
    person("Sam Okafor", "sam.okafor"),
    person("Ines Moreau", "ines.moreau"),
];

pub(super) const FIRST_NAMES: &[(&str, &str)] = &[
    ("Amina", "amina"),
    ("Bruno", "bruno"),
    ("Chiara", "chiara"),
    ("Dmitri", "dmitri"),
    ("Élodie", "elodie"),
    ("Farid", "farid"),
    ("Grace", "grace"),
    ("Hiro", "hiro"),
    ("Ines", "ines"),
    ("Jonas", "jonas"),
    ("Kim", "kim"),
    ("Lucía", "lucia"),
    ("Mei", "mei"),
    ("Noor", "noor"),
    ("Oskar", "oskar"),
    ("Priya", "priya"),
];

pub(super) const LAST_NAMES: &[(&str, &str)] = &[
    ("Abara", "abara"),
    ("Bergström", "bergstrom"),
    ("Costa", "costa"),
    ("D'Angelo", "dangelo"),
    ("Eriksen", "eriksen"),
    ("Fontaine", "fontaine"),
    ("Gupta", "gupta"),
    ("Haddad", "haddad"),
    ("Ibarra", "ibarra"),
    ("Jensen", "jensen"),
    ("Kowalski", "kowalski"),
    ("Lindqvist", "lindqvist"),
    ("Moreau", "moreau"),
    ("Nakamura", "nakamura"),
    ("O'Brien", "obrien"),
    ("Petrova", "petrova"),
];

/// Where an address is.
pub(super) struct Place {
    pub(super) area_code: &'static str,
    pub(super) city: &'static str,
    pub(super) country_code: &'static str,
    pub(super) country_name: &'static str,
    pub(super) postal_code: &'static str,
    pub(super) region_code: &'static str,
    pub(super) region_name: &'static str,
    pub(super) timezone: &'static str,
    pub(super) weight: u32,
}

macro_rules! places {
    ($( $area:literal $city:literal $code:literal $country:literal $postal:literal
        $region:literal $region_name:literal $timezone:literal $weight:literal; )*) => {
        &[$( Place {
            area_code: $area,
            city: $city,
            country_code: $code,
            country_name: $country,
            postal_code: $postal,
            region_code: $region,
            region_name: $region_name,
            timezone: $timezone,
            weight: $weight,
        }, )*]
    };
}

pub(super) const PLACES: &[Place] = places! {
    "703" "Ashburn" "US" "United States" "20147" "VA" "Virginia" "America/New_York" 30;
    "503" "Portland" "US" "United States" "97201" "OR" "Oregon" "America/Los_Angeles" 15;
    "069" "Frankfurt am Main" "DE" "Germany" "60313" "HE" "Hesse" "Europe/Berlin" 15;
    "020" "London" "GB" "United Kingdom" "EC1A" "ENG" "England" "Europe/London" 12;
    "01" "Dublin" "IE" "Ireland" "D02" "L" "Leinster" "Europe/Dublin" 8;
    "065" "Singapore" "SG" "Singapore" "018956" "01" "Central Singapore" "Asia/Singapore" 8;
    "03" "Tokyo" "JP" "Japan" "100-0001" "13" "Tokyo" "Asia/Tokyo" 6;
    "02" "Sydney" "AU" "Australia" "2000" "NSW" "New South Wales" "Australia/Sydney" 4;
    "011" "São Paulo" "BR" "Brazil" "01310" "SP" "São Paulo" "America/Sao_Paulo" 2;
};

/// A company: its name and its main domain.
pub(super) struct Company {
    pub(super) name: &'static str,
    pub(super) domain: &'static str,
    /// Its place in this list of the company above it.
    pub(super) parent: Option<usize>,
    /// How many of the assets are its own.
    pub(super) weight: u32,
}

macro_rules! companies {
    ($( $name:literal $domain:literal $parent:expr, $weight:literal; )*) => {
        &[$( Company {
            name: $name,
            domain: $domain,
            parent: $parent,
            weight: $weight,
        }, )*]
    };
}

/// A company and all that it owns: every parent stands before its children.
pub(super) const COMPANIES: &[Company] = companies! {
    "Example Holdings" "example.com" None, 40;
    "Example Logistics" "example.net" Some(0), 18;
    "Example Foundation" "example.org" Some(0), 6;
    "Orchid Bank" "orchid-bank.example" Some(0), 14;
    "Tern Energy" "tern-energy.example" Some(0), 10;
    "Example Freight" "freight.example" Some(1), 6;
    "Harbour Customs" "harbour-customs.example" Some(1), 4;
    "Orchid Cards" "orchid-cards.example" Some(3), 5;
    "Orchid Insurance" "orchid-insurance.example" Some(3), 3;
    "Tern Solar" "tern-solar.example" Some(4), 3;
    "Tern Grid" "tern-grid.example" Some(4), 2;
    "Quay Software" "quay-software.test" Some(6), 2;
    "Orchid Pay" "orchid-pay.test" Some(7), 2;
    "Lantern Labs" "lantern-labs.test" Some(9), 1;
};

/// Internet providers, with the numbers of their autonomous systems, which are those that are
/// kept for documentation.
pub(super) const PROVIDERS: &[(&str, u32)] = &[
    ("Example Telecom", 64496),
    ("Beacon Hosting", 64497),
    ("Northern Fibre", 64500),
    ("Skylark Cloud Networks", 64511),
    ("Meridian Transit", 65536),
    ("Coral Cable", 65550),
];

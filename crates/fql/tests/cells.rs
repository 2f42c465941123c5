//! Every cell of the typed interface against the documented table, in both directions: what the
//! table allows compiles, and what it does not allow does not.
//!
//! Whether something compiles is asked of the compiler itself: an inherent method is taken where
//! its bounds hold, and that of a trait where they do not.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::SystemTime;

use fql::capability::{
    ExactMatch, ListMatch, RangeMatch, SupportsExact, SupportsList, SupportsRange,
    SupportsWildcard, WildcardMatch,
};
use fql::collections::external_assets as asset;
use fql::field_type::{AnyField, BooleanField, IntegerField, IpField, TextField, TimestampField};
use fql::{
    Capability, Field, FieldDefinition, FieldType, FieldTypeMarker, IntoList, IntoPattern,
    IntoValue, Network, NonEmpty, Pattern, RelativeTime, Timestamp, Values,
};

struct Asked<D, C>(PhantomData<(D, C)>);

fn asked<D: FieldDefinition, C>(_: Field<D>) -> Asked<D, C> {
    Asked(PhantomData)
}

macro_rules! supported {
    ($($marker:ident $supports:ident)*) => { $(
        impl<D: FieldDefinition + $supports<D::Capabilities>> Asked<D, $marker> {
            fn compiles(self) -> bool {
                true
            }
        }
    )* };
}

supported! {
    ExactMatch SupportsExact
    WildcardMatch SupportsWildcard
    ListMatch SupportsList
    RangeMatch SupportsRange
}

trait Refused: Sized {
    fn compiles(self) -> bool {
        false
    }
}

impl<D, C> Refused for &Asked<D, C> {}

fn kind_of<D: FieldDefinition>(_: Field<D>) -> FieldType {
    D::FieldType::FIELD_TYPE
}

/// A field as the compiler knows it.
struct Cells {
    path: String,
    name: &'static str,
    kind: FieldType,
    compiles: [bool; 4],
}

macro_rules! fields {
    ($($first:ident $(:: $rest:ident)*)*) => { vec![$( {
        let field = asset::$first $(:: $rest)*;
        Cells {
            path: [stringify!($first) $(, stringify!($rest))*].join(".").replace("r#", ""),
            name: field.name(),
            kind: kind_of(field),
            compiles: [
                asked::<_, ExactMatch>(field).compiles(),
                asked::<_, WildcardMatch>(field).compiles(),
                asked::<_, ListMatch>(field).compiles(),
                asked::<_, RangeMatch>(field).compiles(),
            ],
        }
    } ),*] };
}

/// Each by its path: the only list here, and held against the documented one.
fn cells() -> Vec<Cells> {
    fields! {
        asset_id
        asset_type
        confidence
        connectivity_status
        criticality
        criticality_description
        criticality_timestamp
        criticality_username
        data_providers
        discovered_by
        dns_domain::fqdn
        dns_domain::isps
        dns_domain::parent_domain
        dns_domain::resolved_ips
        dns_domain::services::applications::category
        dns_domain::services::applications::cpe
        dns_domain::services::applications::name
        dns_domain::services::applications::vendor
        dns_domain::services::applications::version
        dns_domain::services::cloud_provider
        dns_domain::services::cpes
        dns_domain::services::first_seen
        dns_domain::services::hosting_provider
        dns_domain::services::id
        dns_domain::services::last_seen
        dns_domain::services::platform_name
        dns_domain::services::port
        dns_domain::services::protocol
        dns_domain::services::protocol_port
        dns_domain::services::status
        dns_domain::services::status_code
        dns_domain::services::transport
        dns_domain::r#type
        first_seen
        id
        internet_exposure
        ip::aid
        ip::asn
        ip::cloud_provider
        ip::cloud_vm::description
        ip::cloud_vm::instance_id
        ip::cloud_vm::lifecycle
        ip::cloud_vm::mac_address
        ip::cloud_vm::owner_id
        ip::cloud_vm::platform
        ip::cloud_vm::private_ip
        ip::cloud_vm::public_ip
        ip::cloud_vm::region
        ip::cloud_vm::security_groups
        ip::cloud_vm::source
        ip::cloud_vm::status
        ip::fqdns
        ip::ip_address
        ip::isp
        ip::location::area_code
        ip::location::city
        ip::location::country_code
        ip::location::country_name
        ip::location::postal_code
        ip::location::region_code
        ip::location::region_name
        ip::location::timezone
        ip::ptr
        ip::services::applications::category
        ip::services::applications::cpe
        ip::services::applications::name
        ip::services::applications::vendor
        ip::services::applications::version
        ip::services::cloud_provider
        ip::services::cpes
        ip::services::first_seen
        ip::services::last_seen
        ip::services::platform_name
        ip::services::port
        ip::services::protocol
        ip::services::protocol_port
        ip::services::status
        ip::services::status_code
        ip::services::transport
        last_seen
        manual
        perimeter
        subsidiaries::id
        subsidiaries::name
        triage::action
        triage::assigned_to
        triage::status
        triage::updated_by
        triage::updated_timestamp
    }
}

/// A row of the documentation.
struct Documented {
    name: &'static str,
    kind: &'static str,
    takes: [bool; 4],
    is_in_tables: bool,
}

fn documented() -> Vec<Documented> {
    include_str!("../testdata/external_assets.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let columns: Vec<&str> = line.split(',').collect();
            let [name, kind, takes @ .., is_in_tables] = columns.as_slice() else {
                panic!("{line}")
            };
            let takes: Vec<bool> = takes.iter().map(|cell| *cell == "yes").collect();
            Documented {
                name,
                kind,
                takes: takes.try_into().expect("four capabilities"),
                is_in_tables: *is_in_tables == "yes",
            }
        })
        .collect()
}

#[test]
fn the_documented_tables_have_the_counts_of_the_documentation() {
    let rows = documented();
    let in_tables: Vec<&Documented> = rows.iter().filter(|row| row.is_in_tables).collect();
    assert_eq!(in_tables.len(), 88);
    let counts = [0, 1, 2, 3].map(|at| in_tables.iter().filter(|row| row.takes[at]).count());
    assert_eq!(counts, [86, 78, 73, 16], "exact, wildcard, list, range");
}

#[test]
fn the_table_of_the_source_is_the_documented_one() {
    let rows = asset::TABLE.rows;
    let documented = documented();
    assert_eq!(rows.len(), documented.len());
    for (row, wanted) in rows.iter().zip(documented) {
        assert_eq!(row.name, wanted.name);
        assert_eq!(row.field_type.name(), wanted.kind, "{}", row.name);
        assert_eq!(
            Capability::ALL.map(|each| row.supports(each)),
            wanted.takes,
            "{}",
            row.name
        );
        assert!(!row.source.is_empty(), "{}", row.name);
    }
}

#[test]
fn what_the_documented_table_allows_compiles_and_nothing_else() {
    let cells = cells();
    let documented = documented();
    assert_eq!(cells.len(), documented.len());
    for (field, wanted) in cells.iter().zip(&documented) {
        assert_eq!(field.path, wanted.name, "the path of the field");
        assert_eq!(field.name, wanted.name, "the name of the field");
        assert_eq!(field.kind.name(), wanted.kind, "{}", wanted.name);
        assert_eq!(field.compiles, wanted.takes, "{}", wanted.name);
    }
}

struct Offered<V, K>(PhantomData<(V, K)>);

impl<V: IntoValue<K>, K> Offered<V, K> {
    fn compiles(self) -> bool {
        true
    }
}

impl<V, K> Refused for &Offered<V, K> {}

macro_rules! kinds_taking {
    ($type:ty) => {
        [
            Offered::<$type, TextField>(PhantomData).compiles(),
            Offered::<$type, IntegerField>(PhantomData).compiles(),
            Offered::<$type, BooleanField>(PhantomData).compiles(),
            Offered::<$type, TimestampField>(PhantomData).compiles(),
            Offered::<$type, IpField>(PhantomData).compiles(),
            Offered::<$type, AnyField>(PhantomData).compiles(),
        ]
    };
}

macro_rules! assert_taken {
    ($kind:expr; $($type:ty),* $(,)?) => { $(
        let wanted = FieldType::ALL.map(|kind| Some(kind) == $kind || ($kind.is_some() && kind == FieldType::Any));
        assert_eq!(kinds_taking!($type), wanted, stringify!($type));
    )* };
}

#[test]
fn a_kind_takes_its_own_types_of_value_and_no_others() {
    assert_taken!(Some(FieldType::Text); &str, &&str, String, &String, Cow<'_, str>);
    assert_taken!(Some(FieldType::Integer); i8, u8, i16, u16, i32, u32, i64, u64, isize, usize);
    assert_taken!(Some(FieldType::Boolean); bool);
    assert_taken!(Some(FieldType::Timestamp); Timestamp, RelativeTime, SystemTime);
    #[cfg(feature = "jiff")]
    assert_taken!(Some(FieldType::Timestamp); jiff::Timestamp);
    #[cfg(feature = "chrono")]
    assert_taken!(
        Some(FieldType::Timestamp);
        chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::FixedOffset>,
    );
    assert_taken!(Some(FieldType::Ip); IpAddr, Ipv4Addr, Ipv6Addr, Network);
    assert_taken!(
        None::<FieldType>;
        char, f32, f64, i128, u128, (), Option<&str>, Option<u16>, Vec<&str>, [u16; 2], Pattern,
        Values<u16>, &[u8], std::time::Duration, &u16, &bool, &IpAddr,
    );
}

struct PatternOffered<P>(PhantomData<P>);

impl<P: IntoPattern> PatternOffered<P> {
    fn compiles(self) -> bool {
        true
    }
}

impl<P> Refused for &PatternOffered<P> {}

#[test]
fn a_pattern_is_a_literal_or_built_on_purpose() {
    assert!(PatternOffered::<&'static str>(PhantomData).compiles());
    assert!(PatternOffered::<Pattern>(PhantomData).compiles());
    assert!(PatternOffered::<&Pattern>(PhantomData).compiles());
    assert!(!PatternOffered::<String>(PhantomData).compiles());
    assert!(!PatternOffered::<&String>(PhantomData).compiles());
    assert!(!PatternOffered::<Cow<'static, str>>(PhantomData).compiles());
    assert!(!PatternOffered::<char>(PhantomData).compiles());
}

struct ListOffered<L, K>(PhantomData<(L, K)>);

impl<L: IntoList<K>, K> ListOffered<L, K> {
    fn compiles(self) -> bool {
        true
    }
}

impl<L, K> Refused for &ListOffered<L, K> {}

struct ArrayOffered<L>(PhantomData<L>);

impl<L: NonEmpty> ArrayOffered<L> {
    fn compiles(self) -> bool {
        true
    }
}

impl<L> Refused for &ArrayOffered<L> {}

#[test]
fn a_list_has_a_value_and_all_of_the_field_s_kind() {
    assert!(ListOffered::<[u16; 1], IntegerField>(PhantomData).compiles());
    assert!(ListOffered::<[u16; 32], IntegerField>(PhantomData).compiles());
    assert!(ListOffered::<Values<u16>, IntegerField>(PhantomData).compiles());
    assert!(ListOffered::<&Values<&str>, TextField>(PhantomData).compiles());
    assert!(ListOffered::<[&str; 2], AnyField>(PhantomData).compiles());
    assert!(!ListOffered::<[u16; 0], IntegerField>(PhantomData).compiles());
    assert!(!ListOffered::<[u16; 33], IntegerField>(PhantomData).compiles());
    assert!(!ListOffered::<Vec<u16>, IntegerField>(PhantomData).compiles());
    assert!(!ListOffered::<[&str; 2], IntegerField>(PhantomData).compiles());
    assert!(!ListOffered::<Values<&str>, TimestampField>(PhantomData).compiles());
    assert!(ArrayOffered::<[&str; 1]>(PhantomData).compiles());
    assert!(ArrayOffered::<[&str; 32]>(PhantomData).compiles());
    assert!(!ArrayOffered::<[&str; 0]>(PhantomData).compiles());
    assert!(!ArrayOffered::<[&str; 33]>(PhantomData).compiles());
}

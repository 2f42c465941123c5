//! Capabilities of every typed field of external assets, compared with the documented table: a method
//! compiles exactly where the table supports it.
//!
//! Method resolution answers whether a bound holds: an inherent method with the bound takes
//! precedence, and where the bound does not hold, the method of the trait `Fallback` is chosen.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::SystemTime;

use fql::capability::{ExactMatch, ListMatch, RangeMatch, Supports, TextMatching, WildcardMatch};
use fql::collections::external_assets as asset;
use fql::field_type::{
    AnyField, BooleanField, FloatField, IntegerField, IpField, TextField, TimestampField,
};
use fql::syntax::RelativeTime;
use fql::table::{Capability, FieldDefinition, FieldType, FieldTypeMarker};
use fql::values::{IntoList, IntoPattern, IntoValue, NonEmpty};
use fql::{Field, Network, Pattern, Timestamp, Values};

struct CapabilityProbe<D, C>(PhantomData<(D, C)>);

fn capability_probe<D: FieldDefinition, C>(_: Field<D>) -> CapabilityProbe<D, C> {
    CapabilityProbe(PhantomData)
}

macro_rules! supported {
    ($($marker:ident)*) => { $(
        // No field of external assets supports text matches.
        #[allow(dead_code)]
        impl<D: FieldDefinition + Supports<$marker>> CapabilityProbe<D, $marker> {
            fn compiles(self) -> bool {
                true
            }
        }
    )* };
}

supported! {
    ExactMatch
    WildcardMatch
    ListMatch
    RangeMatch
    TextMatching
}

trait Fallback: Sized {
    fn compiles(self) -> bool {
        false
    }
}

impl<D, C> Fallback for &CapabilityProbe<D, C> {}

fn field_type_of<D: FieldDefinition>(_: Field<D>) -> FieldType {
    D::FieldType::FIELD_TYPE
}

/// A typed field as the compiler sees it.
struct TypedField {
    path: String,
    name: &'static str,
    field_type: FieldType,
    compiles: [bool; 5],
}

macro_rules! fields {
    ($($first:ident $(:: $rest:ident)*)*) => {
        /// Every typed field by its path, in the order of the documented table.
        fn typed_fields() -> Vec<TypedField> {
            vec![$( {
        let field = asset::$first $(:: $rest)*;
        TypedField {
            path: [stringify!($first) $(, stringify!($rest))*].join(".").replace("r#", ""),
            name: field.name(),
            field_type: field_type_of(field),
            compiles: [
                capability_probe::<_, ExactMatch>(field).compiles(),
                capability_probe::<_, WildcardMatch>(field).compiles(),
                capability_probe::<_, ListMatch>(field).compiles(),
                capability_probe::<_, RangeMatch>(field).compiles(),
                capability_probe::<_, TextMatching>(field).compiles(),
            ],
        }
    } ),*]
        }
    };
}

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

/// A row of the documented table.
struct DocumentedRow {
    name: &'static str,
    field_type: &'static str,
    supports: [bool; 4],
    is_in_tables: bool,
}

fn documented_rows() -> Vec<DocumentedRow> {
    include_str!("../testdata/external_assets.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let columns: Vec<&str> = line.split(',').collect();
            let [name, field_type, supports @ .., is_in_tables] = columns.as_slice() else {
                panic!("{line}")
            };
            let supports: Vec<bool> = supports.iter().map(|cell| *cell == "yes").collect();
            DocumentedRow {
                name,
                field_type,
                supports: supports.try_into().expect("four capabilities"),
                is_in_tables: *is_in_tables == "yes",
            }
        })
        .collect()
}

impl DocumentedRow {
    /// The columns in the order of the capabilities; no text match is documented.
    fn capabilities(&self) -> [bool; 5] {
        let [exact, wildcard, list, range] = self.supports;
        [exact, wildcard, list, range, false]
    }
}

#[test]
fn documented_table_has_the_documented_counts() {
    let rows = documented_rows();
    let in_tables: Vec<&DocumentedRow> = rows.iter().filter(|row| row.is_in_tables).collect();
    assert_eq!(in_tables.len(), 88);
    let counts =
        [0, 1, 2, 3].map(|index| in_tables.iter().filter(|row| row.supports[index]).count());
    assert_eq!(counts, [86, 78, 73, 16], "exact, wildcard, list, range");
}

#[test]
fn table_equals_the_documented_table() {
    let rows = asset::TABLE.rows;
    let documented = documented_rows();
    assert_eq!(rows.len(), documented.len());
    for (row, expected) in rows.iter().zip(documented) {
        assert_eq!(row.name, expected.name);
        assert_eq!(row.field_type.name(), expected.field_type, "{}", row.name);
        assert_eq!(
            Capability::ALL.map(|capability| row.supports(capability)),
            expected.capabilities(),
            "{}",
            row.name
        );
        assert!(!row.details.source.is_empty(), "{}", row.name);
    }
}

#[test]
fn field_methods_compile_as_documented() {
    let fields = typed_fields();
    let documented = documented_rows();
    assert_eq!(fields.len(), documented.len());
    for (field, expected) in fields.iter().zip(&documented) {
        assert_eq!(field.path, expected.name, "the path of the field");
        assert_eq!(field.name, expected.name, "the name of the field");
        assert_eq!(
            field.field_type.name(),
            expected.field_type,
            "{}",
            expected.name
        );
        assert_eq!(field.compiles, expected.capabilities(), "{}", expected.name);
    }
}

struct ValueProbe<V, T>(PhantomData<(V, T)>);

impl<V: IntoValue<T>, T> ValueProbe<V, T> {
    fn compiles(self) -> bool {
        true
    }
}

impl<V, T> Fallback for &ValueProbe<V, T> {}

macro_rules! accepting_field_types {
    ($type:ty) => {
        [
            ValueProbe::<$type, TextField>(PhantomData).compiles(),
            ValueProbe::<$type, IntegerField>(PhantomData).compiles(),
            ValueProbe::<$type, BooleanField>(PhantomData).compiles(),
            ValueProbe::<$type, TimestampField>(PhantomData).compiles(),
            ValueProbe::<$type, IpField>(PhantomData).compiles(),
            ValueProbe::<$type, FloatField>(PhantomData).compiles(),
            ValueProbe::<$type, AnyField>(PhantomData).compiles(),
        ]
    };
}

macro_rules! assert_accepted_by {
    ($field_type:expr; $($type:ty),* $(,)?) => { $(
        let expected: Option<FieldType> = $field_type;
        let expected = FieldType::ALL.map(|field_type| match field_type {
            FieldType::Any => expected.is_some(),
            FieldType::Float if expected == Some(FieldType::Integer) => true,
            field_type => Some(field_type) == expected,
        });
        assert_eq!(accepting_field_types!($type), expected, stringify!($type));
    )* };
}

#[test]
fn field_types_accept_only_their_value_types() {
    assert_accepted_by!(Some(FieldType::Text); &str, &&str, String, &String, Cow<'_, str>);
    assert_accepted_by!(Some(FieldType::Integer); i8, u8, i16, u16, i32, u32, i64, u64, isize, usize);
    assert_accepted_by!(Some(FieldType::Float); f32, f64);
    assert_accepted_by!(Some(FieldType::Boolean); bool);
    assert_accepted_by!(Some(FieldType::Timestamp); Timestamp, RelativeTime, SystemTime);
    #[cfg(feature = "jiff")]
    assert_accepted_by!(Some(FieldType::Timestamp); jiff::Timestamp);
    #[cfg(feature = "chrono")]
    assert_accepted_by!(
        Some(FieldType::Timestamp);
        chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::FixedOffset>,
    );
    assert_accepted_by!(Some(FieldType::Ip); IpAddr, Ipv4Addr, Ipv6Addr, Network);
    assert_accepted_by!(
        None::<FieldType>;
        i128, u128, (), Option<&str>, Option<u16>, Vec<&str>, [u16; 2], Pattern,
        Values<u16>, &[u8], std::time::Duration,
    );
}

struct PatternProbe<P>(PhantomData<P>);

impl<P: IntoPattern> PatternProbe<P> {
    fn compiles(self) -> bool {
        true
    }
}

impl<P> Fallback for &PatternProbe<P> {}

#[test]
fn patterns_are_literals_or_explicit() {
    assert!(PatternProbe::<&'static str>(PhantomData).compiles());
    assert!(PatternProbe::<Pattern>(PhantomData).compiles());
    assert!(PatternProbe::<&Pattern>(PhantomData).compiles());
    assert!(!PatternProbe::<String>(PhantomData).compiles());
    assert!(!PatternProbe::<&String>(PhantomData).compiles());
    assert!(!PatternProbe::<Cow<'static, str>>(PhantomData).compiles());
    assert!(!PatternProbe::<char>(PhantomData).compiles());
}

struct ListProbe<L, T>(PhantomData<(L, T)>);

impl<L: IntoList<T>, T> ListProbe<L, T> {
    fn compiles(self) -> bool {
        true
    }
}

impl<L, T> Fallback for &ListProbe<L, T> {}

struct ArrayProbe<L>(PhantomData<L>);

impl<'v, L: NonEmpty<&'v str>> ArrayProbe<L> {
    fn compiles(self) -> bool {
        true
    }
}

impl<L> Fallback for &ArrayProbe<L> {}

#[test]
fn lists_are_non_empty_and_of_the_field_type() {
    assert!(ListProbe::<[u16; 1], IntegerField>(PhantomData).compiles());
    assert!(ListProbe::<[u16; 32], IntegerField>(PhantomData).compiles());
    assert!(ListProbe::<Values<u16>, IntegerField>(PhantomData).compiles());
    assert!(ListProbe::<&Values<&str>, TextField>(PhantomData).compiles());
    assert!(ListProbe::<[&str; 2], AnyField>(PhantomData).compiles());
    assert!(ListProbe::<&[u16; 2], IntegerField>(PhantomData).compiles());
    assert!(!ListProbe::<&[u16; 0], IntegerField>(PhantomData).compiles());
    assert!(!ListProbe::<[u16; 0], IntegerField>(PhantomData).compiles());
    assert!(!ListProbe::<[u16; 33], IntegerField>(PhantomData).compiles());
    assert!(!ListProbe::<Vec<u16>, IntegerField>(PhantomData).compiles());
    assert!(!ListProbe::<[&str; 2], IntegerField>(PhantomData).compiles());
    assert!(!ListProbe::<Values<&str>, TimestampField>(PhantomData).compiles());
    assert!(ArrayProbe::<[&str; 1]>(PhantomData).compiles());
    assert!(ArrayProbe::<[&str; 32]>(PhantomData).compiles());
    assert!(ArrayProbe::<&[&str; 32]>(PhantomData).compiles());
    assert!(!ArrayProbe::<&[&str; 0]>(PhantomData).compiles());
    assert!(!ArrayProbe::<&[&str]>(PhantomData).compiles());
    assert!(!ArrayProbe::<Vec<&str>>(PhantomData).compiles());
    assert!(!ArrayProbe::<[&str; 0]>(PhantomData).compiles());
    assert!(!ArrayProbe::<[&str; 33]>(PhantomData).compiles());
}

//! The Rust types that fields accept as values, lists and ranges.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::num::{NonZeroU16, NonZeroU64};
use std::rc::Rc;
use std::sync::Arc;
use std::time::SystemTime;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::Sensors;
use fql::{FieldValue, IntoFilter, Property, Timestamp, Values, fql};

use crate::assert_canonical;

const HOSTNAME: Property<Sensors> = Property::literal("hostname");

struct AssetId(String);

impl FieldValue for AssetId {
    type Value = str;

    fn field_value(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

struct Port(u16);

impl FieldValue for Port {
    type Value = u16;

    fn field_value(&self) -> Cow<'_, u16> {
        Cow::Owned(self.0)
    }
}

enum Age {
    Weeks(u32),
}

impl FieldValue for Age {
    type Value = Timestamp;

    fn field_value(&self) -> Cow<'_, Timestamp> {
        let Self::Weeks(weeks) = self;
        Cow::Owned(Timestamp::weeks_ago(*weeks))
    }
}

#[test]
fn strings_of_all_owners_are_values() {
    let string = String::from("a'b*");
    let expected = r"id:'a\'b\*'";
    let id = asset::id;
    let name = |filter: fql::Filter<Sensors>| filter.as_str().replace("hostname", "id");
    macro_rules! assert_accepted {
        ($($value:expr),* $(,)?) => { $(
            assert_canonical(id.eq($value), expected);
            assert_canonical(id.is_in([$value]), r"id:['a\'b\*']");
            let value = $value;
            assert_eq!(fql!(asset, "id:{value}").as_str(), expected);
            let value = $value;
            assert_eq!(fql!(asset, "id:[{value},'c']").as_str(), r"id:['a\'b\*','c']");
            assert_eq!(name(HOSTNAME.eq($value).into()), expected);
            assert_eq!(name(HOSTNAME.gt($value).into()), r"id:>'a\'b*'");
            assert_eq!(name(HOSTNAME.is_in([$value, $value]).into()), r"id:['a\'b\*','a\'b\*']");
        )* };
    }
    let boxed: Box<str> = string.as_str().into();
    let counted: Rc<str> = string.as_str().into();
    let shared: Arc<str> = string.as_str().into();
    let cow = Cow::Borrowed(string.as_str());
    assert_accepted!(
        string.as_str(),
        &string.as_str(),
        string.clone(),
        &string,
        cow.clone(),
        &cow,
        boxed.clone(),
        &boxed,
        counted.clone(),
        &counted,
        shared.clone(),
        &shared,
        AssetId(string.clone()),
        &AssetId(string.clone()),
        &&AssetId(string.clone()),
    );
    assert_canonical(id.eq('é'), "id:'é'");
    assert_canonical(id.is_in([&'\'', &'*']), r"id:['\'','\*']");
    assert_canonical(HOSTNAME.lt('*'), "hostname:<'*'");
}

#[test]
fn references_and_nonzero_integers_are_values() {
    let port = asset::ip::services::port;
    let numbers = [22_u16, 3389];
    let non_zero = NonZeroU16::new(443).expect("not zero");
    assert_canonical(port.gt(&numbers[0]), "ip.services.port:>22");
    assert_canonical(port.eq(non_zero), "ip.services.port:443");
    assert_canonical(port.is_in([&non_zero]), "ip.services.port:[443]");
    assert_canonical(
        HOSTNAME.eq(NonZeroU64::MAX),
        "hostname:18446744073709551615",
    );
    assert_canonical(port.eq(Port(22)), "ip.services.port:22");
    assert_canonical(HOSTNAME.is_in([Port(22), Port(80)]), "hostname:[22,80]");
    assert_canonical(asset::manual.eq(&true), "manual:true");
    assert_canonical(asset::last_seen.gt(&Timestamp::NOW), "last_seen:>'now'");
    assert_canonical(asset::last_seen.gt(Age::Weeks(2)), "last_seen:>'now-2w'");
    assert_canonical(
        asset::last_seen.lt(&SystemTime::UNIX_EPOCH),
        "last_seen:<'1970-01-01T00:00:00Z'",
    );
    let age = Age::Weeks(1);
    let filter = fql!(asset, "last_seen:>{&age}+ip.services.port:[{&numbers}]");
    assert_canonical(filter, "last_seen:>'now-1w'+ip.services.port:[22,3389]");
    let address = &Ipv4Addr::LOCALHOST;
    assert_canonical(
        asset::ip::ip_address.eq(address),
        "ip.ip_address:'127.0.0.1'",
    );
}

#[test]
fn any_collection_of_values_is_a_list() {
    let port = asset::ip::services::port;
    let expected = "ip.services.port:[22,3389]";
    let vector = vec![22_u16, 3389];
    let set: BTreeSet<u16> = vector.iter().copied().collect();
    assert_canonical(port.is_in([22, 3389]), expected);
    assert_canonical(port.is_in(&[22, 3389]), expected);
    for clause in [
        port.try_is_in(&vector),
        port.try_is_in(vector.as_slice()),
        port.try_is_in(vector.iter()),
        port.try_is_in(&set),
    ] {
        assert_canonical(clause.expect("a non-empty list"), expected);
    }
    assert_canonical(port.try_is_in(vector).expect("a non-empty list"), expected);
    assert_canonical(
        port.try_is_in(1..=3_u16).expect("a non-empty list"),
        "ip.services.port:[1,2,3]",
    );
    let ids = vec![AssetId("a".into()), AssetId("b".into())];
    assert_canonical(
        asset::id.try_is_in(&ids).expect("a non-empty list"),
        "id:['a','b']",
    );
    let strings = vec!["a".to_owned(), "b*".to_owned()];
    assert_canonical(
        asset::id.try_is_in(&strings).expect("a non-empty list"),
        r"id:['a','b\*']",
    );
    assert_canonical(
        HOSTNAME.try_is_in(&ids).expect("a non-empty list"),
        "hostname:['a','b']",
    );
    assert_canonical(
        port.is_in([80; 32]),
        &format!("ip.services.port:[{}]", ["80"; 32].join(",")),
    );
    let ports = Values::new(vec![1_u16]).expect("a non-empty list");
    assert_eq!(
        fql!(asset, "ip.services.port:[{&ports}]").as_str(),
        "ip.services.port:[1]"
    );
    assert_eq!(
        fql!(asset, "ip.services.port:![{ports}]").as_str(),
        "ip.services.port:![1]"
    );
}

#[test]
fn empty_list_is_an_error_that_names_the_field() {
    let empty = Vec::<u16>::new();
    let error = asset::ip::services::port
        .try_is_in(&empty)
        .expect_err("no values");
    assert_eq!(error.field(), Some("ip.services.port"));
    assert_eq!(
        error.to_string(),
        "expected at least one value for `ip.services.port`, found an empty list"
    );
    let error = Values::new(empty).expect_err("no values");
    assert_eq!(error.field(), None);
    assert_eq!(
        error.to_string(),
        "expected at least one value, found an empty list"
    );
}

#[test]
fn std_ranges_become_two_range_clauses() {
    let port = asset::ip::services::port;
    let closed = "ip.services.port:>=1+ip.services.port:<=1024";
    assert_canonical(port.in_range(1..=1024), closed);
    assert_canonical(
        port.in_range(1..1024),
        "ip.services.port:>=1+ip.services.port:<1024",
    );
    assert_canonical(
        !port.in_range(1..1024),
        "ip.services.port:!>=1,ip.services.port:!<1024",
    );
    // An empty range matches nothing; it is not dropped.
    assert_canonical(
        port.in_range(5..5),
        "ip.services.port:>=5+ip.services.port:<5",
    );
    assert_eq!(
        IntoFilter::<ExternalAssets>::into_filter(port.in_range(1..=1024)),
        port.between(1, 1024).into_filter()
    );
    assert_canonical(
        asset::last_seen.in_range(Timestamp::days_ago(7)..Timestamp::NOW),
        "last_seen:>='now-7d'+last_seen:<'now'",
    );
}

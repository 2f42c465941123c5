//! Standard traits of filters, sorts, clauses and errors: formatting, comparison, hashing, serde.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::error::Error as _;
use std::hash::{BuildHasher as _, RandomState};

use fql::collections::any::Any;
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::{self, Sensors};
use fql::values::NetworkError;
use fql::{Filter, InvalidFilter, NegateError, Network, Property, Sort, Timestamp, fql};

use crate::Assets;

fn assert_value_type<T: Send + Sync + 'static>() {}

#[test]
fn filter_implements_the_value_traits() {
    assert_value_type::<Assets>();
    assert_value_type::<Filter<Any>>();
    assert_value_type::<Property<Sensors>>();
    assert_value_type::<Sort<Sensors>>();
    assert_value_type::<InvalidFilter>();
    assert!(size_of::<Assets>() <= 48);
    assert_eq!(size_of::<Assets>(), size_of::<Option<Assets>>());

    let composed: Assets = asset::id.eq("a").into();
    let constant = fql!(asset, "id:'a'");
    assert_eq!(composed, constant);
    assert_eq!(composed.to_string(), "id:'a'");
    assert_eq!(
        format!("{composed:>8}|{constant:<8}|"),
        "  id:'a'|id:'a'  |"
    );
    assert_eq!(format!("{composed:?}"), r#"Filter("id:'a'")"#);
    assert_eq!(AsRef::<str>::as_ref(&composed), "id:'a'");
    assert_eq!(String::from(composed.clone()), "id:'a'");
    assert_eq!(constant.clone().into_string(), "id:'a'");
    assert!(matches!(
        Cow::from(constant.clone()),
        Cow::Borrowed("id:'a'")
    ));
    assert!(matches!(Cow::from(composed.clone()), Cow::<str>::Owned(_)));
    let set: HashSet<Assets> = [composed.clone(), constant.clone()].into();
    assert_eq!(set.len(), 1);
    let ordered: BTreeSet<Assets> = [fql!(asset, "id:'b'"), composed, constant].into();
    assert_eq!(
        ordered.into_iter().map(String::from).collect::<Vec<_>>(),
        ["id:'a'", "id:'b'"]
    );
}

#[test]
fn strings_convert_and_compare() {
    let filter = Assets::try_from("id: \"a\"").unwrap();
    assert_eq!(filter, "id:'a'");
    assert_eq!(filter, *"id:'a'");
    assert_ne!(filter, "id: \"a\"");
    assert_eq!(Assets::try_from("id:'a'".to_owned()).unwrap(), filter);
    let error = Assets::try_from("ide:'a'").unwrap_err();
    assert_eq!(
        error.report(),
        "ide:'a'".parse::<Assets>().unwrap_err().report()
    );
}

#[test]
fn equal_filters_and_sorts_hash_equally() {
    let hasher = RandomState::new();
    let filters: [Assets; 3] = [
        fql!(asset, "criticality:'High'"),
        asset::criticality.eq("High").into(),
        fql!(asset, "criticality:'Low'"),
    ];
    assert_eq!(filters[0], filters[1]);
    assert_eq!(hasher.hash_one(&filters[0]), hasher.hash_one(&filters[1]));
    // A word is the same value as its string.
    let word: Assets = "criticality:High".parse().expect("valid filter");
    assert_eq!(filters[0], word);
    assert_eq!(hasher.hash_one(&filters[0]), hasher.hash_one(&word));
    assert_ne!(filters[0], filters[2]);
    assert_ne!(hasher.hash_one(&filters[0]), hasher.hash_one(&filters[2]));

    let parsed: Sort<ExternalAssets> = "last_seen.desc".parse().expect("valid sort");
    let sorts = [asset::last_seen.desc(), parsed, asset::last_seen.asc()];
    assert_eq!(sorts[0], sorts[1]);
    assert_eq!(hasher.hash_one(&sorts[0]), hasher.hash_one(&sorts[1]));
    assert_ne!(sorts[0], sorts[2]);
    assert_ne!(hasher.hash_one(&sorts[0]), hasher.hash_one(&sorts[2]));
}

#[cfg(feature = "serde")]
#[test]
fn composed_filters_of_any_size_deserialize() {
    let mut deep: Assets = asset::id.eq("a").into();
    for level in 0..300 {
        let clause = asset::confidence.eq(level);
        deep = if level % 2 == 0 {
            deep & clause
        } else {
            deep | clause
        };
    }
    let long: Assets = asset::id.eq("x".repeat(2 << 20)).into();
    for filter in [deep, long] {
        let json = serde_json::to_string(&filter).expect("serializable");
        assert_eq!(
            serde_json::from_str::<Assets>(&json).ok(),
            Some(filter.clone())
        );
        let parsed = Assets::parse_with(filter.as_str(), &fql::Limits::TRUSTED);
        assert_eq!(parsed.filter(), Some(&filter));
        // A string of unknown origin has limits.
        assert!(filter.as_str().parse::<Assets>().is_err());
    }
}

#[cfg(feature = "serde")]
#[test]
fn filter_and_sort_serialize_as_strings() {
    let filter = fql!(asset, "triage.assigned_to:'Pat O\\'Neil'+manual:true");
    let json = serde_json::to_string(&filter).expect("serializable");
    assert_eq!(json, r#""triage.assigned_to:'Pat O\\'Neil'+manual:true""#);
    assert_eq!(
        serde_json::from_str::<Assets>(&json).expect("valid filter"),
        filter
    );
    let value = serde_json::json!("id: \"a\"");
    assert_eq!(
        serde_json::from_value::<Assets>(value)
            .expect("valid filter")
            .as_str(),
        "id:'a'"
    );
    for (invalid, code) in [
        (r#""criticalty:'x'""#, "FQL101"),
        (r#""id='x'""#, "FQL012"),
        (r#""id:'x'+""#, "FQL005"),
    ] {
        let error = serde_json::from_str::<Assets>(invalid).expect_err(invalid);
        assert!(error.to_string().contains(code), "{error}");
    }
    assert!(serde_json::from_str::<Assets>("5").is_err());
    let sort = asset::last_seen.desc();
    assert_eq!(
        serde_json::to_string(&sort).expect("serializable"),
        "\"last_seen|desc\""
    );
    assert_eq!(
        serde_json::from_str::<Sort<ExternalAssets>>("\"last_seen.desc\"").expect("valid sort"),
        sort
    );
    assert!(serde_json::from_str::<Sort<ExternalAssets>>("\"last_sen.desc\"").is_err());
}

#[test]
fn clause_display_equals_its_filter() {
    let clause = asset::triage::assigned_to.eq("Pat O'Neil");
    assert_eq!(clause.to_string(), r"triage.assigned_to:'Pat O\'Neil'");
    assert_eq!(
        format!("{:?}", !clause),
        r#"Clause("triage.assigned_to:!'Pat O\\'Neil'")"#
    );
    let list = asset::ip::services::port.is_in([22, 3389]);
    assert_eq!(list.to_string(), Filter::from(list).as_str());
    assert_eq!(asset::criticality.is_null().to_string(), "criticality:null");
}

#[test]
fn field_and_property_report_their_name() {
    assert_eq!(format!("{:?}", asset::ip::asn), r#"Field("ip.asn")"#);
    assert_eq!(
        format!("{:?}", asset::ip::asn.eq(5)),
        r#"Clause("ip.asn:5")"#
    );
    assert_eq!(asset::dns_domain::r#type.name(), "dns_domain.type");
    let property = sensors::property("hostname").expect("valid property");
    assert_eq!(format!("{property:?}"), r#"Property("hostname")"#);
    assert_eq!(property.name(), "hostname");
}

#[test]
fn debug_output_names_the_type() {
    let property: Property<Any> = Property::new("a.b").expect("valid property");
    for (printed, parts) in [
        (
            format!("{:?}", Timestamp::days_ago(7)),
            &["Timestamp", "now-7d"][..],
        ),
        (
            format!("{:?}", asset::ip::services::port.between(1, 5)),
            &["Between", "ip.services.port:>=1"],
        ),
        (
            format!("{:?}", property.eq("x")),
            &["PropertyClause", "a.b"],
        ),
        (
            format!("{:?}", fql!(asset, "criticality:'High'")),
            &["criticality:'High'"],
        ),
        (
            format!("{:?}", asset::last_seen.desc()),
            &["last_seen|desc"],
        ),
    ] {
        for part in parts {
            assert!(printed.contains(part), "{printed}");
        }
    }
}

#[test]
fn errors_describe_the_fault_and_its_source() {
    let match_all = Assets::default().negate().expect_err("match-all filter");
    assert!(matches!(match_all, NegateError::MatchesAll));
    assert!(match_all.to_string().contains("matches everything"));
    assert!(match_all.source().is_none());
    let unchecked = Assets::unchecked("status=")
        .negate()
        .expect_err("invalid filter");
    assert!(unchecked.to_string().contains("unchecked"));
    let cause = unchecked.source().expect("source error");
    assert!(cause.to_string().contains("FQL012"), "{cause}");

    let malformed = "192.0.2.0".parse::<Network>().expect_err("invalid network");
    assert_eq!(malformed, NetworkError::Form);
    assert!(malformed.to_string().contains("`192.0.2.0/24`"));
    let prefix = "192.0.2.0/33"
        .parse::<Network>()
        .expect_err("invalid network");
    assert_eq!(prefix, NetworkError::Prefix);
    assert!(prefix.to_string().contains("32 bits"));
}

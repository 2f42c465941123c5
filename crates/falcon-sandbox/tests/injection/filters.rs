//! Filters built from hostile values.

use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::{self, Sensors};
use fql::{Collection, Comparison, Filter, Operator, Sort};

use crate::builders::{self, Built};
use crate::parser::{is_property_name, parse_clauses};
use crate::values;

fn assert_one_clause<C: Collection>(value: &str, built: &[Built<C>]) {
    for Built { filter, expected } in built {
        let only = std::slice::from_ref(expected);
        assert_eq!(parse_clauses(filter.as_str()), only, "{value:?}: {filter}");
        // It does not change clauses before or after it.
        let clauses = parse_clauses(&format!("z:'z'+{filter}+z:'z'"));
        assert_eq!(clauses.len(), 3, "{filter}");
        assert_eq!(clauses[1], *expected);
        let other: Filter<C> = Filter::unchecked("z:'z'");
        let joined = other & filter.clone();
        let appended = joined.as_str().strip_prefix("(z:'z')+").unwrap();
        assert_eq!(parse_clauses(appended), only);
        // A stored filter parses to itself.
        let parsed: Filter<C> = filter.as_str().parse().unwrap();
        assert_eq!(parsed, *filter);
    }
}

#[test]
fn every_builder_creates_one_clause() {
    let mut count = 0;
    for value in values::all() {
        let (assets, sensors, custom) = (
            builders::assets(&value),
            builders::sensors(&value),
            builders::custom(&value),
        );
        assert_one_clause(&value, &assets);
        assert_one_clause(&value, &sensors);
        assert_one_clause(&value, &custom);
        count += assets.len() + sensors.len() + custom.len();
    }
    assert!(count > 500 * 50, "{count} clauses");
}

#[test]
fn invalid_property_names_are_rejected() {
    let equal = Operator::new(Comparison::Equal);
    for value in values::all() {
        let is_name = is_property_name(&value);
        assert_eq!(
            sensors::property(value.clone()).is_ok(),
            is_name,
            "{value:?}"
        );
        let clause = Filter::<Sensors>::clause(&value, equal, "x");
        assert_eq!(clause.is_ok(), is_name, "{value:?}");
        let clause = Filter::<ExternalAssets>::clause(&value, equal, "x");
        assert!(clause.is_err(), "{value:?}");
        // A valid sort is a property name and a direction.
        if let Ok(sort) = value.parse::<Sort<Sensors>>() {
            let (name, direction) = sort.as_str().rsplit_once(['.', '|']).unwrap();
            assert!(is_property_name(name), "{value:?}");
            assert!(["asc", "desc"].contains(&direction), "{value:?}");
        }
    }
}

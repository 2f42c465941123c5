//! Filters made of hostile values, as text.

use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::{self, Sensors};
use fql::{Collection, Comparison, Filter, Operator, Sort};

use crate::built::{self, Built};
use crate::reader::{clauses, taken_for_property};
use crate::values;

fn one_clause_with_the_value<C: Collection>(text: &str, built: &[Built<C>]) {
    for Built { filter, says } in built {
        let read = clauses(filter.as_str());
        assert_eq!(read, std::slice::from_ref(says), "{text:?}: {filter}");
        // Between others it changes nothing of them.
        let other: Filter<C> = Filter::unchecked("z:'z'");
        let joined = clauses(&format!("z:'z'+{filter}+z:'z'"));
        assert_eq!(joined.len(), 3, "{filter}");
        assert_eq!(joined[1], *says);
        let joined = other & filter.clone();
        let behind = joined.as_str().strip_prefix("(z:'z')+").unwrap();
        assert_eq!(clauses(behind), std::slice::from_ref(says));
        // What is kept as text, in a file or a database, is read as the same.
        let kept: Filter<C> = filter.as_str().parse().unwrap();
        assert_eq!(kept, *filter);
    }
}

#[test]
fn every_builder_makes_one_clause_with_just_the_value() {
    let mut made = 0;
    for text in values::all() {
        let (assets, sensors, own) = (
            built::assets(&text),
            built::sensors(&text),
            built::own(&text),
        );
        one_clause_with_the_value(&text, &assets);
        one_clause_with_the_value(&text, &sensors);
        one_clause_with_the_value(&text, &own);
        made += assets.len() + sensors.len() + own.len();
    }
    assert!(made > 500 * 50, "{made} clauses");
}

#[test]
fn what_is_no_name_is_none_anywhere() {
    let equal = Operator::new(Comparison::Equal);
    for text in values::all() {
        let is_name = taken_for_property(&text);
        assert_eq!(sensors::property(text.clone()).is_ok(), is_name, "{text:?}");
        let clause = Filter::<Sensors>::clause(&text, equal, "x");
        assert_eq!(clause.is_ok(), is_name, "{text:?}");
        assert!(
            Filter::<ExternalAssets>::clause(&text, equal, "x").is_err(),
            "{text:?}"
        );
        // A sort is a name and a direction, or nothing is sent.
        if let Ok(sort) = text.parse::<Sort<Sensors>>() {
            let (name, direction) = sort.as_str().rsplit_once(['.', '|']).unwrap();
            assert!(taken_for_property(name), "{text:?}");
            assert!(["asc", "desc"].contains(&direction), "{text:?}");
        }
    }
}

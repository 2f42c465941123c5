//! Every way to build a clause from a string.

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::{self, Sensors};
use fql::{
    Collection, Comparison, Filter, IntoFilter, Literal, Operator, Pattern, Property, Values, fql,
};

use crate::parser::{Clause, Value};

pub(crate) mod custom {
    fql::collection! {
        /// A custom collection, whose only field supports everything.
        pub Custom "custom" sort "|";
        t: text [exact, wildcard, list, range];
    }
}

use custom::Custom;

/// A filter of one clause, and the clause that it must contain.
pub(crate) struct Built<C> {
    pub(crate) filter: Filter<C>,
    pub(crate) expected: Clause,
}

const HOSTNAME: Property<Sensors> = Property::literal("hostname");

/// Describes the clauses that are built from `value`.
struct Expected<'v> {
    property: &'static str,
    value: &'v str,
}

impl Expected<'_> {
    fn clause<C: Collection>(
        &self,
        filter: impl IntoFilter<C>,
        operator: &str,
        values: Vec<Value>,
    ) -> Built<C> {
        Built {
            filter: filter.into_filter(),
            expected: Clause {
                property: self.property.to_owned(),
                operator: operator.to_owned(),
                values,
            },
        }
    }

    fn string<C: Collection>(&self, filter: impl IntoFilter<C>, operator: &str) -> Built<C> {
        self.clause(filter, operator, vec![Value::String(self.value.to_owned())])
    }

    /// The value and `b` in a list.
    fn list<C: Collection>(&self, filter: impl IntoFilter<C>, operator: &str) -> Built<C> {
        let values = [self.value, "b"].map(|value| Value::String(value.to_owned()));
        self.clause(filter, operator, values.to_vec())
    }

    /// The value with wildcards before and after it.
    fn pattern<C: Collection>(
        &self,
        filter: impl IntoFilter<C>,
        before: bool,
        after: bool,
    ) -> Built<C> {
        let mut parts = vec![self.value.to_owned()];
        if before {
            parts.insert(0, String::new());
        }
        if after {
            parts.push(String::new());
        }
        self.clause(filter, "*", vec![Value::Pattern(parts)])
    }
}

/// Returns clauses of a documented collection: typed fields, `fql!`, and clauses built at run time.
pub(crate) fn assets(value: &str) -> Vec<Built<ExternalAssets>> {
    let expected = Expected {
        property: "triage.assigned_to",
        value,
    };
    let field = asset::triage::assigned_to;
    let values = Values::new([value, "b"]).unwrap();
    let clause = |operator: Operator, value: Literal<'_>| {
        Filter::<ExternalAssets>::clause("triage.assigned_to", operator, value.clone()).unwrap()
    };
    let [equal, wildcard] = [Comparison::Equal, Comparison::Wildcard].map(Operator::new);
    let list = Literal::List(vec![value.into(), "b".into()]);
    vec![
        expected.string(field.eq(value), ""),
        expected.string(field.ne(value.to_owned()), "!"),
        expected.list(field.is_in([value, "b"]), ""),
        expected.list(!field.try_is_in([value, "b"]).unwrap(), "!"),
        expected.string(field.wildcard(Pattern::literal(value)), "*"),
        expected.pattern(field.starts_with(value), false, true),
        expected.pattern(field.ends_with(value), true, false),
        expected.pattern(field.contains(value), true, true),
        expected.pattern(field.wildcard(Pattern::containing(value)), true, true),
        expected.string(fql!(asset, "triage.assigned_to:{value}"), ""),
        expected.string(fql!(asset, "triage.assigned_to:!{value}"), "!"),
        expected.list(fql!(asset, "triage.assigned_to:[{value},'b']"), ""),
        expected.list(fql!(asset, "triage.assigned_to:[{&values}]"), ""),
        expected.string(
            fql!(asset, "triage.assigned_to:*{Pattern::literal(value)}"),
            "*",
        ),
        expected.pattern(
            fql!(asset, "triage.assigned_to:*{Pattern::starting_with(value)}"),
            false,
            true,
        ),
        expected.string(clause(equal, value.into()), ""),
        expected.string(clause(!equal, value.into()), "!"),
        expected.list(clause(equal, list), ""),
        expected.string(clause(wildcard, value.into()), "*"),
    ]
}

/// Returns clauses of an open collection.
pub(crate) fn sensors(value: &str) -> Vec<Built<Sensors>> {
    let expected = Expected {
        property: "hostname",
        value,
    };
    let property = sensors::property("hostname").unwrap();
    let clause = |comparison, value: &str| {
        Filter::<Sensors>::clause("hostname", Operator::new(comparison), value).unwrap()
    };
    vec![
        expected.string(HOSTNAME.eq(value), ""),
        expected.string(property.ne(value), "!"),
        expected.string(HOSTNAME.gt(value), ">"),
        expected.string(HOSTNAME.ge(value), ">="),
        expected.string(HOSTNAME.lt(value), "<"),
        expected.string(HOSTNAME.le(value), "<="),
        expected.string(HOSTNAME.text_match(value), "~"),
        expected.list(HOSTNAME.is_in([value, "b"]), ""),
        expected.list(property.try_is_in([value, "b"]).unwrap(), ""),
        expected.string(HOSTNAME.wildcard(Pattern::literal(value)), "*"),
        expected.string(HOSTNAME.text_wildcard(Pattern::literal(value)), "~*"),
        expected.pattern(HOSTNAME.starts_with(value), false, true),
        expected.pattern(property.ends_with(value), true, false),
        expected.pattern(HOSTNAME.contains(value), true, true),
        expected.string(fql!(sensors, "hostname:{value}"), ""),
        expected.string(fql!(sensors, "hostname:>{value}"), ">"),
        expected.string(fql!(sensors, "hostname:~{value}"), "~"),
        expected.list(fql!(sensors, "hostname:[{value},'b']"), ""),
        expected.string(clause(Comparison::Equal, value), ""),
        expected.string(clause(Comparison::Less, value), "<"),
        expected.string(clause(Comparison::Text, value), "~"),
        expected.string(clause(Comparison::TextWildcard, value), "~*"),
    ]
}

/// Returns clauses of a custom collection.
pub(crate) fn custom(value: &str) -> Vec<Built<Custom>> {
    let expected = Expected {
        property: "t",
        value,
    };
    let t = custom::t;
    vec![
        expected.string(t.eq(value), ""),
        expected.string(!t.eq(value), "!"),
        expected.string(t.gt(value), ">"),
        expected.string(t.le(value), "<="),
        expected.list(t.is_in([value, "b"]), ""),
        expected.pattern(t.starts_with(value), false, true),
        expected.pattern(t.contains(value), true, true),
        expected.string(fql!(custom, "t:{value}"), ""),
        expected.string(fql!(custom, "t:<{value}"), "<"),
        expected.list(fql!(custom, "t:[{value},'b']"), ""),
    ]
}

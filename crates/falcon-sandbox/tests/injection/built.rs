//! Every way to make a clause of a text.

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::{self, Sensors};
use fql::{
    Collection, Comparison, Filter, IntoFilter, Literal, Operator, Pattern, Property, Values, fql,
};

use crate::reader::{Clause, Value};

pub(crate) mod texts {
    fql::collection! {
        /// Documents of a program's own, with a text that takes every match.
        pub Texts "texts" sort "|";
        t: text [exact, wildcard, list, range];
    }
}

use texts::Texts;

/// A filter of one clause, and what it must say.
pub(crate) struct Built<C> {
    pub(crate) filter: Filter<C>,
    pub(crate) says: Clause,
}

const NAME: Property<Sensors> = Property::literal("hostname");

/// What clauses say that are made of `text`.
struct Says<'t> {
    property: &'static str,
    text: &'t str,
}

impl Says<'_> {
    fn clause<C: Collection>(
        &self,
        filter: impl IntoFilter<C>,
        operator: &str,
        values: Vec<Value>,
    ) -> Built<C> {
        Built {
            filter: filter.into_filter(),
            says: Clause {
                property: self.property.to_owned(),
                operator: operator.to_owned(),
                values,
            },
        }
    }

    fn text<C: Collection>(&self, filter: impl IntoFilter<C>, operator: &str) -> Built<C> {
        self.clause(filter, operator, vec![Value::Text(self.text.to_owned())])
    }

    /// In a list with another.
    fn list<C: Collection>(&self, filter: impl IntoFilter<C>, operator: &str) -> Built<C> {
        let values = [self.text, "b"].map(|text| Value::Text(text.to_owned()));
        self.clause(filter, operator, values.to_vec())
    }

    /// With stars around it, where they are said.
    fn affix<C: Collection>(
        &self,
        filter: impl IntoFilter<C>,
        before: bool,
        after: bool,
    ) -> Built<C> {
        let mut parts = vec![self.text.to_owned()];
        if before {
            parts.insert(0, String::new());
        }
        if after {
            parts.push(String::new());
        }
        self.clause(filter, "*", vec![Value::Pattern(parts)])
    }
}

/// Typed fields of a documented collection, `fql!`, and clauses made when the program runs.
pub(crate) fn assets(text: &str) -> Vec<Built<ExternalAssets>> {
    let says = Says {
        property: "triage.assigned_to",
        text,
    };
    let field = asset::triage::assigned_to;
    let listed = Values::new([text, "b"]).unwrap();
    let run = |operator: Operator, value: Literal<'_>| {
        Filter::<ExternalAssets>::clause("triage.assigned_to", operator, value.clone()).unwrap()
    };
    let [equal, wildcard] = [Comparison::Equal, Comparison::Wildcard].map(Operator::new);
    let both = Literal::List(vec![text.into(), "b".into()]);
    vec![
        says.text(field.eq(text), ""),
        says.text(field.ne(text.to_owned()), "!"),
        says.list(field.is_in([text, "b"]), ""),
        says.list(!field.try_is_in([text, "b"]).unwrap(), "!"),
        says.text(field.wildcard(Pattern::literal(text)), "*"),
        says.affix(field.starts_with(text), false, true),
        says.affix(field.ends_with(text), true, false),
        says.affix(field.contains(text), true, true),
        says.affix(field.wildcard(Pattern::containing(text)), true, true),
        says.text(fql!(asset, "triage.assigned_to:{text}"), ""),
        says.text(fql!(asset, "triage.assigned_to:!{text}"), "!"),
        says.list(fql!(asset, "triage.assigned_to:[{text},'b']"), ""),
        says.list(fql!(asset, "triage.assigned_to:[{&listed}]"), ""),
        says.text(
            fql!(asset, "triage.assigned_to:*{Pattern::literal(text)}"),
            "*",
        ),
        says.affix(
            fql!(asset, "triage.assigned_to:*{Pattern::starting_with(text)}"),
            false,
            true,
        ),
        says.text(run(equal, text.into()), ""),
        says.text(run(!equal, text.into()), "!"),
        says.list(run(equal, both), ""),
        says.text(run(wildcard, text.into()), "*"),
    ]
}

/// Properties of an open collection.
pub(crate) fn sensors(text: &str) -> Vec<Built<Sensors>> {
    let says = Says {
        property: "hostname",
        text,
    };
    let chosen = sensors::property("hostname").unwrap();
    let open = |comparison, value: &str| {
        Filter::<Sensors>::clause("hostname", Operator::new(comparison), value).unwrap()
    };
    vec![
        says.text(NAME.eq(text), ""),
        says.text(chosen.ne(text), "!"),
        says.text(NAME.gt(text), ">"),
        says.text(NAME.ge(text), ">="),
        says.text(NAME.lt(text), "<"),
        says.text(NAME.le(text), "<="),
        says.text(NAME.text_match(text), "~"),
        says.list(NAME.is_in([text, "b"]), ""),
        says.list(chosen.try_is_in([text, "b"]).unwrap(), ""),
        says.text(NAME.wildcard(Pattern::literal(text)), "*"),
        says.text(NAME.text_wildcard(Pattern::literal(text)), "~*"),
        says.affix(NAME.starts_with(text), false, true),
        says.affix(chosen.ends_with(text), true, false),
        says.affix(NAME.contains(text), true, true),
        says.text(fql!(sensors, "hostname:{text}"), ""),
        says.text(fql!(sensors, "hostname:>{text}"), ">"),
        says.text(fql!(sensors, "hostname:~{text}"), "~"),
        says.list(fql!(sensors, "hostname:[{text},'b']"), ""),
        says.text(open(Comparison::Equal, text), ""),
        says.text(open(Comparison::Less, text), "<"),
        says.text(open(Comparison::Text, text), "~"),
        says.text(open(Comparison::TextWildcard, text), "~*"),
    ]
}

/// A collection of a program's own.
pub(crate) fn own(text: &str) -> Vec<Built<Texts>> {
    let says = Says {
        property: "t",
        text,
    };
    let t = texts::t;
    vec![
        says.text(t.eq(text), ""),
        says.text(!t.eq(text), "!"),
        says.text(t.gt(text), ">"),
        says.text(t.le(text), "<="),
        says.list(t.is_in([text, "b"]), ""),
        says.affix(t.starts_with(text), false, true),
        says.affix(t.contains(text), true, true),
        says.text(fql!(texts, "t:{text}"), ""),
        says.text(fql!(texts, "t:<{text}"), "<"),
        says.list(fql!(texts, "t:[{text},'b']"), ""),
    ]
}

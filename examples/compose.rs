//! Composes a filter from typed fields, with parts that are known only when the program runs.
//!
//! ```sh
//! cargo run -p fql-examples --example compose
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, IntoFilter, Timestamp};

/// What a user of this program may ask for. Each part may be missing.
#[derive(Default)]
struct Search {
    criticality: Option<String>,
    ports: Vec<u16>,
    domain_ending: Option<String>,
    seen_within_days: Option<u32>,
}

impl Search {
    /// A part that is missing asks for nothing: `Filter::ALL` joined by `&` changes nothing.
    fn filter(&self) -> Filter<ExternalAssets> {
        let mut filter = Filter::ALL;
        if let Some(criticality) = &self.criticality {
            filter = filter & asset::criticality.eq(criticality);
        }
        // An empty list is an error, so that a forgotten value can't widen what is asked. Here it
        // is fine for it to be empty, and saying so is one line.
        if let Ok(ports) = asset::ip::services::port.try_is_in(self.ports.iter().copied()) {
            filter = filter & ports;
        }
        if let Some(ending) = &self.domain_ending {
            filter = filter & asset::dns_domain::fqdn.ends_with(ending);
        }
        if let Some(days) = self.seen_within_days {
            filter = filter & asset::last_seen.ge(Timestamp::days_ago(days));
        }
        filter
    }
}

/// Takes a filter, or a clause, of external assets. One of another collection, or a text that
/// nobody checked, does not compile.
fn show(what: &str, filter: impl IntoFilter<ExternalAssets>) {
    let filter = filter.into_filter();
    if filter.is_match_all() {
        println!("{what}\n    everything: the empty filter");
    } else {
        println!("{what}\n    {filter}");
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    show("one clause", asset::manual.eq(true));

    show(
        "`&` is and, `|` is or, `!` is not; parentheses come by themselves",
        (asset::criticality.eq("Critical") | asset::criticality.eq("High"))
            & asset::ip::services::port.is_in([22, 3389])
            & !asset::perimeter.wildcard("un*"),
    );

    show(
        "between two times",
        asset::first_seen.between("2026-01".parse::<Timestamp>()?, Timestamp::days_ago(7)),
    );

    show(
        "no value, and some value",
        asset::triage::assigned_to.is_null() & !asset::ip::isp.is_null(),
    );

    show(
        "a value can't become anything but a value",
        asset::triage::assigned_to.eq("Pat O'Neil") & asset::ip::isp.contains("50%*"),
    );

    let search = Search {
        criticality: Some("Critical".to_owned()),
        domain_ending: Some(".example.com".to_owned()),
        seen_within_days: Some(30),
        ..Search::default()
    };
    show("what a user asked for", search.filter());
    show("a user who asked for nothing", Search::default().filter());

    let countries = ["DE", "FR"].map(|code| asset::ip::location::country_code.eq(code));
    let in_some = Filter::any_of(countries)?;
    show("one of several filters", &in_some);
    show("none of them", in_some.negate()?);
    Ok(())
}

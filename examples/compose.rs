//! Composes a filter from typed fields, including optional parts that are known only at run time.
//!
//! ```sh
//! cargo run -p fql-examples --example compose
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, IntoFilter, Timestamp};

/// The search form of a program. Every part is optional.
#[derive(Default)]
struct Search {
    criticality: Option<String>,
    ports: Vec<u16>,
    domain_ending: Option<String>,
    seen_within_days: Option<u32>,
}

impl Search {
    /// Returns the filter of the given parts. `Filter::ALL` is the identity of `&`.
    fn filter(&self) -> Filter<ExternalAssets> {
        let mut filter = Filter::ALL;
        // `None` adds nothing.
        filter &= self
            .criticality
            .as_ref()
            .map(|name| asset::criticality.eq(name));
        // An empty list is an error, because omitting the clause would widen the filter. Here an
        // empty list means no restriction, which `if let Ok` makes explicit.
        if let Ok(ports) = asset::ip::services::port.try_is_in(self.ports.iter().copied()) {
            filter &= ports;
        }
        let ending = self.domain_ending.as_deref();
        filter &= ending.map(|ending| asset::dns_domain::fqdn.ends_with(ending));
        let since = self.seen_within_days.map(Timestamp::days_ago);
        filter &= since.map(|since| asset::last_seen.ge(since));
        filter
    }
}

/// Accepts a filter or a clause of external assets. A filter of another collection or an unchecked
/// string does not compile.
fn show(title: &str, filter: impl IntoFilter<ExternalAssets>) {
    let filter = filter.into_filter();
    if filter.is_match_all() {
        println!("{title}\n    (matches everything)");
    } else {
        println!("{title}\n    {filter}");
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    show("a single clause", asset::manual.eq(true));

    show(
        "`&` is and, `|` is or, `!` is not; parentheses are added where needed",
        (asset::criticality.eq("Critical") | asset::criticality.eq("High"))
            & asset::ip::services::port.is_in([22, 3389])
            & !asset::perimeter.wildcard("un*"),
    );

    show(
        "a time range",
        asset::first_seen.between("2026-01".parse::<Timestamp>()?, Timestamp::days_ago(7)),
    );

    show(
        "null and not null",
        asset::triage::assigned_to.is_null() & !asset::ip::isp.is_null(),
    );

    show(
        "special characters in values are escaped",
        asset::triage::assigned_to.eq("Pat O'Neil") & asset::ip::isp.contains("50%*"),
    );

    let search = Search {
        criticality: Some("Critical".to_owned()),
        domain_ending: Some(".example.com".to_owned()),
        seen_within_days: Some(30),
        ..Search::default()
    };
    show("optional parts", search.filter());
    show("no parts", Search::default().filter());

    let countries = ["DE", "FR"].map(|code| asset::ip::location::country_code.eq(code));
    let any_country = Filter::any_of(countries)?;
    show("any of several filters", &any_country);
    show("the negation", any_country.negate()?);
    Ok(())
}

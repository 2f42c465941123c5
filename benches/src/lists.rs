//! Filters with one list of any length: with the library, with the limit, and without the library. The
//! results are those of [`filters::integers`] and [`filters::strings`].
//!
//! [`filters::integers`]: crate::filters::integers
//! [`filters::strings`]: crate::filters::strings

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Comparison, EmptyList, Filter, InvalidFilter, Literal, Operator, Values, fql};

use crate::scan_copy::{push_integers, push_text};

/// Maximum digits of a port.
const PORT: usize = 5;

/// Returns the items of [`filters::integers`](crate::filters::integers).
#[must_use]
pub fn ports(count: u32) -> Vec<u32> {
    (1024..1024 + count).collect()
}

/// Returns the items of [`filters::strings`](crate::filters::strings).
#[must_use]
pub fn cities(count: u32) -> Vec<String> {
    let cities = 0..count;
    cities
        .map(|index| format!("Example City {index:03}"))
        .collect()
}

/// A typed field with a list of integers of run-time length.
///
/// # Errors
/// If the list is empty.
#[inline(never)]
pub fn integers(ports: &[u32]) -> Result<Filter<ExternalAssets>, EmptyList> {
    let clause = asset::ip::services::port.try_is_in(ports.iter().copied())?;
    Ok(clause.into())
}

/// The same for strings.
///
/// # Errors
/// If the list is empty.
#[inline(never)]
pub fn strings(cities: &[String]) -> Result<Filter<ExternalAssets>, EmptyList> {
    let clause = asset::ip::location::city.try_is_in(cities.iter().map(String::as_str))?;
    Ok(clause.into())
}

/// A typed field with a list of three integers.
#[inline(never)]
#[must_use]
pub fn three_integers(ports: [u32; 3]) -> Filter<ExternalAssets> {
    asset::ip::services::port.is_in(ports).into()
}

/// The same for strings.
#[inline(never)]
#[must_use]
pub fn three_strings(cities: [&str; 3]) -> Filter<ExternalAssets> {
    asset::ip::location::city.is_in(cities).into()
}

/// `fql!` with a placeholder for a list of integers.
///
/// # Errors
/// If the list is empty.
#[inline(never)]
pub fn placeholder_of_integers(ports: &[u32]) -> Result<Filter<ExternalAssets>, EmptyList> {
    let ports = Values::new(ports.iter().copied())?;
    Ok(fql!(asset, "ip.services.port:[{ports}]"))
}

/// The same for strings.
///
/// # Errors
/// If the list is empty.
#[inline(never)]
pub fn placeholder_of_strings(cities: &[String]) -> Result<Filter<ExternalAssets>, EmptyList> {
    let cities = Values::new(cities.iter().map(String::as_str))?;
    Ok(fql!(asset, "ip.location.city:[{cities}]"))
}

/// A run-time property with a list of integers.
///
/// # Errors
/// If the list is empty.
#[inline(never)]
pub fn integers_at_run_time(ports: &[u32]) -> Result<Filter<ExternalAssets>, InvalidFilter> {
    at_run_time("ip.services.port", ports.to_vec().into())
}

/// The same for strings.
///
/// # Errors
/// If the list is empty.
#[inline(never)]
pub fn strings_at_run_time(cities: &[String]) -> Result<Filter<ExternalAssets>, InvalidFilter> {
    let cities: Vec<&str> = cities.iter().map(String::as_str).collect();
    at_run_time("ip.location.city", cities.into())
}

fn at_run_time(property: &str, list: Literal<'_>) -> Result<Filter<ExternalAssets>, InvalidFilter> {
    Filter::clause(property, Operator::new(Comparison::Equal), list)
}

/// The limit: one allocation.
#[inline(never)]
#[must_use]
pub fn limit_of_integers(ports: &[u32]) -> String {
    const HEAD: &str = "ip.services.port:[";
    let mut out = String::with_capacity(HEAD.len() + ports.len() * (PORT + 1) + 1);
    out.push_str(HEAD);
    push_integers(ports, &mut out);
    out.push(']');
    out
}

/// The limit: one allocation, each string scanned and copied.
#[inline(never)]
#[must_use]
pub fn limit_of_strings(cities: &[String]) -> String {
    const HEAD: &str = "ip.location.city:[";
    let string_bytes: usize = cities.iter().map(|city| city.len() + 3).sum();
    let mut out = String::with_capacity(HEAD.len() + string_bytes + 1);
    out.push_str(HEAD);
    for (index, city) in cities.iter().enumerate() {
        out.push_str(if index > 0 { ",'" } else { "'" });
        push_text(city, &mut out);
        out.push('\'');
    }
    out.push(']');
    out
}

/// The common approach: `to_string` for each item, `join` and `format!`.
#[inline(never)]
#[must_use]
pub fn format_of_integers(ports: &[u32]) -> String {
    let ports: Vec<String> = ports.iter().map(u32::to_string).collect();
    format!("ip.services.port:[{}]", ports.join(","))
}

/// The common approach: `format!` for each item, `join` and `format!`, without escaping.
#[inline(never)]
#[must_use]
pub fn format_of_strings(cities: &[String]) -> String {
    let cities: Vec<String> = cities.iter().map(|city| format!("'{city}'")).collect();
    format!("ip.location.city:[{}]", cities.join(","))
}

/// The same with each string escaped by `replace`.
#[inline(never)]
#[must_use]
pub fn replaced_of_strings(cities: &[String]) -> String {
    let escaped = |city: &String| {
        let city = city.replace('\\', "\\\\").replace('\'', "\\'");
        format!("'{city}'")
    };
    let cities: Vec<String> = cities.iter().map(escaped).collect();
    format!("ip.location.city:[{}]", cities.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters;

    #[test]
    fn integer_variants_agree() {
        for count in [1, 3, 300] {
            let text = filters::integers(count as usize);
            let ports = ports(count);
            let written = [
                integers(&ports).expect("some").into_string(),
                placeholder_of_integers(&ports).expect("some").into_string(),
                integers_at_run_time(&ports).expect("some").into_string(),
                limit_of_integers(&ports),
                format_of_integers(&ports),
            ];
            assert_eq!(written, [(); 5].map(|()| text.clone()));
        }
        let three = three_integers([1024, 1025, 1026]);
        assert_eq!(three.as_str(), filters::integers(3));
    }

    #[test]
    fn string_variants_agree() {
        for count in [1, 3, 300] {
            let text = filters::strings(count as usize);
            let cities = cities(count);
            let written = [
                strings(&cities).expect("some").into_string(),
                placeholder_of_strings(&cities).expect("some").into_string(),
                strings_at_run_time(&cities).expect("some").into_string(),
                limit_of_strings(&cities),
                format_of_strings(&cities),
                replaced_of_strings(&cities),
            ];
            assert_eq!(written, [(); 6].map(|()| text.clone()));
        }
        let three = three_strings(["Example City 000", "Example City 001", "Example City 002"]);
        assert_eq!(three.as_str(), filters::strings(3));
    }
}

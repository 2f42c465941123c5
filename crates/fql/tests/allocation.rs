//! Allocation counts: one per filter, none for evaluating it against JSON text. The counting global
//! allocator requires a test program of its own.

use std::hint::black_box;

use allocation_counter::measure;
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, Timestamp, fql};

fn composed(owner: &str, port: u16) -> Filter<ExternalAssets> {
    asset::asset_type.eq("dns_domain")
        & asset::criticality.eq("Critical")
        & asset::dns_domain::services::applications::vendor.ne("Example Corporation")
        & asset::ip::services::port.is_in([22, 3389, port])
        & asset::subsidiaries::name.starts_with("Example Subsidiary")
        & asset::triage::assigned_to.eq(owner)
}

fn templated(owner: &str, port: u16) -> Filter<ExternalAssets> {
    fql!(
        asset,
        "asset_type:'dns_domain'+criticality:'Critical'\
         +dns_domain.services.applications.vendor:!'Example Corporation'\
         +ip.services.port:[22,3389,{port}]+subsidiaries.name:*'Example Subsidiary*'\
         +triage.assigned_to:{owner}"
    )
}

#[track_caller]
fn assert_allocations(expected: u64, build: impl Fn() -> Filter<ExternalAssets>) {
    drop(build());
    let measured = measure(|| drop(black_box(build())));
    assert_eq!(measured.count_total, expected, "{}", build());
}

#[test]
fn six_clauses_take_one_allocation() {
    let owner = black_box("Pat Example");
    let port = black_box(8443);
    let filter = composed(owner, port);
    assert_eq!(filter, templated(owner, port));
    assert!(
        (200..=256).contains(&filter.as_str().len()),
        "{} bytes",
        filter.as_str().len()
    );
    assert_allocations(1, || composed(owner, port));
    assert_allocations(1, || templated(owner, port));
    assert_allocations(1, || composed("O'Neil's \\", port));
    assert_allocations(1, || asset::last_seen.gt(Timestamp::days_ago(7)).into());
    assert_allocations(1, || {
        asset::last_seen.gt(Timestamp::from_unix(5)) & asset::manual.eq(true)
    });
}

#[test]
fn constant_filter_does_not_allocate() {
    const CRITICAL: Filter<ExternalAssets> = fql!(asset, "criticality:'Critical'+manual:true");
    assert_allocations(0, || CRITICAL);
    assert_allocations(0, || CRITICAL & Filter::ALL);
    assert_allocations(0, || Filter::ALL | CRITICAL);
    assert_allocations(1, || CRITICAL & asset::id.eq("a"));
}

#[test]
fn list_allocates_once_per_doubling() {
    let count = |items: u32| {
        let values: Vec<String> = (0..items).map(|item| format!("city {item:05}")).collect();
        let build = || {
            let values = values.iter().map(String::as_str);
            let list = asset::ip::location::city.try_is_in(values);
            Filter::<ExternalAssets>::from(list.expect("not empty"))
        };
        drop(build());
        measure(|| drop(black_box(build()))).count_total
    };
    let mut previous = count(100);
    for items in [200, 400, 800, 1_600, 3_200, 6_400, 12_800] {
        let allocations = count(items);
        assert!(allocations <= previous + 1, "{items}: {allocations}");
        previous = allocations;
    }
}

#[cfg(feature = "eval")]
mod evaluation {
    use super::*;
    use fql::collections::any::Any;
    use fql::eval::Matcher;

    #[track_caller]
    fn assert_no_allocation(filter: &str, document: &str, expected: bool) {
        let parsed: Filter<Any> = filter.parse().expect("valid filter");
        let matcher = Matcher::new(&parsed, fql::Instant::now()).expect("valid filter");
        let evaluate = || matcher.matches_json(black_box(document.as_bytes()));
        assert_eq!(evaluate(), Ok(expected), "{filter} on {document}");
        let measured = measure(|| {
            let _ = black_box(evaluate());
        });
        assert_eq!(measured.count_total, 0, "{filter} on {document}");
    }

    #[test]
    fn json_evaluation_builds_no_value() {
        assert_no_allocation(
            "a:1+b:'x'+c.d:true+c.e:null",
            r#"{"c":{"e":null,"d":true},"z":[{"y":1}],"b":["w","x"],"a":1}"#,
            true,
        );
    }

    /// A string with an escape is copied only when it is compared, so no allocation means that it was
    /// skipped.
    #[test]
    fn irrelevant_members_are_skipped() {
        // After the deciding member.
        assert_no_allocation("a:1,b:'x'", r#"{"a":1,"b":"x\ty"}"#, true);
        assert_no_allocation("a:1+b:'x'", r#"{"a":2,"b":"x\ty"}"#, false);
        assert_no_allocation("a:null+b:'x'", r#"{"a":1,"b":"x\ty"}"#, false);
        let clauses: Vec<String> = (0..32).map(|number| format!("m{number}:'x'")).collect();
        assert_no_allocation(&clauses.join(","), r#"{"m0":"x","m1":"x\ty"}"#, true);
        // At a member whose path continues, and at one that no clause names.
        assert_no_allocation("a.b:'x'", r#"{"a":"x\ty","c":"x\ty"}"#, false);
    }
}

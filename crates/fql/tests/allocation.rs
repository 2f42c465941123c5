//! A filter costs one allocation, and to hold it against a text of JSON none. The allocator that
//! counts is a program's own, so this test is a program by itself.

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

fn written(owner: &str, port: u16) -> Filter<ExternalAssets> {
    fql!(
        asset,
        "asset_type:'dns_domain'+criticality:'Critical'\
         +dns_domain.services.applications.vendor:!'Example Corporation'\
         +ip.services.port:[22,3389,{port}]+subsidiaries.name:*'Example Subsidiary*'\
         +triage.assigned_to:{owner}"
    )
}

#[track_caller]
fn assert_allocations(wanted: u64, work: impl Fn() -> Filter<ExternalAssets>) {
    drop(work());
    let counted = measure(|| drop(black_box(work())));
    assert_eq!(counted.count_total, wanted, "{}", work());
}

#[test]
fn six_clauses_are_one_allocation_however_they_are_made() {
    let owner = black_box("Pat Example");
    let port = black_box(8443);
    let text = composed(owner, port);
    assert_eq!(text, written(owner, port));
    assert!(
        (200..=256).contains(&text.as_str().len()),
        "{} bytes",
        text.as_str().len()
    );
    assert_allocations(1, || composed(owner, port));
    assert_allocations(1, || written(owner, port));
    assert_allocations(1, || composed("O'Neil's \\", port));
    assert_allocations(1, || asset::last_seen.gt(Timestamp::days_ago(7)).into());
    assert_allocations(1, || {
        asset::last_seen.gt(Timestamp::from_unix(5)) & asset::manual.eq(true)
    });
}

#[test]
fn a_constant_is_none() {
    const CRITICAL: Filter<ExternalAssets> = fql!(asset, "criticality:'Critical'+manual:true");
    assert_allocations(0, || CRITICAL);
    assert_allocations(0, || CRITICAL & Filter::ALL);
    assert_allocations(0, || Filter::ALL | CRITICAL);
    assert_allocations(1, || CRITICAL & asset::id.eq("a"));
}

#[cfg(feature = "eval")]
mod evaluation {
    use super::*;
    use fql::collections::any::Any;
    use fql::eval::Matcher;

    #[track_caller]
    fn assert_answer(filter: &str, document: &str, wanted: bool) {
        let read: Filter<Any> = filter.parse().expect("a filter");
        let matcher = Matcher::new(&read, fql::Instant::now()).expect("a filter");
        let ask = || matcher.matches_json(black_box(document.as_bytes()));
        assert_eq!(ask(), Ok(wanted), "{filter} on {document}");
        let counted = measure(|| {
            let _ = black_box(ask());
        });
        assert_eq!(counted.count_total, 0, "{filter} on {document}");
    }

    #[test]
    fn a_document_is_read_without_building_a_value() {
        assert_answer(
            "a:1+b:'x'+c.d:true+c.e:null",
            r#"{"c":{"e":null,"d":true},"z":[{"y":1}],"b":["w","x"],"a":1}"#,
            true,
        );
    }

    /// A text with an escape is copied where it is compared.
    #[test]
    fn what_cannot_change_the_answer_is_stepped_over() {
        // Behind what decides.
        assert_answer("a:1,b:'x'", r#"{"a":1,"b":"x\ty"}"#, true);
        assert_answer("a:1+b:'x'", r#"{"a":2,"b":"x\ty"}"#, false);
        assert_answer("a:null+b:'x'", r#"{"a":1,"b":"x\ty"}"#, false);
        let clauses: Vec<String> = (0..32).map(|number| format!("m{number}:'x'")).collect();
        assert_answer(&clauses.join(","), r#"{"m0":"x","m1":"x\ty"}"#, true);
        // Where the path goes on, and in a member that no clause names.
        assert_answer("a.b:'x'", r#"{"a":"x\ty","c":"x\ty"}"#, false);
    }
}

//! Explanations of a result, clause by clause.

use fql::collections::external_assets as asset;
use fql::eval::Matcher;
use fql::fql;
use serde_json::{Value, json};

#[test]
fn explanation_lists_the_values_of_each_clause() {
    let filter = fql!(
        asset,
        "ip.services.port:>1024+criticality:!null+triage.assigned_to:null"
    );
    let matcher = Matcher::new(&filter, fql::Instant::now()).expect("valid filter");
    let explanation = matcher.explain(&json!({
        "ip": { "services": [{ "port": 22 }, { "port": 8080 }] },
        "criticality": null,
    }));
    assert!(!explanation.matches());
    let clauses: Vec<_> = explanation
        .clauses()
        .iter()
        .map(|clause| {
            (
                clause.text(),
                clause.matches(),
                clause.values(),
                clause.matching_values(),
            )
        })
        .collect();
    let (ports, matching, none) = ([json!(22), json!(8080)], [json!(8080)], [] as [Value; 0]);
    assert_eq!(
        clauses,
        [
            ("ip.services.port:>1024", true, &ports[..], &matching[..]),
            ("criticality:!null", false, &none, &none),
            ("triage.assigned_to:null", true, &none, &none),
        ]
    );
    let locations = explanation.clauses()[0].matching_locations();
    assert_eq!(locations, ["ip.services[1].port"]);
    let high = json!({ "criticality": "High" });
    let explanation = matcher.explain(&high);
    let clause = &explanation.clauses()[1];
    assert!(clause.matches());
    assert_eq!(clause.values(), [json!("High")]);
}

//! Building and serializing an aggregation request, compared with the same aggregations of the crate
//! elasticsearch-dsl, which serializes them in the language of that search engine.

#[path = "../aggregates/requests.rs"]
mod requests;

use std::hint::black_box;
use std::io;

use elasticsearch_dsl::{Aggregation, Search, TermsOrder};
use fql_benches::ratios::{Comparison, Effort, write_table};

fn elasticsearch(sizes: [u64; 3]) -> Result<String, serde_json::Error> {
    let request = Search::new().aggregate(
        "by_criticality",
        Aggregation::terms("criticality")
            .size(sizes[0])
            .order([TermsOrder::new(
                "_count",
                elasticsearch_dsl::SortOrder::Desc,
            )])
            .aggregate(
                "by_port",
                Aggregation::terms("ip.services.port").size(sizes[1]),
            )
            .aggregate(
                "by_country",
                Aggregation::terms("ip.location.country_code").size(sizes[2]),
            )
            .aggregate("assets", Aggregation::cardinality("id")),
    );
    serde_json::to_string(&request)
}

fn main() -> io::Result<()> {
    let sizes = [10, 5, 3];
    // The languages differ, so the unit is a request, not a byte.
    let rows = Comparison::new()
        .with("typed builder", 1, || requests::typed(black_box(sizes)))
        .with("elasticsearch-dsl", 1, || elasticsearch(black_box(sizes)))
        .with("plain struct and serde_json", 1, || {
            requests::plain(black_box(sizes))
        })
        .with("one format!, the limit", 1, || {
            requests::formatted(black_box(sizes))
        })
        .run(Effort::from_arguments());
    let ours = requests::typed(sizes).map_or(0, |json| json.len());
    let theirs = elasticsearch(sizes).map_or(0, |json| json.len());
    let title = format!(
        "terms with three nested aggregations, built and serialized: {ours} bytes; elasticsearch-dsl: {theirs}"
    );
    write_table(&mut io::stdout().lock(), &title, "request", &rows)
}

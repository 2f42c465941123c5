use falcon_aggregates::Aggregate;

fn main() {
    let _ = Aggregate::terms("n", "criticality");
}

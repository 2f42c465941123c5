//! Building and serializing an aggregation request: terms with three nested aggregations.

use std::hint::black_box;

use super::Work;
use crate::requests;

pub(super) fn works() -> Vec<Work> {
    let sizes = [10, 5, 3];
    let bytes = requests::formatted(sizes).len();
    let on = "terms with 3 nested";
    vec![
        Work::new("plain struct and serde_json", on, bytes, move || {
            requests::plain(black_box(sizes))
        }),
        Work::new("typed builder", on, bytes, move || {
            requests::typed(black_box(sizes))
        }),
        Work::new("limit: one format!", on, bytes, move || {
            requests::formatted(black_box(sizes))
        }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_variants_agree() {
        let sizes = [10, 5, 3];
        let text = requests::formatted(sizes);
        assert_eq!(requests::typed(sizes).expect("a request"), text);
        assert_eq!(requests::plain(sizes).expect("a request"), text);
    }
}

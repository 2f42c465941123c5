//! What fuzzing found, each once.

use fql_syntax::{Limits, Renderer, parse_with};

#[test]
fn a_limit_within_a_character_is_told_at_its_beginning() {
    let text = "a:'‘‘'";
    for limit in 0..text.len() {
        let report = parse_with(text, &Limits::DEFAULT.with_max_len(limit)).into_report();
        let [diagnostic] = report.diagnostics() else {
            panic!("{report}");
        };
        let place = diagnostic.span();
        assert!(text.get(place.range()).is_some(), "{limit}: {place:?}");
        assert!(place.start() <= limit && limit - place.start() < 3);
        assert!(Renderer::plain().report(&report).contains('^'));
    }
}

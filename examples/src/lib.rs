//! Compiles and runs the Rust code of the documentation pages as doc tests.
#![forbid(unsafe_code)]

#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../../README.md")]
    mod readme {}

    #[doc = include_str!("../../CONTRIBUTING.md")]
    mod contributing {}

    #[doc = include_str!("../../docs/aggregations.md")]
    mod aggregations {}

    #[doc = include_str!("../../docs/architecture.md")]
    mod architecture {}

    #[doc = include_str!("../../docs/cookbook.md")]
    mod cookbook {}

    #[doc = include_str!("../../docs/decisions.md")]
    mod decisions {}

    #[doc = include_str!("../../docs/diagnostics.md")]
    mod diagnostics {}

    #[doc = include_str!("../../docs/language.md")]
    mod language {}

    #[doc = include_str!("../../docs/tables.md")]
    mod tables {}

    #[doc = include_str!("../../docs/tour.md")]
    mod tour {}

    #[doc = include_str!("../../docs/transport.md")]
    mod transport {}

    #[doc = include_str!("../../crates/fql/README.md")]
    mod fql {}

    #[doc = include_str!("../../crates/fql-macros/README.md")]
    mod fql_macros {}

    #[doc = include_str!("../../crates/falcon-transport/README.md")]
    mod falcon_transport {}
}

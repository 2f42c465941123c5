//! Programs that must not compile, and the errors of the compiler.
//!
//! The `.stderr` files are those of the toolchain that CI uses, without its sources installed. After
//! a change of the messages, write them again and review the difference:
//!
//! ```text
//! TRYBUILD=overwrite cargo test -p fql --test ui
//! TRYBUILD=overwrite cargo test -p fql --test ui --features all-collections
//! ```
//!
//! With all collections the compiler shows the paths of fields, because their names are ambiguous. The
//! errors that the documentation shows are those of the default features.

#[test]
#[cfg(not(feature = "all-collections"))]
fn compile_errors_match() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/**/*.rs");
}

#[test]
#[cfg(feature = "all-collections")]
fn compile_errors_of_collections_match() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui_collections/*.rs");
}

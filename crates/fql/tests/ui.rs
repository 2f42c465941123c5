//! Programs that must not compile, and the errors of the compiler.
//!
//! The `.stderr` files are those of the toolchain that CI uses, without its sources installed. After
//! a change of the messages, write them again and review the difference:
//!
//! ```text
//! TRYBUILD=overwrite cargo test -p fql --test ui
//! ```

#[test]
fn compile_errors_match() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/**/*.rs");
}

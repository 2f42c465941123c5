//! Programs that must not compile, with the compiler's messages.
//!
//! The messages are those of the toolchain in CI, without its sources installed. After a change,
//! update them and read the difference:
//!
//! ```text
//! TRYBUILD=overwrite cargo test -p ui-tests
//! ```

#[test]
fn invalid_programs_do_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*.rs");
}

//! What must not compile, and what the compiler then says.
//!
//! The messages beside the files in `ui` are those of one toolchain, without its sources
//! installed: the one that CI runs. After a change of the messages, write them anew and read the
//! difference:
//!
//! ```text
//! TRYBUILD=overwrite cargo test -p fql --test ui
//! ```

#[test]
fn what_is_wrong_does_not_compile_and_is_told_in_a_few_lines() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*.rs");
}

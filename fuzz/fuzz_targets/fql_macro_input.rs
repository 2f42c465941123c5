#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fql_fuzz_checks::fql_macro_input::check(data));

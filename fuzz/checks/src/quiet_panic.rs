//! Expected panics, caught without output.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Returns the message of the panic of `run`, if it panics. The panic hook is bypassed: it prints, and
/// under a fuzzer it aborts the program.
pub(crate) fn panic_message(run: impl FnOnce()) -> Option<String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_QUIET.get() {
                previous(info);
            }
        }));
    });
    IS_QUIET.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    IS_QUIET.set(false);
    let payload = result.err()?;
    let message = payload.downcast_ref::<String>().cloned();
    Some(message.unwrap_or_else(|| "not a string".to_owned()))
}

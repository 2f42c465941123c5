//! Programs that must not compile with `falcon-transport`: see `tests/ui`.

//! Has only tests: of the typed fields of all collections.

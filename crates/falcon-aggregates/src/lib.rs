//! Aggregation requests for CrowdStrike Falcon's API, and their answers.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

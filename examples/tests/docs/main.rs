//! Verifies the pages and the examples.

mod captures;
mod collection_notes;
mod collections;
mod compile_errors;
mod examples;
mod links;
mod manifests;
mod rust_blocks;
mod saved;
mod service;
mod tables;
mod tour;

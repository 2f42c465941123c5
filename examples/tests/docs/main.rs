//! What the pages and the examples say is true.

mod captures;
mod examples;
mod links;
mod rust_blocks;
mod saved;
mod service;
mod tables;
mod tour;

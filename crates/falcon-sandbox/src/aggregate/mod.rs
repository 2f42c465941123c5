//! Computes aggregations over documents.

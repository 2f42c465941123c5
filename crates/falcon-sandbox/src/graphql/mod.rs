//! Answers GraphQL queries over the identities.

//! A filter as programs and commands that run against this sandbox.

mod falconpy;
mod program;
mod typed;

use fql::collections;
use fql::operation::{FilterLocation, Items, Method, OperationKind, OperationSpec};
use fql::syntax::Tree;
use serde::Serialize;

use super::request::Explored;
use crate::operation::SPECS;
use crate::query::filter::unknown_field;
use crate::state::AppState;

pub(super) use program::module;

/// A filter in one form.
#[derive(Debug, Serialize)]
pub(super) struct Copy {
    name: &'static str,
    language: &'static str,
    text: String,
}

/// The requests of the copied programs.
pub(super) struct Requests<'s> {
    url: &'s str,
    client_id: &'s str,
    client_secret: &'s str,
    /// The operation that lists the documents; `None` if the sandbox has none.
    listing: Option<&'static OperationSpec>,
}

/// Returns the forms of a valid filter.
pub(super) fn copies(state: &AppState, explored: Explored<'_>, tree: &Tree<'_>) -> Vec<Copy> {
    let filter = tree.to_string();
    let table = explored.table;
    let (client_id, client_secret) = state.auth.public_credentials();
    let requests = Requests {
        url: state.url.get().map_or("", String::as_str),
        client_id,
        client_secret,
        listing: listing(state, explored)
            .filter(|listing| !(listing.is_filter_required && tree.is_match_all())),
    };
    let unknown = requests.listing.and_then(|_| unknown_field(table, tree));
    let mut copies = Vec::new();
    let mut push = |name, language, text: Option<String>| {
        copies.extend(text.map(|text| Copy {
            name,
            language,
            text: note(language, unknown) + &text,
        }));
    };
    // The module of a collection of another program is not known.
    let is_built_in = collections::find(table.name).is_some();
    if is_built_in {
        push(
            "fql!",
            "rust",
            Some(program::with_macro(table, &requests, &filter)),
        );
        push(
            "Typed Rust",
            "rust",
            typed::expression(table, tree)
                .map(|typed| program::with_typed_fields(table, &requests, &typed)),
        );
    }
    // A terminal acts on pasted control characters, even in quotes.
    let is_shell_safe = !filter.contains(char::is_control);
    if is_shell_safe {
        push("curl", "sh", requests.curl(&filter));
    }
    push("falconpy", "python", falconpy::program(&requests, &filter));
    if is_built_in && is_shell_safe {
        push(
            "Command line",
            "sh",
            Some(requests.command(table.name, &filter)),
        );
    }
    copies
}

/// Returns a comment about a field that only the page evaluates. Commands have none: an interactive zsh
/// executes pasted comments.
fn note(language: &str, unknown_field: Option<&str>) -> String {
    let comment = match language {
        "rust" => "//",
        "python" => "#",
        _ => return String::new(),
    };
    unknown_field.map_or_else(String::new, |field| {
        format!("{comment} The API of the sandbox, unlike its page, does not evaluate `{field}`: unknown field.\n")
    })
}

/// Returns the operation that lists the documents of a collection: one of ids, if there is one.
fn listing(state: &AppState, explored: Explored<'_>) -> Option<&'static OperationSpec> {
    let table = explored.table;
    explored.documents?;
    let is_served = |spec: &OperationSpec| {
        let is_fixed = SPECS.iter().any(|fixed| fixed.path == spec.path);
        let mut derived = state.collections.iter();
        is_fixed || derived.any(|other| other.operations().any(|other| other.path == spec.path))
    };
    let is_plain = |spec: &&OperationSpec| {
        spec.method == Method::Get
            && spec.filter == FilterLocation::Query
            && spec.required_parameters.is_empty()
            && is_served(spec)
    };
    let lists = |items| {
        let listings = table.operations.iter().filter(is_plain);
        let listings = listings.filter(|spec| spec.kind == OperationKind::Listing(items));
        // Not one that reaches only the first documents.
        listings.min_by_key(|spec| spec.window.is_some())
    };
    lists(Items::Ids).or_else(|| lists(Items::Documents))
}

impl Requests<'_> {
    /// Returns a request of the first page of ids, with a token that a nested request returns.
    fn curl(&self, filter: &str) -> Option<String> {
        let listing = self.listing?;
        let credentials = format!(
            "client_id={}&client_secret={}",
            self.client_id, self.client_secret
        );
        Some(format!(
            "token=$(curl --silent {token_url} --data {credentials} | sed 's/.*\"access_token\": *\"\\([^\"]*\\)\".*/\\1/')\n\
             curl --silent --get {url} \\\n  \
             --header \"Authorization: Bearer $token\" \\\n  \
             --data-urlencode {filter}\n",
            token_url = shell(&format!("{}/oauth2/token", self.url)),
            credentials = shell(&credentials),
            url = shell(&format!("{}{}", self.url, listing.path)),
            filter = shell(&format!("filter={filter}")),
        ))
    }

    /// Returns a command of the program `fql`.
    fn command(&self, collection: &str, filter: &str) -> String {
        let filter = shell(filter);
        match self.listing {
            // Without the credentials the program would send those of the environment.
            Some(_) => format!(
                "FALCON_CLIENT_ID={} FALCON_CLIENT_SECRET={} \\\n  \
                 fql query --collection {collection} --base-url {} --limit all {filter}\n",
                shell(self.client_id),
                shell(self.client_secret),
                shell(self.url)
            ),
            None => format!("fql check --collection {collection} {filter}\n"),
        }
    }
}

/// Returns a string as a word of a POSIX shell.
fn shell(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

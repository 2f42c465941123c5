//! What entities are filtered and sorted by.

use std::sync::Arc;

use serde_json::Value;

use crate::data::Document;

/// The documents, and what is asked of each, read once.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) documents: Arc<[Document]>,
    pub(super) entries: Vec<Entry>,
}

impl Index {
    pub(super) fn new(documents: Arc<[Document]>) -> Self {
        let entries = documents.iter().map(Entry::of).collect();
        Self { documents, entries }
    }
}

/// What is asked of one entity.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: Box<str>,
    pub(super) is_endpoint: bool,
    pub(super) archived: bool,
    pub(super) learned: bool,
    pub(super) inactive: bool,
    pub(super) stale: bool,
    pub(super) shared: bool,
    pub(super) watched: bool,
    pub(super) enabled: bool,
    pub(super) risk_score: f64,
    pub(super) severity: Severity,
    pub(super) primary_name: Box<str>,
    pub(super) secondary_name: Box<str>,
    pub(super) created: Box<str>,
    pub(super) most_recent_activity: Box<str>,
    pub(super) email_addresses: Vec<Box<str>>,
    pub(super) domains: Vec<Box<str>>,
    pub(super) account_names: Vec<Box<str>>,
    pub(super) roles: Vec<Box<str>>,
    pub(super) risk_factors: Vec<Box<str>>,
}

impl Entry {
    fn of(document: &Document) -> Self {
        let value = document.to_value();
        let flag = |key: &str| value[key].as_bool().unwrap_or_default();
        let text = |key: &str| Box::from(value[key].as_str().unwrap_or_default());
        let accounts = || members(&value["accounts"]);
        let in_accounts = |key: &str| texts(accounts().map(|account| &account[key]));
        Self {
            id: document.id().into(),
            is_endpoint: is_endpoint(&value),
            archived: flag("archived"),
            learned: flag("learned"),
            inactive: flag("inactive"),
            stale: flag("stale"),
            shared: flag("shared"),
            watched: flag("watched"),
            enabled: accounts().any(|account| account["enabled"].as_bool().unwrap_or_default()),
            risk_score: value["riskScore"].as_f64().unwrap_or_default(),
            severity: Severity::read(value["riskScoreSeverity"].as_str().unwrap_or_default()),
            primary_name: text("primaryDisplayName"),
            secondary_name: text("secondaryDisplayName"),
            created: text("creationTime"),
            most_recent_activity: text("mostRecentActivity"),
            email_addresses: texts(members(&value["emailAddresses"])),
            domains: in_accounts("domain"),
            account_names: in_accounts("samAccountName"),
            roles: texts(members(&value["roles"]).map(|role| &role["type"])),
            risk_factors: texts(members(&value["riskFactors"]).map(|factor| &factor["type"])),
        }
    }
}

/// What an entity is that does not say so: an endpoint has a host's name.
pub(super) fn is_endpoint(entity: &Value) -> bool {
    match entity["type"].as_str() {
        Some(kind) => kind == "ENDPOINT",
        None => entity["hostName"].is_string(),
    }
}

fn members(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn texts<'v>(values: impl Iterator<Item = &'v Value>) -> Vec<Box<str>> {
    values.filter_map(Value::as_str).map(Box::from).collect()
}

/// How bad a risk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Severity {
    Normal,
    Medium,
    High,
}

impl Severity {
    /// The severity of this name; what is none is as harmless as can be.
    pub(super) fn read(name: &str) -> Self {
        match name {
            "HIGH" => Self::High,
            "MEDIUM" => Self::Medium,
            _ => Self::Normal,
        }
    }
}

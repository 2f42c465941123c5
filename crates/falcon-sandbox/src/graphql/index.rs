//! The properties that entities are filtered and sorted by.

use std::sync::Arc;

use serde_json::Value;

use crate::data::Document;

/// Documents and their parsed properties.
#[derive(Debug)]
pub(super) struct EntityIndex {
    pub(super) documents: Arc<[Document]>,
    /// In the order of the documents.
    pub(super) entities: Vec<Entity>,
}

impl EntityIndex {
    pub(super) fn new(documents: Arc<[Document]>) -> Self {
        let entities = documents.iter().map(Entity::new).collect();
        Self {
            documents,
            entities,
        }
    }
}

/// The properties of one entity.
#[derive(Debug)]
pub(super) struct Entity {
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
    pub(super) creation_time: Box<str>,
    pub(super) most_recent_activity: Box<str>,
    pub(super) email_addresses: Vec<Box<str>>,
    pub(super) domains: Vec<Box<str>>,
    pub(super) account_names: Vec<Box<str>>,
    pub(super) roles: Vec<Box<str>>,
    pub(super) risk_factors: Vec<Box<str>>,
}

impl Entity {
    fn new(document: &Document) -> Self {
        let value = document.to_value();
        let flag = |key: &str| value[key].as_bool().unwrap_or_default();
        let string = |key: &str| Box::from(value[key].as_str().unwrap_or_default());
        let accounts = || elements(&value["accounts"]);
        let of_accounts = |key: &str| strings(accounts().map(|account| &account[key]));
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
            severity: Severity::parse(value["riskScoreSeverity"].as_str().unwrap_or_default()),
            primary_name: string("primaryDisplayName"),
            secondary_name: string("secondaryDisplayName"),
            creation_time: string("creationTime"),
            most_recent_activity: string("mostRecentActivity"),
            email_addresses: strings(elements(&value["emailAddresses"])),
            domains: of_accounts("domain"),
            account_names: of_accounts("samAccountName"),
            roles: strings(elements(&value["roles"]).map(|role| &role["type"])),
            risk_factors: strings(elements(&value["riskFactors"]).map(|factor| &factor["type"])),
        }
    }
}

/// Returns `true` for an endpoint. Entities without a type are endpoints if they have a host name.
pub(super) fn is_endpoint(entity: &Value) -> bool {
    match entity["type"].as_str() {
        Some(entity_type) => entity_type == "ENDPOINT",
        None => entity["hostName"].is_string(),
    }
}

fn elements(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn strings<'v>(values: impl Iterator<Item = &'v Value>) -> Vec<Box<str>> {
    values.filter_map(Value::as_str).map(Box::from).collect()
}

/// The severity of a risk score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Severity {
    Normal,
    Medium,
    High,
}

impl Severity {
    /// Returns the severity with this name, or `Normal` if the name is unknown.
    pub(super) fn parse(name: &str) -> Self {
        match name {
            "HIGH" => Self::High,
            "MEDIUM" => Self::Medium,
            _ => Self::Normal,
        }
    }
}

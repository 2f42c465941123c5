//! The properties that entities are filtered and sorted by.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use crate::data::Document;

/// Documents and their parsed properties.
#[derive(Debug)]
pub(super) struct EntityIndex {
    pub(super) documents: Arc<[Document]>,
    /// In the order of the documents.
    pub(super) entities: Vec<Entity>,
    pub(super) events: Vec<Event>,
    pub(super) incidents: Vec<Incident>,
    /// The numbers of the documents.
    by_id: HashMap<Box<str>, usize>,
}

/// An event of a timeline.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) member: Member,
    pub(super) time: Box<str>,
    pub(super) id: Box<str>,
    pub(super) category: Box<str>,
}

/// An incident.
#[derive(Debug)]
pub(super) struct Incident {
    pub(super) member: Member,
    pub(super) end_time: Box<str>,
    pub(super) id: Box<str>,
    pub(super) stage: Box<str>,
    /// The ids of the compromised entities.
    pub(super) compromised: Vec<Box<str>>,
}

/// A value in a list of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    /// The number of the document.
    pub(super) document: usize,
    list: &'static str,
    index: usize,
}

impl EntityIndex {
    pub(super) fn new(documents: Arc<[Document]>) -> Self {
        let mut index = Self {
            documents: Arc::clone(&documents),
            entities: Vec::with_capacity(documents.len()),
            events: Vec::new(),
            incidents: Vec::new(),
            by_id: HashMap::with_capacity(documents.len()),
        };
        for (number, document) in documents.iter().enumerate() {
            let value = document.to_value();
            index.by_id.insert(document.id().into(), number);
            index.entities.push(Entity::new(document.id(), &value));
            index.add_activity(number, &value);
        }
        let open = index.incidents.iter().filter(|incident| incident.is_open());
        let compromised = open.flat_map(|incident| &incident.compromised);
        let open: Vec<usize> = compromised
            .filter_map(|id| index.by_id.get(id).copied())
            .collect();
        for number in open {
            index.entities[number].has_open_incidents = true;
        }
        index
    }

    fn add_activity(&mut self, document: usize, value: &Value) {
        let member = |list, index| Member {
            document,
            list,
            index,
        };
        let string = |value: &Value| Box::from(value.as_str().unwrap_or_default());
        for (index, event) in elements(&value["timeline"]).enumerate() {
            self.events.push(Event {
                member: member("timeline", index),
                time: string(&event["timestamp"]),
                id: string(&event["eventId"]),
                category: string(&event["category"]),
            });
        }
        for (index, incident) in elements(&value["incidents"]).enumerate() {
            let compromised = elements(&incident["compromisedEntities"]);
            self.incidents.push(Incident {
                member: member("incidents", index),
                end_time: string(&incident["endTime"]),
                id: string(&incident["incidentId"]),
                stage: string(&incident["lifeCycleStage"]),
                compromised: strings(compromised.map(|entity| &entity["entityId"])),
            });
        }
    }

    /// Returns the document of an entity.
    pub(super) fn get(&self, id: &str) -> Option<&Document> {
        self.by_id.get(id).map(|number| &self.documents[*number])
    }

    /// Returns the value of a member.
    pub(super) fn member(&self, member: Member) -> Value {
        let mut document = self.documents[member.document].to_value();
        document[member.list][member.index].take()
    }
}

impl Incident {
    /// Returns `true` unless the incident is resolved.
    pub(super) fn is_open(&self) -> bool {
        !matches!(&*self.stage, "RESOLVED" | "AUTO_RESOLVED" | "DISMISS")
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
    pub(super) data_sources: Vec<Box<str>>,
    pub(super) binding_types: Vec<Box<str>>,
    pub(super) departments: Vec<Box<str>>,
    pub(super) host_name: Box<str>,
    /// Empty without a sensor.
    pub(super) agent_id: Box<str>,
    pub(super) unmanaged: bool,
    pub(super) has_aged_password: bool,
    pub(super) has_exposed_password: bool,
    pub(super) has_never_expiring_password: bool,
    pub(super) has_weak_password: bool,
    pub(super) has_open_incidents: bool,
    pub(super) account_creation_times: Vec<Box<str>>,
    pub(super) password_changes: Vec<Box<str>>,
}

impl Entity {
    fn new(id: &str, value: &Value) -> Self {
        let flag = |key: &str| value[key].as_bool().unwrap_or_default();
        let string = |key: &str| Box::from(value[key].as_str().unwrap_or_default());
        let accounts = || elements(&value["accounts"]);
        let of_accounts = |key: &str| strings(accounts().map(|account| &account[key]));
        let passwords = || accounts().map(|account| &account["passwordAttributes"]);
        let has_password = |key: &str, value: bool| {
            passwords().any(|password| password[key].as_bool() == Some(value))
        };
        Self {
            id: id.into(),
            is_endpoint: is_endpoint(value),
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
            data_sources: of_accounts("dataSource"),
            binding_types: strings(
                elements(&value["associations"]).map(|association| &association["bindingType"]),
            ),
            departments: of_accounts("department"),
            host_name: string("hostName"),
            agent_id: string("agentId"),
            unmanaged: flag("unmanaged"),
            has_aged_password: has_password("aged", true),
            has_exposed_password: has_password("exposed", true),
            has_never_expiring_password: has_password("mayExpire", false),
            has_weak_password: passwords().any(|password| password["strength"] == "WEAK"),
            has_open_incidents: false,
            account_creation_times: of_accounts("creationTime"),
            password_changes: strings(passwords().map(|password| &password["lastChange"])),
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

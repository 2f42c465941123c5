//! The resolvers of the queries and of `openIncidents`.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use fql::Instant;
use fql_syntax::excerpt;
use serde_json::{Value, json};

use super::argument_value::{to_string, to_strings};
use super::entity_filter::EntityFilter;
use super::index::{EntityIndex, Incident};
use super::page::{Cursor, PageRequest, entity_sort_key, is_descending};
use super::resolve::Arguments;
use super::time_range::TimeRange;
use crate::cancel::CancelToken;

/// The data that the resolvers of one request share.
pub(super) struct QueryContext {
    pub(super) index: std::sync::Arc<EntityIndex>,
    pub(super) now: Instant,
    pub(super) cancel: CancelToken,
}

impl QueryContext {
    fn filter(&self, arguments: &Arguments) -> Result<EntityFilter, String> {
        EntityFilter::new(arguments, self.now)
    }

    /// Returns the ids of the entities that an argument selects, or `None` without the argument.
    fn selected_ids(
        &self,
        arguments: &Arguments,
        name: &str,
    ) -> Result<Option<HashSet<&str>>, String> {
        let query = arguments.get(name).and_then(Value::as_object);
        let Some(query) = query else {
            return Ok(None);
        };
        let filter = self.filter(query)?;
        let entities = self.index.entities.iter();
        let matching = entities.filter(|entity| filter.matches(entity));
        Ok(Some(matching.map(|entity| &*entity.id).collect()))
    }

    pub(super) fn entities(&self, arguments: &Arguments) -> Result<Value, String> {
        let (sort_key, sort_value) = entity_sort_key(arguments);
        let request = PageRequest::new(arguments, sort_key, is_descending(arguments))?;
        let filter = self.filter(arguments)?;
        let entities = self.index.entities.iter().enumerate();
        let matches = entities
            .filter(|(_, entity)| filter.matches(entity))
            .map(|(document, entity)| {
                let sort_value = sort_value(entity);
                let id = entity.id.to_string();
                (Cursor { sort_value, id }, document)
            })
            .collect();
        let node = |document: &usize| self.index.documents[*document].to_value();
        Ok(request.connection(matches, node))
    }

    pub(super) fn count_entities(&self, arguments: &Arguments) -> Result<usize, String> {
        let filter = self.filter(arguments)?;
        let entities = self.index.entities.iter();
        Ok(entities.filter(|entity| filter.matches(entity)).count())
    }

    /// Returns a page of events, the newest first. An event belongs to the timeline of the entity
    /// whose document contains it.
    pub(super) fn timeline(&self, arguments: &Arguments) -> Result<Value, String> {
        let request = PageRequest::new(arguments, "TIMESTAMP", true)?;
        let ids = self.selected_ids(arguments, "sourceEntityQuery")?;
        let range = TimeRange::new(arguments, "", self.now)?;
        let categories = strings(arguments, "categories");
        let events = self.index.events.iter();
        let matches = events
            .filter(|event| {
                let entity = &*self.index.entities[event.member.document].id;
                ids.as_ref().is_none_or(|ids| ids.contains(entity))
                    && range
                        .as_ref()
                        .is_none_or(|range| range.contains(&event.time))
                    && contains(categories.as_deref(), &event.category)
            })
            .map(|event| (cursor(&event.time, &event.id), event.member))
            .collect();
        Ok(request.connection(matches, |member| self.index.member(*member)))
    }

    pub(super) fn incidents(&self, arguments: &Arguments) -> Result<Value, String> {
        let ids = self.selected_ids(arguments, "entityQuery")?;
        let stages = strings(arguments, "lifeCycleStages");
        self.incident_page(arguments, |incident| {
            contains(stages.as_deref(), &incident.stage)
                && ids.as_ref().is_none_or(|ids| {
                    let mut compromised = incident.compromised.iter();
                    compromised.any(|id| ids.contains(&**id))
                })
        })
    }

    pub(super) fn open_incidents(
        &self,
        entity: &str,
        arguments: &Arguments,
    ) -> Result<Value, String> {
        self.incident_page(arguments, |incident| {
            incident.is_open() && incident.compromised.iter().any(|id| **id == *entity)
        })
    }

    fn incident_page(
        &self,
        arguments: &Arguments,
        filter: impl Fn(&Incident) -> bool,
    ) -> Result<Value, String> {
        let request = PageRequest::new(arguments, "END_TIME", is_descending(arguments))?;
        let incidents = self.index.incidents.iter();
        let matches = incidents
            .filter(|incident| filter(incident))
            .map(|incident| (cursor(&incident.end_time, &incident.id), incident.member))
            .collect();
        Ok(request.connection(matches, |member| self.index.member(*member)))
    }

    /// Returns the domains of all accounts in alphabetical order.
    pub(super) fn domains(&self, arguments: &Arguments) -> Vec<String> {
        // An empty list selects all sources: psfalcon's samples send one.
        let sources = strings(arguments, "dataSources").filter(|sources| !sources.is_empty());
        let entities = self.index.entities.iter();
        let selected = entities.filter(|entity| {
            let mut own = entity.data_sources.iter();
            sources.is_none() || own.any(|source| contains(sources.as_deref(), source))
        });
        let domains: BTreeSet<&str> = selected
            .flat_map(|entity| entity.domains.iter().map(|domain| &**domain))
            .collect();
        domains.into_iter().map(str::to_owned).collect()
    }

    /// Returns the assessment of a domain: the risk factors of its entities that are not archived.
    pub(super) fn assessment(&self, arguments: &Arguments) -> Result<Value, String> {
        let domain = arguments.get("domain");
        let domain = domain.and_then(to_string).unwrap_or_default();
        let is_in_domain = |name: &str| name.to_lowercase() == domain.to_lowercase();
        let members: Vec<_> = self
            .index
            .entities
            .iter()
            .filter(|entity| entity.domains.iter().any(|name| is_in_domain(name)))
            .filter(|entity| !entity.archived)
            .collect();
        if members.is_empty() {
            return Err(format!(
                "unknown domain `{}`: the query `domains` lists the domains",
                excerpt(&domain, 40)
            ));
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for factor in members.iter().flat_map(|entity| &entity.risk_factors) {
            *counts.entry(factor).or_default() += 1;
        }
        let mean =
            members.iter().map(|entity| entity.risk_score).sum::<f64>() / members.len() as f64;
        let factors = counts.iter().map(|(factor, count)| {
            let share = 100 * count / members.len();
            json!({
                "riskFactorType": factor,
                "severity": level(share as f64 * 3.0),
                "likelihood": if share >= 10 { "HIGH" } else { "MEDIUM" },
                "lastUpdateTime": self.now.to_string(),
            })
        });
        let score = (mean * 100.0).round();
        Ok(json!({
            "tenant": "sandbox",
            "overallScore": score,
            "overallScoreLevel": level(score),
            "assessmentFactors": factors.collect::<Vec<_>>(),
        }))
    }
}

/// Returns the severity of a score from 0 to 100.
fn level(score: f64) -> &'static str {
    match score {
        ..50.0 => "NORMAL",
        50.0..75.0 => "MEDIUM",
        _ => "HIGH",
    }
}

fn cursor(sort_value: &str, id: &str) -> Cursor {
    Cursor {
        sort_value: sort_value.to_owned(),
        id: id.to_owned(),
    }
}

/// Returns the strings of an argument, or `None` without the argument.
fn strings(arguments: &Arguments, name: &str) -> Option<Vec<String>> {
    arguments.get(name).and_then(to_strings)
}

fn contains(names: Option<&[String]>, name: &str) -> bool {
    names.is_none_or(|names| names.iter().any(|other| other == name))
}

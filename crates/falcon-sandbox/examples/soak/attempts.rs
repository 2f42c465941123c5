//! The client's attempts, counted from its traces.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use serde::Serialize;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

/// Kinds of failed attempts, and the start of their error messages.
const KINDS: [(&str, &str); 8] = [
    ("status 401", "401 "),
    ("status 429", "429 "),
    ("status 500", "500 "),
    ("status 503", "503 "),
    (LOST, "connection lost"),
    (TRUNCATED, "response body is truncated"),
    (TIMEOUT, "request timed out"),
    (NOT_CONNECTED, "could not connect"),
];
pub(crate) const LOST: &str = "connection lost";
pub(crate) const TRUNCATED: &str = "truncated body";
pub(crate) const TIMEOUT: &str = "timeout";
pub(crate) const NOT_CONNECTED: &str = "no connection";
/// The kind of an error that no fault explains.
pub(crate) const OTHER: &str = "other";

/// The attempts of an operation that ended. A dropped call does not end its attempt.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Attempts {
    pub(crate) succeeded: u64,
    /// Attempts after the first one of a call.
    pub(crate) retries: u64,
    /// By kind.
    pub(crate) failed: BTreeMap<&'static str, u64>,
}

impl Attempts {
    pub(crate) fn ended(&self) -> u64 {
        self.succeeded + self.failed.values().sum::<u64>()
    }

    pub(crate) fn failed_as(&self, kind: &str) -> u64 {
        self.failed.get(kind).copied().unwrap_or_default()
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct AttemptCounts {
    pub(crate) by_operation: BTreeMap<String, Attempts>,
    /// Token requests are not attempts of a call.
    pub(crate) failed_token_requests: u64,
}

impl AttemptCounts {
    pub(crate) fn total(&self) -> Attempts {
        let mut total = Attempts::default();
        for attempts in self.by_operation.values() {
            total.succeeded += attempts.succeeded;
            total.retries += attempts.retries;
            for (kind, count) in &attempts.failed {
                *total.failed.entry(kind).or_default() += count;
            }
        }
        total
    }
}

/// Counts the attempts as they are traced.
#[derive(Clone, Default)]
pub(crate) struct AttemptCounter(Arc<Mutex<AttemptCounts>>);

impl AttemptCounter {
    /// Installs the counter as the subscriber of the process.
    pub(crate) fn install() -> Self {
        let counter = Self::default();
        let subscriber = tracing_subscriber::registry().with(counter.clone());
        tracing::subscriber::set_global_default(subscriber).unwrap();
        counter
    }

    pub(crate) fn counts(&self) -> AttemptCounts {
        self.0.lock().unwrap().clone()
    }
}

/// The operation of a span.
struct Operation(String);

/// The fields of a span or an event, by name.
#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

fn kind(error: &str) -> &'static str {
    let kind = KINDS.iter().find(|(_, start)| error.starts_with(start));
    kind.map_or(OTHER, |(kind, _)| kind)
}

impl<S: Subscriber + for<'s> LookupSpan<'s>> Layer<S> for AttemptCounter {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target().starts_with("falcon_transport")
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let (Some(span), Some(operation)) = (context.span(id), fields.0.remove("operation")) {
            span.extensions_mut().insert(Operation(operation));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut counts = self.0.lock().unwrap();
        let Some(attempt) = fields.0.get("attempt") else {
            counts.failed_token_requests += 1;
            return;
        };
        let Some(span) = context.event_span(event) else {
            return;
        };
        let extensions = span.extensions();
        let Some(Operation(operation)) = extensions.get() else {
            return;
        };
        let attempts = counts.by_operation.entry(operation.clone()).or_default();
        attempts.retries += u64::from(attempt != "1");
        match fields.0.get("error") {
            None => attempts.succeeded += 1,
            Some(error) => *attempts.failed.entry(kind(error)).or_default() += 1,
        }
    }
}

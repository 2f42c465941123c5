//! The attempts of the client's calls, as it traces them.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

/// How an attempt fails, and how its error begins.
const KINDS: [(&str, &str); 8] = [
    ("status 401", "401 "),
    ("status 429", "429 "),
    ("status 500", "500 "),
    ("status 503", "503 "),
    ("connection lost", "connection lost"),
    ("body cut off", "response body is truncated"),
    ("no answer in time", "request timed out"),
    ("no connection", "could not connect"),
];
/// What none of them is.
pub(crate) const OTHER: &str = "another way";

/// The attempts of one operation that came to an end: those that were dropped did not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts {
    pub(crate) succeeded: u64,
    /// Those that were not the first of their call.
    pub(crate) repeated: u64,
    pub(crate) failed: BTreeMap<&'static str, u64>,
}

impl Attempts {
    pub(crate) fn ended(&self) -> u64 {
        self.succeeded + self.failed.values().sum::<u64>()
    }

    pub(crate) fn failed_by(&self, kind: &str) -> u64 {
        self.failed.get(kind).copied().unwrap_or_default()
    }

    fn add(&mut self, other: &Self) {
        self.succeeded += other.succeeded;
        self.repeated += other.repeated;
        for (kind, count) in &other.failed {
            *self.failed.entry(kind).or_default() += count;
        }
    }
}

/// All of them, by operation; requests for tokens, which are no attempts of a call, by themselves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traced {
    pub(crate) calls: BTreeMap<String, Attempts>,
    pub(crate) tokens_failed: u64,
}

impl Traced {
    pub(crate) fn all(&self) -> Attempts {
        let mut all = Attempts::default();
        self.calls.values().for_each(|of_one| all.add(of_one));
        all
    }
}

/// Counts them as they are traced.
#[derive(Clone, Default)]
pub(crate) struct Observer(Arc<Mutex<Traced>>);

/// The operation of a span.
struct Operation(String);

impl Observer {
    /// Begins.
    pub(crate) fn begin() -> Self {
        let observer = Self::default();
        let subscriber = tracing_subscriber::registry().with(observer.clone());
        tracing::subscriber::set_global_default(subscriber).unwrap();
        observer
    }

    pub(crate) fn traced(&self) -> Traced {
        self.0.lock().unwrap().clone()
    }
}

#[derive(Default)]
struct Fields {
    operation: Option<String>,
    attempt: Option<u64>,
    error: Option<String>,
}

impl Visit for Fields {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "attempt" {
            self.attempt = Some(value);
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "operation" {
            self.operation = Some(value.to_owned());
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "error" {
            self.error = Some(format!("{value:?}"));
        }
    }
}

fn kind_of(error: &str) -> &'static str {
    KINDS
        .iter()
        .find(|(_, beginning)| error.starts_with(beginning))
        .map_or(OTHER, |(kind, _)| kind)
}

impl<S: Subscriber + for<'s> LookupSpan<'s>> Layer<S> for Observer {
    fn enabled(&self, about: &Metadata<'_>, _: Context<'_, S>) -> bool {
        about.target().starts_with("falcon_transport")
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let (Some(span), Some(operation)) = (context.span(id), fields.operation) {
            span.extensions_mut().insert(Operation(operation));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut traced = self.0.lock().unwrap();
        let Some(number) = fields.attempt else {
            traced.tokens_failed += 1;
            return;
        };
        let Some(span) = context.event_span(event) else {
            return;
        };
        let extensions = span.extensions();
        let Some(Operation(operation)) = extensions.get() else {
            return;
        };
        if !traced.calls.contains_key(operation) {
            traced.calls.insert(operation.clone(), Attempts::default());
        }
        let Some(attempts) = traced.calls.get_mut(operation) else {
            return;
        };
        attempts.repeated += u64::from(number > 1);
        match &fields.error {
            None => attempts.succeeded += 1,
            Some(error) => *attempts.failed.entry(kind_of(error)).or_default() += 1,
        }
    }
}

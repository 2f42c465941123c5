//! All traces of the process, of every library at every level.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// A subscriber that collects traces as strings.
#[derive(Clone, Default)]
pub(crate) struct Traces(Arc<Mutex<Vec<String>>>);

impl Traces {
    /// Installs the subscriber for the process.
    pub(crate) fn install() -> Self {
        let traces = Self::default();
        let subscriber = tracing_subscriber::registry().with(traces.clone());
        tracing::subscriber::set_global_default(subscriber).unwrap();
        traces
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    fn add(&self, kind: &str, name: &str, record: impl FnOnce(&mut Trace)) {
        let mut trace = Trace(format!("{kind} {name}"));
        record(&mut trace);
        self.0.lock().unwrap().push(trace.0);
    }
}

struct Trace(String);

impl Visit for Trace {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl<S: Subscriber> Layer<S> for Traces {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let metadata = attributes.metadata();
        let name = format!("{} {}", metadata.target(), metadata.name());
        self.add("span", &name, |trace| attributes.record(trace));
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        self.add("record", "", |trace| values.record(trace));
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let name = event.metadata().target();
        self.add("event", name, |trace| event.record(trace));
    }
}

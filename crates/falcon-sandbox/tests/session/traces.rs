//! All that is traced, of every library at every level.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// The traces of the whole process.
#[derive(Clone, Default)]
pub(crate) struct Traces(Arc<Mutex<Vec<String>>>);

impl Traces {
    /// Begins to collect.
    pub(crate) fn of_everything() -> Self {
        let traces = Self::default();
        let subscriber = tracing_subscriber::registry().with(traces.clone());
        tracing::subscriber::set_global_default(subscriber).unwrap();
        traces
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    fn note(&self, what: &str, name: &str, record: impl FnOnce(&mut Text)) {
        let mut text = Text(format!("{what} {name}"));
        record(&mut text);
        self.0.lock().unwrap().push(text.0);
    }
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl<S: Subscriber> Layer<S> for Traces {
    fn on_new_span(&self, attributes: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let about = attributes.metadata();
        let name = format!("{} {}", about.target(), about.name());
        self.note("span", &name, |text| attributes.record(text));
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        self.note("record", "", |text| values.record(text));
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let name = event.metadata().target();
        self.note("event", name, |text| event.record(text));
    }
}

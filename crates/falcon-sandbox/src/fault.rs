//! Faults on demand, so that users can test what their programs make of them.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::operation::Spec;

/// Something that goes wrong with one request.
///
/// Without [`on`](Self::on) it is for the next request that is not about tokens.
///
/// ```
/// use std::time::Duration;
/// use falcon_sandbox::Fault;
///
/// let script = [
///     Fault::status(429),
///     Fault::reset().on("query_external_assets_v2"),
///     Fault::stall(Duration::from_millis(50)).on("/oauth2/token"),
/// ];
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub(crate) kind: Kind,
    /// The id or the path of the operation that it is for.
    target: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Status { status: u16, retry_after: Duration },
    Reset,
    Truncate,
    Stall(Duration),
    ExpireToken,
    None,
}

impl Fault {
    const fn new(kind: Kind) -> Self {
        Self { kind, target: None }
    }

    /// This status with an envelope, and nothing is done. A 429 says to come back in a second;
    /// [`retry_after`](Self::retry_after) says another time. A number that is no status of a
    /// refusal, 400 to 599, counts as 500.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        let status = match status {
            400..=599 => status,
            _ => 500,
        };
        Self::new(Kind::Status {
            status,
            retry_after: Duration::from_secs(1),
        })
    }

    /// The connection is reset instead of an answer, and nothing is done.
    #[must_use]
    pub const fn reset() -> Self {
        Self::new(Kind::Reset)
    }

    /// The operation is done, and the connection closed in the middle of the answer's body.
    #[must_use]
    pub const fn truncate() -> Self {
        Self::new(Kind::Truncate)
    }

    /// The answer comes only after this time.
    #[must_use]
    pub const fn stall(time: Duration) -> Self {
        Self::new(Kind::Stall(time))
    }

    /// The token of the request ends before its time: the answer is a 401.
    #[must_use]
    pub const fn expire_token() -> Self {
        Self::new(Kind::ExpireToken)
    }

    /// Nothing goes wrong: in a script, a request to be passed over.
    #[must_use]
    pub const fn none() -> Self {
        Self::new(Kind::None)
    }

    /// When a 429 says to come back; of other faults nothing.
    #[must_use]
    pub fn retry_after(mut self, time: Duration) -> Self {
        if let Kind::Status { retry_after, .. } = &mut self.kind {
            *retry_after = time;
        }
        self
    }

    /// Only for requests of one operation, by its id or its path; the requests of others leave it
    /// in the script.
    #[must_use]
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        self.target = Some(operation.into());
        self
    }

    fn is_for(&self, spec: &Spec) -> bool {
        match &self.target {
            Some(target) => target == spec.id || target == spec.path,
            None => !spec.operation.is_about_tokens(),
        }
    }
}

/// Faults at random, each with its probability, the same ones for the same seed.
///
/// They happen to the requests that are not about tokens, and that no script has a fault for.
///
/// ```
/// use falcon_sandbox::{Fault, FaultRates};
///
/// let rates = FaultRates::new(42)
///     .fault(Fault::status(429), 0.05)
///     .fault(Fault::status(503), 0.02)
///     .fault(Fault::reset(), 0.01);
/// ```
#[derive(Clone, Debug)]
pub struct FaultRates {
    random: fastrand::Rng,
    faults: Vec<(Fault, f64)>,
}

impl FaultRates {
    /// No faults yet.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            random: fastrand::Rng::with_seed(seed),
            faults: Vec::new(),
        }
    }

    /// A fault, and how probable it is for each request, from 0 to 1. When the probabilities come
    /// to more than 1, the last ones get less.
    #[must_use]
    pub fn fault(mut self, fault: Fault, probability: f64) -> Self {
        self.faults.push((fault, probability));
        self
    }

    fn next(&mut self, spec: &Spec) -> Option<Kind> {
        let mut roll = self.random.f64();
        for (fault, probability) in &self.faults {
            if roll < *probability {
                return fault.is_for(spec).then(|| fault.kind.clone());
            }
            roll -= probability.max(0.0);
        }
        None
    }
}

/// The faults that are still to come.
#[derive(Debug)]
pub(crate) struct Faults {
    planned: Mutex<Planned>,
}

#[derive(Debug)]
struct Planned {
    script: VecDeque<Fault>,
    rates: Option<FaultRates>,
}

impl Faults {
    pub(crate) fn new(script: Vec<Fault>, rates: Option<FaultRates>) -> Self {
        let planned = Planned {
            script: script.into(),
            rates,
        };
        Self {
            planned: Mutex::new(planned),
        }
    }

    pub(crate) fn add(&self, faults: impl Iterator<Item = Fault>) {
        let mut planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        planned.script.extend(faults);
    }

    /// What goes wrong with a request: the first of the script that is for it, or else what chance
    /// has.
    pub(crate) fn next(&self, spec: &Spec) -> Kind {
        let mut planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        let scripted = planned.script.iter().position(|fault| fault.is_for(spec));
        if let Some(fault) = scripted.and_then(|place| planned.script.remove(place)) {
            return fault.kind;
        }
        planned
            .rates
            .as_mut()
            .filter(|rates| !rates.faults.is_empty())
            .and_then(|rates| rates.next(spec))
            .unwrap_or(Kind::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Operation;

    #[test]
    fn a_script_is_played_in_order_each_fault_for_its_own() {
        let script = vec![
            Fault::reset().on("get_external_assets"),
            Fault::none(),
            Fault::truncate(),
            Fault::expire_token().on("/oauth2/token"),
        ];
        let faults = Faults::new(script, None);
        let next = |operation: Operation| faults.next(operation.spec());
        assert_eq!(next(Operation::Revoke), Kind::None);
        assert_eq!(next(Operation::QuerySensors), Kind::None);
        assert_eq!(next(Operation::QuerySensors), Kind::Truncate);
        assert_eq!(next(Operation::QuerySensors), Kind::None);
        assert_eq!(next(Operation::GetAssets), Kind::Reset);
        assert_eq!(next(Operation::Token), Kind::ExpireToken);
        assert_eq!(next(Operation::Token), Kind::None);
    }

    #[test]
    fn chance_repeats_itself_for_one_seed_and_keeps_to_the_probabilities() {
        let kinds = |seed| {
            let rates = FaultRates::new(seed)
                .fault(Fault::status(429), 0.25)
                .fault(Fault::reset(), 0.25);
            let faults = Faults::new(Vec::new(), Some(rates));
            (0..1000)
                .map(|_| faults.next(Operation::GetAssets.spec()))
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds(1), kinds(1));
        assert_ne!(kinds(1), kinds(2));
        let resets = kinds(1).iter().filter(|kind| **kind == Kind::Reset).count();
        assert!((200..300).contains(&resets), "{resets}");
    }

    #[test]
    fn what_is_no_status_of_a_refusal_is_a_500() {
        let status = |number| match Fault::status(number).kind {
            Kind::Status { status, .. } => status,
            _ => 0,
        };
        assert_eq!([status(200), status(9999), status(503)], [500, 500, 503]);
    }
}

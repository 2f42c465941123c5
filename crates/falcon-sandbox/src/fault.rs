//! Injected faults, for testing how clients handle failures.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use crate::operation::Target;

/// A failure of one request.
///
/// A fault applies to the next request other than token requests; [`on`](Self::on) restricts it to
/// one operation.
///
/// # Examples
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
    kind: FaultKind,
    /// The id or the path of the operation that the fault is restricted to.
    target: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FaultKind {
    Status { status: u16, retry_after: Duration },
    Reset,
    Truncate,
    Stall(Duration),
    ExpireToken,
    None,
}

impl Fault {
    const fn new(kind: FaultKind) -> Self {
        Self { kind, target: None }
    }

    /// Responds with an error status and an envelope; the operation is not executed.
    ///
    /// A 429 asks the client to retry after one second; [`retry_after`](Self::retry_after) changes
    /// that. A status outside 400 to 599 is replaced by 500.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        let status = match status {
            400..=599 => status,
            _ => 500,
        };
        Self::new(FaultKind::Status {
            status,
            retry_after: Duration::from_secs(1),
        })
    }

    /// Resets the connection instead of responding; the operation is not executed.
    #[must_use]
    pub const fn reset() -> Self {
        Self::new(FaultKind::Reset)
    }

    /// Executes the operation and closes the connection halfway through the response body.
    #[must_use]
    pub const fn truncate() -> Self {
        Self::new(FaultKind::Truncate)
    }

    /// Delays the response.
    #[must_use]
    pub const fn stall(delay: Duration) -> Self {
        Self::new(FaultKind::Stall(delay))
    }

    /// Expires the request's token early, so that the response is a 401.
    #[must_use]
    pub const fn expire_token() -> Self {
        Self::new(FaultKind::ExpireToken)
    }

    /// Lets one request through: a placeholder in a script.
    #[must_use]
    pub const fn none() -> Self {
        Self::new(FaultKind::None)
    }

    /// Sets the delay after which a 429 asks the client to retry. Other faults are unchanged.
    #[must_use]
    pub fn retry_after(mut self, delay: Duration) -> Self {
        if let FaultKind::Status { retry_after, .. } = &mut self.kind {
            *retry_after = delay;
        }
        self
    }

    /// Restricts the fault to one operation, given by its id or its path. Requests for other
    /// operations leave the fault in the script.
    ///
    /// The ids are those of the API definition, such as `patch_external_assets` for the method
    /// `update_assets` of falcon-transport. A fault on an unknown operation is never applied: assert
    /// that [`Sandbox::remaining_faults`](crate::Sandbox::remaining_faults) is 0 at the end of a test.
    #[must_use]
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        self.target = Some(operation.into());
        self
    }

    fn applies_to(&self, called: Target) -> bool {
        match &self.target {
            Some(target) => target == called.id() || target == called.path(),
            None => !called.is_token_operation(),
        }
    }
}

/// Random faults, each with its own probability and reproducible from a seed.
///
/// They apply to requests other than token requests, unless the script has a fault for the request.
///
/// # Examples
///
/// ```
/// use falcon_sandbox::{Fault, FaultRates};
///
/// let rates = FaultRates::new(42)
///     .fault(Fault::status(429), 0.05)
///     .fault(Fault::status(503), 0.02)
///     .fault(Fault::reset(), 0.01);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FaultRates {
    seed: u64,
    faults: Vec<(Fault, f64)>,
}

impl FaultRates {
    /// Creates an empty set of faults.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            faults: Vec::new(),
        }
    }

    /// Adds a fault with its probability per request, from 0 to 1.
    ///
    /// If the probabilities sum to more than 1, the faults added last occur less often than
    /// requested.
    #[must_use]
    pub fn fault(mut self, fault: Fault, probability: f64) -> Self {
        self.faults.push((fault, probability));
        self
    }
}

/// The random faults of a running sandbox.
#[derive(Debug)]
struct RandomFaults {
    rng: ChaCha8Rng,
    faults: Vec<(Fault, f64)>,
}

impl RandomFaults {
    fn new(rates: FaultRates) -> Self {
        Self {
            rng: ChaCha8Rng::seed_from_u64(rates.seed),
            faults: rates.faults,
        }
    }

    fn next(&mut self, called: Target) -> Option<FaultKind> {
        let mut roll = self.rng.random::<f64>();
        for (fault, probability) in &self.faults {
            if roll < *probability {
                return fault.applies_to(called).then(|| fault.kind.clone());
            }
            roll -= probability.max(0.0);
        }
        None
    }
}

/// Chooses the fault of each request from a script and random faults.
#[derive(Debug)]
pub(crate) struct FaultInjector {
    pending: Mutex<PendingFaults>,
}

#[derive(Debug)]
struct PendingFaults {
    script: VecDeque<Fault>,
    random: Option<RandomFaults>,
}

impl FaultInjector {
    pub(crate) fn new(script: Vec<Fault>, rates: Option<FaultRates>) -> Self {
        let pending = PendingFaults {
            script: script.into(),
            random: rates.map(RandomFaults::new),
        };
        Self {
            pending: Mutex::new(pending),
        }
    }

    /// Appends faults to the script.
    pub(crate) fn extend_script(&self, faults: impl Iterator<Item = Fault>) {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.script.extend(faults);
    }

    /// Returns the number of faults in the script.
    pub(crate) fn remaining(&self) -> usize {
        let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.script.len()
    }

    /// Returns the fault for a request: the first applicable one of the script, or else a random
    /// one.
    pub(crate) fn next(&self, called: Target) -> FaultKind {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let index = pending
            .script
            .iter()
            .position(|fault| fault.applies_to(called));
        if let Some(fault) = index.and_then(|index| pending.script.remove(index)) {
            return fault.kind;
        }
        pending
            .random
            .as_mut()
            .and_then(|random| random.next(called))
            .unwrap_or(FaultKind::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Operation;

    #[test]
    fn script_applies_in_order_per_operation() {
        let script = vec![
            Fault::reset().on("get_external_assets"),
            Fault::none(),
            Fault::truncate(),
            Fault::expire_token().on("/oauth2/token"),
        ];
        let faults = FaultInjector::new(script, None);
        let next = |operation: Operation| faults.next(operation.into());
        assert_eq!(next(Operation::RevokeToken), FaultKind::None);
        assert_eq!(next(Operation::QuerySensors), FaultKind::None);
        assert_eq!(next(Operation::QuerySensors), FaultKind::Truncate);
        assert_eq!(next(Operation::QuerySensors), FaultKind::None);
        assert_eq!(next(Operation::GetAssets), FaultKind::Reset);
        assert_eq!(next(Operation::CreateToken), FaultKind::ExpireToken);
        assert_eq!(next(Operation::CreateToken), FaultKind::None);
    }

    #[test]
    fn random_faults_follow_seed_and_probability() {
        let kinds = |seed| {
            let rates = FaultRates::new(seed)
                .fault(Fault::status(429), 0.25)
                .fault(Fault::reset(), 0.25);
            let faults = FaultInjector::new(Vec::new(), Some(rates));
            (0..1000)
                .map(|_| faults.next(Operation::GetAssets.into()))
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds(1), kinds(1));
        assert_ne!(kinds(1), kinds(2));
        let resets = kinds(1)
            .iter()
            .filter(|kind| **kind == FaultKind::Reset)
            .count();
        assert!((200..300).contains(&resets), "{resets}");
    }

    #[test]
    fn non_error_status_becomes_500() {
        let status = |status| match Fault::status(status).kind {
            FaultKind::Status { status, .. } => status,
            _ => 0,
        };
        assert_eq!([status(200), status(9999), status(503)], [500, 500, 503]);
    }
}

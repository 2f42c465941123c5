//! Identity Protection: sensors, policy rules and GraphQL.

mod graphql;
mod policy_rules;
mod sensors;

pub use graphql::{Graphql, GraphqlNodes, GraphqlPages, GraphqlResponse, IntoGraphql};
pub use policy_rules::{
    Activity, Condition, CreatePolicyRules, DeletePolicyRules, GetPolicyRules, PolicyRule,
    QueryPolicyRules, RuleMode, Subject,
};
pub use sensors::{GetSensorAggregates, GetSensorDetails, QuerySensors};

use crate::client::Falcon;

/// The operations of Identity Protection.
///
/// Each method begins a request, which is sent by its `send()`. Sensors need the scope
/// `identity-protection-entities:read`, GraphQL `identity-protection-graphql:write`, policy rules
/// `identity-protection-policy-rules:read` and `:write`.
#[derive(Clone, Debug)]
pub struct IdentityProtection {
    falcon: Falcon,
}

impl Falcon {
    /// Returns the operations of Identity Protection.
    #[must_use]
    pub fn identity_protection(&self) -> IdentityProtection {
        IdentityProtection {
            falcon: self.clone(),
        }
    }
}

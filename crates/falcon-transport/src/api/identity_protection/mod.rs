//! Identity Protection: sensors, policy rules and GraphQL.

mod graphql;
mod graphql_connection;
mod graphql_pages;
mod paged_document;
mod policy_rule;
mod policy_rules;
mod sensors;

pub use graphql::{Graphql, GraphqlResponse};
pub use graphql_pages::{GraphqlNodes, GraphqlPages};
pub use policy_rule::{Activity, Condition, NewPolicyRule, RuleMode, Subject};
pub use policy_rules::{CreatePolicyRules, DeletePolicyRules, GetPolicyRules, QueryPolicyRules};
pub use sensors::{GetSensorDetails, QuerySensors};

pub use crate::api::aggregates::AggregateRequest as GetSensorAggregates;
pub use crate::vocabulary::{RuleAction, RuleTrigger};

use crate::client::Falcon;

/// The operations of Identity Protection.
///
/// Each method returns a request, which is sent when it is awaited. Sensors need the scope
/// `identity-protection-entities:read`, GraphQL needs `identity-protection-graphql:write`, and policy
/// rules need `identity-protection-policy-rules:read` and `:write`.
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

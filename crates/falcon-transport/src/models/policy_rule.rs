//! Policy rules of Identity Protection.

use super::model;
use crate::vocabulary::{RuleAction, RuleTrigger};

model! {
    /// A policy rule.
    ///
    /// The service does not document the schema of rules in responses. The fields are those of a
    /// [new rule](crate::identity_protection::NewPolicyRule), unknown ones are kept, and a rule that
    /// does not have these types is [malformed](crate::Response::malformed), with its JSON.
    #[serde(rename_all = "camelCase")]
    pub struct PolicyRule {
        required {
            /// Rule id.
            id: String,
        }
        strings {
            /// Name.
            name,
            /// Action, such as `BLOCK`.
            action: RuleAction,
            /// Event that the rule reacts to, such as `access`.
            trigger: RuleTrigger,
        }
        optional {
            /// `false` if the rule has no effect.
            enabled: bool,
            /// `true` if the rule reports matches without performing its action.
            simulation_mode: bool,
            /// Activity that the rule applies to.
            activity: RuleActivity,
            /// Destination that the rule applies to.
            destination: RuleSubject,
            /// Endpoint whose activity the rule applies to.
            source_endpoint: RuleSubject,
            /// User whose activity the rule applies to.
            source_user: RuleSubject,
        }
    }
}

model! {
    /// The activity that a rule applies to.
    #[serde(rename_all = "camelCase")]
    pub struct RuleActivity {
        optional {
            /// Condition on the access type.
            access_type: RuleCondition,
            /// Condition on the customer-defined access type.
            access_type_custom: RuleCondition,
        }
    }
}

model! {
    /// A user, endpoint or destination that a rule applies to.
    #[serde(rename_all = "camelCase")]
    pub struct RuleSubject {
        optional {
            /// Condition on the entity id.
            entity_id: RuleCondition,
            /// Condition on the groups that the subject is a member of.
            group_membership: RuleCondition,
        }
    }
}

model! {
    /// The values that a rule includes and those that it excludes.
    pub struct RuleCondition {
        lists {
            /// Included values.
            include: String,
            /// Excluded values.
            exclude: String,
        }
    }
}

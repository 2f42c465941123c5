//! The body of a new policy rule.

use serde::{Deserialize, Serialize};

use crate::api::request_body::request_body;
use crate::vocabulary::{RuleAction, RuleTrigger};

request_body! {
    /// A policy rule to create: its conditions and its action.
    ///
    /// It deserializes from the JSON of a request. An unknown key is an error there, because a misspelled
    /// condition would make the rule apply to more than was meant.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_transport::identity_protection::NewPolicyRule;
    ///
    /// let json = r#"{"name": "n", "action": "MFA", "trigger": "access", "enabled": false,
    ///     "simulationMode": true, "sourceUsr": {"entityId": {"include": ["u"]}}}"#;
    /// let error = serde_json::from_str::<NewPolicyRule>(json).unwrap_err();
    /// assert!(error.to_string().contains("unknown field `sourceUsr`"));
    /// ```
    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    pub struct NewPolicyRule {
        required {
            name: String,
            action: RuleAction,
            trigger: RuleTrigger,
            enabled: bool,
            simulation_mode: bool,
        }
        optional {
            /// Applies the rule only to this activity.
            activity: Activity,
            /// Applies the rule only to this destination.
            destination: Subject,
            /// Applies the rule only to activity from this endpoint.
            source_endpoint: Subject,
            /// Applies the rule only to activity of this user.
            source_user: Subject,
        }
    }
}

impl NewPolicyRule {
    /// Creates a rule with the required properties.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        action: RuleAction,
        trigger: RuleTrigger,
        mode: RuleMode,
    ) -> Self {
        Self::with_required(
            name.into(),
            action,
            trigger,
            mode.enabled,
            mode.simulation_mode,
        )
    }
}

/// The mode of a new rule. Both fields are required, so `false` is sent too.
///
/// # Examples
///
/// ```
/// use falcon_transport::identity_protection::RuleMode;
///
/// let dry_run = RuleMode { enabled: true, simulation_mode: true };
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleMode {
    /// Enables the rule. A rule that is not enabled has no effect.
    pub enabled: bool,
    /// Reports matches of the rule without performing its action.
    pub simulation_mode: bool,
}

/// A list of values that a rule includes and a list that it excludes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Condition {
    include: Vec<String>,
    exclude: Vec<String>,
}

impl Condition {
    /// Creates a condition that includes these values.
    #[must_use]
    pub fn including<S: Into<String>>(values: impl IntoIterator<Item = S>) -> Self {
        Self {
            include: values.into_iter().map(Into::into).collect(),
            exclude: Vec::new(),
        }
    }

    /// Creates a condition that excludes these values.
    #[must_use]
    pub fn excluding<S: Into<String>>(values: impl IntoIterator<Item = S>) -> Self {
        Self::default().and_excluding(values)
    }

    /// Adds values to exclude.
    #[must_use]
    pub fn and_excluding<S: Into<String>>(mut self, values: impl IntoIterator<Item = S>) -> Self {
        self.exclude.extend(values.into_iter().map(Into::into));
        self
    }
}

request_body! {
    /// The activity that a rule applies to.
    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase", default, deny_unknown_fields)]
    pub struct Activity {
        optional {
            /// Sets the condition on the access type.
            access_type: Condition,
            /// Sets the condition on the customer-defined access type.
            access_type_custom: Condition,
        }
    }
}

impl Activity {
    /// Creates an activity without conditions.
    #[must_use]
    pub fn new() -> Self {
        Self::with_required()
    }
}

request_body! {
    /// A user, endpoint or destination that a rule applies to.
    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase", default, deny_unknown_fields)]
    pub struct Subject {
        optional {
            /// Sets the condition on the entity id.
            entity_id: Condition,
            /// Sets the condition on the groups that the subject is a member of.
            group_membership: Condition,
        }
    }
}

impl Subject {
    /// Creates a subject without conditions.
    #[must_use]
    pub fn new() -> Self {
        Self::with_required()
    }
}

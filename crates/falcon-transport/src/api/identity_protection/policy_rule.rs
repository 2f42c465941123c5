//! The body of a new policy rule.

use serde::{Deserialize, Serialize};

use crate::vocabulary::{RuleAction, RuleTrigger};

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
#[serde(rename_all = "camelCase", from = "PolicyRuleJson")]
pub struct NewPolicyRule {
    name: String,
    action: RuleAction,
    trigger: RuleTrigger,
    #[serde(flatten)]
    mode: RuleMode,
    #[serde(skip_serializing_if = "Option::is_none")]
    activity: Option<Activity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination: Option<Subject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_endpoint: Option<Subject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_user: Option<Subject>,
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
        Self {
            name: name.into(),
            action,
            trigger,
            mode,
            activity: None,
            destination: None,
            source_endpoint: None,
            source_user: None,
        }
    }

    /// Applies the rule only to this activity.
    #[must_use]
    pub fn activity(mut self, activity: Activity) -> Self {
        self.activity = Some(activity);
        self
    }

    /// Applies the rule only to this destination.
    #[must_use]
    pub fn destination(mut self, destination: Subject) -> Self {
        self.destination = Some(destination);
        self
    }

    /// Applies the rule only to activity from this endpoint.
    #[must_use]
    pub fn source_endpoint(mut self, endpoint: Subject) -> Self {
        self.source_endpoint = Some(endpoint);
        self
    }

    /// Applies the rule only to activity of this user.
    #[must_use]
    pub fn source_user(mut self, user: Subject) -> Self {
        self.source_user = Some(user);
        self
    }
}

/// The JSON of a new rule, with all keys at one level.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PolicyRuleJson {
    name: String,
    action: RuleAction,
    trigger: RuleTrigger,
    enabled: bool,
    simulation_mode: bool,
    activity: Option<Activity>,
    destination: Option<Subject>,
    source_endpoint: Option<Subject>,
    source_user: Option<Subject>,
}

impl From<PolicyRuleJson> for NewPolicyRule {
    fn from(json: PolicyRuleJson) -> Self {
        Self {
            name: json.name,
            action: json.action,
            trigger: json.trigger,
            mode: RuleMode {
                enabled: json.enabled,
                simulation_mode: json.simulation_mode,
            },
            activity: json.activity,
            destination: json.destination,
            source_endpoint: json.source_endpoint,
            source_user: json.source_user,
        }
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

/// The activity that a rule applies to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Activity {
    #[serde(skip_serializing_if = "Option::is_none")]
    access_type: Option<Condition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_type_custom: Option<Condition>,
}

impl Activity {
    /// Creates an activity without conditions.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the condition on the access type.
    #[must_use]
    pub fn access_type(mut self, condition: Condition) -> Self {
        self.access_type = Some(condition);
        self
    }

    /// Sets the condition on the customer-defined access type.
    #[must_use]
    pub fn access_type_custom(mut self, condition: Condition) -> Self {
        self.access_type_custom = Some(condition);
        self
    }
}

/// A user, endpoint or destination that a rule applies to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Subject {
    #[serde(skip_serializing_if = "Option::is_none")]
    entity_id: Option<Condition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_membership: Option<Condition>,
}

impl Subject {
    /// Creates a subject without conditions.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the condition on the entity id.
    #[must_use]
    pub fn entity_id(mut self, condition: Condition) -> Self {
        self.entity_id = Some(condition);
        self
    }

    /// Sets the condition on the groups that the subject is a member of.
    #[must_use]
    pub fn group_membership(mut self, condition: Condition) -> Self {
        self.group_membership = Some(condition);
        self
    }
}

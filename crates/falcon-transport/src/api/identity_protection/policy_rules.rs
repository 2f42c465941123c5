//! Policy rules. The documents give them no schema, so answers are JSON.

use serde::Serialize;
use serde_json::Value;

use super::IdentityProtection;
use crate::api::body::{IntoBody, Typed, to_json};
use crate::api::by_ids::request_by_ids;
use crate::api::listing::parameters_method;
use crate::api::operation::OperationId;
use crate::api::request::ApiRequest;
use crate::client::Falcon;
use crate::error::Error;
use crate::response::Response;

impl IdentityProtection {
    /// Creates a policy rule. It takes a [`PolicyRule`], or the whole payload as JSON.
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use falcon_transport::{Condition, PolicyRule, RuleMode, Subject};
    ///
    /// let mode = RuleMode { enabled: false, simulation_mode: true };
    /// let rule = PolicyRule::new("block admins", "BLOCK", "access", mode)
    ///     .source_user(Subject::new().group_membership(Condition::including(["group-id"])));
    /// falcon.identity_protection().create_policy_rules(rule).send().await?.complete()?;
    /// # Ok(()) }
    /// ```
    pub fn create_policy_rules<F>(&self, rule: impl IntoBody<PolicyRule, F>) -> CreatePolicyRules {
        CreatePolicyRules {
            falcon: self.falcon.clone(),
            body: rule.into_body(),
        }
    }

    /// Ids of policy rules.
    pub fn query_policy_rules(&self) -> QueryPolicyRules {
        QueryPolicyRules {
            falcon: self.falcon.clone(),
            enabled: None,
            simulation_mode: None,
            name: None,
            parameters: Vec::new(),
        }
    }
}

request_by_ids! {
    /// Policy rules, by 1 to 100 ids.
    IdentityProtection::get_policy_rules -> GetPolicyRules, GetPolicyRules -> Value
}

request_by_ids! {
    /// Deletes policy rules, by 1 to 100 ids. Without ids nothing is sent.
    IdentityProtection::delete_policy_rules -> DeletePolicyRules,
    /// A deletion is not repeated once it may have arrived: see [`Error::may_have_been_done`].
    DeletePolicyRules -> Value
}

/// A request for [`create_policy_rules`](IdentityProtection::create_policy_rules).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct CreatePolicyRules {
    falcon: Falcon,
    body: Value,
}

impl CreatePolicyRules {
    /// Sends it. The answer holds what the service says of the new rule, its id first of all.
    ///
    /// # Errors
    ///
    /// A creation is not repeated once it may have arrived: see [`Error::may_have_been_done`].
    pub async fn send(self) -> Result<Response<Value>, Error> {
        let call = ApiRequest::new(OperationId::PostPolicyRules).with_body(self.body);
        self.falcon.execute(&call).await
    }
}

/// A request for [`query_policy_rules`](IdentityProtection::query_policy_rules).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send()`"]
pub struct QueryPolicyRules {
    falcon: Falcon,
    enabled: Option<bool>,
    simulation_mode: Option<bool>,
    name: Option<String>,
    parameters: Vec<(String, String)>,
}

impl QueryPolicyRules {
    parameters_method!();

    /// Only those that are enabled, or only those that are not.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = Some(enabled);
        self
    }

    /// Only those in simulation mode, or only those that are not.
    pub fn simulation_mode(mut self, simulation_mode: bool) -> Self {
        self.simulation_mode = Some(simulation_mode);
        self
    }

    /// Only those of this name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// What any call can fail of.
    pub async fn send(self) -> Result<Response<String>, Error> {
        let call = ApiRequest::new(OperationId::GetPolicyRulesQuery)
            .with_some("enabled", self.enabled)
            .with_some("simulation_mode", self.simulation_mode)
            .with_some("name", self.name);
        self.falcon
            .execute(&call.with_raw_query(&self.parameters))
            .await
    }
}

/// A policy rule to be created: when it applies, and what it does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyRule {
    name: String,
    action: String,
    trigger: String,
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

impl PolicyRule {
    /// A rule with what every rule needs.
    ///
    /// Known actions are `ADD_TO_WATCH_LIST`, `ALLOW`, `APPLY_SSO_POLICY`, `BLOCK`,
    /// `FORCE_PASSWORD_CHANGE` and `MFA`; known triggers `access`, `accountEvent`, `alert` and
    /// `federatedAccess`. Others are sent as they are.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        action: impl Into<String>,
        trigger: impl Into<String>,
        mode: RuleMode,
    ) -> Self {
        Self {
            name: name.into(),
            action: action.into(),
            trigger: trigger.into(),
            mode,
            activity: None,
            destination: None,
            source_endpoint: None,
            source_user: None,
        }
    }

    /// What is being done when it applies.
    #[must_use]
    pub fn activity(mut self, activity: Activity) -> Self {
        self.activity = Some(activity);
        self
    }

    /// Where it is being done.
    #[must_use]
    pub fn destination(mut self, destination: Subject) -> Self {
        self.destination = Some(destination);
        self
    }

    /// From which endpoint.
    #[must_use]
    pub fn source_endpoint(mut self, endpoint: Subject) -> Self {
        self.source_endpoint = Some(endpoint);
        self
    }

    /// By which user.
    #[must_use]
    pub fn source_user(mut self, user: Subject) -> Self {
        self.source_user = Some(user);
        self
    }
}

impl IntoBody<PolicyRule, Typed> for PolicyRule {
    fn into_body(self) -> Value {
        to_json(&self)
    }
}

/// Whether a new rule acts.
///
/// ```
/// use falcon_transport::RuleMode;
///
/// let try_out = RuleMode { enabled: true, simulation_mode: true };
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleMode {
    /// Whether the rule is looked at; one that is not enabled does nothing.
    pub enabled: bool,
    /// Whether it only reports what it would do.
    pub simulation_mode: bool,
}

/// What a rule includes and excludes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Condition {
    include: Vec<String>,
    exclude: Vec<String>,
}

impl Condition {
    /// Includes these, and excludes nothing.
    #[must_use]
    pub fn including<S: Into<String>>(values: impl IntoIterator<Item = S>) -> Self {
        Self {
            include: values.into_iter().map(Into::into).collect(),
            exclude: Vec::new(),
        }
    }

    /// Excludes these, and includes nothing in particular.
    #[must_use]
    pub fn excluding<S: Into<String>>(values: impl IntoIterator<Item = S>) -> Self {
        Self::default().and_excluding(values)
    }

    /// Excludes these, too.
    #[must_use]
    pub fn and_excluding<S: Into<String>>(mut self, values: impl IntoIterator<Item = S>) -> Self {
        self.exclude.extend(values.into_iter().map(Into::into));
        self
    }
}

/// The activity that a rule is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    #[serde(skip_serializing_if = "Option::is_none")]
    access_type: Option<Condition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_type_custom: Option<Condition>,
}

impl Activity {
    /// Any activity.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Of these kinds of access.
    #[must_use]
    pub fn access_type(mut self, condition: Condition) -> Self {
        self.access_type = Some(condition);
        self
    }

    /// Of these kinds of access, which the customer has defined.
    #[must_use]
    pub fn access_type_custom(mut self, condition: Condition) -> Self {
        self.access_type_custom = Some(condition);
        self
    }
}

/// A user, an endpoint or a destination that a rule is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    #[serde(skip_serializing_if = "Option::is_none")]
    entity_id: Option<Condition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_membership: Option<Condition>,
}

impl Subject {
    /// Anyone and anything.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With these entity ids.
    #[must_use]
    pub fn entity_id(mut self, condition: Condition) -> Self {
        self.entity_id = Some(condition);
        self
    }

    /// In these groups.
    #[must_use]
    pub fn group_membership(mut self, condition: Condition) -> Self {
        self.group_membership = Some(condition);
        self
    }
}

//! Policy rules.

use serde_json::Value;

use super::{IdentityProtection, NewPolicyRule};
use crate::api::ids::IntoIds;
use crate::api::operation_id::OperationId;
use crate::api::request::{ApiRequest, query_method, request_type, to_json};
use crate::error::Error;
use crate::models::PolicyRule;
use crate::response::typed_response::Response;

impl IdentityProtection {
    /// Creates a policy rule.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use falcon_transport::identity_protection::{
    ///     Condition, NewPolicyRule, RuleAction, RuleMode, RuleTrigger, Subject,
    /// };
    ///
    /// let mode = RuleMode { enabled: false, simulation_mode: true };
    /// let rule = NewPolicyRule::new("block admins", RuleAction::Block, RuleTrigger::Access, mode)
    ///     .source_user(Subject::new().group_membership(Condition::including(["group-id"])));
    /// falcon.identity_protection().create_policy_rules(rule).send().await?.complete()?;
    /// # Ok(()) }
    /// ```
    pub fn create_policy_rules(&self, rule: NewPolicyRule) -> CreatePolicyRules {
        self.create_policy_rules_json(to_json(&rule))
    }

    /// Creates a policy rule, with the body `json!({"name": …})`.
    pub fn create_policy_rules_json(&self, body: Value) -> CreatePolicyRules {
        let operation = OperationId::PostPolicyRules;
        CreatePolicyRules(ApiRequest::new(&self.falcon, operation).with_body(body))
    }

    /// Lists the ids of policy rules.
    pub fn query_policy_rules(&self) -> QueryPolicyRules {
        let operation = OperationId::GetPolicyRulesQuery;
        QueryPolicyRules(ApiRequest::new(&self.falcon, operation))
    }

    /// Returns policy rules, by 1 to 100 ids.
    pub fn get_policy_rules(&self, ids: impl IntoIds) -> GetPolicyRules {
        let operation = OperationId::GetPolicyRules;
        GetPolicyRules(ApiRequest::new(&self.falcon, operation).with_ids(ids))
    }

    /// Deletes policy rules, by 1 to 100 ids.
    pub fn delete_policy_rules(&self, ids: impl IntoIds) -> DeletePolicyRules {
        let operation = OperationId::DeletePolicyRules;
        DeletePolicyRules(ApiRequest::new(&self.falcon, operation).with_ids(ids))
    }
}

request_type! {
    /// A request for [`create_policy_rules`](IdentityProtection::create_policy_rules).
    CreatePolicyRules;
    /// Sends the request and returns what the service reports about the new rule. The schema is not
    /// documented, so it is JSON.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for an empty body. The request is not retried once the service may have
    /// received it: see [`Error::may_have_been_done`].
    send(request) -> Response<Value> { request.send().await }
}

request_type! {
    /// A request for [`query_policy_rules`](IdentityProtection::query_policy_rules).
    QueryPolicyRules with query_method;
    /// Sends the request and returns the ids.
    ///
    /// # Errors
    ///
    /// Every error that a request can fail with.
    send(request) -> Response<String> { request.send().await }
}

impl QueryPolicyRules {
    /// Lists only rules that are enabled, or only those that are not.
    pub fn enabled(self, enabled: bool) -> Self {
        Self(self.0.with("enabled", enabled))
    }

    /// Lists only rules in simulation mode, or only the others.
    pub fn simulation_mode(self, simulation_mode: bool) -> Self {
        Self(self.0.with("simulation_mode", simulation_mode))
    }

    /// Lists only rules with this name.
    pub fn name(self, name: impl Into<String>) -> Self {
        Self(self.0.with("name", name.into()))
    }
}

request_type! {
    /// A request for [`get_policy_rules`](IdentityProtection::get_policy_rules).
    GetPolicyRules with query_method;
    /// Sends the request.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] unless there are 1 to 100 non-empty ids.
    send(request) -> Response<PolicyRule> { request.send().await }
}

request_type! {
    /// A request for [`delete_policy_rules`](IdentityProtection::delete_policy_rules).
    DeletePolicyRules with query_method;
    /// Sends the request.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] unless there are 1 to 100 non-empty ids. The request is not retried once
    /// the service may have received it: see [`Error::may_have_been_done`].
    send(request) -> Response<Value> { request.send().await }
}

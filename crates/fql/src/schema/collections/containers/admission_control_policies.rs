//! Kubernetes admission control policies.

crate::collection! {
    /// Kubernetes admission control policies.
    pub AdmissionControlPolicies "admission-control-policies" sort "|";
    table advisory;
    operations "admission_control_query_policies";

    from "gofalcon \
          falcon/client/admission_control_policies/admission_control_query_policies_parameters.go; \
          falconpy src/falconpy/_endpoint/_admission_control_policies.py" {
        created_timestamp: timestamp candidate [sort];
        description: text [exact];
        modified_timestamp: timestamp candidate [sort];
        name: text [exact];
        precedence: integer single [exact, sort];
    }
}

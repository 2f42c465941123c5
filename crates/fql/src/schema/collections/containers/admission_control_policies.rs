//! Kubernetes admission control policies.

crate::collection! {
    /// Kubernetes admission control policies.
    pub AdmissionControlPolicies "admission-control-policies" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_admission_control_policies.py" {
        list "admission_control_query_policies" get "/admission-control-policies/queries/policies/v1" ids
            limit 100 max 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_admission_control_policies.py" {
        details "admission_control_get_policies" get "/admission-control-policies/entities/policies/v1"
            query ids max 100;
    }

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

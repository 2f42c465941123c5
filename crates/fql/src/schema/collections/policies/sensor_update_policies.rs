//! Sensor update policies.

crate::collection! {
    /// Sensor update policies.
    ///
    /// Wildcards: plain star is literal; name:*'*x*' in falconpy samples.
    ///
    /// Forms: only exact matches of name.raw are used in code.
    ///
    /// Note on 4 fields: answer field only.
    pub SensorUpdatePolicies "sensor-update-policies" sort ".";
    table advisory;
    patterns [shown operator, denied plain]
        from "falcon-mcp falcon_mcp/resources/policies.py; falconpy samples/sensor_update_policies";
    operations from "falconpy src/falconpy/_endpoint/_sensor_update_policies.py" {
        list "querySensorUpdatePolicies" get "/policy/queries/sensor-update/v1" ids limit max 5000 offset
            sort;
        list "queryCombinedSensorUpdatePolicies" get "/policy/combined/sensor-update/v1" documents
            limit max 5000 offset sort;
        list "queryCombinedSensorUpdatePoliciesV2" get "/policy/combined/sensor-update/v2" documents
            limit max 5000 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_sensor_update_policies.py" {
        details "getSensorUpdatePolicies" get "/policy/entities/sensor-update/v1" query ids;
        details "getSensorUpdatePoliciesV2" get "/policy/entities/sensor-update/v2" query ids;
    }
    denied sort because "HTTP 500 in a live test, although the API definition lists it";

    cid: text candidate;
    description: text candidate;
    groups: any candidate;
    id: text candidate;

    from "falcon-mcp falcon_mcp/resources/policies.py" {
        created_by: text candidate [sort];
        modified_by: text candidate [sort];
        precedence: any [exact, sort];
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py" {
        created_timestamp: timestamp single [range, sort];
        enabled: boolean single [exact, sort];
        modified_timestamp: timestamp single [range, sort];
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py; falconpy \
          samples/sensor_update_policies/policy_wonk.py; psfalcon \
          samples/sensors/download-the-installer-package-assigned-to-your-default-sensor-update-policy.ps1; \
          github.com/CrowdStrike/psfalcon #460" {
        name: text [denied exact, shown wildcard, denied text_match, sort]
            inexact "is denied by the guide" exact name.raw from "psfalcon samples/policy-sensor-update"
            conflict "guide (live 2026-06-06): name not filterable; older CrowdStrike code uses name:*'*x*' and name:'platform_default', and psfalcon #460 reports 10 rows for name:~'ADS-*'; name.raw is the safe field";
    }

    from "psfalcon \
          samples/policy-sensor-update/modify-the-build-of-a-sensor-update-policy-by-name.ps1" {
        name.raw: text shown [shown exact];
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py; terraform-provider-crowdstrike \
          internal/sensor_update_policy/sensor_update_policies_data_source_test.go" {
        /// Swagger lists platform_name.asc/.desc as sort values; live it is an HTTP 500 on every
        /// policy type.
        platform_name: text single [exact, denied sort] values ["Windows", "Mac", "Linux", ..];
    }
}

//! Device control policies.

crate::collection! {
    /// Device control policies.
    ///
    /// Wildcards: plain star is literal.
    ///
    /// Forms: text_match name:~ is the documented substring form.
    ///
    /// Note on 4 fields: answer field only.
    pub DeviceControlPolicies "device-control-policies" sort ".";
    table advisory;
    patterns [denied plain] from "falcon-mcp falcon_mcp/resources/policies.py";
    operations from "falconpy src/falconpy/_endpoint/_device_control_policies.py" {
        list "queryDeviceControlPolicies" get "/policy/queries/device-control/v1" ids limit max 5000 offset
            sort;
        list "queryCombinedDeviceControlPolicies" get "/policy/combined/device-control/v1" documents
            limit max 5000 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_device_control_policies.py" {
        details "getDeviceControlPolicies" get "/policy/entities/device-control/v1" query ids;
        details "getDeviceControlPoliciesV2" get "/policy/entities/device-control/v2" query ids;
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
        /// Swagger lists platform_name.asc/.desc as sort values; live it is an HTTP 500 on every
        /// policy type.
        platform_name: text single [exact, denied sort] values ["Windows", "Mac", "Linux", ..];
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py; psfalcon \
          samples/policy-device-control/create-csvs-containing-device-control-policy-details-and-exceptions.ps1" {
        /// Plain equality matches built-ins such as platform_default and is empty for most custom
        /// names (falcon-mcp falcon_mcp/resources/policies.py); a psfalcon sample lower-cases the
        /// value before name:'...', which may be the reason.
        name: text [denied exact, text_match, sort]
            conflict "plain equality matches built-ins such as platform_default and is empty for most custom names (falcon-mcp falcon_mcp/resources/policies.py); a psfalcon sample lower-cases the value before name:'...', which may be the reason";
    }
}

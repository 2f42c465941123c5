//! Host group members and policy members (filter on host fields).

crate::collection! {
    /// Host group members and policy members (filter on host fields).
    ///
    /// Unknown fields: an error (terraform-provider-crowdstrike
    /// internal/host_groups/host_group_members_data_source_test.go (live acceptance test, filter
    /// not_a_real_field at line 304); policy members: unknown).
    ///
    /// Wildcards: as hosts; nothing shown here.
    ///
    /// Forms: filter '*' is a 400 here (live), although the falconpy docstring says it includes
    /// all (falconpy src/falconpy/host_group.py).
    pub HostGroupMembers "host-group-members" sort "|";
    table advisory;
    unknown_field error;
    id device_id;
    operations from "falconpy src/falconpy/_endpoint/_host_group.py" {
        list "queryGroupMembers" get "/devices/queries/host-group-members/v1" ids limit max 5000 offset
            sort unknown accepts "id";
        list "queryCombinedGroupMembers" get "/devices/combined/host-group-members/v1" documents
            limit max 5000 offset sort unknown accepts "id";
        other "performGroupAction" post "/devices/entities/host-group-actions/v1" filter body
            requires "action_name" accepts "disable_hostname_check"
            note "the filter is the value of the action parameter `filter`";
    }
    operations from "falconpy src/falconpy/_endpoint/_prevention_policies.py" {
        list "queryPreventionPolicyMembers" get "/policy/queries/prevention-members/v1" ids limit max 5000
            offset sort unknown accepts "id";
        list "queryCombinedPreventionPolicyMembers" get "/policy/combined/prevention-members/v1" documents
            limit max 5000 offset sort unknown accepts "id";
    }
    operations from "falconpy src/falconpy/_endpoint/_sensor_update_policies.py" {
        list "querySensorUpdatePolicyMembers" get "/policy/queries/sensor-update-members/v1" ids
            limit max 5000 offset sort unknown accepts "id";
        list "queryCombinedSensorUpdatePolicyMembers" get "/policy/combined/sensor-update-members/v1"
            documents limit max 5000 offset sort unknown accepts "id";
    }
    operations from "falconpy src/falconpy/_endpoint/_response_policies.py" {
        list "queryRTResponsePolicyMembers" get "/policy/queries/response-members/v1" ids limit max 5000
            offset sort unknown accepts "id";
        list "queryCombinedRTResponsePolicyMembers" get "/policy/combined/response-members/v1" documents
            limit max 5000 offset sort unknown accepts "id";
    }
    operations from "falconpy src/falconpy/_endpoint/_firewall_policies.py" {
        list "queryFirewallPolicyMembers" get "/policy/queries/firewall-members/v1" ids limit max 5000 offset
            sort unknown accepts "id";
        list "queryCombinedFirewallPolicyMembers" get "/policy/combined/firewall-members/v1" documents
            limit max 5000 offset sort unknown accepts "id";
    }
    operations from "falconpy src/falconpy/_endpoint/_device_control_policies.py" {
        list "queryDeviceControlPolicyMembers" get "/policy/queries/device-control-members/v1" ids
            limit max 5000 offset sort unknown accepts "id";
        list "queryCombinedDeviceControlPolicyMembers" get "/policy/combined/device-control-members/v1"
            documents limit max 5000 offset sort unknown accepts "id";
    }
    operations from "falconpy src/falconpy/_endpoint/_content_update_policies.py" {
        list "queryContentUpdatePolicyMembers" get "/policy/queries/content-update-members/v1" ids
            limit max 5000 offset sort unknown accepts "id";
        list "queryCombinedContentUpdatePolicyMembers" get "/policy/combined/content-update-members/v1"
            documents limit max 5000 offset sort unknown accepts "id";
    }

    from "falcon-mcp tests/integration/test_host_groups.py" {
        /// As the filter of performGroupAction.
        device_id: text shown [shown list];
    }

    from "falcon-mcp falcon_mcp/filter_hints.py" {
        external_ip: ip [exact];
        last_seen: timestamp [exact];
        local_ip: ip [exact];
        os_version: text [exact];
        product_type_desc: text [exact] values ["Workstation", "Server", "Domain Controller", ..];
        status: text [exact]
            values ["normal", "contained", "containment_pending",
                "lift_containment_pending", ..];
    }

    from "falcon-mcp falcon_mcp/filter_hints.py; terraform-provider-crowdstrike \
          internal/host_groups/host_group_members_data_source_test.go" {
        hostname: text [exact];
    }

    from "falcon-mcp falcon_mcp/filter_hints.py; falcon-mcp tests/integration/test_host_groups.py" {
        platform_name: text [exact] values ["Windows", "Linux", "Mac", ..];
    }
}

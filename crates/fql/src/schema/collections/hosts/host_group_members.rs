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
    operations
        "queryGroupMembers", "queryCombinedGroupMembers", "performGroupAction",
        "queryPreventionPolicyMembers", "queryCombinedPreventionPolicyMembers", "querySensorUpdatePolicyMembers",
        "queryCombinedSensorUpdatePolicyMembers", "queryRTResponsePolicyMembers", "queryCombinedRTResponsePolicyMembers",
        "queryFirewallPolicyMembers", "queryCombinedFirewallPolicyMembers", "queryDeviceControlPolicyMembers",
        "queryCombinedDeviceControlPolicyMembers", "queryContentUpdatePolicyMembers", "queryCombinedContentUpdatePolicyMembers";

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

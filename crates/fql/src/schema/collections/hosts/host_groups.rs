//! Host groups.

crate::collection! {
    /// Host groups.
    ///
    /// Wildcards: name:*'*x*' (falconpy sample); ansible documents name:'Production*'.
    ///
    /// Forms: guide lists no * operator for this collection; ~ is listed.
    ///
    /// Note on 3 fields: answer field; not named as a filter field anywhere.
    pub HostGroups "host-groups" sort ".";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_host_group.py" {
        list "queryHostGroups" get "/devices/queries/host-groups/v1" ids limit max 5000 offset sort;
        list "queryCombinedHostGroups" get "/devices/combined/host-groups/v1" documents limit max 5000 offset
            sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_host_group.py" {
        details "getHostGroups" get "/devices/entities/host-groups/v1" query ids;
    }

    assignment_rule: text candidate;
    description: text candidate;
    id: text candidate;

    from "falcon-mcp falcon_mcp/resources/host_groups.py; falconpy src/falconpy/host_group.py" {
        created_by: text [exact, text_match, sort];
        created_timestamp: timestamp single [exact, range, sort];
        modified_by: text [exact, text_match, sort];
        modified_timestamp: timestamp single [exact, range, sort];
    }

    from "falcon-mcp falcon_mcp/resources/host_groups.py; falconpy src/falconpy/host_group.py; \
          falcon-mcp tests/integration/test_host_groups.py" {
        group_type: text single [exact, text_match, sort] values ["static", "staticByID", "dynamic", ..];
    }

    from "falcon-mcp falcon_mcp/resources/host_groups.py; falconpy src/falconpy/host_group.py; \
          falconpy samples/flight_control/host_group_duplicator.py; \
          terraform-provider-crowdstrike internal/host_groups/host_groups.go; falconpy \
          samples/ioc/ioc_restore.py; psfalcon \
          samples/real-time-response/run-a-command-against-a-group-of-devices.ps1" {
        /// Three CrowdStrike code bases lower-case the value before name:'...'; tf then filters
        /// again because the match may be partial (terraform-provider-crowdstrike
        /// internal/host_groups/host_groups.go).
        name: text [exact, shown wildcard, text_match, sort];
    }

    hint type = "group_type" because "the type of a group is `group_type`";
}

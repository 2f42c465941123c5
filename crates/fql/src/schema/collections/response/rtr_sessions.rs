//! RTR sessions.

crate::collection! {
    /// RTR sessions.
    ///
    /// Wildcards: plain star: 'x*', '*x', '*x*' on strings.
    ///
    /// Forms: timestamps: wildcard errors.
    ///
    /// Note on 9 fields: answer field only.
    pub RtrSessions "rtr-sessions" sort ".";
    table advisory;
    patterns [plain] from "falcon-mcp falcon_mcp/resources/rtr.py";
    operations from "falconpy src/falconpy/_endpoint/_real_time_response.py; falconpy src/falconpy/real_time_response.py" {
        list "RTR_ListAllSessions" get "/real-time-response/queries/sessions/v1" ids limit max 5000 offset
            sort either;
    }
    operations from "falconpy src/falconpy/_endpoint/_real_time_response.py" {
        aggregate "RTR_AggregateSessions" post "/real-time-response/aggregates/sessions/GET/v1" list;
    }
    further operations from "falconpy src/falconpy/_endpoint/_real_time_response.py" {
        details "RTR_ListSessions" post "/real-time-response/entities/sessions/GET/v1" body ids;
    }
    denied wildcard because "wildcards are errors on timestamps, by the guide";

    from "falcon-mcp falcon_mcp/resources/rtr.py; falcon-mcp tests/integration/test_rtr.py; \
          psfalcon public/psf-real-time-response.ps1" {
        /// Filter name is aid, the answer calls it device_id.
        aid: text [exact, wildcard, text_match];
        /// deleted_at:null (unquoted) used by psfalcon.
        deleted_at: timestamp single [shown exact, denied wildcard, range];
    }

    from "falcon-mcp falcon_mcp/resources/rtr.py; falcon-mcp tests/integration/test_rtr.py; \
          caracara-filters caracara_filters/dialects/rtr.py" {
        /// Caracara lists 39 command names; the guide gives nine common ones; neither says the set
        /// is closed.
        base_command: text [exact, wildcard, text_match];
    }

    cid: text candidate;
    cloud_request_ids: text candidate;
    device_id: text candidate;
    duration: float candidate;
    execution_id: text candidate;
    platform_id: integer candidate;
    platform_name: text candidate;
    pwd: text candidate;
    user_uuid: text candidate;

    from "falcon-mcp falcon_mcp/resources/rtr.py; falcon-mcp tests/integration/test_rtr.py" {
        cloud_request_id: text [exact, wildcard, text_match];
        command_string: text [exact, wildcard, text_match];
        commands_queued: boolean single [exact];
        created_at: timestamp single [denied wildcard, range, sort];
        hostname: text [exact, wildcard, text_match, sort];
        id: text [exact, wildcard, text_match];
        offline_queued: boolean single [exact];
        origin: text [exact, wildcard, text_match];
        updated_at: timestamp single [denied wildcard, range, sort];
        /// '@me' is the caller (swagger and live test).
        user_id: text [exact, wildcard, text_match];
    }

    hint device_id = "aid" because "responses and hosts call it so";
}

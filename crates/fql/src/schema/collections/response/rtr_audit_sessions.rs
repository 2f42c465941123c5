//! RTR audit sessions.

crate::collection! {
    /// RTR audit sessions.
    ///
    /// Wildcards: plain star 'x*', '*x' listed for the collection.
    ///
    /// Forms: '@me' works in some environments.
    pub RtrAuditSessions "rtr-audit-sessions" sort "|";
    table advisory;
    patterns [plain] from "falcon-mcp falcon_mcp/resources/rtr.py";
    operations from "falconpy src/falconpy/_endpoint/_real_time_response_audit.py" {
        list "RTRAuditSessions" get "/real-time-response-audit/combined/sessions/v1" documents limit max 1000
            offset sort accepts "with_command_info";
    }

    from "falcon-mcp falcon_mcp/resources/rtr.py" {
        aid: text [exact, wildcard, text_match];
        base_command: text [exact, wildcard, text_match];
        cloud_request_id: text [exact, wildcard, text_match];
        command_string: text [exact, wildcard, text_match];
        created_at: timestamp single [range, sort];
        deleted_at: timestamp single [range, sort];
        hostname: text [exact, wildcard, text_match];
        origin: text [exact, wildcard, text_match];
        updated_at: timestamp single [range, sort];
        user_id: text [exact, wildcard, text_match];
    }
}

use fql::collections::*;

fn main() {
    // Denied cells.
    let _ = alerts::created_timestamp.wildcard("2026*");
    let _ = cloud_insights::account_id.undocumented().text_match("1");
    let _ = spotlight_vulnerabilities::aid.wildcard("a*");
    // Denied fields.
    let _ = quarantine::status.eq("quarantined");
    // Conflicts of sources.
    let _ = certificate_exclusions::name.text_match("a");
    let _ = content_update_policies::name.eq("a");
    // Undocumented cells.
    let _ = discover_accounts::account_name.gt("a");
    let _ = intel_actors::actor_type.is_in(["targeted"]);
    let _ = access_scopes::name.starts_with("API");
    // Candidates.
    let _ = hosts::chassis_type.eq("3");
    let _ = admission_control_policies::created_timestamp.is_null();
}

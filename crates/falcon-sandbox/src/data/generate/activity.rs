//! Relations, timeline events and incidents of users and endpoints, with the names that the GraphQL
//! schema of Identity Protection gives their members.
//!
//! The names of types and members are those that public clients query; the values of open enums,
//! such as `SUCCESSFUL_AUTHENTICATION`, are samples.

use serde_json::{Value, json};

use super::sampler::{DAY, HOUR, MINUTE, Sampler, time};

/// Country, code of the country, city, code of the city, latitude and longitude.
type Location = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    f64,
    f64,
);

#[rustfmt::skip]
const LOCATIONS: &[(Location, u32)] = &[
    (("United States", "US", "Ashburn", "ASH", 39.04, -77.49), 30),
    (("United States", "US", "Portland", "PDX", 45.52, -122.68), 15),
    (("Germany", "DE", "Frankfurt am Main", "FRA", 50.11, 8.68), 15),
    (("United Kingdom", "GB", "London", "LON", 51.51, -0.13), 12),
    (("Ireland", "IE", "Dublin", "DUB", 53.35, -6.26), 8),
    (("Singapore", "SG", "Singapore", "SIN", 1.35, 103.82), 8),
    (("Japan", "JP", "Tokyo", "TYO", 35.68, 139.69), 6),
];

/// Names and types of the events between a user and an endpoint, and their severities.
#[rustfmt::skip]
const EVENTS: &[((&str, &str, &str), u32)] = &[
    (("TimelineSuccessfulAuthenticationEvent", "SUCCESSFUL_AUTHENTICATION", "NEUTRAL"), 40),
    (("TimelineServiceAccessEvent", "SERVICE_ACCESS", "NEUTRAL"), 25),
    (("TimelineUserOnEndpointActivityEvent", "LOGON", "NEUTRAL"), 15),
    (("TimelineFailedAuthenticationEvent", "FAILED_AUTHENTICATION", "IMPORTANT"), 10),
    (("TimelineLdapSearchEvent", "LDAP_SEARCH", "NEUTRAL"), 5),
    (("TimelineDceRpcEvent", "DCE_RPC", "NEUTRAL"), 3),
    (("TimelineFileOperationEvent", "FILE_OPERATION", "NEUTRAL"), 2),
];

/// Types of incidents and the labels of their alerts.
#[rustfmt::skip]
const INCIDENTS: &[((&str, &str, &str), u32)] = &[
    (("CREDENTIAL_SCANNING", "CredentialScanningAlert", "Credential scanning"), 3),
    (("SUSPICIOUS_LATERAL_MOVEMENT", "SuspiciousLateralMovementAlert", "Suspicious lateral movement"), 2),
    (("UNUSUAL_ENDPOINT_USE", "UnusualEndpointUseAlert", "Use of an unusual endpoint"), 5),
];

/// A reference to an entity, which the sandbox replaces with the entity.
pub(super) fn reference(id: &str) -> Value {
    json!({ "entityId": id })
}

/// Returns the associations of a user: its endpoint and its location.
pub(super) fn user_associations(sampler: &mut Sampler<'_>, endpoint: &str, owner: bool) -> Value {
    let binding = if owner { "OWNERSHIP" } else { "LOGIN" };
    json!([
        {
            "__typename": "EntityAssociation",
            "bindingType": binding,
            "entity": reference(endpoint),
        },
        {
            "__typename": "GeoLocationAssociation",
            "bindingType": "LOCATION",
            "geoLocation": location(sampler),
        },
    ])
}

/// Returns the associations of an endpoint: its users and its administrators.
pub(super) fn endpoint_associations(owner: &str, other_user: &str) -> Value {
    json!([
        {
            "__typename": "EntityAssociation",
            "bindingType": "OWNERSHIP",
            "entity": reference(owner),
        },
        {
            "__typename": "EntityAssociation",
            "bindingType": "LOGIN",
            "entity": reference(other_user),
        },
        {
            "__typename": "LocalAdminLocalUserAssociation",
            "bindingType": "LOCAL_ADMINISTRATOR",
            "accountName": "Administrator",
        },
        {
            "__typename": "LocalAdminDomainEntityAssociation",
            "bindingType": "LOCAL_ADMINISTRATOR",
            "entityType": "USER",
            "entity": reference(owner),
        },
    ])
}

fn location(sampler: &mut Sampler<'_>) -> Value {
    let (country, country_code, city, city_code, latitude, longitude) = sampler.weighted(LOCATIONS);
    json!({
        "country": country,
        "countryCode": country_code,
        "city": city,
        "cityCode": city_code,
        "latitude": latitude,
        "longitude": longitude,
    })
}

/// The two entities of an event.
pub(super) struct Participants<'e> {
    pub(super) source: &'e str,
    pub(super) target: &'e str,
    pub(super) user_name: &'e str,
    pub(super) endpoint_name: &'e str,
    /// The time of the last activity, in seconds since 1970.
    pub(super) last_active: i64,
}

/// Returns two to five events, the newest first.
pub(super) fn timeline(sampler: &mut Sampler<'_>, participants: &Participants<'_>) -> Value {
    let mut at = participants.last_active;
    let count = sampler.between(2, 5);
    (0..count)
        .map(|_| {
            let event = event(sampler, participants, at);
            at -= sampler.skewed_between(MINUTE, 3 * DAY);
            event
        })
        .collect()
}

fn event(sampler: &mut Sampler<'_>, participants: &Participants<'_>, at: i64) -> Value {
    let (type_name, event_type, severity) = sampler.weighted(EVENTS);
    let mut event = json!({
        "__typename": type_name,
        "category": "ACTIVITY",
        "eventId": sampler.uuid(),
        "eventType": event_type,
        "eventSeverity": severity,
        "timestamp": time(at),
        "targetEntity": reference(participants.target),
        "geoLocation": location(sampler),
        "locationAssociatedWithUser": sampler.percent(90),
        "userDisplayName": participants.user_name,
        "endpointDisplayName": participants.endpoint_name,
        "ipAddress": sampler.internal_ipv4(),
    });
    // The service's type for file operations does not have a source.
    if type_name != "TimelineFileOperationEvent" {
        event["sourceEntity"] = reference(participants.source);
    }
    event
}

/// Returns an incident that compromised these entities. It started in the last three days before
/// `last_active`.
pub(super) fn incident(
    sampler: &mut Sampler<'_>,
    compromised: [&str; 2],
    last_active: i64,
    number: u64,
) -> Value {
    let (incident_type, alert_type, label) = sampler.weighted(INCIDENTS);
    let start = last_active - sampler.between(HOUR, 3 * DAY);
    let stages = [("NEW", 6), ("IN_PROGRESS", 3), ("RESOLVED", 2)];
    json!({
        "incidentId": format!("INC-{}", number + 1),
        "type": incident_type,
        "severity": sampler.weighted(&[("HIGH", 2), ("MEDIUM", 5), ("LOW", 3)]),
        "lifeCycleStage": sampler.weighted(&stages),
        "startTime": time(start),
        "endTime": time(last_active),
        "compromisedEntities": compromised.map(reference),
        "alertEvents": [{
            "__typename": "TimelineAlertEvent",
            "category": "THREAT",
            "alertType": alert_type,
            "eventLabel": label,
            "eventId": sampler.uuid(),
            "eventType": "ALERT",
            "eventSeverity": "IMPORTANT",
            "timestamp": time(start),
            "sourceEntity": reference(compromised[0]),
        }],
    })
}

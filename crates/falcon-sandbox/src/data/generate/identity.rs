//! Users and endpoints, with the names that the GraphQL schema of Identity Protection gives their
//! members.

use serde_json::{Value, json};

use super::activity::{
    Participants, endpoint_associations, incident, reference, timeline, user_associations,
};
use super::sampler::{Context, DAY, HOUR, MINUTE, Purpose, Sampler, time};
use super::vocabulary::{FIRST_NAMES, LAST_NAMES};

const DOMAINS: &[&str] = &[
    "corp.example.com",
    "logistics.example.net",
    "orchid-bank.example",
];

#[rustfmt::skip]
const DEPARTMENTS: &[(&str, u32)] = &[
    ("Finance", 3), ("Engineering", 5), ("Sales", 4), ("Operations", 3), ("Security", 1),
];

/// Risk factors of users and their scores in percent.
#[rustfmt::skip]
const USER_RISKS: &[(&str, i64)] = &[
    ("WEAK_PASSWORD_POLICY", 60), ("WEAK_PASSWORD", 75), ("STALE_ACCOUNT", 42),
    ("DUPLICATE_PASSWORD", 30), ("INACTIVE_ACCOUNT", 15),
];

/// Risk factors of endpoints and their scores in percent.
const ENDPOINT_RISKS: &[(&str, i64)] = &[
    ("VULNERABLE_OS", 55),
    ("STALE_ACCOUNT", 40),
    ("HAS_ATTACK_PATH", 70),
];

/// The values that several members of an entity depend on.
struct Entity {
    id: String,
    created: i64,
    last_active: i64,
    is_archived: bool,
    is_inactive: bool,
    domain: &'static str,
    /// The last part of the security identifier.
    relative_id: u64,
}

impl Entity {
    fn new(sampler: &mut Sampler<'_>, index: u64) -> Self {
        let ranges = [
            ((MINUTE, DAY), 7),
            ((DAY, 30 * DAY), 2),
            ((30 * DAY, 400 * DAY), 1),
        ];
        let (newest, oldest) = sampler.weighted(&ranges);
        let age = sampler.skewed_between(newest, oldest);
        let last_active = sampler.context.now - age;
        Self {
            id: sampler.uuid(),
            created: last_active - sampler.between(1, 2_000) * DAY,
            last_active,
            is_archived: sampler.percent(6),
            is_inactive: age > 30 * DAY,
            domain: sampler.pick(DOMAINS),
            relative_id: 1_000 + index,
        }
    }

    /// Returns the endpoint of the user at `index`. Two users share one.
    fn endpoint_of_user(context: &Context, index: u64) -> Endpoint {
        let index = index / 2;
        // The draws are the first ones of the endpoint itself.
        let sampler = &mut context.sampler(Purpose::Endpoint, index);
        let entity = Self::new(sampler, index);
        let name = endpoint_name(sampler.percent(30), index);
        Endpoint { entity, name }
    }

    /// Returns the account in a cloud directory.
    fn cloud_account(&self, sampler: &mut Sampler<'_>) -> Value {
        let password_changed = sampler.between(self.created, sampler.context.now - HOUR);
        json!({
            "__typename": "SsoUserAccountDescriptor",
            "dataSource": sampler.weighted(&[("AZURE", 3), ("OKTA", 1)]),
            "archived": self.is_archived,
            "enabled": !self.is_archived,
            "creationTime": time(self.created),
            "mostRecentActivity": time(self.last_active),
            "title": "Consultant",
            "passwordAttributes": { "lastChange": time(password_changed) },
        })
    }

    /// Returns the members that users and endpoints share.
    fn members(&self, sampler: &mut Sampler<'_>, risks: &[(&str, i64)], roles: &[&str]) -> Value {
        let factors: Vec<_> = risks.iter().filter(|_| sampler.percent(12)).collect();
        let score = match factors.iter().map(|(_, score)| score).max() {
            Some(worst) => (worst + 5 * factors.len() as i64 + sampler.between(0, 4)).min(99),
            None => sampler.between(0, 19),
        };
        let factor = |(factor, score): &&(&str, i64)| {
            let (score, severity) = (ratio(*score), severity(*score));
            json!({ "type": factor, "score": score, "severity": severity })
        };
        let role = |role: &&str| {
            let path = format!("EntityRole/{role}");
            json!({ "type": role, "confirmed": true, "fullPath": path, "probability": 1.0 })
        };
        json!({
            "entityId": self.id,
            "archived": self.is_archived,
            "inactive": self.is_inactive,
            "stale": self.is_inactive && sampler.percent(60),
            "learned": sampler.percent(15),
            "shared": sampler.percent(4),
            "watched": sampler.percent(3),
            "creationTime": time(self.created),
            "earliestSeenTraffic": time(self.created + HOUR),
            "mostRecentActivity": time(self.last_active),
            "impactScore": ratio(sampler.between(10, 98)),
            "riskScore": ratio(score),
            "riskScoreSeverity": severity(score),
            "riskFactors": factors.iter().map(factor).collect::<Vec<_>>(),
            "roles": roles.iter().map(role).collect::<Vec<_>>(),
        })
    }

    /// Returns the account in Active Directory: its common name, the organizational unit that
    /// contains it, and its name in the domain.
    fn account(&self, sampler: &mut Sampler<'_>, cn: &str, unit: &str, sam: &str) -> Value {
        let domain = self.domain;
        let components = domain.replace('.', ",DC=");
        let domain_id = domain.len();
        let password_changed = sampler.between(self.created, sampler.context.now - HOUR);
        json!({
            "dataSource": "ACTIVE_DIRECTORY",
            "archived": self.is_archived,
            "enabled": !self.is_archived && sampler.percent(95),
            "creationTime": time(self.created),
            "lastUpdateTime": time(self.last_active),
            "mostRecentActivity": time(self.last_active),
            "cn": cn,
            "dn": format!("CN={cn},OU={unit},DC={components}"),
            "domain": domain.to_uppercase(),
            "ou": format!("{domain}/{unit}"),
            "samAccountName": sam,
            "objectGuid": self.id,
            "objectSid": format!(
                "S-1-5-21-1000{domain_id}-2000{domain_id}-3000{domain_id}-{}",
                self.relative_id
            ),
            "containingGroupIds": [sampler.uuid()],
            "servicePrincipalNames": [],
            "passwordAttributes": {
                "lastChange": time(password_changed),
                "aged": sampler.context.now - password_changed > 365 * DAY,
                "exposed": sampler.percent(2),
                "mayExpire": sampler.percent(80),
                "strength": sampler.weighted(&[("UNKNOWN", 70), ("STRONG", 22), ("WEAK", 8)]),
            },
        })
    }
}

fn ratio(percent: i64) -> f64 {
    percent as f64 / 100.0
}

const fn severity(percent: i64) -> &'static str {
    match percent {
        ..50 => "NORMAL",
        50..75 => "MEDIUM",
        _ => "HIGH",
    }
}

/// Adds the members of `extra` to `object`.
fn extended(mut object: Value, extra: Value) -> Value {
    if let (Value::Object(members), Value::Object(extra)) = (&mut object, extra) {
        members.extend(extra);
    }
    object
}

/// Returns the user at `index`.
pub(super) fn user(context: &Context, index: u64) -> Value {
    let sampler = &mut context.sampler(Purpose::User, index);
    let entity = Entity::new(sampler, index);
    let is_service = sampler.percent(8);
    let (name, account) = user_names(sampler, index, is_service);
    let (unit, role) = match is_service {
        true => ("Services", "ProgrammaticUserAccountRole"),
        false => ("Users", "HumanUserAccountRole"),
    };
    let is_admin = index == 0 || sampler.percent(5);
    let roles = Vec::from_iter(
        [role]
            .into_iter()
            .chain(is_admin.then_some("AdminAccountRole")),
    );
    let upn = format!("{account}@{}", entity.domain);
    let user_account = json!({
        "upn": upn,
        "department": sampler.weighted(DEPARTMENTS),
        "title": sampler.percent(30).then_some("Manager"),
        "userAccountControl": 512,
        "userAccountControlFlags": ["NORMAL_ACCOUNT"],
    });
    let has_mail = !is_service && sampler.percent(90);
    let user = entity.members(sampler, USER_RISKS, &roles);
    let directory_account = extended(entity.account(sampler, &name, unit, &account), user_account);
    // Users of a cloud directory have their email address as the second name.
    let is_cloud_user = has_mail && index % 10 == 3;
    let second_name = match is_cloud_user {
        true => upn.clone(),
        false => format!("{}\\{account}", entity.domain.to_uppercase()),
    };
    let accounts = match (is_cloud_user, is_service) {
        (true, _) => vec![directory_account, entity.cloud_account(sampler)],
        (false, true) => vec![directory_account, service_adapter(sampler, entity.domain)],
        (false, false) => vec![directory_account],
    };
    let user_members = json!({
        "type": "USER",
        "primaryDisplayName": name,
        "secondaryDisplayName": second_name,
        "hasADDomainAdminRole": is_admin,
        "riskScoreWithoutLinkedAccounts": user["riskScore"],
        "emailAddresses": Vec::from_iter(has_mail.then_some(&upn)),
        "accounts": accounts,
    });
    let endpoint = Entity::endpoint_of_user(context, index);
    let participants = Participants {
        source: &entity.id,
        target: &endpoint.entity.id,
        user_name: &name,
        endpoint_name: &endpoint.name,
        last_active: entity.last_active,
    };
    let mut user = extended(user, user_members);
    add_risk_details(&mut user, sampler, &endpoint.entity.id);
    let incidents = (index % 12 == 5).then(|| {
        let compromised = [&*entity.id, &*endpoint.entity.id];
        incident(sampler, compromised, entity.last_active, index)
    });
    let activity = json!({
        "associations": user_associations(sampler, &endpoint.entity.id, index.is_multiple_of(2)),
        "timeline": timeline(sampler, &participants),
        "incidents": Vec::from_iter(incidents),
    });
    extended(user, activity)
}

/// Returns the name of a user and of its account, which the index makes unique.
fn user_names(sampler: &mut Sampler<'_>, index: u64, is_service: bool) -> (String, String) {
    if is_service {
        let name = format!("svc-backup-{index}");
        return (name.clone(), name);
    }
    let (first, ascii_first) = sampler.pick(FIRST_NAMES);
    let (last, ascii_last) = sampler.pick(LAST_NAMES);
    let account = format!("{ascii_first}.{ascii_last}{index}");
    (format!("{first} {last}"), account)
}

/// Returns an account of a program in a cloud service.
fn service_adapter(sampler: &mut Sampler<'_>, domain: &str) -> Value {
    if sampler.percent(50) {
        return json!({
            "__typename": "CloudServiceAdapterDescriptor",
            "dataSource": "OKTA",
            "enabled": true,
            "dataSourceParticipantIdentifier": sampler.id(),
        });
    }
    json!({
        "__typename": "AzureCloudServiceAdapterDescriptor",
        "dataSource": "AZURE",
        "enabled": true,
        "registeredTenantType": "CURRENT_TENANT",
        "appOwnerOrganizationId": sampler.uuid(),
        "publisherDomain": domain,
        "signInAudience": "AzureADMyOrg",
    })
}

/// Adds the members that depend on the type of a risk factor. `neighbor` is a related entity.
fn add_risk_details(entity: &mut Value, sampler: &mut Sampler<'_>, neighbor: &str) {
    let own = entity["entityId"].clone();
    let factors = entity["riskFactors"].as_array_mut();
    for factor in factors.into_iter().flatten() {
        let details = match factor["type"].as_str() {
            Some("HAS_ATTACK_PATH") => json!({
                "__typename": "AttackPathBasedRiskFactor",
                "attackPath": [{
                    "entity": reference(neighbor),
                    "relation": "LOCAL_ADMINISTRATOR",
                    "nextEntity": { "entityId": own },
                }],
            }),
            Some("DUPLICATE_PASSWORD") => json!({
                "__typename": "DuplicatePasswordRiskEntityFactor",
                "groupId": sampler.uuid(),
            }),
            _ => continue,
        };
        *factor = extended(factor.take(), details);
    }
}

/// Returns the endpoint at `index`.
pub(super) fn endpoint(context: &Context, index: u64) -> Value {
    let sampler = &mut context.sampler(Purpose::Endpoint, index);
    let entity = Entity::new(sampler, index);
    let is_server = sampler.percent(30);
    let (role, target, system) = match is_server {
        true => ("ServerRole", "SERVER", "Windows Server 2022"),
        false => ("WorkstationRole", "WORKSTATION", "Windows 11"),
    };
    let name = endpoint_name(is_server, index);
    let host_name = format!("{name}.{}", entity.domain);
    let account = format!("{name}$");
    let computer_account = json!({
        "userAccountControl": 4096,
        "userAccountControlFlags": ["WORKSTATION_TRUST_ACCOUNT"],
    });
    let is_managed = sampler.percent(80);
    let mut endpoint_members = json!({
        "type": "ENDPOINT",
        "primaryDisplayName": name,
        "secondaryDisplayName": host_name,
        "hasADDomainAdminRole": false,
        "hostName": host_name,
        "cid": context.cid,
        "unmanaged": !is_managed,
        "guestAccountEnabled": sampler.percent(3),
        "lastIpAddress": sampler.internal_ipv4(),
        "staticIpAddresses": Vec::from_iter(is_server.then(|| sampler.internal_ipv4())),
        "operatingSystemInfo": {
            "displayName": system, "name": system, "target": target, "version": "10.0",
        },
        "accounts": [extended(
            entity.account(sampler, &name, "Computers", &account),
            computer_account,
        )],
    });
    if is_managed {
        endpoint_members["agentId"] = sampler.id().into();
        endpoint_members["agentVersion"] = "7.20.18910".into();
        endpoint_members["ztaScore"] = sampler.between(20, 100).into();
    }
    // Endpoints that are known only from traffic have their address as the name.
    if !is_managed && !index.is_multiple_of(2) {
        endpoint_members["primaryDisplayName"] = endpoint_members["lastIpAddress"].clone();
    }
    let mut endpoint = extended(
        entity.members(sampler, ENDPOINT_RISKS, &[role]),
        endpoint_members,
    );
    let [owner, other_user] = [2 * index, 2 * index + 1].map(|index| user_id(context, index));
    add_risk_details(&mut endpoint, sampler, &owner);
    let participants = Participants {
        source: &entity.id,
        target: &owner,
        user_name: "SYSTEM",
        endpoint_name: &name,
        last_active: entity.last_active,
    };
    let activity = json!({
        "associations": endpoint_associations(&owner, &other_user),
        "timeline": timeline(sampler, &participants),
        "incidents": [],
    });
    extended(endpoint, activity)
}

fn endpoint_name(is_server: bool, index: u64) -> String {
    let prefix = if is_server { "SRV" } else { "WKS" };
    format!("{prefix}-{index:05}")
}

fn user_id(context: &Context, index: u64) -> String {
    Entity::new(&mut context.sampler(Purpose::User, index), index).id
}

/// An endpoint as its users refer to it.
struct Endpoint {
    entity: Entity,
    name: String,
}

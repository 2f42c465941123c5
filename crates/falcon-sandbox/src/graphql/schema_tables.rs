//! The types of the GraphQL schema as tables.
//!
//! A table has one field per line, in the form `name: Type # description`.

/// A field of an object, or an argument.
#[derive(Clone, Copy)]
pub(super) struct FieldDef {
    pub(super) name: &'static str,
    /// The type in schema syntax, such as `[String!]!`.
    pub(super) type_source: &'static str,
    pub(super) description: &'static str,
}

/// Parses the fields of a table.
pub(super) fn fields(table: &'static str) -> impl Iterator<Item = FieldDef> {
    table.lines().filter_map(|line| {
        let (name, rest) = line.trim().split_once(": ")?;
        let (type_source, description) = rest.split_once(" # ")?;
        Some(FieldDef {
            name,
            type_source,
            description,
        })
    })
}

/// The interface `Entity`.
pub(super) const ENTITY: &str = "
    entityId: UUID! # The id of the entity
    type: EntityType! # User or endpoint
    primaryDisplayName: String! # The display name
    secondaryDisplayName: String! # The display name with the domain
    accounts: [AccountDescriptor!]! # The accounts of the entity
    archived: Boolean! # The entity no longer exists
    learned: Boolean! # The entity was learned from traffic and is not in a directory
    inactive: Boolean! # The entity has not been active recently
    stale: Boolean! # The entity appears to be unused
    shared: Boolean! # Several people use the entity
    watched: Boolean! # The entity is on the watch list
    markTime: DateTime # The time at which the entity was marked
    creationTime: DateTime # The time at which the entity was created
    earliestSeenTraffic: DateTime # The time of the first activity
    mostRecentActivity: DateTime # The time of the last activity
    hasADDomainAdminRole: Boolean # The entity administers a domain
    impactScore: ZeroToOneNumber! # The impact of a compromise
    riskScore: ZeroToOneNumber! # The risk of a compromise
    riskScoreSeverity: ScoreSeverity! # The severity of the risk score
    riskFactors: [EntityRiskFactor!]! # The factors that contribute to the risk score
    roles: [EntityRole!]! # The roles of the entity
    associations: [Association!]! # The relations of the entity
";

/// The fields of `UserEntity` that are not fields of `Entity`.
pub(super) const USER: &str = "
    emailAddresses: [String!]! # The email addresses of the user
    riskScoreWithoutLinkedAccounts: ZeroToOneNumber! # The risk score without that of linked accounts
";

/// The fields of `EndpointEntity` that are not fields of `Entity`.
pub(super) const ENDPOINT: &str = "
    hostName: String # The fully qualified host name
    agentId: AgentId # The id of the sensor
    agentVersion: String # The version of the sensor
    cid: String # The customer id
    unmanaged: Boolean! # The endpoint has no sensor
    guestAccountEnabled: Boolean # The guest account is enabled
    lastIpAddress: IpAddress # The most recent IP address
    staticIpAddresses: [IpAddress!]! # The static IP addresses
    operatingSystemInfo: OperatingSystemInfo # The operating system
    ztaScore: Int # The zero trust assessment score, from 0 to 100
";

/// The interface `AccountDescriptor`.
pub(super) const ACCOUNT: &str = "
    archived: Boolean! # The account no longer exists
    enabled: Boolean! # The account is enabled
    creationTime: DateTime # The time at which the account was created
    dataSource: DataSource! # The source of the account data
    description: String # The description of the account
";

/// The fields of `ActiveDirectoryAccountDescriptor` that are not fields of `AccountDescriptor`.
pub(super) const ACTIVE_DIRECTORY: &str = "
    domain: String # The domain of the account
    samAccountName: String! # The SAM account name
    upn: String # The user principal name
    cn: String # The common name
    dn: String! # The distinguished name
    ou: String # The organizational unit
    objectGuid: UUID # The object GUID
    objectSid: String! # The security identifier
    department: String # The department of the user
    title: String # The job title of the user
    consistencyGuid: UUID # The id of the account in a cloud directory
    containingGroupIds: [UUID!]! # The groups that contain the account directly
    flattenedContainingGroupIds: [UUID!]! # The groups that contain the account directly or indirectly
    servicePrincipalNames: [String!]! # The service principal names
    lastUpdateTime: DateTime # The time of the last update
    mostRecentActivity: DateTime # The time of the last activity
    expirationTime: DateTime # The time at which the account expires
    lockoutTime: DateTime # The time at which the account was locked
    userAccountControl: Int! # The user account control flags as a number
    userAccountControlFlags: [UserAccountControlFlags!]! # The user account control flags
    passwordAttributes: ActiveDirectoryPasswordAttributes # The attributes of the password
";

const PASSWORD_ATTRIBUTES: &str = "
    lastChange: DateTime # The time of the last change
    aged: Boolean! # The password is old
    exposed: Boolean! # The password is known to be exposed
    mayExpire: Boolean! # The password can expire
    strength: PasswordStrength! # The strength of the password
";

const OPERATING_SYSTEM_INFO: &str = "
    displayName: String! # The display name
    name: String! # The name
    version: String # The version
    servicePack: String # The service pack
    target: String # The type of machine
";

const ROLE: &str = "
    type: EntityRoleType! # The type of the role
    confirmed: Boolean! # A person confirmed the role
    fullPath: String # The path of the role in the hierarchy of roles
    probability: Float # The probability of the role, from 0 to 1
";

const PAGE_INFO: &str = "
    hasNextPage: Boolean! # There is a next page
    hasPreviousPage: Boolean! # There is a previous page
    startCursor: Cursor # The cursor of the first entity
    endCursor: Cursor # The cursor of the last entity: `after` of the next page
";

const ENTITY_CONNECTION: &str = "
    nodes: [Entity!]! # The items of the page
    edges: [EntityEdge!]! # The items of the page with their cursors
    pageInfo: PageInfo! # The position of the page
";

const ENTITY_EDGE: &str = "
    cursor: Cursor! # The cursor of the item
    node: Entity! # The item
";

const EVENT_CONNECTION: &str = "
    nodes: [TimelineEvent!]! # The items of the page
    edges: [TimelineEventEdge!]! # The items of the page with their cursors
    pageInfo: PageInfo! # The position of the page
";

const EVENT_EDGE: &str = "
    cursor: Cursor! # The cursor of the item
    node: TimelineEvent! # The item
";

const INCIDENT_CONNECTION: &str = "
    nodes: [Incident!]! # The items of the page
    edges: [IncidentEdge!]! # The items of the page with their cursors
    pageInfo: PageInfo! # The position of the page
";

const INCIDENT_EDGE: &str = "
    cursor: Cursor! # The cursor of the item
    node: Incident! # The item
";

/// The objects that implement no interface.
pub(super) const OBJECTS: &[(&str, &str)] = &[
    ("EntityConnection", ENTITY_CONNECTION),
    ("EntityEdge", ENTITY_EDGE),
    ("TimelineEventConnection", EVENT_CONNECTION),
    ("TimelineEventEdge", EVENT_EDGE),
    ("IncidentConnection", INCIDENT_CONNECTION),
    ("IncidentEdge", INCIDENT_EDGE),
    ("PageInfo", PAGE_INFO),
    ("EntityRole", ROLE),
    ("OperatingSystemInfo", OPERATING_SYSTEM_INFO),
    ("ActiveDirectoryPasswordAttributes", PASSWORD_ATTRIBUTES),
];

/// The filter arguments of `entities` and `countEntities`, and the members of `EntityQuery`.
pub(super) const FILTERS: &str = "
    types: [EntityType!] # One of these types
    archived: Boolean # The entity no longer exists
    learned: Boolean # The entity was learned from traffic and is not in a directory
    inactive: Boolean # The entity has not been active recently
    stale: Boolean # The entity appears to be unused
    shared: Boolean # Several people use the entity
    watched: Boolean # The entity is on the watch list
    enabled: Boolean # One of the accounts is enabled
    entityIds: [UUID!] # One of these ids
    primaryDisplayNames: [String!] # One of these names, case-insensitive
    secondaryDisplayNames: [String!] # One of these names, case-insensitive
    primaryDisplayNamePattern: WildcardPattern # A name pattern, case-insensitive
    secondaryDisplayNamePattern: WildcardPattern # A name pattern, case-insensitive
    emailAddresses: [String!] # One of these addresses, case-insensitive
    domains: [String!] # An account in one of these domains, case-insensitive
    samAccountNames: [String!] # An account with one of these names, case-insensitive
    roles: [EntityRoleType!] # One of these roles
    riskFactorTypes: [RiskFactorType!] # One of these risk factors
    minRiskScoreSeverity: ScoreSeverity # The lowest severity of the risk score
    maxRiskScoreSeverity: ScoreSeverity # The highest severity of the risk score
    dataSources: [DataSource!] # An account of one of these sources
    associationBindingTypes: [BindingType!] # A relation of one of these kinds
    hostNames: [String!] # One of these host names, case-insensitive
    agentIds: [AgentId!] # A sensor with one of these ids
    departments: [String!] # An account in one of these departments, case-insensitive
    hasAgent: Boolean # The endpoint has a sensor
    unmanaged: Boolean # The endpoint has no sensor
    hasAgedPassword: Boolean # The password of an account is old
    hasExposedPassword: Boolean # The password of an account is known to be exposed
    hasNeverExpiringPassword: Boolean # The password of an account cannot expire
    hasWeakPassword: Boolean # The password of an account is weak
    hasOpenIncidents: Boolean # The entity has an incident that is not resolved
    mostRecentActivityStartTime: DateTime # The earliest time of the last activity
    mostRecentActivityEndTime: DateTime # The latest time of the last activity
    accountCreationStartTime: DateTime # The earliest creation time of an account
    accountCreationEndTime: DateTime # The latest creation time of an account
    passwordLastChangeStartTime: DateTime # The earliest time of a change of password
    passwordLastChangeEndTime: DateTime # The latest time of a change of password
";

/// The sort arguments of `entities`.
pub(super) const SORT: &str = "
    sortKey: EntitySortKey # The sort key; the default is `ENTITY_ID`
    sortOrder: SortOrder # The sort order; the default is `ASCENDING`
";

/// The arguments of every list that is paged.
pub(super) const PAGING: &str = "
    first: Int # The page size, from 1 to 1000; the default is 100
    after: Cursor # The `endCursor` of the previous page
    last: Int # The page size when paging backward, from 1 to 1000
    before: Cursor # The `startCursor` of the following page
";

/// The enums and their values.
pub(super) const ENUMS: &[(&str, &[&str])] = &[
    ("EntityType", &["USER", "ENDPOINT"]),
    ("ScoreSeverity", &["NORMAL", "MEDIUM", "HIGH"]),
    ("SortOrder", &["ASCENDING", "DESCENDING"]),
    (
        "EntitySortKey",
        &[
            "ENTITY_ID",
            "RISK_SCORE",
            "MOST_RECENT_ACTIVITY",
            "CREATION_TIME",
            "PRIMARY_DISPLAY_NAME",
            "SECONDARY_DISPLAY_NAME",
        ],
    ),
    ("IncidentSortKey", &["END_TIME"]),
    (
        "TimelineEventCategory",
        &[
            "ACTIVITY",
            "NOTIFICATION",
            "THREAT",
            "ENTITY",
            "AUDIT",
            "POLICY",
            "SYSTEM",
        ],
    ),
];

/// The custom scalars and their descriptions.
pub(super) const SCALARS: &[(&str, &str)] = &[
    ("Cursor", "A position in a sorted list"),
    ("UUID", "An id in the form `8-4-4-4-12`"),
    (
        "DateTime",
        "A point in time in ISO 8601; as an argument also relative to now, such as `P-30D`",
    ),
    ("ZeroToOneNumber", "A number from 0 to 1"),
    (
        "WildcardPattern",
        "A string in which `*` matches any substring",
    ),
    ("AgentId", "The id of a sensor"),
    ("IpAddress", "An IP address"),
];

/// The enums of the service whose values are not all known, and an example of a value. They are
/// scalars that accept any name.
pub(super) const OPEN_ENUMS: &[(&str, &str)] = &[
    ("AttackPathRelation", "LOCAL_ADMINISTRATOR"),
    ("BindingType", "OWNERSHIP"),
    ("DataSource", "ACTIVE_DIRECTORY"),
    ("EntityRoleType", "AdminAccountRole"),
    ("IncidentLifeCycleStage", "NEW"),
    ("IncidentSeverity", "MEDIUM"),
    ("IncidentType", "UNUSUAL_ENDPOINT_USE"),
    ("PasswordStrength", "WEAK"),
    ("RegisteredTenantType", "CURRENT_TENANT"),
    ("RiskFactorLikelihood", "HIGH"),
    ("RiskFactorType", "STALE_ACCOUNT"),
    ("TimelineEventSeverity", "NEUTRAL"),
    ("TimelineEventType", "SUCCESSFUL_AUTHENTICATION"),
    ("UserAccountControlFlags", "NORMAL_ACCOUNT"),
];

#[cfg(test)]
mod tests {
    use super::super::activity_tables::{self, INCIDENT_FILTERS, INTERFACES, TIMELINE_FILTERS};
    use super::*;

    #[test]
    fn every_line_is_a_field() {
        let tables = [
            ENTITY,
            USER,
            ENDPOINT,
            ACCOUNT,
            ACTIVE_DIRECTORY,
            FILTERS,
            SORT,
            PAGING,
            TIMELINE_FILTERS,
            INCIDENT_FILTERS,
        ];
        let objects = OBJECTS.iter().chain(activity_tables::OBJECTS);
        let objects = objects.map(|(_, table)| *table);
        let interfaces = INTERFACES.iter().flat_map(|interface| {
            let types = interface.types.iter().map(|(_, table)| *table);
            types.chain([interface.fields])
        });
        for table in tables.into_iter().chain(objects).chain(interfaces) {
            assert_eq!(
                fields(table).count(),
                table.trim().lines().count(),
                "{table}"
            );
        }
    }
}

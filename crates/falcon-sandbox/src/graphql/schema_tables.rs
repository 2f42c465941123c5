//! The types of the GraphQL schema as tables.

/// A field of an object, or an argument.
pub(super) struct FieldDef {
    pub(super) name: &'static str,
    /// The type in schema syntax, such as `[String!]!`.
    pub(super) type_source: &'static str,
    pub(super) description: &'static str,
}

const fn field(
    name: &'static str,
    type_source: &'static str,
    description: &'static str,
) -> FieldDef {
    FieldDef {
        name,
        type_source,
        description,
    }
}

/// The interface `Entity`.
pub(super) const ENTITY: &[FieldDef] = &[
    field("entityId", "UUID!", "The id of the entity"),
    field("type", "EntityType!", "User or endpoint"),
    field("primaryDisplayName", "String!", "The display name"),
    field(
        "secondaryDisplayName",
        "String!",
        "The display name with the domain",
    ),
    field(
        "accounts",
        "[AccountDescriptor!]!",
        "The accounts of the entity",
    ),
    field("archived", "Boolean!", "The entity no longer exists"),
    field(
        "learned",
        "Boolean!",
        "The entity was learned from traffic and is not in a directory",
    ),
    field(
        "inactive",
        "Boolean!",
        "The entity has not been active recently",
    ),
    field("stale", "Boolean!", "The entity appears to be unused"),
    field("shared", "Boolean!", "Several people use the entity"),
    field("watched", "Boolean!", "The entity is on the watch list"),
    field(
        "markTime",
        "DateTime",
        "The time at which the entity was marked",
    ),
    field(
        "creationTime",
        "DateTime",
        "The time at which the entity was created",
    ),
    field(
        "earliestSeenTraffic",
        "DateTime",
        "The time of the first activity",
    ),
    field(
        "mostRecentActivity",
        "DateTime",
        "The time of the last activity",
    ),
    field(
        "hasADDomainAdminRole",
        "Boolean",
        "The entity administers a domain",
    ),
    field(
        "impactScore",
        "ZeroToOneNumber!",
        "The impact of a compromise",
    ),
    field("riskScore", "ZeroToOneNumber!", "The risk of a compromise"),
    field(
        "riskScoreSeverity",
        "ScoreSeverity!",
        "The severity of the risk score",
    ),
    field(
        "riskFactors",
        "[EntityRiskFactor!]!",
        "The factors that contribute to the risk score",
    ),
    field("roles", "[EntityRole!]!", "The roles of the entity"),
];

/// The fields of `UserEntity` that are not fields of `Entity`.
pub(super) const USER: &[FieldDef] = &[
    field(
        "emailAddresses",
        "[String!]!",
        "The email addresses of the user",
    ),
    field(
        "riskScoreWithoutLinkedAccounts",
        "ZeroToOneNumber!",
        "The risk score without that of linked accounts",
    ),
];

/// The fields of `EndpointEntity` that are not fields of `Entity`.
pub(super) const ENDPOINT: &[FieldDef] = &[
    field("hostName", "String", "The fully qualified host name"),
    field("agentId", "AgentId", "The id of the sensor"),
    field("agentVersion", "String", "The version of the sensor"),
    field("cid", "String", "The customer id"),
    field("unmanaged", "Boolean!", "The endpoint has no sensor"),
    field(
        "guestAccountEnabled",
        "Boolean",
        "The guest account is enabled",
    ),
    field("lastIpAddress", "IpAddress", "The most recent IP address"),
    field(
        "staticIpAddresses",
        "[IpAddress!]!",
        "The static IP addresses",
    ),
    field(
        "operatingSystemInfo",
        "OperatingSystemInfo",
        "The operating system",
    ),
    field(
        "ztaScore",
        "Int",
        "The zero trust assessment score, from 0 to 100",
    ),
];

/// The interface `AccountDescriptor`.
pub(super) const ACCOUNT: &[FieldDef] = &[
    field("archived", "Boolean!", "The account no longer exists"),
    field("enabled", "Boolean!", "The account is enabled"),
    field(
        "creationTime",
        "DateTime",
        "The time at which the account was created",
    ),
    field(
        "dataSource",
        "DataSource!",
        "The source of the account data",
    ),
    field("description", "String", "The description of the account"),
];

/// The fields of `ActiveDirectoryAccountDescriptor` that are not fields of `AccountDescriptor`.
pub(super) const ACTIVE_DIRECTORY: &[FieldDef] = &[
    field("domain", "String", "The domain of the account"),
    field("samAccountName", "String!", "The SAM account name"),
    field("upn", "String", "The user principal name"),
    field("cn", "String", "The common name"),
    field("dn", "String!", "The distinguished name"),
    field("ou", "String", "The organizational unit"),
    field("objectGuid", "UUID", "The object GUID"),
    field("objectSid", "String!", "The security identifier"),
    field("department", "String", "The department of the user"),
    field("title", "String", "The job title of the user"),
    field(
        "consistencyGuid",
        "UUID",
        "The id of the account in a cloud directory",
    ),
    field(
        "containingGroupIds",
        "[UUID!]!",
        "The groups that contain the account directly",
    ),
    field(
        "flattenedContainingGroupIds",
        "[UUID!]!",
        "The groups that contain the account directly or indirectly",
    ),
    field(
        "servicePrincipalNames",
        "[String!]!",
        "The service principal names",
    ),
    field("lastUpdateTime", "DateTime", "The time of the last update"),
    field(
        "mostRecentActivity",
        "DateTime",
        "The time of the last activity",
    ),
    field(
        "expirationTime",
        "DateTime",
        "The time at which the account expires",
    ),
    field(
        "lockoutTime",
        "DateTime",
        "The time at which the account was locked",
    ),
    field(
        "userAccountControl",
        "Int!",
        "The user account control flags as a number",
    ),
    field(
        "userAccountControlFlags",
        "[UserAccountControlFlags!]!",
        "The user account control flags",
    ),
    field(
        "passwordAttributes",
        "ActiveDirectoryPasswordAttributes",
        "The attributes of the password",
    ),
];

const PASSWORD_ATTRIBUTES: &[FieldDef] = &[
    field("lastChange", "DateTime", "The time of the last change"),
    field("aged", "Boolean!", "The password is old"),
    field("exposed", "Boolean!", "The password is known to be exposed"),
    field("mayExpire", "Boolean!", "The password can expire"),
    field(
        "strength",
        "PasswordStrength!",
        "The strength of the password",
    ),
];

const OPERATING_SYSTEM_INFO: &[FieldDef] = &[
    field("displayName", "String!", "The display name"),
    field("name", "String!", "The name"),
    field("version", "String", "The version"),
    field("servicePack", "String", "The service pack"),
    field("target", "String", "The type of machine"),
];

const RISK_FACTOR: &[FieldDef] = &[
    field("type", "RiskFactorType!", "The type of the factor"),
    field(
        "score",
        "ZeroToOneNumber!",
        "The contribution to the risk score",
    ),
    field("severity", "ScoreSeverity!", "The severity of the factor"),
];

const ROLE: &[FieldDef] = &[
    field("type", "EntityRoleType!", "The type of the role"),
    field("confirmed", "Boolean!", "A person confirmed the role"),
    field(
        "fullPath",
        "String",
        "The path of the role in the hierarchy of roles",
    ),
    field(
        "probability",
        "Float",
        "The probability of the role, from 0 to 1",
    ),
];

const PAGE_INFO: &[FieldDef] = &[
    field("hasNextPage", "Boolean!", "There is a next page"),
    field("hasPreviousPage", "Boolean!", "There is a previous page"),
    field("startCursor", "Cursor", "The cursor of the first entity"),
    field(
        "endCursor",
        "Cursor",
        "The cursor of the last entity: `after` of the next page",
    ),
];

const EDGE: &[FieldDef] = &[
    field("cursor", "Cursor!", "The cursor of the entity"),
    field("node", "Entity!", "The entity"),
];

const CONNECTION: &[FieldDef] = &[
    field("nodes", "[Entity!]!", "The entities of the page"),
    field(
        "edges",
        "[EntityEdge!]!",
        "The entities of the page with their cursors",
    ),
    field("pageInfo", "PageInfo!", "The position of the page"),
];

/// The objects that implement no interface.
pub(super) const OBJECTS: &[(&str, &[FieldDef])] = &[
    ("EntityConnection", CONNECTION),
    ("EntityEdge", EDGE),
    ("PageInfo", PAGE_INFO),
    ("EntityRiskFactor", RISK_FACTOR),
    ("EntityRole", ROLE),
    ("OperatingSystemInfo", OPERATING_SYSTEM_INFO),
    ("ActiveDirectoryPasswordAttributes", PASSWORD_ATTRIBUTES),
];

/// The filter arguments of `entities` and `countEntities`.
pub(super) const FILTERS: &[FieldDef] = &[
    field("types", "[EntityType!]", "One of these types"),
    field("archived", "Boolean", "The entity no longer exists"),
    field(
        "learned",
        "Boolean",
        "The entity was learned from traffic and is not in a directory",
    ),
    field(
        "inactive",
        "Boolean",
        "The entity has not been active recently",
    ),
    field("stale", "Boolean", "The entity appears to be unused"),
    field("shared", "Boolean", "Several people use the entity"),
    field("watched", "Boolean", "The entity is on the watch list"),
    field("enabled", "Boolean", "One of the accounts is enabled"),
    field("entityIds", "[UUID!]", "One of these ids"),
    field(
        "primaryDisplayNames",
        "[String!]",
        "One of these names, case-insensitive",
    ),
    field(
        "secondaryDisplayNames",
        "[String!]",
        "One of these names, case-insensitive",
    ),
    field(
        "primaryDisplayNamePattern",
        "WildcardPattern",
        "A name pattern, case-insensitive",
    ),
    field(
        "secondaryDisplayNamePattern",
        "WildcardPattern",
        "A name pattern, case-insensitive",
    ),
    field(
        "emailAddresses",
        "[String!]",
        "One of these addresses, case-insensitive",
    ),
    field(
        "domains",
        "[String!]",
        "An account in one of these domains, case-insensitive",
    ),
    field(
        "samAccountNames",
        "[String!]",
        "An account with one of these names, case-insensitive",
    ),
    field("roles", "[EntityRoleType!]", "One of these roles"),
    field(
        "riskFactorTypes",
        "[RiskFactorType!]",
        "One of these risk factors",
    ),
    field(
        "minRiskScoreSeverity",
        "ScoreSeverity",
        "The lowest severity of the risk score",
    ),
    field(
        "maxRiskScoreSeverity",
        "ScoreSeverity",
        "The highest severity of the risk score",
    ),
];

/// The other arguments of `entities`.
pub(super) const PAGING: &[FieldDef] = &[
    field(
        "sortKey",
        "EntitySortKey",
        "The sort key; the default is `ENTITY_ID`",
    ),
    field(
        "sortOrder",
        "SortOrder",
        "The sort order; the default is `ASCENDING`",
    ),
    field(
        "first",
        "Int",
        "The page size, from 1 to 1000; the default is 100",
    ),
    field("after", "Cursor", "The `endCursor` of the previous page"),
];

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
];

/// The custom scalars and their descriptions.
///
/// The last five are enums in the service's schema, some of them long and growing, and accept any
/// name here.
pub(super) const SCALARS: &[(&str, &str)] = &[
    ("Cursor", "A position in a sorted list"),
    ("UUID", "An id in the form `8-4-4-4-12`"),
    ("DateTime", "A point in time in ISO 8601"),
    ("ZeroToOneNumber", "A number from 0 to 1"),
    (
        "WildcardPattern",
        "A string in which `*` matches any substring",
    ),
    ("AgentId", "The id of a sensor"),
    ("IpAddress", "An IP address"),
    (
        "DataSource",
        "A name such as `ACTIVE_DIRECTORY`; all names are valid",
    ),
    (
        "EntityRoleType",
        "A name such as `AdminAccountRole`; all names are valid",
    ),
    (
        "PasswordStrength",
        "A name such as `WEAK`; all names are valid",
    ),
    (
        "RiskFactorType",
        "A name such as `STALE_ACCOUNT`; all names are valid",
    ),
    (
        "UserAccountControlFlags",
        "A name such as `NORMAL_ACCOUNT`; all names are valid",
    ),
];

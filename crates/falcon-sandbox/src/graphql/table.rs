//! The types of the schema as tables, from which it is made and by which documents are read.

/// A field of an object: its name, its type as the schema writes it, and what it is.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) type_text: &'static str,
    pub(super) says: &'static str,
}

const fn row(name: &'static str, type_text: &'static str, says: &'static str) -> Row {
    Row {
        name,
        type_text,
        says,
    }
}

/// What users and endpoints have in common: the interface `Entity`.
pub(super) const ENTITY: &[Row] = &[
    row("entityId", "UUID!", "The entity's id"),
    row("type", "EntityType!", "Whether it is a user or an endpoint"),
    row(
        "primaryDisplayName",
        "String!",
        "The name that it is shown under",
    ),
    row(
        "secondaryDisplayName",
        "String!",
        "The name that tells it from others, with its domain",
    ),
    row(
        "accounts",
        "[AccountDescriptor!]!",
        "The accounts that it is made of",
    ),
    row("archived", "Boolean!", "Whether it exists no more"),
    row(
        "learned",
        "Boolean!",
        "Whether traffic told of it, and no directory",
    ),
    row(
        "inactive",
        "Boolean!",
        "Whether it has not been active of late",
    ),
    row("stale", "Boolean!", "Whether it seems to be out of use"),
    row("shared", "Boolean!", "Whether several people use it"),
    row("watched", "Boolean!", "Whether it is on the watch list"),
    row("markTime", "DateTime", "When it was marked"),
    row("creationTime", "DateTime", "When it was made"),
    row(
        "earliestSeenTraffic",
        "DateTime",
        "When it was first active",
    ),
    row("mostRecentActivity", "DateTime", "When it was last active"),
    row(
        "hasADDomainAdminRole",
        "Boolean",
        "Whether it administers a domain",
    ),
    row("impactScore", "ZeroToOneNumber!", "What harm it could do"),
    row(
        "riskScore",
        "ZeroToOneNumber!",
        "How likely it is to be misused",
    ),
    row(
        "riskScoreSeverity",
        "ScoreSeverity!",
        "The same in three steps",
    ),
    row(
        "riskFactors",
        "[EntityRiskFactor!]!",
        "What the risk comes from",
    ),
    row(
        "roles",
        "[EntityRole!]!",
        "What it may do and what it is for",
    ),
];

/// What only a user has.
pub(super) const USER: &[Row] = &[
    row("emailAddresses", "[String!]!", "Its addresses of mail"),
    row(
        "riskScoreWithoutLinkedAccounts",
        "ZeroToOneNumber!",
        "The risk without that of the accounts linked to it",
    ),
];

/// What only an endpoint has.
pub(super) const ENDPOINT: &[Row] = &[
    row("hostName", "String", "The host's whole name"),
    row("agentId", "AgentId", "The id of the sensor on it"),
    row("agentVersion", "String", "The version of the sensor on it"),
    row("cid", "String", "The customer"),
    row("unmanaged", "Boolean!", "Whether it has no sensor"),
    row(
        "guestAccountEnabled",
        "Boolean",
        "Whether guests may use it",
    ),
    row("lastIpAddress", "IpAddress", "The address that it had last"),
    row(
        "staticIpAddresses",
        "[IpAddress!]!",
        "The addresses that it always has",
    ),
    row("operatingSystemInfo", "OperatingSystemInfo", "What it runs"),
    row(
        "ztaScore",
        "Int",
        "How far it can be trusted, from 0 to 100",
    ),
];

/// What every account has: the interface `AccountDescriptor`.
pub(super) const ACCOUNT: &[Row] = &[
    row("archived", "Boolean!", "Whether it exists no more"),
    row("enabled", "Boolean!", "Whether it can be used"),
    row("creationTime", "DateTime", "When it was made"),
    row("dataSource", "DataSource!", "What tells of it"),
    row("description", "String", "What was written about it"),
];

/// What an account of Active Directory has besides.
pub(super) const ACTIVE_DIRECTORY: &[Row] = &[
    row("domain", "String", "The domain that it is of"),
    row("samAccountName", "String!", "Its name in the domain"),
    row("upn", "String", "Its name with the domain's"),
    row("cn", "String", "Its common name"),
    row("dn", "String!", "Its distinguished name"),
    row("ou", "String", "The organizational unit that it is in"),
    row("objectGuid", "UUID", "Its id in the directory"),
    row("objectSid", "String!", "Its security identifier"),
    row("department", "String", "The department of its user"),
    row("title", "String", "The title of its user"),
    row("consistencyGuid", "UUID", "Its id in a cloud's directory"),
    row("containingGroupIds", "[UUID!]!", "The groups that it is in"),
    row(
        "flattenedContainingGroupIds",
        "[UUID!]!",
        "The groups that it is in, directly or not",
    ),
    row(
        "servicePrincipalNames",
        "[String!]!",
        "The services that it runs",
    ),
    row("lastUpdateTime", "DateTime", "When it was changed last"),
    row("mostRecentActivity", "DateTime", "When it was last used"),
    row("expirationTime", "DateTime", "When it ends"),
    row("lockoutTime", "DateTime", "When it was locked"),
    row("userAccountControl", "Int!", "Its flags as a number"),
    row(
        "userAccountControlFlags",
        "[UserAccountControlFlags!]!",
        "Its flags",
    ),
    row(
        "passwordAttributes",
        "ActiveDirectoryPasswordAttributes",
        "What is known of its password",
    ),
];

const PASSWORD: &[Row] = &[
    row("lastChange", "DateTime", "When it was changed last"),
    row("aged", "Boolean!", "Whether it is old"),
    row("exposed", "Boolean!", "Whether it is known to others"),
    row("mayExpire", "Boolean!", "Whether it has to be changed"),
    row("strength", "PasswordStrength!", "How hard it is to guess"),
];

const OPERATING_SYSTEM: &[Row] = &[
    row("displayName", "String!", "The name that it is shown under"),
    row("name", "String!", "Its name"),
    row("version", "String", "Its version"),
    row("servicePack", "String", "Its service pack"),
    row("target", "String", "What kind of machine it is for"),
];

const RISK_FACTOR: &[Row] = &[
    row("type", "RiskFactorType!", "What kind of factor it is"),
    row("score", "ZeroToOneNumber!", "How much it adds"),
    row("severity", "ScoreSeverity!", "The same in three steps"),
];

const ROLE: &[Row] = &[
    row("type", "EntityRoleType!", "Which role it is"),
    row("confirmed", "Boolean!", "Whether a person confirmed it"),
    row("fullPath", "String", "The role with those above it"),
    row("probability", "Float", "How likely it is, from 0 to 1"),
];

const PAGE_INFO: &[Row] = &[
    row(
        "hasNextPage",
        "Boolean!",
        "Whether something comes after this page",
    ),
    row(
        "hasPreviousPage",
        "Boolean!",
        "Whether something comes before this page",
    ),
    row(
        "startCursor",
        "Cursor",
        "The cursor of the first entity of this page",
    ),
    row(
        "endCursor",
        "Cursor",
        "The cursor to go on from, as `after`",
    ),
];

const EDGE: &[Row] = &[
    row("cursor", "Cursor!", "The cursor of this entity"),
    row("node", "Entity!", "The entity"),
];

const CONNECTION: &[Row] = &[
    row("nodes", "[Entity!]!", "The entities of this page"),
    row("edges", "[EntityEdge!]!", "The same, each with its cursor"),
    row("pageInfo", "PageInfo!", "Where this page stands"),
];

/// An object type that implements no interface.
pub(super) struct Plain {
    pub(super) name: &'static str,
    pub(super) rows: &'static [Row],
}

pub(super) const PLAIN: &[Plain] = &[
    Plain {
        name: "EntityConnection",
        rows: CONNECTION,
    },
    Plain {
        name: "EntityEdge",
        rows: EDGE,
    },
    Plain {
        name: "PageInfo",
        rows: PAGE_INFO,
    },
    Plain {
        name: "EntityRiskFactor",
        rows: RISK_FACTOR,
    },
    Plain {
        name: "EntityRole",
        rows: ROLE,
    },
    Plain {
        name: "OperatingSystemInfo",
        rows: OPERATING_SYSTEM,
    },
    Plain {
        name: "ActiveDirectoryPasswordAttributes",
        rows: PASSWORD,
    },
];

/// The filters of `entities` and `countEntities`. All that are given must hold.
pub(super) const FILTERS: &[Row] = &[
    row("types", "[EntityType!]", "Users, endpoints or both"),
    row("archived", "Boolean", "Whether it exists no more"),
    row("learned", "Boolean", "Whether traffic told of it"),
    row(
        "inactive",
        "Boolean",
        "Whether it has not been active of late",
    ),
    row("stale", "Boolean", "Whether it seems to be out of use"),
    row("shared", "Boolean", "Whether several people use it"),
    row("watched", "Boolean", "Whether it is on the watch list"),
    row("enabled", "Boolean", "Whether an account of it can be used"),
    row("entityIds", "[UUID!]", "Any of these ids"),
    row(
        "primaryDisplayNames",
        "[String!]",
        "Any of these names, whatever the case",
    ),
    row(
        "secondaryDisplayNames",
        "[String!]",
        "Any of these names, whatever the case",
    ),
    row(
        "primaryDisplayNamePattern",
        "WildcardPattern",
        "A name with `*` for any text, whatever the case",
    ),
    row(
        "secondaryDisplayNamePattern",
        "WildcardPattern",
        "A name with `*` for any text, whatever the case",
    ),
    row(
        "emailAddresses",
        "[String!]",
        "Any of these addresses, whatever the case",
    ),
    row(
        "domains",
        "[String!]",
        "An account of any of these domains, whatever the case",
    ),
    row(
        "samAccountNames",
        "[String!]",
        "An account of any of these names, whatever the case",
    ),
    row("roles", "[EntityRoleType!]", "Any of these roles"),
    row(
        "riskFactorTypes",
        "[RiskFactorType!]",
        "Any of these risk factors",
    ),
    row(
        "minRiskScoreSeverity",
        "ScoreSeverity",
        "A risk of at least this",
    ),
    row(
        "maxRiskScoreSeverity",
        "ScoreSeverity",
        "A risk of at most this",
    ),
];

/// The other arguments of `entities`.
pub(super) const PAGING: &[Row] = &[
    row(
        "sortKey",
        "EntitySortKey",
        "What to sort by; without it, `ENTITY_ID`",
    ),
    row(
        "sortOrder",
        "SortOrder",
        "Which way; without it, `ASCENDING`",
    ),
    row("first", "Int", "How many, from 1 to 1000; without it, 100"),
    row("after", "Cursor", "Where the last page ended"),
];

/// The enumerations.
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

/// Texts and numbers with a name of their own. The last five are enumerations of the service, some
/// of them long and growing; here they are taken, and given, as they are written.
pub(super) const SCALARS: &[(&str, &str)] = &[
    ("Cursor", "A place in a listing"),
    ("UUID", "An id, written `8-4-4-4-12`"),
    ("DateTime", "A point in time, in ISO 8601"),
    ("ZeroToOneNumber", "A number from 0 to 1"),
    ("WildcardPattern", "A text in which `*` stands for any text"),
    ("AgentId", "The id of a sensor"),
    ("IpAddress", "An address"),
    (
        "DataSource",
        "Such as `ACTIVE_DIRECTORY`; any name is taken",
    ),
    (
        "EntityRoleType",
        "Such as `AdminAccountRole`; any name is taken",
    ),
    ("PasswordStrength", "Such as `WEAK`; any name is taken"),
    (
        "RiskFactorType",
        "Such as `STALE_ACCOUNT`; any name is taken",
    ),
    (
        "UserAccountControlFlags",
        "Such as `NORMAL_ACCOUNT`; any name is taken",
    ),
];

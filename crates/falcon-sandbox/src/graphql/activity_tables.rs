//! The types of associations, risk factors, timeline events, incidents and assessments as tables,
//! in the form of [`schema_tables`](super::schema_tables).
//!
//! Evidence: the queries of falcon-mcp (`falcon_mcp/modules/idp.py`) and of psfalcon's samples
//! (`samples/identity-protection`), and other public scripts. The service publishes no schema, so
//! types of fields are inferred from these queries and their results.

/// The interface `Association`.
pub(super) const ASSOCIATION: &str = "
    bindingType: BindingType! # The kind of the relation
";

const ENTITY_ASSOCIATION: &str = "
    entity: Entity # The related entity
";

const LOCAL_USER_ASSOCIATION: &str = "
    accountName: String! # The name of the local account
";

const DOMAIN_ENTITY_ASSOCIATION: &str = "
    entityType: EntityType! # The type of the related entity
    entity: Entity # The related entity
";

const GEO_LOCATION_ASSOCIATION: &str = "
    geoLocation: GeoLocation # The location
";

const GEO_LOCATION: &str = "
    country: String # The name of the country
    countryCode: String # The code of the country
    city: String # The name of the city
    cityCode: String # The code of the city
    latitude: Float # The latitude in degrees
    longitude: Float # The longitude in degrees
";

/// The interface `EntityRiskFactor`.
pub(super) const RISK_FACTOR: &str = "
    type: RiskFactorType! # The type of the factor
    score: ZeroToOneNumber! # The contribution to the risk score
    severity: ScoreSeverity! # The severity of the factor
";

const ATTACK_PATH_RISK: &str = "
    attackPath: [AttackPathStep!]! # The steps of the path
";

const DUPLICATE_PASSWORD_RISK: &str = "
    groupId: UUID # The group of entities with the same password
";

const ATTACK_PATH_STEP: &str = "
    entity: Entity # The entity that the step starts from
    relation: AttackPathRelation! # The relation of the two entities
    nextEntity: Entity # The entity that the step leads to
";

/// The interface `TimelineEvent`.
pub(super) const TIMELINE_EVENT: &str = "
    eventId: ID! # The id of the event
    eventType: TimelineEventType! # The type of the event
    eventSeverity: TimelineEventSeverity! # The severity of the event
    timestamp: DateTime! # The time of the event
";

const ACTIVITY_EVENT: &str = "
    sourceEntity: Entity # The entity that acts
    targetEntity: Entity # The entity that is accessed
    geoLocation: GeoLocation # The location of the access
    locationAssociatedWithUser: Boolean # The user is often at the location
    userDisplayName: String # The name of the user
    endpointDisplayName: String # The name of the endpoint
    ipAddress: IpAddress # The address of the endpoint
";

const FILE_EVENT: &str = "
    targetEntity: Entity # The entity that is accessed
    geoLocation: GeoLocation # The location of the access
    locationAssociatedWithUser: Boolean # The user is often at the location
    userDisplayName: String # The name of the user
    endpointDisplayName: String # The name of the endpoint
    ipAddress: IpAddress # The address of the endpoint
";

const ALERT_EVENT: &str = "
    alertType: String # The type of the alert
    eventLabel: String # The label of the alert
    sourceEntity: Entity # The entity that caused the alert
";

const CONFIGURATION_EVENT: &str = "
    category: TimelineEventCategory # The category of the event
";

const INCIDENT: &str = "
    incidentId: ID! # The id of the incident
    type: IncidentType! # The type of the incident
    severity: IncidentSeverity! # The severity of the incident
    lifeCycleStage: IncidentLifeCycleStage! # The state of the incident
    startTime: DateTime! # The time of the first event
    endTime: DateTime! # The time of the last event
    compromisedEntities: [Entity!]! # The compromised entities
    alertEvents: [TimelineAlertEvent!]! # The alerts of the incident
";

const ASSESSMENT: &str = "
    tenant: String # The name of the tenant
    overallScore: Float # The score of the domain, from 0 to 100
    overallScoreLevel: ScoreSeverity # The severity of the score
    assessmentFactors: [SecurityAssessmentFactor!]! # The factors that contribute to the score
";

const ASSESSMENT_FACTOR: &str = "
    riskFactorType: RiskFactorType! # The type of the factor
    severity: ScoreSeverity! # The severity of the factor
    likelihood: RiskFactorLikelihood! # The likelihood of the factor
    lastUpdateTime: DateTime # The time of the last assessment
";

/// The fields of `SsoUserAccountDescriptor` that are not fields of `AccountDescriptor`.
const SSO_USER: &str = "
    mostRecentActivity: DateTime # The time of the last activity
    title: String # The job title of the user
    department: String # The department of the user
    passwordAttributes: SsoPasswordAttributes # The attributes of the password
";

const SSO_PASSWORD_ATTRIBUTES: &str = "
    lastChange: DateTime # The time of the last change
";

const AZURE_ADAPTER: &str = "
    registeredTenantType: RegisteredTenantType # The tenant in which the program is registered
    appOwnerOrganizationId: UUID # The organization that owns the program
    publisherDomain: String # The domain of the publisher
    signInAudience: String # The accounts that can sign in
";

const CLOUD_ADAPTER: &str = "
    dataSourceParticipantIdentifier: String # The id of the program in its source
";

/// The objects of this page that implement no interface.
pub(super) const OBJECTS: &[(&str, &str)] = &[
    ("GeoLocation", GEO_LOCATION),
    ("AttackPathStep", ATTACK_PATH_STEP),
    ("Incident", INCIDENT),
    ("SecurityAssessment", ASSESSMENT),
    ("SecurityAssessmentFactor", ASSESSMENT_FACTOR),
    ("SsoPasswordAttributes", SSO_PASSWORD_ATTRIBUTES),
];

/// An interface, its fields, and the objects that implement it with the fields of their own.
///
/// An object of a document has the type that its member `__typename` names, or else the type of
/// which it has the most fields; the first one of equals.
pub(super) struct InterfaceTable {
    pub(super) name: &'static str,
    pub(super) fields: &'static str,
    pub(super) types: &'static [(&'static str, &'static str)],
}

pub(super) const INTERFACES: &[InterfaceTable] = &[
    InterfaceTable {
        name: "AccountDescriptor",
        fields: super::schema_tables::ACCOUNT,
        types: &[
            (
                "ActiveDirectoryAccountDescriptor",
                super::schema_tables::ACTIVE_DIRECTORY,
            ),
            ("SsoUserAccountDescriptor", SSO_USER),
            ("AzureCloudServiceAdapterDescriptor", AZURE_ADAPTER),
            ("CloudServiceAdapterDescriptor", CLOUD_ADAPTER),
        ],
    },
    InterfaceTable {
        name: "Association",
        fields: ASSOCIATION,
        types: &[
            ("EntityAssociation", ENTITY_ASSOCIATION),
            ("LocalAdminLocalUserAssociation", LOCAL_USER_ASSOCIATION),
            (
                "LocalAdminDomainEntityAssociation",
                DOMAIN_ENTITY_ASSOCIATION,
            ),
            ("GeoLocationAssociation", GEO_LOCATION_ASSOCIATION),
        ],
    },
    InterfaceTable {
        name: "EntityRiskFactor",
        fields: RISK_FACTOR,
        types: &[
            ("EntityRiskFactorImpl", ""),
            ("AttackPathBasedRiskFactor", ATTACK_PATH_RISK),
            ("DuplicatePasswordRiskEntityFactor", DUPLICATE_PASSWORD_RISK),
            ("LinkedAccountsRiskEntityFactor", ""),
            ("CertificateTemplateAuthenticationBasedRiskFactor", ""),
        ],
    },
    InterfaceTable {
        name: "TimelineEvent",
        fields: TIMELINE_EVENT,
        types: &[
            ("TimelineAuthenticationEvent", ACTIVITY_EVENT),
            ("TimelineAlertEvent", ALERT_EVENT),
            ("TimelineUserOnEndpointActivityEvent", ACTIVITY_EVENT),
            ("TimelineDceRpcEvent", ACTIVITY_EVENT),
            ("TimelineFailedAuthenticationEvent", ACTIVITY_EVENT),
            ("TimelineSuccessfulAuthenticationEvent", ACTIVITY_EVENT),
            ("TimelineServiceAccessEvent", ACTIVITY_EVENT),
            ("TimelineFileOperationEvent", FILE_EVENT),
            ("TimelineLdapSearchEvent", ACTIVITY_EVENT),
            ("TimelineRemoteCodeExecutionEvent", ACTIVITY_EVENT),
            ("TimelineConnectorConfigurationEvent", CONFIGURATION_EVENT),
            (
                "TimelineConnectorConfigurationAddedEvent",
                CONFIGURATION_EVENT,
            ),
            (
                "TimelineConnectorConfigurationDeletedEvent",
                CONFIGURATION_EVENT,
            ),
            (
                "TimelineConnectorConfigurationModifiedEvent",
                CONFIGURATION_EVENT,
            ),
        ],
    },
];

/// The arguments of `timeline`, without paging.
pub(super) const TIMELINE_FILTERS: &str = "
    sourceEntityQuery: EntityQuery # The entities whose timelines are listed; the default is all
    startTime: DateTime # The earliest time of an event
    endTime: DateTime # The latest time of an event
    categories: [TimelineEventCategory!] # One of these categories
";

/// The arguments of `incidents`, without paging.
pub(super) const INCIDENT_FILTERS: &str = "
    entityQuery: EntityQuery # One of the compromised entities
    lifeCycleStages: [IncidentLifeCycleStage!] # One of these states
    sortKey: IncidentSortKey # The sort key; the default is `END_TIME`
    sortOrder: SortOrder # The sort order; the default is `ASCENDING`
";

//! Properties of filters of randomly chosen collections.

use fql::collections::{
    alerts, case_templates, device_control_policies, discover_hosts, firewall_policy_rules,
    firewall_rule_groups, hosts, iocs, prevention_policies, quarantine, rtr_sessions,
    spotlight_vulnerabilities, workflow_definitions,
};
use fql::table::{Capability, Collection, FieldType, Row, Table};
use fql::{Comparison, Filter, IntoFilter, Limits, Literal, Operator, Pattern, collections};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::clauses::{ParsedValue, any_string, config, exact, only_clause};

/// The functions of a collection without its type.
struct Methods {
    table: &'static Table,
    /// Returns the text of a clause.
    clause: fn(&str, Operator, Literal<'_>) -> Option<String>,
    /// Returns the canonical text of a filter without errors.
    parse: fn(&str) -> Option<String>,
}

fn clause<C: Collection>(property: &str, operator: Operator, value: Literal<'_>) -> Option<String> {
    let filter = Filter::<C>::clause(property, operator, value);
    filter.ok().map(|filter| filter.to_string())
}

fn parse<C: Collection>(source: &str) -> Option<String> {
    let parsed = Filter::<C>::parse_with(source, &Limits::TRUSTED);
    parsed.filter().map(Filter::to_string)
}

macro_rules! methods {
    ($($module:ident::$name:ident),* $(,)?) => {
        &[$(Methods {
            table: &collections::$module::TABLE,
            clause: clause::<collections::$module::$name>,
            parse: parse::<collections::$module::$name>,
        }),*]
    };
}

const COLLECTIONS: &[Methods] = methods! {
    access_scopes::AccessScopes, admission_control_policies::AdmissionControlPolicies,
    agentic_audit_events::AgenticAuditEvents, agentic_knowledge_bases::AgenticKnowledgeBases,
    agentless_scan_schedules::AgentlessScanSchedules, alerts::Alerts,
    api_integrations::ApiIntegrations, aspm_servicenow::AspmServicenow,
    aws_accounts_legacy::AwsAccountsLegacy, azure_issue_suppressions::AzureIssueSuppressions,
    azure_registration_issues::AzureRegistrationIssues, behaviors::Behaviors,
    case_access_tags::CaseAccessTags, case_fields::CaseFields,
    case_file_details::CaseFileDetails, case_notification_groups::CaseNotificationGroups,
    case_slas::CaseSlas, case_templates::CaseTemplates, cases::Cases,
    certificate_exclusions::CertificateExclusions,
    cloud_application_findings::CloudApplicationFindings,
    cloud_compliance_by_account::CloudComplianceByAccount,
    cloud_compliance_controls::CloudComplianceControls,
    cloud_compliance_frameworks::CloudComplianceFrameworks,
    cloud_compliance_posture::CloudCompliancePosture, cloud_groups::CloudGroups,
    cloud_insights::CloudInsights, cloud_risks::CloudRisks, cloud_rules::CloudRules,
    cloud_suppression_rules::CloudSuppressionRules,
    configuration_assessment_rules::ConfigurationAssessmentRules,
    configuration_assessments::ConfigurationAssessments, container_alerts::ContainerAlerts,
    container_base_images::ContainerBaseImages, container_detections::ContainerDetections,
    container_export_jobs::ContainerExportJobs,
    container_image_compliance::ContainerImageCompliance, container_images::ContainerImages,
    container_images_by_state::ContainerImagesByState, container_packages::ContainerPackages,
    container_runtime_detections::ContainerRuntimeDetections,
    container_vulnerabilities::ContainerVulnerabilities,
    content_update_policies::ContentUpdatePolicies,
    correlation_rule_templates::CorrelationRuleTemplates, correlation_rules::CorrelationRules,
    crowdscores::Crowdscores, cspm_assets::CspmAssets,
    cspm_iom_detections_v2::CspmIomDetectionsV2, cspm_ioms::CspmIoms,
    custom_storage_objects::CustomStorageObjects,
    data_protection_classifications::DataProtectionClassifications,
    data_protection_cloud_applications::DataProtectionCloudApplications,
    data_protection_content_patterns::DataProtectionContentPatterns,
    data_protection_enterprise_accounts::DataProtectionEnterpriseAccounts,
    data_protection_file_types::DataProtectionFileTypes,
    data_protection_labels::DataProtectionLabels,
    data_protection_local_application_groups::DataProtectionLocalApplicationGroups,
    data_protection_local_applications::DataProtectionLocalApplications,
    data_protection_policies::DataProtectionPolicies,
    data_protection_web_locations::DataProtectionWebLocations,
    deployment_release_notes::DeploymentReleaseNotes, deployment_releases::DeploymentReleases,
    detects_legacy::DetectsLegacy, device_content_states::DeviceContentStates,
    device_control_policies::DeviceControlPolicies, discover_accounts::DiscoverAccounts,
    discover_applications::DiscoverApplications, discover_hosts::DiscoverHosts,
    discover_iot_hosts::DiscoverIotHosts, discover_logins::DiscoverLogins, downloads::Downloads,
    drift_indicators::DriftIndicators, falcon_complete_dashboards::FalconCompleteDashboards,
    falconx_reports::FalconxReports, falconx_submissions::FalconxSubmissions,
    fdr_schema_events::FdrSchemaEvents, fdr_schema_fields::FdrSchemaFields,
    fem_subsidiaries::FemSubsidiaries, filevantage_actions::FilevantageActions,
    filevantage_changes::FilevantageChanges, filevantage_policies::FilevantagePolicies,
    firewall_events::FirewallEvents, firewall_network_locations::FirewallNetworkLocations,
    firewall_policies::FirewallPolicies, firewall_policy_rules::FirewallPolicyRules,
    firewall_rule_groups::FirewallRuleGroups, firewall_rules::FirewallRules,
    forensics_collections::ForensicsCollections, forensics_collectors::ForensicsCollectors,
    forensics_configurations::ForensicsConfigurations, forensics_templates::ForensicsTemplates,
    gcp_registrations::GcpRegistrations, host_group_members::HostGroupMembers,
    host_groups::HostGroups, host_migrations::HostMigrations, hosts::Hosts,
    hunting_guides::HuntingGuides, hunting_queries::HuntingQueries,
    iac_detections::IacDetections, identity_protection_sensors::IdentityProtectionSensors,
    incidents::Incidents, installation_token_audit_events::InstallationTokenAuditEvents,
    installation_tokens::InstallationTokens, intel_actors::IntelActors,
    intel_incidents::IntelIncidents, intel_indicators::IntelIndicators,
    intel_malware::IntelMalware, intel_reports::IntelReports,
    intel_vulnerabilities::IntelVulnerabilities,
    intelligence_indicator_graph::IntelligenceIndicatorGraph, ioa_exclusions::IoaExclusions,
    ioa_rule_groups::IoaRuleGroups, ioa_rules::IoaRules, iocs::Iocs,
    it_automation_execution_host_status::ItAutomationExecutionHostStatus,
    it_automation_scheduled_tasks::ItAutomationScheduledTasks,
    it_automation_task_executions::ItAutomationTaskExecutions,
    it_automation_task_groups::ItAutomationTaskGroups, it_automation_tasks::ItAutomationTasks,
    it_automation_user_groups::ItAutomationUserGroups, kubernetes_clusters::KubernetesClusters,
    kubernetes_container_compliance::KubernetesContainerCompliance,
    kubernetes_containers::KubernetesContainers, kubernetes_deployments::KubernetesDeployments,
    kubernetes_enrichment::KubernetesEnrichment, kubernetes_ioms::KubernetesIoms,
    kubernetes_namespaces::KubernetesNamespaces, kubernetes_nodes::KubernetesNodes,
    kubernetes_pods::KubernetesPods, kubernetes_running_images::KubernetesRunningImages,
    message_center_activities::MessageCenterActivities,
    message_center_cases::MessageCenterCases, migrations::Migrations,
    ml_exclusions::MlExclusions, mobile_enrollment::MobileEnrollment,
    mssp_children::MsspChildren, netscan_networks::NetscanNetworks,
    netscan_scan_runs::NetscanScanRuns, netscan_scanners::NetscanScanners,
    netscan_scans::NetscanScans, netscan_templates::NetscanTemplates,
    netscan_zones::NetscanZones, ngsiem_dashboards::NgsiemDashboards,
    ngsiem_data_connections::NgsiemDataConnections,
    ngsiem_data_connectors::NgsiemDataConnectors, ngsiem_lookup_files::NgsiemLookupFiles,
    ngsiem_parsers::NgsiemParsers, ngsiem_saved_queries::NgsiemSavedQueries,
    oci_tenancies::OciTenancies, ods_malicious_files::OdsMaliciousFiles,
    ods_scan_hosts::OdsScanHosts, ods_scans::OdsScans, ods_scheduled_scans::OdsScheduledScans,
    prevention_policies::PreventionPolicies, quarantine::Quarantine, quick_scan::QuickScan,
    quick_scan_pro::QuickScanPro, recon_actions::ReconActions,
    recon_exposed_data_records::ReconExposedDataRecords,
    recon_notifications::ReconNotifications, recon_rules::ReconRules,
    report_executions::ReportExecutions, response_policies::ResponsePolicies,
    rtr_audit_sessions::RtrAuditSessions, rtr_falcon_scripts::RtrFalconScripts,
    rtr_put_files::RtrPutFiles, rtr_scripts::RtrScripts, rtr_sessions::RtrSessions,
    saas_security::SaasSecurity, scheduled_reports::ScheduledReports,
    sensor_installers::SensorInstallers, sensor_update_kernels::SensorUpdateKernels,
    sensor_update_policies::SensorUpdatePolicies, sensor_usage::SensorUsage,
    sensor_visibility_exclusions::SensorVisibilityExclusions,
    serverless_export_jobs::ServerlessExportJobs,
    serverless_vulnerabilities::ServerlessVulnerabilities,
    snapshot_deployments::SnapshotDeployments,
    spotlight_evaluation_logic::SpotlightEvaluationLogic,
    spotlight_installed_patches::SpotlightInstalledPatches,
    spotlight_remediations::SpotlightRemediations,
    spotlight_supported_evaluations::SpotlightSupportedEvaluations,
    spotlight_vulnerabilities::SpotlightVulnerabilities,
    spotlight_vulnerability_metadata::SpotlightVulnerabilityMetadata,
    tailored_intelligence_events::TailoredIntelligenceEvents,
    tailored_intelligence_rules::TailoredIntelligenceRules,
    third_party_passkeys::ThirdPartyPasskeys, unidentified_containers::UnidentifiedContainers,
    user_groups::UserGroups, user_roles::UserRoles, users::Users,
    workflow_activities::WorkflowActivities, workflow_activity_content::WorkflowActivityContent,
    workflow_child_executions::WorkflowChildExecutions,
    workflow_definitions::WorkflowDefinitions, workflow_executions::WorkflowExecutions,
    workflow_triggers::WorkflowTriggers, zero_trust_assessments::ZeroTrustAssessments,
};

#[test]
fn every_collection_has_properties() {
    let known = |table: &Table| COLLECTIONS.iter().any(|one| one.table.name == table.name);
    let missing: Vec<&str> = collections::all()
        .filter(|table| !known(table))
        .map(|table| table.name)
        .collect();
    assert_eq!(missing, ["external-assets", "sensors", "subsidiaries"]);
}

/// A field of a random collection; open collections have any.
#[derive(Debug, Clone, Copy)]
struct Choice {
    collection: Index,
    field: Index,
}

fn choice() -> impl Strategy<Value = Choice> {
    let choice = |(collection, field)| Choice { collection, field };
    any::<(Index, Index)>().prop_map(choice)
}

impl Choice {
    fn methods(self) -> &'static Methods {
        self.collection.get(COLLECTIONS)
    }

    fn row(self) -> Option<&'static Row> {
        let rows = self.methods().table.rows;
        (!rows.is_empty()).then(|| self.field.get(rows))
    }

    fn property(self) -> &'static str {
        self.row().map_or("x.y", |row| row.name)
    }

    /// Returns `true` if any string is a valid value after this operator.
    fn accepts_strings(self, operator: Operator) -> bool {
        let Some(row) = self.row() else { return true };
        let comparison = operator.comparison();
        let denies_negated_text = !self.methods().table.denied_negated_text.is_empty();
        let is_text = matches!(comparison, Comparison::Text | Comparison::TextWildcard);
        if denies_negated_text && is_text && operator.is_negated() {
            return false;
        }
        let capability = match comparison {
            Comparison::Equal => Capability::Exact,
            Comparison::Wildcard => Capability::Wildcard,
            Comparison::Text | Comparison::TextWildcard => Capability::TextMatch,
            _ => Capability::Range,
        };
        let is_text = matches!(row.field_type, FieldType::Text | FieldType::Any);
        is_text && row.supports(capability)
    }
}

fn operator() -> impl Strategy<Value = Operator> {
    let comparison = prop::sample::select(Comparison::ALL.to_vec());
    (comparison, any::<bool>())
        .prop_map(|(comparison, negated)| Operator::new(comparison).with_negation(negated))
}

/// Returns `true` if the value matches the string and no longer one.
fn is_intact(value: &ParsedValue, string: &str) -> bool {
    match value {
        ParsedValue::Exact(value) => value == string,
        ParsedValue::Pattern(source) => {
            let pattern = Pattern::new(source.clone());
            pattern.matches(string) && !pattern.matches(&format!("{string}x"))
        }
    }
}

/// Returns the filter with the clauses that each filter of its collection needs.
fn complete(methods: &Methods, filter: &str) -> String {
    let required = methods.table.required.iter();
    let required: String = required.map(|field| format!("+{field}:'1'")).collect();
    format!("({filter}){required}")
}

/// Returns a value of the field's type.
fn sample_value(choice: Choice, string: String) -> Literal<'static> {
    let number = i64::try_from(string.len()).expect("a length");
    match choice.row().map(|row| row.field_type) {
        Some(FieldType::Integer | FieldType::Float) => number.into(),
        Some(FieldType::Boolean) => (number % 2 == 0).into(),
        Some(FieldType::Timestamp) => fql::Timestamp::days_ago(7).into(),
        Some(FieldType::Ip) => "192.0.2.1".into(),
        _ => string.into(),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn clauses_keep_their_value_intact(
        choice in choice(),
        operator in operator(),
        string in any_string(),
    ) {
        let clause = (choice.methods().clause)(choice.property(), operator, string.as_str().into());
        let Some(clause) = clause else {
            prop_assert!(!choice.accepts_strings(operator), "{:?}", choice.row());
            return Ok(());
        };
        let clause = fql::parse_any(&clause).expect("a valid filter");
        let (property, actual_operator, values) = only_clause(&clause);
        prop_assert_eq!(property, choice.property());
        prop_assert_eq!(actual_operator, operator);
        prop_assert_eq!(values.len(), 1);
        prop_assert!(is_intact(&values[0], &string), "{}", clause);
    }

    #[test]
    fn lists_keep_their_values_intact(
        choice in choice(),
        strings in prop::collection::vec(any_string(), 1..4),
    ) {
        let list = strings.iter().map(|string| string.as_str().into()).collect();
        let equal = Operator::new(Comparison::Equal);
        let clause = (choice.methods().clause)(choice.property(), equal, Literal::List(list));
        if let Some(clause) = clause {
            let expected: Vec<ParsedValue> = strings.iter().map(|string| exact(string)).collect();
            let clause = fql::parse_any(&clause).expect("a valid filter");
            let (property, _, values) = only_clause(&clause);
            prop_assert_eq!(property, choice.property());
            prop_assert_eq!(values, expected, "{}", clause);
        }
    }

    #[test]
    fn compositions_round_trip(
        choice in choice(),
        parts in prop::collection::vec((any::<Index>(), operator(), any_string(), 0..4_usize), 1..6),
    ) {
        let methods = choice.methods();
        let (mut source, mut count) = (String::new(), methods.table.required.len());
        for (field, operator, string, shape) in parts {
            let choice = Choice { field, ..choice };
            let value = sample_value(choice, string);
            let Some(clause) = (methods.clause)(choice.property(), operator, value) else {
                continue;
            };
            count += 1;
            source = match (source.as_str(), shape) {
                ("", _) => clause,
                (source, 0) => format!("{source} + {}", clause),
                (source, 1) => format!("({source}) + {}", clause),
                (source, 2) => format!("{},({source})", clause),
                (source, _) => format!("({source}) , ({})", clause),
            };
        }
        prop_assume!(!source.is_empty());
        let source = complete(methods, &source);
        let canonical = (methods.parse)(&source);
        let canonical = canonical.unwrap_or_else(|| panic!("{} {source}", methods.table.name));
        prop_assert_eq!((methods.parse)(&canonical), Some(canonical.clone()));
        let clauses = fql::parse_any(&canonical).expect("a valid filter");
        prop_assert_eq!(clauses.tree().expect("a valid filter").clauses().count(), count);
    }

    #[test]
    fn hostile_sources_round_trip(
        choice in choice(),
        operator in operator(),
        before in any_string(),
        after in any_string(),
        quote in prop::sample::select(vec!["", "'", "\"", "['"]),
    ) {
        let methods = choice.methods();
        let source = format!("{}:{operator}{quote}{before}{quote}{after}", choice.property());
        if let Some(canonical) = (methods.parse)(&source) {
            prop_assert_eq!((methods.parse)(&canonical), Some(canonical.clone()));
        }
    }
}

/// Asserts that a typed clause keeps its string, and that its collection accepts what it prints.
#[track_caller]
fn assert_kept<C: Collection>(clause: impl IntoFilter<C>, string: &str) {
    let filter = clause.into_filter();
    let (_, _, values) = only_clause(&filter);
    let is_kept = |value: &ParsedValue| match value {
        ParsedValue::Exact(value) => value == string,
        ParsedValue::Pattern(source) => Pattern::new(source.clone()).matches(string),
    };
    assert!(values.len() == 1 && values.iter().all(is_kept), "{filter}");
    let required = C::TABLE.required.iter();
    let required: String = required.map(|field| format!("+{field}:'1'")).collect();
    let complete = format!("{filter}{required}");
    assert_eq!(parse::<C>(&complete).as_ref(), Some(&complete));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn typed_fields_of_collections_keep_their_value(string in any_string()) {
        let s = &string;
        assert_kept(alerts::cmdline.contains(s), s);
        assert_kept(alerts::cmdline.text_match(s), s);
        assert_kept(case_templates::name.eq(s), s);
        assert_kept(device_control_policies::name.text_match(s), s);
        assert_kept(discover_hosts::hostname.ends_with(s), s);
        assert_kept(discover_hosts::hostname.ne(s), s);
        assert_kept(firewall_policy_rules::name.eq(s), s);
        assert_kept(firewall_policy_rules::name.starts_with(s), s);
        assert_kept(firewall_rule_groups::name.text_match(s), s);
        assert_kept(hosts::hostname.contains(s), s);
        assert_kept(hosts::hostname.eq(s), s);
        assert_kept(hosts::hostname.ne(s), s);
        assert_kept(hosts::hostname.starts_with(s), s);
        assert_kept(hosts::local_ip::raw.starts_with(s), s);
        assert_kept(iocs::value.contains(s), s);
        assert_kept(prevention_policies::name.text_match(s), s);
        assert_kept(quarantine::hostname.eq(s), s);
        assert_kept(quarantine::hostname.starts_with(s), s);
        assert_kept(quarantine::hostname.text_match(s), s);
        assert_kept(rtr_sessions::hostname.starts_with(s), s);
        assert_kept(spotlight_vulnerabilities::aid.is_in([s]), s);
        assert_kept(spotlight_vulnerabilities::aid.ne(s), s);
        assert_kept(workflow_definitions::name::raw.eq(s), s);
    }
}

//! Falcon Intelligence reports.

crate::collection! {
    /// Falcon Intelligence reports.
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py).
    ///
    /// Wildcards: guide shows plain quoted '*x*' on name (intel.py); no live test.
    ///
    /// Forms: name.raw is the unanalysed twin of name. created_date takes unquoted epoch, ISO and
    /// now-Nd; a quoted epoch is an error (live).
    ///
    /// Conflict: guide example report_type:'malware' (intel.py) uses a field that neither the
    /// guide table nor the swagger list has (the field is type); the older guide listed
    /// report_type.
    ///
    /// Conflict: type values: guide notice|tipper|periodic-report, live test uses 'CSIT' (passes
    /// with zero rows allowed).
    ///
    /// Conflict: actors, type, sub_type, tags, target_* are objects; filters on the object itself
    /// are shown (target_industries:'healthcare').
    ///
    /// Note on 8 fields: object in the answer.
    pub IntelReports "intel-reports" sort "|";
    table closed;
    unknown_field error;
    operations from "falconpy src/falconpy/_endpoint/_intel.py" {
        list "QueryIntelReportIds" get "/intel/queries/reports/v1" ids limit max 5000 offset sort accepts "q";
        list "QueryIntelReportEntities" get "/intel/combined/reports/v1" documents limit max 5000 offset sort
            accepts "q", "fields";
    }
    further operations from "falconpy src/falconpy/_endpoint/_intel.py" {
        details "GetIntelReportEntities" get "/intel/entities/reports/v1" query ids accepts "fields";
    }

    from "gofalcon falcon/client/intel/query_intel_report_entities_parameters.go; falconpy \
          src/falconpy/_endpoint/_intel.py; falcon-mcp falcon_mcp/resources/intel.py" {
        actors: text [exact];
        created_date: timestamp epoch shown [shown range, sort];
        description: text [exact];
        id: integer single [exact];
        last_modified_date: timestamp epoch candidate [sort];
        motivations.value: text [exact];
        name: text [exact, shown wildcard, sort];
        short_description: text [exact];
        slug: text [exact];
        sub_type: text [exact];
        tags: text [exact];
        target_countries: text [exact, sort];
        target_industries: text [exact, sort];
        r#type: text [exact, sort];
    }

    from "gofalcon falcon/client/intel/query_intel_report_entities_parameters.go; falconpy \
          src/falconpy/_endpoint/_intel.py" {
        actors.animal_classifier: text [exact];
        actors.id: integer [exact];
        actors.name: text [exact];
        actors.slug: text [exact];
        actors.url: text [exact];
        malware: text [exact];
        malware.community_identifiers: text [exact];
        malware.family_name: text [exact];
        malware.slug: text [exact];
        motivations: text [exact];
        motivations.id: integer [exact];
        motivations.slug: text [exact];
        name.raw: text [exact];
        sub_type.id: integer single [exact];
        sub_type.name: text [exact];
        sub_type.slug: text [exact];
        summary: text [exact];
        tags.id: integer [exact];
        tags.slug: text [exact];
        tags.value: text [exact];
        target_countries.id: integer [exact];
        target_countries.slug: text [exact];
        target_countries.value: text [exact];
        target_industries.id: integer [exact];
        target_industries.slug: text [exact];
        target_industries.value: text [exact];
        r#type.id: integer [exact];
        r#type.name: text [exact];
        r#type.slug: text [exact];
    }

    from "gofalcon falcon/client/intel/query_intel_report_entities_parameters.go" {
        mitre_attack.id: text [exact];
        mitre_attack.tactic_id: text [exact];
        mitre_attack.tactic_name: text [exact] ids "TA" by mitre_attack.tactic_id;
        mitre_attack.technique_id: text [exact];
        mitre_attack.technique_name: text [exact] ids "T" by mitre_attack.technique_id;
    }

    from "gofalcon falcon/client/intel/query_intel_report_entities_parameters.go; falcon-mcp \
          falcon_mcp/resources/intel.py" {
        url: text [exact];
    }
}

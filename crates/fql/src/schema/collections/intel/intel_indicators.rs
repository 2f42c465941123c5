//! Falcon Intelligence indicators.

crate::collection! {
    /// Falcon Intelligence indicators.
    ///
    /// Wildcards: unknown on this collection (only the general operator line).
    ///
    /// Forms: now-Nd and Unix epoch integers accepted by the guide (intel.py). _marker is sortable
    /// and range-compared by third parties with quotes.
    ///
    /// Conflict: created_date: in the guide (intel.py), not in the swagger list; answer model has
    /// no such field.
    ///
    /// Conflict: deleted: guide text says true includes only published and false only deleted
    /// (intel.py), which contradicts the name and the include_deleted parameter.
    ///
    /// Conflict: malicious_confidence: guide lower case high|medium|low|unverified; gofalcon
    /// examples/falcon_intel_indicators/README.md uses 'Medium'.
    ///
    /// Conflict: source was in an older guide (5453ad6) and is in no list now.
    ///
    /// Conflict: guide type list contains truncated x509_seria (intel.py).
    ///
    /// Conflict: labels is an array of objects; labels.name/.created_on/.last_valid_on are the
    /// scalar forms.
    pub IntelIndicators "intel-indicators" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_intel.py" {
        list "QueryIntelIndicatorIds" get "/intel/queries/indicators/v1" ids limit max 10000 offset sort
            accepts "q", "include_deleted", "include_relations";
        list "QueryIntelIndicatorEntities" get "/intel/combined/indicators/v1" documents limit max 10000
            offset sort accepts "q", "include_deleted", "include_relations";
    }
    further operations from "falconpy src/falconpy/_endpoint/_intel.py" {
        details "GetIntelIndicatorEntities" post "/intel/entities/indicators/GET/v1" body ids;
    }

    from "gofalcon falcon/client/intel/query_intel_indicator_entities_parameters.go; falconpy \
          src/falconpy/_endpoint/_intel.py" {
        _marker: text [exact, sort];
        actors: text [exact];
        labels: any [exact];
        labels.created_on: timestamp epoch candidate;
        labels.last_valid_on: timestamp epoch candidate;
        labels.name: text [exact];
        reports.slug: text [exact];
        scope: text [exact];
    }

    from "falcon-mcp falcon_mcp/resources/intel.py" {
        created_date: timestamp epoch candidate;
    }

    from "gofalcon falcon/client/intel/query_intel_indicator_entities_parameters.go; falconpy \
          src/falconpy/_endpoint/_intel.py; falcon-mcp falcon_mcp/resources/intel.py" {
        deleted: boolean [exact];
        domain_types: text [exact]
            values ["ActorControlled", "DGA", "DynamicDNS", "KnownGood",
                "LegitimateCompromised", "PhishingDomain", "Sinkholed",
                "StrategicWebCompromise", "Unregistered", ..];
        id: text [exact, sort];
        indicator: text [exact, sort];
        ip_address_types: text [exact]
            values ["HtranDestinationNode", "HtranProxy", "LegitimateCompromised",
                "Parking", "PopularSite", "SharedWebHost", "Sinkhole", "TorProxy",
                ..];
        kill_chains: text [exact]
            values ["reconnaissance", "weaponization", "delivery", "exploitation",
                "installation", "c2", "actionOnObjectives", ..];
        last_updated: timestamp epoch shown [shown range, sort];
        malicious_confidence: text [exact] values ["high", "medium", "low", "unverified", ..];
        malware_families: text [exact];
        published_date: timestamp epoch shown [shown range, sort];
        reports: text [exact];
        targets: text [exact];
        threat_types: text [exact];
        r#type: text [exact, sort]
            values ["binary_string", "compile_time", "device_name", "domain",
                "email_address", "email_subject", "event_name", "file_mapping",
                "file_name", "file_path", "hash_ion", "hash_md5", "hash_sha256",
                "ip_address", "ip_address_block", "mutex_name", "password",
                "persona_name", "phone_number", "port", "registry",
                "semaphore_name", "service_name", "url", "user_agent", "username",
                "x509_subject", ..];
    }

    from "gofalcon falcon/client/intel/query_intel_indicator_entities_parameters.go; falcon-mcp \
          falcon_mcp/resources/intel.py" {
        vulnerabilities: text [exact];
    }
}

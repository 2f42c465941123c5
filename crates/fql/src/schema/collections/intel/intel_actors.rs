//! Falcon Intelligence actors.

crate::collection! {
    /// Falcon Intelligence actors.
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py).
    ///
    /// Wildcards: field:*'*x*' (falconpy samples/intel/get_mitre_reports.py).
    ///
    /// Forms: 'q' parameter for free text. Dates: unquoted epoch, quoted ISO, quoted now-Nd (newer
    /// guide). Quoted epoch is an error on reports (live).
    ///
    /// Conflict: guide table lists actors.id, actors.name, actors.slug, actors.url and url
    /// (intel.py) that the swagger list of the actor calls does not have; the endpoint rejects
    /// unknown fields.
    ///
    /// Conflict: filter_hints.py gives motivations.value
    /// Criminal|Destruction|Espionage|Hacktivism; the live test and the model say State-Sponsored,
    /// Criminal, Hacktivism.
    ///
    /// Conflict: guide says dates must be UTC ISO while its own examples are epoch numbers; live
    /// test: last_activity_date takes now-90d.
    ///
    /// Conflict: target_industries:'Technology' (object itself) is accepted live, as is
    /// target_industries.value:'Technology'.
    ///
    /// Conflict: kill_chain.actions_and_objectives and kill_chain.actions_on_objectives both
    /// listed.
    ///
    /// Conflict: pagination.total is 1 whatever the count (live).
    ///
    /// Note on 5 fields: in the guide table only; not in the swagger list of this call.
    ///
    /// Note on 10 fields: object in the answer; the filter takes it as well as .id/.slug/.value.
    pub IntelActors "intel-actors" sort "|";
    table closed;
    unknown_field error;
    operations from "falconpy src/falconpy/_endpoint/_intel.py" {
        list "QueryIntelActorIds" get "/intel/queries/actors/v1" ids limit max 5000 offset sort accepts "q";
        list "QueryIntelActorEntities" get "/intel/combined/actors/v1" documents limit max 5000 offset sort
            accepts "q", "fields";
    }
    further operations from "falconpy src/falconpy/_endpoint/_intel.py" {
        details "GetIntelActorEntities" get "/intel/entities/actors/v1" query ids accepts "fields";
    }

    from "gofalcon falcon/client/intel/query_intel_actor_entities_parameters.go; falconpy \
          src/falconpy/_endpoint/_intel.py; falcon-mcp falcon_mcp/resources/intel.py" {
        actor_type: text [exact] values ["targeted", "ecrime", ..];
        animal_classifier: text [exact];
        capability.value: text [exact];
        created_date: timestamp epoch candidate [sort];
        description: text [exact];
        first_activity_date: timestamp epoch candidate;
        id: integer single [exact];
        known_as: text [exact];
        last_activity_date: timestamp epoch shown [shown range, sort];
        last_modified_date: timestamp epoch candidate [sort];
        motivations.id: integer [exact];
        motivations.slug: text [exact];
        motivations.value: text [exact] values ["State-Sponsored", "Criminal", "Hacktivism", ..];
        name: text [exact, sort];
        origins.slug: text [exact];
        origins.value: text [exact];
        short_description: text [exact];
        slug: text [exact, shown wildcard];
        target_countries.id: integer [exact];
        target_countries.slug: text [exact];
        target_countries.value: text [exact];
        target_industries.id: integer [exact];
        target_industries.slug: text [exact];
        target_industries.value: text [exact];
    }

    from "falcon-mcp falcon_mcp/resources/intel.py" {
        actors.id: integer candidate;
        actors.name: text candidate;
        actors.slug: text candidate;
        actors.url: text candidate;
        url: text candidate;
    }

    from "gofalcon falcon/client/intel/query_intel_actor_entities_parameters.go; falconpy \
          src/falconpy/_endpoint/_intel.py" {
        capabilities: text [exact];
        capability: text [exact];
        capability.id: integer single [exact];
        capability.slug: text [exact];
        ecrime_kill_chain.attribution: text [exact];
        ecrime_kill_chain.crimes: text [exact];
        ecrime_kill_chain.customers: text [exact];
        ecrime_kill_chain.marketing: text [exact];
        ecrime_kill_chain.monetization: text [exact];
        ecrime_kill_chain.services_offered: text [exact];
        ecrime_kill_chain.services_used: text [exact];
        ecrime_kill_chain.technical_tradecraft: text [exact];
        ecrime_kill_chain.victims: text [exact];
        group: text [exact];
        group.id: integer single [exact];
        group.slug: text [exact];
        group.value: text [exact];
        kill_chain.actions_and_objectives: text [exact];
        kill_chain.actions_on_objectives: text [exact];
        kill_chain.command_and_control: text [exact];
        kill_chain.delivery: text [exact];
        kill_chain.exploitation: text [exact];
        kill_chain.installation: text [exact];
        kill_chain.objectives: text [exact];
        kill_chain.reconnaissance: text [exact];
        kill_chain.weaponization: text [exact];
        motivations: text [exact];
        objectives: text [exact];
        origins: text [exact];
        origins.id: integer [exact];
        region: text [exact];
        region.id: integer single [exact];
        region.slug: text [exact];
        region.value: text [exact];
        status: text single [exact] values ["Active", "Inactive", "Retired", ..];
        target_countries: text [exact, sort];
        target_industries: text [exact, sort];
        target_regions: text [exact];
        target_regions.id: integer [exact];
        target_regions.slug: text [exact];
    }

    from "gofalcon falcon/client/intel/query_intel_actor_entities_parameters.go" {
        mitre_attack.id: text [exact];
        mitre_attack.tactic_id: text [exact];
        mitre_attack.tactic_name: text [exact] ids "TA" by mitre_attack.tactic_id;
        mitre_attack.technique_id: text [exact];
        mitre_attack.technique_name: text [exact] ids "T" by mitre_attack.technique_id;
        target_regions.value: text [exact];
    }
}

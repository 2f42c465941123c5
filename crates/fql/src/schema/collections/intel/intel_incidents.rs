//! Counter Adversary incidents.

crate::collection! {
    /// Counter Adversary incidents.
    ///
    /// Forms: mixed-case names; All searches every attribute.
    pub IntelIncidents "intel-incidents" sort ".";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_intel.py" {
        list "cao_incidents_queries_v1" get "/intel/queries/incidents/v1" ids offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_intel.py" {
        details "cao_incidents_entities_v1" post "/intel/entities/incidents/GET/v1" body ids;
        aggregate "cao_incidents_aggregates_v1" post "/intel/aggregates/incidents/v1" list;
    }

    from "gofalcon falcon/client/intel/cao_incidents_queries_v1_parameters.go" {
        ActivityEnd: timestamp candidate [sort];
        ActivityStart: timestamp candidate [sort];
        All: text [exact];
        Id: text [exact];
        InvolvesAdversaries.AnimalClassifier: text [exact];
        InvolvesAdversaries.Id: text [exact];
        InvolvesAdversaries.Name: text [exact, sort];
        InvolvesAdversaries.Slug: text [exact, sort];
        InvolvesIndicators.Value: text [exact];
        InvolvesThreats.FamilyName: text [exact];
        LastModifiedAt: timestamp candidate [sort];
        MitreAttack.Id: text [exact];
        MitreAttack.TacticId: text [exact];
        MitreAttack.TacticName: text [exact];
        MitreAttack.TechniqueId: text [exact];
        MitreAttack.TechniqueName: text [exact];
        Motivations.Slug: text [exact];
        Objectives.Slug: text [exact];
        PublishDate: timestamp candidate [sort];
        ReferencesNotableEvents.Title: text [exact];
        TargetCountries.Slug: text [exact];
        TargetIndustries.Slug: text [exact];
        TargetRegions.Slug: text [exact];
        TargetingProfile.Slug: text [exact];
        TargetsVulnerabilities.CVE: text [exact];
        Title: text [exact];
    }
}

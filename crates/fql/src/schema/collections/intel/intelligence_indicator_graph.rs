//! Intelligence indicator graph.

crate::collection! {
    /// Intelligence indicator graph.
    ///
    /// Forms: list is open ('and others'); mixed-case dotted names; POST with a body, filter in
    /// the query.
    ///
    /// Conflict: client test uses indicator:'malware.ru', which is in no list.
    pub IntelligenceIndicatorGraph "intelligence-indicator-graph" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_intelligence_indicator_graph.py" {
        other "SearchIndicators" post "/intelligence/combined/indicators/v1" offset sort;
    }

    from "gofalcon falcon/client/intelligence_indicator_graph/search_indicators_parameters.go; \
          falconpy src/falconpy/_endpoint/_intelligence_indicator_graph.py" {
        Adversaries.Name: text [exact];
        Adversaries.Slug: text [exact];
        DomainDetails.Detail: text [exact];
        FileDetails.MD5: text [exact];
        FileDetails.SHA1: text [exact];
        FileDetails.SHA256: text [exact, sort];
        FirstSeen: timestamp candidate;
        IPv4Details.IPv4: text [exact];
        IPv6Details.IPv6: text [exact];
        KillChain: text [exact];
        LastSeen: timestamp candidate;
        LastUpdated: timestamp candidate;
        MaliciousConfidence: text [exact, sort];
        MaliciousConfidenceValidatedTime: timestamp candidate;
        Reports.Slug: text [exact];
        Reports.Title: text [exact];
        Sectors.Name: text [exact];
        Threats.FamilyName: text [exact];
        Type: text [exact];
        URLDetails.URL: text [exact, sort];
        Vulnerabilities.CVE: text [exact];
    }
}

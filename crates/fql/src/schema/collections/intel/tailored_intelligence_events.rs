//! Tailored intelligence events.

crate::collection! {
    /// Tailored intelligence events.
    ///
    /// Forms: whole filter '*' means no filter.
    ///
    /// Note on 3 fields: named as a sort field only; filterability not stated.
    pub TailoredIntelligenceEvents "tailored-intelligence-events" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_tailored_intelligence.py" {
        list "QueryEvents" get "/ti/events/queries/events/v2" ids offset sort accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_tailored_intelligence.py" {
        details "GetEventsEntities" post "/ti/events/entities/events/GET/v2" body ids;
    }

    from "falconpy src/falconpy/_endpoint/_tailored_intelligence.py" {
        created_date: timestamp candidate [sort];
        source_type: text candidate [sort];
        updated_date: timestamp candidate [sort];
    }
}

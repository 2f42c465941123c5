//! NG-SIEM saved queries.

crate::collection! {
    /// NG-SIEM saved queries.
    ///
    /// Wildcards: denied.
    ///
    /// Forms: only name:~'value' is supported (swagger).
    pub NgsiemSavedQueries "ngsiem-saved-queries" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_ngsiem.py" {
        list "ListSavedQueries" get "/ngsiem-content/queries/savedqueries/v1" ids limit 50 offset
            accepts "search_domain";
    }
    denied exact because "only `name:~'x'` is supported, by the API definition";
    denied wildcard because "only `name:~'x'` is supported, by the API definition";
    denied list because "only `name:~'x'` is supported, by the API definition";
    denied range because "only `name:~'x'` is supported, by the API definition";

    from "gofalcon falcon/client/ngsiem/list_saved_queries_parameters.go; falconpy \
          src/falconpy/_endpoint/_ngsiem.py" {
        name: text [denied exact, denied wildcard, denied list, denied range, text_match];
    }
}

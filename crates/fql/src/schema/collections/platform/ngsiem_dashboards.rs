//! NG-SIEM dashboards.

crate::collection! {
    /// NG-SIEM dashboards.
    ///
    /// Wildcards: denied.
    ///
    /// Forms: only name:~'value' is supported (swagger).
    pub NgsiemDashboards "ngsiem-dashboards" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_ngsiem.py" {
        list "ListDashboards" get "/ngsiem-content/queries/dashboards/v1" ids limit 50 offset
            accepts "search_domain";
    }
    denied exact because "only `name:~'x'` is supported, by the API definition";
    denied wildcard because "only `name:~'x'` is supported, by the API definition";
    denied list because "only `name:~'x'` is supported, by the API definition";
    denied range because "only `name:~'x'` is supported, by the API definition";

    from "gofalcon falcon/client/ngsiem/list_dashboards_parameters.go; falconpy \
          src/falconpy/_endpoint/_ngsiem.py" {
        name: text [denied exact, denied wildcard, denied list, denied range, text_match];
    }
}

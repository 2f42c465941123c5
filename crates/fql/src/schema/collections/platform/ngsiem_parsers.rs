//! NG-SIEM parsers.

crate::collection! {
    /// NG-SIEM parsers.
    ///
    /// Wildcards: denied.
    ///
    /// Forms: only name:~'value' is supported (swagger).
    pub NgsiemParsers "ngsiem-parsers" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_ngsiem.py" {
        list "ListParsers" get "/ngsiem-content/queries/parsers/v1" documents limit 50 offset
            accepts "repository", "update_available", "parser_type";
    }
    further operations from "falconpy src/falconpy/_endpoint/_ngsiem.py" {
        details "GetParser" get "/ngsiem-content/entities/parsers/v1" query ids accepts "repository";
    }
    denied exact because "only `name:~'x'` is supported, by the API definition";
    denied wildcard because "only `name:~'x'` is supported, by the API definition";
    denied list because "only `name:~'x'` is supported, by the API definition";
    denied range because "only `name:~'x'` is supported, by the API definition";

    from "gofalcon falcon/client/ngsiem/list_parsers_parameters.go; falconpy \
          src/falconpy/_endpoint/_ngsiem.py" {
        name: text [denied exact, denied wildcard, denied list, denied range, text_match];
    }
}

//! Flight Control children.

crate::collection! {
    /// Flight Control children.
    pub MsspChildren "mssp-children" sort "|";
    table closed by text;
    id child_cid;
    operations from "falconpy src/falconpy/_endpoint/_mssp.py; falconpy src/falconpy/mssp.py" {
        list "queryChildren" get "/mssp/queries/children/v1" ids limit 10 max 1000 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_mssp.py" {
        details "getChildren" get "/mssp/entities/children/v1" query ids;
        details "getChildrenV2" post "/mssp/entities/children/GET/v2" body ids;
    }

    from "gofalcon falcon/client/mssp/query_children_parameters.go; falconpy \
          src/falconpy/_endpoint/_mssp.py" {
        cid: text [exact];
    }

    from "falconpy src/falconpy/_endpoint/_mssp.py" {
        last_modified_timestamp: any candidate [sort];
    }
}

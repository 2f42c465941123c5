//! Flight Control children.

crate::collection! {
    /// Flight Control children.
    pub MsspChildren "mssp-children" sort "|";
    table closed by text;
    operations "queryChildren";

    from "gofalcon falcon/client/mssp/query_children_parameters.go; falconpy \
          src/falconpy/_endpoint/_mssp.py" {
        cid: text [exact];
    }

    from "falconpy src/falconpy/_endpoint/_mssp.py" {
        last_modified_timestamp: any candidate [sort];
    }
}

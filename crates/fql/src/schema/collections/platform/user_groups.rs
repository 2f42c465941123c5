//! User (profile) groups.

crate::collection! {
    /// User (profile) groups.
    pub UserGroups "user-groups" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_profile_groups.py" {
        list "QueryGroupsV1Mixin0" get "/user-management/queries/groups/v1" ids limit 100 max 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_profile_groups.py" {
        details "GetGroupsV1Mixin0" post "/user-management/entities/groups/GET/v1" body ids;
    }

    from "gofalcon falcon/client/profile_groups/query_groups_v1_mixin0_parameters.go" {
        cid: text [exact];
        name: text [exact, sort];
    }
}

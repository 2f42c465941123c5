//! User (profile) groups.

crate::collection! {
    /// User (profile) groups.
    pub UserGroups "user-groups" sort "|";
    table closed by text;
    operations "QueryGroupsV1Mixin0";

    from "gofalcon falcon/client/profile_groups/query_groups_v1_mixin0_parameters.go" {
        cid: text [exact];
        name: text [exact, sort];
    }
}

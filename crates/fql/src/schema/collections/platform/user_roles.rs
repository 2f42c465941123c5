//! User role grants.

crate::collection! {
    /// User role grants.
    ///
    /// Forms: user_uuid is a required parameter beside the filter.
    ///
    /// Note on 3 fields: sort property only.
    pub UserRoles "user-roles" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_user_management.py" {
        list "combinedUserRolesV1" get "/user-management/combined/user-roles/v1" documents limit 100 max 500
            offset sort requires "user_uuid" accepts "cid", "direct_only";
        list "CombinedUserRolesV2" get "/user-management/combined/user-roles/v2" documents limit 100 max 500
            offset sort requires "user_uuid" accepts "cid", "direct_only";
    }

    from "falconpy src/falconpy/_endpoint/_user_management.py" {
        cid: text candidate [sort];
        r#type: any candidate [sort];
        user_uuid: any candidate [sort];
    }

    from "gofalcon falcon/client/user_management/combined_user_roles_v2_parameters.go; falconpy \
          src/falconpy/_endpoint/_user_management.py" {
        expires_at: timestamp single [sort];
    }

    from "gofalcon falcon/client/user_management/combined_user_roles_v2_parameters.go; falconpy \
          src/falconpy/_endpoint/_user_management.py; psfalcon wiki Get-FalconRole: role_name \
          role_id" {
        role_id: text [exact];
        role_name: text [exact, sort];
    }
}

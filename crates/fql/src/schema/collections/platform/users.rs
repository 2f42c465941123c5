//! Users.

crate::collection! {
    /// Users.
    ///
    /// Wildcards: uid:*'*x*' (terraform sweeper), uid:*'x' (psfalcon).
    ///
    /// Note on 3 fields: sort property only.
    pub Users "users" sort "|";
    table closed by text;
    id uuid;
    operations from "falconpy src/falconpy/_endpoint/_user_management.py" {
        list "queryUserV1" get "/user-management/queries/users/v1" ids limit 100 max 500 offset sort;
        aggregate "aggregateUsersV1" post "/user-management/aggregates/users/v1" list;
    }
    further operations from "falconpy src/falconpy/_endpoint/_user_management.py" {
        details "retrieveUsersGETV1" post "/user-management/entities/users/GET/v1" body ids max 5000;
        details "retrieveUsersGETV2" post "/user-management/entities/users/GET/v2" body ids;
    }

    from "gofalcon falcon/client/user_management/query_user_v1_parameters.go; falconpy \
          src/falconpy/_endpoint/_user_management.py; psfalcon wiki Get-FalconUser: \
          assigned_cids cid first_name last_name name uid; caracara-filters \
          tests/test_users_filters.py" {
        assigned_cids: any [exact, shown list];
        cid: text [exact, shown list];
    }

    from "falconpy src/falconpy/_endpoint/_user_management.py" {
        cid_name: any candidate [sort];
        created_at: timestamp candidate [sort];
        last_login_at: timestamp candidate [sort];
    }

    from "gofalcon falcon/client/user_management/query_user_v1_parameters.go; falconpy \
          src/falconpy/_endpoint/_user_management.py" {
        direct_assigned_cids: any [exact];
        factors: text [exact];
        has_temporary_roles: any [exact, sort];
        status: text [exact, sort];
        temporarily_assigned_cids: any [exact, sort];
        uuid: text [exact];
    }

    from "gofalcon falcon/client/user_management/query_user_v1_parameters.go; falconpy \
          src/falconpy/_endpoint/_user_management.py; psfalcon wiki Get-FalconUser: \
          assigned_cids cid first_name last_name name uid" {
        first_name: text [exact, sort];
        last_name: text [exact, sort];
        name: any [exact, sort];
    }

    from "gofalcon falcon/client/user_management/query_user_v1_parameters.go" {
        /// In gofalcon swagger (newer), absent from falconpy.
        non_ancestor_assigned_cids: any [exact];
    }

    from "gofalcon falcon/client/user_management/query_user_v1_parameters.go; falconpy \
          src/falconpy/_endpoint/_user_management.py; psfalcon wiki Get-FalconUser: \
          assigned_cids cid first_name last_name name uid; terraform-provider-crowdstrike \
          internal/user/sweep.go; psfalcon public/user-management.ps1; \
          terraform-provider-crowdstrike internal/user/user_data_source.go" {
        /// Uid is the e-mail address; terraform lower-cases it before uid:exact; wildcard_forms
        /// star operator.
        uid: text [exact, shown wildcard, sort];
    }

    hint email = "uid" because "`uid` is the email address";
}

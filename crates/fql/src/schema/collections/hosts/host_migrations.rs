//! Host migrations (hosts of one migration).

crate::collection! {
    /// Host migrations (hosts of one migration).
    pub HostMigrations "host-migrations" sort "|";
    table closed by text;
    operations "GetHostMigrationIDsV1", "HostMigrationAggregatesV1", "HostMigrationsActionsV1";

    from "gofalcon falcon/client/host_migration/get_host_migration_i_ds_v1_parameters.go; \
          falconpy src/falconpy/_endpoint/_host_migration.py" {
        created_time: timestamp single [sort];
        groups: any [exact, sort];
        host_migration_id: text [exact, sort];
        hostgroups: text [exact, sort];
        hostname: text [exact, sort];
        id: any [exact, sort];
        migration_id: text [exact, sort];
        source_cid: text [exact, sort];
        static_host_groups: any [exact, sort];
        status: text [exact, sort];
        target_cid: text [exact, sort];
    }
}

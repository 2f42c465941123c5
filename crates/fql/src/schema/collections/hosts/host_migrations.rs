//! Host migrations (hosts of one migration).

crate::collection! {
    /// Host migrations (hosts of one migration).
    pub HostMigrations "host-migrations" sort "|";
    table closed by text;
    id host_migration_id;
    operations from "falconpy src/falconpy/_endpoint/_host_migration.py" {
        list "GetHostMigrationIDsV1" get "/host-migration/queries/host-migrations/v1" ids limit max 10000
            offset sort requires "id";
        aggregate "HostMigrationAggregatesV1" post "/host-migration/aggregates/host-migrations/v1" list;
        other "HostMigrationsActionsV1" post "/host-migration/entities/host-migrations-actions/v1"
            filter body requires "id", "action_name" note "`MigrationsActionsV1` has the same filter";
    }
    further operations from "falconpy src/falconpy/_endpoint/_host_migration.py" {
        details "GetHostMigrationsV1" post "/host-migration/entities/host-migrations/GET/v1" body ids;
    }

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

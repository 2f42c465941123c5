//! Migration jobs.

crate::collection! {
    /// Migration jobs.
    pub Migrations "migrations" sort "|";
    table closed by text;
    id migration_id;
    operations from "falconpy src/falconpy/_endpoint/_host_migration.py" {
        list "GetMigrationIDsV1" get "/host-migration/queries/migrations/v1" ids limit max 10000 offset sort;
        aggregate "MigrationAggregatesV1" post "/host-migration/aggregates/migrations/v1" list;
    }
    further operations from "falconpy src/falconpy/_endpoint/_host_migration.py" {
        details "GetMigrationsV1" get "/host-migration/entities/migrations/v1" query ids;
    }

    from "gofalcon falcon/client/host_migration/get_migration_i_ds_v1_parameters.go; falconpy \
          src/falconpy/_endpoint/_host_migration.py" {
        created_by: text [exact, sort];
        created_time: timestamp single [sort];
        id: any [exact, sort];
        migration_id: text [exact, sort];
        migration_status: text [exact, sort];
        name: text [exact, sort];
        status: any [exact, sort];
        target_cid: text [exact, sort];
    }
}

//! Cloud groups.

crate::collection! {
    /// Cloud groups.
    ///
    /// Wildcards: name:*'*prod*' and name:~'…', name:!~'…', name:~*'*PROD*' are the examples of
    /// the language guide, which does not name a collection (guide).
    ///
    /// Forms: backslash-escaping : ! ( ) \[ \] matches nothing (live); name ignores case,
    /// description does not (live).
    ///
    /// Conflict: id and gcrn: in the terraform table; gcrn also in gofalcon, id in no swagger
    /// list.
    ///
    /// Conflict: selector.kubernetes_resource.cluster/.namespace: swagger only, terraform table
    /// omits them.
    ///
    /// Conflict: business_impact low|moderate|high here, 'high' on cloud risks
    /// groups.business_impact; environment dev|test|stage|prod here versus 'production' in falcon-
    /// mcp modules/cloud.py and cloud risks guide.
    pub CloudGroups "cloud-groups" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_cloud_security.py" {
        list "ListCloudGroupsExternal" get "/cloud-security/combined/cloud-groups/v1" documents limit 100
            offset sort;
        list "ListCloudGroupIDsExternal" get "/cloud-security/queries/cloud-groups/v1" ids limit 100 offset
            sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_cloud_security.py" {
        details "ListCloudGroupsByIDExternal" get "/cloud-security/entities/cloud-groups/v1" query ids;
    }

    from "gofalcon falcon/client/cloud_security/list_cloud_groups_external_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security.py; terraform-provider-crowdstrike \
          docs/data-sources/cloud_group.md" {
        account_id: text [exact];
        business_impact: text single [exact] values ["low", "moderate", "high", ..];
        business_unit: text [exact];
        cloud_provider: text [exact] values ["aws", "azure", "gcp", ..];
        cloud_provider_tag: text [exact];
        created_at: timestamp candidate [shown sort];
        description: text [exact];
        environment: text single [exact] values ["dev", "test", "stage", "prod", ..];
        image_registry: text [exact];
        image_repository: text [exact];
        image_tag: text [exact];
        name: text [exact, sort];
        region: text [exact];
        updated_at: timestamp candidate;
    }

    from "gofalcon falcon/client/cloud_security/list_cloud_groups_external_parameters.go; \
          terraform-provider-crowdstrike docs/data-sources/cloud_group.md" {
        gcrn: text [exact];
    }

    from "terraform-provider-crowdstrike docs/data-sources/cloud_group.md" {
        id: text [exact];
    }

    from "gofalcon falcon/client/cloud_security/list_cloud_groups_external_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security.py" {
        selector.kubernetes_resource.cluster: text [exact];
        selector.kubernetes_resource.namespace: text [exact];
    }
}

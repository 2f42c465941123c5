//! Images on running containers.

crate::collection! {
    /// Images on running containers.
    pub KubernetesRunningImages "kubernetes-running-images" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        list "ReadRunningContainerImages" get "/container-security/combined/container-images/v1" documents
            limit 200 max 200 offset window 10000 sort unknown;
    }

    from "gofalcon falcon/client/kubernetes_protection/running_container_images_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        cid: text [exact];
        cloud_account_id: text [exact];
        cloud_name: text [exact];
        cloud_region: text [exact];
        cluster_id: text [exact];
        cluster_name: text [exact];
        hosts: text [exact];
        image_digest: text [exact];
        image_has_been_assessed: boolean single [exact];
        image_id: text [exact];
        image_name: text [exact];
        image_registry: text [exact];
        image_repository: text [exact];
        image_tag: text [exact];
        last_seen: timestamp candidate;
        namespace: text [exact];
        running_status: boolean [exact];
    }
}

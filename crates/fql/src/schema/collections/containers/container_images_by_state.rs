//! Container images by state (count only).

crate::collection! {
    /// Container images by state (count only).
    pub ContainerImagesByState "container-images-by-state" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        other "ReadContainerImagesByState" get "/container-security/aggregates/containers/images-by-state/v1";
    }

    from "gofalcon falcon/client/kubernetes_protection/container_images_by_state_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        cid: text [exact];
    }
}

//! Container base images.

crate::collection! {
    /// Container base images.
    pub ContainerBaseImages "container-base-images" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_container_images.py" {
        other "CombinedBaseImages" get "/container-security/combined/base-images/v1";
    }

    from "gofalcon falcon/client/container_images/combined_base_images_parameters.go; falconpy \
          src/falconpy/_endpoint/_container_images.py" {
        image_digest: text [exact];
        image_id: text [exact];
        registry: text [exact];
        repository: text [exact];
        tag: text [exact];
    }
}

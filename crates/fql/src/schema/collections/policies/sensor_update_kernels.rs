//! Sensor update kernels.

crate::collection! {
    /// Sensor update kernels.
    ///
    /// Wildcards: release:*'5.8.*' (ansible).
    ///
    /// Note on 6 fields: answer field only.
    pub SensorUpdateKernels "sensor-update-kernels" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_sensor_update_policies.py" {
        list "queryCombinedSensorUpdateKernels" get "/policy/combined/sensor-update-kernels/v1" documents
            limit max 500 offset sort unknown
            note "the definitions have no `sort`; PSFalcon sends `field.asc`";
        other "querySensorUpdateKernelsDistinct"
            get "/policy/queries/sensor-update-kernels/{distinct-field}/v1" limit max 500 offset;
    }

    from "gofalcon examples/falcon_supported_kernels/main.go; ansible_collection_falcon@99d5c25 \
          plugins/modules/kernel_support_info.py; psfalcon public/policy-sensor-update.ps1" {
        architecture: text shown [shown exact, shown sort];
        distro: text shown [shown exact, shown sort];
    }

    base_package_supported_sensor_versions: text candidate;
    created_timestamp: text candidate;
    id: text candidate;
    modified_timestamp: text candidate;
    ztl_module_supported_sensor_versions: text candidate;
    ztl_supported_sensor_versions: text candidate;

    from "psfalcon public/policy-sensor-update.ps1" {
        distro_version: text candidate [shown sort];
        flavor: text candidate [shown sort];
        version: text candidate [shown sort];
    }

    from "ansible_collection_falcon@99d5c25 plugins/modules/kernel_support_info.py; psfalcon \
          public/policy-sensor-update.ps1" {
        release: text shown [shown exact, shown wildcard, shown sort];
        vendor: text shown [shown exact, shown sort];
    }
}

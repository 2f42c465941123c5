//! Sensor installers.

crate::collection! {
    /// Sensor installers.
    ///
    /// Unknown fields: an error (github.com/CrowdStrike/falconpy #1244: 400 Failed to parse filter
    /// expression, naming the unknown property (powered_by binserv, v1 combined call)).
    ///
    /// Wildcards: none shown; whole filter * = all.
    ///
    /// Forms: swagger quotes with double quotes.
    ///
    /// Note on 8 fields: answer field only.
    pub SensorInstallers "sensor-installers" sort "|";
    table advisory;
    unknown_field error;
    id sha256;
    operations from "falconpy src/falconpy/_endpoint/_sensor_download.py" {
        list "GetSensorInstallersByQuery" get "/sensors/queries/installers/v1" ids limit 100 max 500 offset
            sort;
        list "GetSensorInstallersByQueryV2" get "/sensors/queries/installers/v2" ids limit 100 max 500 offset
            sort;
        list "GetSensorInstallersByQueryV3" get "/sensors/queries/installers/v3" ids limit 100 max 500 offset
            sort;
        list "GetCombinedSensorInstallersByQuery" get "/sensors/combined/installers/v1" documents
            limit 100 max 500 offset sort;
        list "GetCombinedSensorInstallersByQueryV2" get "/sensors/combined/installers/v2" documents
            limit 100 max 500 offset sort;
        list "GetCombinedSensorInstallersByQueryV3" get "/sensors/combined/installers/v3" documents
            limit 100 max 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_sensor_download.py" {
        details "GetSensorInstallersEntities" get "/sensors/entities/installers/v1" query ids;
        details "GetSensorInstallersEntitiesV2" get "/sensors/entities/installers/v2" query ids;
        details "GetSensorInstallersEntitiesV3" get "/sensors/entities/installers/v3" query ids;
    }

    from "caracara-filters caracara_filters/dialects/sensor_download.py; caracara-filters \
          tests/test_sensor_download_filters.py; ansible_collection_falcon \
          sensor_download_info.py (FQL.md 1.10)" {
        /// V2 and V3 only (caracara).
        architectures: text [exact, shown list];
    }

    description: text candidate;
    file_size: integer candidate;
    file_type: text candidate;
    lts_expiry_date: text candidate;
    ltv_expiry_date: text candidate;
    ltv_promoted_date: text candidate;
    name: text candidate;
    sha256: text candidate;

    from "caracara-filters caracara_filters/dialects/sensor_download.py" {
        /// V3 only (caracara).
        is_lts: boolean single [exact];
        os_version: text [exact];
    }

    from "caracara-filters caracara_filters/dialects/sensor_download.py; falconpy \
          samples/sensor_download/download_sensor.py; github.com/CrowdStrike/falconpy #1244" {
        /// Conflict: falconpy #1244 (2024-10, v1 combined call): 400 naming os as an unknown
        /// property, though the filter printed there is platform_name:!'Linux'; the falconpy
        /// sample and caracara use os.
        os: text [exact];
    }

    from "caracara-filters caracara_filters/dialects/sensor_download.py; falconpy \
          src/falconpy/_endpoint/_sensor_download.py; caracara-filters \
          tests/test_sensor_download_filters.py; psfalcon \
          samples/sensors/download-the-installer-package-assigned-to-a-sensor-update-policy.ps1" {
        /// Lowercase values.
        platform: text single [exact, shown list]
            values ["android", "linux", "mac", "vmware", "windows", ..];
    }

    from "caracara-filters caracara_filters/dialects/sensor_download.py; caracara-filters \
          caracara_filters/common/templates.py" {
        release_date: timestamp single [exact, range, sort];
    }

    from "caracara-filters caracara_filters/dialects/sensor_download.py; falconpy \
          src/falconpy/_endpoint/_sensor_download.py" {
        /// String compared lexicographically (caracara), so 7.9 \> 7.10.
        version: text [exact, range, sort];
    }

    renamed platform_name = platform
        because "the service answers HTTP 400 to the name of hosts (github.com/CrowdStrike/falconpy #1244)";
}

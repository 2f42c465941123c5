//! Sensors of Identity Protection.

use serde_json::Value;

use super::model;

model! {
    /// A sensor on a domain controller.
    pub struct Sensor {
        required {
            /// Device id.
            device_id: String,
        }
        strings {
            /// Customer id.
            cid,
            /// Host name.
            hostname,
            /// Domain of the host.
            machine_domain,
            /// Local IP address of the host.
            local_ip,
            /// Operating system of the host.
            os_version,
            /// Version of the sensor.
            agent_version,
            /// Protection status.
            status,
            /// Id of the policy.
            idp_policy_id,
            /// Name of the policy.
            idp_policy_name,
        }
        integers {
            /// Time of the last heartbeat, in Unix seconds.
            heartbeat_time,
        }
        optional {
            /// Directory auditing.
            directory_auditing: Value,
            /// Group policy object.
            group_policy_object: Value,
            /// Kerberos configuration.
            kerberos_config: Value,
            /// LDAP configuration.
            ldap_config: Value,
            /// LDAPS configuration.
            ldaps_config: Value,
            /// NTLM configuration.
            ntlm_config: Value,
            /// Enforcement mode.
            new_enforcement_mode: Value,
            /// Configuration of RDP to domain controllers.
            rdp_to_dc_config: Value,
            /// Configuration of SMB to domain controllers.
            smb_to_dc_config: Value,
            /// State of traffic inspection.
            ti_enabled: Value,
        }
        lists {
            /// Reasons for the status.
            status_causes: String,
        }
    }
}

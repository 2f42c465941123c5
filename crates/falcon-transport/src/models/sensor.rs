//! Identity protection sensors.

use serde_json::Value;

use super::model;

model! {
    /// A domain controller's sensor.
    pub struct Sensor {
        required {
            /// The sensor's id.
            device_id: String,
        }
        texts {
            /// The customer.
            cid,
            /// The host's name.
            hostname,
            /// The domain that the host is in.
            machine_domain,
            /// The host's address.
            local_ip,
            /// The host's operating system.
            os_version,
            /// The sensor's version.
            agent_version,
            /// Whether protection works.
            status,
            /// The id of its policy.
            idp_policy_id,
            /// The name of its policy.
            idp_policy_name,
        }
        integers {
            /// When it last reported, in Unix seconds.
            heartbeat_time,
        }
        optional {
            /// What it says of directory auditing.
            directory_auditing: Value,
            /// What it says of its group policy.
            group_policy_object: Value,
            /// What it says of Kerberos.
            kerberos_config: Value,
            /// What it says of LDAP.
            ldap_config: Value,
            /// What it says of LDAPS.
            ldaps_config: Value,
            /// What it says of NTLM.
            ntlm_config: Value,
            /// Which enforcement is in force.
            new_enforcement_mode: Value,
            /// What it says of RDP to domain controllers.
            rdp_to_dc_config: Value,
            /// What it says of SMB to domain controllers.
            smb_to_dc_config: Value,
            /// Whether traffic inspection is on.
            ti_enabled: Value,
        }
        lists {
            /// Why it has its status.
            status_causes: String,
        }
    }
}

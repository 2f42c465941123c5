//! Networks of IP addresses.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// A network for an IP field, in CIDR notation: an address and a prefix length.
///
/// # Examples
///
/// ```
/// use fql::Network;
///
/// let network: Network = "192.0.2.0/24".parse()?;
/// assert_eq!(network.to_string(), "192.0.2.0/24");
/// assert!(network.contains("192.0.2.7".parse().unwrap()));
/// assert!("192.0.2.0/33".parse::<Network>().is_err());
/// # Ok::<(), fql::values::NetworkError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Creates the network of all addresses that share the first `prefix` bits of `address`.
    ///
    /// # Errors
    /// Returns an error if the prefix has more than 32 bits, or more than 128 for IPv6.
    pub fn new(address: impl Into<IpAddr>, prefix: u8) -> Result<Self, NetworkError> {
        let address = address.into();
        if prefix > bits(address) {
            return Err(NetworkError::Prefix);
        }
        Ok(Self { address, prefix })
    }

    /// Returns the address as it was given, including the bits after the prefix.
    #[must_use]
    pub fn address(self) -> IpAddr {
        self.address
    }

    /// Returns the prefix length in bits.
    #[must_use]
    pub fn prefix(self) -> u8 {
        self.prefix
    }

    /// Returns `true` if the network contains the address. An IPv6 network contains no IPv4
    /// addresses.
    #[must_use]
    pub fn contains(self, address: IpAddr) -> bool {
        let (network, address) = match (self.address, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                (u128::from(network.to_bits()), u128::from(address.to_bits()))
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => (network.to_bits(), address.to_bits()),
            _ => return false,
        };
        let host_bits = u32::from(bits(self.address) - self.prefix);
        (network ^ address).checked_shr(host_bits).unwrap_or(0) == 0
    }
}

fn bits(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

impl FromStr for Network {
    type Err = NetworkError;

    /// Parses `192.0.2.0/24` or `2001:db8::/32`. The prefix length is required.
    fn from_str(source: &str) -> Result<Self, NetworkError> {
        let (address, prefix) = source.split_once('/').ok_or(NetworkError::Form)?;
        let address: IpAddr = address.parse().map_err(|_| NetworkError::Form)?;
        if prefix.is_empty() || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NetworkError::Form);
        }
        Self::new(address, prefix.parse().map_err(|_| NetworkError::Prefix)?)
    }
}

/// The error of an invalid network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetworkError {
    /// The source is not an address, a slash and a prefix length.
    Form,
    /// The prefix is longer than the address.
    Prefix,
}

impl fmt::Display for NetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "expected a network such as `192.0.2.0/24` or `2001:db8::/32`",
            Self::Prefix => "prefix longer than 32 bits, or 128 bits for IPv6",
        })
    }
}

impl std::error::Error for NetworkError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contains_checks_prefix_and_family() {
        for (network, address, is_contained) in [
            ("192.0.2.0/24", "192.0.2.255", true),
            ("192.0.2.0/24", "192.0.3.0", false),
            ("192.0.2.9/24", "192.0.2.1", true),
            ("0.0.0.0/0", "255.255.255.255", true),
            ("192.0.2.1/32", "192.0.2.1", true),
            ("192.0.2.1/32", "192.0.2.2", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("::/0", "2001:db8::1", true),
            ("::/0", "192.0.2.1", false),
        ] {
            let network: Network = network.parse().expect("a network");
            assert_eq!(
                network.contains(address.parse().expect("an address")),
                is_contained
            );
        }
    }

    #[test]
    fn invalid_networks_are_errors() {
        for source in [
            "",
            "192.0.2.1",
            "192.0.2.0/",
            "192.0.2.0/+8",
            "192.0.2/24",
            "x/8",
        ] {
            assert_eq!(
                source.parse::<Network>(),
                Err(NetworkError::Form),
                "{source}"
            );
        }
        for source in ["192.0.2.0/33", "::/129", "::/999"] {
            assert_eq!(
                source.parse::<Network>(),
                Err(NetworkError::Prefix),
                "{source}"
            );
        }
    }
}

//! Networks of addresses.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// A network for an ip field: an address and the length of its prefix.
///
/// ```
/// use fql::Network;
///
/// let network: Network = "192.0.2.0/24".parse()?;
/// assert_eq!(network.to_string(), "192.0.2.0/24");
/// assert!(network.contains("192.0.2.7".parse().unwrap()));
/// assert!("192.0.2.0/33".parse::<Network>().is_err());
/// # Ok::<(), fql::NetworkError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// The network of all addresses that begin with the first `prefix` bits of `address`.
    ///
    /// # Errors
    /// A prefix of more than 32 bits, or of more than 128 for IPv6.
    pub fn new(address: impl Into<IpAddr>, prefix: u8) -> Result<Self, NetworkError> {
        let address = address.into();
        if prefix > bits(address) {
            return Err(NetworkError::Prefix);
        }
        Ok(Self { address, prefix })
    }

    /// The address as it was given.
    #[must_use]
    pub fn address(self) -> IpAddr {
        self.address
    }

    /// How many bits all addresses of the network share.
    #[must_use]
    pub fn prefix(self) -> u8 {
        self.prefix
    }

    /// Whether the address is of the network. An IPv4 address is of no IPv6 network.
    #[must_use]
    pub fn contains(self, address: IpAddr) -> bool {
        let (one, other) = match (self.address, address) {
            (IpAddr::V4(one), IpAddr::V4(other)) => {
                (u128::from(one.to_bits()), u128::from(other.to_bits()))
            }
            (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits(), other.to_bits()),
            _ => return false,
        };
        let ignored = u32::from(bits(address) - self.prefix);
        (one ^ other).checked_shr(ignored).unwrap_or(0) == 0
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

    /// Reads `192.0.2.0/24` or `2001:db8::/32`. The length of the prefix is required.
    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let (address, prefix) = text.split_once('/').ok_or(NetworkError::Form)?;
        let address: IpAddr = address.parse().map_err(|_| NetworkError::Form)?;
        if prefix.is_empty() || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NetworkError::Form);
        }
        Self::new(address, prefix.parse().map_err(|_| NetworkError::Prefix)?)
    }
}

/// Why a text is no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetworkError {
    /// Not of the form of a network.
    Form,
    /// More bits than an address has.
    Prefix,
}

impl fmt::Display for NetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "write a network as `192.0.2.0/24` or `2001:db8::/32`",
            Self::Prefix => "a prefix has at most 32 bits, or 128 for IPv6",
        })
    }
}

impl std::error::Error for NetworkError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_contains_the_addresses_of_its_prefix_and_family() {
        for (network, address, inside) in [
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
                inside
            );
        }
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in [
            "",
            "192.0.2.1",
            "192.0.2.0/",
            "192.0.2.0/+8",
            "192.0.2/24",
            "x/8",
        ] {
            assert_eq!(text.parse::<Network>(), Err(NetworkError::Form), "{text}");
        }
        for text in ["192.0.2.0/33", "::/129", "::/999"] {
            assert_eq!(text.parse::<Network>(), Err(NetworkError::Prefix), "{text}");
        }
    }
}

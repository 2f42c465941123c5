//! Suggestions for misspelled names: the one "did you mean" of all crates.
//!
//! Everything here works in constants, because the compiler suggests names, too.

/// The longest name that is compared, in bytes without separators.
const MAX_LEN: usize = 96;

/// The number of names that are suggested at most.
const MAX_SUGGESTIONS: usize = 3;

/// Returns the candidate that `name` most likely is a misspelling of; see [`Suggestions`].
///
/// ```
/// use fql_syntax::closest_match;
///
/// assert_eq!(closest_match("hostnmae", ["status", "hostname"]), Some("hostname"));
/// assert_eq!(closest_match("velocity", ["status", "hostname"]), None);
/// ```
#[must_use]
pub fn closest_match<'n>(
    name: &str,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let mut suggestions = Suggestions::new(name);
    for candidate in candidates {
        suggestions.consider(candidate);
    }
    suggestions.names().first().copied()
}

/// The candidates that a name most likely is a misspelling of.
///
/// The closest candidates are those that differ in case and separators only, then those that end in `.name`; otherwise those with the smallest edit
/// distance, if at most a third of the name differs, without the first names of a path that both have, and then those that the name ends in after a dot. Case and the separators `_`, `-` and space do
/// not count. Of candidates that are equally close the first three are kept.
///
/// ```
/// use fql_syntax::Suggestions;
///
/// const SUGGESTIONS: Suggestions<'static> = {
///     let mut suggestions = Suggestions::new("port");
///     suggestions.consider("ip.services.port");
///     suggestions.consider("sort");
///     suggestions
/// };
/// assert_eq!(SUGGESTIONS.names(), ["ip.services.port"]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Suggestions<'n> {
    name: Folded,
    /// The rank of `names`, or the worst rank that is close enough: 0 for the same name but for case and
    /// separators, 1 for a dotted suffix, and from there on the edit distance plus one.
    rank: usize,
    names: [&'n str; MAX_SUGGESTIONS],
    len: usize,
}

impl<'n> Suggestions<'n> {
    /// Starts a search for names similar to `name`.
    #[must_use]
    pub const fn new(name: &str) -> Self {
        let name = Folded::new(name.as_bytes());
        Self {
            name,
            rank: name.worst_rank(),
            names: [""; MAX_SUGGESTIONS],
            len: 0,
        }
    }

    /// Keeps `candidate` if no earlier one is closer.
    pub const fn consider(&mut self, candidate: &'n str) {
        let Some(rank) = self.rank_of(candidate.as_bytes()) else {
            return;
        };
        if rank < self.rank {
            self.rank = rank;
            self.len = 0;
        }
        if self.len < MAX_SUGGESTIONS {
            self.names[self.len] = candidate;
            self.len += 1;
        }
    }

    /// Returns the closest candidates in the order in which they were considered.
    #[must_use]
    pub const fn names(&self) -> &[&'n str] {
        self.names.split_at(self.len).0
    }

    /// The rank of a candidate that is at least as close as those already found.
    const fn rank_of(&self, candidate: &[u8]) -> Option<usize> {
        if self.name.len == 0 || self.name.is_cut || candidate.len() > 2 * MAX_LEN {
            return None;
        }
        if self.rank == 0 {
            return None;
        }
        if ends_in_dotted(candidate, &self.name) {
            return Some(1);
        }
        let candidate = Folded::new(candidate);
        if candidate.is_cut {
            return None;
        }
        let distance = edit_distance(&self.name, &candidate, self.rank - 1);
        // In a group of fields, names differ after the name of the group only.
        let most = (self.name.len - self.name.common_path(&candidate)) / 3;
        if distance == 0 {
            Some(0)
        } else if distance < self.rank && distance <= most {
            Some(distance + 1)
        } else if self.rank == self.name.worst_rank() && self.name.ends_in(&candidate) {
            Some(self.rank)
        } else {
            None
        }
    }
}

/// A name in lower case without separators.
#[derive(Debug, Clone, Copy)]
struct Folded {
    bytes: [u8; MAX_LEN],
    len: usize,
    /// The name is longer than `bytes`.
    is_cut: bool,
}

impl Folded {
    /// The rank of a candidate that is barely close enough: a third of the name differs. Names of one or
    /// two letters differ in case only.
    const fn worst_rank(&self) -> usize {
        1 + self.len / 3
    }

    /// Returns the length of the first names of a dotted path that both have, with the dot.
    const fn common_path(&self, other: &Self) -> usize {
        let mut length = 0;
        let mut index = 0;
        while index < self.len && index < other.len && self.bytes[index] == other.bytes[index] {
            index += 1;
            if self.bytes[index - 1] == b'.' {
                length = index;
            }
        }
        length
    }

    /// Returns `true` for a dotted path whose last names are `suffix`.
    const fn ends_in(&self, suffix: &Self) -> bool {
        if suffix.len == 0 || suffix.len >= self.len {
            return false;
        }
        let start = self.len - suffix.len;
        let mut index = 0;
        while index < suffix.len {
            if self.bytes[start + index] != suffix.bytes[index] {
                return false;
            }
            index += 1;
        }
        self.bytes[start - 1] == b'.'
    }

    const fn new(name: &[u8]) -> Self {
        let mut folded = Self {
            bytes: [0; MAX_LEN],
            len: 0,
            is_cut: false,
        };
        let mut index = 0;
        while index < name.len() {
            if !is_separator(name[index]) {
                if folded.len == MAX_LEN {
                    folded.is_cut = true;
                    return folded;
                }
                folded.bytes[folded.len] = name[index].to_ascii_lowercase();
                folded.len += 1;
            }
            index += 1;
        }
        folded
    }
}

const fn is_separator(byte: u8) -> bool {
    matches!(byte, b'_' | b'-' | b' ')
}

/// Returns `true` if `candidate` is a dotted path whose last names are `name`.
const fn ends_in_dotted(candidate: &[u8], name: &Folded) -> bool {
    let mut end = candidate.len();
    let mut unmatched = name.len;
    while end > 0 {
        end -= 1;
        if unmatched == 0 && candidate[end] == b'.' {
            return true;
        }
        if is_separator(candidate[end]) {
            continue;
        }
        if unmatched == 0 || candidate[end].to_ascii_lowercase() != name.bytes[unmatched - 1] {
            return false;
        }
        unmatched -= 1;
    }
    false
}

/// The number of bytes to insert, delete, replace or swap with their neighbor to turn one name into
/// the other. A number greater than `max` is only a lower bound.
const fn edit_distance(one: &Folded, other: &Folded, max: usize) -> usize {
    if one.len.abs_diff(other.len) > max {
        return one.len.abs_diff(other.len);
    }
    let mut two_ago = [0; MAX_LEN + 1];
    let mut previous = [0; MAX_LEN + 1];
    let mut column = 0;
    while column <= other.len {
        previous[column] = column;
        column += 1;
    }
    let mut row = 1;
    while row <= one.len {
        let mut current = [0; MAX_LEN + 1];
        current[0] = row;
        let mut smallest = row;
        let mut column = 1;
        while column <= other.len {
            let same = one.bytes[row - 1] == other.bytes[column - 1];
            let mut least = previous[column - 1] + if same { 0 } else { 1 };
            least = min(least, min(previous[column], current[column - 1]) + 1);
            if row > 1
                && column > 1
                && one.bytes[row - 1] == other.bytes[column - 2]
                && one.bytes[row - 2] == other.bytes[column - 1]
            {
                least = min(least, two_ago[column - 2] + 1);
            }
            current[column] = least;
            smallest = min(smallest, least);
            column += 1;
        }
        if smallest > max {
            return smallest;
        }
        two_ago = previous;
        previous = current;
        row += 1;
    }
    previous[other.len]
}

const fn min(one: usize, other: usize) -> usize {
    if one < other { one } else { other }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [&str; 7] = [
        "criticality",
        "criticality_description",
        "dns_domain.services.port",
        "ip.ip_address",
        "ip.services.port",
        "last_seen",
        "perimeter",
    ];

    fn suggest<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
        let mut suggestions = Suggestions::new(name);
        for candidate in candidates {
            suggestions.consider(candidate);
        }
        suggestions.names().to_vec()
    }

    #[test]
    fn last_names_of_a_path_are_close() {
        assert_eq!(suggest("device.last_seen", FIELDS), ["last_seen"]);
        assert_eq!(suggest("asset.Last-Seen", FIELDS), ["last_seen"]);
        assert_eq!(suggest("devicelast_seen", FIELDS), [""; 0]);
        // A field that is closer to the whole name comes first.
        let names = ["address", "ip.ip_address"];
        assert_eq!(suggest("ip.ip.address", names), ["ip.ip_address"]);
    }

    #[test]
    fn misspelling_finds_the_intended_name() {
        for (name, expected) in [
            ("criticalty", "criticality"),
            ("Criticality", "criticality"),
            ("critcality", "criticality"),
            ("ip.ip_adress", "ip.ip_address"),
            ("ip.ip-address", "ip.ip_address"),
            ("last_sene", "last_seen"),
            ("lastSeen", "last_seen"),
            ("ip.service.port", "ip.services.port"),
        ] {
            assert_eq!(suggest(name, FIELDS), [expected], "{name}");
        }
    }

    #[test]
    fn common_path_does_not_make_names_similar() {
        let fields = ["device.groups", "device.product_type", "device.hostname"];
        assert_eq!(suggest("device.product", fields), [""; 0]);
        assert_eq!(suggest("device.hostnmae", fields), ["device.hostname"]);
        assert_eq!(suggest("device.group", fields), ["device.groups"]);
        assert_eq!(suggest("devcie.groups", fields), ["device.groups"]);
    }

    #[test]
    fn dotted_suffix_finds_every_path() {
        let expected = ["dns_domain.services.port", "ip.services.port"];
        assert_eq!(suggest("port", FIELDS), expected);
        assert_eq!(suggest("Services.Port", FIELDS), expected);
        assert_eq!(suggest("ort", FIELDS), [] as [&str; 0]);
    }

    #[test]
    fn ties_keep_the_order_of_the_candidates() {
        assert_eq!(suggest("ab", ["ac", "abc", "ab_", "xb"]), ["ab_"]);
        assert_eq!(
            suggest("abd", ["abc", "abe", "abf", "abg"]),
            ["abc", "abe", "abf"]
        );
    }

    #[test]
    fn unrelated_names_are_not_suggested() {
        assert_eq!(closest_match("wombat_velocity", FIELDS), None);
        assert_eq!(closest_match("", FIELDS), None);
        assert_eq!(closest_match("sum", ["min", "max", "avg"]), None);
        let long = "x".repeat(5_000);
        assert_eq!(closest_match(&long, FIELDS), None);
        assert_eq!(closest_match("x", [long.as_str()]), None);
        assert_eq!(closest_match(&long, [long.as_str()]), None);
    }
}

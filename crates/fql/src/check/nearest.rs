//! Which field was meant by a name that is none.

use crate::table::Table;

/// Longer names are not compared: no field is as long.
const LONGEST: usize = 96;

/// How many suggestions are made at most.
const SUGGESTIONS: usize = 3;

/// Fields that may have been meant, the likeliest first.
#[derive(Clone, Copy)]
pub(crate) struct Suggestions {
    names: [&'static str; SUGGESTIONS],
    count: usize,
}

const NONE: Suggestions = Suggestions {
    names: [""; SUGGESTIONS],
    count: 0,
};

impl Suggestions {
    pub(crate) const fn len(&self) -> usize {
        self.count
    }

    pub(crate) const fn get(&self, index: usize) -> &'static str {
        self.names[index]
    }

    const fn push(&mut self, name: &'static str) {
        if self.count < SUGGESTIONS {
            self.names[self.count] = name;
            self.count += 1;
        }
    }
}

/// The fields that end with `name`, as `ip.services.port` does with `port`; where there are none,
/// those that are spelt most like it.
pub(crate) const fn nearest(table: &Table, name: &str) -> Suggestions {
    let name = name.as_bytes();
    if name.len() > LONGEST {
        return NONE;
    }
    let ending = ending_with(table, name);
    if ending.count > 0 {
        ending
    } else {
        spelt_like(table, name)
    }
}

const fn spelt_like(table: &Table, name: &[u8]) -> Suggestions {
    let mut found = NONE;
    // Up to a fourth of the letters may be wrong.
    let mut best = 1 + name.len() / 4;
    let mut index = 0;
    while index < table.rows.len() {
        let candidate = table.rows[index].name;
        if candidate.len().abs_diff(name.len()) <= best && candidate.len() <= LONGEST {
            let distance = distance(name, candidate.as_bytes(), best);
            if distance < best || (distance == best && found.count == 0) {
                best = distance;
                found.count = 0;
            }
            if distance == best {
                found.push(candidate);
            }
        }
        index += 1;
    }
    found
}

const fn ending_with(table: &Table, name: &[u8]) -> Suggestions {
    let mut found = NONE;
    let mut index = 0;
    while index < table.rows.len() {
        let candidate = table.rows[index].name.as_bytes();
        if candidate.len() > name.len() && !name.is_empty() {
            let start = candidate.len() - name.len();
            let (_, end) = candidate.split_at(start);
            if candidate[start - 1] == b'.' && distance(name, end, 0) == 0 {
                found.push(table.rows[index].name);
            }
        }
        index += 1;
    }
    found
}

/// How many letters differ, are missing, superfluous or swapped with their neighbour; case and the
/// difference between `-` and `_` don't count. More than `limit` is not counted out.
const fn distance(one: &[u8], other: &[u8], limit: usize) -> usize {
    let mut two_ago = [0; LONGEST + 1];
    let mut previous = [0; LONGEST + 1];
    let mut column = 0;
    while column <= other.len() {
        previous[column] = column;
        column += 1;
    }
    let mut row = 1;
    while row <= one.len() {
        let mut current = [0; LONGEST + 1];
        current[0] = row;
        let mut smallest = row;
        let mut column = 1;
        while column <= other.len() {
            let same = fold(one[row - 1]) == fold(other[column - 1]);
            let mut least = previous[column - 1] + if same { 0 } else { 1 };
            least = min(least, min(previous[column], current[column - 1]) + 1);
            if row > 1
                && column > 1
                && one[row - 1] == other[column - 2]
                && one[row - 2] == other[column - 1]
            {
                least = min(least, two_ago[column - 2] + 1);
            }
            current[column] = least;
            smallest = min(smallest, least);
            column += 1;
        }
        if smallest > limit {
            return smallest;
        }
        two_ago = previous;
        previous = current;
        row += 1;
    }
    previous[other.len()]
}

const fn min(one: usize, other: usize) -> usize {
    if one < other { one } else { other }
}

const fn fold(byte: u8) -> u8 {
    match byte {
        b'-' => b'_',
        _ => byte.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collections::external_assets::TABLE;

    fn names(name: &str) -> Vec<&'static str> {
        let found = nearest(&TABLE, name);
        (0..found.len()).map(|index| found.get(index)).collect()
    }

    #[test]
    fn a_slip_finds_the_field_that_was_meant() {
        for (slip, field) in [
            ("criticalty", "criticality"),
            ("Criticality", "criticality"),
            ("critcality", "criticality"),
            ("ip.ip_adress", "ip.ip_address"),
            ("ip.ip-address", "ip.ip_address"),
            ("last_sene", "last_seen"),
            ("ip.service.port", "ip.services.port"),
        ] {
            assert_eq!(names(slip), [field], "{slip}");
        }
    }

    #[test]
    fn the_last_part_of_a_name_finds_the_whole() {
        assert_eq!(
            names("port"),
            ["dns_domain.services.port", "ip.services.port"]
        );
        assert_eq!(
            names("services.port"),
            ["dns_domain.services.port", "ip.services.port"]
        );
    }

    #[test]
    fn nonsense_finds_nothing() {
        assert!(names("wombat_velocity").is_empty());
        assert!(names("").is_empty());
        assert!(names(&"x".repeat(5_000)).is_empty());
    }
}

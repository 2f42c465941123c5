//! The fixed set of filter texts.
//!
//! Every field is one of the external assets collection and takes the operator it stands with, so
//! that the same texts serve where a filter is validated. The values are made up.

use std::fmt::Write as _;

/// The values of the six-clause filter that a program knows only at run time.
#[derive(Debug, Clone, Copy)]
pub struct Values<'v> {
    /// Compared exactly.
    pub criticality: &'v str,
    /// A whole pattern, stars included.
    pub host: &'v str,
    /// Compared exactly, negated.
    pub assignee: &'v str,
    /// The last element of a list of texts.
    pub subsidiary: &'v str,
    /// The elements of a list of integers.
    pub ports: [u32; 3],
}

/// No value needs an escape.
pub const CLEAN: Values<'static> = Values {
    criticality: "Critical",
    host: "*.staging.example.com",
    assignee: "pat.example@example.com",
    subsidiary: "Example Robotics",
    ports: [22, 3389, 8443],
};

/// Two of the four texts hold a quote.
pub const DIRTY: Values<'static> = Values {
    assignee: "pat.o'neil@example.com",
    subsidiary: "O'Neil Robotics",
    ..CLEAN
};

/// A text of the set.
#[derive(Debug, Clone)]
pub struct Sample {
    /// What it is, for the tables.
    pub name: &'static str,
    /// The filter.
    pub text: String,
}

/// The whole set: 1, 6, 20 and 200 clauses, clean and dirty; groups, a few and a hundred deep;
/// lists of 3 and of 300; and a text that is not written in the canonical way.
#[must_use]
pub fn set() -> Vec<Sample> {
    let samples = [
        ("1 clause", clauses(1, CLEAN)),
        ("6 clauses", six_clauses(CLEAN)),
        ("6 clauses, dirty", six_clauses(DIRTY)),
        ("6 clauses, spaced", spaced()),
        ("20 clauses", clauses(20, CLEAN)),
        ("200 clauses", clauses(200, CLEAN)),
        ("200 clauses, dirty", clauses(200, DIRTY)),
        ("groups", groups()),
        ("100 levels", levels(100)),
        ("list of 3 integers", integers(3)),
        ("list of 300 integers", integers(300)),
        ("list of 3 texts", texts(3)),
        ("list of 300 texts", texts(300)),
    ];
    samples.map(|(name, text)| Sample { name, text }).into()
}

/// The six-clause filter, of about 230 bytes: exact text, timestamp range, list of integers,
/// wildcard, negated exact, list of texts.
#[must_use]
pub fn six_clauses(values: Values<'_>) -> String {
    let mut text = String::new();
    for index in 0..6 {
        push_clause(index, values, "", &mut text);
    }
    text
}

/// The clauses of the six-clause filter again and again, the exact texts numbered.
#[must_use]
pub fn clauses(count: usize, values: Values<'_>) -> String {
    let mut text = String::new();
    for index in 0..count {
        push_clause(index, values, &index.to_string(), &mut text);
    }
    text
}

/// Appends the clause of this index, behind a `+` if it is not the first. `number` is put behind
/// exact texts.
fn push_clause(index: usize, values: Values<'_>, number: &str, out: &mut String) {
    if index > 0 {
        out.push('+');
    }
    let (property, operator) = match index % 6 {
        0 => ("criticality", ""),
        1 => ("last_seen", ">="),
        2 => ("ip.services.port", ""),
        3 => ("dns_domain.fqdn", "*"),
        4 => ("triage.assigned_to", "!"),
        _ => ("subsidiaries.name", ""),
    };
    let quoted = |text: &str| {
        let mut quoted = String::new();
        fql_syntax::push_quoted(text, &mut quoted);
        quoted
    };
    let [first, second, third] = values.ports;
    let value = match index % 6 {
        0 => quoted(&format!("{}{number}", values.criticality)),
        1 => "'2026-11-15T00:00:00Z'".to_owned(),
        2 => format!("[{first},{second},{third}]"),
        3 => quoted(values.host),
        4 => quoted(&format!("{}{number}", values.assignee)),
        _ => format!("['Example Labs',{}]", quoted(values.subsidiary)),
    };
    // Writing to a string does not fail.
    let _ = write!(out, "{property}:{operator}{value}");
}

/// The six-clause filter with white space and double quotes: nothing in it is canonical.
#[must_use]
pub fn spaced() -> String {
    six_clauses(CLEAN)
        .replace('\'', "\"")
        .replace('+', " + ")
        .replace(':', ": ")
        .replace(',', ", ")
        // Those in the timestamp are no separators.
        .replace("00: 00: 00", "00:00:00")
}

/// Three levels of parentheses around short clauses, both joins on each.
fn groups() -> String {
    let service = |kind: &str, port: u32| {
        format!(
            "({kind}.services.port:{port}+({kind}.services.status:'open',\
             ({kind}.services.status_code:>=200+{kind}.services.protocol:!'ssh')))"
        )
    };
    format!(
        "(criticality:'Critical',(criticality:'High'+internet_exposure:'Yes'))\
         +({},{},manual:true)+triage.assigned_to:null",
        service("ip", 22),
        service("dns_domain", 443)
    )
}

/// One parenthesis in the other, joined by `+` and `,` in turn. An even count ends in a `,`, so that
/// the innermost parentheses are not superfluous.
#[must_use]
pub fn levels(count: usize) -> String {
    let mut text = String::new();
    for level in 0..count {
        text.push_str(["ip.asn:64496+(", "manual:true,("][level % 2]);
    }
    text.push_str("confidence:100+perimeter:null");
    text.extend(std::iter::repeat_n(')', count));
    text
}

/// One list of integers, of four or five digits each.
#[must_use]
pub fn integers(count: usize) -> String {
    let elements: Vec<String> = (0..count).map(|index| (1024 + index).to_string()).collect();
    format!("ip.services.port:[{}]", elements.join(","))
}

/// One list of quoted texts.
#[must_use]
pub fn texts(count: usize) -> String {
    let elements: Vec<String> = (0..count)
        .map(|index| format!("'Example City {index:03}'"))
        .collect();
    format!("ip.location.city:[{}]", elements.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_clause_filter_has_about_230_bytes() {
        for values in [CLEAN, DIRTY] {
            let length = six_clauses(values).len();
            assert!((225..=240).contains(&length), "{length}");
        }
    }

    #[test]
    fn every_text_of_the_set_is_a_filter_without_a_warning_but_that_of_its_length() {
        let limits = fql_syntax::Limits::DEFAULT.with_max_properties(usize::MAX);
        for sample in set() {
            let reading = fql_syntax::parse_with(&sample.text, &limits);
            assert!(reading.diagnostics().is_empty(), "{}", sample.name);
        }
    }

    #[test]
    fn only_the_spaced_text_is_not_canonical() {
        for sample in set() {
            let canonical = fql_syntax::parse(&sample.text)
                .expect("a filter")
                .to_string();
            let is_spaced = sample.name.ends_with("spaced");
            assert_eq!(canonical != sample.text, is_spaced, "{}", sample.name);
        }
    }
}

//! The fixed set of sample filters.
//!
//! Every field belongs to the external assets collection and supports its operator, so the samples
//! pass validation. The values are invented.

use std::fmt::Write as _;

/// The run-time values of the six-clause filter.
#[derive(Debug, Clone, Copy)]
pub struct Values<'v> {
    /// Value of an exact comparison.
    pub criticality: &'v str,
    /// A complete pattern with its stars.
    pub host: &'v str,
    /// Value of a negated exact comparison.
    pub assignee: &'v str,
    /// Last item of a list of strings.
    pub subsidiary: &'v str,
    /// Items of a list of integers.
    pub ports: [u32; 3],
}

/// Values that need no escaping.
pub const CLEAN: Values<'static> = Values {
    criticality: "Critical",
    host: "*.staging.example.com",
    assignee: "pat.example@example.com",
    subsidiary: "Example Robotics",
    ports: [22, 3389, 8443],
};

/// Values of which two of the four strings contain a quote.
pub const DIRTY: Values<'static> = Values {
    assignee: "pat.o'neil@example.com",
    subsidiary: "O'Neil Robotics",
    ..CLEAN
};

/// A sample filter.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The name in tables.
    pub name: &'static str,
    /// The source.
    pub text: String,
}

/// Returns all samples: 1, 6, 20 and 200 clauses, with and without escapes; groups of a few and a
/// hundred levels; lists of 3 and 300 items; and a source in non-canonical form.
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
        ("list of 3 strings", strings(3)),
        ("list of 300 strings", strings(300)),
    ];
    samples.map(|(name, text)| Sample { name, text }).into()
}

/// Returns the six-clause filter of about 230 bytes: exact string, timestamp range, list of integers,
/// wildcard, negated exact, list of strings.
#[must_use]
pub fn six_clauses(values: Values<'_>) -> String {
    let mut text = String::new();
    for index in 0..6 {
        push_clause(index, values, "", &mut text);
    }
    text
}

/// Returns the clauses of the six-clause filter repeatedly, with numbered exact strings.
#[must_use]
pub fn clauses(count: usize, values: Values<'_>) -> String {
    let mut text = String::new();
    for index in 0..count {
        push_clause(index, values, &index.to_string(), &mut text);
    }
    text
}

/// Appends the clause of this index, after a `+` if it is not the first. `number` is appended to
/// exact strings; the field of a numbered string has no published values, of which it would be none.
fn push_clause(index: usize, values: Values<'_>, number: &str, out: &mut String) {
    if index > 0 {
        out.push('+');
    }
    let (property, operator) = match index % 6 {
        0 if number.is_empty() => ("criticality", ""),
        0 => ("triage.status", ""),
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
    // Writing to a string cannot fail.
    let _ = write!(out, "{property}:{operator}{value}");
}

/// Returns the six-clause filter with white space and double quotes, so that no clause is canonical.
#[must_use]
pub fn spaced() -> String {
    six_clauses(CLEAN)
        .replace('\'', "\"")
        .replace('+', " + ")
        .replace(':', ": ")
        .replace(',', ", ")
        // Colons in the timestamp are not separators.
        .replace("00: 00: 00", "00:00:00")
}

/// Returns three levels of parentheses around short clauses, with both connectives on each level.
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

/// Returns nested parentheses with alternating connectives. With an even count the innermost one is
/// `,`, so that its parentheses are not redundant.
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

/// Returns a list of integers of four or five digits.
#[must_use]
pub fn integers(count: usize) -> String {
    let elements: Vec<String> = (0..count).map(|index| (1024 + index).to_string()).collect();
    format!("ip.services.port:[{}]", elements.join(","))
}

/// Returns a list of quoted strings.
#[must_use]
pub fn strings(count: usize) -> String {
    let elements: Vec<String> = (0..count)
        .map(|index| format!("'Example City {index:03}'"))
        .collect();
    format!("ip.location.city:[{}]", elements.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_clause_length() {
        for values in [CLEAN, DIRTY] {
            let length = six_clauses(values).len();
            assert!((225..=240).contains(&length), "{length}");
        }
    }

    #[test]
    fn samples_have_no_diagnostics_except_length() {
        let limits = fql_syntax::Limits::DEFAULT.with_max_properties(usize::MAX);
        for sample in set() {
            let reading = fql_syntax::parse_with(&sample.text, &limits);
            assert!(reading.diagnostics().is_empty(), "{}", sample.name);
        }
    }

    #[test]
    fn samples_are_canonical_except_spaced() {
        for sample in set() {
            let canonical = fql_syntax::parse(&sample.text)
                .expect("a filter")
                .to_string();
            let is_spaced = sample.name.ends_with("spaced");
            assert_eq!(canonical != sample.text, is_spaced, "{}", sample.name);
        }
    }
}

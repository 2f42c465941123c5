//! Comparisons of strings that are addresses, as numbers of 128 bits in base 16. An address of IPv4 is
//! the mapped one of IPv6.

use super::template::SLOTS;
use super::{Syntax, Writer};
use crate::test::AddressRange;

const OCTET: &str = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

impl Writer<'_> {
    pub(super) fn address_test(&mut self, range: AddressRange, x: &str) -> String {
        let variable = self.variable();
        let digits = self.syntax.collated(&variable);
        let first = self.text(&format!("{:032x}", range.first));
        let mut test = match range.first == range.last {
            true => format!("{digits} = {first}"),
            false => {
                let last = self.text(&format!("{:032x}", range.last));
                format!("{digits} BETWEEN {first} AND {last}")
            }
        };
        if range.excludes_ipv4 {
            test.push_str(&format!(
                " AND {variable} NOT LIKE '00000000000000000000ffff%'"
            ));
        }
        let syntax = self.syntax;
        let template = syntax.templates().address.get(|| address_template(syntax));
        template.fill(&[x, &variable, &test])
    }
}

/// Writes the test of the variable, which is the number of an address, and null for other strings.
fn address_template(syntax: &dyn Syntax) -> String {
    let [x, variable, test, ..] = SLOTS;
    let end = syntax.regex_end();
    let ipv4 = format!("{OCTET}([.]{OCTET}){{3}}");
    let is_ipv4 = syntax.matches(x, &format!("^{ipv4}{end}"));
    let [is_ipv6, is_mixed] = ["", &ipv4].map(|octets| {
        let regex = format!("{}{end}", ipv6("[0-9a-fA-F]{1,4}", octets));
        syntax.matches(x, &regex)
    });
    let ipv4 = format!(
        "'00000000000000000000ffff' || {}",
        ipv4_digits(syntax, x, "")
    );
    let ipv6 = ipv6_digits(syntax, x);
    let mixed = ipv6_digits(syntax, &without_octets(syntax, x));
    let number = format!(
        "CASE WHEN {is_ipv4} THEN {ipv4} WHEN {is_ipv6} THEN {ipv6} \
         WHEN {is_mixed} THEN {mixed} END"
    );
    syntax.bind(&number, variable, test)
}

/// Writes the eight digits of an address of IPv4.
fn ipv4_digits(syntax: &dyn Syntax, x: &str, separator: &str) -> String {
    let digits = |part| {
        let octet = syntax.split_at_dots(x, part);
        syntax.hex(&syntax.to_integer(&octet))
    };
    let [one, two, three, four] = [1, 2, 3, 4].map(digits);
    match separator {
        "" => format!("{one} || {two} || {three} || {four}"),
        separator => format!("{one} || {two} || '{separator}' || {three} || {four}"),
    }
}

/// Writes an address of IPv6 that ends with octets, with digits in place of these.
fn without_octets(syntax: &dyn Syntax, x: &str) -> String {
    let groups = syntax.regex_replace(x, "[^:]*$", "");
    let octets = syntax.regex_replace(x, "^.*:", "");
    format!("({groups} || {})", ipv4_digits(syntax, &octets, ":"))
}

/// Writes the 32 digits of an address of IPv6.
fn ipv6_digits(syntax: &dyn Syntax, x: &str) -> String {
    // Four digits for each group.
    let longer = syntax.regex_replace(&format!("lower({x})"), "([0-9a-f]+)", r"000\1");
    let groups = syntax.regex_replace(&longer, "[0-9a-f]*([0-9a-f]{4})", r"\1");
    let digits = syntax.replace(&groups, "':'", "''");
    let zeros = format!("repeat('0', 32 - length({digits}))");
    syntax.replace(&syntax.replace(&groups, "'::'", &zeros), "':'", "''")
}

/// Returns a regular expression for an address of IPv6 that ends with these octets.
fn ipv6(group: &str, octets: &str) -> String {
    let mut forms = Vec::new();
    if octets.is_empty() {
        forms.push(format!("({group}:){{7}}{group}"));
        forms.push(format!("({group}:){{1,7}}:"));
        for before in 1..=6 {
            forms.push(format!(
                "({group}:){{1,{before}}}(:{group}){{1,{}}}",
                7 - before
            ));
        }
        forms.push(format!(":((:{group}){{1,7}}|:)"));
    } else {
        forms.push(format!("({group}:){{6}}{octets}"));
        for before in 1..=5 {
            forms.push(format!(
                "({group}:){{1,{before}}}(:{group}){{0,{}}}:{octets}",
                5 - before
            ));
        }
        forms.push(format!(":(:{group}){{0,5}}:{octets}"));
    }
    format!("^({})", forms.join("|"))
}

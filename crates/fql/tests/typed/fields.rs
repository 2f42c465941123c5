//! The clause that each method of a typed field prints.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::{Duration, SystemTime};

use fql::collections::external_assets as asset;
use fql::syntax::RelativeTime;
use fql::{Network, Pattern, Timestamp};

use crate::{Assets, assert_canonical};

#[test]
fn field_methods_print_their_operators() {
    let port = asset::ip::services::port;
    assert_canonical(port.eq(443), "ip.services.port:443");
    assert_canonical(!port.eq(443), "ip.services.port:!443");
    assert_canonical(port.ne(443), "ip.services.port:!443");
    assert_canonical(!port.ne(443), "ip.services.port:443");
    assert_canonical(port.gt(1), "ip.services.port:>1");
    assert_canonical(!port.gt(1), "ip.services.port:!>1");
    assert_canonical(port.ge(1), "ip.services.port:>=1");
    assert_canonical(!port.ge(1), "ip.services.port:!>=1");
    assert_canonical(port.lt(1), "ip.services.port:<1");
    assert_canonical(!port.lt(1), "ip.services.port:!<1");
    assert_canonical(port.le(1), "ip.services.port:<=1");
    assert_canonical(!port.le(1), "ip.services.port:!<=1");
    assert_canonical(port.is_null(), "ip.services.port:null");
    assert_canonical(!port.is_null(), "ip.services.port:!null");
    assert_canonical(port.wildcard("44*"), "ip.services.port:*'44*'");
    assert_canonical(!port.wildcard("44*"), "ip.services.port:!*'44*'");
    assert_canonical(port.starts_with("44"), "ip.services.port:*'44*'");
    assert_canonical(!port.starts_with("44"), "ip.services.port:!*'44*'");
    assert_canonical(port.ends_with("3"), "ip.services.port:*'*3'");
    assert_canonical(!port.ends_with("3"), "ip.services.port:!*'*3'");
    assert_canonical(port.contains("4"), "ip.services.port:*'*4*'");
    assert_canonical(!port.contains("4"), "ip.services.port:!*'*4*'");
    assert_canonical(port.is_in([22, 3389]), "ip.services.port:[22,3389]");
    assert_canonical(!port.is_in([22, 3389]), "ip.services.port:![22,3389]");
    assert_canonical(!!port.is_in([22]), "ip.services.port:[22]");
}

#[test]
fn between_prints_two_range_clauses() {
    let port = asset::ip::services::port;
    let positive = "ip.services.port:>=1+ip.services.port:<=9";
    let negative = "ip.services.port:!>=1,ip.services.port:!<=9";
    assert_canonical(port.between(1, 9), positive);
    assert_canonical(!port.between(1, 9), negative);
    assert_canonical(!!port.between(1, 9), positive);
    assert_canonical(
        asset::manual.eq(true) & port.between(1, 9),
        &format!("manual:true+{positive}"),
    );
    assert_canonical(
        asset::manual.eq(true) | port.between(1, 9),
        &format!("manual:true,({positive})"),
    );
    assert_canonical(
        port.between(1, 9) | asset::manual.eq(true),
        &format!("({positive}),manual:true"),
    );
    assert_canonical(
        asset::manual.eq(true) & !port.between(1, 9),
        &format!("manual:true+({negative})"),
    );
    assert_canonical(
        asset::manual.eq(true) | !port.between(1, 9),
        &format!("manual:true,{negative}"),
    );
    assert_canonical(
        !port.between(1, 9) & !port.between(1, 9),
        &format!("({negative})+({negative})"),
    );
    let filter: Assets = (!port.between(1, 9)).into();
    assert_eq!(
        filter.negate().expect("negatable filter").as_str(),
        positive
    );
}

#[test]
fn strings_are_escaped_only_where_needed() {
    let assigned_to = asset::triage::assigned_to;
    for (value, literal) in [
        ("", "''"),
        ("Pat O'Neil", r"'Pat O\'Neil'"),
        (r"C:\Windows", r"'C:\Windows'"),
        (r"C:\Windows\", r"'C:\Windows\\'"),
        (r"\\host\share", r"'\\\host\share'"),
        (r"it\'s", r"'it\\\'s'"),
        ("a*b", r"'a\*b'"),
        (r"a\*b", r"'a\\\\\*b'"),
        ("say \"hi\"", "'say \"hi\"'"),
        ("two\nlines\t\0", "'two\nlines\t\0'"),
        ("Zoë 🦅 ﷽", "'Zoë 🦅 ﷽'"),
        ("a'+criticality:!'b", r"'a\'+criticality:!\'b'"),
        ("{name}", "'{name}'"),
        ("null", "'null'"),
        ("%27", "'%27'"),
    ] {
        assert_canonical(
            assigned_to.eq(value),
            &format!("triage.assigned_to:{literal}"),
        );
        assert_canonical(
            assigned_to.ne(value.to_owned()),
            &format!("triage.assigned_to:!{literal}"),
        );
        assert_canonical(
            assigned_to.eq(Cow::Borrowed(value)),
            &format!("triage.assigned_to:{literal}"),
        );
        assert_canonical(
            assigned_to.is_in([value, "x"]),
            &format!("triage.assigned_to:[{literal},'x']"),
        );
        let list = assigned_to.try_is_in(vec![value.to_owned(), "x".to_owned()]);
        assert_canonical(
            list.expect("non-empty list"),
            &format!("triage.assigned_to:[{literal},'x']"),
        );
    }
    let owned = String::from("x");
    assert_canonical(assigned_to.eq(&owned), "triage.assigned_to:'x'");
    assert_canonical(
        assigned_to.is_in([&owned, &owned]),
        "triage.assigned_to:['x','x']",
    );
    assert_canonical(
        assigned_to.is_in(["a", "b"].each_ref()),
        "triage.assigned_to:['a','b']",
    );
}

#[test]
fn affixes_escape_wildcard_characters() {
    let name = asset::subsidiaries::name;
    assert_canonical(name.starts_with("a*"), r"subsidiaries.name:*'a\**'");
    assert_canonical(name.ends_with("a*"), r"subsidiaries.name:*'*a\*'");
    assert_canonical(name.contains(r"\"), r"subsidiaries.name:*'*\\\*'");
    assert_canonical(name.ends_with(r"\"), r"subsidiaries.name:*'*\\'");
    assert_canonical(name.contains("O'N"), r"subsidiaries.name:*'*O\'N*'");
    assert_canonical(name.contains(""), "subsidiaries.name:*'**'");
    assert_canonical(name.wildcard("O'N*"), r"subsidiaries.name:*'O\'N*'");
    assert_canonical(name.wildcard(r"C:\\*"), r"subsidiaries.name:*'C:\\\*'");
    let pattern = Pattern::starting_with("a*").then("'").then_any();
    assert_canonical(name.wildcard(&pattern), r"subsidiaries.name:*'a\**\'*'");
    assert_canonical(name.wildcard(pattern), r"subsidiaries.name:*'a\**\'*'");
}

#[test]
fn integers_print_and_parse_at_the_extremes() {
    let asn = asset::ip::asn;
    assert_canonical(asn.eq(u64::MAX), "ip.asn:18446744073709551615");
    assert_canonical(asn.eq(i64::MIN), "ip.asn:-9223372036854775808");
    assert_canonical(asn.eq(i64::MAX), "ip.asn:9223372036854775807");
    assert_canonical(asn.eq(0), "ip.asn:0");
    assert_canonical(asn.eq(-7_i8), "ip.asn:-7");
    assert_canonical(asn.eq(usize::MAX), &format!("ip.asn:{}", usize::MAX));
    for number in [
        9, 10, 99, 100, 999, 1_000, 9_999, 10_000, 99_999, 100_000, 100_001,
    ] {
        assert_canonical(asn.eq(number), &format!("ip.asn:{number}"));
        assert_canonical(asn.eq(-number), &format!("ip.asn:-{number}"));
    }
    assert_canonical(asn.is_in([u64::MAX, 0]), "ip.asn:[18446744073709551615,0]");
}

#[test]
fn timestamps_print_absolute_and_relative_times() {
    let seen = asset::last_seen;
    assert_canonical(seen.gt(Timestamp::NOW), "last_seen:>'now'");
    assert_canonical(seen.gt(Timestamp::days_ago(7)), "last_seen:>'now-7d'");
    assert_canonical(
        seen.gt(Timestamp::minutes_ago(u32::MAX)),
        "last_seen:>'now-4294967295m'",
    );
    assert_canonical(seen.gt(RelativeTime::hours(36)), "last_seen:>'now-36h'");
    assert_canonical(seen.gt(RelativeTime::weeks(2)), "last_seen:>'now-2w'");
    assert_canonical(seen.gt(RelativeTime::days(0)), "last_seen:>'now'");
    assert_canonical(
        seen.eq(Timestamp::from_unix(0)),
        "last_seen:'1970-01-01T00:00:00Z'",
    );
    let partial: Timestamp = "2026-11".parse().expect("valid timestamp");
    assert_canonical(seen.lt(partial), "last_seen:<'2026-11-01T00:00:00Z'");
    let time = SystemTime::UNIX_EPOCH + Duration::new(86_400, 5_000);
    assert_canonical(seen.le(time), "last_seen:<='1970-01-02T00:00:00.000005Z'");
    assert_canonical(
        seen.between(
            Timestamp::from_unix(i64::MIN),
            Timestamp::from_unix(i64::MAX),
        ),
        "last_seen:>='0000-01-01T00:00:00Z'+last_seen:<='9999-12-31T23:59:59.999999999Z'",
    );
    for (nanoseconds, expected) in [
        (0, "1969-12-31T23:59:58Z"),
        (250_000_000, "1969-12-31T23:59:57.750Z"),
    ] {
        let before = SystemTime::UNIX_EPOCH - Duration::new(2, nanoseconds);
        assert_eq!(Timestamp::from(before).to_string(), expected);
    }
    assert_canonical(!seen.is_null(), "last_seen:!null");
}

#[cfg(feature = "jiff")]
#[test]
fn jiff_timestamps_are_values() {
    let time: jiff::Timestamp = "2026-11-22T10:00:00.5Z".parse().expect("valid timestamp");
    assert_canonical(
        asset::last_seen.gt(time),
        "last_seen:>'2026-11-22T10:00:00.500Z'",
    );
    assert_eq!(
        fql::fql!(asset, "first_seen:<={time}").as_str(),
        "first_seen:<='2026-11-22T10:00:00.500Z'",
    );
    assert_canonical(
        asset::last_seen.gt(jiff::Timestamp::MAX),
        "last_seen:>'9999-12-30T22:00:00.999999999Z'",
    );
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_datetimes_are_values() {
    let time =
        chrono::DateTime::parse_from_rfc3339("2026-11-22T12:00:00+02:00").expect("valid timestamp");
    assert_canonical(
        asset::last_seen.gt(time),
        "last_seen:>'2026-11-22T10:00:00Z'",
    );
    assert_eq!(
        fql::fql!(asset, "first_seen:<={time}+last_seen:>{time.to_utc()}").as_str(),
        "first_seen:<='2026-11-22T10:00:00Z'+last_seen:>'2026-11-22T10:00:00Z'",
    );
    let latest = chrono::DateTime::<chrono::Utc>::MAX_UTC;
    assert_canonical(
        asset::last_seen.lt(latest),
        "last_seen:<'9999-12-31T23:59:59.999999999Z'",
    );
}

#[test]
fn addresses_and_networks_are_quoted() {
    let address = asset::ip::ip_address;
    assert_canonical(
        address.eq(Ipv4Addr::new(192, 0, 2, 1)),
        "ip.ip_address:'192.0.2.1'",
    );
    assert_canonical(address.eq(Ipv6Addr::LOCALHOST), "ip.ip_address:'::1'");
    let mapped = Ipv4Addr::new(192, 0, 2, 1).to_ipv6_mapped();
    assert_canonical(address.ge(mapped), "ip.ip_address:>='::ffff:192.0.2.1'");
    let either_family: IpAddr = "2001:db8::".parse().expect("valid address");
    assert_canonical(address.lt(either_family), "ip.ip_address:<'2001:db8::'");
    let network: Network = "2001:db8::/32".parse().expect("valid network");
    assert_canonical(address.eq(network), "ip.ip_address:'2001:db8::/32'");
    assert_canonical(address.wildcard("192.0.2.*"), "ip.ip_address:*'192.0.2.*'");
    let resolved: Ipv6Addr = "2001:db8::1".parse().expect("valid address");
    assert_canonical(
        asset::dns_domain::resolved_ips.between(resolved, resolved),
        "dns_domain.resolved_ips:>='2001:db8::1'+dns_domain.resolved_ips:<='2001:db8::1'",
    );
}

//! The field types that literals are valid for, and the capabilities that clauses require.

use fql_syntax::{Capability, FieldType, FieldTypes, TimeError, Value, parse};

fn field_types(text: &str) -> Vec<FieldType> {
    let tree = parse(text).unwrap_or_else(|report| panic!("{report}"));
    let clause = tree.clauses().next().expect("a clause");
    let (value, _) = clause.values().next().expect("a value");
    let field_types = clause.field_types_of(value);
    for field_type in FieldType::ALL {
        assert_eq!(
            field_types.contains(field_type),
            clause.is_valid_value(value, field_type),
            "{text} {field_type}"
        );
    }
    let all = FieldType::ALL.into_iter();
    all.filter(|field_type| field_types.contains(*field_type))
        .collect()
}

#[test]
fn literal_is_valid_for_expected_field_types() {
    use FieldType::{Any, Boolean, Float, Integer, Ip, Text, Timestamp};
    for (value, expected) in [
        ("'x'", &[Text, Any][..]),
        ("\"x\"", &[Text, Any]),
        ("Yes", &[Text, Any]),
        ("443", &[Integer, Float, Any]),
        ("'443'", &[Text, Integer, Float, Any]),
        ("'-1'", &[Text, Integer, Float, Any]),
        ("'+1'", &[Text, Any]),
        ("'1.5'", &[Text, Float, Any]),
        ("1.5", &[Float, Any]),
        ("-0.5", &[Float, Any]),
        ("'-0.5'", &[Text, Float, Any]),
        ("'1.'", &[Text, Any]),
        ("'.5'", &[Text, Any]),
        ("'1e5'", &[Text, Any]),
        ("'-'", &[Text, Any]),
        ("18446744073709551615", &[Integer, Float, Any]),
        ("18446744073709551616", &[Float, Any]),
        ("-9223372036854775808", &[Integer, Float, Any]),
        ("-9223372036854775809", &[Float, Any]),
        ("9999999999999999999999", &[Float, Any]),
        ("true", &[Boolean, Any]),
        ("false", &[Boolean, Any]),
        ("'true'", &[Text, Boolean, Any]),
        ("'True'", &[Text, Any]),
        ("'2026'", &[Text, Integer, Timestamp, Float, Any]),
        ("'2026-11'", &[Text, Timestamp, Any]),
        ("'now-7d'", &[Text, Timestamp, Any]),
        ("'now+7d'", &[Text, Any]),
        ("'192.0.2.1'", &[Text, Ip, Any]),
        ("'192.0.2.0/24'", &[Text, Ip, Any]),
        ("'192.0.2.0/32'", &[Text, Ip, Any]),
        ("'192.0.2.0/33'", &[Text, Any]),
        ("'192.0.2.0/+8'", &[Text, Any]),
        ("'192.0.2.0/'", &[Text, Any]),
        ("'192.0.2.0/x'", &[Text, Any]),
        ("'192.0.2.256'", &[Text, Any]),
        ("'2001:db8::1'", &[Text, Ip, Any]),
        ("'2001:db8::/128'", &[Text, Ip, Any]),
        ("'2001:db8::/129'", &[Text, Any]),
        // Patterns are valid for every type, and so is `null` for equality.
        ("'w*'", &FieldType::ALL),
        ("*'w'", &FieldType::ALL),
        ("~*'w'", &FieldType::ALL),
        ("null", &FieldType::ALL),
        ("!null", &FieldType::ALL),
        (">null", &[Any]),
        ("[null]", &[Any]),
        (">'w*'", &[Text, Any]),
        ("~'w*'", &[Text, Any]),
        (r"'w\*'", &[Text, Any]),
        ("['w*']", &FieldType::ALL),
        ("[443]", &[Integer, Float, Any]),
    ] {
        assert_eq!(field_types(&format!("a:{value}")), expected, "{value}");
    }
}

#[test]
fn whole_list_is_valid_only_for_unknown_types() {
    let tree = parse("a:['x']").expect("a filter");
    let value = tree.clauses().next().expect("a clause").value();
    assert_eq!(
        value.field_types(),
        FieldTypes::from_bits(0).with(FieldType::Any)
    );
    assert!(Value::Null.field_types().contains(FieldType::Ip));
    assert_eq!(
        FieldTypes::ANY,
        FieldTypes::from_bits(0).with(FieldType::Any)
    );
    let text_and_integer = FieldTypes::from_bits(3);
    assert_eq!(text_and_integer.with(FieldType::Text), text_and_integer);
    assert_eq!(text_and_integer.with(FieldType::Ip).bits(), 0b1_0011);
}

#[test]
fn clause_requires_documented_capabilities() {
    use Capability::{Exact, List, Range, TextMatch, Wildcard};
    for (clause, expected) in [
        ("a:'x'", &[Exact][..]),
        ("a:!null", &[Exact]),
        ("a:'x*'", &[Wildcard]),
        ("a:!*'x'", &[Wildcard]),
        ("a:['x',1]", &[List]),
        ("a:['x','y*']", &[List, Wildcard]),
        (r"a:['x','y\*']", &[List]),
        ("a:>1", &[Range]),
        ("a:!<='x'", &[Range]),
        ("a:>='x*'", &[Range]),
        ("a:~'x'", &[TextMatch]),
        ("a:!~*'x'", &[TextMatch]),
    ] {
        let tree = parse(clause).expect("a filter");
        let capabilities = tree.clauses().next().expect("a clause").capabilities();
        assert_eq!(capabilities, expected, "{clause}");
    }
}

#[test]
fn names_match_the_tables() {
    let names = Capability::ALL.map(Capability::name);
    assert_eq!(names, ["exact", "wildcard", "list", "range", "text_match"]);
    let bits = Capability::ALL.map(Capability::bit);
    assert_eq!(bits, [1, 2, 4, 8, 16]);
    assert_eq!(format!("[{:<6}]", Capability::List), "[list  ]");
    let names = FieldType::ALL.map(FieldType::name);
    let expected = [
        "text",
        "integer",
        "boolean",
        "timestamp",
        "ip",
        "float",
        "any",
    ];
    assert_eq!(names, expected);
    for field_type in FieldType::ALL {
        assert_eq!(field_type.to_string(), field_type.name());
    }
}

#[test]
fn time_errors_and_field_types_have_help() {
    for (error, help) in [
        (TimeError::Form, "2026-11-22T10:00:00Z"),
        (TimeError::Relative, "now-7d"),
        (TimeError::OutOfRange, "2026-11-22T10:00:00Z"),
        (TimeError::Offset, "UTC"),
    ] {
        assert!(error.help().contains(help), "{error}");
        assert!(!error.to_string().contains(help), "{error}");
    }
    for field_type in FieldType::ALL {
        assert!(field_type.examples().contains('`'), "{field_type}");
    }
}

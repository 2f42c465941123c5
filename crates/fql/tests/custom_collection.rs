//! `collection!` in another crate: typed fields, validation and `fql!`.

use fql::table::{Capability, FieldType};
use fql::{Filter, IntoFilter, Property, Sort, fql};

/// Field names that are keywords, macro words, or names of other collections.
mod keywords {
    fql::collection! {
        /// Documents whose field names are Rust keywords.
        #[derive(Default)]
        pub Keywords "keywords" sort ".";

        r#type: text [exact];
        self: text [exact];
        self.crate.super: text [exact];
        from: text [list];
        from.open: text [exact];
        open: boolean [exact];
        alias: text [wildcard];
        alias.r#fn: integer [range, exact,];
        sort: any [exact, wildcard, list, range];
        _all: text [exact];
        UPPER.Case9: text [exact];
        id: text [exact];
        ip.ip_address: ip [range];
        u16: integer [exact];
        String: text [exact];
        Vec.str: text [exact, range];
        keywords: text [exact];
        text: text [exact];
        exact: text [exact];
        fql: text [exact];
        core.std: text [exact];

        from "the maker's \"manual\"" {
            /// The size in millimetres.
            ///
            /// More than 0.
            dimensions.width: integer [exact, range];
            from.made: timestamp [range];
        }
        /// Not in the manual.
        weight: integer [exact];
        color: text [exact, wildcard, list] values ["Red", "Green",] from "the \"catalog\"";
        values: any [exact] values ["on", "off", ..];

        alias width = dimensions.width;
        alias from.maker = from;
    }
}

/// Visible in this crate only, like most collections of a program.
mod narrow {
    fql::collection! {
        /// Documents of this crate.
        pub(crate) Narrow "narrow" sort "|";
        id: text [exact];
    }
}

mod private {
    fql::collection! {
        /// Documents of this module.
        Private "private" sort "|";
        id: text [exact];
    }

    pub(crate) fn source() -> String {
        fql::Filter::<Private>::from(id.eq("a")).to_string()
    }
}

mod open {
    fql::collection! {
        /// Documents without a known schema.
        pub(crate) Open "open" sort "|";
        open;
    }
}

use keywords::Keywords;

#[track_caller]
fn assert_canonical(filter: impl IntoFilter<Keywords>, expected: &str) {
    let filter = filter.into_filter();
    assert_eq!(filter.as_str(), expected);
    assert_eq!(
        expected
            .parse::<Filter<Keywords>>()
            .map(String::from)
            .as_deref(),
        Ok(expected)
    );
}

#[test]
fn field_names_may_be_keywords() {
    assert_canonical(keywords::r#type.eq("a"), "type:'a'");
    assert_canonical(keywords::self_.eq("a"), "self:'a'");
    assert_canonical(
        keywords::self_::crate_::super_.eq("a"),
        "self.crate.super:'a'",
    );
    assert_canonical(keywords::from.is_in(["a"]), "from:['a']");
    assert_canonical(keywords::from::open.eq("a"), "from.open:'a'");
    assert_canonical(keywords::open.eq(true), "open:true");
    assert_canonical(keywords::alias.wildcard("a*"), "alias:*'a*'");
    assert_canonical(
        keywords::alias::r#fn.between(1, 2),
        "alias.fn:>=1+alias.fn:<=2",
    );
    assert_canonical(keywords::_all.eq("a"), "_all:'a'");
    assert_canonical(keywords::UPPER::Case9.eq("a"), "UPPER.Case9:'a'");
    assert_canonical(
        keywords::dimensions::width.gt(5) & keywords::u16.eq(1),
        "dimensions.width:>5+u16:1",
    );
}

#[test]
fn any_field_supports_every_value_type() {
    assert_canonical(keywords::sort.eq("a*"), r"sort:'a\*'");
    assert_canonical(
        keywords::sort.eq(5) | keywords::sort.gt(true),
        "sort:5,sort:>true",
    );
    assert_canonical(keywords::sort.gt("a*"), "sort:>'a*'");
    assert_canonical(keywords::sort.is_in(["a", "b"]), "sort:['a','b']");
    let address: std::net::IpAddr = "::1".parse().expect("valid address");
    assert_canonical(keywords::sort.is_in([address]), "sort:['::1']");
    assert_canonical(keywords::sort.contains("a"), "sort:*'*a*'");
    let (values, pattern_like) = ([1, 2], "a*");
    assert_canonical(
        fql!(
            keywords,
            "sort:{pattern_like}+sort:[{values}]+sort:>{pattern_like}"
        ),
        r"sort:'a\*'+sort:[1,2]+sort:>'a*'",
    );
}

#[test]
fn fql_macro_supports_custom_collections() {
    assert_canonical(
        fql!(
            keywords,
            "type:'a'+self:'b'+self.crate.super:'c'+from:['d']+open:true+alias.fn:>5"
        ),
        "type:'a'+self:'b'+self.crate.super:'c'+from:['d']+open:true+alias.fn:>5",
    );
    let value = "v";
    assert_canonical(
        fql!(
            keywords,
            "type:{value}+self:{value}+self.crate.super:{value}+from:[{value},'w']+_all:{value}"
        ),
        "type:'v'+self:'v'+self.crate.super:'v'+from:['v','w']+_all:'v'",
    );
    assert_canonical(fql!(self::keywords, "id:'a'"), "id:'a'");
    assert_canonical(fql!(crate::keywords, "id:'a'",), "id:'a'");
    use keywords as renamed;
    assert_canonical(fql!(renamed, "weight:5"), "weight:5");
    assert_eq!(fql!(narrow, "id:'a'"), Filter::from(narrow::id.eq("a")));
    assert_eq!(private::source(), "id:'a'");
    assert_eq!(fql!(open, "any.thing:~'x'").as_str(), "any.thing:~'x'");
    let property: Property<open::Open> = open::property("any.thing").expect("valid property");
    assert_eq!(Filter::from(property.eq(1)).as_str(), "any.thing:1");
}

#[test]
fn expression_names_do_not_shadow_fields() {
    mod id {
        pub(super) fn of(value: u8) -> String {
            format!("id {value}")
        }
    }
    let keywords = 7;
    // A variable, a type and a module share their names with fields of the filter.
    assert_canonical(
        fql!(
            keywords,
            "id:{id::of(keywords)}+keywords:{String::from(\"x\")}+u16:{keywords as u16}+String:{\"y\"}"
        ),
        "id:'id 7'+keywords:'x'+u16:7+String:'y'",
    );
    let (__text, __p) = ("t", "p");
    assert_canonical(
        fql!(keywords, "id:{__text}+keywords:{__p}"),
        "id:'t'+keywords:'p'",
    );
}

#[test]
fn table_has_the_declared_fields() {
    let table = keywords::TABLE;
    assert_eq!(table.name, "keywords");
    assert!(!table.is_open);
    assert!(table.rows.is_sorted_by_key(|row| row.name));
    let width = table.find("dimensions.width").expect("known field");
    assert_eq!(width.field_type, FieldType::Integer);
    assert_eq!(width.details.source, "the maker's \"manual\"");
    assert_eq!(
        Capability::ALL.map(|capability| width.supports(capability)),
        [true, false, false, true, false],
    );
    assert_eq!(table.find("weight").map(|row| row.details.source), Some(""));
    assert_eq!(
        table.find("width").map(|row| row.name),
        Some("dimensions.width")
    );
    assert_eq!(table.find("from.maker").map(|row| row.name), Some("from"));
    assert_eq!(table.find("nothing"), None);
    assert_eq!(
        <Keywords as fql::Collection>::TABLE.rows.len(),
        table.rows.len()
    );
    let open = open::TABLE;
    assert!(open.is_open);
    // Attributes of the declaration apply to the type.
    let made: Keywords = Default::default();
    assert_eq!(made, Keywords);
}

#[test]
fn filters_are_validated_against_the_table() {
    for (source, code) in [
        ("typ:'a'", "FQL101"),
        ("from:'a'", "FQL102"),
        ("type:*'a*'", "FQL103"),
        ("type:['a']", "FQL104"),
        ("type:>'a'", "FQL105"),
        ("type:~'a'", "FQL106"),
        ("dimensions.width:'wide'", "FQL107"),
    ] {
        let error = source.parse::<Filter<Keywords>>().expect_err(source);
        assert_eq!(
            error.report().diagnostics()[0].code().as_str(),
            code,
            "{error}"
        );
    }
    let parsed = Filter::<Keywords>::parse_with("width:>5", &fql::Limits::DEFAULT);
    assert_eq!(parsed.report().diagnostics()[0].code().as_str(), "FQL108");
    assert_eq!(
        parsed.report().fixed().as_deref(),
        Some("dimensions.width:>5")
    );
    assert!("x:'".parse::<Filter<open::Open>>().is_err());
    assert_eq!(
        "weight.desc"
            .parse::<Sort<Keywords>>()
            .map(|sort| sort.to_string())
            .as_deref(),
        Ok("weight.desc")
    );
    assert_eq!(keywords::r#type.asc().as_str(), "type.asc");
}

#[test]
fn published_values_are_in_the_row() {
    let color = keywords::TABLE
        .find("color")
        .expect("a field")
        .details
        .vocabulary;
    let color = color.expect("published values");
    assert_eq!(color.values, ["Red", "Green"]);
    assert_eq!((color.is_open, color.source), (false, "the \"catalog\""));
    let values = keywords::TABLE
        .find("values")
        .expect("a field")
        .details
        .vocabulary;
    let values = values.expect("published values");
    assert_eq!((values.is_open, values.source), (true, ""));
    let id = keywords::TABLE.find("id").expect("a field");
    assert_eq!(id.details.vocabulary, None);
}

#[test]
fn unpublished_value_is_a_warning() {
    let warnings = |source: &str| -> Vec<(String, String)> {
        let parsed = Filter::<Keywords>::parse_with(source, &fql::Limits::DEFAULT);
        assert!(parsed.filter().is_some(), "{source}");
        let diagnostics = parsed.report().diagnostics();
        diagnostics
            .iter()
            .map(|one| (one.code().as_str().to_owned(), one.help().to_owned()))
            .collect()
    };
    let one = |help: &str| vec![("FQL109".to_owned(), help.to_owned())];
    assert_eq!(warnings("color:'red'"), one("did you mean `Red`?"));
    assert_eq!(
        warnings("color:!['Red','Blue']"),
        one("published values: `Red`, `Green`")
    );
    assert_eq!(warnings("values:'On'"), one("did you mean `on`?"));
    assert_eq!(
        warnings("values:'auto'"),
        one("published values: `on`, `off`; there may be others")
    );
    for valid in [
        "color:'Red'",
        "color:'r*'",
        "color:*'blue'",
        "color:null",
        "values:''",
    ] {
        assert_eq!(warnings(valid), [], "{valid}");
    }
}

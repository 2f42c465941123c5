//! `collection!` in a crate that is not this library: the same fields, checks and macro.

use fql::{Capability, FieldType, Filter, IntoFilter, Property, Sort, fql};

/// With words of Rust and of the macro as names, and names that other collections have.
mod odd {
    fql::collection! {
        /// Documents whose fields are called as words of Rust.
        #[derive(Default)]
        pub Odd "odd-things" sort ".";

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
        odd: text [exact];
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

        alias width = dimensions.width;
        alias from.maker = from;
    }
}

/// Visible in this crate only, as most collections of a program are.
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

    pub(crate) fn text() -> String {
        fql::Filter::<Private>::from(id.eq("a")).to_string()
    }
}

mod open {
    fql::collection! {
        /// Documents of which little is known.
        pub(crate) Open "open" sort "|";
        open;
    }
}

use odd::Odd;

#[track_caller]
fn assert_text(filter: impl IntoFilter<Odd>, text: &str) {
    let filter = filter.into_filter();
    assert_eq!(filter.as_str(), text);
    assert_eq!(
        text.parse::<Filter<Odd>>().map(String::from).as_deref(),
        Ok(text)
    );
}

#[test]
fn fields_may_be_called_as_words_of_the_language() {
    assert_text(odd::r#type.eq("a"), "type:'a'");
    assert_text(odd::self_.eq("a"), "self:'a'");
    assert_text(odd::self_::crate_::super_.eq("a"), "self.crate.super:'a'");
    assert_text(odd::from.is_in(["a"]), "from:['a']");
    assert_text(odd::from::open.eq("a"), "from.open:'a'");
    assert_text(odd::open.eq(true), "open:true");
    assert_text(odd::alias.wildcard("a*"), "alias:*'a*'");
    assert_text(odd::alias::r#fn.between(1, 2), "alias.fn:>=1+alias.fn:<=2");
    assert_text(odd::_all.eq("a"), "_all:'a'");
    assert_text(odd::UPPER::Case9.eq("a"), "UPPER.Case9:'a'");
    assert_text(
        odd::dimensions::width.gt(5) & odd::u16.eq(1),
        "dimensions.width:>5+u16:1",
    );
}

#[test]
fn a_field_of_any_kind_takes_every_value() {
    assert_text(odd::sort.eq("a*"), r"sort:'a\*'");
    assert_text(odd::sort.eq(5) | odd::sort.gt(true), "sort:5,sort:>true");
    assert_text(odd::sort.gt("a*"), "sort:>'a*'");
    assert_text(odd::sort.is_in(["a", "b"]), "sort:['a','b']");
    let address: std::net::IpAddr = "::1".parse().expect("an address");
    assert_text(odd::sort.is_in([address]), "sort:['::1']");
    assert_text(odd::sort.contains("a"), "sort:*'*a*'");
    let (values, text) = ([1, 2], "a*");
    assert_text(
        fql!(odd, "sort:{text}+sort:[{values}]+sort:>{text}"),
        r"sort:'a\*'+sort:[1,2]+sort:>'a*'",
    );
}

#[test]
fn the_macro_knows_the_collection() {
    assert_text(
        fql!(
            odd,
            "type:'a'+self:'b'+self.crate.super:'c'+from:['d']+open:true+alias.fn:>5"
        ),
        "type:'a'+self:'b'+self.crate.super:'c'+from:['d']+open:true+alias.fn:>5",
    );
    let value = "v";
    assert_text(
        fql!(
            odd,
            "type:{value}+self:{value}+self.crate.super:{value}+from:[{value},'w']+_all:{value}"
        ),
        "type:'v'+self:'v'+self.crate.super:'v'+from:['v','w']+_all:'v'",
    );
    assert_text(fql!(self::odd, "id:'a'"), "id:'a'");
    assert_text(fql!(crate::odd, "id:'a'",), "id:'a'");
    use odd as renamed;
    assert_text(fql!(renamed, "weight:5"), "weight:5");
    assert_eq!(fql!(narrow, "id:'a'"), Filter::from(narrow::id.eq("a")));
    assert_eq!(private::text(), "id:'a'");
    assert_eq!(fql!(open, "any.thing:~'x'").as_str(), "any.thing:~'x'");
    let property: Property<open::Open> = open::property("any.thing").expect("a property");
    assert_eq!(Filter::from(property.eq(1)).as_str(), "any.thing:1");
}

#[test]
fn names_in_an_expression_are_not_taken_for_fields() {
    mod id {
        pub(super) fn of(value: u8) -> String {
            format!("id {value}")
        }
    }
    let odd = 7;
    // The path, a type and a module have names of fields of the filter.
    assert_text(
        fql!(
            odd,
            "id:{id::of(odd)}+odd:{String::from(\"x\")}+u16:{odd as u16}+String:{\"y\"}"
        ),
        "id:'id 7'+odd:'x'+u16:7+String:'y'",
    );
    let (__text, __p) = ("t", "p");
    assert_text(fql!(odd, "id:{__text}+odd:{__p}"), "id:'t'+odd:'p'");
}

#[test]
fn the_table_tells_what_was_written() {
    let table = odd::TABLE;
    assert_eq!(table.name, "odd-things");
    assert!(!table.is_open);
    assert!(table.rows.is_sorted_by_key(|row| row.name));
    let width = table.find("dimensions.width").expect("a field");
    assert_eq!(width.field_type, FieldType::Integer);
    assert_eq!(width.source, "the maker's \"manual\"");
    assert_eq!(
        Capability::ALL.map(|capability| width.supports(capability)),
        [true, false, false, true],
    );
    assert_eq!(table.find("weight").map(|row| row.source), Some(""));
    assert_eq!(
        table.find("width").map(|row| row.name),
        Some("dimensions.width")
    );
    assert_eq!(table.find("from.maker").map(|row| row.name), Some("from"));
    assert_eq!(table.find("nothing"), None);
    assert_eq!(<Odd as fql::Collection>::TABLE.rows.len(), table.rows.len());
    let open = open::TABLE;
    assert!(open.is_open);
    // The attributes that are written are its own.
    let made: Odd = Default::default();
    assert_eq!(made, Odd);
}

#[test]
fn a_text_is_checked_against_the_collection() {
    for (text, code) in [
        ("typ:'a'", "FQL101"),
        ("from:'a'", "FQL102"),
        ("type:*'a*'", "FQL103"),
        ("type:['a']", "FQL104"),
        ("type:>'a'", "FQL105"),
        ("type:~'a'", "FQL106"),
        ("dimensions.width:'wide'", "FQL107"),
    ] {
        let error = text.parse::<Filter<Odd>>().expect_err(text);
        assert_eq!(
            error.report().diagnostics()[0].code().as_str(),
            code,
            "{error}"
        );
    }
    let check = Filter::<Odd>::parse_with("width:>5", &fql::Limits::DEFAULT);
    assert_eq!(check.report().diagnostics()[0].code().as_str(), "FQL108");
    assert_eq!(
        check.report().fixed().as_deref(),
        Some("dimensions.width:>5")
    );
    assert!("x:'".parse::<Filter<open::Open>>().is_err());
    assert_eq!(
        "weight.desc"
            .parse::<Sort<Odd>>()
            .map(|sort| sort.to_string())
            .as_deref(),
        Ok("weight.desc")
    );
    assert_eq!(odd::r#type.asc().as_str(), "type.asc");
}

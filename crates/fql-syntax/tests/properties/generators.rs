//! Generators of filters, strings and malformed input.

use fql_syntax::push_quoted;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// White space, mostly none.
pub(crate) fn space() -> impl Strategy<Value = &'static str> {
    select(vec![
        "",
        "",
        "",
        "",
        " ",
        "\t",
        "\n",
        "\r\n",
        "  \u{c}\u{b} ",
    ])
}

fn property() -> impl Strategy<Value = String> {
    "[A-Za-z_][A-Za-z0-9_]{0,3}(\\.[A-Za-z_][A-Za-z0-9_]{0,2}){0,2}"
}

/// Strings of the characters that matter in quotes and patterns, and others.
pub(crate) fn content() -> impl Strategy<Value = String> {
    let special = select(vec![
        "'", "\"", "\\", "*", "\\'", "\\\\", "\\*", "\n", "\0", "🦀", "é", "‘", "%3A", "{", "}",
        "+", ",", "(", ")", "[", "]", ":", "!", " AND ",
    ])
    .prop_map(str::to_owned);
    let any = any::<char>().prop_map(String::from);
    let plain = "[a-z0-9 .]{0,4}".prop_map(|text: String| text);
    vec(prop_oneof![3 => special, 1 => any, 2 => plain], 0..6).prop_map(|parts| parts.concat())
}

/// A string in either quotes, with the fewest escapes or more.
fn quoted() -> impl Strategy<Value = String> {
    (content(), any::<bool>(), any::<bool>()).prop_map(|(content, double, fully)| {
        if !double && !fully {
            let mut out = String::new();
            push_quoted(&content, &mut out);
            return out;
        }
        let quote = if double { '"' } else { '\'' };
        let mut out = String::from(quote);
        for character in content.chars() {
            if character == quote || character == '\\' {
                out.push('\\');
            }
            out.push(character);
        }
        out.push(quote);
        out
    })
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => quoted(),
        1 => "-?[0-9]{1,4}",
        1 => "-?[0-9]{1,3}\\.[0-9]{1,3}",
        1 => select(vec!["true", "false", "null", "Yes", "*", "*web*", "a.b-c", "nowhere", "not"])
            .prop_map(str::to_owned),
    ]
}

fn list() -> impl Strategy<Value = String> {
    vec((space(), scalar(), space()), 1..4).prop_map(|values| {
        let values: Vec<_> = values
            .iter()
            .map(|(a, v, b)| format!("{a}{v}{b}"))
            .collect();
        format!("[{}]", values.join(","))
    })
}

/// A clause with white space.
pub(crate) fn clause() -> impl Strategy<Value = String> {
    let ranges = select(vec![
        "", "!", ">", ">=", "<", "<=", "!>", "!>=", "!<", "!<=", "~", "!~",
    ]);
    let patterns = select(vec!["*", "!*", "*!", "~*", "~*!", "!~*"]);
    let comparison = prop_oneof![
        4 => (ranges, space(), scalar()).prop_map(|(op, s, v)| format!("{op}{s}{v}")),
        2 => (patterns, space(), quoted()).prop_map(|(op, s, v)| format!("{op}{s}{v}")),
        1 => (select(vec!["", "!"]), space(), list()).prop_map(|(op, s, v)| format!("{op}{s}{v}")),
    ];
    (property(), space(), space(), comparison)
        .prop_map(|(property, a, b, comparison)| format!("{property}{a}:{b}{comparison}"))
        // The star of `~*` before a word is a part of the word.
        .prop_filter("`~*` before a word", |text| !text.contains("~*w"))
}

/// The structure of a generated filter, from which the expected result is computed.
#[derive(Debug, Clone)]
pub(crate) enum Model {
    Clause(String),
    Joined(Vec<(Self, bool)>),
    Group { negated: bool, inside: Box<Self> },
}

pub(crate) fn model() -> impl Strategy<Value = Model> {
    let leaf = clause().prop_map(Model::Clause);
    leaf.prop_recursive(5, 24, 4, |inner| {
        let group = |model: Model, negated: bool| match model {
            Model::Clause(_) if !negated => model,
            _ => Model::Group {
                negated,
                inside: Box::new(model),
            },
        };
        vec((inner, any::<bool>(), prop::bool::weighted(0.3)), 1..4).prop_map(move |parts| {
            let parts = parts
                .into_iter()
                .map(|(part, is_or, negated)| (group(part, negated), is_or))
                .collect();
            Model::Joined(parts)
        })
    })
}

impl Model {
    /// Appends the filter.
    pub(crate) fn push_text(&self, space: &str, out: &mut String) {
        match self {
            Self::Clause(text) => out.push_str(text),
            Self::Joined(parts) => {
                for (index, (part, is_or)) in parts.iter().enumerate() {
                    if index > 0 {
                        out.push_str(space);
                        out.push(if *is_or { ',' } else { '+' });
                        out.push_str(space);
                    }
                    part.push_text(space, out);
                }
            }
            Self::Group { negated, inside } => {
                out.push_str(if *negated { "!(" } else { "(" });
                out.push_str(space);
                inside.push_text(space, out);
                out.push(')');
            }
        }
    }

    pub(crate) fn clause_count(&self) -> usize {
        match self {
            Self::Clause(_) => 1,
            Self::Joined(parts) => parts.iter().map(|(part, _)| part.clause_count()).sum(),
            Self::Group { inside, .. } => inside.clause_count(),
        }
    }

    /// Evaluates the filter: each clause takes the next truth value. `+` binds tighter.
    pub(crate) fn evaluate(&self, truths: &mut impl Iterator<Item = bool>) -> bool {
        match self {
            Self::Clause(_) => truths.next().expect("a truth value per clause"),
            Self::Joined(parts) => {
                let values: Vec<_> = parts
                    .iter()
                    .map(|(part, is_or)| (part.evaluate(truths), *is_or))
                    .collect();
                let mut any = false;
                let mut all = true;
                for (index, (value, is_or)) in values.into_iter().enumerate() {
                    if index > 0 && is_or {
                        any |= all;
                        all = true;
                    }
                    all &= value;
                }
                any || all
            }
            Self::Group { negated, inside } => inside.evaluate(truths) != *negated,
        }
    }
}

/// Symbols and words of FQL and other languages.
pub(crate) const FRAGMENTS: &[&str] = &[
    "a",
    "b:1",
    "a:",
    "'",
    "\"",
    "[",
    "]",
    "(",
    ")",
    "+",
    ",",
    "!",
    "*",
    "\\",
    "‘",
    "’",
    " ",
    "%41",
    "%27",
    "%",
    "{",
    "}",
    "=",
    "<",
    ">",
    "~",
    " AND ",
    " or ",
    "NOT ",
    "not",
    "in",
    " like ",
    "is ",
    "null",
    "TO ",
    ";",
    "|",
    "&",
    ".",
    "1",
    "-",
    "now",
    "2026-01-01",
    "T10:",
    "\u{a0}",
    "\u{feff}",
    "\u{301}",
    "🦀",
    ":",
    "x",
    "\n",
    "\r\n",
    "\0",
    "between ",
    "`",
];

/// Connectives, right and wrong.
pub(crate) const CONNECTIVES: &[&str] = &[
    "+", ",", " AND ", " or ", "&&", " || ", "&", "++", ", +", " ", "; ", "+!", ")+(", "\u{a0}+",
];

/// Mistakes before a clause.
pub(crate) const MISTAKES: &[&str] = &[
    "",
    "",
    "",
    "!",
    "NOT ",
    "c='x'+",
    "d:=<5,",
    "e:now-7d+",
    "f:‘x’+",
    "g:[]+",
    "h:10.0.0.1,",
    "i:'Pat O'Neil'+",
    "(",
    "*+",
    "j in (1,2)+",
    "k%3A1+",
    "l:foo bar+",
    "m like '%x%',",
    "n:('x')+",
];

/// A clause that none of the mistakes can contain.
pub(crate) fn distinct_clause() -> impl Strategy<Value = String> {
    let value = select(vec![
        "'open'",
        "22",
        "!'x y'",
        ">=7.5",
        "*'web*'",
        "['a','b']",
        "null",
    ]);
    ("[p-s][a-z]{2,4}", value).prop_map(|(property, value)| format!("{property}:{value}"))
}

/// Spellings of a clause with the property `{}`, and the clause that fixes may produce, or nothing if
/// the intended clause is not certain.
pub(crate) const SPELLINGS: &[(&str, &str)] = &[
    ("{}:'web'", "{}:'web'"),
    ("{}:22", "{}:22"),
    ("{}:“web”", "{}:'web'"),
    ("{}:‘it’s’", "{}:'it’s'"),
    ("{}:“it's”", r"{}:'it\'s'"),
    ("{}:`web`", "{}:'web'"),
    ("{}:'web’", "{}:'web'"),
    ("{}:“web\"", "{}:'web'"),
    ("{}:“web'", ""),
    ("{}:'web”", ""),
    ("{}:`web", ""),
    ("{}:'web", ""),
    ("{}:'Pat O'Neil'", ""),
    ("{}:“say 'web'”", ""),
    (r"{}:“C:\Temp\”", ""),
    (r"{}:“C:\\Temp”", ""),
    ("{}:'web'*", "{}:'web*'"),
    ("{}:\"web\"*", "{}:'web*'"),
    (r"{}:'C:\Temp\\'*", ""),
    (r"{}:'it\'s'*", r"{}:'it\'s*'"),
    ("{}:*'web'*", ""),
    ("{}:“web”*", ""),
    (r"{}:C:\Temp", r"{}:'C:\Temp'"),
    (r"{}:C:\Temp\*", ""),
    (r"{}:\\server", ""),
    ("{}:10.0.0.1", "{}:'10.0.0.1'"),
    ("{}:web 10.0", ""),
    ("{}%3A22", "{}:22"),
    ("{}:%27Pat%20Neil%27", "{}:'Pat Neil'"),
    ("{}:'Pat%20Neil'", "{}:'Pat%20Neil'"),
    ("{}%3A'Pat%20Neil'", ""),
    ("{}%3A'Pat Neil'", "{}:'Pat Neil'"),
    ("{}:%27Pat+Neil%27", ""),
    ("{}:%27web%2520db%27", ""),
    ("{} = 'web'", "{}:'web'"),
    ("{} = NULL", "{}:null"),
    ("NOT {}:'web'", "{}:!'web'"),
    ("{} in (True,NULL,Web)", "{}:[true,null,'Web']"),
    ("{} not in [TRUE,'NULL']", "{}:![true,'NULL']"),
    ("{}:('web' OR 'db')", "{}:['web','db']"),
    ("{}:[“web”,'db']", "{}:['web','db']"),
    ("{}:[“web,'db']", ""),
    ("{}:[%27web%27%5D", "{}:['web']"),
    ("{}:[%27web%27]", "{}:['web']"),
    (r"{}:\'web\'", "{}:'web'"),
    ("{}:&#39;web&#39;", "{}:'web'"),
    ("{}:&gt;5", "{}:>5"),
    ("{}:'a &amp; b'", "{}:'a &amp; b'"),
    ("filter={}:'web'", "{}:'web'"),
    ("-Filter \"{}:'web'\"", "{}:'web'"),
    ("{}:''web''", "{}:'web'"),
    ("{}:'web,b:'db'", ""),
    ("{}:1024-2048", ""),
    ("{}:555-1234", ""),
    ("{}:1024..2048", "{}:>=1024+{}:<=2048"),
    ("{}:[22..25]", "{}:>=22+{}:<=25"),
    ("{}:22 to 25", "{}:>=22+{}:<=25"),
    ("{}:>=22..<=25", "{}:>=22+{}:<=25"),
    ("{} between 22 and 25", "{}:>=22+{}:<=25"),
    ("{}:!22-25", ""),
    ("{}:[1,22..25]", ""),
    ("{}:'now-7d'..'now'", "{}:>='now-7d'+{}:<='now'"),
    ("{}:10.0.0.1-10.0.0.9", ""),
    ("{}:10.0.0.1..10.0.0.9", "{}:>='10.0.0.1'+{}:<='10.0.0.9'"),
    ("{}!:'web'", "{}:!'web'"),
    ("{}:not in ['web',5]", "{}:!['web',5]"),
    ("{}:in ('web','db')", "{}:['web','db']"),
    ("{}:in progress", ""),
    ("{}:is not null", "{}:!null"),
    ("{}:/web.*/", ""),
    ("{} =~ '^web'", ""),
    ("{} -eq 'web'", ""),
    ("{}=*web*", "{}:*web*"),
    ("\"{}\" = 'web'", "{}:'web'"),
    ("`{}` = 5", "{}:5"),
    ("{}:5 # web", ""),
    ("WHERE {} = 5", ""),
    ("{}:5 LIMIT 10", ""),
    ("{}:>7d", ""),
    ("{}:>90%", ""),
    ("{}:1|2", ""),
    ("{}:'web'|'db'", ""),
    ("{}:['web'|'db']", "{}:['web','db']"),
    ("{}:['web' OR 'db';'x']", "{}:['web','db','x']"),
    (r"{}:['C:\','db']", ""),
    (r"{}:'C:\'", ""),
    ("{}:1:b:2", ""),
    ("{}:'web':b:'db'", ""),
    ("{}='web AND b='db'", ""),
    ("{}≥5", "{}:>=5"),
    ("{} ≠ 'web'", "{}:!'web'"),
    ("{}：'web'", "{}:'web'"),
    ("{}:[1，2]", "{}:[1,2]"),
    ("{}:!web＊", ""),
    ("{}:&nbsp;5", "{}:5"),
    ("filter = \"{}:'web'\"", "{}:'web'"),
    ("let x = \"{}:'web'\";", "{}:'web'"),
    ("params={'filter': \"{}:'web'\"}", "{}:'web'"),
    ("fql check \"{}:'web'\"", "{}:'web'"),
    ("```\n{}:'web'\n```", "{}:'web'"),
    ("limit=5&filter={}:'web'", ""),
    ("{}:'web'&limit=5", ""),
    ("{}:not 'web'", "{}:!'web'"),
    ("{}:NOT web", "{}:!'web'"),
    ("{}:[22;3389]", "{}:[22,3389]"),
    ("{}:['a'; 'b';web]", "{}:['a','b','web']"),
    ("$filter={}:'web'", "{}:'web'"),
    ("FQL: {}:'web'", "{}:'web'"),
    ("{\"filter\":\"{}:'web'\"}", "{}:'web'"),
    (
        "curl -G https://example.com --data \"filter={}:'web'\"",
        "{}:'web'",
    ),
    ("{}:'a'..'b'", ""),
    ("{}:>1024<2048", ""),
    ("{}:1.5..2.5", ""),
    ("{}:[5..1]", ""),
    ("{}:![22-25]", ""),
    ("{}:.*web.*", ""),
    (r"{}:web\d", ""),
    ("{}:%we*b%", ""),
    ("{} is empty", ""),
    ("{} is not set", ""),
    ("{} in (None,'web')", ""),
    ("{}:in(22,23)", "{}:[22,23]"),
    ("{}:≥443", "{}:>=443"),
    ("{}:%High%", "{}:*'*High*'"),
    ("{}:in['a','b']", "{}:['a','b']"),
    ("{}:1,2,3", ""),
    ("{}[0].port:22", ""),
    ("{}:>now-7days", "{}:>'now-7d'"),
    ("{}:>2026-11-22 10:00:00", "{}:>'2026-11-22T10:00:00'"),
    (
        "{}:>2026-11-22T10:00:00+02:00",
        "{}:>'2026-11-22T10:00:00+02:00'",
    ),
];

/// Connectives with one meaning, or none.
pub(crate) const SPELLED_CONNECTIVES: &[&str] = &[
    "+", ",", " AND ", " or ", "&&", "||", " & ", "%2B", " %2C ", "; ", " ", "\u{a0}+", "＋", "，",
    "&amp;", "&nbsp;+", "&amp", "+AND+", " AND,", "AND ", " -and ", " -",
];

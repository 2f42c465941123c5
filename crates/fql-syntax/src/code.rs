//! The one table of everything that can be said about a filter.

use core::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The filter is valid, but may not ask what its author thinks.
    Warning,
    /// The filter is not valid.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

macro_rules! codes {
    ($( $number:literal $name:ident $severity:ident $title:literal
        wrong $wrong:literal right $right:literal
        $explanation:literal )*) => {
        /// What a diagnostic is about. Codes are stable: one is never given a new meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(
                #[doc = concat!("`FQL", $number, "`: ", $title)]
                #[doc = ""]
                #[doc = $explanation]
                $name,
            )*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// `FQL001` and so on.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => concat!("FQL", $number)),* }
            }

            /// A few words that name the problem.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }

            /// Why it is a problem, and what to do.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$name => $explanation),* }
            }

            /// Returns the note that leads from a diagnostic to the code's [`section`](Self::section).
            /// Programs without the `fql` command replace it with
            /// [`Renderer::with_details`](crate::Renderer::with_details).
            #[must_use]
            pub const fn details(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("for details run `fql explain FQL", $number, "`")),*
                }
            }

            /// A filter that has the problem.
            #[must_use]
            pub const fn wrong_example(self) -> &'static str {
                match self { $(Self::$name => $wrong),* }
            }

            /// What to write instead.
            #[must_use]
            pub const fn right_example(self) -> &'static str {
                match self { $(Self::$name => $right),* }
            }

            /// Whether a filter with the problem is valid.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }

            /// Returns all that is documented about the code as text of several lines: title,
            /// explanation, and an example before and after the fix.
            ///
            /// ```
            /// let section = fql_syntax::Code::MissingValue.section();
            /// assert!(section.starts_with("FQL003: "));
            /// assert!(section.contains("\n    status:\n"));
            /// ```
            #[must_use]
            pub fn section(self) -> String {
                format!(
                    "{self}: {} ({})\n\n{}\n\nWrong:\n\n    {}\n\nRight:\n\n    {}\n",
                    self.title(),
                    self.severity(),
                    self.explanation(),
                    self.wrong_example(),
                    match self.right_example() {
                        "" => "(no filter)",
                        example => example,
                    },
                )
            }
        }
    };
}

codes! {
    "001" UnexpectedText Error "unexpected text"
        wrong "status:'open';port:22" right "status:'open'+port:22"
        "A clause has the form `property:value`; clauses are joined by `+` (and) or `,` (or)."
    "002" MissingColon Error "no colon after the property"
        wrong "status 'open'" right "status:'open'"
        "A colon separates the property from the operator and the value."
    "003" MissingValue Error "no value"
        wrong "status:" right "status:'open'"
        "Every clause compares with a value. For `has no value` write `property:null`."
    "004" MissingConnector Error "nothing joins two clauses"
        wrong "status:'open' port:22" right "status:'open'+port:22"
        "Clauses are joined by `+` (and) or `,` (or); white space joins nothing."
    "005" DanglingConnector Error "a connector joins nothing"
        wrong "status:'open'+" right "status:'open'"
        "`+` and `,` stand between two clauses, not before the first or after the last."
    "006" UnclosedParenthesis Error "a parenthesis is not closed"
        wrong "(status:'open',status:'new'" right "(status:'open',status:'new')"
        "Every `(` needs its `)`."
    "007" UnopenedParenthesis Error "a parenthesis was not opened"
        wrong "status:'open')" right "status:'open'"
        "Every `)` needs its `(`."
    "008" EmptyParentheses Error "nothing in parentheses"
        wrong "status:'open'+()" right "status:'open'"
        "Parentheses group clauses; leave empty ones out."
    "009" InvalidProperty Error "not a property name"
        wrong "tags.'env':'prod'" right "tags.env:'prod'"
        "A property is made of letters, digits and underscores, begins with a letter or an underscore, and may have parts joined by dots."
    "010" PrefixNegation Error "negation before the property"
        wrong "!status:'open'" right "status:!'open'"
        "The `!` is a part of the operator, so it stands after the colon."
    "011" WordConnective Error "a word or symbol of another language joins clauses"
        wrong "status:'open' AND port:22" right "status:'open'+port:22"
        "FQL writes `+` for and, `,` for or, and `!` after the colon for not."
    "012" ForeignComparison Error "a comparison of another language"
        wrong "status='open'" right "status:'open'"
        "Equality needs no sign but the colon, and inequality is `:!`."
    "013" ReversedComparison Error "a comparison with its signs reversed"
        wrong "port:=<1024" right "port:<=1024"
        "The signs are `<=` and `>=`."
    "014" UnquotedTime Error "a time without quotes"
        wrong "last_seen:>now-7d" right "last_seen:>'now-7d'"
        "Times, absolute and relative, are quoted."
    "015" UnquotedText Error "a text without quotes"
        wrong "ip.ip_address:10.0.0.1" right "ip.ip_address:'10.0.0.1'"
        "Only numbers, `true`, `false`, `null` and plain words stand without quotes."
    "016" SmartQuotes Error "typographic quotes"
        wrong "status:‘open’" right "status:'open'"
        "Word processors and chat programs replace straight quotes; FQL knows only straight ones."
    "017" PercentEncoded Error "percent-encoded text"
        wrong "status%3A%27open%27" right "status:'open'"
        "A filter is given as it is; the HTTP client encodes it when it is sent."
    "018" UnterminatedString Error "a text is not closed"
        wrong "status:'open" right "status:'open'"
        "Every text ends with the quote it began with. A quote inside it is written `\\'`."
    "019" QuoteInText Error "a quote inside a text"
        wrong "triage.assigned_to:'Pat O'Neil'" right "triage.assigned_to:'Pat O\\'Neil'"
        "A quote inside a text is written `\\'`; without the backslash it ends the text."
    "020" EmptyList Error "an empty list"
        wrong "status:[]" right "status:['open']"
        "A list has at least one value. For `has no value` write `property:null`."
    "021" MalformedList Error "a list with something wrong inside"
        wrong "port:[22 23]" right "port:[22,23]"
        "A list is `[value,value]`: values separated by commas, and no list inside a list."
    "022" OperatorOnList Error "an operator before a list"
        wrong "port:>[22,23]" right "port:>22"
        "A list takes no operator but `!`: it means any of its values."
    "023" LoneStar Error "a star for everything"
        wrong "*" right ""
        "The filter that matches everything is the empty one; not every service takes a star."
    "024" StarOutsideQuotes Error "a star outside the quotes"
        wrong "hostname:'web'*" right "hostname:*'web*'"
        "The stars of a pattern are a part of the text, inside its quotes."
    "030" TooDeep Error "too many parentheses inside each other"
        wrong "((((((((((port:22))))))))))" right "port:22"
        "Nesting is limited, to 128 levels unless the program set another limit."
    "031" TooLong Error "the text is too long"
        wrong "id:['…', '…', and so on for 1 MiB]" right "id:['…']"
        "A filter's text is limited, to 1 MiB unless the program set another limit. Ask for a long list of values in several queries."
    "040" NegatedGroup Warning "a negated group"
        wrong "!(status:'open',port:22)" right "status:!'open'+port:!22"
        "No public example of a negated group exists. It is read, and printed with the negation on each clause, which asks the same."
    "041" EscapedStar Warning "an escaped star in a pattern"
        wrong "path:*'C:\\Temp\\*'" right "path:*'C:\\Temp\\\\\\*'"
        "In a pattern `\\*` is a star itself. If a path separator and a wildcard were meant, write `\\\\\\*`: between quotes `\\\\` is one backslash, so the pattern is `\\\\*`, and there, too, `\\\\` is one backslash."
    "042" ManyProperties Warning "more properties than documented"
        wrong "port:1,port:2,port:3,port:4,port:5,port:6,port:7,port:8,port:9,port:10,port:11,port:12,port:13,port:14,port:15,port:16,port:17,port:18,port:19,port:20,port:21"
        right "port:[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]"
        "The service documents a limit of 20 properties in a filter, which it does not always enforce. A list often says the same with one."
    "101" UnknownField Error "no such field"
        wrong "criticalty:'High'" right "criticality:'High'"
        "The collection has no field of this name, and the service may answer such a filter with no rows instead of an error. Names are compared as written."
    "102" NoExact Error "the field takes no exact match"
        wrong "dns_domain.services.id:'a'" right "dns_domain.services.id:['a']"
        "Each field takes only the kinds of match that its collection documents."
    "103" NoWildcard Error "the field takes no wildcard"
        wrong "criticality_description:*'web*'" right "criticality_description:'web'"
        "Each field takes only the kinds of match that its collection documents."
    "104" NoList Error "the field takes no list"
        wrong "ip.ip_address:['192.0.2.1','192.0.2.2']" right "(ip.ip_address:'192.0.2.1',ip.ip_address:'192.0.2.2')"
        "Each field takes only the kinds of match that its collection documents. Clauses joined by `,` ask what a list asks."
    "105" NoRange Error "the field takes no range comparison"
        wrong "confidence:>50" right "confidence:50"
        "Each field takes only the kinds of match that its collection documents."
    "106" NoTextMatch Error "the collection knows no text match"
        wrong "perimeter:~'official'" right "perimeter:*'*fficial*'"
        "`~`, `!~`, `~*` and `~*!` are in no table of this collection; a wildcard is the closest that is."
    "107" WrongType Error "the value does not suit the field"
        wrong "ip.services.port:'https'" right "ip.services.port:443"
        "A value must be one of its field's kind: a number (quoted or not), `true` or `false` (quoted or not), a quoted time, a quoted address or network, or a text in quotes. Patterns may be any text."
    "108" Alias Warning "a name that stands in an example but in no table"
        wrong "last_seen_timestamp:>'now-7d'" right "last_seen:>'now-7d'"
        "The collection's documentation uses the name in an example and lists another in its tables. Both are taken; the listed one is safer."
    "120" InvalidSort Error "not a sort"
        wrong "last_seen descending" right "last_seen|desc"
        "A sort is a field, `|` or `.`, and `asc` or `desc`."
    "121" UnknownSortField Error "no such field to sort by"
        wrong "last_sen|desc" right "last_seen|desc"
        "The collection has no field of this name to sort by."
    "130" HoleInQuotes Error "a brace inside quotes"
        wrong "triage.assigned_to:'{who}'" right "triage.assigned_to:{who}"
        "In a template a value in braces is quoted and escaped as its field needs; the quotes are not written. A brace itself is written twice."
    "131" InvalidHole Error "a placeholder with something wrong"
        wrong "port:{}" right "port:{port}"
        "Between the braces of a template stands an expression."
    "132" HoleElsewhere Error "a placeholder where a template has none"
        wrong "{field}:'open'" right "status:{value}"
        "Braces stand for a whole value, a whole list between brackets, or a whole clause."
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

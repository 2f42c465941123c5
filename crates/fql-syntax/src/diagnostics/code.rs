//! The table of all diagnostic codes.

use core::fmt;

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The filter is valid, but may not match what its author expects.
    Warning,
    /// The filter is invalid.
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
        /// The code of a diagnostic. Codes are stable: the meaning of a code never changes.
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
            /// All codes, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Returns the code as messages show it, such as `FQL001`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => concat!("FQL", $number)),* }
            }

            /// Returns a few words that name the problem.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }

            /// Returns the reason for the problem, and the solution.
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

            /// Returns a filter that has the problem.
            #[must_use]
            pub const fn wrong_example(self) -> &'static str {
                match self { $(Self::$name => $wrong),* }
            }

            /// Returns the filter of [`wrong_example`](Self::wrong_example) without the problem.
            #[must_use]
            pub const fn right_example(self) -> &'static str {
                match self { $(Self::$name => $right),* }
            }

            /// Returns the severity: an error makes a filter invalid.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }

            /// Returns the documentation of the code as several lines: title, explanation, and an
            /// example of the problem and its solution.
            ///
            /// ```
            /// let section = fql_syntax::Code::MissingValue.section();
            /// assert!(section.starts_with("FQL003: missing value"));
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
    "001" UnexpectedToken Error "unexpected token"
        wrong "status:'open';port:22" right "status:'open'+port:22"
        "A clause has the form `property:value`, and clauses are joined by `+` (and) or `,` (or)."
    "002" MissingColon Error "missing colon"
        wrong "status 'open'" right "status:'open'"
        "A colon separates the property from the operator and the value."
    "003" MissingValue Error "missing value"
        wrong "status:" right "status:'open'"
        "Every clause compares a property with a value. To match fields without a value use `property:null`."
    "004" MissingConnective Error "missing connective between clauses"
        wrong "status:'open' port:22" right "status:'open'+port:22"
        "Clauses are joined by `+` (and) or `,` (or). White space alone does not join them."
    "005" DanglingConnective Error "connective without a clause"
        wrong "status:'open'+" right "status:'open'"
        "`+` and `,` need a clause on both sides."
    "006" UnclosedParenthesis Error "unclosed parenthesis"
        wrong "(status:'open',status:'new'" right "(status:'open',status:'new')"
        "Every `(` needs a matching `)`."
    "007" UnmatchedParenthesis Error "unmatched parenthesis"
        wrong "status:'open')" right "status:'open'"
        "Every `)` needs a matching `(`."
    "008" EmptyParentheses Error "empty parentheses"
        wrong "status:'open'+()" right "status:'open'"
        "Parentheses group clauses. Remove those that contain none."
    "009" InvalidProperty Error "invalid property name"
        wrong "tags.'env':'prod'" right "tags.env:'prod'"
        "A property consists of letters, digits and underscores, does not start with a digit, and may have several such parts joined by dots."
    "010" PrefixNegation Error "negation before the property"
        wrong "!status:'open'" right "status:!'open'"
        "`!` is a part of the operator, and the operator follows the colon."
    "011" ForeignConnective Error "connective of another language"
        wrong "status:'open' AND port:22" right "status:'open'+port:22"
        "FQL uses `+` for and, `,` for or, and `!` after the colon for not."
    "012" ForeignComparison Error "comparison operator of another language"
        wrong "status='open'" right "status:'open'"
        "Equality needs no operator after the colon, and inequality is `:!`."
    "013" ReversedComparison Error "reversed comparison operator"
        wrong "port:=<1024" right "port:<=1024"
        "The operators are `<=` and `>=`."
    "014" UnquotedTime Error "unquoted time"
        wrong "last_seen:>now-7d" right "last_seen:>'now-7d'"
        "Absolute and relative times are quoted."
    "015" UnquotedString Error "unquoted string"
        wrong "ip.ip_address:10.0.0.1" right "ip.ip_address:'10.0.0.1'"
        "Strings are quoted. Only numbers, `true`, `false`, `null` and plain words need no quotes."
    "016" SmartQuotes Error "typographic quotes"
        wrong "status:‘open’" right "status:'open'"
        "Word processors and chat programs replace straight quotes. FQL supports only straight quotes."
    "017" PercentEncoded Error "percent-encoded filter"
        wrong "status%3A%27open%27" right "status:'open'"
        "Filters are passed unencoded. The HTTP client encodes them when it sends them."
    "018" UnterminatedString Error "unterminated string"
        wrong "status:'open" right "status:'open'"
        "A string ends with the quote it starts with. A quote inside the string is written `\\'`."
    "019" QuoteInString Error "unescaped quote in a string"
        wrong "triage.assigned_to:'Pat O'Neil'" right "triage.assigned_to:'Pat O\\'Neil'"
        "A quote inside a string is written `\\'`. Without the backslash it ends the string."
    "020" EmptyList Error "empty list"
        wrong "status:[]" right "status:['open']"
        "A list has at least one value. To match fields without a value use `property:null`."
    "021" MalformedList Error "malformed list"
        wrong "port:[22 23]" right "port:[22,23]"
        "A list has the form `[value,value]`. Its values are separated by commas and are not lists."
    "022" OperatorOnList Error "operator before a list"
        wrong "port:>[22,23]" right "port:>22"
        "A list matches any of its values. `!` is the only operator that supports lists."
    "023" LoneStar Error "star instead of a clause"
        wrong "*" right ""
        "The filter that matches everything is the empty filter. Not every service accepts a star."
    "024" StarOutsideQuotes Error "star outside the quotes"
        wrong "hostname:'web'*" right "hostname:*'web*'"
        "The stars of a pattern belong inside its quotes."
    "025" WrappedFilter Error "text around the filter"
        wrong "filter=status:'open'" right "status:'open'"
        "A filter that is copied from a URL, a web page, a program or a shell may bring the name of its parameter, HTML entities or escapes along. Pass only the filter."
    "030" TooDeep Error "parentheses nested too deeply"
        wrong "((((((((((port:22))))))))))" right "port:22"
        "The nesting of parentheses is limited to 128 levels unless the program sets another limit."
    "031" TooLong Error "filter too long"
        wrong "id:['…', '…', and so on for 1 MiB]" right "id:['…']"
        "The length of a filter is limited to 1 MiB unless the program sets another limit. Split a long list of values over several queries."
    "040" NegatedGroup Warning "negated group"
        wrong "!(status:'open',port:22)" right "status:!'open'+port:!22"
        "No public documentation shows a negated group. It is accepted and printed with the negation on each clause, which is equivalent."
    "041" EscapedStar Warning "escaped star in a pattern"
        wrong "path:*'C:\\Temp\\*'" right "path:*'C:\\Temp\\\\\\*'"
        "In a pattern `\\*` matches a literal star. For a path separator followed by a wildcard use `\\\\\\*`: between quotes `\\\\` is one backslash, so the pattern is `\\\\*`, where again `\\\\` is one backslash."
    "042" ManyProperties Warning "more properties than documented"
        wrong "port:1,port:2,port:3,port:4,port:5,port:6,port:7,port:8,port:9,port:10,port:11,port:12,port:13,port:14,port:15,port:16,port:17,port:18,port:19,port:20,port:21"
        right "port:[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]"
        "The service documents a limit of 20 properties in a filter, which it does not always enforce. A list often replaces several clauses."
    "101" UnknownField Error "unknown field"
        wrong "criticalty:'High'" right "criticality:'High'"
        "The collection has no field of this name. The service may respond to such a filter with no rows instead of an error. Names are case-sensitive."
    "102" UnsupportedExact Error "exact match not supported"
        wrong "dns_domain.services.id:'a'" right "dns_domain.services.id:['a']"
        "A field supports only the kinds of match that its collection documents, which `fql fields` lists."
    "103" UnsupportedWildcard Error "wildcard match not supported"
        wrong "criticality_description:*'web*'" right "criticality_description:'web'"
        "A field supports only the kinds of match that its collection documents, which `fql fields` lists."
    "104" UnsupportedList Error "list match not supported"
        wrong "ip.ip_address:['192.0.2.1','192.0.2.2']" right "(ip.ip_address:'192.0.2.1',ip.ip_address:'192.0.2.2')"
        "A field supports only the kinds of match that its collection documents, which `fql fields` lists. Clauses joined by `,` are equivalent to a list."
    "105" UnsupportedRange Error "range comparison not supported"
        wrong "confidence:>50" right "confidence:50"
        "A field supports only the kinds of match that its collection documents, which `fql fields` lists."
    "106" UnsupportedTextMatch Error "text match not supported"
        wrong "perimeter:~'official'" right "perimeter:*'*fficial*'"
        "The collection does not document `~`, `!~`, `~*` and `~*!`, or denies their negation. A wildcard match is the closest alternative."
    "107" WrongType Error "value of the wrong type"
        wrong "ip.services.port:'https'" right "ip.services.port:443"
        "A value must have the type of its field: a number (quoted or not), `true` or `false` (quoted or not), a quoted time, a quoted IP address or network, or a quoted string. Patterns fit every type. Some fields require quotes around numbers, and some deny them around `true` and `false`."
    "108" UndocumentedAlias Warning "undocumented alias"
        wrong "last_seen_timestamp:>'now-7d'" right "last_seen:>'now-7d'"
        "An example in the documentation of the collection uses this name, but its tables list another. Both are accepted; the listed name is safer."
    "109" UnpublishedValue Warning "unpublished value"
        wrong "criticality:'critical'" right "criticality:'Critical'"
        "The values of this field are published, and this is not one of them. The warning applies to each value of an equality, a list or their negation; not to patterns, text matches, the empty string and the typed fields of the Rust API. Where a range of numbers is published, a range comparison is a warning if it selects none of them: `severity:>100`, but not `severity:>0`. The published values are a list, a range of numbers, or the start of all values. A list may be incomplete: then the help ends with `there may be others`. An id where the field has names, such as `tactic:'TA0002'`, is a warning, too. Most operations compare values case-sensitively, and respond to an unknown value with no rows instead of an error. `fql fields --format json` lists the published values with their source."
    "110" UndocumentedMatch Warning "undocumented comparison"
        wrong "os_version:*'*Server*'" right "os_version:'Windows Server 2022'"
        "No public source of the collection documents or shows this comparison, or a sort, for the field. It may work, match nothing or fail. Typed fields need `.undocumented()` for it; `fql fields` lists the grade of each comparison."
    "111" CandidateField Warning "field known only from sort lists or responses"
        wrong "bios_id:'a'" right "bios_version:'a'"
        "The name occurs in a list of sort fields or in a response, but no public source uses it in a filter. The service may reject it, or match nothing."
    "112" DisputedMatch Warning "comparison with conflicting evidence"
        wrong "name:'platform_default'" right "name.raw:'platform_default'"
        "One public source says that this comparison fails or matches nothing, and another one uses it. Test it before you rely on it."
    "113" UnlistedField Warning "field not in the known list"
        wrong "hostnme:'web1'" right "hostname:'web1'"
        "The collection has no known field of this name, in a filter or a sort, but its list of fields may be incomplete. Names are case-sensitive. The service may respond to an unknown field with an error, or with no rows."
    "114" DeniedField Error "not a field of filters"
        wrong "status:'quarantined'" right "state:'quarantined'"
        "A public source says that filters by this field fail or match nothing."
    "115" TimeEquality Warning "equality with a period or a relative time"
        wrong "last_seen:'2026-11-28'" right "last_seen:>='2026-11-28'+last_seen:<'2026-11-29'"
        "Equality compares with one instant, and a date is its first instant: only a document of exactly midnight matches. To match a period use two range comparisons, and for a relative time use one."
    "116" IncomparableBound Warning "bound that compares with nothing"
        wrong "last_seen:>'last 7 days'" right "last_seen:>'now-7d'"
        "Range comparisons compare numbers, times and addresses. The order of other strings, such as dotted versions, is not documented, and local evaluation matches nothing. The negated comparison matches everything."
    "117" ExclusiveValues Warning "values that exclude each other"
        wrong "status:'open'+status:'closed'" right "status:['open','closed']"
        "A document has at most one value of this field, so that it cannot equal two different values, and the filter matches nothing. To match either value use a list or `,` (or)."
    "118" KeywordSpelling Warning "word that looks like a keyword"
        wrong "deleted:NULL" right "deleted:null"
        "`true`, `false` and `null` are lower-case. Any other spelling is a string. If the string is meant, put it in quotes."
    "120" InvalidSort Error "invalid sort"
        wrong "last_seen descending" right "last_seen|desc"
        "A sort consists of a field, `|` or `.`, and `asc` or `desc`."
    "121" UnknownSortField Error "unknown sort field"
        wrong "last_sen|desc" right "last_seen|desc"
        "The collection has no field of this name to sort by."
    "122" UnsupportedSort Error "sort not supported"
        wrong "platform_name|asc" right "name|asc"
        "A public source says that the service does not sort by this field."
    "123" PatternSpelling Error "spelling of a pattern that matches nothing"
        wrong "name:'*default*'" right "name:*'*default*'"
        "Collections differ in the spelling of patterns. This one reads the stars of this clause literally, or matches nothing."
    "124" MissingClause Error "missing clause"
        wrong "enabled:true" right "rule_group.policy_ids:'a1b2'+enabled:true"
        "Every filter of the collection needs a clause with this field, or at least one clause. The service responds to others with an error."
    "125" UnlistedSpelling Warning "spelling of a pattern without evidence"
        wrong "state:*'quar*'" right "state:'quar*'"
        "The sources of this collection use another spelling of patterns. The service may reject this one, or match nothing."
    "126" InexactEquality Warning "equality that is not exact"
        wrong "hostname:'web'" right "hostname:['web']"
        "A source says that equality of this field matches other values, too. The help names the exact form if one is known."
    "127" UnsupportedTime Error "form of time not supported"
        wrong "first_seen:>'now-7d'" right "first_seen:>'2026-11-22T00:00:00Z'"
        "The guide of this collection says that the field is compared with absolute times only."
    "130" PlaceholderInQuotes Error "placeholder in quotes"
        wrong "triage.assigned_to:'{who}'" right "triage.assigned_to:{who}"
        "In a template the value of a placeholder is quoted and escaped automatically, so the placeholder has no quotes. A literal brace in a string is doubled: `{{`."
    "131" InvalidPlaceholder Error "invalid placeholder"
        wrong "port:{}" right "port:{port}"
        "A placeholder of a template has the form `{expression}`."
    "132" MisplacedPlaceholder Error "misplaced placeholder"
        wrong "{field}:'open'" right "status:{value}"
        "A placeholder replaces a whole value, all values of a list, or a whole clause."
    "133" UnescapedValue Warning "value inserted without escaping"
        wrong "hostname:'{name}'" right "hostname:'{name.replace(\"'\", \"\\\\'\")}'"
        "`fql lint` reports a program that inserts a value between the quotes of a filter. A quote in the value ends the string, so that the rest of the value becomes a part of the filter. Escape each quote as `\\'`. The examples are templates of a Python program."
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

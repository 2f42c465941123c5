//! Operations of the API that programs call, and the collections that these filter.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use fql::collections;
use fql::operation::FilterLocation;
use fql::table::Table;

/// Methods of falconpy whose names do not derive from the id of the operation: the class, the method
/// and the id.
const FALCONPY: &str = include_str!("falconpy.txt");
/// Commands of PSFalcon that have a filter, and the paths of their operations.
const PSFALCON: &str = include_str!("psfalcon.txt");

/// The collections that a filter may be sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    tables: Vec<&'static str>,
    /// Other classes may have a method of this name.
    is_guess: bool,
}

impl Target {
    fn new(tables: impl IntoIterator<Item = &'static Table>) -> Option<Self> {
        let mut tables: Vec<&str> = tables.into_iter().map(|table| table.name).collect();
        tables.sort_unstable();
        tables.dedup();
        (!tables.is_empty()).then_some(Self {
            tables,
            is_guess: false,
        })
    }

    /// Creates the target of a method of an object whose class is not known.
    fn guess(tables: impl IntoIterator<Item = &'static Table>) -> Option<Self> {
        let target = Self::new(tables)?;
        Some(Self {
            is_guess: true,
            ..target
        })
    }

    /// Returns the collections of both targets.
    pub(super) fn or(mut self, other: &Self) -> Self {
        self.tables.extend(&other.tables);
        self.tables.sort_unstable();
        self.tables.dedup();
        self.is_guess |= other.is_guess;
        self
    }

    /// Returns `true` unless the target is a guess that the fields of the filter contradict: its
    /// collections have none of them, and others do.
    pub(super) fn is_plausible(&self, is_field: impl Fn(&Table) -> bool) -> bool {
        !self.is_guess
            || self.tables().into_iter().any(&is_field)
            || !collections::all().any(is_field)
    }

    /// Returns the tables of the collections.
    pub(super) fn tables(&self) -> Vec<&'static Table> {
        let tables = self.tables.iter();
        tables.filter_map(|name| collections::find(name)).collect()
    }
}

type Tables = Vec<&'static Table>;

/// The operations by the names under which programs call them.
struct Calls {
    /// By id without underscores, in lower case: this unites the spellings of all client libraries.
    ids: HashMap<String, Tables>,
    paths: HashMap<&'static str, Tables>,
    /// By class and method.
    methods: HashMap<(&'static str, &'static str), Tables>,
    /// By method, of all classes.
    any_class: HashMap<&'static str, Tables>,
    classes: HashSet<&'static str>,
    /// By command in lower case.
    commands: HashMap<String, Tables>,
}

static CALLS: LazyLock<Calls> = LazyLock::new(Calls::new);

impl Calls {
    fn new() -> Self {
        let mut ids: HashMap<String, Tables> = HashMap::new();
        let mut paths: HashMap<&str, Tables> = HashMap::new();
        for table in collections::all() {
            for operation in table.operations.iter().chain(table.further_operations) {
                if operation.filter == FilterLocation::None {
                    continue;
                }
                ids.entry(normalized(operation.id)).or_default().push(table);
                paths.entry(operation.path).or_default().push(table);
            }
        }
        let (mut methods, mut any_class) = (HashMap::new(), HashMap::<_, Tables>::new());
        let mut classes = HashSet::new();
        for row in FALCONPY.lines() {
            let mut words = row.split(' ');
            let (Some(class), Some(method), Some(id)) = (words.next(), words.next(), words.next())
            else {
                continue;
            };
            classes.insert(class);
            if let Some(tables) = ids.get(&normalized(id)) {
                methods.insert((class, method), tables.clone());
                any_class.entry(method).or_default().extend(tables);
            }
        }
        let mut commands: HashMap<String, Tables> = HashMap::new();
        for row in PSFALCON.lines() {
            let mut words = row.split(' ');
            let command = words.next().unwrap_or_default().to_ascii_lowercase();
            let tables = words.filter_map(|path| paths.get(path)).flatten().copied();
            commands.entry(command).or_default().extend(tables);
        }
        Self {
            ids,
            paths,
            methods,
            any_class,
            classes,
            commands,
        }
    }
}

fn normalized(name: &str) -> String {
    let kept = name.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|character| character.to_ascii_lowercase())
        .collect()
}

/// Returns the operation that a function, a type or a command calls. `class` is the service class of the
/// receiver, if it is known.
pub(super) fn by_function(function: &str, class: Option<&str>) -> Option<Target> {
    let calls = &*CALLS;
    if let Some(tables) = calls.commands.get(&function.trim().to_ascii_lowercase()) {
        return Target::new(tables.iter().copied());
    }
    let name = last_identifier(function);
    if let Some(class) = class {
        if let Some(tables) = calls.methods.get(&(class, name)) {
            return Target::new(tables.iter().copied());
        }
        return Target::new(calls.ids.get(&normalized(name))?.iter().copied());
    }
    let names = function.split(|character: char| !is_identifier(character));
    // `hosts.NewQueryDevicesByFilterParams().WithFilter(&filter)` and `&hosts.QueryDevicesByFilterParams{…}`
    let parameters = names.filter_map(|name| {
        let name = name.strip_suffix("Params")?;
        Some(name.strip_prefix("New").unwrap_or(name))
    });
    let is_id = name.starts_with(char::is_uppercase);
    let mut certain = parameters.chain(is_id.then_some(name));
    if let Some(tables) = certain.find_map(|name| calls.ids.get(&normalized(name))) {
        return Target::new(tables.iter().copied());
    }
    // `search` is a method of many other classes.
    let is_distinct = name.contains('_');
    let by_method = || calls.any_class.get(name).filter(|_| is_distinct);
    let tables = calls.ids.get(&normalized(name)).or_else(by_method)?;
    Target::guess(tables.iter().copied())
}

/// Returns the operation that an argument of a call names: by its id or its path.
pub(super) fn by_argument(argument: &str) -> Option<Target> {
    let calls = &*CALLS;
    let quoted = argument.trim().trim_matches(['"', '\'', '`', 'f']);
    if quoted.len() + 2 > argument.trim().len() {
        return None;
    }
    if let Some(start) = quoted.find('/') {
        let path = quoted[start..].split(['?', '"', '\'', '`']).next()?;
        // After the scheme and the host of a URL.
        let path = match path.strip_prefix("//") {
            Some(rest) => &rest[rest.find('/')?..],
            None => path,
        };
        return Target::new(calls.paths.get(path)?.iter().copied());
    }
    if quoted.contains(|character: char| !is_identifier(character)) {
        return None;
    }
    Target::new(calls.ids.get(&normalized(quoted))?.iter().copied())
}

/// Returns the service class of which an expression is an instance.
pub(super) fn service_class(expression: &str) -> Option<&'static str> {
    let (function, _) = expression.split_once('(')?;
    CALLS.classes.get(last_identifier(function)).copied()
}

/// Returns the last identifier of a path, without calls: `c` for `a.b(1).c`.
pub(super) fn last_identifier(path: &str) -> &str {
    let end = path.trim_end_matches(|character: char| !is_identifier(character));
    let start = end.rfind(|character: char| !is_identifier(character));
    start.map_or(end, |start| {
        end[start..].trim_start_matches(|character: char| !is_identifier(character))
    })
}

/// Returns the variable of which a method is called: `b` for `a.b.c`.
pub(super) fn receiver(function: &str) -> Option<&str> {
    let (object, _) = function.rsplit_once(['.', '>', ':'])?;
    Some(last_identifier(object))
}

/// Returns the name of the value that a method sets: `Filter` for `WithFilter` and `SetFilter`, or the
/// name of the method.
pub(super) fn setter(function: &str) -> Option<&str> {
    let name = last_identifier(function);
    let prefixes = ["With", "Set", "with_", "set_"];
    let stripped = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix));
    stripped.or_else(|| name.eq_ignore_ascii_case("filter").then_some(name))
}

/// Returns `true` for commands of PowerShell whose filters are in another language: those of files, WMI, Active
/// Directory, Azure, Exchange and Microsoft Graph.
pub(super) fn is_foreign(function: &str) -> bool {
    /// Starts of nouns. No lower-case letter follows: `ADUser`, but not `AddressHost`.
    const NOUNS: [&str; 9] = [
        "ad",
        "az",
        "azure",
        "childitem",
        "cim",
        "exo",
        "mailbox",
        "mg",
        "wmi",
    ];
    /// Starts of nouns in any case, such as `aduser`, where nothing ends the first word.
    const LONGER_NOUNS: [&str; 13] = [
        "adcomputer",
        "adgroup",
        "adobject",
        "aduser",
        "azuread",
        "childitem",
        "ciminstance",
        "exomailbox",
        "mailbox",
        "mgdevice",
        "mggroup",
        "mguser",
        "wmiobject",
    ];
    let Some((verb, noun)) = function.trim().split_once('-') else {
        return false;
    };
    if verb.is_empty() || !verb.chars().all(char::is_alphabetic) {
        return false;
    }
    let lower = noun.to_ascii_lowercase();
    let is_longer = LONGER_NOUNS.iter().any(|start| lower.starts_with(start));
    let is_word = |start: &&str| {
        let split = noun.split_at_checked(start.len());
        split.is_some_and(|(noun, rest)| {
            noun.eq_ignore_ascii_case(start) && !rest.starts_with(char::is_lowercase)
        })
    };
    is_longer || NOUNS.iter().any(is_word)
}

/// Returns `true` for a function that returns its argument, or a pointer to it.
pub(super) fn is_wrapper(function: &str) -> bool {
    let name = last_identifier(function).to_ascii_lowercase();
    matches!(
        name.as_str(),
        "string"
            | "from"
            | "new"
            | "some"
            | "ok"
            | "str"
            | "ptr"
            | "pointer"
            | "to"
            | "stringptr"
            | "dedent"
            | "strip"
            | "stringvalue"
            | "raw"
            | "trim"
            | "quote"
            | "encodeuricomponent"
    )
}

/// Literals of a single quote, and of patterns that match it.
const QUOTES: [&str; 7] = ["\"'\"", "\"'\\\"", "'\\''", "''''", "`'`", "/'/", "[']"];

/// Returns `true` for an expression or a function that replaces single quotes.
pub(super) fn replaces_quotes(code: &str) -> bool {
    // The longest names are those of Go, such as `ReplaceAllLiteralString`.
    const MAX_SUFFIX_CHARS: usize = 32;
    let has_quote = QUOTES.iter().any(|quote| code.contains(quote));
    let mut calls = code.match_indices("eplace").filter_map(|(at, word)| {
        let (before, rest) = (&code[..at], &code[at + word.len()..]);
        let before = before.strip_suffix(['r', 'R'])?;
        let name = rest.chars().take(MAX_SUFFIX_CHARS);
        let name = name.take_while(|character| is_identifier(*character));
        let (suffix, after) = rest.split_at(name.map(char::len_utf8).sum());
        let arguments = after.trim_start();
        let arguments = match arguments.strip_prefix('(') {
            Some(arguments) => arguments,
            None if before.ends_with(['-', 'c', 'i']) => arguments,
            None => return None,
        };
        Some((before, suffix, arguments))
    });
    calls.any(|(before, suffix, arguments)| {
        let mut arguments = replace_arguments(arguments).into_iter();
        if suffix.starts_with('r') {
            // `strings.NewReplacer("\\", "\\\\", "'", "\\'")`.
            return arguments.step_by(2).any(is_quote);
        }
        // `strings.ReplaceAll(value, "'", …)`, `[regex]::Replace($value, "'", …)`.
        let modules = ["strings.", "bytes.", "::"];
        let has_value = modules.iter().any(|module| before.ends_with(module));
        let replaced = arguments.nth(usize::from(has_value));
        let has_replacement = arguments.next().is_some();
        // A variable may be the quote or the pattern.
        replaced.is_some_and(|replaced| {
            is_quote(replaced) || has_quote && has_replacement && is_variable(replaced)
        })
    })
}

fn is_variable(argument: &str) -> bool {
    argument.starts_with(|start: char| start.is_alphabetic() || start == '_')
        && argument.chars().all(is_identifier)
}

/// Returns `true` for a literal of a single quote, a list with one and a pattern of one.
fn is_quote(argument: &str) -> bool {
    let pattern = argument.strip_prefix('/');
    match pattern.and_then(|rest| rest.rsplit_once('/')) {
        Some((pattern, _)) => is_quote_pattern(pattern),
        None => QUOTES.iter().any(|quote| argument.contains(quote)),
    }
}

/// Returns `true` for a pattern that matches each single quote: `'`, `['"]` or `(['\\])`.
fn is_quote_pattern(pattern: &str) -> bool {
    fn within(pattern: &str, open: char, close: char) -> Option<&str> {
        pattern.strip_prefix(open)?.strip_suffix(close)
    }
    let pattern = within(pattern, '(', ')').unwrap_or(pattern);
    match within(pattern, '[', ']') {
        Some(class) => class.contains('\'') && !class.starts_with('^') && !class.contains(']'),
        None => ["'", "\\'"].contains(&pattern),
    }
}

/// The number of characters up to which the arguments of a replacement are read.
const MAX_ARGUMENTS_CHARS: usize = 512;

/// Returns the arguments at the start of a source: those before the bracket that closes their list.
fn replace_arguments(source: &str) -> Vec<&str> {
    let mut arguments = Vec::new();
    let (mut start, mut depth) = (0, 0);
    let mut literal = None;
    let mut is_escaped = false;
    for (at, character) in source.char_indices().take(MAX_ARGUMENTS_CHARS) {
        let is_start = source[start..at].trim().is_empty();
        match (literal, character) {
            _ if is_escaped => is_escaped = false,
            // A raw string of Go has no escapes.
            (Some('`'), '\\') => {}
            (_, '\\') => is_escaped = true,
            (Some(quote), _) if quote == character => literal = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => literal = Some(character),
            (None, '/') if is_start => literal = Some(character),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') if depth == 0 => {
                arguments.push(source[start..at].trim());
                return arguments;
            }
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                arguments.push(source[start..at].trim());
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    let end = source.char_indices().nth(MAX_ARGUMENTS_CHARS);
    let end = end.map_or(source.len(), |(at, _)| at);
    arguments.push(source[start..end].trim());
    arguments
}

fn is_identifier(character: char) -> bool {
    character.is_alphanumeric() || "_-".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_of_quotes_are_recognized() {
        for code in [
            r#"value.replace("'", "\\'")"#,
            r#"value.replace("\\", "\\\\").replace("'", "\\'")"#,
            r#"value.replace(/'/g, "\\'")"#,
            r#"value.replace(/(['\\])/g, "\\$1")"#,
            r#"value.replaceAll( "'", "")"#,
            r#"value.replace(new RegExp("'", "g"), "")"#,
            r#"value.replace('\'', "\\'")"#,
            r#"value.replace(['\\', '\''], "")"#,
            r#"$Name -replace "'","\'""#,
            r#"$Name -creplace '''', """#,
            r#"$Name.Replace("'", "\'")"#,
            r#"[regex]::Replace($Name, "'", "\'")"#,
            r#"name | replace(\"'\", \"\")"#,
            "strings.ReplaceAll(value, \"'\", `\\'`)",
            "strings.Replace(f(a, b), `'`, `\\'`, -1)",
            r#"strings.NewReplacer("\\", "\\\\", "'", "\\'").Replace(value)"#,
            "regexp.MustCompile(`'`).ReplaceAllString(name, `\\'`)",
            r#"str.replace(name, "'", "\\'")"#,
            r#"_.replace(name, /'/g, "\\'")"#,
            r#"const q = /'/g; return v.replace(q, "\\'")"#,
        ] {
            assert!(replaces_quotes(code), "{code}");
        }
        for code in [
            r#"name.replace('"', "'")"#,
            r#"name.replace(",", "'")"#,
            r#""'" + n.replace(" ", "") + "'""#,
            r#"strings.ReplaceAll(value, " ", "'")"#,
            "strings.ReplaceAll(value, `\\`, `'`)",
            r#"strings.NewReplacer(" ", "'").Replace(value)"#,
            r#"$Name -replace '"',"'""#,
            r#"replace + "'""#,
            r#"name.replace(/[^\w' .-]/g, "")"#,
            r#"name.replace(/^['"]|['"]$/g, "")"#,
            r#"name.replace(/'s$/, "")"#,
        ] {
            assert!(!replaces_quotes(code), "{code}");
        }
    }

    #[test]
    fn commands_with_other_filters_are_recognized() {
        for command in [
            "Get-ADUser",
            "Get-AdComputer",
            "Get-AzVM",
            "Get-AzureADUser",
            "Get-MgUser",
            "Get-EXOMailbox",
            "Get-Mailbox",
            "Get-CimInstance",
            "Get-WMIObject",
            "Get-ChildItem",
            "get-aduser",
            "Get-ADuser",
            "Get-adUser",
            "Get-Wmiobject",
            "Get-azVM",
        ] {
            assert!(is_foreign(command), "{command}");
        }
        for command in [
            "Get-AddressHost",
            "Get-AdminAlert",
            "Search-AdditionalAssets",
            "Get-MgmtHost",
            "Get-FalconHost",
            "get-addresshost",
            "-ADUser",
        ] {
            assert!(!is_foreign(command), "{command}");
        }
    }
}

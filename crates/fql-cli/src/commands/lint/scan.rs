//! The strings of a file, and the names and calls around them.

mod scanner;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::calls::{self, Target};
use super::embedded;
use super::host_string::{HostString, Quoting};
use super::syntax::NameKind;

pub(super) use scanner::scan;

/// A string expression of a program.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) string: HostString,
    /// The argument, key or variable that the string is the value of.
    pub(super) name: Option<(NameKind, String)>,
    /// The operation of the API to which the string is passed.
    pub(super) target: Option<Target>,
    /// The variable to which the string, or a value that contains it, is assigned.
    variable: Option<Variable>,
    /// The functions that contain the string, the outermost first.
    functions: Vec<usize>,
}

/// A variable that is assigned.
#[derive(Debug)]
struct Variable {
    name: String,
    /// It is a member of an object, which other functions can use.
    is_member: bool,
}

/// A variable as an argument of an operation.
#[derive(Debug)]
struct Use {
    /// The functions around it, the outermost first.
    functions: Vec<usize>,
    target: Target,
    /// The argument is the filter.
    is_filter: bool,
}

/// The arguments of a call: each with its name, if it has one, and its source, which contains that of all calls
/// in it.
type Passed<'s> = Vec<(Option<String>, &'s str)>;

/// The strings of a file.
#[derive(Debug, Default)]
pub(super) struct Scan<'s> {
    pub(super) candidates: Vec<Candidate>,
    /// The variables that are passed to an operation.
    uses: HashMap<String, Vec<Use>>,
    /// The expressions that are assigned to each variable.
    assignments: HashMap<String, Vec<Cow<'s, str>>>,
    /// The variables that `+=` extends.
    appended: HashSet<String>,
    /// The service classes of variables.
    classes: HashMap<String, String>,
    /// The functions with names, by their nodes.
    functions: HashMap<usize, Function>,
    /// The arguments of the calls of each function of the file.
    calls: HashMap<String, Vec<Passed<'s>>>,
}

/// A function with a name.
#[derive(Debug)]
struct Function {
    name: String,
    parameters: Vec<String>,
    /// It replaces the quotes of a value.
    replaces_quotes: bool,
}

impl<'s> Scan<'s> {
    /// Creates the scan of strings without a program around them.
    pub(super) fn of(candidates: Vec<Candidate>) -> Self {
        Self {
            candidates,
            ..Self::default()
        }
    }

    /// Adds the filters in text that is not parsed, and its variables.
    pub(super) fn collect_embedded(&mut self, string: &HostString, text: &str) {
        let filters = embedded::find(string);
        if !filters.is_empty() {
            for (variable, value) in embedded::assignments(text) {
                self.assign(variable, value.into());
            }
        }
        let filters = filters.into_iter();
        let filters = filters.map(|(name, string)| Candidate::named(&name, string));
        self.candidates.extend(filters);
    }

    /// Adds the expression that is assigned to a variable.
    fn assign(&mut self, variable: String, value: Cow<'s, str>) {
        self.assignments.entry(variable).or_default().push(value);
    }

    /// Returns the operation to which a candidate is passed, directly or by its variable, and whether it is
    /// passed as the filter.
    pub(super) fn target(&self, candidate: &Candidate) -> Option<(Target, bool)> {
        if let Some(target) = &candidate.target {
            return Some((target.clone(), false));
        }
        let variable = candidate.variable.as_ref()?;
        let uses = visible_uses(variable, candidate, self.uses.get(&variable.name)?);
        let (first, others) = uses.split_first()?;
        let mut target = first.target.clone();
        for used in others {
            target = target.or(&used.target);
        }
        let is_filter = uses.iter().all(|used| used.is_filter);
        Some((target, is_filter))
    }

    /// Returns `true` if the program extends the variable of the candidate elsewhere.
    pub(super) fn is_extended(&self, candidate: &Candidate) -> bool {
        let name = candidate.name.as_ref();
        name.is_some_and(|(_, name)| self.appended.contains(name))
    }

    /// Returns the expressions that are assigned to a variable.
    pub(super) fn values_of(&self, variable: &str) -> &[Cow<'s, str>] {
        self.assignments.get(variable).map_or(&[], Vec::as_slice)
    }

    /// Returns `true` if an expression names a function of the file that replaces quotes.
    pub(super) fn is_escape(&self, function: &str) -> bool {
        let name = calls::last_identifier(function);
        let mut functions = self.functions.values();
        functions.any(|function| function.name == name && function.replaces_quotes)
    }

    /// Returns the expressions that the file passes to a parameter of the innermost of the functions that has
    /// it. They are empty if there are none, or if one is not known.
    pub(super) fn passed_to(&self, parameter: &str, functions: &[usize]) -> Vec<&'s str> {
        let mut around = functions
            .iter()
            .rev()
            .filter_map(|id| self.functions.get(id));
        let found = around.find_map(|function| {
            let mut parameters = function.parameters.iter();
            let index = parameters.position(|name| name == parameter)?;
            Some((index, self.calls.get(&function.name)?))
        });
        let Some((index, calls)) = found else {
            return Vec::new();
        };
        let passed = calls.iter().map(|arguments| {
            let mut named = arguments.iter();
            let named = named.find(|(name, _)| name.as_deref() == Some(parameter));
            let by_position = || arguments.get(index).filter(|(name, _)| name.is_none());
            named.or_else(by_position).map(|(_, value)| *value)
        });
        passed.collect::<Option<Vec<_>>>().unwrap_or_default()
    }
}

/// Returns the uses that the assignment of a candidate reaches: those in the same function or, without one
/// there, in functions within it. A member of an object reaches all functions.
fn visible_uses<'u>(variable: &Variable, candidate: &Candidate, uses: &'u [Use]) -> Vec<&'u Use> {
    let matching = |is_visible: &dyn Fn(&Use) -> bool| -> Vec<&'u Use> {
        uses.iter().filter(|used| is_visible(used)).collect()
    };
    let same = matching(&|used| used.functions == candidate.functions);
    let is_visible =
        |used: &Use| variable.is_member || used.functions.starts_with(&candidate.functions);
    match same.is_empty() {
        true => matching(&is_visible),
        false => same,
    }
}

impl Candidate {
    /// Returns the functions that contain the string, the outermost first.
    pub(super) fn functions(&self) -> &[usize] {
        &self.functions
    }

    /// Creates the candidate for a string that has a name and is in no program.
    pub(super) fn named(name: &str, string: HostString) -> Self {
        Self {
            string,
            name: Some((NameKind::Key, name.to_owned())),
            target: None,
            variable: None,
            functions: Vec::new(),
        }
    }

    /// Creates the candidate for bytes of a file that are certainly a filter.
    pub(super) fn filter(source: &str, range: Range<usize>) -> Self {
        let mut string = HostString::default();
        let text = source.get(range.clone()).unwrap_or_default();
        string.push_text(text.to_owned(), range, &VERBATIM);
        Self::named("fql", string)
    }
}

/// A filter that is not in a literal needs no escapes.
static VERBATIM: Quoting = Quoting {
    escapes: &[],
    denied: &[],
    escape_call: "\\'",
};

//! The strings of a file, and the names and calls around them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use tree_sitter::{Node, Tree};

use super::calls::{self, Target};
use super::embedded;
use super::evidence::is_filter_name;
use super::host_string::{HostString, Piece, Quoting};
use super::syntax::{Call, Language, NameKind, Named, Reader, Syntax, text};

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

/// The strings of a file.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) candidates: Vec<Candidate>,
    /// The variables that are passed to an operation.
    uses: HashMap<String, Vec<Use>>,
    /// The expressions that are assigned to each variable.
    assignments: HashMap<String, Vec<String>>,
    /// The variables that `+=` extends.
    appended: HashSet<String>,
    /// The service classes of variables.
    classes: HashMap<String, String>,
}

/// Finds the strings of a syntax tree.
pub(super) fn scan(language: Language, tree: &Tree, source: &str) -> Scan {
    let mut scanner = Scanner {
        syntax: language.syntax(),
        source,
        ancestors: Vec::new(),
        consumed: HashSet::new(),
        scan: Scan::default(),
    };
    // Calls refer to the classes of variables, which may be assigned after them.
    scanner.walk(tree, Scanner::collect_assignment);
    scanner.walk(tree, Scanner::collect_string);
    scanner.scan
}

impl Scan {
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
                self.assign(variable, value);
            }
        }
        let filters = filters.into_iter();
        let filters = filters.map(|(name, string)| Candidate::named(&name, string));
        self.candidates.extend(filters);
    }

    /// Adds the expression that is assigned to a variable.
    fn assign(&mut self, variable: String, value: String) {
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
    pub(super) fn values_of(&self, variable: &str) -> &[String] {
        self.assignments.get(variable).map_or(&[], Vec::as_slice)
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

struct Scanner<'s, 't> {
    syntax: &'static dyn Syntax,
    source: &'s str,
    ancestors: Vec<Node<'t>>,
    consumed: HashSet<usize>,
    scan: Scan,
}

impl<'t> Scanner<'_, 't> {
    /// Visits all nodes, parents first.
    fn walk(&mut self, tree: &'t Tree, visit: fn(&mut Self, Node<'t>)) {
        let mut cursor = tree.walk();
        self.ancestors.clear();
        loop {
            visit(self, cursor.node());
            self.ancestors.push(cursor.node());
            if cursor.goto_first_child() {
                continue;
            }
            self.ancestors.pop();
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return;
                }
                self.ancestors.pop();
            }
        }
    }

    fn collect_assignment(&mut self, node: Node<'t>) {
        let Some(named) = self.syntax.named(node, self.source) else {
            return;
        };
        match named.kind {
            NameKind::Appended => {
                self.scan.appended.insert(named.name);
            }
            NameKind::Assigned => {
                let value = text(named.value, self.source);
                if let Some(class) = calls::service_class(value) {
                    let name = named.name.clone();
                    self.scan.classes.insert(name, class.to_owned());
                }
                self.scan.assign(named.name, value.to_owned());
            }
            NameKind::Argument | NameKind::Key => {}
        }
    }

    fn collect_string(&mut self, node: Node<'t>) {
        if !node.is_named() {
            return;
        }
        if self.syntax.is_variable(node.kind()) {
            self.collect_use(node);
        }
        let string = Reader::read(self.syntax, node, self.source, &mut self.consumed);
        let Some(string) = string.filter(may_be_filter) else {
            return;
        };
        let text = string.text();
        if text.contains('\n') {
            self.scan.collect_embedded(&string, &text);
        }
        let context = self.context(node);
        self.scan.candidates.push(Candidate {
            string,
            name: context.name,
            target: context.target,
            variable: context.variable,
            functions: self.functions(),
        });
    }

    /// Records a variable that is an argument of a call of an operation.
    fn collect_use(&mut self, node: Node<'t>) {
        let context = self.context(node);
        if let Some(target) = context.target.filter(|_| !context.is_name) {
            let name = calls::last_identifier(text(node, self.source)).to_owned();
            let functions = self.functions();
            let name_of_argument = context.name.as_ref();
            let is_filter = name_of_argument.is_some_and(|(_, name)| is_filter_name(name));
            let uses = self.scan.uses.entry(name).or_default();
            uses.push(Use {
                functions,
                target,
                is_filter,
            });
        }
    }

    /// Returns the functions around the node that is visited, the outermost first.
    fn functions(&self) -> Vec<usize> {
        let ancestors = self.ancestors.iter();
        let functions = ancestors.filter(|node| self.syntax.is_function(node.kind()));
        functions.map(Node::id).collect()
    }

    /// Finds the name of an expression and the operation to which it is passed.
    fn context(&self, node: Node<'t>) -> Context {
        let mut context = Context::default();
        let mut is_named = false;
        let mut child = node;
        for parent in self.ancestors.iter().rev() {
            if !is_named && let Some(name) = self.syntax.name_before(child, self.source) {
                is_named = true;
                context.name = Some((NameKind::Argument, name));
            }
            let named = self.syntax.named(*parent, self.source);
            let is_value = |named: &Named<'_>| contains(named.value, child);
            context.is_name |= named.as_ref().is_some_and(|named| !is_value(named));
            if let Some(named) = named.filter(is_value) {
                let is_variable = matches!(named.kind, NameKind::Assigned | NameKind::Appended);
                if is_variable {
                    let target = self
                        .source
                        .get(parent.start_byte()..named.value.start_byte());
                    context.variable = Some(Variable {
                        name: named.name.clone(),
                        is_member: target.is_some_and(|target| target.contains('.')),
                    });
                }
                if !is_named {
                    is_named = true;
                    context.name = Some((named.kind, named.name));
                }
                if is_variable {
                    break;
                }
            } else if let Some(call) = self.syntax.call(*parent) {
                if !contains(call.function, child) {
                    let function = text(call.function, self.source);
                    context.target = context.target.or_else(|| self.target(&call, function));
                    if !is_named && !calls::is_wrapper(function) {
                        is_named = true;
                        let setter = calls::setter(function);
                        context.name = setter.map(|name| (NameKind::Argument, name.to_owned()));
                    }
                }
            } else if self.syntax.is_boundary(parent.kind()) {
                break;
            } else if !is_named && is_list(*parent) {
                // An item of a list of filters has their name, but so has a description among them.
                is_named = true;
            }
            child = *parent;
        }
        context
    }

    /// Returns the operation that is called.
    fn target(&self, call: &Call<'t>, function: &str) -> Option<Target> {
        let class = calls::receiver(function).and_then(|receiver| self.scan.classes.get(receiver));
        if let Some(target) = calls::by_function(function, class.map(String::as_str)) {
            return Some(target);
        }
        let strings =
            call.arguments
                .iter()
                .map(|argument| match self.syntax.named(*argument, self.source) {
                    Some(named) => text(named.value, self.source),
                    None => text(*argument, self.source),
                });
        strings
            .filter(|argument| argument.len() < 256)
            .find_map(calls::by_argument)
    }
}

#[derive(Debug, Default)]
struct Context {
    name: Option<(NameKind, String)>,
    /// The variable to which the expression, or a value that contains it, is assigned.
    variable: Option<Variable>,
    target: Option<Target>,
    /// The expression is a part of the name of an argument, a key or a variable.
    is_name: bool,
}

/// The nodes of lists in all languages.
const LISTS: [&str; 9] = [
    "array",
    "array_expression",
    "array_literal_expression",
    "block_sequence",
    "flow_sequence",
    "list",
    "set",
    "tuple",
    "tuple_expression",
];

fn is_list(node: Node<'_>) -> bool {
    LISTS.contains(&node.kind()) && node.named_child_count() > 1
}

fn contains(outer: Node<'_>, inner: Node<'_>) -> bool {
    let (outer, inner): (Range<usize>, Range<usize>) = (outer.byte_range(), inner.byte_range());
    outer.start <= inner.start && inner.end <= outer.end
}

/// Returns `false` for strings that are not filters by any name: without a colon, an equals sign or a
/// placeholder.
fn may_be_filter(string: &HostString) -> bool {
    string.pieces.iter().any(|piece| match piece {
        Piece::Text(text) => text.text.contains([':', '=', '*']),
        Piece::Placeholder(_) => false,
    })
}

impl Candidate {
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

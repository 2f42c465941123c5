//! The walk over a syntax tree.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use tree_sitter::{Node, Tree};

use super::{Candidate, Function, Scan, Use, Variable};
use crate::commands::lint::calls::{self, Target};
use crate::commands::lint::evidence::is_filter_name;
use crate::commands::lint::host_string::{HostString, Piece};
use crate::commands::lint::syntax::{Call, Language, NameKind, Named, Reader, Syntax, text};

/// Finds the strings of a syntax tree.
pub(in super::super) fn scan<'s>(language: Language, tree: &Tree, source: &'s str) -> Scan<'s> {
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

/// A node around the one that is visited. Its meaning is the same for all nodes in it.
struct Ancestor<'t> {
    node: Node<'t>,
    named: OnceCell<Option<Named<'t>>>,
    called: OnceCell<Option<Called<'t>>>,
}

/// The function of a call, and the operation that it calls.
struct Called<'t> {
    function: Node<'t>,
    target: Option<Target>,
}

impl<'t> Ancestor<'t> {
    fn new(node: Node<'t>) -> Self {
        Self {
            node,
            named: OnceCell::new(),
            called: OnceCell::new(),
        }
    }
}

struct Scanner<'s, 't> {
    syntax: &'static dyn Syntax,
    source: &'s str,
    ancestors: Vec<Ancestor<'t>>,
    consumed: HashSet<usize>,
    scan: Scan<'s>,
}

impl<'s, 't> Scanner<'s, 't> {
    /// Visits all nodes, parents first.
    fn walk(&mut self, tree: &'t Tree, visit: fn(&mut Self, Node<'t>)) {
        let mut cursor = tree.walk();
        self.ancestors.clear();
        loop {
            visit(self, cursor.node());
            self.ancestors.push(Ancestor::new(cursor.node()));
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
        self.collect_function(node);
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
                self.scan.assign(named.name, value.into());
            }
            NameKind::Argument | NameKind::Key => {}
        }
    }

    /// Records a function with a name, which its own node or an assignment gives to it.
    fn collect_function(&mut self, node: Node<'t>) {
        let (name, function) = match self.syntax.named(node, self.source) {
            Some(named) => (named.name, named.value),
            None => match node.child_by_field_name("name") {
                Some(name) => (text(name, self.source).to_owned(), node),
                None => return,
            },
        };
        if !self.syntax.is_function(function.kind()) {
            return;
        }
        if let Some(parameters) = function.child_by_field_name("parameters") {
            self.scan.calls.entry(name.clone()).or_default();
            let found = Function {
                name,
                parameters: parameter_names(parameters, self.source),
                replaces_quotes: calls::replaces_quotes(text(function, self.source)),
            };
            self.scan.functions.insert(function.id(), found);
        }
    }

    /// Records the arguments of a call of a function of the file.
    fn collect_call(&mut self, node: Node<'t>) {
        let Some(call) = self.syntax.call(node) else {
            return;
        };
        let name = calls::last_identifier(text(call.function, self.source));
        let Some(calls) = self.scan.calls.get_mut(name) else {
            return;
        };
        let arguments = call.arguments.into_iter().map(|argument| {
            let named = self.syntax.named(argument, self.source);
            let name = named.as_ref().map(|named| named.name.clone());
            let value = named.map_or(argument, |named| named.value);
            (name, text(value, self.source))
        });
        calls.push(arguments.collect());
    }

    fn collect_string(&mut self, node: Node<'t>) {
        if !node.is_named() {
            return;
        }
        self.collect_call(node);
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
        let ancestors = self.ancestors.iter().map(|ancestor| ancestor.node);
        let functions = ancestors.filter(|node| self.syntax.is_function(node.kind()));
        functions.map(|node| node.id()).collect()
    }

    /// Finds the name of an expression and the operation to which it is passed.
    fn context(&self, node: Node<'t>) -> Context {
        let mut context = Context::default();
        let mut is_named = false;
        let mut child = node;
        for ancestor in self.ancestors.iter().rev() {
            let parent = ancestor.node;
            if !is_named && let Some(name) = self.syntax.name_before(child, self.source) {
                is_named = true;
                context.name = Some((NameKind::Argument, name));
            }
            let named = self.named(ancestor);
            let called = self.called(ancestor);
            if called.is_some_and(|called| calls::is_foreign(text(called.function, self.source))) {
                return Context::default();
            }
            let is_value = |named: &&Named<'_>| contains(named.value, child);
            context.is_name |= named.is_some_and(|named| !is_value(&named));
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
                    context.name = Some((named.kind, named.name.clone()));
                }
                if is_variable {
                    break;
                }
            } else if let Some(called) = called {
                if !contains(called.function, child) {
                    let function = text(called.function, self.source);
                    context.target = context.target.or_else(|| called.target.clone());
                    if !is_named && !calls::is_wrapper(function) {
                        is_named = true;
                        let setter = calls::setter(function);
                        context.name = setter.map(|name| (NameKind::Argument, name.to_owned()));
                    }
                }
            } else if self.syntax.is_boundary(parent.kind()) || is_comparison(parent, self.source) {
                break;
            } else if !is_named && is_list(parent) {
                // An item of a list of filters has their name, but so has a description among them.
                is_named = true;
            }
            child = parent;
        }
        context
    }

    fn named<'a>(&self, ancestor: &'a Ancestor<'t>) -> Option<&'a Named<'t>> {
        let named = || self.syntax.named(ancestor.node, self.source);
        ancestor.named.get_or_init(named).as_ref()
    }

    fn called<'a>(&self, ancestor: &'a Ancestor<'t>) -> Option<&'a Called<'t>> {
        let called = || {
            let call = self.syntax.call(ancestor.node)?;
            Some(Called {
                function: call.function,
                target: self.target(&call),
            })
        };
        ancestor.called.get_or_init(called).as_ref()
    }

    /// Returns the operation that is called.
    fn target(&self, call: &Call<'t>) -> Option<Target> {
        let function = text(call.function, self.source);
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

/// Returns `true` for a comparison, whose operands have no name.
fn is_comparison(node: Node<'_>, source: &str) -> bool {
    const OPERATORS: [&str; 4] = ["==", "===", "!=", "!=="];
    let operator = node.child_by_field_name("operator");
    match node.kind() {
        "comparison_operator" => true,
        // Each level of the grammar of PowerShell is a node of its own.
        "comparison_expression" => node.named_child_count() > 1,
        _ => operator.is_some_and(|operator| OPERATORS.contains(&text(operator, source))),
    }
}

/// Returns the names of the parameters in a list of them, without the object of a method.
fn parameter_names(list: Node<'_>, source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for parameter in list.named_children(&mut list.walk()) {
        let kind = parameter.kind();
        let others = ["comment", "separator", "attribute", "self_parameter"];
        if others.iter().any(|other| kind.contains(other)) {
            continue;
        }
        // A declaration of Go can have several names.
        let mut cursor = parameter.walk();
        let named = parameter.children_by_field_name("name", &mut cursor);
        let mut nodes: Vec<Node<'_>> = named.collect();
        if nodes.is_empty() {
            nodes.push(
                parameter
                    .child_by_field_name("pattern")
                    .unwrap_or(parameter),
            );
        }
        names.extend(nodes.into_iter().map(|node| {
            let is_part =
                |character: char| character.is_alphanumeric() || "_$*&.".contains(character);
            let name = text(node, source);
            let end = name.find(|character| !is_part(character));
            name[..end.unwrap_or(name.len())].to_owned()
        }));
    }
    names.retain(|name| !["self", "cls", "this"].contains(&name.as_str()));
    names
}

fn contains(outer: Node<'_>, inner: Node<'_>) -> bool {
    let (outer, inner): (Range<usize>, Range<usize>) = (outer.byte_range(), inner.byte_range());
    outer.start <= inner.start && inner.end <= outer.end
}

/// Returns `false` for strings that are not filters by any name: their text has no colon, equals sign or
/// star.
fn may_be_filter(string: &HostString) -> bool {
    string.pieces.iter().any(|piece| match piece {
        Piece::Text(text) => text.text.contains([':', '=', '*']),
        Piece::Placeholder(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(language: Language, source: &str) -> Vec<String> {
        let mut parser = tree_sitter::Parser::new();
        parser
            .set_language(&language.grammar())
            .expect("a grammar of this version");
        let tree = parser.parse(source, None).expect("no time limit");
        let scan = scan(language, &tree, source);
        let mut functions = scan.functions.into_values();
        functions.next().expect("a function").parameters
    }

    #[test]
    fn parameters_have_their_positions() {
        for (language, source, expected) in [
            (
                Language::Rust,
                "fn f(&'a self, labels: HashMap<String, String>, mut host: &str) {}",
                "labels host",
            ),
            (
                Language::TypeScript,
                "function f(this: T, labels: Map<string, string>, host?: string, last = g()) {}",
                "labels host last",
            ),
            (
                Language::Python,
                "def f(self, a, /, b: Dict[str, int], *, c: str = 'x, y', d=f()): pass",
                "a b c d",
            ),
            (
                Language::Python,
                "def f(a, # first, not last\n b=(1, (2, 3))): pass",
                "a b",
            ),
            (
                Language::JavaScript,
                "const f = ({ a, b }, host, ...rest) => 1;",
                " host ...rest",
            ),
            (
                Language::Go,
                "package a\nfunc f(a, b string, c map[string]G[int, int], host ...string) {}",
                "a b c host",
            ),
        ] {
            assert_eq!(parameters(language, source).join(" "), expected, "{source}");
        }
    }
}

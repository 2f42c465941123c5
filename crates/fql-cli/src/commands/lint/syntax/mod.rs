//! Syntax of the languages that programs are written in.
//!
//! A language decodes its literals and describes calls and names. Everything else is shared.

mod go;
mod javascript;
mod json;
mod powershell;
mod python;
mod reader;
mod rust;
mod yaml;

use tree_sitter::Node;

pub(super) use reader::Reader;

/// A language of programs or documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Python,
    JavaScript,
    TypeScript,
    Tsx,
    Go,
    Rust,
    PowerShell,
    Json,
    Yaml,
}

impl Language {
    /// Returns the language with this file extension or name of a Markdown code block.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "py" | "pyi" | "python" | "python3" => Some(Self::Python),
            "js" | "jsx" | "mjs" | "cjs" | "javascript" | "node" => Some(Self::JavaScript),
            "ts" | "mts" | "cts" | "typescript" => Some(Self::TypeScript),
            "tsx" => Some(Self::Tsx),
            "go" | "golang" => Some(Self::Go),
            "rs" | "rust" => Some(Self::Rust),
            "ps1" | "psm1" | "psd1" | "powershell" | "pwsh" => Some(Self::PowerShell),
            "json" | "jsonc" | "json5" => Some(Self::Json),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }

    pub(super) fn grammar(self) -> tree_sitter::Language {
        match self {
            Self::Python => tree_sitter_python::LANGUAGE.into(),
            Self::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
            Self::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Self::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
            Self::Go => tree_sitter_go::LANGUAGE.into(),
            Self::Rust => tree_sitter_rust::LANGUAGE.into(),
            Self::PowerShell => tree_sitter_powershell::LANGUAGE.into(),
            Self::Json => tree_sitter_json::LANGUAGE.into(),
            Self::Yaml => tree_sitter_yaml::LANGUAGE.into(),
        }
    }

    /// Returns `true` if indentation is a part of the syntax.
    pub(super) fn is_indented(self) -> bool {
        matches!(self, Self::Python | Self::Yaml)
    }

    pub(super) fn syntax(self) -> &'static dyn Syntax {
        match self {
            Self::Python => &python::Python,
            Self::JavaScript | Self::TypeScript | Self::Tsx => &javascript::JavaScript,
            Self::Go => &go::Go,
            Self::Rust => &rust::Rust,
            Self::PowerShell => &powershell::PowerShell,
            Self::Json => &json::Json,
            Self::Yaml => &yaml::Yaml,
        }
    }
}

/// The meaning of the nodes of a language's syntax tree.
pub(super) trait Syntax: Sync {
    /// Reads a node that is a literal, or an expression that builds a string from others. Returns
    /// `false` for any other node.
    fn read(&self, node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool;

    /// Returns the name and the value of an argument, a pair or an assignment.
    fn named<'t>(&self, node: Node<'t>, source: &str) -> Option<Named<'t>>;

    /// Returns the name that the nodes before an argument give it.
    fn name_before(&self, _node: Node<'_>, _source: &str) -> Option<String> {
        None
    }

    /// Returns the function and the arguments of a call, or the type and the fields of a value.
    fn call<'t>(&self, node: Node<'t>) -> Option<Call<'t>>;

    /// Returns `true` for a function or a statement, which ends the search for names and calls.
    fn is_boundary(&self, kind: &str) -> bool;

    /// Returns `true` for a function.
    fn is_function(&self, kind: &str) -> bool;

    /// Returns `true` for a use of a variable.
    fn is_variable(&self, kind: &str) -> bool;
}

/// A value with a name.
#[derive(Debug)]
pub(super) struct Named<'t> {
    pub(super) kind: NameKind,
    pub(super) name: String,
    pub(super) value: Node<'t>,
}

/// The kind of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    Argument,
    Key,
    Assigned,
    /// Assigned by `+=` or a similar operator.
    Appended,
}

/// A call.
#[derive(Debug)]
pub(super) struct Call<'t> {
    pub(super) function: Node<'t>,
    pub(super) arguments: Vec<Node<'t>>,
}

/// Returns the source of a node.
pub(super) fn text<'s>(node: Node<'_>, source: &'s str) -> &'s str {
    source.get(node.byte_range()).unwrap_or_default()
}

/// Returns the named children of a node.
fn named_children<'t>(node: Node<'t>) -> Vec<Node<'t>> {
    node.named_children(&mut node.walk()).collect()
}

/// Returns the operands of a `+` in the languages whose grammars call it a binary expression.
fn sum(node: Node<'_>) -> Option<(Node<'_>, Node<'_>)> {
    let is_sum =
        node.kind() == "binary_expression" && node.child_by_field_name("operator")?.kind() == "+";
    let left = node.child_by_field_name("left")?;
    let right = node.child_by_field_name("right")?;
    is_sum.then_some((left, right))
}

/// Returns the name of an assigned variable, member or element: `c` for `a.b.c` and `a["c"]`.
fn target_name(target: &str) -> &str {
    let target = target.trim();
    match target
        .strip_suffix(']')
        .and_then(|inner| inner.rsplit_once('['))
    {
        Some((_, key)) => unquoted(key),
        None => unquoted(
            target
                .rsplit(['.', ':', '$', '>'])
                .next()
                .unwrap_or_default(),
        ),
    }
}

/// Returns the text of a key without its quotes.
fn unquoted(key: &str) -> &str {
    key.trim().trim_matches(['"', '\'', '`'])
}

/// Returns the kind of an assignment: `filter = filter + …` extends the value like `+=`.
fn assigned_kind(target: Node<'_>, value: Node<'_>, source: &str) -> NameKind {
    let rest = text(value, source)
        .trim_start()
        .strip_prefix(text(target, source));
    match rest.is_some_and(|rest| rest.trim_start().starts_with('+')) {
        true => NameKind::Appended,
        false => NameKind::Assigned,
    }
}

/// Returns the name of a node and the value that its fields give to it.
fn named_fields<'t>(
    node: Node<'t>,
    source: &str,
    kind: NameKind,
    name: &str,
    value: &str,
) -> Option<Named<'t>> {
    let name = node.child_by_field_name(name)?;
    let value = node.child_by_field_name(value)?;
    let kind = match kind {
        NameKind::Assigned => assigned_kind(name, value, source),
        other => other,
    };
    Some(Named {
        kind,
        name: target_name(text(name, source)).to_owned(),
        value,
    })
}

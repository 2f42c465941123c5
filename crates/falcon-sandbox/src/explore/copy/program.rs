//! Rust programs.

use fql::collections;
use fql::operation::{Items, OperationKind};
use fql::table::Table;
use fql_syntax::constant_name;

use super::Requests;
use super::typed::Typed;

/// Returns a program with the filter as a literal that the compiler validates.
pub(super) fn with_macro(table: &Table, requests: &Requests<'_>, filter: &str) -> String {
    let module = module(table);
    let typed = Typed {
        expression: format!("fql!({module}, {filter:?})"),
        imports: Vec::new(),
        uses_macro: true,
    };
    with_typed_fields(table, requests, &typed)
}

/// Returns a program with the filter as an expression of typed fields.
pub(super) fn with_typed_fields(table: &Table, requests: &Requests<'_>, typed: &Typed) -> String {
    let module = module(table);
    let mut imports = typed.imports.clone();
    imports.push(format!("use fql::collections::{module};"));
    if typed.uses_macro {
        imports.push("use fql::fql;".to_owned());
    }
    if requests.listing.is_some() {
        imports.push("use falcon_transport::Falcon;".to_owned());
    }
    imports.sort();
    let signature = match requests.listing {
        Some(_) => "#[tokio::main]\nasync fn main()",
        None => "fn main()",
    };
    let body = listing(&module, requests).unwrap_or_else(|| {
        "    println!(\"{}\", fql::IntoFilter::into_filter(filter));\n".to_owned()
    });
    format!(
        "{dependencies}\n{imports}\n\n\
         {signature} -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let filter = {expression};\n{body}    Ok(())\n}}\n",
        dependencies = dependencies(table, requests),
        imports = imports.join("\n"),
        expression = typed.expression,
    )
}

/// Returns the dependencies, as a comment.
fn dependencies(table: &Table, requests: &Requests<'_>) -> String {
    let mut families = collections::families();
    let family = families.find(|(_, tables)| tables.iter().any(|other| other.name == table.name));
    let features = match family {
        Some((family, _)) if !family.is_empty() => format!(", features = [{family:?}]"),
        _ => String::new(),
    };
    let source = format!("{{ git = {:?}{features} }}", env!("CARGO_PKG_REPOSITORY"));
    let mut dependencies = format!("// [dependencies]\n// fql = {source}\n");
    if let Some(listing) = requests.listing {
        if listing.kind == OperationKind::Listing(Items::Documents) {
            dependencies.push_str("// serde_json = \"1\"\n");
        }
        dependencies.push_str(&format!(
            "// falcon-transport = {source}\n\
             // tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n"
        ));
    }
    dependencies
}

/// Returns the statements that list the documents.
fn listing(module: &str, requests: &Requests<'_>) -> Option<String> {
    let listing = requests.listing?;
    let items = match listing.kind {
        OperationKind::Listing(Items::Documents) => "documents::<serde_json::Value>",
        _ => "ids",
    };
    Some(format!(
        "    let falcon = Falcon::builder()\n        \
         .credentials({id:?}, {secret:?})\n        \
         .base_url({url:?})\n        \
         .build()?;\n    \
         let mut items = falcon.list({module}::{constant}).filter(filter).{items}();\n    \
         while let Some(item) = items.try_next().await? {{\n        \
         println!(\"{{item}}\");\n    }}\n",
        id = requests.client_id,
        secret = requests.client_secret,
        url = requests.url,
        constant = constant_name(listing.id),
    ))
}

/// Returns the module of a collection.
pub(in crate::explore) fn module(table: &Table) -> String {
    table.name.replace('-', "_")
}

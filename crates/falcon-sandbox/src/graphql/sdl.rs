//! The schema in the GraphQL schema definition language, for the documentation.

use std::fmt::{self, Write};

use super::introspection::{DIRECTIVE_LOCATIONS, DIRECTIVES};
use super::types::{BUILT_IN, FieldType, Kind, QUERY, Schema, TypeDef};

impl Schema {
    /// Returns the types and directives, without those of introspection.
    pub(super) fn sdl(&self) -> String {
        let mut sdl = String::new();
        // Writing to a string does not fail.
        let _ = self.write(&mut sdl);
        sdl
    }

    fn write(&self, sdl: &mut String) -> fmt::Result {
        let own = |definition: &&TypeDef| {
            !definition.name.starts_with("__") && !BUILT_IN.contains(&definition.name)
        };
        for definition in self.types.values().filter(own) {
            write_type(sdl, definition)?;
        }
        for (name, description) in DIRECTIVES {
            let locations = DIRECTIVE_LOCATIONS.join(" | ");
            writeln!(sdl, "\"{description}\"")?;
            writeln!(sdl, "directive @{name}(if: Boolean!) on {locations}\n")?;
        }
        writeln!(sdl, "schema {{\n  query: {QUERY}\n}}")
    }
}

fn write_type(sdl: &mut String, definition: &TypeDef) -> fmt::Result {
    if let Some(description) = &definition.description {
        writeln!(sdl, "\"{description}\"")?;
    }
    let keyword = match definition.kind {
        Kind::Scalar | Kind::OpenEnum => return writeln!(sdl, "scalar {}\n", definition.name),
        Kind::Enum => "enum",
        Kind::Object => "type",
        Kind::Interface => "interface",
        Kind::InputObject => "input",
    };
    write!(sdl, "{keyword} {}", definition.name)?;
    if let Some(interface) = definition.interface {
        write!(sdl, " implements {interface}")?;
    }
    writeln!(sdl, " {{")?;
    for item in definition.items {
        writeln!(sdl, "  {item}")?;
    }
    for field in &definition.fields {
        write_field(sdl, field)?;
    }
    writeln!(sdl, "}}\n")
}

fn write_field(sdl: &mut String, field: &FieldType) -> fmt::Result {
    writeln!(sdl, "  \"{}\"", field.description)?;
    write!(sdl, "  {}", field.name)?;
    if !field.arguments.is_empty() {
        let arguments = field.arguments.iter().map(|argument| {
            let FieldType {
                name,
                field_type,
                description,
                ..
            } = argument;
            format!("    \"{description}\"\n    {name}: {field_type}")
        });
        write!(sdl, "(\n{}\n  )", arguments.collect::<Vec<_>>().join(",\n"))?;
    }
    writeln!(sdl, ": {}", field.field_type)
}

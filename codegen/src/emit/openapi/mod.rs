//! OpenAPI documents: one an interface that offers operations, in two versions.
//!
//! - **3.1** for documentation and for clients in languages with union types (TypeScript, Python, Java): an attribute
//!   that is one of several types is a union of them, and `if`/`then` says which one holds.
//! - **3.0.3** for tools that know no newer version. An attribute that is one of several types is any JSON value to a
//!   generator; which type must hold is said to validators alone.
//!
//! Both give a payload the same verdict as the JSON Schema. Code directories are `enum` in both, with the names of the
//! codes in `x-enum-varnames` and their labels in `x-enum-descriptions` (openapi-generator, openapi-typescript) and
//! `x-enumDescriptions` (GitBook, Redoc): `oneOf` of `const` and `title` says the same, but generators make of it a
//! union of as many types as there are codes.

mod build;
mod document;
mod yaml;

use crate::emit::claims::Claim;
use crate::emit::components::offered_operations;
use crate::emit::openapi::build::DocumentBuilder;
use crate::emit::openapi::document::License;
use crate::emit::openapi::yaml::to_yaml;
use crate::emit::schema::Dialect;
use crate::emit::{Context, EmitError, Emitter};
use crate::model::{Definition, Interface, Standard};
use crate::output::Outputs;

/// The target `openapi`.
#[derive(Clone, Copy, Debug)]
pub struct OpenApi;

impl Emitter for OpenApi {
    fn target(&self) -> &'static str {
        "openapi"
    }

    fn description(&self) -> &'static str {
        "OpenAPI documents (3.1 and 3.0.3): one an interface that offers operations"
    }

    fn claims(&self, standard: &Standard) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (interface, Interface { name, .. }) in standard.interfaces.iter() {
            let space = format!("openapi/{name} operationId");
            claims.extend(offered_operations(standard, interface).into_iter().map(|id| {
                let operation_id = standard[id].operation_id.clone();
                Claim::of_definition(standard, Definition::Operation(id), "operationId", &space, operation_id)
            }));
        }
        claims
    }

    fn emit(&self, context: Context<'_>, outputs: &mut Outputs) -> Result<(), EmitError> {
        for (id, interface) in context.standard.interfaces.iter() {
            if interface.operations.is_empty() {
                continue;
            }
            for version in [Version::V31, Version::V30] {
                let path = format!("{}.openapi-{}.yaml", interface.name, version.short());
                let document = DocumentBuilder::new(context.standard, id, version).document();
                let text = to_yaml(&document).map_err(|error| EmitError::defect(&path, error))?;
                outputs.add(path, format!("{}{text}", header(interface)));
            }
        }
        Ok(())
    }
}

/// Where the document comes from.
fn header(interface: &Interface) -> String {
    format!("# Made by dci from {} and the definitions that it uses: edit those, not this file.\n", interface.file)
}

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    V31,
    V30,
}

impl Version {
    fn short(self) -> &'static str {
        match self {
            Self::V31 => "3.1",
            Self::V30 => "3.0",
        }
    }

    fn number(self) -> &'static str {
        match self {
            Self::V31 => "3.1.0",
            Self::V30 => "3.0.3",
        }
    }

    fn dialect(self) -> Dialect {
        match self {
            Self::V31 => Dialect::OpenApi31,
            Self::V30 => Dialect::OpenApi30,
        }
    }

    /// The licence, which 3.0 knows by an address alone.
    fn license(self, expression: &str) -> License {
        let name = expression.to_owned();
        match self {
            Self::V31 => License { name, identifier: Some(expression.to_owned()), url: None },
            Self::V30 => {
                let is_one = !expression.contains([' ', '(']);
                let page = if is_one { format!("{expression}.html") } else { String::new() };
                License { name, identifier: None, url: Some(format!("https://spdx.org/licenses/{page}")) }
            }
        }
    }
}

//! Distributes the items of a plan over files: all in one file, or a module for each document.
//! Defines the results of a run, [`Output`] and [`Modules`].

mod printed;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::diagnostic::Diagnostic;
use crate::emit::{Wanted, schema_file};
use crate::foreign::{json_text, visible};
use crate::output_file;
use crate::plan::{Body, Check, Module, Plan, Rule, TypeId, TypePlan};
use crate::print::{RustFile, item, print};
use crate::quality::{self, Quality};
use crate::schema::{Document, Schemas};
use printed::Printed;

/// Facts of a run that the layout needs beside the plan.
pub(crate) struct Run<'r> {
    pub(crate) schemas: &'r Schemas<'r>,
    pub(crate) documents: &'r [Document],
    pub(crate) wanted: &'r Wanted,
    pub(crate) command: Option<&'r str>,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// The part of the result that both layouts share.
#[derive(Debug, Clone)]
struct Facts {
    roots: Vec<String>,
    warnings: Vec<Diagnostic>,
    inputs: Vec<PathBuf>,
    quality: Quality,
    runtime_features: Vec<&'static str>,
}

/// Generated code as one Rust file.
#[derive(Debug, Clone)]
pub struct Output {
    code: String,
    facts: Facts,
}

impl Output {
    /// The Rust text. It needs the crate `schema-runtime` and nothing else.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The names of the root types, in the order of the schemas.
    #[must_use]
    pub fn root_types(&self) -> &[String] {
        &self.facts.roots
    }

    /// Warnings. Code was generated in spite of them.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.facts.warnings
    }

    /// Every file that was read.
    #[must_use]
    pub fn inputs(&self) -> &[PathBuf] {
        &self.facts.inputs
    }

    /// How many types there are, and how many of them are proven to accept exactly what their
    /// schemas accept.
    #[must_use]
    pub fn proven(&self) -> (usize, usize) {
        let proofs = &self.facts.quality.proofs;
        (proofs.good, proofs.all)
    }

    /// Figures about the types, and the reasons why some fall short.
    #[must_use]
    pub fn quality(&self) -> &Quality {
        &self.facts.quality
    }

    /// The features of `schema-runtime` that the code needs.
    #[must_use]
    pub fn runtime_features(&self) -> &[&'static str] {
        &self.facts.runtime_features
    }

    /// Writes the code to a file, all of it or nothing: a new file is written beside the target and
    /// then replaces it. If the path is a symbolic link, the file it points to is replaced.
    ///
    /// # Errors
    ///
    /// When the file, or a new one in its folder, cannot be written.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        output_file::write_whole(path, &self.code)
    }

    /// Checks whether [`write`](Self::write) can write to a path, to fail before generating.
    ///
    /// # Errors
    ///
    /// When the path is a folder, its folder does not exist, or no file can be created there.
    pub fn check_destination(path: &Path) -> std::io::Result<()> {
        output_file::check(path)
    }
}

/// Generated code as a Rust module for each document.
#[derive(Debug, Clone)]
pub struct Modules {
    files: Vec<File>,
    facts: Facts,
}

/// One file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The file's name, without a folder.
    pub name: String,
    /// The file's text.
    pub text: String,
}

impl File {
    /// Writes the file into a folder, all of it or nothing, as [`Output::write`] does.
    ///
    /// # Errors
    ///
    /// When the file, or a new one in the folder, cannot be written.
    pub fn write(&self, directory: &Path) -> std::io::Result<()> {
        output_file::write_whole(&directory.join(&self.name), &self.text)
    }
}

impl Modules {
    /// Every file: `mod.rs`, a module for each document, a bundled schema for each root.
    #[must_use]
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The names of the root types, in the order of the schemas.
    #[must_use]
    pub fn root_types(&self) -> &[String] {
        &self.facts.roots
    }

    /// Warnings. Code was generated in spite of them.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.facts.warnings
    }

    /// How many types there are, and how many of them are proven to accept exactly what their
    /// schemas accept.
    #[must_use]
    pub fn proven(&self) -> (usize, usize) {
        let proofs = &self.facts.quality.proofs;
        (proofs.good, proofs.all)
    }

    /// Figures about the types, and the reasons why some fall short.
    #[must_use]
    pub fn quality(&self) -> &Quality {
        &self.facts.quality
    }
}

/// All types in one file, by document in the order in which the documents were loaded.
pub(crate) fn single_file(plan: &Plan, run: &Run<'_>) -> Output {
    let types: Vec<TypeId> = plan
        .modules
        .iter()
        .flat_map(|module| module.types.clone())
        .collect();
    let wanted = Wanted {
        schema_files: false,
        ..run.wanted.clone()
    };
    let printed = Printed::of(plan, &types, &wanted);
    let documents: Vec<_> = plan
        .modules
        .iter()
        .filter(|module| !module.types.is_empty())
        .map(|module| module.document.clone())
        .collect();
    let file = rust_file(plan, printed, header(run, &documents));
    Output {
        code: print(&file),
        facts: facts(plan, run),
    }
}

/// A module for each document that has types, `mod.rs`, and a bundled schema for each root.
pub(crate) fn modules(plan: &Plan, run: &Run<'_>) -> Modules {
    let wanted = Wanted {
        schema_files: true,
        ..run.wanted.clone()
    };
    let (contents, elsewhere) = contents(plan, run.wanted.owned_types.is_some());
    let mut files = vec![mod_file(plan, &contents, &elsewhere, run)];
    for (module, types) in &contents {
        let printed = Printed::of(plan, types, &wanted);
        let file = rust_file(
            plan,
            printed,
            header(run, std::slice::from_ref(&module.document)),
        );
        files.push(File {
            name: format!("{}.rs", module.name),
            text: print(&file),
        });
    }
    if wanted.schema_directory.is_none() {
        let bundles = plan.roots.iter();
        files.extend(bundles.filter_map(|&root| bundle(plan, root, run)));
    }
    Modules {
        files,
        facts: facts(plan, run),
    }
}

/// A module, and those of its types that this run writes.
type Contents<'p> = (&'p Module, Vec<TypeId>);

/// The modules with types to write, and the types that another run writes.
fn contents(plan: &Plan, only_borrowing: bool) -> (Vec<Contents<'_>>, Vec<TypeId>) {
    let is_own = |id: &TypeId| !only_borrowing || plan.types.get(*id).is_some_and(|ty| ty.borrows);
    let mut elsewhere = Vec::new();
    let mut contents = Vec::new();
    for module in &plan.modules {
        let (own, other): (Vec<TypeId>, Vec<TypeId>) =
            module.types.iter().partition(|id| is_own(id));
        elsewhere.extend(other);
        if !own.is_empty() {
            contents.push((module, own));
        }
    }
    (contents, elsewhere)
}

/// The names of some types, sorted.
fn names<'p>(plan: &'p Plan, types: &[TypeId]) -> Vec<&'p str> {
    let types = types.iter().filter_map(|&id| plan.types.get(id));
    let mut names: Vec<_> = types.map(|ty| ty.name.as_str()).collect();
    names.sort_unstable();
    names
}

fn mod_file(plan: &Plan, contents: &[Contents<'_>], elsewhere: &[TypeId], run: &Run<'_>) -> File {
    let ident = |name: &str| Ident::new(name, Span::call_site());
    let mut by_module: Vec<(&str, Vec<&str>)> = contents
        .iter()
        .map(|(module, types)| (module.name.as_str(), names(plan, types)))
        .collect();
    by_module.sort_unstable();
    let declared = by_module.iter().map(|(module, _)| {
        let module = ident(module);
        quote!(mod #module;)
    });
    let exported = by_module.iter().map(|(module, types)| {
        let (module, types) = (ident(module), types.iter().map(|ty| ident(ty)));
        quote!(pub use self::#module::{#(#types),*};)
    });
    let mut items: Vec<TokenStream> = vec![declared.collect(), exported.collect()];
    if let (Some(module), false) = (&run.wanted.owned_types, elsewhere.is_empty()) {
        let module: TokenStream = module.parse().unwrap_or_default();
        let types = names(plan, elsewhere).into_iter().map(ident);
        items.push(quote!(pub use #module::{#(#types),*};));
    }
    let documents: Vec<_> = contents.iter().map(|(it, _)| it.document.clone()).collect();
    let file = RustFile {
        header: header(run, &documents),
        imports: Vec::new(),
        items: items.iter().map(item).collect(),
    };
    File {
        name: "mod.rs".to_owned(),
        text: print(&file),
    }
}

fn bundle(plan: &Plan, root: TypeId, run: &Run<'_>) -> Option<File> {
    let ty = plan.types.get(root)?;
    let bundled = run.schemas.bundle(ty.module);
    Some(File {
        name: schema_file(ty.module_name(plan)),
        text: format!("{}\n", json_text(&format!("{bundled:#}"))),
    })
}

fn rust_file(plan: &Plan, printed: Printed, header: Vec<String>) -> RustFile {
    let ident = |name: &str| Ident::new(name, Span::call_site());
    let mut imports = Vec::new();
    if printed.imports.cow {
        imports.push(quote!(
            use std::borrow::Cow;
        ));
    }
    let machinery = quote!(__private::v1 as rt);
    let names = printed.imports.runtime.iter().map(|name| ident(name));
    imports.push(quote!(use ::schema_runtime::{#machinery #(, #names)*};));
    let siblings = printed
        .imports
        .types
        .iter()
        .filter_map(|&id| plan.types.get(id));
    let siblings: BTreeSet<(&str, &str)> = siblings
        .map(|ty| (ty.module_name(plan), ty.name.as_str()))
        .collect();
    if !siblings.is_empty() {
        let names = siblings.iter().map(|(_, name)| ident(name));
        imports.push(quote!(use super::{#(#names),*};));
    }
    RustFile {
        header,
        imports,
        items: printed.types.into_iter().chain(printed.machinery).collect(),
    }
}

fn header(run: &Run<'_>, documents: &[String]) -> Vec<String> {
    let by = visible(run.command.unwrap_or("schema-codegen"));
    let documents: Vec<_> = documents.iter().map(|name| visible(name)).collect();
    let first = match &documents[..] {
        [] => format!("@generated by `{by}`. Do not edit."),
        [one] => format!("@generated by `{by}` from {one}. Do not edit."),
        [one, more @ ..] => {
            let count = more.len();
            let files = if count == 1 { "file" } else { "files" };
            format!("@generated by `{by}` from {one} and {count} {files} beside it. Do not edit.")
        }
    };
    let of_these = |document: &&Document| documents.contains(&visible(document.source.name()));
    let implied = run.documents.iter().filter(of_these);
    let implied = match implied.map(|document| document.implied).sum() {
        0 => None,
        1_usize => Some(
            "A schema without `type` is read with the JSON type that its keywords imply."
                .to_owned(),
        ),
        count => Some(format!(
            "{count} schemas without `type` are read with the JSON types that their keywords imply."
        )),
    };
    [first].into_iter().chain(implied).collect()
}

fn facts(plan: &Plan, run: &Run<'_>) -> Facts {
    let roots = plan.roots.iter().filter_map(|&id| plan.types.get(id));
    Facts {
        roots: roots.map(|ty| ty.name.clone()).collect(),
        warnings: run.warnings.clone(),
        inputs: run
            .documents
            .iter()
            .flat_map(Document::files)
            .cloned()
            .collect(),
        runtime_features: runtime_features(plan),
        quality: quality::of(plan),
    }
}

fn runtime_features(plan: &Plan) -> Vec<&'static str> {
    let uses = |used: &dyn Fn(&Rule) -> bool| {
        plan.types.iter().any(|ty| match &ty.body {
            Body::Newtype(newtype) => newtype.rules.iter().any(used),
            _ => false,
        })
    };
    let grouped = |ty: &TypePlan| matches!(&ty.body, Body::Object(it) if !it.groups.is_empty());
    let pattern = uses(&Rule::has_pattern) || plan.types.iter().any(grouped);
    let checked = |is: &dyn Fn(&Check) -> bool| {
        plan.types
            .iter()
            .any(|ty| ty.check.as_ref().is_some_and(is))
    };
    let condition = checked(&|check| matches!(check, Check::Condition(_)))
        || uses(&|rule| matches!(rule, Rule::Condition(_)));
    let validator = checked(&|check| matches!(check, Check::Schema(_)))
        || uses(&|rule| matches!(rule, Rule::Schema(_)));
    let idn = plan.types.iter().any(asserts_idn);
    let needed = [
        ("pattern", pattern),
        ("condition", condition),
        ("validator", validator),
        ("idn", idn),
    ];
    let needed = needed.into_iter().filter(|(_, needed)| *needed);
    needed.map(|(feature, _)| feature).collect()
}

/// Whether a validator asserts a format of internationalized names (`idn-email`, `idn-hostname`).
/// The search in the text may match something else, which enables an unneeded feature and does no
/// other harm.
fn asserts_idn(ty: &TypePlan) -> bool {
    let rules = match &ty.body {
        Body::Newtype(newtype) => &newtype.rules[..],
        _ => &[],
    };
    let whole = rules.iter().filter_map(|rule| match rule {
        Rule::Schema(schema) => Some(schema),
        _ => None,
    });
    let checks = ty.check.iter().filter_map(|check| match check {
        Check::Schema(schema) => Some(schema),
        Check::Condition(_) => None,
    });
    let mut schemas = whole.chain(checks);
    schemas.any(|schema| schema.assert_formats && schema.text.contains("\"idn-"))
}

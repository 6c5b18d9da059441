//! The public API: [`Builder`] collects the options of a run and runs the pipeline.

use std::path::{Path, PathBuf};

use crate::diagnostic::{self, Code, Diagnostic, Error, Severity};
use crate::emit::Wanted;
use crate::layout::{self, Modules, Output, Run};
use crate::names::{Case, identifier};
use crate::parallel::STACK;
use crate::plan::{self, Plan, Settings};
use crate::samples::check_samples;
use crate::schema::{
    Document, OpenApi, Origin, Request, Schemas, check_dialects, check_references, load,
    resolve_dynamic_references, resolve_self_application,
};
use crate::semantics::Semantics;

/// Whether `format` is an assertion or an annotation (validation specification, section 7.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Formats {
    /// `format` is an assertion: an instance that violates it is invalid.
    Assert,
    /// `format` is an annotation: it is not validated.
    #[default]
    Annotate,
}

/// Generates Rust types from JSON Schemas: for a build script, a task runner, or a test.
///
/// In a build script, with `cargo::rerun-if-changed` for each schema file:
///
/// ```no_run
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     schema_codegen::Builder::new()
///         .schema("schemas/order.json")
///         .write_to_out_dir("order.rs")?;
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Builder {
    request: Request,
    formats: Formats,
    settings: Settings,
    wanted: Wanted,
    command: Option<String>,
}

impl Builder {
    /// A builder without schemas and with default options.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a schema by its file. Relative references reach files in the folder of that file and
    /// below it, after symbolic links are resolved. Files elsewhere have to be given by
    /// [`reference`](Self::reference) or [`reference_directory`](Self::reference_directory), so
    /// that a schema cannot read arbitrary files.
    #[must_use]
    pub fn schema(mut self, path: impl Into<PathBuf>) -> Self {
        self.request.roots.push(Origin::File { path: path.into() });
        self
    }

    /// Adds a schema by its text. `name` is its name in diagnostics and documentation.
    #[must_use]
    pub fn schema_text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.request.roots.push(Origin::Text {
            name: name.into(),
            text: text.into(),
        });
        self
    }

    /// The base directory that file names in diagnostics and documentation are relative to, so that
    /// the output is the same on every machine.
    #[must_use]
    pub fn directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.request.directory = directory.into();
        self
    }

    /// Maps a URI that a schema refers to to a file; nothing is ever fetched. Relative references
    /// in that file reach its folder and below.
    #[must_use]
    pub fn reference(mut self, uri: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        self.request.references.push((uri.into(), path.into()));
        self
    }

    /// A folder with documents that schemas may refer to, by their `$id` or by file name. May be
    /// given again; the first folder with a match is used. Files of the folder are read only for
    /// references that nothing else resolves, and a file is diagnosed only if a reference means it.
    #[must_use]
    pub fn reference_directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.request.directories.push(directory.into());
        self
    }

    /// Reads the keywords of `OpenAPI` in schemas too: `nullable`, boolean `exclusiveMinimum` and
    /// `exclusiveMaximum`, and the ranges of the formats `int32`, `int64` and `float`. They are
    /// rewritten to plain JSON Schema, from which types are generated, which is bundled, and which
    /// instances are validated against.
    #[must_use]
    pub fn openapi(mut self, version: OpenApi) -> Self {
        self.request.reading.openapi = Some(version);
        self
    }

    /// Reads a schema without `type` as if it had the JSON type that its keywords apply to.
    /// `{"properties": …}` accepts 42 according to the specification, but its author probably meant
    /// an object. The header of generated files counts these schemas, and bundled schemas contain
    /// the added `type`.
    #[must_use]
    pub fn implied_types(mut self) -> Self {
        self.request.reading.implied_types = true;
        self
    }

    /// Whether `format` is an assertion. By default it is an annotation.
    #[must_use]
    pub fn formats(mut self, formats: Formats) -> Self {
        self.formats = formats;
        self
    }

    /// The name of the first schema's type, instead of its title or file name.
    #[must_use]
    pub fn root_name(mut self, name: impl Into<String>) -> Self {
        // The last call wins, as for every other option.
        self.settings.names.retain(|(place, _)| !place.is_empty());
        let name = identifier(Case::Type, &name.into());
        self.name("", name)
    }

    /// The name of a type, instead of one from its title, its definition or its position. `place`
    /// is the JSON Pointer to its schema: `/$defs/user` in the first schema,
    /// `user.json#/$defs/user` in the file of that name. A name that no type takes is an error, so
    /// that it cannot go stale.
    ///
    /// ```
    /// let output = schema_codegen::Builder::new()
    ///     .schema_text("s.json", r#"{"type": "object", "properties": {"to": {"enum": ["a", "b"]}}}"#)
    ///     .name("/properties/to", "Recipient")
    ///     .generate()?;
    /// assert!(output.code().contains("pub enum Recipient {"));
    /// # Ok::<(), schema_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn name(mut self, place: impl Into<String>, name: impl Into<String>) -> Self {
        self.settings.names.push((place.into(), name.into()));
        self
    }

    /// Implements `schemars::JsonSchema` for every type behind this cargo feature. The feature has
    /// to switch on `schemars` of `schema-runtime`.
    #[must_use]
    pub fn json_schema_feature(mut self, feature: impl Into<String>) -> Self {
        self.wanted.json_schema_feature = Some(feature.into());
        self
    }

    /// Whether types borrow strings from the input, for callers that read a value and drop it soon.
    /// By default they own their strings.
    ///
    /// Every type that holds strings then has one lifetime `'a`, its strings are `Cow<'a, str>`,
    /// and `into_owned` gives a value that outlives the input. `from_slice` and `from_str` borrow
    /// each string that has no escapes; as `FromStr` cannot borrow, `from_str` is a method of the
    /// type. The same payloads are accepted, and they are written back the same.
    ///
    /// Still owned: property names, additional properties, `Value`s, dates, and unknown values of
    /// open enums. An untagged union owns all of its strings. A union with a discriminator owns the
    /// strings of the properties that come before the discriminator.
    ///
    /// ```
    /// let output = schema_codegen::Builder::new()
    ///     .schema_text("s.json", r#"{"type": "object", "properties": {"to": {"type": "string"}}}"#)
    ///     .root_name("Letter")
    ///     .borrowed(true)
    ///     .generate()?;
    /// assert!(output.code().contains("pub struct Letter<'a> {"));
    /// assert!(output.code().contains("pub to: Option<Cow<'a, str>>,"));
    /// # Ok::<(), schema_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn borrowed(mut self, borrowed: bool) -> Self {
        self.settings.borrowed = borrowed;
        self
    }

    /// The folder of the bundled schemas, relative to the modules, when another run generates them
    /// for the same schemas: they are not generated again.
    #[must_use]
    pub fn bundled_schemas_in(mut self, directory: impl Into<String>) -> Self {
        self.wanted.schema_directory = Some(directory.into());
        self
    }

    /// The module with the types of the same schemas that do not [borrow](Self::borrowed), as a
    /// path in `mod.rs` of the output: `super`. A type without strings is the same in both, so it
    /// is re-exported from there.
    ///
    /// Only for [`generate_modules`](Self::generate_modules).
    #[must_use]
    pub fn owned_types_in(mut self, module: impl Into<String>) -> Self {
        self.wanted.owned_types = Some(module.into());
        self
    }

    /// The command that generates the output again; it is named in the header of each file.
    #[must_use]
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }

    /// All types as one Rust file.
    ///
    /// # Errors
    ///
    /// Every diagnostic, when there is an error among them.
    pub fn generate(&self) -> Result<Output, Error> {
        self.run(layout::single_file)
    }

    /// A Rust module for each document, and for each root its bundled schema.
    ///
    /// # Errors
    ///
    /// Every diagnostic, when there is an error among them.
    pub fn generate_modules(&self) -> Result<Modules, Error> {
        self.run(layout::modules)
    }

    /// For build scripts: writes all types to a file in `OUT_DIR`, and prints
    /// `cargo::rerun-if-changed` for each schema file.
    ///
    /// Include it with `include!(concat!(env!("OUT_DIR"), "/order.rs"));`.
    ///
    /// # Errors
    ///
    /// When `OUT_DIR` is not set, the file cannot be written, or nothing can be generated.
    pub fn write_to_out_dir(
        &self,
        file: impl AsRef<Path>,
    ) -> Result<PathBuf, Box<dyn std::error::Error>> {
        let directory = std::env::var_os("OUT_DIR").ok_or("`OUT_DIR` is not set")?;
        let output = self.generate()?;
        for path in output.inputs() {
            let line = format!("cargo::rerun-if-changed={}", path.display());
            // After a line end in a file name, cargo would read the rest as an instruction.
            if !line.contains(['\n', '\r']) {
                println!("{line}");
            }
        }
        for warning in output.warnings() {
            println!("cargo::warning={warning}");
        }
        let path = Path::new(&directory).join(file);
        output.write(&path)?;
        Ok(path)
    }

    /// Runs the pipeline on a thread with a large stack: planning recurses into nested schemas, and
    /// the caller's stack may be too small for the deepest nesting that is allowed.
    pub(crate) fn run<T: Send>(
        &self,
        lay_out: impl FnOnce(&Plan, &Run<'_>) -> T + Send,
    ) -> Result<T, Error> {
        let thread = std::thread::Builder::new().stack_size(STACK);
        std::thread::scope(|scope| {
            let running = thread.spawn_scoped(scope, || self.pipeline(lay_out));
            let failed = |why: &str| {
                Error::from(Diagnostic::without_place(Code::Unreadable, why.to_owned()))
            };
            match running.map(std::thread::ScopedJoinHandle::join) {
                Ok(Ok(outcome)) => outcome,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                Err(error) => Err(failed(&format!("no thread to generate on: {error}"))),
            }
        })
    }

    /// The whole pipeline, stage by stage.
    fn pipeline<T>(&self, lay_out: impl FnOnce(&Plan, &Run<'_>) -> T) -> Result<T, Error> {
        let mut problems = Vec::new();
        if self.request.roots.is_empty() {
            let message = "there is no schema to generate from";
            return Err(Diagnostic::without_place(Code::Unreadable, message).into());
        }
        let loaded = load(&self.request).map_err(Error::new)?;
        let schemas = Schemas::new(&loaded)?;
        let names: Vec<String> = loaded
            .iter()
            .map(|document| document.source.name().to_owned())
            .collect();
        for document in &loaded {
            problems.extend_from_slice(&document.warnings);
        }
        check_dialects(&schemas, &mut problems);
        stop_at_errors(&mut problems, &names)?;
        let static_documents = resolve_dynamic_references(&schemas, self.roots());
        let (loaded, schemas) = match &static_documents {
            Some(documents) => (documents, Schemas::new(documents)?),
            None => (&loaded, schemas),
        };
        let reached = check_references(&schemas, self.roots(), &mut problems);
        stop_at_errors(&mut problems, &names)?;
        let settled = resolve_self_application(&schemas, reached, self.roots(), &mut problems);
        stop_at_errors(&mut problems, &names)?;
        let (documents, schemas) = match &settled {
            Some(settled) => (settled, Schemas::new(settled)?),
            None => (loaded, schemas),
        };

        let by_dialect = documents.iter().all(Document::asserts_formats);
        let formats = self.formats == Formats::Assert || by_dialect;
        check_samples(&schemas, formats, &mut problems);
        let absolute = schemas.absolute_documents(self.roots());
        let large = absolute.large_numbers();
        let absolute = absolute.hiding(&large);
        let registry = absolute.registry().map_err(|error| unreadable(&error))?;
        let semantics = Semantics::new(&registry, schemas.dialect(), formats, large);
        let plan = plan::plan(
            &schemas,
            &semantics,
            self.roots(),
            &self.settings,
            &mut problems,
        );
        stop_at_errors(&mut problems, &names)?;

        let run = Run {
            schemas: &schemas,
            documents,
            wanted: &self.wanted,
            command: self.command.as_deref(),
            warnings: problems,
        };
        Ok(lay_out(&plan, &run))
    }

    fn roots(&self) -> usize {
        self.request.roots.len()
    }
}

fn unreadable(error: &referencing::Error) -> Diagnostic {
    let message = format!("the documents cannot be put together: {error}");
    Diagnostic::without_place(Code::MissingReference, message)
}

/// Sorts the diagnostics, and returns all of them as an error if one of them is an error.
fn stop_at_errors(problems: &mut Vec<Diagnostic>, documents: &[String]) -> Result<(), Error> {
    diagnostic::sort(problems, documents);
    let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
    if problems.iter().any(is_error) {
        return Err(Error::new(std::mem::take(problems)));
    }
    Ok(())
}

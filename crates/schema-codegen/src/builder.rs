//! What callers ask for, and the pipeline that answers.

use std::path::{Path, PathBuf};

use crate::diagnostic::{self, Code, Diagnostic, Error, Severity};
use crate::emit::Wanted;
use crate::layout::{self, Modules, Output, Run};
use crate::names::{Case, identifier};
use crate::plan::{self, Plan, Settings};
use crate::samples::check_samples;
use crate::schema::{
    Document, OpenApi, Origin, Request, Schemas, check_dialects, check_references, load,
    resolve_self_application,
};
use crate::semantics::Semantics;

/// Bytes of stack for a run; they are reserved, and used only by schemas that need them.
const STACK: usize = 512 << 20;

/// Whether `format` is a rule or a remark (validation specification, section 7.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Formats {
    /// A value that breaks its format is refused.
    Assert,
    /// Formats change nothing.
    #[default]
    Annotate,
}

/// Generates Rust types from JSON Schemas: for a build script, a task runner, or a test.
///
/// In a build script, which tells cargo what to watch:
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
    /// A request for nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a schema by its file. Files it refers to by relative references are found beside it and
    /// below, links resolved; those elsewhere have to be named by [`reference`](Self::reference) or
    /// [`reference_directory`](Self::reference_directory), so that a schema cannot read the disk.
    #[must_use]
    pub fn schema(mut self, path: impl Into<PathBuf>) -> Self {
        self.request.roots.push(Origin::File { path: path.into() });
        self
    }

    /// Adds a schema by its text. `name` is what diagnostics and docs call it.
    #[must_use]
    pub fn schema_text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.request.roots.push(Origin::Text {
            name: name.into(),
            text: text.into(),
        });
        self
    }

    /// The folder from which diagnostics and docs tell the names of files, so that the output is
    /// the same on every machine.
    #[must_use]
    pub fn directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.request.directory = directory.into();
        self
    }

    /// Says which file stands for a URI that a schema refers to. Nothing is ever fetched. References
    /// in that file reach what is beside it too.
    #[must_use]
    pub fn reference(mut self, uri: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        self.request.references.push((uri.into(), path.into()));
        self
    }

    /// A folder with documents that schemas may refer to, known by their `$id` and by file name.
    /// May be given again; the first that answers counts. A file in it is read when a reference
    /// is not answered otherwise, and is at fault only when it is the one that was meant.
    #[must_use]
    pub fn reference_directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.request.directories.push(directory.into());
        self
    }

    /// Reads the words of `OpenAPI` in schemas too: `nullable`, boolean `exclusiveMinimum` and
    /// `exclusiveMaximum`, and the ranges of the formats `int32`, `int64` and `float`. What is
    /// generated, bundled and judged is the plain JSON Schema that they stand for.
    #[must_use]
    pub fn openapi(mut self, version: OpenApi) -> Self {
        self.request.reading.openapi = Some(version);
        self
    }

    /// Reads a schema without `type` as one of the type that its rules are about: `{"properties":
    /// …}` accepts 42 by the letter, and an object was surely meant. The header of what is generated
    /// says how often that was done, and the bundled schemas say the type.
    #[must_use]
    pub fn implied_types(mut self) -> Self {
        self.request.reading.implied_types = true;
        self
    }

    /// Whether formats are asserted. They are not unless this says so.
    #[must_use]
    pub fn formats(mut self, formats: Formats) -> Self {
        self.formats = formats;
        self
    }

    /// The name of the first schema's type, instead of its title or file name.
    #[must_use]
    pub fn root_name(mut self, name: impl Into<String>) -> Self {
        // A later name counts, as it does for everything else.
        self.settings.names.retain(|(place, _)| !place.is_empty());
        let name = identifier(Case::Type, &name.into());
        self.name("", name)
    }

    /// The name of a type, instead of its title, its definition's name or its place. `place` is the
    /// JSON Pointer to its schema: `/$defs/user` in the first schema, `user.json#/$defs/user` in
    /// the file of that name. A name that no type takes is an error, so that it cannot go stale.
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

    /// Whether types borrow text from the input, for readers that look and drop. They do not unless
    /// this says so.
    ///
    /// Every type that holds text then has one lifetime `'a`, its strings are `Cow<'a, str>`, and
    /// `into_owned` gives a value that outlives the input. `from_slice` and `from_str` borrow each
    /// string that has no escapes; as `FromStr` cannot borrow, `from_str` is a method of the type.
    /// What is accepted, refused and written is the same.
    ///
    /// Owned as before: names of members, members that the schema does not name, other values of any
    /// type, dates, values that an open list does not know. A union that tells its branches by trying
    /// them owns all its text; one that tells them by a member owns the text of the members before it.
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

    /// The folder of the bundled schemas, seen from the modules, when other modules of the same
    /// schemas have them already: they are not generated again.
    #[must_use]
    pub fn bundled_schemas_in(mut self, directory: impl Into<String>) -> Self {
        self.wanted.schema_directory = Some(directory.into());
        self
    }

    /// The module that already has the types of the same schemas without [borrowing](Self::borrowed), as `mod.rs` of the output
    /// names it: `super`. A type that holds no text is the same in both, so it is re-exported from there, and its values fit both.
    ///
    /// Only for [`generate_modules`](Self::generate_modules).
    #[must_use]
    pub fn owned_types_in(mut self, module: impl Into<String>) -> Self {
        self.wanted.owned_types = Some(module.into());
        self
    }

    /// The command that people run to make the output again; it stands in the header.
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

    /// For build scripts: writes all types to a file in `OUT_DIR` and tells cargo to run the
    /// script again when a schema changes.
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
            // A line end in a name would let the rest of it instruct cargo.
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

    /// Runs the pipeline where schemas may nest as deep as the limit allows: planning follows them
    /// by calls, and the stack of a caller's thread can be small.
    fn run<T: Send>(&self, lay_out: impl FnOnce(&Plan, &Run<'_>) -> T + Send) -> Result<T, Error> {
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

    /// The whole pipeline in one paragraph.
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
        let reached = check_references(&schemas, self.roots(), &mut problems);
        stop_at_errors(&mut problems, &names)?;
        let settled = resolve_self_application(&schemas, reached, self.roots(), &mut problems);
        stop_at_errors(&mut problems, &names)?;
        let (documents, schemas) = match &settled {
            Some(settled) => (settled, Schemas::new(settled)?),
            None => (&loaded, schemas),
        };

        let by_dialect = documents.iter().all(Document::asserts_formats);
        let formats = self.formats == Formats::Assert || by_dialect;
        check_samples(&schemas, formats, &mut problems);
        let absolute = schemas.absolute_documents(self.roots());
        let large = absolute.large_numbers();
        let absolute = absolute.hiding(&large);
        let registry = absolute.registry().map_err(|error| unreadable(&error))?;
        let semantics = Semantics::new(&registry, schemas.main_draft(), formats, large);
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

/// Whatever there is to say is in order afterwards.
fn stop_at_errors(problems: &mut Vec<Diagnostic>, documents: &[String]) -> Result<(), Error> {
    diagnostic::sort(problems, documents);
    let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
    if problems.iter().any(is_error) {
        return Err(Error::new(std::mem::take(problems)));
    }
    Ok(())
}

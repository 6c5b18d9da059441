//! The subcommand `generate`: one schema to one Rust file.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use schema_codegen::{Builder, Diagnostic, Error, Formats, OpenApi, Output};

use crate::progress;

/// Generate Rust types for a JSON Schema.
///
/// The code needs the crate `schema-runtime` and nothing else. Referenced documents are looked up
/// beside the schema and below, and where `--ref` and `--ref-dir` say; nothing is ever fetched, and
/// no other file is read.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// The schema's file.
    schema: PathBuf,

    /// Where to write the code, all of it or nothing; standard output when left out.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// The name of the root type, instead of the schema's title or file name.
    #[arg(long, value_name = "NAME", value_parser = type_name)]
    root_name: Option<String>,

    /// The name of the type of the schema at a JSON Pointer, such as `/$defs/user` or
    /// `other.json#/$defs/user`; may be given again.
    #[arg(long = "name", value_name = "POINTER=NAME", value_parser = pin)]
    names: Vec<(String, String)>,

    /// Whether `format` is validated.
    #[arg(long, value_enum, default_value_t = FormatsArgument::Annotate)]
    formats: FormatsArgument,

    /// Read the keywords of this version of `OpenAPI` too: `nullable`, formats of numbers and
    /// others.
    #[arg(long, value_enum, value_name = "VERSION")]
    openapi: Option<OpenApiArgument>,

    /// Read a schema without `type` as if it had the JSON type that its keywords imply.
    #[arg(long)]
    implied_types: bool,

    /// Borrow strings from the input: `Cow<'a, str>` instead of `String`.
    #[arg(long)]
    borrowed: bool,

    /// The file to read for a URI that the schema refers to; may be given again.
    #[arg(long = "ref", value_name = "URI=PATH", value_parser = reference)]
    references: Vec<(String, PathBuf)>,

    /// A folder of documents that the schema may refer to, by their `$id` or by file name; may be
    /// given again.
    #[arg(long = "ref-dir", value_name = "DIR")]
    reference_directories: Vec<PathBuf>,

    /// Print to standard error how good the types are, and why some fall short.
    #[arg(long)]
    report: bool,

    /// What to print as the last line of standard output: the root type's path.
    #[arg(long, value_enum, value_name = "WHAT", requires = "out")]
    print: Option<Print>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatsArgument {
    /// `format` is an assertion: an instance that violates it is invalid.
    Assert,
    /// `format` is an annotation (not validated).
    Annotate,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum OpenApiArgument {
    /// `nullable`, boolean bounds, formats of numbers; draft 7 if there is no `$schema`.
    #[value(name = "3.0")]
    V3_0,
    /// Formats of numbers; draft 2020-12 if there is no `$schema`.
    #[value(name = "3.1")]
    V3_1,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Print {
    /// The root type's path inside the generated file.
    Root,
}

impl Generate {
    pub(crate) fn run(&self) -> ExitCode {
        // Generating can take long, and would be wasted if the file cannot be written.
        if let Some(path) = &self.out
            && let Err(error) = Output::check_destination(path)
        {
            return cannot_write(path, &error);
        }
        let shown = shown(&self.schema);
        match progress::with(&format!("types for `{shown}`"), || {
            self.builder().generate()
        }) {
            Ok(output) => self.deliver(&output),
            Err(error) => {
                report(error.diagnostics());
                print_message(&closing(&error));
                ExitCode::FAILURE
            }
        }
    }

    fn builder(&self) -> Builder {
        let formats = match self.formats {
            FormatsArgument::Assert => Formats::Assert,
            FormatsArgument::Annotate => Formats::Annotate,
        };
        let builder = Builder::new()
            .schema(&self.schema)
            .formats(formats)
            .borrowed(self.borrowed);
        let builder = match &self.root_name {
            Some(name) => builder.root_name(name),
            None => builder,
        };
        let names = self.names.iter();
        let builder = names.fold(builder, |builder, (place, name)| builder.name(place, name));
        let builder = match self.openapi {
            Some(OpenApiArgument::V3_0) => builder.openapi(OpenApi::V3_0),
            Some(OpenApiArgument::V3_1) => builder.openapi(OpenApi::V3_1),
            None => builder,
        };
        let builder = if self.implied_types {
            builder.implied_types()
        } else {
            builder
        };
        let references = self.references.iter();
        let builder = references.fold(builder, |builder, (uri, path)| builder.reference(uri, path));
        let directories = self.reference_directories.iter();
        directories.fold(builder, Builder::reference_directory)
    }

    fn deliver(&self, output: &Output) -> ExitCode {
        report(output.warnings());
        let written = match &self.out {
            Some(path) => match output.write(path) {
                Ok(()) => Ok(()),
                Err(error) => return cannot_write(path, &error),
            },
            None => std::io::stdout().write_all(output.code().as_bytes()),
        };
        if let Err(error) = written {
            print_message(&format!("error: cannot write to standard output: {error}"));
            return ExitCode::FAILURE;
        }
        print_message(&output.quality().proof_line());
        if self.report {
            print_message(&format!("\n{}\n", output.quality()));
        }
        if let [first, more @ ..] = output.runtime_features() {
            let features = more
                .iter()
                .fold((*first).to_owned(), |all, one| format!("{all}, {one}"));
            print_message(&format!("the code needs `schema-runtime` with: {features}"));
        }
        if let (Some(Print::Root), Some(root)) = (self.print, output.root_types().first()) {
            // An error means that the reader has closed the pipe; the file is written all the same.
            let _ = writeln!(std::io::stdout(), "{root}");
        }
        ExitCode::SUCCESS
    }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> ExitCode {
    let path = shown(path);
    print_message(&format!("error: cannot write `{path}`: {error}"));
    ExitCode::FAILURE
}

/// A path without characters that control a terminal.
fn shown(path: &Path) -> String {
    let shown = |c: char| match c {
        '\'' | '"' | '\\' => c.to_string(),
        c => c.escape_debug().to_string(),
    };
    path.to_string_lossy().chars().map(shown).collect()
}

fn report(diagnostics: &[Diagnostic]) {
    let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for diagnostic in diagnostics {
        let text = if coloured {
            diagnostic.render_coloured()
        } else {
            diagnostic.render()
        };
        print_message(&format!("{text}\n"));
    }
}

/// Prints a line to standard error. An error is ignored: there is no other place to report it.
fn print_message(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn closing(error: &Error) -> String {
    match error.diagnostics().len() {
        1 => "error: nothing was generated, for the reason above".to_owned(),
        count => format!("error: nothing was generated, for the {count} reasons above"),
    }
}

fn reference(argument: &str) -> Result<(String, PathBuf), String> {
    match argument.split_once('=') {
        Some((uri, path)) if !uri.is_empty() && !path.is_empty() => {
            Ok((uri.to_owned(), PathBuf::from(path)))
        }
        _ => Err("expected `URI=PATH`".to_owned()),
    }
}

/// Splits at the last `=`: a pointer may contain `=`, a name cannot.
fn pin(argument: &str) -> Result<(String, String), String> {
    match argument.rsplit_once('=') {
        Some((place, name)) => Ok((place.to_owned(), type_name(name)?)),
        None => Err("expected `POINTER=NAME`".to_owned()),
    }
}

fn type_name(argument: &str) -> Result<String, String> {
    match syn::parse_str::<syn::Ident>(argument) {
        Ok(_) => Ok(argument.to_owned()),
        Err(_) => Err("not a Rust identifier".to_owned()),
    }
}

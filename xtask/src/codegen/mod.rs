//! `cargo xtask codegen`: the generated files of `conversation-models`, from `schemas/`.
//!
//! Takes `schemas/codegen.toml`; gives one folder of modules for each set, two if its types also come borrowing, or a report on what is
//! not fresh. Knows the generator, never what it generated.

mod freshness;
mod settings;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use schema_codegen::{Builder, File, Formats, Modules, OpenApi, Quality};

use freshness::Difference;
use settings::{Set, Settings};

/// The command that stands in the header of generated files.
const COMMAND: &str = "cargo xtask codegen";

/// The folder of a set's types, in the folder of its module.
const OWNED: &str = "generated";

/// The folder beside it, of the same types borrowing their text.
const BORROWED: &str = "borrowed";

/// Generate the Rust types of all schemas.
#[derive(Debug, Default, Args)]
pub(crate) struct Codegen {
    /// Change nothing; report every file that is stale, missing or left over.
    #[arg(long)]
    check: bool,
}

impl Codegen {
    pub(crate) fn run(&self, root: &Path) -> Result<ExitCode, String> {
        let generated = generate(root)?;
        let differences = freshness::differences(&generated)?;
        if self.check {
            return Ok(report(root, &differences));
        }
        // Everything has been generated before the first byte is written.
        for difference in &differences {
            difference.mend()?;
        }
        let files: usize = generated.iter().map(|folder| folder.files.len()).sum();
        for folder in &generated {
            println!("{}: {}", folder.set, folder.quality.proof_line());
        }
        println!("{} of {files} files written", differences.len());
        Ok(ExitCode::SUCCESS)
    }
}

/// A folder that only this command writes to, and what it has to hold.
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    pub(crate) files: Vec<File>,
    set: String,
    quality: Quality,
}

/// Generates every set, in memory.
fn generate(root: &Path) -> Result<Vec<Folder>, String> {
    let schemas = root.join("schemas");
    let settings = Settings::read(&schemas.join("codegen.toml"))?;
    let models = root.join("crates/conversation-models/src");
    let mut folders = Vec::new();
    for (name, set) in &settings.sets {
        let folder = |path: &str, set: String, modules: &Modules| Folder {
            path: models.join(name).join(path),
            files: modules.files().to_vec(),
            set,
            quality: modules.quality().clone(),
        };
        let owned = modules(&builder(&schemas, set))?;
        warn(&owned);
        folders.push(folder(OWNED, name.clone(), &owned));
        if set.borrowed {
            let builder = builder(&schemas, set).borrowed(true);
            // Warnings would be the same again.
            let builder = builder
                .bundled_schemas_in(format!("../{OWNED}"))
                .owned_types_in("super");
            let borrowed = modules(&builder)?;
            folders.push(folder(BORROWED, format!("{name}, {BORROWED}"), &borrowed));
        }
    }
    Ok(folders)
}

fn builder(schemas: &Path, set: &Set) -> Builder {
    let builder = Builder::new()
        .directory(schemas)
        .formats(if set.formats.are_asserted() {
            Formats::Assert
        } else {
            Formats::Annotate
        })
        .json_schema_feature("schemars")
        .command(COMMAND);
    let directory = schemas.join(&set.directory);
    let roots = set.roots.iter().map(|file| directory.join(file));
    let builder = roots.fold(builder, Builder::schema);
    let builder = set.refs.iter().fold(builder, |builder, (uri, file)| {
        builder.reference(uri, schemas.join(file))
    });
    let builder = match set.openapi {
        Some(settings::OpenApi::V3_0) => builder.openapi(OpenApi::V3_0),
        Some(settings::OpenApi::V3_1) => builder.openapi(OpenApi::V3_1),
        None => builder,
    };
    let builder = if set.implied_types {
        builder.implied_types()
    } else {
        builder
    };
    let ref_dirs = set.ref_dirs.iter().map(|folder| schemas.join(folder));
    let builder = ref_dirs.fold(builder, Builder::reference_directory);
    let names = set.names.iter();
    names.fold(builder, |builder, (place, name)| builder.name(place, name))
}

fn modules(builder: &Builder) -> Result<Modules, String> {
    let modules = builder.generate_modules();
    modules.map_err(|error| error.to_string())
}

fn warn(modules: &Modules) {
    for warning in modules.warnings() {
        eprintln!("{}\n", warning.render());
    }
}

fn report(root: &Path, differences: &[Difference]) -> ExitCode {
    for difference in differences {
        eprintln!("{}", difference.describe(root));
    }
    if differences.is_empty() {
        println!("all generated files are fresh");
        return ExitCode::SUCCESS;
    }
    let files = if differences.len() == 1 {
        "file is"
    } else {
        "files are"
    };
    eprintln!(
        "error: {} generated {files} not fresh; run `{COMMAND}`",
        differences.len()
    );
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_are_fresh() {
        let root = crate::workspace_root();
        let differences = freshness::differences(&generate(&root).unwrap()).unwrap();
        let described: Vec<_> = differences.iter().map(|it| it.describe(&root)).collect();
        assert!(
            described.is_empty(),
            "run `{COMMAND}`:\n{}",
            described.join("\n")
        );
    }

    #[test]
    fn generating_twice_gives_the_same_bytes() {
        let root = crate::workspace_root();
        let files = |folders: Vec<Folder>| folders.into_iter().flat_map(|it| it.files);
        let first: Vec<_> = files(generate(&root).unwrap()).collect();
        let second: Vec<_> = files(generate(&root).unwrap()).collect();
        assert_eq!(first, second);
        assert!(!first.is_empty());
    }
}

//! Reads a case, a folder `tests/cases/<topic>/<name>`: a schema with one feature, instances that
//! it accepts and rejects, and options of the generator. README.md beside the cases explains each
//! file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schema_codegen::{Builder, Formats, OpenApi};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A schema, instances that it accepts and rejects, and the expected diagnostic if there is one.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// `<topic>_<name>`: the name of the schema's file and of the generated module.
    pub(crate) name: String,
    pub(crate) schema: Value,
    pub(crate) formats: Formats,
    pub(crate) accept: Vec<Value>,
    pub(crate) reject: Vec<Value>,
    /// JSON texts, for what a `Value` cannot hold: duplicate keys, spellings of numbers.
    pub(crate) texts: Vec<(String, bool)>,
    /// Documents beside the schema, by file name.
    pub(crate) files: BTreeMap<String, Value>,
    /// Names of these files by the URIs that they are given for.
    pub(crate) references: BTreeMap<String, String>,
    pub(crate) root_name: Option<String>,
    pub(crate) openapi: Option<OpenApi>,
    pub(crate) implied_types: bool,
    /// Whether validators are given the bundled schema, since they refuse the case's own.
    pub(crate) bundled: bool,
    /// Whether the schema rejects every instance.
    pub(crate) nothing: bool,
    /// The diagnostic, if no code can be generated.
    pub(crate) diagnostic: Option<Expected>,
    /// The folder of `tests/cases` that the case belongs to.
    pub(crate) topic: String,
    /// The folder of the case; `None` for one that is not in `tests/cases`.
    pub(crate) folder: Option<PathBuf>,
}

/// The first diagnostic of a case: its code, and its JSON Pointer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    pub(crate) code: String,
    pub(crate) at: String,
}

impl Case {
    /// All cases sorted by name; only those whose name contains the environment variable `CASES`.
    pub(crate) fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        let filter = std::env::var("CASES").unwrap_or_default();
        let topics = entries(&root).filter(|path| path.is_dir());
        let all = topics.flat_map(|topic| {
            let name = file_name(&topic);
            entries(&topic).map(move |folder| Self::read(&name, folder))
        });
        let cases: Vec<Self> = all.filter(|case| case.name.contains(&filter)).collect();
        assert!(!cases.is_empty(), "no case has `{filter}` in its name");
        cases
    }

    /// The builder for the case, whose documents must have been written to `folder`.
    pub(crate) fn builder(&self, folder: &Path) -> Builder {
        let file = folder.join(format!("{}.json", self.name));
        let builder = Builder::new()
            .schema(file)
            .directory(folder)
            .formats(self.formats);
        let builder = self.root_name.iter().fold(builder, Builder::root_name);
        let openapi = self.openapi.into_iter();
        let builder = openapi.fold(builder, Builder::openapi);
        let builder = if self.implied_types {
            builder.implied_types()
        } else {
            builder
        };
        self.references
            .iter()
            .fold(builder, |builder, (uri, file)| {
                builder.reference(uri, folder.join(file))
            })
    }

    /// Writes the case's documents to `folder`.
    pub(crate) fn write(&self, folder: &Path) {
        std::fs::create_dir_all(folder).unwrap();
        let own = (format!("{}.json", self.name), &self.schema);
        let beside = self.files.iter().map(|(name, value)| (name.clone(), value));
        for (name, value) in beside.chain([own]) {
            std::fs::write(folder.join(name), format!("{value:#}\n")).unwrap();
        }
    }

    /// Reads the case in `folder`, whose path ends in `<topic>/<name>`.
    fn read(topic: &str, folder: PathBuf) -> Self {
        let name = format!("{topic}_{}", file_name(&folder));
        let settings: Settings = read_to_string(&folder.join("case.toml"))
            .map(|text| toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}")))
            .unwrap_or_default();
        let instances: Instances = read_to_string(&folder.join("instances.json"))
            .map(|text| parse(&name, &text))
            .unwrap_or_default();
        let files = entries(&folder.join("files"));
        let files = files.map(|path| (file_name(&path), parse(&name, &text(&path))));
        Self {
            schema: parse(&name, &text(&folder.join("schema.json"))),
            formats: settings.formats(&name),
            accept: instances.accept,
            reject: instances.reject,
            texts: instances
                .texts
                .into_iter()
                .map(|it| (it.text, it.accepted))
                .collect(),
            files: files.collect(),
            openapi: settings.openapi(&name),
            references: settings.references,
            root_name: settings.root_name,
            implied_types: settings.implied_types,
            bundled: settings.bundled,
            nothing: settings.nothing,
            diagnostic: settings.diagnostic,
            topic: topic.to_owned(),
            folder: Some(folder),
            name,
        }
    }
}

/// `case.toml`: options of the generator, and what is unusual about the case.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Settings {
    formats: Option<String>,
    openapi: Option<String>,
    implied_types: bool,
    bundled: bool,
    root_name: Option<String>,
    nothing: bool,
    references: BTreeMap<String, String>,
    diagnostic: Option<Expected>,
}

impl Settings {
    fn formats(&self, name: &str) -> Formats {
        match self.formats.as_deref() {
            None | Some("annotate") => Formats::Annotate,
            Some("assert") => Formats::Assert,
            Some(other) => panic!("{name}: `{other}` is neither `assert` nor `annotate`"),
        }
    }

    fn openapi(&self, name: &str) -> Option<OpenApi> {
        self.openapi.as_deref().map(|version| match version {
            "3.0" => OpenApi::V3_0,
            "3.1" => OpenApi::V3_1,
            other => panic!("{name}: `{other}` is neither `3.0` nor `3.1`"),
        })
    }
}

/// `instances.json`. Unknown properties fail the test, so that a misspelt `reject` is not ignored.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Instances {
    accept: Vec<Value>,
    reject: Vec<Value>,
    texts: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
    accepted: bool,
}

/// The entries of a folder in the order of their names; none if there is no such folder.
fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn read_to_string(path: &Path) -> Option<String> {
    path.exists().then(|| text(path))
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn parse<T: DeserializeOwned>(name: &str, text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

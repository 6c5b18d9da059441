//! One file of `tests/cases`: a schema with one feature, and instances it accepts and refuses.
//!
//! Takes the file; gives a [`Case`]. A member it does not know fails the test, so that a misspelt
//! `refuse` cannot pass by saying nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schema_codegen::{Builder, Formats, OpenApi};
use serde_json::{Map, Value, json};

use crate::oracle::Oracle;

/// A schema, what it accepts and refuses, and what the generator says of it when it has to.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// The name of the file and of the generated module.
    pub(crate) name: String,
    pub(crate) schema: Value,
    pub(crate) formats: Formats,
    pub(crate) accept: Vec<Value>,
    pub(crate) refuse: Vec<Value>,
    /// JSON texts, for what a `Value` cannot hold: members named twice, spellings of numbers.
    pub(crate) texts: Vec<(String, bool)>,
    /// Documents beside the schema, by file name.
    pub(crate) files: BTreeMap<String, Value>,
    /// URIs that are answered by one of the files.
    pub(crate) references: BTreeMap<String, String>,
    pub(crate) root_name: Option<String>,
    pub(crate) openapi: Option<OpenApi>,
    pub(crate) implied_types: bool,
    /// Whether there is nothing to accept.
    pub(crate) nothing: bool,
    /// What cannot be generated yet, with the pointer where that is said.
    pub(crate) diagnostic: Option<Expected>,
}

/// The first diagnostic of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(crate) code: String,
    pub(crate) at: String,
}

impl Case {
    /// Every case, by name.
    pub(crate) fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        let entries = std::fs::read_dir(folder).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }

    /// Whole component documents of two vendors, where the suites stand beside this checkout.
    pub(crate) fn corpora() -> Vec<Self> {
        let suites = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/suites");
        let corpus = |name: &str| {
            let Ok(text) = std::fs::read_to_string(suites.join(format!("{name}.schema.json")))
            else {
                println!("{name}: not here, skipped");
                return None;
            };
            Some(Self {
                name: name.replace('-', "_"),
                schema: serde_json::from_str(&text).unwrap(),
                formats: Formats::Annotate,
                // Something to ask; the oracle knows the answer.
                accept: vec![json!({})],
                refuse: Vec::new(),
                texts: Vec::new(),
                files: BTreeMap::new(),
                references: BTreeMap::new(),
                root_name: None,
                openapi: None,
                implied_types: false,
                nothing: false,
                diagnostic: None,
            })
        };
        let names = ["zendesk-components", "ada-components"];
        names.into_iter().filter_map(corpus).collect()
    }

    /// The schema in plain JSON Schema: its own words, or what the generator gives to validators
    /// where it reads more into them.
    pub(crate) fn plain_schema(&self) -> Value {
        if self.openapi.is_none() && !self.implied_types {
            return self.schema.clone();
        }
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path());
        let modules = self.builder(folder.path()).generate_modules();
        let modules = modules.unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let mut files = modules.files().iter();
        let bundle = files.find(|file| file.name.ends_with(".schema.json"));
        serde_json::from_str(&bundle.unwrap().text).unwrap()
    }

    pub(crate) fn oracle(&self) -> Oracle {
        Oracle::of(self)
    }

    /// The request to the generator, once the case's documents are files in `folder`.
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

    /// Puts the case's documents into `folder`.
    pub(crate) fn write(&self, folder: &Path) {
        std::fs::create_dir_all(folder).unwrap();
        let own = (format!("{}.json", self.name), &self.schema);
        let beside = self.files.iter().map(|(name, value)| (name.clone(), value));
        for (name, value) in beside.chain([own]) {
            std::fs::write(folder.join(name), format!("{value:#}\n")).unwrap();
        }
    }

    fn read(path: &Path) -> Self {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(path).unwrap();
        let mut members: Map<String, Value> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut take = |member: &str| members.remove(member);
        let case = Self {
            schema: take("schema").unwrap(),
            formats: formats(take("formats").as_ref()),
            accept: list(take("accept")),
            refuse: list(take("refuse")),
            texts: list(take("texts")).iter().map(text_of).collect(),
            files: object(take("files")).into_iter().collect(),
            references: object(take("references"))
                .into_iter()
                .map(|(uri, file)| (uri, file.as_str().unwrap().to_owned()))
                .collect(),
            root_name: take("root_name").map(|name| name.as_str().unwrap().to_owned()),
            openapi: take("openapi").map(|version| match version.as_str() {
                Some("3.0") => OpenApi::V3_0,
                Some("3.1") => OpenApi::V3_1,
                other => panic!("{other:?} is neither `3.0` nor `3.1`"),
            }),
            implied_types: take("implied_types").is_some_and(|it| it.as_bool().unwrap()),
            nothing: take("nothing").is_some_and(|nothing| nothing.as_bool().unwrap()),
            diagnostic: take("diagnostic").map(|expected| Expected {
                code: expected["code"].as_str().unwrap().to_owned(),
                at: expected["at"].as_str().unwrap().to_owned(),
            }),
            name,
        };
        assert!(members.is_empty(), "{}: {:?}", case.name, members.keys());
        case
    }
}

fn formats(word: Option<&Value>) -> Formats {
    match word.map(|word| word.as_str().unwrap()) {
        None | Some("annotate") => Formats::Annotate,
        Some("assert") => Formats::Assert,
        Some(other) => panic!("`{other}` is neither `assert` nor `annotate`"),
    }
}

fn list(value: Option<Value>) -> Vec<Value> {
    value.map_or_else(Vec::new, |value| value.as_array().unwrap().clone())
}

fn object(value: Option<Value>) -> Map<String, Value> {
    value.map_or_else(Map::new, |value| value.as_object().unwrap().clone())
}

fn text_of(value: &Value) -> (String, bool) {
    let text = value["text"].as_str().unwrap().to_owned();
    (text, value["accepted"].as_bool().unwrap())
}

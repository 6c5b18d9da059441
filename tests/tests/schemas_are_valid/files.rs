//! Reads schemas and fixtures from disk, by path in a stable order, and walks through subschemas
//! and references.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use walkdir::WalkDir;

/// Every schema file by its path below `schemas/`.
pub(crate) type Schemas = BTreeMap<String, Value>;

/// All schema files.
pub(crate) fn schemas() -> Schemas {
    let root = workspace().join("schemas");
    let name = |path: &Path| {
        path.strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    let files = files(&root);
    files.iter().map(|path| (name(path), read(path))).collect()
}

/// The text of `schemas/README.md`.
pub(crate) fn readme() -> String {
    fs::read_to_string(workspace().join("schemas/README.md")).unwrap()
}

/// The fixtures of one model and one kind (`accept`, `reject`) by file name.
pub(crate) fn payloads(root: &str, kind: &str) -> BTreeMap<String, Value> {
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let files = files(&fixtures(root).join(kind));
    files.iter().map(|path| (name(path), read(path))).collect()
}

/// What `reject.json` states about each rejected fixture of a model.
pub(crate) fn stated(root: &str) -> Value {
    read(&fixtures(root).join("reject.json"))
}

/// A subschema: its file, its JSON Pointer there, and its value.
pub(crate) type Subschema<'s> = (&'s str, String, &'s Value);

/// Every subschema of every file, the files' roots included.
pub(crate) fn subschemas(schemas: &Schemas) -> Vec<Subschema<'_>> {
    let mut found = Vec::new();
    for (path, schema) in schemas {
        gather(path, String::new(), schema, &mut found);
    }
    found
}

fn gather<'s>(path: &'s str, pointer: String, node: &'s Value, into: &mut Vec<Subschema<'s>>) {
    for named in ["properties", "$defs"] {
        for (name, inner) in node[named].as_object().into_iter().flatten() {
            gather(path, format!("{pointer}/{named}/{name}"), inner, into);
        }
    }
    for (index, inner) in node["anyOf"].as_array().into_iter().flatten().enumerate() {
        gather(path, format!("{pointer}/anyOf/{index}"), inner, into);
    }
    for single in ["items", "additionalProperties"] {
        if let Some(inner) = node.get(single) {
            gather(path, format!("{pointer}/{single}"), inner, into);
        }
    }
    into.push((path, pointer, node));
}

/// The file and the JSON Pointer of the target of `reference` in the file `path`.
pub(crate) fn target(path: &str, reference: &str) -> (String, String) {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let to = match (file, path.split_once('/')) {
        ("", _) | (_, None) => path.to_owned(),
        (_, Some((vendor, _))) => format!("{vendor}/{file}"),
    };
    (to, fragment.to_owned())
}

fn fixtures(root: &str) -> PathBuf {
    let model = root.trim_end_matches(".json");
    workspace().join("tests/fixtures").join(model)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let paths = entries.map(|entry| entry.unwrap().into_path());
    paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect()
}

fn read(path: &Path) -> Value {
    let shown = path.display();
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{shown}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{shown}: {error}"))
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

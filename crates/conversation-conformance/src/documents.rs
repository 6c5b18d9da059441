//! Reads the layout of vendors' documents: schemas of any name in one folder,
//! `instances/NAME/accept/*.json` and `instances/NAME/reject/*.json`.
//!
//! The folder becomes one section with a case for each NAME. Its schema is the file of that name,
//! else the first one whose name begins so, else the one whose `$id` the instances give as their
//! `$schema`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::case::{Case, Instance, Reference, Schema, Section, module_name};
use super::files::read;
use super::store;

pub(super) fn sections(folder: &Path) -> Result<Vec<Section>, String> {
    let folder =
        std::path::absolute(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let files = files(&folder)?;
    let mut cases = Vec::new();
    for (index, name) in names(&folder.join("instances"))?.iter().enumerate() {
        let of_label = |label| {
            let instances = folder.join("instances").join(name);
            store::instances(&instances.join(label), label, true)
        };
        let mut instances = of_label("accept")?;
        instances.extend(of_label("reject")?);
        let schema = schema_of(name, &instances, &files);
        let schema = schema.ok_or_else(|| format!("no schema for the instances `{name}`"))?;
        cases.push(Case {
            name: name.clone(),
            file: name.clone(),
            index,
            module: module_name(name, index),
            schema: Schema::File(schema),
            instances,
        });
    }
    let references = files.iter().filter_map(|file| {
        Some(Reference {
            uri: file.id.clone()?,
            path: file.path.clone(),
        })
    });
    Ok(vec![Section {
        name: "documents".to_owned(),
        cases,
        references: references.collect(),
        formats: false,
    }])
}

/// A document of the folder.
struct Document {
    path: PathBuf,
    stem: String,
    /// The `$id` of a JSON document; `None` for YAML.
    id: Option<String>,
}

fn files(folder: &Path) -> Result<Vec<Document>, String> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|it| Some(it.ok()?.path())).collect();
    paths.retain(|path| {
        let extension = path.extension().and_then(|it| it.to_str());
        matches!(extension, Some("json" | "yaml" | "yml"))
    });
    paths.sort();
    let document = |path: PathBuf| {
        let stem = path.file_stem().unwrap_or_default();
        Document {
            stem: stem.to_string_lossy().into_owned(),
            id: id_of(&path),
            path,
        }
    };
    Ok(paths.into_iter().map(document).collect())
}

fn id_of(path: &Path) -> Option<String> {
    let document: Value = serde_json::from_str(&read(path).ok()?).ok()?;
    let id = document.get("$id").or_else(|| document.get("id"))?;
    Some(id.as_str()?.trim_end_matches('#').to_owned())
}

fn names(folder: &Path) -> Result<Vec<String>, String> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let folders = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let folders = folders.filter(|path| path.is_dir());
    let names = folders.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    Ok(names)
}

fn schema_of(name: &str, instances: &[Instance], files: &[Document]) -> Option<PathBuf> {
    let same = files.iter().find(|file| file.stem == name);
    let beginning = || files.iter().find(|file| file.stem.starts_with(name));
    let by_id = || {
        let said = instances.iter().filter_map(|instance| {
            let value: Value = serde_json::from_str(&instance.text).ok()?;
            Some(value.get("$schema")?.as_str()?.to_owned())
        });
        let mut said =
            said.filter_map(|id| files.iter().find(|file| file.id.as_ref() == Some(&id)));
        said.next()
    };
    let file = same.or_else(beginning).or_else(by_id)?;
    Some(file.path.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use scratch_crates::write;

    #[test]
    fn a_schema_is_found_by_name_or_by_what_its_instances_say() {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| write(&folder.path().join(path), text).unwrap();
        put("one-schema.json", "{}");
        put("other-1.6.json", r#"{"$id": "https://example.com/two"}"#);
        put("three.yaml", "type: object");
        put("instances/one/accept/1.json", "{}");
        put(
            "instances/two/accept/1.json",
            r#"{"$schema": "https://example.com/two"}"#,
        );
        put("instances/three/reject/1.json", "[]");
        let sections = sections(folder.path()).unwrap();
        let schema = |case: &Case| match &case.schema {
            Schema::File(path) => path.file_name().unwrap().to_str().unwrap().to_owned(),
            Schema::Text { name, .. } => name.clone(),
        };
        let found: Vec<_> = sections[0].cases.iter().map(schema).collect();
        assert_eq!(found, ["one-schema.json", "three.yaml", "other-1.6.json"]);
        assert_eq!(sections[0].cases[1].instances[0].label, Some(false));
    }
}

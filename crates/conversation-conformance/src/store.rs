//! Reads the layout of a schema store: `schemas/NAME.json`, `accept/NAME/*.json`,
//! `reject/NAME/*.json`.
//!
//! The folder becomes one section. Labels of a store come from many contributors, and some are
//! wrong, so they count only on request.

use std::path::Path;

use serde_json::Value;

use super::case::{Case, Instance, Reference, Schema, Section, module_name};
use super::files::{json_files, read};

/// Where the store serves its schemas.
const SERVED_AT: &str = "https://json.schemastore.org/";

pub(super) fn sections(store: &Path, labels: bool) -> Result<Vec<Section>, String> {
    // Paths of references must be absolute: workers may have another working directory.
    let store =
        std::path::absolute(store).map_err(|error| format!("`{}`: {error}", store.display()))?;
    let schemas = json_files(&store.join("schemas"))?;
    let mut cases = Vec::new();
    let mut references = Vec::new();
    for (index, path) in schemas.iter().enumerate() {
        let Some(name) = path.file_stem().map(|stem| stem.to_string_lossy()) else {
            continue;
        };
        references.extend(uris(&read(path)?, &name).map(|uri| Reference {
            uri,
            path: path.clone(),
        }));
        let of_label = |label| instances(&store.join(label).join(&*name), label, labels);
        let mut instances = of_label("accept")?;
        instances.extend(of_label("reject")?);
        cases.push(Case {
            name: name.to_string(),
            file: name.to_string(),
            index,
            module: module_name(&name, index),
            schema: Schema::File(path.clone()),
            instances,
        });
    }
    Ok(vec![Section {
        name: "store".to_owned(),
        cases,
        references,
        formats: false,
    }])
}

/// The URIs of a document: its `$id` if absolute, and its address with and without `.json`.
fn uris(text: &str, name: &str) -> impl Iterator<Item = String> {
    let id = serde_json::from_str(text).ok().and_then(|document: Value| {
        let id = document.get("$id").or_else(|| document.get("id"))?;
        Some(id.as_str()?.trim_end_matches('#').to_owned())
    });
    let absolute = id.filter(|id| id.contains(':'));
    absolute.into_iter().chain([
        format!("{SERVED_AT}{name}.json"),
        format!("{SERVED_AT}{name}"),
    ])
}

/// The instances of a folder; none if it does not exist. `label` is `accept` or `reject`; with
/// `labels` it becomes the label of each instance.
pub(super) fn instances(folder: &Path, label: &str, labels: bool) -> Result<Vec<Instance>, String> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let files = json_files(folder)?;
    let instance = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(Instance {
            name: format!("{label}/{name}"),
            text: read(path)?,
            label: labels.then_some(label == "accept"),
        })
    };
    files.iter().map(instance).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use scratch_crates::write;

    #[test]
    fn a_document_is_known_by_its_id_and_by_its_address() {
        let known = |text| uris(text, "x").collect::<Vec<_>>();
        let served = [
            "https://json.schemastore.org/x.json",
            "https://json.schemastore.org/x",
        ];
        assert_eq!(known("{}"), served);
        assert_eq!(known(r#"{"$id": "relative.json"}"#), served);
        let by_id = known(r#"{"id": "https://example.com/x#"}"#);
        assert_eq!(by_id, ["https://example.com/x", served[0], served[1]]);
    }

    #[test]
    fn schemas_and_their_instances_are_found() {
        let store = tempfile::tempdir().unwrap();
        for file in ["schemas/a-b.json", "accept/a-b/1.json", "reject/a-b/2.json"] {
            write(&store.path().join(file), "{}").unwrap();
        }
        let sections = sections(store.path(), false).unwrap();
        let [case] = &sections[0].cases[..] else {
            panic!("{sections:?}");
        };
        assert_eq!((&*case.name, &*case.module), ("a-b", "m000_a_b"));
        let labels: Vec<&str> = case.instances.iter().map(|it| &*it.name).collect();
        assert_eq!(labels, ["accept/1.json", "reject/2.json"]);
        let sections = self::sections(store.path(), true).unwrap();
        let instances = sections[0].cases[0].instances.iter();
        let labels: Vec<_> = instances.map(|it| it.label).collect();
        assert_eq!(labels, [Some(true), Some(false)]);
    }
}

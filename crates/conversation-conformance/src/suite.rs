//! Reads the layout of the official JSON Schema test suite: `tests/<draft>/*.json` and `remotes/`.
//!
//! Each draft becomes a section, and a second one for its `optional/format`, where `format` is an
//! assertion. The other `optional/` tests are not read.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::case::{Case, Instance, Reference, Schema, Section, module_name};
use super::files::{json_files, read};
use scratch_crates::write;

/// The folders of the drafts, with the `$schema` of each.
const DRAFTS: [(&str, &str); 5] = [
    ("draft4", "http://json-schema.org/draft-04/schema#"),
    ("draft6", "http://json-schema.org/draft-06/schema#"),
    ("draft7", "http://json-schema.org/draft-07/schema#"),
    (
        "draft2019-09",
        "https://json-schema.org/draft/2019-09/schema",
    ),
    (
        "draft2020-12",
        "https://json-schema.org/draft/2020-12/schema",
    ),
];

/// The base URI of the suite's remote documents.
const SERVED_AT: &str = "http://localhost:1234/";

#[derive(Deserialize)]
struct Group {
    description: String,
    schema: Value,
    tests: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    description: String,
    data: Value,
    valid: bool,
}

/// Reads every draft that the folder has. Copies of the remote documents, one set for each draft,
/// go to `scratch`.
pub(super) fn sections(suite: &Path, scratch: &Path) -> Result<Vec<Section>, String> {
    let mut sections = Vec::new();
    for (name, dialect) in DRAFTS {
        let folder = suite.join("tests").join(name);
        if folder.is_dir() {
            let references = remotes(&suite.join("remotes"), &scratch.join(name), dialect)?;
            sections.push(Section {
                name: name.to_owned(),
                cases: cases(&folder, name, dialect)?,
                references: references.clone(),
                formats: false,
            });
            let folder = folder.join("optional/format");
            sections.push(Section {
                name: format!("{name}-format"),
                cases: cases(&folder, &format!("{name}/optional/format"), dialect)?,
                references,
                formats: true,
            });
        }
    }
    if sections.is_empty() {
        return Err(format!(
            "`{}` has no tests/draft… folder: not the layout of the test suite",
            suite.display()
        ));
    }
    Ok(sections)
}

fn cases(folder: &Path, draft: &str, dialect: &str) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    let files = if folder.is_dir() {
        json_files(folder)?
    } else {
        Vec::new()
    };
    for path in files {
        let stem = stem(&path);
        let groups: Vec<Group> = serde_json::from_str(&read(&path)?)
            .map_err(|error| format!("`{}`: {error}", path.display()))?;
        let file = format!("{draft}/{stem}.json");
        for group in groups {
            let index = cases.len();
            cases.push(case(
                group,
                &file,
                &module_name(&stem, index),
                index,
                dialect,
            ));
        }
    }
    Ok(cases)
}

fn case(group: Group, file: &str, module: &str, index: usize, dialect: &str) -> Case {
    let name = format!("{file}: {}", group.description);
    let instance = |test: Test| Instance {
        name: test.description,
        text: test.data.to_string(),
        label: Some(test.valid),
    };
    Case {
        name,
        file: file.to_owned(),
        index,
        module: module.to_owned(),
        schema: Schema::Text {
            name: format!("{module}.json"),
            text: in_dialect(group.schema, dialect).to_string(),
        },
        instances: group.tests.into_iter().map(instance).collect(),
    }
}

/// Adds `$schema` to a schema without one. A boolean schema cannot have it and needs none: it means
/// the same in every draft.
fn in_dialect(mut schema: Value, dialect: &str) -> Value {
    if let Value::Object(members) = &mut schema
        && !members.contains_key("$schema")
    {
        members.shift_insert(0, "$schema".to_owned(), dialect.into());
    }
    schema
}

/// Every remote document, by its URI. A document without `$schema` is to be read in the draft under
/// test, so each is copied with `$schema` added.
fn remotes(folder: &Path, copies: &Path, dialect: &str) -> Result<Vec<Reference>, String> {
    let mut references = Vec::new();
    for path in json_files_below(folder)? {
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let document: Value = serde_json::from_str(&read(&path)?)
            .map_err(|error| format!("`{}`: {error}", path.display()))?;
        let copy = copies.join(below);
        write(&copy, &format!("{:#}\n", in_dialect(document, dialect)))?;
        references.push(Reference {
            uri: format!("{SERVED_AT}{}", below.to_string_lossy().replace('\\', "/")),
            path: copy,
        });
    }
    Ok(references)
}

fn json_files_below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut paths = json_files(folder)?;
    let entries = fs::read_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()));
    let mut folders: Vec<PathBuf> = entries?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        paths.extend(json_files_below(&folder)?);
    }
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const DRAFT_7: &str = "http://json-schema.org/draft-07/schema#";

    #[test]
    fn a_schema_says_the_dialect_of_its_folder_unless_it_says_another_or_cannot() {
        let said = in_dialect(json!({"type": "null"}), DRAFT_7);
        assert_eq!(said, json!({"$schema": DRAFT_7, "type": "null"}));
        let other = json!({"$schema": "https://example.com/own"});
        assert_eq!(in_dialect(other.clone(), DRAFT_7), other);
        assert_eq!(in_dialect(json!(false), DRAFT_7), json!(false));
    }

    #[test]
    fn groups_and_remote_documents_are_found_and_optional_tests_are_not() {
        let suite = tempfile::tempdir().unwrap();
        let group = json!([{
            "description": "d", "schema": {},
            "tests": [{"description": "t", "data": [1.0], "valid": true}]
        }]);
        let put = |path: &str, value: &Value| write(&suite.path().join(path), &value.to_string());
        put("tests/draft7/not.json", &group).unwrap();
        put("tests/draft7/optional/x.json", &group).unwrap();
        put("tests/draft7/optional/format/date.json", &group).unwrap();
        put("remotes/a/b.json", &json!({"type": "null"})).unwrap();

        let scratch = tempfile::tempdir().unwrap();
        let sections = sections(suite.path(), scratch.path()).unwrap();
        let formats = &sections[1].cases[0];
        assert_eq!(formats.name, "draft7/optional/format/date.json: d");
        assert_eq!(
            [&sections[0], &sections[1]].map(|it| it.formats),
            [false, true]
        );
        assert_eq!(sections.len(), 2);
        let [case] = &sections[0].cases[..] else {
            panic!("{sections:?}");
        };
        assert_eq!(
            (&*case.name, &*case.module),
            ("draft7/not.json: d", "m000_not")
        );
        let expected = Instance {
            name: "t".to_owned(),
            text: "[1.0]".to_owned(),
            label: Some(true),
        };
        assert_eq!(case.instances, [expected]);
        let [remote] = &sections[0].references[..] else {
            panic!("{sections:?}");
        };
        assert_eq!(remote.uri, "http://localhost:1234/a/b.json");
        assert!(read(&remote.path).unwrap().contains(DRAFT_7));
    }
}

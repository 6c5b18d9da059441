//! The folders that the caller named for references. Finds the file that a URI names, by its `$id`
//! or by its file name. No folder is read before a document is not found elsewhere.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::schema::load::reach::{self, Folder, Reached};
use crate::schema::uri;

/// The folders, and their contents, which are read when first needed.
pub(super) struct Directories<'r> {
    folders: &'r [PathBuf],
    files: OnceCell<Contents>,
}

#[derive(Default)]
struct Contents {
    entries: Vec<Entry>,
    /// Links that lead out of their folder.
    leading_out: Vec<PathBuf>,
}

/// How a file matches a URI.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The file is what the URI names.
    Whole(PathBuf),
    /// A schema inside the file carries the URI as its `$id`.
    Inside(PathBuf),
}

struct Entry {
    path: PathBuf,
    /// The components of the path below the folder.
    parts: Vec<String>,
    /// The absolute `$id` of the document.
    id: Option<String>,
    /// The absolute `$id`s of schemas inside it.
    inside: Vec<String>,
    /// Whether it is JSON that can be read; a broken file is found by its name only.
    readable: bool,
}

impl<'r> Directories<'r> {
    pub(super) fn new(folders: &'r [PathBuf]) -> Self {
        Self {
            folders,
            files: OnceCell::new(),
        }
    }

    /// The paths that are not folders.
    pub(super) fn missing(&self) -> impl Iterator<Item = &'r PathBuf> {
        self.folders.iter().filter(|folder| !folder.is_dir())
    }

    /// The file that a URI names: by `$id`, else by file name. Of several files the one whose path
    /// shares most components with the URI is taken, then the first by folder and name.
    pub(super) fn find(&self, target: &str) -> Option<Found> {
        let by_id = |entry: &&Entry| entry.id.as_deref() == Some(target);
        if let Some(entry) = self.files().iter().find(by_id) {
            return Some(Found::Whole(entry.path.clone()));
        }
        let inside = |entry: &&Entry| entry.inside.iter().any(|id| id == target);
        if let Some(entry) = self.files().iter().find(inside) {
            return Some(Found::Inside(entry.path.clone()));
        }
        self.by_name(target)
            .map(|entry| Found::Whole(entry.path.clone()))
    }

    /// The files that cannot be read, so that their `$id`s are unknown.
    pub(super) fn unreadable(&self) -> impl Iterator<Item = &Path> {
        let files = self.files.get().map(|contents| &contents.entries);
        files
            .into_iter()
            .flatten()
            .filter(|entry| !entry.readable)
            .map(|entry| entry.path.as_path())
    }

    /// Links that are not followed, since they lead out of the folder they are in.
    pub(super) fn leading_out(&self) -> impl Iterator<Item = &Path> {
        let links = self.files.get().map(|contents| &contents.leading_out);
        links.into_iter().flatten().map(PathBuf::as_path)
    }

    fn by_name(&self, target: &str) -> Option<&Entry> {
        let parts = parts_of(target);
        let mut best: Option<(usize, &Entry)> = None;
        for entry in self.files() {
            let common = common_end(&entry.parts, &parts);
            if common > best.map_or(0, |(most, _)| most) {
                best = Some((common, entry));
            }
        }
        best.map(|(_, entry)| entry)
    }

    fn files(&self) -> &[Entry] {
        let contents = self.files.get_or_init(|| {
            let mut contents = Contents::default();
            for folder in self.folders {
                contents.add(folder);
            }
            contents
        });
        &contents.entries
    }
}

impl Contents {
    /// Adds every `.json` file of a folder and the folders in it, by name.
    fn add(&mut self, folder: &Path) {
        let mut found = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
                // Links to folders are not followed, since they can form a cycle.
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => open.push(entry.path()),
                    Ok(_) if is_json(&entry.path()) => found.push(entry.path()),
                    _ => {}
                }
            }
        }
        found.sort();
        let folders: Vec<Folder> = Folder::new(folder).into_iter().collect();
        for path in found {
            match reach::reached(&folders, &path) {
                Reached::File { path, real } => {
                    self.entries.push(Entry::read(folder, path, &real));
                }
                Reached::Outside => self.leading_out.push(path),
                // Reading a pipe or a device would block.
                Reached::Nothing => {}
            }
        }
    }
}

fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

impl Entry {
    fn read(folder: &Path, path: PathBuf, real: &Path) -> Self {
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let parts = below.components();
        let parts = parts.map(|part| part.as_os_str().to_string_lossy().into_owned());
        let text = fs::read_to_string(real).ok();
        let value: Option<Value> = text.and_then(|text| serde_json::from_str(&text).ok());
        let id = value.as_ref().and_then(own_id);
        let mut inside = Vec::new();
        if let Some(value) = &value {
            ids_inside(value, id.as_deref(), &mut inside);
        }
        Self {
            parts: parts.collect(),
            readable: value.is_some(),
            path,
            id,
            inside,
        }
    }
}

/// The absolute `$id` (or `id`) of a document, whichever its draft.
fn own_id(document: &Value) -> Option<String> {
    let id = document.get("$id").or_else(|| document.get("id"))?;
    absolute(id.as_str()?)
}

fn absolute(id: &str) -> Option<String> {
    let scheme = id.split(['/', '?', '#']).next()?;
    if !scheme.contains(':') {
        return None;
    }
    let known = referencing::uri::from_str(id).ok()?;
    Some(uri::without_fragment(known.as_str()).to_owned())
}

/// Collects the `$id`s below the root of a document.
fn ids_inside(value: &Value, base: Option<&str>, found: &mut Vec<String>) {
    let below: Box<dyn Iterator<Item = &Value>> = match value {
        Value::Object(members) => Box::new(members.values()),
        Value::Array(items) => Box::new(items.iter()),
        _ => return,
    };
    for value in below {
        let id = value.get("$id").and_then(Value::as_str);
        let id = id
            .filter(|id| !id.starts_with('#'))
            .and_then(|id| match base {
                Some(base) => uri::resolve(base, id),
                None => absolute(id),
            });
        ids_inside(value, id.as_deref().or(base), found);
        found.extend(id);
    }
}

/// The parts of a URI's path.
fn parts_of(target: &str) -> Vec<String> {
    let path = uri::without_fragment(target);
    let path = path.split('?').next().unwrap_or(path);
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    path.split('/')
        .map(|part| uri::decode(part).unwrap_or_else(|| part.to_owned()))
        .collect()
}

/// How many components two paths share, from their ends; the URI may leave out `.json`.
fn common_end(file: &[String], target: &[String]) -> usize {
    let (Some((name, folders)), Some((last, above))) = (file.split_last(), target.split_last())
    else {
        return 0;
    };
    if name != last && without_extension(name) != last {
        return 0;
    }
    let pairs = folders.iter().rev().zip(above.iter().rev());
    1 + pairs.take_while(|(file, target)| file == target).count()
}

fn without_extension(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn found(folder: &tempfile::TempDir, target: &str) -> Option<String> {
        let folders = [folder.path().to_owned()];
        let directories = Directories::new(&folders);
        let (Found::Whole(path) | Found::Inside(path)) = directories.find(target)?;
        let below = path.strip_prefix(folder.path()).unwrap();
        Some(below.to_str().unwrap().replace('\\', "/"))
    }

    #[test]
    fn documents_are_known_by_id_then_by_the_end_of_their_path() {
        let folder = folder(&[
            ("a/user.json", "{}"),
            ("b/user.json", "{}"),
            (
                "other.json",
                r#"{"$id": "https://schemas.example/b/user.json#"}"#,
            ),
            ("old.json", r#"{"id": "https://schemas.example/old"}"#),
        ]);
        for (target, file) in [
            ("https://schemas.example/b/user.json", Some("other.json")),
            ("https://schemas.example/old", Some("old.json")),
            (
                "https://elsewhere.example/x/b/user.json",
                Some("b/user.json"),
            ),
            ("https://elsewhere.example/user", Some("a/user.json")),
            ("file:///gone/b/user.json", Some("b/user.json")),
            ("urn:example:user", None),
            ("https://elsewhere.example/se", None),
        ] {
            assert_eq!(found(&folder, target).as_deref(), file, "{target}");
        }
    }

    #[test]
    fn schemas_inside_a_document_are_known_by_their_ids() {
        let folder = folder(&[(
            "bundle.json",
            r#"{"$id": "https://schemas.example/bundle", "$defs": {"x": {"$id": "part"}}}"#,
        )]);
        let folders = [folder.path().to_owned()];
        let found = Directories::new(&folders).find("https://schemas.example/part");
        assert_eq!(
            found,
            Some(Found::Inside(folder.path().join("bundle.json")))
        );
    }

    #[test]
    fn a_broken_file_is_known_by_name_only() {
        let folder = folder(&[("broken.json", "{"), ("notes.txt", "{")]);
        let folders = [folder.path().to_owned()];
        let directories = Directories::new(&folders);
        assert_eq!(
            directories.unreadable().count(),
            0,
            "nothing is read before"
        );
        assert!(directories.find("https://schemas.example/broken").is_some());
        assert!(directories.find("https://schemas.example/notes").is_none());
        assert_eq!(directories.unreadable().count(), 1);
    }
}

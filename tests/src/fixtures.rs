//! Reads the fixtures of a model from disk, with what `reject.json` states about the rejected ones.

use std::{
    fs,
    path::{Path, PathBuf},
};

use conversation_validator::Model;
use serde_json::Value;
use walkdir::WalkDir;

/// One payload.
#[derive(Debug, Clone)]
pub struct Fixture {
    /// Its file name.
    pub name: String,
    /// Its text, byte for byte.
    pub bytes: Vec<u8>,
}

impl Fixture {
    /// The payload as a value.
    ///
    /// # Panics
    ///
    /// When it is not JSON.
    #[must_use]
    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

/// A payload that must be rejected, and the stated violation.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// The payload.
    pub fixture: Fixture,
    /// JSON Pointer to the value at fault.
    pub pointer: String,
    /// The keyword that rejects it.
    pub keyword: String,
}

/// The payloads of a model that must be accepted, sorted by name.
///
/// # Panics
///
/// When there are none.
#[must_use]
pub fn accepted(model: Model) -> Vec<Fixture> {
    let fixtures = read_folder(&folder(model).join("accept"));
    assert!(!fixtures.is_empty(), "{model} has no accepted fixtures");
    fixtures
}

/// The payloads of a model that must be rejected, sorted by name.
///
/// # Panics
///
/// When there are none, or `reject.json` does not state the violation of one.
#[must_use]
pub fn rejected(model: Model) -> Vec<Rejected> {
    let folder = folder(model);
    let stated = fs::read(folder.join("reject.json")).unwrap();
    let stated: Value = serde_json::from_slice(&stated).unwrap();
    let fixtures = read_folder(&folder.join("reject"));
    assert!(!fixtures.is_empty(), "{model} has no rejected fixtures");
    fixtures
        .into_iter()
        .map(|fixture| with_reason(fixture, &stated))
        .collect()
}

fn with_reason(fixture: Fixture, stated: &Value) -> Rejected {
    let text = |member: &str| {
        let text = stated[&fixture.name][member].as_str();
        text.unwrap_or_else(|| panic!("reject.json states no {member} of {}", fixture.name))
            .to_owned()
    };
    let (pointer, keyword) = (text("pointer"), text("keyword"));
    Rejected {
        fixture,
        pointer,
        keyword,
    }
}

fn folder(model: Model) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    fixtures.join(model.name().replace('.', "/"))
}

fn read_folder(folder: &Path) -> Vec<Fixture> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let paths = entries.map(|entry| entry.unwrap().into_path());
    let files = paths.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.map(|path| read_file(&path)).collect()
}

fn read_file(path: &Path) -> Fixture {
    Fixture {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        bytes: fs::read(path).unwrap(),
    }
}

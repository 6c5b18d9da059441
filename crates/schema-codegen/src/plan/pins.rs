//! Pins: names that the caller chose for types, by the location of their schemas (`FILE#POINTER` or
//! `#POINTER`). Reports pins that are invalid or unused.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::names::is_type_name;
use crate::schema::{Location, Schemas};

/// The pins of a run. Each is taken at most once.
#[derive(Debug, Default)]
pub(super) struct Pins {
    left: BTreeMap<Location, String>,
}

impl Pins {
    /// Resolves the locations of pins. Reports locations without a schema, and invalid names.
    pub(super) fn new(
        schemas: &Schemas<'_>,
        written: &[(String, String)],
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut left = BTreeMap::new();
        for (place, name) in written {
            let location = find(schemas, place);
            if let Some(problem) = problem_of(place, name, location.as_ref(), &left) {
                problems.push(problem);
            } else if let Some(location) = location {
                left.insert(location, name.clone());
            }
        }
        Self { left }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.left.values().map(String::as_str)
    }

    /// Takes the name for the type of a location. Further types of that location get other names.
    pub(super) fn take(&mut self, place: &Location) -> Option<String> {
        self.left.remove(place)
    }

    /// Moves the name of a location to another one that has none.
    pub(super) fn pass_on(&mut self, from: &Location, to: &Location) {
        if !self.left.contains_key(to)
            && let Some(name) = self.left.remove(from)
        {
            self.left.insert(to.clone(), name);
        }
    }

    pub(super) fn unused(&self) -> Vec<(Location, String)> {
        let left = self.left.iter();
        left.map(|(place, name)| (place.clone(), name.clone()))
            .collect()
    }
}

/// The diagnostic of an invalid pin.
fn problem_of(
    place: &str,
    name: &str,
    location: Option<&Location>,
    known: &BTreeMap<Location, String>,
) -> Option<Diagnostic> {
    let error = |message: String| Some(Diagnostic::without_place(Code::WrongName, message));
    let Some(location) = location else {
        let problem = error(format!(
            "there is no schema at `{place}`, which is to be named `{name}`"
        ));
        return problem
            .map(|it| it.help("write `FILE#POINTER`, or `#POINTER` for the first schema"));
    };
    if !is_type_name(name) {
        return error(format!(
            "`{name}`, which `{place}` is to be named, cannot be the name of a type: it is no Rust identifier, or generated code uses it"
        ));
    }
    if known.contains_key(location) {
        return error(format!("`{place}` is named twice"));
    }
    if known.values().any(|other| other == name) {
        return error(format!("two types are to be named `{name}`"));
    }
    None
}

/// Resolves `FILE#POINTER` in the file of that name, and `#POINTER` or `POINTER` in the first
/// document.
fn find(schemas: &Schemas<'_>, place: &str) -> Option<Location> {
    let (file, pointer) = place.split_once('#').unwrap_or(("", place));
    let mut documents = schemas.documents().iter();
    let document = documents.position(|document| {
        let name = document.source.name();
        file.is_empty() || name == file || Path::new(name).ends_with(file)
    })?;
    let location = Location {
        document,
        pointer: pointer.to_owned(),
    };
    schemas.value(&location).map(|_| location)
}

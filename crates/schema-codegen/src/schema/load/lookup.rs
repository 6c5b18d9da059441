//! Finds the document that a URI names, and decides whether it may be read. The [`Candidate`]s
//! found are read by [`super`].

use std::path::{Path, PathBuf};

use super::{Loader, Origin};
use crate::schema::load::directories::Found;
use crate::schema::load::reach::{self, Folder, Reached};
use crate::schema::uri;
use crate::source::{Source, SourceError, name_of};

/// A document that was found and has not been read.
pub(super) struct Candidate {
    pub(super) origin: Origin,
    /// The file with every link resolved; `None` to read it by its own path.
    real: Option<PathBuf>,
    /// A folder that its references may reach beside those that all references may.
    pub(super) reach: Option<Folder>,
    /// Whether the URI names a schema inside it and not the document itself.
    pub(super) inside: bool,
}

impl Candidate {
    /// A document that the caller named.
    pub(super) fn named(origin: Origin) -> Self {
        Self {
            origin,
            real: None,
            reach: None,
            inside: false,
        }
    }

    pub(super) fn read(&self, directory: &Path) -> Result<Source, SourceError> {
        match &self.origin {
            Origin::File { path } => {
                let real = self.real.as_deref().unwrap_or(path);
                Source::read(real, name_of(directory, path))
            }
            Origin::Text { name, text } => Source::from_text(name.clone(), text.clone()),
        }
    }
}

/// What a lookup found.
pub(super) enum Lookup {
    Found(Candidate),
    /// A path that the referring document may not look at.
    Outside,
    Nothing,
}

impl Loader<'_> {
    /// Finds the document with the URI `target`: given by `--ref`, a file beside a known one, in a
    /// folder given by `--ref-dir`, or a bundled metaschema. `reach` is the folder that the
    /// referring document may read beside those that all may.
    pub(super) fn find(&self, target: &str, base: &str, reach: Option<&Folder>) -> Lookup {
        if let Some(path) = self.given(target, base) {
            let reach = Folder::of_file(&path);
            let named = Candidate::named(Origin::File { path });
            return Lookup::Found(Candidate { reach, ..named });
        }
        let beside = self.beside(target, reach);
        if let Reached::File { path, real } = beside {
            return Lookup::Found(Candidate {
                real: Some(real),
                reach: reach.cloned(),
                ..Candidate::named(Origin::File { path })
            });
        }
        let in_folder = |path, inside| {
            let named = Candidate::named(Origin::File { path });
            Lookup::Found(Candidate { inside, ..named })
        };
        match self.directories.find(target) {
            Some(Found::Whole(path)) => in_folder(path, false),
            Some(Found::Inside(path)) => in_folder(path, true),
            None => match metaschema(target) {
                Some(origin) => Lookup::Found(Candidate::named(origin)),
                // Only a `file:` URI names a file; for others the path beside a known document is a
                // guess, and that it is out of reach means nothing.
                None if uri::is_of_file(target) && beside == Reached::Outside => Lookup::Outside,
                None => Lookup::Nothing,
            },
        }
    }

    fn given(&self, target: &str, base: &str) -> Option<PathBuf> {
        let mut given = self.request.references.iter();
        let found = given.find(|(uri, _)| {
            let relative = || uri::resolve(base, uri).is_some_and(|uri| uri == target);
            uri::without_fragment(uri) == target || relative()
        });
        found.map(|(_, path)| path.clone())
    }

    /// The file whose path relates to that of a known document as `target` relates to that
    /// document's URI.
    fn beside(&self, target: &str, reach: Option<&Folder>) -> Reached {
        let folders: Vec<Folder> = self.folders.iter().chain(reach).cloned().collect();
        let paths = self.documents.iter().filter_map(|document| {
            uri::neighbour(&document.uri, document.path.as_deref()?, target)
        });
        let mut answer = Reached::Outside;
        for path in paths {
            match reach::reached(&folders, &path) {
                file @ Reached::File { .. } => return file,
                Reached::Nothing => answer = Reached::Nothing,
                Reached::Outside => {}
            }
        }
        answer
    }
}

/// A metaschema of a known draft; these are bundled and need no file.
fn metaschema(target: &str) -> Option<Origin> {
    let uri = referencing::uri::from_str(target).ok()?;
    let resolver = referencing::SPECIFICATIONS.resolver(uri);
    let found = resolver.lookup(target).ok()?;
    Some(Origin::Text {
        name: target.to_owned(),
        text: found.contents().to_string(),
    })
}

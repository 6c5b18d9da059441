//! Decides which files references may reach: those below the folders of the schemas that the caller
//! named, and below the folders that the caller named for references. A schema may come from an
//! untrusted source and must not read the rest of the disk (CWE-22).
//!
//! Links are resolved before paths are compared. The answer for a path outside is the same whether
//! there is a file or not.

use std::path::{Path, PathBuf};

use crate::schema::uri;

/// A folder that may be read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::schema) struct Folder {
    /// The path by which it was named, made absolute.
    called: PathBuf,
    /// With every link resolved.
    real: PathBuf,
}

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::schema) enum Reached {
    /// A file that may be read.
    File {
        /// The path by which it was named.
        path: PathBuf,
        /// The path to read it from, with every link resolved.
        real: PathBuf,
    },
    /// A path that may not be looked at.
    Outside,
    /// No file, at a path that may be looked at.
    Nothing,
}

impl Folder {
    /// `None` if the path is no folder.
    pub(in crate::schema) fn new(path: &Path) -> Option<Self> {
        let path = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        let real = std::fs::canonicalize(path).ok()?;
        real.is_dir().then(|| Self {
            called: absolute(path),
            real,
        })
    }

    /// The folder of a file.
    pub(in crate::schema) fn of_file(path: &Path) -> Option<Self> {
        Self::new(path.parent()?)
    }
}

/// What a path leads to, for a reader that may read from these folders.
pub(in crate::schema) fn reached(folders: &[Folder], path: &Path) -> Reached {
    match std::fs::canonicalize(path) {
        Ok(real) if !folders.iter().any(|folder| real.starts_with(&folder.real)) => {
            Reached::Outside
        }
        // Reading a pipe or a device would block.
        Ok(real) if real.is_file() => Reached::File {
            path: path.to_owned(),
            real,
        },
        Ok(_) => Reached::Nothing,
        Err(_) => {
            let called = absolute(path);
            let mut folders = folders.iter();
            let below = folders.find_map(|folder| called.strip_prefix(&folder.called).ok());
            match below {
                // A path through a link is `Outside`, or the answer would reveal whether the link's
                // target exists.
                Some(below) if !passes_link(&called, below) => Reached::Nothing,
                _ => Reached::Outside,
            }
        }
    }
}

/// Whether one of the components of a path below a folder is a link.
fn passes_link(path: &Path, below: &Path) -> bool {
    let steps = path.ancestors().take(below.components().count());
    steps.into_iter().any(Path::is_symlink)
}

fn absolute(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    uri::without_dots(&absolute)
}

//! Which files references may reach: those below the folders of the schemas that the caller named,
//! and below the folders that the caller named for references. A schema comes from elsewhere and must
//! not read the rest of the disk (CWE-22).
//!
//! Takes folders and paths; says of a path whether it may be read, and as which file. The answer for
//! what is outside is the same whether there is something or nothing.

use std::path::{Path, PathBuf};

use super::uri;

/// A folder that may be read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folder {
    /// As it is called, made absolute.
    called: PathBuf,
    /// With every link resolved.
    real: PathBuf,
}

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reached {
    /// A file that may be read.
    File {
        /// As it is called.
        path: PathBuf,
        /// Where to read it: no link is left to follow.
        real: PathBuf,
    },
    /// A place that may not be looked at.
    Outside,
    /// No file, at a place that may be looked at.
    Nothing,
}

impl Folder {
    /// A folder, if it is one.
    pub(super) fn new(path: &Path) -> Option<Self> {
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
    pub(super) fn of_file(path: &Path) -> Option<Self> {
        Self::new(path.parent()?)
    }
}

/// What a path leads to, for whoever may read from these folders.
pub(super) fn reached(folders: &[Folder], path: &Path) -> Reached {
    match std::fs::canonicalize(path) {
        Ok(real) if !folders.iter().any(|folder| real.starts_with(&folder.real)) => {
            Reached::Outside
        }
        // A pipe or a device would be waited for.
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
                // Of a link nothing is told, not even that it leads nowhere.
                Some(below) if !passes_link(&called, below) => Reached::Nothing,
                _ => Reached::Outside,
            }
        }
    }
}

/// Whether one of the last steps of a path, those below a folder, is a link.
fn passes_link(path: &Path, below: &Path) -> bool {
    let steps = path.ancestors().take(below.components().count());
    steps.into_iter().any(Path::is_symlink)
}

fn absolute(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    uri::without_dots(&absolute)
}

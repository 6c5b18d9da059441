//! The `.json` files in a folder and its subfolders, in the order of their names.
//!
//! Only the names of one folder for each level are held in memory. Links are followed, but into
//! each folder only once: links among a few folders can form more paths than could ever be walked.

use std::{
    collections::HashSet,
    ffi::OsStr,
    fs, mem,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::{Input, Problem, text_of};
use crate::output::note;

/// An iterator over the inputs in a folder.
pub(super) struct Folder {
    root: PathBuf,
    entries: walkdir::IntoIter,
    /// The targets of the links that were followed.
    linked: HashSet<PathBuf>,
    /// Whether no input and no problem was found yet.
    is_empty: bool,
}

impl Folder {
    pub(super) fn new(root: &Path) -> Self {
        let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
        Self {
            root: root.to_owned(),
            entries: walk.into_iter(),
            linked: HashSet::new(),
            is_empty: true,
        }
    }

    /// The input of an entry; `None` if it is a folder or skipped.
    fn input(&mut self, entry: DirEntry) -> Option<Input> {
        let kind = entry.file_type();
        if kind.is_dir() {
            if entry.depth() > 0 && entry.path_is_symlink() && !self.is_new(entry.path()) {
                skipped(entry.path(), "a link to a folder that was read before");
                self.entries.skip_current_dir();
            }
            return None;
        }
        if !is_json(entry.path()) {
            return None;
        }
        if kind.is_file() {
            return Some(Input::Found(entry.into_path()));
        }
        skipped(entry.path(), "neither a file nor a folder");
        None
    }

    /// Whether no link to the same target was followed before.
    fn is_new(&mut self, link: &Path) -> bool {
        // A link that cannot be resolved cannot be read either; reading it gives the problem.
        fs::canonicalize(link).map_or(true, |target| self.linked.insert(target))
    }

    fn problem(&self, error: &walkdir::Error) -> Problem {
        let path = error.path().unwrap_or(&self.root);
        let reason = match error.io_error() {
            Some(error) => format!("cannot be read: {error}"),
            None => "links back to a folder that holds it".to_owned(),
        };
        Problem {
            path: text_of(path.as_os_str()),
            reason,
        }
    }
}

impl Iterator for Folder {
    type Item = Result<Input, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = match self.entries.next() {
                Some(Ok(entry)) => self.input(entry).map(Ok),
                Some(Err(error)) => Some(Err(self.problem(&error))),
                None => {
                    let empty = mem::take(&mut self.is_empty).then(|| Problem {
                        path: text_of(self.root.as_os_str()),
                        reason: "holds no .json files".to_owned(),
                    });
                    return empty.map(Err);
                }
            };
            if found.is_some() {
                self.is_empty = false;
                return found;
            }
        }
    }
}

fn skipped(path: &Path, what: &str) {
    let path = text_of(path.as_os_str());
    note(&path, format_args!("skipped, since it is {what}"));
}

fn is_json(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

//! Documents that references lead to and nobody gave: one diagnostic each, however many refer to it.
//!
//! Takes references that were not answered; gives diagnostics that say how to answer them.

use std::path::Path;

use super::directories::Directories;
use super::{load, uri};
use crate::diagnostic::{Code, Diagnostic, Place};

/// What was not found so far, in the order in which it was asked for.
#[derive(Default)]
pub(super) struct Missing {
    documents: Vec<Document>,
}

struct Document {
    target: String,
    /// Who asked first, and with which words.
    place: Place,
    reference: String,
    /// How many other places ask for it.
    more: usize,
}

impl Missing {
    /// Notes that `reference` at `place` means `target`, which is nowhere.
    pub(super) fn note(&mut self, place: Place, reference: &str, target: String) {
        let mut known = self.documents.iter_mut();
        if let Some(known) = known.find(|known| known.target == target) {
            known.more += 1;
            return;
        }
        self.documents.push(Document {
            target,
            place,
            reference: reference.to_owned(),
            more: 0,
        });
    }

    /// `run` is the folder that names of files are told from.
    pub(super) fn diagnostics(self, directories: &Directories<'_>, run: &Path) -> Vec<Diagnostic> {
        let unread = unread(directories, run);
        let documents = self.documents.into_iter();
        documents
            .map(|document| document.diagnostic(&unread))
            .collect()
    }
}

impl Document {
    fn diagnostic(self, unread: &str) -> Diagnostic {
        let reference = &self.reference;
        let (what, name) = if self.target.starts_with("file:") {
            let file = uri::without_fragment(reference);
            ("a file that is not there".to_owned(), file)
        } else if uri::without_fragment(reference) == self.target {
            ("a document that was not given".to_owned(), &*self.target)
        } else {
            let target = &*self.target;
            (format!("`{target}`, which was not given"), target)
        };
        let also = match self.more {
            0 => String::new(),
            1 => "; so does one more place".to_owned(),
            more => format!("; so do {more} more places"),
        };
        let help = format!(
            "nothing is fetched from a network; say which file it is with `--ref {name}=PATH`, or where to look for it with `--ref-dir DIR`{unread}"
        );
        let message = format!("`{reference}` refers to {what}{also}");
        Diagnostic::error(Code::MissingReference, self.place, message).help(help)
    }
}

/// The one that is missed may be among the files that nobody can read.
fn unread(directories: &Directories<'_>, run: &Path) -> String {
    let names = directories.unreadable();
    let names = names.map(|path| format!("`{}`", load::name_of(run, path)));
    let names: Vec<_> = names.collect();
    if names.is_empty() {
        return String::new();
    }
    format!(
        "; not JSON, and so known by file name only: {}",
        names.join(", ")
    )
}

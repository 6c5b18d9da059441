//! Documents that references name and that were not found: one diagnostic each, however many
//! references name it, with help on how to give it.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::schema::load::directories::Directories;
use crate::schema::uri;
use crate::source::name_of;

/// The documents that were not found so far, in the order of their first references.
#[derive(Default)]
pub(super) struct Missing {
    documents: Vec<Document>,
}

struct Document {
    target: String,
    /// The first reference, and where it is.
    place: Place,
    reference: String,
    /// Whether it is a file that references may not reach.
    is_outside: bool,
    /// How many other references name it.
    more: usize,
}

impl Missing {
    /// Notes that `reference` at `place` names `target`, which was not found or is out of reach.
    pub(super) fn note(&mut self, place: Place, reference: &str, target: String, is_outside: bool) {
        let mut known = self.documents.iter_mut();
        if let Some(known) = known.find(|known| known.target == target) {
            known.more += 1;
            return;
        }
        self.documents.push(Document {
            target,
            place,
            reference: reference.to_owned(),
            is_outside,
            more: 0,
        });
    }

    /// `run` is the directory that file names are shown relative to.
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
        if self.is_outside {
            return self.out_of_reach();
        }
        let (what, name) = if self.target.starts_with("file:") {
            let file = uri::without_fragment(reference);
            ("a file that is not there".to_owned(), file)
        } else if uri::without_fragment(reference) == self.target {
            ("a document that was not given".to_owned(), &*self.target)
        } else {
            let target = &*self.target;
            (format!("`{target}`, which was not given"), target)
        };
        let also = self.also();
        let help = format!(
            "nothing is fetched from a network; say which file it is with `--ref {name}=PATH`, or where to look for it with `--ref-dir DIR`{unread}"
        );
        let message = format!("`{reference}` refers to {what}{also}");
        Diagnostic::error(Code::MissingReference, self.place, message).help(help)
    }

    /// The text is the same whether the file exists or not, and reveals nothing of its content.
    fn out_of_reach(self) -> Diagnostic {
        let reference = &self.reference;
        let file = uri::without_fragment(reference);
        let also = self.also();
        let message = format!(
            "`{reference}` refers to a file outside of the folders that references may reach{also}"
        );
        let help = format!(
            "references reach files below the folder of the schema, links resolved; if this file is meant, name it with `--ref {file}=PATH`, or its folder with `--ref-dir DIR`"
        );
        Diagnostic::error(Code::OutOfReach, self.place, message).help(help)
    }

    fn also(&self) -> String {
        match self.more {
            0 => String::new(),
            1 => "; so does one more place".to_owned(),
            more => format!("; so do {more} more places"),
        }
    }
}

/// Lists the files that could not be read, since the missing document may be one of them.
fn unread(directories: &Directories<'_>, run: &Path) -> String {
    let listed = |why: &str, paths: &mut dyn Iterator<Item = &Path>| {
        let names: Vec<_> = paths
            .map(|path| format!("`{}`", name_of(run, path)))
            .collect();
        if names.is_empty() {
            return String::new();
        }
        format!("; {why}: {}", names.join(", "))
    };
    let broken = "not JSON, and so known by file name only";
    let links = "links that lead out of their folder, and so not read";
    listed(broken, &mut directories.unreadable()) + &listed(links, &mut directories.leading_out())
}

//! From paths to payloads: files, folders of `.json` files, standard input.
//!
//! Takes the paths of the command line; gives inputs one after the other, none held longer than it is looked at, so that a folder may
//! hold any number. Knows nothing of what the payloads hold.

mod folder;
mod read;

use std::{ffi::OsStr, fmt::Write as _, path::PathBuf};

use folder::Folder;
pub(crate) use read::Size;

/// One payload to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file that was named.
    File(PathBuf),
    /// A file that was found in a folder that was named.
    Found(PathBuf),
    /// Standard input.
    Stdin,
}

/// Why there is no input where one was expected.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The path as it was given or found.
    pub(crate) path: String,
    /// What is the matter with it.
    pub(crate) reason: String,
}

impl Input {
    /// What to call it in results.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) | Self::Found(path) => text_of(path.as_os_str()),
            Self::Stdin => "<stdin>".to_owned(),
        }
    }

    /// Whether it was named on the command line itself.
    pub(crate) const fn is_named(&self) -> bool {
        matches!(self, Self::File(_) | Self::Stdin)
    }

    /// All its bytes, if there are not more than the limit.
    pub(crate) fn read(&self, limit: Size) -> Result<Vec<u8>, Problem> {
        let bytes = match self {
            Self::File(path) | Self::Found(path) => read::file(path, limit),
            Self::Stdin => read::stdin(limit),
        };
        bytes.map_err(|reason| Problem {
            path: self.name(),
            reason,
        })
    }
}

/// Every input the paths stand for, in order, folders sorted by name; and what is wrong with the paths that stand for none.
pub(crate) fn expand(paths: &[PathBuf]) -> impl Iterator<Item = Result<Input, Problem>> {
    paths.iter().flat_map(|path| {
        let (one, folder) = if path.as_os_str() == "-" {
            (Some(Input::Stdin), None)
        } else if path.is_dir() {
            (None, Some(Folder::new(path)))
        } else {
            // A file that is not there is a problem when it is read.
            (Some(Input::File(path.clone())), None)
        };
        let one = one.map(Ok).into_iter();
        one.chain(folder.into_iter().flatten())
    })
}

/// A name as text: what is no UTF-8 in it is written as `\xff`, so that different names stay different.
pub(crate) fn text_of(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

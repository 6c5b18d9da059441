//! From the paths of the command line to payloads: files, folders of `.json` files, standard input.
//!
//! Inputs are produced one after the other and read one at a time, so that a folder may hold any
//! number. This module knows nothing of the content.

mod folder;
mod read;

use std::{ffi::OsStr, fmt::Write as _, path::PathBuf};

use folder::Folder;
pub(crate) use read::Size;

/// One payload to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file named on the command line.
    File(PathBuf),
    /// A file found in a folder.
    Found(PathBuf),
    /// Standard input.
    Stdin,
}

/// Why an input cannot be found or read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The path as it was given or found.
    pub(crate) path: String,
    /// The reason.
    pub(crate) reason: String,
}

impl Input {
    /// Its name in results.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) | Self::Found(path) => text_of(path.as_os_str()),
            Self::Stdin => "<stdin>".to_owned(),
        }
    }

    /// Whether it was named on the command line.
    pub(crate) const fn is_named(&self) -> bool {
        matches!(self, Self::File(_) | Self::Stdin)
    }

    /// Reads all its bytes; a problem if there are more than the limit.
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

/// All inputs of the paths, in their order, those of a folder sorted by name; a problem for each
/// path without an input.
pub(crate) fn expand(paths: &[PathBuf]) -> impl Iterator<Item = Result<Input, Problem>> {
    paths.iter().flat_map(|path| {
        let (one, folder) = if path.as_os_str() == "-" {
            (Some(Input::Stdin), None)
        } else if path.is_dir() {
            (None, Some(Folder::new(path)))
        } else {
            // A missing file is a problem when it is read.
            (Some(Input::File(path.clone())), None)
        };
        let one = one.map(Ok).into_iter();
        one.chain(folder.into_iter().flatten())
    })
}

/// A file name as text. Bytes that are not UTF-8 are written as `\xff`, so that different names
/// stay different.
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

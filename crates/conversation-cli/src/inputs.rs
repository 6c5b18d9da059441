//! From paths to payloads: files, folders of `.json` files, standard input.
//!
//! Takes the paths of the command line; gives a list of inputs that can be read one at a time.
//! Knows nothing of what the payloads hold.

use std::{
    ffi::OsStr,
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

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
            Self::File(path) | Self::Found(path) => path.display().to_string(),
            Self::Stdin => "<stdin>".to_owned(),
        }
    }

    /// Whether it was named on the command line itself.
    pub(crate) const fn is_named(&self) -> bool {
        matches!(self, Self::File(_) | Self::Stdin)
    }

    /// All its bytes.
    pub(crate) fn read(&self) -> Result<Vec<u8>, Problem> {
        let bytes = match self {
            Self::File(path) | Self::Found(path) => fs::read(path),
            Self::Stdin => read_stdin(),
        };
        bytes.map_err(|error| Problem {
            path: self.name(),
            reason: format!("cannot be read: {error}"),
        })
    }
}

/// Every input the paths stand for, in order, folders sorted by name; and what is wrong with the
/// paths that stand for none.
pub(crate) fn expand(paths: &[PathBuf]) -> (Vec<Input>, Vec<Problem>) {
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input::Stdin);
        } else if path.is_dir() {
            walk(path, &mut inputs, &mut problems);
        } else {
            // A file that is not there is a problem when it is read.
            inputs.push(Input::File(path.clone()));
        }
    }
    (inputs, problems)
}

fn walk(folder: &Path, inputs: &mut Vec<Input>, problems: &mut Vec<Problem>) {
    let before = (inputs.len(), problems.len());
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_json(entry.path()) => {
                inputs.push(Input::Found(entry.into_path()));
            }
            Ok(_) => {}
            Err(error) => problems.push(unwalkable(folder, &error)),
        }
    }
    if before == (inputs.len(), problems.len()) {
        problems.push(Problem {
            path: folder.display().to_string(),
            reason: "holds no .json files".to_owned(),
        });
    }
}

fn unwalkable(folder: &Path, error: &walkdir::Error) -> Problem {
    let path = error.path().unwrap_or(folder).display().to_string();
    let reason = match error.io_error() {
        Some(error) => format!("cannot be read: {error}"),
        None => "links back to a folder that holds it".to_owned(),
    };
    Problem { path, reason }
}

fn is_json(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

fn read_stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

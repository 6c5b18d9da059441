//! Compares generated files with those on disk: finds all stale, missing and left-over files, and
//! repairs them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use schema_codegen::File;

use super::Folder;

/// How many lines of each side are shown from the first difference on.
const SHOWN: usize = 5;

/// A file that differs from what is generated.
#[derive(Debug)]
pub(super) enum Difference {
    Stale {
        folder: PathBuf,
        file: File,
        found: String,
    },
    Missing {
        folder: PathBuf,
        file: File,
    },
    LeftOver {
        path: PathBuf,
    },
}

/// Every difference in every folder.
pub(super) fn differences(folders: &[Folder]) -> Result<Vec<Difference>, String> {
    let mut differences = Vec::new();
    for folder in folders {
        for file in &folder.files {
            differences.extend(difference(&folder.path, file)?);
        }
        if folder.is_output {
            differences.extend(left_over(folder)?);
        }
    }
    Ok(differences)
}

fn difference(folder: &Path, file: &File) -> Result<Option<Difference>, String> {
    let path = folder.join(&file.name);
    let (folder, wanted) = (folder.to_owned(), file.clone());
    if !path.exists() {
        return Ok(Some(Difference::Missing {
            folder,
            file: wanted,
        }));
    }
    let found = fs::read_to_string(&path)
        .map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    // A checkout may have converted line ends, which does not make a file stale.
    let fresh = found.replace("\r\n", "\n") == file.text;
    Ok((!fresh).then_some(Difference::Stale {
        folder,
        file: wanted,
        found,
    }))
}

fn left_over(folder: &Folder) -> Result<Vec<Difference>, String> {
    let wanted: BTreeSet<&str> = folder.files.iter().map(|file| file.name.as_str()).collect();
    let Ok(entries) = fs::read_dir(&folder.path) else {
        // No folder, nothing left over in it.
        return Ok(Vec::new());
    };
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| format!("`{}`: {error}", folder.path.display()))?;
        if !wanted.contains(entry.file_name().to_string_lossy().as_ref()) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths
        .into_iter()
        .map(|path| Difference::LeftOver { path })
        .collect())
}

impl Difference {
    /// A few lines: which file, what is wrong, and the first lines that differ.
    pub(super) fn describe(&self, root: &Path) -> String {
        let shown = |path: &Path| {
            path.strip_prefix(root)
                .unwrap_or(path)
                .display()
                .to_string()
        };
        match self {
            Self::Missing { folder, file } => {
                format!("missing: {}", shown(&folder.join(&file.name)))
            }
            Self::LeftOver { path } => format!("left over: {}", shown(path)),
            Self::Stale {
                folder,
                file,
                found,
            } => {
                let path = shown(&folder.join(&file.name));
                format!("stale: {path}\n{}", first_difference(found, &file.text))
            }
        }
    }

    /// Writes or removes the file on disk.
    pub(super) fn mend(&self) -> Result<(), String> {
        let failed = |path: &Path, error: std::io::Error| format!("`{}`: {error}", path.display());
        match self {
            Self::Stale { folder, file, .. } | Self::Missing { folder, file } => {
                fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
                file.write(folder)
                    .map_err(|error| failed(&folder.join(&file.name), error))
            }
            Self::LeftOver { path } => fs::remove_file(path).map_err(|error| failed(path, error)),
        }
    }
}

/// The place from which on two texts differ, with the lines of both. The whole difference is what
/// `git diff` shows after `cargo xtask codegen`.
fn first_difference(found: &str, wanted: &str) -> String {
    let equal = found.lines().zip(wanted.lines());
    let equal = equal.take_while(|(one, other)| one == other).count();
    let mut shown = vec![format!(
        "  from line {} on (-: on disk, +: generated)",
        equal + 1
    )];
    for (sign, text) in [('-', found), ('+', wanted)] {
        let lines = text.lines().skip(equal).take(SHOWN);
        shown.extend(lines.map(|line| format!("  {sign}{line}")));
    }
    shown.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(path: &Path) -> Folder {
        let file = |name: &str, text: &str| File {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        Folder {
            path: path.to_owned(),
            files: vec![file("a.rs", "one\ntwo\n"), file("b.rs", "b\n")],
            is_output: true,
        }
    }

    #[test]
    fn stale_missing_and_left_over_files_are_all_reported_and_mended() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("a.rs"), "one\nthree\n").unwrap();
        fs::write(directory.path().join("old.rs"), "").unwrap();
        let folders = [folder(directory.path())];
        let found = differences(&folders).unwrap();
        let described: Vec<_> = found
            .iter()
            .map(|it| it.describe(directory.path()))
            .collect();
        assert!(described[0].starts_with("stale: a.rs"), "{described:?}");
        assert!(
            described[0].contains("-three") && described[0].contains("+two"),
            "{described:?}"
        );
        assert_eq!(described[1..], ["missing: b.rs", "left over: old.rs"]);
        for difference in &found {
            difference.mend().unwrap();
        }
        assert!(differences(&folders).unwrap().is_empty());
    }

    #[test]
    fn line_ends_of_a_checkout_are_no_staleness() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("a.rs"), "one\r\ntwo\r\n").unwrap();
        fs::write(directory.path().join("b.rs"), "b\n").unwrap();
        assert!(differences(&[folder(directory.path())]).unwrap().is_empty());
    }
}

//! Replaces a file atomically: a reader sees the old text or the new one, never a part of either.
//!
//! The text is written to a temporary file with a random name in the same folder, which is then
//! renamed to the target. The temporary file is always created (`O_EXCL`), so a link or a file that
//! another user put there is neither followed nor overwritten (CWE-377), and concurrent runs do not
//! interfere.
//!
//! The target may be:
//!
//! - missing, or a dangling symbolic link: the new file takes its place;
//! - a file: it is replaced, and its permissions are kept;
//! - a symbolic link to a file: that file is replaced, and the link stays;
//! - a pipe, a device or a socket: it is written to directly.

use std::fs::{self, Permissions};
use std::io::{Error, ErrorKind, Result, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::foreign::visible;

/// The target of a write.
enum Destination {
    /// The path of a regular file, and its permissions if it exists.
    File(PathBuf, Option<Permissions>),
    /// A pipe, a device or a socket, which cannot be replaced.
    Special,
}

/// Writes all of a text to a file, or nothing.
pub(crate) fn write_whole(path: &Path, text: &str) -> Result<()> {
    let (target, permissions) = match destination(path)? {
        Destination::File(target, permissions) => (target, permissions),
        Destination::Special => {
            let mut file = fs::OpenOptions::new().write(true).open(path)?;
            return file.write_all(text.as_bytes());
        }
    };
    let mut file = beside(&target)?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    // After an error, the temporary file is dropped without being persisted, which removes it.
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Checks whether a file can be written, before the work of generating its text. A pipe or a device
/// is not opened, since its reader would see the end of the input when it is closed.
pub(crate) fn check(path: &Path) -> Result<()> {
    match destination(path)? {
        Destination::File(target, _) => beside(&target).map(drop),
        Destination::Special => Ok(()),
    }
}

fn destination(path: &Path) -> Result<Destination> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(failure(ErrorKind::IsADirectory, "it is a folder")),
        Ok(found) if found.is_file() => {
            let target = fs::canonicalize(path)?;
            Ok(Destination::File(target, Some(found.permissions())))
        }
        Ok(_) => Ok(Destination::Special),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let is_folder = path.as_os_str().as_encoded_bytes().ends_with(b"/");
            if is_folder || path.file_name().is_none() {
                return Err(failure(ErrorKind::IsADirectory, "this names a folder"));
            }
            let folder = folder(path);
            if !folder.is_dir() {
                let why = format!("there is no folder `{}`", shown(folder));
                return Err(failure(ErrorKind::NotFound, &why));
            }
            Ok(Destination::File(path.to_owned(), None))
        }
        Err(error) => Err(error),
    }
}

/// Creates a temporary file in the folder of the target, with the permissions of ordinary new
/// files.
fn beside(target: &Path) -> Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".schema-codegen.").suffix(".tmp");
    // By default, temporary files are readable by their owner only. The umask still applies.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let folder = folder(target);
    builder.tempfile_in(folder).map_err(|error| {
        let why = format!(
            "no file can be made in `{}`: {}",
            shown(folder),
            error.kind()
        );
        Error::new(error.kind(), why)
    })
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

fn failure(kind: ErrorKind, why: &str) -> Error {
    Error::new(kind, why.to_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> Option<u32> {
        let found = fs::metadata(path).ok()?;
        Some(found.permissions().mode() & 0o777)
    }

    #[test]
    fn a_new_file_gets_the_mode_of_new_files_and_an_old_one_keeps_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let ordinary = folder.path().join("ordinary");
        fs::write(&ordinary, "").unwrap();
        let path = folder.path().join("new.rs");
        write_whole(&path, "1").unwrap();
        assert_eq!(mode(&path), mode(&ordinary));
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        write_whole(&path, "2").unwrap();
        assert_eq!(mode(&path), Some(0o640));
        assert_eq!(fs::read_to_string(&path).unwrap(), "2");
    }

    #[test]
    fn a_link_to_nothing_is_replaced_and_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (link, victim) = (folder.path().join("out.rs"), folder.path().join("victim"));
        symlink(&victim, &link).unwrap();
        write_whole(&link, "1").unwrap();
        assert!(!victim.exists() && !link.is_symlink());
    }

    #[test]
    fn what_cannot_be_written_is_known_before_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let long = "x".repeat(300);
        for (path, kind) in [
            ("no/out.rs", Some(ErrorKind::NotFound)),
            (".", Some(ErrorKind::IsADirectory)),
            ("new/", Some(ErrorKind::IsADirectory)),
            ("..", Some(ErrorKind::IsADirectory)),
            (long.as_str(), None),
        ] {
            let path = folder.path().join(path);
            for error in [check(&path).err(), write_whole(&path, "").err()] {
                let error = error.unwrap();
                assert!(kind.is_none_or(|kind| error.kind() == kind), "{error:?}");
            }
        }
        check(&folder.path().join("out.rs")).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

//! Reads the bytes of one input up to a limit, since a device never ends and a pipe may not.

use std::{
    fmt,
    fs::{self, File},
    io::{self, Read},
    path::Path,
    str::FromStr,
};

/// A number of bytes, written like `512K` or `256MiB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size(u64);

/// The units with their number of bytes.
const UNITS: &[(&[&str], u64)] = &[
    (&["", "B"], 1),
    (&["K", "KiB"], 1 << 10),
    (&["M", "MiB"], 1 << 20),
    (&["G", "GiB"], 1 << 30),
    (&["kB"], 1_000),
    (&["MB"], 1_000_000),
    (&["GB"], 1_000_000_000),
];

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at_checked(digits).unwrap_or((text, ""));
        let matches =
            |unit: &str, names: &[&str]| names.iter().any(|it| it.eq_ignore_ascii_case(unit));
        let bytes = UNITS.iter().find(|(names, _)| matches(unit, names));
        let number: Option<u64> = number.parse().ok();
        let size = number
            .zip(bytes)
            .and_then(|(number, (_, bytes))| number.checked_mul(*bytes));
        size.map(Self).ok_or_else(|| {
            "write a number of bytes, such as 1048576, 512K, 256M, 1G, 10MB or 10MiB".to_owned()
        })
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |(_, bytes): &&(_, u64)| self.0 > 0 && self.0.is_multiple_of(*bytes);
        match UNITS.iter().take(4).rfind(whole) {
            Some(([.., unit], bytes)) if *bytes > 1 => write!(f, "{} {unit}", self.0 / bytes),
            _ => write!(f, "{} bytes", self.0),
        }
    }
}

/// Reads a file, a pipe or a device.
pub(super) fn file(path: &Path, limit: Size) -> Result<Vec<u8>, String> {
    let metadata = fs::metadata(path).map_err(cannot_be_read)?;
    // The length of pipes and devices has no meaning.
    let length = if metadata.is_file() {
        metadata.len()
    } else {
        0
    };
    if length > limit.0 {
        return Err(too_large(limit));
    }
    let mut bytes = Vec::new();
    let room = usize::try_from(length).unwrap_or(usize::MAX);
    bytes.try_reserve_exact(room).map_err(cannot_be_read)?;
    let file = open(path, &metadata).map_err(cannot_be_read)?;
    stream(file, bytes, limit)
}

/// Reads standard input.
pub(super) fn stdin(limit: Size) -> Result<Vec<u8>, String> {
    stream(io::stdin().lock(), Vec::new(), limit)
}

fn stream(reader: impl Read, mut bytes: Vec<u8>, limit: Size) -> Result<Vec<u8>, String> {
    let mut reader = reader.take(limit.0.saturating_add(1));
    reader.read_to_end(&mut bytes).map_err(cannot_be_read)?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > limit.0 {
        return Err(too_large(limit));
    }
    Ok(bytes)
}

fn cannot_be_read(error: impl fmt::Display) -> String {
    format!("cannot be read: {error}")
}

fn too_large(limit: Size) -> String {
    format!("is larger than {limit}; --max-size allows more")
}

#[cfg(not(unix))]
fn open(path: &Path, _: &fs::Metadata) -> io::Result<File> {
    File::open(path)
}

/// Opens a file. A named pipe is opened in a thread, since opening blocks until another process
/// writes to it, perhaps forever: after a while a note says so.
#[cfg(unix)]
fn open(path: &Path, metadata: &fs::Metadata) -> io::Result<File> {
    use std::{
        os::unix::fs::FileTypeExt as _,
        sync::mpsc::{self, RecvTimeoutError},
        thread,
        time::Duration,
    };

    /// How long to wait before the note: longer than two commands of one pipeline need to start.
    const PATIENCE: Duration = Duration::from_millis(500);

    if !metadata.file_type().is_fifo() {
        return File::open(path);
    }
    let (sender, receiver) = mpsc::channel();
    let name = path.to_owned();
    thread::spawn(move || drop(sender.send(File::open(name))));
    match receiver.recv_timeout(PATIENCE) {
        Err(RecvTimeoutError::Timeout) => {
            let name = super::text_of(path.as_os_str());
            let waiting = "a pipe to which nothing writes yet; waiting";
            crate::output::note(&name, format_args!("{waiting}"));
            receiver.recv().map_err(io::Error::other)?
        }
        opened => opened.map_err(io::Error::other)?,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_with_their_units() {
        for (text, bytes) in [
            ("0", 0),
            ("17", 17),
            ("17B", 17),
            ("2K", 2048),
            ("2kib", 2048),
            ("2kB", 2000),
            ("256MiB", 256 << 20),
            ("256m", 256 << 20),
            ("10MB", 10_000_000),
            ("1G", 1 << 30),
        ] {
            assert_eq!(text.parse(), Ok(Size(bytes)), "{text}");
        }
        for text in [
            "",
            "M",
            "-1",
            "1.5M",
            "1 M",
            "1T",
            "99999999999G",
            "1\u{200b}",
        ] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
    }

    #[test]
    fn sizes_are_shown_in_the_largest_unit_that_fits() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1000, "1000 bytes"),
            (2048, "2 KiB"),
            (256 << 20, "256 MiB"),
            (3 << 30, "3 GiB"),
        ] {
            assert_eq!(Size(bytes).to_string(), text);
        }
    }
}

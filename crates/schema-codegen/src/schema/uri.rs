//! URIs of documents and of JSON Pointers in them, and the path of a file whose URI is a neighbour
//! of a known one.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

/// An absolute URI for a file without an `$id`.
pub(super) fn of_path(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = without_dots(&absolute).to_string_lossy().replace('\\', "/");
    format!("file:///{}", encode(text.trim_start_matches('/'), "/"))
}

/// A path without `.` and `..`. References are resolved as text, so `a/../b` has to be `b` before.
pub(super) fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            component => plain.push(component),
        }
    }
    plain
}

/// An absolute URI for a text that has a name and no path.
pub(super) fn of_name(name: &str) -> String {
    format!("json-schema:///{}", encode(name, "/"))
}

/// `reference` resolved against `base`, without its fragment (RFC 3986, section 5). The reference
/// need not be [encoded].
pub(super) fn resolve(base: &str, reference: &str) -> Option<String> {
    let base = referencing::uri::from_str(base).ok()?;
    let reference = encoded(reference);
    let resolved = referencing::uri::resolve_against(&base.borrow(), &reference).ok()?;
    Some(without_fragment(resolved.as_str()).to_owned())
}

pub(super) fn without_fragment(uri: &str) -> &str {
    uri.split('#').next().unwrap_or(uri)
}

/// A JSON Pointer as the fragment of an URI (RFC 6901, section 6).
pub(super) fn encode_fragment(pointer: &str) -> String {
    encode(pointer, PLAIN)
}

/// The characters beside letters, digits and `-._~` that a path, a query or a fragment holds as they
/// are (RFC 3986, sections 3.3 to 3.5).
const PLAIN: &str = "/!$&'()*+,;=:@?";

/// A URI reference with every character percent-encoded that none may hold, such as the `<` of
/// `#/$defs/List<string>`. Many people and generators write such references, and other validators
/// resolve them.
pub(super) fn encoded(reference: &str) -> Cow<'_, str> {
    let (before, fragment) = match reference.split_once('#') {
        Some((before, fragment)) => (before, Some(fragment)),
        None => (reference, None),
    };
    let (authority, path) = before.split_at(end_of_authority(before));
    // Only an authority has brackets: those of an IP address.
    let mut out = encode_missing(authority, "[]");
    out += &encode_missing(path, "");
    if let Some(fragment) = fragment {
        out.push('#');
        out += &encode_missing(fragment, "");
    }
    if out == reference {
        Cow::Borrowed(reference)
    } else {
        Cow::Owned(out)
    }
}

/// Where the authority of a URI reference ends; 0 if it has none.
fn end_of_authority(before_fragment: &str) -> usize {
    let start = match before_fragment.find("//") {
        Some(0) => 2,
        Some(slashes) if before_fragment[..slashes].ends_with(':') => slashes + 2,
        _ => return 0,
    };
    let end = before_fragment[start..].find(['/', '?']);
    end.map_or(before_fragment.len(), |length| start + length)
}

/// A part of a reference in which characters may be encoded already.
fn encode_missing(part: &str, allowed: &str) -> String {
    let allowed = format!("{PLAIN}{allowed}");
    let mut pieces = part.split('%');
    let mut out = encode(pieces.next().unwrap_or_default(), &allowed);
    for piece in pieces {
        let mut digits = piece.chars();
        let is_encoded = [digits.next(), digits.next()]
            .iter()
            .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit()));
        out += if is_encoded { "%" } else { "%25" };
        out += &encode(piece, &allowed);
    }
    out
}

/// The file that `target` names, if `target` relates to the URI `known` as its path relates to
/// `path`: both share the beginning of their URIs, and so of their paths. Whether the file may be
/// read is decided by [`crate::schema::reach`].
pub(super) fn neighbour(known: &str, path: &Path, target: &str) -> Option<PathBuf> {
    let mut folder_uri = parent(known)?;
    let mut folder = path.parent()?.to_owned();
    loop {
        if let Some(rest) = target.strip_prefix(folder_uri) {
            let steps: Option<PathBuf> = rest.split('/').map(step).collect();
            return Some(folder.join(steps?));
        }
        folder_uri = parent(folder_uri.strip_suffix('/')?)?;
        folder = if folder.as_os_str().is_empty() || folder.ends_with("..") {
            folder.join("..")
        } else {
            folder.parent()?.to_owned()
        };
    }
}

/// A segment of a URI's path as a plain file name. `None` if it decodes to more (`%2e%2e`, `..%2f`,
/// a backslash, a drive, a NUL), since a URI has its own way to say `..` and `/`.
fn step(part: &str) -> Option<String> {
    let name = decode(part)?;
    let is_drive = cfg!(windows) && name.contains(':');
    let says_more = is_drive || name.contains(['/', '\\', '\0']);
    let is_plain = !says_more && !matches!(name.as_str(), "" | "." | "..");
    is_plain.then_some(name)
}

/// Whether the scheme of a URI is `file`, in upper or lower case.
pub(super) fn is_of_file(uri: &str) -> bool {
    let scheme = uri.split(':').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("file")
}

/// The URI up to and including its last slash; `None` above the authority.
fn parent(uri: &str) -> Option<&str> {
    let path_start = uri.find("://")? + 3;
    let slash = uri.rfind('/')?;
    (slash >= path_start).then(|| &uri[..=slash])
}

fn encode(text: &str, allowed: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let c = char::from(byte);
        if byte.is_ascii_alphanumeric() || "-._~".contains(c) || allowed.contains(c) {
            out.push(c);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neighbour_is_found_beside_above_and_below() {
        let known = "https://example.com/schemas/genesys/chat.json";
        let path = Path::new("dir/schemas/genesys/chat.json");
        for (target, expected) in [
            (
                "https://example.com/schemas/genesys/segment.json",
                "dir/schemas/genesys/segment.json",
            ),
            (
                "https://example.com/schemas/ada/x%20y.json",
                "dir/schemas/ada/x y.json",
            ),
            (
                "https://example.com/schemas/genesys/a/b.json",
                "dir/schemas/genesys/a/b.json",
            ),
        ] {
            assert_eq!(
                neighbour(known, path, target),
                Some(expected.into()),
                "{target}"
            );
        }
        for hostile in ["%2e%2e", "..%2f", "a%2Fb", "%5C..", "a%00", "", "."] {
            let target = format!("https://example.com/schemas/genesys/{hostile}/x.json");
            assert_eq!(neighbour(known, path, &target), None, "{target}");
        }
        assert_eq!(neighbour(known, path, "https://example.org/x.json"), None);
        assert_eq!(neighbour(known, path, "urn:x"), None);
    }

    #[test]
    fn references_are_encoded_where_they_have_to_be() {
        for (written, expected) in [
            ("#/$defs/List<string>", "#/$defs/List%3Cstring%3E"),
            ("#/$defs/List%3cstring>", "#/$defs/List%3cstring%3E"),
            ("#/$defs/a[{\"|`^\\b", "#/$defs/a%5B%7B%22%7C%60%5E%5Cb"),
            ("#/$defs/C# 100%/%2", "#/$defs/C%23%20100%25/%252"),
            ("größe <x>.json#/a", "gr%C3%B6%C3%9Fe%20%3Cx%3E.json#/a"),
            (
                "http://[::1]:80/a[b]?[#[",
                "http://[::1]:80/a%5Bb%5D?%5B#%5B",
            ),
            ("//[::1]", "//[::1]"),
            ("a//[b]", "a//%5Bb%5D"),
        ] {
            assert_eq!(encoded(written), expected);
            assert_eq!(encoded(expected), expected, "{written} twice");
        }
        let plain = "https://a.example/b.json?c=d&e#/f~1g%2F!$'()*+,;=:@?";
        assert!(matches!(encoded(plain), Cow::Borrowed(same) if same == plain));
    }

    #[test]
    fn pointers_become_fragments() {
        assert_eq!(encode_fragment("/a b/ü/c%"), "/a%20b/%C3%BC/c%25");
    }
}

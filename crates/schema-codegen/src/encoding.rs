//! Decodes the bytes of a file, and explains the most common reasons why a file is not JSON:
//! compression, other encodings, YAML, HTML.

/// The first bytes of other file types. Where one is a prefix of another, the longer comes first.
const KINDS: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "compressed by gzip: unpack it first"),
    (b"PK\x03\x04", "a zip archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed by zstd: unpack it first"),
    (b"BZh", "compressed by bzip2: unpack it first"),
    (b"\xfd7zXZ\0", "compressed by xz: unpack it first"),
    (b"\xff\xfe\0\0", "text in UTF-32: save it as UTF-8"),
    (b"\0\0\xfe\xff", "text in UTF-32: save it as UTF-8"),
    (
        b"\xff\xfe",
        "text in UTF-16 (little endian): save it as UTF-8",
    ),
    (b"\xfe\xff", "text in UTF-16 (big endian): save it as UTF-8"),
];

/// The text of a file, or a message that says what the file is instead of UTF-8 text.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, String> {
    let kind = KINDS.iter().find(|(start, _)| bytes.starts_with(start));
    if let Some(kind) = kind.map(|(_, kind)| *kind).or_else(|| wide(&bytes)) {
        return Err(format!("the file is {kind}"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("the file is not UTF-8 from byte {at} on: save it as UTF-8, which JSON has to be")
    })
}

/// The probable reason why `serde_json` cannot read a text; `None` if none is recognised.
pub(crate) fn cause(name: &str, text: &str) -> Option<&'static str> {
    if text.starts_with('\u{feff}') {
        return Some(
            "the text begins with a byte order mark (U+FEFF), which JSON does not allow: save it as UTF-8 without one",
        );
    }
    let start = text.trim_start();
    if start.starts_with('<') {
        return Some(
            "not JSON: this looks like HTML or XML, maybe a page that was saved in its place",
        );
    }
    let has_ending = |ending: &str| name.to_ascii_lowercase().ends_with(ending);
    let is_yaml = has_ending(".yaml") || has_ending(".yml") || looks_like_yaml(start);
    is_yaml.then_some("not JSON: this looks like YAML; convert it, for example by `yq -o=json`")
}

/// UTF-16 or UTF-32 without a byte order mark. It is detectable because JSON text begins with two
/// ASCII characters (RFC 4627, section 3).
fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0, 0, 0, 1..=0x7f, ..] | [1..=0x7f, 0, 0, 0, ..] => {
            Some("text in UTF-32: save it as UTF-8")
        }
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some("text in UTF-16 (little endian): save it as UTF-8"),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some("text in UTF-16 (big endian): save it as UTF-8"),
        _ => None,
    }
}

/// Whether the first line that is neither empty nor a comment is a document start, an item, or a
/// key with a colon.
fn looks_like_yaml(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    let first = lines.find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let Some(first) = first else {
        return false;
    };
    if first == "---" || first.starts_with("--- ") || first.starts_with("%YAML") {
        return true;
    }
    let first = first.strip_prefix("- ").unwrap_or(first);
    let key = first.split_once(": ").map(|(key, _)| key);
    let key = key.or_else(|| first.strip_suffix(':'));
    let in_key = |c: char| c.is_alphanumeric() || "$_-./'\"".contains(c);
    key.is_some_and(|key| !key.is_empty() && key.chars().all(in_key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_kinds_of_files_are_called_by_their_names() {
        let utf16 = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
        let little = |text: &str| utf16(text).into_iter().flat_map(u16::to_le_bytes).collect();
        let big = |text: &str| utf16(text).into_iter().flat_map(u16::to_be_bytes).collect();
        let cases: [(Vec<u8>, &str); 10] = [
            (vec![0x1f, 0x8b, 8, 0], "gzip"),
            (b"PK\x03\x04...".to_vec(), "zip archive"),
            (little("\u{feff}{}"), "UTF-16 (little endian)"),
            (big("\u{feff}{}"), "UTF-16 (big endian)"),
            (little("{}"), "UTF-16 (little endian)"),
            (big("{}"), "UTF-16 (big endian)"),
            (b"{\0\0\0}\0\0\0".to_vec(), "UTF-32"),
            (b"\xff\xfe\0\0{\0\0\0".to_vec(), "UTF-32"),
            (b"\0\0\0{\0\0\0}".to_vec(), "UTF-32"),
            (b"{\"a\": \"\xe9\"}".to_vec(), "not UTF-8 from byte 7"),
        ];
        for (bytes, kind) in cases {
            let said = text(bytes).unwrap_err();
            assert!(said.contains(kind), "{kind}: {said}");
        }
        assert_eq!(text(b"{}".to_vec()).unwrap(), "{}");
    }

    #[test]
    fn texts_that_are_not_json_are_called_by_their_names() {
        for (name, text, cause_of) in [
            ("a.json", "\u{feff}{}", Some("byte order mark")),
            ("a.json", "type: object\nproperties:\n", Some("YAML")),
            ("a.json", "# schema\n---\ntype: object", Some("YAML")),
            ("a.json", "$schema: 'x'", Some("YAML")),
            ("a.json", "- a\n- b: 1", None),
            ("a.yaml", "[1, ", Some("YAML")),
            ("a.json", "<!DOCTYPE html>", Some("HTML")),
            ("a.json", "{\"a\": 1,}", None),
            ("a.json", "", None),
            ("a.json", "not json", None),
        ] {
            let said = cause(name, text);
            assert_eq!(said.is_some(), cause_of.is_some(), "{text}: {said:?}");
            assert!(
                said.unwrap_or_default()
                    .contains(cause_of.unwrap_or_default())
            );
        }
    }
}

//! A JSON document: its text, its value, and the position of each JSON Pointer in the text. Must
//! not depend on JSON Schema.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use jsonptr::Token;
use serde_json::Value;

use crate::encoding;
use crate::foreign::{has_hidden, visible, visible_lines};

/// One JSON document that schemas are read from.
///
/// ```
/// use schema_codegen::Source;
///
/// let source = Source::from_text("user.json", "{\n  \"type\": \"object\"\n}").unwrap();
/// assert_eq!(source.position("/type"), (2, 11));
/// ```
#[derive(Clone)]
pub struct Source {
    name: String,
    text: String,
    value: Value,
    /// Whether the text contains hidden characters; computed when it is first shown.
    has_hidden: OnceLock<bool>,
    /// The span of each JSON Pointer; computed when the first diagnostic is printed.
    spans: OnceLock<Spans>,
}

/// The spans of values and of property names in a text, by JSON Pointer.
#[derive(Clone, Default)]
struct Spans {
    values: HashMap<String, Range<usize>>,
    names: HashMap<String, Range<usize>>,
}

/// Why a file cannot be read as a JSON document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceError {
    /// The name of the file.
    pub name: String,
    /// What is wrong, in one line.
    pub message: String,
    /// 1-based line; 0 if there is no text.
    pub line: usize,
    /// 1-based column in characters; 0 if there is no text.
    pub column: usize,
}

impl Source {
    /// Reads a file. `name` is its name in diagnostics and in generated documentation.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is not UTF-8, is not JSON, or has a duplicate key.
    pub fn read(path: &Path, name: impl Into<String>) -> Result<Self, SourceError> {
        let name = name.into();
        let bytes = std::fs::read(path).map_err(|error| format!("cannot read the file: {error}"));
        match bytes.and_then(encoding::text) {
            Ok(text) => Self::from_text(name, text),
            Err(message) => Err(SourceError {
                name,
                message,
                line: 0,
                column: 0,
            }),
        }
    }

    /// Parses a text.
    ///
    /// # Errors
    ///
    /// When the text is not JSON, or has a duplicate key.
    pub fn from_text(
        name: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<Self, SourceError> {
        let (name, text) = (name.into(), text.into());
        let value = match serde_json::from_str(&text) {
            Ok(value) => value,
            Err(error) => {
                let message = match encoding::cause(&name, &text) {
                    Some(cause) => cause.to_owned(),
                    None => format!("not JSON: {}", without_position(&error)),
                };
                return Err(SourceError {
                    name,
                    message,
                    line: error.line(),
                    column: error.column().max(1),
                });
            }
        };
        let source = Self {
            name,
            text,
            value,
            has_hidden: OnceLock::new(),
            spans: OnceLock::new(),
        };
        match source.duplicate_key() {
            None => Ok(source),
            Some((key, offset)) => {
                let (line, column) = line_and_column(&source.text, offset);
                Err(SourceError {
                    message: format!("duplicate key `{key}`"),
                    name: source.name,
                    line,
                    column,
                })
            }
        }
    }

    /// The name in diagnostics and in generated documentation.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text as it was read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The parsed document.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The byte range of the value at `pointer`, or of the nearest value around it.
    ///
    /// The first call parses the text again, so this is for printing diagnostics, not for planning.
    #[must_use]
    pub fn span(&self, pointer: &str) -> Range<usize> {
        let spans = self.spans();
        let mut at = pointer;
        loop {
            match (spans.values.get(at), at.rfind('/')) {
                (Some(span), _) => return span.clone(),
                (None, Some(slash)) => at = &at[..slash],
                (None, None) => return 0..0,
            }
        }
    }

    /// The text with hidden characters escaped, and the corresponding range of its bytes.
    pub(crate) fn shown(&self, range: Range<usize>) -> (Cow<'_, str>, Range<usize>) {
        if !*self.has_hidden.get_or_init(|| has_hidden(&self.text)) {
            return (Cow::Borrowed(&self.text), range);
        }
        let (text, range) = visible_lines(&self.text, range);
        (Cow::Owned(text), range)
    }

    /// 1-based line and column, in characters, of the value at `pointer`.
    #[must_use]
    pub fn position(&self, pointer: &str) -> (usize, usize) {
        self.position_of(self.span(pointer).start)
    }

    /// 1-based line and column, in characters, of a byte of the text.
    pub(crate) fn position_of(&self, offset: usize) -> (usize, usize) {
        line_and_column(&self.text, offset)
    }

    /// The byte range in the text of a part of the string at `pointer`, or of the property name
    /// there. `bytes` is the part as a range of the decoded string.
    pub(crate) fn part(
        &self,
        pointer: &str,
        bytes: &Range<usize>,
        of_name: bool,
    ) -> Option<Range<usize>> {
        let spans = self.spans();
        let spans = if of_name { &spans.names } else { &spans.values };
        let whole = spans.get(pointer)?.clone();
        let part = written(self.text.get(whole.clone())?, bytes)?;
        Some(whole.start + part.start..whole.start + part.end)
    }

    fn spans(&self) -> &Spans {
        self.spans.get_or_init(|| {
            let mut spans = Spans::default();
            with_ast(&self.text, |root| {
                note_spans(root, String::new(), &mut spans);
            });
            spans
        })
    }

    fn duplicate_key(&self) -> Option<(String, usize)> {
        with_ast(&self.text, duplicate_key).flatten()
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Source").field(&self.name).finish()
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", visible(&self.name))?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {}", visible(&self.message))
    }
}

impl std::error::Error for SourceError {}

/// The decoded reference tokens of a JSON Pointer (RFC 6901, section 4).
pub(crate) fn pointer_tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(decoded_token)
}

/// The value at a JSON Pointer, as [`Value::pointer`] finds it. That copies each token; this is
/// called for every schema many times.
pub(crate) fn at_pointer<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    if pointer.contains('~') || !(pointer.is_empty() || pointer.starts_with('/')) {
        return value.pointer(pointer);
    }
    let mut tokens = pointer.split('/').skip(1);
    tokens.try_fold(value, |at, token| match at {
        Value::Object(members) => members.get(token),
        // Only digits without a leading zero are an index; `parse` also reads a plus sign.
        Value::Array(items) => match token.as_bytes() {
            [b'0'] | [b'1'..=b'9', ..] => items.get(token.parse::<usize>().ok()?),
            _ => None,
        },
        _ => None,
    })
}

/// The decoded reference token. A `~` that begins no escape is kept, as [`Value::pointer`] keeps it.
fn decoded_token(token: &str) -> String {
    let mut parts = token.split('~');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    // Each part is decoded alone: an invalid escape must not keep the others from being decoded.
    for part in parts {
        let part = format!("~{part}");
        match Token::from_encoded(&part) {
            Ok(token) => decoded.push_str(&token.decoded()),
            Err(_) => decoded.push_str(&part),
        }
    }
    decoded
}

/// `pointer` with one more reference token, encoded (RFC 6901, section 3).
pub(crate) fn pointer_to(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", Token::new(token).encoded())
}

fn with_ast<T>(text: &str, read: impl FnOnce(&ast::Value<'_>) -> T) -> Option<T> {
    // The text has been read as strict JSON already, so the parser's leniency cannot matter.
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    parsed.value.as_ref().map(read)
}

/// Maps a byte range of a decoded JSON string to the string as it is written, with quotes and
/// escapes.
fn written(string: &str, bytes: &Range<usize>) -> Option<Range<usize>> {
    let inside = string.strip_prefix('"')?.strip_suffix('"')?;
    let (mut said, mut at) = (0, 0);
    let mut start = None;
    while at < inside.len() {
        if said >= bytes.start {
            start.get_or_insert(at);
        }
        if said >= bytes.end {
            break;
        }
        let (length, says) = first_character(inside.get(at..)?)?;
        (said, at) = (said + says, at + length);
    }
    Some(start.unwrap_or(at) + 1..at + 1)
}

/// The length of the first character of a JSON string as it is written, and decoded, in bytes.
fn first_character(text: &str) -> Option<(usize, usize)> {
    let first = text.chars().next()?;
    let length = match (first, text.chars().nth(1)) {
        ('\\', Some('u')) => {
            let lead = u32::from_str_radix(text.get(2..6)?, 16).ok()?;
            if (0xD800..0xE000).contains(&lead) {
                12
            } else {
                6
            }
        }
        ('\\', _) => 2,
        (plain, _) => plain.len_utf8(),
    };
    let says: String = serde_json::from_str(&format!("\"{}\"", text.get(..length)?)).ok()?;
    Some((length, says.len()))
}

fn note_spans(value: &ast::Value<'_>, pointer: String, spans: &mut Spans) {
    match value {
        ast::Value::Object(object) => {
            for property in &object.properties {
                let below = pointer_to(&pointer, property.name.as_str());
                let name = property.name.range();
                spans.names.insert(below.clone(), name.start..name.end);
                note_spans(&property.value, below, spans);
            }
        }
        ast::Value::Array(array) => {
            for (index, element) in array.elements.iter().enumerate() {
                note_spans(element, pointer_to(&pointer, &index.to_string()), spans);
            }
        }
        _ => {}
    }
    let range = value.range();
    spans.values.insert(pointer, range.start..range.end);
}

fn duplicate_key(value: &ast::Value<'_>) -> Option<(String, usize)> {
    match value {
        ast::Value::Object(object) => {
            let mut seen = std::collections::HashSet::new();
            object.properties.iter().find_map(|property| {
                let name = property.name.as_str();
                if seen.insert(name) {
                    duplicate_key(&property.value)
                } else {
                    Some((name.to_owned(), property.range.start))
                }
            })
        }
        ast::Value::Array(array) => array.elements.iter().find_map(duplicate_key),
        _ => None,
    }
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    (line, column)
}

fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// The display name of a file: its path relative to the directory of the run.
pub(crate) fn name_of(directory: &Path, path: &Path) -> String {
    let name = path.strip_prefix(directory).unwrap_or(path);
    name.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        let source = Source::from_text("s.json", "{\"é\": {\"a~/b\": [1, 2]}}").unwrap();
        assert_eq!(source.position("/é/a~0~1b/1"), (1, 20));
    }

    #[test]
    fn a_part_of_a_string_is_found_behind_escapes() {
        let text = r#"{"a\u00e9\nb": "x\\\ud83d\udc32y"}"#;
        let source = Source::from_text("s.json", text).unwrap();
        let part = |bytes, of_name| {
            let range = source.part("/a\u{e9}\nb", &bytes, of_name).unwrap();
            &text[range]
        };
        assert_eq!(part(0..1, true), "a");
        assert_eq!(part(1..3, true), r"\u00e9");
        assert_eq!(part(3..5, true), r"\nb");
        assert_eq!(part(1..2, false), r"\\");
        assert_eq!(part(2..6, false), r"\ud83d\udc32");
        assert_eq!(part(6..7, false), "y");
        assert_eq!(part(7..7, false), "");
    }

    #[test]
    fn tokens_are_decoded_as_serde_json_decodes_them() {
        for token in ["", "~0~1", "~01", "~", "~~1", "~2~1~0", "a~\u{e9}~"] {
            let value = serde_json::json!({ decoded_token(token): true });
            assert!(value.pointer(&format!("/{token}")).is_some(), "{token}");
        }
    }

    #[test]
    fn pointers_are_followed_as_serde_json_follows_them() {
        let value = serde_json::json!({ "": [1, { "a": 2 }], "a~b": { "c/d": 3 }, "0": 4 });
        for pointer in [
            "",
            "/",
            "//0",
            "//1/a",
            "//+1",
            "//01",
            "//2",
            "//x",
            "/a~0b/c~1d",
            "/a~0b",
            "/0",
            "0",
            "/0/a",
        ] {
            assert_eq!(
                at_pointer(&value, pointer),
                value.pointer(pointer),
                "{pointer}"
            );
        }
    }

    #[test]
    fn a_pointer_to_nothing_gives_the_nearest_value_around_it() {
        let source = Source::from_text("s.json", "{\n \"a\": {}}").unwrap();
        assert_eq!(source.position("/a/b/c"), (2, 7));
    }

    #[test]
    fn a_duplicate_key_is_rejected_at_its_second_occurrence() {
        let error = Source::from_text("s.json", "{\"a\": 1,\n \"b\": [{\"c\": 1, \"c\": 2}]}");
        let error = error.unwrap_err();
        assert_eq!((error.line, error.column), (2, 17));
        assert!(error.message.contains("`c`"));
    }

    #[test]
    fn a_text_that_is_not_json_is_rejected_with_its_position() {
        let error = Source::from_text("s.json", "{\n  \"a\": ,}").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(error.to_string().starts_with("s.json:2:"));
    }
}

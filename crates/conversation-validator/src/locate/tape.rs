//! An index over the text of a payload: 16 bytes for each value and each property name, no `Value`.
//!
//! The `jsonschema` crate validates the index as one more representation of JSON (`instance`). A
//! `Value` takes 32 bytes and more for two bytes of text, `1,`, and some 600 for an object of
//! seven.
//!
//! The tape also counts how much memory the search for violations has taken: each error copies its
//! JSON Pointer, and only the tape sees which values the search visits.

mod equality;
mod instance;

use std::{
    borrow::Cow,
    collections::HashMap,
    fmt,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use schema_runtime::JsonKind;

use crate::locate::cursor::Cursor;
pub(crate) use instance::{Instance, OnTape};

/// The names of objects with more properties than this are sorted in advance; fewer are found
/// faster by a linear search.
const MANY: usize = 32;

/// The index.
pub(crate) struct Tape<'t> {
    text: &'t str,
    entries: Vec<Entry>,
    /// The sorted names of each object that has more than [`MANY`], by the index of the object.
    sorted: HashMap<usize, Box<[usize]>>,
    /// How many more bytes the errors may take.
    allowance: AtomicU64,
}

/// A value, or the name of a property.
#[derive(Clone, Copy)]
struct Entry {
    /// Its offset in the text.
    start: usize,
    /// The index of the first entry after it and everything inside it.
    next: usize,
}

/// One value on a tape.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    tape: &'a Tape<'a>,
    index: usize,
    path: Path,
}

/// The size of the JSON Pointer to a value.
#[derive(Clone, Copy, Default)]
struct Path {
    /// Its length in bytes.
    length: usize,
    /// How many tokens it has; at most 127.
    depth: usize,
}

impl Path {
    /// The size with one more token of `length` bytes.
    const fn child(self, length: usize) -> Self {
        Self {
            length: self.length.saturating_add(length).saturating_add(1),
            depth: self.depth + 1,
        }
    }
}

impl<'t> Tape<'t> {
    /// Indexes a text; `None` if it is not JSON.
    pub(crate) fn new(text: &'t str) -> Option<Self> {
        let mut tape = Self {
            text,
            entries: Vec::new(),
            sorted: HashMap::new(),
            allowance: AtomicU64::new(u64::MAX),
        };
        tape.value(&mut Cursor::new(text))?;
        Some(tape)
    }

    /// The text it is an index of.
    pub(crate) const fn text(&self) -> &str {
        self.text
    }

    /// The root value.
    pub(crate) const fn root(&self) -> Place<'_> {
        let path = Path {
            length: 0,
            depth: 0,
        };
        self.place(0, path)
    }

    /// The value at an index.
    const fn place(&self, index: usize, path: Path) -> Place<'_> {
        Place {
            tape: self,
            index,
            path,
        }
    }

    /// Sets how many bytes the errors may take from now on.
    pub(crate) fn allow(&self, bytes: u64) {
        self.allowance.store(bytes, Relaxed);
    }

    /// Whether the errors have reached their limit; errors found after that may be wrong.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.allowance.load(Relaxed) == 0
    }

    /// Counts the bytes of an error; false if the limit was reached before.
    fn spend(&self, bytes: usize) -> bool {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let spend = |left: u64| Some(left.saturating_sub(bytes));
        let before = self.allowance.fetch_update(Relaxed, Relaxed, spend);
        before != Ok(0)
    }

    /// Indexes the value at the cursor. The recursion is bounded: the text was checked to nest at
    /// most 127 levels.
    fn value(&mut self, cursor: &mut Cursor<'t>) -> Option<()> {
        let start = cursor.value()?;
        let index = self.push(start);
        match cursor.peek()? {
            b'{' => self.members(index, cursor)?,
            b'[' => {
                cursor.open();
                while cursor.next()? {
                    self.value(cursor)?;
                }
            }
            _ => cursor.skip_value()?,
        }
        self.close(index)
    }

    fn members(&mut self, object: usize, cursor: &mut Cursor<'t>) -> Option<()> {
        cursor.open();
        let mut count = 0;
        while cursor.next()? {
            let start = cursor.value()?;
            let name = self.push(start);
            cursor.skip_string()?;
            self.close(name)?;
            self.value(cursor)?;
            count += 1;
        }
        self.close(object)?;
        if count > MANY {
            let object = self.place(object, Path::default());
            let mut names: Vec<_> = object.names().collect();
            names.sort_by_cached_key(|name| self.name(*name));
            let (object, names) = (object.index, names.into());
            self.sorted.insert(object, names);
        }
        Some(())
    }

    fn push(&mut self, start: usize) -> usize {
        self.entries.push(Entry { start, next: 0 });
        self.entries.len() - 1
    }

    /// Ends the entry at `index`: all entries added since are inside it.
    fn close(&mut self, index: usize) -> Option<()> {
        let next = self.entries.len();
        self.entries.get_mut(index)?.next = next;
        Some(())
    }

    fn start(&self, index: usize) -> usize {
        self.entries
            .get(index)
            .map_or(self.text.len(), |entry| entry.start)
    }

    fn next(&self, index: usize) -> usize {
        self.entries
            .get(index)
            .map_or(index + 1, |entry| entry.next)
    }

    /// The text from the beginning of an entry to the end of the payload.
    fn from(&self, index: usize) -> &str {
        self.text.get(self.start(index)..).unwrap_or_default()
    }

    /// The name, or the string, at an index, without escapes.
    fn name(&self, index: usize) -> Cow<'_, str> {
        Cursor::new(self.from(index)).name().unwrap_or_default()
    }
}

impl<'a> Place<'a> {
    /// The JSON type of the value.
    pub(crate) fn kind(self) -> JsonKind {
        match self.text().as_bytes().first() {
            Some(b'{') => JsonKind::Object,
            Some(b'[') => JsonKind::Array,
            Some(b'"') => JsonKind::String,
            Some(b't' | b'f') => JsonKind::Boolean,
            Some(b'n') => JsonKind::Null,
            _ => JsonKind::Number,
        }
    }

    /// The offset of the value in the text.
    pub(crate) fn offset(self) -> usize {
        self.tape.start(self.index)
    }

    /// The offset of a property's name in the text.
    pub(crate) fn name_offset(self, name: &str) -> Option<usize> {
        self.find(name).map(|index| self.tape.start(index))
    }

    /// The value of the property of this name.
    pub(crate) fn get(self, name: &str) -> Option<Self> {
        let index = self.find(name)?;
        let path = self.path.child(name.len());
        Some(self.tape.place(self.tape.next(index), path))
    }

    /// The number of items or properties; 0 for other values.
    pub(crate) fn len(self) -> usize {
        match self.kind() {
            JsonKind::Array => self.items().count(),
            JsonKind::Object => self.names().count(),
            _ => 0,
        }
    }

    /// The items of an array.
    pub(crate) fn items(self) -> Items<'a> {
        let end = match self.kind() {
            JsonKind::Array => self.tape.next(self.index),
            _ => 0,
        };
        Items {
            array: self,
            at: self.index + 1,
            end,
            seen: 0,
        }
    }

    /// The properties of an object, in the order of the text.
    pub(crate) fn members(self) -> impl Iterator<Item = (Cow<'a, str>, Self)> {
        self.names().map(move |name| self.member(name))
    }

    /// The property whose name is at this index.
    fn member(self, name: usize) -> (Cow<'a, str>, Self) {
        let (value, name) = (self.tape.next(name), self.tape.name(name));
        let path = self.path.child(name.len());
        (name, self.tape.place(value, path))
    }

    /// The string without escapes; `None` if the value is not a string.
    pub(crate) fn string(self) -> Option<Cow<'a, str>> {
        (self.kind() == JsonKind::String).then(|| self.tape.name(self.index))
    }

    /// The number as `serde_json` reads it; `None` if the value is not a number.
    pub(crate) fn number(self) -> Option<serde_json::Number> {
        (self.kind() == JsonKind::Number).then(|| serde_json::from_str(self.literal()).ok())?
    }

    /// The text of a number, `true`, `false` or `null`.
    fn literal(self) -> &'a str {
        let text = self.text();
        let is_part =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let length = text.bytes().take_while(|byte| is_part(byte)).count();
        text.get(..length).unwrap_or_default()
    }

    /// The text from the beginning of the value to the end of the payload.
    fn text(self) -> &'a str {
        self.tape.from(self.index)
    }

    /// The indexes of the names of an object's properties.
    fn names(self) -> Names<'a> {
        let end = match self.kind() {
            JsonKind::Object => self.tape.next(self.index),
            _ => 0,
        };
        Names {
            tape: self.tape,
            at: self.index + 1,
            end,
        }
    }

    /// The index of the name of a property.
    fn find(self, name: &str) -> Option<usize> {
        match self.tape.sorted.get(&self.index) {
            Some(names) => {
                let place =
                    names.binary_search_by(|index| self.tape.name(*index).as_ref().cmp(name));
                names.get(place.ok()?).copied()
            }
            None => self.names().find(|index| self.tape.name(*index) == name),
        }
    }

    /// Writes the value as JSON in one line, as `serde_json` does; stops at an error of the writer.
    pub(crate) fn write(self, out: &mut impl fmt::Write) -> fmt::Result {
        let string = |out: &mut dyn fmt::Write, text: &str| match serde_json::to_string(text) {
            Ok(quoted) => out.write_str(&quoted),
            Err(_) => Err(fmt::Error),
        };
        match self.kind() {
            JsonKind::Array => {
                out.write_char('[')?;
                for (index, item) in self.items().enumerate() {
                    out.write_str(if index == 0 { "" } else { "," })?;
                    item.write(out)?;
                }
                out.write_char(']')
            }
            JsonKind::Object => {
                out.write_char('{')?;
                for (index, (name, value)) in self.members().enumerate() {
                    out.write_str(if index == 0 { "" } else { "," })?;
                    string(out, &name)?;
                    out.write_char(':')?;
                    value.write(out)?;
                }
                out.write_char('}')
            }
            JsonKind::String => string(out, &self.tape.name(self.index)),
            JsonKind::Null | JsonKind::Boolean => out.write_str(self.literal()),
            JsonKind::Number => match self.number() {
                Some(number) => write!(out, "{number}"),
                None => Err(fmt::Error),
            },
        }
    }
}

/// Iterates over the indexes of the names of one object.
struct Names<'a> {
    tape: &'a Tape<'a>,
    at: usize,
    end: usize,
}

impl Iterator for Names<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let name = self.at;
        let value = (name < self.end).then(|| self.tape.next(name))?;
        self.at = self.tape.next(value);
        Some(name)
    }
}

/// Iterates over the items of one array.
pub(crate) struct Items<'a> {
    array: Place<'a>,
    at: usize,
    end: usize,
    seen: usize,
}

impl<'a> Iterator for Items<'a> {
    type Item = Place<'a>;

    fn next(&mut self) -> Option<Place<'a>> {
        let index = self.at;
        if index >= self.end {
            return None;
        }
        let digits = self.seen.checked_ilog10().unwrap_or(0) as usize + 1;
        let path = self.array.path.child(digits);
        self.at = self.array.tape.next(index);
        self.seen += 1;
        Some(self.array.tape.place(index, path))
    }
}

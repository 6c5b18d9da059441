//! Chooses the name of a type. It is made of the first of these words whose name is unused:
//!
//! | | words | example |
//! | --- | --- | --- |
//! | 1 | a pin | `--name /properties/to=Recipient` gives `Recipient` |
//! | 2 | the `title`, if it is a few words and not a sentence | `Support ticket` gives `SupportTicket` |
//! | 3 | the name of the definition, or of the file | `#/$defs/user`, `user.json` give `User` |
//! | 4 | 2 and 3 with their symbols or their letter case spelled out, where these differ from the words of the type that has the name | `CPlusPlus` beside `C`, `IdUpper` beside `Id` |
//! | 5 | the parent type and the property; `item` in a list, `value` in a map | `TicketTagsItem` |
//! | 6 | for the branches of a union the parent and what distinguishes them: a constant, a property that no other branch has, or else the position | `ShapeCircle`, `SourceWithUrl`, `ShapeFirst` |
//! | 7 | the parent type and 2 or 3 | `TicketOptions` |
//! | 8 | the file and 2 or 3; the file and the whole path | `UserOptions` |
//! | 9 | a number | `Options2` |
//!
//! [`crate::names`] turns the words into an identifier.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use heck::ToSnakeCase as _;
use serde_json::Value;

use super::pins::Pins;
use crate::names::{Case, distinct, identifier, is_name_like, numbered, spelled_identifier, style};
use crate::schema::{Location, Schemas};

/// The context of a type, for names of types that have no words of their own: the parent type, and
/// a word for the position inside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Hint {
    parent: String,
    word: String,
    /// Whether the word counts positions.
    counted: bool,
}

impl Hint {
    /// For a document itself.
    pub(crate) fn root() -> Self {
        Self::default()
    }

    /// For a schema inside the type `parent`: the name of a property, or "item".
    pub(crate) fn inside(parent: &str, word: &str) -> Self {
        Self {
            parent: parent.to_owned(),
            word: word.to_owned(),
            counted: false,
        }
    }

    /// The same hint with a word that counts positions.
    pub(crate) fn counted(mut self) -> Self {
        self.counted = true;
        self
    }

    /// For a schema inside a schema that has no named type.
    pub(crate) fn further(&self, word: &str) -> Self {
        Self {
            parent: self.parent.clone(),
            word: format!("{} {word}", self.word),
            counted: self.counted,
        }
    }

    pub(crate) fn words(&self) -> String {
        format!("{} {}", self.parent, self.word)
    }
}

/// The name of a type.
pub(super) struct Chosen {
    pub(super) text: String,
    /// Whether a pin, a title, a definition or a file gave it, and not the path to the type.
    pub(super) by_schema: bool,
    /// Whether it counts positions.
    pub(super) by_position: bool,
}

/// The names given so far.
pub(super) struct Names {
    /// Names, with the words that each was made of.
    taken: HashMap<String, String>,
    pins: Pins,
    /// Names that count positions. So do names that are made of such a parent's name.
    positional: HashSet<String>,
}

impl Names {
    pub(super) fn new(pins: Pins) -> Self {
        let pinned = pins.names().map(|name| (name.to_owned(), name.to_owned()));
        Self {
            taken: pinned.collect(),
            pins,
            positional: HashSet::new(),
        }
    }

    /// Moves the pin of a root to its entry: a root that is only a reference has the type of the
    /// schema that it refers to.
    pub(super) fn pass_pin_on(&mut self, root: &Location, entry: &Location) {
        self.pins.pass_on(root, entry);
    }

    /// Pins that no type has taken.
    pub(super) fn unused_pins(&self) -> Vec<(Location, String)> {
        self.pins.unused()
    }

    /// Chooses an unused name, by the table of this module.
    pub(super) fn choose(
        &mut self,
        schemas: &Schemas<'_>,
        entry: &Location,
        hint: &Hint,
    ) -> Chosen {
        if let Some(text) = self.pins.take(entry) {
            return Chosen {
                text,
                by_schema: true,
                by_position: false,
            };
        }
        let own = own_words(schemas, entry);
        let counted = hint.counted || self.positional.contains(&hint.parent);
        let chosen = self
            .by_own_words(&own)
            .or_else(|| self.by_path(hint, &own, counted))
            .unwrap_or_else(|| self.by_place(schemas, entry, &own));
        if chosen.by_position {
            self.positional.insert(chosen.text.clone());
        }
        chosen
    }

    /// The name of the title or the definition. If another type has that name, and its words differ
    /// only in symbols or letter case, the name with these spelled out.
    fn by_own_words(&mut self, own: &[String]) -> Option<Chosen> {
        let plain = own.iter().find_map(|words| self.free(words, identifier));
        let text = plain.or_else(|| own.iter().find_map(|words| self.disambiguated(words)))?;
        Some(Chosen {
            text,
            by_schema: true,
            by_position: false,
        })
    }

    fn disambiguated(&mut self, words: &str) -> Option<String> {
        let other = self.taken.get(&identifier(Case::Type, words))?;
        if other == words {
            return None;
        }
        let styled = format!("{words} {}", style(words));
        self.free(words, spelled_identifier)
            .or_else(|| self.free(&styled, identifier))
    }

    /// The name of the parent type and the word of the hint, or the parent type and own words.
    fn by_path(&mut self, hint: &Hint, own: &[String], counted: bool) -> Option<Chosen> {
        let text = self.free(&hint.words(), identifier).or_else(|| {
            let inside = own.iter().filter(|_| !hint.parent.is_empty());
            let mut inside = inside.map(|words| format!("{} {words}", hint.parent));
            inside.find_map(|words| self.free(&words, identifier))
        })?;
        Some(Chosen {
            text,
            by_schema: false,
            by_position: counted,
        })
    }

    /// The document and the JSON Pointer; a number if even that name is taken.
    fn by_place(&mut self, schemas: &Schemas<'_>, entry: &Location, own: &[String]) -> Chosen {
        let file = schemas.documents().get(entry.document);
        let file = file.map_or_else(String::new, |document| stem(document.source.name()));
        let in_file = own.iter().map(|words| format!("{file} {words}"));
        let words: Vec<String> = in_file.chain([path_words(&file, entry)]).collect();
        let named = words.iter().find_map(|words| self.free(words, identifier));
        let text = named.unwrap_or_else(|| {
            let words = own.first().unwrap_or(&file);
            let plain = identifier(Case::Type, words);
            let text = numbered(Case::Type, &plain, |name| self.taken.contains_key(name));
            self.taken.insert(text.clone(), words.clone());
            text
        });
        Chosen {
            text,
            by_schema: false,
            by_position: true,
        }
    }

    /// Takes the name of these words; `None` if there are no words or the name is taken.
    fn free(&mut self, words: &str, name: impl Fn(Case, &str) -> String) -> Option<String> {
        if words.trim().is_empty() {
            return None;
        }
        let name = name(Case::Type, words);
        if self.taken.contains_key(&name) {
            return None;
        }
        self.taken.insert(name.clone(), words.to_owned());
        Some(name)
    }
}

/// The words of the schema itself, best first: its title, its definition or file.
fn own_words(schemas: &Schemas<'_>, entry: &Location) -> Vec<String> {
    let title = schemas
        .value(entry)
        .and_then(|schema| schema.get("title"))
        .and_then(Value::as_str)
        .filter(|title| is_name_like(title));
    let mut words: Vec<String> = title.map(str::to_owned).into_iter().collect();
    words.extend(definition_name(schemas, entry));
    words
}

/// The key under `$defs`, or the name of the file.
fn definition_name(schemas: &Schemas<'_>, entry: &Location) -> Option<String> {
    match entry.pointer.as_str() {
        "" => Some(stem(schemas.documents().get(entry.document)?.source.name())),
        _ => schemas.definition_name(entry),
    }
}

fn path_words(file: &str, entry: &Location) -> String {
    let noise = ["properties", "$defs", "definitions", "items"];
    let tokens = entry.tokens().into_iter();
    let tokens: Vec<_> = tokens
        .filter(|token| !noise.contains(&token.as_str()))
        .collect();
    format!("{file} {}", tokens.join(" "))
}

/// The file name without folder and extensions: `journey_context` of
/// `genesys/journey_context.schema.json`.
fn stem(name: &str) -> String {
    let file = Path::new(name)
        .file_name()
        .map_or(name.into(), |file| file.to_string_lossy());
    let stem = file.strip_suffix(".json").unwrap_or(&file);
    let stem = stem.strip_suffix(".schema").unwrap_or(stem);
    stem.to_owned()
}

/// The Rust module of each document: its file name, with the folder if several files have that
/// name.
pub(super) fn modules(documents: &[&str]) -> Vec<String> {
    let stems: Vec<String> = documents
        .iter()
        .map(|name| stem(name).to_snake_case())
        .collect();
    let words: Vec<String> = stems
        .iter()
        .zip(documents)
        .map(|(own, name)| {
            if stems.iter().filter(|stem| *stem == own).count() == 1 {
                return own.clone();
            }
            let folder = Path::new(name).parent().unwrap_or(Path::new(""));
            format!("{} {own}", folder.display())
        })
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    distinct(Case::Field, &words)
}

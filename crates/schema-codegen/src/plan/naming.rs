//! Which words a type is named after: the first of these whose name nobody has yet.
//!
//! | | words | example |
//! | --- | --- | --- |
//! | 1 | a pin | `--name /properties/to=Recipient` gives `Recipient` |
//! | 2 | the `title`, when it is a few words and no sentence | `Support ticket` gives `SupportTicket` |
//! | 3 | the name of the definition, or of the file | `#/$defs/user`, `user.json` give `User` |
//! | 4 | 2 and 3 with their signs or the case of their letters, where these tell them from who has the name | `CPlusPlus` beside `C`, `IdUpper` beside `Id` |
//! | 5 | the parent type and the member; `item` in a list, `value` in a map | `TicketTagsItem` |
//! | 6 | for the branches of a choice the parent and what tells them apart: a constant, a member no other branch has, and only then the order | `ShapeCircle`, `SourceWithUrl`, `ShapeFirst` |
//! | 7 | the parent type and 2 or 3 | `TicketOptions` |
//! | 8 | the file and 2 or 3; the file and the whole path | `UserOptions` |
//! | 9 | a number | `Options2` |
//!
//! Takes the place of a type and what led to it; gives a name nobody else has. How words become an
//! identifier stands in [`crate::names`].

use std::collections::{HashMap, HashSet};
use std::path::Path;

use heck::ToSnakeCase as _;
use serde_json::Value;

use super::pins::Pins;
use crate::names::{Case, distinct, identifier, is_name_like, numbered, spelled_identifier, style};
use crate::schema::{Location, Schemas};

/// How a type came up: what stands before and after in the names of types without their own.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Hint {
    parent: String,
    word: String,
    /// Whether the word counts places.
    counted: bool,
}

impl Hint {
    /// For a document itself.
    pub(crate) fn root() -> Self {
        Self::default()
    }

    /// For something inside the type `parent`: a member's name, or "item".
    pub(crate) fn inside(parent: &str, word: &str) -> Self {
        Self {
            parent: parent.to_owned(),
            word: word.to_owned(),
            counted: false,
        }
    }

    /// The same, of a word that counts places.
    pub(crate) fn counted(mut self) -> Self {
        self.counted = true;
        self
    }

    /// For something inside this, when this has no type of its own.
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
    /// Whether a pin or the schema gave it, and not the way to the type.
    pub(super) by_schema: bool,
    /// Whether it counts places.
    pub(super) by_position: bool,
}

/// The names given so far.
pub(super) struct Names {
    /// By the words each was made of.
    taken: HashMap<String, String>,
    pins: Pins,
    /// Names that count places; what stands inside such a type counts them too.
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

    /// Lets the pin of a root that only refers to a schema name that schema's type, which is the
    /// root's.
    pub(super) fn pass_pin_on(&mut self, root: &Location, entry: &Location) {
        self.pins.pass_on(root, entry);
    }

    /// Pins that no type has taken.
    pub(super) fn unused_pins(&self) -> Vec<(Location, String)> {
        self.pins.unused()
    }

    /// A name that nobody has, by the table at the top.
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

    /// The title or the definition as they are; and where another one's words differ from them by
    /// signs or the case of letters only, with these told.
    fn by_own_words(&mut self, own: &[String]) -> Option<Chosen> {
        let plain = own.iter().find_map(|words| self.free(words, identifier));
        let text = plain.or_else(|| own.iter().find_map(|words| self.told_from_another(words)))?;
        Some(Chosen {
            text,
            by_schema: true,
            by_position: false,
        })
    }

    fn told_from_another(&mut self, words: &str) -> Option<String> {
        let other = self.taken.get(&identifier(Case::Type, words))?;
        if other == words {
            return None;
        }
        let styled = format!("{words} {}", style(words));
        self.free(words, spelled_identifier)
            .or_else(|| self.free(&styled, identifier))
    }

    /// The names of the parent type and of the member.
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

    /// The document and the way through it; a number when even that is taken.
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

    /// The name of these words, unless they say nothing or somebody has it.
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

/// What the schema itself calls the thing, best first.
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

/// `genesys/journey_context.schema.json` is about `journey_context`.
fn stem(name: &str) -> String {
    let file = Path::new(name)
        .file_name()
        .map_or(name.into(), |file| file.to_string_lossy());
    let stem = file.strip_suffix(".json").unwrap_or(&file);
    let stem = stem.strip_suffix(".schema").unwrap_or(stem);
    stem.to_owned()
}

/// The Rust module of each document: its file, and with the folders where files are alike.
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

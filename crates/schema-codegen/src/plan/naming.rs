//! Which words a type is named after, in this order: a pin, the `title`, the name of the
//! definition or file, the names of the parent type and of the member.
//!
//! Takes the place of a type and what led to it; gives a name nobody else has.

use std::collections::HashSet;
use std::path::Path;

use heck::ToSnakeCase as _;
use serde_json::Value;

use crate::names::{Case, identifier, is_name_like};
use crate::schema::{Location, Schemas};

/// How a type came up: what stands before and after in the names of types without their own.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Hint {
    parent: String,
    word: String,
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
        }
    }

    /// For something inside this, when this has no type of its own.
    pub(crate) fn further(&self, word: &str) -> Self {
        Self {
            parent: self.parent.clone(),
            word: format!("{} {word}", self.word),
        }
    }

    pub(crate) fn words(&self) -> String {
        format!("{} {}", self.parent, self.word)
    }
}

/// The name of a type.
pub(super) struct Chosen {
    pub(super) text: String,
    /// Whether the schema gave no name, so that the position had to.
    pub(super) by_position: bool,
    /// What to say when somebody else has it already.
    pub(super) collision: Option<String>,
}

/// The names given so far.
pub(super) struct Names {
    taken: HashSet<String>,
    root: Option<String>,
}

impl Names {
    pub(super) fn new(root: Option<String>) -> Self {
        Self {
            taken: HashSet::new(),
            root,
        }
    }

    pub(super) fn choose(
        &mut self,
        schemas: &Schemas<'_>,
        entry: &Location,
        hint: &Hint,
    ) -> Chosen {
        let own = self.own_words(schemas, entry);
        let by_position = own.is_empty();
        let mut words: Vec<String> = own;
        words.push(hint.words());
        // Two places with one title: the second is told apart by where it is.
        words.extend(
            words
                .first()
                .map(|first| format!("{} {first}", hint.parent)),
        );
        words.push(position_words(schemas, entry));
        let names: Vec<String> = words
            .iter()
            .filter(|words| !words.trim().is_empty())
            .map(|words| identifier(Case::Type, words))
            .collect();
        let free = names.iter().position(|name| !self.taken.contains(name));
        let text = free
            .and_then(|index| names.get(index))
            .or(names.first())
            .cloned()
            .unwrap_or_else(|| "Root".to_owned());
        let collision = free
            .is_none()
            .then(|| format!("two types want the name `{text}`"));
        self.taken.insert(text.clone());
        Chosen {
            text,
            by_position,
            collision,
        }
    }

    /// What the schema itself calls the thing, best first.
    fn own_words(&self, schemas: &Schemas<'_>, entry: &Location) -> Vec<String> {
        if let (Some(pinned), 0, "") = (&self.root, entry.document, entry.pointer.as_str()) {
            return vec![pinned.clone()];
        }
        let title = schemas
            .value(entry)
            .and_then(|schema| schema.get("title"))
            .and_then(Value::as_str)
            .filter(|title| is_name_like(title));
        let mut words: Vec<String> = title.map(str::to_owned).into_iter().collect();
        words.extend(definition_name(schemas, entry));
        words
    }
}

/// The key under `$defs`, or the name of the file.
fn definition_name(schemas: &Schemas<'_>, entry: &Location) -> Option<String> {
    let tokens = entry.tokens();
    match tokens.as_slice() {
        [] => Some(stem(schemas.documents().get(entry.document)?.source.name())),
        [.., keyword, name] if keyword == "$defs" || keyword == "definitions" => Some(name.clone()),
        _ => None,
    }
}

fn position_words(schemas: &Schemas<'_>, entry: &Location) -> String {
    let document = schemas.documents().get(entry.document);
    let file = document.map_or_else(String::new, |document| stem(document.source.name()));
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

/// The Rust module of a document.
pub(super) fn module(name: &str) -> String {
    identifier(Case::Field, &stem(name).to_snake_case())
}

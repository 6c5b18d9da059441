//! A statement as a document of its own: everything it refers to stands in its definitions.
//!
//! Takes a statement with absolute references; gives a schema that needs no other document, for
//! the validator behind a type.

use std::collections::VecDeque;

use referencing::Draft;
use serde_json::{Map, Value};

use super::keyword::{self, Keyword, Role, ShapeOfValue};
use super::subschemas::{inside, subschemas};
use super::{Location, Schemas, dialect};

impl Schemas<'_> {
    /// Small where it can be: only the parts that are referred to. Where something means something
    /// else outside of its place, the documents are taken in whole.
    pub(crate) fn closed(&self, statement: &Value, draft: Draft) -> Option<Value> {
        self.closed_parts(statement, draft)
            .or_else(|| self.compound(statement, draft))
    }

    fn closed_parts(&self, statement: &Value, draft: Draft) -> Option<Value> {
        let mut writer = Writer {
            schemas: self,
            draft,
            keys: Vec::new(),
            open: VecDeque::new(),
        };
        let mut root = statement.clone();
        writer.rewrite(&mut root)?;
        let mut definitions = Map::new();
        while let Some((key, location)) = writer.open.pop_front() {
            if self.is_foreign(&location) {
                return None;
            }
            let mut target = self.value(&location)?.clone();
            self.make_absolute(&location, &mut target)?;
            writer.rewrite(&mut target)?;
            definitions.insert(key, target);
        }
        let mut document = match root {
            Value::Object(members) => members,
            // Draft 4 has no boolean schemas; neither is stated in it.
            other => return Some(other),
        };
        document.insert("$schema".to_owned(), Value::from(dialect::uri(draft)));
        if !definitions.is_empty() {
            let keyword = writer.definitions_keyword();
            document.insert(keyword.to_owned(), Value::Object(definitions));
        }
        Some(Value::Object(document))
    }
}

struct Writer<'w, 'd> {
    schemas: &'w Schemas<'d>,
    draft: Draft,
    /// What has been referred to, by its place in the definitions.
    keys: Vec<Location>,
    open: VecDeque<(String, Location)>,
}

impl Writer<'_, '_> {
    /// Turns the references of a schema into local ones, and leaves out what asserts nothing.
    fn rewrite(&mut self, schema: &mut Value) -> Option<()> {
        let Value::Object(members) = schema else {
            return Some(());
        };
        members.retain(|keyword, _| !is_for_people(keyword));
        if let Some(Value::String(reference)) = members.get("$ref") {
            let target = self.schemas.resolve(&Location::root(0), reference).ok()?;
            let local = self.local(target);
            members.insert("$ref".to_owned(), Value::String(local));
        }
        let below = subschemas(self.draft, members).into_iter();
        let below: Vec<Vec<String>> = below.map(|(tokens, _)| tokens).collect();
        for tokens in below {
            let below = inside(schema, &tokens)?;
            self.rewrite(below)?;
        }
        Some(())
    }

    fn local(&mut self, target: Location) -> String {
        let known = self.keys.iter().position(|known| *known == target);
        let index = known.unwrap_or_else(|| {
            let index = self.keys.len();
            self.open.push_back((key(index), target.clone()));
            self.keys.push(target);
            index
        });
        format!("#/{}/{}", self.definitions_keyword(), key(index))
    }

    fn definitions_keyword(&self) -> &'static str {
        match self.draft {
            Draft::Draft4 | Draft::Draft6 | Draft::Draft7 => "definitions",
            _ => "$defs",
        }
    }
}

fn key(index: usize) -> String {
    format!("part{index}")
}

/// Definitions are taken in as they are referred to; the rest is for people.
fn is_for_people(name: &str) -> bool {
    let identifies = |it: &Keyword| it.value == ShapeOfValue::SchemaByName || it.name == "$schema";
    name.starts_with("x-")
        || keyword::is(name, |it| match it.role {
            Role::Annotation => true,
            Role::Identifier => identifies(it),
            _ => false,
        })
}

//! Makes a statement a schema that needs no other document, for full validation: everything it
//! refers to is embedded in its definitions.

use std::collections::{HashMap, VecDeque};

use serde_json::{Map, Value};

use crate::schema::Location;
use crate::schema::Schemas;
use crate::schema::keyword::{self, Keyword, Role, ShapeOfValue};
use crate::schema::subschemas::change_each;

impl Schemas<'_> {
    /// Embeds only the schemas that are referred to. Where one of them means something else outside
    /// of its document, embeds whole documents. `None` if that is not possible either.
    pub(crate) fn closed(&self, statement: &Value) -> Option<Value> {
        self.closed_parts(statement)
            .or_else(|| self.compound(statement))
    }

    fn closed_parts(&self, statement: &Value) -> Option<Value> {
        let mut writer = Writer {
            schemas: self,
            keys: HashMap::new(),
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
            // A boolean schema needs no definitions. Draft 4 has none, so no statement of draft 4
            // is one.
            other => return Some(other),
        };
        document.insert("$schema".to_owned(), Value::from(self.dialect().uri()));
        if !definitions.is_empty() {
            let keyword = self.dialect().definitions_keyword();
            document.insert(keyword.to_owned(), Value::Object(definitions));
        }
        Some(Value::Object(document))
    }
}

struct Writer<'w, 'd> {
    schemas: &'w Schemas<'d>,
    /// The schemas that have been referred to, each with the number in the name of its definition.
    keys: HashMap<Location, usize>,
    open: VecDeque<(String, Location)>,
}

impl Writer<'_, '_> {
    /// Makes the references of a schema local, and removes keywords that assert nothing. `None` if
    /// a reference does not resolve.
    fn rewrite(&mut self, schema: &mut Value) -> Option<()> {
        let Value::Object(members) = schema else {
            return Some(());
        };
        members.retain(|keyword, _| !is_left_out(keyword));
        if let Some(Value::String(reference)) = members.get("$ref") {
            let target = self.schemas.resolve(&Location::root(0), reference).ok()?;
            let local = self.local(target);
            members.insert("$ref".to_owned(), Value::String(local));
        }
        change_each(schema, |_, below| self.rewrite(below))
    }

    fn local(&mut self, target: Location) -> String {
        let known = self.keys.get(&target).copied();
        let index = known.unwrap_or_else(|| {
            let index = self.keys.len();
            self.open.push_back((key(index), target.clone()));
            self.keys.insert(target, index);
            index
        });
        format!(
            "#/{}/{}",
            self.schemas.dialect().definitions_keyword(),
            key(index)
        )
    }
}

fn key(index: usize) -> String {
    format!("part{index}")
}

/// Whether a keyword is left out: it is for people, or it holds definitions, which are embedded as
/// they are referred to.
fn is_left_out(name: &str) -> bool {
    let identifies = |it: &Keyword| it.value == ShapeOfValue::SchemaByName || it.name == "$schema";
    name.starts_with("x-")
        || keyword::is(name, |it| match it.role {
            Role::Annotation => true,
            Role::Identifier => identifies(it),
            _ => false,
        })
}

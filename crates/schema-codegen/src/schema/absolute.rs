//! A subschema as it can stand anywhere: its text with absolute references.
//!
//! Takes a location; gives a schema that means the same outside of its document.

use serde_json::{Map, Value, json};

use super::{Location, Schemas, dialect, subschemas};

impl Schemas<'_> {
    /// A schema that accepts what the subschema at `location` accepts, wherever it is put.
    ///
    /// What has a name stays a reference, so that two statements name it alike; what stands inline
    /// is written out, since the algebra does not always read through a reference.
    pub(crate) fn statement(&self, location: &Location) -> Value {
        if is_named(location) {
            return json!({ "$ref": self.uri(location) });
        }
        let mut schema = self.value(location).cloned().unwrap_or(Value::Bool(true));
        match self.make_absolute(location, &mut schema) {
            Some(()) => schema,
            None => json!({ "$ref": self.uri(location) }),
        }
    }

    /// `None` when the schema means something else outside of its place.
    fn make_absolute(&self, location: &Location, schema: &mut Value) -> Option<()> {
        let draft = self.draft(location);
        if dialect::id_of(draft, schema).is_some() {
            return None;
        }
        let Value::Object(members) = schema else {
            return Some(());
        };
        if has_scope(members) {
            return None;
        }
        if let Some(Value::String(reference)) = members.get_mut("$ref") {
            let target = self.resolve(location, reference).ok()?;
            *reference = self.uri(&target);
        }
        members.remove("$schema");
        let below = subschemas(draft, members).into_iter();
        let below: Vec<Vec<String>> = below.map(|(tokens, _)| tokens).collect();
        for tokens in below {
            let inside = tokens.iter().try_fold(&mut *schema, |at, token| match at {
                Value::Object(members) => members.get_mut(token),
                Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
                _ => None,
            })?;
            self.make_absolute(&location.at(tokens.iter().map(String::as_str)), inside)?;
        }
        Some(())
    }
}

/// Whether people gave the place a name to refer to: a document, or a definition in one.
fn is_named(location: &Location) -> bool {
    let tokens = location.tokens();
    match tokens.as_slice() {
        [] => true,
        [.., keyword, _] => keyword == "$defs" || keyword == "definitions",
        [_] => false,
    }
}

/// Anchors and dynamic references depend on the resource they stand in.
fn has_scope(members: &Map<String, Value>) -> bool {
    [
        "$anchor",
        "$dynamicAnchor",
        "$dynamicRef",
        "$recursiveAnchor",
        "$recursiveRef",
    ]
    .iter()
    .any(|keyword| members.contains_key(*keyword))
}

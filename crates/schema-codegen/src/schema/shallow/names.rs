//! Placeholders: what replaces the constraints on the objects, or on the arrays, of a schema.
//!
//! A statement with placeholders describes encoded instances: each object has, beside its own
//! properties, one property per placeholder whose constraints it satisfies, and each array one item
//! per such placeholder. The schemas of a list's items and a map's properties therefore [accept
//! placeholders](with_room) as well, or a list and a placeholder together would accept nothing,
//! whatever the placeholder represents. Since placeholders add to what is counted, constraints on
//! counts are [placeholders](counted) too.

use serde_json::{Map, Value, json};

use crate::schema::Dialect;
use crate::schema::Location;
use crate::schema::keyword::JsonType;

/// The prefix of every placeholder. No property in practice has such a name.
const PREFIX: &str = "\u{0}";

/// The placeholder of a schema.
pub(super) fn placeholder_of(location: &Location) -> String {
    format!("{PREFIX}{}{}", location.document, location.pointer)
}

/// The objects that a placeholder represents.
pub(super) fn object(placeholder: &str) -> Map<String, Value> {
    Map::from_iter([("required".to_owned(), json!([placeholder]))])
}

/// The arrays that a placeholder represents.
pub(super) fn array(placeholder: &str, dialect: &Dialect) -> Map<String, Value> {
    let item = json!({ "type": "object", "required": [PREFIX, placeholder] });
    let (keyword, value) = dialect.containing(item);
    Map::from_iter([(keyword.to_owned(), value)])
}

/// A schema for the items of a list, or the properties of a map, that also accepts placeholders.
pub(crate) fn with_room(each: Value) -> Value {
    let room = json!({ "type": "object", "required": [PREFIX] });
    match each {
        Value::Bool(true) => Value::Bool(true),
        Value::Bool(false) => room,
        Value::Object(schema) if schema.is_empty() => Value::Object(schema),
        schema => json!({ "anyOf": [schema, room] }),
    }
}

/// Constraints on the number of items or properties, and on their uniqueness, as one placeholder:
/// equal constraints have the same one everywhere. `None` if there are none.
pub(crate) fn counted(
    of: JsonType,
    rules: &Map<String, Value>,
    dialect: &Dialect,
) -> Option<Map<String, Value>> {
    let constraints = rules
        .iter()
        .map(|(keyword, value)| format!("{keyword} {value}"));
    let mut constraints: Vec<String> = constraints.collect();
    constraints.sort();
    let placeholder = format!("{PREFIX}{}", constraints.join(", "));
    (!constraints.is_empty()).then(|| match of {
        JsonType::Array => array(&placeholder, dialect),
        _ => object(&placeholder),
    })
}

//! Names: what stands for the rules on the objects, or on the arrays, of a place.
//!
//! A statement with names is about values written in another way: each object holds, beside its
//! own properties, one property per name whose rules it obeys, and each array one item per such
//! name. A list or a map is told by what it holds, so it has to leave [room](with_room) for them,
//! or a list and a name together would accept nothing, whatever the name stands for. And since the
//! names add to what is counted, rules on counts are told [by a name](counted) as well.

use referencing::Draft;
use serde_json::{Map, Value, json};

use crate::schema::Location;
use crate::schema::keyword::JsonType;

/// Begins every name. No property is called so by people.
const MARK: &str = "\u{0}";

/// What stands for the rules of a place.
pub(super) fn name_of(location: &Location) -> String {
    format!("{MARK}{}{}", location.document, location.pointer)
}

/// The objects that the name stands for.
pub(super) fn object(name: &str) -> Map<String, Value> {
    Map::from_iter([("required".to_owned(), json!([name]))])
}

/// The arrays that the name stands for.
pub(super) fn array(name: &str, draft: Draft) -> Map<String, Value> {
    let item = json!({ "type": "object", "required": [MARK, name] });
    let (keyword, rule) = match draft {
        Draft::Draft4 => ("not", json!({ "items": { "not": item } })),
        _ => ("contains", item),
    };
    Map::from_iter([(keyword.to_owned(), rule)])
}

/// A schema for each item of a list, or each property of a map, that also accepts names.
pub(crate) fn with_room(each: Value) -> Value {
    let room = json!({ "type": "object", "required": [MARK] });
    match each {
        Value::Bool(true) => Value::Bool(true),
        Value::Bool(false) => room,
        Value::Object(schema) if schema.is_empty() => Value::Object(schema),
        schema => json!({ "anyOf": [schema, room] }),
    }
}

/// Rules on how many items or properties there are, and whether they are unique: one name by what
/// they say, wherever that is said. `None` if there are none.
pub(crate) fn counted(
    of: JsonType,
    rules: &Map<String, Value>,
    draft: Draft,
) -> Option<Map<String, Value>> {
    let says = rules
        .iter()
        .map(|(keyword, value)| format!("{keyword} {value}"));
    let mut says: Vec<String> = says.collect();
    says.sort();
    let name = format!("{MARK}{}", says.join(", "));
    (!says.is_empty()).then(|| match of {
        JsonType::Array => array(&name, draft),
        _ => object(&name),
    })
}

//! Depth-1 abstraction of schemas. Constraints on the instance itself are kept; of the subschemas
//! of properties and items only the scalars are kept, and their objects and arrays become
//! [placeholders](names).
//!
//! The statements contain no references. Where two of them accept the same values whatever the
//! placeholders represent, so do the schemas that they were made from. A proof about one type
//! therefore costs what the type is large, however much it refers to.

mod apart;
mod cut;
mod kinds;
mod names;
mod patterns;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use crate::schema::Location;
use crate::schema::Schemas;
use crate::schema::keyword::{self, Application, Encoding, JsonType, Keyword, Role};
use crate::schema::subschemas::written;
use kinds::Kinds;
pub(crate) use names::{counted, with_room};

/// The role of references whose target depends on the dynamic scope.
const DYNAMIC: Role = Role::Reference { dynamic: true };

/// Schemas, each with the keywords that were left out of it.
pub(crate) type LeftOut = Vec<(Location, Vec<String>)>;

/// The largest number of objects in a statement. Without references, schemas that share subschemas
/// can grow exponentially.
const MOST_OBJECTS: usize = 20_000;

/// The state of [`ShallowSchemas::stripped`].
#[derive(Default)]
struct Stripping {
    /// The schemas that the current one was reached through.
    under_way: Vec<Location>,
    /// How many schemas were entered.
    places: usize,
    left_out: LeftOut,
}

impl Stripping {
    /// Enters a schema. Returns `false` on a cycle or past the limit.
    fn enter(&mut self, location: &Location) -> bool {
        self.places += 1;
        let may = self.places <= MOST_PLACES && !self.under_way.contains(location);
        if may {
            self.under_way.push(location.clone());
        }
        may
    }
}

/// The largest number of schemas that a stripped one is put together from. A shared schema counts
/// once for each path to it.
const MOST_PLACES: usize = 1_000;

/// How much of a schema a statement keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Detail {
    /// Scalars in full, lists and maps by their items and properties; a [placeholder](names) for
    /// other objects, and one for other arrays.
    Cut,
    /// The choices of the instance in full, each branch [cut](Self::Cut).
    Branches,
    /// The instance in full, properties and items [cut](Self::Cut).
    Shallow,
}

/// Writes shallow statements, each once.
pub(crate) struct ShallowSchemas<'s, 'd> {
    schemas: &'s Schemas<'d>,
    written: RefCell<HashMap<(Location, Detail), Option<Value>>>,
    kinds: RefCell<HashMap<Location, Kinds>>,
    whole_kinds: RefCell<HashMap<Location, Kinds>>,
}

impl<'s, 'd> ShallowSchemas<'s, 'd> {
    pub(crate) fn new(schemas: &'s Schemas<'d>) -> Self {
        Self {
            schemas,
            written: RefCell::default(),
            kinds: RefCell::default(),
            whole_kinds: RefCell::default(),
        }
    }

    /// The statement of a schema at a level of detail. `None` where there is none without the full
    /// text of what the schema refers to.
    pub(crate) fn statement(&self, location: &Location, detail: Detail) -> Option<Value> {
        let key = (location.clone(), detail);
        if let Some(known) = self.written.borrow().get(&key) {
            return known.clone();
        }
        // For a cycle: a schema that meets itself at the same level of detail has no shallow
        // statement.
        self.written.borrow_mut().insert(key.clone(), None);
        let statement = self.write(location, detail);
        let statement = statement.filter(|it| objects_in(it) <= MOST_OBJECTS);
        self.written.borrow_mut().insert(key, statement.clone());
        statement
    }

    /// The shallow statement of a schema without the keywords that `strips` selects, and what was
    /// left out. `None` where that would change the meaning of the rest.
    pub(crate) fn stripped(
        &self,
        location: &Location,
        strips: &dyn Fn(&str) -> bool,
    ) -> Option<(Value, LeftOut)> {
        let mut stripping = Stripping::default();
        let statement = self.strip(location, strips, &mut stripping)?;
        Some((statement, stripping.left_out))
    }

    fn strip(
        &self,
        location: &Location,
        strips: &dyn Fn(&str) -> bool,
        stripping: &mut Stripping,
    ) -> Option<Value> {
        let schema = match self.schemas.value(location)? {
            Value::Object(schema) => schema,
            Value::Bool(all) => return Some(Value::Bool(*all)),
            _ => return None,
        };
        let is_scoped = keyword::has(schema, |it| {
            let unevaluated = Role::Applicator(Application::Unevaluated);
            it.role == unevaluated || it.role == DYNAMIC
        });
        if is_scoped || self.schemas.is_foreign(location) || !stripping.enter(location) {
            return None;
        }
        let mut all = Vec::new();
        if schema.contains_key("$ref") {
            let target = self.target(location, schema)?;
            all.push(self.strip(&target, strips, stripping)?);
        }
        let stripped = schema.keys().filter(|keyword| strips(keyword));
        let stripped: Vec<String> = stripped.cloned().collect();
        let mut kept = schema.clone();
        kept.retain(|keyword, _| !stripped.contains(keyword));
        if !stripped.is_empty() {
            stripping.left_out.push((location.clone(), stripped));
        }
        let own = self.in_full(location, &kept)?;
        if all.is_empty() || !own.is_empty() {
            all.push(Value::Object(own));
        }
        for branch in branches(location, schema, "allOf") {
            let statement = self.strip(&branch, strips, stripping)?;
            if !all.contains(&statement) {
                all.push(statement);
            }
        }
        stripping.under_way.pop();
        Some(match all.len() {
            1 => all.pop()?,
            _ => json!({ "allOf": all }),
        })
    }

    /// Whether a schema accepts only values of these JSON types; `false` if that is unknown.
    pub(crate) fn is_within(&self, location: &Location, kinds: &BTreeSet<&str>) -> bool {
        self.kinds(location).iter().all(|kind| kinds.contains(kind))
    }

    fn write(&self, location: &Location, detail: Detail) -> Option<Value> {
        if self.schemas.is_foreign(location) {
            return None;
        }
        let schema = match self.schemas.value(location)? {
            Value::Object(schema) => schema,
            Value::Bool(all) => return Some(Value::Bool(*all)),
            _ => return None,
        };
        if keyword::has(schema, |it| it.role == DYNAMIC) {
            return None;
        }
        let target = self.target(location, schema);
        if target.is_none() && schema.contains_key("$ref") {
            return None;
        }
        let mut out = match detail {
            Detail::Cut => self.cut(location, schema)?,
            Detail::Branches => self.choices(location, schema)?,
            Detail::Shallow => self.in_full(location, schema)?,
        };
        let mut all = Vec::new();
        if let Some(target) = target {
            all.push(self.statement(&target, detail)?);
        }
        for branch in branches(location, schema, "allOf") {
            let statement = self.statement(&branch, detail)?;
            if !all.contains(&statement) {
                all.push(statement);
            }
        }
        if out.is_empty() && all.len() == 1 {
            return all.pop();
        }
        if !all.is_empty() {
            out.insert("allOf".to_owned(), Value::Array(all));
        }
        Some(Value::Object(out))
    }

    fn target(&self, location: &Location, schema: &Map<String, Value>) -> Option<Location> {
        let reference = schema.get("$ref")?.as_str()?;
        self.schemas.resolve(location, reference).ok()
    }

    /// The constraints on the instance itself, with the schemas of its properties and items cut.
    /// References and `allOf` are left to the caller.
    fn in_full(
        &self,
        location: &Location,
        schema: &Map<String, Value>,
    ) -> Option<Map<String, Value>> {
        let mut out = keyword::only(schema, Keyword::is_of_scalars);
        for (keyword, value) in schema {
            let written = match keyword.as_str() {
                "type" => value.clone(),
                "const" if is_flat(value) => value.clone(),
                "enum" if value.as_array()?.iter().all(is_flat) => value.clone(),
                // A listed object or array cannot be compared with a placeholder.
                "const" | "enum" => return None,
                name if keyword::is(name, Keyword::is_condition) => {
                    self.statement(&location.at([name]), Detail::Shallow)?
                }
                "anyOf" | "oneOf" => {
                    let choice = self.choice(location, schema, keyword, Detail::Shallow)?;
                    out.extend([choice]);
                    continue;
                }
                "dependentSchemas" | "dependencies" => {
                    self.keyword(location, keyword, value, Detail::Shallow)?
                }
                name if keyword::is(name, is_of_structures) => {
                    self.inside(location, name, value)?
                }
                _ => continue,
            };
            out.insert(keyword.clone(), written);
        }
        patterns::simplify(&mut out);
        Some(out)
    }

    /// The value of a keyword on properties or items, with its schemas cut.
    fn inside(&self, location: &Location, keyword: &str, value: &Value) -> Option<Value> {
        self.keyword(location, keyword, value, Detail::Cut)
    }

    fn keyword(
        &self,
        location: &Location,
        keyword: &str,
        value: &Value,
        detail: Detail,
    ) -> Option<Value> {
        written(location, keyword, value, &mut |below, _| {
            self.statement(below, detail)
        })
    }

    /// An `anyOf` or `oneOf`. A `oneOf` whose branches are disjoint by their keywords is written as
    /// `anyOf`, since the canonical form would have to compare each branch with each.
    fn choice(
        &self,
        location: &Location,
        schema: &Map<String, Value>,
        keyword: &str,
        detail: Detail,
    ) -> Option<(String, Value)> {
        let places = branches(location, schema, keyword);
        let is_exclusive = keyword == "oneOf";
        let left = if is_exclusive {
            self.kinds_of_one(&places)
        } else {
            kinds::all()
        };
        let branch = |place: &Location| {
            let statement = self.statement(place, detail)?;
            if self.is_within(place, &left) {
                return Some(statement);
            }
            Some(json!({ "type": left, "allOf": [as_object(statement)] }))
        };
        let branches: Option<Value> = places.iter().map(branch).collect();
        let is_free = !schema.contains_key("anyOf");
        let keyword = if is_exclusive && is_free && self.are_disjoint(&places, &left) {
            "anyOf"
        } else {
            keyword
        };
        Some((keyword.to_owned(), branches?))
    }

    /// The choices between branches; `None` when the schema also constrains objects or arrays,
    /// lists values or has conditions.
    fn choices(
        &self,
        location: &Location,
        schema: &Map<String, Value>,
    ) -> Option<Map<String, Value>> {
        let more = |it: &Keyword| {
            is_of_structures(it) || it.is_condition() || it.encoding == Encoding::Listed
        };
        if keyword::has(schema, more) {
            return None;
        }
        let mut out = keyword::only(schema, Keyword::is_of_scalars);
        out.extend(type_of(schema));
        for keyword in ["anyOf", "oneOf"] {
            if schema.contains_key(keyword) {
                out.extend([self.choice(location, schema, keyword, Detail::Cut)?]);
            }
        }
        Some(out)
    }

    /// The in-place applicators of a schema other than references and `allOf`.
    fn applied(
        &self,
        location: &Location,
        schema: &Map<String, Value>,
        detail: Detail,
    ) -> Option<Map<String, Value>> {
        let mut out = Map::new();
        for keyword in keyword::names(Keyword::is_condition) {
            if schema.contains_key(keyword) {
                let written = self.statement(&location.at([keyword]), detail)?;
                out.insert(keyword.to_owned(), written);
            }
        }
        for keyword in ["anyOf", "oneOf"] {
            if schema.contains_key(keyword) {
                out.extend([self.choice(location, schema, keyword, detail)?]);
            }
        }
        Some(out)
    }
}

fn branches(location: &Location, schema: &Map<String, Value>, keyword: &str) -> Vec<Location> {
    let branches = schema.get(keyword).and_then(Value::as_array);
    (0..branches.map_or(0, Vec::len))
        .map(|index| location.at([keyword, index.to_string().as_str()]))
        .collect()
}

/// Whether a keyword can reject objects alone, or arrays alone.
fn is_of_structures(keyword: &Keyword) -> bool {
    matches!(keyword.applies_to, Some(JsonType::Object | JsonType::Array))
}

fn type_of(schema: &Map<String, Value>) -> Option<(String, Value)> {
    schema
        .get_key_value("type")
        .map(|(keyword, types)| (keyword.clone(), types.clone()))
}

fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}

/// Whether a value holds only scalars.
fn is_flat(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(is_scalar),
        Value::Object(members) => members.values().all(is_scalar),
        _ => true,
    }
}

/// A boolean schema as an object. Draft 4 has boolean schemas only as values of some keywords.
pub(crate) fn as_object(statement: Value) -> Value {
    match statement {
        Value::Bool(true) => json!({}),
        Value::Bool(false) => json!({ "not": {} }),
        statement => statement,
    }
}

/// The number of objects in a statement.
pub(crate) fn objects_in(statement: &Value) -> usize {
    match statement {
        Value::Array(items) => items.iter().map(objects_in).sum(),
        Value::Object(members) => 1 + members.values().map(objects_in).sum::<usize>(),
        _ => 0,
    }
}

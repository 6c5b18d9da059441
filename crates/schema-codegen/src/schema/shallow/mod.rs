//! Schemas as one level sees them: what stands on the value itself in full, and for what stands
//! inside it (members, items) only the scalars; an object or array in there is a name.
//!
//! Takes locations; gives schemas without references. Where two such schemas accept the same
//! values whatever objects and arrays the names stand for, so do the schemas they were made of.
//! That makes a question about one type cost what the type is large, however much it reaches.

mod apart;
mod cut;
mod kinds;
mod names;
mod patterns;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use super::keyword::{self, Application, Encoding, JsonType, Keyword, Role};
use super::keyword::{ShapeOfValue, shape_of_keyword};
use super::{Location, Schemas};
use kinds::Kinds;
pub(crate) use names::{counted, with_room};

/// Of references whose target depends on the way to them.
const DYNAMIC: Role = Role::Reference { dynamic: true };

/// Places, each with the keywords that were left out there.
pub(crate) type LeftOut = Vec<(Location, Vec<String>)>;

/// How many objects a statement may be made of. Written without references, schemas that share what
/// they are made of can grow beyond measure.
const MOST_OBJECTS: usize = 20_000;

/// A schema on the way to be stripped.
#[derive(Default)]
struct Stripping {
    /// The places around the one that is looked at.
    under_way: Vec<Location>,
    /// How many were looked at.
    places: usize,
    left_out: LeftOut,
}

impl Stripping {
    /// Begins a place; no where it stands inside itself, or where there are too many.
    fn enter(&mut self, location: &Location) -> bool {
        self.places += 1;
        let may = self.places <= MOST_PLACES && !self.under_way.contains(location);
        if may {
            self.under_way.push(location.clone());
        }
        may
    }
}

/// How many places a schema may be put together from. Those that share what they are made of can
/// lead to more than there is time for.
const MOST_PLACES: usize = 1_000;

/// How much of a schema is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Detail {
    /// Scalars in full, lists and maps by what they hold; a [name](names) for other objects, and
    /// one for other arrays.
    Cut,
    /// The choices of the value in full, each branch [cut](Self::Cut).
    Branches,
    /// The value in full, what is inside [cut](Self::Cut).
    Shallow,
}

/// Writes schemas shallowly, each once.
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

    /// The subschema at a place. `None` where it cannot be told without all that it refers to.
    pub(crate) fn statement(&self, location: &Location, detail: Detail) -> Option<Value> {
        let key = (location.clone(), detail);
        if let Some(known) = self.written.borrow().get(&key) {
            return known.clone();
        }
        // Meeting itself again in place, it has no value of its own: it is told in full, or not.
        self.written.borrow_mut().insert(key.clone(), None);
        let statement = self.write(location, detail);
        let statement = statement.filter(|it| objects_in(it) <= MOST_OBJECTS);
        self.written.borrow_mut().insert(key, statement.clone());
        statement
    }

    /// The subschema at a place without the keywords that `strips` names, shallowly; and what has
    /// been left out, by place. `None` where that would change the meaning of what is left.
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
        let known = |keyword: &String| keyword::is_known(self.schemas.draft(location), keyword);
        let stripped = schema
            .keys()
            .filter(|keyword| known(keyword) && strips(keyword));
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

    /// Whether a place accepts no value of other kinds than these; no when nobody knows.
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

    /// What the schema itself says of the value, and of what is inside in short.
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
                // Names stand for no values that could be told to be among those listed.
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
                    self.by_name(location, keyword, value.as_object()?, Detail::Shallow)?
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

    /// A rule on members or items, with their schemas cut.
    fn inside(&self, location: &Location, keyword: &str, value: &Value) -> Option<Value> {
        match (shape_of_keyword(keyword), value) {
            (ShapeOfValue::Plain, value) => Some(value.clone()),
            (ShapeOfValue::SchemaByName, Value::Object(members)) => {
                self.by_name(location, keyword, members, Detail::Cut)
            }
            (_, Value::Array(items)) => {
                let at = |index: usize| location.at([keyword, index.to_string().as_str()]);
                self.each((0..items.len()).map(at), Detail::Cut)
            }
            _ => self.statement(&location.at([keyword]), Detail::Cut),
        }
    }

    fn each(&self, places: impl IntoIterator<Item = Location>, detail: Detail) -> Option<Value> {
        let places = places.into_iter();
        places.map(|place| self.statement(&place, detail)).collect()
    }

    /// An `anyOf` or `oneOf`. What the words of the branches tell is not left for the algebra to
    /// find out, which would have to hold each branch against each.
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
        let keyword = if is_exclusive && is_free && self.are_apart(&places, &left) {
            "anyOf"
        } else {
            keyword
        };
        Some((keyword.to_owned(), branches?))
    }

    fn by_name(
        &self,
        location: &Location,
        keyword: &str,
        members: &Map<String, Value>,
        detail: Detail,
    ) -> Option<Value> {
        let mut out = Map::new();
        for (name, member) in members {
            let written = match member {
                Value::Array(names) => Value::Array(names.clone()),
                _ => self.statement(&location.at([keyword, name.as_str()]), detail)?,
            };
            out.insert(name.clone(), written);
        }
        Some(Value::Object(out))
    }

    /// Only choices between branches; `None` when the schema has more to say.
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

    /// The schemas that apply to the value itself, but for those of `allOf`.
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

/// Whether nothing but scalars is inside a value.
fn is_flat(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(is_scalar),
        Value::Object(members) => members.values().all(is_scalar),
        _ => true,
    }
}

/// Draft 4 has no `true` and `false` but in the place of a rule's value.
pub(crate) fn as_object(statement: Value) -> Value {
    match statement {
        Value::Bool(true) => json!({}),
        Value::Bool(false) => json!({ "not": {} }),
        statement => statement,
    }
}

/// How many objects a statement is made of.
pub(crate) fn objects_in(statement: &Value) -> usize {
    match statement {
        Value::Array(items) => items.iter().map(objects_in).sum(),
        Value::Object(members) => 1 + members.values().map(objects_in).sum::<usize>(),
        _ => 0,
    }
}

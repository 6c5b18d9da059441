//! Depth-1 abstraction of schemas. Constraints on the instance itself are kept; of the subschemas
//! of properties and items only the scalars are kept, and their objects and arrays become
//! [placeholders](names).
//!
//! The statements contain no references. Where two of them accept the same values whatever the
//! placeholders represent, so do the schemas that they were made from. A proof about one type
//! therefore costs what the type is large, however much it refers to.

mod apart;
mod cut;
mod given;
mod kinds;
mod names;
mod patterns;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value, json};

use crate::schema::Location;
use crate::schema::Schemas;
use crate::schema::keyword::{self, Application, Encoding, JsonType, Keyword, Role};
use crate::schema::subschemas::written;
pub(crate) use given::Given;
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
    /// The schemas that were entered, each with whether it is complete. A complete one is not
    /// written again, since the statements are a conjunction.
    entered: HashMap<Location, bool>,
    statements: Vec<Value>,
    left_out: LeftOut,
}

/// The largest number of schemas that a stripped one is put together from.
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
        let location = &self.schemas.affirmed(location);
        let key = (location.clone(), detail);
        if let Some(known) = self.written.borrow().get(&key) {
            return known.clone();
        }
        // For a cycle: a schema that meets itself at the same level of detail has no shallow
        // statement.
        self.written.borrow_mut().insert(key.clone(), None);
        let statement = self.write(location, detail, None);
        let statement = statement.filter(|it| objects_in(it) <= MOST_OBJECTS);
        self.written.borrow_mut().insert(key, statement.clone());
        statement
    }

    /// Shallow statements without the keywords that `strips` selects, whose conjunction is that of
    /// some schemas, and what was left out. `None` where that would change the meaning of the rest.
    pub(crate) fn stripped(
        &self,
        all: &[Location],
        strips: &dyn Fn(&str) -> bool,
    ) -> Option<(Vec<Value>, LeftOut)> {
        let mut stripping = Stripping::default();
        for location in all {
            self.strip(location, strips, &mut stripping)?;
        }
        Some((stripping.statements, stripping.left_out))
    }

    fn strip(
        &self,
        location: &Location,
        strips: &dyn Fn(&str) -> bool,
        stripping: &mut Stripping,
    ) -> Option<()> {
        let schema = match self.schemas.value(location)? {
            Value::Object(schema) => schema,
            Value::Bool(all) => {
                stripping.statements.push(Value::Bool(*all));
                return Some(());
            }
            _ => return None,
        };
        match stripping.entered.get(location) {
            Some(true) => return Some(()),
            // A cycle.
            Some(false) => return None,
            None => stripping.entered.insert(location.clone(), false),
        };
        let is_scoped = keyword::has(schema, |it| {
            let unevaluated = Role::Applicator(Application::Unevaluated);
            it.role == unevaluated || it.role == DYNAMIC
        });
        if is_scoped || self.schemas.is_foreign(location) || stripping.entered.len() > MOST_PLACES {
            return None;
        }
        if schema.contains_key("$ref") {
            let target = self.target(location, schema)?;
            self.strip(&target, strips, stripping)?;
        }
        let (stripped, kept): (Vec<&String>, Vec<&String>) =
            schema.keys().partition(|keyword| strips(keyword));
        let own = if stripped.is_empty() {
            self.in_full(location, schema, None)?
        } else {
            let kept = kept.into_iter().filter_map(|it| schema.get_key_value(it));
            let kept = kept.map(|(keyword, value)| (keyword.clone(), value.clone()));
            self.in_full(location, &kept.collect(), None)?
        };
        if !stripped.is_empty() {
            let stripped = stripped.into_iter().cloned().collect();
            stripping.left_out.push((location.clone(), stripped));
        }
        if !own.is_empty() {
            stripping.statements.push(Value::Object(own));
        }
        for branch in branches(location, schema, "allOf") {
            self.strip(&branch, strips, stripping)?;
        }
        stripping.entered.insert(location.clone(), true);
        Some(())
    }

    /// Whether some schemas, or those that they include by `$ref` and `allOf`, have a keyword that
    /// `strips` selects.
    pub(crate) fn strips_any(&self, all: &[Location], strips: &dyn Fn(&str) -> bool) -> bool {
        let mut walked: HashSet<Location> = all.iter().cloned().collect();
        let mut open = all.to_vec();
        while let Some(at) = open.pop() {
            let schema = self.schemas.value(&at).and_then(Value::as_object);
            if schema.is_some_and(|schema| schema.keys().any(|name| strips(name))) {
                return true;
            }
            let below = self.included(&at).into_iter();
            open.extend(below.filter(|it| walked.insert(it.clone())));
        }
        false
    }

    /// Those of some schemas that no other one of them includes by `$ref` or `allOf`. Their
    /// conjunction is that of all, and its statement repeats nothing.
    pub(crate) fn independent<'l>(&self, all: &'l [Location]) -> Vec<&'l Location> {
        if all.len() < 2 {
            return all.iter().collect();
        }
        let (mut included, mut walked) = (HashSet::new(), HashSet::new());
        for start in all {
            if !walked.insert(start.clone()) {
                continue;
            }
            let mut open = vec![start.clone()];
            while let Some(at) = open.pop() {
                for below in self.included(&at) {
                    if below == *start {
                        continue; // A cycle.
                    }
                    included.insert(below.clone());
                    if walked.insert(below.clone()) {
                        open.push(below);
                    }
                }
            }
        }
        all.iter().filter(|it| !included.contains(it)).collect()
    }

    /// The schemas that a schema includes by `$ref` and `allOf`.
    fn included(&self, location: &Location) -> Vec<Location> {
        match self.schemas.value(location) {
            Some(Value::Object(schema)) if !self.schemas.is_foreign(location) => {
                let mut included = branches(location, schema, "allOf");
                included.extend(self.target(location, schema));
                included
            }
            _ => Vec::new(),
        }
    }

    /// Whether a schema accepts only values of these JSON types; `false` if that is unknown.
    pub(crate) fn is_within(&self, location: &Location, kinds: &BTreeSet<&str>) -> bool {
        self.kinds(location).iter().all(|kind| kinds.contains(kind))
    }

    /// The shallow statement of a schema, or what is left of it beside what is given.
    fn stated(&self, location: &Location, detail: Detail, given: Option<&Given>) -> Option<Value> {
        match given {
            Some(given) if detail == Detail::Shallow => self.statement_given(location, given),
            _ => self.statement(location, detail),
        }
    }

    fn write(&self, location: &Location, detail: Detail, given: Option<&Given>) -> Option<Value> {
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
            Detail::Shallow => self.in_full(location, schema, given)?,
        };
        let mut all = Vec::new();
        if let Some(target) = target {
            all.push(self.stated(&target, detail, given)?);
        }
        for branch in branches(location, schema, "allOf") {
            let statement = self.stated(&branch, detail, given)?;
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
        given: Option<&Given>,
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
                    let choice = self.choice(location, schema, keyword, Detail::Shallow, given)?;
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
        given: Option<&Given>,
    ) -> Option<(String, Value)> {
        let mut places = branches(location, schema, keyword);
        if let Some(given) = given {
            self.retain_possible(&mut places, given);
        }
        let is_exclusive = keyword == "oneOf";
        let left = if is_exclusive {
            self.kinds_of_one(&places)
        } else {
            kinds::all()
        };
        let branch = |place: &Location| {
            let statement = self.stated(place, detail, given)?;
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
                out.extend([self.choice(location, schema, keyword, Detail::Cut, None)?]);
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
                out.extend([self.choice(location, schema, keyword, detail, None)?]);
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

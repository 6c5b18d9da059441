//! Dynamic references whose target is known when code is generated become `$ref`, in the documents
//! themselves, so that types, bundled schemas and validators agree.
//!
//! A `$dynamicRef` or `$recursiveRef` leads to the anchor of its name in the outermost schema
//! resource of the dynamic scope that has one (core specification of 2020-12, section 8.2.3.2; of
//! 2019-09, section 8.2.4.2.3). The dynamic scope of a type begins at the root document. So the
//! target is known if every way from a root meets the same anchor of that name first.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Map, Value};

use crate::schema::keyword;
use crate::schema::subschemas::subschemas;
use crate::schema::uri;
use crate::schema::{Document, Location, Schemas};

/// An anchor that dynamic references can lead to: its name, which is `None` for the root of a
/// resource with `$recursiveAnchor`.
type Name = Option<String>;

/// Rewrites the dynamic references with known targets. `None` if there are none.
pub(crate) fn resolve_dynamic_references(
    schemas: &Schemas<'_>,
    roots: usize,
) -> Option<Vec<Document>> {
    let found = Found::in_documents(schemas);
    if found.references.is_empty() {
        return None;
    }
    let mut targets: BTreeMap<Name, Option<Location>> = BTreeMap::new();
    for name in found.references.iter().filter_map(Reference::name) {
        let target = || found.target(schemas, name, roots);
        targets.entry(name.clone()).or_insert_with(target);
    }
    let known = found.references.iter().filter_map(|reference| {
        let target = match &reference.leads_to {
            LeadsTo::Place(place) => Some(place.clone()),
            LeadsTo::Anchor(name) => targets.get(name)?.clone(),
        };
        let written = written(schemas, &reference.from, &target?)?;
        Some((reference, written))
    });
    let known: Vec<(&Reference, String)> = known.collect();
    let left = found.references.len() - known.len();
    let mut documents = schemas.documents().to_vec();
    for (reference, target) in &known {
        let document = documents.get_mut(reference.from.document)?;
        let from = &reference.from;
        let tokens = place_of_reference(document.value.pointer(&from.pointer)?);
        let now = from.at(tokens.iter().map(String::as_str));
        let before = from.at([reference.keyword]);
        document.edit(&from.pointer, |schema, _| {
            refer(schema, reference.keyword, target);
        });
        document.note_moved(before.pointer, now.pointer);
    }
    if left == 0 {
        found.make_static(&mut documents);
    }
    let depends = |name: &Name| found.anchors.get(name).is_some_and(|all| all.len() > 1);
    if targets.keys().any(depends) {
        for document in &mut documents {
            document.depends_on_scope = true;
        }
    }
    (!known.is_empty()).then_some(documents)
}

/// What a dynamic reference leads to.
enum LeadsTo {
    /// One schema in every dynamic scope.
    Place(Location),
    /// The outermost anchor of a name.
    Anchor(Name),
}

struct Reference {
    from: Location,
    keyword: &'static str,
    leads_to: LeadsTo,
}

impl Reference {
    fn name(&self) -> Option<&Name> {
        match &self.leads_to {
            LeadsTo::Anchor(name) => Some(name),
            LeadsTo::Place(_) => None,
        }
    }
}

/// The dynamic references and anchors of all documents.
#[derive(Default)]
struct Found {
    references: Vec<Reference>,
    /// By name: the resource, and the anchor in it.
    anchors: BTreeMap<Name, BTreeMap<Location, Location>>,
    /// The schemas with keywords for such anchors, `$recursiveAnchor: false` among them.
    with_anchors: Vec<Location>,
    /// Whether a reference could not be resolved; then nothing is known.
    is_incomplete: bool,
}

impl Found {
    fn in_documents(schemas: &Schemas<'_>) -> Self {
        let mut found = Self::default();
        let mut seen = HashSet::new();
        for (document, it) in schemas.documents().iter().enumerate() {
            if !it.has_dynamic_references() {
                continue;
            }
            let starts = it.starts.iter().cloned();
            let mut open: Vec<Location> = starts
                .map(|pointer| Location { document, pointer })
                .collect();
            while let Some(location) = open.pop() {
                if let Some(Value::Object(schema)) = schemas.value(&location)
                    && seen.insert(location.clone())
                {
                    found.note(schemas, &location, schema);
                    open.extend(below(&location, schema, |_| true));
                }
            }
        }
        if found.is_incomplete {
            found.references.clear();
        }
        found
    }

    fn note(&mut self, schemas: &Schemas<'_>, location: &Location, schema: &Map<String, Value>) {
        let resource = resource(schemas, location);
        if schema.contains_key("$dynamicAnchor") || schema.contains_key("$recursiveAnchor") {
            self.with_anchors.push(location.clone());
        }
        for name in anchors(schema) {
            let anchors = self.anchors.entry(name).or_default();
            anchors.insert(resource.clone(), location.clone());
        }
        for keyword in ["$dynamicRef", "$recursiveRef"] {
            if let Some(Value::String(reference)) = schema.get(keyword) {
                match leads_to(schemas, location, &resource, keyword, reference) {
                    Some(leads_to) => self.references.push(Reference {
                        from: location.clone(),
                        keyword,
                        leads_to,
                    }),
                    None => self.is_incomplete = true,
                }
            }
        }
    }

    /// The anchor that every way from a root meets first.
    fn target(&self, schemas: &Schemas<'_>, name: &Name, roots: usize) -> Option<Location> {
        let all = self.anchors.get(name)?;
        if all.len() == 1 {
            return all.values().next().cloned();
        }
        let documents = schemas.documents().iter().enumerate().take(roots);
        let starts = documents.flat_map(|(document, it)| {
            let starts = it.starts.iter().cloned();
            starts.map(move |pointer| Location { document, pointer })
        });
        let mut first = BTreeSet::new();
        self.walk(schemas, starts.collect(), |resource| {
            let anchor = all.get(resource);
            first.extend(anchor.cloned());
            anchor.is_none()
        });
        let only = first.pop_first().filter(|_| first.is_empty())?;
        // Validators differ on scopes in which a resource without `$recursiveAnchor` is between
        // resources with it.
        let mut is_between = false;
        if name.is_none() {
            self.walk(schemas, vec![only.clone()], |resource| {
                is_between |= !all.contains_key(resource);
                true
            });
        }
        (!is_between).then_some(only)
    }

    /// Walks over all schemas that are applied from some on. `enters` is asked for the resource of
    /// each, and whether to go on from there.
    fn walk(
        &self,
        schemas: &Schemas<'_>,
        mut open: Vec<Location>,
        mut enters: impl FnMut(&Location) -> bool,
    ) {
        let mut seen = HashSet::new();
        while let Some(location) = open.pop() {
            if seen.insert(location.clone())
                && enters(&resource(schemas, &location))
                && let Some(Value::Object(schema)) = schemas.value(&location)
            {
                open.extend(below(&location, schema, |keyword| {
                    !keyword::holds_definitions(keyword)
                }));
                open.extend(self.applied(schemas, &location, schema));
            }
        }
    }

    /// The schemas that the references of a schema may lead to.
    fn applied(
        &self,
        schemas: &Schemas<'_>,
        location: &Location,
        schema: &Map<String, Value>,
    ) -> Vec<Location> {
        let reference = schema.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|it| schemas.resolve(location, it).ok());
        let mut all: Vec<Location> = target.into_iter().collect();
        let own = self.references.iter().filter(|it| it.from == *location);
        for reference in own {
            match &reference.leads_to {
                LeadsTo::Place(place) => all.push(place.clone()),
                LeadsTo::Anchor(name) => {
                    let anchors = self.anchors.get(name).into_iter();
                    all.extend(anchors.flat_map(BTreeMap::values).cloned());
                }
            }
        }
        all
    }

    /// Makes the anchors plain ones, once no dynamic reference is left.
    fn make_static(&self, documents: &mut [Document]) {
        for anchor in &self.with_anchors {
            if let Some(document) = documents.get_mut(anchor.document) {
                document.edit(&anchor.pointer, |schema, _| {
                    let Value::Object(members) = schema else {
                        return;
                    };
                    members.shift_remove("$recursiveAnchor");
                    if !members.contains_key("$anchor")
                        && let Some(name) = members.shift_remove("$dynamicAnchor")
                    {
                        members.insert("$anchor".to_owned(), name);
                    }
                });
            }
        }
    }
}

/// The dynamic anchors of a schema.
fn anchors(schema: &Map<String, Value>) -> impl Iterator<Item = Name> {
    let named = schema.get("$dynamicAnchor").and_then(Value::as_str);
    let is_recursive = schema.get("$recursiveAnchor") == Some(&Value::Bool(true));
    let named = named.map(|name| Some(name.to_owned()));
    named.into_iter().chain(is_recursive.then_some(None))
}

/// `None` if the reference does not resolve.
fn leads_to(
    schemas: &Schemas<'_>,
    from: &Location,
    resource: &Location,
    keyword: &str,
    reference: &str,
) -> Option<LeadsTo> {
    let (target, name) = if keyword == "$recursiveRef" {
        (resource.clone(), None)
    } else {
        let fragment = reference.split_once('#').map(|(_, fragment)| fragment);
        let target = schemas.resolve(from, reference).ok()?;
        (target, Some(fragment.unwrap_or_default().to_owned()))
    };
    // A reference that does not lead to a dynamic anchor of its name is a `$ref`.
    let schema = schemas.value(&target)?.as_object();
    let is_dynamic = schema.is_some_and(|schema| anchors(schema).any(|anchor| anchor == name));
    Some(if is_dynamic {
        LeadsTo::Anchor(name)
    } else {
        LeadsTo::Place(target)
    })
}

/// The root of the schema resource that a schema belongs to: the nearest schema around it with an
/// `$id` (core specification, section 4.3.5).
fn resource(schemas: &Schemas<'_>, location: &Location) -> Location {
    let document = schemas.documents().get(location.document);
    let mut pointer = location.pointer.as_str();
    while let Some(slash) = pointer.rfind('/') {
        let at = document.and_then(|document| {
            let schema = document.value.pointer(pointer)?;
            document.read_as.id_of(schema)
        });
        if at.is_some() {
            break;
        }
        pointer = &pointer[..slash];
    }
    Location {
        document: location.document,
        pointer: pointer.to_owned(),
    }
}

/// How a schema refers to another. `None` where that would show the path of a file.
fn written(schemas: &Schemas<'_>, from: &Location, target: &Location) -> Option<String> {
    let home = resource(schemas, target);
    let pointer = target.pointer.strip_prefix(&home.pointer)?;
    let fragment = uri::encode_fragment(pointer);
    if resource(schemas, from) == home {
        return Some(format!("#{fragment}"));
    }
    let base = schemas.documents().get(home.document)?;
    let base = base.base_uri(&home.pointer);
    let is_shown = from.document == home.document && uri::is_of_file(&base);
    (!is_shown).then(|| match fragment.as_str() {
        "" => base.clone(),
        fragment => format!("{base}#{fragment}"),
    })
}

/// Replaces a dynamic reference by a `$ref`, or by one in `allOf` if there is a `$ref` already.
fn refer(schema: &mut Value, keyword: &str, target: &str) {
    let Value::Object(members) = schema else {
        return;
    };
    members.shift_remove(keyword);
    let target = Value::from(target);
    if !members.contains_key("$ref") {
        members.insert("$ref".to_owned(), target);
        return;
    }
    let all = members
        .entry("allOf")
        .or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(all) = all {
        all.push(Value::Object(Map::from_iter([("$ref".to_owned(), target)])));
    }
}

/// The reference tokens to where [`refer`] puts the reference of a schema.
fn place_of_reference(schema: &Value) -> Vec<String> {
    let all = schema.get("allOf").and_then(Value::as_array);
    let index = all.map_or(0, Vec::len).to_string();
    let tokens = match schema.get("$ref") {
        None => vec!["$ref"],
        Some(_) => vec!["allOf", &index, "$ref"],
    };
    tokens.into_iter().map(str::to_owned).collect()
}

/// The subschemas of a schema under the keywords that are wanted.
fn below(
    location: &Location,
    schema: &Map<String, Value>,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Location> {
    let below = subschemas(schema).into_iter();
    let below = below.filter(|(tokens, _)| tokens.first().is_some_and(|it| wanted(it)));
    below
        .map(|(tokens, _)| location.at(tokens.iter().map(String::as_str)))
        .collect()
}

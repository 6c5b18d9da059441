//! A bundled schema document that can be asked where things are.
//!
//! Takes the text of one self-contained document; gives the schema at a location, the members an
//! object schema names, the constants that tell models apart. Only reads: what a schema accepts
//! is the business of `full`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// One document, with its embedded schema resources (`$id`) found in advance.
#[derive(Debug)]
pub(crate) struct Bundle {
    root: Value,
    /// Each `$id` and the pointer of the schema that carries it.
    resources: BTreeMap<String, String>,
}

impl Bundle {
    /// Reads the document; the reason why not, if it is not JSON.
    pub(crate) fn new(text: &str) -> Result<Self, serde_json::Error> {
        let root: Value = serde_json::from_str(text)?;
        let mut resources = BTreeMap::new();
        collect_resources(&root, "", &mut resources);
        Ok(Self { root, resources })
    }

    /// A document that says nothing, for a schema that cannot be read.
    pub(crate) const fn empty() -> Self {
        Self {
            root: Value::Null,
            resources: BTreeMap::new(),
        }
    }

    /// The whole document.
    pub(crate) const fn root(&self) -> &Value {
        &self.root
    }

    /// The schema that carries the keyword at an absolute location such as
    /// `https://example.com/segment.json#/required`.
    pub(crate) fn owner(&self, keyword_location: &str) -> Option<&Value> {
        let (resource, fragment) = keyword_location.split_once('#')?;
        let (parent, _keyword) = fragment.rsplit_once('/')?;
        let pointer = percent_decoded(parent)?;
        self.resource(resource)?.pointer(&pointer)
    }

    /// The names in `properties` of the schema that carries the keyword at `keyword_location`, if
    /// that schema alone says which members there are.
    pub(crate) fn declared_members(&self, keyword_location: &str) -> Option<&Map<String, Value>> {
        let owner = self.owner(keyword_location)?.as_object()?;
        let shared = ["$ref", "allOf", "anyOf", "oneOf", "if", "patternProperties"];
        if shared.iter().any(|keyword| owner.contains_key(*keyword)) {
            return None;
        }
        owner.get("properties")?.as_object()
    }

    /// The names in `properties` of the document itself.
    pub(crate) fn members(&self) -> impl Iterator<Item = &str> {
        self.properties().map(|(name, _)| name.as_str())
    }

    /// The names in `required` of the document itself.
    pub(crate) fn required(&self) -> impl Iterator<Item = &str> {
        let required = self.root.get("required").and_then(Value::as_array);
        required.into_iter().flatten().filter_map(Value::as_str)
    }

    /// The first member that must equal one string: what tells this model from others.
    pub(crate) fn tag(&self) -> Option<(&str, &str)> {
        self.properties()
            .find_map(|(name, schema)| Some((name.as_str(), self.constant(schema)?)))
    }

    fn properties(&self) -> impl Iterator<Item = (&String, &Value)> {
        let properties = self.root.get("properties").and_then(Value::as_object);
        properties.into_iter().flatten()
    }

    /// The string a schema demands, looking through one reference.
    fn constant<'a>(&'a self, schema: &'a Value) -> Option<&'a str> {
        let schema = match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.target(reference)?,
            None => schema,
        };
        schema.get("const")?.as_str()
    }

    /// What a reference in the root schema leads to.
    fn target(&self, reference: &str) -> Option<&Value> {
        let (resource, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let base = self.root.get("$id").and_then(Value::as_str);
        let resource = resolved(resource, base.unwrap_or_default());
        self.resource(&resource)?
            .pointer(&percent_decoded(fragment)?)
    }

    fn resource(&self, id: &str) -> Option<&Value> {
        match self.resources.get(id) {
            Some(pointer) => self.root.pointer(pointer),
            None => (id.is_empty() || self.resources.is_empty()).then_some(&self.root),
        }
    }
}

/// A reference against the address it stands at (RFC 3986 §5, as far as bundled documents go:
/// absolute, same document, or a sibling file).
fn resolved(reference: &str, base: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    match base.rsplit_once('/') {
        Some((folder, _)) if !reference.contains("://") => format!("{folder}/{reference}"),
        _ => reference.to_owned(),
    }
}

fn collect_resources(schema: &Value, pointer: &str, found: &mut BTreeMap<String, String>) {
    if let Some(id) = schema.get("$id").and_then(Value::as_str) {
        let id = id.trim_end_matches('#');
        found
            .entry(id.to_owned())
            .or_insert_with(|| pointer.to_owned());
    }
    let definitions = schema.get("$defs").and_then(Value::as_object);
    for (name, definition) in definitions.into_iter().flatten() {
        let segment = name.replace('~', "~0").replace('/', "~1");
        collect_resources(definition, &format!("{pointer}/$defs/{segment}"), found);
    }
}

/// Undoes `%XX` in the fragment of an address; nothing if it does not yield text.
fn percent_decoded(fragment: &str) -> Option<String> {
    if !fragment.contains('%') {
        return Some(fragment.to_owned());
    }
    let mut parts = fragment.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r##"{
        "$id": "https://example.com/v/chat.json",
        "required": ["id"],
        "properties": {
            "id": {"type": "string"},
            "kind": {"$ref": "kind.json"},
            "part": {"$ref": "#/$defs/part"}
        },
        "$defs": {
            "part": {"required": ["end time"], "properties": {"end time": true}},
            "a/b": {"$id": "https://example.com/v/kind.json", "const": "chat"},
            "open": {"$id": "https://example.com/v/open.json", "required": ["x"], "allOf": [], "properties": {"x": true}}
        }
    }"##;

    #[test]
    fn the_document_tells_its_members_and_its_tag_through_a_reference() {
        let bundle = Bundle::new(TEXT).unwrap();
        assert_eq!(bundle.members().collect::<Vec<_>>(), ["id", "kind", "part"]);
        assert_eq!(bundle.required().collect::<Vec<_>>(), ["id"]);
        assert_eq!(bundle.tag(), Some(("kind", "chat")));
    }

    #[test]
    fn a_location_leads_to_the_schema_that_carries_the_keyword() {
        let bundle = Bundle::new(TEXT).unwrap();
        let declared = |location: &str| {
            let members = bundle.declared_members(location)?;
            Some(members.keys().cloned().collect::<Vec<_>>())
        };
        assert_eq!(
            declared("https://example.com/v/chat.json#/$defs/part/required"),
            Some(vec!["end time".to_owned()])
        );
        assert_eq!(
            declared("https://example.com/v/chat.json#/%24defs/part/required"),
            Some(vec!["end time".to_owned()])
        );
        assert_eq!(declared("https://example.com/v/open.json#/required"), None);
        assert_eq!(declared("https://example.com/v/none.json#/required"), None);
        assert_eq!(declared("no fragment"), None);
    }

    #[test]
    fn a_broken_escape_is_nothing_rather_than_a_panic() {
        for fragment in ["%", "%4", "%zz", "%é", "%ff"] {
            assert_eq!(percent_decoded(fragment), None, "{fragment}");
        }
        assert_eq!(percent_decoded("/a%20b").as_deref(), Some("/a b"));
    }
}

//! A bundled schema document with look-ups: the schema at a keyword location, the properties that
//! an object schema declares, and the tag that identifies the model.
//!
//! It only reads the document; `full` validates against it.

use std::collections::BTreeMap;

use jsonptr::Token;
use serde_json::{Map, Value};

/// One document with an index of its embedded schema resources (`$id`).
#[derive(Debug)]
pub(crate) struct Bundle {
    root: Value,
    /// Each `$id` with the JSON Pointer of its schema.
    resources: BTreeMap<String, String>,
}

impl Bundle {
    /// Parses the document.
    pub(crate) fn new(text: &str) -> Result<Self, serde_json::Error> {
        let root: Value = serde_json::from_str(text)?;
        let mut resources = BTreeMap::new();
        collect_resources(&root, "", &mut resources);
        Ok(Self { root, resources })
    }

    /// A document that declares nothing, for a schema that cannot be parsed.
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

    /// The schema object that holds the keyword at an absolute location such as
    /// `https://example.com/segment.json#/required`.
    pub(crate) fn owner(&self, keyword_location: &str) -> Option<&Value> {
        let (resource, fragment) = keyword_location.split_once('#')?;
        let (parent, _keyword) = fragment.rsplit_once('/')?;
        let pointer = percent_decoded(parent)?;
        self.resource(resource)?.pointer(&pointer)
    }

    /// The `properties` of the schema object that holds the keyword at `keyword_location`; `None`
    /// if other keywords of that object may declare properties, too.
    pub(crate) fn declared_properties(
        &self,
        keyword_location: &str,
    ) -> Option<&Map<String, Value>> {
        let owner = self.owner(keyword_location)?.as_object()?;
        let others = ["$ref", "allOf", "anyOf", "oneOf", "if", "patternProperties"];
        if others.iter().any(|keyword| owner.contains_key(*keyword)) {
            return None;
        }
        owner.get("properties")?.as_object()
    }

    /// The names in `properties` of the document itself.
    pub(crate) fn property_names(&self) -> impl Iterator<Item = &str> {
        self.properties().map(|(name, _)| name.as_str())
    }

    /// The names in `required` of the document itself.
    pub(crate) fn required(&self) -> impl Iterator<Item = &str> {
        let required = self.root.get("required").and_then(Value::as_array);
        required.into_iter().flatten().filter_map(Value::as_str)
    }

    /// The name and value of the first property with a constant string: the tag of the model.
    pub(crate) fn tag(&self) -> Option<(&str, &str)> {
        self.properties()
            .find_map(|(name, schema)| Some((name.as_str(), self.constant(schema)?)))
    }

    fn properties(&self) -> impl Iterator<Item = (&String, &Value)> {
        let properties = self.root.get("properties").and_then(Value::as_object);
        properties.into_iter().flatten()
    }

    /// The `const` of a schema if it is a string; follows one reference.
    fn constant<'a>(&'a self, schema: &'a Value) -> Option<&'a str> {
        let schema = match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.target(reference)?,
            None => schema,
        };
        schema.get("const")?.as_str()
    }

    /// The target of a reference in the root schema.
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

/// Resolves a reference against a base URI. Of RFC 3986 §5 it covers what bundled documents use:
/// absolute URIs, the same document, and sibling files.
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
        let token = Token::new(name);
        let pointer = format!("{pointer}/$defs/{}", token.encoded());
        collect_resources(definition, &pointer, found);
    }
}

/// Decodes `%XX` in a URI fragment; `None` if an escape is malformed or the result is not UTF-8.
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
    fn properties_and_the_tag_behind_a_reference_are_found() {
        let bundle = Bundle::new(TEXT).unwrap();
        assert_eq!(
            bundle.property_names().collect::<Vec<_>>(),
            ["id", "kind", "part"]
        );
        assert_eq!(bundle.required().collect::<Vec<_>>(), ["id"]);
        assert_eq!(bundle.tag(), Some(("kind", "chat")));
    }

    #[test]
    fn a_location_leads_to_the_schema_that_carries_the_keyword() {
        let bundle = Bundle::new(TEXT).unwrap();
        let declared = |location: &str| {
            let properties = bundle.declared_properties(location)?;
            Some(properties.keys().cloned().collect::<Vec<_>>())
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

//! Instances aimed at a schema, and changes of them in one place.
//!
//! An aimed instance need not be valid: keywords that contradict each other are not reconciled.
//! Only the validators give a verdict.

use serde_json::{Map, Value, json};

use super::rng::Rng;
use super::schema::{NAMES, TEXTS, number};

/// How many references and branches are followed at one instance location.
const STEPS: usize = 6;
/// How many levels an instance has at most.
const DEPTH: usize = 5;

/// A value made for the keywords of the schema; it is often valid.
pub(super) fn aimed(root: &Value, rng: &mut Rng) -> Value {
    Aim { root, rng }.value(root, DEPTH)
}

struct Aim<'s, 'r> {
    root: &'s Value,
    rng: &'r mut Rng,
}

impl Aim<'_, '_> {
    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        let mut keywords = Map::new();
        self.gather(schema, STEPS, &mut keywords);
        if let Some(constant) = keywords.get("const") {
            return constant.clone();
        }
        if let Some(Value::Array(values)) = keywords.get("enum")
            && let Some(value) = self.rng.pick(values)
        {
            return value.clone();
        }
        match self.json_type(&keywords).as_str() {
            "null" => Value::Null,
            "boolean" => self.rng.chance(50).into(),
            "integer" => self.number(&keywords, true),
            "number" => self.number(&keywords, false),
            "string" => self.string(&keywords).into(),
            "array" if depth > 0 => self.array(&keywords, depth - 1),
            "object" if depth > 0 => self.object(&keywords, depth - 1),
            "array" => json!([]),
            _ => json!({}),
        }
    }

    /// Collects the keywords that apply to this instance: through `$ref` and `allOf`, and of one
    /// branch of each `anyOf`, `oneOf` and `if`. The first occurrence of a keyword counts; only
    /// `properties`, `patternProperties` and `required` are merged.
    fn gather(&mut self, schema: &Value, steps: usize, keywords: &mut Map<String, Value>) {
        let (Value::Object(schema), Some(steps)) = (schema, steps.checked_sub(1)) else {
            return;
        };
        for (keyword, value) in schema {
            match (keyword.as_str(), value) {
                ("$ref", Value::String(reference)) => {
                    let target = reference
                        .strip_prefix('#')
                        .and_then(|it| self.root.pointer(it));
                    if let Some(target) = target.cloned() {
                        self.gather(&target, steps, keywords);
                    }
                }
                ("allOf", Value::Array(branches)) => {
                    for branch in branches {
                        self.gather(branch, steps, keywords);
                    }
                }
                ("anyOf" | "oneOf", Value::Array(branches)) => {
                    if let Some(branch) = self.rng.pick(branches) {
                        self.gather(branch, steps, keywords);
                    }
                }
                ("if", condition) => {
                    let holds = self.rng.chance(50);
                    let branch = schema.get(if holds { "then" } else { "else" });
                    for part in [Some(condition).filter(|_| holds), branch] {
                        self.gather(part.unwrap_or(&Value::Null), steps, keywords);
                    }
                }
                ("properties" | "patternProperties", Value::Object(members)) => {
                    let known = keywords.entry(keyword.clone()).or_insert_with(|| json!({}));
                    if let Value::Object(known) = known {
                        known.extend(members.clone());
                    }
                }
                ("required", Value::Array(names)) => {
                    let known = keywords.entry(keyword.clone()).or_insert_with(|| json!([]));
                    if let Value::Array(known) = known {
                        known.extend(names.clone());
                    }
                }
                _ => {
                    keywords
                        .entry(keyword.clone())
                        .or_insert_with(|| value.clone());
                }
            }
        }
    }

    /// A JSON type of `type`, else any, preferably one that a keyword applies to.
    fn json_type(&mut self, keywords: &Map<String, Value>) -> String {
        let said = match keywords.get("type") {
            Some(Value::String(one)) => Some(one.as_str()),
            Some(Value::Array(several)) => self.rng.pick(several).and_then(Value::as_str),
            _ => None,
        };
        let has_any = |names: &[&str]| names.iter().any(|name| keywords.contains_key(*name));
        let mut likely = vec!["null", "boolean", "number", "string"];
        for (json_type, applicable) in [
            (
                "number",
                &["minimum", "maximum", "multipleOf", "exclusiveMinimum"][..],
            ),
            ("string", &["minLength", "maxLength", "pattern"]),
            (
                "array",
                &[
                    "items",
                    "prefixItems",
                    "contains",
                    "minItems",
                    "uniqueItems",
                ],
            ),
            (
                "object",
                &[
                    "properties",
                    "required",
                    "patternProperties",
                    "minProperties",
                ],
            ),
        ] {
            if has_any(applicable) {
                likely.extend([json_type; 6]);
            }
        }
        let chosen = said.or_else(|| self.rng.pick(&likely).copied());
        chosen.unwrap_or("null").to_owned()
    }

    fn number(&mut self, keywords: &Map<String, Value>, integer: bool) -> Value {
        let limits = [
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ];
        let limits: Vec<&Value> = limits.iter().filter_map(|it| keywords.get(*it)).collect();
        let near = self.rng.pick(&limits).copied().cloned();
        let number = match near {
            Some(limit) if limit.is_number() && self.rng.chance(80) => beside(&limit, self.rng),
            _ => number(self.rng),
        };
        match number.as_f64() {
            Some(double) if integer && double.fract() != 0.0 => json!(double.ceil()),
            _ => number,
        }
    }

    fn string(&mut self, keywords: &Map<String, Value>) -> String {
        let length = |keyword: &str| {
            let limit = keywords.get(keyword).and_then(Value::as_u64)?;
            usize::try_from(limit).ok()
        };
        let mut text = match keywords.get("pattern").and_then(Value::as_str) {
            Some(pattern) if self.rng.chance(80) => matching(pattern).to_owned(),
            _ => self
                .rng
                .pick(&TEXTS)
                .copied()
                .unwrap_or_default()
                .to_owned(),
        };
        while text.chars().count() < length("minLength").unwrap_or_default() {
            text.push('b');
        }
        let most = length("maxLength").unwrap_or(usize::MAX);
        text.chars().take(most).collect()
    }

    fn array(&mut self, keywords: &Map<String, Value>, depth: usize) -> Value {
        let number = |keyword: &str| {
            let limit = keywords.get(keyword).and_then(Value::as_u64)?;
            usize::try_from(limit).ok()
        };
        let (prefix, rest) = match (keywords.get("prefixItems"), keywords.get("items")) {
            (Some(Value::Array(prefix)), rest) => (prefix.clone(), rest),
            (_, Some(Value::Array(prefix))) => (prefix.clone(), keywords.get("additionalItems")),
            (_, rest) => (Vec::new(), rest),
        };
        let least = number("minItems").unwrap_or_default();
        let most = number("maxItems").unwrap_or(4).max(least);
        let length = least.max(self.rng.below(most + 1)).min(6);
        let contains = keywords.get("contains").cloned();
        let items = (0..length).map(|place| match (prefix.get(place), rest, &contains) {
            (Some(schema), ..) => self.value(schema, depth),
            (None, _, Some(contains)) if self.rng.chance(60) => self.value(contains, depth),
            (None, rest, _) => self.value(rest.unwrap_or(&Value::Bool(true)), depth),
        });
        items.collect()
    }

    fn object(&mut self, keywords: &Map<String, Value>, depth: usize) -> Value {
        let strings = |value: Option<&Value>| -> Vec<String> {
            let list = value.and_then(Value::as_array).into_iter().flatten();
            list.filter_map(|name| Some(name.as_str()?.to_owned()))
                .collect()
        };
        let members_of = |keyword: &str| keywords.get(keyword).and_then(Value::as_object);
        let mut names = strings(keywords.get("required"));
        for name in members_of("properties").into_iter().flat_map(Map::keys) {
            if self.rng.chance(60) {
                names.push(name.clone());
            }
        }
        if keywords.get("additionalProperties") != Some(&Value::Bool(false)) || self.rng.chance(10)
        {
            let least = keywords.get("minProperties").and_then(Value::as_u64);
            let more = NAMES
                .iter()
                .take(1 + self.rng.below(2))
                .map(|&name| name.to_owned());
            names.extend(more.filter(|_| least.is_some() || self.rng.chance(40)));
        }
        let mut members = Map::new();
        for name in names {
            let declared = members_of("properties").and_then(|it| it.get(&name));
            let rest = declared.or_else(|| keywords.get("additionalProperties"));
            let schema = rest.cloned().unwrap_or(Value::Bool(true));
            let value = self.value(&schema, depth);
            members.entry(name).or_insert(value);
        }
        Value::Object(members)
    }
}

/// A text that one of the patterns of [`super::schema`] matches.
fn matching(pattern: &str) -> &'static str {
    match pattern {
        "b$" => "ab",
        "^(a|bc|kind)$" => "bc",
        "[0-9]{2}" => "x12",
        "^x?[^0-9]*$" => "x-",
        _ => "a",
    }
}

/// A number at a limit or next to it.
fn beside(limit: &Value, rng: &mut Rng) -> Value {
    let step = [-1, 0, 0, 1, 2].get(rng.below(5)).copied().unwrap_or(0);
    let whole = limit.as_number().and_then(serde_json::Number::as_i128);
    if let Some(whole) = whole {
        let near = if rng.chance(30) {
            whole * step
        } else {
            whole + step
        };
        return serde_json::from_str(&near.to_string()).unwrap_or(Value::Null);
    }
    let double = limit.as_f64().unwrap_or_default();
    let factor = f64::from(u8::try_from(rng.below(9)).unwrap_or_default());
    let near = [double, double * factor, double + 0.5, -double];
    rng.pick(&near).map_or(Value::Null, |it| json!(it))
}

/// The value with one part replaced, dropped, repeated or added.
pub(super) fn changed(value: &Value, rng: &mut Rng) -> Value {
    match value {
        Value::Array(items) if !items.is_empty() && rng.chance(75) => {
            let mut items = items.clone();
            let place = rng.below(items.len());
            match rng.below(4) {
                0 => drop(items.remove(place)),
                1 => {
                    let again = items.get(place).cloned();
                    items.extend(again);
                }
                _ => {
                    if let Some(item) = items.get_mut(place) {
                        *item = changed(item, rng);
                    }
                }
            }
            Value::Array(items)
        }
        Value::Object(members) if !members.is_empty() && rng.chance(75) => {
            let mut members = members.clone();
            let names: Vec<String> = members.keys().cloned().collect();
            let name = rng.pick(&names).cloned().unwrap_or_default();
            match rng.below(5) {
                0 => drop(members.shift_remove(&name)),
                1 => {
                    let new = rng.pick(&NAMES).copied().unwrap_or_default();
                    members.entry(new).or_insert(json!(1));
                }
                2 => members = members.into_iter().rev().collect(),
                _ => {
                    if let Some(member) = members.get_mut(&name) {
                        *member = changed(member, rng);
                    }
                }
            }
            Value::Object(members)
        }
        Value::Number(_) if rng.chance(70) => beside(value, rng),
        Value::String(text) if rng.chance(60) => format!("{text}b").into(),
        _ => match rng.below(7) {
            0 => Value::Null,
            1 => true.into(),
            2 => number(rng),
            3 => rng.pick(&TEXTS).copied().unwrap_or_default().into(),
            4 => json!([]),
            5 => json!([null, 1]),
            _ => json!({ "kind": "a" }),
        },
    }
}

//! Random schemas of every draft: nested applicators, unions, tuples, recursion, numbers at the
//! edges of number types.
//!
//! No schema applies itself to the same instance location, which has no meaning: an in-place
//! reference has a later definition as its target; a property or an item may refer to any.

use serde_json::{Map, Number, Value, json};

use super::rng::Rng;

/// The values of `$schema`, oldest draft first.
const DRAFTS: [&str; 5] = [
    "http://json-schema.org/draft-04/schema#",
    "http://json-schema.org/draft-06/schema#",
    "http://json-schema.org/draft-07/schema#",
    "https://json-schema.org/draft/2019-09/schema",
    "https://json-schema.org/draft/2020-12/schema",
];

/// The index of a draft in [`DRAFTS`].
type Draft = usize;
const DRAFT_6: Draft = 1;
const DRAFT_7: Draft = 2;
const DRAFT_2019: Draft = 3;
const DRAFT_2020: Draft = 4;

pub(super) const NAMES: [&str; 6] = ["a", "b", "ab", "kind", "x y", "é"];

/// Patterns that all engines match alike.
pub(super) const PATTERNS: [&str; 8] = [
    "^a",
    "b$",
    "^[a-c]+$",
    "^(a|bc|kind)$",
    "[0-9]{2}",
    "^[a-z]{1,3}$",
    "^x?[^0-9]*$",
    "a|b",
];

/// Patterns that `boon` does not support.
const LOOKAHEADS: [&str; 2] = ["^(?!ab)[a-z]*$", "^(?=a)[ab]+"];

const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

pub(super) const TEXTS: [&str; 8] = ["", "a", "b", "ab", "bc", "kind", "12", "é\n\"\\"];

/// Numbers at the limits of Rust's integers and of exact doubles, and beyond.
const EDGES: [&str; 22] = [
    "127",
    "128",
    "-129",
    "255",
    "256",
    "2147483647",
    "2147483648",
    "-2147483649",
    "4294967296",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "-9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901",
    "1e20",
    "1e300",
];

const SMALL: [&str; 14] = [
    "0", "1", "-1", "2", "3", "7", "10", "100", "0.5", "1.5", "-2.5", "1.0", "0.1", "4.35",
];

const DIVISORS: [&str; 12] = [
    "1",
    "2",
    "3",
    "0.5",
    "2.5",
    "0.01",
    "0.1",
    "1e-7",
    "10",
    "100",
    "9007199254740993",
    "1e20",
];

pub(super) fn number(rng: &mut Rng) -> Value {
    if rng.chance(96) {
        number_of(&SMALL, rng)
    } else {
        number_of(&EDGES, rng)
    }
}

fn number_of(list: &[&str], rng: &mut Rng) -> Value {
    let number = rng.pick(list).and_then(|text| text.parse::<Number>().ok());
    number.map_or(Value::Null, Value::Number)
}

pub(super) fn schema(rng: &mut Rng) -> Value {
    let draft = rng.below(DRAFTS.len());
    let definitions = rng.below(4);
    let mut making = Making {
        rng,
        draft,
        definitions,
    };
    let depth = 1 + making.rng.below(3);
    let mut root = match making.schema(depth, Some(0)) {
        Value::Object(root) => root,
        _ => Map::new(),
    };
    if draft < DRAFT_2019 && root.contains_key("$ref") {
        // Up to draft 7 keywords beside `$ref` are ignored, by some validators even the
        // definitions.
        let reference = Value::Object(std::mem::take(&mut root));
        root.insert("allOf".to_owned(), json!([reference]));
    }
    let bodies = (0..definitions).map(|place| {
        let body = making.schema(2, Some(place + 1));
        (format!("d{place}"), body)
    });
    let bodies: Map<String, Value> = bodies.collect();
    root.insert(making.definitions_keyword().to_owned(), bodies.into());
    let dialect = DRAFTS.get(draft).copied().unwrap_or_default();
    root.insert("$schema".to_owned(), dialect.into());
    Value::Object(root)
}

struct Making<'r> {
    rng: &'r mut Rng,
    draft: Draft,
    definitions: usize,
}

impl Making<'_> {
    fn definitions_keyword(&self) -> &'static str {
        if self.draft < DRAFT_2019 {
            "definitions"
        } else {
            "$defs"
        }
    }

    /// `from`: the first definition that it may refer to in place; `None` if it may not refer.
    fn schema(&mut self, depth: usize, from: Option<usize>) -> Value {
        if self.draft >= DRAFT_6 && self.rng.chance(6) {
            return self.rng.chance(70).into();
        }
        if let Some(reference) = self.reference(from) {
            return reference;
        }
        let mut schema = Map::new();
        if self.rng.chance(60) {
            self.of_one_type(&mut schema, depth);
        } else {
            self.of_any_type(&mut schema, depth);
        }
        if depth > 0 {
            if self.rng.chance(25) {
                self.in_place(&mut schema, depth - 1, from);
            }
            self.unevaluated(&mut schema, depth - 1);
        }
        Value::Object(schema)
    }

    /// As people write schemas: one `type` and keywords that apply to it.
    fn of_one_type(&mut self, schema: &mut Map<String, Value>, depth: usize) {
        let weights = ["object", "object", "array", "array", "string", "integer"];
        let one = if self.rng.chance(70) {
            self.rng.pick(&weights)
        } else {
            self.rng.pick(&TYPES)
        };
        let one = one.copied().unwrap_or("null");
        schema.insert("type".to_owned(), one.into());
        match (one, depth.checked_sub(1)) {
            ("object", Some(depth)) => self.objects(schema, depth),
            ("array", Some(depth)) => self.arrays(schema, depth),
            ("string", _) if self.rng.chance(60) => self.strings(schema),
            ("integer" | "number", _) if self.rng.chance(60) => self.numbers(schema),
            ("string", _) => self.listed_texts(schema),
            _ => {}
        }
    }

    /// As schema generators write them: keywords that apply to several JSON types, or none.
    fn of_any_type(&mut self, schema: &mut Map<String, Value>, depth: usize) {
        self.types(schema);
        if self.rng.chance(25) {
            self.listed(schema);
        }
        for family in [Self::numbers, Self::strings] {
            if self.rng.chance(35) {
                family(self, schema);
            }
        }
        if let Some(depth) = depth.checked_sub(1) {
            if self.rng.chance(40) {
                self.objects(schema, depth);
            }
            if self.rng.chance(35) {
                self.arrays(schema, depth);
            }
        }
    }

    fn listed_texts(&mut self, schema: &mut Map<String, Value>) {
        let texts = self.rng.some(&TEXTS, 40);
        if !texts.is_empty() {
            schema.insert("enum".to_owned(), texts.into());
        }
    }

    /// A schema of a property or an item.
    fn below(&mut self, depth: usize) -> Value {
        self.schema(depth, Some(0))
    }

    fn reference(&mut self, from: Option<usize>) -> Option<Value> {
        let from = from?;
        let there = self.definitions.checked_sub(from).filter(|it| *it > 0)?;
        if !self.rng.chance(15) {
            return None;
        }
        let place = from + self.rng.below(there);
        let keyword = self.definitions_keyword();
        Some(json!({ "$ref": format!("#/{keyword}/d{place}") }))
    }

    fn types(&mut self, schema: &mut Map<String, Value>) {
        let one = self.rng.pick(&TYPES).copied().unwrap_or("null");
        if self.rng.chance(60) {
            schema.insert("type".to_owned(), one.into());
        } else if self.rng.chance(40) {
            let mut types = self.rng.some(&TYPES, 30);
            if !types.contains(&one) {
                types.push(one);
            }
            schema.insert("type".to_owned(), types.into());
        }
    }

    fn listed(&mut self, schema: &mut Map<String, Value>) {
        if self.draft >= DRAFT_6 && self.rng.chance(50) {
            let constant = self.value(1);
            schema.insert("const".to_owned(), constant);
            return;
        }
        let mut values: Vec<Value> = Vec::new();
        for _ in 0..=self.rng.below(4) {
            let value = self.value(1);
            // Values of an `enum` must be distinct in draft 4, and 1 equals 1.0.
            if !values.contains(&value) && !value.is_f64() {
                values.push(value);
            }
        }
        if !values.is_empty() {
            schema.insert("enum".to_owned(), values.into());
        }
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.rng.below(if depth > 0 { 7 } else { 5 }) {
            0 => Value::Null,
            1 => self.rng.chance(50).into(),
            2 => number(self.rng),
            3 | 4 => self.rng.pick(&TEXTS).copied().unwrap_or_default().into(),
            5 => (0..self.rng.below(3)).map(|_| self.value(0)).collect(),
            _ => {
                let names = self.rng.some(&NAMES, 30);
                let members = names.iter().map(|name| ((*name).to_owned(), self.value(0)));
                Value::Object(members.collect())
            }
        }
    }

    fn numbers(&mut self, schema: &mut Map<String, Value>) {
        for (keyword, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            if !self.rng.chance(50) {
                continue;
            }
            let limit = number(self.rng);
            let is_exclusive = self.rng.chance(35);
            if self.draft >= DRAFT_6 && is_exclusive {
                schema.insert(exclusive.to_owned(), limit);
                continue;
            }
            schema.insert(keyword.to_owned(), limit);
            if is_exclusive {
                let value = self.rng.chance(80);
                schema.insert(exclusive.to_owned(), value.into());
            }
        }
        if self.rng.chance(30) {
            schema.insert("multipleOf".to_owned(), number_of(&DIVISORS, self.rng));
        }
    }

    fn strings(&mut self, schema: &mut Map<String, Value>) {
        self.count(schema, "minLength", 3);
        self.count(schema, "maxLength", 4);
        if self.rng.chance(40) {
            let pattern = self.pattern();
            schema.insert("pattern".to_owned(), pattern.into());
        }
    }

    fn pattern(&mut self) -> &'static str {
        let list: &[&str] = if self.rng.chance(4) {
            &LOOKAHEADS
        } else {
            &PATTERNS
        };
        self.rng.pick(list).copied().unwrap_or_default()
    }

    fn count(&mut self, schema: &mut Map<String, Value>, keyword: &str, below: usize) {
        if self.rng.chance(30) {
            schema.insert(keyword.to_owned(), self.rng.below(below).into());
        }
    }

    fn objects(&mut self, schema: &mut Map<String, Value>, depth: usize) {
        if self.rng.chance(75) {
            let names = self.rng.some(&NAMES, 40);
            let members = names
                .iter()
                .map(|name| ((*name).to_owned(), self.below(depth)));
            let members: Map<String, Value> = members.collect();
            schema.insert("properties".to_owned(), members.into());
        }
        if self.rng.chance(40) {
            let names = self.rng.some(&NAMES, 30);
            if !names.is_empty() {
                schema.insert("required".to_owned(), names.into());
            }
        }
        if self.rng.chance(25) {
            let pattern = self.pattern();
            let below = self.below(depth);
            schema.insert("patternProperties".to_owned(), json!({ pattern: below }));
        }
        if self.rng.chance(35) {
            let rest = if self.rng.chance(50) {
                Value::Bool(false)
            } else {
                self.below(depth)
            };
            schema.insert("additionalProperties".to_owned(), rest);
        }
        self.count(schema, "minProperties", 3);
        self.count(schema, "maxProperties", 5);
        if self.draft >= DRAFT_6 && self.rng.chance(15) {
            let mut names = Map::new();
            self.strings(&mut names);
            schema.insert("propertyNames".to_owned(), names.into());
        }
        if self.rng.chance(15) {
            self.dependencies(schema, depth);
        }
    }

    fn dependencies(&mut self, schema: &mut Map<String, Value>, depth: usize) {
        let [left, right] = [0, 1].map(|_| self.rng.pick(&NAMES).copied().unwrap_or_default());
        let as_schema = self.rng.chance(50);
        let body = if as_schema {
            // An in-place applicator, so without references.
            self.schema(depth, None)
        } else {
            json!([right])
        };
        let keyword = match (self.draft >= DRAFT_2019, as_schema) {
            (false, _) => "dependencies",
            (true, true) => "dependentSchemas",
            (true, false) => "dependentRequired",
        };
        schema.insert(keyword.to_owned(), json!({ left: body }));
    }

    fn arrays(&mut self, schema: &mut Map<String, Value>, depth: usize) {
        if self.rng.chance(40) {
            let items = (0..=self.rng.below(3)).map(|_| self.below(depth));
            let items: Vec<Value> = items.collect();
            let (first, rest) = if self.draft >= DRAFT_2020 {
                ("prefixItems", "items")
            } else {
                ("items", "additionalItems")
            };
            if self.rng.chance(40) {
                schema.insert("minItems".to_owned(), items.len().into());
            }
            schema.insert(first.to_owned(), items.into());
            if self.rng.chance(50) {
                let further = if self.rng.chance(40) {
                    Value::Bool(false)
                } else {
                    self.below(depth)
                };
                schema.insert(rest.to_owned(), further);
            }
        } else if self.rng.chance(70) {
            let items = self.below(depth);
            schema.insert("items".to_owned(), items);
        }
        if !schema.contains_key("minItems") {
            self.count(schema, "minItems", 3);
        }
        self.count(schema, "maxItems", 4);
        if self.rng.chance(15) {
            schema.insert("uniqueItems".to_owned(), true.into());
        }
        if self.draft >= DRAFT_6 && self.rng.chance(20) {
            let contains = self.below(depth);
            schema.insert("contains".to_owned(), contains);
            if self.draft >= DRAFT_2019 {
                self.count(schema, "minContains", 3);
                self.count(schema, "maxContains", 3);
            }
        }
    }

    fn in_place(&mut self, schema: &mut Map<String, Value>, depth: usize, from: Option<usize>) {
        match self.rng.below(if self.draft >= DRAFT_7 { 5 } else { 4 }) {
            0 => {
                let not = self.schema(depth.min(1), from);
                schema.insert("not".to_owned(), not);
            }
            4 => {
                for keyword in ["if", "then", "else"] {
                    if keyword == "if" || self.rng.chance(70) {
                        let branch = self.schema(depth.min(1), from);
                        schema.insert(keyword.to_owned(), branch);
                    }
                }
            }
            number => {
                let keyword = ["anyOf", "oneOf", "allOf"].get(number - 1).copied();
                let branches = if self.rng.chance(35) {
                    self.tagged(depth)
                } else {
                    (0..=self.rng.below(3))
                        .map(|_| self.schema(depth, from))
                        .collect()
                };
                schema.insert(
                    keyword.unwrap_or("anyOf").to_owned(),
                    Value::Array(branches),
                );
            }
        }
    }

    /// Object schemas with a tag `kind`.
    fn tagged(&mut self, depth: usize) -> Vec<Value> {
        let tags = ["a", "b", "kind"].into_iter().take(2 + self.rng.below(2));
        let branch = |tag: &str| {
            let name = self.rng.pick(&NAMES).copied().unwrap_or_default();
            let mut members = Map::new();
            members.insert(name.to_owned(), self.below(depth.min(1)));
            members.insert("kind".to_owned(), json!({ "enum": [tag] }));
            json!({ "type": "object", "properties": members, "required": ["kind"] })
        };
        tags.map(branch).collect()
    }

    fn unevaluated(&mut self, schema: &mut Map<String, Value>, depth: usize) {
        for keyword in ["unevaluatedProperties", "unevaluatedItems"] {
            if self.draft >= DRAFT_2019 && self.rng.chance(5) {
                let rest = if self.rng.chance(60) {
                    Value::Bool(false)
                } else {
                    self.below(depth.min(1))
                };
                schema.insert(keyword.to_owned(), rest);
            }
        }
    }
}

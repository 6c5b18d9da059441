//! The tape as a representation of JSON for the `jsonschema` crate, beside its own over
//! `serde_json::Value`.
//!
//! Two things differ from a plain representation. An error holds a handle instead of a copy of the
//! invalid value, and [`Instance::of`] finds the value again: with a copy for each error, and for
//! each union around it, 10 MB of payload took 12.9 GB. And when the errors have reached their
//! memory limit, arrays and objects end early, so that the search ends, too.

use std::borrow::Cow;

use jsonschema::{
    JsonType, ValidationError,
    json::{Array, Json, Node, NodeIdentity, Object},
};
use schema_runtime::JsonKind;
use serde_json::{Number, Value};

use super::{Items, Names, Path, Place, Tape};

/// How many bytes an error takes besides its pointer: boxes, locations, data of its keyword.
/// Measured at about 400 bytes.
const ERROR: usize = 512;

/// The bits of a handle that hold the index of an entry; the bits above hold the depth of the
/// value.
const INDEX: u64 = u64::MAX >> 8;

/// The representation of JSON by a tape.
pub(crate) struct OnTape;

/// A value of the payload, or a property name, which `propertyNames` validates like a value.
#[derive(Clone, Copy)]
pub(crate) enum Instance<'a> {
    Value(Place<'a>),
    Name(&'a str),
}

impl<'a> Instance<'a> {
    /// The instance of an error; `None` if the error was found after the memory limit was reached:
    /// it may be wrong then.
    pub(crate) fn of(error: &'a ValidationError<'_>, tape: &'a Tape<'_>) -> Option<Self> {
        match error.instance().as_ref() {
            Value::Number(handle) => {
                let handle = handle.as_u64()?;
                let index = usize::try_from(handle & INDEX).ok()?;
                // For `additionalProperties: false` without `properties` and `patternProperties`,
                // the crate reports the first property's value, whose depth is one more than that
                // of the error's pointer; the object is two entries before it.
                let pointer = error.instance_path();
                let depth = u64::try_from(pointer.as_str().matches('/').count()).ok()?;
                let index = if handle >> INDEX.trailing_ones() == depth + 1 {
                    index.saturating_sub(2)
                } else {
                    index
                };
                Some(Self::Value(tape.place(index, Path::default())))
            }
            Value::String(name) => Some(Self::Name(name)),
            _ => None,
        }
    }

    /// The value, if it is one.
    pub(crate) const fn place(self) -> Option<Place<'a>> {
        match self {
            Self::Value(place) => Some(place),
            Self::Name(_) => None,
        }
    }

    /// The string, if it is one.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Value(place) => place.string(),
            Self::Name(name) => Some(Cow::Borrowed(name)),
        }
    }

    /// Its JSON type.
    pub(crate) fn kind(self) -> JsonKind {
        self.place().map_or(JsonKind::String, Place::kind)
    }

    fn container(self, kind: JsonKind) -> Option<Place<'a>> {
        self.place().filter(|place| place.kind() == kind)
    }
}

impl Place<'_> {
    /// The number that an error holds instead of the value: depth and index.
    fn handle(self) -> Value {
        let number = |number: usize| u64::try_from(number).unwrap_or_default();
        let depth = number(self.path.depth) << INDEX.trailing_ones();
        Value::from(depth | (number(self.index) & INDEX))
    }
}

impl Json for OnTape {
    type Node<'a> = Instance<'a>;
    type PreparedKey = String;
    type StringBuffer = ();

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(Instance<'_>) -> T) -> T {
        f(Instance::Name(string))
    }
}

impl<'a> Node<'a, OnTape> for Instance<'a> {
    type Object = Members<'a>;
    type Array = Elements<'a>;
    type Number = Number;

    fn as_object(&self) -> Option<Members<'a>> {
        self.container(JsonKind::Object).map(Members)
    }

    fn as_array(&self) -> Option<Elements<'a>> {
        self.container(JsonKind::Array).map(Elements)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.text()
    }

    fn as_number(&self) -> Option<Number> {
        self.place()?.number()
    }

    fn as_boolean(&self) -> Option<bool> {
        self.place()?.boolean()
    }

    fn is_null(&self) -> bool {
        self.kind() == JsonKind::Null
    }

    fn is_number(&self) -> bool {
        self.kind() == JsonKind::Number
    }

    fn json_type(&self) -> JsonType {
        match self.kind() {
            JsonKind::Null => JsonType::Null,
            JsonKind::Boolean => JsonType::Boolean,
            JsonKind::String => JsonType::String,
            JsonKind::Array => JsonType::Array,
            JsonKind::Object => JsonType::Object,
            JsonKind::Number => JsonType::Number,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match self {
            Self::Value(place) => place.equals(expected),
            Self::Name(name) => expected.as_str() == Some(*name),
        }
    }

    /// The handle. Only errors call this; validation uses the other methods.
    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(match self {
            Self::Value(place) if place.tape.spend(ERROR.saturating_add(place.path.length)) => {
                place.handle()
            }
            Self::Value(_) => Value::Null,
            Self::Name(name) => Value::from(*name),
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        let place = self.place()?;
        let entry = place.tape.entries.get(place.index)?;
        Some(NodeIdentity::new(std::ptr::from_ref(entry).addr()))
    }
}

/// An object.
pub(crate) struct Members<'a>(Place<'a>);

impl<'a> Object<'a, OnTape> for Members<'a> {
    type Node = Instance<'a>;
    type MemberName = Cow<'a, str>;
    type MembersIter = MembersIter<'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, key: &String) -> Option<Instance<'a>> {
        // Needed to end the search in recursive schemas, too.
        if self.0.tape.is_exhausted() {
            return None;
        }
        self.0.get(key).map(Instance::Value)
    }

    fn members(&self) -> MembersIter<'a> {
        MembersIter {
            object: self.0,
            names: self.0.names(),
        }
    }
}

/// Iterates over the properties until the memory limit of errors is reached.
pub(crate) struct MembersIter<'a> {
    object: Place<'a>,
    names: Names<'a>,
}

impl<'a> Iterator for MembersIter<'a> {
    type Item = (Cow<'a, str>, Instance<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.names.next()?;
        let (name, value) = self.object.member(name);
        (!self.object.tape.is_exhausted()).then_some((name, Instance::Value(value)))
    }
}

/// An array.
pub(crate) struct Elements<'a>(Place<'a>);

impl<'a> Array<'a, OnTape> for Elements<'a> {
    type Node = Instance<'a>;
    type ElementsIter = ElementsIter<'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn elements(&self) -> ElementsIter<'a> {
        ElementsIter(self.0.items())
    }

    fn is_unique(&self) -> bool {
        self.0.has_distinct_items()
    }
}

/// Iterates over the items until the memory limit of errors is reached.
pub(crate) struct ElementsIter<'a>(Items<'a>);

impl<'a> Iterator for ElementsIter<'a> {
    type Item = Instance<'a>;

    fn next(&mut self) -> Option<Instance<'a>> {
        let item = self.0.next()?;
        (!self.0.array.tape.is_exhausted()).then_some(Instance::Value(item))
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, sync::LazyLock};

    use jsonschema::Validator;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// Schemas whose keywords call every method of an instance.
    fn schemas() -> Vec<Value> {
        vec![
            json!({"type": ["integer", "string", "null", "object", "array"]}),
            json!({"items": {"additionalProperties": false}, "properties": {"a": {"additionalProperties": false}, "b": {"unevaluatedProperties": false}}}),
            json!({"prefixItems": [true], "items": false, "propertyNames": false, "contains": false, "minContains": 0}),
            json!({"anyOf": [{"type": "integer"}, {"const": {"a": 1.0, "b": [null]}}, {"enum": [[], {}, "a", true, [1, 2]]}]}),
            json!({"uniqueItems": true, "minItems": 1, "maxItems": 2, "items": {"uniqueItems": true}}),
            json!({"properties": {"a": {"type": "string"}, "b": {"minLength": 2}}, "required": ["a", "c"], "additionalProperties": false}),
            json!({"propertyNames": {"maxLength": 1, "pattern": "^[ab]"}, "minProperties": 1, "maxProperties": 2}),
            json!({"patternProperties": {"^a": {"type": "number"}}, "additionalProperties": {"$ref": "#"}}),
            json!({"contains": {"type": "number"}, "minContains": 2, "prefixItems": [{"type": "array"}], "unevaluatedItems": {"type": "string"}}),
            json!({"if": {"required": ["a"]}, "then": {"properties": {"a": true}}, "unevaluatedProperties": false}),
            json!({"oneOf": [{"type": "object"}, {"minProperties": 1}, {"items": {"$ref": "#"}}]}),
            json!({"multipleOf": 0.5, "minimum": -1, "exclusiveMaximum": 1e3, "not": {"const": 2}}),
            json!({"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"b": {"maxProperties": 1}}, "items": {"$ref": "#"}}),
            json!({"format": "date-time", "items": {"format": "date-time"}, "additionalProperties": {"type": "object", "$ref": "#"}}),
        ]
    }

    /// Each schema compiled for both representations.
    static COMPILED: LazyLock<Vec<(Validator<OnTape>, Validator, Value)>> = LazyLock::new(|| {
        let schemas = schemas().into_iter();
        let compiled = schemas.map(|schema| {
            let ours = jsonschema::options_for::<OnTape>().should_validate_formats(true);
            let theirs = jsonschema::options().should_validate_formats(true);
            (
                ours.build(&schema).unwrap(),
                theirs.build(&schema).unwrap(),
                schema,
            )
        });
        compiled.collect()
    });

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            any::<bool>().prop_map(Value::from),
            (-2_i64..4).prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            prop_oneof![Just(1.0), Just(-0.0), Just(0.25), Just(1e300), Just(2.0)]
                .prop_map(Value::from),
            "[ab\"\\\\\n\u{0}é😀]{0,3}".prop_map(Value::from),
            Just(json!("2026-11-20T09:00:00Z")),
        ];
        let leaf = leaf.boxed();
        leaf.clone().prop_recursive(4, 20, 4, move |inner| {
            prop_oneof![
                4 => prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                1 => prop::collection::vec(leaf.clone(), 40).prop_map(Value::from),
                4 => members("[abc\"\n]{1,2}", inner, 0..5),
                1 => members("[a-z]{1,3}", leaf.clone(), 40..50),
            ]
        })
    }

    fn members(
        names: &'static str,
        values: impl Strategy<Value = Value>,
        count: std::ops::Range<usize>,
    ) -> impl Strategy<Value = Value> {
        prop::collection::btree_map(names, values, count)
            .prop_map(|members| Value::Object(members.into_iter().collect()))
    }

    /// Instance path, schema path and keyword of each error, sorted: the two representations
    /// iterate over objects in different orders.
    fn sorted<'e>(errors: impl IntoIterator<Item = &'e ValidationError<'e>>) -> Vec<[String; 3]> {
        let summary = |error: &ValidationError<'_>| {
            let keyword = error.kind().keyword().to_owned();
            [
                error.instance_path().to_string(),
                error.schema_path().to_string(),
                keyword,
            ]
        };
        let mut all: Vec<_> = errors.into_iter().map(summary).collect();
        all.sort();
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_keyword_gives_the_same_errors_for_a_tape_and_a_value(value in value(), pretty in any::<bool>()) {
            let text = if pretty { format!("\n{value:#} ") } else { value.to_string() };
            let tape = Tape::new(&text).unwrap();
            let root = Instance::Value(tape.root());
            for (ours, theirs, schema) in &*COMPILED {
                prop_assert_eq!(ours.is_valid(root), theirs.is_valid(&value), "{} {}", schema, text);
                let (found, expected): (Vec<_>, Vec<_>) =
                    (ours.iter_errors(root).collect(), theirs.iter_errors(&value).collect());
                prop_assert_eq!(sorted(&found), sorted(&expected), "{} {}", schema, text);
                for error in &found {
                    let place = Instance::of(error, &tape).and_then(Instance::place).unwrap();
                    let meant = value.pointer(error.instance_path().as_str()).unwrap();
                    prop_assert!(place.equals(meant), "{} {}", schema, text);
                }
            }
        }

        #[test]
        fn errors_found_before_the_limit_are_true(value in value(), room in 1..20_u64) {
            let text = value.to_string();
            let tape = Tape::new(&text).unwrap();
            for (validator, _, schema) in &*COMPILED {
                tape.allow(u64::MAX);
                let all: Vec<_> = validator.iter_errors(Instance::Value(tape.root())).collect();
                let all: HashSet<_> = sorted(&all).into_iter().collect();
                tape.allow(room * 300);
                let some: Vec<_> = validator.iter_errors(Instance::Value(tape.root())).collect();
                let complete = !tape.is_exhausted();
                let true_ones = some.iter().filter(|error| Instance::of(error, &tape).is_some());
                let true_ones = sorted(true_ones);
                prop_assert!(true_ones.iter().all(|error| all.contains(error)), "{} {}", schema, text);
                if complete {
                    let found: HashSet<_> = true_ones.into_iter().collect();
                    prop_assert_eq!(found, all, "{} {}", schema, text);
                }
            }
        }
    }

    #[test]
    fn similar_items_take_no_quadratic_time() {
        let schema = json!({"uniqueItems": true});
        let validator = jsonschema::options_for::<OnTape>().build(&schema).unwrap();
        let items: Vec<_> = (0..20_000).map(|n| json!({"a": [0, 0], "b": n})).collect();
        let text = Value::from(items).to_string();
        let tape = Tape::new(&text).unwrap();
        let started = std::time::Instant::now();
        assert!(validator.is_valid(Instance::Value(tape.root())));
        assert!(started.elapsed() < std::time::Duration::from_secs(10));
    }
}

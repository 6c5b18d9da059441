//! What schemas accept, in canonical form. This is the only module that uses
//! `jsonschema::canonical`.
//!
//! [`Semantics`] canonicalizes statements (JSON Schemas whose references are absolute) to
//! [`Meaning`]s, which can be intersected, compared and queried. It must not depend on names,
//! documentation or Rust types.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use ecma_regex::decode;
use jsonschema::canonical::{
    ArrayView, CanonicalKind, CanonicalSchema, CanonicalView, CanonicalizationError, Containment,
    Distinctness, IntegerView, NumberView, ObjectView, StringView, options,
};
use jsonschema::{JsonType, JsonTypeSet, PatternOptions};
use referencing::Registry;
use serde_json::{Number, Value};

use crate::combinations;
use crate::large_numbers::{LargeNumbers, Shown};
use crate::schema::{Dialect, encoded, objects_in};

/// The six JSON types. Integers are numbers here; [`Numbers::integer`] distinguishes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] = [
        Self::Null,
        Self::Boolean,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// Its name in the `type` keyword.
    pub(crate) const fn keyword(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// Backtracking limit of the regex engine behind the canonical form; enough for common lookarounds.
/// Past the limit the answer is unknown. So it is for back-references, which have no faithful form
/// in that engine and are encoded as an expression that always gives up.
const MOST_BACKTRACKING: usize = 100_000;

/// The largest number of combinations of branches that are canonicalized. Their canonical form takes
/// about a second where they are patterns or `contains`.
const MOST_COMBINATIONS: usize = 1_000;

/// The largest number of pairs of branches that are intersected, and of branches on one side.
const MOST_PAIRS: usize = 10_000;
const MOST_BRANCHES: usize = 500;

/// Why the canonical form has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opaque(pub(crate) String);

/// What a schema accepts: its canonical form, and the large numbers that stand-ins in it replace.
#[derive(Debug, Clone)]
pub(crate) struct Meaning(CanonicalSchema, Rc<LargeNumbers>);

/// Compares the canonical forms only: all meanings of a run share their large numbers.
impl PartialEq for Meaning {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// Numbers constrained by bounds and `multipleOf`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Numbers {
    pub(crate) integer: bool,
    pub(crate) minimum: Option<Number>,
    pub(crate) exclusive_minimum: bool,
    pub(crate) maximum: Option<Number>,
    pub(crate) exclusive_maximum: bool,
    pub(crate) multiple_of: Vec<Number>,
}

/// A bound, if there is one, and whether it is exclusive.
type Bound = (Option<Number>, bool);

/// Strings constrained by length, patterns and formats.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Strings {
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) patterns: Vec<String>,
    pub(crate) formats: Vec<String>,
}

/// Arrays of constrained length. The plan determines the types of the items.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Arrays {
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) prefix: usize,
}

/// Objects with required properties and a constrained number of properties. The plan determines the
/// types of the properties.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Objects {
    pub(crate) required: Vec<String>,
    pub(crate) min_properties: Option<u64>,
    pub(crate) max_properties: Option<u64>,
}

/// How two meanings compare, as far as it can be proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    /// The first accepts more.
    Wider,
    /// The first rejects something that the second accepts.
    Narrower,
    Unknown,
}

/// Canonicalizes statements in one draft, with formats asserted or not, over one set of documents.
pub(crate) struct Semantics<'s> {
    registry: &'s Registry<'s>,
    dialect: &'s Dialect,
    formats: bool,
    large: Rc<LargeNumbers>,
    known: RefCell<HashMap<String, Result<Meaning, Opaque>>>,
    /// How many schemas were canonicalized, subschemas included.
    canonicalized: Cell<usize>,
}

impl<'s> Semantics<'s> {
    /// The documents in the registry contain the stand-ins of `large`.
    pub(crate) fn new(
        registry: &'s Registry<'s>,
        dialect: &'s Dialect,
        formats: bool,
        large: LargeNumbers,
    ) -> Self {
        Self {
            registry,
            dialect,
            formats,
            large: Rc::new(large),
            known: RefCell::default(),
            canonicalized: Cell::new(0),
        }
    }

    /// Whether `format` is an assertion.
    pub(crate) fn asserts_formats(&self) -> bool {
        self.formats
    }

    /// How many schemas were canonicalized so far: a measure of work that is the same in each run.
    #[cfg(test)]
    pub(crate) fn canonicalized(&self) -> usize {
        self.canonicalized.get()
    }

    /// What a statement accepts.
    pub(crate) fn meaning(&self, statement: &Value) -> Result<Meaning, Opaque> {
        let key = statement.to_string();
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let meaning = self.canonicalize(statement);
        self.known.borrow_mut().insert(key, meaning.clone());
        meaning
    }

    /// What the conjunction of the statements accepts.
    pub(crate) fn meaning_of_all<'v>(
        &self,
        statements: impl IntoIterator<Item = &'v Value>,
    ) -> Result<Meaning, Opaque> {
        let statements: Vec<&Value> = statements.into_iter().collect();
        if let [only] = statements[..] {
            return self.meaning(only);
        }
        let key = serde_json::to_string(&statements).unwrap_or_default();
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let mut all = self.meaning(&Value::Bool(true));
        for statement in statements {
            all = all.and_then(|all| all.and(&self.meaning(statement)?));
        }
        self.known.borrow_mut().insert(key, all.clone());
        all
    }

    fn canonicalize(&self, statement: &Value) -> Result<Meaning, Opaque> {
        if combinations::of(statement) > MOST_COMBINATIONS {
            return Err(too_many_combinations());
        }
        let size = objects_in(statement);
        self.canonicalized.update(|count| count + size);
        let statement = &encoded(statement);
        let canonical = options()
            .with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(MOST_BACKTRACKING))
            .with_registry(self.registry)
            .with_base_uri("json-schema:///statement")
            .with_draft(self.dialect.draft)
            .should_validate_formats(self.formats)
            .canonicalize(&self.large.hidden(statement))
            .map_err(|error| opaque(&error))?;
        Meaning(canonical, Rc::clone(&self.large)).followed()
    }
}

impl Meaning {
    /// The intersection.
    pub(crate) fn and(&self, other: &Self) -> Result<Self, Opaque> {
        let (own, others) = (self.branches(), other.branches());
        let are_many = own.max(others) > MOST_BRANCHES || own.saturating_mul(others) > MOST_PAIRS;
        if own.min(others) > 1 && are_many {
            return Err(too_many_combinations());
        }
        let both = self.0.intersect(&other.0).map_err(|error| opaque(&error))?;
        Self(both, Rc::clone(&self.1)).followed()
    }

    /// How many branches the canonical form lists.
    fn branches(&self) -> usize {
        match self.view_if(&[CanonicalKind::AnyOf, CanonicalKind::OneOf]) {
            Some(CanonicalView::AnyOf(branches) | CanonicalView::OneOf(branches)) => branches.len(),
            _ => 1,
        }
    }

    /// Whether no value is accepted; `false` also if that is unknown.
    pub(crate) fn is_nothing(&self) -> bool {
        // `satisfiability` says so of this kind alone; of others it would search for an instance.
        self.0.kind() == CanonicalKind::False
    }

    /// Whether every value is accepted.
    pub(crate) fn is_everything(&self) -> bool {
        self.0.kind() == CanonicalKind::True
    }

    /// The JSON types of the accepted values; a superset where they are unknown.
    pub(crate) fn kinds(&self) -> BTreeSet<Kind> {
        kinds_of(&self.0, &mut Vec::new())
    }

    /// The accepted values, if the canonical form is a finite list of them.
    pub(crate) fn constants(&self) -> Option<Vec<Value>> {
        let values = match self.view_if(&[CanonicalKind::Const, CanonicalKind::Enum])? {
            CanonicalView::Const(value) => vec![value],
            CanonicalView::Enum(values) => values,
            _ => return None,
        };
        let shown = values.into_iter().map(|value| self.1.shown_value(value));
        Some(shown.collect())
    }

    /// The view if it is of one of these kinds. A view copies what it shows, which can be large.
    fn view_if(&self, kinds: &[CanonicalKind]) -> Option<CanonicalView> {
        kinds.contains(&self.0.kind()).then(|| self.0.view())
    }

    /// Whether all values of one JSON type, and none of another, are accepted.
    pub(crate) fn is_all_of(&self, kind: Kind) -> bool {
        match self.view_if(&[CanonicalKind::MultiType]) {
            Some(CanonicalView::MultiType(set)) => {
                let full = match kind {
                    Kind::Null => JsonType::Null,
                    Kind::Boolean => JsonType::Boolean,
                    Kind::Number => JsonType::Number,
                    Kind::String => JsonType::String,
                    Kind::Array => JsonType::Array,
                    Kind::Object => JsonType::Object,
                };
                set.iter().count() == 1 && set.contains(full)
            }
            _ => false,
        }
    }

    /// The constraints, if only numbers are accepted and [`Numbers`] expresses all constraints.
    pub(crate) fn numbers(&self) -> Option<Numbers> {
        use CanonicalKind::{Integer, MultiType, Number};
        match self.view_if(&[MultiType, Integer, Number])? {
            CanonicalView::MultiType(set) => numbers_of_types(set),
            CanonicalView::Integer(view) => self.numbers_of_integer(view),
            CanonicalView::Number(view) => self.numbers_of_number(view),
            // Of draft 4, where the integer `5` and the number `5.0` differ.
            CanonicalView::TypedGroup(group) if group.ty == JsonType::Integer => {
                match group.body.view() {
                    CanonicalView::Const(Value::Number(only)) => self.only_integer(&only),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn only_integer(&self, only: &Number) -> Option<Numbers> {
        let Shown::At(only) = self.1.shown(only)? else {
            return None;
        };
        Some(Numbers {
            integer: true,
            minimum: Some(only.clone()),
            maximum: Some(only),
            ..Numbers::default()
        })
    }

    /// The constraints, if only strings are accepted and [`Strings`] expresses all constraints.
    pub(crate) fn strings(&self) -> Option<Strings> {
        match self.view_if(&[CanonicalKind::MultiType, CanonicalKind::String])? {
            CanonicalView::MultiType(_) if self.is_all_of(Kind::String) => Some(Strings::default()),
            CanonicalView::String(view) => strings_of(view),
            _ => None,
        }
    }

    /// The constraints on length, if only arrays are accepted, without `contains` or `uniqueItems`.
    pub(crate) fn arrays(&self) -> Option<Arrays> {
        use CanonicalKind::{Array, Const, MultiType};
        match self.view_if(&[MultiType, Array, Const])? {
            CanonicalView::MultiType(_) if self.is_all_of(Kind::Array) => Some(Arrays::default()),
            CanonicalView::Array(view) => arrays_of(&view),
            // The canonical form of arrays of length 0 is the constant `[]`.
            CanonicalView::Const(Value::Array(items)) if items.is_empty() => Some(Arrays {
                max_items: Some(0),
                ..Arrays::default()
            }),
            _ => None,
        }
    }

    /// The constraints on the properties as a whole, if only objects are accepted.
    pub(crate) fn objects(&self) -> Option<Objects> {
        match self.view_if(&[CanonicalKind::MultiType, CanonicalKind::Object])? {
            CanonicalView::MultiType(_) if self.is_all_of(Kind::Object) => Some(Objects::default()),
            CanonicalView::Object(view) => Some(objects_of(view)),
            _ => None,
        }
    }

    /// Compares two meanings by covering in both directions.
    pub(crate) fn compare(&self, other: &Self) -> Comparison {
        // Equal schemas mostly have the same canonical form, and comparing forms is cheap.
        if self == other {
            return Comparison::Equal;
        }
        let covers =
            |left: &Self, right: &Self| left.0.covers(&right.0).unwrap_or(Containment::Unknown);
        match (covers(self, other), covers(other, self)) {
            (Containment::No, _) => Comparison::Narrower,
            (Containment::Yes, Containment::Yes) => Comparison::Equal,
            (Containment::Yes, Containment::No) => Comparison::Wider,
            _ => Comparison::Unknown,
        }
    }

    fn numbers_of_integer(&self, view: IntegerView) -> Option<Numbers> {
        let (minimum, exclusive_minimum) = self.lower_bound(view.minimum, false)?;
        let (maximum, exclusive_maximum) = self.upper_bound(view.maximum, false)?;
        view.not_multiple_of.is_empty().then_some(Numbers {
            integer: true,
            minimum,
            exclusive_minimum,
            maximum,
            exclusive_maximum,
            multiple_of: self.divisors(view.multiple_of),
        })
    }

    fn numbers_of_number(&self, view: NumberView) -> Option<Numbers> {
        let (minimum, exclusive_minimum) =
            self.lower_bound(view.minimum, view.exclusive_minimum)?;
        let (maximum, exclusive_maximum) =
            self.upper_bound(view.maximum, view.exclusive_maximum)?;
        let plain = view.not_multiple_of.is_empty() && !view.excludes_integers;
        plain.then_some(Numbers {
            integer: false,
            minimum,
            exclusive_minimum,
            maximum,
            exclusive_maximum,
            multiple_of: self.divisors(view.multiple_of),
        })
    }

    fn divisors(&self, divisors: Vec<Number>) -> Vec<Number> {
        let divisors = divisors.into_iter();
        divisors.map(|it| self.1.shown_divisor(it)).collect()
    }

    /// A bound as the schema has it, and whether it is exclusive. `None` if it is a stand-in that
    /// does not correspond to a bound of the schema.
    fn lower_bound(&self, bound: Option<Number>, exclusive: bool) -> Option<Bound> {
        let Some(bound) = bound else {
            return Some((None, exclusive));
        };
        match self.1.shown(&bound)? {
            Shown::At(number) => Some((Some(number), exclusive)),
            Shown::Above(number) => Some((Some(number), true)),
            Shown::Below(_) => None,
        }
    }

    fn upper_bound(&self, bound: Option<Number>, exclusive: bool) -> Option<Bound> {
        let Some(bound) = bound else {
            return Some((None, exclusive));
        };
        match self.1.shown(&bound)? {
            Shown::At(number) => Some((Some(number), exclusive)),
            Shown::Below(number) => Some((Some(number), true)),
            Shown::Above(_) => None,
        }
    }

    /// The target of a chain of references. An error if the chain is cyclic, or where the canonical
    /// form is a raw schema.
    fn followed(self) -> Result<Self, Opaque> {
        let Self(mut at, large) = self;
        let mut walked = Vec::new();
        while matches!(at.kind(), CanonicalKind::Reference | CanonicalKind::Raw) {
            let uri = match at.view() {
                CanonicalView::Reference(uri) => uri,
                CanonicalView::Raw(raw) => {
                    let place = raw.pointer.unwrap_or_default();
                    let reason = raw.reason.as_str().replace('_', " ");
                    return Err(Opaque(match place.as_str() {
                        "" => reason,
                        place => format!("{reason} at `{place}`"),
                    }));
                }
                _ => return Ok(Self(at, large)),
            };
            let target = at.definition(&uri);
            match target {
                Some(target) if !walked.contains(&uri) => {
                    walked.push(uri);
                    at = target;
                }
                _ => return Err(Opaque(format!("`{uri}` refers to itself"))),
            }
        }
        Ok(Self(at, large))
    }
}

fn too_many_combinations() -> Opaque {
    Opaque("more combinations of branches than are compared".to_owned())
}

fn opaque(error: &CanonicalizationError) -> Opaque {
    Opaque(error.to_string())
}

fn kinds_of(schema: &CanonicalSchema, walked: &mut Vec<String>) -> BTreeSet<Kind> {
    let all = || Kind::ALL.into_iter().collect();
    let one = |kind| BTreeSet::from([kind]);
    match schema.kind() {
        CanonicalKind::String => return one(Kind::String),
        CanonicalKind::Array => return one(Kind::Array),
        CanonicalKind::Object => return one(Kind::Object),
        _ => {}
    }
    match schema.view() {
        CanonicalView::MultiType(set) => set.iter().map(kind_of_type).collect(),
        CanonicalView::TypedGroup(group) => one(kind_of_type(group.ty)),
        CanonicalView::String(_) => one(Kind::String),
        CanonicalView::Integer(_) | CanonicalView::Number(_) => one(Kind::Number),
        CanonicalView::Array(_) => one(Kind::Array),
        CanonicalView::Object(_) => one(Kind::Object),
        CanonicalView::Const(value) => one(kind_of_value(&value)),
        CanonicalView::Enum(values) => values.iter().map(kind_of_value).collect(),
        CanonicalView::AnyOf(branches) | CanonicalView::OneOf(branches) => branches
            .iter()
            .flat_map(|branch| kinds_of(branch, walked))
            .collect(),
        CanonicalView::AllOf(branches) => branches
            .iter()
            .fold(all(), |kinds, branch| &kinds & &kinds_of(branch, walked)),
        CanonicalView::Reference(uri) if !walked.contains(&uri) => {
            let target = schema.definition(&uri);
            walked.push(uri);
            target.map_or_else(all, |target| kinds_of(&target, walked))
        }
        CanonicalView::False => BTreeSet::new(),
        CanonicalView::Reference(_)
        | CanonicalView::Not(_)
        | CanonicalView::True
        | CanonicalView::Raw(_) => all(),
    }
}

fn kind_of_type(kind: JsonType) -> Kind {
    match kind {
        JsonType::Null => Kind::Null,
        JsonType::Boolean => Kind::Boolean,
        JsonType::Integer | JsonType::Number => Kind::Number,
        JsonType::String => Kind::String,
        JsonType::Array => Kind::Array,
        JsonType::Object => Kind::Object,
    }
}

/// The JSON type of a value.
pub(crate) fn kind_of_value(value: &Value) -> Kind {
    match value {
        Value::Null => Kind::Null,
        Value::Bool(_) => Kind::Boolean,
        Value::Number(_) => Kind::Number,
        Value::String(_) => Kind::String,
        Value::Array(_) => Kind::Array,
        Value::Object(_) => Kind::Object,
    }
}

fn numbers_of_types(set: JsonTypeSet) -> Option<Numbers> {
    let integer = !set.contains(JsonType::Number);
    let numeric = |kind| matches!(kind, JsonType::Integer | JsonType::Number);
    set.iter().all(numeric).then(|| Numbers {
        integer,
        ..Numbers::default()
    })
}

fn strings_of(view: StringView) -> Option<Strings> {
    let plain = view.excluded_patterns.is_empty()
        && view.excluded_formats.is_empty()
        && view.content_media_types.is_empty()
        && view.content_encodings.is_empty()
        && view.excluded.is_empty();
    plain.then(|| Strings {
        min_length: view.min_length.as_ref().and_then(Number::as_u64),
        max_length: view.max_length.as_ref().and_then(Number::as_u64),
        patterns: decoded(&view.patterns),
        formats: view.formats,
    })
}

/// The patterns as the schema spells them, sorted so that their encoding does not affect the order.
fn decoded(patterns: &[String]) -> Vec<String> {
    let patterns = patterns.iter().map(|it| decode(it).into_owned());
    let mut patterns: Vec<String> = patterns.collect();
    patterns.sort();
    patterns
}

fn arrays_of(view: &ArrayView) -> Option<Arrays> {
    let plain = view.contains.is_empty() && view.distinctness == Distinctness::Unconstrained;
    plain.then(|| Arrays {
        min_items: view.min_items.as_ref().and_then(Number::as_u64),
        max_items: view.max_items.as_ref().and_then(Number::as_u64),
        prefix: view.prefix_items.len(),
    })
}

fn objects_of(view: ObjectView) -> Objects {
    Objects {
        required: view.required,
        min_properties: view.min_properties.as_ref().and_then(Number::as_u64),
        max_properties: view.max_properties.as_ref().and_then(Number::as_u64),
    }
}

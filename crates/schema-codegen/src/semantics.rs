//! What schemas accept: the only module that touches `jsonschema::canonical`.
//!
//! Takes statements (JSON Schemas whose references are absolute); gives [`Meaning`]s, which can be
//! narrowed, compared and looked into. Knows nothing of names, documentation or Rust.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use ecma_regex::decode;
use jsonschema::canonical::{
    ArrayView, CanonicalSchema, CanonicalView, CanonicalizationError, Containment, Distinctness,
    IntegerView, NumberView, ObjectView, Satisfiability, StringView, options,
};
use jsonschema::{JsonType, JsonTypeSet, PatternOptions};
use referencing::{Draft, Registry};
use serde_json::{Number, Value};

use crate::large_numbers::{LargeNumbers, Shown};
use crate::schema::encoded;

/// The six kinds of JSON values. Integers are numbers here; [`Numbers::integer`] tells them apart.
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
    const ALL: [Self; 6] = [
        Self::Null,
        Self::Boolean,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// The word of the `type` keyword.
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

/// Enough for the lookarounds that people write. What takes more, the algebra leaves open, and so it does with back-references, which
/// have no faithful form in its engine and are given one that always gives up.
const MOST_BACKTRACKING: usize = 100_000;

/// Why the algebra has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opaque(pub(crate) String);

/// What a schema accepts, in the normal form of `jsonschema::canonical`.
#[derive(Debug, Clone)]
pub(crate) struct Meaning(CanonicalSchema, Rc<LargeNumbers>);

/// All meanings of a run share their large numbers.
impl PartialEq for Meaning {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// Numbers of a range.
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

/// Strings of certain lengths, patterns and formats.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Strings {
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) patterns: Vec<String>,
    pub(crate) formats: Vec<String>,
}

/// Arrays of certain lengths; what the items are is the plan's to find out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Arrays {
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) prefix: usize,
}

/// Objects with certain members; what the members are is the plan's to find out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Objects {
    pub(crate) required: Vec<String>,
    pub(crate) min_properties: Option<u64>,
    pub(crate) max_properties: Option<u64>,
}

/// What two meanings are to each other, as far as it can be proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    /// The first accepts more.
    Wider,
    /// The first refuses something the second accepts.
    Narrower,
    Unknown,
}

/// Reads statements in one dialect, with one opinion on formats, over one set of documents.
pub(crate) struct Semantics<'s> {
    registry: &'s Registry<'s>,
    draft: Draft,
    formats: bool,
    large: Rc<LargeNumbers>,
    known: RefCell<HashMap<String, Result<Meaning, Opaque>>>,
}

impl<'s> Semantics<'s> {
    /// The documents in the registry have the stand-ins of `large`.
    pub(crate) fn new(
        registry: &'s Registry<'s>,
        draft: Draft,
        formats: bool,
        large: LargeNumbers,
    ) -> Self {
        Self {
            registry,
            draft,
            formats,
            large: Rc::new(large),
            known: RefCell::default(),
        }
    }

    /// Whether formats are rules here.
    pub(crate) fn asserts_formats(&self) -> bool {
        self.formats
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

    /// What all of the statements accept together.
    pub(crate) fn meaning_of_all<'v>(
        &self,
        statements: impl IntoIterator<Item = &'v Value>,
    ) -> Result<Meaning, Opaque> {
        let statements: Vec<&Value> = statements.into_iter().collect();
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
        let statement = &encoded(statement);
        let canonical = options()
            .with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(MOST_BACKTRACKING))
            .with_registry(self.registry)
            .with_base_uri("json-schema:///statement")
            .with_draft(self.draft)
            .should_validate_formats(self.formats)
            .canonicalize(&self.large.hidden(statement))
            .map_err(|error| opaque(&error))?;
        Meaning(canonical, Rc::clone(&self.large)).followed()
    }
}

impl Meaning {
    /// Both at once.
    pub(crate) fn and(&self, other: &Self) -> Result<Self, Opaque> {
        let both = self.0.intersect(&other.0).map_err(|error| opaque(&error))?;
        Self(both, Rc::clone(&self.1)).followed()
    }

    /// Whether no value is accepted. `false` can also mean that nobody knows.
    pub(crate) fn is_nothing(&self) -> bool {
        self.0.satisfiability() == Satisfiability::No
    }

    /// Whether every value is accepted.
    pub(crate) fn is_everything(&self) -> bool {
        matches!(self.0.view(), CanonicalView::True)
    }

    /// The kinds of the accepted values; never too few.
    pub(crate) fn kinds(&self) -> BTreeSet<Kind> {
        kinds_of(&self.0, &mut Vec::new())
    }

    /// The accepted values, when there are finitely many and they are known.
    pub(crate) fn constants(&self) -> Option<Vec<Value>> {
        let values = match self.0.view() {
            CanonicalView::Const(value) => vec![value],
            CanonicalView::Enum(values) => values,
            _ => return None,
        };
        let shown = values.into_iter().map(|value| self.1.shown_value(value));
        Some(shown.collect())
    }

    /// Whether all values of one kind, and none of another, are accepted.
    pub(crate) fn is_all_of(&self, kind: Kind) -> bool {
        match self.0.view() {
            CanonicalView::MultiType(set) => {
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

    /// The range, when the meaning is one range of numbers and nothing else.
    pub(crate) fn numbers(&self) -> Option<Numbers> {
        match self.0.view() {
            CanonicalView::MultiType(set) => numbers_of_types(set),
            CanonicalView::Integer(view) => self.numbers_of_integer(view),
            CanonicalView::Number(view) => self.numbers_of_number(view),
            _ => None,
        }
    }

    /// The rules, when the meaning is strings under rules that can be told one by one.
    pub(crate) fn strings(&self) -> Option<Strings> {
        match self.0.view() {
            CanonicalView::MultiType(_) if self.is_all_of(Kind::String) => Some(Strings::default()),
            CanonicalView::String(view) => strings_of(view),
            _ => None,
        }
    }

    /// The rules, when the meaning is arrays under rules that can be told one by one.
    pub(crate) fn arrays(&self) -> Option<Arrays> {
        match self.0.view() {
            CanonicalView::MultiType(_) if self.is_all_of(Kind::Array) => Some(Arrays::default()),
            CanonicalView::Array(view) => arrays_of(&view),
            // Only `[]`, which the normal form writes as a constant.
            CanonicalView::Const(Value::Array(items)) if items.is_empty() => Some(Arrays {
                max_items: Some(0),
                ..Arrays::default()
            }),
            _ => None,
        }
    }

    /// The rules, when the meaning is objects under rules that can be told one by one.
    pub(crate) fn objects(&self) -> Option<Objects> {
        match self.0.view() {
            CanonicalView::MultiType(_) if self.is_all_of(Kind::Object) => Some(Objects::default()),
            CanonicalView::Object(view) => Some(objects_of(view)),
            _ => None,
        }
    }

    /// How the two compare.
    pub(crate) fn compare(&self, other: &Self) -> Comparison {
        // The normal form of equal schemas is mostly equal, and that is quickly seen.
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
            multiple_of: view.multiple_of,
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
            multiple_of: view.multiple_of,
        })
    }

    /// A bound, and whether it is exclusive; `None` if it is not known what it stands for.
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

    /// The schema a mere reference leads to.
    fn followed(self) -> Result<Self, Opaque> {
        let Self(mut at, large) = self;
        let mut walked = Vec::new();
        loop {
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
    }
}

fn opaque(error: &CanonicalizationError) -> Opaque {
    Opaque(error.to_string())
}

fn kinds_of(schema: &CanonicalSchema, walked: &mut Vec<String>) -> BTreeSet<Kind> {
    let all = || Kind::ALL.into_iter().collect();
    let one = |kind| BTreeSet::from([kind]);
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

/// The kind of a value.
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

/// The patterns as they stand in the schema, in an order that does not depend on how they are encoded.
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

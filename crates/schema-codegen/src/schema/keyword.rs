//! Everything the generator knows of a keyword, in one row of one table.
//!
//! A stage that needs the keywords of some sort asks this table; no other file lists keywords. A
//! test compares the runtime's two lists with it.

use referencing::Draft;
use serde_json::{Map, Value};

use Application::{AllOf, Children, Choice, Conditional, Search, Unevaluated};
use Draft::{Draft4, Draft6, Draft7, Draft201909, Draft202012};
use Encoding::{Listed, Newtype, NotEncoded, Residual, Structure};
use JsonType::{Array, Number, Object, String};
use Role::{Anchor, Annotation, Applicator, Assertion, Content, Identifier, Reference};
use ShapeOfValue::{Plain, Schema, SchemaByName, SchemaOrNames, SchemaOrSchemas, Schemas};

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keyword {
    pub(crate) name: &'static str,
    /// The drafts that know it, as the validator has them; `None` for keywords of `OpenAPI` and our
    /// own.
    drafts: Option<(Draft, Draft)>,
    pub(crate) vocabulary: Option<Vocabulary>,
    pub(crate) role: Role,
    /// The JSON type of the instances that it can reject; `None` for any.
    pub(crate) applies_to: Option<JsonType>,
    pub(crate) value: ShapeOfValue,
    pub(crate) encoding: Encoding,
    /// Whether it treats all properties or all items of an instance alike, as a map or a list does.
    pub(crate) is_uniform: bool,
    /// Whether it can reject an object for a property that no `properties` of the schema names.
    pub(crate) may_close: bool,
}

/// What a keyword is for (core specification, section 7.1). There, `$ref` and its like are
/// applicators; here they have a role of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Names a schema, or holds schemas that references name.
    Identifier,
    /// Names a schema inside a resource; outside of the resource the name is lost.
    Anchor { dynamic: bool },
    /// Applies the schema it refers to.
    Reference { dynamic: bool },
    /// Describes an instance and rejects none.
    Annotation,
    /// An annotation, but in drafts 6 and 7 an assertion (validation specification of draft 7,
    /// section 8).
    Content,
    /// Rejects instances by itself.
    Assertion,
    /// Applies subschemas.
    Applicator(Application),
}

/// Where an applicator applies its subschemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Application {
    /// All to the same instance.
    AllOf,
    /// To the same instance, which one or some of the branches have to accept.
    Choice,
    /// To the same instance, under a condition or negated.
    Conditional,
    /// To items or property values.
    Children,
    /// To items, some of which have to be accepted (`contains`), or to property names, all of which
    /// have to be.
    Search,
    /// To children that no other keyword has evaluated.
    Unevaluated,
}

/// The JSON types that have keywords of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonType {
    Array,
    Number,
    Object,
    String,
}

impl JsonType {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Array => "array",
            Number => "number",
            Object => "object",
            String => "string",
        }
    }
}

/// A vocabulary that a metaschema can switch off. `core` is always in force; vocabularies of
/// annotations change nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    Applicator,
    Unevaluated,
    Validation,
    Format,
}

/// How the value of a keyword holds subschemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShapeOfValue {
    /// The value is a schema.
    Schema,
    /// The value is an array of schemas.
    Schemas,
    /// The value is an object whose members are schemas.
    SchemaByName,
    /// `items` of the drafts before 2020-12: a schema or an array of them.
    SchemaOrSchemas,
    /// `dependencies`: members are schemas or arrays of names.
    SchemaOrNames,
    /// The value holds no schema.
    Plain,
}

/// How a Rust type can encode a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// By its structure: fields, items, the Rust type itself.
    Structure,
    /// By the values it lists.
    Listed,
    /// By a newtype, which checks its one value when it is constructed.
    Newtype,
    /// Not at all: a residual check after reading spans properties or items.
    Residual,
    /// Not applicable: references and choices lead to types, annotations to documentation.
    NotEncoded,
}

impl Keyword {
    const fn new(name: &'static str, role: Role) -> Self {
        Self {
            name,
            drafts: None,
            vocabulary: None,
            role,
            applies_to: None,
            value: Plain,
            encoding: NotEncoded,
            is_uniform: false,
            may_close: false,
        }
    }

    const fn assertion(name: &'static str, encoding: Encoding) -> Self {
        let mut keyword = Self::new(name, Assertion);
        keyword.vocabulary = Some(Vocabulary::Validation);
        keyword.encoding = encoding;
        keyword.drafts(Draft4, Draft202012)
    }

    const fn applicator(name: &'static str, to: Application, value: ShapeOfValue) -> Self {
        let mut keyword = Self::new(name, Applicator(to));
        keyword.vocabulary = Some(Vocabulary::Applicator);
        keyword.value = value;
        keyword.encoding = match to {
            Children => Structure,
            Conditional | Search => Residual,
            AllOf | Choice | Unevaluated => NotEncoded,
        };
        keyword.drafts(Draft4, Draft202012)
    }

    const fn drafts(mut self, first: Draft, last: Draft) -> Self {
        self.drafts = Some((first, last));
        self
    }

    const fn since(self, first: Draft) -> Self {
        self.drafts(first, Draft202012)
    }

    const fn of(mut self, applies_to: JsonType) -> Self {
        self.applies_to = Some(applies_to);
        self
    }

    const fn vocabulary(mut self, vocabulary: Option<Vocabulary>) -> Self {
        self.vocabulary = vocabulary;
        self
    }

    const fn value(mut self, value: ShapeOfValue) -> Self {
        self.value = value;
        self
    }

    const fn uniform(mut self) -> Self {
        self.is_uniform = true;
        self
    }

    const fn closing(mut self) -> Self {
        self.may_close = true;
        self
    }

    /// Whether a draft knows it.
    pub(crate) fn is_known_in(&self, draft: Draft) -> bool {
        self.drafts
            .is_some_and(|(first, last)| (first..=last).contains(&draft))
    }

    /// Whether it can reject an instance in some draft, even if it is an annotation in others.
    pub(super) fn asserts(&self) -> bool {
        self.is_rule() || self.role == Content
    }

    /// Whether a draft knows it and it can reject an instance there.
    pub(super) fn asserts_in(&self, draft: Draft) -> bool {
        let is_annotation = self.role == Content && !matches!(draft, Draft6 | Draft7);
        self.is_known_in(draft) && self.asserts() && !is_annotation
    }

    /// Whether it can reject an instance in some draft, by itself or through its subschemas.
    pub(crate) const fn is_rule(&self) -> bool {
        !matches!(
            self.role,
            Identifier | Anchor { dynamic: false } | Annotation | Content
        )
    }

    /// Whether it applies subschemas to the same instance, under a condition or negated, whatever
    /// the instance's JSON type.
    pub(crate) fn is_condition(&self) -> bool {
        self.role == Applicator(Conditional) && self.applies_to.is_none()
    }

    /// Whether it applies subschemas to the same instance, other than all of them.
    pub(crate) fn is_choice_or_condition(&self) -> bool {
        matches!(self.role, Applicator(Choice | Conditional))
    }

    /// Whether it applies to strings or numbers only.
    pub(crate) fn is_of_scalars(&self) -> bool {
        matches!(self.applies_to, Some(String | Number))
    }

    /// Whether it is an assertion that a type can encode without looking at what is inside the
    /// instance.
    pub(crate) fn is_plain_assertion(&self) -> bool {
        self.role == Assertion && self.encoding != Residual
    }

    /// Whether its meaning depends on the schema resource that contains it.
    pub(crate) const fn is_scoped(&self) -> bool {
        matches!(self.role, Anchor { .. } | Reference { dynamic: true })
    }
}

/// All keywords, by name.
pub(crate) const TABLE: &[Keyword] = &[
    Keyword::new("$anchor", Anchor { dynamic: false }).since(Draft201909),
    Keyword::new("$comment", Annotation),
    Keyword::new("$defs", Identifier)
        .since(Draft201909)
        .value(SchemaByName),
    Keyword::new("$dynamicAnchor", Anchor { dynamic: true }).since(Draft202012),
    Keyword::new("$dynamicRef", Reference { dynamic: true }).since(Draft202012),
    Keyword::new("$id", Identifier).since(Draft6),
    Keyword::new("$recursiveAnchor", Anchor { dynamic: true }).since(Draft201909),
    Keyword::new("$recursiveRef", Reference { dynamic: true }).since(Draft201909),
    Keyword::new("$ref", Reference { dynamic: false }).since(Draft4),
    Keyword::new("$schema", Identifier).since(Draft4),
    Keyword::new("$vocabulary", Identifier),
    Keyword::applicator("additionalItems", Children, Schema).of(Array),
    Keyword::applicator("additionalProperties", Children, Schema)
        .of(Object)
        .uniform()
        .closing(),
    Keyword::applicator("allOf", AllOf, Schemas),
    Keyword::applicator("anyOf", Choice, Schemas),
    Keyword::assertion("const", Listed).since(Draft6),
    Keyword::applicator("contains", Search, Schema)
        .of(Array)
        .since(Draft6),
    Keyword::new("contentEncoding", Content)
        .of(String)
        .since(Draft6),
    Keyword::new("contentMediaType", Content)
        .of(String)
        .since(Draft6),
    Keyword::new("contentSchema", Annotation)
        .since(Draft201909)
        .value(Schema),
    Keyword::new("default", Annotation),
    Keyword::new("definitions", Identifier)
        .since(Draft4)
        .value(SchemaByName),
    Keyword::applicator("dependencies", Conditional, SchemaOrNames)
        .of(Object)
        .vocabulary(None),
    Keyword::assertion("dependentRequired", Residual)
        .of(Object)
        .since(Draft201909),
    Keyword::applicator("dependentSchemas", Conditional, SchemaByName)
        .of(Object)
        .since(Draft201909),
    Keyword::new("deprecated", Annotation),
    Keyword::new("description", Annotation),
    Keyword::new("discriminator", Annotation),
    Keyword::applicator("else", Conditional, Schema).since(Draft7),
    Keyword::assertion("enum", Listed),
    Keyword::new("example", Annotation),
    Keyword::new("examples", Annotation),
    Keyword::assertion("exclusiveMaximum", Newtype).of(Number),
    Keyword::assertion("exclusiveMinimum", Newtype).of(Number),
    Keyword::new("externalDocs", Annotation),
    Keyword::assertion("format", Newtype)
        .of(String)
        .vocabulary(Some(Vocabulary::Format)),
    Keyword::new("id", Identifier).drafts(Draft4, Draft4),
    Keyword::applicator("if", Conditional, Schema).since(Draft7),
    Keyword::applicator("items", Children, SchemaOrSchemas)
        .of(Array)
        .uniform(),
    Keyword::assertion("maxContains", Residual)
        .of(Array)
        .since(Draft201909),
    Keyword::assertion("maxItems", Newtype).of(Array).uniform(),
    Keyword::assertion("maxLength", Newtype).of(String),
    Keyword::assertion("maxProperties", Residual)
        .of(Object)
        .uniform()
        .closing(),
    Keyword::assertion("maximum", Newtype).of(Number),
    Keyword::assertion("minContains", Residual)
        .of(Array)
        .since(Draft201909),
    Keyword::assertion("minItems", Newtype).of(Array).uniform(),
    Keyword::assertion("minLength", Newtype).of(String),
    Keyword::assertion("minProperties", Residual)
        .of(Object)
        .uniform(),
    Keyword::assertion("minimum", Newtype).of(Number),
    Keyword::assertion("multipleOf", Newtype).of(Number),
    Keyword::applicator("not", Conditional, Schema).closing(),
    Keyword::new("nullable", Annotation),
    Keyword::applicator("oneOf", Choice, Schemas),
    Keyword::assertion("pattern", Newtype).of(String),
    Keyword::applicator("patternProperties", Children, SchemaByName).of(Object),
    Keyword::applicator("prefixItems", Children, Schemas)
        .of(Array)
        .since(Draft202012),
    Keyword::applicator("properties", Children, SchemaByName).of(Object),
    Keyword::applicator("propertyNames", Search, Schema)
        .of(Object)
        .since(Draft6)
        .closing(),
    Keyword::new("readOnly", Annotation),
    Keyword::assertion("required", Structure).of(Object),
    Keyword::applicator("then", Conditional, Schema).since(Draft7),
    Keyword::new("title", Annotation),
    Keyword::assertion("type", Structure),
    Keyword::applicator("unevaluatedItems", Unevaluated, Schema)
        .of(Array)
        .since(Draft201909)
        .vocabulary(Some(Vocabulary::Unevaluated)),
    Keyword::applicator("unevaluatedProperties", Unevaluated, Schema)
        .of(Object)
        .since(Draft201909)
        .vocabulary(Some(Vocabulary::Unevaluated))
        .closing(),
    Keyword::assertion("uniqueItems", Residual)
        .of(Array)
        .uniform(),
    Keyword::new("writeOnly", Annotation),
    Keyword::new("x-extensible-enum", Annotation),
    Keyword::new("x-source", Annotation),
    Keyword::new("xml", Annotation),
];

/// The row of a keyword.
pub(crate) fn keyword(name: &str) -> Option<&'static Keyword> {
    let found = TABLE.binary_search_by(|row| row.name.cmp(name));
    found.ok().and_then(|index| TABLE.get(index))
}

/// Whether a keyword is known and of some sort.
pub(crate) fn is(name: &str, sort: impl Fn(&Keyword) -> bool) -> bool {
    keyword(name).is_some_and(sort)
}

/// The names of the keywords of some sort.
pub(crate) fn names(sort: impl Fn(&Keyword) -> bool) -> impl Iterator<Item = &'static str> {
    TABLE
        .iter()
        .filter(move |row| sort(row))
        .map(|row| row.name)
}

/// Whether a schema has a keyword of some sort.
pub(crate) fn has(
    schema: &Map<std::string::String, Value>,
    sort: impl Fn(&Keyword) -> bool,
) -> bool {
    schema.keys().any(|name| is(name, &sort))
}

/// The keywords of some sort that a schema has, with their values.
pub(crate) fn only(
    schema: &Map<std::string::String, Value>,
    sort: impl Fn(&Keyword) -> bool,
) -> Map<std::string::String, Value> {
    let kept = schema.iter().filter(|(name, _)| is(name, &sort));
    kept.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Whether a keyword can reject an instance in some draft. Unknown keywords count: a caller that
/// does not know what they do must not drop them.
pub(crate) fn is_rule(name: &str) -> bool {
    keyword(name).is_none_or(Keyword::is_rule)
}

/// Whether a draft knows a keyword.
pub(super) fn is_known(draft: Draft, name: &str) -> bool {
    is(name, |keyword| keyword.is_known_in(draft))
}

/// Whether a keyword can reject an instance. For keywords of a loaded document, from which those
/// that assert something in other drafts only have been removed.
pub(crate) fn asserts(name: &str) -> bool {
    is(name, Keyword::asserts)
}

/// Whether a keyword is known and never rejects an instance.
pub(super) fn annotates(name: &str) -> bool {
    is(name, |keyword| !keyword.asserts())
}

/// Whether a keyword holds schemas for others to refer to.
pub(super) fn holds_definitions(name: &str) -> bool {
    is(name, |it| it.role == Identifier && it.value == SchemaByName)
}

/// How the value of a keyword holds subschemas, in any draft that has the keyword.
pub(crate) fn shape_of_keyword(name: &str) -> ShapeOfValue {
    keyword(name).map_or(Plain, |keyword| keyword.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_by_name() {
        assert!(TABLE.is_sorted_by(|one, next| one.name < next.name));
    }

    /// The crate that resolves references decides by its own list which keywords a draft has.
    #[test]
    fn drafts_know_what_the_validator_says_they_know() {
        for draft in [Draft4, Draft6, Draft7, Draft201909, Draft202012] {
            for row in TABLE {
                let known = draft.is_known_keyword(row.name);
                assert_eq!(row.is_known_in(draft), known, "{} in {draft:?}", row.name);
            }
        }
    }

    #[test]
    fn what_rejects_nothing_applies_nothing() {
        for row in TABLE.iter().filter(|row| !row.is_rule()) {
            assert_eq!(row.encoding, NotEncoded, "{}", row.name);
            assert_eq!(row.vocabulary, None, "{}", row.name);
        }
    }

    #[test]
    fn a_schema_is_asked_for_sorts_of_keywords() {
        let schema = serde_json::json!({"properties": {}, "title": "T", "minimum": 1, "x-more": 1});
        let schema = schema.as_object().unwrap();
        assert!(has(schema, |it| it.applies_to == Some(Object)));
        assert!(!has(schema, |it| it.applies_to == Some(Array)));
        let left: Vec<_> = only(schema, Keyword::is_of_scalars).into_iter().collect();
        assert_eq!(left, [("minimum".to_owned(), serde_json::json!(1))]);
        assert!(is_rule("x-more") && !is_rule("title"));
    }
}

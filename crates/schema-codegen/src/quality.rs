//! Figures about the types of a plan, with the reasons why some fall short. They show, for example,
//! whether types are exact only because they are `Value`s with full validation.
//!
//! The figures never affect a type.

mod display;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use crate::plan::{Body, Discriminator, Member, NewtypePlan, Plan, Proof, Rule, Type, TypePlan};

/// A figure: how many of all are good, and why the others are not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// The number of all.
    pub all: usize,
    /// The number of good ones.
    pub good: usize,
    /// The number of others by reason. A reason names keywords of the schema.
    pub reasons: BTreeMap<String, usize>,
}

impl Figure {
    /// The good ones in per cent of all; 100 if there are none at all.
    ///
    /// ```
    /// let figure = schema_codegen::Figure { all: 8, good: 6, ..Default::default() };
    /// assert_eq!(figure.percent(), 75.0);
    /// ```
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of types are far below 2^52"
    )]
    pub fn percent(&self) -> f64 {
        if self.all == 0 {
            return 100.0;
        }
        100.0 * self.good as f64 / self.all as f64
    }

    fn good(&mut self) {
        self.all += 1;
        self.good += 1;
    }

    fn short(&mut self, reason: String) {
        self.all += 1;
        *self.reasons.entry(reason).or_default() += 1;
    }
}

impl AddAssign<&Self> for Figure {
    fn add_assign(&mut self, other: &Self) {
        self.all += other.all;
        self.good += other.good;
        for (reason, count) in &other.reasons {
            *self.reasons.entry(reason.clone()).or_default() += count;
        }
    }
}

/// Figures about the types of a run: what they encode, how they are read, and what makes them
/// exact.
///
/// ```
/// let output = schema_codegen::Builder::new()
///     .schema_text("s.json", r#"{"type": "object", "properties": {"id": {"type": "string"}}}"#)
///     .generate()?;
/// assert_eq!(output.quality().members.percent(), 100.0);
/// # Ok::<(), schema_codegen::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quality {
    /// Properties with assertions in the schema; good ones have a field whose type is more specific
    /// than `Value`.
    pub members: Figure,
    /// Types of objects; good ones are always read from JSON text by streaming, never from an
    /// intermediate `Value`.
    pub objects: Figure,
    /// Unions; good ones have a discriminator.
    pub unions: Figure,
    /// All types; good ones are named after a pin, a title, a definition, a file or the properties
    /// that lead to them, and not by counting positions, as in `Item2` or `First`.
    pub names: Figure,
    /// All types; good ones are proven to accept exactly what their schema accepts.
    pub proofs: Figure,
    /// The number of types that are not proven but exact by a residual check.
    pub checked: usize,
}

impl Quality {
    /// Each figure with its label, in the order of the report.
    #[must_use]
    pub fn figures(&self) -> [(&'static str, &Figure); 5] {
        [
            ("properties typed", &self.members),
            ("objects streamed", &self.objects),
            ("unions tagged", &self.unions),
            ("types named", &self.names),
            ("types proven exact", &self.proofs),
        ]
    }

    /// One line: how many types are exact by what.
    ///
    /// ```
    /// let quality = schema_codegen::Quality::default();
    /// assert_eq!(quality.proof_line(), "0 types: 0 proven exact, 0 exact by a check, 0 exact by the validator");
    /// ```
    #[must_use]
    pub fn proof_line(&self) -> String {
        let Figure { all, good, .. } = self.proofs;
        let noun = if all == 1 { "type" } else { "types" };
        let by_validator = all - good - self.checked;
        format!(
            "{all} {noun}: {good} proven exact, {} exact by a check, {by_validator} exact by the validator",
            self.checked
        )
    }
}

impl AddAssign<&Self> for Quality {
    fn add_assign(&mut self, other: &Self) {
        self.members += &other.members;
        self.objects += &other.objects;
        self.unions += &other.unions;
        self.names += &other.names;
        self.proofs += &other.proofs;
        self.checked += other.checked;
    }
}

/// The figures of a plan.
pub(crate) fn of(plan: &Plan) -> Quality {
    let mut quality = Quality::default();
    for ty in &plan.types {
        count_members(plan, ty, &mut quality.members);
        if is_object(ty) {
            match read::buffered(ty) {
                None => quality.objects.good(),
                Some(reason) => quality.objects.short(reason),
            }
        }
        if let Body::Union(union) = &ty.body {
            match union.by {
                Discriminator::Untagged { .. } => quality.unions.short(ty.origin.reason()),
                _ => quality.unions.good(),
            }
        }
        if ty.origin.by_position {
            quality.names.short(shape(&ty.body).to_owned());
        } else {
            quality.names.good();
        }
        match ty.proof {
            Proof::Exact => quality.proofs.good(),
            Proof::ByCheck => {
                quality.checked += 1;
                quality.proofs.short(format!(
                    "{}: by a check: {}",
                    shape(&ty.body),
                    ty.origin.reason()
                ));
            }
            Proof::ByValidator => {
                let reason = format!("{}: {}", shape(&ty.body), ty.origin.reason());
                quality.proofs.short(reason);
            }
        }
    }
    quality
}

/// Counts properties with a field, and described properties without one, which only full validation
/// covers.
fn count_members(plan: &Plan, ty: &TypePlan, figure: &mut Figure) {
    let declared: BTreeSet<&str> = members(&ty.body)
        .iter()
        .map(|member| &*member.wire)
        .collect();
    for member in members(&ty.body) {
        match untyped(plan, &member.ty, 0) {
            Untyped::No => figure.good(),
            Untyped::Because(reason) => figure.short(reason),
            // The schema accepts every value, so `Value` is the right type and does not count.
            Untyped::Anything => {}
        }
    }
    let has_untyped_properties = match &ty.body {
        Body::Object(_) => true,
        Body::Newtype(newtype) => is_whole(newtype) && holds_any_object(&newtype.inner),
        _ => false,
    };
    if has_untyped_properties {
        let described = ty.origin.described.iter();
        for _ in described.filter(|name| !declared.contains(name.as_str())) {
            figure.short(format!(
                "no field: {}: {}",
                shape(&ty.body),
                ty.origin.reason()
            ));
        }
    }
}

fn members(body: &Body) -> &[Member] {
    match body {
        Body::Object(object) => &object.members,
        _ => &[],
    }
}

/// Whether a type is no more specific than `Value`.
enum Untyped {
    No,
    Because(String),
    /// It is `Value`, and the schema accepts every value.
    Anything,
}

/// The maximum number of newtypes to follow, since a chain of them can be a cycle.
const LONGEST_CHAIN: usize = 16;

fn untyped(plan: &Plan, ty: &Type, steps: usize) -> Untyped {
    match ty {
        Type::Value => Untyped::Anything,
        Type::Option(inner) | Type::Boxed(inner) => untyped(plan, inner, steps),
        Type::Named(id) if steps < LONGEST_CHAIN => match plan.types.get(*id) {
            Some(ty) => untyped_by_newtype(plan, ty, steps),
            None => Untyped::No,
        },
        _ => Untyped::No,
    }
}

fn untyped_by_newtype(plan: &Plan, ty: &TypePlan, steps: usize) -> Untyped {
    let Body::Newtype(newtype) = &ty.body else {
        return Untyped::No;
    };
    match untyped(plan, &newtype.inner, steps + 1) {
        Untyped::Anything if is_whole(newtype) || ty.check.is_some() => {
            Untyped::Because(ty.origin.reason())
        }
        other => other,
    }
}

/// Whether a type holds objects whose properties are all `Value`s.
fn holds_any_object(ty: &Type) -> bool {
    match ty {
        Type::Value => true,
        Type::Map(value) => **value == Type::Value,
        _ => false,
    }
}

/// Whether a newtype has full validation.
fn is_whole(newtype: &NewtypePlan) -> bool {
    let is_whole = |rule: &Rule| matches!(rule, Rule::Schema(_));
    newtype.rules.iter().any(is_whole)
}

fn is_object(ty: &TypePlan) -> bool {
    match &ty.body {
        Body::Object(_) => true,
        Body::Newtype(newtype) => matches!(newtype.inner, Type::Map(_)),
        _ => false,
    }
}

/// The kind of a type, in words.
fn shape(body: &Body) -> &'static str {
    match body {
        Body::Object(_) => "struct",
        Body::Enumeration(_) => "strings",
        Body::Constant(_) => "constant",
        Body::Union(union) => match union.by {
            Discriminator::JsonType(_) => "union by JSON type",
            Discriminator::Tag { .. } => "union by tag",
            Discriminator::Property { .. } => "union by property",
            Discriminator::Untagged { .. } => "union by trial",
        },
        Body::Tuple(_) => "tuple",
        Body::Newtype(newtype) => match newtype.inner {
            Type::Value => "value",
            Type::Map(_) => "map",
            Type::Array(_) => "list",
            Type::String | Type::DateTime => "string",
            Type::Number | Type::Integer | Type::PlainInteger | Type::Int(_) => "number",
            _ => "newtype",
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::{Builder, Figure, Quality};

    fn quality(schema: &str) -> Quality {
        let output = Builder::new().schema_text("s.json", schema).generate();
        output.unwrap().quality().clone()
    }

    fn counts(figure: &Figure) -> (usize, usize) {
        (figure.good, figure.all)
    }

    #[test]
    fn properties_without_assertions_do_not_count_and_those_without_a_field_fall_short() {
        let quality = quality(
            r#"{
                "type": "object",
                "properties": {
                    "typed": { "type": "string" },
                    "any": {},
                    "described": { "description": "anything" },
                    "excluded": { "not": { "type": "string" } }
                },
                "anyOf": [{ "properties": { "late": { "type": "string" } } }, { "required": ["typed"] }]
            }"#,
        );
        assert_eq!(quality.members.all - quality.members.good, 1, "{quality:?}");
        let reasons: Vec<_> = quality.members.reasons.keys().collect();
        assert_eq!(reasons, ["no field: struct: anyOf"]);
    }

    #[test]
    fn objects_in_an_untagged_union_are_streamed() {
        let quality = quality(
            r##"{
                "title": "Choice",
                "type": "object",
                "oneOf": [
                    { "title": "A", "properties": { "a": { "$ref": "#/$defs/deep" } }, "required": ["a"] },
                    { "title": "B", "properties": { "b": { "type": "string" } }, "required": ["b"] }
                ],
                "$defs": { "deep": { "type": "object", "properties": { "x": { "type": "null" } } } }
            }"##,
        );
        assert_eq!(counts(&quality.unions), (0, 1));
        assert_eq!(counts(&quality.objects), (3, 3));
    }

    #[test]
    fn types_whose_name_counts_positions_are_listed_by_their_shape() {
        let quality = quality(
            r#"{
                "title": "Root",
                "type": "object",
                "properties": {
                    "inner": { "type": "object", "properties": { "x": { "type": "null" } } },
                    "pair": {
                        "type": "array", "minItems": 2, "maxItems": 2,
                        "prefixItems": [{ "enum": ["a", "b"] }, { "title": "Second", "enum": ["c", "d"] }]
                    }
                }
            }"#,
        );
        assert_eq!(counts(&quality.names), (4, 5), "{quality:?}");
        assert_eq!(quality.names.reasons["strings"], 1);
        assert_eq!(counts(&quality.proofs), (5, 5), "{quality:?}");
        let mut doubled = quality.clone();
        doubled += &quality;
        assert_eq!(counts(&doubled.names), (8, 10));
        assert_eq!(doubled.names.reasons["strings"], 2);
    }
}

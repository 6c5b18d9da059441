//! How good the types of a plan are, so that exactness is not bought with `Value` everywhere.
//!
//! Takes a finished [`Plan`]; gives counts, and the commonest reasons for what falls short. Never
//! decides anything about a type.

mod display;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use crate::plan::{Body, Discriminator, Member, NewtypePlan, Plan, Proof, Rule, Type, TypePlan};

/// How many of all there are do well, and why the others do not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Share {
    /// All that were looked at.
    pub all: usize,
    /// Those that do well.
    pub good: usize,
    /// How often each reason stands against one. A reason names keywords of the schema.
    pub reasons: BTreeMap<String, usize>,
}

impl Share {
    /// The good ones in per cent of all; 100 when there are none at all.
    ///
    /// ```
    /// let share = schema_codegen::Share { all: 8, good: 6, ..Default::default() };
    /// assert_eq!(share.percent(), 75.0);
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

impl AddAssign<&Self> for Share {
    fn add_assign(&mut self, other: &Self) {
        self.all += other.all;
        self.good += other.good;
        for (reason, count) in &other.reasons {
            *self.reasons.entry(reason.clone()).or_default() += count;
        }
    }
}

/// What the types of a run say, how they are read, and how sure it is that they are right.
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
    /// Members of objects for which the schema has a rule; good ones have a field whose type says
    /// more than `Value`.
    pub members: Share,
    /// Types of objects; good ones are always read straight from the text, never out of a `Value`
    /// that was built before or beside them.
    pub objects: Share,
    /// Types that are a choice; good ones know their variant without trying.
    pub unions: Share,
    /// All types; good ones are named by a pin, a title, a definition, a file or the members that
    /// lead to them, and not by counting places, as in `Item2` or `First`.
    pub names: Share,
    /// All types; good ones are proven to accept exactly what their schema accepts.
    pub proofs: Share,
    /// Of the types that are not proven: those that a generated check makes exact, without the
    /// validator.
    pub checked: usize,
}

impl Quality {
    /// Each share with what it counts, in the order in which they are told.
    #[must_use]
    pub fn shares(&self) -> [(&'static str, &Share); 5] {
        [
            ("members typed", &self.members),
            ("objects streamed", &self.objects),
            ("unions told apart", &self.unions),
            ("types named", &self.names),
            ("types proven exact", &self.proofs),
        ]
    }

    /// In one line, how the types of a run come to be exact.
    ///
    /// ```
    /// let quality = schema_codegen::Quality::default();
    /// assert_eq!(quality.proof_line(), "0 types: 0 proven exact, 0 exact by a check, 0 exact by the validator");
    /// ```
    #[must_use]
    pub fn proof_line(&self) -> String {
        let Share { all, good, .. } = self.proofs;
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

/// Counts over all types of a plan.
pub(crate) fn of(plan: &Plan) -> Quality {
    let mut quality = Quality::default();
    let buffered = read::buffered(plan);
    for (ty, buffered) in plan.types.iter().zip(&buffered) {
        count_members(plan, ty, &mut quality.members);
        if is_object(ty) {
            match buffered {
                None => quality.objects.good(),
                Some(reason) => quality.objects.short(reason.clone()),
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

/// Members with a field, and those that only the validator behind the type knows of.
fn count_members(plan: &Plan, ty: &TypePlan, share: &mut Share) {
    let told: BTreeSet<&str> = members(&ty.body)
        .iter()
        .map(|member| &*member.wire)
        .collect();
    for member in members(&ty.body) {
        match untold(plan, &member.ty, 0) {
            Untold::No => share.good(),
            Untold::Because(reason) => share.short(reason),
            // The schema accepts anything, so there is nothing to say.
            Untold::Nothing => {}
        }
    }
    let known_to_the_validator = match &ty.body {
        Body::Object(_) => true,
        Body::Newtype(newtype) => is_whole(newtype) && holds_any_object(&newtype.inner),
        _ => false,
    };
    if known_to_the_validator {
        let described = ty.origin.described.iter();
        for _ in described.filter(|name| !told.contains(name.as_str())) {
            share.short(format!(
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

/// Whether a type says no more than `Value`.
enum Untold {
    No,
    Because(String),
    /// It is `Value` since the schema accepts every value.
    Nothing,
}

/// Named types are followed only so far: a chain of them that comes back to itself says nothing.
const LONGEST_CHAIN: usize = 16;

fn untold(plan: &Plan, ty: &Type, steps: usize) -> Untold {
    match ty {
        Type::Value => Untold::Nothing,
        Type::Option(inner) | Type::Boxed(inner) => untold(plan, inner, steps),
        Type::Named(id) if steps < LONGEST_CHAIN => match plan.types.get(*id) {
            Some(ty) => untold_by_newtype(plan, ty, steps),
            None => Untold::No,
        },
        _ => Untold::No,
    }
}

fn untold_by_newtype(plan: &Plan, ty: &TypePlan, steps: usize) -> Untold {
    let Body::Newtype(newtype) = &ty.body else {
        return Untold::No;
    };
    match untold(plan, &newtype.inner, steps + 1) {
        Untold::Nothing if is_whole(newtype) || ty.check.is_some() => {
            Untold::Because(ty.origin.reason())
        }
        other => other,
    }
}

/// Whether the members of objects are values without a type.
fn holds_any_object(ty: &Type) -> bool {
    match ty {
        Type::Value => true,
        Type::Map(value) => **value == Type::Value,
        _ => false,
    }
}

/// Whether all of the schema is left to the validator.
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

/// What a type looks like, in a word.
fn shape(body: &Body) -> &'static str {
    match body {
        Body::Object(_) => "struct",
        Body::Enumeration(_) => "strings",
        Body::Constant(_) => "constant",
        Body::Union(union) => match union.by {
            Discriminator::JsonType(_) => "union by kind",
            Discriminator::Tag { .. } => "union by tag",
            Discriminator::Property { .. } => "union by member",
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
    use crate::{Builder, Quality, Share};

    fn quality(schema: &str) -> Quality {
        let output = Builder::new().schema_text("s.json", schema).generate();
        output.unwrap().quality().clone()
    }

    fn counts(share: &Share) -> (usize, usize) {
        (share.good, share.all)
    }

    #[test]
    fn members_without_a_rule_do_not_count_and_those_behind_the_validator_fall_short() {
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
    fn objects_in_a_choice_are_read_out_of_a_value() {
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
        assert_eq!(counts(&quality.objects), (0, 3));
        assert_eq!(quality.objects.reasons["inside a choice: oneOf"], 3);
    }

    #[test]
    fn types_whose_name_counts_places_are_told_by_their_shape() {
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

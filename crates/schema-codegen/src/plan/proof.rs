//! The plan proves itself: each type states as a schema what it accepts, and the algebra holds the
//! statement against the source, in both directions.
//!
//! A type's children are stated by the places they were planned from, since each has a proof of
//! its own; so a proof is local, and recursion needs none.

use referencing::Draft;
use serde_json::{Map, Number, Value, json};

use super::condition;
use super::node::all_of;
use super::planner::{Planner, Slot};
use super::{
    Body, Discriminator, Names, NewtypePlan, ObjectPlan, Presence, Rest, Rule, TuplePlan, Type,
    TypeId, TypePlan, UnionPlan,
};
use crate::diagnostic::Code;
use crate::schema::{Detail, objects_in};
use crate::semantics::Comparison;

/// How many objects a schema may be made of to be compared with a type that cannot tell it all.
const MOST_OBJECTS: usize = 1024;

/// Compares what a type accepts with what its node accepts.
pub(super) fn prove(
    planner: &Planner<'_, '_>,
    types: &[TypePlan],
    id: TypeId,
) -> Result<Verdict, (Code, String)> {
    let (Some(ty), Some(slot)) = (types.get(id), planner.slots.get(id)) else {
        return Ok(Verdict::ByValidator);
    };
    if has_whole_schema(&ty.body) {
        let condition = condition::find(planner, ty, slot);
        return Ok(condition.map_or(Verdict::ByValidator, Verdict::Under));
    }
    let is_beyond =
        matches!(ty.body, Body::Object(_)) && condition::is_beyond_members(planner, slot);
    if is_beyond && let Some(condition) = condition::find(planner, ty, slot) {
        return Ok(Verdict::Under(condition));
    }
    if is_beyond && is_too_large(planner, slot) {
        return Ok(Verdict::ByValidator);
    }
    match compare_in_steps(planner, ty, slot) {
        Comparison::Equal => Ok(Verdict::Exact),
        Comparison::Narrower => {
            let message = format!(
                "the type `{}` would refuse what the schema accepts; this is a bug of the generator, please report it",
                ty.name
            );
            Err((Code::TooNarrow, message))
        }
        _ if is_beyond => Ok(Verdict::ByValidator),
        _ => {
            let condition = condition::find(planner, ty, slot);
            Ok(condition.map_or(Verdict::ByValidator, Verdict::Under))
        }
    }
}

/// Whether rules that no type says are so many that only the validator would be left after a long
/// time.
fn is_too_large(planner: &Planner<'_, '_>, slot: &Slot) -> bool {
    let source = planner
        .meanings
        .statement(&slot.node, Some(Detail::Shallow));
    source.is_some_and(|source| objects_in(&source) > MOST_OBJECTS)
}

fn compare_in_steps(planner: &Planner<'_, '_>, ty: &TypePlan, slot: &Slot) -> Comparison {
    let mut verdict = Comparison::Unknown;
    for &detail in details(&ty.body) {
        let compared = compare(planner, ty, slot, detail);
        let is_told = compared.is_some();
        verdict = compared.unwrap_or(Comparison::Unknown);
        match verdict {
            Comparison::Equal => break,
            // Told level by level, a difference can be one that never comes to be.
            Comparison::Narrower if detail.is_some() => {}
            _ if detail == Some(Detail::Shallow) && is_told => break,
            _ => {}
        }
    }
    verdict
}

/// What has been found out about a type.
pub(super) enum Verdict {
    Exact,
    /// It is exact under a condition.
    Under(String),
    /// Only the validator can tell.
    ByValidator,
}

/// What a type accepts, shallowly, but for a validator behind it.
pub(super) fn without_whole_schema(planner: &Planner<'_, '_>, body: &Body) -> Option<Value> {
    let writer = Writer {
        planner,
        draft: planner.schemas.main_draft(),
        detail: Some(Detail::Shallow),
        names_apart: false,
    };
    writer.body(body)
}

/// How much is looked at, until it suffices: the less, the quicker. In the end, where less cannot be
/// told or seems to refuse too much, everything.
fn details(body: &Body) -> &'static [Option<Detail>] {
    const IN_STEPS: &[Option<Detail>] = &[
        Some(Detail::Cut),
        Some(Detail::Branches),
        Some(Detail::Shallow),
        None,
    ];
    match body {
        Body::Newtype(_) => IN_STEPS,
        Body::Union(union) => match union.by {
            Discriminator::JsonType(_) => IN_STEPS,
            _ => IN_STEPS.get(1..).unwrap_or_default(),
        },
        _ => IN_STEPS.get(2..).unwrap_or_default(),
    }
}

/// `None` when so much, and no more, cannot be told of the type.
fn compare(
    planner: &Planner<'_, '_>,
    ty: &TypePlan,
    slot: &Slot,
    detail: Option<Detail>,
) -> Option<Comparison> {
    let source = planner.meanings.statement(&slot.node, detail)?;
    let held = |names_apart| {
        let writer = Writer {
            planner,
            draft: planner.schemas.main_draft(),
            detail,
            names_apart,
        };
        Some(planner.compare(&writer.body(&ty.body)?, &source))
    };
    match held(false)? {
        // Said plainly, the pattern of a group also speaks of the declared members that match it.
        Comparison::Narrower if has_groups(&ty.body) => held(true),
        verdict => Some(verdict),
    }
}

fn has_groups(body: &Body) -> bool {
    matches!(body, Body::Object(object) if !object.groups.is_empty())
}

impl Planner<'_, '_> {
    /// How two statements compare; unknown where the algebra cannot read one.
    pub(super) fn compare(&self, stated: &Value, source: &Value) -> Comparison {
        if stated == source {
            return Comparison::Equal;
        }
        let meaning = |statement| self.semantics.meaning(statement);
        match (meaning(stated), meaning(source)) {
            (Ok(stated), Ok(source)) => stated.compare(&source),
            _ => Comparison::Unknown,
        }
    }
}

pub(super) fn has_whole_schema(body: &Body) -> bool {
    let is_whole = |rule: &Rule| matches!(rule, Rule::Schema(_));
    matches!(body, Body::Newtype(newtype) if newtype.rules.iter().any(is_whole))
}

struct Writer<'w, 'p, 'd> {
    planner: &'w Planner<'p, 'd>,
    draft: Draft,
    /// How much is told of what the type is made of; everything when `None`.
    detail: Option<Detail>,
    /// Whether the patterns of groups leave out the declared members, as the reader does.
    names_apart: bool,
}

impl Writer<'_, '_, '_> {
    fn body(&self, body: &Body) -> Option<Value> {
        Some(match body {
            Body::Object(object) => self.object(object)?,
            Body::Enumeration(list) if list.unknown.is_some() => json!({ "type": "string" }),
            Body::Enumeration(list) => {
                let values: Vec<_> = list.variants.iter().map(|variant| &variant.wire).collect();
                json!({ "enum": values })
            }
            Body::Constant(constant) => json!({ "enum": [constant.value] }),
            Body::Newtype(newtype) => self.newtype(newtype)?,
            Body::Union(union) => self.union(union)?,
            Body::Tuple(tuple) => self.tuple(tuple)?,
        })
    }

    /// A type that stands inside a value: a member's, an item's.
    fn inside(&self, ty: &Type) -> Option<Value> {
        self.told(ty, self.detail.map(|_| Detail::Cut))
    }

    /// A member's or an item's value, when it is there.
    fn present(&self, ty: &Type, presence: Presence) -> Option<Value> {
        let value = self.inside(ty)?;
        Some(if presence.is_nullable() {
            json!({ "anyOf": [value, { "type": "null" }] })
        } else {
            value
        })
    }

    /// A type that has the very value, such as that of a variant.
    fn in_place(&self, ty: &Type) -> Option<Value> {
        match self.detail {
            // Of a choice, the branches are told in short.
            Some(Detail::Branches) => self.told(ty, Some(Detail::Cut)),
            detail => self.told(ty, detail),
        }
    }

    fn told(&self, ty: &Type, detail: Option<Detail>) -> Option<Value> {
        Some(match ty {
            Type::Bool => json!({ "type": "boolean" }),
            Type::Int(width) => {
                let (minimum, maximum) = width.range();
                let bound = |bound: i128| {
                    let signed = i64::try_from(bound).map(Number::from);
                    signed
                        .or_else(|_| u64::try_from(bound).map(Number::from))
                        .ok()
                };
                json!({ "type": "integer", "minimum": bound(minimum), "maximum": bound(maximum) })
            }
            Type::Integer | Type::PlainInteger => json!({ "type": "integer" }),
            Type::Number => json!({ "type": "number" }),
            Type::String => json!({ "type": "string" }),
            Type::DateTime => json!({ "type": "string", "format": "date-time" }),
            Type::Null => json!({ "type": "null" }),
            Type::Value => json!({}),
            Type::Array(item) => json!({ "type": "array", "items": self.inside(item)? }),
            Type::Map(value) => {
                json!({ "type": "object", "additionalProperties": self.inside(value)? })
            }
            Type::Option(inner) => {
                json!({ "anyOf": [self.told(inner, detail)?, { "type": "null" }] })
            }
            Type::Boxed(inner) => self.told(inner, detail)?,
            Type::Named(id) => {
                let slot = self.planner.slots.get(*id)?;
                self.planner.meanings.statement(&slot.node, detail)?
            }
        })
    }

    fn object(&self, object: &ObjectPlan) -> Option<Value> {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for member in &object.members {
            let value = self.present(&member.ty, member.presence)?;
            properties.insert(member.wire.clone(), value);
            if member.presence.is_required() {
                required.push(member.wire.clone());
            }
        }
        let rest = match &object.rest {
            Rest::Closed => Value::Bool(false),
            Rest::Open { ty, .. } => self.inside(ty)?,
        };
        let mut patterns = Map::new();
        for group in &object.groups {
            // What matches several patterns has to satisfy what each of them says.
            if let Names::Any(all) = &group.names {
                let value = match (&group.kept, &object.rest) {
                    (Some((_, ty)), _) => self.inside(ty)?,
                    // Without the pattern they are refused as well, and declared members are not.
                    (None, Rest::Closed) => continue,
                    (None, Rest::Open { .. }) => json!({ "not": {} }),
                };
                let names = all.iter().map(|it| self.names(it, object));
                patterns.extend(names.map(|it| (it, value.clone())));
            }
        }
        let mut statement = json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": rest,
        });
        if !patterns.is_empty() {
            statement["patternProperties"] = Value::Object(patterns);
        }
        if !required.is_empty() {
            statement["required"] = json!(required);
        }
        Some(statement)
    }

    /// The expression for the names of a group.
    fn names(&self, pattern: &str, object: &ObjectPlan) -> String {
        if !self.names_apart || object.members.is_empty() {
            return pattern.to_owned();
        }
        let declared = object.members.iter().map(|it| literally(&it.wire));
        let declared = declared.collect::<Vec<_>>().join("|");
        format!(r"^(?!(?:{declared})$)(?=[\s\S]*?(?:{pattern}))")
    }

    fn newtype(&self, newtype: &NewtypePlan) -> Option<Value> {
        let rules = newtype.rules.iter().map(|rule| self.rule(rule));
        let patterns = newtype.rules.iter().find_map(|rule| match rule {
            Rule::NamesMatch(patterns) => Some(patterns),
            _ => None,
        });
        let inner = match (&newtype.inner, patterns) {
            (Type::Map(value), Some(patterns)) => {
                let value = self.inside(value)?;
                let matched = patterns.iter().map(|it| (it.clone(), value.clone()));
                json!({
                    "type": "object",
                    "patternProperties": matched.collect::<Map<_, _>>(),
                    "additionalProperties": false,
                })
            }
            (inner, _) => self.in_place(inner)?,
        };
        Some(all_of([inner].into_iter().chain(rules).collect()))
    }

    fn rule(&self, rule: &Rule) -> Value {
        let exclusive = |keyword: &str, plain: &str, bound: &Number| match self.draft {
            Draft::Draft4 => json!({ plain: bound, keyword: true }),
            _ => json!({ keyword: bound }),
        };
        match rule {
            Rule::MinLength(n) => json!({ "minLength": n }),
            Rule::MaxLength(n) => json!({ "maxLength": n }),
            Rule::Pattern(pattern) => json!({ "pattern": pattern }),
            Rule::OneOf(values) => json!({ "enum": values }),
            Rule::EachName(rules) => {
                let rules = rules.iter().map(|rule| self.rule(rule)).collect();
                json!({ "propertyNames": all_of(rules) })
            }
            Rule::MinItems(n) => json!({ "minItems": n }),
            Rule::MaxItems(n) => json!({ "maxItems": n }),
            Rule::MinProperties(n) => json!({ "minProperties": n }),
            Rule::MaxProperties(n) => json!({ "maxProperties": n }),
            Rule::Minimum(n) => json!({ "minimum": n }),
            Rule::Maximum(n) => json!({ "maximum": n }),
            Rule::ExclusiveMinimum(n) => exclusive("exclusiveMinimum", "minimum", n),
            Rule::ExclusiveMaximum(n) => exclusive("exclusiveMaximum", "maximum", n),
            // Such a type is exact by its check; what is left to prove is told without it. And
            // patterns are told with the map.
            Rule::Condition(_) | Rule::NamesMatch(_) | Rule::Schema(_) => json!({}),
        }
    }

    fn union(&self, union: &UnionPlan) -> Option<Value> {
        match &union.by {
            Discriminator::JsonType(kinds) => {
                let types = kinds.iter().map(|kind| json!({ "type": kind.keyword() }));
                self.selected(union, types)
            }
            Discriminator::Tag {
                property, values, ..
            } => {
                let tags = values.iter().map(|values| {
                    json!({
                        "type": "object",
                        "required": [property],
                        "properties": { property: { "enum": values } },
                    })
                });
                self.selected(union, tags)
            }
            Discriminator::Property { keyword, .. } => self.branches(keyword, union),
            Discriminator::Untagged { exclusive: true } => self.branches("oneOf", union),
            Discriminator::Untagged { exclusive: false } => self.branches("anyOf", union),
        }
    }

    /// Each variant beside the schema of what selects it.
    fn selected(&self, union: &UnionPlan, selectors: impl Iterator<Item = Value>) -> Option<Value> {
        let branches = union
            .variants
            .iter()
            .zip(selectors)
            .map(|(variant, selector)| {
                Some(json!({ "allOf": [self.in_place(&variant.ty)?, selector] }))
            });
        Some(json!({ "anyOf": branches.collect::<Option<Vec<_>>>()? }))
    }

    fn branches(&self, keyword: &str, union: &UnionPlan) -> Option<Value> {
        let branches = union
            .variants
            .iter()
            .map(|variant| self.in_place(&variant.ty));
        Some(json!({ keyword: branches.collect::<Option<Vec<_>>>()? }))
    }

    fn tuple(&self, tuple: &TuplePlan) -> Option<Value> {
        let items = tuple.items.iter();
        let items = items.map(|item| self.present(&item.ty, item.presence));
        let items: Vec<Value> = items.collect::<Option<_>>()?;
        let required = tuple.items.iter().filter(|it| it.presence.is_required());
        let (prefix, further) = if self.draft <= Draft::Draft201909 {
            ("items", "additionalItems")
        } else {
            ("prefixItems", "items")
        };
        let rest = match &tuple.rest {
            Some(rest) => self.inside(rest)?,
            None => Value::Bool(false),
        };
        Some(json!({
            "type": "array",
            prefix: items,
            further: rest,
            "minItems": required.count(),
        }))
    }
}

/// An expression that matches a text and no other.
fn literally(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() && c != '_' {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

//! The plan proves itself: each type states as a schema what it accepts, and the algebra holds the
//! statement against the source, in both directions.
//!
//! A type's children are stated by the places they were planned from, since each has a proof of
//! its own; so a proof is local, and recursion needs none.

use referencing::Draft;
use serde_json::{Map, Number, Value, json};

use super::planner::Planner;
use super::{
    Body, ChoicePlan, NewtypePlan, ObjectPlan, Presence, Proof, Rest, Rule, TaggedPlan, TuplePlan,
    Type, TypeId, TypePlan, UnionPlan,
};
use crate::diagnostic::Code;
use crate::semantics::Comparison;

/// Compares what a type accepts with what its node accepts.
pub(super) fn prove(
    planner: &Planner<'_, '_>,
    types: &[TypePlan],
    id: TypeId,
) -> Result<Proof, (Code, String)> {
    let (Some(ty), Some(slot)) = (types.get(id), planner.slots.get(id)) else {
        return Ok(Proof::ByValidator);
    };
    if has_whole_schema(&ty.body) {
        return Ok(Proof::ByValidator);
    }
    let writer = Writer {
        planner,
        draft: planner.schemas.draft(&slot.entry),
    };
    let stated = planner.semantics.meaning(&writer.body(&ty.body));
    let source = planner.meaning(&slot.node);
    let (Ok(stated), Ok(source)) = (stated, source) else {
        return Ok(Proof::ByValidator);
    };
    match stated.compare(&source) {
        Comparison::Equal => Ok(Proof::Exact),
        Comparison::Wider | Comparison::Unknown => Ok(Proof::ByValidator),
        Comparison::Narrower => {
            let refused = shown(stated.lacks(&source));
            let message = format!(
                "the type `{}` would refuse what the schema accepts{refused}; this is a bug of the generator, please report it",
                ty.name
            );
            Err((Code::TooNarrow, message))
        }
    }
}

pub(super) fn has_whole_schema(body: &Body) -> bool {
    let is_whole = |rule: &Rule| matches!(rule, Rule::Schema(_));
    matches!(body, Body::Newtype(newtype) if newtype.rules.iter().any(is_whole))
}

/// The values that make the difference, when their schema is short enough to read.
fn shown(difference: Option<Value>) -> String {
    match difference.map(|schema| schema.to_string()) {
        Some(text) if text.len() <= 200 => format!(" ({text})"),
        _ => String::new(),
    }
}

struct Writer<'w, 'p, 'd> {
    planner: &'w Planner<'p, 'd>,
    draft: Draft,
}

impl Writer<'_, '_, '_> {
    fn body(&self, body: &Body) -> Value {
        match body {
            Body::Object(object) => self.object(object),
            Body::Enumeration(list) if list.unknown.is_some() => json!({ "type": "string" }),
            Body::Enumeration(list) => {
                let values: Vec<_> = list.variants.iter().map(|variant| &variant.wire).collect();
                json!({ "enum": values })
            }
            Body::Constant(constant) => json!({ "enum": [constant.value] }),
            Body::Newtype(newtype) => self.newtype(newtype),
            Body::Union(union) => self.union(union),
            Body::Tagged(tagged) => self.tagged(tagged),
            Body::Choice(choice) => self.choice(choice),
            Body::Tuple(tuple) => self.tuple(tuple),
        }
    }

    fn ty(&self, ty: &Type) -> Value {
        match ty {
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
            Type::Array(item) => json!({ "type": "array", "items": self.ty(item) }),
            Type::Map(value) => {
                json!({ "type": "object", "additionalProperties": self.ty(value) })
            }
            Type::Option(inner) => json!({ "anyOf": [self.ty(inner), { "type": "null" }] }),
            Type::Boxed(inner) => self.ty(inner),
            Type::Named(id) => self
                .planner
                .slots
                .get(*id)
                .map_or(json!({}), |slot| slot.node.statement(self.planner.schemas)),
        }
    }

    fn object(&self, object: &ObjectPlan) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for member in &object.members {
            let value = self.ty(&member.ty);
            let value = match member.presence {
                Presence::RequiredNullable | Presence::OptionalNullable => {
                    json!({ "anyOf": [value, { "type": "null" }] })
                }
                Presence::Required | Presence::Optional => value,
            };
            properties.insert(member.wire.clone(), value);
            if matches!(
                member.presence,
                Presence::Required | Presence::RequiredNullable
            ) {
                required.push(member.wire.clone());
            }
        }
        let rest = match &object.rest {
            Rest::Closed => Value::Bool(false),
            Rest::Open { ty, .. } => self.ty(ty),
        };
        let mut statement = json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": rest,
        });
        if !required.is_empty() {
            statement["required"] = json!(required);
        }
        statement
    }

    fn newtype(&self, newtype: &NewtypePlan) -> Value {
        let rules = newtype.rules.iter().map(|rule| self.rule(rule));
        let all: Vec<_> = [self.ty(&newtype.inner)].into_iter().chain(rules).collect();
        json!({ "allOf": all })
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
            Rule::MinItems(n) => json!({ "minItems": n }),
            Rule::MaxItems(n) => json!({ "maxItems": n }),
            Rule::MinProperties(n) => json!({ "minProperties": n }),
            Rule::MaxProperties(n) => json!({ "maxProperties": n }),
            Rule::Minimum(n) => json!({ "minimum": n }),
            Rule::Maximum(n) => json!({ "maximum": n }),
            Rule::ExclusiveMinimum(n) => exclusive("exclusiveMinimum", "minimum", n),
            Rule::ExclusiveMaximum(n) => exclusive("exclusiveMaximum", "maximum", n),
            // Such a type is exact by its validator; nothing is left to prove.
            Rule::Schema(_) => json!({}),
        }
    }

    fn union(&self, union: &UnionPlan) -> Value {
        let branches = union.variants.iter().map(|variant| {
            json!({ "allOf": [self.ty(&variant.ty), { "type": variant.kind.keyword() }] })
        });
        json!({ "anyOf": branches.collect::<Vec<_>>() })
    }

    fn tagged(&self, tagged: &TaggedPlan) -> Value {
        let tag = &tagged.tag;
        let branches = tagged.variants.iter().map(|variant| {
            let told_by = json!({
                "type": "object",
                "required": [tag],
                "properties": { tag: { "enum": variant.tags } },
            });
            json!({ "allOf": [self.ty(&variant.ty), told_by] })
        });
        json!({ "anyOf": branches.collect::<Vec<_>>() })
    }

    fn choice(&self, choice: &ChoicePlan) -> Value {
        let keyword = if choice.exclusive { "oneOf" } else { "anyOf" };
        let branches = choice.variants.iter().map(|variant| self.ty(&variant.ty));
        json!({ keyword: branches.collect::<Vec<_>>() })
    }

    fn tuple(&self, tuple: &TuplePlan) -> Value {
        let items: Vec<_> = tuple.items.iter().map(|item| self.ty(item)).collect();
        let (prefix, further) = if self.draft <= Draft::Draft201909 {
            ("items", "additionalItems")
        } else {
            ("prefixItems", "items")
        };
        let rest = tuple
            .rest
            .as_ref()
            .map_or(Value::Bool(false), |rest| self.ty(rest));
        json!({
            "type": "array",
            prefix: items,
            further: rest,
            "minItems": tuple.items.len(),
        })
    }
}

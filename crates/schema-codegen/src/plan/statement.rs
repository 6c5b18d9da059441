//! What a type accepts, stated as a schema: one side of its proof.
//!
//! Types that it holds are stated by the places they were planned from, since each has a proof of its own; so a statement is
//! local, and recursion needs none.

use referencing::Draft;
use serde_json::{Map, Number, Value, json};

use super::planner::Planner;
use super::{
    Body, Discriminator, Names, NewtypePlan, ObjectPlan, Presence, Rest, Rule, TuplePlan, Type,
    UnionPlan,
};
use crate::analyze::all_of;
use crate::schema::keyword::JsonType;
use crate::schema::{Detail, counted, with_room};
use crate::semantics::Comparison;

/// What a type accepts. `detail` says how much of what it holds is stated, everything if `None`; `names_apart`, whether the
/// patterns of groups leave out the named properties, as the reader does.
pub(super) fn of(
    planner: &Planner<'_, '_>,
    body: &Body,
    detail: Option<Detail>,
    names_apart: bool,
) -> Option<Value> {
    let writer = Writer {
        planner,
        draft: planner.schemas.main_draft(),
        detail,
        names_apart,
    };
    writer.body(body)
}

/// What a type accepts, shallowly, but for full validation behind it.
pub(super) fn without_whole_schema(planner: &Planner<'_, '_>, body: &Body) -> Option<Value> {
    of(planner, body, Some(Detail::Shallow), false)
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
            Type::Array(item) => {
                json!({ "type": "array", "items": self.each(item, detail)? })
            }
            Type::Map(value) => {
                json!({ "type": "object", "additionalProperties": self.each(value, detail)? })
            }
            Type::Option(inner) => {
                json!({ "anyOf": [self.told(inner, detail)?, { "type": "null" }] })
            }
            Type::Boxed(inner) => self.told(inner, detail)?,
            Type::Named(id) => {
                let slot = self.planner.slots.get(*id)?;
                self.planner
                    .analyzer
                    .meanings
                    .statement(&slot.node, detail)?
            }
        })
    }

    /// The type of each item of a list, or of each property of a map.
    fn each(&self, ty: &Type, detail: Option<Detail>) -> Option<Value> {
        let each = self.inside(ty)?;
        Some(match detail {
            Some(Detail::Cut) => with_room(each),
            _ => each,
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
        let rules = self.rules(newtype)?;
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

    /// What the rules of a newtype say. Told in short, its objects and arrays also hold names.
    fn rules(&self, newtype: &NewtypePlan) -> Option<Vec<Value>> {
        let (mut out, mut of_arrays, mut of_objects) = (Vec::new(), Map::new(), Map::new());
        let is_short = matches!(self.detail, Some(Detail::Cut | Detail::Branches));
        for rule in &newtype.rules {
            match (rule, self.rule(rule)) {
                (Rule::EachName(_) | Rule::NamesMatch(_), _) if is_short => return None,
                (Rule::MinItems(_) | Rule::MaxItems(_), Value::Object(rule)) if is_short => {
                    of_arrays.extend(rule);
                }
                (Rule::MinProperties(_) | Rule::MaxProperties(_), Value::Object(rule))
                    if is_short =>
                {
                    of_objects.extend(rule);
                }
                (_, rule) => out.push(rule),
            }
        }
        for (ty, rules) in [(JsonType::Array, of_arrays), (JsonType::Object, of_objects)] {
            out.extend(counted(ty, &rules, self.draft).map(Value::Object));
        }
        Some(out)
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
            Rule::MultipleOf(n) => json!({ "multipleOf": n }),
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

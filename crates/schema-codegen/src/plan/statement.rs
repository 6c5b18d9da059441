//! States what a planned type accepts, as a schema: one side of the equivalence proof.
//!
//! Named types inside it are stated by their source schemas, since each has a proof of its own. So
//! a statement is local, and recursive types need no special proof.

use serde_json::{Map, Number, Value, json};

use super::planner::Planner;
use super::{
    Body, Discriminator, Names, NewtypePlan, ObjectPlan, Presence, Rest, Rule, TuplePlan, Type,
    UnionPlan,
};
use crate::analyze::all_of;
use crate::schema::keyword::JsonType;
use crate::schema::{Detail, Dialect, counted, with_room};
use crate::semantics::Comparison;

/// The statement of a type. `detail` is how much of its contents is stated, everything if `None`.
/// With `exclude_named`, the patterns of groups do not match named properties, as in the reader.
/// `None` if the type cannot be stated at that level of detail.
pub(super) fn of(
    planner: &Planner<'_, '_>,
    body: &Body,
    detail: Option<Detail>,
    exclude_named: bool,
) -> Option<Value> {
    let writer = Writer {
        planner,
        detail,
        exclude_named,
    };
    writer.body(body)
}

/// The statement of a type without its full validation, one level deep.
pub(super) fn without_whole_schema(planner: &Planner<'_, '_>, body: &Body) -> Option<Value> {
    of(planner, body, Some(Detail::Shallow), false)
}

impl Planner<'_, '_> {
    /// Compares two statements in canonical form; `Unknown` if one of them has none.
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
    /// How much of the contents of the type is stated; everything if `None`.
    detail: Option<Detail>,
    /// Whether the patterns of groups exclude named properties, as in the reader.
    exclude_named: bool,
}

impl<'d> Writer<'_, '_, 'd> {
    fn dialect(&self) -> &'d Dialect {
        self.planner.schemas.dialect()
    }

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

    /// The statement of a property's or an item's type.
    fn inside(&self, ty: &Type) -> Option<Value> {
        self.stated(ty, self.detail.map(|_| Detail::Cut))
    }

    /// The statement of a property or an item that is present.
    fn present(&self, ty: &Type, presence: Presence) -> Option<Value> {
        let value = self.inside(ty)?;
        Some(if presence.is_nullable() {
            json!({ "anyOf": [value, { "type": "null" }] })
        } else {
            value
        })
    }

    /// The statement of a type that is read from the same JSON value, such as that of a variant.
    fn in_place(&self, ty: &Type) -> Option<Value> {
        match self.detail {
            // At this level, only the union itself is stated in full.
            Some(Detail::Branches) => self.stated(ty, Some(Detail::Cut)),
            detail => self.stated(ty, detail),
        }
    }

    fn stated(&self, ty: &Type, detail: Option<Detail>) -> Option<Value> {
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
                json!({ "anyOf": [self.stated(inner, detail)?, { "type": "null" }] })
            }
            Type::Boxed(inner) => self.stated(inner, detail)?,
            Type::Named(id) => {
                let slot = self.planner.slots.get(*id)?;
                self.planner
                    .analyzer
                    .meanings
                    .statement(&slot.node, detail)?
            }
        })
    }

    /// The statement of each item of a list, or each property of a map.
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
            // Names that match several patterns need no entry: all of their schemas apply anyway.
            if let Names::Any(all) = &group.names {
                let value = match (&group.kept, &object.rest) {
                    (Some((_, ty)), _) => self.inside(ty)?,
                    // `additionalProperties` rejects them already, and a `false` here would also
                    // reject named properties that match.
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

    /// The regular expression for the names of a group.
    fn names(&self, pattern: &str, object: &ObjectPlan) -> String {
        if !self.exclude_named || object.members.is_empty() {
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

    /// The statements of a newtype's assertions. Below the level `Shallow`, arrays and objects are
    /// opaque names, and `counted` states their limits; assertions on property names cannot be
    /// stated.
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
            out.extend(counted(ty, &rules, self.dialect()).map(Value::Object));
        }
        Some(out)
    }

    fn rule(&self, rule: &Rule) -> Value {
        let dialect = self.dialect();
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
            Rule::ExclusiveMinimum(n) => dialect.exclusive_bound("exclusiveMinimum", "minimum", n),
            Rule::ExclusiveMaximum(n) => dialect.exclusive_bound("exclusiveMaximum", "maximum", n),
            // What a check validates is not part of the proof, and patterns of names are stated
            // with the map.
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
                property,
                values,
                absent,
                ..
            } => {
                let tags = values.iter().enumerate().map(|(index, values)| {
                    let required = if *absent == Some(index) {
                        vec![]
                    } else {
                        vec![property]
                    };
                    json!({
                        "type": "object",
                        "required": required,
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

    /// The statements of variants, each with the schema of what selects it.
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
        let (prefix, further) = self.dialect().tuple_keywords();
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

/// A regular expression that matches the text literally.
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

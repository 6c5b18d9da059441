//! Plans booleans, numbers and strings with their assertions, constants, and enums of strings.

use std::collections::HashMap;

use serde_json::{Number, Value};

use super::naming::Hint;
use super::planner::Planner;
use super::subject::Subject;
use super::{
    Body, ConstantPlan, EnumerationPlan, EnumerationVariant, IntWidth, NewtypePlan, Rule, Type,
    View,
};
use crate::names::{Case, distinct};
use crate::semantics::{Kind, Numbers, Strings};

impl<'d> Planner<'_, 'd> {
    pub(super) fn boolean(&mut self, subject: &Subject<'d>) -> Type {
        match subject.meaning.constants().as_deref() {
            Some([only]) => self.constant(subject, only.clone()),
            _ => Type::Bool,
        }
    }

    pub(super) fn number(&mut self, subject: &Subject<'d>) -> Type {
        let plain = self.schemas.dialect().has_plain_integers();
        if let Some(numbers) = subject.meaning.numbers() {
            let (inner, rules) = match (plain, numbers.integer) {
                (true, true) => (Type::PlainInteger, bound_rules(&numbers, None)),
                _ => number_type(&numbers),
            };
            let divisors = numbers.multiple_of.iter().cloned();
            let rules = rules
                .into_iter()
                .chain(divisors.map(Rule::MultipleOf))
                .collect();
            return self.with_rules(subject, inner, rules, None);
        }
        if let Some([only]) = subject.meaning.constants().as_deref() {
            return self.constant(subject, only.clone());
        }
        // In draft 4 the spelling decides whether a number is an integer, and only `Value` keeps
        // it.
        let inner = if plain { Type::Value } else { Type::Number };
        self.with_full_validation(subject, inner, "numbers with assertions other than bounds")
    }

    pub(super) fn string(&mut self, subject: &Subject<'d>) -> Type {
        if let Some(values) = subject.meaning.constants() {
            return match values.as_slice() {
                [only] => self.constant(subject, only.clone()),
                _ => self.enumeration(subject, &texts(&values), false),
            };
        }
        let Some(strings) = subject.meaning.strings() else {
            return self.with_full_validation(subject, Type::String, "excluded strings");
        };
        if strings == Strings::default() {
            return match subject.facets.annotations().known_values {
                Some(known) if !known.is_empty() => self.enumeration(subject, &known, true),
                _ => Type::String,
            };
        }
        match strings.formats.as_slice() {
            [] => {
                let rules = string_rules(&strings);
                self.with_rules(subject, Type::String, rules, Some(View::Text))
            }
            [format] if format == "date-time" && string_rules(&strings).is_empty() => {
                Type::DateTime
            }
            _ => self.with_full_validation(subject, Type::String, "an asserted `format`"),
        }
    }

    pub(super) fn constant(&mut self, subject: &Subject<'d>, value: Value) -> Type {
        let node = subject.node.clone();
        let body = |_: &mut Self, _: &str| Some(Body::Constant(ConstantPlan { value }));
        Type::Named(self.named(node, subject, body))
    }

    fn enumeration(&mut self, subject: &Subject<'d>, values: &[String], open: bool) -> Type {
        let values = in_schema_order(subject, values);
        let node = subject.node.clone();
        let id = self.named(node, subject, |_, _| {
            let words: Vec<&str> = values.iter().map(String::as_str).collect();
            let names = distinct(Case::Variant, &words);
            Some(Body::Enumeration(enumeration_plan(&values, names, open)))
        });
        Type::Named(id)
    }

    /// The inner type itself if there are no assertions, else a newtype.
    pub(super) fn with_rules(
        &mut self,
        subject: &Subject<'d>,
        inner: Type,
        rules: Vec<Rule>,
        view: Option<View>,
    ) -> Type {
        if rules.is_empty() {
            return inner;
        }
        let node = subject.node.clone();
        let body = Body::Newtype(NewtypePlan { inner, rules, view });
        if let Some(&id) = self.by_node.get(&node) {
            // It occurred inside itself while the inner type was planned: it has a name but no
            // body.
            if let Some(slot) = self.slots.get_mut(id) {
                slot.body.get_or_insert(body);
            }
            return Type::Named(id);
        }
        Type::Named(self.named(node, subject, |_, _| Some(body)))
    }

    /// A newtype with full validation around `inner`; `why` is the reason in the error if the
    /// schema cannot be validated on its own.
    pub(super) fn with_full_validation(
        &mut self,
        subject: &Subject<'d>,
        inner: Type,
        why: &str,
    ) -> Type {
        if let Some(schema) = self.whole_schema(&subject.node) {
            return self.with_rules(subject, inner, vec![Rule::Schema(schema)], None);
        }
        self.unsupported(&subject.entry, why);
        Type::Value
    }

    /// The hint for a schema inside a subject, whose own name is `name`, if it has one.
    pub(super) fn hint_inside(subject: &Subject<'d>, name: Option<&str>, word: &str) -> Hint {
        match name {
            Some(name) => Hint::inside(name, word),
            None => subject.hint.further(word),
        }
    }
}

pub(super) fn texts(values: &[Value]) -> Vec<String> {
    let texts = values.iter().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

/// The values in the order of the schema; the canonical form sorts them.
fn in_schema_order(subject: &Subject<'_>, values: &[String]) -> Vec<String> {
    let facets = subject.facets.all.iter();
    let listed = facets.filter_map(|facet| facet.schema.get("enum")?.as_array());
    let written = listed.flatten().filter_map(Value::as_str);
    let mut first_place: HashMap<&str, usize> = HashMap::new();
    for (place, text) in written.enumerate() {
        first_place.entry(text).or_insert(place);
    }
    let place = |value: &String| first_place.get(value.as_str()).copied();
    let mut values = values.to_vec();
    values.sort_by_key(|value| place(value).unwrap_or(usize::MAX));
    values
}

fn enumeration_plan(values: &[String], names: Vec<String>, open: bool) -> EnumerationPlan {
    EnumerationPlan {
        unknown: open.then(|| unknown_variant(&names)),
        variants: names
            .into_iter()
            .zip(values)
            .map(|(name, wire)| EnumerationVariant {
                name,
                wire: wire.clone(),
            })
            .collect(),
    }
}

/// The name of the variant for unknown values: `Unknown`, unless a listed value has that name.
fn unknown_variant(taken: &[String]) -> String {
    let candidates = ["Unknown", "Unrecognized", "Unlisted"].map(str::to_owned);
    let mut name = String::new();
    for candidate in candidates {
        name = candidate;
        if !taken.contains(&name) {
            return name;
        }
    }
    while taken.contains(&name) {
        name.push('_');
    }
    name
}

pub(super) fn string_rules(strings: &Strings) -> Vec<Rule> {
    let min = strings
        .min_length
        .filter(|&min| min > 0)
        .map(Rule::MinLength);
    let max = strings.max_length.map(Rule::MaxLength);
    let patterns = strings.patterns.iter().cloned().map(Rule::Pattern);
    min.into_iter().chain(max).chain(patterns).collect()
}

/// The narrowest type that accepts all of the numbers, and the bounds that it does not encode.
fn number_type(numbers: &Numbers) -> (Type, Vec<Rule>) {
    if !numbers.integer {
        return (Type::Number, bound_rules(numbers, None));
    }
    let inclusive = !numbers.exclusive_minimum && !numbers.exclusive_maximum;
    let bounds = whole(numbers.minimum.as_ref()).zip(whole(numbers.maximum.as_ref()));
    let bounds = bounds.filter(|_| inclusive);
    let Some((min, max)) = bounds else {
        return (Type::Integer, bound_rules(numbers, None));
    };
    let fits = |width: &IntWidth| width.range().0 <= min && max <= width.range().1;
    match IntWidth::ALL.into_iter().find(fits) {
        Some(width) => {
            // Bounds that are exactly those of the integer type need no newtype.
            (Type::Int(width), bound_rules(numbers, Some(width.range())))
        }
        None => (Type::Integer, bound_rules(numbers, None)),
    }
}

/// A bound as an integer; `None` if it is missing or not an integer.
fn whole(bound: Option<&Number>) -> Option<i128> {
    let bound = bound?;
    let whole = bound.as_i64().map(i128::from);
    let whole = whole.or_else(|| bound.as_u64().map(i128::from));
    // −2⁶³ as a double, which is how JavaScript writes it.
    let least = bound.as_f64().filter(|double| *double == LEAST_I64);
    whole.or_else(|| least.map(|_| i64::MIN.into()))
}

/// The least `i64`, which a double represents exactly.
const LEAST_I64: f64 = -9_223_372_036_854_775_808.0;

/// The bounds that the type, whose range is `kept`, does not encode.
fn bound_rules(numbers: &Numbers, kept: Option<(i128, i128)>) -> Vec<Rule> {
    let minimum = numbers.minimum.clone();
    let minimum = minimum.filter(|min| kept.is_none_or(|kept| whole(Some(min)) != Some(kept.0)));
    let maximum = numbers.maximum.clone();
    let maximum = maximum.filter(|max| kept.is_none_or(|kept| whole(Some(max)) != Some(kept.1)));
    let lower = if numbers.exclusive_minimum {
        Rule::ExclusiveMinimum
    } else {
        Rule::Minimum
    };
    let upper = if numbers.exclusive_maximum {
        Rule::ExclusiveMaximum
    } else {
        Rule::Maximum
    };
    minimum
        .map(lower)
        .into_iter()
        .chain(maximum.map(upper))
        .collect()
}

impl Kind {
    /// The word in the name of a variant for this JSON type.
    pub(super) const fn variant_word(self) -> &'static str {
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

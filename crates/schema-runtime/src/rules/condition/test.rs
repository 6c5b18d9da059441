//! Compiles the keywords of a condition to tests.
//!
//! The condition must be a schema of draft 2020-12 without references. An unknown keyword makes the
//! whole condition invalid, so that no assertion is dropped silently.

use serde_json::{Map, Value};

use crate::rules::pattern::Pattern;
use crate::{JsonKind, Number};

/// A compiled assertion.
pub(super) enum Test {
    /// No value passes.
    Never,
    Type(Vec<Type>),
    /// `const` and `enum`.
    Listed(Vec<Value>),
    Minimum(Number),
    ExclusiveMinimum(Number),
    Maximum(Number),
    ExclusiveMaximum(Number),
    MultipleOf(Number),
    MinLength(u64),
    MaxLength(u64),
    Pattern(Pattern),
    DateTime,
    Required(Vec<String>),
    Members {
        named: Vec<(String, Tests)>,
        matching: Vec<(Pattern, Tests)>,
        rest: Tests,
    },
    Names(Tests),
    MemberCount {
        least: usize,
        most: usize,
    },
    /// `dependentRequired` and `dependentSchemas`: tests that apply if a property is present.
    Dependent(Vec<(String, Tests)>),
    Items {
        first: Vec<Tests>,
        rest: Tests,
    },
    ItemCount {
        least: usize,
        most: usize,
    },
    Contains {
        tests: Tests,
        least: usize,
        most: usize,
    },
    Unique,
    All(Tests),
    Any(Vec<Tests>),
    One(Vec<Tests>),
    Not(Tests),
    If {
        tests: Tests,
        then: Tests,
        otherwise: Tests,
    },
}

/// Tests that must all pass.
pub(super) type Tests = Vec<Test>;

/// A value of the keyword `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Kind(JsonKind),
    Integer,
}

/// The tests of a schema, each with its keyword; `None` if the schema is not a valid condition.
pub(super) fn compile_with_keywords(schema: &Value) -> Option<Vec<(&'static str, Test)>> {
    match schema {
        Value::Bool(true) => Some(Vec::new()),
        Value::Bool(false) => Some(vec![("falseSchema", Test::Never)]),
        Value::Object(schema) => {
            let tests = KEYWORDS.iter().filter_map(|(keyword, compile)| {
                let value = schema.get(*keyword)?;
                Some(compile(schema, value).map(|test| (*keyword, test)))
            });
            let known = |keyword: &String| {
                KEYWORDS.iter().any(|(known, _)| known == keyword)
                    || BESIDE.contains(&keyword.as_str())
            };
            schema.keys().all(known).then(|| tests.collect())?
        }
        _ => None,
    }
}

fn compile(schema: &Value) -> Option<Tests> {
    let tests = compile_with_keywords(schema)?;
    Some(tests.into_iter().map(|(_, test)| test).collect())
}

/// Compiles a keyword from its value and the schema around it.
type Compile = fn(&Map<String, Value>, &Value) -> Option<Test>;

/// All keywords, cheap tests first.
const KEYWORDS: &[(&str, Compile)] = &[
    ("type", |_, value| types(value).map(Test::Type)),
    ("const", |_, value| Some(Test::Listed(vec![value.clone()]))),
    ("enum", |_, value| {
        Some(Test::Listed(value.as_array()?.clone()))
    }),
    ("minimum", |_, value| number(value).map(Test::Minimum)),
    ("exclusiveMinimum", |_, value| {
        number(value).map(Test::ExclusiveMinimum)
    }),
    ("maximum", |_, value| number(value).map(Test::Maximum)),
    ("exclusiveMaximum", |_, value| {
        number(value).map(Test::ExclusiveMaximum)
    }),
    ("multipleOf", |_, value| number(value).map(Test::MultipleOf)),
    ("minLength", |_, value| value.as_u64().map(Test::MinLength)),
    ("maxLength", |_, value| value.as_u64().map(Test::MaxLength)),
    ("pattern", |_, value| {
        compiled_pattern(value.as_str()?).map(Test::Pattern)
    }),
    ("format", |_, value| {
        (value.as_str()? == "date-time").then_some(Test::DateTime)
    }),
    ("required", |_, value| strings(value).map(Test::Required)),
    ("minProperties", |_, value| {
        let least = count(value)?;
        let most = usize::MAX;
        Some(Test::MemberCount { least, most })
    }),
    ("maxProperties", |_, value| {
        let most = count(value)?;
        Some(Test::MemberCount { least: 0, most })
    }),
    ("minItems", |_, value| {
        let least = count(value)?;
        let most = usize::MAX;
        Some(Test::ItemCount { least, most })
    }),
    ("maxItems", |_, value| {
        let most = count(value)?;
        Some(Test::ItemCount { least: 0, most })
    }),
    ("dependentRequired", |_, value| dependent_required(value)),
    ("dependentSchemas", |_, value| {
        by_name(value).map(Test::Dependent)
    }),
    ("propertyNames", |_, value| compile(value).map(Test::Names)),
    ("properties", |schema, _| members(schema)),
    ("patternProperties", |schema, _| {
        one_of_several(schema, &["properties"], members)
    }),
    ("additionalProperties", |schema, _| {
        one_of_several(schema, &["properties", "patternProperties"], members)
    }),
    ("prefixItems", |schema, _| items(schema)),
    ("items", |schema, _| {
        one_of_several(schema, &["prefixItems"], items)
    }),
    ("contains", |schema, value| {
        let bound = |keyword: &str, default: usize| match schema.get(keyword) {
            Some(value) => count(value),
            None => Some(default),
        };
        Some(Test::Contains {
            tests: compile(value)?,
            least: bound("minContains", 1)?,
            most: bound("maxContains", usize::MAX)?,
        })
    }),
    ("uniqueItems", |_, value| match value {
        Value::Bool(true) => Some(Test::Unique),
        _ => Some(Test::All(Vec::new())),
    }),
    ("not", |_, value| compile(value).map(Test::Not)),
    ("allOf", |_, value| {
        let all = each(value)?;
        Some(Test::All(all.into_iter().flatten().collect()))
    }),
    ("anyOf", |_, value| each(value).map(Test::Any)),
    ("oneOf", |_, value| each(value).map(Test::One)),
    ("if", |schema, value| {
        let branch = |keyword: &str| schema.get(keyword).map_or(Some(Vec::new()), compile);
        Some(Test::If {
            tests: compile(value)?,
            then: branch("then")?,
            otherwise: branch("else")?,
        })
    }),
];

/// Keywords that only modify another one.
const BESIDE: &[&str] = &["else", "maxContains", "minContains", "then"];

/// Compiles a group of keywords that make one test. If one of the `earlier` keywords is present,
/// the group has been compiled with it.
fn one_of_several(
    schema: &Map<String, Value>,
    earlier: &[&str],
    compile: fn(&Map<String, Value>) -> Option<Test>,
) -> Option<Test> {
    if earlier.iter().any(|keyword| schema.contains_key(*keyword)) {
        return Some(Test::All(Vec::new()));
    }
    compile(schema)
}

fn members(schema: &Map<String, Value>) -> Option<Test> {
    let named = schema.get("properties").map_or(Some(Vec::new()), by_name)?;
    let matching = match schema.get("patternProperties") {
        None => Vec::new(),
        Some(patterns) => {
            let patterns = by_name(patterns)?.into_iter();
            let compiled =
                |(pattern, tests): (String, Tests)| Some((compiled_pattern(&pattern)?, tests));
            patterns.map(compiled).collect::<Option<_>>()?
        }
    };
    let rest = schema
        .get("additionalProperties")
        .map_or(Some(Vec::new()), compile)?;
    Some(Test::Members {
        named,
        matching,
        rest,
    })
}

fn items(schema: &Map<String, Value>) -> Option<Test> {
    Some(Test::Items {
        first: schema.get("prefixItems").map_or(Some(Vec::new()), each)?,
        rest: schema.get("items").map_or(Some(Vec::new()), compile)?,
    })
}

fn dependent_required(value: &Value) -> Option<Test> {
    let members = value.as_object()?.iter();
    let all =
        members.map(|(name, names)| Some((name.clone(), vec![Test::Required(strings(names)?)])));
    all.collect::<Option<_>>().map(Test::Dependent)
}

fn by_name(value: &Value) -> Option<Vec<(String, Tests)>> {
    let members = value.as_object()?.iter();
    members
        .map(|(name, schema)| Some((name.clone(), compile(schema)?)))
        .collect()
}

fn each(value: &Value) -> Option<Vec<Tests>> {
    value.as_array()?.iter().map(compile).collect()
}

fn types(value: &Value) -> Option<Vec<Type>> {
    match value {
        Value::String(word) => Some(vec![type_of_word(word)?]),
        Value::Array(words) => {
            let words = words.iter().map(|word| type_of_word(word.as_str()?));
            words.collect()
        }
        _ => None,
    }
}

fn type_of_word(word: &str) -> Option<Type> {
    Some(match word {
        "array" => Type::Kind(JsonKind::Array),
        "boolean" => Type::Kind(JsonKind::Boolean),
        "integer" => Type::Integer,
        "null" => Type::Kind(JsonKind::Null),
        "number" => Type::Kind(JsonKind::Number),
        "object" => Type::Kind(JsonKind::Object),
        "string" => Type::Kind(JsonKind::String),
        _ => return None,
    })
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Number::from_json(number),
        _ => None,
    }
}

fn count(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn strings(value: &Value) -> Option<Vec<String>> {
    let names = value.as_array()?.iter();
    names.map(|name| name.as_str().map(str::to_owned)).collect()
}

fn compiled_pattern(source: &str) -> Option<Pattern> {
    let pattern = Pattern::new(source.to_owned());
    pattern.is_usable().then_some(pattern)
}

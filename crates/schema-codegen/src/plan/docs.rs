//! Doc comments: the annotations of the schema, the assertions that a type validates, and the
//! location of the schema.

use serde_json::Value;

use super::{Body, Discriminator, Docs, Names, Rule};
use crate::annotations::{self, Annotations};
use crate::foreign::{Paragraph, code_span, is_hidden, json_text, paragraphs, visible};
use crate::schema::{Location, Schemas};

/// Examples of up to this many bytes are written inline; longer ones become a code block.
const LONGEST_INLINE: usize = 60;

/// The doc comment of a type.
pub(super) fn of_type(
    schemas: &Schemas<'_>,
    entry: &Location,
    annotations: &Annotations,
    body: &Body,
    checked: bool,
) -> Docs {
    let mut paragraphs = described(annotations);
    if let Body::Newtype(newtype) = body {
        let rules: Vec<String> = newtype.rules.iter().map(rule_in_words).collect();
        if !rules.is_empty() {
            paragraphs.push(Paragraph::Prose(rules.join(" ")));
        }
    }
    if let Body::Constant(constant) = body {
        let always = format!("Always {}.", code(&constant.value));
        paragraphs.push(Paragraph::Prose(always));
    }
    if checked {
        let checked =
            "The type does not encode all assertions of the schema; `check` validates the others.";
        paragraphs.push(Paragraph::Prose(checked.to_owned()));
    }
    paragraphs.extend(noted(annotations));
    let way_back = format!("Schema: {}", code_span(&schemas.display(entry)));
    paragraphs.push(Paragraph::Prose(way_back));
    Docs {
        paragraphs,
        alias: None,
        deprecated: annotations.deprecated,
    }
}

/// The doc comment of a property, from the schemas that apply to it.
pub(super) fn of_member(
    schemas: &Schemas<'_>,
    places: &[Location],
    wire: &str,
    field: &str,
) -> Docs {
    let annotations = places
        .iter()
        .filter_map(|place| schemas.value(place)?.as_object())
        .map(annotations::of)
        .fold(Annotations::default(), Annotations::or);
    let mut paragraphs = described(&annotations);
    paragraphs.extend(noted(&annotations));
    Docs {
        paragraphs,
        alias: (wire != field && is_searchable(wire)).then(|| wire.to_owned()),
        deprecated: annotations.deprecated,
    }
}

/// What errors of serde say was expected, such as "a Segment object".
pub(super) fn expecting(name: &str, body: &Body) -> String {
    match body {
        Body::Object(_) => format!("{} object", with_article(name)),
        Body::Enumeration(list) if list.unknown.is_some() => "a string".to_owned(),
        Body::Enumeration(list) => {
            let wires = list.variants.iter().map(|variant| &variant.wire);
            let values: Vec<_> = wires.map(|wire| visible(wire)).collect();
            let few: Vec<_> = values
                .iter()
                .take(8)
                .map(|value| format!("`{value}`"))
                .collect();
            let more = if values.len() > few.len() {
                ", …"
            } else {
                ""
            };
            format!("one of {}{more}", few.join(", "))
        }
        Body::Constant(constant) => {
            format!("the constant `{}`", visible(&constant.value.to_string()))
        }
        Body::Tuple(_) => format!("{} array", with_article(name)),
        Body::Union(union) => match &union.by {
            Discriminator::JsonType(kinds) => {
                let kinds: Vec<_> = kinds
                    .iter()
                    .map(|kind| with_article(kind.keyword()))
                    .collect();
                kinds.join(" or ")
            }
            _ => format!("{} object", with_article(name)),
        },
        Body::Newtype(_) => with_article(name),
    }
}

/// The name with an article chosen by its first letter, which is right for most names.
fn with_article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'U', 'a', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}

fn described(annotations: &Annotations) -> Vec<Paragraph> {
    let description = annotations.description.as_deref();
    let text = description.or(annotations
        .title
        .as_deref()
        .filter(|title| title.contains(' ')));
    text.map_or_else(Vec::new, paragraphs)
}

fn noted(annotations: &Annotations) -> Vec<Paragraph> {
    let mut notes = Vec::new();
    if let Some(default) = &annotations.default {
        let meaning = format!("When absent, the meaning is {}.", code(default));
        notes.push(Paragraph::Prose(meaning));
    }
    let short = |example: &&Value| example.to_string().len() <= LONGEST_INLINE;
    let (short, long): (Vec<_>, Vec<_>) = annotations.examples.iter().partition(short);
    let short: Vec<_> = short.into_iter().map(code).collect();
    match short.as_slice() {
        [] => {}
        [one] => notes.push(Paragraph::Prose(format!("Example: {one}."))),
        many => {
            let examples = format!("Examples: {}.", many.join(", "));
            notes.push(Paragraph::Prose(examples));
        }
    }
    // One long example is enough; more would bury the documentation.
    if let Some(example) = long.last() {
        notes.push(Paragraph::Code {
            language: "json",
            text: json_text(&format!("{example:#}")).into_owned(),
        });
    }
    notes
}

fn code(value: &Value) -> String {
    code_span(&json_text(&value.to_string()))
}

fn rule_in_words(rule: &Rule) -> String {
    let counted = |count: u64, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    match rule {
        Rule::MinLength(n) => format!("At least {}.", counted(*n, "character", "characters")),
        Rule::MaxLength(n) => format!("At most {}.", counted(*n, "character", "characters")),
        Rule::Pattern(pattern) => format!("Matches {}.", quoted(pattern)),
        Rule::MinItems(n) => format!("At least {}.", counted(*n, "item", "items")),
        Rule::MaxItems(n) => format!("At most {}.", counted(*n, "item", "items")),
        Rule::MinProperties(n) => format!("At least {}.", counted(*n, "property", "properties")),
        Rule::MaxProperties(n) => format!("At most {}.", counted(*n, "property", "properties")),
        Rule::Minimum(n) => format!("At least {n}."),
        Rule::ExclusiveMinimum(n) => format!("More than {n}."),
        Rule::Maximum(n) => format!("At most {n}."),
        Rule::ExclusiveMaximum(n) => format!("Less than {n}."),
        Rule::MultipleOf(n) => format!("A multiple of {n}."),
        Rule::Condition(condition) => format!("Satisfies {}.", code_span(&json_text(condition))),
        Rule::OneOf(values) => format!(
            "One of {}.",
            values
                .iter()
                .map(|it| quoted(it))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Rule::NamesMatch(patterns) => format!("Property names match {}.", any_of(patterns)),
        Rule::EachName(rules) => {
            let rules: Vec<_> = rules.iter().map(rule_in_words).collect();
            format!("Each property name: {}", rules.join(" "))
        }
        Rule::Schema(_) => "Validated against its whole schema.".to_owned(),
    }
}

/// The doc comment of a field for properties whose names match patterns.
pub(super) fn of_names(names: &Names) -> String {
    match names {
        Names::Any(patterns) => format!("Properties whose names match {}.", any_of(patterns)),
        Names::All(patterns) => {
            let patterns: Vec<_> = patterns.iter().map(|it| quoted(it)).collect();
            format!("Properties whose names match {}.", patterns.join(" and "))
        }
    }
}

fn any_of(patterns: &[String]) -> String {
    let patterns: Vec<_> = patterns.iter().map(|it| quoted(it)).collect();
    patterns.join(" or ")
}

fn quoted(pattern: &str) -> String {
    code(&Value::from(pattern))
}

/// Whether rustdoc accepts the text as a search alias.
fn is_searchable(wire: &str) -> bool {
    let unusual = |c: char| c.is_whitespace() || is_hidden(c) || matches!(c, '"' | '\'');
    !wire.is_empty() && !wire.contains(unusual)
}

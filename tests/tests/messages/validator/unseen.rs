//! Messages that no payload of a model gives, since no model uses their keywords: listed as they
//! are worded, and compared with the source. A model that begins to use one of the keywords fails
//! the test, so that an example is added.

use std::collections::BTreeSet;

use conversation_validator::Model;
use serde_json::Value;

use super::{EXPLAIN, violations};
use crate::page::{Example, Group};
use crate::source;

const FORMATS: &str = "crates/conversation-validator/src/validate/formats.rs";
const FULL: &str = "crates/conversation-validator/src/validate/full.rs";
const ENGINES: &str = "crates/conversation-validator/src/validate/engines.rs";
const COMPILED: &str = "crates/conversation-validator/src/model/compiled.rs";
const TEXT: &str = "crates/conversation-validator/src/report/text.rs";

/// A message of a keyword that no model uses.
struct Unused {
    /// The kind of the `jsonschema` crate's error; empty for other sources than `explain.rs`.
    kind: &'static str,
    keyword: &'static str,
    /// What the source file has.
    worded: &'static str,
    /// The message; empty if the source has it as it is.
    message: &'static str,
    help: &'static str,
}

const fn worded(kind: &'static str, keyword: &'static str, worded: &'static str) -> Unused {
    Unused {
        kind,
        keyword,
        worded,
        message: "",
        help: "",
    }
}

impl Unused {
    const fn reads(self, message: &'static str) -> Self {
        Self { message, ..self }
    }

    const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    fn shown(&self) -> String {
        let message = match self.message {
            "" => self.worded,
            message => message,
        };
        let help = match self.help {
            "" => String::new(),
            help => format!("\n  = help: {help}"),
        };
        format!("error[{}]: {message}{help}", self.keyword)
    }
}

const COUNTED: &str = "expected {bound} {limit} {unit}, found {found}";

const UNUSED: &[Unused] = &[
    worded("MaxItems", "maxItems", COUNTED).reads("expected at most 2 items, found 3"),
    worded("AdditionalItems", "additionalItems", COUNTED)
        .reads("expected at most 2 items, found 3"),
    worded("MinProperties", "minProperties", COUNTED)
        .reads("expected at least 1 property, found 0"),
    worded("MaxProperties", "maxProperties", COUNTED)
        .reads("expected at most 2 properties, found 3"),
    worded("MinLength", "minLength", COUNTED).reads("expected at least 1 character, found 0"),
    worded("MaxLength", "maxLength", COUNTED).reads("expected at most 2 characters, found 3"),
    worded(
        "ExclusiveMinimum",
        "exclusiveMinimum",
        "the number must be greater than {limit}",
    ),
    worded(
        "ExclusiveMaximum",
        "exclusiveMaximum",
        "the number must be less than {limit}",
    ),
    worded(
        "MultipleOf",
        "multipleOf",
        "the number must be a multiple of {multiple_of}",
    ),
    worded(
        "Pattern",
        "pattern",
        "the text does not match the pattern `{pattern}`",
    ),
    worded(
        "BacktrackLimitExceeded",
        "pattern",
        "the text could not be matched against its pattern",
    )
    .help("the pattern ran out of steps on this text; treat the payload as rejected"),
    worded(
        "ContentEncoding",
        "contentEncoding",
        "the text is not encoded as {content_encoding}",
    ),
    worded(
        "ContentMediaType",
        "contentMediaType",
        "the text is not of type {content_media_type}",
    ),
    worded(
        "FromUtf8",
        "contentEncoding",
        "the decoded text is not UTF-8",
    ),
    worded(
        "UnevaluatedItems",
        "unevaluatedItems",
        "has items that are not allowed",
    ),
    worded("UniqueItems", "uniqueItems", "the items must all differ")
        .help("`1` and `1.0` are equal here, and the order of members does not count"),
    worded(
        "Contains",
        "contains",
        "does not contain the required number of matching items",
    ),
    worded(
        "PropertyNames",
        "propertyNames",
        "a property name is invalid: {message}",
    ),
    worded(
        "OneOfMultipleValid",
        "oneOf",
        "matches more than one of the allowed schemas",
    )
    .help("`oneOf` requires exactly one match"),
    worded("Not", "not", "matches the schema that `not` forbids"),
];

/// A message that has another reason than an unused keyword: source file, kinds of errors if it is
/// in `explain.rs`, wording, reason.
type Other = (
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static str,
);

const OTHERS: &[Other] = &[
    (
        EXPLAIN,
        &["AdditionalProperties", "UnevaluatedProperties"],
        "has a property that is not allowed",
        "one violation for each property is reported instead",
    ),
    (
        FULL,
        &[],
        "the property `{}` is not allowed",
        "no model forbids additional properties",
    ),
    (FULL, &[], "did you mean `{known}`?", "the help of that one"),
    (
        EXPLAIN,
        &["AnyOf", "OneOfNotValid"],
        "matches none of the {branches} allowed schemas",
        "the violations of the closest branch are reported instead",
    ),
    (
        FULL,
        &[],
        "none of the {branches} allowed schemas matches; this is from one of the closest",
        "a help; no union of a model has two branches of one JSON type",
    ),
    (
        EXPLAIN,
        &["FalseSchema"],
        "no value is allowed here",
        "no model has the schema `false`",
    ),
    (
        EXPLAIN,
        &["RegexEngineFailure"],
        "the text could not be matched against its pattern",
        "no model uses `pattern`",
    ),
    (
        FULL,
        &[],
        "whether the payload is valid is not known, so it is rejected",
        "the help of `could not be decided: …`; no model uses `pattern`",
    ),
    (
        EXPLAIN,
        &["Referencing"],
        "the keyword refers to a schema that does not exist",
        "bundled schemas are complete",
    ),
    (
        EXPLAIN,
        &[],
        "violates the keyword `{}`",
        "every keyword of the models has a message of its own",
    ),
    (
        ENGINES,
        &[],
        "the validate-only pass rejects the payload, reading accepts it",
        "a bug of ours",
    ),
];

/// What a report says of a disagreement, which is a bug of ours.
const DISAGREEMENT: &[&str] = &[
    "bug[engines-disagree]: our two engines give different verdicts on this payload",
    "  = typed parse: {typed}",
    "  = full validator: {full}",
    "  = model: {model}, version {version}",
    "  = help: please report these lines; they hold no values of the payload",
];

/// Why an engine cannot be used: a bug of ours.
const UNAVAILABLE: &[(&str, &str)] = &[
    (ENGINES, "two readers of the same text differ"),
    (COMPILED, "the bundled schema is not JSON: {error}"),
    (COMPILED, "the bundled schema does not compile: {error}"),
];

/// The formats that no model uses: names, description, help.
const UNUSED_FORMATS: &[(&[&str], &str, &str)] = &[
    (
        &["date"],
        "a date",
        "write it as RFC 3339 has it: `2026-11-20`",
    ),
    (
        &["time"],
        "a time",
        "write it as RFC 3339 has it, with an offset: `09:30:00Z`",
    ),
    (
        &["duration"],
        "a duration",
        "write it as ISO 8601 has it: `PT5M`",
    ),
    (
        &["email", "idn-email"],
        "an e-mail address",
        "write it like `name@example.com`",
    ),
    (
        &["hostname", "idn-hostname"],
        "a host name",
        "write it like `chat.example.com`",
    ),
    (&["ipv4"], "an IPv4 address", "write it like `192.0.2.1`"),
    (&["ipv6"], "an IPv6 address", "write it like `2001:db8::1`"),
    (
        &["uri", "iri"],
        "an absolute address",
        "write it like `https://example.com/chat`",
    ),
    (
        &["uri-reference", "iri-reference"],
        "an address",
        "write it like `/chat?id=1`",
    ),
    (
        &["uri-template"],
        "an address template",
        "write it like `/chats/{id}`",
    ),
    (
        &["uuid"],
        "a UUID",
        "write it like `2f1e9c0a-5d3b-4c8e-9f7a-6b5c4d3e2f1a`",
    ),
    (
        &["json-pointer"],
        "a JSON Pointer",
        "write it like `/segments/0`",
    ),
    (
        &["relative-json-pointer"],
        "a relative JSON Pointer",
        "write it like `1/segments`",
    ),
    (
        &["regex"],
        "a regular expression",
        "ECMA-262 says how one is written",
    ),
];

pub(super) fn groups() -> Vec<Group> {
    let unused: Vec<_> = UNUSED.iter().map(Unused::shown).collect();
    let formats = UNUSED_FORMATS.iter().map(|(names, description, help)| {
        let names = names.join(", ");
        format!("{names}: the text is not {description}\n  = help: {help}")
    });
    let formats: Vec<_> = formats
        .chain(["another format: the text is not of the format `{format}`".to_owned()])
        .collect();
    let others = OTHERS.iter();
    let others = others.map(|(_, _, text, why)| ((*text).to_owned(), (*why).to_owned()));
    vec![
        Group {
            heading: "Keywords that no model uses".to_owned(),
            about:
                "No payload of a model gives these messages, so they are shown as they are worded."
                    .to_owned(),
            examples: vec![Example::of_message(unused.join("\n"))],
            unseen: others.collect(),
        },
        Group {
            heading: "Formats that no model uses".to_owned(),
            about: "Likewise, after `error[format]`:".to_owned(),
            examples: vec![Example::of_message(formats.join("\n"))],
            unseen: Vec::new(),
        },
    ]
}

pub(super) fn of_disagreement() -> Vec<(String, String)> {
    let report = (DISAGREEMENT.join("\n"), "in a report".to_owned());
    let reasons = UNAVAILABLE.iter();
    let reasons = reasons.map(|(_, text)| {
        (
            (*text).to_owned(),
            "why an engine cannot be used".to_owned(),
        )
    });
    [report].into_iter().chain(reasons).collect()
}

#[test]
fn unseen_messages_are_worded_so() {
    for unused in UNUSED {
        source::assert_contains(EXPLAIN, unused.worded);
        source::assert_contains(EXPLAIN, unused.help);
    }
    for (file, _, wording, _) in OTHERS {
        source::assert_contains(file, wording);
    }
    for line in DISAGREEMENT {
        source::assert_contains(TEXT, line.trim());
    }
    for (file, wording) in UNAVAILABLE {
        source::assert_contains(file, wording);
    }
    for (names, description, help) in UNUSED_FORMATS {
        for name in *names {
            source::assert_contains(FORMATS, &format!("\"{name}\""));
        }
        source::assert_contains(FORMATS, &format!("\"{description}\""));
        source::assert_contains(FORMATS, help);
    }
}

#[test]
fn every_kind_of_error_is_shown() {
    let text = source::text(EXPLAIN);
    let kinds = text.split("Kind::").skip(1);
    let kinds = kinds.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
    let kinds: BTreeSet<_> = kinds.filter(|kind| !kind.is_empty()).collect();
    let unused = UNUSED.iter().map(|unused| unused.kind);
    let others = OTHERS.iter().flat_map(|(_, kinds, _, _)| *kinds).copied();
    // Our own `multipleOf` and `pattern` word their messages themselves.
    let own = ["Custom"];
    let shown = violations::KINDS.iter().copied();
    let shown: BTreeSet<_> = shown.chain(unused).chain(others).chain(own).collect();
    let without: Vec<_> = kinds.difference(&shown).collect();
    assert!(without.is_empty(), "kinds without an example: {without:?}");
}

#[test]
fn no_model_uses_these_keywords_and_formats() {
    let mut used = (BTreeSet::new(), BTreeSet::new());
    for model in Model::ALL {
        note_used(model.schema_value(), &mut used);
    }
    let (keywords, formats) = used;
    for unused in UNUSED {
        let keyword = unused.keyword;
        assert!(
            !keywords.contains(keyword),
            "a model uses `{keyword}`: add an example"
        );
    }
    for name in UNUSED_FORMATS.iter().flat_map(|(names, _, _)| *names) {
        assert!(
            !formats.contains(*name),
            "a model uses `{name}`: add an example"
        );
    }
}

/// Notes the keywords and the formats of a schema and of its subschemas.
fn note_used<'s>(schema: &'s Value, used: &mut (BTreeSet<&'s str>, BTreeSet<&'s str>)) {
    let Some(members) = schema.as_object() else {
        return;
    };
    for (keyword, value) in members {
        used.0.insert(keyword);
        match (keyword.as_str(), value) {
            ("const" | "default" | "enum" | "examples", _) => {}
            ("$defs" | "properties", Value::Object(schemas)) => {
                schemas.values().for_each(|below| note_used(below, used));
            }
            ("format", Value::String(format)) => drop(used.1.insert(format)),
            (_, Value::Array(schemas)) => schemas.iter().for_each(|below| note_used(below, used)),
            (_, below) => note_used(below, used),
        }
    }
}

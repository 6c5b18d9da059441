//! The messages of the validator: of texts that are unreadable, of violations, of disagreements, of
//! identifications.

mod unseen;
mod violations;

use std::collections::BTreeSet;

use conversation_validator::{
    Detail, Disagreement, EngineVerdict, Model, Options, UnreadableReason, Verdict, identify,
    validate, validate_with,
};

use crate::page::{Example, Group, Input, Section};
use crate::source;

const UNREADABLE: &str = "crates/conversation-validator/src/report/unreadable.rs";
const CAUSE: &str = "crates/conversation-validator/src/report/cause.rs";
const EXPLAIN: &str = "crates/conversation-validator/src/validate/explain.rs";

const ABOUT: &str = "Reports of `conversation validate` and of `validate`. Values of payloads are shown only if asked for.";

/// The model that texts are read as if it does not matter which.
const ANY: Model = Model::AdaConversationEnded;

pub(crate) fn section() -> Section {
    let mut groups = vec![reports()];
    groups.extend(violations::groups());
    groups.extend(unseen::groups());
    groups.extend(unreadable());
    groups.extend([disagreement(), identification(), unknown_model()]);
    Section {
        title: "The validator",
        about: ABOUT.to_owned(),
        groups,
    }
}

/// The last line, and what changes with the options.
fn reports() -> Group {
    let model = Model::GenesysConversationChat;
    let report =
        |payload: &str, options: Options| validate_with(model, payload.as_bytes(), options);
    let shown = |about: &str, payload: &str, options: Options| Example {
        inputs: vec![Input::new(format!("`{model}`{about}:"), payload)],
        message: report(payload, options).to_string(),
    };
    let plain = Options::new();
    let three = r#"{"segments": [1, 2, 3]}"#;
    let held = r#"{"held": "yes"}"#;
    let many = format!(r#"{{"segments": [{}1]}}"#, "1,".repeat(100_000));
    let many = report(&many, plain.max_violations(1));
    // How many are counted depends on the size of an error in memory.
    let counted = many.violation_count().to_string();
    let about = format!("`{model}` with `--max-violations 1`, 100001 numbers in `segments`:");
    let examples = vec![
        shown("", "{}", plain),
        shown(" with `--max-violations 1`", three, plain.max_violations(1)),
        shown(" with `--max-violations 2`", three, plain.max_violations(2)),
        Example {
            inputs: vec![Input::described(about)],
            message: many.to_string().replace(&counted, "at least N"),
        },
        shown(" with `--values`", held, plain.detail(Detail::Values)),
    ];
    Group::of(
        "Report",
        "The last line, and what options change.",
        examples,
    )
}

/// The requirements on the text, and what a text that is not JSON seems to be.
fn unreadable() -> Vec<Group> {
    let reasons = source::variants(UNREADABLE, "UnreadableReason");
    let mut groups = Vec::new();
    for reason in reasons {
        let texts = TEXTS.iter().filter(|(name, _)| *name == reason.name);
        let examples: Vec<_> = texts.map(|(_, bytes)| of_text(bytes)).collect();
        let code = examples
            .first()
            .and_then(|it| it.message.split(['[', ']']).nth(1));
        let code = code.unwrap_or(&reason.name).to_owned();
        groups.push(Group::of(&code, reason.about, examples));
    }
    let causes = CAUSES.iter().map(|(_, bytes)| of_text(bytes)).collect();
    let about = "What a text that is not JSON or not UTF-8 seems to be instead.";
    groups.push(Group::of("Cause", about, causes));
    groups
}

/// Texts that give each reason.
const TEXTS: &[(&str, &[u8])] = &[
    ("Empty", b""),
    ("Truncated", b"{\"type\": "),
    ("InvalidUtf8", b"{\"type\": \"\xff\"}"),
    ("Syntax", b"{\"type\" 1}"),
    ("TooDeep", &[b'['; 128]),
    ("DuplicateKey", b"{\"type\": 1, \"type\": 2}"),
];

/// Texts that give each cause.
const CAUSES: &[(&str, &[u8])] = &[
    ("ByteOrderMark", b"\xef\xbb\xbf{}"),
    ("WideCharacters", b"\xff\xfe{\0}\0"),
    ("Gzip", b"\x1f\x8b\x08\0"),
    ("Zstd", b"\x28\xb5\x2f\xfd"),
    ("Archive", b"PK\x03\x04"),
    ("Markup", b"<!DOCTYPE html>"),
    ("Yaml", b"type: chat"),
    ("SeveralValues", b"{}\n{}"),
    ("Comment", b"{} // comment"),
    ("TrailingComma", b"{\"type\": 1,}"),
    ("SingleQuotes", b"{'type': 1}"),
    ("UnquotedName", b"{type: 1}"),
    ("NotANumber", b"{\"n\": NaN}"),
];

fn of_text(bytes: &[u8]) -> Example {
    let input = if bytes.starts_with(b"[[") {
        Input::described("128 times `[`:")
    } else {
        Input::file("`payload.json`", bytes)
    };
    let report = validate(ANY, bytes).with_source("payload.json");
    Example {
        inputs: vec![input],
        message: report.to_string(),
    }
}

#[test]
fn every_reason_and_every_cause_has_an_example() {
    let names = |path, name| -> BTreeSet<_> {
        let variants = source::variants(path, name).into_iter();
        variants.map(|variant| variant.name).collect()
    };
    let mut shown = (BTreeSet::new(), BTreeSet::new());
    for (name, bytes) in TEXTS.iter().chain(CAUSES) {
        let report = validate(ANY, bytes);
        let Verdict::Unreadable(unreadable) = report.verdict() else {
            panic!("{name}: {report}");
        };
        let reason: &UnreadableReason = unreadable.reason();
        let found = [format!("{reason:?}"), format!("{:?}", unreadable.cause())];
        assert!(
            found.iter().any(|it| it.contains(name)),
            "{name}: {found:?}"
        );
        let into = if unreadable.cause().is_some() {
            &mut shown.1
        } else {
            &mut shown.0
        };
        into.insert((*name).to_owned());
    }
    assert_eq!(shown.0, names(UNREADABLE, "UnreadableReason"));
    assert_eq!(shown.1, names(CAUSE, "Cause"));
}

fn disagreement() -> Group {
    let rejects = |keyword: Option<&str>| EngineVerdict::Rejects {
        keyword: keyword.map(str::to_owned),
        pointer: "/held".to_owned(),
    };
    let reason = "the bundled schema does not compile: …".to_owned();
    let pairs = [
        (EngineVerdict::Accepts, rejects(Some("type"))),
        (rejects(None), EngineVerdict::Accepts),
        (EngineVerdict::Accepts, EngineVerdict::CannotRead),
        (rejects(Some("type")), EngineVerdict::Unavailable { reason }),
    ];
    let messages = pairs.map(|(typed, full)| Disagreement { typed, full }.to_string());
    let about = "The verdicts of the engines where they differ. No payload is known to give one, \
                 so these were made by hand; a report shows them in the lines below.";
    let examples = vec![Example::of_message(messages.join("\n"))];
    Group {
        unseen: unseen::of_disagreement(),
        ..Group::of("Disagreement", about, examples)
    }
}

fn identification() -> Group {
    let payloads = [
        r#"{"state": "connected"}"#,
        r#"{"type": "ChatEndedEvent"}"#,
        r#"{"type": "ChatStartedEvent"}"#,
        "{}",
        "[]",
        "{",
    ];
    let examples = payloads.map(|payload| Example {
        inputs: vec![Input::new("A payload:", payload)],
        message: identify(payload.as_bytes()).to_string(),
    });
    let about = "What `conversation identify` and `identify` say of a payload of unknown model.";
    Group::of("Identification", about, examples.into())
}

fn unknown_model() -> Group {
    let names = ["genesys.chat", "genesys.conversationchat"];
    let examples = names.map(|name| Example {
        inputs: vec![Input::described(format!("`{name}`:"))],
        message: name.parse::<Model>().unwrap_err().to_string(),
    });
    Group::of("UnknownModel", "The name of no model.", examples.into())
}

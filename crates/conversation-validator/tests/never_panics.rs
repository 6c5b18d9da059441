//! For any bytes: nothing panics, and the two engines give the same verdict.

use conversation_validator::{Model, Verdict, cross_check, identify, validate};
use proptest::{collection::vec, prelude::*, sample::select};

/// Payloads similar to those of each model, so that mutations reach deep into the schemas.
const NEAR: &[&str] = &[
    r#"{"id": 1, "type": "ChatEndedEvent", "via": {"channel": "web", "source": {"from": {}, "to": {}, "rel": null}}, "value": [{"a": 1}], "attachments": [{"id": 1.0, "size": 1e3}]}"#,
    r#"{"type": "v1.conversation.ended", "timestamp": "t", "data": {"ended_by": {"id": null, "role": "system"}, "metadata": {"n": 5, "s": "x", "b": true}}}"#,
    r#"{"id": "1", "type": "support_ticket", "externalId": null, "externalUrl": null, "supportTicketConversationId": null, "createdAt": "1", "updatedAt": "1", "projectId": null, "integrationId": null, "visibility": "private", "messages": [{"id": "1", "type": "support_ticket", "externalId": null, "externalUrl": null, "conversationId": "1", "createdAt": "", "updatedAt": "", "role": "user", "content": "é😀", "links": [{"url": "u"}]}], "userProperties": {"id": 5}}"#,
    r#"{"state": "connected", "segments": [{"startTime": "2026-11-20T09:00:00Z", "endTime": "2026-11-20T09:00:00Z"}], "wrapup": {"durationSeconds": 1, "tags": []}, "journeyContext": {"customer": {"id": "x", "idType": "y"}}}"#,
];

/// Snippets that turn a JSON text into another one, or into a text that is not JSON.
const SNIPPETS: &[&str] = &[
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e400",
    "2147483648",
    "9223372036854775808",
    "1.0",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "é",
    "\n",
    "\"id\":1,",
    "\"type\":\"ChatEndedEvent\",",
    "\"2024-02-30T10:00:00Z\"",
    "-",
    ":",
    ".",
    "T",
];

/// Cuts a piece of a text out and puts a snippet in its place.
#[derive(Debug, Clone)]
struct Cut {
    at: prop::sample::Index,
    length: usize,
    snippet: &'static str,
}

impl Cut {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let start = self.at.index(bytes.len() + 1);
        let end = bytes.len().min(start + self.length);
        bytes.splice(start..end, self.snippet.bytes());
    }
}

fn cut() -> impl Strategy<Value = Cut> {
    let parts = (any::<prop::sample::Index>(), 0..12_usize, select(SNIPPETS));
    parts.prop_map(|(at, length, snippet)| Cut {
        at,
        length,
        snippet,
    })
}

fn mutated() -> impl Strategy<Value = Vec<u8>> {
    (select(NEAR), vec(cut(), 0..4)).prop_map(|(text, cuts)| {
        let mut bytes = text.as_bytes().to_vec();
        for cut in cuts {
            cut.apply(&mut bytes);
        }
        bytes
    })
}

/// Values of any shape with property names of the schemas.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let names = [
        "id",
        "type",
        "data",
        "via",
        "segments",
        "messages",
        "wrapup",
        "userProperties",
        "x",
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "[a-z😀]{0,4}".prop_map(Into::into),
        select(&["ChatEndedEvent", "support_ticket", "v1.conversation.ended"][..])
            .prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Into::into),
            vec((select(names.to_vec()), inner), 0..5).prop_map(|members| {
                let members = members
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value));
                serde_json::Value::Object(members.collect())
            }),
        ]
    })
}

/// Calls every function of the API on the bytes.
fn look(bytes: &[u8]) -> Result<(), TestCaseError> {
    for model in Model::ALL {
        let report = cross_check(*model, bytes);
        prop_assert_eq!(report.disagreement(), None, "{}", report);
        let quick = validate(*model, bytes);
        prop_assert_eq!(quick.is_valid(), report.is_valid());
        let shown = (report.to_string(), report.to_json());
        prop_assert!(!shown.0.is_empty() && shown.1.is_object());
        if let Verdict::Invalid(violations) = report.verdict() {
            prop_assert!(
                violations
                    .iter()
                    .all(|violation| violation.position.is_some())
            );
        }
    }
    let identification = identify(bytes);
    for model in identification.satisfied() {
        prop_assert!(validate(model, bytes).is_valid());
    }
    prop_assert!(!identification.to_string().is_empty());
    prop_assert!(identification.to_json().is_object());
    Ok(())
}

proptest! {
    // Failures are shrunk and printed; proptest has no default location for a seed file of an
    // integration test.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_any_bytes(bytes in vec(any::<u8>(), 0..200)) {
        look(&bytes)?;
    }

    #[test]
    fn on_mutated_payloads(bytes in mutated()) {
        look(&bytes)?;
    }

    #[test]
    fn on_values_of_any_shape(value in value()) {
        look(value.to_string().as_bytes())?;
    }
}

#[test]
fn on_texts_that_are_hard_on_readers() {
    let deep = "[".repeat(10_000);
    let closed = format!("{}{}", "{\"via\":".repeat(100), "}".repeat(100));
    let many = format!("{{\"tags\":[{}1]}}", "1,".repeat(10_000));
    let texts: &[&[u8]] = &[
        b"",
        b"\xEF\xBB\xBF{}",
        b"\xFF\xFE",
        b"{\"a\xFF\": 1}",
        b"{} {}",
        b"\"\\ud800\"",
        b"nul",
        deep.as_bytes(),
        closed.as_bytes(),
        many.as_bytes(),
    ];
    for text in texts {
        look(text).unwrap();
    }
}

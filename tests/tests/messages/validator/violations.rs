//! Violations of the keywords that the models use, by keyword.

use conversation_validator::{Model, validate};

use crate::page::{Example, Group, Input};

/// A payload that violates one keyword of a model's schema.
struct Case {
    /// The keyword as the report names it.
    keyword: &'static str,
    model: Model,
    payload: &'static str,
}

const fn case(keyword: &'static str, model: Model, payload: &'static str) -> Case {
    Case {
        keyword,
        model,
        payload,
    }
}

/// A ticket conversation of Inkeep requires many properties.
macro_rules! ticket {
    ($visibility:literal, $messages:literal) => {
        concat!(
            r#"{"id": "", "externalId": null, "externalUrl": null, "type": "support_ticket", "#,
            r#""supportTicketConversationId": null, "createdAt": "", "updatedAt": "", "#,
            r#""projectId": null, "integrationId": null, "visibility": "#,
            $visibility,
            r#", "messages": "#,
            $messages,
            "}"
        )
    };
}

/// The kinds of errors of the `jsonschema` crate that the payloads below give.
pub(super) const KINDS: &[&str] = &[
    "Constant", "Enum", "Format", "Maximum", "MinItems", "Minimum", "Required", "Type",
];

const CASES: &[Case] = &[
    case("required", Model::ZendeskChatEndedEvent, "{}"),
    case(
        "required",
        Model::ZendeskChatEndedEvent,
        r#"{"type": "ChatEndedEvent"}"#,
    ),
    case(
        "required",
        Model::ZendeskChatEndedEvent,
        r#"{"type": "ChatEndedEvent", "ID": 1}"#,
    ),
    case(
        "type",
        Model::AdaConversationEnded,
        r#"{"timestamp": 1767225600}"#,
    ),
    case("type", Model::GenesysConversationChat, r#"{"held": "yes"}"#),
    case(
        "type",
        Model::ZendeskChatEndedEvent,
        r#"{"type": "ChatEndedEvent", "id": 1.5}"#,
    ),
    case(
        "type",
        Model::AdaConversationEnded,
        r#"{"data": {"metadata": {"plan": null}}}"#,
    ),
    case("type", Model::GenesysConversationChat, "[]"),
    // A union of which no branch accepts the JSON type, and one whose closest branch is reported.
    case("type", Model::GenesysConversationChat, r#"{"wrapup": 5}"#),
    case(
        "type",
        Model::GenesysConversationChat,
        r#"{"wrapup": {"code": 5}}"#,
    ),
    case("const", Model::AdaConversationEnded, r#"{"type": "chat"}"#),
    case(
        "enum",
        Model::InkeepSupportTicketConversation,
        ticket!(
            r#""secret""#,
            r#"[{"id": "", "type": "support_ticket", "externalId": null, "externalUrl": null, "conversationId": "", "createdAt": "", "updatedAt": "", "role": "", "content": null}]"#
        ),
    ),
    case(
        "format",
        Model::GenesysConversationChat,
        r#"{"connectedTime": "2026-02-30T10:00:00Z"}"#,
    ),
    case(
        "minimum",
        Model::GenesysConversationChat,
        r#"{"wrapup": {"durationSeconds": -2147483649}}"#,
    ),
    case(
        "maximum",
        Model::GenesysConversationChat,
        r#"{"wrapup": {"durationSeconds": 2147483648}}"#,
    ),
    case(
        "minItems",
        Model::InkeepSupportTicketConversation,
        ticket!("null", "[]"),
    ),
];

/// A group for each keyword, in the order of the cases.
pub(super) fn groups() -> Vec<Group> {
    let by_keyword = CASES.chunk_by(|one, other| one.keyword == other.keyword);
    let groups = by_keyword.map(|cases| {
        let examples = cases.iter().map(example).collect();
        Group::of(cases[0].keyword, "", examples)
    });
    groups.collect()
}

fn example(case: &Case) -> Example {
    let Case { model, payload, .. } = case;
    let report = validate(*model, payload.as_bytes()).with_source("payload.json");
    let violations = report.violations();
    assert!(!violations.is_empty(), "{payload}: {report}");
    for violation in violations {
        assert_eq!(violation.keyword, case.keyword, "{payload}: {report}");
    }
    Example {
        inputs: vec![Input::new(format!("`{model}`:"), *payload)],
        message: report.to_string(),
    }
}

//! Ada's `v1.conversation.ended`.

use conversation_models::{
    Map, Number, Presence,
    ada::{
        ConversationEndedData, ConversationEndedWebhookPayload,
        ConversationEndedWebhookPayloadType, EndedBy, EndedByRole, MetadataValue,
    },
};
use serde_json::json;

use crate::{cannot_be_written, extra, writes};

#[test]
fn nothing_at_all_is_a_payload() {
    writes(&ConversationEndedWebhookPayload::default(), &json!({}));
}

#[test]
fn a_payload_with_every_object_is_built_by_hand() {
    let built = ConversationEndedWebhookPayload {
        type_: Some(ConversationEndedWebhookPayloadType),
        timestamp: Some("no date at all".to_owned()),
        data: Some(ConversationEndedData {
            conversation_id: Some("65e1".to_owned()),
            ended_by: Some(EndedBy {
                id: Presence::Null,
                role: Some("supervisor".into()),
                extra: extra("x"),
            }),
            metadata: Some(metadata()),
            ..ConversationEndedData::default()
        }),
        extra: extra("x"),
    };
    writes(
        &built,
        &json!({
            "type": "v1.conversation.ended",
            "timestamp": "no date at all",
            "data": {
                "conversation_id": "65e1",
                "ended_by": {"id": null, "role": "supervisor", "x": "extra"},
                "metadata": {"b": true, "n": 5, "f": 0.1, "s": "", "": "empty name", "conversation_id": "a name like any other"},
            },
            "x": "extra",
        }),
    );
}

fn metadata() -> Map<MetadataValue> {
    let text = |text: &str| MetadataValue::from(text.to_owned());
    Map::from([
        ("b", true.into()),
        ("n", MetadataValue::from(Number::from(5))),
        ("f", Number::try_from(0.1).unwrap().into()),
        ("s", text("")),
        ("", text("empty name")),
        ("conversation_id", text("a name like any other")),
    ])
}

#[test]
fn a_number_in_metadata_is_reached_as_one() {
    let text = r#"{"data": {"metadata": {"n": 5}, "ended_by": {"role": "system"}}}"#;
    let payload: ConversationEndedWebhookPayload = text.parse().unwrap();
    let data = payload.data.unwrap();
    let metadata = data.metadata.unwrap();
    assert_eq!(metadata.get("n"), Some(&MetadataValue::Number(5.into())));
    assert_eq!(data.ended_by.unwrap().role, Some(EndedByRole::System));
}

#[test]
fn a_known_text_makes_the_known_variant() {
    for (text, role) in [
        ("end_user", EndedByRole::EndUser),
        ("system", EndedByRole::System),
        ("human_agent", EndedByRole::HumanAgent),
    ] {
        assert_eq!(EndedByRole::from(text), role);
        assert_eq!(
            (role.as_str(), role.to_string().as_str(), role.is_known()),
            (text, text, true)
        );
    }
    let new = EndedByRole::from("System");
    assert_eq!((new.as_str(), new.is_known()), ("System", false));
}

#[test]
fn extra_members_cannot_hide_declared_ones() {
    let data = ConversationEndedData {
        extra: extra("metadata"),
        ..ConversationEndedData::default()
    };
    let built = ConversationEndedWebhookPayload {
        data: Some(data),
        ..ConversationEndedWebhookPayload::default()
    };
    cannot_be_written(&built, "metadata");
}

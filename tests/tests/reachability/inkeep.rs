//! Inkeep's `SupportTicketConversation`.

use conversation_models::{
    Extra, Map, Number, Presence,
    inkeep::{
        SupportTicketConversation, SupportTicketConversationMessages, SupportTicketMessage,
        SupportTicketMessageLinks, SupportTicketMessageLinksType, SupportTicketType, UserId,
        UserProperties, Visibility,
    },
};
use conversation_validator::ErrorKind;
use serde_json::{Value, json};

use crate::{cannot_be_written, extra, value, writes};

fn message() -> SupportTicketMessage {
    let text = str::to_owned;
    SupportTicketMessage {
        id: text("msg_1"),
        type_: SupportTicketType,
        external_id: None,
        external_url: None,
        conversation_id: text("conv_1"),
        created_at: text("1770113700000"),
        updated_at: text(""),
        role: text("anything"),
        content: None,
        name: Presence::Absent,
        links: Presence::Absent,
        properties: Presence::Absent,
        user_properties: Presence::Absent,
        extra: Extra::new(),
    }
}

fn message_written() -> Value {
    json!({
        "id": "msg_1", "type": "support_ticket", "externalId": null, "externalUrl": null, "conversationId": "conv_1",
        "createdAt": "1770113700000", "updatedAt": "", "role": "anything", "content": null,
    })
}

fn conversation(messages: Vec<SupportTicketMessage>) -> SupportTicketConversation {
    let text = str::to_owned;
    SupportTicketConversation {
        id: text("conv_1"),
        external_id: Some(text("4711")),
        external_url: None,
        type_: SupportTicketType,
        support_ticket_conversation_id: None,
        created_at: text("t"),
        updated_at: text("t"),
        project_id: None,
        integration_id: None,
        properties: Presence::Absent,
        user_properties: Presence::Absent,
        tags: Presence::Absent,
        visibility: None,
        messages: messages.try_into().unwrap(),
        extra: Extra::new(),
    }
}

fn conversation_written() -> Value {
    json!({
        "id": "conv_1", "externalId": "4711", "externalUrl": null, "type": "support_ticket",
        "supportTicketConversationId": null, "createdAt": "t", "updatedAt": "t", "projectId": null, "integrationId": null,
        "visibility": null, "messages": [message_written()],
    })
}

#[test]
fn a_required_null_is_written() {
    writes(&conversation(vec![message()]), &conversation_written());
}

#[test]
fn a_conversation_with_every_object_is_built_by_hand() {
    let link = SupportTicketMessageLinks {
        label: Presence::Null,
        url: "https://example.com".to_owned(),
        title: Presence::Absent,
        description: value("d"),
        type_: value("github_issue"),
        breadcrumbs: Presence::Value(Vec::new()),
        extra: extra("x"),
    };
    let user = UserProperties {
        id: value(Number::from(42)),
        user_id: value("u-1".to_owned()),
        extra: extra("plan"),
        ..UserProperties::default()
    };
    let built = SupportTicketConversation {
        properties: Presence::Value(Map::from([("seats", json!([12.5, null]))])),
        user_properties: value(user),
        tags: Presence::Value(vec!["billing".to_owned()]),
        visibility: Some(Visibility::Public),
        extra: extra("x"),
        ..conversation(vec![SupportTicketMessage {
            links: Presence::Value(vec![link]),
            ..message()
        }])
    };
    let mut expected = conversation_written();
    expected["properties"] = json!({"seats": [12.5, null]});
    expected["userProperties"] = json!({"id": 42, "userId": "u-1", "plan": "extra"});
    expected["tags"] = json!(["billing"]);
    expected["visibility"] = json!("public");
    expected["x"] = json!("extra");
    expected["messages"][0]["links"] = json!([{
        "label": null, "url": "https://example.com", "description": "d", "type": "github_issue", "breadcrumbs": [], "x": "extra",
    }]);
    writes(&built, &expected);
}

#[test]
fn a_thread_is_never_empty() {
    let error = SupportTicketConversationMessages::try_from(Vec::new()).unwrap_err();
    assert_eq!(error.keyword(), Some("minItems"));
    assert!(matches!(error.kind(), ErrorKind::Rule { .. }), "{error}");

    let thread = SupportTicketConversationMessages::try_from(vec![message(), message()]).unwrap();
    assert_eq!(thread.len(), 2);
    assert!(thread.iter().all(|one| one.role == "anything"));
    assert_eq!(thread.into_inner(), [message(), message()]);
}

#[test]
fn a_known_text_makes_the_known_variant() {
    use SupportTicketMessageLinksType as Type;
    assert_eq!(Type::from("discord_forum_post"), Type::DiscordForumPost);
    assert!(matches!(Type::from("wiki"), Type::Unknown(kept) if kept.as_str() == "wiki"));
}

#[test]
fn a_closed_list_knows_no_other_text() {
    assert_eq!("private".parse(), Ok(Visibility::Private));
    for text in ["Private", "internal", "", "private "] {
        assert!(text.parse::<Visibility>().is_err(), "{text}");
    }
}

#[test]
fn ids_of_either_kind_are_reached() {
    let mut payload = conversation_written();
    payload["userProperties"] = json!({"id": 7.5, "userId": "7.5"});
    let user = serde_json::from_value::<SupportTicketConversation>(payload)
        .unwrap()
        .user_properties;
    let user = user.into_option().unwrap();
    assert_eq!(user.id, value::<UserId>(Number::try_from(7.5).unwrap()));
    assert_eq!(user.user_id, value::<UserId>("7.5".to_owned()));
}

#[test]
fn extra_members_cannot_hide_declared_ones() {
    let hidden = SupportTicketMessage {
        extra: extra("links"),
        ..message()
    };
    cannot_be_written(&conversation(vec![hidden]), "links");
    let own = SupportTicketConversation {
        extra: extra("id"),
        ..conversation(vec![message()])
    };
    cannot_be_written(&own, "id");
}

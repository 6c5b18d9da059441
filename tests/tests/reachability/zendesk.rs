//! Zendesk's `ChatEndedEvent`.

use conversation_models::{
    Extra, Map, Presence,
    zendesk::{
        AttachmentBaseObject, AttachmentObject, ChatEndedEvent, ChatEndedEventType,
        ChatEndedEventValue, MalwareScanResult, Pixels, ViaChannel, ViaObject, ViaObjectFrom,
        ViaObjectSource, ViaObjectTo,
    },
};
use serde_json::json;

use crate::{cannot_be_written, extra, value, writes};

/// An event has required properties, so it has no `Default`.
fn event() -> ChatEndedEvent {
    ChatEndedEvent {
        id: 1_932_802_680_168,
        type_: ChatEndedEventType,
        via: None,
        value: None,
        attachments: None,
        extra: Extra::new(),
    }
}

#[test]
fn the_required_members_make_an_event() {
    writes(
        &event(),
        &json!({"id": 1_932_802_680_168_i64, "type": "ChatEndedEvent"}),
    );
    assert_eq!(ChatEndedEventType::VALUE, "ChatEndedEvent");
}

#[test]
fn an_event_with_every_object_is_built_by_hand() {
    let built = ChatEndedEvent {
        via: Some(via()),
        value: Some(Map::from([("conversation_id", json!("6453"))]).into()),
        attachments: Some(vec![attachment(), AttachmentObject::default()]),
        extra: extra("x"),
        ..event()
    };
    writes(
        &built,
        &json!({
            "id": 1_932_802_680_168_i64,
            "type": "ChatEndedEvent",
            "via": {
                "channel": "web",
                "source": {
                    "from": {"id": i64::MIN, "name": null}, "rel": null, "to": {"address": "a@example.com"},
                },
                "x": "extra",
            },
            "value": {"conversation_id": "6453"},
            "attachments": [
                {
                    "file_name": "plan.png", "height": 480, "width": "640", "inline": true,
                    "malware_scan_result": "failed_to_scan", "size": i64::MAX,
                    "thumbnails": [{"height": null, "malware_scan_result": "quarantined"}],
                },
                {},
            ],
            "x": "extra",
        }),
    );
}

fn via() -> ViaObject {
    let from = ViaObjectFrom {
        id: value(i64::MIN),
        name: Presence::Null,
        ..ViaObjectFrom::default()
    };
    let to = ViaObjectTo {
        address: Some("a@example.com".to_owned()),
        ..ViaObjectTo::default()
    };
    ViaObject {
        channel: Some(ViaChannel::from("web".to_owned())),
        source: Some(ViaObjectSource {
            from: Some(from),
            rel: Presence::Null,
            to: Some(to),
            extra: Extra::new(),
        }),
        extra: extra("x"),
    }
}

fn attachment() -> AttachmentObject {
    let thumbnail = AttachmentBaseObject {
        height: Presence::Null,
        malware_scan_result: Some("quarantined".into()),
        ..AttachmentBaseObject::default()
    };
    AttachmentObject {
        file_name: Some("plan.png".to_owned()),
        height: value(480),
        width: value("640".to_owned()),
        inline: Some(true),
        malware_scan_result: Some(MalwareScanResult::FailedToScan),
        size: Some(i64::MAX),
        thumbnails: Some(vec![thumbnail]),
        ..AttachmentObject::default()
    }
}

#[test]
fn value_is_an_array_or_an_object() {
    let array = ChatEndedEventValue::from(vec![json!(1), json!(null)]);
    let built = ChatEndedEvent {
        value: Some(array),
        ..event()
    };
    writes(
        &built,
        &json!({"id": built.id, "type": "ChatEndedEvent", "value": [1, null]}),
    );

    let read = |text: &str| text.parse::<ChatEndedEvent>().unwrap().value;
    let object = read(r#"{"id": 1, "type": "ChatEndedEvent", "value": {"a": [2]}}"#);
    let Some(ChatEndedEventValue::Object(members)) = object else {
        panic!("{object:?}");
    };
    assert_eq!(members.get("a"), Some(&json!([2])));
    let array = read(r#"{"id": 1, "type": "ChatEndedEvent", "value": []}"#);
    assert_eq!(array, Some(ChatEndedEventValue::Array(Vec::new())));
}

#[test]
fn numbers_and_texts_of_a_union_are_distinguished() {
    let text = r#"{"id": 1, "type": "ChatEndedEvent", "via": {"channel": 4}, "attachments": [{"height": 62.0, "width": "62"}]}"#;
    let event: ChatEndedEvent = text.parse().unwrap();
    assert_eq!(event.via.unwrap().channel, Some(ViaChannel::Integer(4)));
    let attachment = &event.attachments.unwrap()[0];
    assert_eq!(attachment.height, Presence::Value(Pixels::Integer(62)));
    assert_eq!(
        attachment.width,
        Presence::Value(Pixels::String("62".to_owned()))
    );
}

#[test]
fn extra_members_cannot_hide_declared_ones() {
    cannot_be_written(
        &ChatEndedEvent {
            extra: extra("attachments"),
            ..event()
        },
        "attachments",
    );
    let via = ViaObject {
        extra: extra("channel"),
        ..ViaObject::default()
    };
    cannot_be_written(
        &ChatEndedEvent {
            via: Some(via),
            ..event()
        },
        "channel",
    );
}

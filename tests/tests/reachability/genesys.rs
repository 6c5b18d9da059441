//! Genesys Cloud's `ConversationChat`.

use conversation_models::{
    DateTime, Extra, Number, Presence,
    genesys::{
        AfterCallWork, AfterCallWorkState, ConnectionState, ConversationChat,
        ConversationQueueMediaSettings, Direction, DisconnectType, JourneyAction, JourneyActionMap,
        JourneyContext, JourneyCustomer, JourneyCustomerSession, Segment, Wrapup,
    },
};
use serde_json::{Value, json};

use crate::{cannot_be_written, extra, value, writes};

#[test]
fn a_new_state_an_unknown_member_and_a_null_are_each_reached() {
    let text = r#"{"state":"some-new-state","x":{"y":1},"wrapup":null}"#;
    let chat = ConversationChat::from_slice(text.as_bytes()).unwrap();

    let Presence::Value(ConnectionState::Unknown(state)) = &chat.state else {
        panic!("{:?}", chat.state);
    };
    assert_eq!(state.as_str(), "some-new-state");
    assert!(!ConnectionState::from("some-new-state").is_known());
    assert_eq!(
        chat.extra.get("x").and_then(|x| x.get("y")),
        Some(&json!(1))
    );
    assert_eq!(chat.extra.keys().collect::<Vec<_>>(), ["x"]);
    assert!(chat.wrapup.is_null() && !chat.wrapup.is_absent());
    assert!(chat.after_call_work.is_absent());
    let others = ConversationChat {
        state: Presence::Absent,
        wrapup: Presence::Absent,
        extra: Extra::new(),
        ..chat.clone()
    };
    assert_eq!(others, ConversationChat::default());

    writes(&chat, &serde_json::from_str::<Value>(text).unwrap());
}

#[test]
fn a_chat_with_every_member_is_built_by_hand() {
    let at = |text: &str| DateTime::try_from(text).unwrap();
    let chat = ConversationChat {
        state: value("disconnected"),
        initial_state: value("brand-new"),
        id: value("8a1f"),
        room_id: Presence::Null,
        recording_id: value("r"),
        segments: Presence::Value(vec![segment(at("2026-11-20T10:00:00Z"))]),
        held: value(false),
        direction: value(Direction::Inbound),
        disconnect_type: value("transfer.conference"),
        start_hold_time: Presence::Null,
        start_alerting_time: value(at("2026-11-20t10:00:00.123z")),
        connected_time: value(at("2016-12-31T23:59:60Z")),
        disconnected_time: value(at("2026-11-20T10:00:00+01:30")),
        provider: value("p"),
        script_id: value("s"),
        peer_id: value("q"),
        avatar_image_url: value("not a URL"),
        journey_context: value(journey()),
        wrapup: value(wrapup()),
        after_call_work: value(AfterCallWork {
            start_time: Presence::Null,
            state: value("notApplicable"),
            ..AfterCallWork::default()
        }),
        after_call_work_required: value(true),
        queue_media_settings: value(ConversationQueueMediaSettings {
            alerting_timeout_seconds: value(i32::MAX),
            auto_answer_alert_tone_seconds: value(Number::try_from(1.5).unwrap()),
            manual_answer_alert_tone_seconds: value(u64::MAX),
            ..ConversationQueueMediaSettings::default()
        }),
        extra: extra("x"),
    };
    writes(
        &chat,
        &json!({
            "state": "disconnected", "initialState": "brand-new", "id": "8a1f", "roomId": null, "recordingId": "r",
            "segments": [{"startTime": "2026-11-20T10:00:00Z", "endTime": "2026-11-20T10:00:00Z", "type": null, "x": "extra"}],
            "held": false, "direction": "inbound", "disconnectType": "transfer.conference", "startHoldTime": null,
            "startAlertingTime": "2026-11-20t10:00:00.123z", "connectedTime": "2016-12-31T23:59:60Z",
            "disconnectedTime": "2026-11-20T10:00:00+01:30", "provider": "p", "scriptId": "s", "peerId": "q",
            "avatarImageUrl": "not a URL",
            "journeyContext": {
                "customer": {"id": "c", "idType": "cookie"},
                "customerSession": {"id": "cs", "type": "web"},
                "triggeringAction": {"id": "a", "actionMap": {"id": "m", "version": -1}},
            },
            "wrapup": {"code": "resolved", "tags": ["a", ""], "durationSeconds": 0, "provisional": null},
            "afterCallWork": {"startTime": null, "state": "notApplicable"}, "afterCallWorkRequired": true,
            "queueMediaSettings": {
                "alertingTimeoutSeconds": i32::MAX, "autoAnswerAlertToneSeconds": 1.5,
                "manualAnswerAlertToneSeconds": u64::MAX,
            },
            "x": "extra",
        }),
    );
}

fn segment(at: DateTime) -> Segment {
    Segment {
        start_time: at.clone(),
        end_time: at,
        type_: Presence::Null,
        how_ended: Presence::Absent,
        disconnect_type: Presence::Absent,
        extra: extra("x"),
    }
}

fn journey() -> JourneyContext {
    let text = str::to_owned;
    JourneyContext {
        customer: JourneyCustomer {
            id: text("c"),
            id_type: text("cookie"),
            extra: Extra::new(),
        },
        customer_session: value(JourneyCustomerSession {
            id: text("cs"),
            type_: text("web"),
            extra: Extra::new(),
        }),
        triggering_action: value(JourneyAction {
            id: text("a"),
            action_map: JourneyActionMap {
                id: text("m"),
                version: -1,
                extra: Extra::new(),
            },
            extra: Extra::new(),
        }),
        extra: Extra::new(),
    }
}

fn wrapup() -> Wrapup {
    Wrapup {
        code: value("resolved"),
        tags: Presence::Value(vec!["a".to_owned(), String::new()]),
        duration_seconds: value(0),
        provisional: Presence::Null,
        ..Wrapup::default()
    }
}

#[test]
fn nothing_at_all_is_a_chat() {
    writes(&ConversationChat::default(), &json!({}));
}

#[test]
fn a_known_text_makes_the_known_variant() {
    assert_eq!(ConnectionState::from("none"), ConnectionState::None);
    assert_eq!(Direction::from("outbound"), Direction::Outbound);
    assert_eq!(
        DisconnectType::from("transfer.forward"),
        DisconnectType::TransferForward
    );
    // The vendor lists the text `unknown` itself: it is known, and no `Unrecognized`.
    assert_eq!(
        AfterCallWorkState::from("unknown"),
        AfterCallWorkState::Unknown
    );
    let near = ["None", "none ", "", "transfer.Forward"];
    assert!(near.iter().all(|text| matches!(ConnectionState::from(*text), ConnectionState::Unknown(kept) if kept.as_str() == *text)));
}

#[test]
fn a_wrong_date_time_cannot_be_built() {
    for text in [
        "2024-02-30T10:00:00Z",
        "2026-11-20",
        "2026-11-20T10:00:00",
        "",
    ] {
        assert!(DateTime::try_from(text).is_err(), "{text}");
    }
    assert!(Number::try_from(f64::NAN).is_err() && Number::try_from(f64::INFINITY).is_err());
}

#[test]
fn extra_members_cannot_hide_declared_ones() {
    let direct = ConversationChat {
        extra: extra("state"),
        ..ConversationChat::default()
    };
    cannot_be_written(&direct, "state");
    let wrapup = Wrapup {
        extra: extra("endTime"),
        ..Wrapup::default()
    };
    cannot_be_written(
        &ConversationChat {
            wrapup: value(wrapup),
            ..ConversationChat::default()
        },
        "endTime",
    );
    let near = ConversationChat {
        extra: extra("State"),
        ..ConversationChat::default()
    };
    writes(&near, &json!({"State": "extra"}));
}

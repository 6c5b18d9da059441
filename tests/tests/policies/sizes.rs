//! Depth has a limit; size has none, and its cost is linear.

use conversation_models::{
    ada::{ConversationEndedWebhookPayload, MetadataValue},
    genesys::ConversationChat,
};
use conversation_tests::{Root, for_each_root};
use conversation_validator::{ErrorKind, UnreadableReason};
use serde_json::{Value, json};

use crate::{is_accepted, is_unreadable, with_members};

for_each_root! {
    a_hundred_and_twenty_seven_levels_are_read => |R| depth::<R>()
    ten_thousand_levels_do_not_overflow => |R| bottomless::<R>()
    where_a_plain_value_is_due_depth_does_not_overflow => |R| misplaced::<R>()
    five_megabytes_of_text_are_kept => |R| long_text::<R>()
}

/// Alternating arrays and objects, `levels` deep.
fn nested(levels: usize) -> String {
    let open = |level| if level % 2 == 0 { "[" } else { "{\"y\":" };
    let close = |level| if level % 2 == 0 { "]" } else { "}" };
    let opened: String = (0..levels).map(open).collect();
    let closed: String = (0..levels).rev().map(close).collect();
    format!("{opened}1{closed}")
}

/// The payload's own object is the first level.
fn depth<R: Root>() {
    let with = |levels| with_members::<R>(format!("\"x\": {}", nested(levels)).as_bytes());
    is_accepted::<R>(&with(125));
    is_accepted::<R>(&with(126));
    for levels in [127, 128, 500] {
        let (error, reason) = is_unreadable::<R>(&with(levels));
        assert_eq!(
            (error.kind(), reason),
            (&ErrorKind::TooDeep, UnreadableReason::TooDeep)
        );
    }
}

fn bottomless<R: Root>() {
    let unclosed =
        [r#"{"x":"#.repeat(10_000), "[".repeat(10_000)].map(|deep| format!("\"x\": {deep}"));
    let closed = format!("\"x\": {}", nested(10_000));
    for members in unclosed.into_iter().chain([closed]) {
        let reason = is_unreadable::<R>(&with_members::<R>(members.as_bytes())).1;
        assert_eq!(reason, UnreadableReason::TooDeep);
    }
}

/// The typed read may stop at the wrong JSON type or at the depth limit; the engines must agree.
fn misplaced<R: Root>() {
    for name in [
        "id", "type", "data", "value", "state", "held", "messages", "tags",
    ] {
        for deep in [
            nested(10_000),
            "[".repeat(10_000),
            "{\"id\":".repeat(10_000),
        ] {
            let text = format!("{{\"{name}\":{deep}");
            assert!(R::from_slice(text.as_bytes()).is_err());
            assert!(serde_json::from_str::<R>(&text).is_err());
            let report = conversation_validator::validate(R::MODEL, text.as_bytes());
            assert!(
                !report.is_valid() && report.disagreement().is_none(),
                "{report}"
            );
        }
    }
}

fn long_text<R: Root>() {
    let long = "ä\\n😀x".repeat(500_000);
    let text = with_members::<R>(format!(r#""x": "{long}", "{long}": null"#).as_bytes());
    assert!(text.len() > 2 * 5_000_000 * 9 / 10);
    let written = serde_json::to_value(is_accepted::<R>(&text)).unwrap();
    let long = long.replace("\\n", "\n");
    assert!(written["x"] == long);
    assert!(written[&long] == Value::Null);
}

/// Additional properties beside properties, and as a map of typed values. The reader is the same
/// for all models.
#[test]
fn two_hundred_thousand_members_are_kept() {
    let members: Vec<_> = (0..200_000)
        .map(|index| format!("\"x{index}\":{index}"))
        .collect();
    let members = members.join(",");
    let chat: ConversationChat = is_accepted(format!("{{{members}}}").as_bytes());
    assert_eq!(chat.extra.len(), 200_000);
    assert_eq!(chat.extra.get("x199999"), Some(&json!(199_999)));

    let metadata = format!("{{\"data\":{{\"metadata\":{{{members}}}}}}}");
    let payload = ConversationEndedWebhookPayload::from_slice(metadata.as_bytes()).unwrap();
    let metadata = payload.data.unwrap().metadata.unwrap();
    assert_eq!(metadata.len(), 200_000);
    assert_eq!(
        metadata.get("x199999"),
        Some(&MetadataValue::Number(199_999.into()))
    );

    let twice = format!("{{{members},\"x0\":0}}");
    let reason = is_unreadable::<ConversationChat>(twice.as_bytes()).1;
    let member = "x0".to_owned();
    assert_eq!(reason, UnreadableReason::DuplicateKey { member });
}

#[test]
fn two_hundred_thousand_items_are_kept() {
    let tags = json!(vec!["tag"; 200_000]);
    let anything = json!(vec![json!({"y": null}); 200_000]);
    let text = json!({"wrapup": {"tags": tags}, "x": anything}).to_string();
    let chat: ConversationChat = is_accepted(text.as_bytes());
    let tags = chat.wrapup.value().and_then(|wrapup| wrapup.tags.value());
    assert_eq!(tags.map(Vec::len), Some(200_000));
    assert_eq!(chat.extra.get("x"), Some(&anything));
}

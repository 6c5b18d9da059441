//! The borrowed models against the owned ones: every fixture gives the same verdict, error and
//! output.

// For clippy: helpers outside of test functions are test code, too.
#![cfg(test)]
#![cfg(all(
    feature = "borrowed",
    feature = "zendesk",
    feature = "ada",
    feature = "inkeep",
    feature = "genesys"
))]

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use conversation_models::{Error, ada, genesys, inkeep, zendesk};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A test of one model with its fixtures, also truncated, and with every character of their strings
/// escaped.
macro_rules! agreement {
    ($($test:ident: $vendor:ident, $model:ident, $folder:literal;)*) => {$(
        #[test]
        fn $test() {
            use $vendor::{$model as Owned, borrowed::$model as Borrowed};
            for_each_payload($folder, |json| {
                let owned = Owned::from_slice(json);
                let borrowed = Borrowed::from_slice(json);
                assert_eq!(outcome(&borrowed), outcome(&owned));
                assert_eq!(Borrowed::is_valid(json), owned.is_ok());
                if let Ok(json) = std::str::from_utf8(json) {
                    assert_eq!(outcome(&Borrowed::from_str(json)), outcome(&owned));
                }

                let (by_serde, as_owned) = (by_serde::<Borrowed<'_>>(json), by_serde::<Owned>(json));
                assert_eq!(by_serde, as_owned);
                if let Ok(value) = serde_json::from_slice::<Value>(json) {
                    let (one, two) = (Borrowed::deserialize(&value), Owned::deserialize(&value));
                    assert_eq!(outcome(&one), outcome(&two));
                    let (one, two) = (Borrowed::deserialize(value.clone()), Owned::deserialize(value));
                    assert_eq!(outcome(&one), outcome(&two));
                }

                if let Ok(value) = borrowed {
                    let owned: Borrowed<'static> = value.clone().into_owned();
                    assert_eq!(owned, value);
                    assert_eq!(outcome::<_, Error>(&Ok(owned)), outcome::<_, Error>(&Ok(value)));
                }
            });
        }
    )*};
}

agreement! {
    zendesk: zendesk, ChatEndedEvent, "zendesk/chat_ended_event";
    ada: ada, ConversationEndedWebhookPayload, "ada/conversation_ended";
    inkeep: inkeep, SupportTicketConversation, "inkeep/support_ticket_conversation";
    genesys: genesys, ConversationChat, "genesys/conversation_chat";
}

/// The outcome of a read: the value written as JSON, or the error.
fn outcome<T: Serialize, E: ToString>(read: &Result<T, E>) -> Result<String, String> {
    match read {
        Ok(value) => Ok(serde_json::to_string(value).unwrap()),
        Err(error) => Err(error.to_string()),
    }
}

fn by_serde<'de, T: Deserialize<'de> + Serialize>(json: &'de [u8]) -> Result<String, String> {
    outcome(&serde_json::from_slice::<T>(json))
}

fn for_each_payload(folder: &str, test: impl Fn(&[u8])) {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let mut count = 0;
    for side in ["accept", "reject"] {
        for path in files(&fixtures.join(folder).join(side)) {
            let json = std::fs::read(path).unwrap();
            test(&json);
            test(&json[..json.len() / 2]);
            if let Ok(value) = serde_json::from_slice::<Value>(&json) {
                test(escaped(&value).as_bytes());
            }
            count += 1;
        }
    }
    assert!(count > 50, "{folder} has {count} fixtures");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// JSON whose strings consist of escapes, so that none can be borrowed.
fn escaped(value: &Value) -> String {
    let text = |text: &str| {
        let escapes = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
        format!("\"{}\"", escapes.collect::<String>())
    };
    match value {
        Value::String(string) => text(string),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(escaped).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let members = members.iter();
            let members: Vec<_> = members
                .map(|(name, value)| format!("{}:{}", text(name), escaped(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
    }
}

#[test]
fn text_is_borrowed_and_text_with_escapes_is_not() {
    let json = r#"{"id": "plain", "chatId": null, "peerId": "es\u0063aped", "avatarImageUrl": ""}"#;
    let chat = genesys::borrowed::ConversationChat::from_str(json).unwrap();
    let id = chat.id.into_option().unwrap();
    assert!(matches!(id, Cow::Borrowed("plain")), "{id}");
    assert!(json.as_bytes().as_ptr_range().contains(&id.as_ptr()));
    let peer = chat.peer_id.into_option().unwrap();
    assert!(matches!(&peer, Cow::Owned(text) if text == "escaped"));
}

#[test]
fn text_inside_of_lists_maps_and_unions_is_borrowed() {
    let json = br#"{"id": 1, "type": "ChatEndedEvent", "via": {"channel": "chat", "source": {"from": {"name": "Bo"}, "to": {}, "rel": null}}}"#;
    let event = zendesk::borrowed::ChatEndedEvent::from_slice(json).unwrap();
    let via = event.via.unwrap();
    let is_borrowed = matches!(
        via.channel,
        Some(zendesk::borrowed::ViaChannel::String(Cow::Borrowed("chat")))
    );
    assert!(is_borrowed, "{via:?}");

    let json = br#"{"metadata": {"key": "value"}, "ended_by": {"id": "Bo"}}"#;
    let data: ada::borrowed::ConversationEndedData<'_> = serde_json::from_slice(json).unwrap();
    let metadata = data.metadata.unwrap();
    let is_borrowed = matches!(
        metadata.get("key"),
        Some(ada::borrowed::MetadataValue::String(Cow::Borrowed("value")))
    );
    assert!(is_borrowed, "{metadata:?}");
    let ended_by = data.ended_by.unwrap();
    assert!(matches!(ended_by.id.value(), Some(Cow::Borrowed("Bo"))));
}

#[test]
fn text_in_a_list_with_assertions_is_borrowed() {
    for_each_payload("inkeep/support_ticket_conversation", |json| {
        let conversation = inkeep::borrowed::SupportTicketConversation::from_slice(json);
        let escapes = json.contains(&b'\\');
        for message in conversation.iter().flat_map(|it| it.messages.iter()) {
            let borrowed = matches!(message.conversation_id, Cow::Borrowed(_));
            assert!(borrowed || escapes, "{message:?}");
        }
    });
}

#[test]
fn values_of_serde_borrow_inside_of_other_types() {
    #[derive(Deserialize)]
    struct Envelope<'a> {
        #[serde(borrow)]
        chats: Vec<genesys::borrowed::ConversationChat<'a>>,
    }

    let json = String::from(r#"{"chats": [{"id": "plain"}]}"#);
    let envelope: Envelope<'_> = serde_json::from_str(&json).unwrap();
    let id = envelope.chats[0].id.value().unwrap();
    assert!(matches!(id, Cow::Borrowed("plain")), "{id}");
}

#[test]
fn owned_values_outlive_the_payload() {
    let owned = {
        let json = br#"{"id": "plain", "segments": [], "extra member": "kept"}"#.to_vec();
        let chat = genesys::borrowed::ConversationChat::from_slice(&json).unwrap();
        chat.into_owned()
    };
    assert_eq!(owned.id.as_deref().value(), Some(&"plain"));
    assert_eq!(owned.extra.get("extra member"), Some(&"kept".into()));
}

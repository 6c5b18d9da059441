//! The models under test: for each its generated type, its hand-written structs, and the validator
//! that `jsonschema` compiles from its schema at build time.

#[cfg(feature = "peers")]
use std::hint::black_box;

use conversation_models::{ada, genesys, inkeep, zendesk};
use conversation_validator::Model;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::derived;

/// One model with everything that the contenders need.
pub(crate) trait Subject {
    /// The generated type.
    type Typed: Serialize;
    /// The hand-written structs with serde's derive.
    type Derived: DeserializeOwned;
    /// The model.
    const MODEL: Model;

    /// Reads with the generated type.
    fn typed(bytes: &[u8]) -> Result<Self::Typed, conversation_models::Error>;

    /// Reads with the generated type that borrows its text.
    #[cfg(feature = "peers")]
    fn borrowed(bytes: &[u8]) -> bool;

    /// The verdict of the validator that `jsonschema` compiled at build time.
    fn compiled(value: &Value) -> bool;
}

/// The validators that `jsonschema` compiles at build time.
mod compiled {
    macro_rules! validator {
        ($name:ident, $path:literal) => {
            #[jsonschema::validator(path = $path, validate_formats = true, methods = { is_valid = true, validate = false, iter_errors = false })]
            pub(super) struct $name;
        };
    }
    validator!(
        Zendesk,
        "../conversation-models/src/zendesk/generated/chat_ended_event.schema.json"
    );
    validator!(
        Ada,
        "../conversation-models/src/ada/generated/conversation_ended.schema.json"
    );
    validator!(
        Inkeep,
        "../conversation-models/src/inkeep/generated/support_ticket_conversation.schema.json"
    );
    validator!(
        Genesys,
        "../conversation-models/src/genesys/generated/conversation_chat.schema.json"
    );
}

macro_rules! subject {
    ($(#[$doc:meta])+ $name:ident: $vendor:ident::$typed:ident, $derived:ty, $model:ident) => {
        $(#[$doc])+
        pub(crate) struct $name;

        impl Subject for $name {
            type Typed = $vendor::$typed;
            type Derived = $derived;
            const MODEL: Model = Model::$model;

            fn typed(bytes: &[u8]) -> Result<Self::Typed, conversation_models::Error> {
                <$vendor::$typed>::from_slice(bytes)
            }

            #[cfg(feature = "peers")]
            fn borrowed(bytes: &[u8]) -> bool {
                black_box($vendor::borrowed::$typed::from_slice(bytes)).is_ok()
            }

            fn compiled(value: &Value) -> bool {
                compiled::$name::is_valid(value)
            }
        }
    };
}

subject!(
    /// Zendesk's `ChatEndedEvent`.
    Zendesk: zendesk::ChatEndedEvent, derived::zendesk::ChatEndedEvent, ZendeskChatEndedEvent
);
subject!(
    /// Ada's webhook `v1.conversation.ended`.
    Ada: ada::ConversationEndedWebhookPayload, derived::ada::ConversationEnded, AdaConversationEnded
);
subject!(
    /// Inkeep's `SupportTicketConversation`.
    Inkeep: inkeep::SupportTicketConversation, derived::inkeep::Conversation, InkeepSupportTicketConversation
);
subject!(
    /// Genesys Cloud's `ConversationChat`.
    Genesys: genesys::ConversationChat, derived::genesys::ConversationChat, GenesysConversationChat
);

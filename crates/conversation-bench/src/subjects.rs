//! The models under test: for each its type, the structs people would write by hand, and the validator that `jsonschema` compiles
//! from its schema. Knows nothing of time.

use conversation_models::{ada, genesys, inkeep, zendesk};
use conversation_validator::Model;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::derived;

/// One model with everything that contenders need of it.
pub(crate) trait Subject {
    /// The generated type.
    type Typed: Serialize;
    /// Structs as people write them, with serde's derive.
    type Derived: DeserializeOwned;
    /// Its name elsewhere.
    const MODEL: Model;

    /// Reads with the generated type.
    fn typed(bytes: &[u8]) -> Result<Self::Typed, conversation_models::Error>;

    /// The verdict of the validator that `jsonschema` compiled from the schema when this crate was built.
    fn compiled(value: &Value) -> bool;
}

/// The validators that are compiled with this crate.
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
    ($(#[$doc:meta])+ $name:ident: $typed:ty, $derived:ty, $model:ident) => {
        $(#[$doc])+
        pub(crate) struct $name;

        impl Subject for $name {
            type Typed = $typed;
            type Derived = $derived;
            const MODEL: Model = Model::$model;

            fn typed(bytes: &[u8]) -> Result<Self::Typed, conversation_models::Error> {
                <$typed>::from_slice(bytes)
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

//! What the fuzz targets hold our engines against, and how: `serde_json` for the text, the `jsonschema` crate for the schema.
//!
//! Each check takes one text, tries it as every model, and panics where we differ from the reference. Nothing is hidden: the text is
//! the fuzzer's, nobody's data.

mod reference;
mod report;
mod typed_read;
mod validate_only;

pub use report::check as report;
pub use typed_read::check as typed_read;
pub use validate_only::check as validate_only;

use conversation_models::{
    ada::ConversationEndedWebhookPayload, genesys::ConversationChat,
    inkeep::SupportTicketConversation, zendesk::ChatEndedEvent,
};

/// Calls a generic check once a model.
macro_rules! with_every_model {
    ($check:ident($($argument:expr),*)) => {
        $check::<$crate::ChatEndedEvent>($($argument),*);
        $check::<$crate::ConversationEndedWebhookPayload>($($argument),*);
        $check::<$crate::SupportTicketConversation>($($argument),*);
        $check::<$crate::ConversationChat>($($argument),*);
    };
}
use with_every_model;

//! The four root types, so that one test serves them all.
//!
//! The only place of the harness that names a model. Gives a trait and the macro that makes a test of each type.

use std::{fmt::Debug, str::FromStr};

use conversation_models::{ada, genesys, inkeep, zendesk};
use conversation_validator::{Error, Model, Payload};
use serde::{Serialize, de::DeserializeOwned};

/// What the tests use of a generated root type: all of its public reading and writing.
pub trait Root:
    Debug + PartialEq + Serialize + DeserializeOwned + FromStr<Err = Error> + 'static
{
    /// The validator's name for it.
    const MODEL: Model;
    /// The schema it was generated from, as the type carries it.
    const SCHEMA: &'static str;

    /// Its inherent `from_slice`.
    ///
    /// # Errors
    ///
    /// As that.
    fn from_slice(json: &[u8]) -> Result<Self, Error>;

    /// Its verdict without a value.
    fn is_valid(json: &[u8]) -> bool;

    /// The value inside the validator's payload, if it is of this type.
    fn of_payload(payload: &Payload) -> Option<&Self>;
}

macro_rules! roots {
    ($($type:ty = $model:ident, $accessor:ident;)*) => {$(
        impl Root for $type {
            const MODEL: Model = Model::$model;
            const SCHEMA: &'static str = <$type>::SCHEMA;

            fn from_slice(json: &[u8]) -> Result<Self, Error> {
                <$type>::from_slice(json)
            }

            fn is_valid(json: &[u8]) -> bool {
                <$type>::is_valid(json)
            }

            fn of_payload(payload: &Payload) -> Option<&Self> {
                payload.$accessor()
            }
        }
    )*};
}

roots! {
    zendesk::ChatEndedEvent = ZendeskChatEndedEvent, as_zendesk_chat_ended_event;
    ada::ConversationEndedWebhookPayload = AdaConversationEnded, as_ada_conversation_ended;
    inkeep::SupportTicketConversation = InkeepSupportTicketConversation, as_inkeep_support_ticket_conversation;
    genesys::ConversationChat = GenesysConversationChat, as_genesys_conversation_chat;
}

/// Makes a module of four tests, one a model, of a generic function over [`Root`].
///
/// ```no_run
/// conversation_tests::for_each_root! {
///     has_a_schema => |R| assert!(R::SCHEMA.starts_with('{'))
/// }
/// ```
#[macro_export]
macro_rules! for_each_root {
    ($($name:ident => |$root:ident| $test:expr)*) => {$(
        mod $name {
            use super::*;

            #[test]
            fn zendesk() {
                type $root = conversation_models::zendesk::ChatEndedEvent;
                $test;
            }

            #[test]
            fn ada() {
                type $root = conversation_models::ada::ConversationEndedWebhookPayload;
                $test;
            }

            #[test]
            fn inkeep() {
                type $root = conversation_models::inkeep::SupportTicketConversation;
                $test;
            }

            #[test]
            fn genesys() {
                type $root = conversation_models::genesys::ConversationChat;
                $test;
            }
        }
    )*};
}

//! The one place where a model is listed: its name, its root type, its accessor.
//!
//! Takes the generated root types of `conversation-models`; gives the enums [`Model`] and
//! [`Payload`]. To add a model, add a line. Knows nothing of verdicts or reports.

use conversation_models::{ada, genesys, inkeep, zendesk};

crate::expansion::models! {
    /// Zendesk's ticket audit event for a chat that ended.
    ZendeskChatEndedEvent = "zendesk.chat_ended_event", zendesk::ChatEndedEvent, as_zendesk_chat_ended_event;
    /// Ada's webhook `v1.conversation.ended`.
    AdaConversationEnded = "ada.conversation_ended", ada::ConversationEndedWebhookPayload, as_ada_conversation_ended;
    /// Inkeep's conversation that belongs to a support ticket.
    InkeepSupportTicketConversation = "inkeep.support_ticket_conversation", inkeep::SupportTicketConversation, as_inkeep_support_ticket_conversation;
    /// A participant's chat in a Genesys Cloud conversation.
    GenesysConversationChat = "genesys.conversation_chat", genesys::ConversationChat, as_genesys_conversation_chat;
}

//! The rows of the four seed tables: name, type and whether the property is required, in each
//! page's own notation.

/// One page's table.
pub(crate) struct Table {
    /// The model as the page names it.
    pub(crate) model: &'static str,
    /// The path of our schema, below `schemas/`.
    pub(crate) schema: &'static str,
    /// How the page marks a required and an optional property.
    marks: [&'static str; 2],
    /// In the page's order.
    pub(crate) rows: &'static [Row],
}

impl Table {
    /// The page's mark for a property that is, or is not, required.
    pub(crate) fn mark(&self, required: bool) -> &'static str {
        self.marks[usize::from(!required)]
    }
}

/// A property.
pub(crate) struct Row {
    /// Its name as printed.
    pub(crate) name: &'static str,
    /// Its name in payloads.
    pub(crate) wire: &'static str,
    /// Its type as printed, without markup.
    pub(crate) type_: &'static str,
    /// Whether the page calls it required.
    pub(crate) required: bool,
}

const fn required(name: &'static str, type_: &'static str) -> Row {
    Row {
        name,
        wire: name,
        type_,
        required: true,
    }
}

const fn optional(name: &'static str, type_: &'static str) -> Row {
    renamed(name, name, type_)
}

const fn renamed(name: &'static str, wire: &'static str, type_: &'static str) -> Row {
    Row {
        name,
        wire,
        type_,
        required: false,
    }
}

/// Ticks and dashes of the two pages that Speakeasy's generator wrote.
const TICKS: [&str; 2] = ["heavy_check_mark", "heavy_minus_sign"];

/// All four tables.
pub(crate) const TABLES: [Table; 4] = [
    Table {
        model: "ChatEndedEvent",
        schema: "zendesk/chat_ended_event.json",
        marks: TICKS,
        rows: &[
            required("id", "int"),
            required("type", "models.TypeChatEndedEvent"),
            optional("via", "Optional[models.ViaObject]"),
            optional("value", "List[Any]"),
            optional("attachments", "List[models.AttachmentObject]"),
        ],
    },
    Table {
        model: "ConversationEndedWebhookPayload",
        schema: "ada/conversation_ended.json",
        marks: ["Required", "Optional"],
        rows: &[
            optional("type", "enum"),
            optional("timestamp", "string"),
            optional("data", "object"),
        ],
    },
    Table {
        model: "SupportTicketConversation",
        schema: "inkeep/support_ticket_conversation.json",
        marks: TICKS,
        rows: &[
            required("id", "string"),
            required("externalId", "string"),
            required("externalUrl", "string"),
            required("type", "components.SupportTicketConversationType"),
            required("supportTicketConversationId", "string"),
            required("createdAt", "string"),
            required("updatedAt", "string"),
            required("projectId", "string"),
            required("integrationId", "string"),
            optional("properties", "Record<string, any>"),
            optional("userProperties", "Record<string, any>"),
            optional("tags", "string[]"),
            required(
                "visibility",
                "components.SupportTicketConversationVisibility",
            ),
            required("messages", "components.SupportTicketMessage[]"),
        ],
    },
    Table {
        model: "ConversationChat",
        schema: "genesys/conversation_chat.json",
        marks: ["required", "optional"],
        rows: &[
            optional("state", "Option<String>"),
            optional("id", "Option<String>"),
            renamed("room_id", "roomId", "Option<String>"),
            renamed("recording_id", "recordingId", "Option<String>"),
            optional("segments", "Option<Vec<crate::models::Segment>>"),
            optional("held", "Option<bool>"),
            optional("direction", "Option<String>"),
            renamed("disconnect_type", "disconnectType", "Option<String>"),
            renamed("start_hold_time", "startHoldTime", "Option<String>"),
            renamed("start_alerting_time", "startAlertingTime", "Option<String>"),
            renamed("connected_time", "connectedTime", "Option<String>"),
            renamed("disconnected_time", "disconnectedTime", "Option<String>"),
            optional("provider", "Option<String>"),
            renamed("script_id", "scriptId", "Option<String>"),
            renamed("peer_id", "peerId", "Option<String>"),
            renamed("avatar_image_url", "avatarImageUrl", "Option<String>"),
            renamed(
                "journey_context",
                "journeyContext",
                "Option<crate::models::JourneyContext>",
            ),
            optional("wrapup", "Option<crate::models::Wrapup>"),
            renamed(
                "after_call_work",
                "afterCallWork",
                "Option<crate::models::AfterCallWork>",
            ),
            renamed(
                "after_call_work_required",
                "afterCallWorkRequired",
                "Option<bool>",
            ),
        ],
    },
];

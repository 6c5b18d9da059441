//! The list of deliberate differences between a schema and its seed, each with its reason.

/// A deliberate difference, in the notation of [`crate::phrase`].
pub(crate) struct Difference {
    /// The model as the seed names it.
    pub(crate) model: &'static str,
    /// The property's name in payloads.
    pub(crate) member: &'static str,
    /// What the seed says.
    pub(crate) seed: &'static str,
    /// What our schema says.
    pub(crate) ours: &'static str,
    /// Why we do not follow the seed.
    pub(crate) why: &'static str,
}

const HIDDEN_NULL: &str = "the page's generator prints `string` for a nullable string; the SDK of the very same commit reads null";
const HIDDEN_NULL_TOO: &str =
    "the SDK reads null as well as absence, which the page's generator does not print";
const ISO_8601: &str =
    "the page's description promises an ISO 8601 time with date and zone, so that much is asserted";
const SINCE_2022: &str = "Genesys added it after the page was made (SDKs of 2026); optional, so older payloads still pass";

/// All differences, by vendor, in the order of the properties.
pub(crate) const DIFFERENCES: &[Difference] = &[
    zendesk(
        "id",
        "required integer",
        "required int64",
        "the page's language has integers without bounds; Zendesk documents 64 bits for its ids",
    ),
    zendesk(
        "type",
        "required TypeChatEndedEvent",
        "required \"ChatEndedEvent\"",
        "the named type has one value, which the schema has inline",
    ),
    zendesk(
        "via",
        "optional ViaObject | null",
        "optional ViaObject",
        "Python's Optional means absence here: the SDK never writes null, and Zendesk's document does not allow it",
    ),
    zendesk(
        "value",
        "optional array of anything",
        "optional array of anything | map of anything",
        "Zendesk's own document shows an object for chat events, as do programs that read them; the list stays, as the page has it",
    ),
    ada(
        "type",
        "optional enum",
        "optional \"v1.conversation.ended\"",
        "the page cuts off the one allowed value; its sample and Ada's OpenAPI document have it",
    ),
    ada(
        "data",
        "optional object",
        "optional ConversationEndedData",
        "the page shows the members only in a sample; Ada's OpenAPI document describes them",
    ),
    inkeep(
        "externalId",
        "required string",
        "required string | null",
        HIDDEN_NULL,
    ),
    inkeep(
        "externalUrl",
        "required string",
        "required string | null",
        HIDDEN_NULL,
    ),
    inkeep(
        "type",
        "required SupportTicketConversationType",
        "required \"support_ticket\"",
        "the named type has one value, shared with the messages",
    ),
    inkeep(
        "supportTicketConversationId",
        "required string",
        "required string | null",
        HIDDEN_NULL,
    ),
    inkeep(
        "projectId",
        "required string",
        "required string | null",
        HIDDEN_NULL,
    ),
    inkeep(
        "integrationId",
        "required string",
        "required string | null",
        HIDDEN_NULL,
    ),
    inkeep(
        "properties",
        "optional map of anything",
        "optional map of anything | null",
        HIDDEN_NULL_TOO,
    ),
    inkeep(
        "userProperties",
        "optional map of anything",
        "optional UserProperties | null",
        "since April 2025 the SDK types six keys and keeps any others; it reads null, too",
    ),
    inkeep(
        "tags",
        "optional array of string",
        "optional array of string | null",
        HIDDEN_NULL_TOO,
    ),
    inkeep(
        "visibility",
        "required SupportTicketConversationVisibility",
        "required \"private\" | \"public\" | null",
        "the named type has these two values; the SDK reads null, too",
    ),
    inkeep(
        "messages",
        "required array of SupportTicketMessage",
        "required array of SupportTicketMessage, 1 at least",
        "the page says so in the member's description, not in its type",
    ),
    genesys(
        "initialState",
        "(nothing)",
        "optional string | null",
        SINCE_2022,
    ),
    genesys(
        "startHoldTime",
        "optional string | null",
        "optional string (date-time) | null",
        ISO_8601,
    ),
    genesys(
        "startAlertingTime",
        "optional string | null",
        "optional string (date-time) | null",
        ISO_8601,
    ),
    genesys(
        "connectedTime",
        "optional string | null",
        "optional string (date-time) | null",
        ISO_8601,
    ),
    genesys(
        "disconnectedTime",
        "optional string | null",
        "optional string (date-time) | null",
        ISO_8601,
    ),
    genesys(
        "queueMediaSettings",
        "(nothing)",
        "optional ConversationQueueMediaSettings | null",
        SINCE_2022,
    ),
];

const fn zendesk(
    member: &'static str,
    seed: &'static str,
    ours: &'static str,
    why: &'static str,
) -> Difference {
    Difference {
        model: "ChatEndedEvent",
        member,
        seed,
        ours,
        why,
    }
}

const fn ada(
    member: &'static str,
    seed: &'static str,
    ours: &'static str,
    why: &'static str,
) -> Difference {
    Difference {
        model: "ConversationEndedWebhookPayload",
        member,
        seed,
        ours,
        why,
    }
}

const fn inkeep(
    member: &'static str,
    seed: &'static str,
    ours: &'static str,
    why: &'static str,
) -> Difference {
    Difference {
        model: "SupportTicketConversation",
        member,
        seed,
        ours,
        why,
    }
}

const fn genesys(
    member: &'static str,
    seed: &'static str,
    ours: &'static str,
    why: &'static str,
) -> Difference {
    Difference {
        model: "ConversationChat",
        member,
        seed,
        ours,
        why,
    }
}

//! Ada's webhook `v1.conversation.ended`.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub(crate) struct ConversationEnded {
    #[serde(rename = "type")]
    kind: Option<EventType>,
    timestamp: Option<String>,
    data: Option<Data>,
}

#[derive(Deserialize)]
enum EventType {
    #[serde(rename = "v1.conversation.ended")]
    V1ConversationEnded,
}

#[derive(Deserialize)]
struct Data {
    conversation_id: Option<String>,
    channel_id: Option<String>,
    end_user_id: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
    ended_by: Option<EndedBy>,
    metadata: Option<HashMap<String, Value>>,
    ai_agent_domain: Option<String>,
}

#[derive(Deserialize)]
struct EndedBy {
    id: Option<String>,
    role: Option<Role>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Role {
    EndUser,
    HumanAgent,
    System,
    #[serde(other)]
    Unknown,
}

//! Inkeep's `SupportTicketConversation`.

use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Conversation {
    id: String,
    external_id: Option<String>,
    external_url: Option<String>,
    r#type: ConversationType,
    support_ticket_conversation_id: Option<String>,
    created_at: String,
    updated_at: String,
    project_id: Option<String>,
    integration_id: Option<String>,
    properties: Option<Map<String, Value>>,
    user_properties: Option<UserProperties>,
    tags: Option<Vec<String>>,
    visibility: Option<Visibility>,
    messages: Vec<Message>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ConversationType {
    SupportTicket,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Visibility {
    Public,
    Private,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserProperties {
    id: Option<Value>,
    identification_type: Option<String>,
    user_id: Option<Value>,
    support_agent_name: Option<String>,
    support_agent_email: Option<String>,
    user_type: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    id: String,
    r#type: ConversationType,
    external_id: Option<String>,
    external_url: Option<String>,
    conversation_id: String,
    created_at: String,
    updated_at: String,
    role: String,
    content: Option<String>,
    name: Option<String>,
    links: Option<Vec<Link>>,
    properties: Option<Map<String, Value>>,
    user_properties: Option<UserProperties>,
}

#[derive(Deserialize)]
struct Link {
    label: Option<String>,
    url: String,
    title: Option<String>,
    description: Option<String>,
    r#type: Option<LinkType>,
    breadcrumbs: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum LinkType {
    Documentation,
    Site,
    DiscoursePost,
    GithubIssue,
    GithubDiscussion,
    StackoverflowQuestion,
    DiscordForumPost,
    DiscordMessage,
    CustomQuestionAnswer,
    #[serde(other)]
    Unknown,
}

//! Genesys Cloud's `ConversationChat`.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConversationChat {
    state: Option<ConnectionState>,
    initial_state: Option<ConnectionState>,
    id: Option<String>,
    room_id: Option<String>,
    recording_id: Option<String>,
    segments: Option<Vec<Segment>>,
    held: Option<bool>,
    direction: Option<Direction>,
    disconnect_type: Option<DisconnectType>,
    start_hold_time: Option<String>,
    start_alerting_time: Option<String>,
    connected_time: Option<String>,
    disconnected_time: Option<String>,
    provider: Option<String>,
    script_id: Option<String>,
    peer_id: Option<String>,
    avatar_image_url: Option<String>,
    journey_context: Option<JourneyContext>,
    wrapup: Option<Wrapup>,
    after_call_work: Option<AfterCallWork>,
    after_call_work_required: Option<bool>,
    queue_media_settings: Option<QueueMediaSettings>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ConnectionState {
    Alerting,
    Dialing,
    Contacting,
    Offering,
    Connected,
    Disconnected,
    Terminated,
    None,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Direction {
    Inbound,
    Outbound,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum DisconnectType {
    Endpoint,
    Client,
    System,
    Transfer,
    #[serde(rename = "transfer.conference")]
    TransferConference,
    #[serde(rename = "transfer.consult")]
    TransferConsult,
    #[serde(rename = "transfer.forward")]
    TransferForward,
    Error,
    Peer,
    Other,
    Uncallable,
    Timeout,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Segment {
    start_time: String,
    end_time: String,
    r#type: Option<String>,
    how_ended: Option<String>,
    disconnect_type: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct JourneyContext {
    customer: Customer,
    customer_session: Option<CustomerSession>,
    triggering_action: Option<Action>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Customer {
    id: String,
    id_type: String,
}

#[derive(Deserialize)]
struct CustomerSession {
    id: String,
    r#type: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Action {
    id: String,
    action_map: ActionMap,
}

#[derive(Deserialize)]
struct ActionMap {
    id: String,
    version: i32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wrapup {
    code: Option<String>,
    name: Option<String>,
    notes: Option<String>,
    tags: Option<Vec<String>>,
    duration_seconds: Option<i32>,
    end_time: Option<String>,
    provisional: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AfterCallWork {
    start_time: Option<String>,
    end_time: Option<String>,
    state: Option<AfterCallWorkState>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum AfterCallWorkState {
    Unknown,
    Skipped,
    Pending,
    Complete,
    NotApplicable,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct QueueMediaSettings {
    alerting_timeout_seconds: Option<i32>,
    auto_answer_alert_tone_seconds: Option<f64>,
    manual_answer_alert_tone_seconds: Option<f64>,
    enable_auto_answer: Option<bool>,
}

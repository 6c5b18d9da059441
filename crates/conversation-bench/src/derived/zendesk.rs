//! Zendesk's `ChatEndedEvent`.

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub(crate) struct ChatEndedEvent {
    id: i64,
    #[serde(rename = "type")]
    kind: EventType,
    via: Option<Via>,
    value: Option<Value>,
    attachments: Option<Vec<Attachment>>,
}

#[derive(Deserialize)]
enum EventType {
    ChatEndedEvent,
}

#[derive(Deserialize)]
struct Via {
    channel: Option<Value>,
    source: Option<Source>,
}

#[derive(Deserialize)]
struct Source {
    from: Option<From>,
    rel: Option<String>,
    to: Option<To>,
}

#[derive(Deserialize)]
struct From {
    address: Option<String>,
    id: Option<i64>,
    name: Option<String>,
    title: Option<String>,
}

#[derive(Deserialize)]
struct To {
    address: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Attachment {
    content_type: Option<String>,
    content_url: Option<String>,
    deleted: Option<bool>,
    file_name: Option<String>,
    height: Option<Value>,
    id: Option<i64>,
    inline: Option<bool>,
    malware_access_override: Option<bool>,
    malware_scan_result: Option<MalwareScanResult>,
    mapped_content_url: Option<String>,
    size: Option<i64>,
    url: Option<String>,
    width: Option<Value>,
    thumbnails: Option<Vec<Attachment>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum MalwareScanResult {
    MalwareFound,
    MalwareNotFound,
    FailedToScan,
    NotScanned,
    #[serde(other)]
    Unknown,
}

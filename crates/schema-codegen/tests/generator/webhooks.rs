//! Webhooks as a large vendor describes them: two hundred events in an `anyOf` without a common
//! discriminator, since events of different things share their actions and some require none.

use schema_codegen::Builder;
use serde_json::{Map, Value, json};

const THINGS: [&str; 20] = [
    "alert",
    "branch",
    "check",
    "comment",
    "deployment",
    "discussion",
    "hook",
    "issue",
    "key",
    "member",
    "milestone",
    "package",
    "page",
    "project",
    "pull_request",
    "release",
    "review",
    "star",
    "team",
    "workflow",
];

const ACTIONS: [&str; 10] = [
    "assigned",
    "closed",
    "created",
    "deleted",
    "edited",
    "locked",
    "opened",
    "published",
    "reopened",
    "transferred",
];

fn definition(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn thing() -> Value {
    json!({
        "type": "object",
        "required": ["id", "user"],
        "properties": {
            "id": { "type": "integer" },
            "state": { "enum": ["open", "closed"] },
            "user": definition("user"),
            "labels": { "type": "array", "items": definition("label") },
            "parent": { "anyOf": [{ "type": "null" }, definition("label")] },
        },
    })
}

fn event(thing: &str, action: &str) -> Value {
    let mut required = vec![thing, "sender"];
    if !matches!(action, "locked") {
        required.push("action");
    }
    json!({
        "type": "object",
        "required": required,
        "properties": {
            "action": { "const": action },
            thing: definition(thing),
            "sender": definition("user"),
            "changes": { "type": "object", "properties": { "from": { "type": "string" } } },
        },
    })
}

fn description() -> Value {
    let mut all = Map::new();
    let named = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    all.insert("user".to_owned(), named.clone());
    all.insert("label".to_owned(), named);
    let mut events = Vec::new();
    for thing_name in THINGS {
        all.insert(thing_name.to_owned(), thing());
        for action in ACTIONS {
            let name = format!("{thing_name}_{action}");
            events.push(definition(&name));
            all.insert(name, event(thing_name, action));
        }
    }
    json!({ "title": "Event", "anyOf": events, "$defs": all })
}

#[test]
fn every_object_is_streamed_though_nothing_discriminates_the_events() {
    let output = Builder::new()
        .schema_text("webhooks.json", description().to_string())
        .generate()
        .unwrap();
    let quality = output.quality();
    assert_eq!(quality.unions.good, 0, "{quality}");
    assert!(quality.objects.all > THINGS.len() * ACTIONS.len());
    assert_eq!(quality.objects.good, quality.objects.all, "{quality}");
    assert_eq!(quality.proofs.good, quality.proofs.all, "{quality}");
}

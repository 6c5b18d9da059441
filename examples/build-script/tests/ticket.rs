//! The generated types at work: payloads round-trip, and invalid ones are reported.

use std::process::Command;

use build_script_example::{MessageFrom, Ticket, TicketMessages, TicketStatus};
use serde_json::{Value, json};

fn payload() -> Value {
    json!({
        "id": 4711,
        "status": "on-hold",
        "assignee": "Kim",
        "messages": [{ "from": "agent", "text": "We are looking into it." }]
    })
}

#[test]
fn a_payload_is_read_and_written_without_loss() {
    let mut payload = payload();
    payload["priority"] = json!({ "level": 1.50, "set": null });
    payload["assignee"] = Value::Null;
    payload["status"] = json!("escalated");
    let ticket: Ticket = serde_json::from_value(payload.clone()).unwrap();
    assert!(ticket.assignee.is_null());
    assert!(!ticket.status.is_known());
    assert_eq!(ticket.extra.get("priority"), payload.get("priority"));
    assert_eq!(serde_json::to_value(&ticket).unwrap(), payload);
}

#[test]
fn members_are_reached_by_name() {
    let ticket: Ticket = payload().to_string().parse().unwrap();
    assert_eq!(ticket.id, 4711_u32);
    assert_eq!(ticket.status, TicketStatus::OnHold);
    assert_eq!(ticket.messages[0].from, MessageFrom::Agent);
}

#[test]
fn what_the_schema_refuses_is_refused_where_it_stands() {
    for (member, value, place) in [
        ("id", json!(-1), "/id"),
        ("id", json!(4_294_967_296_u64), "/id"),
        ("status", json!(3), "/status"),
        ("assignee", json!(["Kim"]), "/assignee"),
        ("messages", json!([]), "/messages"),
        (
            "messages",
            json!([{ "from": "bot", "text": "" }]),
            "/messages/0/from",
        ),
        ("messages", json!([{ "from": "agent" }]), "/messages/0"),
        (
            "messages",
            json!([{ "from": "agent", "text": "", "x": 1 }]),
            "/messages/0",
        ),
    ] {
        let mut payload = payload();
        payload[member] = value;
        let error = Ticket::from_slice(payload.to_string().as_bytes()).unwrap_err();
        assert_eq!(error.pointer(), place, "{error}");
    }
}

#[test]
fn a_list_that_must_not_be_empty_cannot_be_made_empty() {
    assert!(TicketMessages::try_from(Vec::new()).is_err());
}

#[test]
fn the_program_tells_what_is_in_its_payload() {
    let program = env!("CARGO_BIN_EXE_build-script-example");
    let output = Command::new(program).output().unwrap();
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "ticket 4711 has a status new to us: escalated\n\
         messages: 1\n\
         assignee: Null\n\
         members we did not know: 1\n"
    );
}

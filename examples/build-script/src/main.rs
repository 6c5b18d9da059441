//! Reads a payload into the generated types and says what is in it.

use std::error::Error;

use build_script_example::{Ticket, TicketStatus};

const PAYLOAD: &[u8] = br#"{
    "id": 4711,
    "status": "escalated",
    "assignee": null,
    "messages": [{ "from": "customer", "text": "My order has not arrived." }],
    "priority": { "level": 1 }
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let ticket = Ticket::from_slice(PAYLOAD)?;
    match &ticket.status {
        TicketStatus::Unknown(status) => {
            println!("ticket {} has a status new to us: {status}", ticket.id);
        }
        known => println!("ticket {} is {known}", ticket.id),
    }
    println!("messages: {}", ticket.messages.len());
    println!("assignee: {:?}", ticket.assignee);
    println!("members we did not know: {}", ticket.extra.len());
    Ok(())
}

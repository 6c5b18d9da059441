//! The types that the build script makes of `schemas/ticket.json`.

include!(concat!(env!("OUT_DIR"), "/ticket.rs"));

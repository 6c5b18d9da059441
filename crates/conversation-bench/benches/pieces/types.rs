//! The types that the build script generates from the schemas in this folder.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "generated for crates that others use; only reading is measured"
)]

include!(concat!(env!("OUT_DIR"), "/pieces.rs"));

//! The types that the build script makes of the schemas beside this file.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "generated for crates that others use; only reading is measured"
)]

include!(concat!(env!("OUT_DIR"), "/pieces.rs"));

//! The full report for every model against the reference.
#![no_main]

conversation_fuzz_libfuzzer::target!("report");

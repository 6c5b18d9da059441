//! The full report for every model, held against the reference.
#![no_main]

conversation_fuzz_libfuzzer::target!("report");

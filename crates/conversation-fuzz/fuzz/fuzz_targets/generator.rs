//! Any text as a schema.
#![no_main]

conversation_fuzz_libfuzzer::target!("generator");

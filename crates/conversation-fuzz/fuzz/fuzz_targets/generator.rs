//! Anything as a schema.
#![no_main]

conversation_fuzz_libfuzzer::target!("generator");

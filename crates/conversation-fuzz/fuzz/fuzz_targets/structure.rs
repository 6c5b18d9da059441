//! Texts one step away from valid payloads, for the models and for generated types of all other
//! shapes.
#![no_main]

conversation_fuzz_libfuzzer::target!("structure");

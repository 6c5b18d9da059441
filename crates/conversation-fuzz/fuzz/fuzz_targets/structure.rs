//! Texts a step away from valid payloads, for the models and for generated types of every other shape.
#![no_main]

conversation_fuzz_libfuzzer::target!("structure");

//! The runtime's patterns against an ECMA-262 engine.
#![no_main]

conversation_fuzz_libfuzzer::target!("pattern");

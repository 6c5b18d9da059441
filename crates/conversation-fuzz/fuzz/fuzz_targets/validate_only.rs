//! The verdict of `is_valid` of every model against the reference.
#![no_main]

conversation_fuzz_libfuzzer::target!("validate_only");

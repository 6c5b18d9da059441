//! The verdict without a value of every model, held against the reference.
#![no_main]

conversation_fuzz_libfuzzer::target!("validate_only");

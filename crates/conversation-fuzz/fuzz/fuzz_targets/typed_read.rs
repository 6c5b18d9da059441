//! The typed read of every model, held against the reference.
#![no_main]

conversation_fuzz_libfuzzer::target!("typed_read");

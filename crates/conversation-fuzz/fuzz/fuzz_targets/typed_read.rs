//! The typed read of every model against the reference.
#![no_main]

conversation_fuzz_libfuzzer::target!("typed_read");

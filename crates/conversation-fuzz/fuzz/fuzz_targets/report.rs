//! Every text is reported on for every model, and held against the reference.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &[u8]| conversation_fuzz::report(text));

//! What `Model::is_valid` allocates: nothing, except for the names in objects with many additional
//! properties and for strings with escapes that an assertion checks. It frees all of it before it
//! returns. Only the indexes of types with many properties are kept, once for the process.
//!
//! This test is a binary of its own, since the counting allocator replaces that of the whole
//! binary.

#![cfg(test)]

use std::fmt::Write as _;

use allocation_counter::{AllocationInfo, measure};
use conversation_bench::{Payload, Size, payloads};
use conversation_validator::Model;

/// How many additional properties an object may have before their names need a set.
const NAMES_WITHOUT_SET: usize = 32;

/// The peak memory of a set for each name: slots of 25 bytes, of which up to 16 in 7 are free,
/// while twice as many replace them.
const BYTES_FOR_A_NAME: u64 = 90;

fn taken(model: Model, bytes: &[u8], verdict: bool) -> AllocationInfo {
    // Fills the indexes.
    assert_eq!(model.is_valid(bytes), verdict, "{model}");
    let taken = measure(|| assert_eq!(model.is_valid(bytes), verdict, "{model}"));
    assert_eq!((taken.count_current, taken.bytes_current), (0, 0));
    taken
}

fn all(size: Size) -> Vec<Payload> {
    let mut all = payloads().unwrap();
    all.retain(|payload| payload.size == size);
    all
}

/// Ada's webhook with `count` pairs of metadata, which are additional properties.
fn with_metadata(count: usize, name: impl Fn(usize) -> String) -> Vec<u8> {
    let mut pairs = String::new();
    for index in 0..count {
        write!(pairs, r#""{}":{index},"#, name(index)).unwrap();
    }
    let pairs = pairs.trim_end_matches(',');
    let head = r#""type":"v1.conversation.ended","timestamp":"2026-08-15T08:00:00Z""#;
    format!(r#"{{{head},"data":{{"metadata":{{{pairs}}}}}}}"#).into_bytes()
}

#[test]
fn small_and_medium_payloads_take_nothing() {
    for payload in all(Size::Small).into_iter().chain(all(Size::Medium)) {
        let taken = taken(payload.model, &payload.bytes, true);
        assert_eq!(taken.count_total, 0, "{}: {taken:?}", payload.model);
    }
}

#[test]
fn rejecting_takes_nothing() {
    for payload in all(Size::Medium) {
        for end in 0..payload.bytes.len() {
            let cut = &payload.bytes[..end];
            let taken = taken(payload.model, cut, false);
            assert_eq!(taken.count_total, 0, "{}: {taken:?}", payload.model);
        }
    }
}

#[test]
fn large_payloads_take_nothing_but_for_the_names_of_a_map() {
    for payload in all(Size::Large) {
        let taken = taken(payload.model, &payload.bytes, true);
        let value: serde_json::Value = serde_json::from_slice(&payload.bytes).unwrap();
        let metadata = value.pointer("/data/metadata");
        let names = metadata.map_or(0, |pairs| pairs.as_object().unwrap().len() as u64);
        let holds = taken.bytes_max <= BYTES_FOR_A_NAME * names;
        assert!(holds, "{}, {names} names: {taken:?}", payload.model);
    }
}

#[test]
fn names_take_memory_from_the_thirty_third_on() {
    let plain = |index| format!("key_{index}");
    let few = with_metadata(NAMES_WITHOUT_SET, plain);
    assert_eq!(
        taken(Model::AdaConversationEnded, &few, true).count_total,
        0
    );
    for count in [NAMES_WITHOUT_SET + 1, 100, 1_000, 10_000] {
        let taken = taken(
            Model::AdaConversationEnded,
            &with_metadata(count, plain),
            true,
        );
        // One allocation for each doubling of the set.
        let steps = u64::from((count * 2).ilog2());
        let within = 1..=steps;
        assert!(within.contains(&taken.count_total), "{count}: {taken:?}");
        let most = BYTES_FOR_A_NAME * count as u64;
        assert!(taken.bytes_max <= most, "{count}: {taken:?}");
    }
}

#[test]
fn an_object_with_a_set_leaves_room_for_those_in_it() {
    let list = |count, value: &str| {
        let members: Vec<_> = (0..count).map(|it| format!(r#""x{it}":{value}"#)).collect();
        format!("{{{}}}", members.join(","))
    };
    let bytes = list(100, &list(NAMES_WITHOUT_SET, "1"));
    let taken = taken(Model::GenesysConversationChat, bytes.as_bytes(), true);
    // An inner object has a set only as long as the names of the outer object are still on the
    // stack.
    assert!(taken.count_total <= 32, "{taken:?}");
}

#[test]
fn names_with_escapes_also_take_their_length() {
    let escaped = |index| format!(r"key\u005f{index}");
    for count in [1, 100, 10_000] {
        let bytes = with_metadata(count, escaped);
        let taken = taken(Model::AdaConversationEnded, &bytes, true);
        // A growing string has a capacity of up to twice its length, and a set with one name has 4
        // slots.
        let most = (BYTES_FOR_A_NAME + 2 * 9) * count as u64 + 120;
        assert!(taken.bytes_max <= most, "{count}: {taken:?}");
    }
}

#[test]
fn a_string_that_an_assertion_checks_takes_its_length_if_it_has_escapes() {
    let plain = with_metadata(1, |_| "key".to_owned());
    let plain = String::from_utf8(plain).unwrap();
    let escaped = plain.replace("v1.", r"v1\u002e");
    let taken = taken(Model::AdaConversationEnded, escaped.as_bytes(), true);
    assert!((1..=4).contains(&taken.count_total), "{taken:?}");
    assert!(
        taken.bytes_max <= 3 * "v1.conversation.ended".len() as u64,
        "{taken:?}"
    );
}

#[test]
fn a_string_that_no_assertion_checks_takes_nothing() {
    let text = br#"{"id": "\u00e9\n\"", "no\/one": "\ud83d\ude00"}"#;
    let plain = br#"{"id": "\u00e9\n\"", "no one": "\ud83d\ude00"}"#;
    let model = Model::GenesysConversationChat;
    assert_eq!(taken(model, plain, true).count_total, 0);
    // A name with escapes is decoded, since it might be that of a property.
    assert!(taken(model, text, true).count_total > 0);
}

//! A duplicate key is an error that names it: for properties and additional properties, at any
//! depth, however it is spelt.

use conversation_tests::{Document, Place, Root, Step, document::Edit, fixtures, for_each_root};
use conversation_validator::{ErrorKind, UnreadableReason};
use schema_runtime::value_from_slice;

use crate::is_unreadable;

for_each_root! {
    duplicate_keys_are_rejected_everywhere => |R| repeat_everything::<R>(plain)
    an_escaped_name_is_the_same_name => |R| repeat_everything::<R>(escaped)
}

/// A name that occurs in no fixture; it is replaced by a spelling of the duplicate key.
const MARK: &str = "to be spelt otherwise";

fn repeat_everything<R: Root>(spell: fn(&str) -> String) {
    for fixture in fixtures::accepted(R::MODEL) {
        let document = Document::from(&fixture.value());
        for place in document.places() {
            if let Some((Step::Member(name), above)) = place.steps().split_last() {
                let value = document.get(&place).unwrap().clone();
                let object: Place = above.iter().cloned().collect();
                let twice = document.edited(&object, &Edit::Insert(MARK.to_owned(), value));
                let mark = format!("\"{MARK}\"");
                let text = twice.to_string().replace(&mark, &spell(name));
                is_refused_for::<R>(&text, &object, name);
            }
        }
    }
}

fn is_refused_for<R: Root>(text: &str, object: &Place, name: &str) {
    let member = name.to_owned();
    let (error, reason) = is_unreadable::<R>(text.as_bytes());
    assert_eq!(
        *error.kind(),
        ErrorKind::Duplicate {
            member: member.clone()
        },
        "{error}"
    );
    assert_eq!(error.pointer(), object.to_string());
    assert_eq!(reason, UnreadableReason::DuplicateKey { member });

    let strict = value_from_slice(text.as_bytes()).unwrap_err();
    assert_eq!(
        (strict.kind(), strict.pointer()),
        (error.kind(), error.pointer())
    );
    let by_serde = serde_json::from_str::<R>(text).unwrap_err().to_string();
    assert!(by_serde.contains("duplicate key"), "{by_serde}");
}

fn plain(name: &str) -> String {
    serde_json::to_string(name).unwrap()
}

/// Every UTF-16 unit as an escape.
fn escaped(name: &str) -> String {
    let units = name.encode_utf16().map(|unit| format!("\\u{unit:04X}"));
    format!("\"{}\"", units.collect::<String>())
}

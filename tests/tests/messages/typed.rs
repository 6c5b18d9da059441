//! The errors of typed values: of reading a payload, of building a value, of writing one.

mod by_hand;
mod reads;
mod values;

use std::collections::BTreeSet;

use crate::page::{Example, Group, Section};
use crate::source;

const ERROR: &str = "crates/schema-runtime/src/error.rs";
const FAULT: &str = "crates/schema-runtime/src/text/fault.rs";

const ABOUT: &str = "Errors of `from_slice` by kind, of `TryFrom` and of writing. The types are those that the generator writes for the schemas.";

pub(crate) fn section() -> Section {
    let kinds = source::variants(ERROR, "ErrorKind").into_iter();
    let mut groups: Vec<_> = kinds.map(of_kind).collect();
    groups.push(by_hand::unreachable());
    groups.extend(values::groups());
    Section {
        title: "Typed values",
        about: ABOUT.to_owned(),
        groups,
    }
}

fn of_kind(kind: source::Variant) -> Group {
    let mut examples = reads::examples(&kind.name);
    examples.extend(by_hand::examples(&kind.name));
    assert!(
        !examples.is_empty(),
        "no example of `ErrorKind::{}`",
        kind.name
    );
    Group::of(&kind.name, kind.about, examples)
}

/// What is wrong with a text is worded in one table.
#[test]
fn every_fault_of_a_text_is_shown() {
    let text = source::text(FAULT);
    let table = text.split("const fn message").nth(1).unwrap();
    let quoted = table.split('"').skip(1).step_by(2);
    let worded: BTreeSet<_> = quoted.map(|text| text.replace(r"\\", r"\")).collect();
    // The first is replaced by the violation, the second by the kind `TooDeep`.
    let hidden = ["the value was refused", "recursion limit exceeded"];
    let shown = |wording: &String| {
        let is_in = |example: &Example| example.message.starts_with(wording.as_str());
        hidden.contains(&wording.as_str()) || reads::examples("Syntax").iter().any(is_in)
    };
    let without: Vec<_> = worded.iter().filter(|it| !shown(it)).collect();
    assert!(without.is_empty(), "faults without an example: {without:?}");
}

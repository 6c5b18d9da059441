//! The reader of untagged unions. The branches are tried on the text, without building a value
//! ([`decide`](Context::decide)); then the value is read once, with the branch that matches.
//!
//! From other deserializers the value is buffered and written as text. This is the slowest way to
//! read a union; the generator uses it where there is no discriminator.

use std::marker::PhantomData;

use serde::{
    Deserializer,
    de::{self, EnumAccess},
};
use serde_json::Value;

use super::{
    Context, Ignored, Read,
    kinds::{Finish, Then, read_ahead},
    look_ahead::{LooksAhead, look_ahead},
    value::ValueReader,
};
use crate::{
    Violation,
    acceptance::{Decision, Untagged},
    text::Fault,
    undecided::undecided,
};

/// Reads a union from a buffered text.
pub type FromBuffer<T> = fn(&str, &mut Context) -> Result<T, Fault>;

/// An untagged union, as its reader needs it.
pub trait Choice<'de>: Sized {
    /// The branches, in the order in which they are tried.
    const UNION: &'static Untagged;
    /// Reads the union from a text that does not live as long as the value.
    const FROM_BUFFER: FromBuffer<Self>;

    /// Reads the branch at `index`. Returns `None` for an index without a branch.
    ///
    /// # Errors
    ///
    /// The errors of the branch.
    fn branch<D: Deserializer<'de>>(
        index: usize,
        deserializer: D,
        cx: &mut Context,
    ) -> Result<Option<Self>, D::Error>;
}

/// Reads an untagged union.
///
/// # Errors
///
/// If no branch matches the value: the error of the branch that fails deepest inside the value. If
/// two branches match and only one may: keyword `oneOf`.
pub fn choice<'de, T: Choice<'de>, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
) -> Result<T, D::Error> {
    let reader = Then {
        kinds: ValueReader,
        finish: ChoiceReader(PhantomData),
    };
    let level = cx.enter_union();
    let value = read_ahead(reader, deserializer, cx);
    cx.leave_union(level);
    value
}

struct ChoiceReader<T>(PhantomData<T>);

impl<'de, T: Choice<'de>> Finish<'de, Value> for ChoiceReader<T> {
    type Output = T;

    /// Reads a buffered value.
    fn finish<E: de::Error>(self, value: Result<Value, E>, cx: &mut Context) -> Result<T, E> {
        let text = value?.to_string();
        let mut inner = cx.of_buffer();
        T::FROM_BUFFER(&text, &mut inner).map_err(|_| cx.fail_as(inner))
    }

    fn ahead<A: EnumAccess<'de>>(self, access: A, cx: &mut Context) -> Result<T, A::Error> {
        look_ahead(self, access, cx)
    }
}

impl<'de, T: Choice<'de>> LooksAhead<'de> for ChoiceReader<T> {
    type Output = T;
    type Decision = Decision;

    fn decide(&self, rest: &'de str, cx: &mut Context) -> Decision {
        cx.decide(rest, T::UNION)
    }

    fn read<D: Deserializer<'de>>(
        self,
        decision: Decision,
        deserializer: D,
        cx: &mut Context,
    ) -> Result<T, D::Error> {
        let branch = match decision {
            // It is unknown whether a branch matches, so the decision is unknown, too.
            _ if let Some(undecided) = undecided() => return fail(undecided, deserializer, cx),
            Decision::Branch { index, .. } => index,
            Decision::Nothing { nearest, .. } => nearest,
            Decision::Several => {
                let expected = "satisfy one branch of its schema, and satisfies several";
                return fail(Violation::rule("oneOf", expected), deserializer, cx);
            }
        };
        match T::branch(branch, deserializer, cx)? {
            Some(value) if matches!(decision, Decision::Branch { .. }) => Ok(value),
            _ => Err(cx.fail(Violation::rule("anyOf", "satisfy a branch of its schema"))),
        }
    }
}

/// Fails with a violation of the whole value, which may have errors of its own.
fn fail<'de, T, D: Deserializer<'de>>(
    violation: Violation,
    deserializer: D,
    cx: &mut Context,
) -> Result<T, D::Error> {
    let Ignored = Ignored::read(deserializer, cx)?;
    Err(cx.fail(violation))
}

//! The reader of untagged unions: the value is buffered, and the branches are tried in order. This
//! is the slowest way to read a union; the generator uses it where there is no discriminator.

use serde::Deserializer;
use serde_json::Value;

use super::{Context, Read};
use crate::{Violation, undecided::undecided};

/// Reads one branch from a buffered value.
pub type Branch<T> = fn(&Value, &mut Context) -> Result<T, serde_json::Error>;

/// An untagged union, as its reader needs it.
pub trait Choice: Sized + 'static {
    /// The branches, in the order in which they are tried.
    const BRANCHES: &'static [Branch<Self>];
    /// Whether a value that matches two branches is refused (`oneOf`), or the first matching branch
    /// is taken (`anyOf`).
    const EXCLUSIVE: bool;
}

/// Reads an untagged union.
///
/// # Errors
///
/// If no branch matches the value: the error of the branch that failed deepest inside the value. If
/// two branches match and only one may: keyword `oneOf`.
pub fn choice<'de, T: Choice, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
) -> Result<T, D::Error> {
    let value = Value::read(deserializer, cx)?;
    let mut chosen = None;
    let mut furthest: Option<Context> = None;
    for branch in T::BRANCHES {
        let mut trial = cx.trial();
        let read = branch(&value, &mut trial);
        // It is unknown whether this branch matches, so the choice is unknown, too.
        if let Some(undecided) = undecided() {
            return Err(cx.fail(undecided));
        }
        match read {
            Ok(_) if chosen.is_some() => {
                let expected = "satisfy one branch of its schema, and satisfies several";
                return Err(cx.fail(Violation::rule("oneOf", expected)));
            }
            Ok(read) => {
                chosen = Some(read);
                if !T::EXCLUSIVE {
                    break;
                }
            }
            Err(_)
                if furthest
                    .as_ref()
                    .is_none_or(|best| best.is_shallower(&trial)) =>
            {
                furthest = Some(trial);
            }
            Err(_) => {}
        }
    }
    chosen.ok_or_else(|| cx.fail_as(furthest))
}

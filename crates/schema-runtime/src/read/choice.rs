//! Unions that nothing tells apart but trying: the value is read once, and each branch is held against it. The slowest way to read a
//! union; the generator takes it where no JSON type and no tag decides.

use serde::Deserializer;
use serde_json::Value;

use super::{Context, Read};
use crate::{Violation, undecided::undecided};

/// Reads one branch from a value that has been read.
pub type Branch<T> = fn(&Value, &mut Context) -> Result<T, serde_json::Error>;

/// What a union by trial tells its reader.
pub trait Choice: Sized + 'static {
    /// The branches, in the order in which they are tried.
    const BRANCHES: &'static [Branch<Self>];
    /// Whether a value that satisfies two branches is refused (`oneOf`), or is of the first one (`anyOf`).
    const EXCLUSIVE: bool;
}

/// Reads a union by trial.
///
/// # Errors
///
/// When no branch takes the value: what the branch says that came furthest. When two do and only one may: keyword `oneOf`.
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
        // Whether this branch takes the value is not known, so neither is which one does.
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

//! What the type of a case does with a text, as the programs of the scratch crates answer.

use std::fmt::Debug;

use schema_runtime::{Error, value_from_slice};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The outcome of [`owned`] or [`borrowing`] as an answer: the text that is written back, or why it
/// is rejected; the outer error says how two ways of reading or writing disagree.
pub fn answer(outcome: Result<Result<String, String>, String>) -> Value {
    match outcome {
        Ok(Ok(text)) => json!({ "Accepted": text }),
        Ok(Err(why)) => json!({ "Refused": why }),
        Err(what) => json!({ "Wrong": what }),
    }
}

/// The positions of errors that `serde_json`'s own deserializer gives.
#[derive(Clone, Copy, PartialEq)]
pub enum Positions {
    /// They are ours.
    Exact,
    /// It reads the values of unions into buffers, and knows where those end.
    EndsOfBuffers,
}

/// Reads into an owned type in every way; all must agree.
pub fn owned<T>(
    from_slice: fn(&[u8]) -> Result<T, Error>,
    is_valid: fn(&[u8]) -> bool,
    from_str: Option<fn(&str) -> Result<T, Error>>,
    positions: Positions,
    text: &str,
) -> Result<Result<String, String>, String>
where
    T: Clone + Debug + PartialEq + Serialize + DeserializeOwned,
{
    let read = from_slice(text.as_bytes());
    if let Err(error) = &read {
        same_position::<T>(error, positions, text)?;
    }
    let by_slice = read.map_err(|error| error.to_string());
    if is_valid(text.as_bytes()) != by_slice.is_ok() {
        return Err(format!(
            "from_slice gives {by_slice:?}, is_valid the opposite"
        ));
    }
    // Not `from_str`, which gives a visitor what `from_slice` gives it, and takes as long to compile.
    let mut others = vec![
        (
            "serde_json::from_slice",
            by(serde_json::from_slice(text.as_bytes())),
        ),
        (
            "serde_json::from_reader",
            by(serde_json::from_reader(text.as_bytes())),
        ),
    ];
    if let Ok(value) = value_from_slice(text.as_bytes()) {
        others.push(("serde_json::from_value", by(serde_json::from_value(value))));
    }
    if let Some(from_str) = from_str {
        others.push((
            "from_str",
            from_str(text).map_err(|error| error.to_string()),
        ));
    }
    for (way, other) in &others {
        match (&by_slice, other) {
            (Ok(one), Ok(two)) if one == two => {}
            (Err(_), Err(_)) => {}
            _ => return Err(format!("from_slice gives {by_slice:?}, {way} {other:?}")),
        }
    }
    match by_slice {
        Ok(read) => written(from_slice, &read).map(Ok),
        Err(why) => Ok(Err(why)),
    }
}

/// Compares the position of an error with that of the error for `serde_json`, if it has one.
fn same_position<T: DeserializeOwned>(
    error: &Error,
    positions: Positions,
    text: &str,
) -> Result<(), String> {
    let Err(other) = serde_json::from_slice::<T>(text.as_bytes()) else {
        return Ok(());
    };
    let ours = (error.line(), error.column());
    let theirs = (other.line(), other.column());
    if ours == theirs || positions == Positions::EndsOfBuffers && ours < theirs {
        return Ok(());
    }
    Err(format!(
        "{error} at {ours:?}, for serde_json at {theirs:?}"
    ))
}

/// The readers of a borrowed type, and its conversion to an owned one.
pub type Readers<'t, T, O> = (
    fn(&'t [u8]) -> Result<T, Error>,
    fn(&'t str) -> Result<T, Error>,
    fn(T) -> O,
);

/// Reads into a borrowed type: it must give the same text or error as the `owned` one.
pub fn borrowing<'t, T, O>(
    owned: Result<Result<String, String>, String>,
    (from_slice, from_str, into_owned): Readers<'t, T, O>,
    is_valid: fn(&[u8]) -> bool,
    text: &'t str,
) -> Result<Result<String, String>, String>
where
    T: Clone + Debug + PartialEq + Serialize + Deserialize<'t>,
    O: Serialize,
{
    let said = owned?;
    let by_slice = from_slice(text.as_bytes()).map_err(|error| error.to_string());
    let borrowed = match &by_slice {
        Ok(value) => serde_json::to_string(value).map_err(|error| error.to_string()),
        Err(why) => Err(why.clone()),
    };
    if borrowed != said || is_valid(text.as_bytes()) != said.is_ok() {
        return Err(format!("owned: {said:?}, borrowed: {borrowed:?}"));
    }
    let mut others = vec![
        from_str(text).map_err(|error| error.to_string()),
        by(serde_json::from_slice(text.as_bytes())),
        by(serde_json::from_str(text)),
    ];
    if let Ok(value) = value_from_slice(text.as_bytes()) {
        others.push(by(T::deserialize(value)));
    }
    for other in &others {
        if by_slice.is_ok() != other.is_ok() || by_slice.is_ok() && *other != by_slice {
            return Err(format!("borrowed: {by_slice:?}, otherwise {other:?}"));
        }
    }
    if let Ok(value) = by_slice {
        let owned = serde_json::to_string(&into_owned(value)).map_err(|error| error.to_string());
        if owned != said {
            return Err(format!("borrowed: {said:?}, into_owned: {owned:?}"));
        }
    }
    Ok(said)
}

fn by<T>(read: Result<T, serde_json::Error>) -> Result<T, String> {
    read.map_err(|error| error.to_string())
}

/// Writes a value as text and as a `Value`, which must agree, and reads the text again.
fn written<T>(from_slice: fn(&[u8]) -> Result<T, Error>, read: &T) -> Result<String, String>
where
    T: Clone + Debug + PartialEq + Serialize,
{
    let text = serde_json::to_string(read).map_err(|error| format!("cannot write: {error}"))?;
    let value = serde_json::to_value(read).map_err(|error| format!("cannot write: {error}"))?;
    if value.to_string() != text {
        return Err(format!("to_string gives {text}, to_value {value}"));
    }
    match from_slice(text.as_bytes()) {
        Ok(again) if again == *read && again == read.clone() => Ok(text),
        again => Err(format!("wrote {text}, which is read as {again:?}")),
    }
}

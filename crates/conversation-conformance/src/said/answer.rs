//! What a root type does with a text, as the programs of scratch crates answer.

use schema_runtime::{Error, ErrorKind};
use serde_json::{Value, json};

/// Compares what the typed read and `is_valid` say.
pub fn answer(
    text: &str,
    written: Result<Result<String, serde_json::Error>, Error>,
    is_valid: bool,
) -> Value {
    match written {
        Ok(_) if !is_valid => json!({ "Split": "the typed read accepts, is_valid rejects" }),
        Err(error) if is_valid => {
            json!({ "Split": format!("is_valid accepts, the typed read rejects: {error}") })
        }
        Ok(Ok(written)) => json!({ "Accepted": written }),
        Ok(Err(error)) => json!({ "Broken": format!("cannot be written: {error}") }),
        Err(error) => match misplaced(text, &error) {
            Some(where_) => json!({ "Misplaced": where_ }),
            None => json!({ "Refused": error.to_string() }),
        },
    }
}

/// Compares the position of a syntax error with `serde_json`'s; `None` if they are the same or the
/// error is another one.
fn misplaced(text: &str, error: &Error) -> Option<String> {
    let ErrorKind::Syntax { message } = error.kind() else {
        return None;
    };
    let found = (error.line(), error.column());
    let expected = match serde_json::from_str::<Value>(text) {
        Ok(_) => return Some(format!("`{message}`, while the text is JSON")),
        Err(error) => (error.line(), error.column()),
    };
    (found != expected).then(|| format!("`{message}` at {found:?}, for serde_json at {expected:?}"))
}

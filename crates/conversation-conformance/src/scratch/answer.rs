//! The program of every scratch crate: reads questions from standard input, runs the types on them,
//! and writes one line of answer for each line.
//!
//! The first argument says how many questions to skip: those that an earlier run has answered.

use std::io::{BufRead, Write};

use schema_runtime::{Error, ErrorKind};
use serde_json::{Value, json};

/// Runs a type on a text and gives the answer.
pub type Check = fn(&str) -> Value;

/// The [`Check`] of a root type.
macro_rules! check {
    ($root:ty) => {
        |text| {
            let read = <$root>::from_slice(text.as_bytes());
            let written = read.map(|read| serde_json::to_string(&read));
            answer::answer(text, written, <$root>::is_valid(text.as_bytes()))
        }
    };
}

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

pub fn run(checks: &[(&str, Check)]) {
    let answered = std::env::args()
        .nth(1)
        .map_or(0, |count| count.parse().unwrap());
    for line in std::io::stdin().lock().lines().skip(answered) {
        let question: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let (module, text) = (&question["module"], question["text"].as_str().unwrap());
        let (_, check) = checks.iter().find(|(name, _)| module == name).unwrap();
        let answer = std::panic::catch_unwind(|| check(text));
        let answer = answer.unwrap_or_else(|_| json!({ "Broken": "panicked" }));
        writeln!(std::io::stdout(), "{answer}").unwrap();
    }
}

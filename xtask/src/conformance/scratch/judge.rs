//! Stands in every scratch crate: reads questions, asks the types, writes answers, a line for a line.
//!
//! The first argument says how many questions to leave out: those an earlier run has answered.

use std::io::{BufRead, Write};

use serde_json::{Value, json};

/// What a type says to a text: the text it writes, or why it refuses; `Err` when it cannot write.
pub type Judge = fn(&str) -> Result<Result<String, String>, String>;

/// The [`Judge`] of a root type.
macro_rules! judge {
    ($root:ty) => {
        |text| match <$root>::from_slice(text.as_bytes()) {
            read if read.is_ok() != <$root>::is_valid(text.as_bytes()) => {
                Err("is judged otherwise without a value".to_owned())
            }
            Ok(read) => match serde_json::to_string(&read) {
                Ok(written) => Ok(Ok(written)),
                Err(error) => Err(format!("cannot be written: {error}")),
            },
            Err(refusal) => Ok(Err(refusal.to_string())),
        }
    };
}

pub fn run(judges: &[(&str, Judge)]) {
    let answered = std::env::args()
        .nth(1)
        .map_or(0, |count| count.parse().unwrap());
    for line in std::io::stdin().lock().lines().skip(answered) {
        let question: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let (module, text) = (&question["module"], question["text"].as_str().unwrap());
        let (_, judge) = judges.iter().find(|(name, _)| module == name).unwrap();
        let answer = match std::panic::catch_unwind(|| judge(text)) {
            Ok(Ok(Ok(written))) => json!({ "Accepted": written }),
            Ok(Ok(Err(why))) => json!({ "Refused": why }),
            Ok(Err(what)) => json!({ "Broken": what }),
            Err(_) => json!({ "Broken": "panicked" }),
        };
        writeln!(std::io::stdout(), "{answer}").unwrap();
    }
}

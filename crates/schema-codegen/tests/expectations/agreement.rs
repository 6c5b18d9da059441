//! Compares the generator's diagnostics and the verdicts of generated types with the oracle, and
//! gives the differences as lines.

use std::collections::HashSet;

use schema_codegen::{Error, Output};
use serde_json::Value;

use crate::case::{Case, Expected};
use crate::equality::equal;
use crate::mutants;
use crate::oracle::Oracle;
use crate::parallel;
use crate::scratch::{self, Answer};
use crate::text_mutants;

/// A case that code was generated for.
pub(crate) struct Generated {
    pub(crate) case: Case,
    pub(crate) output: Output,
    /// The same types, borrowing their text.
    pub(crate) borrowed: Output,
}

/// A text for a generated type.
pub(crate) struct Question {
    /// The index of the generated case.
    pub(crate) case: usize,
    pub(crate) text: String,
    expected: bool,
    /// The value of the text, which must be written back; `None` if it is not JSON under our
    /// policies.
    value: Option<Value>,
}

/// Generates the code of each case, and gives a line for each case whose diagnostic is not the
/// expected one.
pub(crate) fn generate(cases: &[Case]) -> (Vec<Generated>, Vec<String>) {
    let outcomes = parallel::map(cases, generate_one);
    let mut generated = Vec::new();
    let mut differences = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(one) => generated.extend(one),
            Err(difference) => differences.push(difference),
        }
    }
    (generated, differences)
}

/// `None` if the case has the diagnostic that it expects; otherwise the error is a difference.
fn generate_one(case: &Case) -> Result<Option<Generated>, String> {
    let folder = scratch::folder().join("schemas").join(&case.name);
    case.write(&folder);
    let builder = case.builder(&folder);
    match (builder.generate(), &case.diagnostic) {
        (Ok(output), None) => Ok(Some(Generated {
            case: case.clone(),
            output,
            borrowed: builder.borrowed(true).generate().unwrap(),
        })),
        (Ok(_), Some(expected)) => Err(format!(
            "{}: generates; take `\"diagnostic\": {:?}` away",
            case.name, expected.code
        )),
        (Err(error), Some(expected)) if first(&error) == *expected => Ok(None),
        (Err(error), _) => Err(format!("{}: {}", case.name, error.diagnostics()[0])),
    }
}

/// How many instances of a case have their texts mutated. More would only repeat the same mistakes.
const MUTATED: usize = 3;
/// The length of such a text at most.
const LONGEST: usize = 1_000;

/// The questions about every case.
pub(crate) fn questions(generated: &[Generated]) -> Vec<Question> {
    let numbered: Vec<_> = generated.iter().enumerate().collect();
    let all = parallel::map(&numbered, |&(index, generated)| {
        questions_about(index, &generated.case)
    });
    all.into_iter().flatten().collect()
}

/// All instances, all texts, and all mutants of the instances and of some of their texts, each once.
fn questions_about(index: usize, case: &Case) -> Vec<Question> {
    let mut questions = Vec::new();
    let oracle = Oracle::of(case);
    let listed: Vec<&Value> = case.accept.iter().chain(&case.reject).collect();
    let mutants = listed.iter().flat_map(|instance| mutants::of(instance));
    let mut seen = HashSet::new();
    let values: Vec<Value> = listed.iter().copied().cloned().chain(mutants).collect();
    for value in values {
        let text = value.to_string();
        if seen.insert(text.clone()) {
            questions.push(Question {
                case: index,
                text,
                expected: oracle.accepts(&value),
                value: Some(value),
            });
        }
    }
    let instances = listed.iter().map(ToString::to_string);
    let short = instances.filter(|text| text.len() <= LONGEST).take(MUTATED);
    for text in short.flat_map(|text| text_mutants::of(&text)) {
        if seen.insert(text.clone()) {
            // A duplicate key is an error under our policies, and `serde_json` accepts it.
            let value: Option<Value> = serde_json::from_str(&text).ok();
            let value = value.filter(|value| has_all_of(value, &text));
            questions.push(Question {
                case: index,
                expected: value.as_ref().is_some_and(|value| oracle.accepts(value)),
                text,
                value,
            });
        }
    }
    questions.extend(case.texts.iter().map(|(text, accepted)| Question {
        case: index,
        text: text.clone(),
        expected: *accepted,
        value: accepted.then(|| serde_json::from_str(text).unwrap()),
    }));
    questions
}

/// Whether the value has every property of the text: `serde_json` drops the first of duplicate
/// keys.
fn has_all_of(value: &Value, text: &str) -> bool {
    let count = |text: &str| text.matches(':').count();
    count(&value.to_string()) == count(text)
}

/// A line for each answer that is not the expected one.
pub(crate) fn differences(generated: &[Generated], answers: &[(&Question, Answer)]) -> Vec<String> {
    let differences = answers.iter().filter_map(|(question, answer)| {
        let name = &generated[question.case].case.name;
        let difference = difference(question, answer)?;
        let text: String = question.text.chars().take(200).collect();
        Some(format!("{name}: {text}: {difference}"))
    });
    differences.collect()
}

fn difference(question: &Question, answer: &Answer) -> Option<String> {
    match (question.expected, answer, &question.value) {
        (true, Answer::Accepted(back), Some(value)) if equal(back, value) => None,
        (true, Answer::Accepted(back), _) => Some(format!("is written back as {back}")),
        (false, Answer::Refused(_), _) => None,
        (true, Answer::Refused(why), _) => Some(format!("wrongly rejected: {why}")),
        (false, Answer::Accepted(_), _) => Some("wrongly accepted".to_owned()),
        (_, Answer::Wrong(what), _) => Some(what.clone()),
    }
}

fn first(error: &Error) -> Expected {
    let first = &error.diagnostics()[0];
    Expected {
        code: first.code.as_str().to_owned(),
        at: first
            .place
            .as_ref()
            .map_or_else(String::new, |place| place.pointer.clone()),
    }
}

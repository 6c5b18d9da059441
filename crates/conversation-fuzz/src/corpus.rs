//! What mutations start from: the fixtures of the models, the cases of the generator, and
//! dictionary words.

use std::{
    fs,
    path::{Path, PathBuf},
};

use conversation_tests::fixtures;
use conversation_validator::Model;
use serde_json::Value;

use crate::{generated, schemas};

/// Inputs to start from, and pieces to put into them.
#[derive(Debug)]
pub struct Corpus {
    /// Complete inputs, on which no target fails.
    pub seeds: Vec<Vec<u8>>,
    /// The dictionary.
    pub words: Vec<Vec<u8>>,
}

/// Every fixture of every model.
pub(crate) fn payloads() -> Corpus {
    let mut seeds = accepted();
    for model in Model::ALL {
        let rejected = fixtures::rejected(*model).into_iter();
        seeds.extend(rejected.map(|rejected| rejected.fixture.bytes));
    }
    Corpus {
        seeds,
        words: json_words(),
    }
}

/// Instances that are valid: for a model, or for one of the generated types.
pub(crate) fn structures() -> Corpus {
    let mut seeds = accepted();
    let is_subject = |name: &String| generated::SUBJECTS.iter().any(|it| it.name == name);
    for (_, folder) in cases().iter().filter(|(name, _)| is_subject(name)) {
        let instances = read_json(&folder.join("instances.json"));
        let accepted = instances["accept"].as_array().unwrap();
        seeds.extend(accepted.iter().map(|value| value.to_string().into_bytes()));
    }
    Corpus {
        seeds,
        words: json_words(),
    }
}

/// The schemas of all cases of the generator.
pub(crate) fn schemas() -> Corpus {
    let cases = cases();
    let schema = |(_, folder): &(String, PathBuf)| {
        let schema = read_json(&folder.join("schema.json"));
        schema.to_string().into_bytes()
    };
    let quoted = |word: &&str| Value::from(*word).to_string().into_bytes();
    Corpus {
        seeds: cases.iter().map(schema).collect(),
        words: schemas::KEYWORDS
            .iter()
            .chain(schemas::WORDS)
            .map(quoted)
            .collect(),
    }
}

/// Patterns, each with texts to match.
pub(crate) fn patterns() -> Corpus {
    let lines = |text: &str| text.as_bytes().to_vec();
    Corpus {
        seeds: PATTERNS.iter().copied().map(lines).collect(),
        words: PATTERN_WORDS.iter().copied().map(lines).collect(),
    }
}

const PATTERNS: &[&str] = &[
    "^[a-z]+$\nabc\nABC\nabc\r",
    "^\\d{3}-\\w*$\n123-x\n١٢٣-x",
    "^.$\n\u{2028}\n😀\n\r",
    "a|b|\nc",
    "(?=.*\\d)(?!x).{2,4}\nx1\n1x",
    "(?<year>\\d{4})-\\k<year>\n2026-2026",
    "(a)\\1\naa\nab",
    "\\bfoo\\B\nfoobar\nfoo\néfoo",
    "\\p{L}+\\P{Lu}\nÄa\n1",
    "[^\\s\\S]|[^]\nx",
    "\\u{1F600}|\\uD83D\\uDE00|\\x41\n😀\nA",
    "(?:x*?y+?){0,3}$\nxxyy",
    "[\\b\\-\\]\\/]\n-\n]\n/",
    "(?<!a)b(?<=b)\nab\nb",
];

const PATTERN_WORDS: &[&str] = &[
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "\\b",
    "\\B",
    "\\cA",
    "\\0",
    "\\1",
    "\\/",
    "\\-",
    "\\u0041",
    "\\u{41}",
    "\\x41",
    "\\p{L}",
    "\\P{Nd}",
    "\\p{Script=Greek}",
    "\\k<a>",
    "(?<a>",
    "(?:",
    "(?=",
    "(?!",
    "(?<=",
    "(?<!",
    "(?i)",
    "(?i:",
    "[",
    "]",
    "[^",
    "[]",
    "[^]",
    "[[",
    "&&",
    "--",
    "~~",
    "{2}",
    "{2,}",
    "{,2}",
    "{2,1}",
    "{",
    "}",
    "*",
    "+",
    "?",
    "*?",
    "|",
    "^",
    "$",
    ".",
    "\\A",
    "\\z",
    "\\Z",
    "\\h",
    "\\e",
    "#",
    " ",
    "\u{85}",
    "\u{feff}",
    "\u{2028}",
    "\u{17f}",
    "\u{212a}",
    "İ",
    "😀",
    "\r",
    "\n",
];

/// The valid fixtures of every model.
fn accepted() -> Vec<Vec<u8>> {
    let of_model = |model: &Model| fixtures::accepted(*model).into_iter();
    Model::ALL
        .iter()
        .flat_map(of_model)
        .map(|fixture| fixture.bytes)
        .collect()
}

/// The cases of the generator: `topic_name` and folder of each.
fn cases() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema-codegen/tests/cases");
    let mut cases = Vec::new();
    for topic in folders(&root) {
        for folder in folders(&topic) {
            let name = format!("{}_{}", file_name(&topic), file_name(&folder));
            cases.push((name, folder));
        }
    }
    cases
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).unwrap();
    let mut folders: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn read_json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The words of `json.dict`, which libFuzzer reads too: a quoted word a line; comments begin with
/// `#`.
fn json_words() -> Vec<Vec<u8>> {
    let lines = include_str!("../json.dict").lines();
    let words = lines.filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    words
        .map(|word| {
            word.replace("\\\"", "\"")
                .replace("\\\\", "\\")
                .into_bytes()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_dictionary_are_unescaped() {
        let words = json_words();
        let has = |word: &str| words.iter().any(|known| known == word.as_bytes());
        assert!(has("{}") && has("\"type\"") && has("\\u0061") && has("\\\""));
    }

    #[test]
    fn every_corpus_has_something_to_start_from() {
        for corpus in [payloads(), structures(), schemas(), patterns()] {
            assert!(!corpus.seeds.is_empty() && !corpus.words.is_empty());
        }
    }
}

//! Checks that each model has what it needs beside its schema. Each test lists all that is missing.

use std::path::{Path, PathBuf};

use conversation_validator::Model;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn none_missing(missing: &[String]) {
    assert!(
        missing.is_empty(),
        "see the recipe in CONTRIBUTING.md; missing:\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_model_has_fixtures() {
    let mut missing = Vec::new();
    for model in Model::ALL {
        let folder = format!("tests/fixtures/{}", model.name().replace('.', "/"));
        for kind in ["accept", "reject"] {
            let entries = std::fs::read_dir(workspace().join(&folder).join(kind));
            if entries.map_or(0, Iterator::count) == 0 {
                missing.push(format!(
                    "{folder}/{kind}/*.json: payloads of `{model}` to {kind}"
                ));
            }
        }
        let stated = format!("{folder}/reject.json");
        if !workspace().join(&stated).is_file() {
            missing.push(format!(
                "{stated}: pointer and keyword of each rejected payload"
            ));
        }
    }
    none_missing(&missing);
}

#[test]
fn every_model_is_built_by_hand_somewhere() {
    let main = workspace().join("tests/tests/reachability/main.rs");
    let main = std::fs::read_to_string(main).unwrap_or_default();
    let mut missing = Vec::new();
    for model in Model::ALL {
        let path = format!("tests/tests/reachability/{}.rs", model.vendor());
        let text = std::fs::read_to_string(workspace().join(&path)).unwrap_or_default();
        let (name, title) = (model.name(), model.title());
        if !main.contains(&format!("mod {};", model.vendor())) {
            missing.push(format!(
                "tests/tests/reachability/main.rs: `mod {};`, or the tests of `{name}` do not run",
                model.vendor()
            ));
        }
        if !text.contains(title) {
            missing.push(format!(
                "{path}: a test that builds `{title}` (`{name}`) through its public API"
            ));
        }
    }
    none_missing(&missing);
}

//! The rule that data flows one way through the generator: a module uses modules of earlier stages
//! and none of later ones.
//!
//! The check reads `crate::…` paths, by which modules of different stages refer to each other in
//! `schema-codegen`.

use super::SourceFile;

/// The stages of `schema-codegen`, first to last. Modules of one row may not use each other either.
const STAGES: &[&[&str]] = &[
    &[
        "combinations",
        "cycles",
        "encoding",
        "foreign",
        "large_numbers",
        "names",
        "parallel",
    ],
    &["output_file"],
    &["source"],
    &["diagnostic"],
    &["schema"],
    &["annotations", "samples"],
    &["semantics"],
    &["analyze"],
    &["plan"],
    &["quality", "emit", "print"],
    &["layout"],
    &["builder", "progress"],
    &["generate", "main", "lib", "scaling"],
];

const CRATE: &str = "crates/schema-codegen/src/";

/// Gives a line for each use of a later stage.
pub(super) fn check(files: &[SourceFile]) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in files {
        let Some(inside) = file.path.strip_prefix(CRATE) else {
            continue;
        };
        let module = inside.split(['/', '.']).next().unwrap_or_default();
        let Some(own) = stage(module) else {
            breaches.push(format!(
                "{}: `{module}` is in no stage; add it to the table of this check",
                file.path
            ));
            continue;
        };
        for (line, used) in uses(&file.text) {
            let is_later = stage(used).is_some_and(|other| other >= own && used != module);
            if is_later {
                breaches.push(format!(
                    "{}:{line}: `{module}` uses `{used}`, which is not of an earlier stage",
                    file.path
                ));
            }
        }
    }
    breaches
}

fn stage(module: &str) -> Option<usize> {
    STAGES.iter().position(|stage| stage.contains(&module))
}

/// The top modules that a file names, with line numbers. Tests are left out: they may use any
/// stage.
fn uses(text: &str) -> Vec<(usize, &str)> {
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
    let mut uses = Vec::new();
    for (index, line) in lines.enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            uses.push((index + 1, &rest[..end.unwrap_or(rest.len())]));
        }
    }
    uses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile {
            path: format!("{CRATE}{path}"),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_use_of_a_later_stage_is_named_with_its_line() {
        let files = [
            file(
                "schema/load.rs",
                "use crate::source::Source;\nuse crate::plan::Plan;\n",
            ),
            file("emit/mod.rs", "use crate::plan::Plan;\n// crate::builder\n"),
            file(
                "plan/mod.rs",
                "#[cfg(test)]\nmod tests { use crate::builder::Builder; }\n",
            ),
        ];
        let breaches = check(&files);
        assert_eq!(breaches.len(), 1, "{breaches:?}");
        assert!(breaches[0].contains("schema/load.rs:2: `schema` uses `plan`"));
    }

    #[test]
    fn a_module_of_no_stage_is_named() {
        assert_eq!(check(&[file("new/mod.rs", "")]).len(), 1);
    }
}

//! Telling people, and writing a file for tools.
//!
//! Takes outcomes; gives text on standard output and JSON.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::figures::Figures;
use super::files::write;
use super::outcome::{Class, Outcome};
use super::tally::{Table, Tally, reasons};

/// Names of a list that are shown; the file has all of them.
const SHOWN: usize = 15;

/// Prints everything; tells whether nothing falls short.
pub(super) fn print(outcomes: &[Outcome<'_>], compiled: bool) -> bool {
    let rows = rows(outcomes);
    println!("{}", Table { rows, compiled });
    let listed = |title: &str, lines: Vec<String>| {
        if lines.is_empty() {
            return;
        }
        println!("\n{title}:");
        lines
            .iter()
            .take(SHOWN)
            .for_each(|line| println!("  {line}"));
        if lines.len() > SHOWN {
            println!("  … and {} more", lines.len() - SHOWN);
        }
    };
    let reasons = reasons(outcomes).into_iter();
    let lines = reasons.map(|(reason, count)| format!("{count:4} × {reason}"));
    listed("diagnosed, by reason", lines.collect());
    listed("files that fall short", files(outcomes));
    listed(
        "tests that the `jsonschema` crate gets wrong",
        disputed(outcomes),
    );
    let mut all_well = true;
    for (kind, lines) in by_kind(outcomes) {
        all_well = false;
        listed(&format!("{kind} ({})", lines.len()), lines);
    }
    println!("\n{}", Figures::of(outcomes).0);
    listed("slowest", slowest(outcomes));
    all_well
}

/// Writes every outcome by name, with the first difference of each kind.
pub(super) fn write_json(path: &Path, outcomes: &[Outcome<'_>]) -> Result<(), String> {
    let by_name: BTreeMap<&str, Value> = outcomes
        .iter()
        .map(|outcome| (&*outcome.case.name, describe(outcome)))
        .collect();
    let rows: BTreeMap<String, Tally> = rows(outcomes).into_iter().collect();
    let report = json!({ "table": rows, "figures": Figures::of(outcomes), "schemas": by_name });
    write(path, &format!("{report:#}\n"))
}

/// A row for each section and, when there are several, one for all.
fn rows(outcomes: &[Outcome<'_>]) -> Vec<(String, Tally)> {
    let mut names: Vec<&str> = outcomes.iter().map(|outcome| outcome.section).collect();
    names.dedup();
    let row = |name: &&str| {
        let of_section = outcomes.iter().filter(|outcome| outcome.section == *name);
        ((*name).to_owned(), Tally::of(of_section))
    };
    let mut rows: Vec<_> = names.iter().map(row).collect();
    if rows.len() > 1 {
        rows.push(("total".to_owned(), Tally::of(outcomes)));
    }
    rows
}

/// Files of which some schema falls short, with how many of how many.
fn files(outcomes: &[Outcome<'_>]) -> Vec<String> {
    let mut files: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for outcome in outcomes {
        let (short, all) = files.entry(&outcome.case.file).or_default();
        *short += usize::from(!outcome.shortfalls().is_empty());
        *all += 1;
    }
    // Where a file is a schema, the lists of names say it already.
    let several = |(_, (short, all)): &(_, (usize, usize))| *short > 0 && *all > 1;
    let files = files.into_iter().filter(several);
    files
        .map(|(file, (short, all))| format!("{file}: {short} of {all}"))
        .collect()
}

fn disputed(outcomes: &[Outcome<'_>]) -> Vec<String> {
    let all = outcomes.iter().flat_map(|outcome| {
        let disputed = outcome.disputed();
        disputed.map(|(label, right)| {
            let ours = if right { "right" } else { "wrong too" };
            format!("{}: {label} (the type is {ours})", outcome.case.name)
        })
    });
    all.collect()
}

fn by_kind(outcomes: &[Outcome<'_>]) -> BTreeMap<&'static str, Vec<String>> {
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for outcome in outcomes {
        for shortfall in outcome.shortfalls() {
            let line = format!("{}: {}", outcome.case.name, shortfall.what);
            kinds.entry(shortfall.kind).or_default().push(line);
        }
    }
    kinds
}

/// Schemas that took a second or more to generate.
fn slowest(outcomes: &[Outcome<'_>]) -> Vec<String> {
    let mut slow: Vec<(f64, &str)> = outcomes
        .iter()
        .filter_map(|it| Some((it.generated()?.seconds, &*it.case.name)))
        .filter(|(seconds, _)| *seconds >= 1.0)
        .collect();
    slow.sort_by(|(left, _), (right, _)| right.total_cmp(left));
    let lines = slow
        .iter()
        .map(|(seconds, name)| format!("{seconds:6.1} s  {name}"));
    lines.collect()
}

fn describe(outcome: &Outcome<'_>) -> Value {
    let shortfalls: BTreeMap<&str, String> = outcome
        .shortfalls()
        .into_iter()
        .map(|it| (it.kind, it.what))
        .collect();
    let class = match outcome.class() {
        Class::Generated => "generated",
        Class::RightlyRefused => "rightly refused",
        Class::Diagnosed => "diagnosed",
        Class::Died => "died",
    };
    json!({
        "class": class,
        "module": format!("{}/{}", outcome.section, outcome.case.module),
        "code": outcome.diagnosed().map(|it| &it.code),
        "generated": outcome.generated(),
        "unusable": outcome.unusable,
        "counts": Tally::of([outcome]),
        "shortfalls": shortfalls,
        "disputed": outcome.disputed().collect::<BTreeMap<_, _>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::files::read;
    use crate::conformance::outcome::tests::{case, diagnosed, outcome};

    #[test]
    fn the_file_tells_every_schema_and_its_first_differences() {
        let (good, bad) = (case("good"), case("bad"));
        let outcomes = [outcome(&good, Vec::new()), diagnosed(&bad, "not yet")];
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("report.json");
        write_json(&path, &outcomes).unwrap();
        let report: Value = serde_json::from_str(&read(&path).unwrap()).unwrap();
        assert_eq!(report["table"]["draft7"]["cases"], 2);
        assert_eq!(report["schemas"]["good"]["shortfalls"], json!({}));
        let shortfalls = &report["schemas"]["bad"]["shortfalls"];
        assert_eq!(*shortfalls, json!({"diagnosed": "not yet"}));
        assert_eq!(files(&outcomes), ["f.json: 1 of 2"]);
    }
}

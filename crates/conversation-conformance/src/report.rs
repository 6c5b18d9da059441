//! Prints the results of a run, and writes them to a file as JSON.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::case::Schema;
use super::figures::Figures;
use super::finding::Finding;
use super::known::Known;
use super::outcome::{Class, Outcome};
use super::tally::{Table, Tally, codes, reasons};
use scratch_crates::write;

/// How many lines of a list are printed; the file has all of them.
const SHOWN: usize = 15;

/// The findings of a run, separated into known and unknown ones.
#[derive(Debug)]
pub(super) struct Report {
    /// Findings that are not known, by kind.
    unknown: BTreeMap<&'static str, Vec<String>>,
    /// How many findings each known reason explains.
    known: BTreeMap<String, usize>,
    /// Entries of the list of known disagreements that no longer apply.
    stale: Vec<String>,
}

impl Report {
    /// `compiled`: whether types were compiled and run. `whole`: whether no case was left out.
    pub(super) fn of(outcomes: &[Outcome<'_>], list: &Known, compiled: bool, whole: bool) -> Self {
        let mut unknown: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let findings = outcomes.iter().flat_map(Outcome::findings);
        for finding in findings.filter(|it| compiled || it.kind != "no-instances") {
            match list.reason(&finding) {
                Some(why) => *known.entry(why.to_owned()).or_default() += 1,
                None => unknown
                    .entry(finding.kind)
                    .or_default()
                    .push(finding.line()),
            }
        }
        let stale = list.stale(outcomes, compiled && whole);
        Self {
            unknown,
            known,
            stale: if compiled { stale } else { Vec::new() },
        }
    }

    /// Whether every finding is known, and every known one was found.
    pub(super) fn is_clean(&self) -> bool {
        self.unknown.is_empty() && self.stale.is_empty()
    }

    /// Prints the table, the findings and the figures.
    pub(super) fn print(&self, outcomes: &[Outcome<'_>], compiled: bool) {
        let rows = rows(outcomes);
        println!("{}", Table { rows, compiled });
        if compiled {
            println!("\nasked: {}", asked(outcomes));
        }
        let counted = |counts: Vec<(String, usize)>| {
            let lines = counts.into_iter();
            lines
                .map(|(reason, count)| format!("{count:4} × {reason}"))
                .collect()
        };
        listed("diagnosed, by code", counted(codes(outcomes)));
        listed("diagnosed, by reason", counted(reasons(outcomes)));
        listed("files that fall short", files(outcomes));
        let known = self.known.clone().into_iter().collect();
        listed("known findings, by reason", counted(known));
        for (kind, lines) in &self.unknown {
            listed(&format!("{kind} ({})", lines.len()), lines.clone());
        }
        listed(
            "known disagreements that no longer apply",
            self.stale.clone(),
        );
        println!("\n{}", figures(outcomes).0);
        listed("slowest", slowest(outcomes));
    }
}

fn listed(title: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    println!("\n{title}:");
    let more = lines.len().saturating_sub(SHOWN);
    for line in lines.into_iter().take(SHOWN) {
        println!("  {line}");
    }
    if more > 0 {
        println!("  … and {more} more");
    }
}

/// How many instances labels, validators and types have a verdict on.
fn asked(outcomes: &[Outcome<'_>]) -> String {
    let verdicts = || outcomes.iter().flat_map(|outcome| &outcome.verdicts);
    let not_json = verdicts()
        .filter(|(said, _)| said.not_json.is_some())
        .count();
    let labels = verdicts().filter(|(said, _)| said.label.is_some()).count();
    let [jsonschema, boon] = [0, 1].map(|it| {
        verdicts()
            .filter(|(said, _)| said.validators[it].is_ok())
            .count()
    });
    let ours: usize = outcomes.iter().map(|outcome| outcome.said.len()).sum();
    format!(
        "{} instances; {labels} labels, jsonschema {jsonschema}, boon {boon}, ours {ours}; \
         {not_json} are no JSON",
        verdicts().count()
    )
}

/// Writes every outcome by name, with the first difference of each kind, and all findings that are
/// not known.
pub(super) fn write_json(
    path: &Path,
    outcomes: &[Outcome<'_>],
    found: &Report,
) -> Result<(), String> {
    let by_name: BTreeMap<&str, Value> = outcomes
        .iter()
        .map(|outcome| (&*outcome.case.name, describe(outcome)))
        .collect();
    let rows: BTreeMap<String, Tally> = rows(outcomes).into_iter().collect();
    let report = json!({
        "table": rows,
        "figures": figures(outcomes),
        "findings": found.unknown,
        "known": found.known,
        "stale": found.stale,
        "schemas": by_name,
    });
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

/// Files with shortfalls, with how many of their schemas have one. Files of one schema are left
/// out.
fn files(outcomes: &[Outcome<'_>]) -> Vec<String> {
    let mut files: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for outcome in outcomes {
        let (short, all) = files.entry(&outcome.case.file).or_default();
        *short += usize::from(!outcome.shortfalls().is_empty());
        *all += 1;
    }
    // A file of one schema is already in the lists of findings.
    let several = |(_, (short, all)): &(_, (usize, usize))| *short > 0 && *all > 1;
    let files = files.into_iter().filter(several);
    files
        .map(|(file, (short, all))| format!("{file}: {short} of {all}"))
        .collect()
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
        .map(|it| (it.kind, described(it)))
        .collect();
    let class = match outcome.class() {
        Class::Generated => "generated",
        Class::RightlyRefused => "rightly refused",
        Class::Diagnosed => "diagnosed",
        Class::Died => "died",
    };
    json!({
        "class": class,
        "schema": match &outcome.case.schema {
            Schema::Text { text, .. } => Some(text),
            Schema::File(_) => None,
        },
        "module": format!("{}/{}", outcome.section, outcome.case.module),
        "code": outcome.diagnosed().map(|it| &it.code),
        "generated": outcome.generated(),
        "unusable": outcome.unusable.iter().map(|(who, why)| (who.name(), why)).collect::<BTreeMap<_, _>>(),
        "counts": Tally::of([outcome]),
        "shortfalls": shortfalls,
    })
}

fn described(Finding { instance, what, .. }: Finding) -> String {
    match instance {
        Some(instance) => format!("{instance}: {what}"),
        None => what,
    }
}

/// The sum over all schemas that types were generated for.
fn figures(outcomes: &[Outcome<'_>]) -> Figures {
    let generated = outcomes.iter().filter_map(Outcome::generated);
    Figures::sum(generated.map(|generated| &generated.figures))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::read;
    use crate::outcome::tests::{case, diagnosed, outcome};

    #[test]
    fn the_file_has_every_schema_and_its_first_differences() {
        let (good, bad) = (case("good"), case("bad"));
        let outcomes = [outcome(&good, Vec::new()), diagnosed(&bad, "not yet")];
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("report.json");
        let found = Report::of(&outcomes, &Known::default(), true, true);
        assert!(!found.is_clean());
        write_json(&path, &outcomes, &found).unwrap();
        let report: Value = serde_json::from_str(&read(&path).unwrap()).unwrap();
        assert_eq!(report["table"]["draft7"]["cases"], 2);
        assert_eq!(report["schemas"]["good"]["shortfalls"], json!({}));
        let shortfalls = &report["schemas"]["bad"]["shortfalls"];
        assert_eq!(*shortfalls, json!({"diagnosed": "not yet"}));
        assert_eq!(files(&outcomes), ["f.json: 1 of 2"]);
    }
}

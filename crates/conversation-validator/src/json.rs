//! The form of reports and identifications for programs.
//!
//! Takes the data; gives values whose members are documented at `to_json` of each type.

use serde_json::{Value, json};

use crate::{
    candidate::Candidate,
    decision::Decision,
    disagreement::Disagreement,
    identification::Identification,
    report::{Report, Verdict},
    unreadable::Unreadable,
    violation::Violation,
};

pub(crate) fn report(report: &Report) -> Value {
    let unreadable = match &report.verdict {
        Verdict::Unreadable(unreadable) => Some(unreadable.to_json()),
        Verdict::Valid(_) | Verdict::Invalid(_) => None,
    };
    json!({
        "source": report.source,
        "model": report.model.name(),
        "verdict": match report.verdict {
            Verdict::Valid(_) => "valid",
            Verdict::Invalid(_) => "invalid",
            Verdict::Unreadable(_) => "unreadable",
        },
        "violations": report.violations().iter().map(violation).collect::<Vec<_>>(),
        "unreadable": unreadable,
        "disagreement": report.disagreement.as_ref().map(Disagreement::to_json),
    })
}

pub(crate) fn identification(identification: &Identification) -> Value {
    let unreadable = identification.unreadable();
    let models = match identification.decision() {
        Decision::Model(model) => vec![model.name()],
        Decision::Ambiguous(models) => models.iter().map(|model| model.name()).collect(),
        Decision::None | Decision::Unreadable => Vec::new(),
    };
    json!({
        "source": identification.source(),
        "decision": identification.decision().code(),
        "models": models,
        "candidates": identification.candidates().iter().map(candidate).collect::<Vec<_>>(),
        "unreadable": unreadable.map(Unreadable::to_json),
    })
}

fn candidate(candidate: &Candidate) -> Value {
    json!({
        "model": candidate.model.name(),
        "accepted": candidate.accepted,
        "tag": candidate.tag.as_ref().map(|tag| json!({
            "member": tag.member,
            "expected": tag.expected,
            "found": tag.found.code(),
        })),
        "declared_members": candidate.declared,
        "members": candidate.members,
        "required_members": candidate.required,
        "violations": candidate.violations.iter().map(violation).collect::<Vec<_>>(),
        "violation_count": candidate.violation_count,
    })
}

fn violation(violation: &Violation) -> Value {
    json!({
        "pointer": violation.pointer,
        "line": violation.position.map(|position| position.line),
        "column": violation.position.map(|position| position.column),
        "keyword": violation.keyword,
        "schema": violation.schema,
        "member": violation.member,
        "message": violation.message,
        "help": violation.help,
        "value": violation.value,
    })
}

//! Reports and identifications as text for people, in the style of rustc.
//!
//! It writes only what the data holds, so it cannot quote more of a payload than the options allow.

use std::fmt::{self, Display, Formatter};

use schema_runtime::printable;

use crate::Count;
use crate::Model;
use crate::locate::position::Position;
use crate::report::disagreement::Disagreement;
use crate::report::limits::{LONGEST_LINE, LONGEST_NAME, LONGEST_POINTER, NAMELESS};
use crate::report::unreadable::Unreadable;
use crate::report::verdict::{Report, Verdict};
use crate::report::violation::Violation;

/// How many missing properties are listed in one line.
const LISTED: usize = 20;

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let source = self.source().unwrap_or(NAMELESS);
        match &self.verdict {
            Verdict::Valid(_) => write!(f, "{}: valid {}", printable(source), self.model)?,
            Verdict::Invalid(_) => invalid(f, source, self)?,
            Verdict::Unreadable(reason) => unreadable(f, source, reason)?,
        }
        match &self.disagreement {
            Some(disagreement) => self::disagreement(f, self.model, disagreement),
            None => Ok(()),
        }
    }
}

fn invalid(f: &mut Formatter<'_>, source: &str, report: &Report) -> fmt::Result {
    for group in report.violations().chunk_by(can_be_merged) {
        violation(f, source, group)?;
        f.write_str("\n\n")?;
    }
    let (model, count) = (report.model, report.violation_count);
    let plural = if count == Count::Exactly(1) { "" } else { "s" };
    let source = printable(source);
    write!(
        f,
        "{source}: not a valid {model}, {count} violation{plural}"
    )?;
    match (report.violations().len(), count) {
        (shown, Count::Exactly(count)) if shown >= count => Ok(()),
        (1, _) => f.write_str(", of which the first 1 is shown"),
        (shown, _) => write!(f, ", of which the first {shown} are shown"),
    }
}

/// Whether two violations differ only in the missing property.
fn can_be_merged(one: &Violation, other: &Violation) -> bool {
    let missing =
        |violation: &Violation| violation.keyword == "required" && violation.help.is_none();
    missing(one) && missing(other) && one.pointer == other.pointer && one.schema == other.schema
}

/// Writes one violation, or several that are merged, without a final line feed.
fn violation(f: &mut Formatter<'_>, source: &str, group: &[Violation]) -> fmt::Result {
    let Some(violation) = group.first() else {
        return Ok(());
    };
    write!(
        f,
        "error[{}]: {}",
        printable(&violation.keyword),
        message(violation, group)
    )?;
    arrow(f, source, violation.position)?;
    at(f, &violation.pointer)?;
    if !violation.schema.is_empty() {
        write!(f, "\n  = schema: {}", printable(short(&violation.schema)))?;
    }
    if let Some(value) = &violation.value {
        write!(f, "\n  = value: {}", printable(value))?;
    }
    match &violation.help {
        Some(help) => write!(f, "\n  = help: {:.LONGEST_LINE$}", printable(help)),
        None => Ok(()),
    }
}

fn message(violation: &Violation, group: &[Violation]) -> String {
    if group.len() == 1 {
        return format!("{:.LONGEST_LINE$}", printable(&violation.message));
    }
    let members = group
        .iter()
        .filter_map(|violation| violation.member.as_deref());
    let quoted = members.take(LISTED);
    let quoted = quoted.map(|member| format!("`{:.LONGEST_NAME$}`", printable(member)));
    let quoted: Vec<_> = quoted.collect();
    let others = match group.len().saturating_sub(LISTED) {
        0 => String::new(),
        others => format!(" and {others} more"),
    };
    format!("missing properties {}{others}", quoted.join(", "))
}

/// Writes why a text cannot be read, without a final line feed.
pub(crate) fn unreadable(f: &mut Formatter<'_>, source: &str, text: &Unreadable) -> fmt::Result {
    write!(f, "error[{}]: {}", text.reason().code(), text.message())?;
    arrow(f, source, text.position())?;
    if !text.pointer().is_empty() {
        at(f, text.pointer())?;
    }
    write!(f, "\n  = help: {}", text.help())
}

fn disagreement(f: &mut Formatter<'_>, model: Model, found: &Disagreement) -> fmt::Result {
    let version = env!("CARGO_PKG_VERSION");
    let Disagreement { typed, full } = found;
    write!(
        f,
        "\n\nbug[engines-disagree]: our two engines give different verdicts on this payload\
         \n  = typed parse: {typed}\
         \n  = full validator: {full}\
         \n  = model: {model}, version {version}\
         \n  = help: please report these lines; they hold no values of the payload"
    )
}

fn arrow(f: &mut Formatter<'_>, source: &str, position: Option<Position>) -> fmt::Result {
    let source = printable(source);
    match position {
        Some(position) => write!(f, "\n --> {source}:{position}"),
        None => write!(f, "\n --> {source}"),
    }
}

fn at(f: &mut Formatter<'_>, pointer: &str) -> fmt::Result {
    match pointer {
        "" => f.write_str("\n  = at: the whole payload"),
        pointer => write!(f, "\n  = at: {:.LONGEST_POINTER$}", printable(pointer)),
    }
}

/// The location without scheme and host, which are the same in all bundled schemas.
fn short(schema: &str) -> &str {
    let path = schema.split_once("://").map(|(_, address)| address);
    path.and_then(|address| address.split_once('/'))
        .map_or(schema, |(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::disagreement::EngineVerdict;
    use crate::validate;

    #[test]
    fn a_violation_has_message_position_schema_and_help() {
        let payload = "{\n  \"segments\": [\n    {\"startTime\": \"2026-11-20T09:00:00Z\", \
                       \"end_time\": \"2026-11-20T09:05:00Z\"}\n  ]\n}";
        let report = validate(Model::GenesysConversationChat, payload.as_bytes());
        let text = report.with_source("chat.json").to_string();
        let expected = "error[required]: missing property `endTime`\n \
                        --> chat.json:3:5\n  \
                        = at: /segments/0\n  \
                        = schema: genesys/segment.json#/required\n  \
                        = help: the schema has no property `end_time`; did you mean `endTime`?\n\n\
                        chat.json: not a valid genesys.conversation_chat, 1 violation";
        assert_eq!(text, expected);
    }

    #[test]
    fn properties_missing_from_one_object_are_merged() {
        let report = validate(Model::ZendeskChatEndedEvent, br#"{"via": {"source": 1}}"#);
        let text = report.to_string();
        assert!(text.starts_with("error[required]: missing properties `id`, `type`\n"));
        assert!(text.ends_with("not a valid zendesk.chat_ended_event, 3 violations"));
    }

    #[test]
    fn a_disagreement_asks_to_be_reported() {
        let report = validate(Model::GenesysConversationChat, br#"{"held": "secret"}"#);
        let report = report.disagreeing(Disagreement {
            typed: EngineVerdict::Rejects {
                keyword: Some("type".to_owned()),
                pointer: "/held".to_owned(),
            },
            full: EngineVerdict::Accepts,
        });
        assert!(!report.is_valid());
        let text = report.to_string();
        assert!(
            text.contains("typed parse: refuses (type at `/held`)\n  = full validator: accepts")
        );
        assert!(text.contains("please report") && !text.contains("secret"));
    }

    #[test]
    fn locations_are_shown_without_scheme_and_host() {
        assert_eq!(
            short("https://example.com/a/b.json#/type"),
            "a/b.json#/type"
        );
        assert_eq!(short("#/type"), "#/type");
    }
}

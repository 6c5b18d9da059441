//! What this crate displays may go to a terminal: property names from a payload must neither
//! control it nor forge a line (CWE-150).

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed, also in its helpers"
)]

use std::fmt::Write as _;

use conversation_validator::{
    Model, Unreadable, cross_check, identify, parse, validate, validate_with, write_json,
};

/// Whether a character must never be displayed unescaped. Written as numbers, independently of the
/// functions under test.
fn steers(character: char) -> bool {
    let number = u32::from(character);
    number < 0x20
        || (0x7F..0xA0).contains(&number)
        || (0x200B..=0x200F).contains(&number)
        || (0x2028..=0x202E).contains(&number)
        || (0x2060..=0x206F).contains(&number)
        || [0xAD, 0x61C, 0x180E, 0xFEFF].contains(&number)
}

fn assert_harmless(text: &str) {
    let found = text.chars().find(|it| *it != '\n' && steers(*it));
    assert_eq!(found, None, "{text:?}");
    let forged = text.lines().find(|line| line.starts_with("forged"));
    assert_eq!(forged, None, "{text}");
}

fn payloads() -> Vec<String> {
    let all: String = ('\u{0}'..='\u{FFFF}').filter(|it| steers(*it)).collect();
    let mut payloads = Vec::new();
    for name in [
        &all,
        "\u{1b}[31m",
        "x\nforged",
        "\u{9b}31m",
        "\u{202e}x",
        "\u{200b}",
    ] {
        let mut escaped = String::new();
        for unit in name.encode_utf16() {
            write!(escaped, "\\u{unit:04x}").unwrap();
        }
        payloads.extend([
            format!(r#"{{"type": "v1.conversation.ended", "data": {{"metadata": {{"{escaped}": null}}}}}}"#),
            format!(r#"{{"segments": [{{"startTime": "2026-11-20T09:00:00Z", "end{escaped}Time": 1}}]}}"#),
            format!(r#"{{"state": "connected", "{escaped}": {{"{escaped}": 1, "{escaped}": 2}}}}"#),
            format!(r#"{{"state": "connected", "held": {{"{escaped}": ["{escaped}"]}}}}"#),
            format!(r#"{{"id": "{escaped}", "type": "ChatEndedEvent"}}"#),
            format!(r#"{{"{escaped}": 1, "{escaped}": 2}}"#),
            format!(r#"{{"{name}": 1}}"#),
            name.to_owned(),
        ]);
    }
    payloads
}

#[test]
fn nothing_that_is_displayed_steers_a_terminal() {
    let source = "a\u{1b}[2J\nforged.json: valid\u{202e}";
    for payload in payloads() {
        let bytes = payload.as_bytes();
        for model in Model::ALL {
            let detailed = validate_with(*model, bytes, conversation_validator::Detail::Values);
            for report in [
                validate(*model, bytes),
                detailed,
                cross_check(*model, bytes),
            ] {
                let report = report.with_source(source);
                assert_harmless(&report.to_string());
                assert_harmless(&format!("{report:?}"));
                let mut line = Vec::new();
                write_json(&mut line, &report).unwrap();
                assert!(!line.contains(&b'\n'));
                assert_harmless(&String::from_utf8(line).unwrap());
            }
            if let Err(error) = parse(*model, bytes) {
                assert_harmless(&error.to_string());
                assert_harmless(&error.kind().to_string());
                assert_harmless(&format!("{error:?}"));
            }
        }
        let identification = identify(bytes).with_source(source);
        assert_harmless(&identification.to_string());
        if let Err(unreadable) = Unreadable::check(bytes) {
            assert_harmless(&unreadable.to_string());
            assert_harmless(&unreadable.reason().to_string());
        }
    }
    let unknown = source.parse::<Model>().unwrap_err();
    assert_harmless(&unknown.to_string());
}

#[test]
fn a_name_of_a_megabyte_makes_no_message_of_a_megabyte() {
    let long = "x".repeat(1 << 20);
    for payload in [
        format!(
            r#"{{"type": "v1.conversation.ended", "data": {{"metadata": {{"{long}": null}}}}}}"#
        ),
        format!(r#"{{"{long}": 1, "{long}": 2}}"#),
        format!(r#"{{"held": "{long}"}}"#),
    ] {
        for model in Model::ALL {
            let report = validate(*model, payload.as_bytes());
            assert!(report.to_string().len() < 5_000);
            let error = parse(*model, payload.as_bytes()).err();
            assert!(error.is_none_or(|error| error.to_string().len() < 1_000));
        }
        assert!(identify(payload.as_bytes()).to_string().len() < 5_000);
    }
}

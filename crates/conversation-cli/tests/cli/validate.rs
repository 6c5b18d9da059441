//! Transcripts of `conversation validate`: its output and exit code.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use crate::support::Folder;

const VALID: &str = r#"{"state": "connected", "new": {"y": 1}, "wrapup": null}"#;
const INVALID: &str = "{\n  \"state\": \"connected\",\n  \"held\": \"secret\"\n}\n";

#[test]
fn a_valid_file_is_printed_with_its_model() {
    let run = Folder::new()
        .with("chat.json", VALID)
        .run(&["validate", "chat.json"]);
    assert_eq!(
        run.timeless(),
        "chat.json: valid genesys.conversation_chat\n\
         1 valid, 0 invalid, 0 undecided in T s\n"
    );
    assert_eq!((run.stderr.as_str(), run.code), ("", 0));
}

#[test]
fn an_invalid_file_is_printed_in_full_without_its_values() {
    let folder = Folder::new().with("chat.json", INVALID);
    let run = folder.run(&["validate", "-m", "genesys.conversation_chat", "chat.json"]);
    assert_eq!(
        run.timeless(),
        "error[type]: expected a boolean or null, found a string\n \
         --> chat.json:3:11\n  \
         = at: /held\n  \
         = schema: genesys/conversation_chat.json#/properties/held/type\n\
         \n\
         chat.json: not a valid genesys.conversation_chat, 1 violation\n\
         \n\
         0 valid, 1 invalid, 0 undecided in T s\n"
    );
    assert_eq!((run.stderr.as_str(), run.code), ("", 1));
    let asked = folder.run(&["validate", "--values", "chat.json"]);
    assert!(asked.stdout.contains("= value: \"secret\""), "{asked:?}");
}

#[test]
fn of_a_folder_only_failures_are_printed_and_other_files_are_ignored() {
    let folder = Folder::new()
        .with("in/b/chat.json", VALID)
        .with("in/a.json", VALID)
        .with("in/c.json", INVALID)
        .with("in/notes.txt", "no payload");
    let run = folder.run(&["validate", "in"]);
    assert_eq!(run.code, 1);
    assert!(
        !run.stdout.contains("a.json") && !run.stdout.contains("notes"),
        "{run:?}"
    );
    assert!(run.stdout.contains("in/c.json:3:11"), "{run:?}");
    assert!(
        run.timeless()
            .ends_with("2 valid, 1 invalid, 0 undecided in T s\n")
    );
}

#[test]
fn the_form_for_programs_is_one_object_a_line_in_the_order_of_the_files() {
    let folder = Folder::new()
        .with("in/a.json", VALID)
        .with("in/b.json", INVALID)
        .with("in/c.json", "{")
        .with("in/d.json", "{}");
    let run = folder.run(&["validate", "--format", "json", "in", "gone.json"]);
    let lines: Vec<serde_json::Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let verdicts: Vec<_> = lines
        .iter()
        .map(|line| line["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(
        verdicts,
        ["valid", "invalid", "unreadable", "undecided", "unreadable"]
    );
    let sources: Vec<_> = lines
        .iter()
        .map(|line| line["source"].as_str().unwrap())
        .collect();
    assert!(sources[0].ends_with("a.json") && sources[4] == "gone.json");
    assert_eq!(lines[1]["violations"][0]["pointer"], "/held");
    assert_eq!(lines[1]["violations"][0]["value"], serde_json::Value::Null);
    assert_eq!(lines[2]["unreadable"]["code"], "truncated");
    assert_eq!(lines[3]["identification"]["decision"], "ambiguous");
    assert_eq!(lines[4]["unreadable"]["code"], "input");
    for line in &lines {
        for member in [
            "source",
            "model",
            "verdict",
            "violations",
            "unreadable",
            "disagreement",
        ] {
            assert!(line.get(member).is_some(), "{member} in {line}");
        }
    }
    assert!(run.stderr.starts_with("error: gone.json: cannot be read: "));
    assert!(run.stderr.ends_with("1 valid, 1 invalid, 3 undecided\n"));
    assert_eq!(run.code, 3);
    assert_eq!(
        folder.run(&["validate", "--format", "json", "in", "gone.json"]),
        run
    );
}

#[test]
fn standard_input_is_a_payload_too() {
    let run = Folder::new().run_with_input(&["validate", "-"], INVALID.as_bytes());
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains(" --> <stdin>:3:11\n"), "{run:?}");
}

#[test]
fn quiet_leaves_only_the_exit_code_and_diagnostics() {
    let folder = Folder::new()
        .with("bad.json", INVALID)
        .with("good.json", VALID);
    let quiet = |path| folder.run(&["validate", "--quiet", path]);
    let said = |path| {
        let run = quiet(path);
        (run.stdout, run.stderr, run.code)
    };
    assert_eq!(said("good.json"), (String::new(), String::new(), 0));
    assert_eq!(said("bad.json"), (String::new(), String::new(), 1));
    let gone = quiet("gone.json");
    assert_eq!((gone.stdout.as_str(), gone.code), ("", 3));
    assert!(gone.stderr.starts_with("error: gone.json: cannot be read"));
}

#[test]
fn unreadable_input_is_reported_and_never_panics() {
    let deep = "[".repeat(10_000);
    for (content, code, place) in [
        (b"{\"a\": [1," as &[u8], "truncated", "1:9"),
        (b"", "empty", ""),
        (b"{\"id\": 1,\n \"id\": 2}", "duplicate-member", "2:2"),
        (b"{\"x\": {\"y\": 1, \"y\": 1}}", "duplicate-member", "1:16"),
        (b"{\"a\": \"\xFF\"}", "invalid-utf8", "1:8"),
        (b"{'a': 1}", "syntax", "1:2"),
        (deep.as_bytes(), "too-deep", "1:128"),
    ] {
        for arguments in [
            &["validate", "in.json"] as &[&str],
            &["validate", "--model", "ada.conversation_ended", "in.json"],
            &["identify", "in.json"],
        ] {
            let run = Folder::new().with("in.json", content).run(arguments);
            assert_eq!((run.code, run.stderr.as_str()), (3, ""), "{run:?}");
            let arrow = format!(" --> in.json:{place}");
            let arrow = arrow.trim_end_matches(':');
            assert!(run.stdout.contains(&format!("error[{code}]: ")), "{run:?}");
            assert!(
                run.stdout.lines().any(|line| line == arrow),
                "{arrow} {run:?}"
            );
        }
    }
}

#[test]
fn what_cannot_be_decided_beats_what_is_invalid() {
    let folder = Folder::new().with("a.json", INVALID).with("b.json", "{}");
    let run = folder.run(&["validate", "a.json", "b.json"]);
    assert_eq!(run.code, 3);
    assert!(
        run.stdout
            .contains("b.json: ambiguous, could be ada.conversation_ended or genesys")
    );
    assert!(
        run.stdout
            .contains("= help: name the model that is meant with --model\n")
    );
    assert!(
        run.timeless()
            .ends_with("0 valid, 1 invalid, 1 undecided in T s\n")
    );
}

#[test]
fn no_model_fits_what_carries_the_tag_of_another() {
    let folder = Folder::new().with("in.json", r#"{"id": 1, "type": "ChatStartedEvent"}"#);
    let run = folder.run(&["validate", "in.json"]);
    assert!(
        run.stdout.starts_with("in.json: no model fits\n"),
        "{run:?}"
    );
    assert!(
        run.stdout.contains("`type` is not `ChatEndedEvent`"),
        "{run:?}"
    );
    assert_eq!(run.code, 3);
}

#[test]
fn a_folder_without_payloads_is_a_diagnostic() {
    let run = Folder::new()
        .with("in/notes.txt", "")
        .run(&["validate", "in"]);
    assert_eq!(run.stderr, "error: in: holds no .json files\n");
    assert_eq!(run.code, 3);
}

#[test]
fn wrong_usage_exits_with_2_and_says_what_is_known() {
    let folder = Folder::new();
    let unknown = folder.run(&["validate", "--model", "genesys.conversationchat", "x"]);
    assert_eq!((unknown.stdout.as_str(), unknown.code), ("", 2));
    assert!(
        unknown
            .stderr
            .contains("did you mean `genesys.conversation_chat`?")
    );
    assert!(unknown.stderr.contains("zendesk.chat_ended_event"));
    for arguments in [
        &[] as &[&str],
        &["validate"],
        &["nonsense"],
        &["validate", "--nonsense", "x"],
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.stdout.as_str(), run.code), ("", 2), "{arguments:?}");
    }
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let mut folder = Folder::new();
    for index in 0..300 {
        folder = folder.with(&format!("in/{index:03}.json"), INVALID);
    }
    let mut child = folder
        .command(&["validate", "--format", "json", "in"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_fixtures_come_out_as_their_folders_say() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    if !fixtures.is_dir() {
        return; // a packaged crate has none
    }
    let models = Folder::new().run(&["models"]).stdout;
    for model in models
        .lines()
        .filter_map(|line| line.split_whitespace().next())
    {
        let (vendor, name) = model.split_once('.').unwrap();
        let folder = fixtures.join(vendor).join(name);
        let code = |arguments: &[&str], kind: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_conversation"));
            let output = command
                .args(arguments)
                .arg(folder.join(kind))
                .output()
                .unwrap();
            let said = String::from_utf8(output.stdout).unwrap();
            let last = said.lines().last().unwrap().to_owned();
            (output.status.code().unwrap(), last)
        };
        let (accepted, summary) = code(&["validate", "--model", model], "accept");
        assert_eq!(accepted, 0, "{model}: {summary}");
        let (refused, summary) = code(&["validate", "--model", model], "reject");
        assert_eq!(refused, 1, "{model}: {summary}");
        assert!(summary.starts_with("0 valid, "), "{model}: {summary}");
    }
}

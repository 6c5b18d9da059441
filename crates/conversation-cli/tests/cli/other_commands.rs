//! Transcripts of `conversation identify`, `models` and `schema`.

use conversation_validator::Model;

use crate::support::Folder;

#[test]
fn identify_prints_the_model_and_the_reason() {
    let folder = Folder::new()
        .with(
            "event.json",
            r#"{"id": 1, "type": "ChatEndedEvent", "new": 1}"#,
        )
        .with("chat.json", r#"{"state": "connected", "held": 1}"#);
    let run = folder.run(&["identify", "event.json"]);
    assert_eq!(
        run.stdout,
        "event.json: zendesk.chat_ended_event\n  \
         satisfied zendesk.chat_ended_event (`type` is `ChatEndedEvent`, 2 of 3 properties known)\n"
    );
    assert_eq!((run.stderr.as_str(), run.code), ("", 0));
    let refused = folder.run(&["identify", "chat.json"]);
    assert!(refused.stdout.starts_with(
        "chat.json: genesys.conversation_chat\n  \
         refused   genesys.conversation_chat (2 of 2 properties known)\n              \
         expected a boolean or null, found a number at /held\n"
    ));
    assert_eq!(refused.code, 1);
}

#[test]
fn identify_has_a_form_for_programs() {
    let run = Folder::new().run_with_input(&["identify", "--format", "json", "-"], b"{}");
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(found["decision"], "ambiguous");
    assert_eq!(found["source"], "<stdin>");
    assert_eq!(
        found["candidates"].as_array().unwrap().len(),
        Model::ALL.len()
    );
    assert_eq!(run.code, 3);
}

#[test]
fn identify_continues_after_a_missing_file() {
    let folder = Folder::new().with("chat.json", r#"{"state": "connected"}"#);
    let run = folder.run(&["identify", "gone.json", "chat.json"]);
    assert!(run.stderr.starts_with("error: gone.json: cannot be read"));
    assert!(
        run.stdout
            .starts_with("chat.json: genesys.conversation_chat\n")
    );
    assert_eq!(run.code, 3);
}

#[test]
fn models_lists_every_model_once() {
    let run = Folder::new().run(&["models"]);
    let names: Vec<_> = run
        .stdout
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    let known: Vec<_> = Model::ALL.iter().map(|model| model.name()).collect();
    assert_eq!(names, known);
    assert!(names.contains(&"zendesk.chat_ended_event"));
    assert_eq!((run.stderr.as_str(), run.code), ("", 0));
    let json = Folder::new().run(&["models", "--format", "json"]).stdout;
    let first: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(first["title"], "ChatEndedEvent");
    assert_eq!(first["vendor"], "zendesk");
}

#[test]
fn schema_prints_one_document_that_refers_to_nothing_outside() {
    let folder = Folder::new();
    for model in folder.run(&["models"]).stdout.lines() {
        let model = model.split(' ').next().unwrap();
        let run = folder.run(&["schema", model]);
        assert_eq!((run.stderr.as_str(), run.code), ("", 0));
        let schema: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        assert!(run.stdout.ends_with("}\n"));
    }
    assert_eq!(folder.run(&["schema", "nonsense"]).code, 2);
}

#[test]
fn help_lists_the_exit_codes() {
    let run = Folder::new().run(&["--help"]);
    assert!(run.stdout.contains("3  something could not be decided"));
    assert_eq!((run.stderr.as_str(), run.code), ("", 0));
}

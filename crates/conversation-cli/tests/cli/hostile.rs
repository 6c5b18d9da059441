//! Names, values and arguments that try to control a terminal (CWE-150): every character that the
//! command prints is checked.

use std::{ffi::OsString, fmt::Write as _, fs, path::Path};

use crate::support::{Folder, Run};

/// Every character that must be escaped, except NUL, which file names cannot hold.
fn steering() -> Vec<char> {
    let controls = (0x01..=0x1F).chain(0x7F..=0x9F);
    let unseen = (0x200B..=0x200F)
        .chain(0x2028..=0x202E)
        .chain(0x2060..=0x206F);
    let others = [
        0xAD, 0x61C, 0x180E, 0xFEFF, 0xFFF9, 0xFFFB, 0xE0001, 0xE0041,
    ];
    let all = controls.chain(unseen).chain(others);
    all.map(|number| char::from_u32(number).unwrap()).collect()
}

/// Sequences that a terminal would interpret.
fn sequences() -> Vec<String> {
    [
        "\u{1b}[2J\u{1b}[31mred\u{1b}[0m",
        "\u{9b}31m",
        "\u{1b}]0;title\u{7}",
        "\u{1b}]8;;http://example.com\u{1b}\\link",
        "x\nforged.json: valid genesys.conversation_chat\n",
        "x\r\nforged.json: valid genesys.conversation_chat",
        "x\u{2028}forged.json: valid genesys.conversation_chat",
        "\u{202e}nosj.dab",
        "\u{8}\u{8}\u{8}ok",
    ]
    .map(str::to_owned)
    .into()
}

/// Names with all the characters, ten in each; names with a single one of the most dangerous; and
/// the sequences.
fn names() -> Vec<String> {
    let all = steering();
    let crowds = all
        .chunks(10)
        .map(|crowd| format!("a{}b", crowd.iter().collect::<String>()));
    let alone = ['\u{1b}', '\u{9b}', '\u{202e}', '\u{200b}', '\n'];
    let alone = alone.iter().map(|it| format!("a{it}b"));
    let one = alone.chain(["\u{200b}".to_owned()]);
    crowds.chain(one).chain(sequences()).collect()
}

fn assert_harmless(run: &Run) {
    for (stream, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        let found = text
            .chars()
            .find(|it| *it != '\n' && (*it == '\0' || steering().contains(it)));
        assert_eq!(found, None, "{stream}: {text:?}");
        let forged = text.lines().find(|line| line.starts_with("forged.json"));
        assert_eq!(forged, None, "{stream}: {text:?}");
    }
    for line in run.stdout.lines().filter(|line| line.starts_with("{\"")) {
        assert!(
            serde_json::from_str::<serde_json::Value>(line).is_ok(),
            "{line}"
        );
    }
}

/// The text with every character as a JSON escape.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for unit in text.encode_utf16() {
        write!(escaped, "\\u{unit:04x}").unwrap();
    }
    escaped
}

/// Payloads that put a name, or a string, into every part of the output that can show one.
fn payloads(name: &str) -> Vec<String> {
    let quoted = serde_json::to_string(name).unwrap();
    let escaped = escaped(name);
    let times = r#""startTime": "2026-11-20T09:00:00Z""#;
    let mut payloads = Vec::new();
    for name in [quoted, format!("\"{escaped}\"")] {
        let inner = name.trim_matches('"');
        payloads.extend([
            // in a pointer
            format!(
                r#"{{"type": "v1.conversation.ended", "data": {{"metadata": {{{name}: null}}}}}}"#
            ),
            // in a suggestion
            format!(r#"{{"segments": [{{{times}, "end{inner}Time": 1}}]}}"#),
            format!(r#"{{"segments": [{{{times}, "endTim{inner}": 1, "{inner}endTime": 2}}]}}"#),
            // as a duplicate key, at the root and deeper
            format!("{{{name}: 1, {name}: 2}}"),
            format!(r#"{{"state": "connected", {name}: {{{name}: 1, {name}: 2}}}}"#),
            // as a value, which --values quotes
            format!(r#"{{"state": "connected", "held": {name}}}"#),
            format!(r#"{{"id": 1, "type": {name}}}"#),
            format!(r#"{{"state": "connected", "held": {{{name}: [{name}]}}}}"#),
            // as the tag of no model
            format!("{{{name}: {name}}}"),
            name.clone(),
        ]);
    }
    // unescaped, where a text cannot be read
    payloads.extend([
        name.to_owned(),
        format!("{{{name}: 1}}"),
        format!("[1{name}]"),
        format!("{{\"a\": {name}"),
    ]);
    payloads
}

const WAYS: &[&[&str]] = &[
    &["validate"],
    &["validate", "--values"],
    &["validate", "--format", "json", "--values"],
    &["validate", "--quiet"],
    &[
        "validate",
        "--model",
        "genesys.conversation_chat",
        "--values",
    ],
    &[
        "validate",
        "--model",
        "ada.conversation_ended",
        "--format",
        "json",
        "--values",
    ],
    &["validate", "--model", "inkeep.support_ticket_conversation"],
    &["identify"],
    &["identify", "--format", "json"],
];

fn with<'a>(way: &[&'a str], paths: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    way.iter().copied().chain(paths).collect()
}

#[test]
fn nothing_in_a_payload_steers_a_terminal() {
    let mut folder = Folder::new();
    for (number, name) in names().iter().enumerate() {
        for (kind, payload) in payloads(name).into_iter().enumerate() {
            folder = folder.with(&format!("in/{number:03}-{kind:02}.json"), payload);
        }
    }
    for way in WAYS {
        let run = folder.run(&with(way, ["in"]));
        assert_harmless(&run);
        assert_eq!(run.code, 3, "{way:?}");
    }
    // The escapes occur in the output, so the corpus reaches the places it is made for.
    let run = folder.run(&["validate", "--values", "in"]);
    for seen in [
        r"= at: /data/metadata/a\u{1b}b",
        r"the schema has no property `end\u{200b}Time`; did you mean `endTime`?",
        r"duplicate key `a\u{9b}b`",
        r#"= value: "\u{202e}nosj.dab""#,
    ] {
        assert!(run.stdout.contains(seen), "{seen}");
    }
}

#[test]
fn no_name_of_a_file_steers_a_terminal() {
    let folder = Folder::new();
    let mut named: Vec<OsString> = Vec::new();
    for (number, name) in names().into_iter().enumerate() {
        // A slash would begin another folder.
        let name = name.replace('/', "\u{2215}");
        let payload = [r#"{"state": "connected"}"#, r#"{"held": 1}"#, "{}", "[", ""][number % 5];
        write(&folder, "in", &format!("{name}.json").into(), payload);
        write(
            &folder,
            &format!("in/{name}"),
            &"inner.json".into(),
            payload,
        );
        named.push(format!("in/{name}.json").into());
        named.push(format!("gone{name}.json").into());
    }
    for way in WAYS {
        assert_harmless(&folder.run(&with(way, ["in"])));
        let named = named.iter().map(|name| name.to_str().unwrap());
        assert_harmless(&folder.run(&with(way, named)));
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf_8_stay_distinct_and_steer_nothing() {
    use std::os::unix::ffi::OsStringExt as _;

    let folder = Folder::new();
    for name in [
        &b"\xFFa\x1B[31m.json"[..],
        b"\xFEa\x1B[31m.json",
        b"\xC2\x9B.json",
        b"\xE2\x80.json",
    ] {
        write(
            &folder,
            "in",
            &OsString::from_vec(name.to_vec()),
            r#"{"held": 1}"#,
        );
    }
    for way in WAYS {
        let mut command = folder.command(way);
        command.arg("in");
        let gone = OsString::from_vec(b"gone\xFF\x1B[31m".to_vec());
        command.arg(&gone);
        assert_harmless(&Run::of(command));
    }
    let run = folder.run(&["validate", "in"]);
    assert!(
        run.stdout.contains(r" --> in/\xffa\u{1b}[31m.json:1:10"),
        "{run:?}"
    );
    assert!(
        run.stdout.contains(r" --> in/\xfea\u{1b}[31m.json:1:10"),
        "{run:?}"
    );
}

#[test]
fn no_argument_steers_a_terminal() {
    let folder = Folder::new();
    for name in names() {
        let option = format!("--{name}");
        for arguments in [
            &["validate", "--model", &name, "x.json"] as &[&str],
            &["validate", "--format", &name, "x.json"],
            &["validate", "--max-size", &name, "x.json"],
            &["validate", "--max-errors", &name, "x.json"],
            &["validate", &option],
            &["identify", &option, "x.json"],
            &["models", &name],
            &["models", "--format", &name],
            &["schema", &name],
            &["schema"],
            &[&name],
        ] {
            let run = folder.run(arguments);
            assert_harmless(&run);
            assert_eq!((run.stdout.as_str(), run.code), ("", 2), "{arguments:?}");
        }
    }
}

#[test]
fn output_without_foreign_text_is_harmless_too() {
    let folder = Folder::new();
    for arguments in [
        &["models"] as &[&str],
        &["models", "--format", "json"],
        &["schema", "genesys.conversation_chat"],
        &["--help"],
        &["validate", "--help"],
        &["--version"],
    ] {
        let run = folder.run(arguments);
        assert_harmless(&run);
        assert_eq!(run.code, 0, "{arguments:?}");
    }
}

/// Writes a file. If this system does not allow its name, there is nothing to test.
fn write(folder: &Folder, below: &str, name: &OsString, content: &str) {
    let below = folder.path().join(below);
    if fs::create_dir_all(&below).is_ok() {
        let _ = fs::write(below.join(Path::new(name)), content);
    }
}

//! Work is bounded for any input: a device, a pipe, a maze of links, a million violations.

use std::fs;

use serde_json::Value;

use crate::support::Folder;

const VALID: &str = r#"{"state": "connected"}"#;

/// A payload with `count` violations, without white space.
fn wrong(count: usize) -> String {
    format!(r#"{{"segments":[{}1]}}"#, "1,".repeat(count - 1))
}

#[test]
fn violations_are_listed_up_to_a_limit_and_counted_beyond_it() {
    let folder = Folder::new().with("in.json", wrong(150));
    for (limit, shown) in [
        (None, 100),
        (Some("2"), 2),
        (Some("1000"), 150),
        (Some("0"), 150),
    ] {
        let limit = limit.map_or(vec![], |limit| vec!["--max-errors", limit]);
        let arguments = [&["validate", "in.json"], limit.as_slice()].concat();
        let human = folder.run(&arguments);
        assert_eq!(human.stdout.matches("error[type]").count(), shown);
        let closing = match shown {
            150 => "in.json: not a valid genesys.conversation_chat, 150 violations\n".to_owned(),
            _ => format!(", 150 violations, of which the first {shown} are shown\n"),
        };
        assert!(human.stdout.contains(&closing), "{}", human.stdout);
        let json = folder.run(&[&arguments[..], &["--format", "json"]].concat());
        let report: Value = serde_json::from_str(&json.stdout).unwrap();
        assert_eq!(report["violations"].as_array().unwrap().len(), shown);
        assert_eq!(report["violation_count"], 150);
        assert_eq!(report["violation_count_exact"], true);
        assert_eq!(report["violations"][1]["pointer"], "/segments/1");
        assert_eq!((human.code, json.code), (1, 1));
    }
}

/// The address space of the process is limited.
#[cfg(target_os = "linux")]
#[test]
fn a_million_violations_take_little_memory() {
    let folder = Folder::new().with("in.json", wrong(1_000_000));
    for arguments in [
        "validate in.json",
        "validate --format json in.json",
        "validate --quiet in.json",
        "validate --model zendesk.chat_ended_event in.json",
        "identify in.json",
    ] {
        let limited = format!("ulimit -v 131072; exec \"$0\" {arguments}");
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &limited, env!("CARGO_BIN_EXE_conversation")]);
        command.current_dir(folder.path());
        let run = crate::support::Run::of(command);
        assert_eq!(
            (run.stderr.lines().count() < 2, run.code),
            (true, 1),
            "{arguments}: {run:?}"
        );
        assert!(run.stdout.len() < 100_000, "{arguments}");
        if arguments.contains("json in.json") && arguments.contains("--format") {
            let report: Value = serde_json::from_str(&run.stdout).unwrap();
            assert_eq!(report["violation_count_exact"], false);
            assert!(report["violation_count"].as_u64() > Some(1000));
        }
    }
}

#[test]
fn a_payload_that_is_too_large_is_refused() {
    let folder = Folder::new().with("large.json", " ".repeat(1025)).with(
        "fits.json",
        format!("{VALID}{}", " ".repeat(1024 - VALID.len())),
    );
    let run = folder.run(&["validate", "--max-size", "1K", "large.json", "fits.json"]);
    assert_eq!(
        run.stderr,
        "error: large.json: is larger than 1 KiB; --max-size allows more\n"
    );
    assert!(run.stdout.contains("fits.json: valid"), "{run:?}");
    assert_eq!(run.code, 3);
    let stdin = folder.run_with_input(&["identify", "--max-size", "1K", "-"], &[b' '; 2000]);
    assert_eq!(
        (stdin.stderr.as_str(), stdin.code),
        (
            "error: <stdin>: is larger than 1 KiB; --max-size allows more\n",
            3
        )
    );
    let json = folder.run(&[
        "validate",
        "--format",
        "json",
        "--max-size",
        "1K",
        "large.json",
    ]);
    let report: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(report["unreadable"]["code"], "input");
}

#[cfg(unix)]
mod unix {
    use std::{os::unix::fs::symlink, process::Command, thread, time::Duration};

    use super::*;

    fn pipe(folder: &Folder, name: &str) {
        let made = Command::new("mkfifo")
            .arg(folder.path().join(name))
            .status();
        assert!(made.unwrap().success());
    }

    #[test]
    fn a_device_without_end_is_refused() {
        let run = Folder::new().run(&["validate", "--max-size", "1M", "/dev/zero"]);
        let expected = "error: /dev/zero: is larger than 1 MiB; --max-size allows more\n";
        assert_eq!((run.stderr.as_str(), run.code), (expected, 3));
    }

    #[test]
    fn a_pipe_that_is_named_is_read_as_a_stream() {
        let folder = Folder::new();
        pipe(&folder, "pipe");
        for (pause, note) in [
            (0, ""),
            (
                1500,
                "note: pipe: a pipe to which nothing writes yet; waiting\n",
            ),
        ] {
            let path = folder.path().join("pipe");
            let writer = thread::spawn(move || {
                thread::sleep(Duration::from_millis(pause));
                fs::write(path, VALID)
            });
            let run = folder.run(&["validate", "pipe"]);
            writer.join().unwrap().unwrap();
            assert_eq!(run.code, 0, "{run:?}");
            // On a busy machine the writer may be late.
            assert!(run.stderr == note || note.is_empty(), "{run:?}");
            assert!(
                run.stdout
                    .starts_with("pipe: valid genesys.conversation_chat\n")
            );
        }
    }

    #[test]
    fn in_a_folder_only_files_are_read() {
        let folder = Folder::new().with("in/a.json", VALID);
        pipe(&folder, "in/pipe.json");
        pipe(&folder, "in/pipe");
        symlink("/dev/zero", folder.path().join("in/zero.json")).unwrap();
        let run = folder.run(&["validate", "in"]);
        assert_eq!(
            run.stderr,
            "note: in/pipe.json: skipped, since it is neither a file nor a folder\n\
             note: in/zero.json: skipped, since it is neither a file nor a folder\n"
        );
        assert_eq!(
            (run.timeless().as_str(), run.code),
            ("1 valid, 0 invalid, 0 undecided in T s\n", 0)
        );
    }

    #[test]
    fn links_in_a_circle_are_diagnosed() {
        let folder = Folder::new().with("in/a.json", VALID);
        symlink(".", folder.path().join("in/again")).unwrap();
        let run = folder.run(&["validate", "in"]);
        assert_eq!(
            run.stderr,
            "error: in/again: links back to a folder that holds it\n"
        );
        assert_eq!(run.code, 3);
    }

    #[test]
    fn a_maze_of_links_is_walked_once() {
        let folder = Folder::new().with("in/30/a.json", VALID);
        for level in 0..30 {
            let here = folder.path().join(format!("in/{level}"));
            fs::create_dir_all(&here).unwrap();
            for way in ["left", "right"] {
                symlink(format!("../{}", level + 1), here.join(way)).unwrap();
            }
        }
        let run = folder.run(&["validate", "in/0"]);
        assert_eq!(
            (run.timeless().as_str(), run.code),
            ("1 valid, 0 invalid, 0 undecided in T s\n", 0)
        );
        assert!(
            run.stderr
                .contains("skipped, since it is a link to a folder that was read before")
        );
    }
}

/// Texts that are something else than JSON, each with the code, the end of the message, and a part
/// of the help.
fn texts_of_other_formats() -> Vec<(Vec<u8>, &'static str, &'static str, &'static str)> {
    let marked = format!("\u{feff}{VALID}");
    let wide = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        (
            marked.clone().into_bytes(),
            "syntax",
            "it begins with a byte order mark",
            "tail -c +4",
        ),
        (
            wide,
            "invalid-utf8",
            "it seems to be UTF-16 or UTF-32",
            "iconv -f UTF-16",
        ),
        (
            b"\x1F\x8B\x08\0\0\0\0\0\0\x03".to_vec(),
            "invalid-utf8",
            "it is compressed with gzip",
            "gzip -dc",
        ),
        (
            b"\x28\xB5\x2F\xFD\x24\0\x01\0\0".to_vec(),
            "invalid-utf8",
            "it is compressed with Zstandard",
            "zstd -dc",
        ),
        (
            format!("{VALID}\n").repeat(3).into_bytes(),
            "syntax",
            "another value follows, as in NDJSON",
            "split -l 1",
        ),
        (
            b"state: connected\nheld: false\n".to_vec(),
            "syntax",
            "it seems to be YAML",
            "yq",
        ),
        (
            b"{\n  // a comment\n}".to_vec(),
            "syntax",
            "here is a comment",
            "remove them",
        ),
        (
            b"{\"state\": \"connected\",}".to_vec(),
            "syntax",
            "here is a trailing comma",
            "remove it",
        ),
        (
            b"{'state': 'connected'}".to_vec(),
            "syntax",
            "here are single quotes",
            "double quotes",
        ),
    ]
}

#[test]
fn a_text_that_is_something_else_is_recognised() {
    for (content, code, message, help) in texts_of_other_formats() {
        for arguments in [
            &["validate", "in.json"] as &[&str],
            &["identify", "in.json"],
        ] {
            let run = Folder::new().with("in.json", &content).run(arguments);
            let first = run.stdout.lines().next().unwrap();
            assert!(
                first.starts_with(&format!("error[{code}]: the text is not ")),
                "{first}"
            );
            assert!(first.ends_with(message), "{first}");
            let is_help = |line: &str| line.starts_with("  = help: ") && line.contains(help);
            assert!(run.stdout.lines().any(is_help), "{run:?}");
            assert_eq!(run.code, 3);
        }
    }
}

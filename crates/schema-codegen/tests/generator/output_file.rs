//! How the binary writes the file given by `--out`: whole or not at all.

use crate::command_line::{USER, declares, names_in, run, run_in};

#[test]
fn code_goes_to_a_file_and_the_root_is_the_last_line() {
    for name in [None, Some("Customer"), Some("Vec"), Some("lower_case")] {
        let mut arguments = vec![
            "generate",
            "user.json",
            "--out",
            "user.rs",
            "--print",
            "root",
        ];
        arguments.extend(name.iter().flat_map(|name| ["--root-name", name]));
        let (folder, run) = run(&[("user.json", USER)], &arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
        let root = run.stdout.lines().last().unwrap();
        let code = std::fs::read_to_string(folder.path().join("user.rs")).unwrap();
        assert!(declares(&code, root), "{name:?}: {root}\n{code}");
        assert_eq!(names_in(folder.path()), ["user.json", "user.rs"]);
    }
}

#[test]
fn the_same_schema_gives_the_same_bytes() {
    let (folder, _) = run(
        &[("user.json", USER)],
        &["generate", "user.json", "--out", "one.rs"],
    );
    run_in(folder.path(), &["generate", "user.json", "--out", "two.rs"]);
    let read = |name| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("one.rs"), read("two.rs"));
}

#[test]
fn a_failure_leaves_the_file_as_it_was() {
    let files = [
        ("broken.json", "{ \"type\": \"objekt\" }"),
        ("user.rs", "// what was here before\n"),
    ];
    let (folder, run) = run(&files, &["generate", "broken.json", "--out", "user.rs"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("error[invalid-schema]"), "{run:?}");
    assert!(run.stderr.contains("broken.json:1:11"), "{run:?}");
    assert!(
        run.stderr
            .ends_with("nothing was generated, for the reason above\n"),
        "{run:?}"
    );
    let left = std::fs::read_to_string(folder.path().join("user.rs")).unwrap();
    assert_eq!(left, files[1].1);
    assert_eq!(names_in(folder.path()), ["broken.json", "user.rs"]);
}

#[test]
fn a_file_is_replaced_whole() {
    let long = "// long\n".repeat(10_000);
    let files = [("user.json", USER), ("user.rs", long.as_str())];
    let (folder, run) = run(&files, &["generate", "user.json", "--out", "user.rs"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let code = std::fs::read_to_string(folder.path().join("user.rs")).unwrap();
    assert!(declares(&code, "User") && !code.contains("// long"));
}

#[test]
fn a_path_that_cannot_be_written_is_reported() {
    for out in ["no/such/folder/user.rs", "taken", "."] {
        let (folder, _) = run(&[("user.json", USER)], &["--version"]);
        std::fs::create_dir(folder.path().join("taken")).unwrap();
        let run = run_in(folder.path(), &["generate", "user.json", "--out", out]);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(1), ""),
            "{out}: {run:?}"
        );
        let expected = format!("cannot write `{out}`");
        assert!(run.stderr.contains(&expected), "{run:?}");
        assert_eq!(names_in(folder.path()), ["taken", "user.json"], "{out}");
    }
}

/// Generating can take long, so the path is checked first.
#[test]
fn a_path_that_cannot_be_written_is_reported_before_generating() {
    let arguments = ["generate", "nowhere.json", "--out", "no/user.rs"];
    let (_, run) = run(&[], &arguments);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert_eq!(
        run.stderr,
        "error: cannot write `no/user.rs`: there is no folder `no`\n"
    );
}

/// A temporary file must not have a predictable name: a link planted there would be followed.
#[cfg(unix)]
#[test]
fn what_lies_beside_the_file_is_left_alone() {
    let files = [("user.json", USER), ("victim", "precious")];
    let (folder, _) = run(&files, &["--version"]);
    let planted = folder.path().join(".user.rs.tmp");
    std::os::unix::fs::symlink("victim", &planted).unwrap();
    let run = run_in(
        folder.path(),
        &["generate", "user.json", "--out", "user.rs"],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    let victim = std::fs::read_to_string(folder.path().join("victim")).unwrap();
    assert_eq!(victim, "precious");
    assert!(planted.is_symlink());
    assert_eq!(
        names_in(folder.path()),
        [".user.rs.tmp", "user.json", "user.rs", "victim"]
    );
}

#[test]
fn runs_at_the_same_time_do_not_meet() {
    let (folder, _) = run(&[("user.json", USER)], &["--version"]);
    let (folder, arguments) = (folder.path(), ["generate", "user.json", "--out", "user.rs"]);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..10)
            .map(|_| scope.spawn(move || (0..15).map(|_| run_in(folder, &arguments)).collect()))
            .collect();
        for worker in workers {
            let runs: Vec<crate::command_line::Run> = worker.join().unwrap();
            for run in runs {
                assert_eq!(run.code, Some(0), "{run:?}");
            }
        }
    });
    let code = std::fs::read_to_string(folder.join("user.rs")).unwrap();
    assert!(declares(&code, "User"));
    assert_eq!(names_in(folder), ["user.json", "user.rs"]);
}

/// `--out /dev/null` must not replace the device, which root could do. The test uses a socket,
/// since a failing test would remove the device.
#[cfg(unix)]
#[test]
fn a_target_that_is_no_file_is_left_alone() {
    use std::os::unix::fs::FileTypeExt as _;
    use std::os::unix::net::UnixListener;
    let (folder, _) = run(&[("user.json", USER)], &["--version"]);
    let socket = folder.path().join("socket");
    let _listener = UnixListener::bind(&socket).unwrap();
    let run = run_in(folder.path(), &["generate", "user.json", "--out", "socket"]);
    let left = std::fs::symlink_metadata(&socket).unwrap().file_type();
    assert!(left.is_socket(), "replaced by {left:?}: {run:?}");
}

/// A link stays a link, and its target is written.
#[cfg(unix)]
#[test]
fn a_link_is_followed() {
    let files = [("user.json", USER), ("real.rs", "")];
    let (folder, _) = run(&files, &["--version"]);
    let link = folder.path().join("link.rs");
    std::os::unix::fs::symlink("real.rs", &link).unwrap();
    let run = run_in(
        folder.path(),
        &["generate", "user.json", "--out", "link.rs"],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    let code = std::fs::read_to_string(folder.path().join("real.rs")).unwrap();
    assert!(declares(&code, "User"));
}

//! A schema cannot read a file outside of its folder in any way, nor find out whether one exists.

use std::path::{Path, PathBuf};

use schema_codegen::{Builder, Error};
use tempfile::TempDir;

/// The content of the file that must not be read: a valid schema.
const SECRET: &str = r#"{ "title": "SECRET", "type": "object", "const": "SECRET", "$defs": { "SECRET": { "$anchor": "SECRET", "const": "SECRET" } } }"#;

/// A folder `outside`, and a folder `a/b/schemas` for schemas beside it.
struct Disk {
    folder: TempDir,
}

impl Disk {
    fn new(secret: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let disk = Self { folder };
        std::fs::create_dir_all(disk.schemas().join("below")).unwrap();
        std::fs::create_dir_all(disk.path("outside")).unwrap();
        if let Some(secret) = secret {
            std::fs::write(disk.path("outside/secret.json"), secret).unwrap();
        }
        disk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    fn schemas(&self) -> PathBuf {
        self.path("a/b/schemas")
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.schemas().join(name), text).unwrap();
    }

    fn builder(&self) -> Builder {
        let root = self.schemas().join("root.json");
        Builder::new().directory(self.schemas()).schema(root)
    }

    /// The error for a root schema, with the name of the temporary folder replaced.
    fn said(&self, schema: &str) -> String {
        self.write("root.json", schema);
        let error: Error = self.builder().generate().unwrap_err();
        let folder = self.path("").to_string_lossy().into_owned();
        let folder = folder.trim_end_matches('/');
        error
            .to_string()
            .replace(folder, "FOLDER")
            .replace(folder.trim_start_matches('/'), "FOLDER")
    }
}

/// Asserts that the error is the same whether the secret file is a schema, is not JSON, or is
/// missing.
fn same(schema: impl Fn(&Disk) -> String) -> String {
    let disk = Disk::new(None);
    let schema = schema(&disk);
    let nothing = disk.said(&schema);
    for secret in [SECRET, "SECRET { broken"] {
        std::fs::write(disk.path("outside/secret.json"), secret).unwrap();
        let something = disk.said(&schema);
        assert!(!something.contains("SECRET"), "{something}");
        assert_eq!(something, nothing);
    }
    nothing
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) {
    std::os::unix::fs::symlink(to, at).unwrap();
}

/// A reference that leads out of the folders of a disk.
type Way = fn(&Disk) -> String;

const WAYS: [(&str, Way); 12] = [
    ("dots", |_| "../../../outside/secret.json".to_owned()),
    ("dots behind a folder", |_| {
        "below/../../../../outside/secret.json".to_owned()
    }),
    ("a URI of a file", |disk| {
        format!("file://{}", disk.path("outside/secret.json").display())
    }),
    ("an absolute path", |disk| {
        disk.path("outside/secret.json").display().to_string()
    }),
    ("encoded dots", |_| {
        "%2e%2e/%2E%2e/%2e%2E/outside/secret.json".to_owned()
    }),
    ("an encoded slash", |_| {
        "..%2f..%2f..%2foutside/secret.json".to_owned()
    }),
    ("an encoded absolute path", |disk| {
        disk.path("outside/secret.json")
            .display()
            .to_string()
            .replace('/', "%2F")
    }),
    ("backslashes", |_| {
        "..%5c..%5C..%5coutside%5csecret.json".to_owned()
    }),
    ("this host", |disk| {
        format!(
            "file://localhost{}",
            disk.path("outside/secret.json").display()
        )
    }),
    ("a share", |disk| {
        format!("//localhost{}", disk.path("outside/secret.json").display())
    }),
    ("capitals", |disk| {
        format!("FILE://{}", disk.path("outside/secret.json").display())
    }),
    ("a NUL", |_| {
        "../../../outside/secret.json%00.json".to_owned()
    }),
];

#[test]
fn references_that_lead_out_are_out_of_reach() {
    for (name, way) in WAYS {
        for fragment in ["", "#/$defs/SECRET", "#SECRET", "#/const", "#/0/x"] {
            // The error quotes the reference, which must not contain the word searched for.
            let hidden = fragment.replace("SECRET", "%53ECRET");
            let said = same(|disk| {
                let reference = format!("{}{hidden}", way(disk));
                format!(
                    r#"{{ "type": "object", "properties": {{ "a": {{ "$ref": "{reference}" }} }} }}"#
                )
            });
            let one = said.matches("error[").count() == 1;
            assert!(
                one && said.contains("error[out-of-reach]"),
                "{name}: {said}"
            );
            assert!(
                said.contains("--ref ") && said.contains("--ref-dir "),
                "{name}: {said}"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_out_of_reach() {
    let to_file = same(|disk| {
        link(
            &disk.path("outside/secret.json"),
            &disk.schemas().join("link.json"),
        );
        r#"{ "$ref": "link.json" }"#.to_owned()
    });
    let to_folder = same(|disk| {
        link(&disk.path("outside"), &disk.schemas().join("below/link"));
        r#"{ "$ref": "below/link/secret.json" }"#.to_owned()
    });
    let twice = same(|disk| {
        link(
            Path::new("../second.json"),
            &disk.schemas().join("below/first.json"),
        );
        link(
            &disk.path("outside/secret.json"),
            &disk.schemas().join("second.json"),
        );
        r#"{ "$ref": "below/first.json" }"#.to_owned()
    });
    for said in [to_file, to_folder, twice] {
        assert!(said.contains("error[out-of-reach]"), "{said}");
    }
}

#[test]
fn a_remote_name_leads_to_no_file_outside() {
    for (id, reference) in [
        (
            "https://schemas.example/a/b/c/d/root.json",
            "../../../outside/secret.json",
        ),
        (
            "https://schemas.example/x/y/z/",
            "../../../outside/secret.json",
        ),
        (
            "https://schemas.example/a/b/schemas/root.json",
            "https://schemas.example/outside/secret.json",
        ),
        (
            "https://schemas.example/a/b/schemas/root.json",
            "..%2f..%2f..%2foutside/secret.json",
        ),
        (
            "https://schemas.example/root.json",
            "%2e%2e/%2e%2e/%2e%2e/outside/secret.json",
        ),
    ] {
        let said =
            same(|_| format!(r#"{{ "$id": "{id}", "items": {{ "$ref": "{reference}" }} }}"#));
        assert!(said.contains("error[missing-reference]"), "{said}");
        assert!(said.contains("nothing is fetched from a network"), "{said}");
    }
    // An `$id` that is the URI of a folder outside, at the root and inside.
    let outside = |disk: &Disk| format!("file://{}/", disk.path("outside").display());
    let at_root =
        same(|disk| format!(r#"{{ "$id": "{}", "$ref": "secret.json" }}"#, outside(disk)));
    let inside = same(|disk| {
        format!(
            r#"{{ "not": {{ "$id": "{}", "items": {{ "$ref": "secret.json" }} }} }}"#,
            outside(disk)
        )
    });
    assert!(at_root.contains("error[missing-reference]"), "{at_root}");
    assert!(inside.contains("error[out-of-reach]"), "{inside}");
}

#[test]
fn a_dialect_leads_to_no_file_outside() {
    let said = same(|disk| {
        let secret = disk.path("outside/secret.json");
        format!(
            r#"{{ "$schema": "file://{}", "type": "object" }}"#,
            secret.display()
        )
    });
    assert!(said.contains("error[unknown-dialect]"), "{said}");
}

#[test]
fn a_file_inside_leads_no_further_than_the_root() {
    let said = same(|disk| {
        disk.write(
            "below/user.json",
            r#"{ "$ref": "../../../../outside/secret.json" }"#,
        );
        r#"{ "$ref": "below/user.json" }"#.to_owned()
    });
    assert!(
        said.contains("error[out-of-reach]") && said.contains("below/user.json:1:"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_of_references_is_not_left_by_links() {
    let disk = Disk::new(Some(SECRET));
    let common = disk.path("common");
    std::fs::create_dir(&common).unwrap();
    link(
        &disk.path("outside/secret.json"),
        &common.join("secret.json"),
    );
    link(&disk.path("outside"), &common.join("folder"));
    std::process::Command::new("mkfifo")
        .arg(common.join("pipe.json"))
        .status()
        .unwrap();
    disk.write(
        "root.json",
        r#"{ "$ref": "https://schemas.example/secret.json" }"#,
    );
    let error = disk
        .builder()
        .reference_directory(&common)
        .generate()
        .unwrap_err();
    let said = error.to_string();
    assert!(
        !said.contains("SECRET") && said.contains("error[missing-reference]"),
        "{said}"
    );
    assert!(
        said.contains("links that lead out of their folder"),
        "{said}"
    );
}

#[test]
fn what_the_caller_names_is_within_reach() {
    let disk = Disk::new(Some(r#"{ "type": "integer" }"#));
    let secret = disk.path("outside/secret.json");
    let reference = "../../../outside/secret.json";
    let root = format!(r#"{{ "type": "array", "items": {{ "$ref": "{reference}" }} }}"#);
    disk.write("root.json", &root);
    disk.builder().generate().unwrap_err();
    disk.builder()
        .reference(reference, &secret)
        .generate()
        .unwrap();
    disk.builder()
        .reference_directory(disk.path("outside"))
        .generate()
        .unwrap();
    disk.builder().schema(&secret).generate().unwrap();
}

#[test]
fn a_file_that_was_named_reaches_what_is_beside_it_and_others_do_not() {
    let disk = Disk::new(Some(r#"{ "type": "integer" }"#));
    let given = disk.path("outside/given.json");
    std::fs::write(
        &given,
        r#"{ "type": "array", "items": { "$ref": "secret.json" } }"#,
    )
    .unwrap();
    let builder = disk
        .builder()
        .reference("https://schemas.example/given", &given);
    disk.write(
        "root.json",
        r#"{ "$ref": "https://schemas.example/given" }"#,
    );
    builder.clone().generate().unwrap();
    let both = r#"{ "allOf": [{ "$ref": "https://schemas.example/given" }, { "items": { "$ref": "https://schemas.example/secret.json" } }] }"#;
    disk.write("root.json", both);
    let said = builder.generate().unwrap_err().to_string();
    assert!(
        said.contains("https://schemas.example/secret.json"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn links_that_stay_inside_are_followed() {
    let disk = Disk::new(None);
    disk.write("below/real.json", r#"{ "type": "integer" }"#);
    link(
        Path::new("below/real.json"),
        &disk.schemas().join("link.json"),
    );
    disk.write(
        "root.json",
        r#"{ "type": "array", "items": { "$ref": "link.json" } }"#,
    );
    disk.builder().generate().unwrap();
}

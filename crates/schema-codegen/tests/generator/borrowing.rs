//! Borrowed types: which have a lifetime, and which stay the same.

use schema_codegen::Builder;

const LETTER: &str = r#"{
    "title": "Letter",
    "type": "object",
    "properties": {
        "to": { "type": "string" },
        "stamp": { "$ref": "stamp.json" },
        "pages": { "type": "array", "items": { "type": "object", "additionalProperties": { "$ref": "page.json" } } }
    }
}"#;
const STAMP: &str =
    r#"{ "title": "Stamp", "type": "object", "properties": { "cents": { "type": "integer" } } }"#;
const PAGE: &str = r##"{
    "title": "Page",
    "type": "object",
    "properties": { "next": { "$ref": "#" }, "words": { "type": "string", "minLength": 1 } }
}"##;

fn generate(root: &str, borrowed: bool) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("letter.json", LETTER),
        ("stamp.json", STAMP),
        ("page.json", PAGE),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let builder = Builder::new()
        .directory(folder.path())
        .schema(folder.path().join(root));
    let output = builder.borrowed(borrowed).generate().unwrap();
    output.code().to_owned()
}

#[test]
fn a_type_has_a_lifetime_if_it_holds_text_however_deep() {
    let code = generate("letter.json", true);
    for line in [
        "use std::borrow::Cow;",
        "pub struct Letter<'a> {",
        "pub to: Option<Cow<'a, str>>,",
        "pub stamp: Option<Stamp>,",
        "pub pages: Option<Vec<Map<Page<'a>>>>,",
        "pub struct Stamp {",
        "pub struct Page<'a> {",
        "pub next: Option<Box<Page<'a>>>,",
        "pub struct PageWords<'a>(Cow<'a, str>);",
        "pub fn from_slice(json: &'a [u8]) -> Result<Self, Error> {",
        "pub fn from_str(json: &'a str) -> Result<Self, Error> {",
        "pub fn into_owned(self) -> Letter<'static> {",
    ] {
        assert!(code.contains(line), "{line}\n{code}");
    }
    assert!(
        !code.contains("<String>") && !code.contains(": String"),
        "{code}"
    );
    // `FromStr` cannot borrow, so borrowed types must not implement it.
    assert!(!code.contains("FromStr"), "{code}");
}

#[test]
fn without_text_nothing_changes() {
    assert_eq!(generate("stamp.json", true), generate("stamp.json", false));
}

#[test]
fn unless_asked_for_text_is_owned() {
    let code = generate("letter.json", false);
    assert!(code.contains("pub to: Option<String>,"), "{code}");
    assert!(!code.contains("Cow") && !code.contains("'a"), "{code}");
}

#[test]
fn a_schema_may_be_called_like_the_type_of_text() {
    let schema =
        r#"{ "title": "Cow", "type": "object", "properties": { "says": { "type": "string" } } }"#;
    let builder = Builder::new().schema_text("cow.json", schema);
    let output = builder.borrowed(true).generate().unwrap();
    let code = output.code();
    assert!(code.contains("pub struct Cow<'a> {"), "{code}");
    assert!(
        code.contains("pub says: Option<std::borrow::Cow<'a, str>>,"),
        "{code}"
    );
    assert!(!code.contains("use std::borrow::Cow;"), "{code}");
}

#[test]
fn bundled_schemas_of_other_modules_are_not_repeated() {
    let schema = r#"{ "title": "Note", "type": "object" }"#;
    let builder = Builder::new().schema_text("note.json", schema);
    let modules = builder
        .bundled_schemas_in("../notes")
        .generate_modules()
        .unwrap();
    let names: Vec<_> = modules.files().iter().map(|file| &file.name).collect();
    assert_eq!(names, ["mod.rs", "note.rs"]);
    let code = &modules.files()[1].text;
    assert!(
        code.contains(r#"include_str!("../notes/note.schema.json")"#),
        "{code}"
    );
}

#[cfg(feature = "cli")]
#[test]
fn the_command_has_an_option_for_borrowed_types() {
    use crate::command_line::{USER, run};

    let (_folder, run) = run(
        &[("user.json", USER)],
        &["generate", "user.json", "--borrowed"],
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("pub id: Cow<'a, str>,"), "{run:?}");
}

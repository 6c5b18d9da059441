//! Names of types: where they come from, how equal ones are made distinct, and pins.

use insta::assert_snapshot;
use schema_codegen::{Builder, Code, Output};

fn builder(schema: &str) -> Builder {
    Builder::new().schema_text("ticket.json", schema)
}

/// The names of all types, in the order of the file.
fn types(output: &Output) -> Vec<String> {
    let file = syn::parse_file(output.code()).unwrap();
    let names = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    });
    names.collect()
}

fn types_of(schema: &str) -> Vec<String> {
    types(&builder(schema).generate().unwrap())
}

#[test]
fn a_title_comes_before_a_definition_and_that_before_the_way_to_it() {
    let names = types_of(
        r##"{
            "type": "object",
            "properties": {
                "status": { "enum": ["a", "b"] },
                "author": { "$ref": "#/$defs/user" },
                "team": { "$ref": "#/$defs/group" },
                "tags": { "type": "array", "items": { "enum": ["x", "y"] } }
            },
            "$defs": {
                "user": { "type": "object", "title": "Person", "properties": { "id": { "type": "string" } } },
                "group": { "type": "object", "properties": { "id": { "type": "integer" } } }
            }
        }"##,
    );
    assert_eq!(
        names,
        [
            "Ticket",
            "TicketStatus",
            "Person",
            "Group",
            "TicketTagsItem"
        ]
    );
}

#[test]
fn titles_that_differ_by_symbols_or_case_get_distinct_names() {
    let names = types_of(
        r#"{
            "type": "object",
            "properties": {
                "a": { "title": "C", "enum": ["1", "2"] },
                "b": { "title": "C++", "enum": ["3", "4"] },
                "c": { "title": "c", "enum": ["5", "6"] },
                "d": { "title": "C", "enum": ["7", "8"] }
            }
        }"#,
    );
    assert_eq!(names, ["Ticket", "C", "CPlusPlus", "CLower", "TicketD"]);
}

#[test]
fn files_that_differ_by_case_get_distinct_names() {
    let output = Builder::new()
        .schema_text("user.json", r#"{ "type": "object", "required": ["a"] }"#)
        .schema_text("User.json", r#"{ "type": "object", "required": ["b"] }"#)
        .generate()
        .unwrap();
    assert_eq!(types(&output), ["User", "UserCapitalized"]);
}

#[test]
fn modules_of_files_with_equal_names_get_the_names_of_their_folders() {
    let modules = Builder::new()
        .schema_text("a/user.json", r#"{ "title": "Agent", "type": "object" }"#)
        .schema_text("b/user.json", r#"{ "title": "Bot", "type": "object" }"#)
        .schema_text("ticket.json", r#"{ "type": "object" }"#)
        .generate_modules()
        .unwrap();
    let files = modules.files().iter().map(|file| file.name.as_str());
    let modules: Vec<&str> = files.filter_map(|name| name.strip_suffix(".rs")).collect();
    assert_eq!(modules, ["mod", "a_user", "b_user", "ticket"]);
}

#[test]
fn branches_are_named_after_their_discriminators() {
    let by_constant = types_of(
        r#"{
            "type": "object",
            "oneOf": [
                { "properties": { "kind": { "const": "circle" }, "r": { "type": "number" } } },
                { "properties": { "kind": { "const": "square" }, "a": { "type": "number" } } }
            ]
        }"#,
    );
    for name in ["TicketCircle", "TicketSquare"] {
        assert!(
            by_constant.iter().any(|known| known == name),
            "{by_constant:?}"
        );
    }
    let by_member = types_of(
        r#"{
            "type": "object",
            "oneOf": [
                { "properties": { "id": { "type": "string" }, "url": { "type": "string" } }, "required": ["id", "url"] },
                { "properties": { "id": { "type": "string" }, "path": { "type": "string" } }, "required": ["id", "path"] }
            ]
        }"#,
    );
    assert_eq!(by_member, ["Ticket", "TicketWithUrl", "TicketWithPath"]);
}

const PINNED: &str = r#"{ "type": "object", "properties": { "to": { "enum": ["a", "b"] }, "n": { "type": "string" } } }"#;

#[test]
fn a_pin_names_the_type_of_its_place_and_others_keep_off_it() {
    let output = builder(PINNED)
        .schema_text("recipient.json", r#"{ "type": "object" }"#)
        .name("/properties/to", "Recipient")
        .name("recipient.json#", "Person")
        .root_name("Wish")
        .generate()
        .unwrap();
    assert_eq!(types(&output), ["Wish", "Recipient", "Person"]);
    let taken = builder(
        r#"{ "title": "To", "type": "object", "properties": { "to": { "enum": ["a", "b"] } } }"#,
    )
    .name("#/properties/to", "To")
    .generate()
    .unwrap();
    let names = types(&taken);
    assert!(
        names.contains(&"To".to_owned()) && names.contains(&"Ticket".to_owned()),
        "{names:?}"
    );
}

#[test]
fn a_pin_that_no_type_takes_is_an_error() {
    let error = builder(PINNED).name("/properties/n", "Name").generate();
    assert_snapshot!(error.unwrap_err());
}

#[test]
fn a_pin_that_leads_nowhere_or_cannot_be_a_name_is_an_error() {
    for (place, name) in [
        ("/properties/absent", "Name"),
        ("other.json#/properties/to", "Name"),
        ("/properties/to", "not a name"),
        ("/properties/to", "Option"),
    ] {
        let error = builder(PINNED).name(place, name).generate().unwrap_err();
        assert_eq!(error.diagnostics().len(), 1, "{error}");
        assert_eq!(error.diagnostics()[0].code, Code::WrongName, "{error}");
    }
    let twice = builder(PINNED)
        .name("/properties/to", "A")
        .name("#/properties/to", "B")
        .generate()
        .unwrap_err();
    assert!(twice.to_string().contains("named twice"), "{twice}");
    let same = builder(PINNED)
        .name("/properties/to", "A")
        .root_name("A")
        .generate()
        .unwrap_err();
    assert!(same.to_string().contains("two types"), "{same}");
}

//! Diagnostics whose input is not a small file, and wordings that no input is known to give.

use std::fs;
use std::os::unix::fs::symlink;

use schema_codegen::Builder;
use serde_json::{Map, json};

use super::{diagnostics, folder, printed, short};
use crate::page::{Example, Input};

/// The codes of [`examples`].
pub(super) const CODES: [&str; 3] = ["unreadable", "missing-reference", "too-deep"];

/// A wording that no input is known to give.
pub(super) struct Unseen {
    pub(super) code: &'static str,
    pub(super) file: &'static str,
    pub(super) worded: &'static str,
    why: &'static str,
}

impl Unseen {
    /// The wording, and why there is no example of it.
    pub(super) fn described(&self) -> (String, String) {
        (self.worded.to_owned(), self.why.to_owned())
    }
}

pub(super) const UNSEEN: &[Unseen] = &[
    Unseen {
        code: "unreadable",
        file: "crates/schema-codegen/src/builder.rs",
        worded: "no thread to generate on: {error}",
        why: "the system refuses a thread",
    },
    Unseen {
        code: "self-application",
        file: "crates/schema-codegen/src/plan/complete.rs",
        worded: "the types {} contain each other in place, so reading them would not terminate; this is a bug of the generator, please report it",
        why: "a bug of the generator",
    },
    Unseen {
        code: "too-narrow",
        file: "crates/schema-codegen/src/plan/complete.rs",
        worded: "the type `{name}` would reject what the schema accepts; this is a bug of the generator, please report it",
        why: "a bug of the generator",
    },
];

pub(super) fn examples(code: &str) -> Vec<Example> {
    match code {
        "unreadable" => vec![no_schema(), deep_text()],
        "missing-reference" => vec![link_that_leads_out()],
        "too-deep" => vec![deep_types()],
        _ => Vec::new(),
    }
}

fn no_schema() -> Example {
    let about = "`Builder::new().generate()`:";
    Example {
        inputs: vec![Input::described(about)],
        message: printed(&Builder::new(), "unreadable", &folder("no-schema")),
    }
}

fn deep_text() -> Example {
    let text = format!("{}{}", "[".repeat(128), "]".repeat(128));
    let builder = Builder::new().schema_text("schema.json", text);
    Example {
        inputs: vec![Input::described("`schema.json`, 128 arrays in each other:")],
        message: printed(&builder, "unreadable", &folder("deep-text")),
    }
}

fn link_that_leads_out() -> Example {
    let folder = folder("link");
    fs::create_dir(folder.join("parts")).unwrap();
    let schema = r#"{"$ref": "https://schemas.example/user.json"}"#;
    fs::write(folder.join("schema.json"), schema).unwrap();
    symlink(folder.join("schema.json"), folder.join("parts/link.json")).unwrap();
    let builder = Builder::new()
        .directory(&folder)
        .schema(folder.join("schema.json"))
        .reference_directory(folder.join("parts"));
    let inputs = vec![
        Input::new("`schema.json` with `--ref-dir parts`:", schema),
        Input::described("`parts/link.json`, a symbolic link to a file outside of `parts`:"),
    ];
    Example {
        inputs,
        message: printed(&builder, "missing-reference", &folder),
    }
}

/// Without the lines of the schema, which is a long one.
fn deep_types() -> Example {
    const COUNT: usize = 201;
    let definition = |index: usize| {
        let next = json!({ "$ref": format!("#/$defs/a{}", index + 1) });
        let list = json!({ "type": "array", "items": next });
        (format!("a{index}"), list)
    };
    let last = (format!("a{COUNT}"), json!({ "type": "string" }));
    let definitions: Map<_, _> = (0..COUNT).map(definition).chain([last]).collect();
    let schema = json!({ "$ref": "#/$defs/a0", "$defs": definitions });
    let builder = Builder::new().schema_text("schema.json", schema.to_string());
    let about = "201 definitions, each a list of the next; \
                 without the lines of the schema:";
    let diagnostics = diagnostics(&builder);
    Example {
        inputs: vec![Input::described(about)],
        message: diagnostics.iter().map(short).collect::<Vec<_>>().join("\n"),
    }
}

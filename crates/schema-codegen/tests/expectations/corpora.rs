//! Large documents of vendors that are tested like cases.

use std::collections::BTreeMap;
use std::path::Path;

use schema_codegen::Formats;
use serde_json::json;

use crate::case::Case;

/// Whole component documents of two vendors; none if the suites are not beside this checkout.
pub(crate) fn all() -> Vec<Case> {
    let suites = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/suites");
    let corpus = |name: &str| {
        let Ok(text) = std::fs::read_to_string(suites.join(format!("{name}.schema.json"))) else {
            println!("{name}: not here, skipped");
            return None;
        };
        Some(Case {
            name: name.replace('-', "_"),
            schema: serde_json::from_str(&text).unwrap(),
            formats: Formats::Annotate,
            // The instance whose mutants are tested; the oracle gives the verdicts.
            accept: vec![json!({})],
            reject: Vec::new(),
            texts: Vec::new(),
            files: BTreeMap::new(),
            references: BTreeMap::new(),
            root_name: None,
            openapi: None,
            implied_types: false,
            bundled: false,
            nothing: false,
            diagnostic: None,
            topic: String::new(),
            folder: None,
        })
    };
    let names = ["zendesk-components", "ada-components"];
    names.into_iter().filter_map(corpus).collect()
}

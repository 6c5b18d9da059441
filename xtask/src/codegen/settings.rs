//! The data of `schemas/codegen.toml`: which schemas become which modules.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// In the order in which models are listed.
    pub(super) sets: Vec<Set>,
}

/// Schemas that become one module.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Set {
    /// The module and the feature, and the first half of the names of its models.
    pub(super) name: String,
    /// The vendor and what it sends, in a line.
    pub(super) about: String,
    pub(super) directory: String,
    /// The root schemas, whose types payloads are parsed into.
    pub(super) models: Vec<Model>,
    pub(super) formats: Formats,
    /// The version of `OpenAPI` whose keywords are read too.
    pub(super) openapi: Option<OpenApi>,
    /// Whether a schema without `type` gets the JSON type that its other keywords imply.
    #[serde(default, rename = "implied-types")]
    pub(super) implied_types: bool,
    /// Whether borrowed types are generated too, in the module `borrowed`.
    #[serde(default)]
    pub(super) borrowed: bool,
    /// Files beside `codegen.toml` by the URI that references use for them.
    #[serde(default)]
    pub(super) refs: BTreeMap<String, String>,
    /// Folders beside `codegen.toml` with documents that schemas may refer to.
    #[serde(default, rename = "ref-dirs")]
    pub(super) ref_dirs: Vec<String>,
    /// Names of types by the locations of their schemas: `file.json#/pointer`.
    #[serde(default)]
    pub(super) names: BTreeMap<String, String>,
}

/// A root schema of a set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Model {
    /// The schema's file in the folder of the set. Its stem is the second half of the model's name.
    pub(super) file: String,
    /// What it is, in a line.
    pub(super) about: String,
    /// Who sends it and how, for the table in the documentation.
    #[serde(rename = "sent-by")]
    pub(super) sent_by: String,
}

impl Model {
    /// `conversation_chat` of `conversation_chat.json`.
    pub(super) fn stem(&self) -> &str {
        self.file.split('.').next().unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Formats {
    Assert,
    Annotate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum OpenApi {
    #[serde(rename = "3.0")]
    V3_0,
    #[serde(rename = "3.1")]
    V3_1,
}

impl Formats {
    pub(super) const fn are_asserted(self) -> bool {
        matches!(self, Self::Assert)
    }
}

impl Settings {
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
        toml::from_str(&text).map_err(|error| format!("`{}`: {error}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_targets_of_references_and_options_of_reading() {
        let settings: Settings = toml::from_str(
            r#"
            [[sets]]
            name = "shop"
            about = "Shop: orders"
            directory = "shop"
            models = [{ file = "order.json", about = "An order", sent-by = "the shop" }]
            formats = "annotate"
            refs = { "https://schemas.example/money" = "common/money.json" }
            ref-dirs = ["common"]
            openapi = "3.0"
            implied-types = true
            borrowed = true
            "#,
        )
        .unwrap();
        let [shop] = settings.sets.as_slice() else {
            panic!("one set");
        };
        assert_eq!(
            shop.refs["https://schemas.example/money"],
            "common/money.json"
        );
        assert_eq!(shop.ref_dirs, ["common"]);
        assert_eq!(shop.openapi, Some(OpenApi::V3_0));
        assert!(shop.implied_types);
        assert!(shop.borrowed);
    }

    #[test]
    fn an_unknown_setting_is_rejected() {
        let text = "[[sets]]\nname = 'shop'\nabout = 'Shop'\ndirectory = '.'\nmodels = []\nformats = 'assert'";
        assert!(toml::from_str::<Settings>(text).is_ok());
        let text = format!("{text}\nref-dir = '.'");
        assert!(toml::from_str::<Settings>(&text).is_err());
    }
}

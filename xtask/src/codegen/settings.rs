//! `schemas/codegen.toml`: which schemas become which modules. Data, not code.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// By the name of the module they become.
    pub(super) sets: BTreeMap<String, Set>,
}

/// Schemas that become one module.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Set {
    pub(super) directory: String,
    pub(super) roots: Vec<String>,
    pub(super) formats: Formats,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Formats {
    Assert,
    Annotate,
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

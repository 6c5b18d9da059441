//! `conversation models`: lists the models.

use std::io;

use conversation_validator::Model;
use serde_json::json;

use crate::{
    args::{Format, Models},
    output::Output,
};

/// Lists every model with its title, which is the name of its Rust type and of the vendor's page.
pub(crate) fn run(arguments: &Models, output: &mut Output) -> io::Result<()> {
    for model in Model::ALL {
        match arguments.format.format {
            Format::Human => output.line(format_args!("{model:<36}{}", model.title()))?,
            Format::Json => output.json(&json!({
                "model": model.name(),
                "vendor": model.vendor(),
                "title": model.title(),
                "schema": model.schema_value()["$id"],
            }))?,
        }
    }
    Ok(())
}

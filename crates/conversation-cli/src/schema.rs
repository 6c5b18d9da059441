//! `conversation schema`: prints the bundled schema of a model.

use std::io;

use crate::{args::Schema, output::Output};

/// Prints the document as it is bundled, with one line feed at its end.
pub(crate) fn run(arguments: &Schema, output: &mut Output) -> io::Result<()> {
    output.text(arguments.model.schema().trim_end())?;
    output.text("\n")
}

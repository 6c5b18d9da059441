//! What is known of a value's schemas together, before any type is planned: what they accept, which subschemas have a say, and
//! which choices they leave open.
//!
//! Each question is answered once: an [`Analyzer`] remembers by [`Node`]. It must not know of types or their names.

mod analysis;
mod facets;
mod meanings;
mod node;

pub(crate) use analysis::{Analysis, Analyzer};
pub(crate) use facets::{Choice, Facet, Facets};
pub(crate) use meanings::Meanings;
pub(crate) use node::{Node, all_of};

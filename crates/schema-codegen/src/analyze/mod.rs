//! Analysis of the schemas that apply to one instance, before any type is planned: what they
//! accept, which subschemas describe it, and which choices they leave open.
//!
//! An [`Analyzer`] answers each question once per [`Node`]. It must not depend on types or their
//! names.

mod analysis;
mod facets;
mod meanings;
mod node;

pub(crate) use analysis::{Analysis, Analyzer};
pub(crate) use facets::{Choice, Facet, Facets};
pub(crate) use meanings::Meanings;
pub(crate) use node::{Node, all_of};

//! From documents as they are written, in any draft, to the schemas that the later stages read:
//! keywords without effect are removed, those of `OpenAPI` and implied types are rewritten. JSON
//! Pointers stay valid; [`ignored`] keeps track of the few parts that have to move.

pub(super) mod drafts;
pub(super) mod formats;
pub(super) mod ignored;
pub(super) mod implied;
pub(super) mod openapi;
pub(super) mod rewriting;
pub(super) mod vocabulary;

//! Generates Rust types from JSON Schemas. The types accept exactly what the schema accepts, and
//! the round trip is lossless.
//!
//! ```
//! use schema_codegen::Builder;
//!
//! let output = Builder::new()
//!     .schema_text(
//!         "user.json",
//!         r#"{
//!             "title": "User",
//!             "type": "object",
//!             "required": ["id"],
//!             "properties": { "id": { "type": "string" }, "nick": { "type": ["string", "null"] } }
//!         }"#,
//!     )
//!     .generate()?;
//! assert!(output.code().contains("pub struct User {"));
//! assert!(output.code().contains("pub nick: Presence<String>,"));
//! # Ok::<(), schema_codegen::Error>(())
//! ```
//!
//! The pipeline is `source → schema → semantics + annotations → analyze → plan → emit → print →
//! layout`. A module uses earlier stages and no later one. Invariants:
//!
//! 1. Every diagnostic exists by the end of `plan`; `emit` takes `&Plan`, returns tokens, and
//!    cannot fail.
//! 2. `emit` decides nothing and names nothing.
//! 3. No keyword is ignored: it is implemented, listed as an annotation, or diagnosed.
//! 4. The same input gives the same output, byte for byte.

mod analyze;
mod annotations;
mod builder;
mod combinations;
mod cycles;
mod diagnostic;
mod emit;
mod encoding;
mod foreign;
mod large_numbers;
mod layout;
mod names;
mod output_file;
mod parallel;
mod plan;
mod print;
mod quality;
mod samples;
#[cfg(test)]
mod scaling;
mod schema;
mod semantics;
mod source;

pub use builder::{Builder, Formats};
pub use diagnostic::{Code, Diagnostic, Error, Place, Severity};
pub use layout::{File, Modules, Output};
pub use quality::{Figure, Quality};
pub use schema::OpenApi;
pub use source::{Source, SourceError};

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

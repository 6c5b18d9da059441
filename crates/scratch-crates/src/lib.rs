//! Compiles generated modules in scratch crates, warnings being errors, and runs programs that ask
//! their types about texts. The harness of the generator's own cases and of
//! `conversation-conformance`.
//!
//! Generated code is only text and programs here: what does not compile is reported, and so is what
//! hangs or dies.
//!
//! ```no_run
//! use scratch_crates::{Module, Question, Workspace, ask, build, crates};
//!
//! let workspace = Workspace {
//!     project: "/home/me/project".into(),
//!     folder: "/tmp/scratch".into(),
//!     target: "/tmp/scratch/target".into(),
//!     // Has the functions that the checks call.
//!     answer: "pub fn length(text: &str) -> serde_json::Value { text.len().into() }".to_owned(),
//!     features: vec!["pattern".to_owned()],
//! };
//! let module = Module {
//!     name: "point".to_owned(),
//!     files: vec![("point".to_owned(), "/tmp/scratch/point.rs".into())],
//!     check: "answer::length".to_owned(),
//!     place: 0,
//! };
//! let built = build(&workspace, crates(vec![("points-00".to_owned(), module)]), &|_| ())?;
//! for one in &built.crates {
//!     let question = Question { module: "point", text: "{}" };
//!     let answers: Vec<Result<usize, String>> =
//!         ask(&workspace, &one.name, "questions.ndjson", &[question])?;
//! }
//! # Ok::<(), String>(())
//! ```

mod asking;
mod build;
mod child;
mod files;
mod workspace;

pub use asking::{Answer, Question, ask};
pub use build::{Built, build};
pub use child::{Answering, Line};
pub use files::write;
pub use workspace::{Crate, Module, Workspace, crates};

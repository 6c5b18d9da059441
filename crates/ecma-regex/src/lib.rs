#![doc = include_str!("../README.md")]

mod automaton;
mod backtracking;
mod encoding;
mod engine;
mod error;
mod kind;
mod node;
mod parser;
mod property;
mod regex;
mod render;
#[cfg(feature = "json-schema")]
mod schema;
mod set;
mod steps;

pub use encoding::{Encoded, decode, encode, encode_list, encode_names};
pub use error::Error;
pub use kind::Kind;
pub use regex::Regex;
#[cfg(feature = "json-schema")]
pub use schema::{Place, rewrite, rewrite_reference};
pub use steps::{Steps, Undecided};

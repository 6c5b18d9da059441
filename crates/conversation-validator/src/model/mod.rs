//! Which models there are, and what their schemas say: names, bundled schemas, compiled validators.

pub(crate) mod bundle;
pub(crate) mod catalogue;
pub(crate) mod compiled;
pub(crate) mod expansion;
pub(crate) mod names;
pub(crate) mod suggestion;

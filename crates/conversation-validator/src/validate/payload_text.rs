//! A payload that has been read once, for several questions about it.

use crate::locate::tape::Tape;
use crate::report::unreadable::Unreadable;

/// The text of a payload, checked and indexed: [identified](Self::identify) and
/// [validated](Self::validate) without reading it as JSON again.
///
/// The index takes 16 bytes for each value and each property name.
///
/// ```
/// use conversation_validator::{Options, PayloadText};
///
/// let text = PayloadText::new(br#"{"type": "ChatEndedEvent"}"#)?;
/// let model = text.model().expect("its tag names the model");
/// let report = text.validate(model, Options::new());
/// assert_eq!(report.model(), model);
/// assert!(report.violation_count().known() > 0);
/// # Ok::<(), conversation_validator::Unreadable>(())
/// ```
pub struct PayloadText<'t> {
    pub(crate) bytes: &'t [u8],
    /// `None` only if the two readers of this crate differ about the text, a bug of ours.
    pub(crate) tape: Option<Tape<'t>>,
}

impl<'t> PayloadText<'t> {
    /// Checks that a text is JSON within the limits of this crate, and indexes it.
    ///
    /// # Errors
    ///
    /// Why it is not.
    pub fn new(bytes: &'t [u8]) -> Result<Self, Unreadable> {
        Unreadable::check(bytes)?;
        // What has been checked is UTF-8.
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        Ok(Self {
            bytes,
            tape: Tape::new(text),
        })
    }
}

impl std::fmt::Debug for PayloadText<'_> {
    /// Quotes nothing of the payload.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PayloadText")
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

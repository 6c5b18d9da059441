//! Genesys Cloud: communications of a participant.

/// The same models, borrowing their text from the payload: see [the crate](crate#borrowing).
///
/// ```
/// use std::borrow::Cow;
///
/// use conversation_models::genesys::borrowed::ConversationChat;
///
/// let payload = br#"{"id": "6453a8f0", "peerId": "line\nbreak"}"#.to_vec();
/// let chat = ConversationChat::from_slice(&payload)?;
/// assert!(matches!(chat.id.value(), Some(Cow::Borrowed("6453a8f0"))));
/// assert!(matches!(chat.peer_id.value(), Some(Cow::Owned(_))));
///
/// let kept: ConversationChat<'static> = chat.into_owned();
/// drop(payload);
/// assert_eq!(kept.id.as_deref().value(), Some(&"6453a8f0"));
/// # Ok::<(), conversation_models::Error>(())
/// ```
#[cfg(feature = "borrowed")]
#[rustfmt::skip]
pub mod borrowed;
#[rustfmt::skip]
mod generated;

pub use generated::*;

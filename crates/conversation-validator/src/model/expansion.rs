//! The macro that turns the table of `catalogue` into `Model` and `Payload`.
//!
//! It holds what must be written once for each model; what is the same for all models is in
//! `model`.

/// Turns `Variant = "name", root::Type, identifier, accessor;` lines into the two enums and their
/// matches.
macro_rules! models {
    ($($(#[$doc:meta])+ $variant:ident = $name:literal, $root:ty, $identifier:ident, $accessor:ident;)+) => {
        /// A conversation model this crate can check payloads against.
        ///
        /// Spelled `vendor.model`, as in `genesys.conversation_chat`; ordered as listed here.
        ///
        /// ```
        /// use conversation_validator::Model;
        ///
        /// let model: Model = "genesys.conversation_chat".parse()?;
        /// assert_eq!(model, Model::GenesysConversationChat);
        /// assert_eq!(model.vendor(), "genesys");
        /// assert!(Model::ALL.contains(&model));
        /// # Ok::<(), conversation_validator::UnknownModel>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Model {
            $($(#[$doc])+ $variant,)+
        }

        impl Model {
            /// Every model, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name as [`Display`](std::fmt::Display) prints and [`FromStr`](std::str::FromStr)
            /// reads it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The model's JSON Schema (draft 2020-12) as one document without external references.
            ///
            /// Any validator can use it; let `format` be an assertion to get the same verdicts.
            #[must_use]
            pub const fn schema(self) -> &'static str {
                match self {
                    $(Self::$variant => <$root>::SCHEMA,)+
                }
            }

            /// The typed engine: reads the bytes into the typed value in one pass.
            pub(crate) fn read(self, bytes: &[u8]) -> Result<Payload, schema_runtime::Error> {
                match self {
                    $(Self::$variant => <$root>::from_slice(bytes).map(Payload::from),)+
                }
            }

            /// Whether the model's schema accepts a payload.
            ///
            /// The verdict of [`parse`](crate::parse), without building the value. Allocates memory
            /// only for objects with more than 32 additional properties (up to 90 bytes for each)
            /// and for escapes: in names of additional properties, and in strings that an assertion
            /// checks (up to three times their length). All of it is freed before this returns.
            ///
            /// ```
            /// use conversation_validator::Model;
            ///
            /// assert!(Model::GenesysConversationChat.is_valid(br#"{"state": "connected"}"#));
            /// assert!(!Model::GenesysConversationChat.is_valid(br#"{"held": "yes"}"#));
            /// ```
            #[must_use]
            pub fn is_valid(self, bytes: &[u8]) -> bool {
                match self {
                    $(Self::$variant => <$root>::is_valid(bytes),)+
                }
            }

            /// The model's compiled schema; compiled at the first call.
            pub(crate) fn compiled(self) -> &'static $crate::model::compiled::Compiled {
                use std::sync::LazyLock;
                use $crate::model::compiled::Compiled;
                match self {
                    $(Self::$variant => {
                        static COMPILED: LazyLock<Compiled> =
                            LazyLock::new(|| Compiled::new(<$root>::SCHEMA));
                        &COMPILED
                    })+
                }
            }
        }

        /// An accepted payload as the type of its model.
        ///
        /// Serialises to a value equal to the one it was read from: the round trip is lossless.
        /// `Debug` shows the model but nothing of the payload: conversations are personal data.
        ///
        /// ```
        /// use conversation_validator::{Model, parse};
        ///
        /// let payload = parse(
        ///     Model::ZendeskChatEndedEvent,
        ///     br#"{"id": 1932802680168, "type": "ChatEndedEvent", "new": true}"#,
        /// )?;
        /// assert_eq!(payload.model(), Model::ZendeskChatEndedEvent);
        /// assert!(payload.as_zendesk_chat_ended_event().is_some());
        /// assert!(payload.as_ada_conversation_ended().is_none());
        /// assert_eq!(format!("{payload:?}"), "ZendeskChatEndedEvent(..)");
        /// # Ok::<(), conversation_validator::Error>(())
        /// ```
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Payload {
            $($(#[$doc])+ $variant(Box<$root>),)+
        }

        impl Payload {
            /// The model the payload was read as.
            #[must_use]
            pub const fn model(&self) -> Model {
                match self {
                    $(Self::$variant(_) => Model::$variant,)+
                }
            }

            $(
                /// The typed value, if the payload is one of this model.
                #[must_use]
                pub fn $accessor(&self) -> Option<&$root> {
                    match self {
                        Self::$variant(payload) => Some(payload),
                        _ => None,
                    }
                }
            )+
        }

        $(
            impl From<$root> for Payload {
                fn from(payload: $root) -> Self {
                    Self::$variant(Box::new(payload))
                }
            }
        )+

        impl std::fmt::Debug for Payload {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant(_) => concat!(stringify!($variant), "(..)"),)+
                })
            }
        }

        impl serde::Serialize for Payload {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(payload) => payload.serialize(serializer),)+
                }
            }
        }
    };
}

pub(crate) use models;

//! Applies the macro of `expansion` to the table of `conversation-models`, which defines the enums
//! [`Model`] and [`Payload`].

use crate::model::expansion::models;

conversation_models::for_each_model!(models);

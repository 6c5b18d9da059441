//! The models that there are: the table of `conversation-models`, made into the enums [`Model`] and [`Payload`].

use crate::expansion::models;

conversation_models::for_each_model!(models);

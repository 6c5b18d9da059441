//! The methods of [`Model`] that are the same for all models: parts of its name, title, and parsing
//! a name.

use std::{fmt, str::FromStr};

use schema_runtime::printable;
use serde_json::Value;

use crate::model::catalogue::Model;
use crate::model::suggestion;

impl Model {
    /// The part of the name before the dot.
    #[must_use]
    pub fn vendor(self) -> &'static str {
        self.name().split('.').next().unwrap_or_default()
    }

    /// The `title` of its schema, which is also the name of its Rust type.
    #[must_use]
    pub fn title(self) -> &'static str {
        let title = self.schema_value().get("title").and_then(Value::as_str);
        title.unwrap_or(self.name())
    }

    /// [`Model::schema`] as a value; parsed once, then shared.
    #[must_use]
    pub fn schema_value(self) -> &'static Value {
        self.compiled().bundle().root()
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Model {
    type Err = UnknownModel;

    fn from_str(name: &str) -> Result<Self, UnknownModel> {
        let found = Self::ALL.iter().find(|model| model.name() == name);
        found.copied().ok_or_else(|| UnknownModel {
            name: name.to_owned(),
        })
    }
}

/// Parsing failed: there is no model of this name.
///
/// ```
/// use conversation_validator::Model;
///
/// let error = "genesys.conversationchat".parse::<Model>().unwrap_err();
/// assert_eq!(error.suggestion(), Some(Model::GenesysConversationChat));
/// assert!(error.to_string().contains("did you mean `genesys.conversation_chat`?"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownModel {
    name: String,
}

impl UnknownModel {
    /// The name that was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The model whose name is similar enough to have been meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<Model> {
        let names = Model::ALL.iter().map(|model| model.name());
        let nearest = suggestion::nearest(&self.name, names)?;
        nearest.parse().ok()
    }
}

impl fmt::Display for UnknownModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no model `{:.100}`", printable(&self.name))?;
        if let Some(model) = self.suggestion() {
            write!(f, "; did you mean `{model}`?")?;
        }
        f.write_str(" (known: ")?;
        for (index, model) in Model::ALL.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{model}")?;
        }
        f.write_str(")")
    }
}

impl std::error::Error for UnknownModel {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back_and_no_two_are_equal() {
        for model in Model::ALL {
            assert_eq!(model.name().parse(), Ok(*model));
            assert_eq!(model.to_string(), model.name());
        }
        let mut names: Vec<_> = Model::ALL.iter().map(|model| model.name()).collect();
        names.dedup();
        assert_eq!(names.len(), Model::ALL.len());
    }

    #[test]
    fn titles_come_from_the_schemas() {
        assert_eq!(Model::ZendeskChatEndedEvent.title(), "ChatEndedEvent");
        assert_eq!(Model::GenesysConversationChat.title(), "ConversationChat");
    }

    #[test]
    fn a_far_name_gets_the_list_but_no_suggestion() {
        let error = "intercom.conversation".parse::<Model>().unwrap_err();
        assert_eq!(error.suggestion(), None);
        let text = error.to_string();
        assert!(text.starts_with("there is no model `intercom.conversation` (known: "));
        assert!(Model::ALL.iter().all(|model| text.contains(model.name())));
    }
}

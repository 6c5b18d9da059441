//! The quality figures of generated types: their JSON form, in which workers report them, and their
//! sum over a corpus.

use std::collections::BTreeMap;

use schema_codegen::{Figure, Quality};
use serde::{Deserialize, Serialize};

/// A [`Quality`] as JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Figures(#[serde(with = "QualityFields")] pub(super) Quality);

#[derive(Serialize, Deserialize)]
#[serde(remote = "Quality")]
struct QualityFields {
    #[serde(with = "FigureFields")]
    members: Figure,
    #[serde(with = "FigureFields")]
    objects: Figure,
    #[serde(with = "FigureFields")]
    unions: Figure,
    #[serde(with = "FigureFields")]
    names: Figure,
    #[serde(with = "FigureFields")]
    proofs: Figure,
    checked: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Figure")]
struct FigureFields {
    all: usize,
    good: usize,
    reasons: BTreeMap<String, usize>,
}

impl Figures {
    pub(super) fn sum<'f>(figures: impl IntoIterator<Item = &'f Self>) -> Self {
        let mut sum = Quality::default();
        for figures in figures {
            sum += &figures.0;
        }
        Self(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_through_json_as_they_are() {
        let mut quality = Quality::default();
        quality.members.all = 4;
        quality.members.reasons = [("a".to_owned(), 1), ("b".to_owned(), 2)].into();
        quality.checked = 3;
        let figures = Figures(quality);
        let text = serde_json::to_string(&figures).unwrap();
        assert_eq!(serde_json::from_str::<Figures>(&text).unwrap(), figures);
    }
}

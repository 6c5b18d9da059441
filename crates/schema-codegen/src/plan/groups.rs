//! Plans the fields for properties that match `patternProperties`: a group with a name, a type and
//! a doc comment for each class of names.

use super::naming::Hint;
use super::planner::Planner;
use super::undeclared::Class;
use super::{Docs, Group, Names, docs};
use crate::foreign::Paragraph;
use crate::names::{Case, identifier};
use crate::schema::beginning;

impl Planner<'_, '_> {
    /// A group for each class. `taken` are the names of other fields; the new names are added.
    pub(super) fn groups(
        &mut self,
        classes: Vec<Class>,
        parent: &str,
        taken: &mut Vec<String>,
    ) -> Vec<Group> {
        let groups = classes.into_iter().map(|class| {
            let possible = !self.is_impossible(&class.node);
            let kept = possible.then(|| {
                let words = words_of(&class.names);
                let hint = Hint::inside(parent, &format!("{words} entry"));
                let field = free(format!("{words} entries"), taken);
                (field, self.node_or_anything(&class.node, &hint))
            });
            let docs = Docs {
                paragraphs: vec![Paragraph::Prose(docs::of_names(&class.names))],
                ..Docs::default()
            };
            let names = class.names;
            Group { names, docs, kept }
        });
        groups.collect()
    }
}

/// The words that a group is named after: the literal beginnings of its patterns, such as `x` for
/// `^x-`. Empty if no pattern has one.
fn words_of(names: &Names) -> String {
    let Names::Any(patterns) = names else {
        return "shared".to_owned();
    };
    let mut words: Vec<String> = Vec::new();
    for pattern in patterns {
        let begins = beginning(pattern).unwrap_or_default();
        let kept = begins
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' });
        let word = kept.collect::<String>().trim().to_owned();
        if word.starts_with(char::is_alphabetic) && !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" and ")
}

fn free(words: String, taken: &mut Vec<String>) -> String {
    let mut words = words;
    let mut field = identifier(Case::Field, &words);
    while taken.contains(&field) {
        words.insert_str(0, "more ");
        field = identifier(Case::Field, &words);
    }
    taken.push(field.clone());
    field
}

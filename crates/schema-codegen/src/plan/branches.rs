//! Names the branches of a union that have no names of their own, by what distinguishes a branch
//! from the others: a constant, a property that no other branch has, or else its position.

use std::collections::BTreeSet;

use super::naming::Hint;
use super::planner::Planner;
use super::subject::Subject;
use crate::analyze::Choice;
use crate::analyze::Node;
use crate::schema::Location;

/// The words that a branch is named after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BranchWord {
    /// A constant or a property that distinguishes the branch.
    Meaning(String),
    /// The position among the branches.
    Place(String),
}

impl BranchWord {
    pub(super) fn text(&self) -> &str {
        let (Self::Meaning(text) | Self::Place(text)) = self;
        text
    }

    pub(super) fn hint(&self, parent: &str) -> Hint {
        let hint = Hint::inside(parent, self.text());
        match self {
            Self::Meaning(_) => hint,
            Self::Place(_) => hint.counted(),
        }
    }
}

impl<'d> Planner<'_, 'd> {
    /// The words for each branch.
    pub(super) fn branch_words(&mut self, branches: &[Location], hint: &Hint) -> Vec<BranchWord> {
        let subjects: Vec<Option<Subject<'d>>> = branches
            .iter()
            .map(|branch| Subject::of(&self.analyzer, &Node::new([branch.clone()]), hint))
            .collect();
        if let Some(constants) = self.distinguishing_constants(&subjects) {
            return constants.into_iter().map(BranchWord::Meaning).collect();
        }
        let required = members_of_each(&subjects, required_members);
        let declared = members_of_each(&subjects, |it| it.facets.described());
        (0..branches.len())
            .map(|index| {
                let own = only_here(&required, index).or_else(|| only_here(&declared, index));
                own.map_or_else(
                    || BranchWord::Place(ordinal(index)),
                    |member| BranchWord::Meaning(format!("with {member}")),
                )
            })
            .collect()
    }

    /// The words for each branch of a union with discriminating properties: the property, if the
    /// branch has only one.
    pub(super) fn words_of_keys(
        &mut self,
        choice: &Choice,
        keys: &[Vec<String>],
        hint: &Hint,
    ) -> Vec<BranchWord> {
        let words = self.branch_words(&choice.branches, hint).into_iter();
        let words = words.zip(keys).map(|(word, keys)| match keys.as_slice() {
            [key] => BranchWord::Meaning(key.clone()),
            _ => word,
        });
        words.collect()
    }

    /// The constants of the first property that has a different one in each branch, required or
    /// not.
    fn distinguishing_constants(&self, branches: &[Option<Subject<'d>>]) -> Option<Vec<String>> {
        let candidates = branches.first()?.as_ref()?.facets.described();
        candidates.into_iter().find_map(|name| {
            let constants: Option<Vec<String>> = branches
                .iter()
                .map(|branch| match &self.tags(branch.as_ref()?, &name)?[..] {
                    [only] => Some(only.clone()),
                    _ => None,
                })
                .collect();
            let constants = constants?;
            let different: BTreeSet<&String> = constants.iter().collect();
            (different.len() == constants.len()).then_some(constants)
        })
    }
}

fn members_of_each(
    branches: &[Option<Subject<'_>>],
    members: impl Fn(&Subject<'_>) -> Vec<String>,
) -> Vec<Vec<String>> {
    let members = branches
        .iter()
        .map(|branch| branch.as_ref().map_or_else(Vec::new, &members));
    members.collect()
}

/// The required properties of a branch: first those that `properties` lists, in its order.
fn required_members(subject: &Subject<'_>) -> Vec<String> {
    let mut required = subject.facets.required();
    let declared = subject.facets.described().into_iter();
    let mut members: Vec<String> = declared.filter(|name| required.remove(name)).collect();
    members.extend(required);
    members
}

/// The first property of a branch that no other branch has.
fn only_here(members: &[Vec<String>], index: usize) -> Option<&String> {
    let others = members.iter().enumerate().filter(|(at, _)| *at != index);
    let others: BTreeSet<&String> = others.flat_map(|(_, members)| members).collect();
    let own = members.get(index)?;
    own.iter().find(|name| !others.contains(name))
}

/// The position of a branch as a word, for branches that nothing else distinguishes.
fn ordinal(index: usize) -> String {
    const WORDS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    match WORDS.get(index) {
        Some(word) => (*word).to_owned(),
        None => format!("branch {}", index + 1),
    }
}

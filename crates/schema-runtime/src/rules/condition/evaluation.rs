//! Evaluates the tests of a condition on a serializable value while it is traversed.

use serde::Serialize;

use super::distinct;
use super::scalar::Scalar;
use super::test::{Test, Tests, Type};
use super::walk::{Items, Members, Unwritable, Walk, walk};
use crate::{JsonKind, json_equal};

/// Whether a value passes a test.
pub(super) fn holds<T: ?Sized + Serialize>(value: &T, test: &Test) -> bool {
    match test {
        Test::All(tests) => holds_all(value, tests),
        Test::Any(branches) => branches.iter().any(|tests| holds_all(value, tests)),
        Test::One(branches) => {
            let mut passing = branches.iter().filter(|tests| holds_all(value, tests));
            passing.next().is_some() && passing.next().is_none()
        }
        Test::Not(tests) => !holds_all(value, tests),
        Test::If {
            tests,
            then,
            otherwise,
        } => {
            let branch = if holds_all(value, tests) {
                then
            } else {
                otherwise
            };
            holds_all(value, branch)
        }
        Test::Dependent(members) => members.iter().all(|(name, tests)| {
            !holds(value, &Test::Type(vec![Type::Kind(JsonKind::Object)]))
                || !holds(value, &Test::Required(vec![name.clone()]))
                || holds_all(value, tests)
        }),
        Test::Unique => distinct::items_are_distinct(value),
        Test::Listed(values) if values.iter().any(|it| it.is_array() || it.is_object()) => {
            let whole = serde_json::to_value(value);
            whole.is_ok_and(|whole| values.iter().any(|listed| json_equal(&whole, listed)))
        }
        test => walk(value, Evaluation(test)).unwrap_or(false),
    }
}

/// Whether a value passes all tests.
pub(super) fn holds_all<T: ?Sized + Serialize>(value: &T, tests: &[Test]) -> bool {
    tests.iter().all(|test| holds(value, test))
}

/// Evaluates one test on the value that is traversed.
struct Evaluation<'t>(&'t Test);

impl Evaluation<'_> {
    fn kind(&self, kind: JsonKind) -> bool {
        match self.0 {
            Test::Type(types) => types.contains(&Type::Kind(kind)),
            Test::Listed(_) | Test::Never => false,
            _ => true,
        }
    }
}

impl<'t> Walk for Evaluation<'t> {
    type Output = bool;
    type Items = InArray<'t>;
    type Members = InObject<'t>;

    fn scalar(self, scalar: Scalar<'_>) -> bool {
        scalar.passes(self.0)
    }

    fn items(self) -> InArray<'t> {
        InArray {
            passes: self.kind(JsonKind::Array),
            test: self.0,
            seen: 0,
            matching: 0,
        }
    }

    fn members(self) -> InObject<'t> {
        let missing = match self.0 {
            Test::Required(names) => names.len(),
            _ => 0,
        };
        InObject {
            passes: self.kind(JsonKind::Object),
            test: self.0,
            seen: 0,
            missing,
        }
    }
}

/// Evaluates a test on an array.
struct InArray<'t> {
    test: &'t Test,
    passes: bool,
    seen: usize,
    matching: usize,
}

impl Items for InArray<'_> {
    type Output = bool;

    fn item<T: ?Sized + Serialize>(&mut self, item: &T) -> Result<(), Unwritable> {
        match self.test {
            Test::Items { first, rest } => {
                let tests = first.get(self.seen).unwrap_or(rest);
                self.passes = self.passes && holds_all(item, tests);
            }
            Test::Contains { tests, .. } if holds_all(item, tests) => self.matching += 1,
            _ => {}
        }
        self.seen += 1;
        Ok(())
    }

    fn end(self) -> bool {
        let counted = match self.test {
            Test::ItemCount { least, most } => (*least..=*most).contains(&self.seen),
            Test::Contains { least, most, .. } => (*least..=*most).contains(&self.matching),
            _ => true,
        };
        self.passes && counted
    }
}

/// Evaluates a test on an object.
struct InObject<'t> {
    test: &'t Test,
    passes: bool,
    seen: usize,
    missing: usize,
}

impl Members for InObject<'_> {
    type Output = bool;

    fn member<T: ?Sized + Serialize>(&mut self, name: &str, value: &T) -> Result<(), Unwritable> {
        self.seen += 1;
        match self.test {
            Test::Required(names) if names.iter().any(|known| known == name) => self.missing -= 1,
            Test::Names(tests) => self.passes = self.passes && holds_all(name, tests),
            Test::Members {
                named,
                matching,
                rest,
            } => {
                let named = named.iter().filter(|(known, _)| known == name);
                let named = named.map(|it| &it.1);
                let matching = matching
                    .iter()
                    .filter(|(pattern, _)| pattern.is_match(name));
                let about: Vec<&Tests> = named.chain(matching.map(|it| &it.1)).collect();
                let about = if about.is_empty() { vec![rest] } else { about };
                self.passes = self.passes && about.into_iter().all(|tests| holds_all(value, tests));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(self) -> bool {
        let counted = match self.test {
            Test::MemberCount { least, most } => (*least..=*most).contains(&self.seen),
            Test::Required(_) => self.missing == 0,
            _ => true,
        };
        self.passes && counted
    }
}

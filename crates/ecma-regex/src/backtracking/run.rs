//! Executes the instructions of a pattern with an explicit backtracking stack.

use std::ops::ControlFlow;

use super::{Instruction, MOST_REMEMBERED, Program};
use crate::automaton::run::is_word_boundary;
use crate::steps::{Steps, Undecided};

pub(super) fn is_match(
    program: &Program,
    text: &str,
    steps: &mut Steps,
) -> Result<bool, Undecided> {
    steps.grant(text);
    let mut machine = Machine::new(program, text, steps);
    let mut at = 0;
    loop {
        if machine.matches_at(at)? {
            return Ok(true);
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            return Ok(false);
        };
        if program.anchored {
            return Ok(false);
        }
        at += c.len_utf8();
    }
}

/// The content of a cell that is not set.
const NOWHERE: usize = usize::MAX;

struct Machine<'m> {
    program: &'m Program,
    text: &'m str,
    steps: &'m mut Steps,
    at: usize,
    next: u32,
    /// The start and end of each group, then the registers.
    cells: Vec<usize>,
    changes: Vec<Change>,
    choices: Vec<Choice>,
    /// The index in `choices` of the lookaround being matched, or [`NOWHERE`].
    look: usize,
}

/// An entry of the undo log: what a cell held before.
struct Change {
    cell: usize,
    held: usize,
}

/// A backtracking point.
struct Choice {
    action: Action,
    at: usize,
    changes: usize,
}

/// What to do when a backtracking point is reached.
enum Action {
    Other(u32),
    /// A greedy repeated set: the characters between `least` and `at` can be given back one by one.
    Fewer {
        next: u32,
        least: usize,
        backwards: bool,
    },
    More {
        next: u32,
        left: usize,
        set: u32,
        backwards: bool,
    },
    /// The content of a lookaround has failed, so a negated one holds. `outer` is the enclosing
    /// lookaround.
    Look {
        negated: bool,
        exit: u32,
        outer: usize,
    },
}

/// Whether to continue or to backtrack.
type Step = ControlFlow<()>;

const ON: Step = ControlFlow::Continue(());
const FAIL: Step = ControlFlow::Break(());

fn proceed(holds: bool) -> Step {
    if holds { ON } else { FAIL }
}

impl<'m> Machine<'m> {
    fn new(program: &'m Program, text: &'m str, steps: &'m mut Steps) -> Self {
        let groups = 2 * (program.groups as usize + 1);
        Self {
            program,
            text,
            steps,
            at: 0,
            next: 0,
            cells: vec![NOWHERE; groups + program.registers as usize],
            changes: Vec::new(),
            choices: Vec::new(),
            look: NOWHERE,
        }
    }

    fn matches_at(&mut self, at: usize) -> Result<bool, Undecided> {
        self.cells.fill(NOWHERE);
        self.changes.clear();
        self.choices.clear();
        (self.at, self.next, self.look) = (at, 0, NOWHERE);
        loop {
            self.steps.take(1)?;
            let Some(&instruction) = self.program.instructions.get(self.next as usize) else {
                return Ok(false);
            };
            self.next += 1;
            if matches!(instruction, Instruction::Match) {
                return Ok(true);
            }
            if self.choices.len() + self.changes.len() > MOST_REMEMBERED {
                return Err(self.steps.run_out());
            }
            let step = self.execute(instruction)?;
            if step == FAIL && !self.back() {
                return Ok(false);
            }
        }
    }

    /// Executes an instruction. This part handles those that read the text or take steps.
    fn execute(&mut self, instruction: Instruction) -> Result<Step, Undecided> {
        Ok(match instruction {
            Instruction::Set { set, backwards } => {
                let c = self.read(backwards);
                proceed(c.is_some_and(|c| self.holds(set, c)))
            }
            Instruction::Start => proceed(self.at == 0),
            Instruction::End => proceed(self.at == self.text.len()),
            Instruction::WordBoundary(at) => proceed(is_word_boundary(self.text, self.at) == at),
            Instruction::Reference {
                reference,
                backwards,
            } => proceed(self.repeats(reference, backwards)?),
            Instruction::Many {
                set,
                backwards,
                greedy,
                min,
                max,
            } => self.many((set, backwards, greedy), min, max)?,
            Instruction::Loop {
                register,
                greedy,
                min,
                max,
                exit,
            } => {
                self.choose_iteration(register, greedy, (min, max), exit);
                ON
            }
            Instruction::Iterate {
                register,
                first_group,
                last_group,
            } => {
                self.iterate(register, first_group, last_group)?;
                ON
            }
            other => self.direct(other),
        })
    }

    /// Executes an instruction that only changes control flow or registers.
    fn direct(&mut self, instruction: Instruction) -> Step {
        match instruction {
            Instruction::Jump(to) => self.next = to,
            Instruction::Try { other } => self.remember(Action::Other(other), self.at),
            Instruction::Open { register } => self.change(self.register(register), self.at),
            Instruction::Close {
                group,
                register,
                backwards,
            } => self.close(group, register, backwards),
            Instruction::Begin { register } => self.change(self.register(register), 0),
            Instruction::Again {
                register,
                min,
                start,
            } => {
                let cell = self.register(register);
                self.next = start;
                let beyond = self.cell(cell) > min as usize;
                return proceed(!(beyond && self.cell(cell + 1) == self.at));
            }
            Instruction::Look { negated, exit } => {
                let outer = std::mem::replace(&mut self.look, self.choices.len());
                let action = Action::Look {
                    negated,
                    exit,
                    outer,
                };
                self.remember(action, self.at);
            }
            Instruction::EndLook => return self.end_look(),
            _ => {}
        }
        ON
    }

    /// Backtracks to the last choice. Returns `false` if there is none.
    fn back(&mut self) -> bool {
        while let Some(choice) = self.choices.pop() {
            self.undo(choice.changes);
            self.at = choice.at;
            match choice.action {
                Action::Other(next) => {
                    self.next = next;
                    return true;
                }
                Action::Fewer {
                    next,
                    least,
                    backwards,
                } => {
                    // Give back one character.
                    self.read(!backwards);
                    self.next = next;
                    if self.at != least {
                        let action = Action::Fewer {
                            next,
                            least,
                            backwards,
                        };
                        self.remember(action, self.at);
                    }
                    return true;
                }
                Action::More {
                    next,
                    left,
                    set,
                    backwards,
                } => {
                    if self.read(backwards).is_some_and(|c| self.holds(set, c)) {
                        self.next = next;
                        self.remember_more(next, left - 1, set, backwards);
                        return true;
                    }
                }
                Action::Look {
                    negated,
                    exit,
                    outer,
                } => {
                    self.look = outer;
                    if negated {
                        self.next = exit;
                        return true;
                    }
                }
            }
        }
        false
    }

    /// The content of a lookaround has matched.
    fn end_look(&mut self) -> Step {
        let found = self.look;
        // ECMA-262 does not backtrack into a lookaround.
        self.choices.truncate(found.saturating_add(1));
        let Some(Choice {
            action:
                Action::Look {
                    negated,
                    exit,
                    outer,
                },
            at,
            changes,
        }) = self.choices.pop()
        else {
            return FAIL;
        };
        self.look = outer;
        self.at = at;
        self.next = exit;
        if negated {
            self.undo(changes);
            return FAIL;
        }
        ON
    }

    fn choose_iteration(
        &mut self,
        register: u32,
        greedy: bool,
        (min, max): (u32, Option<u32>),
        exit: u32,
    ) {
        let count = self.cell(self.register(register));
        if count < min as usize {
            return;
        }
        if max.is_some_and(|max| count >= max as usize) {
            self.next = exit;
        } else if greedy {
            self.remember(Action::Other(exit), self.at);
        } else {
            self.remember(Action::Other(self.next), self.at);
            self.next = exit;
        }
    }

    fn iterate(&mut self, register: u32, first: u32, last: u32) -> Result<(), Undecided> {
        let cell = self.register(register);
        self.change(cell, self.cell(cell) + 1);
        self.change(cell + 1, self.at);
        self.steps.take((last - first) as usize + 1)?;
        for cell in 2 * first as usize..2 * last as usize {
            if self.cell(cell) != NOWHERE {
                self.change(cell, NOWHERE);
            }
        }
        Ok(())
    }

    /// Matches a repeated set: first the required minimum, then more if it is greedy.
    fn many(
        &mut self,
        (set, backwards, greedy): (u32, bool, bool),
        min: u32,
        max: Option<u32>,
    ) -> Result<Step, Undecided> {
        let min = min as usize;
        let max = max.map_or(usize::MAX, |max| max as usize);
        let first = self.run_of(set, min, backwards)?;
        if first < min {
            return Ok(FAIL);
        }
        let (next, least) = (self.next, self.at);
        if greedy {
            let more = self.run_of(set, max - min, backwards)?;
            if more > 0 {
                let action = Action::Fewer {
                    next,
                    least,
                    backwards,
                };
                self.remember(action, self.at);
            }
        } else {
            self.remember_more(next, max - min, set, backwards);
        }
        Ok(ON)
    }

    fn remember_more(&mut self, next: u32, left: usize, set: u32, backwards: bool) {
        if left > 0 {
            let action = Action::More {
                next,
                left,
                set,
                backwards,
            };
            self.remember(action, self.at);
        }
    }

    /// Consumes at most `most` characters of a set and returns their number.
    fn run_of(&mut self, set: u32, most: usize, backwards: bool) -> Result<usize, Undecided> {
        let mut count = 0;
        while count < most {
            let before = self.at;
            match self.read(backwards) {
                Some(c) if self.holds(set, c) => count += 1,
                _ => {
                    self.at = before;
                    break;
                }
            }
        }
        self.steps.take(count + 1)?;
        Ok(count)
    }

    fn close(&mut self, group: u32, register: u32, backwards: bool) {
        let (begun, at) = (self.cell(self.register(register)), self.at);
        let (start, end) = if backwards { (at, begun) } else { (begun, at) };
        self.change(2 * group as usize, start);
        self.change(2 * group as usize + 1, end);
    }

    /// Matches the text that the referenced group captured.
    fn repeats(&mut self, reference: u32, backwards: bool) -> Result<bool, Undecided> {
        let groups = self.program.references.get(reference as usize);
        let captured = groups.into_iter().flatten().find_map(|&group| {
            let (start, end) = (
                self.cell(2 * group as usize),
                self.cell(2 * group as usize + 1),
            );
            self.text.get(start..end)
        });
        // A group without a capture matches the empty text.
        let captured = captured.unwrap_or_default();
        self.steps.take(captured.len() / 8 + 1)?;
        let (before, after) = self.text.split_at_checked(self.at).unwrap_or_default();
        if backwards {
            self.at = self.at.saturating_sub(captured.len());
            return Ok(before.ends_with(captured));
        }
        self.at += captured.len();
        Ok(after.starts_with(captured))
    }

    /// Consumes the next character in a direction.
    #[inline]
    fn read(&mut self, backwards: bool) -> Option<char> {
        if backwards {
            let c = self.text.get(..self.at)?.chars().next_back()?;
            self.at -= c.len_utf8();
            Some(c)
        } else {
            let c = self.text.get(self.at..)?.chars().next()?;
            self.at += c.len_utf8();
            Some(c)
        }
    }

    #[inline]
    fn holds(&self, set: u32, c: char) -> bool {
        let set = self.program.sets.get(set as usize);
        set.is_some_and(|set| set.contains(c))
    }

    fn remember(&mut self, action: Action, at: usize) {
        let changes = self.changes.len();
        self.choices.push(Choice {
            action,
            at,
            changes,
        });
    }

    fn register(&self, register: u32) -> usize {
        2 * (self.program.groups as usize + 1) + register as usize
    }

    fn cell(&self, cell: usize) -> usize {
        self.cells.get(cell).copied().unwrap_or(NOWHERE)
    }

    fn change(&mut self, cell: usize, to: usize) {
        if let Some(place) = self.cells.get_mut(cell) {
            let held = std::mem::replace(place, to);
            self.changes.push(Change { cell, held });
        }
    }

    fn undo(&mut self, to: usize) {
        for change in self.changes.drain(to.min(self.changes.len())..).rev() {
            if let Some(place) = self.cells.get_mut(change.cell) {
                *place = change.held;
            }
        }
    }
}

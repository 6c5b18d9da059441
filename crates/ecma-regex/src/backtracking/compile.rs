//! Compiles a pattern's tree into instructions.

use super::{Instruction, Program};
use crate::node::{Look, Node, Repeat};
use crate::parser::Parsed;
use crate::set::{Matcher, Set};

pub(super) fn program(parsed: &Parsed) -> Program {
    let mut compiler = Compiler {
        instructions: Vec::new(),
        sets: Vec::new(),
        registers: 0,
    };
    compiler.node(&parsed.root, false);
    compiler.instructions.push(Instruction::Match);
    Program {
        instructions: compiler.instructions,
        sets: compiler.sets,
        references: parsed.references.clone(),
        groups: parsed.groups,
        registers: compiler.registers,
        anchored: begins_at_start(&parsed.root),
    }
}

/// Whether a match can begin only at the start of the text.
fn begins_at_start(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::Sequence(nodes) => nodes.first().is_some_and(begins_at_start),
        Node::Choice(nodes) => nodes.iter().all(begins_at_start),
        Node::Group(_, node) => begins_at_start(node),
        _ => false,
    }
}

struct Compiler {
    instructions: Vec<Instruction>,
    sets: Vec<Matcher>,
    registers: u32,
}

impl Compiler {
    fn node(&mut self, node: &Node, backwards: bool) {
        match node {
            Node::Empty => {}
            Node::Set(set) => {
                let set = self.set(set);
                self.push(Instruction::Set { set, backwards });
            }
            Node::Start => self.push(Instruction::Start),
            Node::End => self.push(Instruction::End),
            Node::WordBoundary(at) => self.push(Instruction::WordBoundary(*at)),
            Node::Sequence(nodes) if backwards => {
                nodes.iter().rev().for_each(|node| self.node(node, true));
            }
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.node(node, false)),
            Node::Choice(nodes) => self.choice(nodes, backwards),
            Node::Repeat(repeat) => self.repeat(repeat, backwards),
            Node::Group(group, node) => {
                let register = self.register();
                self.push(Instruction::Open { register });
                self.node(node, backwards);
                self.push(Instruction::Close {
                    group: *group,
                    register,
                    backwards,
                });
            }
            Node::Look(look) => self.look(look),
            Node::Reference(reference) => self.push(Instruction::Reference {
                reference: small(*reference),
                backwards,
            }),
        }
    }

    fn choice(&mut self, nodes: &[Node], backwards: bool) {
        let mut ends = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            if index + 1 == nodes.len() {
                self.node(node, backwards);
                break;
            }
            let before = self.here();
            self.push(Instruction::Try { other: 0 });
            self.node(node, backwards);
            ends.push(self.here());
            self.push(Instruction::Jump(0));
            let other = self.here();
            self.set_at(before, Instruction::Try { other });
        }
        let end = self.here();
        for jump in ends {
            self.set_at(jump, Instruction::Jump(end));
        }
    }

    fn repeat(&mut self, repeat: &Repeat, backwards: bool) {
        let Repeat {
            node,
            min,
            max,
            greedy,
            groups,
        } = repeat;
        let (min, max, greedy) = (*min, *max, *greedy);
        if max == Some(0) {
            return;
        }
        if let Node::Set(set) = node {
            let set = self.set(set);
            self.push(Instruction::Many {
                set,
                backwards,
                greedy,
                min,
                max,
            });
            return;
        }
        // Two registers: the number of iterations, then where the last one began.
        let register = self.register();
        self.register();
        self.push(Instruction::Begin { register });
        let start = self.here();
        self.push(Instruction::Jump(0));
        self.push(Instruction::Iterate {
            register,
            first_group: groups.start,
            last_group: groups.end,
        });
        self.node(node, backwards);
        self.push(Instruction::Again {
            register,
            min,
            start,
        });
        let exit = self.here();
        let repeated = Instruction::Loop {
            register,
            greedy,
            min,
            max,
            exit,
        };
        self.set_at(start, repeated);
    }

    fn look(&mut self, look: &Look) {
        let before = self.here();
        self.push(Instruction::Jump(0));
        self.node(&look.node, look.behind);
        self.push(Instruction::EndLook);
        let exit = self.here();
        let negated = look.negated;
        self.set_at(before, Instruction::Look { negated, exit });
    }

    fn push(&mut self, instruction: Instruction) {
        self.instructions.push(instruction);
    }

    fn set_at(&mut self, at: u32, instruction: Instruction) {
        if let Some(place) = self.instructions.get_mut(at as usize) {
            *place = instruction;
        }
    }

    fn here(&self) -> u32 {
        small(self.instructions.len())
    }

    fn register(&mut self) -> u32 {
        self.registers += 1;
        self.registers - 1
    }

    fn set(&mut self, set: &Set) -> u32 {
        self.sets.push(Matcher::new(set));
        small(self.sets.len() - 1)
    }
}

/// Converts an index. The number of instructions is a small multiple of the pattern's length, so it
/// fits.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

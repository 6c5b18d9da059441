//! Finds the types that contain strings, directly or through other types. They get the lifetime of
//! the input if strings are borrowed.

use super::{Body, Type, TypeId};

/// For each type, whether it contains strings.
pub(super) fn hold_text(bodies: &[Body]) -> Vec<bool> {
    let held: Vec<Held> = bodies.iter().map(Held::by).collect();
    let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); bodies.len()];
    for (id, held) in held.iter().enumerate() {
        for &inner in &held.types {
            if let Some(holders) = holders.get_mut(inner) {
                holders.push(id);
            }
        }
    }
    let mut hold_text = vec![false; bodies.len()];
    let with_text = held.iter().enumerate().filter(|(_, held)| held.text);
    let mut open: Vec<TypeId> = with_text.map(|(id, _)| id).collect();
    while let Some(id) = open.pop() {
        if let Some(known) = hold_text.get_mut(id)
            && !std::mem::replace(known, true)
        {
            open.extend(holders.get(id).into_iter().flatten());
        }
    }
    hold_text
}

/// What a type contains directly.
#[derive(Default)]
struct Held {
    text: bool,
    types: Vec<TypeId>,
}

impl Held {
    fn by(body: &Body) -> Self {
        let mut held = Self::default();
        held.add(body.children());
        held
    }

    fn add<'t>(&mut self, types: impl IntoIterator<Item = &'t Type>) {
        for ty in types {
            match ty.innermost() {
                Type::String => self.text = true,
                Type::Named(id) => self.types.push(*id),
                _ => {}
            }
        }
    }
}

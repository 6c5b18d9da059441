//! Which types hold text, directly or through others: these have the lifetime of the input when text is borrowed.
//!
//! Takes types whose bodies are finished; marks them.

use super::{Body, Type, TypeId, TypePlan};

/// Marks every type that holds text.
pub(super) fn mark(types: &mut [TypePlan]) {
    let held: Vec<Held> = types.iter().map(|ty| Held::by(&ty.body)).collect();
    let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); types.len()];
    for (id, held) in held.iter().enumerate() {
        for &inner in &held.types {
            if let Some(holders) = holders.get_mut(inner) {
                holders.push(id);
            }
        }
    }
    let with_text = held.iter().enumerate().filter(|(_, held)| held.text);
    let mut open: Vec<TypeId> = with_text.map(|(id, _)| id).collect();
    while let Some(id) = open.pop() {
        if let Some(ty) = types.get_mut(id)
            && !std::mem::replace(&mut ty.borrows, true)
        {
            open.extend(holders.get(id).into_iter().flatten());
        }
    }
}

/// What a type holds itself.
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

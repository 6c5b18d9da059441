//! Which types hold text, directly or through others: these have the lifetime of the input when text is borrowed.
//!
//! Takes types whose bodies are finished; marks them.

use super::{Body, Rest, Type, TypeId, TypePlan};

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
        match body {
            Body::Object(object) => {
                held.add(object.members.iter().map(|member| &member.ty));
                let kept = object.groups.iter().filter_map(|group| group.kept.as_ref());
                held.add(kept.map(|(_, ty)| ty));
                if let Rest::Open { ty, .. } = &object.rest {
                    held.add([ty]);
                }
            }
            Body::Newtype(newtype) => held.add([&newtype.inner]),
            Body::Union(union) => held.add(union.variants.iter().map(|variant| &variant.ty)),
            Body::Tagged(tagged) => held.add(tagged.variants.iter().map(|variant| &variant.ty)),
            Body::Keyed(keyed) => held.add(keyed.variants.iter().map(|variant| &variant.ty)),
            Body::Choice(choice) => held.add(choice.variants.iter().map(|variant| &variant.ty)),
            Body::Tuple(tuple) => {
                held.add(tuple.items.iter().map(|item| &item.ty));
                held.add(&tuple.rest);
            }
            Body::Enumeration(_) | Body::Constant(_) => {}
        }
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

//! Decides where a `Box` is needed: in a type that contains itself, and in a variant that is much
//! larger than its siblings.

use super::{Body, Presence, Type, TypeId};
use crate::cycles::strongly_connected;

/// A variant is boxed if it is at least this many bytes larger than the smallest one. The number is
/// the threshold of clippy's `large_enum_variant`.
const MUCH_BIGGER: usize = 200;

/// Boxes the types of fields on cycles that have no heap allocation, and of large variants.
pub(super) fn box_cycles(bodies: &mut [Body]) {
    let edges: Vec<Vec<TypeId>> = bodies
        .iter()
        .map(|body| body.fields().into_iter().filter_map(held).collect())
        .collect();
    let mut group_of = vec![0; bodies.len()];
    for (group, members) in strongly_connected(&edges).into_iter().enumerate() {
        for id in members {
            group_of[id] = group;
        }
    }
    for (body, group) in bodies.iter_mut().zip(&group_of) {
        for inner in body.fields_mut() {
            box_if(inner, &|target| group_of.get(target) == Some(group));
        }
    }
    let sizes = sizes(bodies);
    for body in bodies {
        box_big_variants(body, &sizes);
    }
}

fn held(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Option(inner) => held(inner),
        _ => None,
    }
}

fn box_if(ty: &mut Type, condition: &dyn Fn(TypeId) -> bool) {
    match ty {
        Type::Named(id) if condition(*id) => *ty = Type::Boxed(Box::new(Type::Named(*id))),
        Type::Option(inner) => box_if(inner, condition),
        _ => {}
    }
}

fn box_big_variants(body: &mut Body, sizes: &[usize]) {
    if !matches!(body, Body::Union(_)) {
        return;
    }
    let types = body.fields_mut();
    let of = |ty: &Type| match ty {
        Type::Named(id) => sizes.get(*id).copied().unwrap_or(0),
        Type::Boxed(_) => 8,
        _ => 32,
    };
    let mut all: Vec<usize> = types.iter().map(|ty| of(ty)).collect();
    all.sort_unstable();
    let smallest = all.first().copied().unwrap_or(0);
    for ty in types {
        if of(ty) >= smallest.saturating_add(MUCH_BIGGER) {
            box_if(ty, &|_| true);
        }
    }
}

/// Upper estimates of sizes in bytes. They end since cycles have been boxed already.
fn sizes(bodies: &[Body]) -> Vec<usize> {
    let mut known = vec![None; bodies.len()];
    (0..bodies.len())
        .map(|id| size(bodies, id, &mut known))
        .collect()
}

fn size(bodies: &[Body], id: TypeId, known: &mut Vec<Option<usize>>) -> usize {
    if let Some(Some(size)) = known.get(id) {
        return *size;
    }
    let Some(body) = bodies.get(id) else {
        return 0;
    };
    let mut of = |ty: &Type| size_of_type(bodies, ty, known);
    // Saturating: types that share others by value are exponentially large.
    let size = match body {
        Body::Object(object) => {
            let fixed = object.groups.len() * 8 + 8;
            let members = object.members.iter().map(|member| {
                let tag = usize::from(member.presence != Presence::Required) * 8;
                of(&member.ty).saturating_add(tag)
            });
            members.fold(fixed, usize::saturating_add)
        }
        Body::Newtype(newtype) => of(&newtype.inner),
        Body::Union(union) => {
            let largest = union.variants.iter().map(|v| of(&v.ty)).max();
            largest.unwrap_or(0).saturating_add(8)
        }
        Body::Tuple(tuple) => {
            let items = tuple.items.iter();
            let items = items.map(|item| of(&item.ty).saturating_add(8));
            items.fold(24, usize::saturating_add)
        }
        Body::Enumeration(list) => usize::from(list.unknown.is_some()) * 16 + 8,
        Body::Constant(_) => 0,
    };
    if let Some(slot) = known.get_mut(id) {
        *slot = Some(size);
    }
    size
}

fn size_of_type(bodies: &[Body], ty: &Type, known: &mut Vec<Option<usize>>) -> usize {
    match ty {
        Type::Bool | Type::Null => 1,
        Type::Int(_) | Type::Map(_) | Type::Boxed(_) => 8,
        Type::Integer | Type::PlainInteger | Type::Number => 16,
        Type::String | Type::DateTime | Type::Array(_) => 24,
        Type::Value => 72,
        Type::Option(inner) => size_of_type(bodies, inner, known).saturating_add(8),
        Type::Named(id) => size(bodies, *id, known),
    }
}

//! Finds cycles of types that are read from the same JSON value: the inner type of a newtype, and
//! the variants of a union.
//!
//! Reading such a cycle would not terminate, since it consumes no input.
//! [`crate::schema::resolve_self_application`] rejects the schemas that lead to one; this module
//! checks the plan itself.

use super::{Body, Type, TypeId};

/// The types of a cycle, if there is one.
pub(super) fn cycle(bodies: &[Body]) -> Option<Vec<TypeId>> {
    let edges: Vec<Vec<TypeId>> = bodies.iter().map(in_place).collect();
    cycle_of(&edges)
}

fn cycle_of(edges: &[Vec<TypeId>]) -> Option<Vec<TypeId>> {
    let mut done = vec![false; edges.len()];
    let mut on_way = vec![false; edges.len()];
    for start in 0..edges.len() {
        // The path from the start; each type with the index of the edge to follow next.
        let mut way: Vec<(TypeId, usize)> = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let to = edges.get(*at).and_then(|edges| edges.get(*next)).copied();
            let Some(to) = to.filter(|_| !done[*at]) else {
                (done[*at], on_way[*at]) = (true, false);
                way.pop();
                continue;
            };
            (*next, on_way[*at]) = (*next + 1, true);
            if on_way[to] {
                let way = way.iter().map(|(at, _)| *at);
                return Some(way.skip_while(|at| *at != to).collect());
            }
            way.push((to, 0));
        }
    }
    None
}

fn in_place(body: &Body) -> Vec<TypeId> {
    match body {
        Body::Newtype(_) | Body::Union(_) => body.fields().into_iter().filter_map(itself).collect(),
        Body::Object(_) | Body::Tuple(_) | Body::Enumeration(_) | Body::Constant(_) => Vec::new(),
    }
}

/// The named type of the value itself, not of its items or properties.
fn itself(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Option(inner) | Type::Boxed(inner) => itself(inner),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::cycle_of;

    #[test]
    fn cycles_are_found_behind_what_is_none() {
        assert_eq!(cycle_of(&[vec![1, 2], vec![2], vec![], vec![0, 1]]), None);
        assert_eq!(
            cycle_of(&[vec![1], vec![3], vec![], vec![2, 1]]),
            Some(vec![1, 3])
        );
        assert_eq!(cycle_of(&[vec![], vec![1]]), Some(vec![1]));
    }
}

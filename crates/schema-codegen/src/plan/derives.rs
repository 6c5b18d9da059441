//! The derived traits of each type.

use super::{Body, Member, Presence, Type};

/// The derived traits of each type. A struct has a `Default` if the empty object is valid, or all
/// of its required properties are constants.
pub(super) fn of_all(bodies: &[Body]) -> Vec<Vec<&'static str>> {
    let constants: Vec<bool> = bodies
        .iter()
        .map(|it| matches!(it, Body::Constant(_)))
        .collect();
    bodies.iter().map(|body| of(body, &constants)).collect()
}

fn of(body: &Body, constants: &[bool]) -> Vec<&'static str> {
    match body {
        Body::Object(object) => {
            let mut derives = vec!["Debug", "Clone", "PartialEq"];
            if object
                .members
                .iter()
                .all(|member| has_default(member, constants))
            {
                derives.insert(2, "Default");
            }
            derives
        }
        Body::Enumeration(list) if list.unknown.is_none() => {
            vec!["Debug", "Clone", "Copy", "PartialEq", "Eq", "Hash"]
        }
        Body::Enumeration(_) => vec!["Debug", "Clone", "PartialEq", "Eq", "Hash"],
        Body::Constant(_) => {
            vec![
                "Debug",
                "Clone",
                "Copy",
                "Default",
                "PartialEq",
                "Eq",
                "Hash",
            ]
        }
        Body::Newtype(_) | Body::Union(_) | Body::Tuple(_) => vec!["Debug", "Clone", "PartialEq"],
    }
}

fn has_default(member: &Member, constants: &[bool]) -> bool {
    match (member.presence, &member.ty) {
        (Presence::Optional | Presence::OptionalNullable, _) => true,
        (Presence::Required, Type::Named(id)) => constants.get(*id) == Some(&true),
        (Presence::Required | Presence::RequiredNullable, _) => false,
    }
}

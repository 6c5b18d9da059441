//! Types that are read from the same value as the type that contains them must not form a cycle:
//! reading would never end, since no input is consumed.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::Case;

/// No type of any case contains itself without consuming input.
#[test]
fn types_are_not_read_without_end() {
    let mut types = 0;
    for case in Case::all() {
        let folder = tempfile::tempdir().unwrap();
        case.write(folder.path());
        // Cases with a diagnostic have no types.
        if let Ok(output) = case.builder(folder.path()).generate() {
            let held = held_in_place(output.code());
            types += held.len();
            assert_eq!(cycle(&held), None, "{}", case.name);
        }
    }
    let everything = std::env::var_os("CASES").is_none();
    assert!(!everything || types > 500, "{types}");
}

/// For each type the types that are read from the same value: the content of a newtype, and the
/// variants of an enum.
fn held_in_place(code: &str) -> BTreeMap<String, Vec<String>> {
    let items = syn::parse_file(code).unwrap().items.into_iter();
    let held = items.filter_map(|item| match item {
        syn::Item::Struct(item) => {
            let newtype = matches!(item.fields, syn::Fields::Unnamed(_)) && item.fields.len() == 1;
            let fields = item.fields.iter().filter(|_| newtype);
            Some((
                item.ident.to_string(),
                fields.filter_map(|field| named(&field.ty)).collect(),
            ))
        }
        syn::Item::Enum(item) => {
            let fields = item.variants.iter().flat_map(|variant| &variant.fields);
            Some((
                item.ident.to_string(),
                fields.filter_map(|field| named(&field.ty)).collect(),
            ))
        }
        _ => None,
    });
    held.collect()
}

/// The name of a type, within boxes and options. Lists and maps count as themselves: they consume
/// input.
fn named(ty: &syn::Type) -> Option<String> {
    let syn::Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last()?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments)
            if last.ident == "Box" || last.ident == "Option" =>
        {
            match arguments.args.first()? {
                syn::GenericArgument::Type(inner) => named(inner),
                _ => None,
            }
        }
        _ => Some(last.ident.to_string()),
    }
}

fn cycle(held: &BTreeMap<String, Vec<String>>) -> Option<String> {
    held.keys().find_map(|start| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = held[start].iter().collect();
        while let Some(at) = open.pop() {
            if at == start {
                return Some(start.clone());
            }
            if seen.insert(at) {
                open.extend(held.get(at).into_iter().flatten());
            }
        }
        None
    })
}

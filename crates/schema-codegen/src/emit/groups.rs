//! The fields of a struct for `patternProperties` (groups) and for additional properties (the
//! rest).

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::borrowing::generics_of;
use super::{Cx, Items, docs, ident, shape};
use crate::plan::{Group, Names, ObjectPlan, Rest};

/// How the reader of an object collects the properties that have no field of their own.
pub(super) struct Kept {
    /// The definition of the collecting type; empty if there are no groups.
    pub(super) definition: TokenStream,
    /// The collecting type.
    pub(super) ty: TokenStream,
    /// The pattern of the parameter of `finish`.
    pub(super) pattern: TokenStream,
    /// The field initialisers in `finish`.
    pub(super) fields: TokenStream,
}

/// The fields of the groups.
pub(super) fn fields(cx: &Cx<'_>, groups: &[Group], items: &mut Items) -> TokenStream {
    let mut fields = TokenStream::new();
    for group in groups {
        if let Some((field, ty)) = &group.kept {
            let attributes = docs::attributes(&group.docs);
            let (field, ty) = (ident(field), cx.map_type(ty, items));
            fields.extend(quote!(#attributes pub #field: #ty,));
        }
    }
    fields
}

pub(super) fn kept(cx: &Cx<'_>, object: &ObjectPlan, items: &mut Items) -> Kept {
    if object.groups.is_empty() {
        return rest_alone(cx, &object.rest, items);
    }
    let fields: Vec<(Ident, TokenStream)> = kept_fields(cx, object, items);
    let (names, types): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    let definition = definition(cx, object, &names, &types);
    let generics = generics_of(&types);
    let pattern = if names.is_empty() {
        quote!(Undeclared {})
    } else {
        quote!(rest)
    };
    Kept {
        definition,
        ty: quote!(Undeclared #generics),
        pattern,
        fields: quote!(#(#names: rest.#names,)*),
    }
}

/// The shape of an object. Groups have none, so an object with groups is validated by reading it.
pub(super) fn shape(cx: &Cx<'_>, object: &ObjectPlan) -> TokenStream {
    if object.groups.is_empty() {
        quote!(rt::object_shape::<Self>())
    } else {
        shape::read(cx)
    }
}

/// Whether the writer writes properties of groups or additional ones before it finishes.
pub(super) fn write_members(object: &ObjectPlan) -> bool {
    let kept = !places(object).is_empty() || matches!(object.rest, Rest::Open { .. });
    !object.groups.is_empty() && kept
}

/// The last statements of a writer: one for each group, one for the rest, and the finishing call.
pub(super) fn writes(object: &ObjectPlan) -> TokenStream {
    let members = quote!(<Self as rt::Object<'_>>::PARTS);
    let rest = match &object.rest {
        Rest::Open { field, .. } => Some(ident(field)),
        Rest::Closed => None,
    };
    if object.groups.is_empty() {
        let open = rest.map(|field| quote!(out.finish_open(&self.#field, #members)));
        return open.unwrap_or_else(|| quote!(out.finish_closed()));
    }
    let kept = places(object).into_iter();
    let kept = kept
        .map(|(field, place)| quote!(out.group(&self.#field, Some(#place), groups, #members)?;));
    let rest = rest.map(|field| quote!(out.group(&self.#field, None, groups, #members)?;));
    let groups = (kept.len() > 0 || rest.is_some()).then(|| quote!(let groups = Self::groups();));
    quote! {
        #groups
        #(#kept)*
        #rest
        out.finish_closed()
    }
}

fn rest_alone(cx: &Cx<'_>, rest: &Rest, items: &mut Items) -> Kept {
    let definition = TokenStream::new();
    match rest {
        Rest::Closed => Kept {
            definition,
            ty: quote!(rt::Closed),
            pattern: quote!(rt::Closed),
            fields: TokenStream::new(),
        },
        Rest::Open { field, ty } => {
            let (field, ty) = (ident(field), cx.extra_type(ty, items));
            let value = if field == "extra" {
                quote!(extra)
            } else {
                quote!(#field: extra)
            };
            Kept {
                definition,
                ty,
                pattern: quote!(extra),
                fields: quote!(#value,),
            }
        }
    }
}

/// The type in which a reader collects undeclared properties, and the function that assigns a name
/// to its group.
fn definition(
    cx: &Cx<'_>,
    object: &ObjectPlan,
    fields: &[Ident],
    types: &[TokenStream],
) -> TokenStream {
    let name = cx.name();
    let generics = generics_of(types);
    let reading = if generics.is_empty() {
        quote!(<'de>)
    } else {
        cx.reading_generics()
    };
    let arms = places(object).into_iter();
    let arms = arms.map(|(field, place)| quote!(Some(#place) => self.#field.member(name, entry)));
    let rest = match &object.rest {
        Rest::Open { field, .. } => {
            let field = ident(field);
            quote!(None => self.#field.member(name, entry),)
        }
        Rest::Closed => TokenStream::new(),
    };
    let groups = object.groups.iter().map(|group| names(&group.names));
    let compiled = cx.own(&quote! {
        fn groups() -> &'static rt::NameGroups {
            static GROUPS: rt::LazyLock<rt::NameGroups> =
                rt::LazyLock::new(|| rt::NameGroups::new(&[#(#groups),*]));
            &GROUPS
        }
    });
    quote! {
        #[derive(Default)]
        pub struct Undeclared #generics {
            #(#fields: #types,)*
        }

        impl #reading rt::Rest<'de> for Undeclared #generics {
            const SHAPE: Option<&'static rt::Shape> = None;

            fn member<A: rt::MapAccess<'de>>(
                &mut self,
                name: String,
                entry: rt::Entry<'_, A>,
            ) -> Result<(), A::Error> {
                match #name::groups().of(&name) {
                    #(#arms,)*
                    #rest
                    _ => rt::Closed.member(name, entry),
                }
            }
        }

        #compiled
    }
}

fn names(names: &Names) -> TokenStream {
    match names {
        Names::Any(patterns) => quote!(rt::Names::Any(&[#(#patterns),*])),
        Names::All(patterns) => quote!(rt::Names::All(&[#(#patterns),*])),
    }
}

/// The groups that have a field, with their indices among all groups.
fn places(object: &ObjectPlan) -> Vec<(Ident, Literal)> {
    let groups = object.groups.iter().zip(0..);
    let kept = groups.filter_map(|(group, place)| {
        let (field, _) = group.kept.as_ref()?;
        Some((ident(field), Literal::usize_unsuffixed(place)))
    });
    kept.collect()
}

fn kept_fields(cx: &Cx<'_>, object: &ObjectPlan, items: &mut Items) -> Vec<(Ident, TokenStream)> {
    let mut fields = Vec::new();
    for group in &object.groups {
        if let Some((field, ty)) = &group.kept {
            fields.push((ident(field), cx.map_type(ty, items)));
        }
    }
    if let Rest::Open { field, ty } = &object.rest {
        fields.push((ident(field), cx.extra_type(ty, items)));
    }
    fields
}

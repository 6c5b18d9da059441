//! The template of tuples: arrays with a schema for each position.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Cx, Items, docs, shape};
use crate::plan::{Presence, TuplePlan};

pub(super) fn emit(cx: &Cx<'_>, tuple: &TuplePlan, items: &mut Items) {
    let types: Vec<_> = tuple
        .items
        .iter()
        .map(|item| cx.field_type(&item.ty, item.presence, items))
        .collect();
    let rest = tuple.rest.as_ref().map(|ty| cx.rust_type(ty, items));
    items
        .types
        .push(definition(cx, tuple, &types, rest.as_ref()));
    items.machinery.push(reader(cx, tuple));
    let shape = shape(cx, tuple, &types, rest.as_ref());
    items
        .machinery
        .extend(cx.read(&quote!(rt::tuple(deserializer, cx)), &shape));
    items.machinery.push(writer(cx, tuple));
}

fn definition(
    cx: &Cx<'_>,
    tuple: &TuplePlan,
    types: &[TokenStream],
    rest: Option<&TokenStream>,
) -> TokenStream {
    let (name, derives) = (cx.definition(), cx.derives());
    let attributes = docs::attributes(&cx.ty.docs);
    let comments = tuple.items.iter().enumerate().map(|(index, item)| {
        docs::comment(&if item.presence.is_required() {
            format!("Item {index}.")
        } else {
            format!("Item {index}, which may be left out together with all that follow.")
        })
    });
    let rest = rest.map(|ty| quote!(/** All further items. */ pub Vec<#ty>,));
    quote! {
        #attributes
        #derives
        pub struct #name(#(#comments pub #types,)* #rest);
    }
}

fn reader(cx: &Cx<'_>, tuple: &TuplePlan) -> TokenStream {
    let expecting = &cx.ty.expecting;
    let read = tuple.items.iter().map(|item| match item.presence {
        Presence::Required | Presence::RequiredNullable => quote!(items.next()?),
        Presence::Optional => quote!(items.optional()?),
        Presence::OptionalNullable => quote!(items.presence()?),
    });
    let (read_rest, end) = match &tuple.rest {
        Some(_) => (quote!(items.rest()?,), quote!(Ok(value))),
        None => (quote!(), quote!(items.end().map(|()| value))),
    };
    cx.reading(
        &quote!(rt::Tuple),
        &quote! {
            const EXPECTING: &'static str = #expecting;

            fn read_items<A: rt::SeqAccess<'de>>(
                mut items: rt::Items<'_, A>,
            ) -> Result<Self, A::Error> {
                let value = Self(#(#read,)* #read_rest);
                #end
            }
        },
    )
}

fn writer(cx: &Cx<'_>, tuple: &TuplePlan) -> TokenStream {
    let writes = tuple.items.iter().enumerate().map(|(index, item)| {
        let index = Literal::usize_unsuffixed(index);
        let method = match item.presence {
            Presence::Required | Presence::RequiredNullable => quote!(required),
            Presence::Optional => quote!(optional),
            Presence::OptionalNullable => quote!(presence),
        };
        quote!(out.#method(&self.#index)?;)
    });
    let further = tuple.rest.as_ref().map(|_| {
        let last = Literal::usize_unsuffixed(tuple.items.len());
        quote!(out.rest(&self.#last)?;)
    });
    cx.write(&quote! {
        let mut out = rt::ArrayWriter::begin(serializer)?;
        #(#writes)*
        #further
        out.finish()
    })
}

/// The shape of a tuple. There is none for optional items, so a tuple with optional items is
/// validated by reading it.
fn shape(
    cx: &Cx<'_>,
    tuple: &TuplePlan,
    items: &[TokenStream],
    rest: Option<&TokenStream>,
) -> TokenStream {
    if tuple.items.iter().any(|item| !item.presence.is_required()) {
        return shape::read(cx);
    }
    let items = items.iter().map(shape::of);
    let rest = rest.map_or(quote!(None), |ty| {
        let shape = shape::of(ty);
        quote!(Some(&#shape))
    });
    shape::named(&quote! {
        rt::Shape::Tuple {
            items: &[#(#items),*],
            rest: #rest,
        }
    })
}

//! Arrays whose items are told by position.

use proc_macro2::Literal;
use quote::quote;

use super::{Cx, Items, docs, shape};
use crate::plan::TuplePlan;

pub(super) fn emit(cx: &Cx<'_>, tuple: &TuplePlan, items: &mut Items) {
    let (name, derives, expecting) = (cx.name(), cx.derives(), &cx.ty.expecting);
    let attributes = docs::attributes(&cx.ty.docs);
    let types: Vec<_> = tuple
        .items
        .iter()
        .map(|ty| cx.rust_type(ty, items))
        .collect();
    let comments = (0..types.len()).map(|index| docs::comment(&format!("Item {index}.")));
    let rest = tuple.rest.as_ref().map(|ty| {
        let ty = cx.rust_type(ty, items);
        quote!(/** All further items. */ pub Vec<#ty>,)
    });
    items.types.push(quote! {
        #attributes
        #derives
        pub struct #name(#(#comments pub #types,)* #rest);
    });
    let read = types.iter().map(|_| quote!(items.next()?));
    let (read_rest, end) = match &tuple.rest {
        Some(_) => (quote!(items.rest()?,), quote!(Ok(value))),
        None => (quote!(), quote!(items.end().map(|()| value))),
    };
    items.machinery.push(quote! {
        impl<'de> rt::Tuple<'de> for #name {
            const EXPECTING: &'static str = #expecting;

            fn read_items<A: rt::SeqAccess<'de>>(
                mut items: rt::Items<'_, A>,
            ) -> Result<Self, A::Error> {
                let value = Self(#(#read,)* #read_rest);
                #end
            }
        }
    });
    let shapes = types.iter().map(shape::of);
    let rest_shape = tuple.rest.as_ref().map_or(quote!(None), |ty| {
        let shape = shape::of(&cx.rust_type(ty, items));
        quote!(Some(&#shape))
    });
    let shape = quote! {
        rt::Shape::Tuple {
            items: &[#(#shapes),*],
            rest: #rest_shape,
        }
    };
    items
        .machinery
        .extend(cx.read(&quote!(rt::tuple(deserializer, cx)), &shape::named(&shape)));
    let indices = (0..types.len()).map(Literal::usize_unsuffixed);
    let further = tuple.rest.as_ref().map(|_| {
        let last = Literal::usize_unsuffixed(types.len());
        quote! {
            for item in &self.#last {
                rt::SerializeSeq::serialize_element(&mut out, item)?;
            }
        }
    });
    items.machinery.push(cx.write(&quote! {
        let mut out = serializer.serialize_seq(None)?;
        #(rt::SerializeSeq::serialize_element(&mut out, &self.#indices)?;)*
        #further
        rt::SerializeSeq::end(out)
    }));
}

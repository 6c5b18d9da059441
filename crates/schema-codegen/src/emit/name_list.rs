//! Expressions of the runtime's lists of names. A long list gets an index, in a static beside it.

use proc_macro2::TokenStream;
use quote::quote;

/// The largest number of names that are compared one by one. Around it a lookup in an index takes
/// the same time.
const FEW: usize = 16;

/// Whether a list of this length has an index.
pub(super) fn is_long(length: usize) -> bool {
    length > FEW
}

/// The `rt::Parts` of an object type.
pub(super) fn parts(parts: impl Iterator<Item = TokenStream>) -> TokenStream {
    list(&quote!(rt::Parts), parts)
}

/// An `rt::NameList`.
pub(super) fn names<'n>(names: impl Iterator<Item = &'n str>) -> TokenStream {
    list(&quote!(rt::NameList), names.map(|name| quote!(#name)))
}

fn list(ty: &TokenStream, items: impl Iterator<Item = TokenStream>) -> TokenStream {
    let items: Vec<_> = items.collect();
    if !is_long(items.len()) {
        return quote!(#ty::new(&[#(#items),*]));
    }
    quote! {
        #ty::indexed(&[#(#items),*], || {
            static INDEX: rt::NameIndex = rt::NameIndex::new();
            &INDEX
        })
    }
}

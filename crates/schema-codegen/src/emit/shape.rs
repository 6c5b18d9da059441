//! What a type accepts, as an expression of the runtime's `Shape`: for verdicts without values.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Cx, ident};
use crate::semantics::Kind;

/// The shape of a type that is written elsewhere.
pub(super) fn of(ty: &TokenStream) -> TokenStream {
    quote!(<#ty as rt::Shaped>::SHAPE)
}

/// A shape behind a function, so that a type may hold itself.
pub(super) fn named(shape: &TokenStream) -> TokenStream {
    quote!(rt::Shape::Named(|| const { &#shape }))
}

/// Whatever the type reads.
pub(super) fn read(cx: &Cx<'_>) -> TokenStream {
    let how = ident(if cx.ty.borrows { "over" } else { "of" });
    quote!(rt::Shape::Read(rt::ReadHere::#how::<Self>()))
}

/// The runtime's name of a kind of values.
pub(super) fn kind(kind: Kind) -> Ident {
    ident(match kind {
        Kind::Null => "Null",
        Kind::Boolean => "Boolean",
        Kind::Number => "Number",
        Kind::String => "String",
        Kind::Array => "Array",
        Kind::Object => "Object",
    })
}

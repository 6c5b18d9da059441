//! Expressions of the runtime's `Shape`, which validates JSON text without building a value.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Cx, ident};
use crate::semantics::Kind;

/// The shape of another type.
pub(super) fn of(ty: &TokenStream) -> TokenStream {
    quote!(<#ty as rt::Shaped>::SHAPE)
}

/// A shape behind a function, so that a type may contain itself.
pub(super) fn named(shape: &TokenStream) -> TokenStream {
    quote!(rt::Shape::Named(|| const { &#shape }))
}

/// The fallback: the value is read and dropped.
pub(super) fn read(cx: &Cx<'_>) -> TokenStream {
    let how = ident(if cx.ty.borrows { "over" } else { "of" });
    quote!(rt::Shape::Read(rt::ReadHere::#how::<Self>()))
}

/// The variant of the runtime's `JsonKind`.
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

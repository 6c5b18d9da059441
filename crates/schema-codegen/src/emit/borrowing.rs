//! Types that borrow strings from the input: the lifetime they are written with, and `into_owned`.

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;

use super::{Cx, Items, ident};
use crate::plan::{Body, Presence, Rest, Type, Variant};

/// The lifetime argument that a borrowing type is written with.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lifetime {
    /// `'a`, the lifetime of the input.
    Input,
    /// `'_`.
    Elided,
}

impl Lifetime {
    pub(super) fn tokens(self) -> TokenStream {
        match self {
            Self::Input => quote!('a),
            Self::Elided => quote!('_),
        }
    }
}

/// Emits `into_owned` and the implementation of `rt::Borrowing` behind it.
pub(super) fn emit(cx: &Cx<'_>, items: &mut Items) {
    let name = cx.name();
    items.types.push(cx.own(&quote! {
        /// The same value with owned strings, so that it can outlive the input.
        #[must_use]
        pub fn into_owned(self) -> #name<'static> {
            rt::Borrowing::into_owned(self)
        }
    }));
    let body = owned(cx);
    items.machinery.push(cx.implementing(
        &quote!(rt::Borrowing),
        &quote! {
            type Over<'x> = #name<'x>;

            fn into_owned(self) -> #name<'static> {
                #body
            }
        },
    ));
}

impl Cx<'_> {
    /// The current type as it is defined: `Name`, or `Name<'a>`.
    pub(super) fn definition(&self) -> TokenStream {
        self.named(self.ty.borrows, &self.ty.name)
    }

    /// A type by its name, with the lifetime if it borrows.
    pub(super) fn named(&self, borrows: bool, name: &str) -> TokenStream {
        let name = ident(name);
        if borrows {
            let lifetime = self.lifetime.tokens();
            quote!(#name<#lifetime>)
        } else {
            quote!(#name)
        }
    }

    /// The same context with another lifetime argument.
    pub(super) fn with(&self, lifetime: Lifetime) -> Self {
        Self {
            plan: self.plan,
            ty: self.ty,
            lifetime,
        }
    }

    /// Whether `ty`, a part of the current type, borrows from the input.
    pub(super) fn borrows(&self, ty: &Type) -> bool {
        match ty.innermost() {
            Type::String => self.ty.borrows,
            Type::Named(id) => self.plan.types.get(*id).is_some_and(|ty| ty.borrows),
            _ => false,
        }
    }

    /// An inherent `impl` block of the current type.
    pub(super) fn own(&self, methods: &TokenStream) -> TokenStream {
        let (generics, name) = self.header(methods);
        quote!(impl #generics #name { #methods })
    }

    /// An `impl` of the trait `of` for the current type.
    pub(super) fn implementing(&self, of: &TokenStream, body: &TokenStream) -> TokenStream {
        let (generics, name) = self.header(&quote!(#of #body));
        quote!(impl #generics #of for #name { #body })
    }

    /// An `impl` of the trait `of<'de>` for the current type.
    pub(super) fn reading(&self, of: &TokenStream, body: &TokenStream) -> TokenStream {
        let (generics, name) = (self.reading_generics(), self.definition());
        quote!(impl #generics #of<'de> for #name { #body })
    }

    /// The generics of a reader: `'de`, and for a type that borrows `'a`, which `'de` must outlive.
    pub(super) fn reading_generics(&self) -> TokenStream {
        if self.ty.borrows {
            quote!(<'de: 'a, 'a>)
        } else {
            quote!(<'de>)
        }
    }

    /// The generics and the name of an `impl`. Where `rest` does not use `'a`, the lifetime is
    /// elided, since clippy warns of needless lifetimes.
    fn header(&self, rest: &TokenStream) -> (TokenStream, TokenStream) {
        if self.ty.borrows && names_input(rest) {
            (quote!(<'a>), self.definition())
        } else {
            (quote!(), self.with(Lifetime::Elided).definition())
        }
    }
}

/// The generics of an item whose fields have these types: `<'a>` if one of them uses it.
pub(super) fn generics_of(types: &[TokenStream]) -> TokenStream {
    let named = types.iter().any(names_input);
    if named { quote!(<'a>) } else { quote!() }
}

/// Whether the tokens contain `'a`.
fn names_input(tokens: &TokenStream) -> bool {
    let mut quoted = false;
    for token in tokens.clone() {
        match &token {
            TokenTree::Ident(name) if quoted && name == "a" => return true,
            TokenTree::Group(group) if names_input(&group.stream()) => return true,
            _ => {}
        }
        quoted = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
    }
    false
}

/// The expression of `into_owned`: `self` with owned strings.
fn owned(cx: &Cx<'_>) -> TokenStream {
    let name = cx.name();
    match &cx.ty.body {
        Body::Object(object) => {
            let members = object.members.iter();
            let mut fields: Vec<_> = members
                .map(|member| (&member.field, part(cx, &member.ty, member.presence)))
                .collect();
            let kept = object.groups.iter().filter_map(|group| group.kept.as_ref());
            fields.extend(kept.map(|(field, ty)| (field, value(cx, ty))));
            if let Rest::Open { field, ty } = &object.rest {
                fields.push((field, value(cx, ty)));
            }
            let fields = fields.into_iter().map(|(field, part)| {
                let field = ident(field);
                let part = part.of(&quote!(self.#field));
                quote!(#field: #part)
            });
            quote!(#name { #(#fields,)* })
        }
        Body::Newtype(newtype) => {
            let inner = value(cx, &newtype.inner).of(&quote!(self.0));
            quote!(#name(#inner))
        }
        Body::Tuple(tuple) => {
            let items = tuple.items.iter();
            let mut parts: Vec<_> = items.map(|it| part(cx, &it.ty, it.presence)).collect();
            parts.extend(tuple.rest.iter().map(|ty| value(cx, ty)));
            let parts = parts.iter().zip(0..).map(|(part, index): (_, usize)| {
                let index = Literal::usize_unsuffixed(index);
                part.of(&quote!(self.#index))
            });
            quote!(#name(#(#parts),*))
        }
        Body::Union(union) => variants(cx, &union.variants),
        // They hold no strings.
        Body::Enumeration(_) | Body::Constant(_) => quote!(self),
    }
}

fn variants(cx: &Cx<'_>, variants: &[Variant]) -> TokenStream {
    let name = cx.name();
    let arms = variants.iter().map(|Variant { name: variant, ty }| {
        let variant = ident(variant);
        let owned = value(cx, ty).of(&quote!(value));
        quote!(Self::#variant(value) => #name::#variant(#owned))
    });
    quote!(match self { #(#arms,)* })
}

/// How `into_owned` converts a field.
enum Part {
    /// Moved as it is: the field borrows nothing.
    AsItIs,
    /// Converted by `into_owned`.
    Owned,
    /// Converted inside a `Presence`.
    OwnedIfPresent,
}

impl Part {
    fn of(&self, place: &TokenStream) -> TokenStream {
        match self {
            Self::AsItIs => quote!(#place),
            Self::Owned => quote!(rt::Borrowing::into_owned(#place)),
            Self::OwnedIfPresent => quote!(#place.map(rt::Borrowing::into_owned)),
        }
    }
}

fn part(cx: &Cx<'_>, ty: &Type, presence: Presence) -> Part {
    match value(cx, ty) {
        Part::Owned if presence == Presence::OptionalNullable => Part::OwnedIfPresent,
        part => part,
    }
}

fn value(cx: &Cx<'_>, ty: &Type) -> Part {
    if cx.borrows(ty) {
        Part::Owned
    } else {
        Part::AsItIs
    }
}

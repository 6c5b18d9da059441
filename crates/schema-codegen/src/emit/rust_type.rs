//! Planned types as Rust type tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Cx, Items, ident};
use crate::plan::{Presence, Type};

impl Cx<'_> {
    /// The tokens of a type; imports that they need are added to `items`.
    pub(super) fn rust_type(&self, ty: &Type, items: &mut Items) -> TokenStream {
        match ty {
            Type::Bool => quote!(bool),
            Type::Int(width) => {
                let name = ident(width.name());
                quote!(#name)
            }
            Type::String => self.text_type(items),
            Type::Integer => runtime("Integer", items),
            Type::PlainInteger => runtime("PlainInteger", items),
            Type::Number => runtime("Number", items),
            Type::DateTime => runtime("DateTime", items),
            Type::Null => runtime("Null", items),
            Type::Value => runtime("Value", items),
            Type::Array(item) => {
                let item = self.rust_type(item, items);
                quote!(Vec<#item>)
            }
            Type::Map(value) => self.map_type(value, items),
            Type::Option(inner) => {
                let inner = self.rust_type(inner, items);
                quote!(Option<#inner>)
            }
            Type::Boxed(inner) => {
                let inner = self.rust_type(inner, items);
                quote!(Box<#inner>)
            }
            Type::Named(id) => {
                items.imports.types.insert(*id);
                let ty = self.plan.types.get(*id);
                ty.map_or_else(|| quote!(Value), |ty| self.named(ty.borrows, &ty.name))
            }
        }
    }

    /// `String`, or `Cow` where strings are borrowed. A schema may define a type `Cow` of its own,
    /// which the path then avoids.
    fn text_type(&self, items: &mut Items) -> TokenStream {
        if !self.ty.borrows {
            return quote!(String);
        }
        let lifetime = self.lifetime.tokens();
        if self.plan.types.iter().any(|ty| ty.name == "Cow") {
            return quote!(std::borrow::Cow<#lifetime, str>);
        }
        items.imports.cow = true;
        quote!(Cow<#lifetime, str>)
    }

    /// The type of a field.
    pub(super) fn field_type(
        &self,
        ty: &Type,
        presence: Presence,
        items: &mut Items,
    ) -> TokenStream {
        let inner = self.rust_type(ty, items);
        match presence {
            Presence::Required => inner,
            Presence::Optional | Presence::RequiredNullable => quote!(Option<#inner>),
            Presence::OptionalNullable => {
                let presence = runtime("Presence", items);
                quote!(#presence<#inner>)
            }
        }
    }

    /// `Map` or `Map<V>`.
    pub(super) fn map_type(&self, value: &Type, items: &mut Items) -> TokenStream {
        let map = runtime("Map", items);
        self.with_value_type(&map, value, items)
    }

    /// `Extra` or `Extra<V>`.
    pub(super) fn extra_type(&self, ty: &Type, items: &mut Items) -> TokenStream {
        let extra = runtime("Extra", items);
        self.with_value_type(&extra, ty, items)
    }

    /// The map with its type argument, which is left out for `Value`, the default.
    fn with_value_type(&self, map: &TokenStream, value: &Type, items: &mut Items) -> TokenStream {
        match value {
            Type::Value => map.clone(),
            value => {
                let value = self.rust_type(value, items);
                quote!(#map<#value>)
            }
        }
    }
}

/// A name of the runtime; its import is added to `items`.
pub(super) fn runtime(name: &'static str, items: &mut Items) -> TokenStream {
    items.imports.runtime.insert(name);
    let name = ident(name);
    quote!(#name)
}

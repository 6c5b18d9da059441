//! Types that hold another one and check it: private insides, `TryFrom` in, `Deref` out.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Number;

use super::rust_type::runtime;
use super::{Cx, Items, docs, raw_string};
use crate::plan::{NewtypePlan, Rule, Type, View};

pub(super) fn emit(cx: &Cx<'_>, newtype: &NewtypePlan, items: &mut Items) {
    let (name, derives) = (cx.name(), cx.derives());
    let attributes = docs::attributes(&cx.ty.docs);
    let inner = cx.rust_type(&newtype.inner, items);
    if newtype.rules.is_empty() {
        transparent(cx, &inner, items);
        return;
    }
    items.types.push(quote! {
        #attributes
        #derives
        pub struct #name(#inner);
    });
    items.types.push(quote! {
        impl #name {
            /// The value without its promise.
            #[must_use]
            pub fn into_inner(self) -> #inner {
                self.0
            }
        }
    });
    let target = target(cx, newtype, &inner, items);
    items.machinery.push(deref(cx, &target));
    let checks = checks(&newtype.rules);
    items.machinery.push(quote! {
        impl rt::Constrained for #name {
            type Inner = #inner;

            fn check(inner: &#inner) -> Result<(), rt::Violation> {
                #checks
            }

            fn wrap(inner: #inner) -> Self {
                Self(inner)
            }
        }
    });
    let error = runtime("ConstraintError", items);
    items.machinery.push(quote! {
        impl TryFrom<#inner> for #name {
            type Error = #error;

            fn try_from(inner: #inner) -> Result<Self, #error> {
                rt::constrain(inner)
            }
        }
    });
    items
        .machinery
        .extend(cx.read(&quote!(rt::constrained(deserializer, cx))));
    items
        .machinery
        .push(cx.write(&quote!(rt::Serialize::serialize(&self.0, serializer))));
}

/// A name for another type, without rules of its own.
fn transparent(cx: &Cx<'_>, inner: &TokenStream, items: &mut Items) {
    let (name, derives) = (cx.name(), cx.derives());
    let attributes = docs::attributes(&cx.ty.docs);
    items.types.push(quote! {
        #attributes
        #derives
        pub struct #name(
            /// The value.
            pub #inner,
        );
    });
    items.machinery.push(deref(cx, inner));
    items.machinery.push(quote! {
        impl From<#inner> for #name {
            fn from(inner: #inner) -> Self {
                Self(inner)
            }
        }
    });
    items
        .machinery
        .extend(cx.read(&quote!(rt::Read::read(deserializer, cx).map(Self))));
    items
        .machinery
        .push(cx.write(&quote!(rt::Serialize::serialize(&self.0, serializer))));
}

fn target(
    cx: &Cx<'_>,
    newtype: &NewtypePlan,
    inner: &TokenStream,
    items: &mut Items,
) -> TokenStream {
    match (newtype.view, &newtype.inner) {
        (Some(View::Text), _) => quote!(str),
        (Some(View::Slice), Type::Array(item)) => {
            let item = cx.rust_type(item, items);
            quote!([#item])
        }
        _ => inner.clone(),
    }
}

fn deref(cx: &Cx<'_>, target: &TokenStream) -> TokenStream {
    let name = cx.name();
    quote! {
        impl std::ops::Deref for #name {
            type Target = #target;

            fn deref(&self) -> &#target {
                &self.0
            }
        }
    }
}

fn checks(rules: &[Rule]) -> TokenStream {
    let mut statics = Vec::new();
    let mut calls: Vec<TokenStream> = rules.iter().map(|rule| call(rule, &mut statics)).collect();
    let last = calls.pop();
    quote! {
        #(#statics)*
        #(#calls?;)*
        #last
    }
}

fn call(rule: &Rule, statics: &mut Vec<TokenStream>) -> TokenStream {
    match rule {
        Rule::MinLength(limit) => counted("min_length", &quote!(inner), *limit),
        Rule::MaxLength(limit) => counted("max_length", &quote!(inner), *limit),
        Rule::MinItems(limit) => counted("min_items", &quote!(inner.len()), *limit),
        Rule::MaxItems(limit) => counted("max_items", &quote!(inner.len()), *limit),
        Rule::MinProperties(limit) => counted("min_properties", &quote!(inner.len()), *limit),
        Rule::MaxProperties(limit) => counted("max_properties", &quote!(inner.len()), *limit),
        Rule::Minimum(limit) => bound("minimum", limit),
        Rule::ExclusiveMinimum(limit) => bound("exclusive_minimum", limit),
        Rule::Maximum(limit) => bound("maximum", limit),
        Rule::ExclusiveMaximum(limit) => bound("exclusive_maximum", limit),
        Rule::Schema(schema) => {
            let (text, formats) = (raw_string(&schema.text), schema.assert_formats);
            statics.push(quote! {
                static SCHEMA: rt::LazyLock<rt::Validator> =
                    rt::LazyLock::new(|| rt::Validator::new(#text, #formats));
            });
            quote!(rt::accepted(inner, &SCHEMA))
        }
        Rule::Condition(condition) => {
            let text = raw_string(condition);
            statics.push(quote! {
                static CONDITION: rt::LazyLock<rt::Condition> =
                    rt::LazyLock::new(|| rt::Condition::new(#text));
            });
            quote!(rt::condition(inner, &CONDITION))
        }
        Rule::Pattern(pattern) => {
            let name = format_ident!("PATTERN_{}", statics.len());
            statics.push(quote! {
                static #name: rt::LazyLock<rt::Pattern> =
                    rt::LazyLock::new(|| rt::Pattern::new(#pattern));
            });
            quote!(rt::pattern(inner, &#name))
        }
    }
}

fn counted(rule: &str, subject: &TokenStream, limit: u64) -> TokenStream {
    let (rule, limit) = (super::ident(rule), Literal::u64_unsuffixed(limit));
    quote!(rt::#rule(#subject, #limit))
}

fn bound(rule: &str, limit: &Number) -> TokenStream {
    let rule = super::ident(rule);
    let limit = match (limit.as_i64(), limit.as_u64(), limit.as_f64()) {
        (Some(limit), ..) => signed(limit),
        (None, Some(limit), _) => {
            let limit = Literal::u64_suffixed(limit);
            quote!(#limit)
        }
        (None, None, limit) => {
            let limit = limit.unwrap_or_default();
            let literal = Literal::f64_suffixed(limit.abs());
            if limit < 0.0 {
                quote!(-#literal)
            } else {
                quote!(#literal)
            }
        }
    };
    quote!(rt::#rule(inner, #limit))
}

fn signed(limit: i64) -> TokenStream {
    if limit == i64::MIN {
        return quote!(i64::MIN);
    }
    let literal = Literal::i64_suffixed(limit.abs());
    if limit < 0 {
        quote!(-#literal)
    } else {
        quote!(#literal)
    }
}

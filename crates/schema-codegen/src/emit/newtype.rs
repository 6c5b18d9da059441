//! The template of newtypes: a private field, validated construction by `TryFrom`, `Deref` to the
//! inner value.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Number;

use super::rust_type::runtime;
use super::{Cx, Items, docs, json_literal, shape};
use crate::plan::{NewtypePlan, Rule, Type, View};

pub(super) fn emit(cx: &Cx<'_>, newtype: &NewtypePlan, items: &mut Items) {
    let (name, derives) = (cx.definition(), cx.derives());
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
    items.types.push(cx.own(&quote! {
        /// The inner value, which is no longer guaranteed to be valid.
        #[must_use]
        pub fn into_inner(self) -> #inner {
            self.0
        }
    }));
    let target = target(cx, newtype, &inner, items);
    items.machinery.push(deref(cx, &target));
    patterns(cx, &newtype.rules, items);
    let checks = checks(&newtype.rules);
    items.machinery.push(cx.implementing(
        &quote!(rt::Constrained),
        &quote! {
            type Inner = #inner;

            fn check(inner: &#inner) -> Result<(), rt::Violation> {
                #checks
            }

            fn wrap(inner: #inner) -> Self {
                Self(inner)
            }
        },
    ));
    let error = runtime("ConstraintError", items);
    items.machinery.push(cx.implementing(
        &quote!(TryFrom<#inner>),
        &quote! {
            type Error = #error;

            fn try_from(inner: #inner) -> Result<Self, #error> {
                rt::constrain(inner)
            }
        },
    ));
    items.machinery.extend(cx.read(
        &quote!(rt::constrained(deserializer, cx)),
        &constrained_shape(cx, &newtype.rules),
    ));
    items
        .machinery
        .push(cx.write(&quote!(rt::Serialize::serialize(&self.0, serializer))));
}

/// A newtype without assertions: its field is public.
fn transparent(cx: &Cx<'_>, inner: &TokenStream, items: &mut Items) {
    let (name, derives) = (cx.definition(), cx.derives());
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
    items.machinery.push(cx.implementing(
        &quote!(From<#inner>),
        &quote! {
            fn from(inner: #inner) -> Self {
                Self(inner)
            }
        },
    ));
    items.machinery.extend(cx.read(
        &quote!(rt::Read::read(deserializer, cx).map(Self)),
        &shape::named(&shape::of(inner)),
    ));
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
    cx.implementing(
        &quote!(std::ops::Deref),
        &quote! {
            type Target = #target;

            fn deref(&self) -> &#target {
                &self.0
            }
        },
    )
}

/// A function for each pattern, which compiles it on first use.
fn patterns(cx: &Cx<'_>, rules: &[Rule], items: &mut Items) {
    for (index, rule) in rules.iter().enumerate() {
        let Rule::Pattern(pattern) = rule else {
            continue;
        };
        let function = pattern_function(index);
        items.machinery.push(cx.own(&quote! {
            fn #function() -> &'static rt::Pattern {
                static PATTERN: rt::LazyLock<rt::Pattern> =
                    rt::LazyLock::new(|| rt::Pattern::new(#pattern));
                &PATTERN
            }
        }));
    }
}

fn pattern_function(index: usize) -> Ident {
    format_ident!("pattern_{index}")
}

fn checks(rules: &[Rule]) -> TokenStream {
    let mut calls: Vec<TokenStream> = rules.iter().enumerate().map(call).collect();
    let last = calls.pop();
    quote! {
        #(#calls?;)*
        #last
    }
}

fn call((index, rule): (usize, &Rule)) -> TokenStream {
    match rule {
        Rule::MinLength(limit) => counted("min_length", &quote!(inner), *limit),
        Rule::MaxLength(limit) => counted("max_length", &quote!(inner), *limit),
        Rule::MinItems(limit) => counted("min_items", &quote!(inner.len()), *limit),
        Rule::MaxItems(limit) => counted("max_items", &quote!(inner.len()), *limit),
        Rule::MinProperties(limit) => counted("min_properties", &quote!(inner.len()), *limit),
        Rule::MaxProperties(limit) => counted("max_properties", &quote!(inner.len()), *limit),
        Rule::OneOf(values) => quote!(rt::one_of(inner, &[#(#values),*])),
        Rule::NamesMatch(patterns) => quote! {{
            static NAMES: rt::LazyLock<rt::NameGroups> =
                rt::LazyLock::new(|| rt::NameGroups::new(&[rt::Names::Any(&[#(#patterns),*])]));
            NAMES.hold(inner.keys())
        }},
        Rule::EachName(rules) => {
            let mut calls: Vec<_> = rules.iter().map(of_name).collect();
            let last = calls.pop();
            quote!(rt::each_name(inner.keys(), |inner| { #(#calls?;)* #last }))
        }
        Rule::Minimum(limit) => bound("minimum", limit),
        Rule::ExclusiveMinimum(limit) => bound("exclusive_minimum", limit),
        Rule::Maximum(limit) => bound("maximum", limit),
        Rule::ExclusiveMaximum(limit) => bound("exclusive_maximum", limit),
        Rule::MultipleOf(divisor) => bound("multiple_of", divisor),
        Rule::Schema(schema) => {
            let (text, formats) = (json_literal(&schema.text), schema.assert_formats);
            quote! {{
                static SCHEMA: rt::LazyLock<rt::Validator> =
                    rt::LazyLock::new(|| rt::Validator::new(#text, #formats));
                rt::accepted(inner, &SCHEMA)
            }}
        }
        Rule::Condition(condition) => {
            let text = json_literal(condition);
            quote! {{
                static CONDITION: rt::LazyLock<rt::Condition> =
                    rt::LazyLock::new(|| rt::Condition::new(#text));
                rt::condition(inner, &CONDITION)
            }}
        }
        Rule::Pattern(_) => {
            let function = pattern_function(index);
            quote!(rt::pattern(inner, Self::#function()))
        }
    }
}

/// An assertion on property names (`propertyNames`), inside the closure of `each_name`.
fn of_name(rule: &Rule) -> TokenStream {
    match rule {
        Rule::Pattern(pattern) => quote! {{
            static PATTERN: rt::LazyLock<rt::Pattern> =
                rt::LazyLock::new(|| rt::Pattern::new(#pattern));
            rt::pattern(inner, &PATTERN)
        }},
        rule => call((0, rule)),
    }
}

/// The shape of a newtype: its assertions as data. A newtype with an assertion on property names,
/// an `enum`, a residual check or full validation is validated by reading it.
fn constrained_shape(cx: &Cx<'_>, rules: &[Rule]) -> TokenStream {
    let data: Option<Vec<_>> = rules.iter().enumerate().map(rule_data).collect();
    let of = super::ident(if cx.ty.borrows {
        "borrowing_shape"
    } else {
        "constrained_shape"
    });
    data.map_or_else(
        || shape::read(cx),
        |rules| shape::named(&quote!(rt::#of::<Self>(&[#(#rules),*]))),
    )
}

fn rule_data((index, rule): (usize, &Rule)) -> Option<TokenStream> {
    let limited = |name: &str, limit: u64| {
        let (name, limit) = (super::ident(name), Literal::u64_unsuffixed(limit));
        quote!(rt::Rule::#name(#limit))
    };
    Some(match rule {
        Rule::MinLength(limit) => limited("MinLength", *limit),
        Rule::MaxLength(limit) => limited("MaxLength", *limit),
        Rule::MinItems(limit) => limited("MinItems", *limit),
        Rule::MaxItems(limit) => limited("MaxItems", *limit),
        Rule::MinProperties(limit) => limited("MinProperties", *limit),
        Rule::MaxProperties(limit) => limited("MaxProperties", *limit),
        Rule::Minimum(_)
        | Rule::ExclusiveMinimum(_)
        | Rule::Maximum(_)
        | Rule::ExclusiveMaximum(_)
        | Rule::MultipleOf(_) => {
            let call = call((index, rule));
            quote!(rt::Rule::Number(|inner| #call.is_ok()))
        }
        Rule::Pattern(_) => {
            let function = pattern_function(index);
            quote!(rt::Rule::Pattern(Self::#function))
        }
        Rule::OneOf(_)
        | Rule::NamesMatch(_)
        | Rule::EachName(_)
        | Rule::Condition(_)
        | Rule::Schema(_) => return None,
    })
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

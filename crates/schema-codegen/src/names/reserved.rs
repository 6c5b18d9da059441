//! Reserved names: keywords of Rust, and names that generated code uses unqualified. An identifier
//! that is reserved gets a suffix.

use super::Case;

/// Names that generated files import or find in the prelude; a type must not shadow them.
const USED_BY_GENERATED_CODE: &[&str] = &[
    "AsRef",
    "Box",
    "Clone",
    "ConstraintError",
    "Context",
    "Copy",
    "DateTime",
    "Debug",
    "Default",
    "Deref",
    "Display",
    "Eq",
    "Err",
    "Error",
    "Extra",
    "From",
    "FromStr",
    "Hash",
    "Infallible",
    "Integer",
    "Into",
    "LazyLock",
    "Map",
    "None",
    "Null",
    "Number",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "PlainInteger",
    "Presence",
    "Result",
    "Self",
    "Send",
    "Slots",
    "Some",
    "String",
    "Sync",
    "ToString",
    "TryFrom",
    "TryInto",
    "UnknownValue",
    "Value",
    "Vec",
];

pub(super) fn avoided(case: Case, name: String) -> String {
    match case {
        Case::Type if USED_BY_GENERATED_CODE.contains(&name.as_str()) => format!("{name}Model"),
        // A keyword since edition 2024, which syn accepts as an identifier.
        _ if name == "gen" => "gen_".to_owned(),
        _ if syn::parse_str::<syn::Ident>(&name).is_err() => format!("{name}_"),
        _ => name,
    }
}

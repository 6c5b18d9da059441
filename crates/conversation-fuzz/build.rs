//! Generates the types that the target `structure` reads, twice: owning their text, and borrowing it.
//!
//! Takes schemas of the generator's own cases; gives `types.rs` in `OUT_DIR`, which `src/generated.rs` includes.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

use schema_codegen::{Builder, Formats};
use serde_json::Value;

/// Cases that need no other document, one or more for each way of reading that the four models have no need of.
const CASES: &[&str] = &[
    // tuples
    "tuple_closed",
    "tuple_closed_that_may_end_early",
    "tuple_in_member_nullable",
    "tuple_of_objects",
    "tuple_with_any_rest",
    "tuple_with_rest",
    // unions with a tag
    "tagged_by_mixed_constants",
    "tagged_closed",
    "tagged_nested",
    "tagged_optional_tag",
    "tagged_with_array_beside",
    // unions told by which properties there are
    "keyed_any_of_behind_other_members",
    "keyed_one_of_closed",
    "keyed_open_branches_that_forbid",
    // unions told by trying, or by the JSON type
    "choice_of_struct_and_map",
    "choice_without_tag",
    "union_five_and_null",
    "union_of_named_types",
    "union_overlapping_one_of",
    // patterns, and groups of names
    "map_with_names_by_pattern",
    "pattern_groups_and_typed_rest",
    "pattern_map_closed",
    "pattern_two_that_meet",
    "string_pattern",
    // closed objects
    "object_closed",
    "object_closed_and_empty",
    "object_size_of_named_members",
    // conditions
    "array_contains",
    "condition",
    "dependent_required",
    "rules_contains_counted",
    "rules_dependent_schemas",
    "rules_if_then_else",
    "rules_not_in_member",
    "rules_unique_items_by_value",
    // full validation
    "rules_recursive_reference_2019_09",
    "rules_unevaluated_items",
    "rules_unevaluated_properties",
    // recursion
    "recursion_mutual",
    "recursion_nullable_array_of_itself",
    "recursion_through_tuple",
    "recursion_through_union",
    "tagged_recursive",
    // scalars and sizes
    "array_bounds_nullable",
    "const_object",
    "date_time_nullable_asserted",
    "enum_of_mixed_kinds",
    "enum_open_nullable",
    "integer_beyond_u64",
    "integer_multiple_of",
    "integer_odd_range",
    "map_with_size",
    "number_bounds",
    "string_lengths_in_code_points",
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema-codegen/tests/cases");
    let (mut modules, mut table) = (String::new(), String::from("subjects! {\n"));
    for name in CASES {
        let path = folder.join(format!("{name}.json"));
        println!("cargo::rerun-if-changed={}", path.display());
        let case: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
        add(name, &case["schema"].to_string(), &mut modules, &mut table)?;
    }
    table.push_str("}\n");
    let out = env::var_os("OUT_DIR").ok_or("`OUT_DIR` is not set")?;
    fs::write(Path::new(&out).join("types.rs"), modules + &table)?;
    Ok(())
}

/// A module with both kinds of types, and a line of the table.
fn add(
    name: &str,
    schema: &str,
    modules: &mut String,
    table: &mut String,
) -> Result<(), Box<dyn Error>> {
    let builder = Builder::new()
        .schema_text(format!("{name}.json"), schema)
        .formats(Formats::Assert);
    let owned = builder.generate()?;
    let borrowed = builder.borrowed(true).generate()?;
    let root = owned.root_types().first().ok_or("there is no root type")?;
    writeln!(
        modules,
        "pub(crate) mod {name} {{\npub(crate) mod owned {{\n{}}}\npub(crate) mod borrowed {{\n{}}}\n}}",
        owned.code(),
        borrowed.code(),
    )?;
    // Only what holds text borrows any.
    let borrows = borrowed.code().contains("fn from_slice(json: &'a [u8])");
    let borrowed = if borrows {
        format!("borrowed {name}::borrowed::{root},")
    } else {
        String::new()
    };
    writeln!(
        table,
        "    {name} {{ schema {schema:?}, owned {name}::owned::{root}, {borrowed} }}"
    )?;
    Ok(())
}

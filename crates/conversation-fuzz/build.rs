//! Generates the types that the target `structure` reads, owned and borrowed, from schemas of the
//! generator's own cases.
//!
//! It writes `types.rs` to `OUT_DIR`, which `src/generated.rs` includes.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

use schema_codegen::{Builder, Formats};

/// Cases that need no other document, at least one for each way of reading that the four models do
/// not use.
const CASES: &[&str] = &[
    // tuples
    "tuple/closed",
    "tuple/closed_that_may_end_early",
    "tuple/in_member_nullable",
    "tuple/of_objects",
    "tuple/with_any_rest",
    "tuple/with_rest",
    // unions with a tag
    "union_by_tag/by_mixed_constants",
    "union_by_tag/closed",
    "union_by_tag/nested",
    "union_by_tag/optional_tag",
    "union_by_tag/with_array_beside",
    // unions whose discriminator is the presence of a property
    "union_by_property/any_of_behind_other_members",
    "union_by_property/one_of_closed",
    "union_by_property/open_branches_that_forbid",
    // untagged unions, and unions whose discriminator is the JSON type
    "union_untagged/of_struct_and_map",
    "union_untagged/without_tag",
    "union_by_json_type/five_and_null",
    "union_by_json_type/of_named_types",
    "union_by_json_type/overlapping_one_of",
    // patterns, and groups of names
    "map/with_names_by_pattern",
    "pattern_properties/groups_and_typed_rest",
    "pattern_properties/map_closed",
    "pattern_properties/two_that_meet",
    "string/pattern",
    // closed objects
    "object/closed",
    "object/closed_and_empty",
    "object/size_of_named_members",
    // residual checks
    "array/contains",
    "assertions/condition",
    "assertions/dependent_required",
    "assertions/contains_counted",
    "assertions/dependent_schemas",
    "assertions/if_then_else",
    "assertions/not_in_member",
    "assertions/unique_items_by_value",
    // full validation
    "assertions/recursive_reference_2019_09",
    "assertions/unevaluated_items",
    "assertions/unevaluated_properties",
    // recursion
    "recursion/mutual",
    "recursion/nullable_array_of_itself",
    "recursion/through_tuple",
    "recursion/through_union",
    "union_by_tag/recursive",
    // scalars and sizes
    "array/bounds_nullable",
    "const/object",
    "format/date_time_nullable_asserted",
    "enum/of_mixed_kinds",
    "enum/open_nullable",
    "integer/beyond_u64",
    "integer/multiple_of",
    "integer/odd_range",
    "map/with_size",
    "number/bounds",
    "string/lengths_in_code_points",
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema-codegen/tests/cases");
    let (mut modules, mut table) = (String::new(), String::from("subjects! {\n"));
    for case in CASES {
        let path = folder.join(case).join("schema.json");
        println!("cargo::rerun-if-changed={}", path.display());
        let name = case.replace('/', "_");
        add(&name, &fs::read_to_string(path)?, &mut modules, &mut table)?;
    }
    table.push_str("}\n");
    let out = env::var_os("OUT_DIR").ok_or("`OUT_DIR` is not set")?;
    fs::write(Path::new(&out).join("types.rs"), modules + &table)?;
    Ok(())
}

/// Adds a module with the owned and the borrowed type, and a row of the table.
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
    // A type without text has no lifetime.
    let borrows = borrowed.code().contains("fn from_slice(json: &'a [u8])");
    let borrowed = if borrows {
        format!("borrowed {name}::borrowed::{root},")
    } else {
        String::new()
    };
    // Such unions are read into buffers by deserializers other than ours.
    let looks_ahead = ["rt::keyed(", "rt::tagged(", "rt::choice("]
        .iter()
        .any(|reader| owned.code().contains(reader));
    writeln!(
        table,
        "    {name} {{ schema {schema:?}, looks_ahead {looks_ahead}, owned {name}::owned::{root}, {borrowed} }}"
    )?;
    Ok(())
}

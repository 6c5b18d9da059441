//! The items of a file as text. Types are emitted and printed on all cores: half of a run's time was
//! spent there on one.

use std::collections::BTreeSet;

use crate::emit::{self, Imports, Wanted};
use crate::parallel;
use crate::plan::{Plan, TypeId, TypePlan};
use crate::print;

/// Printed items: first what users of the types read, then the trait implementations.
#[derive(Debug, Default)]
pub(super) struct Printed {
    pub(super) types: Vec<String>,
    pub(super) machinery: Vec<String>,
    pub(super) imports: Imports,
}

impl Printed {
    /// All items of the given types, which become a file.
    pub(super) fn of(plan: &Plan, ids: &[TypeId], wanted: &Wanted) -> Self {
        let types: Vec<&TypePlan> = ids.iter().filter_map(|&id| plan.types.get(id)).collect();
        let each = parallel::map(&types, |ty| Self::of_type(plan, ty, wanted));
        let mut all = Self::default();
        for one in each {
            all.add(one);
        }
        let own: BTreeSet<TypeId> = ids.iter().copied().collect();
        all.imports.types.retain(|id| !own.contains(id));
        let imports = &all.imports;
        let with_schema = if wanted.json_schema_feature.is_some() {
            types.as_slice()
        } else {
            &[]
        };
        let in_scope = |id: TypeId| own.contains(&id) || imports.types.contains(&id);
        let schemas = parallel::map(with_schema, |ty| {
            emit::json_schema(plan, ty, wanted, imports.cow, &in_scope).map(|it| print::item(&it))
        });
        all.machinery.extend(schemas.into_iter().flatten());
        all
    }

    fn of_type(plan: &Plan, ty: &TypePlan, wanted: &Wanted) -> Self {
        let items = emit::items(plan, ty, wanted);
        Self {
            types: items.types.iter().map(print::item).collect(),
            machinery: items.machinery.iter().map(print::item).collect(),
            imports: items.imports,
        }
    }

    fn add(&mut self, other: Self) {
        self.types.extend(other.types);
        self.machinery.extend(other.machinery);
        self.imports.add(other.imports);
    }
}

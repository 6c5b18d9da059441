//! The rule that modules of a crate do not import each other in a cycle.
//!
//! Modules are files. A module may use those above and below it in the tree, and those use it: such
//! paths make no cycle. Paths that begin with `crate` or `super` are read; others lead below the
//! module itself or into another crate.

use std::collections::{BTreeMap, BTreeSet};

use super::{SourceFile, code};

/// The names on the way from the crate's root to a module.
type Module<'a> = Vec<&'a str>;

/// Gives a line for each set of modules that use each other.
pub(super) fn check(files: &[SourceFile]) -> Vec<String> {
    let mut crates: BTreeMap<&str, Vec<(Module, &str)>> = BTreeMap::new();
    for file in files {
        if let Some((folder, inside)) = file.path.split_once("/src/") {
            let module = (module(inside), file.text.as_str());
            crates.entry(folder).or_default().push(module);
        }
    }
    let breaches = crates.into_iter().flat_map(|(folder, mut modules)| {
        modules.sort();
        let graph = Graph::of(&modules);
        let cycles = graph.cycles().into_iter();
        let lines = cycles.map(|cycle| format!("{folder}/src: {}", graph.describe(&cycle)));
        lines.collect::<Vec<_>>()
    });
    breaches.collect()
}

/// The module of a file, given by its path inside `src`.
fn module(path: &str) -> Module<'_> {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let mut module: Module = path.split('/').collect();
    if module.last() == Some(&"mod") || matches!(module[..], ["lib" | "main"]) {
        module.pop();
    }
    module
}

/// Which modules of a crate use which, by their places in `modules`.
struct Graph<'a> {
    /// Sorted.
    modules: Vec<&'a [&'a str]>,
    uses: Vec<BTreeSet<usize>>,
}

impl<'a> Graph<'a> {
    fn of(files: &'a [(Module, &str)]) -> Self {
        let modules: Vec<_> = files.iter().map(|(module, _)| &module[..]).collect();
        let uses = files.iter().map(|(module, text)| {
            let code = code::of(text);
            let tokens = tokens(&code);
            let paths = paths(&tokens).into_iter();
            let used = paths.filter_map(|path| find(&modules, target(module, &path)));
            let is_related =
                |other: &[&str]| other.starts_with(module) || module.starts_with(other);
            used.filter(|other| !is_related(modules[*other])).collect()
        });
        let uses = uses.collect();
        Self { modules, uses }
    }

    /// The strongly connected components of more than one module, each sorted.
    fn cycles(&self) -> Vec<BTreeSet<usize>> {
        let reached: Vec<_> = (0..self.uses.len())
            .map(|from| self.reached(from))
            .collect();
        let mut cycles = Vec::new();
        for (from, reached_from) in reached.iter().enumerate() {
            let back = reached_from.iter().copied();
            let cycle: BTreeSet<_> = back.filter(|to| reached[*to].contains(&from)).collect();
            // Its first module reports a cycle. No module uses itself, so one in a cycle is not alone.
            if cycle.first() == Some(&from) {
                cycles.push(cycle);
            }
        }
        cycles
    }

    /// The modules that a module uses, directly or by others.
    fn reached(&self, from: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(module) = open.pop() {
            open.extend(
                self.uses[module]
                    .iter()
                    .filter(|used| reached.insert(**used)),
            );
        }
        reached
    }

    /// Names the modules of a cycle, and which of the others each uses.
    fn describe(&self, cycle: &BTreeSet<usize>) -> String {
        let name = |module: &usize| format!("`{}`", self.modules[*module].join("::"));
        let uses = cycle.iter().map(|module| {
            let used: Vec<_> = self.uses[*module].intersection(cycle).map(name).collect();
            format!("{} uses {}", name(module), used.join(", "))
        });
        let uses: Vec<_> = uses.collect();
        format!("import cycle: {}", uses.join("; "))
    }
}

/// The module that a path leads into: the longest beginning that is one.
fn find(modules: &[&[&str]], mut path: Vec<&str>) -> Option<usize> {
    while !path.is_empty() {
        if let Ok(found) = modules.binary_search_by(|module| (*module).cmp(&path[..])) {
            return Some(found);
        }
        path.pop();
    }
    None
}

/// A path of a module as one from the crate's root. `super` counts from the file, also inside a
/// module that is written in it.
fn target<'a>(module: &[&'a str], path: &[&'a str]) -> Vec<&'a str> {
    let mut target = module.to_vec();
    for name in path {
        match *name {
            "crate" => target.clear(),
            "self" => {}
            "super" => drop(target.pop()),
            name => target.push(name),
        }
    }
    target
}

/// Words, `::`, and other characters one by one.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if code::is_word(first) {
            rest.find(|c| !code::is_word(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}

/// All paths that begin with `crate` or `super`. Modules of tests are left out: they may use any
/// module.
fn paths<'a>(tokens: &[&'a str]) -> Vec<Vec<&'a str>> {
    let mut paths = Vec::new();
    let mut rest = tokens;
    while let [_, after @ ..] = rest {
        rest = match rest {
            ["crate" | "super", "::", ..] => read_tree(rest, &[], &mut paths),
            [
                "#",
                "[",
                "cfg",
                "(",
                "test",
                ")",
                "]",
                "mod",
                _,
                "{",
                body @ ..,
            ] => after_block(body),
            _ => after,
        };
    }
    paths
}

/// What follows a block whose opening brace was read.
fn after_block<'t, 'a>(body: &'t [&'a str]) -> &'t [&'a str] {
    let mut depth = 1_usize;
    for (at, token) in body.iter().enumerate() {
        match *token {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &body[at + 1..];
        }
    }
    &[]
}

/// Reads a path, or a tree such as `a::{b, c::d}` as the paths to its leaves. Gives the tokens after
/// it.
fn read_tree<'t, 'a>(
    mut tokens: &'t [&'a str],
    prefix: &[&'a str],
    paths: &mut Vec<Vec<&'a str>>,
) -> &'t [&'a str] {
    let mut path = prefix.to_vec();
    while let [token, after @ ..] = tokens {
        if *token == "{" {
            return read_branches(after, &path, paths);
        }
        if !token.starts_with(code::is_word) {
            break;
        }
        path.push(token);
        tokens = after;
        let ["::", after @ ..] = tokens else { break };
        tokens = after;
    }
    paths.push(path);
    tokens
}

/// Reads the branches of a tree whose opening brace was read.
fn read_branches<'t, 'a>(
    mut tokens: &'t [&'a str],
    prefix: &[&'a str],
    paths: &mut Vec<Vec<&'a str>>,
) -> &'t [&'a str] {
    while let [token, after @ ..] = tokens {
        tokens = match *token {
            "}" => return after,
            // What follows is no module: an alias, or a variable of a macro or of `quote!`.
            "as" | "#" | "$" => after.get(1..).unwrap_or_default(),
            "{" => read_tree(tokens, prefix, paths),
            word if word.starts_with(code::is_word) => read_tree(tokens, prefix, paths),
            _ => after,
        };
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks a crate of files, given by their paths inside `src`.
    fn breaches(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().map(|(path, text)| SourceFile {
            path: format!("crates/one/src/{path}"),
            text: (*text).to_owned(),
        });
        check(&files.collect::<Vec<_>>())
    }

    fn paths_of(text: &str) -> Vec<String> {
        let tokens = tokens(text);
        let paths = paths(&tokens).into_iter();
        paths.map(|path| path.join("::")).collect()
    }

    #[test]
    fn modules_that_use_each_other_are_named_in_order() {
        let breaches = breaches(&[
            ("c.rs", "use super::a::A;"),
            ("a.rs", "use crate::{b::B, d};"),
            ("b/mod.rs", "fn f() { crate::c::g() }"),
            ("d.rs", ""),
        ]);
        let expected = "crates/one/src: import cycle: `a` uses `b`; `b` uses `c`; `c` uses `a`";
        assert_eq!(breaches, [expected]);
    }

    #[test]
    fn each_cycle_is_a_breach() {
        let breaches = breaches(&[
            ("a.rs", "use crate::b;"),
            ("b.rs", "use crate::a; use crate::c;"),
            ("c.rs", "use crate::d;"),
            ("d.rs", "use crate::c;"),
        ]);
        assert_eq!(breaches.len(), 2, "{breaches:?}");
    }

    #[test]
    fn modules_above_and_below_make_no_cycle() {
        let files = [
            ("lib.rs", "mod a; use crate::a::b::B;"),
            ("a.rs", "mod b; use self::b::B;"),
            (
                "a/b.rs",
                "use super::A; use crate::Top; use super::super::a;",
            ),
        ];
        assert!(breaches(&files).is_empty());
    }

    #[test]
    fn an_item_belongs_to_the_module_that_its_path_leads_into() {
        let files = [
            ("a/mod.rs", ""),
            ("a/b.rs", "use super::c::Deep::Variant;"),
            ("a/c.rs", "use crate::a::b::{self as other};"),
        ];
        assert_eq!(breaches(&files).len(), 1);
    }

    #[test]
    fn tests_comments_and_strings_are_left_out() {
        let b = "// crate::a\n/// [crate::a]\nconst A: &str = \"crate::a\";\n\
                 #[cfg(test)]\nmod tests { fn f() { crate::a::f() } }\n";
        assert!(breaches(&[("a.rs", "use crate::b;"), ("b.rs", b)]).is_empty());
        let after_tests = format!("{b}use crate::a;");
        assert_eq!(
            breaches(&[("a.rs", "use crate::b;"), ("b.rs", &after_tests)]).len(),
            1
        );
    }

    #[test]
    fn crates_are_apart() {
        let file = |path: &str, text: &str| SourceFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let files = [
            file("crates/one/src/a.rs", "use crate::b;"),
            file("crates/one/src/b.rs", ""),
            file("xtask/src/b.rs", "use crate::a;"),
            file("xtask/src/a.rs", ""),
        ];
        assert!(check(&files).is_empty());
    }

    #[test]
    fn trees_are_read_as_the_paths_to_their_leaves() {
        let text = "pub(crate) use super::{self, a::{B as x, c}, super::d::*};";
        let expected = [
            "super::self",
            "super::a::B",
            "super::a::c",
            "super::super::d",
        ];
        assert_eq!(paths_of(text), expected);
        assert_eq!(
            paths_of("$crate::f::<u8>(self::super::g)"),
            ["crate::f", "super::g"]
        );
        assert_eq!(
            paths_of("quote!(use super::{#(#names),*, a})"),
            ["super::a"]
        );
        assert!(paths_of("pub(super) use other::a; use {b, c};").is_empty());
    }
}

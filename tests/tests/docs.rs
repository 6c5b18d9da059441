//! Checks that what the documentation refers to exists: links between its pages, paths of files,
//! names of tests. Its Rust examples are doctests of this package.

#![expect(
    clippy::unwrap_used,
    reason = "a page that cannot be read fails the test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Top folders of the workspace. A path that begins with one must exist.
const TOP: [&str; 6] = [
    "crates/",
    "docs/",
    "examples/",
    "schemas/",
    "tests/",
    "xtask/",
];

/// A page of the documentation.
struct Page {
    /// Its path from the root of the workspace.
    path: String,
    text: String,
}

#[test]
fn links_lead_somewhere() {
    let pages = pages();
    let headings: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|page| (page.path.as_str(), anchors(&page.text)))
        .collect();
    let mut broken = Vec::new();
    for page in &pages {
        for link in links(&page.text) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() {
                page.path.clone()
            } else {
                beside(&page.path, file)
            };
            let known = headings.get(target.as_str());
            let is_there = root().join(&target).exists()
                && (anchor.is_empty() || known.is_some_and(|known| known.contains(anchor)));
            if !is_there {
                broken.push(format!("{}: `{link}`", page.path));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn files_that_are_named_exist() {
    let mut missing = Vec::new();
    for page in pages() {
        let mut folder = None;
        for line in prose(&page.text) {
            if line.starts_with('#') {
                folder = quoted(line).next();
                continue;
            }
            let first_cell = line
                .strip_prefix("| ")
                .and_then(|row| row.split(" | ").next());
            for name in quoted(line) {
                // In a code map, names are relative to the folder in its heading.
                let is_first = first_cell.is_some_and(|cell| cell.contains(name));
                if is_path(name, folder.filter(|_| is_first)) && !exists(name, folder) {
                    missing.push(format!("{}: `{name}`", page.path));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The table of invariants names files and, after each, functions in it.
#[test]
fn tests_that_hold_invariants_exist() {
    let page = page("docs/architecture.md");
    let section = page.text.split("\n## Invariants\n").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let mut checked = 0;
    for row in section.lines().filter(|line| line.starts_with("| **")) {
        let mut source = String::new();
        for name in quoted(row.split(" | ").nth(1).unwrap()) {
            if is_path(name, None) {
                source = fs::read_to_string(root().join(name)).unwrap();
            } else if is_identifier(name) && name.contains('_') {
                assert!(
                    source.contains(name),
                    "no `{name}` for the invariant: {row}"
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 20, "{checked}");
}

#[test]
fn every_decision_is_listed() {
    let list = page("docs/adr/README.md").text;
    let listed: BTreeSet<&str> = links(&list).collect();
    let files = fs::read_dir(root().join("docs/adr")).unwrap();
    let names = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: BTreeSet<String> = names.filter(|name| name != "README.md").collect();
    assert_eq!(
        names.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        listed
    );
}

/// All Markdown files that people wrote.
fn pages() -> Vec<Page> {
    let mut pages = vec![page("README.md"), page("CONTRIBUTING.md")];
    for top in ["crates", "docs", "schemas"] {
        let files = walkdir::WalkDir::new(root().join(top)).sort_by_file_name();
        let files = files
            .into_iter()
            .filter_entry(|it| it.file_name() != "target");
        for entry in files.map(Result::unwrap) {
            if entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "md")
            {
                let path = entry.path().strip_prefix(root()).unwrap().to_str().unwrap();
                pages.push(page(&path.replace('\\', "/")));
            }
        }
    }
    assert!(pages.len() > 20);
    pages
}

fn page(path: &str) -> Page {
    let text = fs::read_to_string(root().join(path)).unwrap();
    Page {
        path: path.to_owned(),
        text,
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The lines outside of code blocks.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        inside ^= is_fence;
        !inside && !is_fence
    })
}

/// Targets of links within the workspace.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = prose(text).flat_map(|line| line.split("](").skip(1));
    let targets = targets.filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://"))
}

/// The texts between backticks.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The anchors that forges make for a page's headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text).filter(|line| line.starts_with('#'));
    let headings = headings.map(|line| line.trim_start_matches('#').trim().to_lowercase());
    let anchor = |heading: String| {
        let kept = heading
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

/// Whether a text between backticks is the path of a file or a folder of this workspace.
fn is_path(name: &str, folder: Option<&str>) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let is_file = [".rs", ".md", ".toml", "/"]
        .iter()
        .any(|end| name.ends_with(end));
    let is_known = TOP.iter().any(|top| name.starts_with(top));
    let is_rust = Path::new(name).extension().is_some_and(|it| it == "rs");
    let is_module = is_rust && name.contains('/');
    name.chars().all(plain) && (is_known || is_module || is_file && folder.is_some())
}

/// Whether a path exists, relative to the root, to `crates`, to the folder of its code map or to
/// the generator's sources.
fn exists(name: &str, folder: Option<&str>) -> bool {
    let folders = folder
        .into_iter()
        .chain(["", "crates", "crates/schema-codegen/src"]);
    let mut paths = folders.map(|folder| root().join(folder).join(name));
    paths.any(|path| path.exists())
}

fn is_identifier(name: &str) -> bool {
    name.chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// A link's target, from the root of the workspace.
fn beside(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

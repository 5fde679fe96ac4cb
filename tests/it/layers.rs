//! Data flows one way: a module uses only those before it.

use std::{collections::BTreeSet, fs, path::Path};

use crate::site::repository;

const ORDER: [&str; 12] = [
    "model", "read", "segment", "annotate", "store", "search", "cite", "export", "ingest",
    "config", "web", "cmd",
];

fn sources(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The modules that a file names after `crate::`, in one `use` tree or alone.
fn used(text: &str) -> BTreeSet<&str> {
    let mut used = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if let Some(tree) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut start = 0;
            for (i, c) in tree.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 || (depth == 1 && c == ',') {
                    used.insert(name(&tree[start..]));
                    start = i + 1;
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            used.insert(name(rest));
        }
    }
    used.into_iter().filter(|n| !n.is_empty()).collect()
}

fn name(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(text.len());
    &text[..end]
}

#[test]
fn each_module_uses_only_those_before_it() {
    let src = repository("src");
    for (rank, module) in ORDER.iter().enumerate() {
        let mut files = Vec::new();
        let folder = src.join(module);
        if folder.is_dir() {
            sources(&folder, &mut files);
        } else {
            files.push(src.join(format!("{module}.rs")));
        }
        for file in files {
            for other in used(&fs::read_to_string(&file).unwrap()) {
                let at = ORDER.iter().position(|m| *m == other);
                let at = at.unwrap_or_else(|| panic!("{}: what is '{other}'?", file.display()));
                assert!(at <= rank, "{} uses {other}, which stands after {module}", file.display());
            }
        }
    }
}

#[test]
fn only_the_store_speaks_sql_and_only_the_index_speaks_tantivy() {
    let mut files = Vec::new();
    sources(&repository("src"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let path = file.to_str().unwrap();
        assert!(path.contains("/store/sqlite/") || !text.contains("sqlx::"), "{path} uses sqlx");
        assert!(
            path.contains("/search/embedded/") || !text.contains("tantivy::"),
            "{path} uses tantivy"
        );
    }
}

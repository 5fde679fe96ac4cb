//! Everything held, derived anew: `pacta reannotate`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use crate::{
    commands::{err, filled, out, pacta},
    site::repository,
};

/// The domains of each clause of an export, by id.
fn domains(export: &str) -> BTreeMap<String, BTreeSet<String>> {
    let clause = |line: &str| {
        let clause: serde_json::Value = serde_json::from_str(line).unwrap();
        let slug = |d: &serde_json::Value| d["slug"].as_str().unwrap().to_owned();
        let slugs = clause["domains"].as_array().unwrap().iter().map(slug);
        (clause["id"].to_string(), slugs.collect())
    };
    export.lines().map(clause).collect()
}

#[test]
fn another_codebook_changes_what_is_read_and_no_link() {
    let folder = filled();
    let before = domains(&out(&pacta(folder.path(), &["export"])));
    let codebook = folder.path().join("codebook");
    fs::create_dir(&codebook).unwrap();
    for entry in fs::read_dir(repository("data/codebook")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        // What a subject is called is the codebook's to say.
        let text = text.replace("slug = \"energy\"", "slug = \"power\"");
        fs::write(codebook.join(path.file_name().unwrap()), text).unwrap();
    }
    let other = ["--codebook", codebook.to_str().unwrap()];
    let done = pacta(folder.path(), &[&["reannotate"][..], &other].concat());
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    // What came of it is told: so many passages lost a subject, and as many have one.
    let told = out(&done);
    let changed = told.lines().find(|l| l.contains("read otherwise: subject +")).expect("a count");
    let counts: Vec<&str> = changed.split(['+', '-']).skip(1).map(str::trim).collect();
    assert!(counts.len() == 2 && counts[0] == counts[1] && counts[0] != "0", "{told}");
    let after = domains(&out(&pacta(folder.path(), &[&["export"][..], &other].concat())));
    let renamed = |slug: &String| if slug == "energy" { "power".to_owned() } else { slug.clone() };
    let expected: BTreeMap<_, _> = before
        .iter()
        .map(|(id, slugs)| (id.clone(), slugs.iter().map(renamed).collect::<BTreeSet<_>>()))
        .collect();
    assert_ne!(before, expected);
    assert_eq!(after, expected);
    let found = pacta(folder.path(), &[&["search", "domain:power"][..], &other].concat());
    assert!(out(&found).contains("energy"), "{}", out(&found));

    // Once more, nothing is left to be done; and back again, all is as it was.
    let again = pacta(folder.path(), &[&["reannotate"][..], &other].concat());
    assert_eq!(out(&again).matches("is held and unchanged").count(), 2, "{}", out(&again));
    let back = pacta(folder.path(), &["reannotate"]);
    assert_eq!(back.status.code(), Some(0), "{}", err(&back));
    assert_eq!(domains(&out(&pacta(folder.path(), &["export"]))), before);
}

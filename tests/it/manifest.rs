//! `pacta ingest --manifest`: sources named in a table.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn pacta(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pacta"))
        .args(args)
        .env("PACTA_DATA_DIR", folder.join("data"))
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn rows_state_what_sources_are_and_what_is_refused_is_named_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("held")).unwrap();
    write("held/a.txt", "A title\nIran and Russia met in Moscow.");
    write("held/a.toml", "publisher = \"File\"\nauthor = \"Of the file\"\nlanguage = \"en\"\n");
    write("held/b.txt", "B title\nIran and Russia met in Tehran.");
    write("c.txt", "C title\nIran and Russia met in Sochi.");
    let manifest = "file,source,publisher,language,url\r\n\
        a.txt,first,Table,fr,https://a.example/\r\n\
        missing.txt,,,,\r\n\
        b.txt,,,,nowhere\r\n\
        b.txt,first,,,\r\n\
        b.txt,,,,\r\n";
    write("held/list.csv", manifest);
    let done = pacta(
        folder.path(),
        &["ingest", "c.txt", "--manifest", "held/list.csv", "--language", "de"],
    );
    assert_eq!(done.status.code(), Some(3), "{}", text(&done.stderr));
    assert_eq!(
        text(&done.stderr),
        "held/list.csv:3: refused: held/missing.txt: no such file\n\
         held/list.csv:4: refused: column 'url': 'nowhere' is not an http or https address\n\
         held/b.txt: refused: has the same source slug 'first' as held/a.txt\n\
         pacta: 3 of 6 inputs refused\n"
    );
    let told = text(&done.stdout);
    for source in
        ["c.txt: c: clauses 1", "held/a.txt: first: clauses 1", "held/b.txt: b: clauses 1"]
    {
        assert!(told.contains(source), "{told}");
    }
    // Flags win over the manifest, the manifest over the file beside it.
    let export = pacta(folder.path(), &["export"]);
    let lines = text(&export.stdout).lines();
    let languages: Vec<String> = lines
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|clause| clause["language"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(languages, ["de"; 3]);
    let id: serde_json::Value = text(&export.stdout)
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .find(|clause: &serde_json::Value| clause["source"] == "first")
        .unwrap();
    let shown = pacta(folder.path(), &["show", id["id"].as_str().unwrap()]);
    assert!(text(&shown.stdout).contains("Table"), "{}", text(&shown.stdout));
    assert!(text(&shown.stdout).contains("Of the file"), "{}", text(&shown.stdout));
    assert!(!text(&shown.stdout).contains("publisher not stated"), "{}", text(&shown.stdout));
}

#[test]
fn a_manifest_that_cannot_be_read_is_a_usage_error_and_nothing_is_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "A title\nIran and Russia met.").unwrap();
    fs::write(folder.path().join("list.csv"), "file,colour\na.txt,red\n").unwrap();
    let done = pacta(folder.path(), &["ingest", "a.txt", "--manifest", "list.csv"]);
    assert_eq!(done.status.code(), Some(2));
    let error = text(&done.stderr);
    assert!(
        error.starts_with("pacta: list.csv:1: column 'colour': unknown field `colour`"),
        "{error}"
    );
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(!folder.path().join("data").exists());
    let none = pacta(folder.path(), &["ingest"]);
    assert_eq!(none.status.code(), Some(2));
}

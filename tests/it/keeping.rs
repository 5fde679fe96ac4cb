//! Retracting, renaming, backing up and restoring from the command line.

use std::{fs, path::Path};

use crate::commands::{Server, err, filled, out, pacta};

const ARTICLE: &str = "iran-russia-2025";

/// The clauses that the export holds, as JSON.
fn export(folder: &Path, args: &[&str]) -> Vec<serde_json::Value> {
    let done = pacta(folder, &[&["export"], args].concat());
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    out(&done).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn ids(clauses: &[serde_json::Value]) -> Vec<String> {
    clauses.iter().map(|c| c["id"].as_str().unwrap().to_owned()).collect()
}

/// A command that is refused in one line, with this exit code and these words.
#[track_caller]
fn refused(folder: &Path, args: &[&str], code: i32, words: &str) {
    let done = pacta(folder, args);
    let told = err(&done);
    assert_eq!(done.status.code(), Some(code), "{args:?}: {told}");
    assert!(told.contains(words), "{args:?}: {told}");
    assert!(code == 2 || told.trim().lines().count() == 1, "{args:?}: {told}");
}

#[test]
fn a_source_is_retracted_and_taken_up_again() {
    let folder = filled();
    let at = folder.path();
    let before = export(at, &[]);
    let (id, text) = (before[0]["id"].as_str().unwrap(), before[0]["text"].clone());
    refused(at, &["retract", ARTICLE], 2, "--reason");
    refused(at, &["retract", ARTICLE, "--reason", " "], 2, "says nothing");
    refused(at, &["retract", "nosuch", "--reason", "x"], 3, "no source is named 'nosuch'");
    refused(at, &["reinstate", ARTICLE], 3, "is not retracted");
    let done = pacta(at, &["retract", ARTICLE, "--reason", "The agency\n withdrew it."]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(out(&done).contains("(clauses 19)"), "{}", out(&done));

    refused(at, &["retract", ARTICLE, "--reason", "x"], 3, "The agency withdrew it.");
    refused(at, &["show", id], 3, "The agency withdrew it.");
    let file = crate::site::repository("data/sources/iran-russia-2025.txt");
    let again = pacta(at, &["ingest", file.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(3));
    assert!(err(&again).contains("'pacta reinstate iran-russia-2025' takes it up again"));
    assert!(out(&pacta(at, &["search", "interbank"])).ends_with("0 of 0 passages\n"));
    assert_eq!(pacta(at, &["check"]).status.code(), Some(0));
    assert_eq!(pacta(at, &["reannotate"]).status.code(), Some(0));
    assert!(export(at, &[]).iter().all(|c| c["source"] != ARTICLE));
    let all = export(at, &["--all"]);
    assert_eq!(all.iter().filter(|c| c["status"] == "retracted").count(), 19);

    let done = pacta(at, &["reinstate", ARTICLE]);
    assert_eq!((done.status.code(), out(&done).contains("clauses 19")), (Some(0), true));
    let after = export(at, &[]);
    assert_eq!(ids(&after), ids(&before));
    assert_eq!(after[0]["text"], text);
    assert!(out(&pacta(at, &["search", "interbank"])).ends_with("1 of 1 passages\n"));
    assert_eq!(pacta(at, &["check"]).status.code(), Some(0));
}

#[test]
fn sources_and_treaties_are_renamed_and_their_names_never_given_to_others() {
    let folder = filled();
    let at = folder.path();
    let before = ids(&export(at, &[]));
    refused(at, &["rename", ARTICLE, "new"], 2, "say --source or --treaty");
    refused(at, &["rename", "nosuch", "new"], 3, "is named 'nosuch'");
    let chronology = "iran-russia-2025-chronology";
    refused(at, &["rename", "--source", ARTICLE, chronology], 3, "is taken by the source");
    for args in
        [["rename", "--source", ARTICLE, "article"], ["rename", "--treaty", ARTICLE, "pact"]]
    {
        let done = pacta(at, &args);
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    }
    // Only the source goes by this name, so nothing need be said.
    let done = pacta(at, &["rename", chronology, "chronology"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    refused(at, &["rename", "chronology", ARTICLE], 3, "taken by the source 'article' for ever");
    refused(at, &["rename", "chronology", "Not A Slug"], 2, "is not a slug");
    let mut after = ids(&export(at, &[]));
    after.sort();
    let mut sorted = before;
    sorted.sort();
    assert_eq!(after, sorted);
    assert!(export(at, &[]).iter().all(|c| c["treaty"] == "pact"));
    let sources = crate::site::repository("data/sources");
    let again = pacta(at, &["ingest", sources.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(0), "{}", err(&again));
    assert!(out(&again).contains("'iran-russia-2025' is named 'article' now"), "{}", out(&again));
    assert_eq!(pacta(at, &["reannotate"]).status.code(), Some(0));
    assert_eq!(ids(&export(at, &["--all"])).len(), sorted.len(), "no clause is new");
    assert_eq!(pacta(at, &["check"]).status.code(), Some(0));
    let server = Server::start(at, &["serve", "--bind", "127.0.0.1:0"]);
    let moved = server.get("/sources/iran-russia-2025/p1.s1");
    assert!(moved.starts_with("HTTP/1.1 301") && moved.contains("/sources/article/p1.s1"));
}

#[test]
fn who_renames_a_treaty_to_another_is_told_how_both_become_one() {
    let folder = filled();
    let at = folder.path();
    fs::write(at.join("other.txt"), "Peru and Chad sign a treaty on rivers\n\nPeru and Chad met.")
        .unwrap();
    assert_eq!(pacta(at, &["ingest", "other.txt"]).status.code(), Some(0));
    let told = "pacta ingest FILE --treaty iran-russia-2025";
    refused(at, &["rename", "--treaty", "other", ARTICLE], 3, told);
    // What is told does it.
    let merged = pacta(at, &["ingest", "other.txt", "--treaty", ARTICLE]);
    assert_eq!(merged.status.code(), Some(0), "{}", err(&merged));
    assert!(export(at, &[]).iter().all(|c| c["treaty"] == ARTICLE));
}

#[test]
fn an_export_of_all_tells_successors() {
    let folder = filled();
    let at = folder.path();
    let words = "Iran and Russia agreed on the export of caviar";
    for end in ["every year.", "every second year."] {
        fs::write(at.join("fish.txt"), format!("A title\n{words} {end}")).unwrap();
        assert_eq!(pacta(at, &["ingest", "fish.txt"]).status.code(), Some(0));
    }
    let all = export(at, &["--all"]);
    let of = |status: &str| all.iter().find(|c| c["source"] == "fish" && c["status"] == status);
    let (was, is) = (of("superseded").unwrap(), of("current").unwrap());
    assert_eq!((&was["successor"], &is["predecessors"][0]), (&is["id"], &was["id"]));
    assert_eq!((&was["version"], &is["version"]), (&1.into(), &2.into()));
}

#[test]
fn a_backup_is_made_beside_a_server_and_restored_without_one() {
    let folder = filled();
    let at = folder.path();
    let server = Server::start(at, &["serve", "--bind", "127.0.0.1:0"]);
    let done = pacta(at, &["backup", "old.pacta"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    refused(at, &["backup", "old.pacta"], 3, "--force");
    assert_eq!(pacta(at, &["backup", "old.pacta", "--force"]).status.code(), Some(0));
    fs::write(at.join("new.txt"), "A title\nIran and Russia spoke of caviar.").unwrap();
    assert_eq!(pacta(at, &["ingest", "new.txt"]).status.code(), Some(0));
    let newer = export(at, &[]);
    let id = newer.iter().find(|c| c["source"] == "new").unwrap()["id"].clone();
    let id = id.as_str().unwrap();
    refused(at, &["restore", "old.pacta"], 75, "stop the server first");
    assert!(server.get("/search?q=caviar").contains("<mark>caviar</mark>"));
    assert_eq!(server.stop(), Some(0));

    refused(at, &["restore", "new.txt"], 3, "not a backup of Pacta");
    refused(at, &["restore", "nosuch"], 3, "no such file");
    let mut later = fs::read(at.join("old.pacta")).unwrap();
    later[60..64].copy_from_slice(&9999_u32.to_be_bytes());
    fs::write(at.join("later.pacta"), later).unwrap();
    refused(at, &["restore", "later.pacta"], 78, "later.pacta was written by a newer version");
    assert_eq!(ids(&export(at, &[])), ids(&newer), "what was refused changed nothing");

    let done = pacta(at, &["restore", "old.pacta"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(out(&done).contains("pacta.db.replaced"), "{}", out(&done));
    assert_eq!(export(at, &[]).len(), newer.len() - 1);
    assert!(out(&pacta(at, &["check"])).ends_with("they agree\n"));
    assert!(out(&pacta(at, &["search", "caviar"])).ends_with("0 of 0 passages\n"));
    refused(at, &["show", id], 3, "older backup");
    let server = Server::start(at, &["serve", "--bind", "127.0.0.1:0"]);
    let gone = server.get(&format!("/c/{id}"));
    assert!(gone.starts_with("HTTP/1.1 410") && gone.contains("older backup"), "{gone}");
    assert_eq!(server.stop(), Some(0));

    // The words come back, and with them the link.
    assert_eq!(pacta(at, &["ingest", "new.txt"]).status.code(), Some(0));
    assert_eq!(ids(&export(at, &[])), ids(&newer));
    // A folder that is empty becomes what the backup holds.
    let elsewhere = at.join("elsewhere");
    let done = pacta(at, &["--data-dir", elsewhere.to_str().unwrap(), "restore", "old.pacta"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(!out(&done).contains("replaced"));
}

//! Reading files of every format, by the program's confined child as by the library.

use std::{fs, path::Path, process::Command};

use pacta::read::{ReadError, Reader, is_source_name, read};

use crate::site::{Site, repository};

fn reader() -> Reader {
    Reader::confined(env!("CARGO_BIN_EXE_pacta").into())
}

/// A treaty's text in each format, with the same words.
fn fixture(name: &str) -> Vec<u8> {
    fs::read(repository("tests/fixtures/texts").join(name)).unwrap()
}

const FORMATS: [&str; 6] =
    ["pact.txt", "pact.md", "pact.html", "pact.xml", "pact.pdf", "pact-1252.txt"];

#[test]
fn the_confined_child_reads_as_the_library_does() {
    for name in FORMATS {
        let bytes = fixture(name);
        let extracted = reader().read(name, &bytes).unwrap();
        assert_eq!(Ok(&extracted), read(name, &bytes).as_ref(), "{name}");
        assert!(extracted.is_conserved(), "{name}");
        for words in ["Article 1", "The Parties shall consult each other in good faith.", "café"] {
            assert!(extracted.text.contains(words), "{name}: {words}\n{}", extracted.text);
        }
        assert!(is_source_name(name));
    }
}

#[test]
fn what_needs_too_much_is_refused_in_one_line_and_in_bounded_time() {
    let deep = format!("<html><body>{}", "<div>".repeat(100_000));
    let wide = " a=1".repeat(80_000);
    for (name, bytes, reason) in [
        ("deep.html", deep.into_bytes(), "line 1: elements are nested deeper than 256"),
        (
            "wide.html",
            format!("<html><p{wide}>").into_bytes(),
            "line 1: an element has more than 256 attributes",
        ),
        ("cut.pdf", fixture("pact.pdf")[..300].to_vec(), "the PDF is damaged and can't be opened"),
        ("scan.html", b"<html><img src=a.png></html>".to_vec(), "the file holds no text"),
        ("cut.txt", "Пакт".as_bytes()[..7].to_vec(), "the file is not UTF-8 (line 1, byte 6)"),
    ] {
        assert_eq!(reader().read(name, &bytes).unwrap_err().to_string(), reason, "{name}");
    }
    assert_eq!(reader().read("a.txt", b"\x89PNG\0"), Err(ReadError::Binary(4)));
    assert_eq!(reader().read("a.pdf", b"\x89PNG\0"), Err(ReadError::DamagedPdf));
}

#[test]
fn a_folder_of_all_formats_is_taken_up_and_notes_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).unwrap();
    for (n, name) in FORMATS.into_iter().enumerate() {
        let ending = Path::new(name).extension().unwrap().to_str().unwrap();
        fs::write(texts.join(format!("pact-{n}.{ending}")), fixture(name)).unwrap();
    }
    let done = Command::new(env!("CARGO_BIN_EXE_pacta"))
        .args(["ingest", "texts"])
        .env("PACTA_DATA_DIR", folder.path().join("data"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8(done.stdout).unwrap();
    let errors = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(0), "{errors}");
    assert_eq!(told.lines().filter(|l| l.starts_with("texts/")).count(), FORMATS.len(), "{told}");
    assert!(told.contains("  note: not UTF-8: read as windows-1252\n"), "{told}");
}

#[tokio::test]
async fn a_file_of_too_many_passages_is_refused_with_their_number() {
    let site = Site::empty().await;
    let text = "x.\n".repeat(250_001);
    let report = site.ingest_text("data", &text).await;
    assert_eq!(
        report.inputs[0].error.as_deref(),
        Some("the file has 250001 passages; the limit is 250000: ingest it in parts")
    );
    assert_eq!(site.store.totals().await.unwrap().sources, 0);
}

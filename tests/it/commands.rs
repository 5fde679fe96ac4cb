//! The command line as people and scripts use it: the built program, its output, its exit codes.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use crate::site::repository;

pub(crate) fn pacta(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pacta"))
        .args(args)
        .env("PACTA_DATA_DIR", folder.join("data"))
        .current_dir(folder)
        .output()
        .unwrap()
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder whose data folder holds the bundled sources.
pub(crate) fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let done = pacta(folder.path(), &["ingest", repository("data/sources").to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    folder
}

#[test]
fn the_export_has_the_articles_nineteen_clauses_with_the_spans_of_the_gold() {
    let folder = filled();
    let export = pacta(
        folder.path(),
        &["export", "--format", "jsonl", "--base-url", "https://pacta.example/"],
    );
    let lines: Vec<serde_json::Value> =
        out(&export).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let article: Vec<_> = lines.iter().filter(|l| l["source"] == "iran-russia-2025").collect();
    let gold =
        fs::read_to_string(repository("tests/fixtures/gold/iran-russia-2025.jsonl")).unwrap();
    let gold: Vec<serde_json::Value> =
        gold.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(article.len(), 19);
    let text = fs::read(repository("data/sources/iran-russia-2025.txt")).unwrap();
    for (line, gold) in article.iter().zip(&gold) {
        assert_eq!(
            (&line["start"], &line["end"], &line["text"]),
            (&gold["start"], &gold["end"], &gold["text"])
        );
        let span = usize::try_from(line["start"].as_u64().unwrap()).unwrap()
            ..usize::try_from(line["end"].as_u64().unwrap()).unwrap();
        assert_eq!(&text[span], line["text"].as_str().unwrap().as_bytes());
        assert_eq!(
            line["url"],
            format!("https://pacta.example/c/{}", line["id"].as_str().unwrap())
        );
        for key in [
            "treaty",
            "type",
            "revision",
            "status",
            "locator",
            "order",
            "kind",
            "language",
            "parties",
            "dates",
            "domains",
            "institutions",
            "places",
        ] {
            assert!(!line[key].is_null(), "{key}");
        }
    }
    for (format, names, rows) in [
        (
            "csv",
            "id,url,treaty,source,type,version,status,locator,order,kind,language,",
            lines.len(),
        ),
        ("claims-csv", "clause,url,treaty,property,actor,actor_name,value,value_label,", 0),
    ] {
        let table = out(&pacta(folder.path(), &["export", "--format", format]));
        assert!(table.starts_with(names), "{table}");
        let read = csv::Reader::from_reader(table.as_bytes()).into_records();
        let read: Vec<_> = read.map(Result::unwrap).collect();
        assert!(!read.is_empty() && (rows == 0 || read.len() == rows), "{format}: {}", read.len());
        let claims = out(&pacta(folder.path(), &["export", "--format", "claims-jsonl"]));
        assert!(rows > 0 || claims.lines().count() == read.len());
    }
    let refused = pacta(folder.path(), &["export", "--format", "claims-csv", "--all"]);
    assert_eq!(refused.status.code(), Some(2));
    let to_file = pacta(folder.path(), &["export", "--output", "clauses.jsonl"]);
    assert_eq!((to_file.status.code(), out(&to_file).as_str()), (Some(0), ""));
    assert_eq!(
        fs::read_to_string(folder.path().join("clauses.jsonl")).unwrap().lines().count(),
        34
    );
}

#[test]
fn what_is_held_can_be_searched_shown_explained_measured_and_checked() {
    let folder = filled();
    let found = out(&pacta(folder.path(), &["search", "interbank"]));
    assert!(found.contains("interbank ties") && found.ends_with("1 of 1 passages\n"), "{found}");
    let misspelt = pacta(folder.path(), &["search", "intrebank"]);
    assert!(err(&misspelt).contains("did you mean interbank? (1 passage)\n"), "{}", err(&misspelt));
    let id = found.split_whitespace().next().unwrap();
    let shown = out(&pacta(folder.path(), &["show", &id.to_uppercase()]));
    assert!(
        shown.contains("paragraph 4, sentence 3")
            && shown.contains("This site has no public address yet"),
        "{shown}"
    );
    let oscola =
        pacta(folder.path(), &["cite", id, "--style", "oscola", "--base-url", "https://a.example"]);
    assert_eq!(
        out(&oscola),
        format!(
            "‘Iran and Russia formalise deepened alliance with comprehensive strategic partnership treaty’ para 4, sentence 3 <https://a.example/c/{id}>\n"
        )
    );
    assert!(err(&oscola).contains("You are citing a report of this clause"), "{}", err(&oscola));
    let file = pacta(folder.path(), &["cite", id, id, "--format", "csl-json"]);
    let items: serde_json::Value = serde_json::from_str(&out(&file)).unwrap();
    assert_eq!(
        (items[0]["type"].as_str(), items[1]["title"].as_str().is_some()),
        (Some("webpage"), true)
    );
    let told = out(&pacta(folder.path(), &["explain", id]));
    assert!(told.contains("“interbank”") && told.contains("domains.toml"), "{told}");
    let gold = repository("tests/fixtures/gold/iran-russia-2025.jsonl");
    let measured = pacta(folder.path(), &["eval", gold.to_str().unwrap()]);
    assert!(out(&measured).starts_with("19 gold clauses"), "{}", err(&measured));
    assert!(out(&pacta(folder.path(), &["check"])).ends_with("they agree\n"));
    fs::remove_dir_all(folder.path().join("data/index")).unwrap();
    let check = pacta(folder.path(), &["check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(err(&check).contains("pacta reindex"));
    assert_eq!(pacta(folder.path(), &["reindex"]).status.code(), Some(0));
    assert_eq!(pacta(folder.path(), &["check"]).status.code(), Some(0));
}

#[test]
fn a_quotation_is_checked_and_the_exit_code_says_how_real_it_is() {
    let folder = filled();
    let verify = |quote: &str| pacta(folder.path(), &["verify-quote", quote]);
    let exact = verify("“fostering stronger interbank ties”");
    assert_eq!(exact.status.code(), Some(0), "{}", err(&exact));
    assert!(out(&exact).starts_with("exact: "), "{}", out(&exact));
    assert!(out(&exact).contains("paragraph 4, sentence 3, bytes "), "{}", out(&exact));
    let near = verify("fostering weaker interbank ties and");
    assert_eq!(near.status.code(), Some(1), "{}", err(&near));
    assert!(
        out(&near).contains("fostering [-stronger-] {+weaker+} interbank ties and"),
        "{}",
        out(&near)
    );
    let none = verify("nobody ever wrote these words of ours");
    assert_eq!((none.status.code(), out(&none).as_str()), (Some(3), ""));
    assert!(err(&none).contains("no source held has these words"));
    let short = verify("the treaty");
    assert_eq!(short.status.code(), Some(2));
    assert!(
        err(&short).contains("the quotation has 10 characters: at least 12"),
        "{}",
        err(&short)
    );
    let json = pacta(
        folder.path(),
        &[
            "verify-quote",
            "--json",
            "--base-url",
            "https://pacta.example",
            "stronger interbank ties",
        ],
    );
    let told: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(told["result"], "exact");
    let url = told["matches"][0]["clauses"][0]["url"].as_str().unwrap();
    assert!(url.starts_with("https://pacta.example/c/"));
}

#[test]
fn treaty_texts_are_written_as_akoma_ntoso_and_reports_are_not() {
    let folder = filled();
    let text = repository("tests/fixtures/texts/nepal-bhutan-health-1987.txt");
    assert_eq!(pacta(folder.path(), &["ingest", text.to_str().unwrap()]).status.code(), Some(0));
    let export =
        |more: &[&str]| pacta(folder.path(), &[&["export", "--format", "akn"], more].concat());
    let one = export(&["--source", "nepal-bhutan-health-1987"]);
    assert!(out(&one).contains("<article eId=\"art_2\">"), "{}", err(&one));
    let all = export(&["--output", "akn"]);
    assert_eq!(all.status.code(), Some(0), "{}", err(&all));
    let file = folder.path().join("akn/nepal-bhutan-health-1987.akn.xml");
    assert_eq!(fs::read_to_string(file).unwrap(), out(&one));
    assert_eq!(export(&[]).status.code(), Some(2));
    assert_eq!(export(&["--source", "iran-russia-2025"]).status.code(), Some(3));
    assert_eq!(export(&["--source", "nosuch"]).status.code(), Some(3));
}

#[test]
fn bad_inputs_are_each_named_with_one_line_and_the_others_are_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("empty.txt", b"");
    write("binary.txt", b"\x89PNG\r\n\x1a\n\0\0");
    write("latin.txt", b"The title\nCaf\xc3\xa9 closed.\xff");
    write("bad.txt", b"A title\nIran and Russia met.");
    write("bad.toml", b"type = \"report\"\ncolour = \"red\"\n");
    write("good.txt", b"A title\nIran and Russia met in Moscow.");
    fs::create_dir(folder.path().join("nothing")).unwrap();
    let done = pacta(
        folder.path(),
        &[
            "ingest",
            "empty.txt",
            "binary.txt",
            "latin.txt",
            "missing.txt",
            "nothing",
            "bad.txt",
            "good.txt",
        ],
    );
    assert_eq!(done.status.code(), Some(3));
    let errors = err(&done);
    for reason in [
        "empty.txt: refused: the file is empty",
        "binary.txt: refused: the file is binary, not text (byte 6 is a control character)",
        "latin.txt: refused: the file is not UTF-8 (line 2, byte 23)",
        "missing.txt: refused: no such file",
        "nothing: refused: the folder holds no sources (.txt, .md, .html, .xml, .pdf)",
        "bad.txt: refused: bad.toml: line 2: unknown field `colour`",
        "pacta: 6 of 7 inputs refused",
    ] {
        assert_eq!(
            errors.lines().filter(|l| l.starts_with(reason)).count(),
            1,
            "{reason}\n{errors}"
        );
    }
    assert_eq!(errors.lines().count(), 7, "{errors}");
    assert!(out(&done).contains("good.txt: good: clauses 1 (new 1"), "{}", out(&done));
    assert_eq!(out(&pacta(folder.path(), &["export"])).lines().count(), 1);
}

#[test]
fn the_report_for_machines_counts_everything() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "A title\nIran and Russia met. They spoke.").unwrap();
    let done = pacta(folder.path(), &["ingest", "--json", "a.txt", "missing.txt"]);
    assert_eq!(done.status.code(), Some(3));
    let report: serde_json::Value = serde_json::from_str(&out(&done)).unwrap();
    let [a, missing] = report["inputs"].as_array().unwrap().as_slice() else { panic!("{report}") };
    assert_eq!(
        (&a["source"], &a["new"], &a["clauses"], &a["headings"]),
        (&"a".into(), &2.into(), &2.into(), &1.into())
    );
    assert!(a["skipped"].as_array().unwrap().is_empty());
    assert_eq!(missing["error"], "no such file");
    let again = pacta(folder.path(), &["ingest", "a.txt"]);
    assert_eq!(again.status.code(), Some(0));
    assert!(out(&again).contains("is held and unchanged"));
}

#[test]
fn a_malformed_codebook_or_flag_is_a_usage_error_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let codebook = folder.path().join("codebook");
    fs::create_dir(&codebook).unwrap();
    for entry in fs::read_dir(repository("data/codebook")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), codebook.join(entry.file_name())).unwrap();
    }
    let own = pacta(
        folder.path(),
        &["ingest", repository("data/sources").to_str().unwrap(), "--codebook", "codebook"],
    );
    assert_eq!(own.status.code(), Some(0), "{}", err(&own));
    fs::write(codebook.join("countries.tsv"), "code\tname\nXYZ\tNowhere\n").unwrap();
    let rows = pacta(folder.path(), &["serve", "--codebook", "codebook"]);
    assert_eq!(rows.status.code(), Some(2));
    assert!(
        err(&rows).contains("codebook/countries.tsv:2: 2 columns instead of 8"),
        "{}",
        err(&rows)
    );
    fs::write(codebook.join("domains.toml"), "[[domain]]\nslug = \"a\"\ncolour = 1\n").unwrap();
    fs::copy(repository("data/codebook/countries.tsv"), codebook.join("countries.tsv")).unwrap();
    let keys = pacta(folder.path(), &["serve", "--codebook", "codebook"]);
    assert!(err(&keys).contains("codebook/domains.toml:"), "{}", err(&keys));
    for args in [
        ["search", &"word ".repeat(33)].as_slice(),
        &["show", "not-an-id"],
        &["ingest", "x.txt", "--date", "soon"],
        &["ingest"],
        &["serve", "--base-url", "javascript:x"],
        &["serve", "--security-contact", "javascript:x"],
    ] {
        let done = pacta(folder.path(), args);
        assert_eq!(done.status.code(), Some(2), "{args:?}: {}", err(&done));
    }
}

#[test]
fn data_of_a_newer_version_is_left_untouched() {
    let folder = filled();
    let file = folder.path().join("data/pacta.db");
    let mut bytes = fs::read(&file).unwrap();
    // The user version of an SQLite file is the big-endian number at byte 60.
    bytes[60..64].copy_from_slice(&9999_u32.to_be_bytes());
    fs::write(&file, &bytes).unwrap();
    let done = pacta(folder.path(), &["search", "energy"]);
    assert_eq!(done.status.code(), Some(78), "{}", err(&done));
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

/// A server that is stopped when the test is done with it.
pub(crate) struct Server {
    child: Child,
    address: String,
}

impl Server {
    pub(crate) fn start(folder: &Path, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_pacta"))
            .args(args)
            .env("PACTA_DATA_DIR", folder.join("data"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address =
            line.trim().trim_end_matches('/').rsplit("http://").next().unwrap().to_owned();
        Self { child, address }
    }

    pub(crate) fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks for the program to end, and gives its exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_is_ingested_beside_a_server_is_found_in_it_within_a_second_and_a_half() {
    let folder = filled();
    let server = Server::start(folder.path(), &["serve", "--bind", "127.0.0.1:0"]);
    assert!(server.get("/search?q=interbank").contains("<mark>interbank</mark>"));
    fs::write(folder.path().join("new.txt"), "A title\nIran and Russia spoke of caviar.").unwrap();
    let done = pacta(folder.path(), &["ingest", "new.txt"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let stored = Instant::now();
    while !server.get("/search?q=caviar").contains("<mark>caviar</mark>") {
        assert!(stored.elapsed() < Duration::from_millis(1500), "not found in time");
        std::thread::sleep(Duration::from_millis(25));
    }
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn the_first_page_is_answered_within_two_seconds_of_the_first_start() {
    let folder = tempfile::tempdir().unwrap();
    let began = Instant::now();
    let server = Server::start(folder.path(), &["serve", "--bind", "127.0.0.1:0"]);
    assert!(server.get("/").starts_with("HTTP/1.1 200"));
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[test]
fn a_long_text_of_short_names_is_read_in_reasonable_time() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "The EDB and the PIF and the OTS met the IOC. /TASS/. Iran Russia ".repeat(6000);
    fs::write(folder.path().join("long.txt"), format!("Title\n{lines}")).unwrap();
    let began = Instant::now();
    let done = pacta(folder.path(), &["ingest", "long.txt"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(began.elapsed() < Duration::from_mins(1), "{:?}", began.elapsed());
}

#[test]
fn a_command_that_reads_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    let done = pacta(folder.path(), &["export"]);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(fs::read_dir(folder.path().join("data")).unwrap().count(), 0);
}

#[test]
fn shells_learn_the_commands_and_no_data_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let script = out(&pacta(folder.path(), &["completions", shell]));
        for command in ["ingest", "verify-quote", "completions"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
        assert!(!folder.path().join("data").exists());
    }
}

#[test]
fn what_is_wrong_in_a_command_is_told_without_flags_that_nobody_has_to_type() {
    let folder = tempfile::tempdir().unwrap();
    let done = pacta(folder.path(), &["cite"]);
    assert_eq!(done.status.code(), Some(2));
    let told = err(&done);
    assert!(told.contains("--help") && !told.contains("--data-dir"), "{told}");
}

#[test]
fn gold_of_another_format_is_told_what_it_should_be() {
    let folder = filled();
    fs::write(folder.path().join("gold.csv"), "file,title\na,b\n").unwrap();
    let done = pacta(folder.path(), &["eval", "gold.csv"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(err(&done).contains("one JSON object a line"), "{}", err(&done));
}

#[test]
fn a_log_in_a_file_has_no_colours() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_pacta"))
        .args(["serve", "--bind", "127.0.0.1:0"])
        .env("PACTA_DATA_DIR", folder.path().join("data"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    server.kill().unwrap();
    let log = server.wait_with_output().unwrap().stderr;
    let log = String::from_utf8(log).unwrap();
    assert!(log.contains("public address") && !log.contains('\u{1b}'), "{log:?}");
}

#[test]
fn what_was_skipped_is_told_with_its_reason() {
    let report = pacta::ingest::InputReport {
        input: "a.txt".to_owned(),
        put: Some(pacta::store::PutReport { unchanged: false, new: 1, kept: 0, superseded: 0 }),
        skipped: vec!["page 3\nof 9".to_owned()],
        ..Default::default()
    };
    let told = report.to_string();
    assert!(told.contains("in no clause and no heading, first “page 3 of 9” (--json"), "{told}");
}

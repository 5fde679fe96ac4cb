//! The index as files: locked, swapped, damaged, foreign.

use super::*;

#[test]
fn an_index_that_was_never_built_is_not_ready_and_one_of_an_empty_store_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    let request =
        SearchRequest { query: Query::default(), sort: Sort::Date, after: None, limit: 10 };
    assert!(matches!(index.search(&request), Err(SearchError::NotReady)));
    assert_eq!(index.cursor(), None);
    let mut writer = index.writer().unwrap().unwrap();
    assert_eq!(writer.cursor(), None);
    assert!(matches!(writer.apply(Vec::new(), &position(1)), Err(SearchError::NotReady)));
    writer.start_over().unwrap();
    assert!(matches!(writer.publish(), Err(SearchError::NotReady)));
    writer.apply(Vec::new(), &Position::default()).unwrap();
    writer.publish().unwrap();
    let page = index.search(&request).unwrap();
    assert_eq!((page.total, page.position), (0, Position::default()));
}

#[test]
fn one_process_follows_at_a_time_and_others_see_its_commits_after_a_refresh() {
    let (folder, index) = texts(&["one"]);
    let other = open(folder.path());
    let mut writer = index.writer().unwrap().unwrap();
    assert!(other.writer().unwrap().is_none());
    writer.apply(vec![put(&Made::new("two"), 2)], &position(2)).unwrap();
    writer.publish().unwrap();
    assert_eq!(found(&other, "two"), [] as [u64; 0]);
    other.refresh().unwrap();
    assert_eq!(found(&other, "two"), [2]);
    assert_eq!(other.cursor().unwrap().position, position(2));
    let kept = open(folder.path()).shared.ready().unwrap();
    writer.start_over().unwrap();
    writer.apply(vec![put(&Made::new("three"), 3)], &position(3)).unwrap();
    assert_eq!(found(&index, "one"), [1]);
    writer.publish().unwrap();
    assert_eq!((found(&index, "one").len(), found(&index, "three")), (0, vec![3]));
    other.refresh().unwrap();
    assert_eq!(found(&other, "three"), [3]);
    assert_eq!(kept.searcher.num_docs(), 2);
    drop(writer);
    assert!(other.writer().unwrap().is_some());
}

#[test]
fn putting_and_deleting_again_changes_nothing() {
    let (folder, index) = texts(&["one", "two"]);
    let mut writer = index.writer().unwrap().unwrap();
    for seq in 2..4 {
        let ops = vec![put(&Made::new("uno"), 1), IndexOp::Delete(ClauseId::from_u64(2))];
        writer.apply(ops, &position(seq)).unwrap();
    }
    writer.publish().unwrap();
    assert_eq!(index.ids().unwrap(), [ClauseId::from_u64(1)]);
    assert_eq!((found(&index, "uno"), page(&index, "").total), (vec![1], 1));
    drop(writer);
    let again = open(folder.path());
    assert_eq!(again.cursor().unwrap().position, position(3));
    assert_eq!(again.writer().unwrap().unwrap().cursor().unwrap().position, position(3));
}

#[test]
fn an_index_of_another_codebook_is_built_anew_while_readers_keep_what_is_open() {
    let (folder, index) = texts(&["one"]);
    let foreign = EmbeddedIndex {
        shared: Arc::new(Shared {
            folder: folder.path().join("index"),
            lock: folder.path().join("index.lock"),
            codebook: Arc::new(Codebook::built_in().unwrap()),
            fingerprint: "another".to_owned(),
            snapshot: ArcSwapOption::empty(),
            refreshing: Mutex::new(()),
        }),
    };
    foreign.refresh().unwrap();
    assert_eq!(foreign.cursor(), None);
    let mut writer = foreign.writer().unwrap().unwrap();
    assert_eq!(writer.cursor(), None);
    writer.start_over().unwrap();
    writer.apply(vec![put(&Made::new("two"), 2)], &position(1)).unwrap();
    writer.publish().unwrap();
    assert_eq!(found(&foreign, "two"), [2]);
    index.refresh().unwrap();
    assert_eq!(found(&index, "one"), [1]);
}

#[test]
fn damage_of_any_file_is_noticed_and_mended_by_building_anew() {
    let (source, _index) = texts(&["one energy", "two energy"]);
    let built = files::path(&source.path().join("index"), "index-1");
    let mut tried = 0;
    for entry in fs::read_dir(&built).unwrap() {
        let name = entry.unwrap().file_name();
        if name.to_string_lossy().ends_with(".lock") {
            continue;
        }
        for damage in ["missing", "flipped", "cut"] {
            // There, a wrong letter may be in the name of a file that is no longer used.
            if damage == "flipped" && name == ".managed.json" {
                continue;
            }
            tried += 1;
            let folder = tempfile::tempdir().unwrap();
            let copy = folder.path().join("index/index-1");
            fs::create_dir_all(&copy).unwrap();
            files::set_current(&folder.path().join("index"), "index-1").unwrap();
            for file in fs::read_dir(&built).unwrap() {
                let file = file.unwrap();
                fs::copy(file.path(), copy.join(file.file_name())).unwrap();
            }
            let path = copy.join(&name);
            let mut bytes = fs::read(&path).unwrap();
            match damage {
                "missing" => fs::remove_file(&path).unwrap(),
                "flipped" => {
                    let middle = bytes.len() / 2;
                    bytes[middle] ^= 0x80;
                    fs::write(&path, bytes).unwrap();
                }
                _ => fs::write(&path, &bytes[..bytes.len() / 2]).unwrap(),
            }
            let index = open(folder.path());
            let mut writer = index.writer().unwrap().unwrap();
            assert_eq!(writer.cursor(), None, "{name:?} {damage}");
            writer.start_over().unwrap();
            writer.apply(vec![put(&Made::new("mended"), 1)], &position(1)).unwrap();
            writer.publish().unwrap();
            assert_eq!(found(&index, "mended"), [1]);
        }
    }
    assert!(tried > 15);
}

#[test]
fn an_index_that_can_not_be_read_for_now_is_not_taken_for_damaged() {
    let refused = io::Error::from_raw_os_error(13);
    let full = io::Error::from_raw_os_error(24);
    for error in [refused, full] {
        assert!(!is_damage(&TantivyError::IoError(Arc::new(error))));
    }
    let (folder, index) = texts(&["one"]);
    fs::write(folder.path().join("index/CURRENT"), "../../etc").unwrap();
    index.refresh().unwrap();
    assert_eq!(found(&index, "one"), [1]);
}

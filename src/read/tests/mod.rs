//! What holds for all formats, and text and Markdown in particular.

use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_but_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read("a.txt", &bytes);
        let _ = read("a.md", &bytes);
    }

    #[test]
    fn blocks_are_in_order_and_on_character_boundaries(text in "(\\PC|\n|\t|[-*#é’] ){0,200}", md in any::<bool>()) {
        if let Ok(e) = read(if md { "a.md" } else { "a.txt" }, text.as_bytes()) {
            let mut at = 0;
            for b in &e.blocks {
                prop_assert!(b.start >= at && b.end > b.start);
                let words = e.text.get(b.start..b.end).expect("on boundaries");
                prop_assert_eq!(words.trim(), words);
                at = b.end;
            }
        }
    }

    #[test]
    fn no_character_is_lost_silently(text in "(\\PC|[a-z]{1,5}|\n|\n\n|    |[-*_#>|`\\[\\]()!&;:.\\\\~^<>/=é] ?|1[.)] |&amp;|&nbsp;|&#173;|<b>|</b>|<br>|<div>|</div>|<!--|-->|<script>|</script>|\\|-\\||\\[a\\]: |\\[\\^1\\]|https://a\\.example/){0,60}") {
        for name in ["a.txt", "a.md", "a.html", "a.xml"] {
            if let Ok(e) = read(name, text.as_bytes()) {
                prop_assert!(e.is_conserved(), "{name}: {e:?}");
            }
        }
    }

    #[test]
    fn a_plain_file_is_its_own_extracted_text(text in "[a-zA-Z’é .\n]{1,200}") {
        if let Ok(e) = read("a.txt", text.as_bytes()) {
            prop_assert_eq!(e.text, text);
        }
    }
}

fn words(name: &str, text: &str) -> Vec<(BlockKind, String)> {
    let e = read(name, text.as_bytes()).unwrap();
    e.blocks.iter().map(|b| (b.kind, e.text[b.start..b.end].to_owned())).collect()
}

#[test]
fn a_first_line_without_full_stop_is_the_title() {
    let blocks = words("a.txt", "Pact signed\n The two signed it.\nA short line\n- an item\n");
    assert_eq!(
        blocks,
        [
            (BlockKind::Heading, "Pact signed".to_owned()),
            (BlockKind::Paragraph, "The two signed it.".to_owned()),
            (BlockKind::Paragraph, "A short line".to_owned()),
            (BlockKind::Item, "an item".to_owned()),
        ]
    );
}

#[test]
fn lines_wrapped_at_a_margin_are_one_paragraph() {
    let wrapped = "Title\n\nThe parties to this agreement have decided that the\nborder shall be open to travellers who hold a passport and\na visa of either state, for thirty days.\n";
    assert_eq!(words("a.txt", wrapped).len(), 2);
}

#[test]
fn markdown_gives_its_words_without_its_marks() {
    let blocks = words(
        "a.md",
        "# A *title*\n\nOne [link](http://x.example/)\nwrapped.\n\n- first **item**\n- second\n",
    );
    assert_eq!(
        blocks,
        [
            (BlockKind::Heading, "A title".to_owned()),
            (BlockKind::Paragraph, "One link wrapped.".to_owned()),
            (BlockKind::Item, "first item".to_owned()),
            (BlockKind::Item, "second".to_owned()),
        ]
    );
}

#[test]
fn numbers_tables_and_html_blocks_keep_their_words() {
    let text = "# T\n\n1. The Parties agree.\n2. They act.\n\n| Party | Date |\n|---|---|\n| Iran | 2025 |\n\n<div>Article 1. The <b>Parties</b> shall act.</div>\n\nA note.[^1]\n\n[^1]: Its words.\n";
    let blocks: Vec<String> = words("a.md", text).into_iter().map(|(_, w)| w).collect();
    assert_eq!(
        blocks[1..5],
        ["1. The Parties agree.", "2. They act.", "Party | Date", "Iran | 2025"]
    );
    assert_eq!(blocks[5], "Article 1. The Parties shall act.");
    assert_eq!(blocks[6..], ["A note.", "Its words."]);
}

#[test]
fn byte_order_mark_and_crlf_are_taken_out_and_told() {
    let e = read("a.txt", b"\xEF\xBB\xBFTitle\r\nText here.\r\n").unwrap();
    assert_eq!(e.text, "Title\nText here.\n");
    let removed: Vec<&str> = e.removed.iter().map(|r| r.what.as_str()).collect();
    assert_eq!(removed, ["byte order mark", "2 carriage returns"]);
    assert!(e.is_conserved());
}

#[test]
fn what_is_not_text_is_refused_with_its_reason() {
    assert_eq!(read("a.txt", b" \n\t"), Err(ReadError::Empty));
    assert_eq!(read("a.txt", b"GIF\x00\x01"), Err(ReadError::Binary(3)));
    assert_eq!(
        read("a.txt", b"one \xE2\x80\x93\ntwo \xff"),
        Err(ReadError::Encoding { line: 2, byte: 12 })
    );
}

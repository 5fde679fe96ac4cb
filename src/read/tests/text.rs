//! Plain text and Markdown.

use super::*;

fn removed(e: &Extracted) -> Vec<(&str, usize)> {
    e.removed.iter().map(|r| (r.what.as_str(), r.characters)).collect()
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
    let binary = read("a.txt", b"GIF\x00\x01").unwrap_err();
    assert_eq!(binary, ReadError::Binary(3));
    assert!(binary.to_string().ends_with("save it as text, HTML or PDF first"), "{binary}");
    assert_eq!(read("a.pdf", b"GIF\x00\x01"), Err(ReadError::DamagedPdf));
    assert_eq!(
        read("a.txt", b"one \xE2\x80\x93\ntwo \xff"),
        Err(ReadError::Encoding { line: 2, byte: 12 })
    );
}

#[test]
fn what_is_not_seen_and_what_a_page_left_behind_is_taken_out_and_told() {
    let e = read(
        "a.txt",
        "Zero\u{200B}width soft\u{AD}hyphen\u{94} Art.&nbsp;5 &amp;#8211; می\u{200C}خواهد"
            .as_bytes(),
    )
    .unwrap();
    assert_eq!(e.text, "Zerowidth softhyphen Art.\u{A0}5 – می\u{200C}خواهد");
    assert_eq!(
        removed(&e),
        [
            ("zero-width characters", 1),
            ("soft hyphens", 1),
            ("control characters", 1),
            ("character references", 16)
        ]
    );
    assert!(e.is_conserved());
}

#[test]
fn text_in_another_encoding_is_read_and_told() {
    let e = read("a.txt", b"The parties\nmet at a caf\xe9 in Gen\xe8ve.").unwrap();
    assert_eq!(e.text, "The parties\nmet at a café in Genève.");
    assert_eq!(e.notes, ["not UTF-8: read as windows-1252"]);
    let wide: Vec<u8> = "\u{FEFF}Договор".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let e = read("a.txt", &wide).unwrap();
    assert_eq!((e.text.as_str(), e.notes[0].as_str()), ("Договор", "read as UTF-16LE"));
    assert!(e.is_conserved());
    assert_eq!(read("a.txt", b"\xFF\xFEa\x00\x00\xD8"), Err(ReadError::Utf16));
}

#[test]
fn private_and_replacement_characters_stay() {
    let text = "\u{E000} and \u{FFFD} stay.";
    assert_eq!(read("a.txt", text.as_bytes()).unwrap().text, text);
}

#[test]
fn headings_without_a_space_are_headings() {
    let blocks = words(
        "a.md",
        "<meta http-equiv='Content-Type' content='text/html; charset=utf-8' />\n\n##Verdrag\n\n####*A Treaty*\n\n### Article  1  \n\n####Aim\n\nSee #3 and [Charter](../a/b.md).\n\n#5 is no heading.\n",
    );
    let heading = |w: &str| (BlockKind::Heading, w.to_owned());
    assert_eq!(
        blocks,
        [
            heading("Verdrag"),
            heading("A Treaty"),
            heading("Article  1"),
            heading("Aim"),
            (BlockKind::Paragraph, "See #3 and Charter.".to_owned()),
            (BlockKind::Paragraph, "#5 is no heading.".to_owned()),
        ]
    );
}

#[test]
fn list_items_keep_the_numbers_that_were_written() {
    let text = "# T\n\n3. Three\n5. Five\n   1) Within\n   - bullet\n\n(a) one;\n(b) two.\n\nSo in\n(c) it wraps\n";
    let blocks: Vec<String> = words("a.md", text).into_iter().map(|(_, w)| w).collect();
    assert_eq!(
        blocks[1..],
        [
            "3. Three",
            "5. Five",
            "1) Within",
            "bullet",
            "(a) one;",
            "(b) two.",
            "So in (c) it wraps"
        ]
    );
}

#[test]
fn tables_keep_cells_beyond_the_head_and_drop_fillers() {
    let text = "| A | B |\n|:--|--:|\n| 1 | --- |\n| 2 | 3 | 4 |\n| <sup>1)</sup> x\\|y |\n";
    let blocks: Vec<String> = words("a.md", text).into_iter().map(|(_, w)| w).collect();
    assert_eq!(blocks, ["A | B", "1", "2 | 3 | 4", "1) x|y"]);
}

#[test]
fn all_that_markdown_leaves_out_is_told_by_what_it_is() {
    let text = "A [l](http://a.example/ \"t\") <b>x</b><!-- c --> y[^1]\n\n<script>f()</script>\n\n```rust\ncode\n```\n\n[^1]: Note\n\n[r]: http://b.example/\n";
    let e = read("a.md", text.as_bytes()).unwrap();
    assert!(e.is_conserved(), "{e:?}");
    let mut told: Vec<&str> = e.removed.iter().map(|r| r.what.as_str()).collect();
    told.sort_unstable();
    assert_eq!(
        told,
        ["HTML tags", "Markdown markup", "link addresses", "note marks", "scripts and styles"]
    );
}

#[test]
fn a_title_goes_on_below_in_capitals_and_in_the_middle_of_a_phrase() {
    for title in [
        "Convention on the Law of\nLanterns\nof 3 May 1990",
        "AGREEMENT\nON LANTERNS\nBETWEEN LAMPTON AND WICK",
    ] {
        let blocks = words("a.txt", &format!("{title}\nThe Parties agree.\nAll do.\n"));
        assert_eq!(blocks[0], (BlockKind::Heading, title.to_owned()));
        assert_eq!(blocks.len(), 3);
    }
}

#[test]
fn a_file_named_markdown_without_its_marks_is_plain_where_articles_would_run_together() {
    let article = |n: usize| format!("ARTICLE {n} - LANTERNS\nEach Party shall light them.\n");
    let text: String = (1..=4).map(article).collect();
    assert_eq!(words("a.md", &text).len(), 8);
    let marked = "**Article 5 Lanterns**\nEach Party shall\nlight them.\n";
    assert_eq!(
        words("a.md", marked),
        [
            (BlockKind::Paragraph, "Article 5 Lanterns".to_owned()),
            (BlockKind::Paragraph, "Each Party shall light them.".to_owned()),
        ]
    );
}

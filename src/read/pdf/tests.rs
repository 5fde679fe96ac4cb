use std::fmt::Write;

use super::*;
use crate::read::{BlockKind, read};

/// A PDF of pages, each a list of lines with their places.
fn pdf(pages: &[Vec<(u32, u32, String)>]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", 4 + 2 * n)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    for (n, lines) in pages.iter().enumerate() {
        let mut content = String::new();
        for (x, y, words) in lines {
            writeln!(content, "BT /F1 10 Tf {x} {y} Td ({words}) Tj ET").unwrap();
        }
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {} 0 R>>",
            5 + 2 * n
        ));
        objects.push(format!("<</Length {}>>stream\n{content}endstream", content.len()));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (n, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{} 0 obj\n{object}\nendobj\n", n + 1).unwrap();
    }
    let (start, size) = (file.len(), objects.len() + 1);
    write!(file, "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").unwrap();
    file.into_bytes()
}

/// Lines from the top of a page.
fn lines(x: u32, top: u32, words: &[&str]) -> Vec<(u32, u32, String)> {
    words.iter().zip(0..).map(|(w, n)| (x, top - 13 * n, (*w).to_owned())).collect()
}

fn blocks(e: &Extracted) -> Vec<(BlockKind, &str)> {
    e.blocks.iter().map(|b| (b.kind, &e.text[b.start..b.end])).collect()
}

#[test]
fn lines_become_paragraphs_and_headers_are_taken_out_and_told() {
    let mut pages = Vec::new();
    for (n, body) in [
        [
            "Article 1",
            "1. The Parties agree on what is written here, and they act with the authori-",
            "ties of each other in good faith, under this Treaty.",
            "(a) now;",
        ],
        [
            "Article 2",
            "The Parties, in the year that follows upon the signature of this Treaty, meet",
            "and confer in a well-known place of the one Party or of the other Party and",
            "decide.",
        ],
        [
            "Article 3",
            "Nothing in this Treaty, whatever else may be found in any of its Articles, keeps",
            "the Parties from being well-",
            "known.",
        ],
    ]
    .iter()
    .enumerate()
    {
        let mut page = lines(250, 820, &["Treaty Series No. 7"]);
        page.extend(lines(72, 760, body));
        page.push((290, 30, (n + 11).to_string()));
        pages.push(page);
    }
    let e = read("a.pdf", &pdf(&pages)).unwrap();
    let paragraph = |w| (BlockKind::Paragraph, w);
    assert_eq!(
        blocks(&e),
        [
            paragraph("Article 1"),
            paragraph(
                "1. The Parties agree on what is written here, and they act with the authorities of each other in good faith, under this Treaty."
            ),
            paragraph("(a) now;"),
            paragraph("Article 2"),
            paragraph(
                "The Parties, in the year that follows upon the signature of this Treaty, meet and confer in a well-known place of the one Party or of the other Party and decide."
            ),
            paragraph("Article 3"),
            paragraph(
                "Nothing in this Treaty, whatever else may be found in any of its Articles, keeps the Parties from being well-known."
            ),
        ]
    );
    let told: Vec<(&str, usize)> =
        e.removed.iter().map(|r| (r.what.as_str(), r.characters)).collect();
    assert_eq!(told, [("page headers", 48), ("page numbers", 6), ("line-end hyphens", 1)]);
    assert!(e.is_conserved());
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left =
        ["The left column has lines of its own", "which go on beneath each other and", "end here."];
    let right =
        ["The right column has other lines that", "go on beneath each other and end", "there."];
    let mut page = lines(60, 760, &left);
    page.extend(lines(320, 753, &right));
    let e = read("a.pdf", &pdf(&[page])).unwrap();
    assert!(e.text.contains("lines of its own which go on"), "{}", e.text);
    assert!(e.text.contains("other lines that go on"), "{}", e.text);
}

#[test]
fn what_is_no_readable_pdf_is_refused_with_its_reason() {
    assert_eq!(read("a.pdf", &pdf(&[Vec::new()])), Err(ReadError::NoTextLayer));
    let whole = pdf(&[lines(60, 700, &["Words"])]);
    assert_eq!(read("a.pdf", &whole[..200]), Err(ReadError::DamagedPdf));
    assert_eq!(read("a.pdf", b"%PDF-1.4\n"), Err(ReadError::DamagedPdf));
}

#[test]
fn the_same_lines_on_every_page_are_headers_only_at_its_edge_and_apart() {
    let mut removed = Vec::new();
    let text = "Head 1 of 3\n\nArticle 1\nof this Treaty.\n\u{C}Head 2 of 3\n\nArticle 1\nof this Treaty.\n\u{C}Head 3 of 3\n\nArticle 1\nof this Treaty.\n\u{C}";
    let kept = pages::without_headers(text, &mut removed);
    assert_eq!(kept, vec![vec!["", "", "Article 1", "of this Treaty."]; 3]);
    assert_eq!(removed.len(), 1);
}

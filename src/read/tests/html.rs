//! HTML pages.

use super::*;

fn page(html: &str) -> Extracted {
    let e = read("a.html", html.as_bytes()).unwrap();
    assert!(e.is_conserved(), "{e:?}");
    e
}

/// The blocks: headings with `# `, items with `- ` in front.
fn blocks(e: &Extracted) -> Vec<String> {
    let mark = |kind| match kind {
        BlockKind::Heading => "# ",
        BlockKind::Item => "- ",
        BlockKind::Paragraph => "",
    };
    e.blocks.iter().map(|b| format!("{}{}", mark(b.kind), &e.text[b.start..b.end])).collect()
}

fn told(e: &Extracted) -> Vec<&str> {
    e.removed.iter().map(|r| r.what.as_str()).collect()
}

const TREATY: &str = "<!doctype html><html lang=en dir=ltr><head><title>Site | Treaty</title>
<style>p { color: red }</style><script>track('all')</script></head><body>
<header><a href=/>Home</a> <button>EN</button></header><nav><ul><li>Contents<li>Article 1</ul></nav>
<h1>Treaty of
 Example</h1><header><p>The Parties,</p></header>
<article><h2>Article 1</h2><ol><li>They meet<sup>1</sup>.<li value=4><p>They <b>a</b>gree.</p><ol type=a><li>now;</ol></ol></article>
<h2>Article 2</h2><p>First line.<br>(a) one;<br>(b) two<br>wrapped.<p hidden>secret</p>
<div style='white-space: pre-wrap'>1. One
goes on
2. Two&shy;fold &amp;amp; done</div>
<table><tr><td>Iran<td>2025<tr><td>The English words of a provision that is long enough to be prose.<td>Les mots</table>
<h2>Article 3</h2><p>Done.</p><aside>See also</aside><footer>(c) Site</footer></body></html>";

#[test]
fn a_treaty_page_keeps_its_whole_body_and_tells_what_it_leaves_out() {
    let e = page(TREATY);
    assert_eq!(
        blocks(&e),
        [
            "# Treaty of Example",
            "The Parties,",
            "# Article 1",
            "- 1. They meet1.",
            "- 4. They agree.",
            "- a. now;",
            "# Article 2",
            "First line.",
            "(a) one;",
            "(b) two\nwrapped.",
            "1. One\ngoes on",
            "2. Twofold & done",
            "Iran\t2025",
            "The English words of a provision that is long enough to be prose.",
            "Les mots",
            "# Article 3",
            "Done.",
        ]
    );
    let mut told = told(&e);
    told.sort_unstable();
    assert_eq!(
        told,
        [
            "asides",
            "character references",
            "hidden text",
            "navigation",
            "page footer",
            "page title",
            "scripts and styles",
            "soft hyphens"
        ]
    );
    assert_eq!(e.metadata.title.as_deref(), Some("Treaty of Example"));
    assert_eq!(e.metadata.language.as_deref(), Some("en"));
}

#[test]
fn a_news_page_gives_its_article_and_says_who_wrote_it_and_when() {
    let sentence = "The two ministers signed the agreement in the capital, and the parliament will debate it next month, officials said. ";
    let paragraphs = format!("<p>{}</p>", sentence.repeat(3)).repeat(5);
    let html = format!(
        "<html lang=en><head><title>Pact signed - The Example</title>
        <meta property=og:site_name content='The Example'><meta property=og:title content='Pact signed'>
        <meta name=author content='By Jane Doe'><meta property='article:published_time' content='2025-01-17T10:00:00Z'>
        <link rel=canonical href='https://news.example/pact'></head><body>
        <div class=menu><ul><li><a href=/a>World</a><li><a href=/b>Sport</a></ul></div>
        <div class=page><h1>Pact signed</h1><div class=body>{paragraphs}</div></div>
        <div class=comments><p>Great!</p><p>Bad!</p></div>
        <div class=related><a href=/c>Other news</a></div></body></html>"
    );
    let e = page(&html);
    let blocks = blocks(&e);
    assert_eq!(blocks.len(), 6, "{blocks:?}");
    assert_eq!(blocks[0], "# Pact signed");
    assert_eq!(blocks[5], sentence.repeat(3).trim());
    assert_eq!(told(&e), ["page title", "beside the article"]);
    let m = &e.metadata;
    assert_eq!(m.title.as_deref(), Some("Pact signed"));
    assert_eq!(m.author.as_deref(), Some("Jane Doe"));
    assert_eq!(m.publisher.as_deref(), Some("The Example"));
    assert_eq!(m.published.map(|p| p.to_string()).as_deref(), Some("2025-01-17"));
    assert_eq!(m.url.as_deref(), Some("https://news.example/pact"));
}

#[test]
fn a_page_names_its_encoding_and_direction_does_not_matter() {
    let e = read("a.html", b"<meta charset=windows-1251><p dir=rtl>\xC4\xEE\xE3\xEE\xE2\xEE\xF0")
        .unwrap();
    assert_eq!(
        (e.text.as_str(), e.notes[0].as_str()),
        ("Договор\n", "not UTF-8: read as windows-1251")
    );
}

#[test]
fn pages_without_words_and_beyond_measure_are_refused_in_one_line() {
    assert_eq!(read("a.html", b"<html><script>f()</script>"), Err(ReadError::NoText));
    let deep = format!("<p>{}", "<div>".repeat(100_000));
    let error = read("a.html", deep.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "line 1: elements are nested deeper than 256");
}

#[test]
fn line_ends_between_articles_are_kept_where_a_page_has_no_paragraphs() {
    let sentence = "A lantern shall be lit at dusk in every port of the Parties, and put out at dawn by its keeper. ";
    let page = page(&format!(
        "<html><body><div class=menu><a href=/a>Laws</a></div><div class=text>Decree 5<br/><br/>Protocol on lanterns.<br/><br/>ARTIGO I<br/>{sentence}<br/><br/>ARTIGO II<br/>{sentence}<br/><br/>ARTIGO III<br/>{sentence}</div></body></html>"
    ));
    let blocks = blocks(&page);
    assert!(blocks.iter().filter(|b| b.starts_with("ARTIGO I")).count() == 3, "{blocks:?}");
}

#[test]
fn line_ends_within_an_article_part_its_words() {
    let sentence =
        "The ministers signed the pact in the capital, and parliament will debate it soon. ";
    let text = format!("{}<br/><br/>{}", sentence.repeat(4), sentence.repeat(4));
    let page = page(&format!(
        "<html><body><div class=menu><ul><li><a href=/a>World</a></ul></div><div class=page><h1>Pact</h1><div class=body>{text}</div></div></body></html>"
    ));
    assert!(!page.text.contains("soon.The"), "{}", page.text);
}

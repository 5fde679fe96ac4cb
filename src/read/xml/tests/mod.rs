//! What holds for every vocabulary: conservation, limits, and what is refused.

mod akoma_ntoso;
mod block_text;
mod generated;
mod tota;

use crate::{
    model::Unit,
    read::{BlockKind, Extracted, ReadError, decode::Decoded},
};

fn read(xml: &str) -> Result<Extracted, ReadError> {
    super::extract(Decoded { text: xml.to_owned(), ..Decoded::default() })
}

fn extracted(xml: &str) -> Extracted {
    let extracted = read(xml).unwrap();
    assert!(extracted.is_conserved(), "{extracted:?}");
    extracted
}

/// The blocks: headings with `# `, items with `- ` in front.
fn blocks(xml: &str) -> Vec<String> {
    let e = extracted(xml);
    let block = |b: &crate::read::Block| {
        let mark = match b.kind {
            BlockKind::Heading => "# ",
            BlockKind::Item => "- ",
            BlockKind::Paragraph => "",
        };
        format!("{mark}{}", &e.text[b.start..b.end])
    };
    e.blocks.iter().map(block).collect()
}

/// The marks: unit, number, heading, and the words they begin with.
fn marks(e: &Extracted) -> Vec<(Unit, Option<&str>, Option<&str>, &str)> {
    e.marks
        .iter()
        .map(|m| {
            let words = e.text[m.start..m.end].split_inclusive(' ').take(3);
            let length = words.map(str::len).sum::<usize>();
            let words = e.text[m.start..m.start + length].trim();
            (m.unit, m.num.as_deref(), m.heading.as_deref(), words)
        })
        .collect()
}

fn removed(e: &Extracted) -> Vec<(&str, usize)> {
    e.removed.iter().map(|r| (r.what.as_str(), r.characters)).collect()
}

fn refusal(xml: &str) -> String {
    read(xml).unwrap_err().to_string()
}

#[test]
fn what_is_not_text_is_counted_by_what_it_was() {
    let e = extracted(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE text SYSTEM \"text.dtd\" [ ]>\n<?print it?><!-- a note -->\n\
         <text><p>A &amp; B&#8211;C &amp;#8211; D<![CDATA[ <E> ]]></p></text>",
    );
    assert_eq!(e.text, "A & B–C – D <E>\n");
    assert_eq!(
        removed(&e),
        [
            ("markup", 20 + 6 + 3 + 4 + 7 + 12),
            ("character references", 4 + 6),
            ("references that were escaped twice", 10),
            ("comments", 12),
            ("processing instructions", 11),
            ("document type", 32),
        ]
    );
}

#[test]
fn what_is_not_well_formed_is_refused_with_its_line() {
    for (xml, reason) in [
        ("<a>\n<b>\nwords", "line 2: <b> is not closed"),
        ("<a>\n<b>words</a>", "line 2: </a> ends <b>, which began in line 2"),
        ("<a>words</a>\n</a>", "line 2: </a> ends nothing"),
        ("<a>words</a>\nmore", "line 2: text stands outside of the root element"),
        ("<a>words</a>\n<b/>", "line 2: <b> is a second root element"),
        ("<?xml version=\"1.0\"?>\n", "line 1: there is no element"),
        ("<a>\n&nosuch;</a>", "line 2: the entity &nosuch; is not known"),
        ("<a>\n<b c=\"&nosuch;\"/></a>", "line 2: the entity &nosuch; is not known"),
        ("<a>\n&#0;</a>", "line 2: the entity &#0; is not known"),
        (
            "<a>\nresearch & development</a>",
            "line 2: an ampersand begins no reference (written as text, it is &amp;)",
        ),
        ("<a>\n<!-- open", "line 2: the comment is not closed"),
        ("<a>\n<b c='", "line 2: the tag is not closed"),
        ("<a>\n<![CDATA[ open", "line 2: the CDATA section is not closed"),
        ("<a>\n<b\n", "line 2: the tag is not closed"),
    ] {
        assert_eq!(refusal(xml), reason, "{xml}");
    }
    for xml in ["<a>\n<b c d='e'/></a>", "<a>\n<b c='1' c='2'/></a>", "<a>\n<b c=d/></a>"] {
        let reason = refusal(xml);
        assert!(reason.starts_with("line 2: an attribute of <b> is malformed: "), "{reason}");
    }
}

#[test]
fn names_that_html_gave_to_characters_are_known() {
    assert_eq!(blocks("<a><p>A&nbsp;B &mdash; &eacute; &apos;</p></a>"), ["A B — é '"]);
}

#[test]
fn a_document_type_that_declares_anything_is_refused() {
    let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY lol \"lol\">\n\
        <!ENTITY lol2 \"&lol;&lol;&lol;\">\n]>\n<lolz>&lol2;</lolz>";
    let reason = "line 2: the document type declares entities or elements of its own";
    assert_eq!(refusal(laughs), reason);
    assert_eq!(
        refusal(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///x\">]><a>&x;</a>"
        ),
        reason
    );
    assert_eq!(
        blocks("<!DOCTYPE a PUBLIC \"-//A//[B]//EN\" \"a.dtd\" [\n]><a>words</a>"),
        ["words"]
    );
}

#[test]
fn what_is_too_deep_or_too_wide_is_refused() {
    let deep = "<a>".repeat(100_000);
    assert_eq!(refusal(&deep), "line 1: elements are nested more than 256 deep");
    let within = format!("{}words{}", "<a>".repeat(256), "</a>".repeat(256));
    assert_eq!(blocks(&within), ["words"]);
    let attributes: Vec<String> = (0..100_000).map(|i| format!(" a{i}=\"\"")).collect();
    let attributes = attributes.concat();
    assert_eq!(
        refusal(&format!("<a><b{attributes}/></a>")),
        "line 1: <b> has more than 256 attributes"
    );
    let name = "n".repeat(100_000);
    assert!(refusal(&format!("<a><{name}>")).len() < 200);
}

#[test]
fn xml_is_told_by_how_it_begins() {
    for xml in [
        "<?xml version=\"1.0\"?><article/>",
        "\n <!-- c --><!DOCTYPE TEI><TEI>",
        "<akn:akomaNtoso xmlns:akn=\"x\">",
        "<treaty/>",
    ] {
        assert!(super::is_xml(xml), "{xml}");
    }
    for other in
        ["", "A treaty", "<!doctype html><html>", "<p>words</p>", "<3 words", "<!-- open", "< a>"]
    {
        assert!(!super::is_xml(other), "{other}");
    }
}

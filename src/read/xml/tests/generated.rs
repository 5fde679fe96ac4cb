//! Properties of generated documents.

use proptest::prelude::*;

use super::read;

/// Names that some vocabulary treats in a way of its own, and some that none knows.
const NAMES: &str = "article|chapter|paragraph|point|item|num|heading|p|hi|note|authorialNote|tr|td|list|\
    intro|quotedStructure|attachment|doc|component|preamble|docTitle|toc|meta|name|source|teiHeader|title|head|choice|corr|\
    row|cell|lb|fw|x|y|eol|blockList|table|crossHeading";

fn content() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-zA-Z é,.;:(0-9)\n]{0,12}",
        Just("&amp;".to_owned()),
        Just("&amp;#8211;".to_owned()),
        Just("&#160;".to_owned()),
        Just("<!-- c -->".to_owned()),
        Just("<?pi x?>".to_owned()),
        Just("<![CDATA[ <d> & ]]>".to_owned()),
    ];
    leaf.prop_recursive(6, 60, 8, |inner| {
        let attribute = prop_oneof![
            Just(String::new()),
            "( number=\"[A-Z 1&]{0,0}[A-Z 1]{0,9}\")?( name=\"(Preamble|ANNEX 1|a &amp; b| )\")?",
            Just(" n='1' place=\"foot\"".to_owned()),
        ];
        (NAMES, attribute, prop::collection::vec(inner, 0..8)).prop_map(
            |(name, attribute, children)| match children.concat() {
                c if c.is_empty() => format!("<{name}{attribute}/>"),
                c => format!("<{name}{attribute}>{c}</{name}>"),
            },
        )
    })
}

fn document() -> impl Strategy<Value = String> {
    let roots = prop_oneof![
        Just(("treaty", "<meta><name>N</name></meta>")),
        Just(("akomaNtoso", "")),
        Just(("TEI", "")),
        Just(("pact", "")),
    ];
    (roots, prop::collection::vec(content(), 0..6)).prop_map(|((root, first), all)| {
        format!("<?xml version=\"1.0\"?>\n<{root}>{first}{}</{root}>\n", all.concat())
    })
}

proptest! {
    #[test]
    fn nothing_is_lost_and_blocks_and_marks_are_in_order(xml in document()) {
        let e = read(&xml).map_err(|e| TestCaseError::fail(format!("{xml} {e}")))?;
        prop_assert!(e.is_conserved(), "{} {:?}", xml, e);
        let mut at = 0;
        for b in &e.blocks {
            prop_assert!(b.start >= at && b.end > b.start, "{:?}", e);
            prop_assert!(e.text[at..b.start].trim().is_empty(), "{} {:?}", xml, e);
            let words = &e.text[b.start..b.end];
            prop_assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), words);
            at = b.end;
        }
        prop_assert!(e.text.is_empty() || &e.text[at..] == "\n");
        let mut around: Vec<(usize, usize)> = Vec::new();
        for m in &e.marks {
            prop_assert!(m.start <= m.end && m.end <= e.text.len());
            prop_assert!(around.last().is_none_or(|(start, _)| *start <= m.start), "{} {:?}", xml, e);
            // Each stands whole in one before it, or after it.
            around.retain(|(_, end)| m.end <= *end || m.start < *end);
            prop_assert!(around.iter().all(|(_, end)| m.end <= *end), "{} {:?}", xml, e);
            around.push((m.start, m.end));
        }
    }

    #[test]
    fn any_text_is_read_or_refused_but_never_panics(
        text in "(<|</|>|/>|a|p|treaty|akomaNtoso|meta| n=|\"|'|&|;|amp|#8211|<!--|-->|<!\\[CDATA\\[|\\]\\]>|<!DOCTYPE|\\[|\\]|<\\?xml|\\?>| |\n|é|\\PC){0,60}",
    ) {
        for begin in ["", "<?xml version=\"1.0\"?>", "<treaty><meta/>", "<akomaNtoso>", "<TEI>"] {
            if let Ok(e) = read(&format!("{begin}{text}")) {
                prop_assert!(e.is_conserved(), "{begin}{text}");
            }
        }
    }
}

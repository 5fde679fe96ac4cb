//! TEI, and vocabularies that nobody knows.

use super::{blocks, extracted, removed};

#[test]
fn tei_gives_its_blocks_and_its_header_is_metadata() {
    let tei = r#"<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
<teiHeader><fileDesc><titleStmt><title>The <hi>Lakes</hi></title><author>A. One</author><author>B. Two</author></titleStmt>
<publicationStmt><publisher>Lake Press</publisher><date when="1901-02">Feb.</date></publicationStmt>
<sourceDesc><bibl><title>Another</title></bibl></sourceDesc></fileDesc></teiHeader>
<text><body><div><head>A <title>treaty</title><lb/>of lakes</head>
<p>The <choice><sic>Partys</sic><corr>Parties</corr></choice> agree<note n="1" place="foot"><p>In 1801.</p></note> on <hi>two</hi>
<hi>points</hi>:<list><item>fish<lb/>and</item><item><p>wa<lb break="no"/>ter.</p><p>Clean.</p></item></list> and no more.</p>
<fw>Page 3</fw><pb n="4"/>
<lg><l>Blue it is,</l><l>and deep.</l></lg>
<table><head>Depths</head><row><cell>Blue</cell><cell>9</cell></row></table>
<note>Kept in place.</note>
</div></body></text></TEI>"#;
    assert_eq!(
        blocks(tei),
        [
            "# A treaty of lakes",
            "The Partys agree on two points:",
            "In 1801.",
            "- fish and",
            "- water.",
            "Clean.",
            "and no more.",
            "Blue it is,",
            "and deep.",
            "# Depths",
            "Blue 9",
            "Kept in place.",
        ]
    );
    let e = extracted(tei);
    assert_eq!(e.metadata.title.as_deref(), Some("The Lakes"));
    assert_eq!(e.metadata.author.as_deref(), Some("A. One; B. Two"));
    assert_eq!(e.metadata.publisher.as_deref(), Some("Lake Press"));
    assert_eq!(e.metadata.published, "1901-02".parse().ok());
    assert_eq!(e.metadata.language.as_deref(), Some("en"));
    assert_eq!(removed(&e)[1..], [("metadata", 38), ("other readings", 7), ("page headers", 5)]);
}

#[test]
fn an_unknown_element_beside_words_flows_and_one_between_elements_is_a_block() {
    let xml = "<pact>
 <intro>Made on <day><n>3</n> <month>May</month></day>, by <who>Ruritania</who>.</intro>
 <clause>First, <who>Ruritania</who> acts with <who>Syldavia</who>.</clause>
 <clause><who>Syldavia</who> <who>Borduria</who></clause>
 <clause>Both <who>parties</who> go home.</clause>
 <clause>They take: <thing>bread;</thing> <thing>water;</thing> <thing>salt.</thing></clause>
 <signers><signer>King</signer><signer>Queen</signer></signers>
</pact>";
    assert_eq!(
        blocks(xml),
        [
            "Made on 3 May, by Ruritania.",
            "First, Ruritania acts with Syldavia.",
            "Syldavia Borduria",
            "Both parties go home.",
            "They take:",
            "bread;",
            "water;",
            "salt.",
            "King",
            "Queen",
        ]
    );
}

#[test]
fn words_beside_structures_do_not_make_one_block_of_them() {
    let xml = "<doc>1\n<unit><title>One</title><p>First.</p></unit> 2 <unit><title>Two</title><p>Second.</p></unit></doc>";
    assert_eq!(blocks(xml), ["1", "# One", "First.", "2", "# Two", "Second."]);
}

#[test]
fn a_header_of_another_vocabulary_is_metadata_too() {
    let e = extracted(
        "<source><header><headTitle>Old treaties</headTitle><pubDate>1851</pubDate><publisher>Press</publisher></header>\
         <doc><p>Words.</p></doc></source>",
    );
    assert_eq!(e.metadata.title.as_deref(), Some("Old treaties"));
    assert_eq!(e.metadata.published, "1851".parse().ok());
    assert_eq!(e.metadata.publisher.as_deref(), Some("Press"));
    assert_eq!(e.text, "Words.\n");
}

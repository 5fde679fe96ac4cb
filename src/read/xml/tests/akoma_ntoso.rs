//! Akoma Ntoso.

use super::{blocks, extracted, marks, removed};
use crate::model::{SourceType, Unit};

const TREATY: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<akn:akomaNtoso xmlns:akn="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<akn:act name="treaty">
 <akn:meta>
  <akn:identification source="#us">
   <akn:FRBRWork><akn:FRBRthis value="/akn/un/act/1999/main"/><akn:FRBRdate date="1999-05-04" name="signature"/>
    <akn:FRBRalias value="The Lakes Treaty" name="short"/></akn:FRBRWork>
   <akn:FRBRExpression><akn:FRBRlanguage language="eng"/></akn:FRBRExpression>
  </akn:identification>
  <akn:publication date="1999-06-01" name="journal" showAs="Treaty Journal"/>
  <akn:notes><akn:note eId="n1"><akn:p>Set by hand.</akn:p></akn:note></akn:notes>
 </akn:meta>
 <akn:preface><akn:p class="title"><akn:docTitle>Treaty on <akn:i>Lakes</akn:i></akn:docTitle></akn:p></akn:preface>
 <akn:preamble>
  <akn:formula name="enacting"><akn:p>The Parties,</akn:p></akn:formula>
  <akn:recitals><akn:recital><akn:num>(1)</akn:num><akn:p>Recalling water,</akn:p></akn:recital></akn:recitals>
 </akn:preamble>
 <akn:body>
  <akn:part eId="part_1"><akn:num>Part I</akn:num><akn:heading>General</akn:heading>
   <akn:article eId="art_1"><akn:num>Article 1</akn:num><akn:heading>Uses</akn:heading><akn:subheading>of lakes</akn:subheading>
    <akn:paragraph><akn:num>1.</akn:num>
     <akn:list>
      <akn:intro><akn:p>A lake may be used<akn:authorialNote marker="1"><akn:p>Not drained.</akn:p></akn:authorialNote> for:</akn:p></akn:intro>
      <akn:point><akn:num>(a)</akn:num><akn:content><akn:p>fishing <akn:b>and</akn:b> <akn:i>sailing</akn:i>;</akn:p></akn:content></akn:point>
      <akn:point><akn:num>(b)</akn:num><akn:content><akn:p>water.</akn:p><akn:p>Clean water.</akn:p></akn:content></akn:point>
      <akn:wrapUp><akn:p>at all times.</akn:p></akn:wrapUp>
     </akn:list>
    </akn:paragraph>
    <akn:paragraph><akn:num>2.</akn:num><akn:point><akn:num>(a)</akn:num><akn:content>Direct words.</akn:content></akn:point></akn:paragraph>
   </akn:article>
   <akn:article><akn:num>Article 2</akn:num>
    <akn:paragraph><akn:content>
     <akn:p>Amend as follows: <akn:mod><akn:quotedStructure><akn:article><akn:num>Article 9</akn:num><akn:content><akn:p>Quoted.</akn:p></akn:content></akn:article></akn:quotedStructure></akn:mod></akn:p>
     <akn:blockList><akn:listIntroduction>Fish:</akn:listIntroduction><akn:item><akn:num>i.</akn:num><akn:p>perch</akn:p></akn:item></akn:blockList>
     <akn:table><akn:tr><akn:th><akn:p>Lake</akn:p></akn:th><akn:th><akn:p>Depth</akn:p></akn:th></akn:tr><akn:tr><akn:td>Blue</akn:td><akn:td>9</akn:td></akn:tr></akn:table>
    </akn:content></akn:paragraph>
   </akn:article>
  </akn:part>
 </akn:body>
 <akn:conclusions><akn:p>Done at Strelsau.<akn:eol/>Seal.</akn:p></akn:conclusions>
 <akn:attachments><akn:attachment><akn:heading>Annex A</akn:heading><akn:doc name="annex"><akn:meta><akn:identification/></akn:meta><akn:mainBody><akn:p>List of lakes.</akn:p></akn:mainBody></akn:doc></akn:attachment>
 <akn:attachment><akn:doc name="protocol"><akn:preface><akn:p><akn:docTitle>Protocol</akn:docTitle></akn:p></akn:preface></akn:doc></akn:attachment></akn:attachments>
</akn:act>
</akn:akomaNtoso>
"##;

#[test]
fn the_hierarchy_becomes_marks_and_each_text_a_block() {
    assert_eq!(
        blocks(TREATY),
        [
            "# Treaty on Lakes",
            "The Parties,",
            "(1) Recalling water,",
            "# Part I General",
            "# Article 1 Uses of lakes",
            "1. A lake may be used for:",
            "Not drained.",
            "(a) fishing and sailing;",
            "(b) water.",
            "Clean water.",
            "at all times.",
            "# 2.",
            "(a) Direct words.",
            "# Article 2",
            "Amend as follows:",
            "Article 9 Quoted.",
            "Fish:",
            "i. perch",
            "Lake Depth",
            "Blue 9",
            "Done at Strelsau. Seal.",
            "# Annex A",
            "List of lakes.",
            "# Protocol",
        ]
    );
    let e = extracted(TREATY);
    assert_eq!(
        marks(&e),
        [
            (Unit::Preamble, None, None, "The Parties,\n\n(1) Recalling"),
            (Unit::Part, Some("Part I"), Some("General"), "Part I General\n\nArticle"),
            (Unit::Article, Some("Article 1"), Some("Uses"), "Article 1 Uses"),
            (Unit::Paragraph, Some("1."), None, "1. A lake"),
            (Unit::Point, Some("(a)"), None, "(a) fishing and"),
            (Unit::Point, Some("(b)"), None, "(b) water.\n\nClean water."),
            (Unit::Paragraph, Some("2."), None, "2.\n\n(a) Direct words."),
            (Unit::Point, Some("(a)"), None, "(a) Direct words."),
            (Unit::Article, Some("Article 2"), None, "Article 2\n\nAmend as"),
            (Unit::Paragraph, None, None, "Amend as follows:\n\nArticle"),
            (Unit::Point, Some("i."), None, "i. perch"),
            (Unit::Conclusions, None, None, "Done at Strelsau."),
            (Unit::Annex, None, Some("Annex A"), "Annex A\n\nList of"),
            (Unit::Protocol, None, None, "Protocol"),
        ]
    );
}

#[test]
fn its_meta_says_what_it_is() {
    let e = extracted(TREATY);
    let m = &e.metadata;
    assert_eq!(m.title.as_deref(), Some("Treaty on Lakes"));
    assert_eq!(m.language.as_deref(), Some("en"));
    assert_eq!(m.publisher.as_deref(), Some("Treaty Journal"));
    assert_eq!(m.published, "1999-06-01".parse().ok());
    assert_eq!(m.r#type, Some(SourceType::Text));
    assert_eq!(removed(&e)[1..], [("editors' notes", 10)]);
}

#[test]
fn a_table_of_contents_is_left_out_and_told() {
    let e = extracted(
        "<akomaNtoso><doc><preface><toc><tocItem>Article 1</tocItem></toc></preface>\
         <mainBody><crossHeading>One</crossHeading><p>Words.</p></mainBody></doc></akomaNtoso>",
    );
    assert_eq!(e.text, "One\n\nWords.\n");
    assert_eq!(removed(&e)[1..], [("table of contents", 8)]);
    assert_eq!(e.metadata.r#type, None);
}

#[test]
fn a_version_has_its_own_date_and_not_the_treatys() {
    let dated = |expression: &str| {
        let e = extracted(&format!(
            "<akomaNtoso><doc><meta><identification><FRBRWork><FRBRdate date='1999-05-04'/></FRBRWork>\
             <FRBRExpression>{expression}</FRBRExpression></identification></meta>\
             <mainBody><p>Words.</p></mainBody></doc></akomaNtoso>"
        ));
        e.metadata.published
    };
    assert_eq!(dated(""), None);
    assert_eq!(dated("<FRBRdate date='2001-02-03T00:00:00'/>"), "2001-02-03".parse().ok());
}

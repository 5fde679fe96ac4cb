//! Trade agreements in the form of `ToTA`.

use super::{blocks, extracted, marks, removed};
use crate::model::{SourceType, Unit};

const AGREEMENT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<treaty>
  <meta>
    <name>Ruritania - Syldavia</name>
    <date_signed>1999-05-04</date_signed>
    <parties_original><partyisocode n=\"1\">AAA</partyisocode></parties_original>
    <parties>
      <partyisocode n=\"1\">syl</partyisocode>
      <partyisocode n=\"2\">RUR</partyisocode>
      <partyisocode n=\"3\"/>
    </parties>
    <language>en</language>
    <source lang=\"fr\" type=\"full text\">http://ruritania.example/fr</source>
    <source lang=\"en\" type=\"full text\">http://ruritania.example/the text.pdf'</source>
    <source lang=\"en\" type=\"annex\">http://ruritania.example/annex</source>
  </meta>
  <body>
    <chapter name=\"Preamble\" chapter_identifier=\"1\">
      <article article_identifier=\"1\">The Parties,  Desiring trade &amp; peace,  HAVE AGREED:</article>
    </chapter>
    <chapter number=\"TITLE I\" name=\"Trade\" chapter_identifier=\"2\">
      <article number=\"ARTICLE 1\" name=\"Scope\" article_identifier=\"2\">1. They shall trade.

2. They may stop.</article>
      <article number=\"ARTICLE 2\" article_identifier=\"3\"/>
    </chapter>
    <chapter name=\"End &amp; Signatures\" chapter_identifier=\"3\">
      <article article_identifier=\"4\">Done at Strelsau.</article>
    </chapter>
  </body>
</treaty>
";

#[test]
fn chapters_and_articles_are_marks_with_their_headings_in_the_text() {
    let e = extracted(AGREEMENT);
    assert_eq!(
        marks(&e),
        [
            (Unit::Section, None, Some("meta"), "meta\n\ndate_signed 1999-05-04"),
            (Unit::Preamble, None, Some("Preamble"), "Preamble\n\nThe Parties,\n\nDesiring trade"),
            (Unit::Article, None, None, "The Parties,\n\nDesiring trade"),
            (Unit::Title, Some("TITLE I"), Some("Trade"), "TITLE I Trade\n\nARTICLE"),
            (Unit::Article, Some("ARTICLE 1"), Some("Scope"), "ARTICLE 1 Scope\n\n1."),
            (Unit::Article, Some("ARTICLE 2"), None, "ARTICLE 2"),
            (Unit::Chapter, None, Some("End & Signatures"), "End & Signatures\n\nDone"),
            (Unit::Article, None, None, "Done at Strelsau."),
        ]
        .map(|(unit, num, heading, words)| (unit, num, heading, words))
    );
    assert_eq!(
        blocks(AGREEMENT),
        [
            "# meta",
            "date_signed 1999-05-04",
            "# Preamble",
            "The Parties,",
            "Desiring trade & peace,",
            "HAVE AGREED:",
            "# TITLE I Trade",
            "# ARTICLE 1 Scope",
            "1. They shall trade.",
            "2. They may stop.",
            "# ARTICLE 2",
            "# End & Signatures",
            "Done at Strelsau.",
        ]
    );
}

#[test]
fn its_meta_is_metadata_and_counted_as_removed() {
    let e = extracted(AGREEMENT);
    assert_eq!(e.metadata.title.as_deref(), Some("Ruritania - Syldavia"));
    assert_eq!(e.metadata.language.as_deref(), Some("en"));
    assert_eq!(e.metadata.r#type, Some(SourceType::Text));
    assert_eq!(e.metadata.url.as_deref(), Some("http://ruritania.example/the%20text.pdf"));
    assert_eq!(e.parties, ["AAA"]);
    assert_eq!(removed(&e)[1..], [("character references", 4), ("metadata", 123)]);
}

#[test]
fn the_parties_of_today_count_only_where_no_signatories_are_named() {
    let e = extracted(
        "<treaty><meta><parties><p>bbb</p><p>AAA</p><p>AAA</p></parties></meta>\
         <body>Words outside of articles.</body></treaty>",
    );
    assert_eq!(e.parties, ["AAA", "BBB"]);
    assert_eq!(e.text, "Words outside of articles.\n");
}

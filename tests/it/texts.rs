//! What a treaty's text says of itself: title, parties, claims and references, read in our samples.

use std::fs;

use pacta::{
    annotate::explain,
    ingest::{Input, derive},
    model::{Document, Locator, Slug, SourceType},
    read::{Metadata, Reader},
};

use crate::site::{ANNOTATOR, Site, repository};

/// The derived document of a sample.
fn sample(name: &str) -> Document {
    let path = repository("tests/fixtures/texts").join(format!("{name}.txt"));
    derived(&format!("{name}.txt"), fs::read(path).unwrap())
}

fn derived(name: &str, bytes: Vec<u8>) -> Document {
    stated(name, bytes, Metadata::default())
}

fn stated(name: &str, bytes: Vec<u8>, metadata: Metadata) -> Document {
    let input = Input {
        name: name.to_owned(),
        slug: Slug::from_text(name.split('.').next().unwrap()).unwrap(),
        bytes: bytes.into(),
        metadata,
    };
    derive(&ANNOTATOR, &Reader::in_process(), &input, &[]).unwrap().document
}

/// An agreement as the collections of trade agreements mark it up, with its first words.
fn agreement(first: &str) -> Document {
    let xml = format!(
        "<treaty><meta><name>Ruritania - Syldavia</name><parties_original><p>BEL</p><p>SYR</p></parties_original>\
         <parties><p>BEL</p><p>HRV</p><p>SYR</p></parties></meta><body><chapter><article>{first}</article></chapter>\
         <chapter name=\"Trade\"><article number=\"ARTICLE 1\">Goods pass freely.</article></chapter></body></treaty>"
    );
    derived("agreement.xml", xml.into_bytes())
}

/// Each claim as "property value".
fn claims(document: &Document) -> Vec<String> {
    let all = document.clauses.iter().flat_map(|c| &c.claims);
    all.map(|c| format!("{} {}", c.property.as_str(), c.value)).collect()
}

/// Each reference as "words -> place of instrument".
fn references(document: &Document) -> Vec<String> {
    let all = document.clauses.iter().flat_map(|c| &c.annotations.references);
    all.map(|r| {
        let place = r.locator.as_ref().map(Locator::as_str).unwrap_or_default();
        let of = r.instrument.as_deref().map(|i| format!(" of {i}")).unwrap_or_default();
        format!("{} -> {place}{of}", r.evidence[0].text)
    })
    .collect()
}

#[test]
fn a_text_tells_its_title_and_its_parties() {
    for (name, title, parties) in [
        (
            "iceland-cabo-verde-fisheries",
            "Agreement between the Government of the Republic of Iceland and the Government of the Republic of Cabo Verde on Cooperation in Fisheries",
            vec!["CPV", "ISL"],
        ),
        (
            "nepal-bhutan-health-1987",
            "Agreement between the Kingdom of Nepal and the Kingdom of Bhutan on Mutual Help in Matters of Health",
            vec!["BTN", "NPL"],
        ),
        (
            "suisse-senegal-culture",
            "Accord entre la Confédération suisse et la République du Sénégal relatif à la coopération culturelle",
            vec!["CHE", "SEN"],
        ),
        (
            "uruguay-panama-transporte",
            "Convenio entre la República Oriental del Uruguay y la República de Panamá sobre Transporte Marítimo",
            vec!["PAN", "URY"],
        ),
        ("convention-seed-exchange", "Convention on the Exchange of Seed for Research", vec![]),
    ] {
        let document = sample(name);
        assert_eq!(document.source.r#type, SourceType::Text, "{name}");
        assert_eq!(document.treaty.title, title);
        assert_eq!(document.treaty.parties, parties);
    }
}

#[test]
fn a_sentence_of_the_text_is_no_title() {
    let object = "The object of this Agreement between the Community and Syria is to promote overall cooperation with a view to contributing to the social development of Syria.";
    for sentence in [
        object,
        "Agreement on Trade. The Community grants what Syria asked for in the year before, as do others",
        "Within the Ankara Agreement the Association Council hereby lays down the rules for the final phase",
        "Trade under the Agreement may grow between the Community and Syria in all the years to come",
    ] {
        assert_eq!(agreement(sentence).treaty.title, "Ruritania - Syldavia", "{sentence}");
    }
    for title in [
        "AGREEMENT ON THE MONTH OF MAY BETWEEN BELGIUM AND SYRIA",
        "Agreement on Trade between Belgium and Syria. Signed at Damascus on 3 May 1977",
    ] {
        let read = agreement(title).treaty.title;
        assert!(read.ends_with("between Belgium and Syria"), "{read}");
    }
}

#[test]
fn the_parties_of_a_collection_are_the_signatories_and_not_those_of_today() {
    let document = agreement("Agreement on Trade between the Community and Syria");
    assert_eq!(document.treaty.parties, ["BEL", "SYR"]);
    let parties = document.clauses.iter().flat_map(|c| &c.annotations.parties);
    assert!(parties.map(|p| p.code.as_str()).all(|code| code != "HRV"));
}

#[test]
fn only_what_has_a_number_or_a_heading_counts_as_an_article_for_readers() {
    let document = agreement("The Parties, being friends, have agreed as follows:");
    assert_eq!((document.articles(), document.named_articles()), (2, 1));
    assert_eq!(document.clauses[0].locator.words(), "Preamble");
}

#[test]
fn a_text_claims_of_itself_what_its_final_clauses_say() {
    assert_eq!(
        claims(&sample("iceland-cabo-verde-fisheries")),
        [
            "party ISL",
            "party CPV",
            "entry-into-force-rule thirty days after the Parties have notified each other in writing that what their law requires has been done",
            "duration P8Y",
            "extension P2Y",
            "notice P6M",
            "signature 2019-03-12",
            "place Mindelo",
            "language en",
            "language is",
            "language pt",
            "originals 2",
        ]
    );
    assert_eq!(
        claims(&sample("convention-seed-exchange")),
        [
            "depositary NOR",
            "entry-into-force-rule ninety days after the date of deposit of the twentieth instrument of ratification",
            "language ar",
            "language zh",
            "language en",
            "language fr",
            "language ru",
            "language es",
        ]
    );
    assert!(
        sample("convention-seed-exchange")
            .clauses
            .iter()
            .flat_map(|c| &c.claims)
            .all(|c| c.asserted_by.is_none() && !c.evidence.is_empty())
    );
}

#[test]
fn a_text_refers_to_its_own_places_and_to_other_instruments() {
    assert_eq!(
        references(&sample("korea-peru-digital")),
        [
            "Marrakesh Agreement Establishing the World Trade Organization ->  of Marrakesh Agreement Establishing the World Trade Organization",
            "WTO Agreement ->  of WTO Agreement",
            "Paragraph 1 -> art_3__para_1",
            "Article III of GATT 1994 -> art_iii of GATT 1994",
            "Article 2(b) -> art_2__point_b",
            "Articles 5 -> art_5",
            "6 -> art_6",
        ]
    );
    let document = sample("ireland-kenya-air-protocol");
    let mut told = document.clauses.iter().flat_map(|c| explain(&c.annotations, str::to_owned));
    let reference = told.rfind(|e| e.of == "reference").unwrap();
    assert_eq!(reference.value, "Convention on International Civil Aviation");
}

#[tokio::test]
async fn a_reference_within_a_text_leads_to_a_clause_of_it() {
    let site = Site::empty().await;
    let text = repository("tests/fixtures/texts/convention-seed-exchange.txt");
    site.ingest_text("convention", &fs::read_to_string(text).unwrap()).await;
    let page = site.page("/sources/convention").await;
    let document = sample("convention-seed-exchange");
    let inner = document.clauses.iter().flat_map(|c| &c.annotations.references);
    let led = inner.filter(|r| r.rule == "internal").map(|r| {
        let (before, _) = page.split_once(&format!("\">{}</a>", r.evidence[0].text)).unwrap();
        before.rsplit_once("href=\"#").unwrap().1
    });
    let led: Vec<&str> = led.collect();
    assert_eq!(led, ["annex_i__para_1", "art_ii__para_1"]);
    assert!(led.iter().all(|place| page.contains(&format!("id=\"{place}\""))));
}

/// A treaty's text of our own: what stands before its only article of trade, final articles, and what
/// stands behind them.
fn treaty(before: &str, articles: &[&str], after: &str) -> Document {
    let of =
        |(n, words): (usize, &&str)| format!("Article {}\nFinal provisions\n\n{words}\n\n", n + 2);
    let last: String = articles.iter().enumerate().map(of).collect();
    let text = format!(
        "TREATY OF COMMERCE\n\n{before}\n\nArticle 1\n\nGoods pass freely.\n\n{last}{after}\n"
    );
    let metadata = Metadata { r#type: Some(SourceType::Text), ..Metadata::default() };
    stated("commerce.txt", text.into_bytes(), metadata)
}

/// What its claims on these properties are.
fn told(document: &Document, properties: &[&str]) -> Vec<String> {
    let on = |claim: &String| properties.iter().any(|p| claim.starts_with(&format!("{p} ")));
    claims(document).into_iter().filter(on).collect()
}

const DONE: &str =
    "IN WITNESS WHEREOF the undersigned have signed this Treaty.\n\nDONE at Lima on 3 March 1991.";

#[test]
fn a_text_was_signed_when_its_own_closing_words_or_heading_say() {
    const SIGNED: [&str; 2] = ["signature", "place"];
    for recital in [
        "Gelet op het Handvest van Lima, ondertekend te Quito op 21 juni 1980,",
        "Geleid door het Verdrag van Apia, ondertekend te Apia op 4 mei 1972,",
        "Eingedenk des Vertrags, der am 4. Mai 1972 in Wien unterzeichnet wurde,",
        "The States of the Coast, acting together under the Convention signed at Quito on 21 June 1980,",
    ] {
        let document = treaty(recital, &[], DONE);
        assert_eq!(told(&document, &SIGNED), ["signature 1991-03-03", "place Lima"], "{recital}");
    }
    for heading in
        ["Signed at Lima on 3 March 1991", "Treaty of Commerce, signed at Lima on 3 March 1991"]
    {
        let document = treaty(heading, &[], "Annex\n\nTariffs.");
        assert_eq!(told(&document, &SIGNED), ["signature 1991-03-03", "place Lima"], "{heading}");
    }
    // What was decided later stands behind the closing words, and a protocol has its own.
    let later = format!(
        "{DONE}\n\nBearing in mind what the Council said at its meeting in Quito on 4 May 1994, the Council takes note."
    );
    assert_eq!(told(&treaty("", &[], &later), &["signature"]), ["signature 1991-03-03"]);
    let protocol = format!(
        "{DONE}\n\nPROTOCOL ON TARIFFS\n\nArticle 1\n\nTariffs fall.\n\nArticle 2\n\nThis Protocol shall enter into force on 1 May 1995.\n\nDONE at Quito on 4 May 1994."
    );
    let document = treaty("", &[], &protocol);
    let locators = document.clauses.iter().any(|c| c.locator.as_str().starts_with("prot"));
    assert!(locators);
    assert_eq!(told(&document, &SIGNED), ["signature 1991-03-03", "place Lima"]);
    assert!(told(&document, &["entry-into-force"]).is_empty());
    let languages = "IN WITNESS WHEREOF they have signed this Treaty in English and Spanish. DONE at the cities of Quito, Lima and Montevideo on 3 March 1991.";
    assert_eq!(
        told(&treaty("", &[], languages), &["place"]),
        ["place Quito", "place Lima", "place Montevideo"]
    );
}

#[test]
fn a_date_that_hangs_on_a_condition_is_no_date_of_entry_into_force() {
    for condition in [
        "on 1 April 1993, on condition that the Parties have told each other so",
        "on 1 April 1993 in relation to those States which by then have ratified it",
        "on 1 April 1993, provided that the largest of them has ratified it by then",
        "on 1 April 1993, on an exchange of notes that say so",
    ] {
        let document =
            treaty("", &[&format!("This Treaty shall enter into force {condition}.")], DONE);
        assert_eq!(
            told(&document, &["entry-into-force", "entry-into-force-rule"]),
            [format!("entry-into-force-rule {condition}")]
        );
    }
    for plain in [
        "on 1 April 1993",
        "on 1 April 1993 for a period of ten years",
        "on 1 April 1993 and shall remain in force",
    ] {
        let document = treaty("", &[&format!("This Treaty shall enter into force {plain}.")], DONE);
        assert_eq!(
            told(&document, &["entry-into-force", "entry-into-force-rule"]),
            ["entry-into-force 1993-04-01"]
        );
    }
}

#[test]
fn a_condition_is_of_the_treaty_and_not_of_its_amendments_or_of_who_joins_later() {
    for other in [
        "Amendments to this Treaty shall enter into force when two thirds of the Parties have ratified them.",
        "Any change of Annex 2 to this Treaty shall enter into force for the smaller Party no later than 1 May 1995.",
        "In relation to an acceding State, this Treaty shall enter into force a month after it has acceded.",
        "For each State that joins later, the Treaty shall enter into force a month after it has joined.",
        "This Treaty shall enter into force for any other State a month after it has joined.",
        "The depositary tells of the date on which this Treaty will enter into force in accordance with Article 2.",
    ] {
        let document = treaty("", &[other], DONE);
        assert!(
            told(&document, &["entry-into-force", "entry-into-force-rule"]).is_empty(),
            "{other}"
        );
    }
    for (sentence, rule) in [
        (
            "Upon the deposit of the fifth ratification, this Treaty shall enter into force for those States that have ratified it.",
            "Upon the deposit of the fifth ratification, for those States that have ratified it",
        ),
        (
            "After this date this Treaty shall enter into force on the first day of the next month.",
            "After this date, on the first day of the next month",
        ),
    ] {
        assert_eq!(
            told(&treaty("", &[sentence], DONE), &["entry-into-force-rule"]),
            [format!("entry-into-force-rule {rule}")]
        );
    }
}

#[test]
fn a_depositary_is_a_state_or_a_body_and_there_may_be_several() {
    for (sentence, depositaries) in [
        (
            "It lists them by the date of the deposit of its instrument of accession in accordance with Article 41.",
            vec![],
        ),
        (
            "The original English and Spanish texts of this Treaty shall be deposited with New Zealand, which is hereby designated as the Depositary.",
            vec!["depositary NZL"],
        ),
        (
            "Ratifications shall be deposited with the Governments of Norway, the United Kingdom of Great-Britain and Northern Ireland and the United States of America, which are hereby designated the Depositary Governments.",
            vec!["depositary NOR", "depositary GBR", "depositary USA"],
        ),
    ] {
        assert_eq!(
            told(&treaty("", &[sentence], DONE), &["depositary"]),
            depositaries,
            "{sentence}"
        );
    }
}

#[test]
fn a_length_is_the_treatys_and_not_of_what_it_provides_for() {
    const LENGTHS: [&str; 3] = ["duration", "extension", "notice"];
    for other in [
        "The provisions of this Treaty shall continue to apply to investments for a period of 20 years from the date when the withdrawal takes effect.",
        "Such a declaration may be withdrawn. The withdrawal shall become effective upon the expiry of one year after notice.",
        "The Parties will consider a request for an extension of the transition period for up to two additional years.",
        "The tribunal may extend the time for its report by 30 days at the request of a Party.",
    ] {
        assert!(told(&treaty("", &[other], DONE), &LENGTHS).is_empty(), "{other}");
    }
    let own = "This Treaty shall remain in force for five years. It shall be extended for further periods of two years. A Party may denounce this Treaty. Denunciation shall take effect six months after notice.";
    assert_eq!(
        told(&treaty("", &[own], DONE), &LENGTHS),
        ["duration P5Y", "extension P2Y", "notice P6M"]
    );
}

#[test]
fn a_community_that_concludes_with_its_members_is_a_party_beside_them() {
    let document =
        agreement("Agreement on Trade between the European Economic Community and Syria");
    assert_eq!(document.treaty.parties, ["BEL", "EUE", "SYR"]);
    let list = "Zijne Majesteit de Koning der Belgen, de President van de Bondsrepubliek Duitsland, de President van de Helleense Republiek, Hare Majesteit de Koningin der Nederlanden, Vastbesloten een Europese Unie op te richten,";
    assert_eq!(treaty(list, &[], DONE).treaty.parties, ["BEL", "DEU", "GRC", "NLD"]);
}

#[test]
fn the_dates_in_a_collections_header_are_told_with_its_words_and_move_no_place() {
    let without = "<treaty><meta><name>Ruritania - Syldavia</name></meta><body><chapter><article>Agreement on Trade</article></chapter>\
         <chapter name=\"Trade\"><article number=\"ARTICLE 1\">Goods pass freely.</article></chapter></body></treaty>";
    let dates =
        "</name><date_signed>1992-12-17</date_signed><date_into_force>1994-01-01</date_into_force>";
    let with = derived("agreement.xml", without.replace("</name>", dates).into_bytes());
    let without = derived("agreement.xml", without.as_bytes().to_vec());
    let ids = |d: &Document| -> Vec<(String, String)> {
        d.clauses.iter().map(|c| (c.id.to_string(), c.locator.to_string())).collect()
    };
    assert_eq!(ids(&with)[1..], ids(&without));
    assert_eq!((with.named_articles(), &with.treaty), (without.named_articles(), &without.treaty));
    let header = &with.clauses[0];
    assert_eq!(header.text, "date_signed 1992-12-17 date_into_force 1994-01-01");
    assert_eq!((header.locator.as_str(), header.locator.words().as_str()), ("meta", "Header"));
    assert_eq!(claims(&with)[..2], ["signature 1992-12-17", "entry-into-force 1994-01-01"]);
    assert_eq!(header.claims[0].evidence[0].text, "1992-12-17");
}

#[test]
fn a_state_is_no_institution() {
    let document = treaty(
        "",
        &[
            "The Union of Soviet Socialist Republics and the Union of South Africa tell the Coastal Seed Board.",
        ],
        DONE,
    );
    let institutions = document.clauses.iter().flat_map(|c| &c.annotations.institutions);
    let names: Vec<&str> = institutions.map(|i| i.name.as_str()).collect();
    assert_eq!(names, ["Coastal Seed Board"]);
}

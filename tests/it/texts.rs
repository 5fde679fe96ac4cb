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
    let input = Input {
        name: name.to_owned(),
        slug: Slug::from_text(name.split('.').next().unwrap()).unwrap(),
        bytes: bytes.into(),
        metadata: Metadata::default(),
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
    let mut told = document
        .clauses
        .iter()
        .flat_map(|c| explain(&c.annotations, &c.claims, document.source.r#type, str::to_owned));
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

//! What a treaty's text says of itself: title, parties, claims and references, read in our samples.

use std::{fs, sync::Arc};

use pacta::{
    annotate::{Annotator, Codebook, explain},
    ingest::{Input, derive},
    model::{Document, Locator, SourceType},
    read::{Metadata, Reader},
};

use crate::site::repository;

/// The derived document of a sample.
fn sample(name: &str) -> Document {
    let annotator = Annotator::new(Arc::new(Codebook::built_in().unwrap())).unwrap();
    let path = repository("tests/fixtures/texts").join(format!("{name}.txt"));
    let input = Input {
        name: format!("{name}.txt"),
        slug: name.parse().unwrap(),
        bytes: fs::read(path).unwrap().into(),
        metadata: Metadata::default(),
    };
    derive(&annotator, &Reader::in_process(), &input, &[]).unwrap().document
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

#[test]
fn a_reference_within_a_text_leads_to_a_clause_of_it() {
    let document = sample("convention-seed-exchange");
    let places: Vec<_> = document.clauses.iter().map(|c| &c.locator).collect();
    let inner = document
        .clauses
        .iter()
        .flat_map(|c| &c.annotations.references)
        .filter(|r| r.rule == "internal");
    let found: Vec<&str> =
        inner.map(|r| r.resolve(&places).map_or("nowhere", |l| l.as_str())).collect();
    assert_eq!(found, ["annex_i__para_1", "art_ii__para_1"]);
}

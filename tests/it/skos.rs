//! Subjects as SKOS concepts in JSON-LD.

use serde_json::Value;

use crate::site::Site;

const CONTEXT: &str = "http://www.w3.org/2004/02/skos/core#";

/// The text of a literal in English.
fn english(literal: &Value) -> &str {
    assert_eq!(literal["@language"], "en");
    literal["@value"].as_str().unwrap()
}

#[tokio::test]
async fn the_scheme_has_every_subject_as_a_concept_with_its_codes_and_no_invented_match() {
    let site = Site::open_at(tempfile::tempdir().unwrap(), Some("https://treaties.example")).await;
    let answer = site.get("/domains.jsonld").await;
    assert_eq!(answer.header("content-type"), "application/ld+json");
    let data: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(data["@context"]["skos"], CONTEXT);
    let (scheme, concepts) = data["@graph"].as_array().unwrap().split_first().unwrap();
    assert_eq!(scheme["@type"], "skos:ConceptScheme");
    assert_eq!(scheme["@id"], "https://treaties.example/domains");
    assert_eq!(concepts.len(), 32);
    let top = scheme["skos:hasTopConcept"].as_array().unwrap();
    for (concept, listed) in concepts.iter().zip(top) {
        assert_eq!(concept["@type"], "skos:Concept");
        assert_eq!(concept["@id"], listed["@id"]);
        let id = concept["@id"].as_str().unwrap();
        assert!(id.starts_with("https://treaties.example/domains/"), "{id}");
        assert!(!english(&concept["skos:prefLabel"]).is_empty());
        assert!(english(&concept["skos:scopeNote"]).len() > 20);
        for property in ["skos:inScheme", "skos:topConceptOf"] {
            assert_eq!(concept[property]["@id"], scheme["@id"], "{id}");
        }
        for notation in concept["skos:notation"].as_array().unwrap() {
            let of = notation["@type"].as_str().unwrap();
            assert!(of.starts_with("https://treaties.example/domains#"), "{of}");
            assert!(!notation["@value"].as_str().unwrap().is_empty());
        }
        // The same address shows the concept alone, and the page for people.
        let path = id.trim_start_matches("https://treaties.example");
        let mut alone = site.json(&format!("{path}.jsonld")).await;
        alone.as_object_mut().unwrap().remove("@context");
        assert_eq!(&alone, concept);
    }
    let matches: Vec<(&str, &str)> = concepts
        .iter()
        .filter_map(|c| Some((c["@id"].as_str()?, c["skos:closeMatch"]["@id"].as_str()?)))
        .collect();
    let energy = ("https://treaties.example/domains/energy", "http://eurovoc.europa.eu/100159");
    assert_eq!(matches, [energy]);
}

#[tokio::test]
async fn without_a_public_address_ids_are_relative_to_where_the_file_is_taken_from() {
    let site = Site::empty().await;
    let concept = site.json("/domains/energy.jsonld").await;
    assert_eq!(concept["@id"], "/domains/energy");
    assert_eq!(concept["skos:topConceptOf"]["@id"], "/domains");
    let codes = concept["skos:notation"].as_array().unwrap();
    let unbis = codes.iter().find(|n| n["@type"] == "/domains#unbis").unwrap();
    assert_eq!(unbis["@value"], "03.05");
    assert_eq!(site.get("/parties.jsonld").await.status, 404);
    assert!(site.page("/domains/energy").await.contains("href=\"/domains/energy.jsonld\""));
}

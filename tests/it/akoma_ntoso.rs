//! A text that is written as Akoma Ntoso reads back to the same articles, clauses and eIds.

use axum::http::StatusCode;
use pacta::{
    cite::akoma_ntoso,
    ingest::Input,
    model::{SourceType, Unit},
    read::Metadata,
};

use crate::site::Site;

#[tokio::test]
async fn every_text_of_the_fixtures_reads_back_with_its_eids() {
    let (site, _) = Site::fixtures().await;
    let texts: Vec<_> = site.store.sources().await.unwrap();
    let texts: Vec<_> = texts.iter().filter(|s| s.source.r#type == SourceType::Text).collect();
    assert!(texts.len() > 7);
    for text in texts {
        let slug = &text.source.slug;
        let outline = |slug: pacta::model::Slug| {
            let store = &site.store;
            async move {
                let reading = store.reading(&slug, 0..u32::MAX).await.unwrap().unwrap();
                let divisions = store.divisions(&slug).await.unwrap();
                let articles: Vec<_> = divisions
                    .iter()
                    .filter(|d| {
                        d.division.unit <= Unit::Article || d.division.unit == Unit::Conclusions
                    })
                    .map(|d| (d.division.locator.to_string(), d.division.name()))
                    .collect();
                let clauses: Vec<_> = reading
                    .clauses
                    .iter()
                    .map(|c| {
                        (
                            c.locator.to_string(),
                            c.text.split_whitespace().collect::<Vec<_>>().join(" "),
                            c.kind,
                        )
                    })
                    .collect();
                (reading, divisions, articles, clauses)
            }
        };
        let (reading, divisions, articles, clauses) = outline(slug.clone()).await;
        let document = akoma_ntoso(&reading, &divisions).unwrap();
        let again: pacta::model::Slug = format!("{slug}-again").parse().unwrap();
        let input = Input {
            name: format!("{again}.xml"),
            slug: again.clone(),
            bytes: document.as_bytes().into(),
            metadata: Metadata::default(),
        };
        let report = site.ingest(vec![Ok(input)]).await;
        assert!(!report.refused(), "{slug}: {report:?}");
        let (read, _, read_articles, read_clauses) = outline(again).await;
        assert_eq!(read_clauses, clauses, "{document}");
        assert_eq!(read_articles, articles, "{document}");
        assert_eq!(read.record.source.title, reading.record.source.title);
        assert_eq!(read.record.source.language, reading.record.source.language);
    }
}

#[tokio::test]
async fn a_text_has_its_twin_and_a_report_has_none() {
    let (site, _) = Site::fixtures().await;
    let answer = site.get("/sources/iceland-cabo-verde-fisheries.akn.xml").await;
    assert_eq!(answer.header("content-type"), "application/akn+xml; charset=utf-8");
    assert!(
        answer.body.contains("<article eId=\"art_3\"><num>Article 3</num>")
            || answer.body.contains("<article eId=\"art_3\">")
    );
    let page = site.page("/sources/iceland-cabo-verde-fisheries").await;
    assert!(page.contains("href=\"/sources/iceland-cabo-verde-fisheries.akn.xml\""));
    assert_eq!(site.get("/sources/aachen.akn.xml").await.status, StatusCode::NOT_FOUND);
    assert!(!site.page("/sources/aachen").await.contains(".akn.xml"));
    assert_eq!(site.get("/sources/nosuch.akn.xml").await.status, StatusCode::NOT_FOUND);
}

//! Texts of several languages, found as their readers look for them.

use pacta::read::Metadata;

use crate::site::Site;

/// Searches, and how many sentences each finds.
type Searches = &'static [(&'static str, usize)];

/// Three sentences of our own by language, and what finds them.
const TEXTS: [(&str, &str, Searches); 6] = [
    (
        "ru",
        "Стороны поддерживают международные организации. Каждая организация получает доклад. \
         Стороны не применяют силу.",
        &[
            ("организация", 2),
            ("организаций", 2),
            ("\"организация\"", 1),
            ("международн*", 1),
            ("доклады", 1),
        ],
    ),
    (
        "fa",
        "طرفین در این همکاری شرکت می‌کنند. این شرکت نفتی در تهران است. کشتی‌ها در بندر می‌مانند.",
        &[("شرکت", 2), ("بندر", 1), ("همكاري", 1), ("\"شرکت نفتی\"", 1)],
    ),
    (
        "fr",
        "Les Parties échangent leurs expériences. Chaque expérience est consignée. L’énergie reste partagée.",
        &[("expérience", 2), ("experience", 2), ("énergie", 1), ("energies", 1), ("partager", 1)],
    ),
    (
        "es",
        "Las Partes intercambian informaciones. Cada información será traducida. El comercio crece.",
        &[("información", 2), ("informacion", 2), ("comercios", 1)],
    ),
    (
        "de",
        "Die Vertragsparteien schließen Vereinbarungen. Jede Vereinbarung wird veröffentlicht. Die Grenze bleibt offen.",
        &[("Vereinbarung", 2), ("Grenzen", 1), ("schliessen", 1), ("schließen", 1)],
    ),
    (
        "zh",
        "双方加强能源合作。双方保护环境。条约有效期为二十年。",
        &[("双方", 2), ("能源", 1), ("条约", 1), ("\"能源合作\"", 1)],
    ),
];

#[tokio::test]
async fn words_are_found_in_their_forms_and_only_in_their_language() {
    let site = Site::empty().await;
    for (language, text, _) in TEXTS {
        let stated = Metadata { language: Some(language.to_owned()), ..Metadata::default() };
        let lines = text.replace(". ", ".\n\n").replace('。', "。\n\n");
        site.ingest_stated(&format!("text-{language}"), &lines, stated).await;
    }
    for (language, text, searches) in TEXTS {
        assert_eq!(site.found(&format!("lang:{language}")).await.len(), 3, "{language}: {text}");
        for (q, count) in searches {
            let found = site.found(q).await;
            assert_eq!(found.len(), *count, "{language}: {q}: {found:?}");
            assert!(found.iter().all(|f| text.contains(f)), "{language}: {q}: {found:?}");
            let page = site.page(&format!("/search?q={}", crate::site::encoded(q))).await;
            assert!(page.matches("<mark>").count() >= *count, "{language}: {q} is not marked");
        }
    }
}

//! Citing through the pages and their files: what is saved, what is refused, and what stays text.

use axum::http::StatusCode;
use pacta::{
    cite::{TreatyFacts, bibtex, csl_json, ris},
    ingest::Input,
    model::{Source, SourceType},
    read::Metadata,
};
use proptest::prelude::*;

use crate::{
    citations::{BASE, of_clause, paris, source},
    site::{Site, input},
};

/// Titles that try to leave their place in some format, between words of any script.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<script>alert(1)</script>".to_owned()),
        Just("</script><!--".to_owned()),
        Just("\" onmouseover=\"alert(1)".to_owned()),
        Just("'\"`".to_owned()),
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("}},\n@misc{x,".to_owned()),
        Just("\\".to_owned()),
        Just("\\write18{id}".to_owned()),
        Just("\r\nER  - \r\nTY  - BOOK\r\n".to_owned()),
        Just("\u{202E}\u{200F}\u{2066}".to_owned()),
        Just("100 % of #1 & $2_a^b~c".to_owned()),
        "\\PC{0,8}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| format!("A {}", pieces.join(" ")))
}

/// The one line that a title should be in every format.
fn one_line(title: &str) -> String {
    let turning = |c: &char| matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let kept: String = title
        .chars()
        .filter(|c| !turning(c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is left of HTML when the tags that citations may have are taken out.
fn without_tags(html: &str) -> String {
    let tags = regex::Regex::new(
        r#"</?(?:i|b|sup|sub|bdi)>|<bdi lang="[^"<>]*">|</?span(?: class="small-caps")?>|<a href="(?:https://|/c/)[^"<>]*">|</a>"#,
    );
    tags.unwrap().replace_all(html, "").into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn nothing_that_a_source_is_called_leaves_its_place_in_any_format(
        title in hostile(), publisher in prop::option::of(hostile()), author in prop::option::of(hostile()),
        text in prop::bool::ANY,
    ) {
        let r#type = if text { SourceType::Text } else { SourceType::Report };
        let source = Source { publisher, author, published: "2025-10-02".parse().ok(), ..source(r#type, &title) };
        let facts = TreatyFacts { title: title.clone(), ..paris() };
        let cited = of_clause(&facts, &source, "art_4__para_2", BASE);
        let items = [&cited.whole, cited.item()];

        for citation in cited.citations().unwrap() {
            let left = without_tags(&citation.html);
            prop_assert!(!left.contains(['<', '>', '"']), "{left}");
            prop_assert!(!citation.text.contains(char::is_control), "{:?}", citation.text);
            let turning = ['\u{202E}', '\u{200F}', '\u{2066}'];
            prop_assert!(!citation.text.contains(turning), "{:?}", citation.text);
        }

        let read: serde_json::Value = serde_json::from_str(&csl_json(&items)).unwrap();
        prop_assert_eq!(read[0]["title"].as_str().unwrap(), one_line(&title));
        prop_assert_eq!(read.as_array().unwrap().len(), 2);

        let file = ris(&items);
        let lines: Vec<&str> = file.split("\r\n").filter(|line| !line.is_empty()).collect();
        prop_assert_eq!(lines.iter().filter(|line| line.starts_with("TY  - ")).count(), 2);
        prop_assert_eq!(lines.iter().filter(|line| line.starts_with("ER  - ")).count(), 2);
        for line in &lines {
            prop_assert!(line.as_bytes().get(2..6) == Some(b"  - ") && !line.contains(['\r', '\n']), "{line}");
        }

        let file = bibtex(&items);
        let mut depth = 0_i32;
        for c in file.chars() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            prop_assert!(depth >= 0, "{file}");
        }
        prop_assert_eq!(depth, 0, "{}", file);
        prop_assert_eq!(file.lines().filter(|line| line.starts_with('@')).count(), 2);
        let field = |line: &&str| line.starts_with("  ") && line.contains(" = ") && line.ends_with(',');
        let others = file.lines().filter(|line| !field(line) && !line.is_empty() && !line.starts_with('@'));
        prop_assert!(others.clone().all(|line| line == "}"), "{file}");
    }
}

#[tokio::test]
async fn pages_and_files_tell_the_same_and_a_hostile_title_stays_text_in_all_of_them() {
    let site = Site::empty().await;
    let title = "Pact </script><script>alert(1)</script> \"quoted\" {braced} \u{202E}turned";
    let metadata = Metadata {
        title: Some(title.to_owned()),
        publisher: Some("\"><script>alert(2)</script>".to_owned()),
        licence_url: Some("https://licence.example/>;rel=next".to_owned()),
        ..Metadata::default()
    };
    site.ingest_stated("hostile", "Iran and Russia agree on energy & trade.", metadata).await;
    let (id, _) = site.passages("hostile").await.swap_remove(0);
    for page in [format!("/c/{id}"), "/sources/hostile".to_owned(), format!("/cite?c={id}")] {
        let html = site.page(&page).await;
        assert!(!html.contains("<script>alert"), "{page}");
        assert!(!html.contains('\u{202E}') || page.starts_with("/c") || page.starts_with("/s"));
        for ending in [".bib", ".ris", ".csl.json"] {
            let (path, query) = page.split_once('?').unwrap_or((&page, ""));
            let file = site.get(&format!("{path}{ending}?{query}")).await;
            assert_eq!(file.status, StatusCode::OK, "{page}{ending}");
            let named = file.header("content-disposition");
            assert!(
                named.starts_with("attachment; filename=\"")
                    && named.ends_with(&format!("{ending}\""))
            );
            assert!(!file.body.contains('\u{202E}'), "{page}{ending}");
        }
    }
    let answer = site.get(&format!("/c/{id}")).await;
    let link = answer.header("link");
    assert!(link.contains(&format!("</c/{id}>; rel=\"cite-as\"")), "{link}");
    assert!(
        link.contains("</sources/hostile>; rel=\"collection\"") && !link.contains("rel=next"),
        "{link}"
    );
    let from = answer.body.find("<script type=\"application/ld+json\">").unwrap();
    let data = &answer.body[from + "<script type=\"application/ld+json\">".len()..];
    let data: serde_json::Value =
        serde_json::from_str(&data[..data.find("</script>").unwrap()]).unwrap();
    assert_eq!(data["isPartOf"]["name"], one_line(title));
    assert!(answer.body.contains("<meta name=\"citation_title\" content=\"Pact &#60;/script"));
}

#[tokio::test]
async fn several_passages_are_cited_together_by_ids_as_people_paste_them() {
    let site = Site::new().await;
    let ids: Vec<String> =
        site.passages("iran-russia-2025").await.into_iter().map(|(id, _)| id).take(3).collect();
    let [a, b, c] = ids.as_slice() else { panic!("{ids:?}") };
    let pasted = format!(
        "{},https://pacta.example/c/{b}.%20{}-{}%0A{a}",
        a.to_uppercase(),
        &c[..4],
        &c[4..]
    );
    let page = site.json(&format!("/cite.json?c={pasted}&style=oscola")).await;
    let entries = page["entries"].as_array().unwrap();
    let cited: Vec<&str> =
        entries.iter().map(|e| e["passages"][0]["id"].as_str().unwrap()).collect();
    assert_eq!(cited, [a, b, c]);
    assert_eq!(
        page["notices"][0],
        "You are citing a report of this clause, not the treaty’s text."
    );

    // A list of references names the source once, and each passage in the text.
    let page = site.json(&format!("/cite.json?c={}&style=apa", ids.join(","))).await;
    assert_eq!(page["entries"].as_array().unwrap().len(), 1);
    let passages = page["entries"][0]["passages"].as_array().unwrap();
    assert!(
        passages.len() == 3 && passages[2]["in_text"].as_str().unwrap().contains("n.d., para. 2")
    );

    let file = site.get(&format!("/cite.ris?c={}", ids.join(","))).await;
    assert_eq!(file.body.matches("TY  - ELEC\r\n").count(), 3);
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"pacta-citations.ris\"");
}

#[tokio::test]
async fn what_can_not_be_cited_is_named() {
    let site = Site::new().await;
    let (id, _) = site.passages("iran-russia-2025").await.swap_remove(0);
    let many: Vec<String> = (0..101).map(|n| format!("{n:012}")).collect();
    for (path, status, named) in [
        ("/cite?c=nonsense".to_owned(), StatusCode::BAD_REQUEST, "“nonsense” is not the id"),
        (format!("/cite?c={}", many.join(",")), StatusCode::BAD_REQUEST, "at most 100"),
        (format!("/cite?c={id}&style=mla"), StatusCode::BAD_REQUEST, "<code>style</code>"),
        ("/cite?c=000000000000".to_owned(), StatusCode::NOT_FOUND, "000000000000"),
        (format!("/cite.bib?c={id},000000000000"), StatusCode::NOT_FOUND, "000000000000"),
        (format!("/cite?c={id},000000000000"), StatusCode::OK, "has the id 000000000000."),
        ("/cite".to_owned(), StatusCode::OK, "Which passages?"),
    ] {
        let answer = site.get(&path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.body.contains(named), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn ids_that_cannot_be_read_are_given_back_to_be_mended() {
    let site = Site::new().await;
    let (id, _) = site.passages("iran-russia-2025").await.swap_remove(0);
    for (page, rest) in [("/cite", "&style=apa"), ("/compare", "")] {
        let answer = site.get(&format!("{page}?c={id},z%3Cz{rest}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{page}");
        assert!(answer.body.contains("“z&#60;z” is not the id of a passage. An id has 12 letters"));
        assert!(answer.body.contains(&format!("name=\"c\" rows=\"3\" aria-describedby=\"why\" autocomplete=\"off\" spellcheck=\"false\">{id},z&#60;z</textarea>")), "{}", answer.body);
        assert!(answer.body.contains(&format!("action=\"{page}\"")));
        let kept = answer.body.contains("<input type=\"hidden\" name=\"style\" value=\"apa\">");
        assert_eq!(kept, page == "/cite");
        let data = site.get(&format!("{page}.json?c={id},zz")).await;
        assert_eq!(data.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn what_to_know_before_citing_stands_under_the_entry_that_it_is_about() {
    let site = Site::open_at(tempfile::tempdir().unwrap(), Some("https://pacta.example")).await;
    let stated = Metadata {
        publisher: Some("The Daily".to_owned()),
        published: "2025-01-18".parse().ok(),
        url: Some("https://daily.example/pact".to_owned()),
        ..Metadata::default()
    };
    let text = "On a pact\nIran and Russia signed a pact on energy, trade and many other things in Moscow on Friday.";
    site.ingest_stated("whole", text, stated).await;
    site.ingest_text("bare", "On a treaty\nIran and Russia met.").await;
    let (whole, _) = site.passages("whole").await.swap_remove(0);
    let (bare, _) = site.passages("bare").await.swap_remove(0);
    let page = site.json(&format!("/cite.json?c={whole},{bare}")).await;
    assert_eq!(
        page["notices"],
        serde_json::json!(["You are citing a report of this clause, not the treaty’s text."])
    );
    assert_eq!(page["entries"][0]["notices"], serde_json::json!([]));
    let own = page["entries"][1]["notices"][0].as_str().unwrap();
    assert!(own.starts_with("Incomplete citation: "), "{own}");
    let page = site.page(&format!("/cite?c={whole},{bare}")).await;
    assert!(page.contains(&format!("<p class=\"meta on-screen\">{own}</p></li>")));
    // Who looks for a passage finds it by its source, its place and its words.
    assert!(
        page.contains(&format!("<a href=\"/c/{whole}\">On a pact, paragraph 1, sentence 1</a>"))
    );
    assert!(page.contains("“Iran and Russia signed a pact on energy, trade and many other …”"));
}

#[tokio::test]
async fn a_treaty_text_is_cited_as_a_treaty_and_disputed_dates_are_left_out_of_a_reported_one() {
    let site = Site::new().await;
    let text = "Convention on the Exchange of Seed between Iran and Russia\nArticle 1\nThe Parties shall exchange seed.\nArticle 2\n1. The first paragraph.\n2. The second paragraph.\nArticle 3\nThis Convention shall be open.\nDone at Moscow on 3 May 1990.";
    let metadata = Metadata {
        r#type: Some(SourceType::Text),
        treaty: "seed".parse().ok(),
        series: Some("1576 UNTS 3".to_owned()),
        ..Metadata::default()
    };
    site.ingest_stated("seed-text", text, metadata).await;
    let place = site.get("/sources/seed-text/2(2)").await;
    let page = site.json(&format!("{}.json", place.header("location"))).await;
    let citation = &page["citation"];
    assert_eq!(citation["pinpoint"], "art 2(2)");
    let styles = citation["styles"].as_array().unwrap();
    let oscola = styles.iter().find(|s| s["style"] == "oscola").unwrap()["text"].as_str().unwrap();
    assert!(oscola.contains("1576 UNTS 3 art 2(2)"), "{oscola}");
    let ris = site.page(&format!("{}.ris", place.header("location"))).await;
    assert!(ris.starts_with("TY  - STAT\r\n") && ris.contains("VL  - 1576\r\n"), "{ris}");
    // Reference managers have the title as it is, and the place where it can be found.
    let title = "Convention on the Exchange of Seed between Iran and Russia";
    assert!(ris.contains(&format!("TI  - {title}\r\n")), "{ris}");
    assert!(
        ris.contains("SE  - art 2(2)\r\n") && ris.contains("N1  - Pinpoint: art 2(2)\r\n"),
        "{ris}"
    );
    let bib = site.page(&format!("{}.bib", place.header("location"))).await;
    assert!(bib.contains(&format!("title = {{{{{title}}}}},")), "{bib}");
    assert!(bib.contains("note = {Pinpoint: art 2(2)"), "{bib}");
    let csl = site.json(&format!("{}.csl.json", place.header("location"))).await;
    assert_eq!((&csl[0]["title"], &csl[0]["note"]), (&title.into(), &"Pinpoint: art 2(2)".into()));

    let treaty = site.json("/treaties/iran-russia-2025.json").await;
    assert_eq!(
        treaty["citation"]["disputed"],
        serde_json::json!(["date of signature", "date of entry into force"])
    );
    let file = site.page("/treaties/iran-russia-2025.csl.json").await;
    assert!(file.contains("\"treaty\"") && !file.contains("issued"), "{file}");
}

#[tokio::test]
async fn a_passage_is_cited_by_the_title_in_its_language() {
    let site = Site::empty().await;
    let (dutch, english) =
        ("Verdrag inzake de uitwisseling van zaden", "Convention on the Exchange of Seed");
    let english_text = "The Parties shall exchange the seed of all the crops that they hold by the end of the year.";
    let dutch_text = "De Partijen wisselen het zaad van alle gewassen uit dat voor het einde van een jaar bij hen aanwezig is.";
    let articles = |word: &str, words: &str| {
        (1..=6).map(|n| format!("### {word} {n}\n\n{words} ({n})")).collect::<Vec<_>>().join("\n\n")
    };
    let heading = |title: &str| format!("## {title}");
    let text = [
        heading(dutch),
        heading(&english.to_uppercase()),
        articles("Article", english_text),
        heading(dutch),
        articles("Artikel", dutch_text),
    ];
    let input = input("seed", &text.join("\n\n"), Metadata::default());
    site.ingest(vec![Ok(Input { name: "seed.md".to_owned(), ..input })]).await;
    for (place, title) in [("art_2", english), ("nl__art_2", dutch)] {
        let to = site.get(&format!("/sources/seed/{place}")).await;
        let page = site.json(&format!("{}.json", to.header("location"))).await;
        for style in page["citation"]["styles"].as_array().unwrap() {
            let cited = style["text"].as_str().unwrap();
            assert!(cited.starts_with(title), "{place}: {cited}");
        }
    }
    assert_eq!(site.json("/sources/seed.json").await["source"]["title"], english);
    let treaty = site.json("/treaties/seed.json").await;
    assert_eq!(treaty["treaty"]["title"], english);
    // Articles are counted once, in whatever languages they are held.
    assert_eq!(
        (&treaty["coverage"]["in_text"], &treaty["texts"][0]["count"]),
        (&6.into(), &6.into())
    );
}

#[tokio::test]
async fn a_title_from_right_to_left_turns_nothing_of_its_citation() {
    let site = Site::empty().await;
    let title = "ایران و روسیه پیمان همکاری امضا کردند";
    let stated = Metadata {
        title: Some(title.to_owned()),
        language: Some("fa".to_owned()),
        published: Some("2025-01-17".parse().unwrap()),
        r#type: Some(SourceType::Report),
        ..Metadata::default()
    };
    site.ingest_stated("payman", "تهران و مسکو پیمان همکاری امضا کردند.", stated).await;
    let page = site.page("/sources/payman").await;
    let apart = format!("<bdi lang=\"fa\">{title}</bdi>");
    for style in ["chicago-notes", "apa", "oscola", "bluebook"] {
        let (_, citation) = page.split_once(&format!("id=\"cite-{style}\" dir=\"ltr\">")).unwrap();
        let (citation, _) = citation.split_once("</p>").unwrap();
        assert!(citation.contains(&apart), "{style}: {citation}");
    }
    let (_, in_text) = page.split_once("In the text: <span dir=\"ltr\">").unwrap();
    assert!(in_text.split_once("</p>").unwrap().0.contains(&apart), "{in_text}");
}

//! Is this quotation real? Through the page, its data and the property tests' many slices.

use axum::http::StatusCode;
use proptest::{prelude::*, sample::Index, test_runner::TestRunner};
use serde_json::Value;

use crate::site::{Site, encoded};

fn address(quote: &str) -> String {
    format!("/verify.json?quote={}", encoded(quote))
}

async fn verify(site: &Site, quote: &str) -> Value {
    site.json(&address(quote)).await
}

/// The words of a match, clause by clause, by its offsets.
fn words(found: &Value) -> Vec<String> {
    let clauses = found["clauses"].as_array().unwrap().iter();
    clauses
        .map(|c| {
            let at = |name: &str| usize::try_from(c[name].as_u64().unwrap()).unwrap();
            c["text"].as_str().unwrap()[at("start")..at("end")].to_owned()
        })
        .collect()
}

/// What the differences of a match say, with a sign before each.
fn differences(found: &Value) -> String {
    let changes = found["differences"].as_array().unwrap().iter();
    changes
        .map(|c| {
            let text = c["text"].as_str().unwrap();
            match c["fate"].as_str().unwrap() {
                "kept" => text.to_owned(),
                fate => format!("<{fate}:{text}>"),
            }
        })
        .collect()
}

#[tokio::test]
async fn a_real_quotation_is_exact_with_its_clause_and_offsets_however_it_is_typeset() {
    let site = Site::new().await;
    for quote in [
        "elevating their partnership to new levels of engagement",
        "“Elevating their partnership to new levels of engagement,”",
        "elevating\u{a0}their  partnership\nto new levels of engagement …",
        "[e]levating their partnership [sic] to new levels of engagement.",
    ] {
        let told = verify(&site, quote).await;
        assert_eq!(told["result"], "exact", "{quote}");
        let found = &told["matches"][0];
        assert_eq!(words(found), ["elevating their partnership to new levels of engagement"]);
        assert_eq!(
            (&found["source"], &found["treaty"]),
            (&"iran-russia-2025".into(), &"iran-russia-2025".into())
        );
        let clause = &found["clauses"][0];
        assert_eq!(clause["place"], "paragraph 2, sentence 1");
        assert_eq!(clause["url"], format!("/c/{}", clause["id"].as_str().unwrap()));
    }
    let dashes = verify(&site, "ratification of the treaty - first by the State Duma").await;
    assert_eq!(
        words(&dashes["matches"][0]),
        ["ratification of the treaty—first by the State Duma"]
    );
}

#[tokio::test]
async fn a_quotation_may_run_over_several_sentences() {
    let site = Site::new().await;
    let told = verify(
        &site,
        "regional security issues such as extremism and terrorism. The treaty also promotes deeper economic integration",
    )
    .await;
    assert_eq!(told["result"], "exact");
    assert_eq!(
        words(&told["matches"][0]),
        [
            "regional security issues such as extremism and terrorism.",
            "The treaty also promotes deeper economic integration"
        ]
    );
}

#[tokio::test]
async fn what_differs_is_shown_word_by_word() {
    let site = Site::new().await;
    for (quote, shown) in [
        (
            "the treaty underscores a mutual obligation to deepen bilateral ties",
            "the treaty underscores a mutual<missing: commitment><added: obligation> to deepen bilateral ties",
        ),
        (
            "fostering stronger interbank ties and use of National Currencies",
            "fostering stronger interbank ties and<missing: increased utilization><added: use> of<missing: national currencies><added: National Currencies>",
        ),
        (
            "The treaty further commits Iran and Russia to uphold … the United Nations Charter",
            "The treaty further commits Iran and Russia to uphold<omitted: the principles and purposes of> the United Nations Charter",
        ),
    ] {
        let told = verify(&site, quote).await;
        assert_eq!(told["result"], "near", "{quote}");
        assert_eq!(differences(&told["matches"][0]), shown);
    }
    for quote in ["Nothing like this has ever been said by anybody at all", "zzzz yyyy xxxx wwww"] {
        let told = verify(&site, quote).await;
        assert_eq!(
            (&told["result"], told["matches"].as_array().unwrap().len()),
            (&"not-found".into(), 0)
        );
    }
}

#[tokio::test]
async fn too_little_and_too_much_are_refused_with_the_reason() {
    let site = Site::new().await;
    for (quote, reason) in [
        ("", "has 0 characters"),
        ("“the treaty.”", "has 10 characters"),
        (&"a".repeat(4097), "has 4097 bytes"),
    ] {
        let answer = site.get(&address(quote)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{quote:.20}");
        let problem: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(problem["parameter"], "quote");
        assert!(problem["detail"].as_str().unwrap().contains(reason), "{problem}");
    }
    assert!(site.page("/verify").await.contains("<textarea"));
}

#[tokio::test]
async fn a_wording_that_its_source_lost_is_told_as_such_beside_what_it_says_now() {
    let site = Site::empty().await;
    site.ingest_text("s", "Title\nIran and Russia signed. The pact covers energy and the sea.")
        .await;
    let (id, _) = site.passages("s").await.swap_remove(1);
    site.ingest_text("s", "Title\nIran and Russia signed. The pact covers energy and the air.")
        .await;
    let told = verify(&site, "the pact covers energy and the sea").await;
    assert_eq!(told["result"], "exact");
    let [old, new] = told["matches"].as_array().unwrap().as_slice() else { panic!("{told}") };
    assert_eq!(
        (&old["clauses"][0]["id"], &old["clauses"][0]["status"]),
        (&id.into(), &"superseded".into())
    );
    assert!(
        old["notices"][0].as_str().unwrap().contains("newest version no longer has these words")
    );
    assert_eq!(differences(new), "The pact covers energy and the<missing: air><added: sea>");
    let page = site.page("/verify?quote=the+pact+covers+energy+and+the+sea").await;
    assert!(page.contains("Yes, but the source has changed since"));
    assert!(page.contains("<del><span class=\"unseen\">only in the source: </span>air"));
    // A search reads no history: it offers the check.
    let search = site.json("/search.json?q=signed.+The+pact+covers+energy+and+the+sea.").await;
    assert_eq!(search["recognised"][0]["label"], "Check this as a quotation");
}

#[tokio::test]
async fn a_quotation_is_shown_as_text_and_never_as_markup() {
    let site = Site::new().await;
    for quote in [
        "<script>alert(1)</script> & so on",
        "the treaty <img src=x> underscores a mutual commitment",
    ] {
        let page = site.page(&address(quote).replace(".json", "")).await;
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{page}");
    }
}

#[tokio::test]
async fn a_quote_link_marks_the_words_and_says_where_they_are_not() {
    let site = Site::new().await;
    let told = verify(&site, "stronger interbank ties").await;
    let url = told["matches"][0]["clauses"][0]["url"].as_str().unwrap().to_owned();
    let page = site.page(&format!("{url}?q=Stronger%C2%A0interbank+ties,")).await;
    assert!(page.contains("<mark>stronger interbank ties</mark>"));
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{url}\">")));
    let page = site.page(&format!("{url}?q=stronger+%3Cb%3Eties")).await;
    assert!(
        page.contains("are not in this passage")
            && !page.contains("<mark>")
            && !page.contains("<b>")
    );
    assert!(page.contains("/verify?quote=stronger+%3Cb%3Eties"));
    let data = site.json(&format!("{url}.json?q=interbank")).await;
    let (start, text) =
        (data["quoted"]["places"][0]["start"].as_u64(), data["clause"]["text"].as_str());
    assert_eq!(start, text.unwrap().find("interbank").map(|at| at as u64));
}

/// Other marks of the same kinds.
fn typeset_otherwise(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '’' | '‘' | '\'' => "`".to_owned(),
            '“' | '”' | '"' => "«".to_owned(),
            '–' | '—' | '-' => " ‑ ".to_owned(),
            ' ' => "\u{2009} \n".to_owned(),
            'é' => "e\u{301}".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

/// A text without what typesetting changes.
fn bare(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '’' | '‘' | '\'' | '`' | '“' | '”' | '"' | '«' => out.push('\''),
            '–' | '—' | '-' | '‑' => out.push('-'),
            other => out.push(other),
        }
    }
    out
}

#[test]
fn every_slice_of_every_clause_is_exact_and_one_with_another_word_is_near() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (site, clauses) = runtime.block_on(Site::fixtures());
    let mut runner = TestRunner::new(ProptestConfig { cases: 300, ..ProptestConfig::default() });
    let any_slice = (any::<Index>(), any::<Index>(), any::<Index>());
    runner
        .run(&any_slice, |(clause, from, length)| {
            let clause = clause.get(&clauses);
            let letters: Vec<usize> =
                clause.text.char_indices().map(|(at, _)| at).chain([clause.text.len()]).collect();
            prop_assume!(letters.len() > 30);
            let from = from.index(letters.len() - 25);
            let to = from + 24 + length.index(letters.len() - from - 24);
            let slice = clause.text[letters[from]..letters[to]].trim();
            let told = runtime.block_on(verify(&site, &typeset_otherwise(slice)));
            prop_assert_eq!(&told["result"], "exact", "{}", slice);
            for found in told["matches"].as_array().unwrap() {
                let mut held = bare(&words(found).concat());
                let mut asked = bare(slice);
                // The first letter's case is free.
                for text in [&mut held, &mut asked] {
                    *text = text.to_lowercase();
                }
                prop_assert!(
                    held == asked || asked.trim_matches(['.', ',', ';', ':', '\'']) == held,
                    "{} {}",
                    held,
                    asked
                );
            }
            if slice.len() > 60 {
                let ours = told["matches"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|m| m["clauses"][0]["id"] == clause.id.to_string());
                prop_assert!(ours, "{} is not among the matches for {}", clause.id, slice);
            }
            Ok(())
        })
        .unwrap();
    runner
        .run(&(any::<Index>(), any::<Index>(), any::<Index>()), |(clause, from, changed)| {
            let clause = clause.get(&clauses);
            let all: Vec<&str> = clause.text.split_whitespace().collect();
            prop_assume!(all.len() > 9);
            let from = from.index(all.len() - 8);
            let mut quoted: Vec<&str> = all[from..from + 8].to_vec();
            let changed = 1 + changed.index(6);
            let was = quoted[changed].trim_matches(|c: char| !c.is_alphanumeric());
            prop_assume!(!was.is_empty());
            quoted[changed] = "zyxwv";
            let told = runtime.block_on(verify(&site, &quoted.join(" ")));
            prop_assert_eq!(&told["result"], "near", "{:?}", quoted);
            let shown: Vec<String> =
                told["matches"].as_array().unwrap().iter().map(differences).collect();
            prop_assert!(
                shown.iter().any(|d| d.contains("zyxwv>") && d.contains(was)),
                "{:?}: {:?}",
                was,
                shown
            );
            Ok(())
        })
        .unwrap();
    let nonsense = proptest::collection::vec("[bcdfgk]{3,6}|the|of|and|a|treaty", 5..30);
    runner
        .run(&nonsense, |words| {
            let quote = words.join(" ");
            prop_assume!(quote.chars().count() > 20);
            let known = words
                .iter()
                .filter(|w| ["the", "of", "and", "a", "treaty"].contains(&w.as_str()))
                .count();
            prop_assume!(known * 3 < words.len());
            let told = runtime.block_on(verify(&site, &quote));
            prop_assert_eq!(&told["result"], "not-found", "{}", told);
            Ok(())
        })
        .unwrap();
}

#[test]
fn two_neighbours_quoted_together_are_found_together() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (site, clauses) = runtime.block_on(Site::fixtures());
    let pairs: Vec<_> = clauses
        .windows(2)
        .filter(|pair| pair[0].source == pair[1].source && pair.iter().all(|c| c.text.len() > 40))
        .collect();
    for pair in pairs.iter().step_by(7) {
        let [first, second] = [&pair[0], &pair[1]];
        let quote = format!("{} {}", first.text, second.text);
        if quote.len() < 4000 {
            let told = runtime.block_on(verify(&site, &quote));
            let ids = |found: &Value| -> Vec<Value> {
                let clauses = found["clauses"].as_array().unwrap().iter();
                clauses.map(|c| c["id"].clone()).collect()
            };
            // Other sources may have the same words.
            let matches = told["matches"].as_array().unwrap().iter();
            let both = [first.id.to_string(), second.id.to_string()];
            assert!(matches.map(ids).any(|found| found == both), "{quote}: {told}");
        }
    }
}

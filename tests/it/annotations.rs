//! Annotations: measured on gold, and the rules one by one on sentences of our own.

use std::fs;

use pacta::{
    annotate::{Annotated, Evaluation, Gold, evaluate},
    ingest::{Input, derive},
    model::{Evidence, Slug},
    read::{Metadata, Reader},
};

use crate::site::{ANNOTATOR, Site, repository};

async fn measured() -> Evaluation {
    let site = Site::new().await;
    let gold =
        fs::read_to_string(repository("tests/fixtures/gold/iran-russia-2025.jsonl")).unwrap();
    let gold: Vec<Gold> = gold.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let slug: Slug = "iran-russia-2025".parse().unwrap();
    let reading = site.store.reading(&slug, 0..u32::MAX).await.unwrap().unwrap();
    assert_eq!(
        reading.text,
        fs::read_to_string(repository("data/sources/iran-russia-2025.txt")).unwrap()
    );
    evaluate(&gold, &reading.clauses, &[])
}

/// Thresholds only go up.
#[tokio::test]
async fn the_article_is_read_as_a_careful_reader_reads_it() {
    let evaluation = measured().await;
    for (of, least) in [
        ("segmentation", 1.0),
        ("kind", 1.0),
        ("parties", 1.0),
        ("dates", 1.0),
        ("domains", 1.0),
        ("institutions", 1.0),
        ("places", 1.0),
    ] {
        let f1 = evaluation.score(of).unwrap().f1();
        assert!(f1 >= least, "{of}: {f1} is under {least}\n{evaluation}");
    }
}

/// The fixtures of one folder, ingested and compared with their gold.
pub(crate) async fn measured_fixtures(folder: &str) -> Evaluation {
    let site = Site::empty().await;
    let fixtures = repository("tests/fixtures");
    let mut gold: Vec<Gold> = Vec::new();
    let (mut clauses, mut claims) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(fixtures.join(folder)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        // Samples of file formats have no gold.
        let gold_file = fixtures.join("gold").join(format!("{name}.jsonl"));
        let Ok(lines) = fs::read_to_string(gold_file) else { continue };
        site.ingest_text(name, &fs::read_to_string(&path).unwrap()).await;
        gold.extend(lines.lines().map(|l| serde_json::from_str::<Gold>(l).unwrap()));
        let held = site.store.reading(&name.parse().unwrap(), 0..u32::MAX).await.unwrap().unwrap();
        for clause in &held.clauses {
            claims.extend(site.store.claims_of_clause(clause.id).await.unwrap());
        }
        clauses.extend(held.clauses);
    }
    evaluate(&gold, &clauses, &claims)
}

/// Articles of other treaties, annotated by hand: the rules must hold for what they were not made
/// for. Thresholds only go up.
#[tokio::test]
async fn articles_on_other_treaties_are_read_well() {
    let evaluation = measured_fixtures("articles").await;
    for (of, least) in [
        ("segmentation", 1.0),
        ("kind", 0.95),
        ("parties", 0.98),
        ("dates", 0.98),
        ("domains", 0.98),
        ("institutions", 0.97),
        ("places", 0.98),
    ] {
        let f1 = evaluation.score(of).unwrap().f1();
        assert!(f1 >= least, "{of}: {f1} is under {least}\n{evaluation}");
    }
}

/// Articles that were kept aside until others replaced them, and are looked at from then on. Thresholds
/// only go up.
#[tokio::test]
async fn articles_that_were_once_kept_aside_are_read_well() {
    let evaluation = measured_fixtures("aside").await;
    for (of, least) in [
        ("segmentation", 1.0),
        ("kind", 0.83),
        ("parties", 0.98),
        ("dates", 0.85),
        ("domains", 0.92),
        ("institutions", 0.90),
        ("places", 0.78),
    ] {
        let f1 = evaluation.score(of).unwrap().f1();
        assert!(f1 >= least, "{of}: {f1} is under {least}\n{evaluation}");
    }
}

/// The newest articles that are looked at. Thresholds only go up.
#[tokio::test]
async fn the_newest_articles_are_read_well() {
    let evaluation = measured_fixtures("newest").await;
    for (of, least) in [
        ("segmentation", 1.0),
        ("kind", 0.85),
        ("parties", 0.95),
        ("dates", 0.95),
        ("domains", 0.94),
        ("institutions", 0.96),
        ("places", 0.80),
    ] {
        let f1 = evaluation.score(of).unwrap().f1();
        assert!(f1 >= least, "{of}: {f1} is under {least}\n{evaluation}");
    }
}

/// Reports in the forms of the press that are looked at. Thresholds only go up.
#[tokio::test]
async fn reports_of_the_press_are_read_well() {
    let evaluation = measured_fixtures("press").await;
    for (of, least) in [
        ("segmentation", 0.98),
        ("kind", 0.68),
        ("parties", 0.96),
        ("dates", 0.86),
        ("domains", 0.88),
        ("institutions", 0.90),
        ("places", 0.79),
    ] {
        let f1 = evaluation.score(of).unwrap().f1();
        assert!(f1 >= least, "{of}: {f1} is under {least}\n{evaluation}");
    }
}

/// Reports in the forms of the press that are kept aside, as below. Thresholds only go up.
#[tokio::test]
async fn reports_of_the_press_that_no_rule_was_made_for_are_read_as_well_as_was_measured() {
    let evaluation = measured_fixtures("aside-press").await;
    for (of, least) in [
        ("segmentation", 0.99),
        ("kind", 0.63),
        ("parties", 0.64),
        ("dates", 0.77),
        ("domains", 0.91),
        ("institutions", 0.80),
        ("places", 0.75),
    ] {
        let f1 = evaluation.score(of).unwrap().f1();
        assert!(f1 >= least, "{of}: {f1} is under {least}\n{evaluation}");
    }
}

/// Articles kept aside: no rule may be made with them in view, so these are the figures to expect of an
/// article of tomorrow. Thresholds only go up.
#[tokio::test]
async fn articles_that_no_rule_was_made_for_are_read_as_well_as_was_measured() {
    let evaluation = measured_fixtures("aside-newest").await;
    for (of, least) in [
        ("segmentation", 1.0),
        ("kind", 0.81),
        ("parties", 0.83),
        ("dates", 0.90),
        ("domains", 0.82),
        ("institutions", 0.96),
        ("places", 0.70),
    ] {
        let f1 = evaluation.score(of).unwrap().f1();
        assert!(f1 >= least, "{of}: {f1} is under {least}\n{evaluation}");
    }
}

/// The same, of articles that came before these. Thresholds only go up.
#[tokio::test]
async fn later_articles_that_no_rule_was_made_for_are_read_as_well_as_was_measured() {
    let evaluation = measured_fixtures("aside-later").await;
    for (of, least) in [
        ("segmentation", 1.0),
        ("kind", 0.65),
        ("parties", 0.81),
        ("dates", 0.88),
        ("domains", 0.86),
        ("institutions", 0.81),
        ("places", 0.78),
    ] {
        let f1 = evaluation.score(of).unwrap().f1();
        assert!(f1 >= least, "{of}: {f1} is under {least}\n{evaluation}");
    }
}

/// Articles that only the rules for dates were made with in view. Thresholds only go up.
#[tokio::test]
async fn the_dates_of_articles_on_other_treaties_are_read_well() {
    let evaluation = measured_fixtures("dates").await;
    for (of, least) in [
        ("segmentation", 1.0),
        ("kind", 0.86),
        ("parties", 0.96),
        ("dates", 0.95),
        ("domains", 0.83),
        ("institutions", 0.80),
        ("places", 0.76),
    ] {
        let f1 = evaluation.score(of).unwrap().f1();
        assert!(f1 >= least, "{of}: {f1} is under {least}\n{evaluation}");
    }
}

/// Articles that came later, half of which no rule was made with in view. Thresholds only go up.
#[tokio::test]
async fn articles_that_came_later_are_read_well() {
    let evaluation = measured_fixtures("later").await;
    for (of, least) in [
        ("segmentation", 1.0),
        ("kind", 0.88),
        ("parties", 0.98),
        ("dates", 0.93),
        ("domains", 0.83),
        ("institutions", 0.94),
        ("places", 0.77),
    ] {
        let f1 = evaluation.score(of).unwrap().f1();
        assert!(f1 >= least, "{of}: {f1} is under {least}\n{evaluation}");
    }
}

/// Treaty texts of our own, annotated by hand. Thresholds only go up.
#[tokio::test]
async fn treaty_texts_are_read_well() {
    let evaluation = measured_fixtures("texts").await;
    for (of, least) in [
        ("segmentation", 1.0),
        ("kind", 1.0),
        ("parties", 1.0),
        ("dates", 0.95),
        ("domains", 0.90),
        ("institutions", 1.0),
        ("places", 0.94),
    ] {
        let f1 = evaluation.score(of).unwrap().f1();
        assert!(f1 >= least, "{of}: {f1} is under {least}\n{evaluation}");
    }
}

#[tokio::test]
async fn every_evidence_is_the_slice_it_names() {
    let site = Site::new().await;
    let mut count = 0;
    for source in ["iran-russia-2025", "iran-russia-2025-chronology"] {
        let reading =
            site.store.reading(&source.parse().unwrap(), 0..u32::MAX).await.unwrap().unwrap();
        for c in &reading.clauses {
            assert_eq!(&reading.text[c.start..c.end], c.text);
            let a = &c.annotations;
            let all: Vec<&Evidence> = a
                .parties
                .iter()
                .flat_map(|x| &x.evidence)
                .chain(a.dates.iter().flat_map(|x| &x.evidence))
                .chain(a.domains.iter().flat_map(|x| &x.evidence))
                .chain(a.institutions.iter().flat_map(|x| &x.evidence))
                .chain(a.places.iter().flat_map(|x| &x.evidence))
                .collect();
            for e in all {
                assert_eq!(c.text[e.start..e.end], e.text);
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count}");
}

/// Annotates a report of a treaty between Brazil and Japan.
fn read(text: &str) -> Vec<Annotated> {
    report("Brazil and Japan agree", text)
}

/// Annotates a report.
fn report(title: &str, text: &str) -> Vec<Annotated> {
    let input = Input {
        name: "report.txt".to_owned(),
        slug: "report".parse().unwrap(),
        bytes: format!("{title}\n{text}\n").into_bytes().into(),
        metadata: Metadata::default(),
    };
    let clauses = derive(&ANNOTATOR, &Reader::in_process(), &input, &[]).unwrap().document.clauses;
    clauses
        .into_iter()
        .map(|c| Annotated { kind: c.kind, annotations: c.annotations, claims: c.claims })
        .collect()
}

fn parties(text: &str) -> Vec<String> {
    let last = read(text).pop().unwrap();
    last.annotations.parties.iter().map(|p| format!("{} {}", p.code, p.rule)).collect()
}

fn dates(text: &str) -> Vec<String> {
    let last = read(text).pop().unwrap();
    last.annotations.dates.iter().map(|d| format!("{} {}", d.value, d.event.as_str())).collect()
}

fn institutions(text: &str) -> Vec<String> {
    let last = read(text).pop().unwrap();
    last.annotations.institutions.iter().map(|i| format!("{} ({})", i.name, i.rule)).collect()
}

/// The parties of the treaty that a report of one clause or more under a title describes.
fn treaty(title: &str, text: &str) -> String {
    let clauses: Vec<&str> = text.split_inclusive(". ").collect();
    ANNOTATOR.instrument(title, &clauses).parties.join(" ")
}

#[test]
fn the_parties_are_who_makes_the_treaty_and_not_who_is_named_most() {
    // Loud sponsors, two quiet signatories.
    assert_eq!(
        treaty(
            "A handshake in the desert",
            "America wants thanks, and so does Qatar. Washington sent envoys, Doha sent jets. The United States promised aid; Qatar paid the hotel. Yet the paper that Chad and Niger signed is short. America has left, and Qatar is bored. "
        ),
        "NER TCD"
    );
    assert_eq!(
        treaty(
            "Water, and who gets it",
            "Chile denounced its river treaty with Peru in May. Brazil watched. Brazil has rivers of its own, and Brazil has floods. "
        ),
        "CHL PER"
    );
    assert_eq!(
        treaty(
            "The field",
            "Lima and Quito have ended an old quarrel. Their foreign ministers signed a memorandum on it. Chile has a swap deal with Peru. "
        ),
        "ECU PER"
    );
    // What lies between two states may be a quarrel.
    assert_eq!(
        treaty(
            "A pawn",
            "The accord is a pawn in the contest between China and India. It was signed by Nepal and Bhutan. "
        ),
        "BTN NPL"
    );
    assert_eq!(
        treaty(
            "Old maps",
            "The Qing empire and Muscovy made peace. Beijing wanted quiet, and the tsar had other wars in Russia. The Swede Lars Holm and the Portuguese Rui Melo drew the map for both sides. "
        ),
        "CHN RUS"
    );
}

#[test]
fn more_than_four_parties_are_found_where_they_sign_together() {
    assert_eq!(
        treaty(
            "Rivers of the south",
            "Five countries share the basin. Chad, Chile, Fiji, Mali and Peru signed the treaty in Lima. Only Chile and Peru have built dams. "
        ),
        "CHL FJI MLI PER TCD"
    );
    // That five sign does not make the treaty open to many where these five are named.
    for told in ["Five countries signed it.", "The five countries ratified it in May."] {
        let text = format!("{told} Chad, Chile, Fiji, Mali and Peru signed the treaty in Lima. ");
        assert_eq!(treaty("Rivers of the south", &text), "CHL FJI MLI PER TCD", "{told}");
    }
    let text = "The five countries ratified it. The treaty between Chad and Mali is short. ";
    assert_eq!(treaty("Rivers of the south", text), "MLI TCD");
}

#[test]
fn lists_that_together_have_the_told_number_are_the_parties() {
    let text = "Six parties share it. Three of its parties have a coast: Chile, Ecuador and Peru. They were joined by Chad, Fiji and Mali. Brazil may follow. ";
    assert_eq!(treaty("Rivers of the south", text), "CHL ECU FJI MLI PER TCD");
    let text = text.replace("Six", "Eight");
    assert_ne!(treaty("Rivers of the south", &text), "CHL ECU FJI MLI PER TCD");
}

#[test]
fn another_paper_between_the_three_is_not_the_treaty() {
    let text = "Chile and Peru share the port, and both pay. Leaders of Chile, Peru and Brazil met in May 2020. An accord between the three on fish, signed in Lima, is older. Either side may leave. Both want more from Chile and Peru. ";
    assert_eq!(treaty("Chile and the port", text), "CHL PER");
}

#[test]
fn who_leaves_and_who_does_the_same_denounces() {
    for (text, found) in [
        (
            "Japan’s withdrawal from the treaty took effect on 3 May 2020.",
            "2020-05-03 denunciation",
        ),
        ("Japan had left on 3 May 2020.", "2020-05-03 denunciation"),
        ("Brazil left as early as 3 May 2020.", "2020-05-03 denunciation"),
        (
            "Japan denounced it on 3 May 2020. Brazil did the same on 6 May 2021.",
            "2021-05-06 denunciation",
        ),
        (
            "Japan ratified it on 3 May 2020. Brazil followed on 6 May 2021.",
            "2021-05-06 ratification",
        ),
        ("Japan’s ministers left the hall on 3 May 2020.", "2020-05-03 other"),
        ("A fair was held on 3 May 2020. Brazil followed on 6 May 2021.", "2021-05-06 other"),
        ("Japan was the first to accept, on 3 May 2020.", "2020-05-03 ratification"),
        ("The chambers pass their laws in May 2020.", "2020-05 ratification"),
        ("In May 2020 the council adopted rules for boats.", "2020-05 other"),
        ("The signing had been planned for 3 May 2020.", "2020-05-03 other"),
        ("Japan pays 3 million dollars over ten years for the quay.", "P10Y other"),
        ("Either side may denounce it with effect after six months.", "P6M denunciation"),
        ("It is renewed unless denounced three months before it expires.", "P3M denunciation"),
    ] {
        assert_eq!(dates(text), [found], "{text}");
    }
}

#[test]
fn that_year_is_the_one_named_last_and_until_a_month_the_next_one() {
    assert_eq!(
        dates("It has been so since 1963 and since 2019. In March of that same year it rained."),
        ["2019-03 other"]
    );
    assert_eq!(
        dates("On 3 November 1996 the bridge burned, and it was closed until June."),
        ["1996-11-03 other", "../1997-06 other"]
    );
}

#[test]
fn bodies_are_named_in_the_plural_and_without_the_day() {
    assert_eq!(
        institutions("The Chadian and the Malian parliaments approved it."),
        ["Parliament of the Republic of Chad (role)", "Parliament of the Republic of Mali (role)"]
    );
    assert!(institutions("All parliaments approved it.").is_empty());
    assert_eq!(
        institutions("The World River Assembly on Tuesday met."),
        ["World River Assembly (pattern)"]
    );
    assert_eq!(
        institutions("Britain’s minister told the Commons so."),
        ["House of Commons of the United Kingdom (role)"]
    );
}

#[test]
fn kinds_are_told_by_who_speaks_and_by_what_the_treaty_says() {
    use pacta::model::Kind::{Commentary, Event, Provision, Statement};
    for (text, kind) in [
        ("His colleague spoke of a good day.", Statement),
        ("Villagers have raised doubts about the dam.", Statement),
        ("The text speaks of friendship.", Provision),
        ("Article 7 declares that the river is free.", Provision),
        ("It also asks governments to count their boats.", Provision),
        ("Under the treaty, each state must hand over people accused of theft.", Provision),
        ("Disputes go to a panel of three.", Provision),
        ("Either side can end it on a month’s notice.", Provision),
        ("Drought is the main risk.", Commentary),
        ("We shall report on the talks.", Commentary),
        ("The Diet is to vote on it in May 2020.", Commentary),
        ("May to July 2020: The chambers debate.", Event),
    ] {
        assert_eq!(read(text)[0].kind, kind, "{text}");
    }
}

#[test]
fn a_treaty_that_some_have_signed_and_not_ratified_is_open_to_many() {
    let text = "The convention entered into force for Fiji in May. Chad, Mali and Peru have signed but not ratified. ";
    assert_eq!(treaty("Judgments abroad", text), "");
}

/// What is published with a statement may hold a date behind it.
#[test]
fn the_date_of_a_publication_is_not_where_a_chronology_stands() {
    let text = "The pact was renewed in May 2020 (Wire, 3 June 2021).\nThe Diet ratified it on 9 July (Wire, 4 June 2021).";
    assert_eq!(dates(text), ["2020-07-09 ratification", "2021-06-04 other"]);
}

/// What a report of one clause or more under a title calls its treaty.
fn called(title: &str, text: &str) -> String {
    let clauses: Vec<&str> = text.split_inclusive(". ").collect();
    ANNOTATOR.instrument(title, &clauses).title
}

#[test]
fn a_treaty_is_called_by_the_headline_then_with_its_parties_then_by_what_is_named_early() {
    let text = "Chad and Mali signed it. The Lima Convention is older. The Treaty on Salt between Chad and Mali lasts. ";
    assert_eq!(called("Five questions on the Oran Amendment", text), "Oran Amendment");
    // As the report has it in full, and without what was written on it.
    assert_eq!(
        called("Chronology of the Treaty on Salt", text),
        "Treaty on Salt between Chad and Mali"
    );
    assert_eq!(called("Timeline of the Oran Amendment", text), "Oran Amendment");
    let text = "Chad and Mali signed the Oran Compact in May. It follows the Agreement between Chile and Peru. The Agreement between Chad and Mali on Salt lasts. ";
    assert_eq!(called("Salt for all", text), "Agreement between Chad and Mali on Salt");
    let text = "Chad and Mali signed the Oran Compact in May. It rests on the Lima Convention. ";
    assert_eq!(called("Salt for all", text), "Oran Compact");
    // Named once and late, it is another's.
    let late = "It rains. It snows. It hails. It thaws. It freezes. The Lima Convention is older. ";
    assert_eq!(called("Salt for all", late), "");
    assert_eq!(called("Salt for all", &late.repeat(2)), "Lima Convention");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_makes_the_annotator_panic(
        text in "(\\PC{0,12}|[\n.,;:()–’”]|É|to |Brazil |signed |signed in |a protocol |\\(the Pact\\)|ratified |between |today |was |not |that |the treaty |Japan |Tokyo |on 3 May |2020|last year|of that year|\\(Wire, 3 June 2021\\)|, but ){0,24}"
    ) {
        read(&text);
    }
}

/// A part of the sentence is read by itself, and what was found in the whole stands elsewhere in it.
#[test]
fn what_was_read_in_a_sentence_is_not_sought_at_its_place_in_a_part() {
    read("Chile was to sign the paper in May, but the Élysée palace stays closed to all of them.");
    read("Peru, signed in Évry in 1957, binds them; Japan, which éééééééé, is far.");
    assert_eq!(
        dates("Chile was to sign the paper in May 2020, but a storm kept the ministers away."),
        ["2020-05 other"]
    );
}

#[test]
fn a_question_makes_no_provision_of_what_follows() {
    use pacta::model::Kind;
    let kinds = |text| read(text).iter().map(|c| c.kind).collect::<Vec<_>>();
    let asked = "What happens next? Parliament debates the bill this week.";
    assert_eq!(kinds(asked), [Kind::Commentary, Kind::Commentary]);
    assert_eq!(kinds("What changes for farmers?\nGrain moves by rail.")[1], Kind::Provision);
}

#[test]
fn many_who_join_a_treaty_are_no_closed_group() {
    let text = "The convention opens for signature in May and needs 60 ratifications. Chile and Peru signed it. Egypt took no part. ";
    assert_eq!(treaty("A convention on rivers", text), "");
}

#[test]
fn in_a_treaty_open_to_many_only_who_acts_on_it_is_a_party() {
    let text = "Rivers\n\nThe convention is open for signature and needs 60 ratifications. Chile ratified it in May. Egypt, which abstained, sent an observer.\n";
    let input = Input {
        name: "report.txt".to_owned(),
        slug: "report".parse().unwrap(),
        bytes: text.as_bytes().to_vec().into(),
        metadata: Metadata::default(),
    };
    let clauses = derive(&ANNOTATOR, &Reader::in_process(), &input, &[]).unwrap().document.clauses;
    let codes: Vec<Vec<&str>> = clauses
        .iter()
        .map(|c| c.annotations.parties.iter().map(|p| p.code.as_str()).collect())
        .collect();
    assert_eq!(codes, [vec![], vec!["CHL"], vec![]]);
}

#[test]
fn a_party_is_named_referred_to_or_inherited() {
    assert_eq!(parties("Tokyo welcomed the deal."), ["JPN capital"]);
    assert_eq!(parties("The Japanese side spoke."), ["JPN demonym"]);
    assert_eq!(parties("Both countries agreed."), ["BRA both-parties", "JPN both-parties"]);
    assert_eq!(parties("The pact covers trade."), ["BRA inherited", "JPN inherited"]);
    assert_eq!(parties("Farmers cheered."), ["BRA inherited", "JPN inherited"]);
    assert_eq!(parties("He praised the treaty with Japan."), ["JPN name", "BRA counterpart"]);
    assert_eq!(parties("The National Diet ratified the treaty."), ["JPN holder"]);
    assert_eq!(parties("The accords opened ports."), ["BRA inherited", "JPN inherited"]);
    assert_eq!(parties("Any of the two may leave."), ["BRA both-parties", "JPN both-parties"]);
    assert_eq!(parties("Lessons are held in Japanese."), ["BRA inherited", "JPN inherited"]);
    // Not "both": the United States are one state.
    assert_eq!(
        parties("It gives the United States rights in Brazil."),
        ["BRA name", "JPN inherited"]
    );
    assert_eq!(parties("A letter gives the United States rights in Brazil."), ["BRA name"]);
}

#[test]
fn a_country_that_is_only_mentioned_is_no_party() {
    assert_eq!(parties("TOKYO, May 3 (Reuters) – Brazil signed."), ["BRA name"]);
    assert_eq!(parties("Brazil met France in Paris and spoke of the Indian Ocean."), ["BRA name"]);
    assert_eq!(parties("They signed in Tokyo for Brazil."), ["BRA name"]);
}

#[test]
fn a_date_is_of_the_event_that_stands_nearest() {
    assert_eq!(
        dates(
            "It was signed in Tokyo on 3 March 2020, ratified on April 5, 2021 and entered into force on 1 May 2021."
        ),
        ["2020-03-03 signature", "2021-04-05 ratification", "2021-05-01 entry-into-force"]
    );
    assert_eq!(dates("On 3 March 2020 the ministers signed it."), ["2020-03-03 signature"]);
    assert_eq!(
        dates("The president signed the ratification law on 9 June 2021."),
        ["2021-06-09 ratification"]
    );
    assert_eq!(
        dates("The 10-year agreement is renewed for five-year periods."),
        ["P10Y duration", "P5Y extension"]
    );
    assert_eq!(dates("It was already in force on 2 May 2021."), ["../2021-05-02 entry-into-force"]);
    // What stands right before another date is said of that one.
    assert_eq!(
        dates("It binds them since 3 March 2020, when the text signed on 5 May 2019 took effect."),
        ["2020-03-03 entry-into-force", "2019-05-05 signature"]
    );
    assert_eq!(dates("The Diet voted on 3 March 2020 to leave."), ["2020-03-03 denunciation"]);
    assert_eq!(
        dates("Brazil announced on 3 March 2020 that it was suspending the pact."),
        ["2020-03-03 suspension"]
    );
    assert_eq!(dates("The text was put on paper on 3 March 2020."), ["2020-03-03 signature"]);
    assert_eq!(
        dates("Japan deposited its instrument on 3 March 2020."),
        ["2020-03-03 ratification"]
    );
    assert_eq!(dates("The deals of 2019 extended to the islands."), ["2019 other"]);
    for (text, date) in [
        ("Lima was where, on 3 March 2020, the text was signed.", "2020-03-03 signature"),
        ("War led both to conclude, on 3 March 2020, an alliance.", "2020-03-03 signature"),
        ("Both concluded their talks on 3 March 2020.", "2020-03-03 other"),
        ("The Diet passed it on 3 March 2020.", "2020-03-03 ratification"),
        ("The Diet passed on to other matters on 3 March 2020.", "2020-03-03 other"),
        ("A decree of 3 March 2020 had put it on hold.", "2020-03-03 other"),
        ("In 2020 a decree had put its part in it on hold.", "2020 suspension"),
        ("Japan said in 2020 that it was also suspending it.", "2020 suspension"),
        ("A revision in 2020 extended it to the islands.", "2020 other"),
        (
            "Chile was among the early parties, and Peru followed in May 2020.",
            "2020-05 ratification",
        ),
        (
            "Signature of the Treaty of Peace, called Lima Treaty (3 March 2020).",
            "2020-03-03 signature",
        ),
    ] {
        assert_eq!(dates(text), [date], "{text}");
    }
}

#[test]
fn a_date_of_something_else_is_not_the_treatys() {
    assert_eq!(dates("The Diet debated ratification on 3 March 2020."), ["2020-03-03 other"]);
    assert_eq!(dates("The Diet did not ratify it on 3 March 2020."), ["2020-03-03 other"]);
    assert_eq!(dates("It was to be signed on 3 March 2020, but rain fell."), ["2020-03-03 other"]);
    assert_eq!(dates("A protocol was initialled on 3 March 2020."), ["2020-03-03 other"]);
    assert_eq!(dates("All mines must close within ten years."), ["P10Y other"]);
}

#[test]
fn what_lasts_until_a_day_or_for_years_ends_or_lasts() {
    assert_eq!(dates("Boats may fish there until 3 March 2020."), ["../2020-03-03 expiry"]);
    assert_eq!(dates("The store ran out in May 2020."), ["2020-05 expiry"]);
    assert_eq!(dates("Japan may use the port for the next 50 years."), ["P50Y duration"]);
    assert_eq!(dates("It lasts ten years from its entry into force."), ["P10Y duration"]);
    assert_eq!(dates("Suits end within one month of entry into force."), ["P1M other"]);
    assert_eq!(dates("For ten years Japan may use the port."), ["P10Y duration"]);
    assert_eq!(dates("To leave it, a party gives a notice of 12 months."), ["P12M denunciation"]);
    assert_eq!(dates("Two years after that, any party may withdraw."), ["P2Y denunciation"]);
    assert_eq!(
        dates("The 30 days that must pass before entry into force have begun."),
        ["P30D entry-into-force"]
    );
    assert!(dates("For ten years Japan had used the port.").is_empty());
    assert!(dates("They had quarrelled for two years.").is_empty());
    assert!(dates("Such was the mood of the last six months.").is_empty());
}

#[test]
fn a_part_of_a_year_and_a_day_alone_are_dates() {
    assert_eq!(dates("It was signed in the autumn of 2020."), ["2020-23 signature"]);
    assert_eq!(dates("Brazil ratified in the third quarter of 2021."), ["2021-35 ratification"]);
    assert_eq!(dates("The second half of 2022 was quiet."), ["2022-41 other"]);
    assert_eq!(
        dates("Brazil ratified on 19 May 2021, and Japan followed on the 21st."),
        ["2021-05-19 ratification", "2021-05-21 ratification"]
    );
    assert_eq!(
        dates("It was signed on 30 May 2021 and ratified on the 2nd."),
        ["2021-05-30 signature", "2021-06-02 ratification"]
    );
    assert!(dates("They met last spring on the 21st floor.").is_empty());
}

#[test]
fn a_place_is_where_something_is_done() {
    let places = |text: &str| -> Vec<String> {
        let last = read(text).pop().unwrap();
        last.annotations.places.into_iter().map(|p| p.name).collect()
    };
    assert_eq!(places("The ministers met in Lima."), ["Lima"]);
    assert!(places("Money flows from Lima through Quito.").is_empty());
    assert!(places("The mood has changed in Lima.").is_empty());
    assert_eq!(places("On 3 March 2020 in Lima, both shook hands."), ["Lima"]);
    assert_eq!(places("Brazil and Japan signed it in Singapore."), ["Singapore"]);
    assert_eq!(places("It will be signed in Kobe's town hall."), ["Kobe"]);
    assert_eq!(places("Talks in Bergen broke up."), ["Bergen"]);
}

#[test]
fn what_a_treaty_says_stands_under_headings_that_announce_it() {
    let kinds =
        |text: &str| -> Vec<&'static str> { read(text).iter().map(|a| a.kind.as_str()).collect() };
    assert_eq!(
        kinds(
            "Ships pass freely.\n\nWhat the text says\n\nShips pass freely.\n\nReactions\n\nShips pass freely."
        )[..],
        ["commentary", "commentary", "provision", "commentary", "commentary"]
    );
}

#[test]
fn a_body_is_known_by_name_acronym_function_or_reference() {
    assert_eq!(
        institutions("Brazil's Foreign Ministry told the Shanghai Cooperation Organization (SCO)."),
        [
            "Ministry of Foreign Affairs of the Federative Republic of Brazil (role)",
            "Shanghai Cooperation Organisation (name)"
        ]
        .map(|s| s.replace(
            "Ministry of Foreign Affairs of the Federative Republic of Brazil",
            &institutions("Brazil's Foreign Ministry spoke.")[0].replace(" (role)", "")
        ))
    );
    assert_eq!(
        institutions("The IAEA was informed."),
        ["International Atomic Energy Agency (acronym)"]
    );
    assert_eq!(
        institutions("The State Duma and the Federation Council met. Both chambers agreed."),
        ["State Duma (same-bodies)", "Federation Council (same-bodies)"]
    );
    assert!(institutions("The treaty was discussed (Reuters, 3 March 2020).").is_empty());
    // An organisation before its body only says whose it is; initials stand for a name told before.
    assert_eq!(
        institutions("The United Nations Food and Agriculture Organization welcomed it."),
        ["Food and Agriculture Organisation (name)"]
    );
    assert_eq!(
        institutions("The Institute for Lake Studies wrote it. The ILS is in Lima."),
        ["Institute for Lake Studies (defined-acronym)"]
    );
    assert_eq!(
        institutions("NATO met. The Alliance was told."),
        ["North Atlantic Treaty Organisation (back-reference)"]
    );
    assert_eq!(institutions("The University of Lima agreed."), ["University of Lima (pattern)"]);
    assert!(institutions("Ana Lima is a Member of Parliament.").is_empty());
    // A body is found once, with every place where it is named.
    let text = "The Swiss Council of States agreed, and the Council of States met again.";
    let last = report("Switzerland and Italy agree", text).pop().unwrap();
    let [council] = &last.annotations.institutions[..] else { panic!("{last:?}") };
    let named: Vec<&str> = council.evidence.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(named, ["Swiss Council of States", "Council of States"]);
}

/// The claims of the last clause of a report.
fn claimed(text: &str) -> Vec<String> {
    let last = read(text).pop().unwrap();
    let by = |c: &pacta::model::Claim| c.actor.as_ref().map(|a| format!(" by {a}"));
    last.claims
        .iter()
        .map(|c| format!("{} {}{}", c.property.as_str(), c.value, by(c).unwrap_or_default()))
        .collect()
}

#[test]
fn what_another_instrument_did_is_no_claim_on_the_treaty() {
    let lead = "The Treaty on Shared Rivers binds Brazil and Japan. ";
    for (text, claims) in [
        ("It was signed in Lima on 3 March 2020.", &["signature 2020-03-03", "place Lima"][..]),
        ("The treaty entered into force on 4 May 2021.", &["entry-into-force 2021-05-04"]),
        ("A protocol on dams was signed on 3 March 2022.", &[]),
        ("An agreement on tariffs has been in force since 3 March 2022.", &[]),
        ("The Treaty of Nazca, signed on 3 March 1822, is older.", &[]),
        ("A separate accord on fish expired on 3 March 2022.", &[]),
        // What the second part of a sentence does to it is told of what the first names.
        ("Three protocols go with it; Japan signed two of them on 3 March 2022.", &[]),
        ("Japan followed on 3 March 2022, when it took effect there.", &[]),
        ("The treaty and its annex were signed on 3 March 2020.", &["signature 2020-03-03"]),
        ("The Rivers Treaty was signed on 3 March 2020.", &["signature 2020-03-03"]),
    ] {
        assert_eq!(claimed(&format!("{lead}{text}")), claims, "{text}");
    }
    // "It" is what the sentence before spoke of, within a paragraph.
    let other = "A protocol on dams was drafted in Quito.";
    assert!(claimed(&format!("{lead}{other} It was signed on 3 March 2022.")).is_empty());
    assert_eq!(
        claimed(&format!("{lead}{other}\n\nIt was signed on 3 March 2022.")),
        ["signature 2022-03-03"]
    );
    // The first treaty that a report tells of is its own.
    assert_eq!(
        claimed("Both signed an agreement on rivers on 3 March 2022."),
        ["signature 2022-03-03"]
    );
}

#[test]
fn who_ratified_is_who_acted_on_the_day_and_not_who_was_told() {
    for (text, claims) in [
        (
            "Japan ratified it on 3 March 2020, and Brazil on 4 May 2021.",
            &["ratification 2020-03-03 by JPN", "ratification 2021-05-04 by BRA"][..],
        ),
        (
            "Brazil and Japan ratified the treaty on 3 March 2020.",
            &["ratification 2020-03-03 by BRA", "ratification 2020-03-03 by JPN"],
        ),
        (
            "On 3 March 2020 Japan deposited its instrument of ratification with the Secretary-General of the United Nations.",
            &["ratification 2020-03-03 by JPN"],
        ),
        ("Instruments of ratification were exchanged in Lima on 3 March 2020.", &[]),
        ("On 3 March 2020 they handed each other their instruments of ratification.", &[]),
        (
            "Japan was among the early parties, and Brazil followed on 4 May 2021.",
            &["ratification 2021-05-04 by BRA"],
        ),
    ] {
        assert_eq!(claimed(text), claims, "{text}");
    }
}

#[test]
fn the_parties_that_a_passage_lists_are_claimed() {
    assert_eq!(claimed("A treaty on rivers between Japan and Brazil."), ["party JPN", "party BRA"]);
    assert_eq!(claimed("The parties are Japan and Brazil."), ["party JPN", "party BRA"]);
    assert!(claimed("The treaty divided the catch between Japan and Brazil.").is_empty());
    assert!(claimed("A pact between their countries is kept by Japan.").is_empty());
}

#[test]
fn a_claim_names_who_asserts_it_and_when() {
    let claims = |text: &str| -> Vec<String> {
        let last = read(text).pop().unwrap();
        last.claims
            .iter()
            .map(|c| {
                let on = c.asserted_on.map(|d| d.to_string()).unwrap_or_default();
                format!(
                    "{} {} | {} | {on}",
                    c.property.as_str(),
                    c.value,
                    c.asserted_by.as_deref().unwrap_or("-")
                )
            })
            .collect()
    };
    assert_eq!(
        claims("The treaty was signed on 3 March 2020 (Reuters, 4 March 2020)."),
        ["signature 2020-03-03 | Reuters | 2020-03-04"]
    );
    assert_eq!(
        claims("The treaty entered into force on 1 May 2021, Minister Ana Lima said."),
        ["entry-into-force 2021-05-01 | Minister Ana Lima | "]
    );
    assert_eq!(claims("The treaty has a preamble and 47 articles."), ["article-count 47 | - | "]);
    assert_eq!(claims("Its twenty articles are short."), ["article-count 20 | - | "]);
    assert_eq!(claims("It does not create a military alliance."), ["military-alliance no | - | "]);
    // A day of the week is told from the document's own day, too.
    assert_eq!(
        claims("Lima, 5 March 2020\n\nBrazil and Japan signed a fishing treaty on Tuesday."),
        ["signature 2020-03-03 | - | "]
    );
    // A day told from the day on which it was written.
    assert_eq!(
        claims(
            "LIMA, 5 March 2020 (Andes News) – Brazil and Japan signed a fishing treaty on Tuesday."
        ),
        ["signature 2020-03-03 | - | "]
    );
    assert_eq!(claims("LIMA, March 5 (Andes News) – Japan signed a treaty today."), [""; 0]);
    // What a law, a lease or a withdrawal does is none of the treaty's.
    assert!(claims("Japan's fisheries law entered into force on 3 March 2020.").is_empty());
    assert!(claims("The quay is let to a shipyard for 30 years.").is_empty());
    assert!(claims("Japan's withdrawal from the treaty took effect on 3 March 2020.").is_empty());
    // By when it may be signed is not when it was.
    assert!(claims("The treaty is open for signature until 3 March 2030.").is_empty());
    // Another treaty's dates are not this one's.
    assert!(claims("The 1995 Treaty on Trade was signed on 3 March 1995.").is_empty());
    assert!(claims("An earlier treaty was signed on 3 March 1995.").is_empty());
}

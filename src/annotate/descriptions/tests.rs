//! Descriptions in sentences of our own.

use super::*;
use crate::annotate::names::Names;

/// The descriptions in a sentence, or in a headline where it begins with "#": behind it the report.
fn told(text: &str) -> Vec<Description> {
    let codebook = Codebook::built_in().unwrap();
    let names = Names::new(&codebook).unwrap();
    let (parties, descriptions) = (Parties::new().unwrap(), Descriptions::new().unwrap());
    let of = (&codebook, &parties);
    match text.strip_prefix('#') {
        Some(report) => {
            let (headline, body) = report.split_once('|').unwrap_or((report, ""));
            descriptions.find_in_headline(of, headline, &names.find(headline), &[body])
        }
        None => descriptions.find(of, text, &names.find(text), false),
    }
}

fn words(text: &str) -> Vec<String> {
    told(text).into_iter().map(|d| d.words).collect()
}

#[test]
fn a_description_has_what_a_treaty_is_on_and_of_what_kind_it_is() {
    for (text, description) in [
        ("Chad and Mali signed an extradition treaty.", "extradition treaty"),
        ("They signed a new, five-year fishing pact.", "fishing pact"),
        ("The 1962 civil aviation agreement is old.", "civil aviation agreement"),
        ("It approved a trade, energy and transport pact.", "trade, energy and transport pact"),
        ("They approved a revised fishing pact.", "fishing pact"),
        ("The treaty on the common border lapsed.", "treaty on the common border"),
        ("The protocol with Peru on fish stocks was signed.", "protocol on fish stocks"),
        (
            "A convention on legal assistance in criminal matters was signed in Lima.",
            "convention on legal assistance in criminal matters",
        ),
        (
            "An agreement on visas for diplomats and the return of exiled persons is due.",
            "agreement on visas for diplomats and the return of exiled persons",
        ),
        ("An agreement on mining passed with 40 votes.", "agreement on mining"),
        ("The Chad–Mali cotton accord was signed.", "Chad–Mali cotton accord"),
        ("Mali denounced its cotton accord with Chad.", "cotton accord"),
        ("They signed an open skies agreement.", "open skies agreement"),
    ] {
        assert_eq!(words(text), [description], "{text}");
    }
}

#[test]
fn what_is_said_of_no_treaty_or_of_another_one_is_no_description() {
    for text in [
        "The agreement is short.",
        "They signed a bilateral agreement.",
        "They have no fishing agreement for next year.",
        "An earlier extradition treaty lapsed.",
        "Mali had signed a fishing pact long before.",
        "The protocol implementing the fisheries agreement is due.",
        "They met in the convention centre.",
        "The visa-agreement-based scheme ended.",
        "A strategic partnership grows.",
        "They want a trade deal.",
        "A pact on fish, meat, grain and oil was signed.",
    ] {
        assert!(words(text).is_empty(), "{text}: {:?}", words(text));
    }
}

#[test]
fn a_headline_is_read_with_the_report_under_it() {
    for (text, description) in [
        ("#Chad and Mali sign cotton pact", "cotton pact"),
        ("#Chad, Mali prolong cotton pact|The cotton pact runs on.", "cotton pact"),
        ("#Chad And Mali Sign Cotton Pact|Both signed.", "cotton pact"),
        ("#CHAD AND MALI SIGN COTTON PACT|Both signed.", "cotton pact"),
        ("#Why the river water treaty matters|It is on river water.", "river water treaty"),
        ("#Senators doubt cotton pact|It is on cotton.", "cotton pact"),
    ] {
        assert_eq!(words(text), [description], "{text}");
    }
    assert!(words("#Ministers prolong pact|The pact runs on.").is_empty());
}

#[test]
fn a_name_that_is_no_partys_makes_a_title_of_its_own() {
    let codebook = Codebook::built_in().unwrap();
    let parties = ["MLI", "TCD"].map(str::to_owned);
    for (text, title) in [
        ("The cotton pact was signed.", "[Cotton pact (Chad – Mali)]"),
        ("The Chad–Mali cotton pact was signed.", "[Chad–Mali cotton pact]"),
        ("The Chad cotton pact was signed.", "[Cotton pact (Chad – Mali)]"),
        ("The Karakol treaty was signed.", "Karakol treaty"),
        ("The treaty on the Karakol canal was signed.", "Treaty on the Karakol canal"),
    ] {
        let [description] = &told(text)[..] else { panic!("{text}: {:?}", told(text)) };
        assert!(description.can_be_title(&parties), "{text}");
        assert_eq!(description.title(&codebook, &parties), title, "{text}");
    }
    let [pact] = &told("The cotton pact was signed.")[..] else { panic!() };
    assert!(!pact.can_be_title(&[]), "whose is it?");
}

//! Sentences of reports, each with its kind.

use super::*;

fn kind(text: &str) -> Kind {
    Kinds::new().unwrap().of_report(text, false, &Annotations::default(), Before::default())
}

#[test]
fn what_is_asked_or_only_labelled_is_comment() {
    assert_eq!(kind("Who has to cut what?"), Kind::Commentary);
    assert_eq!(kind("Notes for editors"), Kind::Commentary);
    assert_eq!(kind("Ministry of Trade, Lima, 9 May 2025"), Kind::Commentary);
}

#[test]
fn an_entry_of_a_chronology_tells_an_event() {
    assert_eq!(kind("March 2020 – Inspections stop."), Kind::Event);
    assert_eq!(kind("2 May 1998: The leaders meet."), Kind::Event);
}

#[test]
fn what_someone_without_a_name_says_is_a_statement() {
    assert_eq!(kind("The minister told peers that it helps."), Kind::Statement);
    assert_eq!(kind("Unions in both countries oppose the deal."), Kind::Statement);
    assert_eq!(kind("Any attack on one, it says, must be met."), Kind::Provision);
}

#[test]
fn the_main_verb_tells_where_no_word_does() {
    // What the treaty does in the past or the present, and what somebody thinks.
    assert_eq!(kind("The Treaty of Lima divided the islands."), Kind::Provision);
    assert_eq!(kind("On fishing, a protocol to the pact closes a gap."), Kind::Provision);
    assert_eq!(kind("One judge thought that the paper was void."), Kind::Statement);
    assert_eq!(kind("The paper was no treaty, the Court found."), Kind::Statement);
    assert_eq!(kind("The centre that Chad opened should close."), Kind::Commentary);
    // An act that is only mentioned, denied, or was not to be.
    assert_eq!(kind("It was a bargain that ended a war."), Kind::Commentary);
    assert_eq!(kind("Chad and Mali have signed but not ratified."), Kind::Commentary);
    assert_eq!(kind("Chad has never signed the pact."), Kind::Commentary);
    assert_eq!(kind("This note is no legal advice."), Kind::Commentary);
    assert_eq!(kind("Dispatch of the cabinet, 3 May 2024"), Kind::Event);
    assert_eq!(kind("Entry into force"), Kind::Commentary);
    // A line that a noun opens is a heading, unless it is a sentence in the present.
    assert_eq!(kind("Accession of Chile to the pact"), Kind::Event);
    assert_eq!(kind("Withdrawal takes effect one year after notice."), Kind::Provision);
}

#[test]
fn a_plain_sentence_behind_a_provision_is_one() {
    let kinds = Kinds::new().unwrap();
    let text = "Trade flows on the river.";
    let of = |before| kinds.of_report(text, false, &Annotations::default(), before);
    assert_eq!(of(Before::default()), Kind::Commentary);
    assert_eq!(of(Before { provision: true, quoted: false }), Kind::Provision);
}

#[test]
fn the_treaty_in_the_present_tense_rules_and_in_the_past_it_is_acted_on() {
    assert_eq!(kind("The treaty splits the water between them."), Kind::Provision);
    assert_eq!(kind("Under Article 3, parties renounce force."), Kind::Provision);
    assert_eq!(kind("The treaty was laid before Parliament."), Kind::Event);
    assert_eq!(kind("The bill must still go through committee."), Kind::Commentary);
}

#[test]
fn what_changes_is_a_heading_of_contents() {
    let kinds = Kinds::new().unwrap();
    assert_eq!(kinds.opens_contents("What changes for farmers?"), Some(true));
    assert_eq!(kinds.opens_contents("What happens next?"), Some(false));
    assert_eq!(kinds.opens_contents("The treaty changes much."), None);
}

//! Sentences of reports and of treaties, each with what its dates and lengths say.

use std::sync::LazyLock;

use super::{
    super::dates::{Dates, Known},
    Events,
};
use crate::model::PartialDate;

static RULES: LazyLock<(Dates, Events)> =
    LazyLock::new(|| (Dates::new().unwrap(), Events::new().unwrap()));

fn read(text: &str) -> Vec<String> {
    let (dates, events) = &*RULES;
    let known = Known::on(PartialDate::new(2025, None, None).unwrap());
    let found = dates.find(text, Some(&known));
    let said = events.read(text, &found);
    found.iter().map(|d| format!("{} {}", d.value, events.of(&said, d).as_str())).collect()
}

/// Each sentence is read so; all that are not are shown.
fn each_is(all: &[(&str, &[&str])]) {
    let wrong: Vec<(&str, Vec<String>)> = all
        .iter()
        .map(|(text, want)| (*text, *want, read(text)))
        .filter(|(_, want, read)| read != want)
        .map(|(text, _, read)| (text, read))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_testimonium_dates_the_signature_in_every_language() {
    each_is(&[
        ("DONE at Kabul, the 6th day of May, 1935.", &["1935-05-06 signature"]),
        (
            "Done at Vienna this twenty-third day of May, one thousand nine hundred and sixty-nine.",
            &["1969-05-23 signature"],
        ),
        (
            "In witness whereof the undersigned have signed this Treaty on 10 January 1994.",
            &["1994-01-10 signature"],
        ),
        ("Fait à Paris, le 1er juin 1999, en double exemplaire.", &["1999-06-01 signature"]),
        (
            "Hecho en Lima, a los diecisiete días del mes de enero de dos mil veinticinco.",
            &["2025-01-17 signature"],
        ),
        ("Geschehen zu Mannheim am 17. Oktober 1868.", &["1868-10-17 signature"]),
        ("Gedaan te Rome, de 2de juni 1928.", &["1928-06-02 signature"]),
        ("Feito em Lisboa, aos 5 de maio de 2001.", &["2001-05-05 signature"]),
        ("Совершено в Москве 17 января 2025 года.", &["2025-01-17 signature"]),
        ("本条约于2025年1月17日在莫斯科签署。", &["2025-01-17 signature"]),
    ]);
}

#[test]
fn a_date_has_the_event_that_is_said_of_it() {
    each_is(&[
        ("The Convention was adopted at Rome on 17 July 1998.", &["1998-07-17 adoption"]),
        (
            "The Assembly adopted the text by a vote of 120 to 7 on 17 July 1998.",
            &["1998-07-17 adoption"],
        ),
        (
            "The Senate gave its advice and consent by 71 votes to 26 on 22 December 2010.",
            &["2010-12-22 ratification"],
        ),
        ("La Convention est entrée en vigueur le 3 mai 2001.", &["2001-05-03 entry-into-force"]),
        ("Das Abkommen tritt am 3. Mai 2001 in Kraft.", &["2001-05-03 entry-into-force"]),
        (
            "It acceded on 3 May 2001 and withdrew on 4 June 2010.",
            &["2001-05-03 accession", "2010-06-04 denunciation"],
        ),
        ("The treaty is due to expire on 5 February 2026.", &["2026-02-05 expiry"]),
        ("They sent the text to parliament on 3 May 2001.", &["2001-05-03 other"]),
        (
            "It amends the 1970 convention, signed on 3 May 2001.",
            &["1970 other", "2001-05-03 signature"],
        ),
        (
            "Signed in Berlin on 3 May 2001, revised on 4 June 2010.",
            &["2001-05-03 signature", "2010-06-04 other"],
        ),
    ]);
}

#[test]
fn a_date_belongs_to_the_verb_that_governs_it() {
    each_is(&[
        // Another verb stands between the event and the date, or tells what the event is only talked of.
        ("The Senate debated ratification on 3 May 2001.", &["2001-05-03 other"]),
        (
            "It was signed in Lima on 3 May 2001 and the police raided a port on 4 May 2001.",
            &["2001-05-03 signature", "2001-05-04 other"],
        ),
        ("The treaty, which Peru had ratified, was printed on 3 May 2001.", &["2001-05-03 other"]),
        // At the beginning of a part, a date belongs to the verb that follows.
        (
            "It was signed in 2000, and on 3 May 2001 the court opened.",
            &["2000 signature", "2001-05-03 other"],
        ),
        (
            "On 3 May 2001, after the ministers had signed it, the Senate rejected it.",
            &["2001-05-03 other"],
        ),
        ("On 3 May 2001 the Senate, which had wavered, ratified it.", &["2001-05-03 ratification"]),
        // A verb that says little tells what its object or subject says.
        ("The cabinet gave its approval on 3 May 2001.", &["2001-05-03 ratification"]),
        ("The signing took place in Lima on 3 May 2001.", &["2001-05-03 signature"]),
        ("Congress approved the withdrawal on 3 May 2001.", &["2001-05-03 denunciation"]),
        (
            "The border has been quiet since its entry into force in 2001.",
            &["2001 entry-into-force"],
        ),
        (
            "They signed the protocol that ends the quarrel on 3 May 2001.",
            &["2001-05-03 signature"],
        ),
        // A name is no event.
        ("The signed deal followed the May 2001 summit.", &["2001-05 other"]),
        ("They renounced the treaty of 3 May 2001.", &["2001-05-03 other"]),
        ("In a letter of 3 May 2001 Chad denounced it.", &["2001-05-03 denunciation"]),
    ]);
}

#[test]
fn what_was_denied_or_only_foreseen_is_no_event() {
    each_is(&[
        ("Chad did not sign it on 3 May 2001.", &["2001-05-03 other"]),
        ("The Senate refused to ratify it on 3 May 2001.", &["2001-05-03 other"]),
        ("It was to be signed on 3 May 2001.", &["2001-05-03 other"]),
        ("It had been expected to enter into force on 3 May 2001.", &["2001-05-03 other"]),
        ("It is expected to enter into force on 3 May 2031.", &["2031-05-03 entry-into-force"]),
    ]);
}

#[test]
fn what_is_done_again_or_at_once_or_when_has_the_event_that_is_told_so() {
    each_is(&[
        (
            "Chad ratified on 3 May 2001; Niger followed on 4 June 2001.",
            &["2001-05-03 ratification", "2001-06-04 ratification"],
        ),
        (
            "The Senate approved it in 2001, and the House had done so in 2000.",
            &["2001 ratification", "2000 ratification"],
        ),
        ("Ten have acceded; Niger was the latest, on 3 May 2001.", &["2001-05-03 accession"]),
        (
            "Notes were swapped on 3 May 2001, and it entered into force at once.",
            &["2001-05-03 entry-into-force"],
        ),
        (
            "The quarrel ended on 3 May 2001, when the ministers signed the pact.",
            &["2001-05-03 signature"],
        ),
    ]);
}

#[test]
fn a_length_is_a_duration_extension_notice_or_delay_only_of_the_treaty() {
    each_is(&[
        ("It shall remain in force for a period of twenty (20) years.", &["P20Y duration"]),
        ("The Agreement is concluded for a term of three years.", &["P3Y duration"]),
        ("Deze Overeenkomst geldt voor de duur van één jaar.", &["P1Y duration"]),
        (
            "It shall be automatically extended for successive periods of five years.",
            &["P5Y extension"],
        ),
        (
            "Either Party may terminate it by giving six months\u{2019} written notice.",
            &["P6M denunciation"],
        ),
        (
            "It enters into force thirty days after the deposit of the second instrument.",
            &["P30D entry-into-force"],
        ),
        (
            "Denunciation shall take effect one year after receipt of the notification.",
            &["P1Y denunciation"],
        ),
        ("Reports are due within 30 days after this Treaty enters into force.", &["P30D other"]),
        ("The members of the Council are elected for a term of four years.", &["P4Y other"]),
        ("Certificates shall be valid for a period of five years.", &["P5Y other"]),
        ("The court sentenced him to ten years.", &["P10Y other"]),
        (
            "It entered into force on 3 May 2001, thirty days after the deposit.",
            &["2001-05-03 entry-into-force", "P30D other"],
        ),
    ]);
}

#[test]
fn a_long_clause_is_read_in_a_moment() {
    let text = "signed on 3 May 2020; for twenty years from 1 to 5 May 2019, ".repeat(1000);
    assert!(read(&text).len() > 2000);
}

#[test]
fn who_becomes_the_first_to_do_it_does_it() {
    each_is(&[
        ("On 6 March 2025 Chad became the first country to quit it.", &["2025-03-06 denunciation"]),
        (
            "Mali brought the number of ratifications to thirty in May 2010.",
            &["2010-05 ratification"],
        ),
        ("The Senate adopted the bill on 18 March 2025.", &["2025-03-18 ratification"]),
        ("The title passed to Chad on 12 October 1968.", &["1968-10-12 other"]),
        ("A party may denounce it, with effect one year after notice.", &["P1Y denunciation"]),
        (
            "It runs for five years and is renewed for another five.",
            &["P5Y duration", "P5Y extension"],
        ),
    ]);
}

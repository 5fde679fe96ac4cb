//! Names in sentences of our own.

use super::*;
use crate::annotate::names::Names;

/// The names in a text, as a headline where it begins with "#".
fn named(text: &str) -> Vec<String> {
    let codebook = Codebook::built_in().unwrap();
    let (names, titles) = (Names::new(&codebook).unwrap(), Titles::new().unwrap());
    let (text, headline) = text.strip_prefix('#').map_or((text, false), |t| (t, true));
    let found = titles.find(&codebook, text, &names.find(text), headline);
    found.into_iter().map(|t| t.name).collect()
}

#[test]
fn a_name_has_what_stands_before_its_head_and_what_it_is_about() {
    for (text, name) in [
        ("The Lagos Convention on Lead was signed.", "Lagos Convention on Lead"),
        (
            "It is the Regional Agreement on Access to Water.",
            "Regional Agreement on Access to Water",
        ),
        ("Six questions on the Nairobi Amendment", "Nairobi Amendment"),
        ("The Peru-Chile Joint Declaration is old.", "Peru-Chile Joint Declaration"),
        (
            "The United Nations Convention against Doping opens.",
            "United Nations Convention against Doping",
        ),
        ("They signed the Treaty on Joint Defence in Lima on June 3.", "Treaty on Joint Defence"),
        ("It is of the Treaty on Rivers of May 2003.", "Treaty on Rivers"),
        ("Signing of the Agreement on Salt by both", "Agreement on Salt"),
        ("The Treaty of Lima was a peace treaty between Chad and Mali.", "Treaty of Lima"),
        (
            "An Agreement between the Government of the Republic of Kazakhstan and the Government of Hungary on Salt is near.",
            "Agreement between the Government of the Republic of Kazakhstan and the Government of Hungary on Salt",
        ),
        (
            "#On the Agreement on mutual recognition of licences",
            "Agreement on mutual recognition of licences",
        ),
    ] {
        assert_eq!(named(text), [name], "{text}");
    }
    assert_eq!(
        named("Chad joined the Agreement on the Rescue of Sailors and the Lima Convention."),
        ["Agreement on the Rescue of Sailors"]
    );
}

#[test]
fn what_only_speaks_of_a_treaty_is_no_name() {
    for text in [
        "Signing of the Agreement",
        "The Agreement is short.",
        "Under the Treaty, both sides meet.",
        "It rests on the UNESCO Convention.",
        "Article 7 of the Charter of the United Nations is another matter.",
        "An agreement on mutual recognition of licences was signed.",
        "The fishing pact between Chad and Mali ended.",
        "#Chad and Mali sign agreement on fish",
    ] {
        assert!(named(text).is_empty(), "{text}: {:?}", named(text));
    }
}

#[test]
fn an_acronym_is_a_name_where_the_lead_says_so() {
    let codebook = Codebook::built_in().unwrap();
    let (names, titles) = (Names::new(&codebook).unwrap(), Titles::new().unwrap());
    let of = |headline: &str, lead: &str| {
        titles.acronym(headline, &names.find(headline), &[lead]).map(|t| t.name)
    };
    assert_eq!(
        of("New MAST: a look", "New MAST, the last pact of its kind, ends.").as_deref(),
        Some("New MAST")
    );
    assert_eq!(
        of("XYTRA: what is due", "The trade agreement turns ten.").as_deref(),
        Some("XYTRA")
    );
    assert_eq!(of("XYTRA: what is due", "Rain fell on the capital."), None);
    assert_eq!(of("NATO: what is due", "The trade agreement turns ten."), None);
}

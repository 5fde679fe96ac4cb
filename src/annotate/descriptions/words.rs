//! Words in and around descriptions of treaties.

/// They value or date a treaty, and tell neither what it is on nor of what kind it is.
pub(super) const VALUING: &str = "ambitious big binding broad contentious controversial crucial current draft final formal full groundbreaking historic key landmark last latest long long-awaited major modern new original own present recent same secret so-called sweeping unpublished vital wide-ranging";
/// They say of what kind a treaty is, and not what it is on.
pub(super) const KINDS: &str = "and bilateral comprehensive first framework general global intergovernmental interim international joint legal multilateral mutual political regional special state the trilateral";
/// They tell of another treaty than the one that a report is about, or of none.
pub(super) const OTHER: &str = "additional amending another any companion each earlier every existing few former many no old older other parallel predecessor previous prior second separate several similar some successor such supplementary third twin unrelated";
/// A phrase begins behind them, beside those whose form is known.
const OUTSIDE: &str = "amid despite he her here how it it's like not plus she that there they under unlike via we what why with you";
/// What headlines say is done with a treaty: a phrase begins behind it.
const VERBS: &str = "adopt announce annul approve back call clear clinch conclude debate denounce drop end endorse enact enter exit extend eye finalise finalize forge get give hail initial ink join launch leave mark mull negotiate pass push quit ratify reach reject renew revise revive say scrap seal seek sign signing slam strike suspend table tear terminate unveil urge vote want weigh widen win";
const DAYS: &str = "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday";

/// Whether a word is on a list.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// Whether a word is outside of a phrase that it stands before or behind.
pub(super) fn is_outside(word: &str, is_headline: bool) -> bool {
    has(OUTSIDE, word) || (is_headline && is_verb(word))
}

/// Whether a word is a verb of headlines: "signs", "ratifies".
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.split(' ').any(|verb| {
        let stem = verb.strip_suffix('y');
        word.strip_prefix(stem.unwrap_or(verb)).is_some_and(|end| match stem {
            Some(_) => ["y", "ies"].contains(&end),
            None => ["", "s", "es"].contains(&end),
        })
    })
}

/// Whether a word is a month or a day of the week.
pub(super) fn is_day(word: &str) -> bool {
    has(DAYS, word)
}

/// Whether a word says whose something is.
pub(super) fn is_owner(word: &str) -> bool {
    ["’s", "'s", "s’", "s'"].iter().any(|end| word.ends_with(end))
}

/// Whether two words are forms of one: "culture" and "cultural", "tax" and "taxation".
pub(super) fn same(one: &str, other: &str) -> bool {
    let least = one.chars().count().min(other.chars().count()).min(5);
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count() >= least
}

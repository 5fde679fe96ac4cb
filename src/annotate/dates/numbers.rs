//! Numbers in words and figures: "nineteen hundred and ninety-five", "mil neuf cent quatre-vingts",
//! "negentienhonderdnegenenvijftig", "twenty (20)".

use super::{
    lexicon::{
        ALL, DE, EN, FR, Langs, NL,
        Sense::{And, Number},
        fold,
    },
    numerals::{COMPOUNDS, ELIDED, TABLES},
    tokens::{Shape, Tokens},
};

/// No number of a date or length has more words than "one thousand nine hundred and ninety-nine".
const LONGEST: usize = 12;

/// A number and the tokens it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) value: u16,
    /// First token.
    pub(super) first: usize,
    /// The token after the last.
    pub(super) next: usize,
    /// The languages it is a number in.
    pub(super) langs: Langs,
    pub(super) ordinal: bool,
    /// In words, not figures.
    pub(super) words: bool,
}

/// Compound words taken apart. Built once.
pub(super) struct Compounds(Vec<(Langs, Vec<(String, u16)>)>);

impl Compounds {
    pub(super) fn new() -> Self {
        let parts = COMPOUNDS.iter().map(|(langs, _, _)| {
            let table = TABLES.iter().find(|(of, _)| of == langs).map_or("", |(_, t)| t);
            let mut parts: Vec<(String, u16)> = table
                .lines()
                .filter_map(|line| {
                    let (value, words) = line.trim().split_once(' ')?;
                    let value: u16 = value.parse().ok()?;
                    let cardinals = words.split('/').next().unwrap_or_default();
                    Some(cardinals.split_whitespace().map(move |w| (fold(w), value)))
                })
                .flatten()
                .collect();
            if *langs == super::lexicon::IT {
                parts.extend(ELIDED.iter().map(|(w, v)| ((*w).to_owned(), *v)));
            }
            // The longest first: "achtzig" before "acht".
            parts.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
            (*langs, parts)
        });
        Self(parts.collect())
    }

    /// The value of one word made of several: "siebzehnten", "vijfentwintigste".
    fn value(&self, word: &str, langs: Langs) -> Option<(u16, bool, Langs)> {
        if word.len() < 5 {
            return None;
        }
        let word = fold(word);
        for ((of, parts), (_, joints, endings)) in self.0.iter().zip(COMPOUNDS) {
            if of & langs == 0 || !parts.iter().any(|(w, _)| word.starts_with(w.as_str())) {
                continue;
            }
            let mut sum = Sum::default();
            let mut rest = word.as_str();
            let mut parts_read = 0;
            while !rest.is_empty() {
                if let Some((part, v)) = parts.iter().find(|(w, _)| rest.starts_with(w.as_str()))
                    && sum.take(*v, *of)
                {
                    rest = &rest[part.len()..];
                    parts_read += 1;
                } else if let Some(joint) = joints.iter().find(|j| rest.starts_with(**j))
                    && parts_read > 0
                    && rest.len() > joint.len()
                    && !endings.contains(&rest)
                {
                    rest = &rest[joint.len()..];
                } else {
                    break;
                }
            }
            let ordinal = endings.contains(&rest);
            if parts_read > 0 && (rest.is_empty() || ordinal) {
                return Some((sum.value(), ordinal, *of));
            }
        }
        None
    }
}

/// A number that grows word by word.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    thousands: u16,
    below: u16,
}

impl Sum {
    /// Takes one more word's value, if it can follow what was taken.
    fn take(&mut self, v: u16, langs: Langs) -> bool {
        let group = self.below % 100;
        let after = match v {
            1000 if self.thousands == 0 && self.below <= 20 => {
                self.thousands = 1000 * self.below.max(1);
                self.below = 0;
                return true;
            }
            100 if self.below < 100 => 100 * self.below.max(1),
            101..=900 if self.below == 0 => v,
            // "quatre-vingts" is four twenties.
            20 if langs & FR != 0 && group == 4 => self.below + 76,
            1..=9 if group == 0 || (group >= 20 && group.is_multiple_of(10)) => self.below + v,
            // "dix-sept", "soixante-dix-sept"
            7..=9 if langs & FR != 0 && group % 20 == 10 => self.below + v,
            10..=19 if group == 0 || (langs & FR != 0 && matches!(group, 60 | 80)) => {
                self.below + v
            }
            // "siebenundzwanzig": units come first.
            20..=99 if group == 0 || (langs & (DE | NL) != 0 && group < 10) => self.below + v,
            _ => return false,
        };
        self.below = after;
        true
    }

    fn value(self) -> u16 {
        self.thousands.saturating_add(self.below)
    }
}

/// The number that starts at a token, in one of `langs`. Figures repeated in parentheses after the
/// words, or words after the figures, belong to it: "twenty (20)".
pub(super) fn starting_at(
    tokens: &Tokens<'_>,
    compounds: &Compounds,
    at: usize,
    langs: Langs,
) -> Option<Read> {
    let read = single(tokens, compounds, at, langs)?;
    if tokens.get(read.next).is_some_and(|t| t.is_mark('('))
        && let Some(again) = single(tokens, compounds, read.next + 1, langs)
        && again.value == read.value
        && tokens.get(again.next).is_some_and(|t| t.is_mark(')'))
    {
        return Some(Read { next: again.next + 1, ..read });
    }
    Some(read)
}

fn single(tokens: &Tokens<'_>, compounds: &Compounds, at: usize, langs: Langs) -> Option<Read> {
    let token = tokens.get(at)?;
    if let Shape::Figures { value, digits } = token.shape {
        let next = after_suffix(tokens, at);
        let ordinal = next > at + 1;
        return (digits <= 4).then_some(Read {
            value,
            first: at,
            next,
            langs: ALL,
            ordinal,
            words: false,
        });
    }
    let mut langs = langs;
    let mut sum = Sum::default();
    let mut next = at;
    let mut ordinal = false;
    while next < at + LONGEST {
        // What joins two parts is passed over only if a part follows.
        let mut part = next;
        while part > at
            && part < next + 2
            && tokens.get(part).is_some_and(|t| {
                t.is_mark('-') || t.meanings.iter().any(|m| m.sense == And && m.langs & langs != 0)
            })
        {
            part += 1;
        }
        let Some(token) = tokens.get(part).filter(|t| t.shape == Shape::Word) else { break };
        let meant = token.meanings.iter().find_map(|m| match m.sense {
            Number { value, ordinal } if m.langs & langs != 0 => Some((value, ordinal)),
            _ => None,
        });
        let part_read = match meant {
            Some((value, ord)) => {
                let of = token
                    .meanings
                    .iter()
                    .filter(|m| m.sense == Number { value, ordinal: ord })
                    .fold(0, |all, m| all | m.langs)
                    & langs;
                sum.take(value, of).then_some((ord, of))
            }
            None => compounds.value(token.text, langs).and_then(|(value, ord, of)| {
                if value < 100 {
                    sum.take(value, of).then_some((ord, of))
                } else {
                    // "tweeduizend vijftien": the next word goes on from here.
                    (next == at).then(|| {
                        sum = Sum { thousands: value / 1000 * 1000, below: value % 1000 };
                        (ord, of)
                    })
                }
            }),
        };
        let Some((ord, of)) = part_read else { break };
        langs &= of;
        next = part + 1;
        if ord {
            ordinal = true;
            break;
        }
    }
    (next > at).then_some(Read { value: sum.value(), first: at, next, langs, ordinal, words: true })
}

/// The token after figures and their ending: "th", "er", "º".
fn after_suffix(tokens: &Tokens<'_>, at: usize) -> usize {
    let Some(after) = tokens.get(at + 1) else { return at + 1 };
    // A superscript may have come loose: "6 th".
    let loose = after.is_word(&["st", "nd", "rd", "th"]);
    let tight = tokens.touches_next(at) && after.means(super::lexicon::Sense::Suffix);
    if loose || tight { at + 2 } else { at + 1 }
}

/// The number that ends right before a token, in one of `langs`.
pub(super) fn ending_before(
    tokens: &Tokens<'_>,
    compounds: &Compounds,
    end: usize,
    from: usize,
    langs: Langs,
) -> Option<Read> {
    let least = end.saturating_sub(LONGEST).max(from);
    let mut first = end;
    while first > least
        && let Some(t) = tokens.before(first, 1)
        && (matches!(t.shape, Shape::Figures { .. } | Shape::Mark('-' | '(' | ')'))
            || t.meanings.iter().any(|m| {
                matches!(m.sense, Number { .. } | And | super::lexicon::Sense::Suffix)
                    && m.langs & langs != 0
            })
            || compounds.value(t.text, langs).is_some())
    {
        first -= 1;
    }
    // Of the numbers in this run, the one that reaches its end.
    let mut at = first;
    while at < end {
        match starting_at(tokens, compounds, at, langs) {
            Some(read) if read.next == end => return Some(read),
            Some(read) if read.next < end => at = read.next,
            _ => at += 1,
        }
    }
    None
}

/// A year from words or figures: "nineteen sixty-nine" is two numbers.
pub(super) fn year_at(
    tokens: &Tokens<'_>,
    compounds: &Compounds,
    at: usize,
    langs: Langs,
) -> Option<Read> {
    let read = starting_at(tokens, compounds, at, langs)?;
    if read.words && read.langs & EN != 0 && (10..=21).contains(&read.value) && !read.ordinal {
        let second = starting_at(tokens, compounds, read.next, EN)?;
        return (second.words && (10..=99).contains(&second.value)).then_some(Read {
            value: read.value * 100 + second.value,
            next: second.next,
            ..read
        });
    }
    let figures_of_four = read.words
        || tokens.get(at).is_some_and(|t| matches!(t.shape, Shape::Figures { digits: 4, .. }));
    (figures_of_four && (1000..2200).contains(&read.value)).then_some(read)
}

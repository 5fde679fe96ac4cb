//! A clause cut into figures, words and marks, once; everything about dates is read from these.

use super::lexicon::{Calendar, Langs, Lexicon, Meaning, Sense, Unit, fold};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A run of figures in any script, with its value; long runs are no numbers of a date.
    Figures {
        value: u16,
        digits: usize,
    },
    Word,
    /// One character that is neither.
    Mark(char),
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
    pub(super) text: &'a str,
    pub(super) meanings: &'a [Meaning],
}

impl Token<'_> {
    /// The month it names, with the languages that call it so.
    pub(super) fn month(&self) -> Option<(i8, Calendar, Langs)> {
        let mut found: Option<(i8, Calendar, Langs)> = None;
        for m in self.meanings {
            if let Sense::Month(number, calendar) = m.sense {
                let langs = found.map_or(0, |f| f.2);
                found = Some((number, calendar, langs | m.langs));
            }
        }
        found
    }

    /// The unit of time it names in one of `langs`, with the languages that call it so.
    pub(super) fn unit(&self) -> Option<(Unit, Langs)> {
        let mut found: Option<(Unit, Langs)> = None;
        for m in self.meanings {
            if let Sense::Unit(unit) = m.sense {
                found = Some((unit, found.map_or(0, |f| f.1) | m.langs));
            }
        }
        found
    }

    pub(super) fn means(&self, sense: Sense) -> bool {
        self.meanings.iter().any(|m| m.sense == sense)
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }

    pub(super) fn is_word(&self, words: &[&str]) -> bool {
        self.shape == Shape::Word && words.iter().any(|w| self.text.eq_ignore_ascii_case(w))
    }

    /// The figures' value, if there are at most `digits` of them.
    pub(super) fn figures(&self, most: usize) -> Option<u16> {
        match self.shape {
            Shape::Figures { value, digits } if digits <= most => Some(value),
            _ => None,
        }
    }
}

/// The tokens of a clause, and whether any of them can belong to a date.
pub(super) struct Tokens<'a> {
    pub(super) text: &'a str,
    pub(super) list: Vec<Token<'a>>,
    pub(super) telling: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str, lexicon: &'a Lexicon) -> Self {
        let mut tokens = Self { text, list: Vec::with_capacity(text.len() / 5), telling: false };
        let mut rest = text.char_indices().peekable();
        while let Some((start, c)) = rest.next() {
            let same: fn(char) -> bool = match c {
                _ if digit(c).is_some() => |c| digit(c).is_some(),
                _ if is_letter(c) => is_letter,
                _ if c.is_whitespace() => continue,
                _ => |_| false,
            };
            let mut end = start + c.len_utf8();
            while let Some((at, next)) = rest.peek().copied().filter(|(_, next)| same(*next)) {
                end = at + next.len_utf8();
                rest.next();
            }
            tokens.push(start, end, c, lexicon);
        }
        tokens
    }

    fn push(&mut self, start: usize, end: usize, first: char, lexicon: &'a Lexicon) {
        let text = &self.text[start..end];
        let mut meanings: &[Meaning] = &[];
        let shape = if digit(first).is_some() {
            self.telling = true;
            let digits = text.chars().count();
            let value = text
                .chars()
                .take(4)
                .fold(0, |n, c| n * 10 + u16::from(digit(c).unwrap_or_default()));
            Shape::Figures { value, digits }
        } else if is_letter(first) {
            // No word of a date is longer than "zevenentwintigste", but for compounds.
            if text.len() <= 40 {
                meanings = look_up(text, lexicon);
            }
            self.telling |= meanings.iter().any(|m| {
                matches!(m.sense, Sense::Month(..) | Sense::Unit(_) | Sense::YearWord)
                    // "in nineteen hundred and five" has no other anchor.
                    || matches!(m.sense, Sense::Number { value: 100, .. })
            });
            Shape::Word
        } else {
            // 年: a Chinese date may have no other figure.
            self.telling |= first == '年';
            Shape::Mark(first)
        };
        self.list.push(Token { start, end, shape, text, meanings });
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token<'a>> {
        self.list.get(at)
    }

    /// The token `back` places before `at`.
    pub(super) fn before(&self, at: usize, back: usize) -> Option<&Token<'a>> {
        self.list.get(at.checked_sub(back)?)
    }

    /// Whether nothing stands between the token at `at` and the one after it.
    pub(super) fn touches_next(&self, at: usize) -> bool {
        match (self.get(at), self.get(at + 1)) {
            (Some(a), Some(b)) => a.end == b.start,
            _ => false,
        }
    }

    /// The clause from the end of the token at `at`, at most `length` bytes.
    pub(super) fn after(&self, end: usize, length: usize) -> &'a str {
        let to = self.text.floor_char_boundary(end + length.min(self.text.len() - end));
        &self.text[end..to]
    }

    /// The clause up to `start`, at most `length` bytes.
    pub(super) fn up_to(&self, start: usize, length: usize) -> &'a str {
        let from = self.text.ceil_char_boundary(start.saturating_sub(length));
        &self.text[from..start]
    }
}

fn look_up<'a>(word: &str, lexicon: &'a Lexicon) -> &'a [Meaning] {
    let mut folded = [0u8; 40];
    match folded.get_mut(..word.len()) {
        Some(buffer) if word.is_ascii() => {
            buffer.copy_from_slice(word.as_bytes());
            buffer.make_ascii_lowercase();
            std::str::from_utf8(buffer).map_or(&[], |w| lexicon.get(w))
        }
        _ => lexicon.get(&fold(word)),
    }
}

/// The value of a figure in Latin, Arabic, Persian, Devanagari or full-width script.
pub(super) fn digit(c: char) -> Option<u8> {
    const ZEROS: [char; 5] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}'];
    ZEROS.iter().find_map(|zero| {
        let n = u32::from(c).checked_sub(u32::from(*zero))?;
        u8::try_from(n).ok().filter(|n| *n < 10)
    })
}

/// Letters that make words; ideographs stand for themselves.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !('\u{2e80}'..='\u{9fff}').contains(&c)
}

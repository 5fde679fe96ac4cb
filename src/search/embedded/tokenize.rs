//! Words as the index keeps them: exact ones with positions, and stems by the clause's language.

use tantivy::tokenizer::{Language, Stemmer, Token, TokenFilter, TokenStream, Tokenizer};

use crate::search::words::{self, Word};

/// Languages with a stemmer, by the first part of the BCP 47 tag. No other language is stemmed.
const STEMMERS: [(&str, Language); 20] = [
    ("ar", Language::Arabic),
    ("da", Language::Danish),
    ("de", Language::German),
    ("el", Language::Greek),
    ("en", Language::English),
    ("es", Language::Spanish),
    ("fi", Language::Finnish),
    ("fr", Language::French),
    ("hu", Language::Hungarian),
    ("it", Language::Italian),
    ("nb", Language::Norwegian),
    ("nl", Language::Dutch),
    ("nn", Language::Norwegian),
    ("no", Language::Norwegian),
    ("pt", Language::Portuguese),
    ("ro", Language::Romanian),
    ("ru", Language::Russian),
    ("sv", Language::Swedish),
    ("ta", Language::Tamil),
    ("tr", Language::Turkish),
];

/// A stemmer with the code that its stems begin with, so that languages don't meet in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stems {
    code: &'static str,
    language: Language,
}

impl Stems {
    /// The stemmer for a language tag, where there is one.
    pub(super) fn of(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let (code, language) = STEMMERS.iter().find(|(c, _)| c.eq_ignore_ascii_case(primary))?;
        Some(Self { code, language: *language })
    }

    /// The stems of lower-case words with diacritics, in their order: "en:energi".
    pub(super) fn of_words<'a>(self, lower: impl Iterator<Item = &'a str>) -> Vec<String> {
        let given = Given(lower.map(str::to_owned).collect());
        let mut tokenizer = Stemmer::new(self.language).transform(given);
        let mut stream = tokenizer.token_stream("");
        let mut stems = Vec::new();
        while stream.advance() {
            stems.push(format!("{}:{}", self.code, words::fold(&stream.token().text)));
        }
        stems
    }

    /// The stem of one word.
    pub(super) fn of_word(self, lower: &str) -> Option<String> {
        self.of_words(std::iter::once(lower)).pop()
    }
}

/// Words that were cut already, for tantivy's stemmer, which reads only token streams.
#[derive(Clone)]
struct Given(Vec<String>);

struct GivenStream<'a> {
    words: std::slice::Iter<'a, String>,
    token: Token,
}

impl Tokenizer for Given {
    type TokenStream<'a> = GivenStream<'a>;

    fn token_stream<'a>(&'a mut self, _text: &'a str) -> GivenStream<'a> {
        GivenStream { words: self.0.iter(), token: Token::default() }
    }
}

impl TokenStream for GivenStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(word);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// What the field of exact words is given, for [`Lines`].
pub(super) fn exact(words: &[Word]) -> String {
    words.iter().map(|w| w.folded.as_str()).collect::<Vec<_>>().join("\n")
}

/// What the field of stems is given, for [`Lines`]; nothing where the language has no stemmer.
pub(super) fn stemmed(words: &[Word], language: &str) -> Option<String> {
    let stems = Stems::of(language)?.of_words(words.iter().map(|w| w.lower.as_str()));
    Some(stems.join("\n"))
}

/// The tokenizer of words that were cut already: each line is one. tantivy's own form of such words
/// goes through JSON, which takes longer than cutting them.
#[derive(Clone)]
pub(super) struct Lines;

impl Lines {
    /// Its name in the schema.
    pub(super) const NAME: &str = "lines";
}

/// The lines of a text as tokens.
pub(super) struct LinesStream<'a> {
    lines: std::str::Lines<'a>,
    token: Token,
}

impl Tokenizer for Lines {
    type TokenStream<'a> = LinesStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LinesStream<'a> {
        LinesStream { lines: text.lines(), token: Token::default() }
    }
}

impl TokenStream for LinesStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(line) = self.lines.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(line);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_decides_the_stem() {
        let stem = |tag: &str, word: &str| Stems::of(tag).and_then(|s| s.of_word(word));
        assert_eq!(stem("en", "parties"), Some("en:parti".to_owned()));
        assert_eq!(stem("en-GB", "party"), Some("en:parti".to_owned()));
        assert_eq!(stem("fr", "désarmements"), stem("fr", "désarmement"));
        assert_eq!(stem("fa", "word"), None);
    }
}

//! Identifiers: slugs, clause ids and revision hashes.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Why a written identifier was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// A clause id has 12 Crockford base32 characters.
    #[error("'{0}' is not a clause id (12 letters and digits)")]
    ClauseId(String),
    /// A slug has lower-case letters, digits and single hyphens.
    #[error("'{0}' is not a slug (at most 120 lower-case letters, digits and single hyphens)")]
    Slug(String),
    /// A locator is made of Akoma Ntoso-like parts.
    #[error("'{0}' is not a locator")]
    Locator(String),
    /// A revision is 64 hexadecimal digits.
    #[error("'{0}' is not a revision hash")]
    Revision(String),
}

/// A slug has at most so many characters.
const MAX_SLUG: usize = 120;

/// A readable name in URLs: lower-case letters, digits and single hyphens, at most 120.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

impl Slug {
    /// The slug of any text: other runs of characters become one hyphen, what is too long is cut.
    ///
    /// # Errors
    /// When nothing of the text can stand in a slug.
    pub fn from_text(text: &str) -> Result<Self, IdError> {
        let whole = slug::slugify(text);
        let end = whole.char_indices().nth(MAX_SLUG).map_or(whole.len(), |(at, _)| at);
        let short = whole[..end].trim_end_matches('-');
        short.parse().map_err(|_: IdError| IdError::Slug(text.chars().take(80).collect()))
    }

    /// The slug as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = IdError;
    fn from_str(s: &str) -> Result<Self, IdError> {
        let shaped = s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let hyphens = s.starts_with('-') || s.ends_with('-') || s.contains("--");
        if s.is_empty() || s.len() > MAX_SLUG || !shaped || hyphens {
            return Err(IdError::Slug(s.chars().take(80).collect()));
        }
        Ok(Self(s.to_owned()))
    }
}

impl TryFrom<String> for Slug {
    type Error = IdError;
    fn try_from(s: String) -> Result<Self, IdError> {
        s.parse()
    }
}

impl From<Slug> for String {
    fn from(s: Slug) -> Self {
        s.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Crockford's base32 alphabet, lower case: no `i`, `l`, `o`, `u`.
const CROCKFORD: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The permanent id of one exact wording in one source: 60 bits, written as 12 characters.
///
/// Read in any case, with hyphens anywhere, and with `i`, `l` as 1 and `o` as 0,
/// as Crockford's scheme has it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClauseId(u64);

impl ClauseId {
    /// The id of `text` in the source whose founding slug is `id_slug`.
    ///
    /// `ordinal` counts equal texts in that source from 0, in document order. White space and
    /// Unicode composition do not matter, so a re-wrapped file keeps its ids.
    #[must_use]
    pub fn derive(id_slug: &Slug, text: &str, ordinal: u32) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(id_slug.as_str().as_bytes());
        hasher.update(&[0]);
        hasher.update(fold_whitespace(text).as_bytes());
        hasher.update(&[0]);
        hasher.update(ordinal.to_string().as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        Self(u64::from_be_bytes(first) >> 4)
    }

    /// The 60 bits as a number, for storage.
    #[must_use]
    pub fn as_u64(self) -> u64 {
        self.0
    }

    /// The id with these 60 bits; higher bits are dropped.
    #[must_use]
    pub fn from_u64(bits: u64) -> Self {
        Self(bits & ((1 << 60) - 1))
    }
}

/// `text` in NFC with every run of white space as one space, none at the ends.
#[must_use]
pub fn fold_whitespace(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let composed: Cow<'_, str> = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    };
    for word in composed.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..12).rev() {
            let digit = usize::try_from((self.0 >> (place * 5)) & 31).unwrap_or_default();
            write!(f, "{}", char::from(CROCKFORD[digit]))?;
        }
        Ok(())
    }
}

impl fmt::Debug for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClauseId({self})")
    }
}

impl FromStr for ClauseId {
    type Err = IdError;
    fn from_str(s: &str) -> Result<Self, IdError> {
        let refused = || IdError::ClauseId(s.chars().take(40).collect());
        let mut bits: u64 = 0;
        let mut count = 0;
        for b in s.bytes().filter(|b| *b != b'-') {
            let canonical = match b.to_ascii_lowercase() {
                b'i' | b'l' => b'1',
                b'o' => b'0',
                other => other,
            };
            let digit = CROCKFORD.iter().position(|c| *c == canonical).ok_or_else(refused)?;
            count += 1;
            if count > 12 {
                return Err(refused());
            }
            bits = (bits << 5) | digit as u64;
        }
        if count == 12 { Ok(Self(bits)) } else { Err(refused()) }
    }
}

impl TryFrom<String> for ClauseId {
    type Error = IdError;
    fn try_from(s: String) -> Result<Self, IdError> {
        s.parse()
    }
}

impl From<ClauseId> for String {
    fn from(id: ClauseId) -> Self {
        id.to_string()
    }
}

/// The BLAKE3 hash that names a revision, written as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RevisionHash([u8; 32]);

impl RevisionHash {
    /// A revision named by this hash.
    #[must_use]
    pub fn new(hash: blake3::Hash) -> Self {
        Self(*hash.as_bytes())
    }

    /// As much of it as readers need to tell versions apart: 12 digits.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for RevisionHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl FromStr for RevisionHash {
    type Err = IdError;
    fn from_str(s: &str) -> Result<Self, IdError> {
        blake3::Hash::from_hex(s)
            .map(Self::new)
            .map_err(|_| IdError::Revision(s.chars().take(80).collect()))
    }
}

impl TryFrom<String> for RevisionHash {
    type Error = IdError;
    fn try_from(s: String) -> Result<Self, IdError> {
        s.parse()
    }
}

impl From<RevisionHash> for String {
    fn from(hash: RevisionHash) -> Self {
        hash.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_clause_id_reads_back_as_printed(bits in 0u64..(1 << 60)) {
            let id = ClauseId::from_u64(bits);
            prop_assert_eq!(id.to_string().parse::<ClauseId>(), Ok(id));
        }

        #[test]
        fn a_clause_id_reads_in_any_case_and_with_hyphens(bits in 0u64..(1 << 60), at in 0usize..12) {
            let id = ClauseId::from_u64(bits);
            let mut written = id.to_string().to_uppercase();
            written.insert(at, '-');
            prop_assert_eq!(written.parse::<ClauseId>(), Ok(id));
        }

        #[test]
        fn any_text_is_read_or_refused_but_never_panics(text in ".{0,40}") {
            let _ = text.parse::<ClauseId>();
            if let Ok(slug) = Slug::from_text(&text) {
                prop_assert_eq!(slug.to_string().parse::<Slug>(), Ok(slug));
            }
        }

        #[test]
        fn white_space_and_composition_do_not_change_an_id(words in prop::collection::vec("[a-zé’]{1,8}", 1..8)) {
            let source = Slug::from_text("a source").unwrap();
            let plain = words.join(" ");
            let wrapped: String = format!("\n {} ", words.join("\r\n\t")).nfd().collect();
            prop_assert_eq!(ClauseId::derive(&source, &plain, 0), ClauseId::derive(&source, &wrapped, 0));
            prop_assert_ne!(ClauseId::derive(&source, &plain, 0), ClauseId::derive(&source, &plain, 1));
        }
    }

    #[test]
    fn an_id_is_the_same_on_every_machine_and_for_ever() {
        let source: Slug = "iran-russia-2025".parse().unwrap();
        let id = ClauseId::derive(&source, "Both countries agreed.", 0);
        assert_eq!(id.to_string(), "pvhq3kr0t215");
    }
}

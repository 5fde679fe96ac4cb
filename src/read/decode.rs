//! From bytes to text: encoding, byte order mark, line ends, characters that no reader sees.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{ReadError, Removed, characters, charset, tell};

/// Decoded text and what was taken out of it.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) removed: Vec<Removed>,
    /// What is to be told of how it was decoded.
    pub(super) notes: Vec<String>,
    /// Characters, white space not counted, before anything was taken out.
    pub(super) met: usize,
}

/// Decodes one input. What is not UTF-8 and does not say what else it is, is guessed, and told.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = &bytes[mark..];
    let mut decoded = Decoded::default();
    if mark > 0 {
        tell(&mut decoded.removed, "byte order mark", 1);
    }
    decoded.text = if encoding == UTF_16LE || encoding == UTF_16BE {
        decoded.notes.push(format!("read as {}", encoding.name()));
        utf_16(encoding, body, mark)?
    } else {
        // No text has these; a picture or an archive does within its first bytes.
        if let Some(at) = body.iter().position(|b| matches!(b, 0..=8 | 14..=31)) {
            return Err(ReadError::Binary(mark + at));
        }
        match std::str::from_utf8(body) {
            Ok(text) => text.to_owned(),
            Err(e) => {
                let wrong = ReadError::encoding(body, e.valid_up_to(), mark);
                let (text, name) = charset::legacy(body).filter(|_| mark == 0).ok_or(wrong)?;
                decoded.notes.push(format!("not UTF-8: read as {name}"));
                text
            }
        }
    };
    decoded.met = characters(&decoded.text) + usize::from(mark > 0);
    decoded.text = line_ends(std::mem::take(&mut decoded.text), &mut decoded.removed);
    decoded.text = visible(std::mem::take(&mut decoded.text), &mut decoded.removed);
    if decoded.text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(decoded) }
}

fn utf_16(encoding: &'static Encoding, body: &[u8], mark: usize) -> Result<String, ReadError> {
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(body)
        .ok_or(ReadError::Utf16)?
        .into_owned();
    match text.chars().position(|c| matches!(c, '\0'..='\u{8}' | '\u{E}'..='\u{1F}')) {
        Some(at) => Err(ReadError::Binary(mark + at * 2)),
        None => Ok(text),
    }
}

fn line_ends(text: String, removed: &mut Vec<Removed>) -> String {
    let returns = text.matches('\r').count();
    if returns == 0 {
        return text;
    }
    let what = format!("{returns} carriage return{}", if returns == 1 { "" } else { "s" });
    removed.push(Removed { what, characters: 0 });
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Takes out what is not seen and would keep words from being found: zero-width spaces, soft
/// hyphens, control characters. The joiners stay, which Persian and Indian scripts need, and so do
/// the marks of direction.
pub(super) fn visible(text: String, removed: &mut Vec<Removed>) -> String {
    if !text.contains(|c| invisible(c).is_some()) {
        return text;
    }
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match invisible(c) {
            Some(what) => tell(removed, what, 1),
            None => kept.push(c),
        }
    }
    kept
}

fn invisible(c: char) -> Option<&'static str> {
    match c {
        '\u{200B}' | '\u{2060}' | '\u{FEFF}' => Some("zero-width characters"),
        '\u{AD}' => Some("soft hyphens"),
        // U+0085 is a line end, and as such white space.
        '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' => Some("control characters"),
        _ => None,
    }
}

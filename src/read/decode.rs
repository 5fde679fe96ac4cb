//! From bytes to text: encoding, byte order mark, line ends.

use super::{ReadError, Removed};

/// Decoded text and what was taken out of it.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) removed: Vec<Removed>,
}

pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, ReadError> {
    let mut removed = Vec::new();
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").map_or(bytes, |rest| {
        removed.push(Removed { what: "byte order mark".to_owned(), characters: 1 });
        rest
    });
    let offset = bytes.len() - body.len();
    // No text has these; a picture or an archive does within its first bytes.
    if let Some(at) = body.iter().position(|b| matches!(b, 0..=8 | 14..=31)) {
        return Err(ReadError::Binary(offset + at));
    }
    let text = std::str::from_utf8(body).map_err(|e| ReadError::Encoding {
        line: String::from_utf8_lossy(&body[..e.valid_up_to()]).matches('\n').count() + 1,
        byte: offset + e.valid_up_to(),
    })?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let returns = text.matches('\r').count();
    if returns == 0 {
        return Ok(Decoded { text: text.to_owned(), removed });
    }
    let what = format!("{returns} carriage return{}", if returns == 1 { "" } else { "s" });
    removed.push(Removed { what, characters: 0 });
    Ok(Decoded { text: text.replace("\r\n", "\n").replace('\r', "\n"), removed })
}

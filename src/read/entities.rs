//! References to characters: `&amp;`, `&#8211;`, and names that HTML gave to characters.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// The longest name that HTML has.
const LONGEST: usize = 32;

/// The characters that a reference stands for, by what is between `&` and `;`.
///
/// A number from 128 to 159 is a control character that no text has; who writes it means Windows'
/// character of that number, as HTML reads it.
pub(super) fn resolve(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(Cow::Borrowed);
    };
    let number = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    let number = number.ok()?;
    if let Some(byte) = u8::try_from(number).ok().filter(|b| (0x80..0xA0).contains(b)) {
        return Some(encoding_rs::WINDOWS_1252.decode(&[byte]).0.into_owned().into());
    }
    let c =
        char::from_u32(number).filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))?;
    Some(c.to_string().into())
}

/// A reference that was escaped once more, seen from behind its `&amp;`: `#8211;` and the like. Gives
/// its length and its characters.
pub(super) fn escaped_twice(rest: &str) -> Option<(usize, Cow<'static, str>)> {
    let end = rest.bytes().take(LONGEST + 1).position(|b| b == b';')?;
    Some((end + 1, resolve(rest.get(..end)?)?))
}

/// Text of a format that has no references, with those resolved that stand in it nevertheless: marks of
/// its time as a page. Those that were escaped more than once are resolved wholly. A name that is not
/// known stays as it is.
pub(super) fn lenient(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        resolved.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut inner = &rest[1..];
        while inner.starts_with("amp;") && escaped_twice(&inner["amp;".len()..]).is_some() {
            inner = &inner["amp;".len()..];
        }
        if let Some((length, characters)) = escaped_twice(inner) {
            resolved.push_str(&characters);
            rest = &inner[length..];
        } else {
            resolved.push('&');
            rest = &rest[1..];
        }
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

/// Text with its references resolved; else the name of one that is not known.
pub(super) fn resolved(raw: &str) -> Result<Cow<'_, str>, &str> {
    if !raw.contains('&') {
        return Ok(Cow::Borrowed(raw));
    }
    let mut text = String::with_capacity(raw.len());
    let mut pieces = raw.split('&');
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_once(';').ok_or(piece)?;
        text.push_str(&resolve(name).ok_or(name)?);
        text.push_str(rest);
    }
    Ok(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_stand_for_characters() {
        for (name, characters) in
            [("amp", "&"), ("#8211", "–"), ("#x2013", "–"), ("nbsp", "\u{A0}"), ("#150", "–")]
        {
            assert_eq!(resolve(name).as_deref(), Some(characters), "{name}");
        }
        for name in ["", "#", "#x", "#0", "#7", "#55296", "#99999999999", "nosuch", "AMP x"] {
            assert_eq!(resolve(name), None, "{name}");
        }
    }

    #[test]
    fn what_follows_an_ampersand_is_a_reference_only_where_it_is_whole() {
        assert_eq!(
            escaped_twice("#8211; and").map(|(n, c)| (n, c.into_owned())),
            Some((6, "–".to_owned()))
        );
        for text in ["c. and so on; they", "", "é;", "T; Bell"] {
            assert_eq!(escaped_twice(text), None, "{text}");
        }
    }

    #[test]
    fn references_in_plain_text_are_resolved_however_often_they_were_escaped() {
        for (text, resolved) in [
            ("Art.&nbsp;5 &amp;#8211; &amp;amp;amp;lt;", "Art.\u{A0}5 – <"),
            ("R&amp;D, R&D; &nosuch; & &;", "R&D, R&D; &nosuch; & &;"),
            ("&amp;nosuch;", "&nosuch;"),
            ("none", "none"),
        ] {
            assert_eq!(lenient(text), resolved);
        }
    }

    #[test]
    fn an_unknown_name_in_a_value_is_named() {
        assert_eq!(resolved("a &amp; b").as_deref(), Ok("a & b"));
        assert_eq!(resolved("a &nosuch; b"), Err("nosuch"));
        assert_eq!(resolved("a & b"), Err(" b"));
    }
}

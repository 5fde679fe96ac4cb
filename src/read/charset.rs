//! Text that is not UTF-8: in the encoding that it names, else in the one that it looks like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// A document names its encoding within its first bytes.
const NAMED_WITHIN: usize = 4096;

/// Decodes bytes that are not valid UTF-8, and says in which encoding they are. `None` where they
/// are damaged UTF-8, or hold what is no character in the encoding either.
pub(super) fn legacy(bytes: &[u8]) -> Option<(String, &'static str)> {
    if is_damaged_utf8(bytes) {
        return None;
    }
    let encoding = named(bytes).filter(|e| *e != UTF_8).unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Allow)
    });
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
    // Where a text has C1 control characters, it is not in that encoding.
    let wrong = encoding == UTF_8 || text.contains(|c| matches!(c, '\u{80}'..='\u{9F}'));
    (!wrong).then_some((text, encoding.name()))
}

/// Whether wrong bytes are damage to UTF-8 rather than another encoding's letters.
///
/// In other encodings a letter beyond ASCII is rarely followed by the bytes that UTF-8 would want,
/// and the longer a sequence the rarer. So valid sequences are weighed by their length against the
/// wrong bytes: whole texts in GBK, Shift JIS or IBM 866 come to a half at most, other encodings to
/// nearly nothing, and UTF-8 with a few wrong bytes far above one.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut weight, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        weight += chunk.valid().chars().map(|c| weight_of(c.len_utf8())).sum::<usize>();
        wrong += chunk.invalid().len();
    }
    weight > 0 && weight >= wrong
}

/// What a valid sequence of so many bytes proves.
fn weight_of(length: usize) -> usize {
    [0, 0, 1, 3, 5][length.min(4)]
}

/// The encoding that an XML declaration or an HTML `<meta>` names.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(NAMED_WITHIN)];
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = |key: &str, within: &str| {
        let at = within.find(key)? + key.len();
        let value = within[at..].trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
        Encoding::for_label(&value.as_bytes()[..end.unwrap_or(value.len())])
    };
    let declaration = head.trim_start().strip_prefix("<?xml").and_then(|d| d.split_once("?>"));
    declaration.and_then(|(d, _)| after("encoding", d)).or_else(|| after("charset", &head))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text in an encoding, decoded without being told which.
    fn guessed(label: &str, text: &str) -> Option<(String, &'static str)> {
        let (bytes, encoding, unmapped) =
            Encoding::for_label(label.as_bytes()).unwrap().encode(text);
        assert!(!unmapped && encoding != UTF_8, "{label}");
        legacy(&bytes)
    }

    #[test]
    fn texts_in_the_encodings_of_the_web_are_decoded() {
        for (label, text) in [
            (
                "windows-1252",
                "Les Hautes Parties contractantes s'engagent à régler leurs différends.",
            ),
            ("windows-1252", "The parties met at a café in Geneva."),
            ("windows-1252", "Der Spaß“ für die Völker – „Größe“ und Maß."),
            ("koi8-r", "Договаривающиеся стороны обязуются решать споры мирным путём."),
            ("windows-1251", "Договор вступает в силу после обмена грамотами. Её текст. Пётр."),
            ("windows-1256", "يدخل هذا الاتفاق حيز النفاذ بعد تبادل وثائق التصديق"),
            ("shift_jis", "締約国は、この条約の規定に従うことを約束する。"),
            ("gbk", "缔约双方同意，本条约自互换批准书之日起生效。"),
            ("euc-kr", "체약국은 이 조약의 규정을 준수하기로 약속한다."),
            ("big5", "派遣國對於擬派駐接受國之使館館長人選務須查明其確已獲得接受國之同意。"),
        ] {
            assert_eq!(guessed(label, text).map(|(t, _)| t).as_deref(), Some(text), "{label}");
        }
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_another_encoding() {
        let russian = "Договор вступает в силу после обмена грамотами.".as_bytes();
        let mut damaged = russian.to_vec();
        damaged[10] = 0xFF;
        assert_eq!(legacy(&damaged), None);
        assert_eq!(legacy(&russian[..russian.len() - 2][..41]), None, "cut within a letter");
        assert_eq!(
            legacy(b"The \xE2\x80\x9CParties\xE2\x80\x9D met in Gen\xE8ve, at a caf\xE9."),
            None
        );
    }

    #[test]
    fn a_document_may_name_its_encoding() {
        let text = "<?xml version='1.0' encoding=\"ISO-8859-2\"?><p>Umowa mi\u{119}dzynarodowa</p>";
        let (bytes, ..) = encoding_rs::ISO_8859_2.encode(text);
        assert_eq!(legacy(&bytes), Some((text.to_owned(), "ISO-8859-2")));
        let page = b"<html><meta http-equiv=x content='text/html; charset=koi8-r'><p>\xC4\xCF\xC7";
        assert_eq!(legacy(page).map(|(_, name)| name), Some("KOI8-R"));
    }
}

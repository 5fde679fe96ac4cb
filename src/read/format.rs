//! Which format an input is in: by what it begins with, else by its name's ending.

use super::{ReadError, xml};

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// XML of any vocabulary but HTML.
    Xml,
    /// PDF.
    Pdf,
}

/// What names of each format end in. A folder's walk takes up these.
const ENDINGS: [(&str, Format); 8] = [
    ("txt", Format::Plain),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("xml", Format::Xml),
    ("pdf", Format::Pdf),
];

/// A PDF may have other bytes before its first line.
const PDF_WITHIN: usize = 1024;

impl Format {
    /// By the name's ending alone.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        ENDINGS.iter().find(|(e, _)| ending.eq_ignore_ascii_case(e)).map(|(_, format)| *format)
    }

    /// The ending that names it.
    pub(super) fn name(self) -> &'static str {
        ENDINGS.iter().find(|(_, format)| *format == self).map_or("txt", |(ending, _)| ending)
    }

    /// Whether bytes are a PDF, which is not decoded as text.
    pub(super) fn is_pdf(name: &str, bytes: &[u8]) -> bool {
        const MARK: &[u8] = b"%PDF-";
        let head = &bytes[..bytes.len().min(PDF_WITHIN)];
        bytes.trim_ascii_start().starts_with(MARK)
            || (Self::by_name(name) == Some(Self::Pdf)
                && head.windows(MARK.len()).any(|w| w == MARK))
    }

    /// Why bytes of this name that are no text can't be read.
    pub(super) fn refuse(name: &str, why: ReadError) -> ReadError {
        match why {
            ReadError::Binary(_) if Self::by_name(name) == Some(Self::Pdf) => ReadError::DamagedPdf,
            other => other,
        }
    }

    /// Of decoded text. Markdown may begin with an HTML element, so there only a whole HTML or XML
    /// document is something else.
    pub(super) fn of(name: &str, text: &str) -> Self {
        let named = Self::by_name(name);
        let text = text.trim_start();
        if is_html(text) {
            Self::Html
        } else if named == Some(Self::Markdown) {
            if text.starts_with("<?xml") { Self::Xml } else { Self::Markdown }
        } else if named == Some(Self::Html) && !text.starts_with("<?xml") {
            Self::Html
        } else if xml::is_xml(text) {
            Self::Xml
        } else {
            match named {
                Some(format @ (Self::Html | Self::Xml)) if text.starts_with('<') => format,
                _ => Self::Plain,
            }
        }
    }
}

/// Whether a text is an HTML document: its document type or its first element says so.
fn is_html(text: &str) -> bool {
    let mut rest = text;
    loop {
        let word = |w: &str| rest.get(..w.len()).is_some_and(|r| r.eq_ignore_ascii_case(w));
        if word("<!doctype html") || word("<html") {
            return true;
        }
        // Before it may stand the XML declaration, comments, and another document type.
        let end = match rest {
            r if r.starts_with("<!--") => r.find("-->").map(|i| i + 3),
            r if r.starts_with("<?") || r.starts_with("<!") => r.find('>').map(|i| i + 1),
            _ => return false,
        };
        let Some(end) = end else { return false };
        rest = rest[end..].trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_the_format_and_the_ending_where_it_does_not() {
        for (name, text, format) in [
            ("a.txt", "Article 1", Format::Plain),
            ("standard input", "Article 1", Format::Plain),
            (
                "a.md",
                "<meta http-equiv='Content-Type' content='text/html' />\n\n##Title",
                Format::Markdown,
            ),
            ("a.md", "<div>Words</div>", Format::Markdown),
            ("a.md", "<?xml version='1.0'?><treaty/>", Format::Xml),
            ("a.md", "<!DOCTYPE html><p>Words", Format::Html),
            ("a.txt", "\n<!-- saved -->\n<HTML lang=en><p>Words", Format::Html),
            ("a.xhtml", "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html/>", Format::Html),
            ("a.html", "<p>Words", Format::Html),
            ("a.html", "Words", Format::Html),
            ("a.txt", "<treaty><meta/></treaty>", Format::Xml),
            ("a.xml", "<html xmlns='http://www.w3.org/1999/xhtml'/>", Format::Html),
            ("a.xml", "Article 1", Format::Plain),
            ("a.pdf", "Article 1", Format::Plain),
        ] {
            assert_eq!(Format::of(name, text), format, "{name}: {text}");
        }
        assert!(Format::is_pdf("a.txt", b"%PDF-1.4\n"));
        assert!(Format::is_pdf("a.PDF", b"\x00junk\n%PDF-1.4\n"));
        assert!(!Format::is_pdf("a.txt", b"About %PDF-1.4"));
    }
}

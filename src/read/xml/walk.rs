//! Walks an XML document event by event, under limits, and accounts for all that is not text.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    errors::{Error, IllFormedError, SyntaxError},
    events::{Event, attributes::Attributes},
};

use super::account::{Account, What};
use crate::read::{ReadError, entities};

/// Elements within elements. No document comes near it, and readers may recurse.
const DEPTH: usize = 256;
/// Attributes of one element: to find the same one twice costs their square.
const ATTRIBUTES: usize = 256;

/// An element's start.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Its local name: prefixes differ between documents, names do not.
    pub(super) name: &'a str,
    attributes: Vec<(&'a str, Cow<'a, str>)>,
}

impl Element<'_> {
    /// An attribute's value by its local name, white space at its ends left out; `None` where it says
    /// nothing.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(key, _)| *key == name)?;
        Some(value.trim()).filter(|v| !v.is_empty())
    }
}

/// What a document is made of.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// The element of this local name ends.
    Close(&'a str),
    /// Text, its references resolved. Whoever takes it writes it or removes it from the account.
    Text(Cow<'a, str>),
}

/// The walk through one document.
pub(super) struct Walk<'a> {
    source: &'a str,
    reader: Reader<&'a [u8]>,
    /// The byte after the last event.
    at: usize,
    /// The elements that are open, by qualified name and first byte.
    open: Vec<(&'a str, usize)>,
    /// Whether the root has begun.
    begun: bool,
    /// An empty element has begun and has yet to end.
    empty: bool,
    /// Bytes of the text to come that belong to a reference which was escaped twice.
    taken: usize,
    /// What was left out so far.
    pub(super) account: Account,
}

impl<'a> Walk<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let mut reader = Reader::from_str(source);
        // Ends are matched here, where it is known on which line an element began.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        Self {
            source,
            reader,
            at: 0,
            open: Vec::new(),
            begun: false,
            empty: false,
            taken: 0,
            account: Account::default(),
        }
    }

    /// The next piece; `None` after the last.
    ///
    /// # Errors
    /// [`ReadError::Xml`] where the document is not well-formed, is over a limit, or declares types
    /// of its own.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'a>>, ReadError> {
        if std::mem::take(&mut self.empty) {
            let (name, _) = self.open.pop().unwrap_or_default();
            return Ok(Some(Piece::Close(local(name))));
        }
        loop {
            let from = self.at;
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.malformed(&error)),
            };
            self.at = usize::try_from(self.reader.buffer_position()).unwrap_or(self.source.len());
            let raw = &self.source[from..self.at];
            match event {
                Event::Start(_) => return self.start(raw, from).map(Some),
                Event::Empty(_) => {
                    self.empty = true;
                    return self.start(raw, from).map(Some);
                }
                Event::End(_) => return self.end(raw, from).map(Some),
                Event::Text(_) => {
                    let (_, text) = raw.split_at(std::mem::take(&mut self.taken).min(raw.len()));
                    self.inside(text, from)?;
                    return Ok(Some(Piece::Text(text.into())));
                }
                Event::CData(words) => {
                    let words = words.into_inner();
                    self.account.shorten(What::Markup, raw, &words);
                    self.inside("cdata", from)?;
                    return Ok(Some(Piece::Text(words)));
                }
                Event::GeneralRef(name) => {
                    self.inside("reference", from)?;
                    return self.reference(&name, raw, from).map(|c| Some(Piece::Text(c)));
                }
                Event::Decl(_) => self.account.remove(What::Markup, raw),
                Event::Comment(_) => self.account.remove(What::Comments, raw),
                Event::PI(_) => self.account.remove(What::Instructions, raw),
                Event::DocType(_) => {
                    self.account.remove(What::DocumentType, raw);
                    self.document_type(raw, from)?;
                }
                Event::Eof => return self.eof(),
            }
        }
    }

    fn start(&mut self, raw: &'a str, from: usize) -> Result<Piece<'a>, ReadError> {
        self.account.remove(What::Markup, raw);
        let tag = raw.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        let end = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
        let name = &tag[..end];
        if self.open.is_empty() && self.begun {
            return Err(self.error(from, format!("<{}> is a second root element", shown(name))));
        }
        if self.open.len() >= DEPTH {
            return Err(self.error(from, format!("elements are nested more than {DEPTH} deep")));
        }
        self.begun = true;
        self.open.push((name, from));
        let attributes = self.attributes(tag, end, from)?;
        Ok(Piece::Open(Element { name: local(name), attributes }))
    }

    fn attributes(
        &self,
        tag: &'a str,
        end: usize,
        from: usize,
    ) -> Result<Vec<(&'a str, Cow<'a, str>)>, ReadError> {
        let mut attributes = Vec::new();
        for attribute in Attributes::new(tag, end) {
            let attribute = attribute.map_err(|e| {
                self.error(
                    from,
                    format!("an attribute of <{}> is malformed: {e}", shown(&tag[..end])),
                )
            })?;
            if attributes.len() == ATTRIBUTES {
                let name = shown(&tag[..end]);
                return Err(
                    self.error(from, format!("<{name}> has more than {ATTRIBUTES} attributes"))
                );
            }
            let Cow::Borrowed(raw) = attribute.value else { continue };
            let value = entities::resolved(raw).map_err(|name| self.unknown(name, from))?;
            attributes.push((local(attribute.key.into_inner()), value));
        }
        Ok(attributes)
    }

    fn end(&mut self, raw: &'a str, from: usize) -> Result<Piece<'a>, ReadError> {
        self.account.remove(What::Markup, raw);
        let name = raw.trim_start_matches("</").trim_end_matches('>').trim_end();
        match self.open.pop() {
            Some((open, _)) if open == name => Ok(Piece::Close(local(name))),
            Some((open, since)) => {
                let line = self.line(since);
                let (name, open) = (shown(name), shown(open));
                Err(self
                    .error(from, format!("</{name}> ends <{open}>, which began in line {line}")))
            }
            None => Err(self.error(from, format!("</{}> ends nothing", shown(name)))),
        }
    }

    fn reference(
        &mut self,
        name: &str,
        raw: &'a str,
        from: usize,
    ) -> Result<Cow<'a, str>, ReadError> {
        if name == "amp"
            && let Some((length, characters)) = entities::escaped_twice(&self.source[self.at..])
        {
            self.taken = length;
            let whole = &self.source[from..self.at + length];
            self.account.shorten(What::Twice, whole, &characters);
            return Ok(characters);
        }
        let characters = entities::resolve(name).ok_or_else(|| self.unknown(name, from))?;
        self.account.shorten(What::References, raw, &characters);
        Ok(characters)
    }

    /// Text stands in the root element; white space may stand around it.
    fn inside(&self, text: &str, from: usize) -> Result<(), ReadError> {
        let words = text.trim_start();
        if self.open.is_empty() && !words.is_empty() {
            let reason = "text stands outside of the root element".to_owned();
            return Err(self.error(from + text.len() - words.len(), reason));
        }
        Ok(())
    }

    /// A document type may name itself and where it is; what it declares here is in brackets.
    fn document_type(&self, raw: &str, from: usize) -> Result<(), ReadError> {
        let mut quote = None;
        let bracket = raw.bytes().position(|b| {
            match quote {
                Some(mark) if mark == b => quote = None,
                None if matches!(b, b'"' | b'\'') => quote = Some(b),
                _ => {}
            }
            b == b'[' && quote.is_none()
        });
        let inner = bracket.and_then(|begin| raw.get(begin + 1..raw.rfind(']')?));
        if inner.is_none_or(|inner| inner.trim().is_empty()) {
            return Ok(());
        }
        let reason = "the document type declares entities or elements of its own".to_owned();
        Err(self.error(from, reason))
    }

    fn eof(&self) -> Result<Option<Piece<'a>>, ReadError> {
        if let Some((name, since)) = self.open.last() {
            return Err(self.error(*since, format!("<{}> is not closed", shown(name))));
        }
        if !self.begun {
            return Err(self.error(0, "there is no element".to_owned()));
        }
        Ok(None)
    }

    fn unknown(&self, name: &str, from: usize) -> ReadError {
        self.error(from, format!("the entity &{}; is not known", shown(name)))
    }

    fn malformed(&self, error: &Error) -> ReadError {
        let at = usize::try_from(self.reader.error_position()).unwrap_or(self.at);
        // Where a tag is cut off, the element that is open tells more than the tag.
        let reason = match error {
            Error::Syntax(SyntaxError::UnclosedComment) => "the comment is not closed",
            Error::Syntax(SyntaxError::UnclosedCData) => "the CDATA section is not closed",
            Error::Syntax(SyntaxError::UnclosedDoctype) => "the document type is not closed",
            Error::Syntax(SyntaxError::InvalidBangMarkup) => "<! begins nothing that XML knows",
            Error::Syntax(SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl) => {
                "the processing instruction is not closed"
            }
            Error::Syntax(_) => "the tag is not closed",
            Error::IllFormed(IllFormedError::UnclosedReference) => {
                "an ampersand begins no reference (written as text, it is &amp;)"
            }
            other => return self.error(at, shown(&other.to_string())),
        };
        self.error(at, reason.to_owned())
    }

    fn error(&self, at: usize, reason: String) -> ReadError {
        ReadError::Xml { line: self.line(at), reason }
    }

    fn line(&self, at: usize) -> usize {
        let at = at.min(self.source.len());
        self.source.get(..at).map_or(0, |before| before.matches('\n').count()) + 1
    }
}

/// A name without its namespace's prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// A name as a message shows it: in one line, and not a page of it.
fn shown(name: &str) -> String {
    name.chars().take_while(|c| !c.is_control()).take(80).collect()
}

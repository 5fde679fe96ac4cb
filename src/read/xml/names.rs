//! What elements are by their names alone, across vocabularies: TEI, `DocBook`, JATS, and HTML's in
//! XML.

/// What an element is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// A block of text, whatever stands around it.
    Block,
    /// An item of a list.
    Item,
    /// A heading, where it is not in running text.
    Heading,
    /// A row of a table.
    Row,
    /// Part of the text around it.
    Inline,
    /// A note, which is called in a text and stands beside it.
    Note,
    /// White space: a line's or page's end.
    Space,
    /// Printed on every page.
    PageHeader,
    /// What a document says of itself.
    Header,
    /// Known by no name.
    Unknown,
}

/// Names are told in any case: `sourceTitle`, `P`.
pub(super) fn name(name: &str) -> Name {
    match name.to_ascii_lowercase().as_str() {
        "p" | "para" | "simpara" | "ab" | "lg" | "l" | "sp" | "stage" | "quote" | "blockquote"
        | "epigraph" | "div" | "div1" | "div2" | "div3" | "div4" | "div5" | "div6" | "div7"
        | "list" | "table" | "figure" | "floatingtext" | "body" | "front" | "back" | "group"
        | "section" | "sect1" | "sect2" | "sect3" | "sec" | "chapter" | "article" | "part"
        | "opener" | "closer" | "signed" | "dateline" | "salute" | "postscript" | "byline"
        | "docauthor" | "docimprint" | "docdate" | "titlepage" | "trailer" | "argument"
        | "paragraph" | "preamble" | "annex" | "listbibl" => Name::Block,
        "item" | "li" | "listitem" | "list-item" => Name::Item,
        "head" | "heading" | "title" | "subtitle" | "titlepart" | "caption" | "h1" | "h2"
        | "h3" | "h4" | "h5" | "h6" => Name::Heading,
        "row" | "tr" => Name::Row,
        "hi" | "emph" | "emphasis" | "ref" | "xref" | "ptr" | "term" | "name" | "persname"
        | "placename" | "orgname" | "rs" | "seg" | "orig" | "sic" | "abbr" | "corr" | "reg"
        | "expan" | "ex" | "choice" | "foreign" | "mentioned" | "socalled" | "gloss" | "num"
        | "measure" | "unclear" | "supplied" | "add" | "del" | "gap" | "w" | "c" | "pc"
        | "cell" | "b" | "i" | "u" | "em" | "strong" | "span" | "a" | "sub" | "sup" | "small"
        | "bold" | "italic" | "td" | "th" | "entry" | "label" | "anchor" | "graphic" => {
            Name::Inline
        }
        "note" | "footnote" | "fn" => Name::Note,
        "lb" | "pb" | "cb" | "br" | "eol" | "milestone" => Name::Space,
        "fw" => Name::PageHeader,
        "teiheader" | "header" | "meta" | "metadata" | "info" | "articleinfo" | "bookinfo" => {
            Name::Header
        }
        _ => Name::Unknown,
    }
}

/// Whether an element of TEI's `choice` is the editor's reading. What is written stays: it is what
/// can be quoted.
pub(super) fn is_reading(name: &str) -> bool {
    matches!(name, "corr" | "reg" | "expan")
}

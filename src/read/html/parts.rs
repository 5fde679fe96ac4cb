//! Which parts of a page are no words of its text.

use dom_query::NodeRef;

use crate::read::characters;

/// Elements that stand within a line.
const INLINE: [&str; 38] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rp", "rt", "ruby",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Whether a browser begins a new line at an element.
pub(super) fn is_block(name: &str) -> bool {
    !INLINE.contains(&name) && !matches!(name, "br" | "wbr" | "td" | "th" | "area" | "map")
}

/// Whether line ends within an element are line ends of its text.
pub(super) fn is_preformatted(element: &NodeRef<'_>, name: &str) -> bool {
    let class = || element.attr("class").is_some_and(|c| c.contains("whitespace-pre"));
    let style =
        || element.attr("style").is_some_and(|s| s.replace(' ', "").contains("white-space:pre"));
    name == "pre" || class() || style()
}

/// What an element is where its words are no words of the text. `body` is how many characters the
/// page has.
pub(super) fn removed(element: &NodeRef<'_>, name: &str, body: usize) -> Option<&'static str> {
    match name {
        "title" => return Some("page title"),
        "script" | "style" | "noscript" | "template" => return Some("scripts and styles"),
        "svg" | "canvas" | "iframe" | "object" | "video" | "audio" | "noframes" => {
            return Some("embedded media");
        }
        "button" | "select" | "textarea" | "input" | "datalist" | "option" => {
            return Some("controls");
        }
        "nav" | "dialog" | "menu" => return Some("navigation"),
        "aside" => return Some("asides"),
        "footer" => return Some("page footer"),
        // Where a page is one form, it is its text.
        "form" if characters(&element.text()) * 2 < body => return Some("controls"),
        // A treaty's preamble may stand in one; a page's own has neither paragraphs nor headings.
        "header" if !has_prose(element) => return Some("navigation"),
        _ => {}
    }
    let role = element.attr("role");
    if role.is_some_and(|r| ["navigation", "search", "contentinfo", "menu"].contains(&r.as_ref())) {
        return Some("navigation");
    }
    let hidden = element.has_attr("hidden")
        || element.attr("aria-hidden").is_some_and(|v| v.as_ref() == "true")
        || element.attr("style").is_some_and(|style| {
            let style = style.replace(' ', "").to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        });
    (hidden && !matches!(name, "html" | "body")).then_some("hidden text")
}

fn has_prose(element: &NodeRef<'_>) -> bool {
    const PROSE: [&str; 7] = ["p", "h1", "h2", "h3", "h4", "h5", "h6"];
    element
        .descendants_it()
        .any(|d| d.node_name().is_some_and(|name| PROSE.contains(&name.as_ref())))
}

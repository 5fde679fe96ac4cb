//! What the CSL processor renders, as plain text and as HTML. Its own HTML writer escapes nothing.

use std::fmt::Write;

use hayagriva::{
    ElemChild, ElemChildren, Formatting,
    citationberg::{FontStyle, FontVariant, FontWeight, VerticalAlign},
};

use crate::read::is_web_address;

/// A text with the same text marked up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marked {
    /// In plain text.
    pub(super) text: String,
    /// As HTML, escaped: only `i`, `b`, `sup`, `sub`, `span class="small-caps"`, `bdi` and `a`.
    pub(super) html: String,
}

impl Marked {
    pub(super) fn of(rendered: &ElemChildren) -> Self {
        let mut marked = Self::default();
        marked.push_all(rendered);
        marked
    }

    fn push_all(&mut self, children: &ElemChildren) {
        for child in &children.0 {
            match child {
                ElemChild::Text(t) => self.push_formatted(&t.text, t.formatting),
                ElemChild::Elem(e) => self.push_all(&e.children),
                ElemChild::Link { text, url } if is_web_address(url) => {
                    self.push_link(&text.text, url);
                }
                ElemChild::Link { text, .. } => self.push_text(&text.text),
                ElemChild::Markup(text) => self.push_text(text),
                ElemChild::Transparent { .. } => {}
            }
        }
    }

    fn push_formatted(&mut self, text: &str, formatting: Formatting) {
        let tags = tags(formatting);
        for tag in &tags {
            self.html.push_str(tag.0);
        }
        self.push_text(text);
        for tag in tags.iter().rev() {
            self.html.push_str(tag.1);
        }
    }

    /// Sets a title apart in the HTML, so that one that runs from right to left turns nothing around it.
    pub(super) fn set_apart(&mut self, title: &str, language: Option<&str>) {
        let mut escaped = String::new();
        escape(title, &mut escaped);
        let is_text = |at: &usize| {
            let before = &self.html[..*at];
            before.rfind('<') <= before.rfind('>') && before.rfind('&') <= before.rfind(';')
        };
        let mut found = self.html.match_indices(&escaped).map(|(at, _)| at);
        // Some styles print it in another case; what is not found runs as the citation does.
        if let Some(at) = found.find(is_text).filter(|_| !title.is_empty()) {
            let mut apart = "<bdi".to_owned();
            if let Some(language) = language {
                apart.push_str(" lang=\"");
                escape(language, &mut apart);
                apart.push('"');
            }
            let _ = write!(apart, ">{escaped}</bdi>");
            self.html.replace_range(at..at + escaped.len(), &apart);
        }
    }

    /// Takes the full stop off its end, and tells whether there was one.
    pub(super) fn take_stop(&mut self) -> bool {
        let stopped = self.text.ends_with('.') && self.html.ends_with('.');
        if stopped {
            self.text.pop();
            self.html.pop();
        }
        stopped
    }

    /// Adds words without markup.
    pub(super) fn push_text(&mut self, text: &str) {
        self.text.push_str(text);
        escape(text, &mut self.html);
    }

    /// Adds a link; `url` must be the address of a web page, or one of this site.
    pub(super) fn push_link(&mut self, text: &str, url: &str) {
        self.html.push_str("<a href=\"");
        escape(url, &mut self.html);
        self.html.push_str("\">");
        self.push_text(text);
        self.html.push_str("</a>");
    }
}

fn tags(formatting: Formatting) -> Vec<(&'static str, &'static str)> {
    let mut tags = Vec::new();
    if formatting.font_style == FontStyle::Italic {
        tags.push(("<i>", "</i>"));
    }
    if formatting.font_weight == FontWeight::Bold {
        tags.push(("<b>", "</b>"));
    }
    if formatting.font_variant == FontVariant::SmallCaps {
        tags.push(("<span class=\"small-caps\">", "</span>"));
    }
    match formatting.vertical_align {
        VerticalAlign::Sup => tags.push(("<sup>", "</sup>")),
        VerticalAlign::Sub => tags.push(("<sub>", "</sub>")),
        _ => {}
    }
    tags
}

/// Escapes for element content and quoted attribute values alike.
fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_set_apart_where_it_stands_and_in_no_markup() {
        let of = |title: &str, html: &str| {
            let mut marked = Marked { text: String::new(), html: html.to_owned() };
            marked.set_apart(title, Some("fr"));
            marked.html
        };
        let apart = r#"<i>See <bdi lang="fr">i</bdi></i>"#;
        assert_eq!(of("i", "<i>See i</i>"), apart);
        assert_eq!(of("href", r#"<a href="/c/1">1</a>, href"#).find("<bdi"), Some(22));
        assert_eq!(of("amp", "A &amp; B"), "A &amp; B");
        assert_eq!(of("A & B", "<b>A &amp; B</b>"), r#"<b><bdi lang="fr">A &amp; B</bdi></b>"#);
    }
}

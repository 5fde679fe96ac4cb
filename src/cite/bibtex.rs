//! Items as BibTeX, for classic styles and biblatex alike.

use std::fmt::Write;

use super::item::{Item, ItemDate, ItemType, Name};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A BibTeX file. BibTeX knows no treaties: they are `@misc` with the series as `howpublished`.
#[must_use]
pub fn bibtex(items: &[&Item]) -> String {
    items.iter().map(|item| entry(item)).collect::<Vec<_>>().join("\n")
}

fn entry(item: &Item) -> String {
    let (kind, container) = match item.r#type {
        ItemType::Treaty | ItemType::Webpage => ("misc", "howpublished"),
        ItemType::ArticleNewspaper => ("article", "journal"),
        ItemType::Report => ("techreport", "howpublished"),
    };
    let mut entry = Entry(format!("@{kind}{{{},\n", item.id));
    let authors: Vec<String> = item
        .author
        .iter()
        .map(|name| match name {
            // Braces keep an institution's name from being parted.
            Name::Literal { literal } => format!("{{{}}}", escaped(literal)),
            person @ Name::Person { .. } => escaped(&person.inverted()),
        })
        .collect();
    entry.raw("author", &braced(&authors.join(" and ")));
    // A second pair keeps the capitals.
    entry.raw("title", &format!("{{{}}}", braced(&escaped(&item.title))));
    let series = [&item.volume, &item.container_title, &item.page];
    let series: Vec<&str> = series.into_iter().filter_map(|part| part.as_deref()).collect();
    entry.text(container, &series.join(" "));
    entry.text("institution", item.publisher.as_deref().unwrap_or_default());
    if let Some(ItemDate(date)) = item.issued {
        entry.text("year", &format!("{:04}", date.year()));
        let month = date.month().and_then(|m| MONTHS.get(usize::try_from(m - 1).ok()?));
        entry.raw("month", month.copied().unwrap_or_default());
        entry.text("date", &date.to_string());
    }
    entry.text("note", &notes(item).join(". "));
    entry.text("abstract", item.r#abstract.as_deref().unwrap_or_default());
    entry.text("langid", item.language.as_deref().and_then(babel).unwrap_or_default());
    if let Some(url) = &item.url {
        entry.raw("url", &braced(&address(url)));
    }
    if let Some(ItemDate(date)) = item.accessed {
        entry.text("urldate", &date.to_string());
    }
    entry.0.push_str("}\n");
    entry.0
}

/// An entry that is being written.
struct Entry(String);

impl Entry {
    fn text(&mut self, field: &str, value: &str) {
        self.raw(field, &braced(&escaped(value)));
    }

    fn raw(&mut self, field: &str, value: &str) {
        if !matches!(value, "" | "{}") {
            // Writing to a String can't fail.
            let _ = writeln!(self.0, "  {field} = {value},");
        }
    }
}

/// What has no field of its own.
pub(super) fn notes(item: &Item) -> Vec<String> {
    let in_force = item.available_date.map(|d| format!("Entered into force {}", d.0.words()));
    let kept = item.archive.as_ref().zip(item.archive_location.as_ref());
    let kept = kept.map(|(archive, location)| format!("{archive}, {location}"));
    [in_force, item.note.clone(), kept].into_iter().flatten().collect()
}

fn braced(text: &str) -> String {
    format!("{{{text}}}")
}

/// A text that TeX prints as it is. BibTeX counts braces even where they are escaped: those that do not
/// pair are written by name, which fewer programs read.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let paired = are_paired(text);
    for c in text.chars() {
        match c {
            '{' | '}' if paired => escaped.extend(['\\', c]),
            '\\' => escaped.push_str("{\\textbackslash}"),
            '{' => escaped.push_str("{\\textbraceleft}"),
            '}' => escaped.push_str("{\\textbraceright}"),
            '^' => escaped.push_str("{\\textasciicircum}"),
            '~' => escaped.push_str("{\\textasciitilde}"),
            '#' | '$' | '%' | '&' | '_' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

fn are_paired(text: &str) -> bool {
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '{' => open += 1,
            '}' if open == 0 => return false,
            '}' => open -= 1,
            _ => {}
        }
    }
    open == 0
}

/// An address, which is printed verbatim: only what would end the field is written otherwise.
fn address(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

/// The name under which babel and biblatex know a language.
fn babel(language: &str) -> Option<&'static str> {
    Some(match language.split('-').next().unwrap_or_default() {
        "en" => "english",
        "fr" => "french",
        "es" => "spanish",
        "de" => "german",
        "nl" => "dutch",
        "pt" => "portuguese",
        "it" => "italian",
        "ru" => "russian",
        "fa" => "persian",
        "ar" => "arabic",
        "zh" => "chinese",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_stay_paired_and_everything_else_is_printed_as_it_is() {
        for (text, written) in [
            ("A {b} c", r"A \{b\} c"),
            ("A } b {", r"A {\textbraceright} b {\textbraceleft}"),
            (r"100 % of \n_a", r"100 \% of {\textbackslash}n\_a"),
            ("“Énergie” <x> \"y\"", "“Énergie” <x> \"y\""),
        ] {
            assert_eq!(escaped(text), written);
        }
        assert_eq!(
            address("https://x.example/a_b?c={d}#%20"),
            "https://x.example/a_b?c=%7Bd%7D#%20"
        );
    }
}

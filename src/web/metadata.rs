//! What a page tells machines of itself in its head: Highwire tags, which reference managers and Google
//! Scholar read, and JSON-LD in schema.org's words.

use serde_json::{Value, json};

use super::chrome::Tag;
use crate::{
    cite::{Cited, Item, ItemDate, ItemType, Name},
    model::ClauseRecord,
};

/// The `citation_*` tags of what the page is about.
pub(super) fn highwire(cited: &Cited) -> Vec<Tag> {
    let item = cited.item();
    let date = |d: ItemDate| d.to_string().replace('-', "/");
    let mut tags = vec![("citation_title", cited.name())];
    tags.extend(item.author.iter().map(|name| ("citation_author", name.inverted())));
    let container = match item.r#type {
        ItemType::Treaty => "citation_series_title",
        ItemType::ArticleNewspaper => "citation_journal_title",
        ItemType::Webpage | ItemType::Report => "citation_publisher",
    };
    let mut push = |name, value: Option<String>| tags.extend(value.map(|value| (name, value)));
    push("citation_publication_date", item.issued.map(date));
    push(container, item.container_title.clone());
    push("citation_publisher", item.publisher.clone());
    push("citation_volume", item.volume.clone());
    push("citation_firstpage", item.page.clone());
    push("citation_language", item.language.clone());
    push("citation_abstract", item.r#abstract.clone());
    push("citation_public_url", Some(cited.permalink.clone()));
    tags.into_iter().map(|(name, content)| Tag { name, content }).collect()
}

/// The page's subject as JSON-LD, written so that it can stand in a script element.
pub(super) fn linked_data(cited: &Cited, clause: Option<&ClauseRecord>) -> String {
    let whole = thing(&cited.whole);
    let mut value = match clause {
        None => whole,
        Some(clause) => json!({
            // Part of a legal act is a legal act by schema.org's definition; of a report, a quotation.
            "@type": match cited.whole.r#type {
                ItemType::Treaty => "Legislation",
                _ => "Quotation",
            },
            "name": cited.name(),
            "text": clause.text,
            "identifier": clause.id.to_string(),
            "inLanguage": clause.language,
            "isPartOf": whole,
        }),
    };
    value["@context"] = json!("https://schema.org");
    value["url"] = json!(cited.permalink);
    escaped(&value)
}

fn thing(item: &Item) -> Value {
    let mut value = json!({
        "@type": match item.r#type {
            ItemType::Treaty => "Legislation",
            ItemType::ArticleNewspaper => "NewsArticle",
            ItemType::Webpage => "WebPage",
            ItemType::Report => "Report",
        },
        "name": item.title,
    });
    let mut put = |key: &str, told: Option<String>| {
        if let Some(told) = told {
            value[key] = json!(told);
        }
    };
    put("url", item.url.clone());
    put("inLanguage", item.language.clone());
    put(
        "publisher",
        item.publisher.clone().or_else(|| match item.r#type {
            ItemType::Treaty => None,
            _ => item.container_title.clone(),
        }),
    );
    let issued = item.issued.map(|d| d.to_string());
    if item.r#type == ItemType::Treaty {
        put("legislationType", Some("treaty".to_owned()));
        put("legislationDate", issued);
        put("temporalCoverage", item.available_date.map(|d| format!("{d}/..")));
    } else {
        put("datePublished", issued);
        if !item.author.is_empty() {
            let names: Vec<String> = item.author.iter().map(Name::inverted).collect();
            value["author"] = json!(names);
        }
    }
    value
}

/// JSON in which nothing ends a script element or begins a comment.
fn escaped(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_ends_its_element() {
        let written = escaped(&json!({ "name": "</script><!-- & \u{2028}" }));
        assert!(!written.contains(['<', '>', '&', '\u{2028}']), "{written}");
        let read: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["name"], "</script><!-- & \u{2028}");
    }
}

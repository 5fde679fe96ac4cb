//! Items in the RIS format, which every reference manager reads.

use super::{
    bibtex::notes,
    item::{Item, ItemDate, ItemType},
};

/// A RIS file; its lines end in CRLF, as the format has it. RIS knows no treaties: they are statutes,
/// `STAT`, the one legal text that it has.
#[must_use]
pub fn ris(items: &[&Item]) -> String {
    items.iter().map(|item| record(item)).collect::<Vec<_>>().join("\r\n")
}

fn record(item: &Item) -> String {
    let kind = match item.r#type {
        ItemType::Treaty => "STAT",
        ItemType::ArticleNewspaper => "NEWS",
        ItemType::Webpage => "ELEC",
        ItemType::Report => "RPRT",
    };
    let mut lines = vec![("TY", kind.to_owned()), ("ID", item.id.clone())];
    lines.push(("TI", item.title.clone()));
    lines.extend(item.author.iter().map(|name| ("AU", name.inverted())));
    let mut push = |tag, value: &Option<String>| lines.extend(value.clone().map(|v| (tag, v)));
    push("T2", &item.container_title);
    push("PB", &item.publisher);
    push("VL", &item.volume);
    push("SP", &item.page);
    // Of news it is the part of the paper.
    push("SE", &item.pinpoint.clone().filter(|_| item.r#type == ItemType::Treaty));
    push("PY", &item.issued.map(|d| format!("{:04}", d.0.year())));
    push("DA", &item.issued.map(day));
    push("Y2", &item.accessed.map(day));
    push("LA", &item.language);
    push("AB", &item.r#abstract);
    push("DB", &item.archive);
    push("AN", &item.archive_location);
    push("UR", &item.url);
    lines.extend(notes(item).into_iter().map(|note| ("N1", note)));
    lines.push(("ER", String::new()));
    let lines: Vec<String> =
        lines.into_iter().map(|(tag, value)| format!("{tag}  - {value}\r\n")).collect();
    lines.concat()
}

/// `2025/10/02/`; the parts that are not known are empty.
fn day(date: ItemDate) -> String {
    let two = |n: Option<i8>| n.map(|n| format!("{n:02}")).unwrap_or_default();
    format!("{:04}/{}/{}/", date.0.year(), two(date.0.month()), two(date.0.day()))
}

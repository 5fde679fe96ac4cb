//! The fields of the index and how a clause fills them.

use std::collections::BTreeSet;

use tantivy::{
    INDEX_FORMAT_VERSION, TantivyDocument,
    schema::{
        FAST, Field as IndexField, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing,
        TextOptions,
    },
};

use super::tokenize::{self, Lines};
use crate::{
    annotate::Codebook,
    model::{DateMention, SourceType},
    search::{Hit, query::Field, words},
    store::{Facet, IndexedClause},
};

/// Goes up with every change to fields, words, stems or the stored hit: old indexes are built anew.
const SCHEMA_VERSION: u32 = 4;

/// Facets whose values are counted.
const COUNTED: [Facet; 8] = [
    Facet::Domain,
    Facet::Party,
    Facet::Institution,
    Facet::Kind,
    Facet::Treaty,
    Facet::Source,
    Facet::Type,
    Facet::Language,
];

/// Names what an index was built with; with another name it is built anew.
pub(super) fn fingerprint(codebook: &Codebook) -> String {
    format!("{SCHEMA_VERSION}-{INDEX_FORMAT_VERSION}-{:.16}", codebook.fingerprint())
}

/// Names of fast fields, by which tantivy looks them up.
pub(super) mod name {
    pub(crate) const ID: &str = "id";
    pub(crate) const FACETS: &str = "facets";
    pub(crate) const DATES: &str = "dates";
    pub(crate) const EARLIEST: &str = "earliest";
    pub(crate) const SOURCE: &str = "source";
    pub(crate) const ORDER: &str = "order";
    pub(crate) const ISSUED: &str = "issued";
}

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// The clause id, indexed and fast.
    pub(super) id: IndexField,
    /// Folded words with positions.
    pub(super) exact: IndexField,
    /// Stems: "en:energi".
    pub(super) stem: IndexField,
    /// Values of fields: "party:irn".
    pub(super) filter: IndexField,
    /// Term ids with their facet, see [`facet_value`]; fast.
    facets: IndexField,
    /// Each date mention's first and last day in one number, see [`pack_days`]; fast.
    dates: IndexField,
    /// The earliest day, for sorting; fast, absent where there is no date.
    earliest: IndexField,
    /// The source's slug, for sorting; fast.
    source: IndexField,
    /// The place in the source, for sorting; fast.
    order: IndexField,
    /// The version that its wording came with, for sorting; fast.
    issued: IndexField,
    /// The [`Hit`] as JSON; stored.
    pub(super) hit: IndexField,
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let text = |tokenizer, option, norms| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(option)
                .set_fieldnorms(norms),
        )
    };
    let mut builder = Schema::builder();
    let fields = Fields {
        id: builder.add_u64_field(name::ID, INDEXED | FAST),
        exact: builder.add_text_field(
            "exact",
            text(Lines::NAME, IndexRecordOption::WithFreqsAndPositions, true),
        ),
        stem: builder.add_text_field("stem", text(Lines::NAME, IndexRecordOption::WithFreqs, true)),
        filter: builder.add_text_field("filter", text("raw", IndexRecordOption::Basic, false)),
        facets: builder.add_u64_field(name::FACETS, FAST),
        dates: builder.add_u64_field(name::DATES, FAST),
        earliest: builder.add_i64_field(name::EARLIEST, FAST),
        source: builder.add_text_field(name::SOURCE, TextOptions::default().set_fast("raw")),
        order: builder.add_u64_field(name::ORDER, FAST),
        issued: builder.add_u64_field(name::ISSUED, FAST),
        hit: builder.add_bytes_field("hit", STORED),
    };
    (builder.build(), fields)
}

impl Fields {
    /// The document of a clause.
    pub(super) fn document(
        &self,
        clause: &IndexedClause,
    ) -> Result<TantivyDocument, serde_json::Error> {
        let record = &clause.record;
        let mut document = TantivyDocument::default();
        document.add_u64(self.id, record.id.as_u64());
        let words = words::words(&record.text);
        document.add_text(self.exact, tokenize::exact(&words));
        if let Some(stems) = tokenize::stemmed(&words, &record.language) {
            document.add_text(self.stem, stems);
        }
        for value in filters(clause) {
            document.add_text(self.filter, value);
        }
        let counted = clause.terms.iter().filter(|t| COUNTED.contains(&t.facet));
        for value in counted.map(|t| facet_value(t.facet, t.id)).collect::<BTreeSet<u64>>() {
            document.add_u64(self.facets, value);
        }
        let dates = &record.annotations.dates;
        for (first, last) in dates.iter().filter_map(|d| d.value.written()) {
            document.add_u64(self.dates, pack_days(first, last));
        }
        if let Some(day) = earliest(dates) {
            document.add_i64(self.earliest, i64::from(day));
        }
        document.add_text(self.source, record.source.as_str());
        document.add_u64(self.order, u64::from(record.order));
        document.add_u64(self.issued, clause.issued.version);
        document.add_bytes(self.hit, &serde_json::to_vec(&hit(clause))?);
        Ok(document)
    }
}

fn hit(clause: &IndexedClause) -> Hit {
    let record = &clause.record;
    Hit {
        id: record.id,
        treaty: record.treaty.clone(),
        treaty_title: clause.treaty_title.clone(),
        source: record.source.clone(),
        source_title: clause.source_title.clone(),
        r#type: record.r#type,
        locator: record.locator.clone(),
        order: record.order,
        breadcrumb: record.breadcrumb.clone(),
        kind: record.kind,
        language: record.language.clone(),
        text: record.text.clone(),
        issued: clause.issued.at.clone(),
        annotations: record.annotations.clone(),
        fragments: Vec::new(),
    }
}

/// The indexed form of a field's value.
pub(super) fn filter_value(field: Field, value: &str) -> String {
    format!("{field}:{value}")
}

fn filters(clause: &IndexedClause) -> BTreeSet<String> {
    let record = &clause.record;
    let mut values: BTreeSet<String> =
        clause.terms.iter().map(|t| filter_value(t.facet.into(), t.slug.as_str())).collect();
    let mut add = |field, value: &str| values.insert(filter_value(field, value));
    add(Field::Kind, record.kind.as_str());
    add(Field::Treaty, record.treaty.as_str());
    add(Field::Source, record.source.as_str());
    add(Field::Type, record.r#type.as_str());
    let language = slug::slugify(&record.language);
    add(Field::Lang, language.split('-').next().unwrap_or_default());
    add(Field::Lang, &language);
    let annotations = &record.annotations;
    for party in &annotations.parties {
        add(Field::Party, &party.code.to_lowercase());
    }
    for domain in &annotations.domains {
        add(Field::Domain, domain.slug.as_str());
    }
    for institution in &annotations.institutions {
        add(Field::Institution, institution.slug.as_str());
    }
    for place in &annotations.places {
        add(Field::Place, &slug::slugify(&place.name));
    }
    add(Field::Between, &between(clause.treaty_parties.iter().map(|p| p.to_lowercase()).collect()));
    if record.r#type == SourceType::Text {
        for article in articles(record.locator.as_str()) {
            add(Field::Art, &article);
        }
    }
    values
}

/// The indexed form of a treaty's parties.
pub(super) fn between(mut codes: Vec<String>) -> String {
    codes.sort();
    codes.dedup();
    codes.join(",")
}

/// The articles that a locator stands in, from the outermost: `art_3__para_2` is in `3` and `3.2`.
fn articles(locator: &str) -> Vec<String> {
    let mut levels = locator.split("__").skip_while(|level| !level.starts_with("art_"));
    let mut found: Vec<String> = Vec::new();
    for level in &mut levels {
        let number = level.split_once('_').map_or(level, |(_, number)| number);
        let number = words::folded(&number.replace(['-', '_', '.'], " ")).join(".");
        found.push(match found.last() {
            Some(outer) => format!("{outer}.{number}"),
            None => number,
        });
    }
    found
}

/// A term with its facet: the facet's place in [`Facet::ALL`] in the highest byte.
pub(super) fn facet_value(facet: Facet, term: u64) -> u64 {
    let place = Facet::ALL.iter().position(|f| *f == facet).unwrap_or_default();
    ((place as u64) << 56) | (term & TERM_MASK)
}

/// The part of [`facet_value`] that is the term's number.
pub(super) const TERM_MASK: u64 = (1 << 56) - 1;

/// First and last day of one mention in one number, so that ends of different mentions never pair.
pub(super) fn pack_days(first: i32, last: i32) -> u64 {
    let ordered = |day: i32| u64::from(day.cast_unsigned() ^ (1 << 31));
    (ordered(first) << 32) | ordered(last)
}

/// The days that [`pack_days`] packed.
pub(super) fn unpack_days(packed: u64) -> (i32, i32) {
    let day = |bits: u64| {
        (u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default() ^ (1 << 31)).cast_signed()
    };
    (day(packed >> 32), day(packed))
}

/// The earliest day named.
fn earliest(dates: &[DateMention]) -> Option<i32> {
    dates.iter().filter_map(|d| d.value.written()).map(|(first, _)| first).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locator_stands_in_its_article_and_everything_around_it() {
        assert_eq!(articles("art_3__para_2__point_a"), ["3", "3.2", "3.2.a"]);
        assert_eq!(articles("annex_1__art_10bis__intro"), ["10bis", "10bis.intro"]);
        assert!(articles("p3.s2").is_empty());
    }

    #[test]
    fn packed_days_come_out_as_they_went_in_and_keep_their_order() {
        for days in [(i32::MIN, 20_250_718), (20_251_002, i32::MAX), (14_940_607, 14_940_607)] {
            assert_eq!(unpack_days(pack_days(days.0, days.1)), days);
        }
        assert!(pack_days(i32::MIN, 5) < pack_days(0, 0));
    }
}

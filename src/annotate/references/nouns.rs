//! The nouns of a treaty's divisions in six languages: "Article", "apartado", "Absatz", "статья".

use std::ops::Range;

use aho_corasick::{AhoCorasick, BuildError, MatchKind};

use crate::{annotate::names::stands_alone, model::Unit};

/// Forms that mean a division in any case. A capitalised first letter or all capitals count too.
const ANY_CASE: [(&str, Unit); 65] = [
    ("article", Unit::Article),
    ("articles", Unit::Article),
    ("art.", Unit::Article),
    ("arts.", Unit::Article),
    ("artículo", Unit::Article),
    ("artículos", Unit::Article),
    ("articulo", Unit::Article),
    ("artikel", Unit::Article),
    ("artikels", Unit::Article),
    ("artikelen", Unit::Article),
    ("статья", Unit::Article),
    ("статьи", Unit::Article),
    ("статье", Unit::Article),
    ("статьей", Unit::Article),
    ("статью", Unit::Article),
    ("статьями", Unit::Article),
    ("статьях", Unit::Article),
    ("статей", Unit::Article),
    ("paragraph", Unit::Paragraph),
    ("paragraphs", Unit::Paragraph),
    ("para.", Unit::Paragraph),
    ("paras.", Unit::Paragraph),
    ("paragraphe", Unit::Paragraph),
    ("paragraphes", Unit::Paragraph),
    ("alinéa", Unit::Paragraph),
    ("alinéas", Unit::Paragraph),
    ("párrafo", Unit::Paragraph),
    ("párrafos", Unit::Paragraph),
    ("apartado", Unit::Paragraph),
    ("apartados", Unit::Paragraph),
    ("absatz", Unit::Paragraph),
    ("absatzes", Unit::Paragraph),
    ("absätze", Unit::Paragraph),
    ("lid", Unit::Paragraph),
    ("leden", Unit::Paragraph),
    ("пункт", Unit::Paragraph),
    ("пункта", Unit::Paragraph),
    ("пункте", Unit::Paragraph),
    ("пунктом", Unit::Paragraph),
    ("пункты", Unit::Paragraph),
    ("пунктах", Unit::Paragraph),
    ("subparagraph", Unit::Point),
    ("subparagraphs", Unit::Point),
    ("sub-paragraph", Unit::Point),
    ("sub-paragraphs", Unit::Point),
    ("inciso", Unit::Point),
    ("incisos", Unit::Point),
    ("literal", Unit::Point),
    ("literales", Unit::Point),
    ("buchstabe", Unit::Point),
    ("подпункт", Unit::Point),
    ("подпункте", Unit::Point),
    ("подпункта", Unit::Point),
    ("annex", Unit::Annex),
    ("annexes", Unit::Annex),
    ("annexe", Unit::Annex),
    ("anexo", Unit::Annex),
    ("anexos", Unit::Annex),
    ("anhang", Unit::Annex),
    ("anlage", Unit::Annex),
    ("bijlage", Unit::Annex),
    ("приложение", Unit::Annex),
    ("приложении", Unit::Annex),
    ("приложения", Unit::Annex),
    ("приложению", Unit::Annex),
];

/// Forms that are common words unless they are capitalised.
const CAPITALISED: [(&str, Unit); 20] = [
    ("Appendix", Unit::Annex),
    ("Appendices", Unit::Annex),
    ("Schedule", Unit::Annex),
    ("Schedules", Unit::Annex),
    ("Chapter", Unit::Chapter),
    ("Chapters", Unit::Chapter),
    ("Chapitre", Unit::Chapter),
    ("Capítulo", Unit::Chapter),
    ("Kapitel", Unit::Chapter),
    ("Hoofdstuk", Unit::Chapter),
    ("Глава", Unit::Chapter),
    ("Главы", Unit::Chapter),
    ("Главе", Unit::Chapter),
    ("Part", Unit::Part),
    ("Parts", Unit::Part),
    ("Title", Unit::Title),
    ("Section", Unit::Section),
    ("Sections", Unit::Section),
    ("Point", Unit::Point),
    ("Points", Unit::Point),
];

/// Forms for which only a letter or number in parentheses follows: "point (a)", "chapter" in running
/// text is followed by its number in any case.
const LOWER_CASE: [(&str, Unit); 8] = [
    ("point", Unit::Point),
    ("points", Unit::Point),
    ("chapter", Unit::Chapter),
    ("chapters", Unit::Chapter),
    ("section", Unit::Section),
    ("chapitre", Unit::Chapter),
    ("capítulo", Unit::Chapter),
    ("schedule", Unit::Annex),
];

/// A noun in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Noun {
    pub(super) span: Range<usize>,
    pub(super) unit: Unit,
    /// Whether the form is of several: "Articles", "paragraphs".
    pub(super) plural: bool,
}

/// Finds them. Built once.
pub(super) struct Nouns {
    automaton: AhoCorasick,
    units: Vec<(Unit, bool)>,
}

impl Nouns {
    pub(super) fn new() -> Result<Self, BuildError> {
        let mut forms: Vec<(String, Unit)> = Vec::new();
        for (form, unit) in ANY_CASE {
            let mut letters = form.chars();
            let first: String =
                letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
            forms.push((form.to_owned(), unit));
            forms.push((format!("{first}{}", letters.as_str()), unit));
            forms.push((form.to_uppercase(), unit));
        }
        for (form, unit) in CAPITALISED {
            forms.push((form.to_owned(), unit));
            forms.push((form.to_uppercase(), unit));
        }
        forms.extend(LOWER_CASE.map(|(form, unit)| (form.to_owned(), unit)));
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(forms.iter().map(|(form, _)| form))?;
        let units = forms.iter().map(|(form, unit)| (*unit, is_plural(form))).collect();
        Ok(Self { automaton, units })
    }

    /// The nouns in a text, in order.
    pub(super) fn find(&self, text: &str) -> Vec<Noun> {
        self.automaton
            .find_iter(text)
            .filter(|m| stands_alone(text, &m.range()))
            .map(|m| {
                let (unit, plural) = self.units[m.pattern().as_usize()];
                Noun { span: m.range(), unit, plural }
            })
            .collect()
    }
}

fn is_plural(form: &str) -> bool {
    let lower = form.to_lowercase();
    ["articles", "arts.", "paragraphs", "paras.", "annexes", "chapters", "appendices", "sections"]
        .contains(&lower.as_str())
        || lower.ends_with("os")
        || lower.ends_with("elen")
        || ["leden", "статей", "статьи", "статьях", "schedules", "points", "subparagraphs"]
            .contains(&lower.as_str())
}

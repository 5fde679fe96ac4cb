//! Which division a word names.

use crate::model::Unit;

/// The words for divisions, in capitals, by the languages that the treaties' XML has.
const WORDS: [(&str, Unit); 32] = [
    ("CHAPTER", Unit::Chapter),
    ("CAPÍTULO", Unit::Chapter),
    ("CAPITULO", Unit::Chapter),
    ("CHAPITRE", Unit::Chapter),
    ("TITLE", Unit::Title),
    ("TÍTULO", Unit::Title),
    ("TITULO", Unit::Title),
    ("TITRE", Unit::Title),
    ("PART", Unit::Part),
    ("PARTE", Unit::Part),
    ("PARTIE", Unit::Part),
    ("SECTION", Unit::Section),
    ("SECCIÓN", Unit::Section),
    ("SECCION", Unit::Section),
    ("ANNEX", Unit::Annex),
    ("ANNEXE", Unit::Annex),
    ("ANEXO", Unit::Annex),
    ("APPENDIX", Unit::Annex),
    ("APÉNDICE", Unit::Annex),
    ("SCHEDULE", Unit::Annex),
    ("PROTOCOL", Unit::Protocol),
    ("PROTOCOLO", Unit::Protocol),
    ("PROTOCOLE", Unit::Protocol),
    ("ARTICLE", Unit::Article),
    ("ARTÍCULO", Unit::Article),
    ("PREAMBLE", Unit::Preamble),
    ("PREÁMBULO", Unit::Preamble),
    ("PRÉAMBULE", Unit::Preamble),
    ("CONCLUSION", Unit::Conclusions),
    ("CONCLUSIONS", Unit::Conclusions),
    ("CONCLUSIÓN", Unit::Conclusions),
    ("CONCLUSIONES", Unit::Conclusions),
];

/// The division that a label's first word names: "CHAPTER 3", "Título II", "Preamble".
pub(super) fn unit(label: &str) -> Option<Unit> {
    let word = label.split_whitespace().next()?.trim_end_matches([':', '.', ',']).to_uppercase();
    WORDS.iter().find(|(w, _)| *w == word).map(|(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_a_label_names_its_division() {
        for (label, named) in [
            ("CHAPTER ONE", Some(Unit::Chapter)),
            ("Título II", Some(Unit::Title)),
            ("Annex: Rules", Some(Unit::Annex)),
            ("Preamble", Some(Unit::Preamble)),
            ("IV", None),
            ("", None),
        ] {
            assert_eq!(unit(label), named, "{label}");
        }
    }
}

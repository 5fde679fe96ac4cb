//! What cities in which treaties are signed are called in other languages than English.

/// Other names with the English one. A name that an English text could have for another place
/// ("Vienne", "La Haya") is left out.
const EXONYMS: [(&str, &str); 39] = [
    ("Athene", "Athens"),
    ("Bakoe", "Baku"),
    ("Belgrado", "Belgrade"),
    ("Berlijn", "Berlin"),
    ("Boedapest", "Budapest"),
    ("Boekarest", "Bucharest"),
    ("Brussel", "Brussels"),
    ("Bruxelles", "Brussels"),
    ("Brüssel", "Brussels"),
    ("Den Haag", "The Hague"),
    ("Genf", "Geneva"),
    ("Genève", "Geneva"),
    ("Ginebra", "Geneva"),
    ("Kopenhagen", "Copenhagen"),
    ("La Haye", "The Hague"),
    ("Lissabon", "Lisbon"),
    ("Lisbonne", "Lisbon"),
    ("Londen", "London"),
    ("Londres", "London"),
    ("Moscou", "Moscow"),
    ("Moscú", "Moscow"),
    ("Moskau", "Moscow"),
    ("Moskou", "Moscow"),
    ("Parijs", "Paris"),
    ("París", "Paris"),
    ("Praag", "Prague"),
    ("Roma", "Rome"),
    ("Straatsburg", "Strasbourg"),
    ("Straßburg", "Strasbourg"),
    ("Varsovie", "Warsaw"),
    ("Warschau", "Warsaw"),
    ("Wenen", "Vienna"),
    ("Wien", "Vienna"),
    ("Женева", "Geneva"),
    ("Лондон", "London"),
    ("Лондоне", "London"),
    ("Москва", "Moscow"),
    ("Москве", "Moscow"),
    ("Париже", "Paris"),
];

/// The English name of a city, as far as it is known.
pub(super) fn english(name: &str) -> &str {
    EXONYMS.iter().find(|(other, _)| *other == name).map_or(name, |(_, english)| english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_has_one_name_in_every_language() {
        assert_eq!(["Londen", "Londres", "London"].map(english), ["London"; 3]);
        assert_eq!(english("Mindelo"), "Mindelo");
    }
}

//! The words of dates in nine languages: months, numbers, units of time and the small words between
//! them. Each word knows its languages, so that "due" is an Italian two only beside an Italian month.

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A set of languages, one bit each.
pub(super) type Langs = u16;

pub(super) const EN: Langs = 1;
pub(super) const FR: Langs = 2;
pub(super) const ES: Langs = 4;
pub(super) const DE: Langs = 8;
pub(super) const NL: Langs = 16;
pub(super) const PT: Langs = 32;
pub(super) const IT: Langs = 64;
pub(super) const RU: Langs = 128;
pub(super) const FA: Langs = 256;
/// Figures belong to every language.
pub(super) const ALL: Langs = u16::MAX;

/// Which calendar a month belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    Gregorian,
    /// The Persian and Afghan calendar; converted.
    SolarHijri,
    /// The Islamic lunar calendar: its months begin when the moon is seen, so it is not converted.
    Lunar,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
}

/// What a word can mean in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Month(i8, Calendar),
    Number {
        value: u16,
        ordinal: bool,
    },
    /// "and" inside a number: "forty and two".
    And,
    Unit(Unit),
    /// Stands between day and month: "day of".
    DayMonth,
    /// Stands between month and year: "in the year".
    MonthYear,
    /// Means "year": "in the year one thousand…".
    YearWord,
    /// Follows a figure without being part of it: "th", "er".
    Suffix,
}

/// One meaning of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) langs: Langs,
    pub(super) sense: Sense,
}

/// All words, folded.
pub(super) struct Lexicon(HashMap<String, Vec<Meaning>>);

impl Lexicon {
    pub(super) fn new() -> Self {
        let mut lexicon = Self(HashMap::new());
        for (langs, calendar, months) in MONTHS {
            for (number, names) in (1..).zip(months) {
                lexicon.add(names, *langs, Sense::Month(number, *calendar));
            }
        }
        for (langs, table) in super::numerals::TABLES {
            for line in table.lines() {
                let Some((value, words)) = line.trim().split_once(' ') else { continue };
                let Ok(value) = value.parse() else { continue };
                let (cardinals, ordinals) = words.split_once('/').unwrap_or((words, ""));
                lexicon.add(cardinals, langs, Sense::Number { value, ordinal: false });
                lexicon.add(ordinals, langs, Sense::Number { value, ordinal: true });
            }
        }
        for (langs, sense, words) in SMALL_WORDS {
            lexicon.add(words, *langs, *sense);
        }
        lexicon
    }

    fn add(&mut self, words: &str, langs: Langs, sense: Sense) {
        for word in words.split_whitespace() {
            self.0.entry(fold(word)).or_default().push(Meaning { langs, sense });
        }
    }

    /// The meanings of a folded word.
    pub(super) fn get(&self, word: &str) -> &[Meaning] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }
}

/// A word in lower case without accents: what the lexicon knows it by.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Whether a word names a month in English, in full or short.
pub(super) fn is_english_month(word: &str) -> bool {
    MONTHS.iter().filter(|(langs, calendar, _)| *langs == EN && *calendar == Gregorian).any(
        |(_, _, months)| {
            months.iter().flat_map(|m| m.split(' ')).any(|m| m.eq_ignore_ascii_case(word))
        },
    )
}

use Calendar::{Gregorian, Lunar, SolarHijri};

const MONTHS: &[(Langs, Calendar, [&str; 12])] = &[
    (
        EN,
        Gregorian,
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
    ),
    (
        FR,
        Gregorian,
        [
            "janvier janv",
            "février févr",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
    ),
    (
        ES,
        Gregorian,
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre setiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    ),
    (
        PT,
        Gregorian,
        [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
    ),
    (
        IT,
        Gregorian,
        [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
    ),
    (
        DE,
        Gregorian,
        [
            "januar jänner",
            "februar",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
        ],
    ),
    (
        NL,
        Gregorian,
        [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ),
    (
        RU,
        Gregorian,
        [
            "январь января январе",
            "февраль февраля феврале",
            "март марта марте",
            "апрель апреля апреле",
            "май мая мае",
            "июнь июня июне",
            "июль июля июле",
            "август августа августе",
            "сентябрь сентября сентябре",
            "октябрь октября октябре",
            "ноябрь ноября ноябре",
            "декабрь декабря декабре",
        ],
    ),
    (
        FA,
        Gregorian,
        [
            "ژانویه",
            "فوریه",
            "مارس",
            "آوریل",
            "مه می",
            "ژوئن",
            "ژوئیه جولای",
            "اوت آگوست",
            "سپتامبر",
            "اکتبر",
            "نوامبر",
            "دسامبر",
        ],
    ),
    (
        ALL,
        SolarHijri,
        [
            "farvardin فروردین hamal",
            "ordibehesht اردیبهشت sawr saur",
            "khordad خرداد jawza",
            "tir تیر saratan",
            "mordad amordad مرداد امرداد asad",
            "shahrivar شهریور sunbula",
            "mehr مهر mizan",
            "aban آبان aqrab",
            "azar آذر qaws",
            "dey dei دی jadi",
            "bahman بهمن dalw",
            "esfand اسفند hut",
        ],
    ),
    (
        ALL,
        Lunar,
        [
            "muharram moharram محرم",
            "safar صفر",
            "rabi rabiulawwal ربیع",
            "rabiulthani",
            "jumada jamadi جمادی",
            "jumadalakhira",
            "rajab رجب",
            "shaaban shaban شعبان",
            "ramadan ramazan رمضان",
            "shawwal شوال",
            "zilqada dhulqadah",
            "zilhijja dhulhijjah hijjah",
        ],
    ),
];

const SMALL_WORDS: &[(Langs, Sense, &str)] = &[
    (EN, Sense::And, "and"),
    (FR, Sense::And, "et"),
    (ES, Sense::And, "y"),
    (PT | IT, Sense::And, "e"),
    (DE, Sense::And, "und"),
    (NL, Sense::And, "en"),
    (ALL, Sense::Suffix, "st nd rd th er ère ème e de ste º ª o го"),
    (
        ALL,
        Sense::DayMonth,
        "day of the month de del mes du mois dia días do mês giorno del dell des monats van der maand числа ماه",
    ),
    (ALL, Sense::MonthYear, "of in the our lord de del do dell des im van het l d los nel ماه سال"),
    (ALL, Sense::YearWord, "year year's año ano an année anno jahr jahre jahres jaar году года"),
    (EN, Sense::Unit(Unit::Day), "day days"),
    (EN, Sense::Unit(Unit::Week), "week weeks"),
    (EN, Sense::Unit(Unit::Month), "month months"),
    (EN, Sense::Unit(Unit::Year), "year years"),
    (EN, Sense::Unit(Unit::Decade), "decade decades"),
    (EN, Sense::Unit(Unit::Century), "century centuries"),
    (FR, Sense::Unit(Unit::Day), "jour jours"),
    (FR, Sense::Unit(Unit::Week), "semaine semaines"),
    (FR, Sense::Unit(Unit::Month), "mois"),
    (FR, Sense::Unit(Unit::Year), "an ans année années"),
    (ES | PT, Sense::Unit(Unit::Day), "día días"),
    (ES | PT, Sense::Unit(Unit::Week), "semana semanas"),
    (ES, Sense::Unit(Unit::Month), "mes meses"),
    (PT, Sense::Unit(Unit::Month), "mês meses"),
    (ES | PT, Sense::Unit(Unit::Year), "año años"),
    (DE, Sense::Unit(Unit::Day), "tag tage tagen"),
    (DE, Sense::Unit(Unit::Week), "woche wochen"),
    (DE, Sense::Unit(Unit::Month), "monat monate monaten"),
    (DE, Sense::Unit(Unit::Year), "jahr jahre jahren"),
    (NL, Sense::Unit(Unit::Day), "dag dagen"),
    (NL, Sense::Unit(Unit::Week), "weken"),
    (NL, Sense::Unit(Unit::Month), "maand maanden"),
    (NL, Sense::Unit(Unit::Year), "jaar jaren"),
    (IT, Sense::Unit(Unit::Day), "giorno giorni"),
    (IT, Sense::Unit(Unit::Week), "settimana settimane"),
    (IT, Sense::Unit(Unit::Month), "mese mesi"),
    (IT, Sense::Unit(Unit::Year), "anno anni"),
    (RU, Sense::Unit(Unit::Day), "день дня дней"),
    (RU, Sense::Unit(Unit::Week), "неделя недели недель"),
    (RU, Sense::Unit(Unit::Month), "месяц месяца месяцев"),
    (RU, Sense::Unit(Unit::Year), "год года лет"),
];

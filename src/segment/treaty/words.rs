//! The words by which treaties call their divisions, in many languages.

use unicode_normalization::UnicodeNormalization;

use crate::model::Unit;

/// What a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) unit: Unit,
    /// Which series its numbers count in: articles and regulations count apart.
    pub(super) series: Series,
}

/// A series of article numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Series {
    /// Article, and its translations.
    Article,
    /// Regulation.
    Regulation,
    /// Rule.
    Rule,
    /// §.
    Sign,
    /// A number alone in a heading.
    Bare,
}

const ARTICLE: &str = "article articles art articulo articulos artigo articolo artikel artikkel artikla artykul \
    articol articolul clanak clanok clen cl член чл статья стаття artikkeli madde maddesi \
    neni αρθρο المادة ماده مادە مادة pasal đieu अनुच्छेद အပိုဒ်";
const REGULATION: &str = "regulation voorschrift regle regla";
const RULE: &str = "rule regel";
const PART: &str = "part partie parte teil deel часть частина czesc";
const TITLE: &str = "title titre titulo titolo titel титул tytul";
const CHAPTER: &str = "chapter chapitre capitulo capitolo kapitel hoofdstuk глава розділ rozdzial kapitola \
    capitolul κεφαλαιο الفصل فصل";
const SECTION: &str =
    "section seccion secao sezione abschnitt afdeling секция раздел отдел sectiune";
const ANNEX: &str = "annex annexe anexo allegato anlage anhang bijlage приложение додаток appendix appendice \
    apendice schedule aanhangsel attachment bilaga bilag vedlegg liite ek priloga priloha \
    zalacznik anexa παραρτημα ملحق پیوست ضمیمه anejo";
const PROTOCOL: &str = "protocol protocole protocolo protocollo protokoll protokol протокол \
    zusatzprotokoll schlussprotokoll unterzeichnungsprotokoll slotprotocol";
const PREAMBLE: &str = "preamble preambule preambulo preambolo praambel preambula преамбула прэамбула مقدمة 序言 \
    preambel";

/// Words after the number: "5. cikk".
const AFTER: &str = "cikk pants straipsnis artikla modda бап madde";

/// Words that name an instrument in a title: the protocols and agreements attached to a treaty.
const INSTRUMENT: &str = "agreement protocol understanding convention treaty decision declaration statute \
    memorandum arrangement accord protocole traite statut entente acuerdo protocolo convenio \
    tratado declaracion estatuto decreto overeenkomst verdrag statuut verklaring besluit \
    abkommen vertrag protokoll ubereinkommen erklarung accordo protocollo trattato \
    convenzione acordo convencao zusatzprotokoll schlussprotokoll slotprotocol соглашение протокол конвенция договор декларация устав \
    charter pact covenant handvest charte carta";

/// Lower case, without accents and other marks, compatibility forms resolved.
pub(super) fn fold(word: &str) -> String {
    let plain = |c: &char| {
        // Accents; vowel signs and hamza of Arabic script, which Persian writes or leaves out.
        !matches!(c, '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{ad}')
    };
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd().filter(plain).collect::<String>().to_lowercase().nfc().collect()
}

/// Whether a list of words has one.
fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|w| w == word)
}

/// What a folded word names.
pub(super) fn named(word: &str) -> Option<Named> {
    let of = |unit| Some(Named { unit, series: Series::Article });
    let series = |series| Some(Named { unit: Unit::Article, series });
    match word {
        w if has(ARTICLE, w) || is_misspelt(w) => of(Unit::Article),
        w if has(REGULATION, w) => series(Series::Regulation),
        w if has(RULE, w) => series(Series::Rule),
        w if has(PART, w) => of(Unit::Part),
        w if has(TITLE, w) => of(Unit::Title),
        w if has(CHAPTER, w) => of(Unit::Chapter),
        w if has(SECTION, w) => of(Unit::Section),
        w if has(ANNEX, w) => of(Unit::Annex),
        w if has(PROTOCOL, w) => of(Unit::Protocol),
        w if has(PREAMBLE, w) => of(Unit::Preamble),
        _ => None,
    }
}

/// Whether a folded word stands after an article's number.
pub(super) fn follows_number(word: &str) -> bool {
    has(AFTER, word)
}

/// Whether a folded word names an instrument.
pub(super) fn is_instrument(word: &str) -> bool {
    has(INSTRUMENT, word)
}

/// "artiicle", "articie", "artcle": scanned headings are often a letter off.
fn is_misspelt(word: &str) -> bool {
    (6..=10).contains(&word.len())
        && word.starts_with("ar")
        && ["article", "articulo", "artikel"].iter().any(|w| distance(word, w) <= 2)
        && !["artifice", "artisan", "artist", "artists", "artful"].contains(&word)
}

/// Edit distance of two short words.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let cost = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// Words after "Article 5" that show that a sentence speaks of it.
const REFERRING: &str = "of the shall is are was were may and or to in on with which that above below hereof \
    thereof paragraph paragraphs subparagraph applies apply has have had will must by for \
    from as at a an this its it should if any not does do did can until when where who whose \
    de du des la le les et ou est sont sera seront ci dans par del los las el y o se en con \
    por para será serán que da dos e della dello delle è der die das und oder ist sind wird \
    werden dieses dieser van het zijn wordt worden dit lid eerste и или настоящего настоящей \
    к о не в absatz abs inclusive";

/// Words before "article 5" that show the same: prepositions, mostly.
const LEADING: &str = "of in by under to with and or see from per than this the said that which paragraph \
    preceding following present on at for as through against applying pursuant cf vide de l \
    d dudit cet et ou a à par sous selon voir del el al los y o en este presente según con \
    dell dal nell all e do da no ao des der dem den nach gemäß und oder im van het dit \
    bedoeld von zu laut статьи в и по";

/// Whether a folded or lower-case word after a heading's number marks a cross-reference.
pub(super) fn refers_after(word: &str) -> bool {
    has(REFERRING, word)
}

/// Whether a lower-case word before a heading's word marks a cross-reference.
pub(super) fn refers_before(word: &str) -> bool {
    has(LEADING, word)
}

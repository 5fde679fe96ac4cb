//! One input through the pipeline: read, segment, annotate. No store, no clock, no network: the
//! same input gives the same document on every machine.

use std::{collections::HashMap, sync::Arc};

use crate::{
    annotate::{Annotated, Annotator, Instrument, PIPELINE_VERSION, runs_on},
    model::{
        Clause, ClauseId, Division, Document, Naming, Original, RevisionHash, Slug, Source,
        SourceType, Treaty, Unit, fold_whitespace,
    },
    read::{self, Extracted, Metadata, ReadError, Reader, Removed},
    segment::{self, Segments},
};

/// A document of more clauses is no document but data, and would need memory without measure: each
/// is held with all that is read in it until the document is stored. The longest treaty texts that
/// are known have 10,000.
const MAX_CLAUSES: usize = 250_000;

/// Bytes with what is stated about them.
#[derive(Debug, Clone)]
pub struct Input {
    /// File name or path, for messages and for the format.
    pub name: String,
    /// The slug the source will have.
    pub slug: Slug,
    /// The bytes.
    pub bytes: Arc<[u8]>,
    /// What is stated about it.
    pub metadata: Metadata,
}

/// A derived document and what the reader should know of it.
#[derive(Debug, Clone)]
pub struct Derived {
    /// The document.
    pub document: Document,
    /// The treaty as the document describes it, where it is none that was held.
    founded: Option<Instrument>,
    /// Headings among its outline.
    pub headings: usize,
    /// What was read and left out, with words in it.
    pub skipped: Vec<String>,
    /// What the reader left out.
    pub removed: Vec<Removed>,
    /// Whether what is extracted and what is removed add up to what was decoded.
    pub conserved: bool,
    /// What could not be done as asked.
    pub warnings: Vec<String>,
}

impl Derived {
    /// Whether the document is about none of the treaties that were held.
    #[must_use]
    pub fn founds(&self) -> bool {
        self.founded.is_some()
    }

    /// Whether a treaty that was not held yet may be the one that this document founds.
    #[must_use]
    pub fn may_be_of(&self, treaty: &Treaty) -> bool {
        let described = |own: &Instrument| own.is(treaty, &self.document.text);
        self.founded
            .as_ref()
            .is_some_and(|own| self.document.treaty.slug == treaty.slug || described(own))
    }
}

impl Input {
    /// What is stated about it, as JSON.
    fn stated(&self) -> String {
        serde_json::to_string(&self.metadata).unwrap_or_default()
    }

    /// The input that a source's newest version was derived from.
    ///
    /// # Errors
    /// When what was stated about it can't be read any more.
    pub fn held(slug: Slug, original: Original) -> Result<Self, serde_json::Error> {
        let metadata = serde_json::from_str(&original.stated)?;
        Ok(Self { name: original.name, slug, bytes: original.bytes, metadata })
    }

    /// BLAKE3 of bytes, metadata, codebook and pipeline version: what a revision is named by.
    #[must_use]
    pub fn revision(&self, codebook_fingerprint: &str) -> RevisionHash {
        let metadata = self.stated();
        let mut hasher = blake3::Hasher::new();
        for part in [
            blake3::hash(&self.bytes).as_bytes().as_slice(),
            self.slug.as_str().as_bytes(),
            metadata.as_bytes(),
            codebook_fingerprint.as_bytes(),
            &PIPELINE_VERSION.to_le_bytes(),
        ] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        RevisionHash::new(hasher.finalize())
    }
}

/// Derives a document. `held` are the treaties already known, to one of which a source without a
/// stated treaty may belong.
///
/// # Errors
/// When the bytes are not a readable text.
pub fn derive(
    annotator: &Annotator,
    reader: &Reader,
    input: &Input,
    held: &[Treaty],
) -> Result<Derived, ReadError> {
    let extracted = reader.read(&input.name, &input.bytes)?;
    let text = &extracted.text;
    // What is stated wins over what the document says of itself.
    let stated = &extracted.metadata.clone().overridden_by(&input.metadata);
    let source_type = stated.r#type.unwrap_or_else(|| {
        if segment::is_treaty_text(&extracted) { SourceType::Text } else { SourceType::Report }
    });
    let segments = match source_type {
        SourceType::Text => segment::treaty_text(&extracted),
        SourceType::Official | SourceType::Report => segment::report(&extracted),
    };
    let count = segments.clauses.len();
    if count > MAX_CLAUSES {
        return Err(ReadError::TooManyClauses { count, limit: MAX_CLAUSES });
    }

    let (title, described) = titled(annotator, input, stated, &extracted, (source_type, &segments));
    let known = known(input, &described, text, held);
    let founded = known.is_none();
    let treaty = treaty(input, (source_type, &title), &described, known);
    let mut warnings = extracted.notes.clone();
    warnings.extend(segments.warnings.iter().cloned());
    let language = stated.language.clone().unwrap_or_else(|| {
        let told = read::language_of(text);
        if told != "en" {
            warnings.push(format!(
                "read as language '{told}' (state another with --language); the rules are for English"
            ));
        }
        told.to_owned()
    });
    let source = Source {
        slug: input.slug.clone(),
        id_slug: stated.id_slug.clone().unwrap_or_else(|| input.slug.clone()),
        treaty: treaty.slug.clone(),
        r#type: source_type,
        title,
        publisher: stated.publisher.clone(),
        author: stated.author.clone(),
        published: stated.published,
        language,
        url: stated.url.clone(),
        archived_url: stated.archived_url.clone(),
        licence: stated.licence.clone(),
        licence_url: stated.licence_url.clone(),
        retrieved: stated.retrieved,
        series: stated.series.clone(),
    };

    let annotated = annotator.annotate(&source, &treaty, text, &segments);
    let clauses = clauses(&source, text, &segments, annotated);
    let skipped = segments.skipped_words(text).map(str::to_owned).collect();
    let headings = segments.headings().count();
    let revision = input.revision(annotator.codebook().fingerprint());
    Ok(Derived {
        founded: founded.then_some(described),
        headings,
        skipped,
        conserved: extracted.is_conserved(),
        removed: extracted.removed,
        warnings,
        document: Document {
            treaty,
            source,
            revision,
            original: Original {
                name: input.name.clone(),
                bytes: Arc::clone(&input.bytes),
                stated: input.stated(),
            },
            outline: segments.outline,
            divisions: segments.divisions,
            clauses,
            text: extracted.text,
        },
    })
}

/// The clauses of a source with their ids, which count equal wordings.
fn clauses(
    source: &Source,
    text: &str,
    segments: &Segments,
    annotated: Vec<Annotated>,
) -> Vec<Clause> {
    let mut ordinals: HashMap<String, u32> = HashMap::new();
    segments
        .clauses
        .iter()
        .zip(annotated)
        .zip(0..)
        .map(|((segment, read), order)| {
            let words = &text[segment.start..segment.end];
            let ordinal = ordinals.entry(fold_whitespace(words)).or_default();
            let id = ClauseId::derive(&source.id_slug, words, *ordinal);
            *ordinal += 1;
            Clause {
                id,
                locator: segment.locator.clone(),
                order,
                division: segment.division,
                kind: read.kind,
                language: segment.language.map_or_else(|| source.language.clone(), str::to_owned),
                text: words.to_owned(),
                start: segment.start,
                end: segment.end,
                annotations: read.annotations,
                claims: read.claims,
            }
        })
        .collect()
}

/// The code of the European Union and the communities before it.
const UNION: &str = "EUE";

/// What the source is called, and the treaty as it describes it.
fn titled(
    annotator: &Annotator,
    input: &Input,
    stated: &Metadata,
    extracted: &Extracted,
    (by, segments): (SourceType, &Segments),
) -> (String, Instrument) {
    let own = stated.title.clone().or_else(|| own_title(extracted, segments));
    let title = own.clone().unwrap_or_else(|| input.slug.to_string());
    let described = described(annotator, &title, extracted, by, segments);
    // A first line may be cut, or in capitals.
    let is_same = |own: &str| own.to_lowercase() == described.title.to_lowercase();
    let is_bettered =
        own.is_none_or(|own| stated.title.is_none() && (runs_on(&[&own]) || is_same(&own)));
    if is_bettered && by == SourceType::Text && !described.title.is_empty() {
        return (described.title.clone(), described);
    }
    (title, described)
}

/// The document's own title. A file of two language versions may be headed by the title of the later one:
/// the first version's is then the heading after it.
fn own_title(extracted: &Extracted, segments: &Segments) -> Option<String> {
    let title = extracted.title()?;
    let is_later = |d: &Division| {
        let heading = d.heading.as_deref().filter(|_| d.unit == Unit::Version);
        heading.is_some_and(|h| h.to_lowercase() == title.to_lowercase())
    };
    let next = segments.headings().nth(1).filter(|_| segments.divisions.iter().any(is_later));
    let next = next.filter(|o| segments.divisions.iter().all(|d| d.start != o.start));
    let next = next.and_then(|o| extracted.text.get(o.start..o.end));
    Some(fold_whitespace(next.unwrap_or(title)))
}

/// A document tells in its first clauses which treaty it is about.
const TELLING: usize = 400;

/// The treaty as the document describes it.
fn described(
    annotator: &Annotator,
    title: &str,
    extracted: &Extracted,
    by: SourceType,
    segments: &Segments,
) -> Instrument {
    let text = &extracted.text;
    let mut described = if by == SourceType::Text {
        annotator.instrument_of_text(title, text, segments)
    } else {
        let first = segments.clauses.iter().take(TELLING);
        let clauses: Vec<&str> = first.map(|c| &text[c.start..c.end]).collect();
        annotator.instrument(title, &clauses)
    };
    if !extracted.parties.is_empty() {
        // Codes of states name no community that concludes the treaty with or for its members.
        let union = described.parties.iter().any(|code| code == UNION);
        described.parties.clone_from(&extracted.parties);
        if union && !described.parties.iter().any(|code| code == UNION) {
            described.parties.push(UNION.to_owned());
            described.parties.sort();
        }
    }
    described.names_of_parties = annotator.codebook().words_of(&described.parties);
    described
}

/// The treaty held that is stated; where none is stated, the one that the document describes.
fn known<'a>(
    input: &Input,
    described: &Instrument,
    text: &str,
    held: &'a [Treaty],
) -> Option<&'a Treaty> {
    match &input.metadata.treaty {
        Some(stated) => held.iter().find(|t| t.slug == *stated),
        None => held.iter().find(|t| described.is(t, text)),
    }
}

/// The treaty that the document with this headline belongs to. A report adds nothing to what is known of
/// it but a name that it lacks; its own text knows best.
fn treaty(
    input: &Input,
    (by, headline): (SourceType, &str),
    described: &Instrument,
    known: Option<&Treaty>,
) -> Treaty {
    let Instrument { title, parties, .. } = described.clone();
    match known {
        Some(known) if by != SourceType::Text => {
            let title = if title.is_empty() && known.title == headline {
                Treaty::not_named(by, headline)
            } else if !title.is_empty() && Naming::of(&title) > known.naming() {
                title
            } else {
                known.title.clone()
            };
            Treaty { title, ..known.clone() }
        }
        Some(known) => Treaty {
            slug: known.slug.clone(),
            title: if title.is_empty() { known.title.clone() } else { title },
            parties: if parties.is_empty() { known.parties.clone() } else { parties },
        },
        None => {
            let stated = input.metadata.treaty.clone();
            let title = if title.is_empty() { Treaty::not_named(by, headline) } else { title };
            Treaty { slug: stated.unwrap_or_else(|| input.slug.clone()), title, parties }
        }
    }
}

//! The headings of a text without marks: candidates weighed, and named.

use super::{
    closing,
    heading::{self, Candidate},
    line::{self, Lines},
    number::Number,
    running, sequence,
    words::Series,
};
use crate::model::Unit;

/// The headings of a text, in order: the articles by their sequence, other divisions by their looks.
pub(super) fn of(lines: &Lines<'_>) -> Vec<Candidate> {
    let mut all = heading::in_lines(lines);
    running::inside_lines(lines, &mut all);
    all.sort_by_key(|c| c.start);
    // A number alone is an article only where the text has no other ones.
    let all_bare: Vec<Candidate> = all.extract_if(.., |c| c.series == Series::Bare).collect();
    let mut articles = sequence::articles(&all);
    if articles.is_empty() && !all_bare.is_empty() {
        all.extend(all_bare);
        all.sort_by_key(|c| c.start);
        articles = sequence::articles(&all);
    }
    // Where the second article is the first to have a line, the first one stands at the preamble's end.
    let second = articles.first().map(|i| &all[*i]).filter(|h| {
        h.number.as_ref().is_some_and(|n| n.value == 2 && n.major == 0 && n.addition == 0)
    });
    if let Some(until) = second.map(|h| h.start)
        && running::first_inside(lines, until, &mut all)
    {
        all.sort_by_key(|c| c.start);
        articles = sequence::articles(&all);
    }
    let mut chosen = vec![false; all.len()];
    for i in articles {
        chosen[i] = true;
    }
    // Other divisions in running text are believed where another heading follows at once; what
    // stands between is their name.
    let mut next = usize::MAX;
    for i in (0..all.len()).rev() {
        let first_reading = i == 0 || all[i - 1].start != all[i].start;
        let head = &mut all[i];
        if head.unit != Unit::Article && first_reading {
            let near = head.running && next.saturating_sub(head.body) < 160;
            chosen[i] = head.own > 0 && (!head.running || near && head.own > 4);
            if chosen[i] && near {
                let name = lines.text.get(head.body..next).unwrap_or_default();
                let bare = name.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
                let from = head.body + name.trim_end().len() - bare.len();
                head.heading = (!bare.is_empty()).then_some((from, from + bare.len()));
                head.body = from + bare.len();
            }
        }
        if chosen[i] {
            next = all[i].start;
        }
    }
    let has_articles = all
        .iter()
        .zip(&chosen)
        .any(|(h, c)| *c && h.series != Series::Sign && h.unit == Unit::Article);
    let mut kept: Vec<Candidate> = all
        .into_iter()
        .zip(chosen)
        .filter(|(h, c)| *c && !(has_articles && h.series == Series::Sign))
        .map(|(h, _)| h)
        .collect();
    // A protocol is attached only after a treaty's articles.
    let mut articles = false;
    kept.retain(|h| {
        articles |= h.unit == Unit::Article;
        h.unit != Unit::Protocol || articles
    });
    leading_annex(lines, &mut kept);
    // What opens inside the heading before is part of it.
    let mut end = 0;
    kept.retain(|h| {
        let apart = h.start >= end;
        if apart {
            end = h.body;
        }
        apart
    });
    kept
}

/// Takes an annex without number out that stands before the first article of a treaty with closing
/// words: a cover says "with annex", or the whole treaty is annexed to something else.
fn leading_annex(lines: &Lines<'_>, heads: &mut Vec<Candidate>) {
    let Some(article) = heads.iter().position(|h| h.unit == Unit::Article) else { return };
    let Some(annex) =
        heads[..article].iter().position(|h| h.unit == Unit::Annex && h.number.is_none())
    else {
        return;
    };
    let after = heads[article..].iter().find(|h| matches!(h.unit, Unit::Annex | Unit::Protocol));
    let until = after.map_or(lines.text.len(), |h| h.start);
    let first = heads[article].number.as_ref().is_some_and(Number::is_first);
    if first && closing::start(lines, heads[article].body, until).is_some() {
        heads.remove(annex);
    }
}

/// A heading's name may stand on the next line.
pub(super) fn name_below(lines: &Lines<'_>, head: &mut Candidate, until: usize) {
    /// A longer line is text.
    const LONGEST: usize = 150;
    if head.heading.is_some() || head.running {
        return;
    }
    let i = lines.at(head.body.saturating_sub(1)).max(lines.at(head.start)) + 1;
    let Some(line) = lines.all.get(i).filter(|l| l.start >= head.body && l.end <= until) else {
        return;
    };
    let words = lines.words(i);
    let goes_on = lines.all.get(i + 1).filter(|l| l.start < until);
    let structural = head.unit != Unit::Article;
    let first = words.chars().next();
    let upright = first.is_some_and(|c| !c.is_lowercase() && !c.is_numeric()) || lines.lower;
    let chars = words.chars().count();
    let below = lines.words(i + 1);
    let is_name = if line.heading {
        chars <= 2 * LONGEST
    } else {
        chars <= LONGEST
            && upright
            && !line.item
            && !line::ends_closed(words)
            && !words.ends_with(',')
            && !words.starts_with(['-', '–', '—', '•'])
            && !(words.starts_with('(') && words.chars().take(5).any(|c| c == ')'))
            && !words.contains(" shall ")
            && (goes_on.is_some() || structural)
            && lines
                .margin
                .is_none_or(|m| chars * 4 < m * 3 && !below.starts_with(char::is_lowercase))
    };
    if is_name {
        head.heading = Some((line.start, line.end));
        head.body = line.end;
    }
}

//! How locators nest: an Akoma Ntoso eId is a path, joined by double underscores.

use super::Locator;

impl Locator {
    /// The place around this one: of `art_3__para_2` it is `art_3`. A report's place has none.
    #[must_use]
    pub fn around(&self) -> Option<Self> {
        self.as_str().rsplit_once("__").and_then(|(around, _)| around.parse().ok())
    }

    /// Where the opening words of the points at this place stand: of `art_3__para_2` it is
    /// `art_3__para_2__intro`.
    #[must_use]
    pub fn opening(&self) -> Option<Self> {
        format!("{self}__intro").parse().ok()
    }

    /// The lead-ins that a passage hangs on, outermost first: those of
    /// `art_3__para_2__point_a` are `art_3__intro` and `art_3__para_2__intro`.
    #[must_use]
    pub fn lead_ins(&self) -> Vec<Self> {
        let mut lead_ins = Vec::new();
        let mut around = self.around();
        while let Some(place) = around {
            lead_ins.extend(place.opening().filter(|l| l != self));
            around = place.around();
        }
        lead_ins.reverse();
        lead_ins
    }

    /// The first sentence of a report's paragraph: of `p3.s9` it is `p3.s1`, which has none before it.
    #[must_use]
    pub fn first_sentence(&self) -> Option<Self> {
        let paragraph = self.paragraph().filter(|p| !p.contains('_'))?;
        format!("{paragraph}.s1").parse().ok().filter(|first| first != self)
    }

    /// How deep in points of points the passage stands; 0 outside of lists.
    #[must_use]
    pub fn points(&self) -> usize {
        let is_point = |level: &&str| level.starts_with("point_") || level.starts_with("indent_");
        self.as_str().split("__").filter(is_point).count()
    }

    /// The paragraph of which the passage is a sentence: `p3` of `p3.s2`, `art_3__p_1` of
    /// `art_3__p_1__s_4`; `None` where the passage is no sentence of a longer one.
    #[must_use]
    pub fn paragraph(&self) -> Option<&str> {
        let place = self.as_str();
        let sentence = place.rsplit_once("__s_").or_else(|| {
            let (paragraph, sentence) = place.rsplit_once(".s")?;
            paragraph.strip_prefix('p')?.parse::<u32>().ok()?;
            Some((paragraph, sentence))
        });
        sentence.filter(|(_, n)| n.parse::<u32>().is_ok()).map(|(paragraph, _)| paragraph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locator(text: &str) -> Locator {
        text.parse().unwrap()
    }

    #[test]
    fn a_point_hangs_on_the_opening_words_of_everything_around_it() {
        let lead_ins = locator("art_4__para_1__point_a__point_ii").lead_ins();
        assert_eq!(
            lead_ins,
            [
                locator("art_4__intro"),
                locator("art_4__para_1__intro"),
                locator("art_4__para_1__point_a__intro")
            ]
        );
        assert_eq!(locator("art_4__intro").lead_ins(), []);
        assert_eq!(locator("p3.s2").lead_ins(), []);
    }

    #[test]
    fn sentences_know_their_paragraph_and_nothing_else_does() {
        assert_eq!(locator("p3.s2").paragraph(), Some("p3"));
        assert_eq!(locator("art_9.9__p_1__s_4").paragraph(), Some("art_9.9__p_1"));
        assert_eq!(locator("art_9.9").paragraph(), None);
        assert_eq!(locator("art_3__para_2").paragraph(), None);
    }

    #[test]
    fn sentences_of_a_report_know_the_first_of_their_paragraph() {
        assert_eq!(locator("p3.s9").first_sentence(), Some(locator("p3.s1")));
        assert_eq!(locator("p3.s1").first_sentence(), None);
        assert_eq!(locator("art_3__p_1__s_4").first_sentence(), None);
    }

    #[test]
    fn places_nest_and_points_are_counted() {
        let place = locator("art_3__para_2__point_a");
        assert_eq!(place.around(), Some(locator("art_3__para_2")));
        assert_eq!((place.points(), locator("p1.s1").points()), (1, 0));
        assert_eq!(locator("art_3__indent_2__point_a").points(), 2);
        assert_eq!(locator("p1.s1").around(), None);
    }
}

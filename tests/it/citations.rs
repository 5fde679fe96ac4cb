//! Citations: what they say in every style, with all that can be missing.

use insta::assert_snapshot;
use pacta::{
    cite::{Cited, Citing, TreatyDate, TreatyFacts},
    model::{Annotations, ClauseId, ClauseRecord, Kind, RevisionHash, Source, SourceType, Status},
};

pub(crate) const BASE: Option<&str> = Some("https://pacta.example");

fn treaty(
    title: &str,
    parties: &[&str],
    signed: &str,
    in_force: &str,
    series: &str,
) -> TreatyFacts {
    let date = |text: &str| match text {
        "" => TreatyDate::NotStated,
        "disputed" => TreatyDate::Disputed,
        date => TreatyDate::Stated(date.parse().unwrap()),
    };
    TreatyFacts {
        slug: "t".parse().unwrap(),
        title: title.to_owned(),
        parties: parties.iter().map(|p| (*p).to_owned()).collect(),
        signed: date(signed),
        in_force: date(in_force),
        series: Some(series.to_owned()).filter(|s| !s.is_empty()),
        text_held: true,
    }
}

pub(crate) fn paris() -> TreatyFacts {
    treaty("Paris Agreement", &["A", "B", "C"], "2015-12-12", "2016-11-04", "3156 UNTS 79")
}

fn pact() -> TreatyFacts {
    let title = "Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation";
    treaty(title, &["Iran", "Russia"], "2025-01-17", "", "")
}

pub(crate) fn source(r#type: SourceType, title: &str) -> Source {
    Source {
        slug: "s".parse().unwrap(),
        id_slug: "s".parse().unwrap(),
        treaty: "t".parse().unwrap(),
        r#type,
        title: title.to_owned(),
        publisher: None,
        author: None,
        published: None,
        language: "en".to_owned(),
        url: None,
        archived_url: None,
        licence: None,
        licence_url: None,
        retrieved: None,
        series: None,
    }
}

fn clause(source: &Source, locator: &str) -> ClauseRecord {
    ClauseRecord {
        id: ClauseId::from_u64(4242),
        treaty: source.treaty.clone(),
        source: source.slug.clone(),
        r#type: source.r#type,
        revision: RevisionHash::new(blake3::hash(b"")),
        version: 1,
        successor: None,
        predecessors: Vec::new(),
        status: Status::Current,
        locator: locator.parse().unwrap(),
        order: 0,
        breadcrumb: Vec::new(),
        kind: Kind::Provision,
        language: source.language.clone(),
        text: "Each Party shall prepare.".to_owned(),
        start: 0,
        end: 25,
        annotations: Annotations::default(),
    }
}

/// The citation in all styles and the notices, a line each.
fn told(cited: Cited) -> String {
    let mut lines = Vec::new();
    for citation in cited.citations().unwrap() {
        lines.push(format!("{}: {}", citation.style.label(), citation.html));
        lines.extend(citation.in_text.map(|in_text| format!("     in the text: {in_text}")));
    }
    lines.extend(cited.notices);
    lines.join("\n")
}

pub(crate) fn of_clause(
    treaty: &TreatyFacts,
    source: &Source,
    locator: &str,
    base_url: Option<&str>,
) -> Cited {
    Citing { treaty, base_url }.clause(&clause(source, locator), source)
}

#[test]
fn a_treaty_with_dates_and_series_is_cited_with_all_of_them() {
    let text = source(SourceType::Text, "Text of the Paris Agreement");
    let cited = told(of_clause(&paris(), &text, "art_4__para_2", BASE));
    assert_snapshot!(cited, @r#"
    Chicago (notes): Paris Agreement, December 12, 2015, 3156 UNTS 79, art. 4(2), <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.
    APA: Paris Agreement, December 12, 2015, 3156 UNTS 79. <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>
         in the text: (Paris Agreement, 2015, art. 4(2))
    OSCOLA: <i>Paris Agreement</i> (adopted 12 December 2015, entered into force 4 November 2016) 3156 UNTS 79 art 4(2) &lt;<a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>&gt;
    Bluebook: Paris Agreement, art. 4(2), Dec. 12, 2015, 3156 U.N.T.S. 79, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.
    "#);
}

#[test]
fn a_bilateral_treaty_names_its_parties_where_the_style_does_and_tells_what_is_not_stated() {
    let text = source(SourceType::Text, "Text");
    let cited = told(of_clause(&pact(), &text, "art_4", BASE));
    assert_snapshot!(cited, @r#"
    Chicago (notes): Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation, January 17, 2025, art. 4, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.
    APA: Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation, January 17, 2025. <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>
         in the text: (Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation, 2025, art. 4)
    OSCOLA: <i>Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation</i> (adopted 17 January 2025) art 4 &lt;<a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>&gt;
    Bluebook: Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation, Iran-Russia, art. 4, Jan. 17, 2025, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.
    Incomplete citation: date of entry into force and treaty series not stated.
    "#);
}

#[test]
fn a_disputed_date_is_left_out_and_told() {
    let facts =
        TreatyFacts { signed: TreatyDate::Disputed, in_force: TreatyDate::Disputed, ..pact() };
    let cited = told(of_clause(&facts, &source(SourceType::Text, "Text"), "preamble__rec_2", BASE));
    assert_snapshot!(cited, @r#"
    Chicago (notes): Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation, preamble, recital 2, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.
    APA: Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation. <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>
         in the text: (Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation, n.d., preamble, recital 2)
    OSCOLA: <i>Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation</i> preamble, recital 2 &lt;<a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>&gt;
    Bluebook: Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation, Iran-Russia, preamble, recital 2, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.
    Incomplete citation: treaty series not stated.
    Sources differ on the date of signature and date of entry into force, which the citation leaves out.
    "#);
}

#[test]
fn a_treaty_of_which_only_reports_are_held_says_so() {
    let facts = TreatyFacts { text_held: false, ..pact() };
    let cited = told(Citing { treaty: &facts, base_url: BASE }.treaty());
    assert_snapshot!(cited, @r#"
    Chicago (notes): Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation, January 17, 2025, <a href="https://pacta.example/treaties/t">https://pacta.example/treaties/t</a>.
    APA: Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation, January 17, 2025. <a href="https://pacta.example/treaties/t">https://pacta.example/treaties/t</a>
         in the text: (Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation, 2025)
    OSCOLA: <i>Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation</i> (adopted 17 January 2025) &lt;<a href="https://pacta.example/treaties/t">https://pacta.example/treaties/t</a>&gt;
    Bluebook: Comprehensive Strategic Partnership Treaty between the Islamic Republic of Iran and the Russian Federation, Iran-Russia, Jan. 17, 2025, <a href="https://pacta.example/treaties/t">https://pacta.example/treaties/t</a>.
    Pacta holds reports of this treaty, not its text: check the text before citing it.
    Incomplete citation: date of entry into force and treaty series not stated.
    "#);
}

#[test]
fn a_text_with_an_address_of_its_own_has_both_links() {
    let text = Source {
        url: Some("https://unfccc.int/agreement".to_owned()),
        retrieved: "2026-11-23".parse().ok(),
        ..source(SourceType::Text, "Text")
    };
    let cited = told(of_clause(&paris(), &text, "annex_1__art_3", BASE));
    assert_snapshot!(cited, @r#"
    Chicago (notes): Paris Agreement, December 12, 2015, 3156 UNTS 79, annex 1, art. 3, <a href="https://unfccc.int/agreement">https://unfccc.int/agreement</a> [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>].
    APA: Paris Agreement, December 12, 2015, 3156 UNTS 79. <a href="https://unfccc.int/agreement">https://unfccc.int/agreement</a> [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>]
         in the text: (Paris Agreement, 2015, annex 1, art. 3)
    OSCOLA: <i>Paris Agreement</i> (adopted 12 December 2015, entered into force 4 November 2016) 3156 UNTS 79 annex 1, art 3 &lt;<a href="https://unfccc.int/agreement">https://unfccc.int/agreement</a>&gt; [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>]
    Bluebook: Paris Agreement, annex 1, art. 3, Dec. 12, 2015, 3156 U.N.T.S. 79, <a href="https://unfccc.int/agreement">https://unfccc.int/agreement</a> [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>].
    "#);
}

#[test]
fn news_is_cited_as_news() {
    let news = Source {
        publisher: Some("Reuters".to_owned()),
        published: "2025-05-21".parse().ok(),
        url: Some("https://www.reuters.com/world".to_owned()),
        retrieved: "2026-11-23".parse().ok(),
        ..source(SourceType::Report, "Iran’s parliament approves strategic pact with Russia")
    };
    let cited = told(of_clause(&pact(), &news, "p3.s2", BASE));
    assert_snapshot!(cited, @r#"
    Chicago (notes): “Iran’s Parliament Approves Strategic Pact with Russia,” <i>Reuters</i>, May 21, 2025, para. 3, sentence 2, <a href="https://www.reuters.com/world">https://www.reuters.com/world</a> [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>].
    APA: Iran’s parliament approves strategic pact with Russia. (2025, May 21). <i>Reuters</i>. <a href="https://www.reuters.com/world">https://www.reuters.com/world</a> [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>]
         in the text: (“Iran’s Parliament Approves Strategic Pact with Russia,” 2025, para. 3, sentence 2)
    OSCOLA: ‘Iran’s parliament approves strategic pact with Russia’ (<i>Reuters</i>, 21 May 2025) para 3, sentence 2 &lt;<a href="https://www.reuters.com/world">https://www.reuters.com/world</a>&gt; accessed 23 November 2026 [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>]
    Bluebook: <i>Iran’s parliament approves strategic pact with Russia</i>, <span class="small-caps">Reuters</span>, para. 3, sentence 2 (May 21, 2025), <a href="https://www.reuters.com/world">https://www.reuters.com/world</a> [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>].
    You are citing a report of this clause, not the treaty’s text.
    "#);
}

#[test]
fn a_report_of_which_nothing_is_known_has_its_title_and_its_link() {
    let report = source(SourceType::Report, "Iran and Russia formalise deepened alliance");
    let cited = told(of_clause(&pact(), &report, "p3.s2", BASE));
    assert_snapshot!(cited, @r#"
    Chicago (notes): “Iran and Russia Formalise Deepened Alliance,” para. 3, sentence 2, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.
    APA: <i>Iran and Russia formalise deepened alliance</i>. (n.d.). <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>
         in the text: (Iran and Russia Formalise Deepened Alliance, n.d., para. 3, sentence 2)
    OSCOLA: ‘Iran and Russia formalise deepened alliance’ para 3, sentence 2 &lt;<a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>&gt;
    Bluebook: <i>Iran and Russia formalise deepened alliance</i>, para. 3, sentence 2, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.
    You are citing a report of this clause, not the treaty’s text.
    Incomplete citation: publisher and date not stated.
    "#);
}

#[test]
fn without_a_public_address_ids_stand_for_the_link() {
    let report = source(SourceType::Report, "Iran and Russia formalise deepened alliance");
    let cited = told(of_clause(&pact(), &report, "p3.s2", None));
    assert_snapshot!(cited, @r#"
    Chicago (notes): “Iran and Russia Formalise Deepened Alliance,” para. 3, sentence 2 [Pacta, <a href="/c/00000000044j">clause 00000000044j, source s</a>].
    APA: <i>Iran and Russia formalise deepened alliance</i>. (n.d.) [Pacta, <a href="/c/00000000044j">clause 00000000044j, source s</a>].
         in the text: (Iran and Russia Formalise Deepened Alliance, n.d., para. 3, sentence 2)
    OSCOLA: ‘Iran and Russia formalise deepened alliance’ para 3, sentence 2 [Pacta, <a href="/c/00000000044j">clause 00000000044j, source s</a>]
    Bluebook: <i>Iran and Russia formalise deepened alliance</i>, para. 3, sentence 2 [Pacta, <a href="/c/00000000044j">clause 00000000044j, source s</a>].
    You are citing a report of this clause, not the treaty’s text.
    Incomplete citation: publisher and date not stated.
    This site has no public address yet, so the citation leaves its link out.
    "#);
}

#[test]
fn a_body_is_the_author_of_its_statement() {
    let statement = Source {
        publisher: Some("Ministry of Foreign Affairs of the Russian Federation".to_owned()),
        published: "2025-10-02".parse().ok(),
        url: Some("https://mid.ru/en".to_owned()),
        ..source(SourceType::Official, "On the entry into force of the Treaty")
    };
    let cited = told(of_clause(&pact(), &statement, "p1.s1", BASE));
    assert_snapshot!(cited, @r#"
    Chicago (notes): Ministry of Foreign Affairs of the Russian Federation, “On the Entry into Force of the Treaty,” October 2, 2025, para. 1, sentence 1, <a href="https://mid.ru/en">https://mid.ru/en</a> [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>].
    APA: Ministry of Foreign Affairs of the Russian Federation. (2025, October 2). <i>On the entry into force of the Treaty</i>. <a href="https://mid.ru/en">https://mid.ru/en</a> [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>]
         in the text: (Ministry of Foreign Affairs of the Russian Federation, 2025, para. 1, sentence 1)
    OSCOLA: Ministry of Foreign Affairs of the Russian Federation, ‘On the entry into force of the Treaty’ (2 October 2025) para 1, sentence 1 &lt;<a href="https://mid.ru/en">https://mid.ru/en</a>&gt; [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>]
    Bluebook: Ministry of Foreign Affairs of the Russian Federation, <i>On the entry into force of the Treaty</i>, para. 1, sentence 1 (Oct. 2, 2025), <a href="https://mid.ru/en">https://mid.ru/en</a> [Pacta, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>].
    You are citing an official statement, not the treaty’s text.
    "#);
}

#[test]
fn what_was_published_in_a_year_is_a_work_of_its_own() {
    let book = Source {
        publisher: Some("Cambridge University Press".to_owned()),
        author: Some("Aust, Anthony".to_owned()),
        published: "2007".parse().ok(),
        ..source(SourceType::Report, "Modern Treaty Law and Practice")
    };
    let cited = told(of_clause(&pact(), &book, "p1.s1", BASE));
    assert_snapshot!(cited, @r#"
    Chicago (notes): Anthony Aust, <i>Modern Treaty Law and Practice</i> (Cambridge University Press, 2007), para. 1, sentence 1, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.
    APA: Aust, A. (2007). <i>Modern Treaty Law and Practice</i>. Cambridge University Press. <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>
         in the text: (Aust, 2007, para. 1, sentence 1)
    OSCOLA: Anthony Aust, <i>Modern Treaty Law and Practice</i> (Cambridge University Press 2007) para 1, sentence 1 &lt;<a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>&gt;
    Bluebook: Anthony Aust, <i>Modern Treaty Law and Practice</i>, <span class="small-caps">Cambridge University Press</span>, para. 1, sentence 1 (2007), <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.
    You are citing a report of this clause, not the treaty’s text.
    "#);
}

#[test]
fn partial_dates_many_authors_and_other_languages_are_kept_as_they_are() {
    let facts = treaty(
        "Accord entre la Confédération suisse et la République du Sénégal relatif à la coopération culturelle",
        &["Switzerland", "Senegal"],
        "1976",
        "1979-10",
        "RO 1979 1705",
    );
    let article = Source {
        author: Some("Crawford, James; Brownlie, Ian; Reuters".to_owned()),
        published: "2019-05".parse().ok(),
        url: Some("https://journal.example/a?b=c&d=e".to_owned()),
        ..source(SourceType::Report, "On treaties & <more>")
    };
    let text = Source { language: "fr".to_owned(), ..source(SourceType::Text, "Texte") };
    let both = [
        told(of_clause(&facts, &text, "art_3__p_2", BASE)),
        told(Citing { treaty: &facts, base_url: BASE }.source(&article)),
    ];
    let cited = both.join("\n\n");
    assert_snapshot!(cited, @r#"
    Chicago (notes): <bdi lang="fr">Accord entre la Confédération suisse et la République du Sénégal relatif à la coopération culturelle</bdi>, 1976, RO 1979 1705, art. 3, second paragraph, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.
    APA: <bdi lang="fr">Accord entre la Confédération suisse et la République du Sénégal relatif à la coopération culturelle</bdi>, 1976, RO 1979 1705. <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>
         in the text: (Accord entre la Confédération suisse et la République du Sénégal relatif à la coopération culturelle, 1976, art. 3, second paragraph)
    OSCOLA: <i><bdi lang="fr">Accord entre la Confédération suisse et la République du Sénégal relatif à la coopération culturelle</bdi></i> (adopted 1976, entered into force October 1979) RO 1979 1705 art 3, second paragraph &lt;<a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>&gt;
    Bluebook: <bdi lang="fr">Accord entre la Confédération suisse et la République du Sénégal relatif à la coopération culturelle</bdi>, Switzerland-Senegal, art. 3, second paragraph, 1976, RO 1979 1705, <a href="https://pacta.example/c/00000000044j">https://pacta.example/c/00000000044j</a>.

    Chicago (notes): James Crawford et al., “On Treaties &amp; &lt;more&gt;,” May 2019, <a href="https://journal.example/a?b=c&amp;d=e">https://journal.example/a?b=c&amp;d=e</a> [Pacta, <a href="https://pacta.example/sources/s">https://pacta.example/sources/s</a>].
    APA: Crawford, J., Brownlie, I., &amp; Reuters. (2019, May). <i>On treaties &amp; &lt;more&gt;</i>. <a href="https://journal.example/a?b=c&amp;d=e">https://journal.example/a?b=c&amp;d=e</a> [Pacta, <a href="https://pacta.example/sources/s">https://pacta.example/sources/s</a>]
         in the text: (Crawford et al., 2019)
    OSCOLA: James Crawford, Ian Brownlie and Reuters, ‘On treaties &amp; &lt;more&gt;’ (May 2019) &lt;<a href="https://journal.example/a?b=c&amp;d=e">https://journal.example/a?b=c&amp;d=e</a>&gt; [Pacta, <a href="https://pacta.example/sources/s">https://pacta.example/sources/s</a>]
    Bluebook: James Crawford, Ian Brownlie &amp; Reuters, <i>On treaties &amp; &lt;more&gt;</i> (May 2019), <a href="https://journal.example/a?b=c&amp;d=e">https://journal.example/a?b=c&amp;d=e</a> [Pacta, <a href="https://pacta.example/sources/s">https://pacta.example/sources/s</a>].
    You are citing a report of this treaty, not the treaty’s text.
    Incomplete citation: publisher not stated.
    "#);
}
